"""Who comes to a meeting: people of both sides, picked from the contacts or typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from models.governance.meetings import Attendee
from models.partner import SIDES
from ui import meeting_writes as writes
from ui.pages.meeting_parts.base import MeetingPart
from ui.pages.partner_tabs import writes as of_records
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable, named
from ui.widgets.buttons import Button
from ui.widgets.field_values import field_kind

if TYPE_CHECKING:
    from models.partner import Contact
    from models.store.meetings import MeetingView
    from ui.desk import Desk


class PeoplePart(MeetingPart):
    KEY = "people"
    TABLES = frozenset({"attendees", "contacts"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.table = RecordTable(
            "Attendees",
            [
                Field("name", "Name", field_kind("text", required="Name"), 160, stretch=True),
                Field("role", "Role", field_kind("text"), 170),
                Field("side", "Side", field_kind("choice", choices=named(SIDES)), 96),
            ],
            Keeping(
                Attendee, "person", lambda one: one.name, "users", "name", "people",
                {"name": "New person"},
            ),
            hint="Pick them from the partner’s contacts, or add somebody by name.",
        )  # fmt: skip
        self.pick = Button("From the contacts", "plain", "user-plus")
        self.pick.clicked.connect(self.offer)
        self.table.add_action(self.pick)
        self.table.edited.connect(self._set)
        self.table.adding.connect(self._add)
        self.table.deleting.connect(self._delete)
        self.table.filling.connect(self._fill)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def fill(self, view: MeetingView, *, same: bool) -> None:
        self.table.set_writable(self.writable)
        self.table.set_rows(view.people, anew=not same)
        self.pick.setVisible(self.writable)
        self.pick.setEnabled(bool(view.contacts))
        self.pick.setToolTip("" if view.contacts else "Nobody of its contacts is in place that day")

    def reveal(self, field: str, record_id: int | None) -> None:
        self.table.reveal(record_id)

    def leave(self) -> None:
        self.table.commit()

    def offer(self) -> None:
        """Everybody who is in place on the day, ticked where they come."""
        if self.view is None:
            return
        menu = QMenu(self)
        there = {one.contact_id for one in self.view.people if one.contact_id}
        for contact in self.view.contacts:
            role = "" if contact.role == "other" else contact.role
            words = ", ".join(part for part in (contact.name, role, contact.side) if part)
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(contact.id in there)
            action.triggered.connect(partial(self.flip, contact))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.pick.mapToGlobal(QPoint(0, self.pick.height())))

    def flip(self, contact: Contact, _: bool = False) -> None:
        """Let a contact come, or not."""
        if self.view is None:
            return
        known = [one.id for one in self.view.people if one.contact_id == contact.id]
        if known:
            self.save(f"Take {contact.name} off {self.name}", of_records.without(Attendee, known))
            return
        role = "" if contact.role == "other" else contact.role
        self.save(
            f"Add {contact.name} to {self.name}",
            writes.attendee(self.view.meeting.id, contact.name, role, contact.side, contact.id),
        )

    # ---- inside ----------------------------------------------------------------------------

    def _set(self, table: RecordTable, row_id: int, name: str, value: Any) -> None:
        row, field = table.model.find(row_id), table.fields[name]
        # A name that was typed is no longer the contact's.
        more = {"contact_id": 0} if name == "name" else {}
        self.save(
            f"Set {row.name}’s {field.title.lower()} ({self.name})",
            of_records.record(Attendee, row_id, **{name: value}, **more),
            partial(table.reopen, row_id, name, field.kind_for(row).typed(value)),
        )

    def _fill(self, table: RecordTable, source: int, name: str, ids: list[int]) -> None:
        field, row = table.fields[name], table.model.find(source)
        self.save(
            f"Fill {field.title.lower()} of {row.name} down ({self.name})",
            of_records.records(Attendee, ids, **{name: field.value(row)}),
            table.refusals.say,
        )

    def _add(self, table: RecordTable) -> None:
        if self.view is not None:
            write = writes.attendee(self.view.meeting.id, "New person", "", "partner")
            self.save(f"Add a person to {self.name}", write, then=table.begin_when_there)

    def _delete(self, table: RecordTable, ids: list[int]) -> None:
        names = [table.model.find(row_id).name for row_id in ids]
        what = names[0] if len(names) == 1 else f"{len(names)} people"
        self.save(
            f"Take {what} off {self.name}",
            of_records.without(Attendee, list(ids)),
            then=partial(self._tell_deleted, what),
        )

    def _tell_deleted(self, what: str, _: object) -> None:
        QTimer.singleShot(0, self.table.view, self.table.view.setFocus)
        self.desk.toast(f"Took {what} off the meeting", undo=True)
