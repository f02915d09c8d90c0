"""The view of the list as it was left, and the columns that a narrow page does without."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from models.partner_list import Summary
from models.text import compact_money, counted
from ui import theme
from ui.pages.partners_filter import PartnersFilter
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.filter_bar import keep_view, restore_view

_KEY = "partners/view"
# A column, and the width of the page in logical pixels under which it is hidden.
_GIVING_WAY = ((5, 1000), (6, 1080), (7, 1280))


def keep(settings: QSettings, view: TableView, filters: PartnersFilter) -> None:
    """Remember sort, columns and filters for the next start."""
    keep_view(settings, _KEY, view, filters)


def restore(settings: QSettings, view: TableView, filters: PartnersFilter) -> None:
    """Bring them back; a state that can't be read is forgotten."""
    model = view.model()
    restore_view(settings, _KEY, view, filters)
    for column, _ in _GIVING_WAY:  # hidden for want of room, not for good
        if view.isColumnHidden(column) and isinstance(model, TableModel):
            view.setColumnHidden(column, False)
            view.setColumnWidth(column, model.columns[column].width)


def fit_columns(view: TableView, width: int) -> None:
    """Leave the room of a narrow page to the words of the gap."""
    for column, least in _GIVING_WAY:
        view.setColumnHidden(column, width < theme.px(least))


def head_words(
    told: Summary, partners: int, shown: int, left: int, label: str = "Aggregate TCV"
) -> str:
    """What stands under the title: how many, how many are nearly there, how much they bring.

    While `left` of them are still to be assessed, only that.
    """
    words = counted(partners, "partner").capitalize()
    if shown != partners:
        words = f"{shown:,} of {words[:1].lower()}{words[1:]}"
    parts = [words]
    if left:
        parts.append(f"assessing, {left:,} to go")
    elif told.assessed:
        if told.by_one_record:
            parts.append(f"{told.by_one_record:,} short of the next tier by one record")
        parts.append(f"{compact_money(told.tcv_minor, told.currency)} {label}")
    return " · ".join(parts)
