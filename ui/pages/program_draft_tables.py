"""The values of a draft in tables, each typed or chosen where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from models.program.shown import columns_of
from models.text import NONE, benefit_text, yes_no
from ui.pages.program_part import Sheet
from ui.pages.program_sheets import ask_column, requirement_columns, tier_title
from ui.tables.columns import Column
from ui.tables.model import Index, Roles, TableModel
from ui.tables.refusals import Refusals
from ui.tables.view import TableView

if TYPE_CHECKING:
    from models.program.draft_words import WordField
    from models.program.terms import Terms, Tier

STATES = ("included", "invite_only", "not_included")
_YES_NO = ("Yes", "No")
Choices = Callable[[Any, Column], Sequence[str]]
Edit = Callable[[Any, Column, str], object]


class DraftModel(TableModel):
    """A table whose cells differ by row: some are chosen from a box, others typed."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        choices_of: Choices,
        on_edit: Edit | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, on_edit=on_edit, parent=parent)
        self._choices_of = choices_of

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A cell that its row keeps locked is only read."""
        told = super().flags(index)
        if index.isValid() and self.columns[index.column()].name in self._locked(index):
            told &= ~Qt.ItemFlag.ItemIsEditable
        return told

    def _locked(self, index: Index) -> Sequence[str]:
        locked: Sequence[str] = getattr(self.row_at(index), "locked", ())
        return locked

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = super().data(index, role)
        if role == Roles.COLUMN and isinstance(found, Column) and found.editable:
            if found.name in self._locked(index):
                return replace(found, editable=False)
            choices = self._choices_of(self.row_at(index), found)
            return replace(found, choices=choices) if choices else found
        if role == Qt.ItemDataRole.ToolTipRole and found is None:
            row = self.row_at(index)
            hint = getattr(row, "hint", "")
            return hint or None
        return found


class DraftSheet(Sheet):
    """A sheet whose cells are edited; a cell that was refused comes back with the reason."""

    def __init__(
        self, name: str, noun: tuple[str, str], choices_of: Choices, on_edit: Edit,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(name, noun, parent, make=self._table)
        self._choices_of, self.on_edit = choices_of, on_edit
        self.writable = True
        self.refusals: Refusals | None = None

    def refuse(self, row_id: object, column: str, typed: str, sentence: str) -> None:
        """Say why a cell was not taken, with what was typed still in it."""
        if self.refusals is not None:
            self.refusals.reopen(row_id, column, typed, sentence)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.refusals is not None:
            self.refusals.say("")

    def _table(self, columns: Sequence[Column], name: str) -> tuple[TableModel, TableView]:
        model = DraftModel(
            columns,
            choices_of=self._choices_of,
            on_edit=self.on_edit if self.writable else None,
        )
        view = TableView(model, name)
        view.setTabKeyNavigation(False)
        model.setParent(view)
        view.setEditTriggers(view.editTriggers() | view.EditTrigger.DoubleClicked)
        self.refusals = Refusals(view, model)
        return model, view


def ask_columns(terms: Terms) -> list[Column]:
    first = replace(requirement_columns(terms)[0], width=196)
    asks = [ask_column(tier, at, editable=True) for at, tier in enumerate(columns_of(terms))]
    return [first, *asks]


def ask_choices(terms: Terms, row_id: str) -> Sequence[str]:
    """Of a criterion that is answered by yes or no the obligations; others are typed."""
    if terms.criterion(row_id).kind == "yes_no":
        return ("Required", "Recommended", "Not required")
    return ()


def benefit_columns(terms: Terms) -> list[Column]:
    return [
        Column("Benefit", lambda row: row.label, sub=lambda row: f"{row.group} · {row.clause}",
               width=230, stretch=True, name="benefit"),
        *(_state_column(tier, at) for at, tier in enumerate(columns_of(terms))),
        Column("In force", lambda row: yes_no(row.on), choices=_YES_NO, editable=True, width=100,
               name="on"),
    ]  # fmt: skip


def _state_column(tier: Tier, at: int) -> Column:
    return Column(
        tier_title(tier),
        lambda row: row.states[at],
        choices=tuple(benefit_text(state) for state in STATES),
        editable=True,
        spoken=True,
        width=138,
        name=tier.key,
    )


def word_columns() -> list[Column]:
    return [
        Column("What", lambda row: row.label, sub=_word_sub, width=292,
               name="what"),
        Column("Words", lambda row: row.value if row.has_value else NONE,
               edit=lambda row: row.value, editable=True, width=220, stretch=True, spoken=True,
               name="value"),
        Column("Clause", lambda row: row.clause if row.has_clause else NONE,
               edit=lambda row: row.clause, editable=True, width=92, spoken=True,
               name="clause"),
    ]  # fmt: skip


def _word_sub(row: WordField) -> str:
    return f"{row.part} · {row.hint}" if row.hint else row.part


def state_of(words: str) -> str:
    """The state that a word of the box stands for."""
    return next((state for state in STATES if benefit_text(state) == words), words)


def measure_columns() -> list[Column]:
    return [
        Column("What", lambda row: row.label, sub=lambda row: row.hint or row.part, width=300,
               stretch=True, name="what"),
        Column("Value", lambda row: row.value, editable=True, width=220, spoken=True,
               name="value"),
        Column("Clause", lambda row: row.clause, width=126, name="clause"),
    ]  # fmt: skip
