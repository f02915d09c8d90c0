"""Asks once more before the passphrase of a portfolio is taken away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.dialogs.program_form import FormDialog


class UnprotectDialog(FormDialog):
    """``agreed`` means that it is to be done."""

    agreed = Signal()

    def __init__(self, name: str, parent: QWidget | None) -> None:
        super().__init__(
            "Remove the passphrase",
            f"{name} and its backups on this computer are written anew without it. Whoever gets"
            " one of these files can then read all of it.",
            "Remove it", parent,
        )  # fmt: skip
        self.go.set_kind("danger")

    def finish(self) -> None:
        """Agree."""
        self.agreed.emit()
        self.accept()
