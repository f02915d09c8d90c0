"""Asks before work is left that is in memory only: save it elsewhere, try again, or let it go."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.dialogs.small import SmallWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class AfloatDialog(SmallWindow):
    """Esc and closing keep the work where it is."""

    saving = Signal()
    trying = Signal()
    letting_go = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("Not saved yet", parent, close="Go on working")
        self.body.addWidget(Label(f"{name} is in memory only", "card"))
        self.body.addWidget(
            Label(
                "Its file could not be written. What you did since then ends with this window"
                " unless it is saved.",
                wrap=True,
            )
        )
        self.let_go = Button("Discard", "danger", "trash-2")
        self.try_again = Button("Try again", "plain", "rotate-ccw")
        self.save = Button("Save elsewhere…", "primary", "save")
        self.foot.insertWidget(0, self.let_go)
        for button in (self.try_again, self.save):
            self.foot.addWidget(button)
        self.save.clicked.connect(self._save)
        self.try_again.clicked.connect(self._try)
        self.let_go.clicked.connect(self._let_go)
        self.way_out.clicked.disconnect()
        self.way_out.clicked.connect(self.reject)
        self.save.setDefault(True)
        self.save.setFocus()
        self.setModal(True)
        self.finished.connect(self.deleteLater)
        self.setFixedWidth(theme.px(640))

    def _save(self) -> None:
        self.accept()
        self.saving.emit()

    def _try(self) -> None:
        self.accept()
        self.trying.emit()

    def _let_go(self) -> None:
        self.accept()
        self.letting_go.emit()
