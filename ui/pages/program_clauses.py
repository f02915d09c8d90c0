"""The register of the guide's clauses: what each says, how it is carried out, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.text import listed
from ui.desk import Desk
from ui.pages.program_part import SheetPart
from ui.tables.columns import Column
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chip import FilterChip
from ui.widgets.labels import Label, SettledLabel
from ui.widgets.page import PageScroll
from ui.widgets.pill import Pill
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from models.program.clauses import Clause
    from models.store.program_page import ProgramView

DONE, PLANNED = "done", "planned"
_HOW = ("rule", "record", "checklist", "report", "reminder", "setting")


def how_words(row: Clause) -> str:
    words = listed(row.how)
    return f"{words[:1].upper()}{words[1:]}"


def state_words(row: Clause) -> str:
    return f"Planned: {row.planned}" if row.planned else "Carried out"


def columns() -> list[Column]:
    return [
        Column("Clause", lambda row: row.id, width=78, name="id"),
        Column("Says", lambda row: row.says, sub=lambda row: row.where, width=280, stretch=True,
               spoken=True, name="says"),
        Column("How", how_words, width=150, name="how"),
        Column("State", state_words, role="pill", width=176, spoken=True, name="state",
               tone=lambda row: "at_risk" if row.planned else "met"),
    ]  # fmt: skip


def copied() -> list[Column]:
    return [
        Column("Clause", lambda row: row.id),
        Column("Says", lambda row: row.says),
        Column("How", lambda row: ", ".join(row.how)),
        Column("Where", lambda row: row.where),
        Column("Planned", lambda row: row.planned),
    ]


class ClausesPart(SheetPart):
    KEY, TITLE, NOUN = "clauses", "Clauses", ("clause", "clauses")
    NEEDS_TERMS = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.detail = ClauseDetail()
        self.column.removeWidget(self.card)
        self.panel = SidePanel(self.card, self.detail, width=320, least=940)
        self.column.addWidget(self.panel, 1)
        self.sheet.selected.connect(self._show_detail)
        self.sheet.opened.connect(self._open_detail)
        self.panel.drawer_changed.connect(self.more.setVisible)
        self.sheet.clearing += [self.how.clear, self.state.clear]

    def add_tools(self) -> None:
        self.how = FilterChip("How", [(key, key.capitalize()) for key in _HOW])
        self.state = FilterChip("State", [(DONE, "Carried out"), (PLANNED, "Planned")])
        for chip in (self.how, self.state):
            chip.changed.connect(self._refilter)
            self.tools.addWidget(chip)
        self.more = Button("The clause in full", "quiet", "panel-right")
        self.more.clicked.connect(self._open_detail)
        self.tools.addWidget(self.more)

    @classmethod
    def count(cls, view: ProgramView) -> int | None:
        return len(view.clauses) or None

    def show_view(self, view: ProgramView) -> None:
        super().show_view(view)
        self.sheet.show_rows(columns(), view.clauses)

    def copied_columns(self) -> list[Column]:
        return copied()

    def _refilter(self, _: object) -> None:
        how, states = self.how.chosen, self.state.chosen

        def wanted(row: Clause) -> bool:
            state = PLANNED if row.planned else DONE
            return (not how or bool(how.intersection(row.how))) and (not states or state in states)

        self.sheet.set_predicate(wanted if how or states else None)

    def _show_detail(self, row: Clause | None) -> None:
        used = self._used_by(row.id) if row is not None else []
        self.detail.show_clause(row, used)

    def _open_detail(self, _: object = None) -> None:
        self.panel.open()

    def _used_by(self, clause: str) -> list[str]:
        """Where the program in force cites the clause."""
        view = self.view_
        if view is None or view.terms is None:
            return []
        found = [
            row.label
            for row in view.requirements
            if clause == row.clause or any(clause == cell.clause for cell in row.cells)
        ]
        found += [row.label for row in view.benefits if row.clause == clause]
        found += [row.label for row in view.measures if clause in row.clause.split(" · ")]
        found += [
            f"Reading {entry.id}, {entry.topic.lower()}"
            for entry in view.terms.interpretations
            if clause in entry.clauses
        ]
        return list(dict.fromkeys(found))


class ClauseDetail(Card):
    """One clause in full, with the values of the program that cite it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=0)
        scroll = PageScroll(name="Clause")
        self._column: QVBoxLayout = scroll.body
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(4)
        self.heading = Label("", "card")
        self.state = Pill("", "met", parent=self)
        self.says, self.how, self.where, self.used = (SettledLabel() for _ in range(4))
        self._column.addWidget(self.heading)
        self._column.addWidget(self.state)
        for title, part in (
            ("Says", self.says),
            ("How it is carried out", self.how),
            ("Where", self.where),
            ("Cited by", self.used),
        ):
            self._column.addSpacing(8)
            self._column.addWidget(Label(title, "small_strong", "text_2"))
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.body.addWidget(scroll, 1)

    def show_clause(self, row: Clause | None, used: list[str]) -> None:
        self.heading.setText(row.id if row else "No clause chosen")
        self.state.set(state_words(row) if row else "", "at_risk" if row and row.planned else "met")
        self.says.setText(row.says if row else "")
        self.how.setText(how_words(row) if row else "")
        self.where.setText(row.where if row else "")
        self.used.setText("\n".join(used) or "No value of the program cites it.")
