"""The pages of a pack in order: what stands on every page, the outline, the links, the file."""

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from models.pack_plan import APPENDIX, Words
from models.text import day_text, shortened
from reports import marks, style, xmp
from reports.attachments import Attachment, attach
from reports.faces import MEDIUM, REGULAR, SEMIBOLD, Typesetter, face
from reports.facts import PackFacts
from reports.facts_json import NAME, to_json
from reports.objects import finished
from reports.pack_words import source_of, title_of
from reports.repeated import Repeated
from reports.sheet import END, Sheet
from reports.strip import words_strip
from reports.structure import places_of, write_tree
from reports.style import HEIGHT, MARGIN, RIGHT, WIDTH
from reports.xmp import LANGUAGE, About

if TYPE_CHECKING:
    from reports.figures import Figures

EDITION_TEXT = {
    "internal": "Internal edition, not for the partner",
    "partner": "Partner edition, confidential",
}
# Room for pages without a limit.
ENOUGH = 999
_BETWEEN = 31.0  # from the end of a section to the head of one that shares its page
_LOWER = style.TITLE._replace(size=14, leading=17.5)
_STAMP = style.Type(MEDIUM, 7.6, 10, style.SECOND)
_SAMPLE = style.Type(SEMIBOLD, 7.6, 10, "#8A5300")
_FOOT = style.Type(REGULAR, 7.4, 10, style.SECOND)
_FOOT_EDITION = style.Type(SEMIBOLD, 7.4, 10, style.GAP)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the pack. `nothing` gives the one line that stands for it when it is empty.

    One that is not `wanted` is left out without a word.
    """

    key: str
    name: str
    draw: Callable[["Book", "Figures"], None]
    nothing: Callable[["Figures"], str] = lambda figures: ""
    named: Callable[[PackFacts], str] | None = None
    wanted: Callable[[PackFacts], bool] = lambda facts: True

    def called(self, facts: PackFacts) -> str:
        """Its name, where that is the program's own word, as this program has it."""
        return self.named(facts) if self.named else self.name


@dataclass(slots=True)
class Leaf:
    """One page with its place in the pack; `top` is where its content begins.

    `shared` are short sections that go on below it on its sheet, each with what the sheet says
    from part number `start` on.
    """

    sheet: Sheet
    section: Section
    title: str
    top: float
    plain: bool = False
    source: str = ""
    support: str = ""
    start: int = 0
    shared: list["Leaf"] = field(default_factory=list)

    @property
    def all(self) -> list["Leaf"]:
        """It, and what shares its page."""
        return [self, *self.shared]

    @property
    def low(self) -> float:
        """Where its lowest text ends, as long as it has no foot."""
        return max((box.bottom for box in self.sheet.boxes), default=self.top)


class Head(NamedTuple):
    """What stands on every page: whose document it is, what it is, as of when, for whom.

    `mark` tells it from others, `source` says where its figures come from.
    """

    name: str
    title: str
    as_of: date
    edition: str
    mark: str
    source: str
    sample: bool


