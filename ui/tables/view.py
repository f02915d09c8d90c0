"""A table with the keys of a spreadsheet, whose selection goes by record."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.tables.clipboard import as_clipboard
from ui.tables.columns import Column
from ui.tables.delegates import CellDelegate
from ui.tables.model import Index, TableModel
from ui.tables.steps import cell_beside, held_for, runs
from ui.tables.widths import NARROWEST, Widths
from ui.tokens import ROW_COMFORTABLE, ROW_COMPACT

_NO_MENU_KEY = sys.platform != "win32"  # there Qt itself asks for the menu at Shift+F10
_WHOLE_ROWS = QItemSelectionModel.SelectionFlag.Rows


class TableView(QTableView):
    """Shows a TableModel. Every signal carries record ids, never row numbers."""

    opened = Signal(object)  # id: Enter or double click
    delete_requested = Signal(object)  # list of ids
    fill_down_requested = Signal(object, object, object)  # column, source id, ids to fill
    today_requested = Signal(object, object)  # id, column
    selection_changed = Signal(object)  # list of ids

    def __init__(
        self,
        model: TableModel,
        name: str,
        parent: QWidget | None = None,
        *,
        compact: bool = False,
        delegate: CellDelegate | None = None,
    ) -> None:
        """Name is what a screen reader calls the table; `delegate` may bring other editors."""
        super().__init__(parent)
        self._model = model
        self._compact = compact
        self.widths = Widths(self)
        self._kept: tuple[set[Any], Any, int] | None = None
        self._tab_start: int | None = None
        self.setAccessibleName(name)
        self._delegate = delegate or CellDelegate(self)
        self._delegate.committed_by_enter.connect(self._go_down)
        self._delegate.committed_by_tab.connect(self._go_sideways)
        self._delegate.left_by_tab.connect(self._go_out)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # it stops at every cell; see focusNextPrevChild
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        # Before the model: with 10,000 rows it costs 20 ms.
        self.verticalHeader().setMinimumSectionSize(8)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(NARROWEST)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.sectionResized.connect(self._note_width)
        self.setModel(model)
        # Painting a header asks of each column whether all of it is selected, which asks every
        # row for its flags: 0.4 s at 10,000 rows. This one never has a selection.
        header.setSelectionModel(QItemSelectionModel(model, self))
        self.setSortingEnabled(True)
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.doubleClicked.connect(self._open)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._end_menu)
        theme.notifier().changed.connect(self._restyle)
        self._restyle()

    # ---- for pages -------------------------------------------------------------------------

    def selected_ids(self) -> list[Any]:
        """Ids of the selected rows, from top to bottom."""
        return [row.id for row in self.selected_rows()]

    def selected_rows(self) -> list[Any]:
        """The selected rows, from top to bottom."""
        shown, rows, past = self._model.rows, list[Any](), 0
        parts = self.selectionModel().selection().toList()
        for top, bottom in sorted((part.top(), part.bottom()) for part in parts):
            rows += shown[max(top, past) : bottom + 1]
            past = max(past, bottom + 1)
        return rows

    def current_id(self) -> Any:
        """Id of the row under the cursor, or None."""
        return self._model.id_at(self.currentIndex())

    def select_ids(self, ids: list[Any], current: Any = None) -> None:
        """Select these records where they are on show; ``current`` gets the cursor."""
        self._select(set(ids), current, max(0, self.currentIndex().column()))
        self._tell_selection()

    def reveal(self, row_id: Any) -> None:
        """Select one record and bring it into sight."""
        self.select_ids([row_id], row_id)
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.EnsureVisible)

    def set_compact(self, compact: bool) -> None:
        """Rows of 32 px in place of 48."""
        self._compact = compact
        self._restyle()

    def saved_state(self) -> dict[str, Any]:
        """Sort, order, width and visibility of the columns, as plain values for a saved view.

        Widths are those at normal text size, and 0 where no person has chosen any: the rows that
        are shown next time may ask for others.
        """
        header = self.horizontalHeader()
        column, order = self._model.sorted_by
        names = [column.key_name for column in self._model.columns]
        return {
            "columns": [
                {
                    "name": names[logical],
                    "width": self.widths.chosen(logical),
                    "hidden": header.isSectionHidden(logical),
                }
                for logical in (header.logicalIndex(at) for at in range(header.count()))
            ],
            "sort": names[column] if column >= 0 else "",
            "descending": order == Qt.SortOrder.DescendingOrder,
            "compact": self._compact,
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """Bring a state back; columns that are unknown by now are passed over."""
        header = self.horizontalHeader()
        names = [column.key_name for column in self._model.columns]
        for at, saved in enumerate(c for c in state.get("columns", []) if c["name"] in names):
            logical = names.index(saved["name"])
            header.moveSection(header.visualIndex(logical), at)
            header.setSectionHidden(logical, bool(saved["hidden"]))
            if saved["width"] and not saved["hidden"]:
                self.widths.bring_back(logical, int(saved["width"]))
        sort = state.get("sort", "")
        order = Qt.SortOrder.DescendingOrder if state.get("descending") else Qt.SortOrder(0)
        self.sortByColumn(names.index(sort) if sort in names else -1, order)
        self.set_compact(bool(state.get("compact", self._compact)))
        if self.widths.sized:
            self.widths.stretch()

    def size_columns(self) -> None:
        """Set the widths from a sample of the rows; done by itself once there are rows."""
        self.widths.measure()

    def height_of(self, rows: int) -> int:
        """How high it is with so many rows, or as many as there are."""
        high = self.verticalHeader().defaultSectionSize() * min(rows, self._model.rowCount())
        return self.horizontalHeader().minimumHeight() + high + 2 * self.frameWidth()

    @property
    def table(self) -> TableModel:
        """The model, as what it is."""
        return self._model

    def width_for(self, column: Column, row: Any) -> int:
        """Width that a cell wants."""
        return self._delegate.width_for(column, row)

    def arranged_columns(self) -> list[tuple[Column, bool]]:
        """Every column in the order shown, and whether it is, or would be with more room."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        shown = [not header.isSectionHidden(at) or self.widths.lacks_room(at) for at in order]
        return [(self._model.columns[at], yes) for at, yes in zip(order, shown, strict=True)]

    def export(self) -> None:
        """Ask which rows and columns go to a spreadsheet file, and write it."""
        from ui.dialogs.export_table import ask_export

        if self._model.rowCount():
            ask_export(self)

    def copy_with_headings(self) -> None:
        self.copy(headers=True)

    def copy(self, *, headers: bool = False) -> None:
        """Put the selected rows on the clipboard, as tab-separated text and as HTML."""
        columns = [column for column, shown in self.arranged_columns() if shown]
        ids = self.selected_ids()
        rows = [self._model.row_at(self._model.position(row_id)) for row_id in ids]
        data = as_clipboard(columns, rows, headers=headers)
        QGuiApplication.clipboard().setMimeData(data)

    # ---- inside ----------------------------------------------------------------------------

    def _restyle(self) -> None:
        high = theme.px(ROW_COMPACT if self._compact else ROW_COMFORTABLE)
        self._delegate.compact = self._compact
        self.verticalHeader().setDefaultSectionSize(high)
        self.verticalScrollBar().setSingleStep(high)
        self.horizontalHeader().setFixedHeight(theme.px(40 if not self._compact else 34))
        self.horizontalHeader().setFont(theme.font("table_head"))
        self.widths.restyle()
        self.viewport().update()

    def _end_menu(self, spot: QPoint) -> None:
        from ui.tables.exporting import end_menu

        QTimer.singleShot(0, self, partial(end_menu, self, spot))

    def _note_width(self, logical: int, before: int, now: int) -> None:
        self.widths.note(logical, before, now)

    def _keep_selection(self) -> None:
        current = self.currentIndex()
        self._kept = (set(self.selected_ids()), self._model.id_at(current), current.column())

    def _restore_selection(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            self._select(*kept)
        if not self.widths.sized:
            self.widths.size()
        self._tell_selection()

    def _select(self, ids: set[Any], current: Any, column: int) -> None:
        model, choice = self._model, self.selectionModel()
        choice.blockSignals(True)
        at = model.position(current) if current is not None else -1
        if at >= 0:
            choice.setCurrentIndex(
                model.index(at, max(0, column)), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        selection = QItemSelection()
        last = model.columnCount() - 1
        for top, bottom in runs(sorted(p for p in map(model.position, ids) if p >= 0)):
            selection.append(QItemSelectionRange(model.index(top, 0), model.index(bottom, last)))
        choice.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect | _WHOLE_ROWS)
        choice.blockSignals(False)
        self.viewport().update()

    def _tell_selection(self) -> None:
        self.selection_changed.emit(self.selected_ids())

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        row_id = self._model.id_at(index)
        if row_id is not None:
            self.opened.emit(row_id)

    def _go_down(self) -> None:
        current = self.currentIndex()
        column = current.column() if self._tab_start is None else self._tab_start
        below = self._model.index(current.row() + 1, column)
        self.setCurrentIndex(below if below.isValid() else self._model.index(current.row(), column))
        self._tab_start = None
        self.setFocus()

    def _go_sideways(self, backwards: bool) -> None:
        """Tab in an editor: to the next cell that can be edited, after the last one out."""
        self.setFocus()
        self.focusNextPrevChild(not backwards)

    def _go_out(self, backwards: bool) -> None:
        """Ctrl+Tab: out of the table, wherever in it one is."""
        self.setFocus()
        super().focusNextPrevChild(not backwards)

    def _fill_down(self) -> None:
        """Ctrl+D: the topmost of the selected rows fills the others, the row above a single one."""
        ids, current = self.selected_ids(), self.currentIndex()
        if len(ids) == 1:
            ids = [self._model.id_at(current.row() - 1), *ids] if current.row() else []
        if len(ids) > 1 and self._can_edit(current):
            column = self._model.columns[current.column()]
            self.fill_down_requested.emit(column, ids[0], ids[1:])

    def _set_today(self) -> None:
        current = self.currentIndex()
        column = self._model.columns[current.column()]
        if column.role == "date" and self._can_edit(current):
            self.today_requested.emit(self._model.id_at(current), column)

    @staticmethod
    def _can_edit(index: QModelIndex) -> bool:
        return bool(index.flags() & Qt.ItemFlag.ItemIsEditable)

    def _set_hover(self, row: int) -> None:
        if row != self._delegate.hover_row:
            self._delegate.hover_row = row
            self.viewport().update()

    # ---- Qt's ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        current = self.currentIndex()
        control = Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_C and held == control | Qt.KeyboardModifier.ShiftModifier:
            self.copy(headers=True)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key == Qt.Key.Key_E and held == control | Qt.KeyboardModifier.ShiftModifier:
            self.export()
        elif key == Qt.Key.Key_D and held == control and current.isValid():
            self._fill_down()
        elif key == Qt.Key.Key_Semicolon and held == control and current.isValid():
            self._set_today()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and held & control:
            self._go_out(key == Qt.Key.Key_Backtab)
        elif key == Qt.Key.Key_F10 and held == Qt.KeyboardModifier.ShiftModifier and _NO_MENU_KEY:
            self.customContextMenuRequested.emit(self.visualRect(current).center())
        elif key == Qt.Key.Key_Delete and not held and self.selected_ids():
            self.delete_requested.emit(self.selected_ids())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held and current.isValid():
            self._open(current)
        elif key == Qt.Key.Key_Space and not held and current.isValid():
            self.selectionModel().select(
                current, QItemSelectionModel.SelectionFlag.Toggle | _WHOLE_ROWS
            )
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes from cell to cell where cells can be edited; elsewhere it leaves the table."""
        target = cell_beside(self, backwards=not following)
        if not target.isValid():
            return super().focusNextPrevChild(following)
        start = self.currentIndex().column() if self._tab_start is None else self._tab_start
        self.setCurrentIndex(target)
        self._tab_start = start
        return True

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier
    ) -> QModelIndex:
        return super().moveCursor(action, held_for(self, action, held))

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self._tab_start = None  # only Tab keeps the column that Enter comes back to

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths.give_way()
        if self.widths.sized:
            self.widths.stretch()

    def setColumnHidden(self, column: int, hide: bool) -> None:
        super().setColumnHidden(column, hide)
        if self.widths.sized:  # Qt tells of the width before it is hidden
            self.widths.stretch()
