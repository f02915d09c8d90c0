"""A window that asks before words typed into it go with Esc, Cancel or its close button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from ui.dialogs.discard import DiscardDialog


class KeepsTyped(QDialog):
    """`keep` names the fields, once they are filled for the first time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asking: DiscardDialog | None = None
        self._kept: Sequence[QLineEdit | QPlainTextEdit] = ()
        self._begun: list[str] = []

    def keep(self, *fields: QLineEdit | QPlainTextEdit) -> None:
        self._kept = fields
        self._begun = self._words()

    def reject(self) -> None:
        if self._words() == self._begun:
            super().reject()
        elif self.asking is None:
            self.asking = DiscardDialog(
                [f"Discarding it closes “{self.windowTitle()}”; nothing is recorded."], self
            )
            self.asking.finished.connect(self._answer)
            self.asking.open()

    def _answer(self, discarded: int) -> None:
        self.asking = None
        if discarded:
            super().reject()

    def _words(self) -> list[str]:
        return [
            field.text() if isinstance(field, QLineEdit) else field.toPlainText()
            for field in self._kept
        ]