class Pages:
    """Pages are recorded first and written last, when every page number is known."""

    def __init__(self, head: Head, about: About, digest: str) -> None:
        self.head, self._about, self._digest = head, about, digest
        self.leaves: list[Leaf] = []
        # The page below which the next section that asks for one goes on.
        self.below: Leaf | None = None
        self._buffer = io.BytesIO()
        self._canvas = blank(self._buffer, (WIDTH, HEIGHT))
        self.typesetter = Typesetter(self._canvas._doc)

    def called(self, section: Section) -> str:
        """What a section is called in this document."""
        return section.name

    def words(self, section: Section) -> Words | None:
        """What a person wrote for a section."""
        return None

    def cover(self, section: Section) -> Leaf:
        """A page without the furniture of the others."""
        leaf = Leaf(Sheet(self.typesetter), section, self.called(section), MARGIN, plain=True)
        self.leaves.append(leaf)
        return leaf

    def page(self, section: Section, title: str, support: str = "") -> Leaf:
        """A new page that opens with its conclusion: a sentence, and a line that supports it."""
        host, self.below = self.below, None
        sheet = host.sheet if host else Sheet(self.typesetter)
        low, start = host.low if host else 0.0, len(sheet.root)
        top = self._opened(sheet, section, title, support, low)
        leaf = Leaf(sheet, section, title, top, support=support, start=start)
        if host:
            sheet.anchor(section.key, low + _BETWEEN)
        (host.shared if host else self.leaves).append(leaf)
        return leaf

    def top_of(self, section: Section, title: str) -> float:
        """Where a page would go on under its title, one line of support and a person's words."""
        return self._opened(Sheet(self.typesetter), section, title, "One line")

    def top_below(self, host: Leaf, leaf: Leaf) -> float:
        """Where the content of one would begin if it went on below another."""
        sheet = Sheet(self.typesetter)
        return self._opened(sheet, leaf.section, leaf.title, leaf.support, host.low)

    def _opened(
        self, sheet: Sheet, section: Section, title: str, support: str, low: float = 0.0
    ) -> float:
        """What every page begins with, or a section below the `low` end of another.

        Returns where it goes on.
        """
        name = self.called(section).upper()
        y, type_ = (low + _BETWEEN, _LOWER) if low else (44.0, style.TITLE)
        with sheet.furniture():
            x = MARGIN + sheet.text(MARGIN, y, name, style.EYEBROW, tracking=0.35)
            if not low:
                # The cover and the foot have all of it.
                partner = shortened(self.head.name, max(20, 69 - len(name)))
                sheet.text(x + 14, y, partner, style.NOTE, width=RIGHT - 210 - x)
        with sheet.inside("H1"):
            y = sheet.lines(
                MARGIN, y + type_.leading + (2 if low else 4), _balanced(sheet, title, type_), type_
            )
        if support:
            y = sheet.paragraph(MARGIN, y - 4.4, RIGHT - MARGIN, support, style.SUPPORT, most=2)
        if low:
            sheet.rule(MARGIN, low + 17, RIGHT, low + 17, style.ACCENT, 1.4)
        else:
            self.stamp(sheet)
        top = y + (3 if low else 9)
        if not self.number_of(section):
            top = words_strip(sheet, top, self.words(section))
        return top

    def stamp(self, sheet: Sheet) -> None:
        """The as-of stamp and, on made-up data, the word for it."""
        text = f"Data as of {day_text(self.head.as_of)}"
        left = RIGHT - sheet.width(text, _STAMP) - 16
        if self.head.sample:
            wide = sheet.width("Sample data", _SAMPLE) + 16
            sheet.rounded(left - wide - 8, 33.9, wide, 14.7, 4, "#FFF6E6", style.RISK)
            with sheet.furniture() if self.leaves else nullcontext():
                sheet.text(left - wide, 44, "Sample data", _SAMPLE)
        sheet.rounded(left, 33.5, RIGHT - left, 15.5, 4, style.PANEL)
        sheet.text(left + 8, 44, text, _STAMP)

    def number_of(self, section: Section) -> int:
        """The page on which a section begins, from 1; 0 where it has none."""
        return next((number for number, leaf in self.told() if leaf.section is section), 0)

    def first_of(self, section: Section) -> Leaf | None:
        return next((leaf for _, leaf in self.told() if leaf.section is section), None)

    def told(self) -> Iterator[tuple[int, Leaf]]:
        """Every page and what shares one, each with the page's number from 1."""
        for number, page in enumerate(self.leaves, 1):
            for leaf in page.all:
                yield number, leaf

    def feet(self) -> None:
        """Draw the footers, now that every page is there: the last thing drawn."""
        said = Repeated(len(self.leaves))
        for leaf in self.leaves:
            if not leaf.plain:
                for line in self._foot_lines(leaf):
                    said.count(line)
        for number, leaf in enumerate(self.leaves, 1):
            if not leaf.plain:
                self._foot(leaf, number, said)

    def finish(self) -> bytes:
        """Write every page with its footer, the outline and the links; the whole file."""
        canvas = self._canvas
        self.feet()
        keys = {leaf.section.key: number for number, leaf in reversed([*enumerate(self.leaves, 1)])}
        describe(canvas, self._about, self._digest)
        if files := self.attachments():
            attach(canvas, files, self.head.as_of)
        for number, leaf in enumerate(self.leaves, 1):
            canvas._code.extend(leaf.sheet.finish())
            for name in ("section", "page"):
                # Two names for one place: an outline knows its entries by the place's name.
                # A whole place (zoom 0: as it is), since Qt's viewer complains of `Fit`.
                canvas.bookmarkPage(f"{name}-{number}", fit="XYZ", left=0, top=HEIGHT, zoom=0)
            self._outline(number, leaf)
            for at, one in enumerate(leaf.shared):
                self._outline_shared(f"{number}.{at}", one)
            canvas.showPage()
        canvas.showOutline()
        sheets = [leaf.sheet for leaf in self.leaves]
        first = {key: number - 1 for key, number in keys.items()}
        return finished(canvas, write_tree(canvas, sheets, places_of(sheets, first)))

    def _outline(self, number: int, leaf: Leaf) -> None:
        before = self.leaves[number - 2].all[-1].section if number > 1 else None
        add = self._canvas.addOutlineEntry
        deeper = leaf.section.key in APPENDIX
        if deeper and (before is None or before.key not in APPENDIX):
            self._canvas.bookmarkPage("appendix", fit="XYZ", left=0, top=HEIGHT, zoom=0)
            add("Appendix", "appendix", level=0, closed=1)
        if leaf.section is not before:
            add(self.called(leaf.section), f"section-{number}", level=int(deeper), closed=1)
        if not leaf.plain:
            add(leaf.title, f"page-{number}", level=1 + deeper)

    def _outline_shared(self, place: str, leaf: Leaf) -> None:
        top = HEIGHT - leaf.sheet.anchors[leaf.section.key]
        for name in ("section", "page"):
            self._canvas.bookmarkPage(f"{name}-{place}", fit="XYZ", left=0, top=top, zoom=0)
        add = self._canvas.addOutlineEntry
        add(self.called(leaf.section), f"section-{place}", level=0, closed=1)
        add(leaf.title, f"page-{place}", level=1)

    def attachments(self) -> list[Attachment]:
        """The files that the document carries."""
        return []

    def _foot_lines(self, leaf: Leaf) -> tuple[str, str, str]:
        """The legend in words, the source of a page, and what stands below it on every page."""
        own = [one.source for one in leaf.all if one.source]
        source = " ".join([*own, self.head.source])
        while len(own) > 1 and leaf.sheet.width(source, style.NOTE) > RIGHT - MARGIN:
            source = " ".join([*own[:-1], self.head.source])
            own.pop()
        return marks.said(leaf.sheet), source, self.head.edition

    def _foot(self, leaf: Leaf, number: int, said: Repeated) -> None:
        sheet = leaf.sheet
        legend, source, edition = self._foot_lines(leaf)
        with sheet.furniture() if said.again(legend) else nullcontext():
            marks.legend(sheet, MARGIN, 539)
        with sheet.furniture() if said.again(source) else nullcontext():
            sheet.text(MARGIN, 551.5, source, style.NOTE, width=RIGHT - MARGIN)
        with sheet.furniture() if said.again(edition) else nullcontext():
            self._last_line(leaf, number, len(self.leaves))

    def _last_line(self, leaf: Leaf, number: int, total: int) -> None:
        sheet, head, y = leaf.sheet, self.head, 572.5
        sheet.rule(MARGIN, 560, RIGHT, 560, style.LINE, 0.6)
        middle = WIDTH / 2 - sheet.width(head.edition, _FOOT_EDITION) / 2
        name = sheet.fit(head.name, _FOOT, (middle - MARGIN) * 0.52)
        x = MARGIN + sheet.text(MARGIN, y, name, _FOOT) + 12
        sheet.text(x, y, head.title, _FOOT, width=middle - 16 - x)
        sheet.text(middle, y, head.edition, _FOOT_EDITION)
        folio = f"Page {number} of {total}"
        right = RIGHT - sheet.width(folio, _FOOT)
        sheet.text(right - 16, y, head.mark, _FOOT, align=END, width=190)
        sheet.text(right, y, folio, _FOOT)


