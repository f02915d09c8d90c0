"""The sections of a checklist, always in sight, with the questions of the one in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.checklist.filled import Filled
from models.checklist.states import STATE_WORDS
from models.text import counted
from ui import icons, paint, theme
from ui.pages.checklist_states import LOOKS
from ui.tokens import ICON

ROW = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """A section, or a question of it; `item` is the key of the question it leads to."""

    item: str
    words: str
    state: str
    count: str = ""
    is_section: bool = False
    current: bool = False


def rows_of(told: Filled, item: str) -> list[Row]:
    """The sections with their progress; beneath that of `item` its questions."""
    found = []
    line = told.line(item)
    front = line.section if line else ""
    for section, progress in told.sections:
        lines = [one for one in told.asked if one.section == section.key]
        first = next((one for one in lines if not one.answered), lines[0])
        begun = "in_progress" if progress.answered else "not_started"
        state = "met" if progress.complete else begun
        count = f"{progress.answered}/{progress.asked}"
        found.append(Row(first.item.key, section.name, state, count, True, section.key == front))
        if section.key == front:
            found += [
                Row(one.item.key, one.question, one.state, current=one.item.key == item)
                for one in lines
            ]
    return found


class SectionModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Take other rows; the same ones in another state keep the list where it stands."""
        same = [(r.item, r.is_section) for r in rows] == [(r.item, r.is_section) for r in self.rows]
        if same:
            self.rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if row.is_section:
                done, _, asked = row.count.partition("/")
                return f"Section {row.words}, {done} of {counted(int(asked), 'question')} answered"
            return f"{row.words}, {STATE_WORDS[row.state]}"
        if role == Qt.ItemDataRole.ToolTipRole and not row.is_section:
            return paint.plain_tip(f"{row.words}\n{STATE_WORDS[row.state]}")
        return None


class SectionDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: Row = index.data(ROW)
        return QSize(theme.px(120), theme.px(34 if row.is_section else 28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Row = index.data(ROW)
        rect = QRect(option.rect)
        box = rect.adjusted(8, 1, -8, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            ground = "selected" if chosen else "hover"
            paint.rounded(painter, QRectF(box), 6, theme.colour(ground))
        view = option.widget
        if chosen and view is not None and view.hasFocus():
            paint.focus_ring(painter, box, 6)
        inner = box.adjusted(10 if row.is_section else 24, 0, -10, 0)
        icon, ink, _ = LOOKS[row.state]
        side = theme.px(ICON if row.is_section else 13)
        icons.paint(painter, paint.square_in(inner, side), icon, ink)
        words = inner.adjusted(side + 8, 0, 0, 0)
        if row.count:
            wide = paint.metrics("number").horizontalAdvance(row.count)
            spot = QRect(words.right() - wide, words.top(), wide + 1, words.height())
            paint.text(painter, spot, row.count, "number", "text_2", paint.RIGHT)
            words.setRight(words.right() - wide - 8)
        role = "body" if row.is_section else "small"
        front = row.is_section or row.current
        if row.is_section and row.current:
            role = "strong"
        paint.text(painter, words, row.words, role, "text" if front else "text_2")


class SectionList(QListView):
    """``opened`` carries the key of the question to go to."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_kind(self, "bare")
        self.sections = SectionModel(self)
        self.setModel(self.sections)
        self.setItemDelegate(SectionDelegate(self))
        self.setAccessibleName("Sections and questions")
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        theme.notifier().changed.connect(self.doItemsLayout)

    def show_filled(self, told: Filled, item: str) -> None:
        """Show where one is; the row of the question in front is the selected one."""
        self.sections.show_rows(rows_of(told, item))
        for at, row in enumerate(self.sections.rows):
            if row.current and not row.is_section:
                index = self.sections.index(at)
                self.setCurrentIndex(index)
                self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters answer the question in front: nobody looks for a question by its first one."""
        if event.text().isalnum() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row):
            self.opened.emit(row.item)
