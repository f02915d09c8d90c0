"""How the pipeline moved between two days, step by step, with the deals behind each step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from models.errors import Cancelled, UserError
from models.movement_words import CLOSING, OPENING, step_said
from models.text import counted
from ui import icons
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.base import Page
from ui.pages.movement_body import IN_WINDOW, MOVES, PARTNERS, SNAPSHOTS, MovementBody
from ui.pages.movement_reading import Asked, Shown, arranged, chosen
from ui.tables.big import Arranged, BigTableModel, Rows, Wanted
from ui.tables.clipboard import as_clipboard
from ui.tables.movement import move_columns
from ui.tables.view import TableView

if TYPE_CHECKING:
    from models.store.movement_page import MovementView
    from models.store.portfolio import Portfolio

_LATEST: tuple[int | None, int | None] = (None, None)


class MovementPage(Page):
    KEY = "movement"
    CONCERNS = frozenset({"deals", "partners", "rates", "programs", "settings", "snapshots"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: MovementView | None = None
        self.shown: Shown | None = None
        self._days = _LATEST
        self._step = CLOSING
        self._rows: Rows | None = None
        self._columns = move_columns()
        self.model = BigTableModel(self._columns, parent=self)
        self.view = TableView(self.model, "Deals that moved", compact=True)
        self.body = MovementBody(self)
        self.header = self.body.header
        self._connect()
        self.show_face(MOVES)

    def _connect(self) -> None:
        body = self.body
        body.first.chosen.connect(self._choose_days)
        body.last.chosen.connect(self._choose_days)
        body.scope.chosen.connect(self._reread)
        body.partner.changed.connect(self._draw)
        body.chart.picked.connect(self.show_step)
        body.face.chosen.connect(self.show_face)
        body.partner_view.opened.connect(self._open_partner)
        body.snapshot_view.opened.connect(self._start_from)
        body.snapshot_view.delete_requested.connect(self.delete_snapshot)
        body.snapshot_view.selection_changed.connect(self._on_snapshots)
        self.model.order_wanted.connect(self._arrange)
        self.view.opened.connect(self._open_move)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        writable = self.can_write()
        self.body.keep.setEnabled(writable)
        first, last = self._days
        read = partial(
            _read, today=self.desk.today, first=first, last=last,
            in_window=self.body.scope.current == IN_WINDOW,
        )  # fmt: skip
        self.desk.lane.read(
            read, self._take, owner=self, key="read", failed=self._refuse,
            progress=self._show_reading,
        )  # fmt: skip

    def _reread(self, _: object = None) -> None:
        self.refresh()

    def _take(self, found: MovementView) -> None:
        self.found = found
        self.body.show_view(found)
        if found.found is None:
            self.body.show_nothing(found, self.can_write())
            self.loaded.emit()
        else:
            self._draw()

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.body.show_problem(error.message, error.hint)
        elif not isinstance(error, Cancelled):
            self.body.show_problem("Something of ours failed.", "Nothing was changed.")

    def _show_reading(self, done: int, total: int, words: str) -> None:
        if self.shown is None:
            self.body.show_reading(done, total, words)

    def _draw(self, _: object = None) -> None:
        if self.found is None or self.found.found is None:
            return
        owners = frozenset(one for one in self.body.partner.chosen if isinstance(one, int))
        asked = Asked(owners, self._step, self._wanted())
        self.desk.lane.compute(
            chosen, (self.found, asked, self._columns), self._show, owner=self, key="draw"
        )

    def _show(self, shown: Shown) -> None:
        if self.found is None:
            return
        self.shown, self._rows = shown, shown.rows
        self._step = shown.step
        self.model.show_rows(shown.rows, shown.arranged)
        self.body.show_drawn(shown, self.found)
        self._tell()
        self.loaded.emit()

    def _wanted(self) -> Wanted:
        column, order = self.model.sorted_by
        return Wanted(sort=column, descending=order == Qt.SortOrder.DescendingOrder)

    def _arrange(self) -> None:
        if self._rows is not None:
            self.desk.lane.compute(
                arranged, (self._rows, self._wanted()), self._show_arranged, owner=self,
                key="arrange",
            )  # fmt: skip

    def _show_arranged(self, made: tuple[Rows, Arranged]) -> None:
        rows, shown = made
        if rows is self._rows:  # else newer rows are there by now
            self.model.show_rows(rows, shown)

    # ---- what is shown ---------------------------------------------------------------------

    def _choose_days(self, _: object) -> None:
        first, last = self.body.first.current, self.body.last.current
        self._days = (int(str(first)), int(str(last)))
        self.refresh()

    def show_step(self, key: str) -> None:
        """The deals of one step; of all for the opening and the closing."""
        self._step = key
        if self.body.face.current != MOVES:
            self.show_face(MOVES)
        self._draw()

    def show_all(self) -> None:
        self.show_step(CLOSING)

    def show_face(self, key: object) -> None:
        """The moves, the sums by partner, or the snapshots."""
        self.body.face.set_current(key)
        self._tell()

    def _tell(self) -> None:
        body, shown = self.body, self.shown
        face = body.face.current
        body.delete.setVisible(face == SNAPSHOTS)
        body.all.setVisible(face == MOVES and self._step not in (OPENING, CLOSING))
        self._on_snapshots([])
        if face == SNAPSHOTS:
            body.faces.setCurrentWidget(body.snapshot_view)
            body.told.setText(counted(body.snapshots.count, "snapshot"))
        elif face == PARTNERS:
            body.faces.setCurrentWidget(body.partner_view)
            body.told.setText(counted(body.partners.count, "partner"))
        elif shown is not None:
            self._tell_moves(shown)

    def _tell_moves(self, shown: Shown) -> None:
        body, one = self.body, self._step not in (OPENING, CLOSING)
        moves = self.model.rowCount()
        words = f"{counted(moves, 'move')} in all"
        if one:
            step = shown.found.step(self._step)
            words = f"{step.label}: {step_said(step, shown.found.currency)}"
        body.told.setText(words)
        if moves:
            body.faces.setCurrentWidget(self.view)
            return
        sentence = f"No deal is in “{shown.found.step(self._step).label}”" if one else (
            "Nothing moved between the two days"
        )  # fmt: skip
        body.no_moves.set("circle-check", sentence)
        body.faces.setCurrentWidget(body.no_moves)

    # ---- going elsewhere -------------------------------------------------------------------

    def _open_move(self, key: tuple[str, int, int]) -> None:
        row = self.model.row_at(self.model.position(key))
        if row.move.after is None:
            self.desk.toast("That deal is not in the records any more")
        else:
            self.desk.go(Place("deals", row.move.after.id))

    def open_selected(self) -> None:
        current = self.view.current_id()
        if current is not None:
            self._open_move(current)

    def _open_partner(self, partner_id: int) -> None:
        self.desk.go(Place("partner", partner_id))

    def import_file(self) -> None:
        self.desk.importing.emit("", "deals")

    # ---- snapshots -------------------------------------------------------------------------

    def can_write(self) -> bool:
        return self.desk.opened.writable

    def keep_now(self) -> None:
        """Keep all deals as they are now, by hand."""
        if self.can_write():
            self.desk.lane.write("Keep a snapshot by hand", _keep, self._kept, owner=self)

    def _kept(self, _: object) -> None:
        self.desk.toast("Kept a snapshot of all deals as they are now", undo=True)

    def _start_from(self, snapshot_id: int) -> None:
        """Compare from a snapshot on."""
        self._days = (snapshot_id, 0)
        self.refresh()

    def _on_snapshots(self, _ids: object) -> None:
        body = self.body
        some = bool(body.snapshot_view.selected_ids())
        body.delete.setEnabled(some and self.can_write())

    def delete_snapshot(self, _: object = None) -> None:
        """Keep the selected snapshots no longer; undo brings them back."""
        ids = self.body.snapshot_view.selected_ids()
        if ids and self.can_write():
            words = "Delete a snapshot" if len(ids) == 1 else f"Delete {len(ids)} snapshots"
            self.desk.lane.write(words, partial(_delete, ids=ids), self._deleted, owner=self)

    def _deleted(self, count: int) -> None:
        self.desk.toast(f"Deleted {counted(count, 'snapshot')}", undo=True)

    # ---- copying ---------------------------------------------------------------------------

    def _table(self) -> TableView:
        face = self.body.face.current
        if face == PARTNERS:
            return self.body.partner_view
        return self.body.snapshot_view if face == SNAPSHOTS else self.view

    def copy_table(self) -> None:
        """The table that is shown, whole, with headings."""
        view = self._table()
        columns = [column for column, shown in view.arranged_columns() if shown]
        rows = view.table.rows
        if rows:
            QGuiApplication.clipboard().setMimeData(as_clipboard(columns, rows, headers=True))
            self.desk.toast(f"Copied {counted(len(rows), 'row')} with headings")

    # ---- the window's ----------------------------------------------------------------------

    def commands(self) -> list[Command]:
        return [
            Command("movement.keep", "Keep a snapshot now", self.keep_now, "Deals", "", "plus",
                    "pipeline movement day", self.can_write),
            Command("movement.copy", "Copy movement for Excel", self.copy_table, "Deals", "",
                    "copy", "clipboard"),
            Command("movement.deal", "Open the selected deal", self.open_selected, "Deals", "",
                    "arrow-right", "", self._has_deal),
        ]  # fmt: skip

    def _has_deal(self) -> bool:
        return self.view.current_id() is not None

    def begin_search(self) -> None:
        self.body.partner.setFocus()

    def _menu(self, spot: QPoint) -> None:
        if not self._has_deal():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in self.commands()[1:]:
            action = menu.addAction(icons.icon(command.icon), command.title, command.run)
            action.setEnabled(command.enabled())
        menu.popup(self.view.viewport().mapToGlobal(spot))


def _read(portfolio: Portfolio, progress: Any = None, **asked: Any) -> MovementView:
    from models.store.movement_page import movement_view

    return movement_view(portfolio, **asked, progress=progress)


def _keep(portfolio: Portfolio) -> int:
    from models.store import records, snapshots

    return snapshots.keep(portfolio, records.written_on(portfolio), "by_hand")


def _delete(portfolio: Portfolio, ids: list[int]) -> int:
    from models.store import snapshots

    for one in ids:
        snapshots.delete(portfolio, one)
    return len(ids)
