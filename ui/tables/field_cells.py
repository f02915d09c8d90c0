"""Cells edited by the kind of their field: a day with its calendar, boxes to tick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QMenu,
    QPushButton,
    QStyleOptionViewItem,
    QWidget,
    QWidgetAction,
)

from ui import theme
from ui.tables.columns import Column
from ui.tables.delegates import CellDelegate
from ui.tables.model import Index, Roles
from ui.widgets.field_editors import DayEditor
from ui.widgets.field_values import Choices, FieldKind

KindOf = Callable[[Column, Any], FieldKind | None]


class TickList(QPushButton):
    """A cell with a menu of boxes; it is done when the menu closes."""

    done = Signal()

    def __init__(self, choices: Choices, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "quiet")
        self._menu = QMenu(self)
        self._menu.setAccessibleName(name)
        self._menu.aboutToHide.connect(self.done)
        self.boxes: list[QCheckBox] = []
        for _, text in choices:
            box = QCheckBox(text)
            box.setStyleSheet("QCheckBox { padding: 2px 12px; }")
            box.setAccessibleName(f"{name}: {text}")
            action = QWidgetAction(self._menu)
            action.setDefaultWidget(box)
            self._menu.addAction(action)
            self.boxes.append(box)

    @property
    def text_value(self) -> str:
        return ", ".join(box.text() for box in self.boxes if box.isChecked())

    def start(self, text: str) -> None:
        ticked = set(text.split(", "))
        for box in self.boxes:
            box.setChecked(box.text() in ticked)
        QTimer.singleShot(0, self, self._open)

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        if self.boxes:
            self.boxes[0].setFocus()


class FieldDelegate(CellDelegate):
    """Cells are edited by the kind of their field, as the fields of a page are.

    kind_of(column, row) may give None: the cell is then a line or a box of choices.
    """

    def __init__(self, kind_of: KindOf, parent: QObject) -> None:
        super().__init__(parent)
        self._kind_of = kind_of

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column: Column = index.data(Roles.COLUMN)
        kind = self._kind_of(column, index.data(Roles.ROW))
        if kind is not None and kind.kind == "date":
            day = DayEditor(column.title, kind, parent)
            day.setAutoFillBackground(True)
            day.finished.connect(self._finish_sender)
            day.left.connect(self._leave_sender)
            day.reverted.connect(self._revert_sender)
            day.line.installEventFilter(self)
            return day
        if kind is not None and kind.kind == "list":
            ticks = TickList(kind.choices, column.title, parent)
            ticks.done.connect(self._finish_sender)
            return ticks
        return super().createEditor(parent, option, index)

    def choices_of(self, column: Column, row: Any) -> Sequence[str] | None:
        """Also those that a row has of its own, as an item that waits for one of the others."""
        kind = self._kind_of(column, row) if column.choices is None else None
        if kind is None or kind.kind != "choice":
            return column.choices
        return [text for _, text in kind.choices]

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, DayEditor):
            if not editor.line.isModified():
                editor.start(words)
        elif isinstance(editor, TickList):
            editor.start(words)
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, DayEditor):
            model.setData(index, editor.text, Qt.ItemDataRole.EditRole)
        elif isinstance(editor, TickList):
            model.setData(index, editor.text_value, Qt.ItemDataRole.EditRole)
        else:
            super().setModelData(editor, model, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        day = watched.parent()
        if isinstance(watched, DayEditor | TickList):
            return False  # they tell themselves when they are done
        if isinstance(day, DayEditor):
            return self._day_key(day, event)
        return super().eventFilter(watched, event)

    def _day_key(self, day: DayEditor, event: QEvent) -> bool:
        """Tab goes to the next cell, as in every other editor of the table."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        self._close(day)
        self._tell_tab(event)
        return True

    def _finish_sender(self) -> None:
        editor = cast("QWidget", self.sender())
        self._close(editor)
        if isinstance(editor, DayEditor):
            self.committed_by_enter.emit()

    def _leave_sender(self) -> None:
        editor = cast("QWidget", self.sender())
        view = cast("QWidget", editor.parentWidget()).parentWidget()
        # Rows read anew put the editor away, which takes the focus away: nothing to take then.
        if isinstance(view, QAbstractItemView) and view.indexWidget(view.currentIndex()) is editor:
            self._close(editor)

    def _revert_sender(self) -> None:
        editor = cast("QWidget", self.sender())
        editor.blockSignals(True)
        self.closeEditor.emit(editor, CellDelegate.EndEditHint.RevertModelCache)

    def _close(self, editor: QWidget) -> None:
        editor.blockSignals(True)  # hiding it takes the focus away, which is no second ending
        self._finish(editor)
