"""A table as a spreadsheet file has it: which columns, raw cells, and the way to ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SIGNAL, QPoint
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from models.text import NONE
from ui import icons
from ui.tables.columns import Column

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.tables.view import TableView

KEYS = "Ctrl+Shift+E"
CURRENCY = "currency"
_ENDED = "ends_with_export"


def write(
    target: Path,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Any],
    progress: Callable[[int, int, str], object] | None = None,
) -> int:
    """Write rows to a file by its ending, in place of one that is there; runs beside the lane."""
    from reports.exports import Sheet, write_sheets

    told = with_currency(columns)
    sheet = Sheet(title, [column.title for column in told], _cells(told, rows), len(rows))
    return write_sheets(target, [sheet], force=True, progress=progress)


def with_currency(columns: Sequence[Column]) -> list[Column]:
    """The columns with that of the currency behind the last amount, where it is not among them."""
    whose = next((column.currency for column in columns if column.currency is not None), None)
    if whose is None or any(column.key_name.casefold() == CURRENCY for column in columns):
        return list(columns)
    last = max(at for at, column in enumerate(columns) if column.role == "money")
    return [*columns[: last + 1], Column("Currency", whose, name=CURRENCY), *columns[last + 1 :]]


def _cells(columns: Sequence[Column], rows: Sequence[Any]) -> Iterator[list[object]]:
    for row in rows:
        yield [cell(column, row) for column in columns]


def cell(column: Column, row: Any) -> object:
    """A cell raw: an amount or figure as a number, a day as a day, the rest as it is copied."""
    value = column.value(row)
    if column.role == "money":
        return _figure(column.copied(row)) if value is not None else None
    if isinstance(value, bool | date):
        return value
    if column.role == "date" and isinstance(value, str) and value:
        return date.fromisoformat(value)
    if isinstance(value, int | float) and (column.role == "number" or column.text is None):
        return value if isinstance(value, int) else Decimal(str(value))
    words = column.copied(row)
    return None if words == NONE else words


def _figure(words: str) -> Decimal | str | None:
    try:
        return Decimal(words) if words else None
    except InvalidOperation:
        return None if words == NONE else words


# ---- where it is asked for ---------------------------------------------------------------------


def desk_of(widget: QWidget) -> Desk | None:
    """The desk of the page, dialog or window that a widget is in."""
    at: QWidget | None = widget
    while at is not None:
        desk = getattr(at, "desk", None)
        if desk is not None:
            return desk
        at = at.parentWidget()
    return None


def table_in(place: QWidget) -> TableView | None:
    """The table with rows that has the keyboard, else the largest in sight."""
    from ui.tables.view import TableView

    at = QApplication.focusWidget()
    while at is not None and not isinstance(at, TableView):
        at = at.parentWidget()
    if isinstance(at, TableView) and place.isAncestorOf(at) and at.table.rowCount():
        return at
    seen = [view for view in place.findChildren(TableView) if view.isVisible()]
    full = [view for view in seen if view.table.rowCount()]
    return max(full, key=lambda view: view.width() * view.height(), default=None)


def end_menu(view: TableView, spot: QPoint) -> None:
    """Put Export at the end of the menu that a page shows for a table, or show one of its own.

    It is called a turn late: by then whoever has a menu for the table has put it on the screen.
    """
    menu = QApplication.activePopupWidget()
    if isinstance(menu, QMenu):
        if menu.property(_ENDED) is None:
            menu.addSeparator()
            _fill(menu, view)
            menu.popup(menu.pos())  # taller now: it may have to move up
    elif view.receivers(SIGNAL("customContextMenuRequested(QPoint)")) == 1:
        own = QMenu(view)
        own.aboutToHide.connect(own.deleteLater)
        some = bool(view.selected_ids())
        for title, run in (("Copy", view.copy), ("Copy with headings", view.copy_with_headings)):
            own.addAction(icons.icon("copy"), title, run).setEnabled(some)
        own.addSeparator()
        _fill(own, view)
        own.popup(view.viewport().mapToGlobal(spot))


def _fill(menu: QMenu, view: TableView) -> None:
    menu.setProperty(_ENDED, True)
    export = menu.addAction(icons.icon("file-spreadsheet"), f"Export…\t{KEYS}", view.export)
    export.setEnabled(view.table.rowCount() > 0)
