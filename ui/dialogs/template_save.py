"""Asks before a template of checklists is begun or put in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import UserError
from models.text import counted
from ui import theme
from ui.dialogs.program_form import FormDialog
from ui.dialogs.small import SmallWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label, SettledLabel
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.store.checklist_drafts import Draft


class NameDialog(FormDialog):
    """``made`` carries the name of the new template."""

    made = Signal(str)

    def __init__(self, source: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            f"Copy {source}" if source else "New checklist template",
            "It is a draft first: nobody is asked by it until it is put in use.",
            "Begin",
            parent,
        )
        self.name = QLineEdit(f"{source} copy" if source else "")
        self.name.setPlaceholderText("Such as Plan review")
        self.add_row("name", "Name", self.name)
        self.name.setFocus()
        self.name.selectAll()

    def finish(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            self.refuse("name", "A checklist needs a name. Type one.")
            return
        self.go.setEnabled(False)
        self.made.emit(name)


class SaveDialog(SmallWindow):
    """Says in words what the new version asks otherwise; ``made`` puts it in use."""

    made = Signal()

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__("Save as a new version", parent, close="Cancel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = draft.template.name
        self.body.addWidget(Label(f"Save {name} as a new version", "card", wrap=True))
        words = (
            "Checklists that were begun keep the version they have, until each is moved up."
            if draft.before is not None
            else f"It is new: {counted(len(draft.template.items), 'question')}."
        )
        self.body.addWidget(Label(words, "body", "text_2", wrap=True))
        scroll = PageScroll(name="Differences")
        told = draft.differences
        if draft.before is not None and not told:
            told = ("Nothing that is asked has changed; there is nothing to save.",)
        for sentence in told:
            scroll.body.addWidget(SettledLabel(sentence, "body"))
        scroll.body.addStretch(1)
        self.body.addWidget(scroll, 1)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.go = Button("Put in use", "primary")
        self.go.setEnabled(draft.before is None or bool(draft.differences))
        self.go.clicked.connect(self._tell)
        self.foot.addWidget(self.go)
        self.go.setDefault(True)
        self.go.setFocus()
        self.resize(theme.px(560), theme.px(380 if told else 220))

    def failed(self, error: BaseException) -> None:
        """Say why it was not put in use."""
        self.go.setEnabled(True)
        known = isinstance(error, UserError)
        self.problem.setText(str(error) if known else "Something of ours failed; nothing changed.")
        self.problem.show()

    def _tell(self) -> None:
        self.go.setEnabled(False)
        self.made.emit()
