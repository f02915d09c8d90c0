"""The column of a table that is ticked: a mark for open, done and dropped, by click or key."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from ui import icons, theme
from ui.tables.columns import Column
from ui.tables.field_cells import FieldDelegate
from ui.tables.model import Index, Roles, TableModel
from ui.tables.view import TableView

MARK = "done"  # name of the column; its value is one of these
MARKS = {
    "open": ("circle", "text_3"),
    "done": ("circle-check", "met"),
    "dropped": ("circle-x", "text_3"),
}


class TickDelegate(FieldDelegate):
    """Draws the mark; every other cell as its field says."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column: Column = index.data(Roles.COLUMN)
        if column.name != MARK:
            super().paint(painter, option, index)
            return
        self._ground(painter, option, index)
        icon, ink = MARKS[column.value(index.data(Roles.ROW))]
        side = theme.px(18)
        spot = QRect(0, 0, side, side)
        spot.moveCenter(option.rect.center())
        icons.paint(painter, spot, icon, ink)
        self._focus(painter, option, index)


class Ticks(QObject):
    """``ticked`` carries the row whose mark was clicked, ``keyed`` tells of Ctrl+Enter."""

    ticked = Signal(object)
    keyed = Signal()

    def __init__(self, view: TableView, model: TableModel) -> None:
        super().__init__(view)
        self._model = model
        view.clicked.connect(self._click)
        key = QShortcut(QKeySequence("Ctrl+Return"), view)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.keyed)
        self._last: object = None
        self._quiet = QTimer(self)  # the second click of two is no second tick
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QApplication.doubleClickInterval())

    def tick(self, row: object) -> None:
        """Tell that a row was ticked, once for two quick clicks."""
        row_id = getattr(row, "id", None)
        if not (self._quiet.isActive() and self._last == row_id):
            self._last = row_id
            self._quiet.start()
            self.ticked.emit(row)

    def _click(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if row is not None and self._model.columns[index.column()].name == MARK:
            self.tick(row)
