"""The pages of a checklist to fill in: the same for a form with fields and for plain paper."""

from contextlib import nullcontext
from dataclasses import dataclass, field

from models.checklist.filled import Filled
from models.checklist.sending import Question, Sending
from models.text import counted, day_text
from reports import style
from reports.blocks import heading
from reports.faces import MEDIUM, REGULAR, SEMIBOLD, Typesetter
from reports.facts import clean
from reports.forms.checklist_slots import HINT, Slot, draw, slots_of
from reports.marks import GAP_MARK, MET_MARK, NONE_MARK, RISK_MARK, mark
from reports.page import EDITION_TEXT
from reports.sheet import END, Sheet
from reports.style import Type

WIDTH, HEIGHT = 595.28, 841.89
_LEFT, _RIGHT = 46.0, 595.28 - 46.0
_WIDE = _RIGHT - _LEFT
_INDENT = 22.0
_TOP, _BOTTOM = 62.0, 778.0
_TITLE = Type(SEMIBOLD, 17, 21.5)
_TEXT = Type(REGULAR, 9, 12.8)
_QUESTION = Type(MEDIUM, 9.4, 12.6)
_NUMBER = Type(MEDIUM, 9.4, 12.6, style.THIRD)
_ANSWER = Type(SEMIBOLD, 8.8, 12)
_CHIP = Type(SEMIBOLD, 7, 9, style.ACCENT)
_SAMPLE = Type(SEMIBOLD, 7.6, 10, "#8A5300")
SIDES = {
    "partner": {"partner": "For you", "ours": "For us", "joint": "For both"},
    "internal": {"partner": "Partner", "ours": "Ours", "joint": "Together"},
}
_MARKS = {"met": MET_MARK, "waived": MET_MARK, "not_met": GAP_MARK, "expired": RISK_MARK}
_MOST_SAID = 12


