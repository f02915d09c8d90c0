"""The grid on screen: spreadsheet keys, single-key answers, names that stay in sight."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QMenu, QTableView, QWidget

from models.checklist.filled import Line
from models.checklist.values import YES_NO
from ui import paint, theme
from ui.pages.checklist_grid_cells import ROW, GridDelegate
from ui.pages.checklist_grid_heads import Names, Questions
from ui.pages.checklist_grid_model import FILLED, LINE, GridModel
from ui.widgets.day_popup import DayPopup

_HEAD, _NAMES, _NAMES_NARROW = 76, 220, 160
_LINES, _FILLED, _WIDEST = 3, 0.8, 180  # of a question: lines, how much of each is used
_WIDE = {"yes_no": 104, "number": 96, "money": 120, "date": 112, "choice": 140, "people": 180,
         "text": 220, "file": 84}  # fmt: skip
_LETTERS = {"Y": "yes", "P": "partly", "N": "no", "A": "na"}
_SELECT = QItemSelectionModel.SelectionFlag
_MODIFIERS = Qt.KeyboardModifier


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
    noting = Signal()  # a note, an owner, a due day for the selected cells
    blocked = Signal(object)  # QModelIndex: what was to be answered and can't be
    widened = Signal()  # a column got another width by hand

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = model
        self.cells = GridDelegate(self)
        self.kept: dict[str, int] = {}  # widths by item, set by hand
        self.committing = False  # an editor hands over what was typed
        self._again: tuple[QPersistentModelIndex, str] | None = None
        self._sizing = False
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
        self.setTabKeyNavigation(False)  # it would never let one out; see focusNextPrevChild
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(Questions(self))
        self.setVerticalHeader(Names(self))
        # A header asks of each section whether all of it is selected; these never have one.
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSelectionModel(QItemSelectionModel(model, self))
        self.horizontalHeader().sectionResized.connect(self._note_width)
        self.cells.typed.connect(self.typed)
        model.modelReset.connect(self.size_columns)
        theme.notifier().changed.connect(self._restyle)
        self._restyle()

    # ---- for the page ----------------------------------------------------------------------

    def chosen(self) -> list[QModelIndex]:
        """The selected cells, by row and column."""
        return [
            self.grid.index(row, column)
            for one in sorted(self.selectionModel().selection().toList(), key=_top_left)
            for row in range(one.top(), one.bottom() + 1)
            for column in range(one.left(), one.right() + 1)
        ]

    def count_chosen(self) -> int:
        """How many cells are selected, without naming each."""
        return sum(one.width() * one.height() for one in self.selectionModel().selection().toList())

    def kinds_chosen(self) -> set[str]:
        """The kinds of the questions over the selected cells that a person answers."""
        items = self.grid.items
        return {
            items[column][1].kind
            for one in self.selectionModel().selection().toList()
            for column in range(one.left(), one.right() + 1)
            if not items[column][1].derived
        }

    def use_widths(self, kept: Mapping[str, int]) -> None:
        """Take the widths that were set by hand, by item."""
        self.kept = dict(kept)
        self.size_columns()

    def size_columns(self) -> None:
        """A width for each kind of answer, wider where its question does not fit; or the one that
        was set by hand.
        """
        self._sizing = True
        fits = paint.metrics("small_strong")
        for at, (_, item) in enumerate(self.grid.items):
            needs = fits.horizontalAdvance(item.asks) / (_LINES * _FILLED) + theme.px(14)
            wide = max(theme.px(_WIDE[item.kind]), min(round(needs), theme.px(_WIDEST)))
            kept = self.kept.get(item.key)
            self.setColumnWidth(at, theme.px(kept) if kept else wide)
        self._sizing = False

    def take_cell(self, index: QModelIndex) -> None:
        """Put the cursor on a cell."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def step(self, down: int, across: int = 0) -> None:
        """The cell beneath, beside or above; at the edge it stays."""
        here = self.currentIndex()
        there = self.grid.index(here.row() + down, here.column() + across)
        if there.isValid():
            self.setCurrentIndex(there)

    def say_refused(self, index: QModelIndex, text: str) -> None:
        """Open the editor again on what could not be taken, after the one that is closing."""
        if self.committing:
            self._again = (QPersistentModelIndex(index), text)
            return
        self.setCurrentIndex(index)
        self.cells.begin_with = text
        self.edit(index)

    def editing(self) -> bool:
        """Whether something is being typed that was not yet committed."""
        return self.state() == QAbstractItemView.State.EditingState and not self.committing

    def finish(self) -> None:
        """Commit what is being typed."""
        if self.editing():
            self.setFocus()

    def answers_of(self, index: QModelIndex) -> list[tuple[str, str]]:
        """The answers that a cell's question offers: canonical, in words."""
        line = index.data(LINE)
        if not isinstance(line, Line) or not self.grid.can_answer(index):
            return []
        if line.item.kind == "yes_no":
            return list(YES_NO.items())
        return [(choice.key, choice.label) for choice in line.item.choices]

    def alike(self, index: QModelIndex) -> list[QModelIndex]:
        """The selected cells that take the same answers as one; this one alone outside them."""
        cells = self.chosen()
        if index not in cells:
            return [index]
        kind, wanted = self._kind(index), self.answers_of(index)
        return [c for c in cells if self._kind(c) == kind and self.answers_of(c) == wanted]

    def offer_day(self, index: QModelIndex) -> DayPopup | None:
        """The calendar of a cell that holds a day, beneath it."""
        if self._kind(index) != "date" or not self.grid.can_answer(index):
            return None
        line, today = index.data(LINE), index.data(FILLED).today
        day = date.fromisoformat(line.value) if line.value else today
        popup = DayPopup(day, today, self, typing=False)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.picked.connect(self._take_day)
        under = QWidget(self.viewport())
        under.setGeometry(self.visualRect(index))
        popup.open_under(under)
        under.deleteLater()
        return popup

    def _take_day(self, day: object) -> None:
        if isinstance(day, date):
            self.set_all.emit(self.alike(self.currentIndex()), day.isoformat())

    def offer_answers(self, index: QModelIndex) -> QMenu | None:
        """The list of a cell's answers, beneath it."""
        answers = self.answers_of(index)
        if not answers:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        line = index.data(LINE)
        for key, words in answers:
            action = menu.addAction(words, _Giving(self, key))
            action.setCheckable(True)
            action.setChecked(line.value == key)
            if line.value == key:
                menu.setActiveAction(action)
        if menu.activeAction() is None:
            menu.setActiveAction(menu.actions()[0])
        menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft() + QPoint(0, 1)))
        return menu

    # ---- inside ----------------------------------------------------------------------------

    def _kind(self, index: QModelIndex) -> str:
        line = index.data(LINE)
        return line.item.kind if isinstance(line, Line) else ""

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        self.horizontalHeader().setFixedHeight(theme.px(_HEAD))
        self.size_columns()
        self._settle_names()

    def _settle_names(self) -> None:
        narrow = self.width() < theme.px(1000)
        self.verticalHeader().setFixedWidth(theme.px(_NAMES_NARROW if narrow else _NAMES))

    def _note_width(self, column: int, _old: int, width: int) -> None:
        if not self._sizing and column < len(self.grid.items):
            self.kept[self.grid.items[column][1].key] = round(width / theme.text_scale())
            self.widened.emit()

    def _answer_key(self, event: QKeyEvent) -> bool:
        """A letter that answers, or the number of a choice: the cells selected, or the one under
        the cursor and on it goes.
        """
        if event.modifiers() & ~(_MODIFIERS.ShiftModifier | _MODIFIERS.KeypadModifier):
            return False
        cells = [cell for cell in self.chosen() if self.grid.can_answer(cell)]
        if not cells or self.currentIndex() not in cells:
            return False
        kinds = {cell.data(LINE).item.kind for cell in cells}
        answer = ""
        if kinds == {"yes_no"}:
            answer = _LETTERS.get(event.text().upper(), "")
        elif kinds == {"choice"} and len({cell.column() for cell in cells}) == 1:
            choices, typed = self.answers_of(cells[0]), event.text()
            if typed.isdecimal() and 1 <= int(typed) <= len(choices):
                answer = choices[int(typed) - 1][0]
        if not answer:
            return False
        self.set_all.emit(cells, answer)
        if len(cells) == 1:
            self.step(1)
        return True

    def _spread(self, event: QKeyEvent) -> bool:
        """Ctrl+Space selects the columns of the selection, Shift+Space its rows."""
        control = bool(event.modifiers() & _MODIFIERS.ControlModifier)
        shift = bool(event.modifiers() & _MODIFIERS.ShiftModifier)
        if event.key() != Qt.Key.Key_Space or control == shift:
            return False
        flag = _SELECT.Columns if control else _SELECT.Rows
        self.selectionModel().select(
            QItemSelection(self.selectionModel().selection()), _SELECT.Select | flag
        )
        return True

    def _says_why(self, event: QKeyEvent) -> bool:
        """What would open an editor tells why there is none."""
        index = self.currentIndex()
        held = event.modifiers() & (_MODIFIERS.ControlModifier | _MODIFIERS.AltModifier)
        writes = bool(event.text()) and event.text().isprintable() and not held
        if not index.isValid() or not (writes or event.key() == Qt.Key.Key_F2):
            return False
        if self.grid.can_answer(index):
            return False
        self.blocked.emit(index)
        return True

    # ---- Qt's ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & _MODIFIERS.ControlModifier
        shift = bool(event.modifiers() & _MODIFIERS.ShiftModifier)
        alt = bool(event.modifiers() & _MODIFIERS.AltModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasting.emit()
        elif key == Qt.Key.Key_C and control:
            self.copying.emit(shift)
        elif key == Qt.Key.Key_D and control:
            self.filling.emit()
        elif key == Qt.Key.Key_Semicolon and control:
            self.dating.emit(self.chosen())
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clearing.emit(self.chosen())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self.step(-1 if shift else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex())
        elif key == Qt.Key.Key_F2 and shift:
            self.noting.emit()
        elif key == Qt.Key.Key_Down and alt:
            here = self.currentIndex()
            _ = self.offer_day(here) or self.offer_answers(here)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and control:
            super().focusNextPrevChild(key == Qt.Key.Key_Tab)
        elif not (self._spread(event) or self._answer_key(event) or self._says_why(event)):
            super().keyPressEvent(event)

    def commitData(self, editor: QWidget) -> None:
        self.committing = True
        super().commitData(editor)
        self.committing = False

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        again, self._again = self._again, None
        if again is not None and again[0].isValid() and self.isVisible():
            place = self.grid.index(again[0].row(), again[0].column())
            self.say_refused(place, again[1])

    def keyboardSearch(self, search: str) -> None:
        """Letters answer; they never make the cursor jump."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self.grid.can_answer(index):
            self.blocked.emit(index)
        elif index.isValid() and self.answers_of(index):
            self.offer_answers(index)
        else:
            super().mouseDoubleClickEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes from cell to cell and from row to row, after the last one out of the grid."""
        here, wide = self.currentIndex(), self.grid.columnCount()
        at = here.row() * wide + here.column() + (1 if following else -1)
        there = self.grid.index(at // wide, at % wide) if wide and here.isValid() else QModelIndex()
        if not there.isValid():
            return super().focusNextPrevChild(following)
        self.setCurrentIndex(there)
        return True

    def currentChanged(self, current: Any, previous: Any) -> None:
        super().currentChanged(current, previous)
        if current.column() != previous.column():
            self.horizontalHeader().viewport().update()
        if current.row() != previous.row():
            self.verticalHeader().viewport().update()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._settle_names()


def _top_left(one: QItemSelectionRange) -> tuple[int, int]:
    return one.top(), one.left()


class _Giving:
    """Gives the selected cells one answer; an object, so that no closure keeps the view."""

    def __init__(self, view: GridView, value: str) -> None:
        self.view, self.value = view, value

    def __call__(self) -> None:
        self.view.set_all.emit(self.view.alike(self.view.currentIndex()), self.value)
