"""The fields of one record at a time; what could not be written is kept with its record."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.desk import Desk
from ui.widgets.field_row import FieldRow


class KeptRows(QObject):
    """``edited`` tells a field and its value; `rows` go into whichever card shows them.

    `who` is the name under which the window counts what is typed and not written.
    """

    edited = Signal(str, object)

    def __init__(self, desk: Desk, who: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FieldRow] = {}
        self._desk, self._who = desk, who
        self._shown = 0
        self._unsaved: dict[int, dict[str, tuple[Any, str]]] = {}
        desk.lane.opened.connect(self._forget)

    def add(self, name: str, row: FieldRow) -> None:
        """Have one more field."""
        row.committed.connect(partial(self._tell, name))
        row.unsaved_changed.connect(self._count)
        self.rows[name] = row

    def show_record(self, record_id: int, values: Mapping[str, Any], *, writable: bool) -> None:
        """Show a record; what is being typed of the same one stays."""
        if record_id != self._shown:
            self._put_away()
        self._shown = record_id
        for name, row in self.rows.items():
            row.set_read_only(not writable)
            row.set_value(values[name])
        for name, (value, sentence) in self._unsaved.pop(record_id, {}).items():
            self.rows[name].put_unsaved(value, sentence)

    def refuse(self, record_id: int, name: str, value: Any, sentence: str) -> None:
        """Keep what could not be written, also where another record is shown by now."""
        if record_id == self._shown:
            self.rows[name].refuse(value, sentence)
        else:
            self._unsaved.setdefault(record_id, {})[name] = (value, sentence)
            self._count()

    def end(self) -> None:
        """Commit what is being typed."""
        for row in self.rows.values():
            row.end()

    def _tell(self, name: str, value: object) -> None:
        self.edited.emit(name, value)

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
        self._desk.set_unsaved(self._who, here + elsewhere)
