"""Asks why a difference between two lists is set aside; a note may be left out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme
from ui.dialogs.small import SmallWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class NoteDialog(SmallWindow):
    """``noted`` carries the note, maybe blank."""

    noted = Signal(str)

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__("Set aside", parent, close="Cancel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.addWidget(Label(f"Set {what} aside", "card", wrap=True))
        self.body.addWidget(
            Label(
                "It is out of the way until it is brought back, also in the partner’s later lists.",
                "body", "text_2", wrap=True,
            )
        )  # fmt: skip
        self.note = QLineEdit()
        self.note.setAccessibleName("Note")
        self.note.setPlaceholderText("Why, for whoever looks at it next")
        self.body.addWidget(Label("Note", "control", "text_2"))
        self.body.addWidget(self.note)
        go = Button("Set aside", "primary")
        go.setDefault(True)
        go.clicked.connect(self.finish)
        self.foot.addWidget(go)
        self.setFixedWidth(theme.px(440))
        self.note.setFocus()

    def finish(self) -> None:
        self.noted.emit(" ".join(self.note.text().split()))
        self.accept()
