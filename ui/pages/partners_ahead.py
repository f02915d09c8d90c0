"""Fills the list's column of next January, once everybody stands and while the column is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject

from ui.desk import Desk
from ui.pages.partners_assessing import Assessing
from ui.tables.model import TableModel
from ui.tables.view import TableView

if TYPE_CHECKING:
    from models.store.partner_names import Listed
    from models.store.projected import NextJanuary

COLUMN = 7


class _Found(NamedTuple):
    by_id: Mapping[int, NextJanuary]


def _project(portfolio: Any, as_of: date, ids: Sequence[int]) -> _Found:
    from models.store.projected import projections

    return _Found(projections(portfolio, as_of, ids))


class AheadColumn(QObject):
    """Projecting everybody costs as much as assessing them, so it waits until that is done."""

    def __init__(self, desk: Desk, view: TableView, model: TableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._model = view, model
        self.projecting = Assessing(desk, self, judge=_project)
        self.projecting.assessed.connect(self._take)
        self._listed: Listed | None = None
        self._touched: set[int] | None = set()  # None: everybody

    def known(self, partner_id: int) -> NextJanuary | None:
        found: NextJanuary | None = self.projecting.known.get(partner_id)
        return found

    def note(self, listed: Listed) -> None:
        """Remember who is to be projected anew; what was noted before and not done stays due."""
        if listed.touched is None:
            self._touched = None
        elif self._touched is not None:
            self._touched |= listed.touched
        self._listed = listed

    def go_on(self) -> None:
        """Project those that are due, if anybody looks."""
        if self._listed is None or self._view.isColumnHidden(COLUMN):
            return
        touched = None if self._touched is None else frozenset(self._touched)
        listed, self._listed, self._touched = self._listed, None, set()
        order = [row.id for row in self._model.rows]
        shown = set(order)
        order += [line.id for line in listed.lines if line.id not in shown]
        self.projecting.begin(replace(listed, touched=touched), order)

    def forget(self) -> None:
        self.projecting.forget()
        self._listed, self._touched = None, set()

    def _take(self, found: _Found) -> None:
        self._model.update_rows(
            row._replace(ahead=ahead)
            for row_id, ahead in found.by_id.items()
            if (row := self._model.find(row_id)) is not None
        )
