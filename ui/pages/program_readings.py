"""Readings: the places of the program's text that may be read in more than one way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.program.terms import Interpretation
from ui.commands import Command
from ui.desk import Desk
from ui.dialogs.program_moves import MovesDialog
from ui.pages.program_part import SheetPart
from ui.pages.program_reading_detail import ReadingDetail, option_words
from ui.tables.columns import Column
from ui.tokens import CARD_GAP
from ui.widgets.chip import FilterChip

if TYPE_CHECKING:
    from models.store.program_page import Moves, ProgramView

CHANGED, CHOICE = "changed", "choice"


def columns() -> list[Column]:
    return [
        Column("Id", lambda row: row.id, width=60, name="id"),
        Column(
            "Topic",
            lambda row: row.topic,
            sub=in_force_words,
            width=180,
            stretch=True,
            spoken=True,
            name="topic",
        ),
        Column(
            "State",
            state_words,
            role="pill",
            tone=lambda row: "accent" if row.chosen != row.usual else "plain",
            width=112,
            spoken=True,
            name="state",
        ),
    ]


def copied() -> list[Column]:
    return [
        Column("Id", lambda row: row.id),
        Column("Topic", lambda row: row.topic),
        Column("Problem", lambda row: row.problem),
        Column("Reading in force", lambda row: row.reading),
        Column("Changed", lambda row: "yes" if row.chosen != row.usual else "no"),
        Column("Clauses", lambda row: ", ".join(row.clauses)),
    ]


def in_force_words(row: Interpretation) -> str:
    """The option in force by its name; of a place without options how it is read."""
    return option_words(row, row.chosen) if row.options else row.reading


def state_words(row: Interpretation) -> str:
    if row.chosen != row.usual:
        return "Changed"
    return "Usual" if row.options else ""


class ReadingsPart(SheetPart):
    KEY, TITLE, NOUN = "readings", "Readings", ("reading", "readings")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.detail = ReadingDetail()
        self.detail.choosing.connect(self.choose)
        self.detail.trying.connect(self.try_out)
        self.dialog: MovesDialog | None = None
        self.column.removeWidget(self.card)
        row = QHBoxLayout()
        row.setSpacing(CARD_GAP)
        row.addWidget(self.card, 5)
        row.addWidget(self.detail, 6)
        self.column.addLayout(row, 1)
        self.sheet.selected.connect(self._show_detail)
        self.sheet.opened.connect(self._enter)
        self.sheet.clearing.append(self.chip.clear)

    def add_tools(self) -> None:
        self.chip = FilterChip(
            "Show", [(CHOICE, "With a choice"), (CHANGED, "Changed")], any_word="all"
        )
        self.chip.changed.connect(self._choose_shown)
        self.tools.addWidget(self.chip)

    @classmethod
    def count(cls, view: ProgramView) -> int | None:
        return len(view.terms.interpretations) if view.terms else None

    def show_view(self, view: ProgramView) -> None:
        super().show_view(view)
        if view.terms is not None:
            self.sheet.show_rows(columns(), view.terms.interpretations)

    def commands(self) -> list[Command]:
        return [
            Command("reading_moves", "Who would move under this reading", self.detail.ask_to_try,
                    "Edit", "", "git-branch", "backtest", self.detail.may_try),
            Command("reading_use", "Use this reading", self.detail.ask_to_choose, "Edit", "",
                    "check", "interpretation", self.detail.may_choose),
            Command("reading_usual", "Back to the usual reading", self.detail.ask_for_usual,
                    "Edit", "", "rotate-ccw", "interpretation", self.detail.may_go_back),
        ]  # fmt: skip

    def copied_columns(self) -> list[Column]:
        return copied()

    def choose(self, reading: str, option: str) -> None:
        """Read a place in another way, as one change."""
        today = self.desk.today

        def write(portfolio: Any) -> None:
            from models.store.programs import choose_reading

            choose_reading(portfolio, reading, option, today)

        entry = self._entry(reading)
        words = option_words(entry, option) if entry else option
        label = f"Read {reading} as ‘{words}’"
        self.desk.lane.write(label, write, partial(self._chosen, label), owner=self)

    def try_out(self, reading: str, option: str) -> None:
        """Show who would move under a reading, before it is chosen."""
        day = self.desk.as_of

        def read(portfolio: Any, progress: Any) -> Moves:
            from models.store.program_page import moves_of_reading

            return moves_of_reading(portfolio, reading, option, day, progress)

        entry = self._entry(reading)
        words = option_words(entry, option) if entry else option
        self.dialog = MovesDialog(
            self.desk, f"Who would move if {reading} were read as ‘{words}’", read, self
        )
        if self.can_write and entry is not None and option != entry.chosen:
            self.dialog.offer("Use this reading", partial(self.choose, reading, option))
        self.dialog.open()

    def _chosen(self, label: str, _: object) -> None:
        self.desk.toast(label, undo=True)

    def _entry(self, reading: str) -> Interpretation | None:
        terms = self.view_.terms if self.view_ else None
        entries = terms.interpretations if terms else ()
        return next((entry for entry in entries if entry.id == reading), None)

    def _show_detail(self, row: Interpretation | None) -> None:
        register = self.view_.clauses if self.view_ else ()
        says = {clause.id: clause.says for clause in register}
        self.detail.show_reading(row, says, can_write=self.can_write)

    def _enter(self, _: object) -> None:
        self.detail.focus_options()

    def _choose_shown(self, chosen: set[object]) -> None:
        def wanted(row: Interpretation) -> bool:
            return (CHOICE not in chosen or bool(row.options)) and (
                CHANGED not in chosen or row.chosen != row.usual
            )

        self.sheet.set_predicate(wanted if chosen else None)
