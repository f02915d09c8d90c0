"""A bar at the top of a page for what lasts: what happened, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.tokens import STATUS_ICON, STATUSES, Status
from ui.widgets.announce import announce
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label

_ICON_SIDE = 18


class MessageBar(QFrame):
    """status gives colour and icon; ``accent`` is for plain information."""

    closed = Signal()

    def __init__(
        self,
        status: Status | str = "accent",
        sentence: str = "",
        hint: str = "",
        parent: QWidget | None = None,
        *,
        closable: bool = False,
        stacked: bool = False,
    ) -> None:
        """A `stacked` one is for a narrow place: its buttons stand under the words."""
        super().__init__(parent)
        # A narrow bar must grow; any other has the height that its words need (see _fit).
        high = QSizePolicy.Policy.Minimum if stacked else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, high)
        self._status = status
        self._sentence = Label(sentence, "control", wrap=True)
        self._hint = Label(hint, "small", "text_2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._hint)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._row)
        self._under: QHBoxLayout | None = None
        if stacked:
            self._under = QHBoxLayout()
            self._under.setSpacing(8)
            column.addLayout(self._under)
        self._buttons: list[Button] = []
        self._close = IconButton("x", "Close this message", self)
        self._close.setVisible(closable)
        self._close.clicked.connect(self._dismiss)
        top = Qt.AlignmentFlag.AlignTop if stacked else Qt.AlignmentFlag.AlignVCenter
        self._row.addWidget(self._close, 0, top)
        theme.notifier().changed.connect(self._take_size)
        self._take_size()
        self.set(status, sentence, hint)

    def set(self, status: Status | str, sentence: str, hint: str = "") -> None:
        """Say something else; a screen reader says it at once if the bar is in sight."""
        self._status = status
        theme.set_kind(self, status, "tint")
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{sentence} {hint}".strip())
        if self.isVisible():
            announce(self, self.accessibleName())
        self.update()

    def add_button(self, text: str, slot: Callable[[], object], kind: str = "plain") -> Button:
        """A button at the right, connected to a bound method."""
        button = Button(text, kind, parent=self)
        button.clicked.connect(slot)
        if self._under is not None:
            self._under.addWidget(button)
        else:
            at, middle = self._row.count() - 1, Qt.AlignmentFlag.AlignVCenter
            self._row.insertWidget(at, button, 0, middle)
        self._buttons.append(button)
        button.show()  # a bar that is in sight would show it only later
        return button

    def set_closable(self, closable: bool) -> None:
        """Whether it can be put away."""
        self._close.setVisible(closable)

    def clear_buttons(self) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons.clear()

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def _take_size(self) -> None:
        self.setMinimumHeight(theme.px(44))
        left = 14 + theme.px(_ICON_SIDE) + 12
        if self._under is None:
            self._row.setContentsMargins(left, 6, 10, 6)
        else:
            self._row.setContentsMargins(left, 8, 8, 0)
            self._under.setContentsMargins(12, 0, 12, 12)

    def _fit(self) -> None:
        """As high as its words at this width: Qt would hold it to those that are not broken."""
        layout = self.layout()
        if self._under is None and layout is not None:
            high = max(theme.px(44), layout.totalHeightForWidth(self.width()))
            if (self.minimumHeight(), self.maximumHeight()) != (high, high):
                self.setFixedHeight(high)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _dismiss(self) -> None:
        self.hide()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(_ICON_SIDE)
        top = (self.height() - side) // 2 if self._under is None else 10
        spot = QRect(14, top, side, side)
        name = STATUS_ICON[self._status] if self._status in STATUSES else "info"
        icons.paint(painter, spot, name, self._status)
        painter.end()
