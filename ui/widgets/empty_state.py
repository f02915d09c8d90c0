"""What stands where nothing is yet: an icon, a sentence, one button, one link."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.labels import IconLabel, Label

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
        self._icon = IconLabel(icon, "text_3", _SIDE)
        self._sentence = Label("", "card", wrap=True)
        self._hint = Label("", "body", "text_2", wrap=True)
        self._primary = Button("", "primary")
        self._link = Button("", "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self._sentence, self._hint):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addSpacing(4)
        for button in (self._primary, self._link):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._primary.clicked.connect(self.primary_clicked)
        self._link.clicked.connect(self.link_clicked)
        self.set(icon, sentence, primary, link, hint)

    def set(
        self, icon: str, sentence: str, primary: str = "", link: str = "", hint: str = ""
    ) -> None:
        self._icon.set_icon(icon)
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        for button, words in ((self._primary, primary), (self._link, link)):
            button.setText(words)
            button.setVisible(bool(words))
