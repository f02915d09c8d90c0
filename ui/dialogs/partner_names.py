"""The names that mean a partner in imports, each with a way to forget it, and one to add."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ui import theme
from ui.desk import Desk
from ui.dialogs.small import SmallWindow
from ui.faults import why
from ui.widgets.announce import announce
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.store.aliases import Alias


class NamesDialog(SmallWindow):
    """Each name is remembered or forgotten at once, as a change that undo takes back."""

    def __init__(self, desk: Desk, partner_id: int, name: str, parent: QWidget) -> None:
        super().__init__(f"Names of {name}", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.partner_id, self.name = desk, partner_id, name
        self._may = desk.opened.writable
        self.body.addWidget(Label(f"Names that mean {name}", "card", wrap=True))
        self.body.addWidget(
            Label(
                "A row of a file with one of these names is this partner’s, in every import.",
                "body", "text_2", wrap=True,
            )
        )  # fmt: skip
        self.list = PageScroll(name="Names")
        theme.set_kind(self.list, "reading")
        self.field = QLineEdit()
        self.field.setAccessibleName("Another name")
        self.field.setPlaceholderText("Another name, as it stands in a file")
        self.field.returnPressed.connect(self.add)
        self.field.textEdited.connect(self._forgive)
        self.adding = Button("Add", "plain", "plus")
        self.adding.clicked.connect(self.add)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.adding)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.list, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.problem)
        for part in (self.field, self.adding):
            part.setEnabled(self._may)
        desk.lane.changed.connect(self._follow)
        self.resize(theme.px(500), theme.px(420))
        self.field.setFocus()
        self.look()

    def look(self) -> None:
        """Read them anew."""
        partner_id = self.partner_id

        def read(portfolio: Any) -> tuple[Alias, ...]:
            from models.store.aliases import said_of

            return said_of(portfolio, partner_id)

        self.desk.lane.read(read, self._show, owner=self, key="names")

    def add(self) -> None:
        """Let what was typed mean this partner."""
        name, partner_id = self.field.text(), self.partner_id

        def write(portfolio: Any) -> None:
            from models.store.aliases import add_name

            add_name(portfolio, name, partner_id)

        self.desk.lane.write(
            f"Remember a name of {self.name}", write, self._added, owner=self, failed=self._refuse
        )

    def forget(self, alias_id: int) -> None:
        """Let a name mean nobody in particular again."""

        def write(portfolio: Any) -> None:
            from models.store.aliases import forget

            forget(portfolio, alias_id)

        self.desk.lane.write(f"Forget a name of {self.name}", write, owner=self)

    # ---- inside ----------------------------------------------------------------------------

    def _show(self, said: tuple[Alias, ...]) -> None:
        sheet = QWidget()
        theme.set_kind(sheet, "page")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(14, 8, 8, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        if not said:
            words = "No other names. They come from imports, from merges, or are added below."
            grid.addWidget(Label(words, "body", "text_2", wrap=True), 0, 0)
        for at, one in enumerate(said):
            same = one.verdict == "same"
            grid.addWidget(Label(one.name, "control" if same else "body", wrap=True), at, 0)
            words = "Means this partner" if same else "Is somebody else"
            grid.addWidget(Label(words, "small", "met" if same else "text_2"), at, 1)
            button = IconButton("trash-2", f"Forget what was said of {one.name}")
            button.setEnabled(self._may)
            button.clicked.connect(partial(self.forget, one.id))
            grid.addWidget(button, at, 2)
        self.list.setWidget(sheet)

    def _added(self, _: object) -> None:
        self.field.clear()
        self._forgive()

    def _refuse(self, error: BaseException) -> None:
        self.problem.setText(why(error))
        self.problem.show()
        announce(self, self.problem.text())
        theme.set_kind(self.field, "short", "state")
        self.field.setFocus()

    def _forgive(self, _: str = "") -> None:
        theme.set_kind(self.field, "", "state")
        self.problem.hide()

    def _follow(self, change: Any) -> None:
        if change is not None and "aliases" in change.tables:
            self.look()
