"""The binder's own pages: cover, index, and the page that each file begins with."""

import io
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.checklist.evidence_kinds import kind_says
from models.checklist.evidence_words import size_text
from models.checklist.proof import Proof
from models.text import counted, day_text, number, shortened
from reports import style
from reports.binder.facts import BinderFacts
from reports.binder.files import Shown, picture
from reports.evidence_words import holds, verified
from reports.faces import MEDIUM, REGULAR, SEMIBOLD, Typesetter
from reports.facts import clean
from reports.objects import finished
from reports.page import EDITION_TEXT, Leaf, Section, blank, describe
from reports.repeated import Repeated
from reports.sheet import END, Sheet
from reports.structure import Node, places_of, write_tree
from reports.style import Type
from reports.table import Cell, Column, Drawn, Row, Table, Text
from reports.xmp import About

WIDTH, HEIGHT = 595.28, 841.89
_LEFT, _RIGHT = 42.0, 595.28 - 42.0
_WIDE = _RIGHT - _LEFT
_BOTTOM = 788.0
_COVER = Type(SEMIBOLD, 26, 32)
_TITLE = Type(SEMIBOLD, 14, 18)
_LEAD = Type(REGULAR, 10.5, 15, style.SECOND)
_SMALL = Type(REGULAR, 7.6, 10)
_QUIET = _SMALL.in_colour(style.SECOND)
_OUT = _SMALL.in_colour(style.GAP)
_NAME = Type(MEDIUM, 7.6, 10)
_LINE = Type(REGULAR, 8.2, 11)
_SAMPLE = Type(SEMIBOLD, 7.6, 10, "#8A5300")


@dataclass(slots=True)
class Bound:
    """A file on its way into the binder: what it proves, how it is shown, where it begins.

    `own` are the pages that stand here, `page` the number of the first one in the whole binder.
    """

    proof: Proof
    shown: Shown
    path: Path
    own: int = 1
    page: int = 0

    @property
    def pages(self) -> int:
        return self.own + self.shown.pages


@dataclass(slots=True)
class _Picture:
    path: Path
    frame: int
    box: tuple[float, float, float, float]
    said: str


@dataclass(slots=True)
class _Page:
    sheet: Sheet
    number: int = 0
    title: str = ""
    key: str = ""
    picture: _Picture | None = None


