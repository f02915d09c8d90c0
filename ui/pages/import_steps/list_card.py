"""A card with a short list of rows, of which the last cell may have a colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.tables.clipboard import as_clipboard
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from models.intake.showing import Row

_HEAD, _ROW = 36, 32
_RIGHT = ("TCV", "Line", "Amount (whole TCV)", "Partner portion", "Services portion")


class ListCard(Card):
    """Shows all rows at their full height, or, with ``tall``, fills the room and scrolls."""

    def __init__(
        self, title: str, parent: QWidget | None = None, *, tall: bool = False, widest: int = 260
    ) -> None:
        """No column but the last begins wider than `widest`, logical pixels."""
        super().__init__(title, parent, padding=0)
        self._widest = widest
        self._tall = tall
        self._headings: list[str] = []
        self.view: TableView | None = None
        self.model: TableModel | None = None
        self.body.setContentsMargins(0, 0, 0, 0)
        self.search: SearchField | None = None

    def add_search(self) -> None:
        """Offer to find rows and to copy them for a spreadsheet."""
        self.search = SearchField("Find in the list", width=190)
        self.search.textChanged.connect(self._find)
        self.search.went_on.connect(self._go_to_rows)
        self.copying = Button("Copy for Excel", "quiet", "copy")
        self.copying.clicked.connect(self.copy)
        self.add_action(self.search)
        self.add_action(self.copying)

    def copy(self) -> None:
        """Copy the selected rows with their headings, all that are found where none is."""
        if self.view is None or self.model is None:
            return
        rows = self.view.selected_rows() or list(self.model.rows)
        data = as_clipboard(self.model.columns, rows, headers=True)
        QGuiApplication.clipboard().setMimeData(data)

    def _find(self, words: str) -> None:
        if self.model is not None:
            self.model.set_filter(words)

    def _go_to_rows(self) -> None:
        if self.view is not None and self.model is not None and self.model.rowCount():
            self.view.selectRow(max(0, self.view.currentIndex().row()))
            self.view.setFocus()

    def show_rows(self, headings: Sequence[str], rows: Sequence[Row]) -> None:
        if list(headings) != self._headings or self.view is None or self.model is None:
            self._headings = list(headings)
            self._rebuild()
            if self.search is not None and self.search.text():
                self.search.clear()
        assert self.view is not None  # noqa: S101  made just now
        assert self.model is not None  # noqa: S101  made just now
        self.model.set_rows(rows)
        self.view.size_columns()
        for at in range(len(self._headings) - 1):
            if self.view.columnWidth(at) > theme.px(self._widest):
                self.view.setColumnWidth(at, theme.px(self._widest))
        if not self._tall:
            self._take_height(len(rows))

    def _take_height(self, rows: int) -> None:
        view = self.view
        if view is not None:
            wide = view.horizontalHeader().length() > self.width()
            bar = view.horizontalScrollBar().sizeHint().height() if wide else 2
            view.setFixedHeight(theme.px(_HEAD) + theme.px(_ROW) * rows + bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._tall and self.model is not None:
            self._take_height(self.model.rowCount())

    def _rebuild(self) -> None:
        if self.view is not None:
            self.body.removeWidget(self.view)
            self.view.deleteLater()
        last = len(self._headings) - 1
        columns = [
            Column(
                title,
                _cell(at),
                right=title in _RIGHT,
                tone=_tone if at == last else None,
                stretch=at == last,
                name=f"{at} {title}",
                key=_key(at),
            )
            for at, title in enumerate(self._headings)
        ]
        self.model = TableModel(columns, parent=self)
        self.view = TableView(self.model, self.title.text() or "Rows", self, compact=True)
        self.body.addWidget(self.view, 1 if self._tall else 0)


def _cell(at: int) -> Callable[[Any], str]:
    def value(row: Row) -> str:
        return row.cells[at] if at < len(row.cells) else ""

    return value


def _key(at: int) -> Callable[[Any], Any]:
    def key(row: Row) -> Any:
        return row.keys[at] if at < len(row.keys) else _cell(at)(row)

    return key


def _tone(row: Row) -> str:
    return row.tone or "text"
