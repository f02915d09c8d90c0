"""What all parts of the Program page share: they are shown a view, found in, and copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.text import counted
from ui.commands import Command
from ui.desk import Desk
from ui.tables.clipboard import as_clipboard
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.tokens import CARD_GAP
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from models.store.program_page import ProgramView


class Part(QWidget):
    """One part of the page, on a tab of its own. `going` asks for another one."""

    KEY: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    NEEDS_TERMS: ClassVar[bool] = True  # has nothing to show on a day before the program

    going = Signal(str, object)  # tab, id of a record on it or 0

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.view_: ProgramView | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(CARD_GAP)

    @classmethod
    def count(cls, view: ProgramView) -> int | None:
        """What stands behind the tab's title; None for nothing."""
        return None

    def show_view(self, view: ProgramView) -> None:
        """Show what was read."""
        self.view_ = view

    def commands(self) -> list[Command]:
        return []

    def begin_search(self) -> None:
        """Put the cursor into the part's filter."""

    def copy(self) -> None:
        """Put what is shown on the clipboard, with headings."""

    @property
    def can_write(self) -> bool:
        return self.desk.opened.writable


class Sheet(QWidget):
    """A table of a part whose columns may change with the program; filtered by words."""

    selected = Signal(object)  # the row under the cursor, or None
    opened = Signal(object)  # id: Enter or double click

    def __init__(
        self,
        name: str,
        noun: tuple[str, str],
        parent: QWidget | None = None,
        *,
        make: Callable[[Sequence[Column], str], tuple[TableModel, TableView]] | None = None,
    ) -> None:
        """Name is what a screen reader calls the table; noun what its rows are."""
        super().__init__(parent)
        self._name, self._noun, self._make = name, noun, make or _plain_table
        self.model: TableModel | None = None
        self.table: TableView | None = None
        self.search = SearchField(f"Filter {noun[1]}", width=240)
        self.search.textChanged.connect(self._filter)
        self.search.went_on.connect(self._go_on)
        self.no_match = EmptyState("funnel", "", "Clear filter")
        self.no_match.primary_clicked.connect(self.clear)
        self._faces = QStackedWidget()
        self._faces.addWidget(QWidget())  # before the rows are there nothing is said of them
        self._faces.addWidget(self.no_match)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._faces)
        self._predicate: Callable[[Any], bool] | None = None
        self.clearing: list[Callable[[], object]] = []  # what else is cleared with the words

    def show_rows(self, columns: Sequence[Column], rows: Sequence[Any]) -> None:
        """Show rows; the table is made anew where its columns have other titles."""
        titles = [column.title for column in columns]
        if self.model is None or [column.title for column in self.model.columns] != titles:
            self._build(columns)
        assert self.model is not None  # noqa: S101  made just now
        self.model.columns = tuple(columns)
        self.model.refresh(rows)
        self._show_face()
        if self.table is not None and not self.table.currentIndex().isValid() and rows:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._tell()

    def set_predicate(self, predicate: Callable[[Any], bool] | None) -> None:
        self._predicate = predicate
        if self.model is not None:
            self.model.set_predicate(predicate)
            self._show_face()

    @property
    def current(self) -> Any:
        """The row under the cursor, or None."""
        return None if self.table is None else self._row(self.table.currentIndex())

    def reveal(self, row_id: object) -> None:
        if self.table is not None and self.model is not None:
            if self.model.position(row_id) < 0:
                self.clear()
            self.table.reveal(row_id)

    def clear(self) -> None:
        """Show every row again."""
        self.search.clear()
        for clearing in self.clearing:
            clearing()

    def copy(self, columns: Sequence[Column]) -> str:
        """Put the selected rows on the clipboard, or all on show; what was copied, in words."""
        if self.model is None or self.table is None:
            return ""
        chosen = self.table.selected_rows()
        rows = chosen if len(chosen) > 1 else self.model.rows
        QGuiApplication.clipboard().setMimeData(as_clipboard(columns, rows, headers=True))
        return f"Copied {counted(len(rows), *self._noun)} with headings"

    def focus(self) -> None:
        if self.table is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, index: Any) -> Any:
        return None if self.model is None else self.model.row_at(index)

    def _filter(self, words: str) -> None:
        if self.model is not None:
            self.model.set_filter(words)
            self._show_face()

    def _show_face(self) -> None:
        if self.model is None or self.table is None:
            return
        if self.model.rowCount() or not self.model.count:
            self._faces.setCurrentWidget(self.table)
            return
        words = f" “{self.search.text().strip()}”" if self.search.text().strip() else " this"
        self.no_match.set("funnel", f"No {self._noun[1]} match{words}.", "Clear filter")
        self._faces.setCurrentWidget(self.no_match)

    def _tell(self, *_: object) -> None:
        self.selected.emit(self.current)

    def _go_on(self) -> None:
        self.focus()

    def _build(self, columns: Sequence[Column]) -> None:
        if self.table is not None and self.model is not None:
            self._faces.removeWidget(self.table)
            self.table.deleteLater()
            self.model.deleteLater()
        self.model, self.table = self._make(columns, self._name)
        self.model.set_filter(self.search.text())
        self.model.set_predicate(self._predicate)
        self.table.selection_changed.connect(self._tell)
        self.table.selectionModel().currentRowChanged.connect(self._tell)
        self.table.opened.connect(self.opened)
        self._faces.addWidget(self.table)


class SheetPart(Part):
    """A part that is one table under a row of filters."""

    NOUN: ClassVar[tuple[str, str]] = ("row", "rows")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.sheet = Sheet(self.TITLE, self.NOUN)
        tools = QWidget()
        self.tools = FlowLayout(tools)
        self.tools.addWidget(self.sheet.search)
        self.copy_button = Button("Copy for Excel", "quiet", "copy")
        self.copy_button.clicked.connect(self.copy)
        self.card = Card(padding=0)
        self.card.body.setSpacing(0)
        self.card.body.addWidget(self.sheet, 1)
        self.column.addWidget(tools)
        self.column.addWidget(self.card, 1)
        self.add_tools()
        self.tools.addWidget(self.copy_button)

    def add_tools(self) -> None:
        """Put chips and buttons after the search field."""

    def copied_columns(self) -> Sequence[Column]:
        """What goes to a spreadsheet."""
        return self.sheet.model.columns if self.sheet.model is not None else ()

    def begin_search(self) -> None:
        self.sheet.search.setFocus()
        self.sheet.search.selectAll()

    def copy(self) -> None:
        said = self.sheet.copy(self.copied_columns())
        if said:
            self.desk.toast(said)


def _plain_table(columns: Sequence[Column], name: str) -> tuple[TableModel, TableView]:
    model = TableModel(columns)
    view = TableView(model, name)
    model.setParent(view)
    return model, view
