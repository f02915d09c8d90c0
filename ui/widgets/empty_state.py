"""What stands where nothing is yet: an icon, a sentence, one button, one link."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import icons, theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

_SIDE = 36


class EmptyState(QWidget):
    primary_clicked = Signal()
    link_clicked = Signal()

    def __init__(
        self,
        icon: str,
        sentence: str,
        primary: str = "",
        link: str = "",
        parent: QWidget | None = None,
        *,
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self._name = icon
        self._icon = Label()
        self._sentence = Label("", "card", wrap=True)
        self._hint = Label("", "body", "text_2", wrap=True)
        self._primary = Button("", "primary")
        self._link = Button("", "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        for part in (self._icon, self._sentence, self._hint):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addSpacing(4)
        for button in (self._primary, self._link):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._primary.clicked.connect(self.primary_clicked)
        self._link.clicked.connect(self.link_clicked)
        theme.notifier().changed.connect(self._paint_icon)
        self.set(icon, sentence, primary, link, hint)

    def set(
        self, icon: str, sentence: str, primary: str = "", link: str = "", hint: str = ""
    ) -> None:
        self._name = icon
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        for button, words in ((self._primary, primary), (self._link, link)):
            button.setText(words)
            button.setVisible(bool(words))
        self._paint_icon()

    def _paint_icon(self) -> None:
        made = icons.pixmap(
            self._name, theme.tokens().text_3, theme.px(_SIDE), self.devicePixelRatioF()
        )
        self._icon.setPixmap(made)
