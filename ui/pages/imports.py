"""The import log: what came in when, from which file and how it was read, and the way back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.files import write_text
from models.text import counted
from ui import theme
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.imports_table import Line, columns, facts, kind_words, way_back
from ui.pages.list_page import ListPage
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chip import FilterChip
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.labels import Label
from ui.widgets.page import PageBody, PageHeader, PageScroll
from ui.widgets.pipeline_tabs import PipelineTabs
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.store.import_log import Entry


class LogFilter(FilterBar):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Filter imports", {"kind": FilterChip("What")}, parent)

    def predicate(self) -> Callable[[Any], bool] | None:
        """What the chip asks of a row; None where it asks for nothing."""
        kinds = self.chosen("kind")
        return (lambda row: row.entry.kind in kinds) if kinds else None


class ImportsPage(ListPage):
    KEY = "imports"
    VIEW, ONE = "imports/view", "import"
    GIVING_WAY = ((9, 1300), (8, 1240), (7, 1180), (5, 900))
    CONCERNS = frozenset({"imports", "deals", "settings", "partners"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.model = TableModel(columns(), parent=self)
        self.view = TableView(self.model, "Imports", compact=True)
        self.filter = LogFilter()
        self.panel = EntryPanel(self)
        self._reveal = 0
        self._build()
        self.begin_list()
        desk.lane.history.connect(self._on_history)

    # ---- reading ---------------------------------------------------------------------------

    def visit(self, place: Place) -> None:
        self._reveal = place.id
        super().visit(place)

    def reload(self) -> None:
        self.desk.lane.read(_entries, self._take, owner=self, key="read")

    def _take(self, found: tuple[Entry, ...]) -> None:
        kinds = {entry.kind: kind_words(entry) for entry in found}
        self.filter.offer("kind", sorted(kinds.items(), key=lambda kind: kind[1]))
        self.show_lines([Line(entry.id, entry) for entry in found])
        count = counted(len(found), "import")
        self.header.set_sub(f"{count[:1].upper()}{count[1:]}, the last one first")
        self._show_face()
        if self._reveal and self.model.position(self._reveal) >= 0:
            self.view.reveal(self._reveal)
        elif not self.view.selected_ids() and self.model.rowCount():
            self.view.selectRow(0)
        self._reveal = 0
        self._select(self.view.selected_ids())
        self.loaded.emit()

    def _on_history(self, _undo: object, _redo: object) -> None:
        """Another last change: what can be undone is another thing now."""
        self._read_when_seen()

    def _show_face(self) -> None:
        if not self.model.count:
            face: QWidget = self.empty
        elif self.model.rowCount():
            face = self.side
        else:
            self.no_match.set("funnel", f"No imports match {self.filter.words()}.", "Clear filters")
            face = self.no_match
        self._faces.setCurrentWidget(face)

    def _select(self, ids: list[Any]) -> None:
        current = self.chosen()
        self.panel.show_entry(current, undoable=self.can_write())

    def chosen(self) -> Entry | None:
        """The import that the panel tells of."""
        rows = self.view.selected_rows()
        return rows[0].entry if rows else None

    # ---- what can be done ------------------------------------------------------------------

    def open_row(self, row_id: Any) -> None:
        """Go to the deals that an import wrote last."""
        entry = self.chosen()
        if entry is not None and entry.kind == "deals" and entry.deals:
            self.desk.go(Place("deals", tab=f"import:{entry.id}"))
        else:
            self.side.open()

    def commands(self) -> list[Command]:
        some = self.has_selection
        return [
            Command("imports.open", "Open the deals of the import", self.open_selected, "Go", "",
                    "arrow-right", "", some),
            Command("imports.mapping", "Save the mapping of the import…", self.ask_mapping,
                    "Import", "", "save", "toml columns", self._has_mapping),
            Command("imports.undo", "Undo the import", self.undo, "Edit", "", "undo-2", "",
                    self._may_undo),
            Command("imports.copy", "Copy for Excel", self.copy_selected, "Edit",
                    "Ctrl+Shift+C", "copy", "clipboard", some),
            Command("imports.new", "Import a file…", self.import_file, "Import", "Ctrl+N",
                    "download", "spreadsheet", self.can_write),
        ]  # fmt: skip

    def undo(self) -> None:
        """Take the import back, where it is the last change."""
        if self._may_undo():
            self.desk.lane.undo(self._say_undone)

    def _say_undone(self, change: Any) -> None:
        if change is not None:
            self.desk.toast(f"Undone: {change.label}")

    def ask_mapping(self) -> None:
        """Ask where to save how the file was read."""
        entry = self.chosen()
        if entry is None or not entry.mapping:
            return
        proposed = f"{Path(entry.file).stem} mapping.toml"
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the mapping", proposed, "Mapping (*.toml)"
        )
        if name:
            self.save_mapping(Path(name))

    def save_mapping(self, target: Path) -> None:
        """Write it; the dialog has asked already where the file is there."""
        entry = self.chosen()
        if entry is not None:
            self.desk.lane.compute(
                partial(write_text, force=True), (target, entry.mapping), self._say_saved,
                owner=self,
            )  # fmt: skip

    def _say_saved(self, target: Path) -> None:
        self.desk.toast(f"The mapping is saved in {target.name}.")

    def _has_mapping(self) -> bool:
        entry = self.chosen()
        return entry is not None and bool(entry.mapping)

    def _may_undo(self) -> bool:
        entry = self.chosen()
        return entry is not None and entry.after == 0 and self.can_write()

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        body = PageBody(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.header = PageHeader("Deals")
        bring = self.header.add_button("Import", "primary", "download")
        bring.clicked.connect(self.import_file)
        self.tabs = PipelineTabs(self.desk, self.KEY)
        self.details = Button("Details", "quiet", "panel-right")
        self.filter.add_end(self.details)
        card = Card("", padding=0)
        card.body.addWidget(self.view, 1)
        self.side = SidePanel(card, self.panel, width=320, least=920)
        self.details.clicked.connect(self.side.open)
        self.details.hide()
        self.side.drawer_changed.connect(self.details.setVisible)
        self.empty = EmptyState(
            "download", "Nothing was imported yet", "Import a spreadsheet",
            hint="Each import that writes something is listed here, with its file and the way"
            " back.",
        )  # fmt: skip
        self.no_match = EmptyState("funnel", "")
        self.empty.primary_clicked.connect(self.import_file)
        self.no_match.primary_clicked.connect(self.filter.clear)
        self._faces = QStackedWidget()
        for face in (self.side, self.empty, self.no_match):
            self._faces.addWidget(face)
        for part in (self.header, self.tabs, self.filter):
            body.column.addWidget(part)
        body.column.addWidget(self._faces, 1)

    @property
    def face(self) -> QWidget | None:
        """The table, or what stands in its place."""
        return self._faces.currentWidget()


class EntryPanel(Card):
    """All that is kept of one import."""

    def __init__(self, page: ImportsPage) -> None:
        super().__init__("Import", padding=16)
        scroll = PageScroll(name="Details of the import")
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.setVerticalSpacing(8)
        self.way = Label("", "body", wrap=True)
        self.how = Label("", "small", "text_2", wrap=True)
        self.undo = Button("Undo import", icon="undo-2")
        self.deals = Button("Open its deals", icon="arrow-right")
        self.mapping = QPlainTextEdit()
        self.mapping.setReadOnly(True)
        self.mapping.setTabChangesFocus(True)
        self.mapping.setAccessibleName("Mapping of the import")
        self.mapping.setFixedHeight(theme.px(170))
        self.mapped = Label("How the file was read", "small_strong", "text_2")
        self.save = Button("Save mapping…", icon="save")
        self.undo.clicked.connect(page.undo)
        self.deals.clicked.connect(page.open_selected)
        self.save.clicked.connect(page.ask_mapping)
        scroll.body.addLayout(self._form)
        for part in (self.way, self.how, self.undo, self.deals, self.mapped, self.mapping):
            scroll.body.addWidget(part)
        scroll.body.addWidget(self.save)
        scroll.body.addStretch(1)
        self.body.addWidget(scroll, 1)

    def show_entry(self, entry: Entry | None, *, undoable: bool) -> None:
        """Tell of another import."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self.setEnabled(entry is not None)
        if entry is None:
            return
        self.set_title(entry.file)
        for title, words in facts(entry):
            told = Label(words, "body", wrap=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if len(words) > 40 and " " not in words:
                told.setText(f"{words[:32]} {words[32:]}")  # a digest breaks nowhere by itself
            self._form.addRow(Label(title, "small_strong", "text_2"), told)
        way, how = way_back(entry)
        self.way.setText(way)
        self.how.setText(how)
        self.how.setVisible(bool(how))
        self.undo.setVisible(entry.after == 0 and undoable)
        self.deals.setVisible(entry.kind == "deals" and entry.deals > 0)
        self.mapping.setPlainText(entry.mapping)
        for part in (self.mapped, self.mapping, self.save):
            part.setVisible(bool(entry.mapping))


def _entries(portfolio: Any) -> tuple[Entry, ...]:
    from models.store.import_log import entries

    return entries(portfolio)
