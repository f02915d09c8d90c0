"""Adds, renames and deletes partners, and tells what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from models.errors import UserError
from models.partner_list import PartnerLine
from models.text import counted
from ui.desk import Desk
from ui.faults import FAULT, why
from ui.pages.partner_tabs import writes


class PartnerChanges(QObject):
    """Each change is one step that can be undone."""

    added = Signal(object)  # id
    not_added = Signal(str)
    not_renamed = Signal(object, object, object)  # id, (name, region) as typed, (message, hint)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def add(self, name: str) -> None:
        self._desk.lane.write(
            f"Add {name}",
            writes.new_partner(name),
            self.added.emit,
            owner=self,
            failed=self._refuse_new,
        )

    def rename(self, old: PartnerLine, name: str, region: str) -> None:
        """Set name and region, whichever of them is new."""
        values = {}
        if name != old.name:
            values["name"] = name
        if region != old.region:
            values["region"] = region
        label = f"Rename {old.name} to {name}" if "name" in values else f"Set {name}’s region"
        self._desk.lane.write(
            label,
            writes.partner(old.id, **values),
            owner=self,
            failed=partial(self._refuse_name, old.id, name, region),
        )

    def delete(self, lines: Sequence[PartnerLine]) -> None:
        """Delete partners with all that belongs to them."""
        from models.partner import Partner

        what = lines[0].name if len(lines) == 1 else counted(len(lines), "partner")
        self._desk.lane.write(
            f"Delete {what}",
            writes.without(Partner, [line.id for line in lines]),
            partial(self._tell_deleted, what),
            owner=self,
        )

    def _tell_deleted(self, what: str, _: object) -> None:
        self._desk.toast(f"Deleted {what}", undo=True)

    def _refuse_new(self, error: BaseException) -> None:
        self.not_added.emit(why(error))

    def _refuse_name(self, row_id: int, name: str, region: str, error: BaseException) -> None:
        told = (error.message, error.hint) if isinstance(error, UserError) else (FAULT, "")
        self.not_renamed.emit(row_id, (name, region), told)
