"""What happened to one item of a checklist: each answer before and after, by whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.checklist.filled import Line
from models.checklist.records import Where
from models.checklist.states import STATE_WORDS
from models.checklist.template import Item
from models.checklist.values import canonical, value_text
from models.text import day_text
from ui import theme
from ui.desk import Desk
from ui.dialogs.small import SmallWindow
from ui.faults import why
from ui.widgets.labels import Label, SettledLabel, line
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.store.journal_history import Step

_FIELDS = {
    "value": "Answer",
    "note": "Note",
    "owner": "Owner",
    "due_on": "Due",
    "mark": "State",
    "reason": "Reason",
    "approver": "Approved by",
    "until_on": "Until",
}


def show_history(desk: Desk, where: Where, found: Line, parent: QWidget) -> None:
    """Read the history of an item and show it in a window of its own."""
    window = HistoryWindow(found, parent)
    key = found.item.key

    def read(portfolio: Any) -> Sequence[Step]:
        from models.store.checklists import answer_id, checklist_id
        from models.store.journal_history import history

        return history(portfolio, "answers", answer_id(checklist_id(where), key))

    desk.lane.read(read, window.show_steps, owner=window, failed=window.show_failure)
    window.open()


class HistoryWindow(SmallWindow):
    def __init__(self, found: Line, parent: QWidget) -> None:
        super().__init__("History of this question", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._item = found.item
        self.body.addWidget(SettledLabel(found.question, "card"))
        self.room = PageScroll(name="History")
        self.body.addWidget(self.room, 1)
        self.resize(theme.px(560), theme.px(420))

    def show_steps(self, steps: Sequence[Step]) -> None:
        """The newest first; a step that was undone says so."""
        told = [(step, words_of(step, self._item)) for step in steps]
        told = [(step, words) for step, words in told if words]
        if not told:
            self.room.body.addWidget(Label("Nothing has been answered here yet.", "body"))
        for step, words in told:
            when = datetime.fromisoformat(step.at).astimezone()
            head = f"{day_text(when.date())}, {when:%H:%M}"
            head += f"  ·  {step.who}" if step.who else ""
            head += "  ·  undone since" if step.taken_back else ""
            head += "  ·  by undo" if step.kind == "undo" else ""
            self.room.body.addWidget(Label(head, "small", "text_2"))
            for one in words:
                self.room.body.addWidget(SettledLabel(one, "body"))
            self.room.body.addWidget(line())
        self.room.body.addStretch(1)

    def show_failure(self, error: BaseException) -> None:
        self.room.body.addWidget(SettledLabel(why(error), "body", "short"))
        self.room.body.addStretch(1)


def words_of(step: Step, item: Item) -> list[str]:
    """What a step did, a sentence for each field that it changed."""
    found = []
    for field, label in _FIELDS.items():
        shift = step.shift(field)
        if shift is None:
            continue
        before, after = (_told(field, value, item) for value in (shift.before, shift.after))
        if before == after:
            continue
        if not before:
            found.append(f"{label}: {after}")
        else:
            found.append(f"{label}: {after or 'nothing'}, before: {before}")
    return found


def _told(field: str, value: Any, item: Item) -> str:
    words = str(value or "")
    if field == "value" and words:
        return value_text(item, words) if canonical(item, words) else words
    if field == "mark" and words:
        return STATE_WORDS.get(words, words)
    if field in ("due_on", "until_on") and words:
        return day_text(datetime.fromisoformat(words).date())
    return words
