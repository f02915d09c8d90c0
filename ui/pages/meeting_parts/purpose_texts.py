"""What a review writes under each of its purposes: told when it changes, kept where it can't be."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from models.governance.review_words import PURPOSE_TITLES
from ui.desk import Desk
from ui.widgets.field_row import FieldRow

_WHO = "review"
_ASKS = {
    "develop": "Add what was said of the deals, and what brings them to a close",
    "trends": "Add what the figures say",
    "actions": "Add what comes first, and why",
    "corrections": "Add what is done differently from now on",
}


class PurposeTexts(QObject):
    """``edited`` tells a purpose and its text; `rows` go into the cards of the purposes."""

    edited = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: dict[str, FieldRow] = {}
        for purpose, title in PURPOSE_TITLES.items():
            row = FieldRow(title, "multiline", placeholder=_ASKS[purpose], stacked=True)
            row.hide_label()
            row.committed.connect(partial(self._tell, purpose))
            row.unsaved_changed.connect(self._count)
            self.rows[purpose] = row
        self._shown = 0
        self._unsaved: dict[int, dict[str, tuple[str, str]]] = {}
        desk.lane.opened.connect(self._forget)

    def show_texts(self, meeting_id: int, texts: Mapping[str, str], *, writable: bool) -> None:
        """Show those of a review; what is being typed of the same one stays."""
        if meeting_id != self._shown:
            self._put_away()
        self._shown = meeting_id
        for purpose, row in self.rows.items():
            row.set_read_only(not writable)
            row.set_value(texts.get(purpose, ""))
        for purpose, (text, sentence) in self._unsaved.pop(meeting_id, {}).items():
            self.rows[purpose].put_unsaved(text, sentence)

    def refuse(self, meeting_id: int, purpose: str, text: str, sentence: str) -> None:
        """Keep what could not be written, also where another review is shown by now."""
        if meeting_id == self._shown:
            self.rows[purpose].refuse(text, sentence)
        else:
            self._unsaved.setdefault(meeting_id, {})[purpose] = (text, sentence)
            self._count()

    def end(self) -> None:
        """Commit what is being typed."""
        for row in self.rows.values():
            row.end()

    def _tell(self, purpose: str, text: object) -> None:
        self.edited.emit(purpose, str(text or ""))

    def _put_away(self) -> None:
        kept = {name: row.unsaved for name, row in self.rows.items() if row.unsaved is not None}
        if kept:
            self._unsaved[self._shown] = kept
        for row in self.rows.values():
            row.give_back()

    def _forget(self, *_: object) -> None:
        """Another portfolio has nothing to do with them."""
        self._unsaved.clear()
        for row in self.rows.values():
            row.give_back()
        self._count()

    def _count(self) -> None:
        here = sum(row.unsaved is not None for row in self.rows.values())
        elsewhere = sum(len(kept) for kept in self._unsaved.values())
        self._desk.set_unsaved(_WHO, here + elsewhere)
