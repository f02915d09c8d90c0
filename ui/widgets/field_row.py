"""A label and its value, which turns into an editor where it is clicked."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QGridLayout, QSizePolicy, QWidget

from models.errors import UserError
from ui import icons, paint, theme
from ui.widgets.field_editors import Editor, editor_for
from ui.widgets.field_values import Choices, Kind, field_kind
from ui.widgets.labels import ElidedLabel, Label

QUIET_MS = 800
LABEL_WIDTH = 172
_SIDE = 9


class ShownValue(QAbstractButton):
    """The value as text; click, Enter, F2 or a keystroke asks for the editor."""

    asked = Signal(str)  # what was typed, or nothing

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.placeholder = "", ""
        self.wrapped = False
        self.read_only = False
        self.number = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._ask)
        theme.notifier().changed.connect(self.settle)

    def settle(self) -> None:
        """Take the height that the words need at this width.

        Height for width is not passed on through every layout and scroll area; a fixed height is.
        """
        self.setFixedHeight(self._height(self.width()))
        self.update()

    def _ask(self) -> None:
        if not self.read_only:
            self.asked.emit("")

    def _role(self) -> str:
        return "number" if self.number else "body"

    def _height(self, width: int) -> int:
        if not self.wrapped or not self.words:
            return theme.px(32)
        room = QRect(0, 0, width - 2 * _SIDE, 10_000)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        high = paint.metrics(self._role()).boundingRect(room, flags, self.words).height()
        return max(theme.px(32), high + theme.px(14))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._ask()
        elif (
            event.text().isprintable()
            and event.text().strip()
            and not event.modifiers()
            & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            and not self.read_only
        ):
            self.asked.emit(event.text())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        hovered = self.underMouse() and not self.read_only
        if hovered:
            paint.rounded(painter, QRectF(self.rect()), 6, theme.colour("hover"))
        inner = self.rect().adjusted(_SIDE, 0, -_SIDE, 0)
        if hovered:
            side = theme.px(14)
            spot = QRect(inner.right() - side, (self.height() - side) // 2, side, side)
            icons.paint(painter, spot, "pencil", "text_3")
            inner.setRight(spot.left() - 6)
        if not self.words:
            paint.text(painter, inner, self.placeholder, self._role(), "text_3")
        elif self.wrapped:
            painter.setFont(theme.font(self._role()))
            painter.setPen(theme.colour("text"))
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | paint.VCENTRE
            painter.drawText(inner, int(flags), self.words)
        else:
            paint.text(painter, inner, self.words, self._role(), "text")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()


class FieldRow(QWidget):
    """One field of a record.

    It commits on Enter, on leaving, and after 800 ms of quiet; Esc brings back what was there
    when the editing began. ``committed`` carries the value, once for each new one. What can't be
    read is said in a sentence under the field and never committed.
    """

    committed = Signal(object)

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
            required=label if required else "",
        )
        self._value = value
        self._told = value  # what was committed or set last
        self._before = value  # what Esc goes back to
        self._editor: Editor | None = None
        self._name = ElidedLabel(label, "body", "text_2")
        self._shown = ShownValue()
        self._shown.wrapped = kind in ("multiline", "list")
        self._shown.number = kind in ("date", "money")
        self._shown.read_only = read_only
        self._shown.placeholder = placeholder or ("Not set" if read_only else "Add")
        self._shown.asked.connect(self._begin_with)
        self._problem = Label("", "small", "short", wrap=True)
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
        self._grid.addWidget(self._problem, 2 if stacked else 1, self._cell[1])
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
        """Show a value that was read anew; an editor that is open is left alone."""
        self._told = self._value = value
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
        """Commit what is in the editor now; whether it could be read. For leaving a page."""
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

    def _begin_with(self, typed: str) -> None:
        if self._editor is not None or self._shown.read_only:
            return
        self._before = self._told
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
        self._send(self._before)
        self._close(focus=True)

    def _send(self, value: Any) -> None:
        self._value = value
        if value != self._told:
            self._told = value
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
        self._shown.setToolTip(words if len(words) > 40 and not self._shown.wrapped else "")
        self._shown.settle()

    def _restyle(self) -> None:
        if not self._stacked:
            # In a narrow column the value keeps the larger part.
            self._name.setFixedWidth(min(theme.px(LABEL_WIDTH), round(self.width() * 0.42)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restyle()
