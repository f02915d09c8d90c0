"""One question of a checklist: the words, the answer, its evidence, owner, due day and note."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.checklist.filled import Filled, Line
from models.checklist.sending import came_with, is_internal
from models.checklist.values import YES_NO
from models.text import day_text
from ui import theme
from ui.desk import Desk
from ui.pages.checklist_states import pill_of
from ui.widgets.answer_cards import AnswerCards
from ui.widgets.buttons import Button
from ui.widgets.evidence_box import EvidenceBox
from ui.widgets.field_row import FieldRow
from ui.widgets.labels import ElidedLabel, Label, SettledLabel, line
from ui.widgets.page import PageScroll
from ui.widgets.pill import Pill
from ui.widgets.typed_answer import TypedAnswer

_LETTERS = {"yes": "Y", "partly": "P", "no": "N", "na": "A"}
_SIDES = {
    "ours": "We answer this",
    "partner": "The partner answers this",
    "joint": "Answered together",
}
_PLACES = {
    "overview": "Overview",
    "people": "People and agreements",
    "offerings": "Offerings and training",
    "deals": "Deals",
    "prerequisites": "Prerequisites",
    "scorecard": "Scorecard",
    "benefits": "Benefits",
    "tcv": "TCV window",
}


class QuestionPanel(QWidget):
    """Shows one line of a Filled. What a person does comes out as signals; it writes nothing."""

    # Each carries the key of the item that it is about: what was typed for a question that has
    # been left meanwhile must not become the answer of the next.
    answered = Signal(str, str)  # canonical or typed text of the answer
    noted = Signal(str, str)
    assigned = Signal(str, str, object)  # owner, due day or None
    go_on = Signal()
    place_wanted = Signal(str)  # a tab of the partner's page
    state_menu = Signal(QWidget)
    keys_wanted = Signal()  # the keyboard is to leave the text

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: Line | None = None
        self._key = ""
        self._writable = True
        self._by_key = False
        self.section = Label("", "small_strong", "text_2")
        self.number = Label("", "small", "text_2")
        self.question = SettledLabel("", "question")
        self.help = SettledLabel("", "body", "text_2")
        self.state = Pill()
        self.state_button = Button("State", "quiet", "chevron-down")
        self.state_button.clicked.connect(self._ask_state)
        self.why = SettledLabel("", "small", "text_2")
        self.carried = SettledLabel("", "small", "text_2")
        self.cards = AnswerCards()
        self.cards.picked.connect(self._answer)
        self.typed = TypedAnswer()
        self.typed.committed.connect(self._answer)
        self.typed.done.connect(self.go_on)
        self.typed.left.connect(self.keys_wanted)
        self.records = _FromRecords()
        self.records.place_wanted.connect(self.place_wanted)
        self.evidence = EvidenceBox(desk)
        self.owner = FieldRow("Owner", "text", placeholder="Nobody yet")
        self.due = FieldRow("Due", "date", today=desk.today, placeholder="No day")
        self.note = FieldRow("Note", "multiline", placeholder="Add a note")
        self.owner.committed.connect(self._assign)
        self.due.committed.connect(self._assign)
        self.note.committed.connect(self._note)
        for row in (self.owner, self.due, self.note):
            row.ended.connect(self._back_to_answer)
        self._build()

    # ---- for the page ----------------------------------------------------------------------

    def show_line(self, told: Filled, found: Line, at: int, count: int, writable: bool) -> None:
        """Show a question; of the one that is shown already only what changed."""
        same = self._key == found.item.key and self.line is not None
        if not same:
            self.commit()
        self.line, self._key, self._writable = found, found.item.key, writable
        section = next((s.name for s in told.template.sections if s.key == found.section), "")
        self.section.setText(section)
        self.number.setText(f"Question {at} of {count}")
        self.question.setText(found.question)
        side = "" if found.item.side == "ours" else f"{_SIDES[found.item.side]}."
        advice = "Recommended for this tier, not required." if found.ask == "recommended" else ""
        inside = "Never on a partner's form." if is_internal(found.item) else ""
        words = " ".join(part for part in (found.help, side, advice, inside) if part)
        self.help.setText(words)
        self.help.setVisible(bool(words))
        self.state.set(*pill_of(found.state))
        said = found.derived.said if found.derived is not None else ""
        why = found.why if found.why != said else ""
        answer = found.answer
        if answer is not None and answer.mark == "waived":
            until = f", until {day_text(answer.until_on)}" if answer.until_on else ""
            why = f"{why.rstrip('. ')}. Approved by {answer.approver}{until}."
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self._show_carried(found)
        self._show_answer(told, found, same)
        self.evidence.show_for(told.where, found.item, found.evidence, writable)
        self.owner.set_value(answer.owner if answer else "")
        self.due.set_value(answer.due_on if answer else None)
        self.note.set_value(answer.note if answer else "")
        for row in (self.owner, self.due, self.note):
            row.set_read_only(not writable)
        self.state_button.setEnabled(writable)
        if not same:
            self.room.verticalScrollBar().setValue(0)

    def give_focus(self) -> None:
        """The keyboard goes to where the answer is given."""
        if self.line is None:
            return
        if not self.cards.isHidden() and self._writable:
            self.cards.give_focus()
        elif not self.typed.isHidden():
            self.typed.give_focus()
        else:
            self.keys_wanted.emit()  # nothing to answer: Enter is to go on
        focus = QApplication.focusWidget()
        if focus is not None and self.room.isAncestorOf(focus):
            self.room.ensureWidgetVisible(focus, 0, 8)

    def set_low(self, low: bool) -> None:
        """Where there is little height the distances give way, so that the answers are in sight."""
        self.room.body.setContentsMargins(24, 8 if low else 18, 24, 12)
        self.room.body.setSpacing(6 if low else 10)

    def commit(self) -> bool:
        """Commit whatever is being typed; whether it could all be read."""
        for row in (self.owner, self.due, self.note):
            row.end()
        return self.typed.isHidden() or self.typed.commit()

    def edit(self, row: FieldRow) -> None:
        """Begin a field by its key; after Enter or Esc the keyboard is at the answer again."""
        self._by_key = True
        row.begin()

    def pick(self, letter: str) -> bool:
        """A single key; whether it is an answer here."""
        if self.line is not None and self.line.item.kind == "file":
            if letter != "A" or not self._writable:
                return False
            self._answer("" if self.line.value else "na")
            return True
        if self.cards.isHidden() or not self._writable:
            return False
        return self.cards.pick_letter(letter)

    def refuse(self, sentence: str) -> None:
        """The last answer could not be written."""
        if not self.typed.isHidden():
            self.typed.refuse(sentence)

    # ---- inside ----------------------------------------------------------------------------

    def _show_answer(self, told: Filled, found: Line, same: bool) -> None:
        item = found.item
        read_only = item.derived or (found.derived is not None and not item.mirrors)
        choosing = item.kind in ("yes_no", "choice") and not read_only
        typing = item.kind not in ("yes_no", "choice", "file") and not read_only
        self.records.setVisible(found.derived is not None)
        if found.derived is not None:
            self.records.show_line(found)
        self.cards.setVisible(choosing)
        self.typed.setVisible(typing)
        if choosing:
            if item.kind == "yes_no":
                choices = [(key, words, _LETTERS[key]) for key, words in YES_NO.items()]
            else:
                choices = [(c.key, c.label, str(n)) for n, c in enumerate(item.choices, 1)]
            if not same:
                self.cards.show_choices(choices, found.question)
            self.cards.show_value(found.value)
            self.cards.set_writable(self._writable)
        elif typing:
            self.typed.show_item(item, found.value, told.today, told.currency, same)
            self.typed.set_writable(self._writable)

    def _show_carried(self, found: Line) -> None:
        open_still = found.answer is not None and found.answer.carried_from and not found.value
        words = came_with(found.answer)
        if open_still and found.before is not None:
            said = found.before.text or "no answer"
            words = f"Open since {found.before.period.replace('-', ' ')}: {said}."
        self.carried.setText(words)
        self.carried.setVisible(bool(words))

    def _assign(self, _: object = None) -> None:
        due = self.due.value
        self.assigned.emit(
            self._key, str(self.owner.value or ""), due if isinstance(due, date) else None
        )

    def _answer(self, typed: str) -> None:
        self.answered.emit(self._key, typed)

    def _note(self, text: object) -> None:
        self.noted.emit(self._key, str(text or ""))

    def _back_to_answer(self) -> None:
        if self._by_key:
            self._by_key = False
            self.give_focus()

    def _ask_state(self) -> None:
        self.state_menu.emit(self.state_button)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.section)
        head.addStretch(1)
        head.addWidget(self.number)
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        state.addWidget(self.state_button, 0, Qt.AlignmentFlag.AlignVCenter)
        state.addWidget(self.why, 1, Qt.AlignmentFlag.AlignVCenter)
        state.addStretch(0)
        self.room = PageScroll(name="Question")
        body = self.room.body
        body.addLayout(head)
        body.addWidget(self.question)
        body.addWidget(self.help)
        body.addWidget(self.carried)
        body.addWidget(self.records)
        body.addWidget(self.cards)
        body.addWidget(self.typed)
        body.addWidget(self.evidence)
        body.addLayout(state)
        body.addWidget(line())
        body.addWidget(self.owner)
        body.addWidget(self.due)
        body.addWidget(self.note)
        body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.room)
        self.set_low(False)


class _FromRecords(QFrame):
    """What the records say, and the way to them."""

    place_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme.set_kind(self, "well")
        self._place = ""
        self.words = SettledLabel("", "strong")
        self.hint = ElidedLabel("", "small", "text_2")
        self.open = Button("Open", "link", "arrow-up-right")
        self.open.clicked.connect(self._tell)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.words)
        words.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 8, 10)
        row.addLayout(words, 1)
        row.addWidget(self.open, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_line(self, found: Line) -> None:
        told = found.derived
        if told is None:
            return
        self._place = told.place
        self.words.setText(told.said or found.text or "The records say nothing yet.")
        mirrors = bool(found.item.mirrors)
        self.hint.setText(
            "Your answer is written into the record itself."
            if mirrors
            else "Answered by the records; change them and this follows."
        )
        self.open.setText(f"Open {_PLACES.get(told.place, 'the partner')}")
        self.open.setVisible(bool(told.place))

    def _tell(self) -> None:
        self.place_wanted.emit(self._place)
