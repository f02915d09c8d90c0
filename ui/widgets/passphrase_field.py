"""A line for a passphrase: hidden as it is typed, shown while a person asks for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import icons


class PassphraseField(QLineEdit):
    """Its text is in no clipboard history and no input method's dictionary."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.reveal = QAction(icons.icon("eye", "text_2"), "Show the passphrase", self)
        self.reveal.setCheckable(True)
        self.reveal.toggled.connect(self._show)
        self.addAction(self.reveal, QLineEdit.ActionPosition.TrailingPosition)

    def wipe(self) -> None:
        """Take what was typed off the screen, and hide what comes next."""
        self.clear()
        self.reveal.setChecked(False)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self.reveal.setIcon(icons.icon("eye-off" if shown else "eye", "text_2"))
        self.reveal.setText("Hide the passphrase" if shown else "Show the passphrase")
