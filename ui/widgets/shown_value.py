"""A value as text that asks for its editor when it is clicked or typed on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import icons, paint, theme

_SIDE = 9


class ShownValue(QAbstractButton):
    """The value as text; click, Enter, F2 or a keystroke asks for the editor."""

    asked = Signal(str)  # what was typed, or nothing
    given_back = Signal()  # Esc on a value that was not saved

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.placeholder = "", ""
        self.wrapped = False
        self.read_only = False
        self.number = False
        self.unsaved = False
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
        elif event.key() == Qt.Key.Key_Escape and self.unsaved:
            self.given_back.emit()
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

    def event(self, event: QEvent) -> bool:
        if (
            self.unsaved
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()  # ours before any shortcut of the window
        return super().event(event)

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
        if self.unsaved:
            painter.setPen(theme.colour("short"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()