@dataclass(slots=True)
class Page:
    """One page with the fields on it, in the order in which they are read."""

    sheet: Sheet
    slots: list[Slot] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A question measured: its broken lines and its fields from the top 0 down."""

    question: Question
    asks: list[str]
    help: list[str]
    said: list[str]
    slots: list[Slot]
    above: float
    height: float


class Layout:
    """Draws a checklist page by page; `paper` has boxes to tick and lines to write on."""

    def __init__(
        self,
        filled: Filled,
        sending: Sending,
        asked: tuple[Question, ...],
        typesetter: Typesetter,
        *,
        paper: bool,
    ) -> None:
        self.filled, self.sending, self.asked, self.paper = filled, sending, asked, paper
        self.pages: list[Page] = []
        self._typesetter = typesetter
        self._y = 0.0
        self._next_page()

    @property
    def title(self) -> str:
        """The checklist with its period."""
        return clean(self.filled.title, 160)

    def draw(self) -> list[Page]:
        self._head()
        shown = ""
        for number, question in enumerate(self.asked, 1):
            laid = self._measure(question)
            fresh = question.section.key != shown
            self._room(laid.height + (40 if fresh else 0))
            if fresh:
                shown = question.section.key
                self._y += 0 if number == 1 or self._y == _TOP else 12
                self._section(question)
            self._draw(number, laid)
        for number, page in enumerate(self.pages, 1):
            with page.sheet.furniture() if number > 1 else nullcontext():
                self._foot(page.sheet, number)
        return self.pages

    # ---- page ------------------------------------------------------------------------------

    @property
    def _sheet(self) -> Sheet:
        return self.pages[-1].sheet

    def _next_page(self) -> None:
        sheet = Sheet(self._typesetter, HEIGHT)
        self.pages.append(Page(sheet))
        sheet.rect(0, 0, WIDTH, 7, style.NAVY)
        with sheet.furniture() if len(self.pages) > 1 else nullcontext():
            self._top(sheet)
        self._y = _TOP

    def _top(self, sheet: Sheet) -> None:
        x = _LEFT + sheet.text(
            _LEFT, 40, self.title.upper(), style.EYEBROW, tracking=0.35, width=260
        )
        day = f"Sent {day_text(self.sending.day)}"
        left = _RIGHT - sheet.text(_RIGHT, 40, day, HINT, align=END)
        if self.sending.sample:
            wide = sheet.width("Sample data", _SAMPLE) + 16
            sheet.rounded(left - wide - 10, 29.9, wide, 14.7, 4, "#FFF6E6", style.RISK)
            sheet.text(left - wide - 2, 40, "Sample data", _SAMPLE)
            left -= wide + 10
        if len(self.pages) > 1:
            name = clean(self.filled.partner, 300)
            sheet.text(x + 14, 40, name, style.NOTE, width=left - x - 24)

    def _room(self, needed: float) -> None:
        if self._y + needed > _BOTTOM and self._y > _TOP + 1:
            self._next_page()

    def _foot(self, sheet: Sheet, number: int) -> None:
        sheet.rule(_LEFT, 792, _RIGHT, 792, style.LINE, 0.6)
        sheet.text(_LEFT, 805, EDITION_TEXT[self.sending.edition], style.NOTE, width=200)
        folio = f"Page {number} of {len(self.pages)}"
        right = _RIGHT - sheet.text(_RIGHT, 805, folio, style.NOTE, align=END)
        told = f"Form {self.sending.form_id}, version {self.filled.template.version}"
        sheet.text(right - 16, 805, told, style.NOTE, align=END, width=230)

    # ---- head ------------------------------------------------------------------------------

    def _head(self) -> None:
        sheet, filled = self._sheet, self.filled
        lines = sheet.wrap(clean(filled.partner, 300), _TITLE, _WIDE, 2)
        with sheet.inside("H1"):
            self._y = sheet.lines(_LEFT, self._y + 16, lines, _TITLE) - 4
        open_ = [question for question in self.asked if question.open]
        due = f"Due {day_text(filled.due_on)}. " if filled.due_on else ""
        count = counted(len(self.asked), "question")
        words = f"{due}{count}, {len(open_):,} to fill in"
        if filled.closed:
            words = f"{count}, as they were closed"
        elif not self.sending.internal:
            sides = [question.item.side for question in open_]
            whose = (("partner", "for you"), ("joint", "for both of us"), ("ours", "for us"))
            told = [f"{sides.count(side):,} {words_}" for side, words_ in whose if side in sides]
            words += f": {', '.join(told)}"
        self._y = sheet.paragraph(_LEFT, self._y, _WIDE, f"{words}.", _TEXT, 2) + 2
        if open_:
            self._how()

    def _how(self) -> None:
        """The panel that says how it is filled in and where it goes."""
        sheet = self._sheet
        host = clean(self.sending.host, 200)
        to = f" to {host}" if host else ""
        if self.paper:
            words = [f"Tick one box a question, write on the lines, and give it back{to}."]
        else:
            words = [
                f"Fill in the fields in any PDF reader, save the file and send it back{to}.",
                "Do not print it to a new PDF: that takes the fields away.",
                "What you leave as it is stays as it is here.",
            ]
        words.append(f"Days read {_EXAMPLE_DAY}; people are named one a line.")
        if not self.sending.internal:
            words.append(
                "What is marked For you or For both is yours to answer; what comes from the records"
                " or is marked For us is there to be read."
                if not self.sending.ours_too
                else "What comes from the records is there to be read."
            )
        lines = sheet.wrap(" ".join(words), HINT, _WIDE - 24)
        tall = len(lines) * HINT.leading + 15
        sheet.rect(_LEFT, self._y - 6, _WIDE, tall, style.PANEL)
        sheet.rect(_LEFT, self._y - 6, 2.2, tall, style.ACCENT)
        sheet.lines(_LEFT + 13, self._y + 8.2, lines, HINT)
        self._y += tall + 4

    def _section(self, question: Question) -> None:
        own = [one for one in self.asked if one.section.key == question.section.key]
        name = clean(question.section.name, 160)
        self._y = heading(
            self._sheet, _LEFT, self._y + 5, _WIDE, name, counted(len(own), "question")
        )

    # ---- question --------------------------------------------------------------------------

    def _measure(self, question: Question) -> _Laid:
        sheet, line = self._sheet, question.line
        x, width = _LEFT + _INDENT, _WIDE - _INDENT
        asks = sheet.wrap(clean(line.question, 1_500), _QUESTION, width - 66, 8)
        words = [clean(line.help, 1_500), clean(question.only_if, 600)]
        if question.item.kind == "file" and question.open:
            words.append("Send the file along with this form.")
        help_ = [part for one in words if one for part in sheet.wrap(one, HINT, width - 66, 6)]
        above = 13.0 + len(asks) * _QUESTION.leading + len(help_) * HINT.leading
        slots: list[Slot] = []
        said: list[str] = []
        if question.open:
            slots, tall = slots_of(
                sheet, question, self.filled.currency, x, width, paper=self.paper
            )
        else:
            room = width - sheet.width(self._told(question)[0], _ANSWER) - 26
            said = sheet.wrap(clean(question.said, 1_500), HINT, max(room, 160), _MOST_SAID)
            told = len(self._told(question)) * _ANSWER.leading
            tall = max(told, len(said) * HINT.leading, _ANSWER.leading) + 1
        return _Laid(question, asks, help_, said, slots, above, above + tall + 9)

    def _told(self, question: Question) -> list[str]:
        """The answer of a question that is only to be read, in lines."""
        line = question.line
        if line.answer is not None and line.answer.mark == "waived":
            return ["Waived"]
        words = clean(line.text, 4_000)
        if not words and not question.item.derived:
            words = "Not answered yet"
        if not words:
            words = "In place" if line.state == "met" else "Not in place"
        return self._sheet.wrap(words, _ANSWER, _WIDE - _INDENT - 190, _MOST_SAID)

    def _draw(self, number: int, laid: _Laid) -> None:
        sheet, x, top = self._sheet, _LEFT + _INDENT, self._y
        base = top + 15
        with sheet.inside("P"):
            sheet.text(_LEFT, base, str(number), _NUMBER)
            below = sheet.lines(x, base, laid.asks, _QUESTION)
        sheet.lines(x, below - 2, laid.help, HINT)
        self._chip(laid.question, base)
        if laid.question.open:
            for slot in laid.slots:
                placed = slot.moved(top + laid.above)
                draw(sheet, placed, paper=self.paper)
                if not self.paper:
                    self._tell(placed)
                self.pages[-1].slots.append(placed)
        else:
            self._read_only(laid, top + laid.above)
        self._y = top + laid.height
        sheet.rule(_LEFT, self._y, _RIGHT, self._y, style.LINE, 0.5)

    def _tell(self, slot: Slot) -> None:
        """Say where the fields of a slot stand among what is read aloud."""
        for name, tip in slot.fields:
            with self._sheet.inside("Form") as part:
                part.name, part.alt = name, tip

    def _read_only(self, laid: _Laid, top: float) -> None:
        sheet, x, line = self._sheet, _LEFT + _INDENT, laid.question.line
        told = self._told(laid.question)
        mark(sheet, _MARKS.get(line.state, NONE_MARK), x + 4, top + 6)
        sheet.lines(x + 13, top + 9, told, _ANSWER)
        wide = max(sheet.width(one, _ANSWER) for one in told)
        sheet.lines(x + 13 + wide + 12, top + 9, laid.said, HINT)

    def _chip(self, question: Question, base: float) -> None:
        sheet = self._sheet
        words = SIDES[self.sending.edition][question.item.side]
        wide = sheet.width(words, _CHIP) + 12
        ours = question.item.side == "ours"
        sheet.rounded(_RIGHT - wide, base - 9.4, wide, 13, 4, style.PANEL if ours else "#E4EEF8")
        type_ = _CHIP.in_colour(style.SECOND) if ours else _CHIP
        sheet.text(_RIGHT - wide + 6, base, words, type_)


_EXAMPLE_DAY = "3 Mar 2026"
