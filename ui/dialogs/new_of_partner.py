"""What the windows for something new of a partner share: its field, and fields that are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import UserError
from models.names import fold, tidy
from ui import theme
from ui.dialogs.keeps_typed import KeepsTyped
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.name_finder import finds_names


class NewOfPartner(KeepsTyped):
    """`known` tells the name of a partner as it is written, or blank for nobody's."""

    def __init__(
        self,
        title: str,
        verb: str,
        partners: Sequence[str],
        partner: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._known = {fold(name): name for name in partners}
        self.head = Label(title, "card", wrap=True)
        self.partner = self.field("Partner", "Type to find a partner", partner)
        finds_names(self.partner, partners)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        self.add = Button(verb, "primary")
        self.add.clicked.connect(self.finish)

    def finish(self) -> None:
        """Tell what was typed, or say what is wrong with it."""

    def field(self, name: str, hint: str, text: str = "") -> QLineEdit:
        """A line to type into."""
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        return made

    def known(self, name: str) -> str:
        return self._known.get(fold(tidy(name)), "")

    def read(self, field: QLineEdit, reading: Callable[[str], Any]) -> Any:
        """What stands in a field. Raises UserError, with the field marked, where it is none."""
        try:
            value = reading(field.text())
        except UserError as error:
            raise self.refused(field, error) from error
        theme.set_kind(field, "", "state")
        return value

    def refused(self, field: QLineEdit, error: UserError) -> UserError:
        """The error, once its field is marked and has the keyboard."""
        theme.set_kind(field, "short", "state")
        field.setFocus()
        field.selectAll()
        return error
