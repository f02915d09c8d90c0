"""A label and its value, which turns into an editor where it is clicked."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QSizePolicy, QWidget

from models.errors import UserError
from ui import theme
from ui.paint import plain_tip
from ui.widgets.field_editors import Editor, editor_for
from ui.widgets.field_values import Choices, Kind, field_kind
from ui.widgets.labels import ElidedLabel, SettledLabel
from ui.widgets.shown_value import ShownValue

QUIET_MS = 800
LABEL_WIDTH = 172
_SHORT = 40  # letters that a sentence may quote


class FieldRow(QWidget):
    """One field of a record.

    It commits on Enter, on leaving, and after 800 ms of quiet; Esc brings back what was there
    when the editing began. ``committed`` carries the value, once for each new one. What can't be
    read is said in a sentence under the field and never committed. A value that could not be
    written (see `refuse`) stays in the field and says so, until it is saved or given back.
    """

    committed = Signal(object)
    ended = Signal()  # by Enter or Esc: the keyboard stands at the value again
    unsaved_changed = Signal()

    def __init__(
        self,
        label: str,
        kind: Kind = "text",
        value: Any = None,
        parent: QWidget | None = None,
        *,
        choices: Choices = (),
        today: date | None = None,
        currency: str = "",
        unit: str = "money",
        required: bool = False,
        read_only: bool = False,
        placeholder: str = "",
        stacked: bool = False,
    ) -> None:
        """``stacked`` puts the label above the value, for narrow columns."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.label = label
        self._kind = field_kind(
            kind,
            choices=choices,
            today=today,
            currency=currency,
            unit=unit,
            required=label if required else "",
        )
        self._value = value
        self._told = value  # what was committed or set last
        self._before = value  # what Esc goes back to
        self._stored = value  # what was set last: it is in the file
        self._refusal = ""  # why what was committed last is not
        self._editor: Editor | None = None
        self._name = ElidedLabel(label, "body", "text_2")
        self._shown = ShownValue()
        self._shown.wrapped = kind in ("multiline", "list")
        self._shown.number = kind in ("date", "money", "amount")
        self._shown.read_only = read_only
        self._shown.placeholder = placeholder or ("Not set" if read_only else "Add")
        self._shown.asked.connect(self._begin_with)
        self._shown.given_back.connect(self.give_back)
        self._problem = SettledLabel("", "small", "short")
        self._problem.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._stacked = stacked
        if stacked:
            self._grid.addWidget(self._name, 0, 0)
        else:
            self._grid.addWidget(self._name, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        self._cell = (1, 0) if stacked else (0, 1)
        self._grid.addWidget(self._shown, *self._cell)
        self._grid.addWidget(self._problem, 2 if stacked else 1, 0, 1, -1)
        self._grid.setColumnStretch(self._cell[1], 1)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self.commit)
        theme.notifier().changed.connect(self._restyle)
        self._restyle()
        self._show_value()

    # ---- for pages -------------------------------------------------------------------------

    @property
    def value(self) -> Any:
        """The value committed or set last."""
        return self._told

    @property
    def editing(self) -> bool:
        return self._editor is not None

    def set_value(self, value: Any) -> None:
        """Show a value that was read anew; what is being typed or was not saved stays."""
        self._stored = value
        if self._refusal and value != self._told:
            return
        self._told = self._value = value
        self._set_refusal("")
        self._show_value()

    def refuse(self, value: Any, sentence: str) -> None:
        """Say that a value is not in the file; Enter tries again, Esc goes back to what is."""
        if value != self._told:
            return  # another one is under way by now
        self._value = value
        self._set_refusal(sentence)
        self._show_value()
        self.show_problem(f"Not saved. {sentence} {self._way_back()}")

    @property
    def unsaved(self) -> tuple[Any, str] | None:
        """A value that could not be written, and why; None where all is saved."""
        return (self._told, self._refusal) if self._refusal else None

    def put_unsaved(self, value: Any, sentence: str) -> None:
        """Show again a value that was not saved when the field was last seen."""
        self._told = value
        self.refuse(value, sentence)

    def give_back(self) -> None:
        """Drop a value that was not saved and show the one that is in the file."""
        if self._refusal:
            self._told = self._value = self._stored
            self._set_refusal("")
            self._clear_problem()
            self._show_value()

    def set_read_only(self, read_only: bool) -> None:
        self._shown.read_only = read_only
        self._show_value()

    def hide_label(self) -> None:
        """Leave the label to a heading above; a screen reader still says it."""
        self._name.hide()

    def begin(self) -> None:
        """Turn into the editor."""
        self._begin_with("")

    def commit(self) -> bool:
        """Commit what is in the editor now; whether it could be read."""
        self._quiet.stop()
        editor = self._editor
        if editor is None:
            return True
        try:
            value = self._kind.read(editor.text)
        except UserError as error:
            self.show_problem(str(error))
            return False
        self._clear_problem()
        self._send(value)
        return True

    def end(self) -> None:
        """Commit what can be read and close the editor; the next record is not to get it."""
        if not self.commit():
            self._clear_problem()
        self._close(focus=False)

    def show_problem(self, sentence: str) -> None:
        """Say under the field what is wrong with it."""
        self._problem.setText(sentence)
        self._problem.show()
        if self._editor is not None:
            self._editor.set_wrong(True)
            self._editor.setAccessibleDescription(sentence)

    @property
    def problem(self) -> str:
        """The sentence under the field, or nothing."""
        return self._problem.text() if not self._problem.isHidden() else ""

    # ---- inside ----------------------------------------------------------------------------

    def _set_refusal(self, sentence: str) -> None:
        before, self._refusal = self._refusal, sentence
        self._shown.unsaved = bool(sentence)
        if not sentence and before:
            self._clear_problem()
        if bool(before) != bool(sentence):
            self.unsaved_changed.emit()

    def _way_back(self) -> str:
        words = self._kind.show(self._stored)
        shown = words if words and len(words) <= _SHORT and "\n" not in words else ""
        return f"Esc goes back to {shown or ('what was there' if words else 'blank')}."

    def _begin_with(self, typed: str) -> None:
        if self._editor is not None or self._shown.read_only:
            return
        self._before = self._stored if self._refusal else self._told
        editor = self._editor = editor_for(self._kind, self.label, self)
        self._grid.addWidget(editor, *self._cell)
        self._shown.hide()
        editor.changed.connect(self._note_change)
        editor.finished.connect(self._finish)
        editor.left.connect(self._leave)
        editor.reverted.connect(self._revert)
        editor.stepped.connect(self._step)
        editor.show()
        editor.start(self._kind.typed(self._value))
        if typed and editor.start_typed(typed):
            self._note_change()

    def _note_change(self) -> None:
        self._clear_problem()
        self._quiet.start()

    def _finish(self) -> None:
        if self.commit():
            self._close(focus=True)
            self.ended.emit()

    def _step(self, backwards: bool) -> None:
        """Tab goes on from where the value stands: Qt counts the editor as the window's last."""
        if self.commit():
            self._close(focus=True)
            self.focusNextPrevChild(not backwards)

    def _leave(self) -> None:
        if self._editor is None:
            return
        # Where another window came to the front the editing goes on when ours is back.
        if self.commit() and QApplication.focusWidget() is not None:
            self._close(focus=False)

    def _revert(self) -> None:
        self._quiet.stop()
        self._clear_problem()
        self.give_back()
        self._send(self._before)
        self._close(focus=True)
        self.ended.emit()

    def _send(self, value: Any) -> None:
        self._value = value
        if value != self._told or self._refusal:
            self._told = value
            self._set_refusal("")
            self.committed.emit(value)

    def _close(self, *, focus: bool) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        self._shown.show()
        if focus:
            self._shown.setFocus()
        editor.hide()
        self._grid.removeWidget(editor)
        editor.deleteLater()
        self._show_value()

    def _clear_problem(self) -> None:
        self._problem.hide()
        if self._editor is not None:
            self._editor.set_wrong(False)
            self._editor.setAccessibleDescription("")

    def _show_value(self) -> None:
        words = self._kind.show(self._value)
        self._shown.words = words
        told = words or "not set"
        self._shown.setAccessibleName(f"{self.label}: {told}")
        self._shown.setAccessibleDescription("" if self._shown.read_only else "Press Enter to edit")
        self._shown.setToolTip(
            plain_tip(words) if len(words) > 40 and not self._shown.wrapped else ""
        )
        self._shown.settle()

    def _restyle(self) -> None:
        if not self._stacked:
            # In a narrow column the value keeps the larger part.
            self._name.setFixedWidth(min(theme.px(LABEL_WIDTH), round(self.width() * 0.42)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restyle()