class Book(Pages):
    """The pages of one partner's pack."""

    def __init__(self, facts: PackFacts, pack_id: str, sections: Sequence[Section]) -> None:
        version = facts.decision.version
        head = Head(
            facts.partner.name,
            facts.title,
            facts.as_of,
            EDITION_TEXT[facts.edition],
            f"Pack {pack_id[:12]}, program version {version}",
            source_of(facts),
            facts.file.sample,
        )
        about = About(
            title_of(facts),
            f"{facts.decision.program}, version {version};"
            f" {EDITION_TEXT[facts.edition].lower()}; pack {pack_id}",
            facts.as_of,
        )
        super().__init__(head, about, pack_id)
        self.facts = facts
        self.pack_id = pack_id
        self.sections = sections
        self.nothing: dict[str, str] = {}
        # Pages that the section being drawn may take beside its first.
        self.room = ENOUGH
        # Whether it shares its page, and leaves away what it can.
        self.tight = False

    def called(self, section: Section) -> str:
        return section.called(self.facts)

    def words(self, section: Section) -> Words | None:
        return self.facts.plan.words.get(section.key)

    def attachments(self) -> list[Attachment]:
        """Every figure as a table, and the facts as programs read them: of this edition alone."""
        from reports.facts_csv import to_csv
        from reports.figures import Figures

        figures = to_csv(self, Figures(self.facts))
        facts = to_json(self.facts)
        return [
            Attachment("facts.csv", "text/csv", "Every figure of this pack, one a line", figures),
            Attachment(NAME, "application/json", "The facts that this pack was made from", facts),
        ]


