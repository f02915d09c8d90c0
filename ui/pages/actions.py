"""Actions, risks, issues, escalations, recovery plans and decisions of all partners in one list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.errors import UserError
from models.governance.action_lines import ActionLine
from models.governance.concern_lines import ConcernLine
from models.governance.register import RecoveryPlan
from models.governance.register_lines import Key, RegisterLine, Sums, sums
from models.text import counted
from ui import theme
from ui.commands import Command
from ui.desk import Desk, Place
from ui.dialogs.owner_and_day import DayDialog, OwnerDialog
from ui.dialogs.program_form import FormDialog
from ui.pages.action_changes import ActionChanges
from ui.pages.actions_page_parts import (
    GIVING_WAY,
    STANDING,
    ActionsFilter,
    columns,
    copied_columns,
)
from ui.pages.concern_changes import ConcernChanges, Whom
from ui.pages.list_page import ListPage
from ui.pages.recovery_changes import RecoveryChanges
from ui.pages.today_doings import TodayDoings
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.as_of import AsOfButton
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.tile import Tile, TileRow

_LOW = 660  # height under which the list has the room of the tiles, logical pixels


class ActionsPage(ListPage):
    KEY = "actions"
    VIEW, ONE, GIVING_WAY = "actions/view", "entry", GIVING_WAY
    filter: ActionsFilter
    CONCERNS = frozenset(
        {"partners", "actions", "concerns", "escalation_steps", "recovery_plans", "milestones",
         "resolutions", "meetings", "deals", "contacts", "agreements", "offerings", "trainings",
         "integrations", "rates", "grants", "withdrawals", "programs", "settings"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.dialog: FormDialog | None = None
        self.changes = ActionChanges(desk, self)
        self.doings = TodayDoings(desk, self)
        self.concern_changes = ConcernChanges(desk, self)
        self.recovery_changes = RecoveryChanges(desk, self)
        self.model = TableModel(columns(), parent=self)
        self.view = TableView(self.model, "Actions and risks of all partners", compact=True)
        self._build()
        self.bulk.dismissed.connect(self.view.clearSelection)
        self.no_match.primary_clicked.connect(self.filter.clear)
        self.empty.primary_clicked.connect(self._go_to_partners)
        if not self.begin_list():
            self.view.sortByColumn(STANDING, Qt.SortOrder.AscendingOrder)

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        as_of = self.desk.as_of

        def read(portfolio: Any) -> Sequence[RegisterLine]:
            from models.store.register_lines import all_open

            return all_open(portfolio, as_of)

        self.desk.lane.read(read, self._take, owner=self, key="lines", failed=self._refuse)

    def _take(self, lines: Sequence[RegisterLine]) -> None:
        self.message.hide()
        self.filter.offer_lines(lines)
        self.show_lines(lines)
        self._show_face()
        self._tell()
        self._select(self.view.selected_ids())
        self.loaded.emit()

    def _refuse(self, error: BaseException) -> None:
        words = (error.message, error.hint) if isinstance(error, UserError) else (str(error), "")
        self.message.set("short", *words)
        self.message.show()
        self.loaded.emit()

    # ---- what is said ----------------------------------------------------------------------

    def _tell(self) -> None:
        shown, all_of_them = self.model.rows, self.model.count
        late = sum(bool(line.late) for line in shown)
        partners = len({line.partner_id for line in shown})
        parts = [f"{len(shown):,} open"]
        if len(shown) != all_of_them:
            parts[0] = f"{len(shown):,} of {all_of_them:,} open shown"
        if shown:
            parts += [f"{late:,} late" if late else "none late", counted(partners, "partner")]
        self.header.set_sub(" · ".join(parts))
        self._show_tiles(sums(shown))

    def _show_tiles(self, told: Sums) -> None:
        actions, concerns, escalated, plans, decisions = self.tiles
        for tile, count, bad, words in (
            (actions, told.actions, told.actions_late, "late"),
            (concerns, told.concerns, told.concerns_grave, "grave"),
            (escalated, told.escalated, told.past, "past the clock"),
            (plans, told.plans, told.plans_late, "late"),
            (decisions, told.decisions, told.decisions_late, "late"),
        ):
            if bad:
                tile.set(f"{count:,}", f"{bad:,} {words}", "short")
            else:
                tile.set(f"{count:,}", f"None {words}" if count else "None", "met")

    def _show_face(self) -> None:
        if not self.model.count:
            face: QWidget = self.empty
        elif self.model.rowCount():
            face = self.view
        else:
            words = self.filter.words()
            self.no_match.set("funnel", f"Nothing open matches {words}.", "Clear filters")
            face = self.no_match
        self._faces.setCurrentWidget(face)

    @property
    def face(self) -> QWidget | None:
        """The table, or what stands in its place."""
        return self._faces.currentWidget()

    def _select(self, ids: list[Any]) -> None:
        self.bulk.show_count(len(ids), least=1)
        writable = self.can_write()
        self.adding.setVisible(writable)
        self._done.setEnabled(self._may_finish())
        self._drop.setEnabled(writable and self._has_actions())
        self._close.setEnabled(writable and self._has_concerns())
        for button in (self._owner, self._due):
            button.setEnabled(writable)

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        chosen, writable = self.has_selection, self._may_write
        return [
            Command("new_action", "New action…", self.new_action, "Edit", "Ctrl+N", "plus",
                    "add to do", self.can_write),
            Command("open_action", "Open with its partner", self.open_selected, "Go", "",
                    "arrow-right", "", chosen),
            Command("action_done", "Done", self.finish_selected, "Edit", "Ctrl+Return", "check",
                    "finish tick", self._may_finish),
            Command("action_drop", "Drop…", self.drop_selected, "Edit", "", "circle-x", "",
                    self._has_actions),
            Command("concern_close", "Close risk or issue…", self.close_selected, "Edit", "",
                    "check", "resolve", self._has_concerns),
            Command("concern_raise", "Raise to a level…", self.raise_selected, "Edit", "",
                    "arrow-up", "escalate", self._has_one_concern),
            Command("set_owner", "Set the owner…", self.ask_owner, "Edit", "", "user", "",
                    writable),
            Command("set_due", "Set the day…", self.ask_due, "Edit", "", "calendar", "due",
                    writable),
            Command("copy_actions", "Copy for Excel", self.copy_selected, "Edit", "Ctrl+Shift+C",
                    "copy", "clipboard", chosen),
        ]  # fmt: skip

    def new_action(self) -> None:
        """Ask for an action of a partner, that of the chosen line to begin with."""
        line = self.model.find(self.view.current_id())
        self.doings.ask_new_of(line.partner if line is not None else "")

    def open_row(self, row_id: Any) -> None:
        """Open the line where it stands, on the tab of its partner."""
        line = self.model.find(row_id)
        if line is not None:
            where = f"register:{line.id.table}:{line.id.id}"
            self.desk.partner_order = tuple(
                dict.fromkeys(one.partner_id for one in self.model.rows)
            )
            self.desk.go(Place("partner", line.partner_id, where))

    def copied_columns(self) -> list[Column]:
        return copied_columns()

    def finish_selected(self) -> None:
        """Finish the actions among what is selected, and close the plans that are met again."""
        self.changes.finish(self._actions())
        for plan in self._met_plans():
            self.recovery_changes.close_as_met(plan)

    def drop_selected(self) -> None:
        """Ask why the actions among what is selected are dropped."""
        self.changes.ask_drop(self._actions())

    def close_selected(self) -> None:
        """Ask what became of the risks and issues among what is selected."""
        self.concern_changes.ask_close(self._concerns())

    def raise_selected(self) -> None:
        """Ask to whom a risk or an issue is raised."""
        for line in self._concerns()[:1]:
            self.desk.lane.read(
                Whom(line.concern.partner_id), partial(self._ask_raise, line), owner=self,
                key="whom",
            )  # fmt: skip

    def ask_owner(self) -> None:
        chosen = self._chosen()
        if chosen and self.can_write():
            owners = {line.owner for line in chosen}
            known = sorted({line.owner for line in self.model.all_rows if line.owner})
            now = owners.pop() if len(owners) == 1 else ""
            dialog = OwnerDialog(_named(chosen), known, now, self)
            dialog.answered.connect(partial(self._set_owner, [line.id for line in chosen]))
            self._open(dialog)

    def ask_due(self) -> None:
        chosen = self._chosen()
        if chosen and self.can_write():
            days = {line.due_on for line in chosen}
            now = days.pop() if len(days) == 1 else None
            dialog = DayDialog(_named(chosen), self.desk.today, now, self)
            dialog.answered.connect(partial(self._set_due, [line.id for line in chosen]))
            self._open(dialog)

    # ---- inside ----------------------------------------------------------------------------

    def _set_owner(self, keys: Sequence[Key], owner: str) -> None:
        today = self.desk.today

        def write(portfolio: Any) -> None:
            from models.store.register_lines import set_owner

            set_owner(portfolio, keys, owner, today)

        what = counted(len(keys), "entry", "entries")
        said = f"{what[:1].upper()}{what[1:]} now with {owner}" if owner else f"{what} with nobody"
        self._write(f"Set the owner of {what}", write, said)

    def _set_due(self, keys: Sequence[Key], day: date | None) -> None:
        today = self.desk.today

        def write(portfolio: Any) -> None:
            from models.store.register_lines import set_due

            set_due(portfolio, keys, day, today)

        what = counted(len(keys), "entry", "entries")
        self._write(f"Set the day of {what}", write, f"Set the day of {what}")

    def _write(self, label: str, write: Any, said: str) -> None:
        self.desk.lane.write(
            label, write, partial(self._written, said), owner=self, failed=self._not_written
        )

    def _written(self, said: str, _: object) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.accept()
        self.desk.toast(said, undo=True)

    def _not_written(self, error: BaseException) -> None:
        if self.dialog is not None:
            self.dialog.failed(error)

    def _open(self, dialog: FormDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self, _: int) -> None:
        self.dialog = None

    def _ask_raise(self, line: ConcernLine, whom: tuple[Any, int]) -> None:
        self.concern_changes.ask_raise(line, *whom)

    def _chosen(self) -> list[RegisterLine]:
        return self.view.selected_rows()

    def _actions(self) -> list[ActionLine]:
        return [one.subject for one in self._chosen() if isinstance(one.subject, ActionLine)]

    def _concerns(self) -> list[ConcernLine]:
        return [one.subject for one in self._chosen() if isinstance(one.subject, ConcernLine)]

    def _met_plans(self) -> list[RecoveryPlan]:
        return [
            one.subject
            for one in self._chosen()
            if one.state == "met" and isinstance(one.subject, RecoveryPlan)
        ]

    def _may_write(self) -> bool:
        return self.can_write() and self.has_selection()

    def _has_actions(self) -> bool:
        return self.can_write() and bool(self._actions())

    def _may_finish(self) -> bool:
        return self.can_write() and bool(self._actions() or self._met_plans())

    def _has_concerns(self) -> bool:
        return self.can_write() and bool(self._concerns())

    def _has_one_concern(self) -> bool:
        return self.can_write() and len(self._concerns()) == 1

    def _go_to_partners(self) -> None:
        self.desk.go(Place("partners"))

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.header = PageHeader("Actions")
        self.adding = self.header.add_button("New action", "primary", "plus")
        self.adding.clicked.connect(self.new_action)
        self.tiles = [
            Tile("Actions"), Tile("Risks and issues"), Tile("Escalations"), Tile("Recovery plans"),
            Tile("Decisions wanted"),
        ]  # fmt: skip
        self.tile_row = TileRow(self.tiles)
        self.filter = ActionsFilter(self._day)
        self.filter.add_end(AsOfButton(self.desk))
        self.message = MessageBar("short", closable=True)
        self.message.hide()
        self.bulk = BulkBar()
        self.bulk.add_button("Open", "arrow-right", self.open_selected)
        self._done = self.bulk.add_button("Done", "check", self.finish_selected)
        self._drop = self.bulk.add_button("Drop…", "circle-x", self.drop_selected)
        self._close = self.bulk.add_button("Close…", "shield-check", self.close_selected)
        self._owner = self.bulk.add_button("Owner…", "user", self.ask_owner)
        self._due = self.bulk.add_button("Due…", "calendar", self.ask_due)
        self.bulk.add_button("Copy for Excel", "copy", self.copy_selected)
        self.no_match = EmptyState("funnel", "")
        self.empty = EmptyState(
            "circle-check", "Nothing is open", "Show the partners",
            hint="What is made on a partner’s page, in a meeting or from a path to a tier stands "
            "here together: actions, risks, issues, recovery plans, decisions; what is late first.",
        )  # fmt: skip
        self._faces = QStackedWidget()
        for face in (self.view, self.no_match, self.empty):
            self._faces.addWidget(face)
        card = Card("", padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self._faces, 1)
        card.body.addWidget(self.bulk)
        body = PageBody(self)
        for part in (self.header, self.message, self.tile_row, self.filter):
            body.column.addWidget(part)
        body.column.addWidget(card, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)

    def _day(self) -> date:
        return self.desk.as_of

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tile_row.setVisible(event.size().height() >= theme.px(_LOW))


def _named(lines: Sequence[RegisterLine]) -> str:
    if len(lines) == 1:
        return f"“{lines[0].title}”"
    return counted(len(lines), "entry", "entries")
