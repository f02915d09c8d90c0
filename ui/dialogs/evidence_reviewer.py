"""Asks who has looked at evidence; the name is proposed again the next time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.text import counted
from ui import theme
from ui.dialogs.small import SmallWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class ReviewerDialog(SmallWindow):
    """``named`` carries the reviewer's name."""

    named = Signal(str)

    def __init__(self, files: list[str], proposed: str, parent: QWidget | None = None) -> None:
        super().__init__("Verify evidence", parent, close="Cancel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        what = files[0] if len(files) == 1 else counted(len(files), "file")
        self.body.addWidget(Label(f"Verify {what}", "card", wrap=True))
        self.body.addWidget(
            Label(
                "Verified means: somebody has opened it and it proves what it is here for."
                " The name is kept with today’s date.",
                "body", "text_2", wrap=True,
            )
        )  # fmt: skip
        self.name = QLineEdit(proposed)
        self.name.setAccessibleName("Reviewer")
        self.name.selectAll()
        self.body.addWidget(Label("Reviewer", "control", "text_2"))
        self.body.addWidget(self.name)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.go = Button("Verify", "primary", "badge-check")
        self.go.setDefault(True)
        self.go.clicked.connect(self.finish)
        self.foot.addWidget(self.go)
        self.setFixedWidth(theme.px(440))
        self.name.setFocus()

    def finish(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            theme.set_kind(self.name, "short", "state")
            self.problem.setText("Type the name of who has looked at it.")
            self.problem.show()
            self.name.setFocus()
            return
        self.named.emit(name)
        self.accept()