@dataclass(slots=True)
class Drawing:
    """Draws the pages; the numbers of those that are put between them later are counted in."""

    facts: BinderFacts
    bound: Sequence[Bound]
    binder_id: str
    pages: list[_Page] = field(default_factory=list)
    named: Counter[str] = field(default_factory=Counter)
    _buffer: io.BytesIO = field(default_factory=io.BytesIO)
    _canvas: Any = None
    _typesetter: Any = None

    def build(self, step: Callable[[Bound], object]) -> bytes:
        """The PDF of these pages, with outline and links."""
        self._canvas = blank(self._buffer, (WIDTH, HEIGHT))
        self._typesetter = Typesetter(self._canvas._doc)
        for one in self.bound:
            self._file(one)
        files, self.pages = self.pages, []
        front = 1 + self._index_pages()
        at = front + 1
        for one in self.bound:
            one.page = at
            at += one.pages
        total = at - 1
        self._cover(total)
        self._index()
        self._number(files)
        self.pages += files
        return self._finish(total, step)

    # ---- pages -----------------------------------------------------------------------------

    def _new(self) -> Sheet:
        sheet = Sheet(self._typesetter, HEIGHT)
        self.pages.append(_Page(sheet))
        return sheet

    def _cover(self, total: int) -> None:
        facts, sheet = self.facts, self._new()
        sheet.rect(0, 0, WIDTH, 230, style.NAVY)
        sheet.text(_LEFT, 74, "EVIDENCE BINDER", style.EYEBROW.in_colour(style.PALE), tracking=0.35)
        with sheet.inside("H1"):
            lines = sheet.wrap(facts.partner, _COVER, _WIDE, 2)
            y = sheet.lines(_LEFT, 116, lines, _COVER.in_colour(style.WHITE))
        sheet.text(_LEFT, y + 4, f"As of {day_text(facts.as_of)}", _LEAD.in_colour(style.WHITE))
        verified = sum(one.proof.evidence.verified_on is not None for one in self.bound)
        out = sum(one.proof.evidence.expired_on(facts.as_of) for one in self.bound)
        rows = [
            ("Files", number(len(self.bound))),
            ("Looked at and verified", number(verified)),
            ("Run out", number(out)),
            ("Pages", number(total)),
            ("Edition", EDITION_TEXT[facts.edition]),
        ]
        if facts.portfolio:
            rows.append(("Portfolio", facts.portfolio))
        y = 276.0
        for name, value in rows:
            with sheet.inside("P"):
                sheet.text(_LEFT, y, name, style.BODY.in_colour(style.SECOND))
                sheet.text(_LEFT + 170, y, value, style.STRONG, width=_WIDE - 170)
            sheet.rule(_LEFT, y + 7, _RIGHT, y + 7, style.LINE, 0.5)
            y += 22
        if facts.sample:
            sheet.rounded(_LEFT, y, 74, 15, 4, "#FFF6E6", style.RISK)
            sheet.text(_LEFT + 8, y + 10.4, "Sample data", _SAMPLE)
            y += 24
        sheet.paragraph(
            _LEFT, y + 8, _WIDE,
            "Each file begins on a page of its own that says what it proves. Its SHA-256 tells"
            " whether a copy is the same to the last byte. What can’t be set as a page is"
            " attached to this PDF.", style.SUPPORT,
        )  # fmt: skip

    def _index_pages(self) -> int:
        before, self.pages = self.pages, []
        self._index()
        count, self.pages = len(self.pages), before
        return count

    def _index(self) -> None:
        def more() -> Leaf:
            sheet = self._new()
            self.pages[-1].title = "Index"
            with sheet.furniture():
                sheet.text(_LEFT, 46, "INDEX", style.EYEBROW, tracking=0.35)
            title = f"{_counted(self.bound)} of {self.facts.partner}"
            with sheet.inside("H1"):
                sheet.text(_LEFT, 68, title, _TITLE, width=_WIDE)
            return Leaf(sheet, _SECTION, "Index", 84)

        leaf = more()
        columns = [
            Column("", 22, type_=_QUIET),
            Column("What it proves", 202, type_=_NAME, most=2),
            Column("Holds", 84, type_=_QUIET, most=2),
            Column("Verified", 92, type_=_QUIET, most=2),
            Column("SHA-256", 76, type_=_QUIET),
            Column("Page", _WIDE - 476, END, _SMALL),
        ]
        table = Table(columns, next_page=more, pad=3.4, bottom=_BOTTOM - 16, left=_LEFT)
        table.draw(leaf, leaf.top, [self._row(at, one) for at, one in enumerate(self.bound, 1)])

    def _row(self, at: int, one: Bound) -> Row:
        evidence = one.proof.evidence
        under = f"{evidence.file}{' (attached)' if one.shown.attached else ''}"
        cells: list[Cell] = [
            str(at),
            Text(one.proof.about, _NAME, under),
            Text(holds(one.proof), _OUT if evidence.expired_on(self.facts.as_of) else _QUIET),
            verified(one.proof),
            evidence.sha256[:12],
            Drawn(_PageNumber(one, f"file-{at}")),
        ]
        return cells

    def _file(self, one: Bound) -> None:
        """The page that a file begins with; what it holds follows under it or after it."""
        evidence, proof, before = one.proof.evidence, one.proof, len(self.pages)
        sheet = self._new()
        self.pages[-1].title, self.pages[-1].key = evidence.file, "file"
        of = proof.of or "Evidence"
        self.named[of] += 1
        with sheet.furniture() if self.named[of] > 2 else nullcontext():
            sheet.text(_LEFT, 46, of.upper(), style.EYEBROW, tracking=0.35, width=_WIDE)
        with sheet.inside("H1"):
            y = sheet.paragraph(_LEFT, 68, _WIDE, proof.about, _TITLE, 3)
        y = sheet.paragraph(_LEFT, y - 1, _WIDE, evidence.file, style.STRONG, 2)
        facts = [kind_says(evidence.kind), size_text(evidence.bytes)]
        facts += [f"holds {holds(proof)}"] if holds(proof) != "–" else []
        by = "by" if evidence.reviewer else "on"
        facts += [f"verified {by} {verified(proof)}" if evidence.verified_on else "not verified"]
        facts += ["run out"] if evidence.expired_on(self.facts.as_of) else []
        y = sheet.paragraph(_LEFT, y, _WIDE, ", ".join(facts), _QUIET, 2)
        y = sheet.paragraph(_LEFT, y, _WIDE, f"SHA-256 {evidence.sha256}", _QUIET, 1)
        if evidence.note:
            y = sheet.paragraph(_LEFT, y, _WIDE, evidence.note, _SMALL, 3)
        sheet.rule(_LEFT, y - 3, _RIGHT, y - 3, style.LINE, 0.6)
        y += 12
        if one.shown.sentence:
            y = sheet.paragraph(_LEFT, y + 2, _WIDE, one.shown.sentence, _LEAD, 4) + 4
        if one.shown.frames:
            self._pictures(one, y)
        elif one.shown.lines:
            self._lines(one, y)
        one.own = len(self.pages) - before

    def _pictures(self, one: Bound, y: float) -> None:
        for frame in range(one.shown.frames):
            if frame:
                self._again(one.proof)
                y = 60.0
            box = (_LEFT, y, _WIDE, _BOTTOM - y)
            place = f", page {frame + 1} of {one.shown.frames}" if one.shown.frames > 1 else ""
            said = f"Picture that shows {one.proof.about}{place}"
            self.pages[-1].picture = _Picture(one.path, frame, box, said)

    def _lines(self, one: Bound, y: float) -> None:
        sheet = self.pages[-1].sheet
        for raw in one.shown.lines:
            part = Node("P")
            for line in sheet.wrap(clean(raw, 2_001), _LINE, _WIDE) or [""]:
                if y > _BOTTOM - 4:
                    sheet, part = self._again(one.proof), Node("P")
                    y = 66.0
                with sheet.within(part):
                    sheet.text(_LEFT, y, line, _LINE)
                y += _LINE.leading

    def _again(self, proof: Proof) -> Sheet:
        sheet = self._new()
        self.pages[-1].title = proof.evidence.file
        # Said on the first pages and not on all of a long file's.
        titles = [page.title for page in self.pages]
        with sheet.furniture() if titles.count(proof.evidence.file) > 2 else nullcontext():
            sheet.text(_LEFT, 46, proof.evidence.file, _QUIET, width=_WIDE)
        return sheet

    # ---- finishing -------------------------------------------------------------------------

    def _number(self, files: Sequence[_Page]) -> None:
        pages = iter(files)
        for at, one in enumerate(self.bound, 1):
            for place in range(one.own):
                page = next(pages)
                page.number = one.page + place
                if page.key:
                    page.key = f"file-{at}"
        for at, page in enumerate(self.pages, 1):
            page.number = at

    def _finish(self, total: int, step: Callable[[Bound], object]) -> bytes:
        canvas, facts = self._canvas, self.facts
        about = About(
            f"{shortened(facts.partner, 150)}: evidence, {day_text(facts.as_of)}",
            f"{EDITION_TEXT[facts.edition]}; binder {self.binder_id}",
            facts.as_of,
            conforms=not any(one.shown.pages for one in self.bound),
        )
        describe(canvas, about, self.binder_id)
        owners = {one.page: one for one in self.bound}
        said = Repeated(len(self.pages))
        for _ in self.pages[1:]:
            said.count("foot")
        for page in self.pages:
            if page.number in owners:
                step(owners[page.number])
            if page.number > 1:
                with page.sheet.furniture() if said.again("foot") else nullcontext():
                    self._foot(page, total)
            if page.picture:
                self._picture(page, page.picture)
            canvas._code.extend(page.sheet.finish())
            if page.number in (1, 2) or page.key:
                key = page.key or ("cover", "index")[page.number - 1]
                canvas.bookmarkPage(key, fit="XYZ", left=0, top=HEIGHT, zoom=0)
                canvas.addOutlineEntry(page.title or "Cover", key, level=0)
            canvas.showPage()
        canvas.showOutline()
        sheets = [page.sheet for page in self.pages]
        keys = {page.key: at for at, page in enumerate(self.pages) if page.key}
        return finished(canvas, write_tree(canvas, sheets, places_of(sheets, keys)))

    def _picture(self, page: _Page, wanted: _Picture) -> None:
        from reportlab.lib.utils import ImageReader

        x, y, wide, high = wanted.box
        image = picture(wanted.path, wanted.frame)
        if image is None:
            page.sheet.paragraph(x, y + 2, wide, "This page of it can’t be shown.", _LEAD)
            return
        # Never larger than a screen would show it: 96 pixels to the inch.
        scale = min(wide / image.width, high / image.height, 72 / 96)
        width, height = image.width * scale, image.height * scale
        code = self._canvas._code
        begun = len(code)
        self._canvas.drawImage(
            ImageReader(image), x, HEIGHT - y - height, width, height, mask="auto"
        )
        with page.sheet.figure(wanted.said, (x, y, x + width, y + height)):
            page.sheet.foreign(code[begun:])
        del code[begun:]

    def _foot(self, page: _Page, total: int) -> None:
        sheet = page.sheet
        sheet.rule(_LEFT, 802, _RIGHT, 802, style.LINE, 0.6)
        edition = EDITION_TEXT[self.facts.edition]
        x = _LEFT + sheet.text(_LEFT, 815, self.facts.partner, _QUIET, width=230) + 12
        sheet.text(x, 815, edition, _QUIET, width=_RIGHT - 80 - x)
        sheet.text(_RIGHT, 815, f"Page {page.number} of {total}", _QUIET, align=END)


class _PageNumber:
    """Draws the number of the page and the link that covers the row."""

    def __init__(self, one: Bound, key: str) -> None:
        self.one, self.key = one, key

    def __call__(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        sheet.text(_RIGHT, y + 11.6, str(self.one.page or ""), _SMALL, align=END)
        sheet.link(_LEFT, y, _RIGHT, y + height, self.key, self.one.proof.evidence.file)


def _counted(bound: Sequence[Bound]) -> str:
    words = counted(len(bound), "file")
    return f"{words[:1].upper()}{words[1:]}"


def _draw_nothing(*_: object) -> None:
    """The table asks for a section; a binder has none."""


_SECTION = Section("evidence", "Evidence", _draw_nothing)
