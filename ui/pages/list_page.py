"""What every page with one long list shares: filters, kept view, selection, keys, way to a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from models.text import counted
from ui import icons, theme
from ui.commands import Command
from ui.desk import Desk
from ui.pages.base import Page
from ui.tables.clipboard import as_clipboard
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.filter_bar import FilterBar, keep_view, restore_view


class ListPage(Page):
    """A page is given `model`, `view` and `filter`, then calls `begin_list`.

    `VIEW` is the name under which sort, columns and filters are kept, `ONE` what a row is.
    `GIVING_WAY` are columns with the width of the page, in logical pixels, under which each is
    hidden for want of room.
    """

    VIEW: ClassVar[str] = ""
    ONE: ClassVar[str] = "partner"
    GIVING_WAY: ClassVar[Sequence[tuple[int, int]]] = ()

    model: TableModel
    view: TableView
    filter: FilterBar

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._filtered = False

    def begin_list(self) -> bool:
        """Connect the parts and bring the view back; false where none was kept."""
        self.view.opened.connect(self.open_row)
        self.view.selection_changed.connect(self._select)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.filter.changed.connect(self._refilter)
        self.filter.search.went_on.connect(self.go_to_table)
        found = restore_view(self.desk.settings, self.VIEW, self.view, self.filter)
        for column, _ in self.GIVING_WAY:  # hidden for want of room, not for good
            self.view.setColumnHidden(column, False)
        theme.notifier().changed.connect(self._give_way)  # larger words leave less room
        return found

    # ---- for the page that is shown --------------------------------------------------------

    def open_row(self, row_id: Any) -> None:
        """Go to what a row stands for."""

    def copied_columns(self) -> Sequence[Column] | None:
        """What goes to a spreadsheet; None for the columns that are shown."""
        return None

    def menu_commands(self) -> list[Command]:
        """What a row's menu offers."""
        return self.commands()

    def _show_face(self) -> None:
        """Show the table, or what stands in its place."""

    def _tell(self) -> None:
        """Say above the list what is in it."""

    def _select(self, ids: list[Any]) -> None:
        """Other rows are selected."""

    # ---- shared ----------------------------------------------------------------------------

    def begin_search(self) -> None:
        self.filter.search.setFocus()
        self.filter.search.selectAll()

    def leave(self) -> None:
        keep_view(self.desk.settings, self.VIEW, self.view, self.filter)

    def open_selected(self) -> None:
        current = self.view.current_id()
        if current is not None:
            self.open_row(current)

    def copy_selected(self) -> None:
        rows = self.view.selected_rows()
        if not rows:
            return
        columns = self.copied_columns()
        if columns is None:
            self.view.copy(headers=True)
        else:
            QGuiApplication.clipboard().setMimeData(as_clipboard(columns, rows, headers=True))
        self.desk.toast(f"Copied {counted(len(rows), self.ONE)} with headings")

    def show_lines(self, lines: Sequence[Any]) -> None:
        """Put rows that were read anew under the filters in force."""
        self._filter_chips()
        self.model.refresh(lines)

    def go_to_table(self) -> None:
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.selectRow(0)
        self.view.setFocus()

    def can_write(self) -> bool:
        return self.desk.opened.writable

    def has_selection(self) -> bool:
        return bool(self.view.selected_rows())

    def import_file(self) -> None:
        self.desk.importing.emit("", "")

    def _refilter(self) -> None:
        self.model.set_filter(self.filter.search.text())
        self._filter_chips()
        self._show_face()
        self._tell()

    def _filter_chips(self) -> None:
        wanted = self.filter.predicate()
        if wanted is not None or self._filtered:
            self._filtered = wanted is not None
            self.model.set_predicate(wanted)

    def _menu(self, spot: QPoint) -> None:
        if self.view.current_id() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in self.menu_commands():
            action = menu.addAction(icons.icon(command.icon), command.title, command.run)
            action.setEnabled(command.enabled())
        menu.popup(self.view.viewport().mapToGlobal(spot))

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        for column, least in self.GIVING_WAY:
            hidden = self.width() < theme.px(least)
            if hidden != self.view.isColumnHidden(column):
                self.view.setColumnHidden(column, hidden)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        keep_view(self.desk.settings, self.VIEW, self.view, self.filter)
