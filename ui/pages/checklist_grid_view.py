"""The grid on screen: spreadsheet keys, single-key answers, names that stay in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.checklist.filled import Filled, Line
from models.checklist.values import YES_NO, typed_value
from ui import icons, paint, theme
from ui.pages.checklist_grid_model import LINE, GridModel, Index
from ui.pages.checklist_states import LOOKS

_HEAD, _ROW, _NAMES, _NAMES_NARROW = 76, 34, 220, 160
_WIDE = {"yes_no": 104, "number": 96, "money": 120, "date": 112, "choice": 140, "people": 180,
         "text": 220, "file": 84}  # fmt: skip
_LETTERS = {"Y": "yes", "P": "partly", "N": "no", "A": "na"}
_HINT = QAbstractItemDelegate.EndEditHint
_SELECT = QItemSelectionModel.SelectionFlag


class GridView(QTableView):
    """What keys ask for comes out as signals with the cells they are about."""

    typed = Signal(object, str)  # QModelIndex, what was typed
    set_all = Signal(object, str)  # list of QModelIndex, canonical answer
    clearing = Signal(object)  # list of QModelIndex
    filling = Signal()
    copying = Signal(bool)  # with headings
    pasting = Signal()
    opened = Signal(object)  # QModelIndex: show this question in the runner
    dating = Signal(object)  # list of QModelIndex: today

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = model
        self.cells = GridDelegate(self)
        self.setAccessibleName("Partners and questions")
        self.setModel(model)
        self.setItemDelegate(self.cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(_Questions(self))
        self.setVerticalHeader(_Names(self))
        # A header asks of each section whether all of it is selected; these never have one.
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSelectionModel(QItemSelectionModel(model, self))
        self.cells.typed.connect(self.typed)
        model.modelReset.connect(self.size_columns)
        theme.notifier().changed.connect(self._restyle)
        self._restyle()

    # ---- for the page ----------------------------------------------------------------------

    def chosen(self) -> list[QModelIndex]:
        """The selected cells, by row and column."""
        found = self.selectionModel().selectedIndexes()
        return sorted(found, key=lambda index: (index.row(), index.column()))

    def size_columns(self) -> None:
        """A width for each kind of answer, wider where its question would not fit."""
        for at, (_, item) in enumerate(self.grid.items):
            self.setColumnWidth(at, theme.px(_WIDE[item.kind]))

    def take_cell(self, index: QModelIndex) -> None:
        """Put the cursor on a cell."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def step_down(self) -> None:
        """The cell beneath, as after Enter."""
        here = self.currentIndex()
        below = self.grid.index(here.row() + 1, here.column())
        if below.isValid():
            self.setCurrentIndex(below)

    def say_refused(self, index: QModelIndex, text: str) -> None:
        """Open the editor again on what could not be taken."""
        self.setCurrentIndex(index)
        self.cells.begin_with = text
        self.edit(index)

    # ---- inside ----------------------------------------------------------------------------

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.horizontalHeader().setFixedHeight(theme.px(_HEAD))
        self.size_columns()
        self._settle_names()

    def _settle_names(self) -> None:
        narrow = self.width() < theme.px(900)
        self.verticalHeader().setFixedWidth(theme.px(_NAMES_NARROW if narrow else _NAMES))

    def _answer_letter(self, event: QKeyEvent) -> bool:
        """A letter that answers: the cells selected, or the one under the cursor and on it goes."""
        letter = _LETTERS.get(event.text().upper())
        if letter is None or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        cells = [cell for cell in self.chosen() if self.grid.can_answer(cell)]
        if not cells or any(self._kind(cell) != "yes_no" for cell in cells):
            return False
        self.set_all.emit(cells, letter)
        if len(cells) == 1:
            self.step_down()
        return True

    def _kind(self, index: QModelIndex) -> str:
        line = index.data(LINE)
        return line.item.kind if isinstance(line, Line) else ""

    # ---- Qt's ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasting.emit()
        elif key == Qt.Key.Key_C and control:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.copying.emit(shift)
        elif key == Qt.Key.Key_D and control:
            self.filling.emit()
        elif key == Qt.Key.Key_Semicolon and control:
            self.dating.emit(self.chosen())
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clearing.emit(self.chosen())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self.step_down()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex())
        elif not self._answer_letter(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._settle_names()


class GridDelegate(QStyledItemDelegate):
    """Paints an answer with the icon of its state; edits it as a line of text."""

    typed = Signal(object, str)

    def __init__(self, view: GridView) -> None:
        super().__init__(view)
        self._view = view
        self.begin_with = ""
        self._down = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        line = self._view.grid.line(index)
        ground = "selected" if chosen else ("hover" if over else "card")
        if line is None or not line.asked:
            ground = "selected" if chosen else "window"
        painter.fillRect(rect, theme.colour(ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), theme.colour("line"))
        if line is not None and line.asked:
            self._cell(painter, rect.adjusted(8, 0, -8, -1), line, index)
        view = self._view
        if view.hasFocus() and view.currentIndex() == index:
            paint.focus_ring(painter, rect.adjusted(0, 0, -1, -1), 3)

    def _cell(self, painter: QPainter, rect: QRect, line: Line, index: Index) -> None:
        icon, ink, _ = LOOKS[line.state]
        side = theme.px(14)
        if line.state != "not_started":
            icons.paint(painter, paint.square_in(rect, side), icon, ink)
        words = rect.adjusted(side + 6, 0, 0, 0)
        if line.evidence and line.item.kind != "file":
            clip = theme.px(12)
            spot = QRect(words.right() - clip, words.center().y() - clip // 2, clip, clip)
            icons.paint(painter, spot, "paperclip", "text_3")
            words.setRight(spot.left() - 4)
        told = str(index.data() or "")
        right = line.item.kind in ("number", "money")
        tone = "text_2" if line.item.derived else "text"
        role = "number" if right else "body"
        paint.text(painter, words, told, role, tone, paint.RIGHT if right else paint.LEFT)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(100), theme.px(_ROW))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        theme.set_kind(editor, "cell")
        line = self._view.grid.line(index)
        editor.setAccessibleName(line.item.asks if line else "Answer")
        if line is not None and line.item.kind == "choice":
            editor.setPlaceholderText(" / ".join(c.label for c in line.item.choices))
        elif line is not None and line.item.kind == "yes_no":
            editor.setPlaceholderText(", ".join(YES_NO.values()))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        line = self._view.grid.line(index)
        if isinstance(editor, QLineEdit) and line is not None:
            editor.setText(self.begin_with or typed_value(line.item, line.value))
            editor.selectAll()
        self.begin_with = ""

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            self.typed.emit(self._view.grid.index(index.row(), index.column()), editor.text())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter commits and goes down; Tab is Qt's own."""
        if (
            isinstance(editor, QLineEdit)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, _HINT.NoHint)
            self._view.step_down()
            return True
        return super().eventFilter(editor, event)


class _Questions(QHeaderView):
    """Questions over three lines, the section's name above where it begins."""

    def __init__(self, view: GridView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setAccessibleName("Questions")

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        items = self._view.grid.items
        if logical >= len(items):
            return
        section, item = items[logical]
        first = logical == 0 or items[logical - 1][0].key != section.key
        painter.save()
        painter.fillRect(rect, theme.colour("card"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        edge = "control_line" if first else "line"
        painter.fillRect(QRect(rect.left() - 1, rect.top(), 1, rect.height()), theme.colour(edge))
        inner = rect.adjusted(8, theme.px(4), -6, -theme.px(4))
        low = paint.metrics("badge").height()
        if first:
            head = QRect(inner.left(), inner.top(), inner.width(), low)
            paint.text(painter, head, section.name, "badge_strong", "accent")
        room = inner.adjusted(0, low + 2, 0, 0)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text_2"))
        fits = paint.metrics("small")
        words = _cut(item.asks, room.width(), max(1, room.height() // fits.height()), fits)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, int(flags) | int(Qt.TextFlag.TextWordWrap), words)
        painter.restore()


class _Names(QHeaderView):
    """The partners, who stay in sight while one scrolls sideways, and how far each is."""

    def __init__(self, view: GridView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(8)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Partners")

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        rows: Sequence[Filled] = self._view.grid.rows
        if logical >= len(rows):
            return
        row = rows[logical]
        painter.save()
        painter.fillRect(rect, theme.colour("card"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        edge = theme.colour("control_line")
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), edge)
        inner = rect.adjusted(12, 0, -10, -1)
        told = row.progress
        count = f"{told.answered}/{told.asked}"
        wide = paint.metrics("number").horizontalAdvance(count)
        spot = QRect(inner.right() - wide, inner.top(), wide + 1, inner.height())
        ink = "met" if told.complete else "text_2"
        paint.text(painter, spot, count, "number", ink, paint.RIGHT)
        here = self._view.currentIndex().row() == logical
        name = inner.adjusted(0, 0, -wide - 8, 0)
        paint.text(painter, name, row.partner, "strong" if here else "body")
        painter.restore()


def _cut(words: str, width: int, lines: int, fits: Any) -> str:
    """A question cut to what fits on some lines."""
    if fits.horizontalAdvance(words) <= width * lines * 0.86:
        return words
    return fits.elidedText(words, Qt.TextElideMode.ElideRight, int(width * lines * 0.8))
