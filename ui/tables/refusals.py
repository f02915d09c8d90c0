"""What a cell was refused for: said under it, with the editor open on what was typed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemDelegate, QLineEdit, QScrollArea, QWidget

from ui import theme
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.problem_tag import ProblemTag

_HINT = QAbstractItemDelegate.EndEditHint


class Refusals(QObject):
    """Belongs to a table. The sentence goes when the cell is typed in again, given back or left."""

    def __init__(self, view: TableView, model: TableModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._sentence = ""
        self._coming = False  # said already, its editor comes when the one that was left is closed
        self._tag = ProblemTag(view)
        self._area: QScrollArea | None = None
        view.selectionModel().currentChanged.connect(self._forget)
        view.itemDelegate().closeEditor.connect(self._forget)
        model.modelReset.connect(self._forget)

    @property
    def sentence(self) -> str:
        """What is said under a cell now, or nothing."""
        return self._sentence

    @property
    def is_shown(self) -> bool:
        """Whether it hangs in the window; it is put away while one scrolls."""
        return not self._tag.isHidden()

    def put_away(self) -> None:
        """Take the sentence from the window, as when the table goes out of sight."""
        self._tag.hide()

    def say(self, sentence: str) -> None:
        """Say it under the current cell; nothing takes it away."""
        self._sentence = sentence
        if sentence:
            self._watch_scrolling()
            cell = self._view.visualRect(self._view.currentIndex())
            self._tag.show_under(cell, sentence)
        else:
            self._tag.hide()

    def reopen(self, record_id: Any, field: str, text: str, sentence: str) -> None:
        """Say why a cell was not taken, and bring its editor back with what was typed."""
        self._sentence, self._coming = sentence, True
        QTimer.singleShot(0, self, partial(self._reopen, record_id, field, text))

    def drop(self) -> None:
        """Give up what is typed in the cell that was refused."""
        editor = self._view.indexWidget(self._view.currentIndex())
        if self._sentence and editor is not None:
            self._view.closeEditor(editor, _HINT.RevertModelCache)
        self._coming = False
        self.say("")

    def edit(self, record_id: Any, field: str) -> bool:
        """Open the editor of a cell; whether the record is on show."""
        at = self._model.position(record_id)
        names = [column.name for column in self._model.columns]
        if at < 0 or field not in names:
            return False
        index = self._model.index(at, names.index(field))
        self._view.setCurrentIndex(index)
        if self._view.indexWidget(index) is None:
            self._view.edit(QModelIndex(index))
        return True

    def _reopen(self, record_id: Any, field: str, text: str) -> None:
        if not self._coming:
            return  # dropped meanwhile
        self._view.setFocus()
        there = self.edit(record_id, field)
        self._coming = False
        if not there:
            self.say("")
            return
        line = _line_of(self._view.indexWidget(self._view.currentIndex()))
        if line is not None:
            line.setText(text)
            line.setModified(True)
            theme.set_kind(line, "short", "state")
            line.setAccessibleDescription(self._sentence)
            line.textEdited.connect(self._typed_again)
            line.setFocus()
        self.say(self._sentence)

    def _typed_again(self) -> None:
        line = self.sender()
        if isinstance(line, QLineEdit):
            theme.set_kind(line, "", "state")
            line.setAccessibleDescription("")
        self.say("")

    def _forget(self) -> None:
        if self._sentence and not self._coming:
            self.say("")

    def _watch_scrolling(self) -> None:
        """Where the page scrolls as a whole the tag would stay behind."""
        area: QWidget | None = self._view.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and area is not self._area:
            self._area = area
            area.verticalScrollBar().valueChanged.connect(self._tag.hide)


def _line_of(editor: QWidget | None) -> QLineEdit | None:
    """Where one types in an editor; None for a box of choices."""
    if editor is None or isinstance(editor, QLineEdit):
        return editor
    return editor.findChild(QLineEdit)
