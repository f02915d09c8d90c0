"""Cases: made-up partners that lie beside the program, run by it, and what comes out otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from models.errors import Cancelled, UserError
from models.text import counted
from ui.commands import Command
from ui.desk import Desk
from ui.pages.program_case_changes import CaseChanges
from ui.pages.program_part import SheetPart
from ui.tables.columns import Column
from ui.widgets.buttons import Button
from ui.widgets.chip import FilterChip
from ui.widgets.empty_state import EmptyState
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.store.program_page import CaseRow, ProgramView
    from models.store.version_cases import VersionCases

FAILING, PASSING = "failing", "passing"


def columns(versions: bool = False) -> list[Column]:
    """`versions` adds which version a case is run by."""
    return [
        Column("Result", lambda row: "As expected" if row.passed else "Differs", role="status",
               width=128, spoken=True, name="result",
               tone=lambda row: "met" if row.passed else "short"),
        Column("Case", lambda row: row.name, width=320, stretch=True,
               sub=lambda row: "; ".join(row.differences), spoken=True, name="case"),
        *([Column("Version", lambda row: row.version, width=110, name="version")]
          if versions else []),
        Column("Clauses", lambda row: ", ".join(row.clauses), width=160, name="clauses"),
    ]  # fmt: skip


def copied() -> list[Column]:
    return [
        Column("Result", lambda row: "as expected" if row.passed else "differs"),
        Column("Case", lambda row: row.name),
        Column("Expected and found", lambda row: "; ".join(row.differences)),
        Column("Clauses", lambda row: ", ".join(row.clauses)),
        Column("Version", lambda row: row.version),
    ]


class CasesPart(SheetPart):
    KEY, TITLE, NOUN = "cases", "Cases", ("case", "cases")
    NEEDS_TERMS = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rows: tuple[CaseRow, ...] = ()
        self._of: tuple[VersionCases, ...] | None = None
        self.changes = CaseChanges(desk, self)
        self.message = MessageBar("met")
        self.message.hide()
        self.column.insertWidget(1, self.message)
        self.empty = EmptyState("list-checks", "The cases have not been run yet", "Run the cases")
        self.empty.primary_clicked.connect(self.run)
        self.card.body.removeWidget(self.sheet)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.empty)
        self.faces.addWidget(self.sheet)
        self.card.body.addWidget(self.faces, 1)
        self.sheet.clearing.append(self.chip.clear)
        self.copy_button.setEnabled(False)

    def add_tools(self) -> None:
        self.chip = FilterChip("Result", [(FAILING, "Differs"), (PASSING, "As expected")])
        self.chip.changed.connect(self._refilter)
        self.run_button = Button("Run again", "quiet", "refresh-cw")
        self.run_button.clicked.connect(self.run)
        self.run_button.hide()
        self.add_button = Button("Cases from a file…", "quiet", "file-plus")
        self.add_button.clicked.connect(self.ask_file)
        self.drop_button = Button("Take cases away", "quiet", "trash-2")
        self.drop_button.clicked.connect(self.take_away)
        for part in (self.chip, self.run_button, self.add_button, self.drop_button):
            self.tools.addWidget(part)

    def show_view(self, view: ProgramView) -> None:
        super().show_view(view)
        own = [told for told in view.cases if told.id] if self.can_write else []
        self.add_button.setVisible(bool(own))
        self.drop_button.setVisible(any(told.cases for told in own))
        if self._of != view.cases:
            self._forget(view)

    def commands(self) -> list[Command]:
        return [
            Command("program_cases_file", "Cases of a version from a file…", self.ask_file, "Edit",
                    "", "file-plus", "test add", self._can_add),
        ]  # fmt: skip

    def _can_add(self) -> bool:
        return self.can_write and self.view_ is not None and any(c.id for c in self.view_.cases)

    def ask_file(self) -> None:
        """Choose a file of cases for a version that was made here."""
        if self.view_ is not None and self._can_add():
            own = [told for told in self.view_.cases if told.id]
            self.changes.choose(own, self.add_button, self.changes.ask_file)

    def take_away(self) -> None:
        """Leave a version without the cases that were added to it."""
        if self.view_ is not None and self.can_write:
            own = [told for told in self.view_.cases if told.id and told.cases]
            self.changes.choose(own, self.drop_button, self.changes.take_away)

    def copied_columns(self) -> list[Column]:
        return copied()

    def run(self) -> None:
        """Run every case of the program, beside the lane: its texts were read with the page."""
        if self.view_ is None or not self.view_.has_cases:
            return
        self._of = self.view_.cases
        self.empty.set("list-checks", "Running the cases")
        self.desk.lane.compute(
            _run, (self._of,), self._take, owner=self, failed=self._refuse, key="cases"
        )

    def _take(self, rows: tuple[CaseRow, ...]) -> None:
        self.rows = rows
        failing = sum(not row.passed for row in rows)
        if failing:
            verb = "comes" if failing == 1 else "come"
            self.message.set(
                "short",
                f"{failing:,} of {counted(len(rows), 'case')} {verb} out otherwise than expected.",
                "Each says what was expected and what was found.",
            )
        else:
            self.message.set("met", f"All {counted(len(rows), 'case')} come out as expected.")
        self.message.show()
        self.sheet.show_rows(columns(len({row.version for row in rows}) > 1), rows)
        self.faces.setCurrentWidget(self.sheet)
        self.run_button.show()
        self.copy_button.setEnabled(bool(rows))
        if failing:
            self.chip.set_chosen([FAILING])
        self._refilter()

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        words = str(error) if isinstance(error, UserError) else "Something of ours failed."
        self.empty.set("triangle-alert", words, "Run the cases")
        self.faces.setCurrentWidget(self.empty)

    def _forget(self, view: ProgramView) -> None:
        self._of, self.rows = view.cases, ()
        self.message.hide()
        self.run_button.hide()
        self.copy_button.setEnabled(False)
        if view.has_cases:
            self.empty.set(
                "list-checks", "The cases have not been run yet", "Run the cases",
                hint="Made-up partners just below, on and above each threshold, with what must"
                " come out.",
            )  # fmt: skip
        else:
            own = any(told.id for told in view.cases)
            self.empty.set(
                "list-checks", "No version of this program has cases",
                hint="Add them from a file with the button above." if own and self.can_write
                else "A version that is begun here can be given cases from a file.",
            )  # fmt: skip
        self.faces.setCurrentWidget(self.empty)

    def _refilter(self, _: object = None) -> None:
        chosen = self.chip.chosen

        def wanted(row: CaseRow) -> bool:
            return (PASSING if row.passed else FAILING) in chosen

        self.sheet.set_predicate(wanted if chosen else None)


def _run(versions: tuple[VersionCases, ...]) -> tuple[CaseRow, ...]:
    from models.store.program_page import run_cases

    return run_cases(versions)
