"""Templates of checklists: the list of them, and the editor of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.text import counted
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.base import Page
from ui.pages.templates_changes import TemplateChanges
from ui.pages.templates_editor import TemplateEditor
from ui.pages.templates_list import TemplatesList
from ui.widgets.page import PageBody, PageHeader

if TYPE_CHECKING:
    from models.store.checklist_drafts import Offered


class TemplatesPage(Page):
    """The tab of a place is the key of the template that is edited; blank for the list."""

    KEY = "templates"
    CONCERNS = frozenset({"checklist_templates", "programs", "settings"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._edited = ""  # the template that one comes back from
        self.changes = TemplateChanges(desk, self)
        self.changes.began.connect(self._edit)
        self.changes.ended.connect(self._go_to_list)
        self.list = TemplatesList(desk, self.changes)
        self.list.editing.connect(self._edit)
        self.editor = TemplateEditor(desk, self.changes)
        self.editor.leaving.connect(self._go_to_list)
        self.editor.loaded.connect(self.loaded)
        self.header = PageHeader(
            "Checklist templates", "What is asked, of whom, and how often it comes back"
        )
        self.header.set_crumbs([("checklists", "Checklists"), ("", "Templates")])
        self.header.crumb_clicked.connect(self._go_to_checklists)
        self.new_button = self.header.add_button("New template…", "primary")
        self.new_button.clicked.connect(self.new_template)
        body = PageBody()
        body.column.addWidget(self.header)
        body.column.addWidget(self.list, 1)
        self.faces = QStackedWidget()
        self.faces.addWidget(body)
        self.faces.addWidget(self.editor)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.faces)
        self._list_face = body

    @property
    def in_editor(self) -> bool:
        return bool(self.place.tab)

    def reload(self) -> None:
        if self.in_editor:
            self.faces.setCurrentWidget(self.editor)
            self.editor.open(self.place.tab)
            return
        self.faces.setCurrentWidget(self._list_face)

        def read(portfolio: Any) -> tuple[Offered, ...]:
            from models.store.checklist_drafts import offered

            return offered(portfolio)

        self.desk.lane.read(read, self._take, owner=self, key="templates")

    def _take(self, rows: tuple[Offered, ...]) -> None:
        used = sum(row.state in ("bundled", "own") for row in rows)
        self.header.set_sub(f"{counted(used, 'template')} in use")
        self.new_button.setVisible(self.changes.can_write)
        self.list.show_rows(rows)
        if self._edited:
            self.list.reveal(self._edited)
            self._edited = ""
        if not self.in_editor:
            self.loaded.emit()

    def commands(self) -> list[Command]:
        # Keys are bound once, so that both faces are always named; one of them can be run.
        return [
            Command("template_new", "New checklist template…", self.new_template, "File", "",
                    "plus", "checklist", self._can_write),
            Command("template_file", "Take in a template's file…", self.changes.ask_file, "File",
                    "", "folder-open", "toml import", self._can_write),
            *self.list.commands(),
            *self.editor.commands(),
        ]  # fmt: skip

    def begin_search(self) -> None:
        if self.in_editor:
            self.editor.tree.setFocus()
        else:
            self.list.sheet.search.setFocus()
            self.list.sheet.search.selectAll()

    def leave(self) -> None:
        if self.in_editor:
            self.editor.commit()

    def new_template(self) -> None:
        if self._can_write():
            self.changes.ask_new()

    def _can_write(self) -> bool:
        return self.changes.can_write and not self.in_editor

    def _edit(self, key: str) -> None:
        self.desk.go(Place(self.KEY, 0, key))

    def _go_to_list(self) -> None:
        if self.in_editor:
            self._edited = self.place.tab
            self.editor.key = ""
            self.desk.go(Place(self.KEY))

    def _go_to_checklists(self, _: object = None) -> None:
        self.desk.go(Place("checklists"))
