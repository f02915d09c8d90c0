"""Every template of checklists, where it is from, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from models.checklist.diff import APPLIES_WORDS, EVERY_WORDS
from models.text import listed
from ui import icons
from ui.commands import Command
from ui.desk import Desk
from ui.pages.program_part import Sheet
from ui.pages.templates_changes import TemplateChanges
from ui.tables.columns import Column
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from models.store.checklist_drafts import Offered

_STATES = {"bundled": "Bundled", "own": "Own", "retired": "Retired", "draft": "Draft"}
_TONES = {"bundled": "plain", "own": "accent", "retired": "no_data", "draft": "at_risk"}
_MENU = Qt.ContextMenuPolicy.CustomContextMenu


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]


def state_sub(row: _Row) -> str:
    """What stands beneath the state: a draft under way, or a bundled one that is replaced."""
    if row.drafted and row.state != "draft":
        return "being edited"
    return "replaces the bundled" if row.replaces else ""


def _whom(row: _Row) -> str:
    words = _first_up(APPLIES_WORDS[row.template.applies_to])
    return f"{words}, {listed(row.template.tiers)}" if row.template.tiers else words


def _when(row: _Row) -> str:
    """A round of a survey begins where somebody wants one."""
    return "When asked" if row.template.survey else _first_up(EVERY_WORDS[row.template.every])


def columns() -> list[Column]:
    return [
        Column("Checklist", lambda r: r.template.name, sub=lambda r: r.template.says, width=280,
               stretch=True, name="checklist"),
        Column("Comes back", _when, width=124,
               spoken=True, name="every"),
        Column("For", _whom, width=172, spoken=True, name="for"),
        Column("Items", lambda r: len(r.template.items), role="number", width=72, spoken=True,
               text=lambda r: f"{len(r.template.items)}{'+' if r.template.expands else ''}",
               name="items", tip="+ one for each criterion of the program"),
        Column("Version", lambda r: r.template.version, role="number", width=84, spoken=True,
               name="version"),
        Column("State", lambda r: _STATES[r.state], role="pill", tone=lambda r: _TONES[r.state],
               sub=state_sub, width=168, spoken=True, name="state"),
    ]  # fmt: skip


class TemplatesList(QWidget):
    """``editing`` asks for the editor of a draft by its key."""

    editing = Signal(str)

    def __init__(self, desk: Desk, changes: TemplateChanges, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.changes = desk, changes
        self.sheet = Sheet("Checklist templates", ("template", "templates"))
        self.sheet.selected.connect(self._settle)
        self.sheet.opened.connect(self._open)
        self.bulk = BulkBar()
        self.bulk.dismissed.connect(self._dismiss)
        self.verbs: dict[str, Button] = {}
        for key, text, icon, slot in (
            ("edit", "Edit", "pencil", self.edit),
            ("copy", "Copy as a new one…", "copy", self.copy_template),
            ("export", "Save as file…", "save", self.export),
            ("retire", "Retire", "archive", self.retire),
            ("offer", "Offer again", "undo-2", self.offer),
            ("bundled", "Back to bundled", "rotate-ccw", self.back),
            ("discard", "Discard draft", "trash-2", self.discard),
        ):
            self.verbs[key] = self.bulk.add_button(text, icon, slot)
        tools = QWidget()
        row = FlowLayout(tools)
        self.import_button = Button("Take in a file…", "quiet", "folder-open")
        self.import_button.clicked.connect(self.changes.ask_file)
        row.addWidget(self.sheet.search)
        row.addWidget(self.import_button)
        card = Card(padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self.sheet, 1)
        card.body.addWidget(self.bulk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(tools)
        column.addWidget(card, 1)

    def show_rows(self, rows: tuple[Offered, ...]) -> None:
        # A row is known by its key; a retired one may stand beside a draft of the same.
        self.sheet.show_rows(columns(), [_Row(one) for one in rows])
        table = self.sheet.table
        if table is not None and table.contextMenuPolicy() != _MENU:
            table.setContextMenuPolicy(_MENU)
            table.customContextMenuRequested.connect(self._menu)
        self.import_button.setVisible(self.changes.can_write)
        self._settle()

    def reveal(self, key: str) -> None:
        """Put the cursor on the template under a key."""
        rows = self.sheet.model.rows if self.sheet.model is not None else []
        found = next((row.id for row in rows if row.template.key == key), None)
        if found is not None:
            self.sheet.reveal(found)

    @property
    def row(self) -> Offered | None:
        """The template under the cursor."""
        found = self.sheet.current
        return found.told if isinstance(found, _Row) else None

    def commands(self) -> list[Command]:
        may = self.may
        return [
            Command("template_edit", "Edit this template", self.edit, "Edit", "", "pencil",
                    "questions items", lambda: may("edit")),
            Command("template_copy", "Copy as a new template…", self.copy_template, "Edit", "",
                    "copy", "duplicate", lambda: may("copy")),
            Command("template_export", "Save the template as a file…", self.export, "File", "",
                    "save", "toml export", lambda: may("export")),
            Command("template_retire", "Retire this template", self.retire, "Edit", "", "archive",
                    "hide", lambda: may("retire")),
            Command("template_offer", "Offer this template again", self.offer, "Edit", "",
                    "undo-2", "", lambda: may("offer")),
            Command("template_bundled", "Back to the bundled template", self.back, "Edit", "",
                    "rotate-ccw", "reset", lambda: may("bundled")),
            Command("template_discard", "Discard the draft of this template", self.discard, "Edit",
                    "", "trash-2", "delete", lambda: may("discard")),
        ]  # fmt: skip

    def may(self, what: str) -> bool:
        """Whether something can be done with the template under the cursor."""
        row = self.row
        if row is None or self.isHidden() or not self.isVisibleTo(self.window()):
            return False
        if what == "export":
            return True
        if not self.changes.can_write:
            return False
        if what in ("edit", "copy"):
            return row.state != "retired"
        if what == "retire":
            return row.state in ("bundled", "own")
        if what == "offer":
            return row.state == "retired"
        if what == "bundled":
            return row.replaces and row.state == "own"
        return row.drafted

    # ---- what can be done ------------------------------------------------------------------

    def edit(self) -> None:
        row = self.row
        if row is not None and self.may("edit"):
            if row.drafted:
                self.editing.emit(row.template.key)
            else:
                self.changes.begin(row.template.key, row.template.name)

    def copy_template(self) -> None:
        if self.row is not None and self.may("copy"):
            self.changes.ask_new(self.row.template)

    def export(self) -> None:
        if self.row is not None:
            self.changes.ask_where(self.row.template)

    def retire(self) -> None:
        if self.row is not None and self.may("retire"):
            self.changes.retire(self.row.template)

    def offer(self) -> None:
        if self.row is not None and self.may("offer"):
            self.changes.offer_again(self.row.template)

    def back(self) -> None:
        if self.row is not None and self.may("bundled"):
            self.changes.back_to_bundled(self.row.template)

    def discard(self) -> None:
        if self.row is not None and self.may("discard"):
            self.changes.discard(self.row.template.key, self.row.template.name)

    # ---- inside ----------------------------------------------------------------------------

    def _settle(self, _: object = None) -> None:
        self.bulk.show_count(1 if self.row is not None else 0, least=1)
        for key, button in self.verbs.items():
            button.setHidden(not self.may(key))

    def _open(self, _: object) -> None:
        self.edit()

    def _dismiss(self) -> None:
        if self.sheet.table is not None:
            self.sheet.table.clearSelection()
            self.bulk.hide()

    def _menu(self, spot: QPoint) -> None:
        if self.row is None or self.sheet.table is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in self.commands():
            if command.enabled():
                menu.addAction(icons.icon(command.icon), command.title, command.run)
        menu.popup(self.sheet.table.viewport().mapToGlobal(spot))


class _Row:
    """One template as the table takes it: with an id of its own."""

    def __init__(self, told: Offered) -> None:
        self.told = told
        self.id = f"{told.template.key}:{told.state}"
        self.template, self.state = told.template, told.state
        self.replaces, self.drafted = told.replaces, told.drafted