def foot_types() -> tuple[style.Type, style.Type]:
    """How a page's last line is set, and its edition."""
    return _FOOT, _FOOT_EDITION


def _balanced(sheet: Sheet, title: str, type_: style.Type) -> list[str]:
    """The title in one line, or in two of about the same length."""
    width = RIGHT - MARGIN
    lines = sheet.wrap(title, type_, width, 2)
    while len(lines) == 2 and not lines[1].endswith("…"):
        narrower = sheet.wrap(title, type_, width - 40)
        if len(narrower) > 2:
            break
        lines, width = narrower, width - 40
    return lines


def blank(buffer: io.BytesIO, size: tuple[float, float]) -> Any:
    """A new document without a page, its faces registered: the same bytes for the same pages."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    # Text for bytes makes a file a fifth larger; no way that a file takes today needs it.
    rl_config.useA85 = 0
    _register()
    return Canvas(
        buffer,
        pagesize=size,
        pageCompression=1,
        invariant=1,
        initialFontName=face(REGULAR).font.fontName,
        lang=LANGUAGE,
        pdfVersion=(1, 7),
    )


def describe(canvas: Any, about: About, digest: str) -> None:
    """The document's own data; its dates are the as-of day, its id follows from `digest`."""
    xmp.write(canvas, about)
    # The file's id is digested from here on, so it follows from the facts and nothing else.
    canvas._doc.signature = hashlib.md5(digest.encode(), usedforsecurity=False)


def _register() -> None:
    from reportlab.pdfbase import pdfmetrics

    font = face(REGULAR).font
    if font.fontName not in pdfmetrics._fonts:
        pdfmetrics.registerFont(font)
