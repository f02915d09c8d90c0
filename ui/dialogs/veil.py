"""Hides every window, with what is half typed in it, until the passphrase is given."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.unlock_card import UnlockCard


class Veil(QWidget):
    """A window of its own; the others come back as they were. It can't be closed otherwise."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Alliance Desk is locked")
        self._hidden: list[QWidget] = []
        self._lifted = False
        self.card = UnlockCard("")
        self.card.way_out.hide()
        self.card.ask(path.stem, "What you were typing is kept, and is there when you unlock.")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addWidget(self.card, 0, Qt.AlignmentFlag.AlignCenter)
        theme.set_kind(self, "page")
        self.resize(theme.px(560), self.sizeHint().height())

    def draw(self) -> None:
        """Hide what is shown, the last opened first."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._hidden = [one for one in app.topLevelWidgets() if one.isVisible()]
        for window in reversed(self._hidden):
            window.hide()
        self.show()
        self.activateWindow()

    def lift(self) -> None:
        """Bring all back."""
        self._lifted = True
        for window in self._hidden:
            window.show()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # nothing behind it hears a key

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._lifted:
            super().closeEvent(event)
        else:
            event.ignore()
