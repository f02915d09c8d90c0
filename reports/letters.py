"""Letters to a partner on one upright page: how it stands in the year, or which tier it got."""

import io
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from models.program.windows import PRIOR_YEAR
from models.text import (
    counted,
    day_text,
    listed,
    lower_first,
    money,
    money_said,
    sentence,
    shortened,
)
from reports import charts, facts, story, style
from reports.blocks import Entry, entries, heading
from reports.charts import Line, Part
from reports.faces import REGULAR, SEMIBOLD, Typesetter
from reports.facts import clean
from reports.figures import Figures
from reports.letter_facts import LONGEST_NOTE, STATUS, Award, LetterFacts, Person
from reports.marks import GAP_MARK, MET_MARK, NONE_MARK
from reports.objects import finished
from reports.pack import ONE_AT_A_TIME
from reports.page import blank, describe
from reports.sheet import END, Sheet
from reports.structure import write_tree
from reports.style import Type
from reports.xmp import About

_WIDTH, _HEIGHT = 595.28, 841.89
_LEFT, _RIGHT = 58.0, 595.28 - 58.0
_WIDE = _RIGHT - _LEFT
_BOTTOM = 770.0
_TITLE = Type(SEMIBOLD, 17, 21.5)
_TEXT = Type(REGULAR, 9.2, 13.4)
_SMALL = Type(REGULAR, 8.2, 11.4, style.SECOND)
_NAME = Type(SEMIBOLD, 8.8, 12.4)
_SAMPLE = Type(SEMIBOLD, 7.6, 10, "#8A5300")
_LATE_SHOWN = 3
_NAME_LINES = 4


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter: the bytes of its PDF, its pages and its id (SHA-256 of its facts)."""

    data: bytes
    pages: int
    statement_id: str


def build(letter: LetterFacts) -> Letter:
    """The letter as a PDF: the same bytes for the same facts.

    Raises ValueError where the facts are not the partner's edition, which alone may be sent.
    """
    if letter.pack.edition != facts.PARTNER:
        raise ValueError("a letter is made from the partner's edition of the facts")
    statement_id = facts.digest(letter)
    with ONE_AT_A_TIME:
        buffer = io.BytesIO()
        canvas = blank(buffer, (_WIDTH, _HEIGHT))
        drawing = _Drawing(letter, Typesetter(canvas._doc), statement_id)
        drawing.draw()
        about = About(
            f"{letter.title}: {shortened(letter.pack.partner.name, 110)}, {day_text(letter.on)}",
            f"{letter.pack.decision.program}, version {letter.pack.decision.version};"
            f" statement {statement_id}",
            letter.on,
        )
        describe(canvas, about, statement_id)
        for number, sheet in enumerate(drawing.sheets, 1):
            drawing.foot(sheet, number)
            canvas._code.extend(sheet.finish())
            canvas.showPage()
        data = finished(canvas, write_tree(canvas, drawing.sheets, {}))
        return Letter(data, len(drawing.sheets), statement_id)


class _Drawing:
    """One letter being drawn, part under part."""

    def __init__(self, letter: LetterFacts, typesetter: Typesetter, statement_id: str) -> None:
        self.letter = letter
        self.figures = Figures(letter.pack)
        self.statement_id = statement_id
        self.typesetter = typesetter
        self.sheets: list[Sheet] = []
        self.y = 0.0
        self._next_sheet()

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def draw(self) -> None:
        self._head()
        if self.letter.kind == STATUS:
            self._status()
        else:
            self._assessment()
        self._close()

    def foot(self, sheet: Sheet, number: int) -> None:
        decision = self.letter.pack.decision
        sheet.rule(_LEFT, 790, _RIGHT, 790, style.LINE, 0.6)
        left = f"{decision.program}, version {decision.version}"
        right = f"Statement {self.statement_id[:12]}"
        if len(self.sheets) > 1:
            right += f", page {number} of {len(self.sheets)}"
        with sheet.furniture() if number > 1 else nullcontext():
            sheet.text(_LEFT, 803, left, style.NOTE, width=_WIDE - 190)
            sheet.text(_RIGHT, 803, right, style.NOTE, align=END)

    def _next_sheet(self) -> None:
        self.sheets.append(Sheet(self.typesetter, _HEIGHT))
        self.sheet.rect(0, 0, _WIDTH, 7, style.NAVY)
        self.y = 64.0

    def _room(self, needed: float) -> None:
        """Go on to a new page where less than this is left."""
        if self.y + needed > _BOTTOM:
            self._next_sheet()

    # ---- parts -----------------------------------------------------------------------------

    def _head(self) -> None:
        letter, sheet = self.letter, self.sheet
        sheet.text(_LEFT, 50, letter.title.upper(), style.EYEBROW, tracking=0.35)
        sheet.text(_RIGHT, 50, day_text(letter.on), _SMALL, align=END)
        if letter.pack.file.sample:
            wide = sheet.width("Sample data", _SAMPLE) + 16
            at = _RIGHT - sheet.width(day_text(letter.on), _SMALL) - wide - 12
            sheet.rounded(at, 39.9, wide, 14.7, 4, "#FFF6E6", style.RISK)
            sheet.text(at + 8, 50, "Sample data", _SAMPLE)
        half = (_WIDE - 24) / 2
        to = letter.to or (Person(letter.pack.partner.name, ""),)
        ends = [
            self._people(_LEFT, half, "To", letter.pack.partner.name, to),
            self._people(_LEFT + half + 24, half, "From", letter.pack.decision.program,
                         letter.sender),
        ]  # fmt: skip
        self.y = max(ends) + 20

    def _people(
        self, x: float, width: float, word: str, house: str, people: Sequence[Person]
    ) -> float:
        sheet, y = self.sheet, 80.0
        sheet.text(x, y, word, _SMALL)
        y += 13
        lines = sheet.wrap(house, _NAME, width, _NAME_LINES)
        y = sheet.lines(x, y, lines, _NAME) - _NAME.leading
        for person in people:
            if person.name == house:
                continue
            y += 12.4
            role = f", {person.role}" if person.role else ""
            sheet.text(x, y, f"{person.name}{role}", _SMALL, width=width)
        return y

    def _say(self, text: str, type_: Type = _TEXT, *, most: int = 0, after: float = 8) -> None:
        lines = self.sheet.wrap(text, type_, _WIDE, most)
        self._room(len(lines) * type_.leading)
        with self.sheet.inside("H1" if type_ is _TITLE else "P"):
            self.y = self.sheet.lines(_LEFT, self.y + type_.size, lines, type_)
        self.y += after - type_.size

    def _status(self) -> None:
        figures, letter = self.figures, self.letter
        self._say(f"{story.verdict(figures)}.", _TITLE, most=3, after=8)
        weeks = max(0, (letter.measurement - letter.pack.as_of).days // 7)
        self._say(
            f"This is how {letter.pack.partner.name} stands on {day_text(letter.pack.as_of)}:"
            f" {lower_first(story.standing(figures))} {_measured(figures)} measured next on"
            f" {day_text(letter.measurement)}, in {counted(weeks, 'week')};"
            " what is open now can still be made up until then."
        )
        self._note()
        self._money()
        self._missing()
        self._late()

    def _assessment(self) -> None:
        award, letter = self.letter.award, self.letter
        if award is None:
            raise ValueError("the result of an assessment needs its award")
        self._say(f"{_award_said(award, letter.pack.partner.name)}.", _TITLE, most=3, after=8)
        decision = letter.pack.decision
        self._say(
            f"The assessment of January {award.year} measured {_what(self.figures)} on"
            f" {day_text(decision.as_of)} and prerequisites as of"
            f" {day_text(decision.prerequisites_as_of)}. {_basis_said(award, self.figures)}"
        )
        self._note()
        self._money()
        self._missing()
        self._benefits(award)

    def _note(self) -> None:
        for paragraph in self.letter.note[:LONGEST_NOTE].splitlines():
            if words := clean(paragraph, LONGEST_NOTE):
                self._say(words)

    def _money(self) -> None:
        """The bar against the tier targets, and the sum behind it."""
        figures, tcv = self.figures, self.figures.decision.tcv
        targets = figures.money_targets()
        if not targets:
            return
        closed, currency = figures.closed_name, figures.currency
        self._room(150)
        sheet = self.sheet
        parts = [Part(f"Wins {closed}", "", tcv.wins, style.WINS)]
        rows = [(f"Wins of {figures.closed_said}", tcv.wins)]
        if figures.terms.losses_count:
            parts.append(Part(f"Losses {closed}", "", tcv.losses, style.LOSSES))
            rows.append((f"Losses of {figures.closed_said}, which count as well", tcv.losses))
        if figures.quarters:
            parts.append(Part("Open pipeline", "", tcv.pipeline, style.PIPELINE))
            rows.append((f"Open pipeline of the {_quarters(figures)}", tcv.pipeline))
        top = self.y + 4
        self.y = heading(
            sheet, _LEFT, top, _WIDE, f"{figures.terms.tcv_label} against the tier targets"
        )
        lines = [Line(target, tier.label) for tier, target in targets]
        self.y = charts.bullet(sheet, _LEFT, self.y, _WIDE, parts, lines, currency) + 14
        charts.swatches(sheet, _LEFT, self.y, [(p.name, p.colour) for p in parts])
        self.y += 8
        for name, amount in rows:
            self._row(name, money(amount, currency))
        self._row(figures.terms.tcv_label, money(tcv.total, currency), strong=True)
        beside = []
        if tcv.closed_this_year:
            said = money_said(tcv.closed_this_year, currency)
            later = " and counts from next January" if _by_year(figures) else ""
            beside.append(f"{said} closed this year{later}")
        if tcv.out_of_window:
            beside.append(f"{money_said(tcv.out_of_window, currency)} is dated outside the window")
        if beside:
            self.y += 3
            self._say(f"Not in the sum: {listed(beside)}.", _SMALL, after=6)
        self.y += 10

    def _row(self, name: str, value: str, *, strong: bool = False) -> None:
        type_ = _NAME if strong else _TEXT
        base = self.y + 12.4
        with self.sheet.inside("P"):
            self.sheet.text(_LEFT, base, name, type_, width=_WIDE - 130)
            self.sheet.text(_RIGHT, base, value, type_, align=END)
        self.y += 17
        self.sheet.rule(_LEFT, self.y, _RIGHT, self.y, style.LINE, 0.5)

    def _missing(self) -> None:
        """What the next tier lacks; at the highest one, what it rests on."""
        figures = self.figures
        if figures.at_top:
            lines = [Entry(name, value, "", MET_MARK) for name, value in story.margins(figures)]
            title = f"What {figures.target.label} rests on"
        else:
            lines = [
                Entry(name, missing, "", GAP_MARK)
                for name, missing, _ in story.closing_moves(figures)
            ]
            title = f"What is missing for {figures.target.label}"
        required = [r for r in figures.rows(figures.target.key) if r.obligation == "required"]
        met = sum(row.met for row in required)
        note = f"{met} of {len(required)} required criteria are met"
        self._list(title, lines, note)

    def _list(self, title: str, lines: Sequence[Entry], note: str = "") -> None:
        if not lines:
            return
        self._room(24.0 + 18 * len(lines))
        self.y = entries(
            self.sheet, _LEFT, self.y, _WIDE, title, lines, note, bottom=_BOTTOM + 6
        ) + 16  # fmt: skip

    def _late(self) -> None:
        """Deals whose expected day has passed: with a new day they count again."""
        figures = self.figures
        late = sorted(figures.slipped, key=lambda deal: (-deal.tcv_minor, deal.deal.id))
        if not late:
            return
        shown = [
            Entry(
                deal.ref.text,
                money_said(deal.tcv_minor, figures.currency),
                f"Expected on {day_text(deal.deal.close_date)}" if deal.deal.close_date else "",
                NONE_MARK,
            )
            for deal in late[:_LATE_SHOWN]
        ]
        rest = len(late) - len(shown)
        total = money_said(sum(deal.tcv_minor for deal in late), figures.currency)
        more = f", {rest} more are not shown" if rest else ""
        self._list("Open deals past their expected day: a new day lets them count", shown,
                   f"{total} in all{more}")  # fmt: skip

    def _benefits(self, award: Award) -> None:
        if award.leaves:
            return
        groups = (
            (f"Included in {award.year}", self.letter.included),
            ("On invitation", self.letter.on_invitation),
        )
        said = [f"{name}: {listed(words)}." for name, words in groups if words]
        if not said:
            said = [f"No benefits go with this result in {award.year}."]
        self._room(30.0 + 14 * len(said))
        self.y = heading(self.sheet, _LEFT, self.y, _WIDE, f"Benefits of {award.year}") + 6
        for text in said:
            self._say(text, after=7)
        self.y += 4

    def _close(self) -> None:
        self._room(44)
        self._say(
            "The figures come from the host’s sales records. If a deal is missing, say so: an"
            " omission is reviewed and decided, and a deal that is accepted counts.",
            _SMALL,
            after=4,
        )


def _what(figures: Figures) -> str:
    """What is measured: the main amount, or all that decides a tier where there is none."""
    terms = figures.terms
    return terms.tcv_label if terms.amount else terms.requirement_said


def _measured(figures: Figures) -> str:
    what = _what(figures)
    verb = "are" if what == "requirements" else "is"
    return f"{what[:1].upper()}{what[1:]} {verb}"


def _by_year(figures: Figures) -> bool:
    return figures.terms.closed_window == PRIOR_YEAR


def _quarters(figures: Figures) -> str:
    quarters = [quarter for quarter, _ in figures.quarters]
    first, last = str(quarters[0]), str(quarters[-1])
    return f"quarters {first} to {last}" if first != last else f"quarter {first}"


def _award_said(award: Award, partner: str) -> str:
    if award.leaves:
        return f"{partner} leaves the program with the assessment of January {award.year}"
    if not award.tier:
        return f"No tier is granted to {partner} for {award.year}"
    moved = {
        "up": f", up from {award.before}",
        "down": f", after {award.before}",
        "same": ", as before",
    }.get(award.direction, "") if award.before else ""  # fmt: skip
    return f"{award.tier} for {award.year}{moved}"


def _basis_said(award: Award, figures: Figures) -> str:
    earned = figures.earned.label if figures.earned else "no tier"
    if award.by_exception and award.tier:
        until = f" until {day_text(award.until)}" if award.until else ""
        return sentence(f"The records give {earned}; {award.tier} is granted by exception{until}")
    if award.leaves or not award.tier:
        return sentence(f"The records give {earned}")
    return sentence(f"The records give {earned}, which is the tier granted")
