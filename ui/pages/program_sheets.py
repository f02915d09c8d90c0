"""Three parts of the Program page: what it requires, what it gives, how it measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from models.program.shown import BenefitRow, CriterionRow, MeasureRow, columns_of
from models.text import obligation_text
from ui.pages.program_part import SheetPart
from ui.tables.columns import Column

if TYPE_CHECKING:
    from models.program.terms import Terms, Tier
    from models.store.program_page import ProgramView


def tier_title(tier: Tier) -> str:
    """A tier with its other name, as the program has them both (C077)."""
    return f"{tier.label} ({tier.alias})" if tier.alias else tier.label


def ask_column(tier: Tier, at: int, *, editable: bool = False) -> Column:
    """The cells of one tier among the criteria."""

    def sub(row: CriterionRow) -> str:
        cell = row.cells[at]
        obligation = obligation_text(cell.obligation)
        words = [] if cell.text == obligation else [obligation]
        words += [f"{cell.clause}, {cell.reading}" if cell.reading else cell.clause]
        return " · ".join(words)

    return Column(
        tier_title(tier),
        lambda row: row.cells[at].text,
        sub=sub,
        key=lambda row: row.cells[at].text,
        edit=lambda row: row.cells[at].text,
        editable=editable,
        spoken=True,
        name=tier.key,
        tip=f"{tier_title(tier)}, {tier.clause}",
    )


class RequirementsPart(SheetPart):
    KEY, TITLE, NOUN = "requirements", "Requirements", ("criterion", "criteria")

    def show_view(self, view: ProgramView) -> None:
        super().show_view(view)
        if view.terms is not None:
            self.sheet.show_rows(requirement_columns(view.terms), view.requirements)

    def copied_columns(self) -> Sequence[Column]:
        terms = self.view_.terms if self.view_ else None
        return requirement_copy(terms) if terms is not None else ()


def requirement_columns(terms: Terms, *, editable: bool = False) -> list[Column]:
    return [
        Column(
            "Criterion",
            lambda row: row.label,
            sub=lambda row: f"{row.group} · {row.clause} · {row.counts}",
            width=230,
            stretch=True,
            name="criterion",
        ),
        *(ask_column(tier, at, editable=editable) for at, tier in enumerate(columns_of(terms))),
    ]


def requirement_copy(terms: Terms) -> list[Column]:
    """Value, obligation and clause in cells of their own."""
    found = [
        Column("Criterion", lambda row: row.label),
        Column("Kind", lambda row: row.group),
        Column("Counts", lambda row: row.counts),
        Column("Clause", lambda row: row.clause),
    ]
    for at, tier in enumerate(columns_of(terms)):
        title = tier_title(tier)
        found += [
            Column(title, _cell(at, "text"), plain=_cell(at, "plain")),
            Column(f"{tier.label}: obligation", _obligation(at)),
            Column(f"{tier.label}: clause", _cell(at, "clause")),
        ]
    return found


def _cell(at: int, name: str) -> Callable[[CriterionRow], str]:
    return lambda row: str(getattr(row.cells[at], name))


def _obligation(at: int) -> Callable[[CriterionRow], str]:
    return lambda row: obligation_text(row.cells[at].obligation)


class BenefitsPart(SheetPart):
    KEY, TITLE, NOUN = "benefits", "Benefits", ("benefit", "benefits")

    @classmethod
    def count(cls, view: ProgramView) -> int | None:
        return sum(row.on for row in view.benefits) or None

    def show_view(self, view: ProgramView) -> None:
        super().show_view(view)
        if view.terms is not None:
            self.sheet.show_rows(benefit_columns(view.terms), view.benefits)

    def copied_columns(self) -> Sequence[Column]:
        terms = self.view_.terms if self.view_ else None
        return benefit_copy(terms) if terms is not None else ()


def benefit_columns(terms: Terms) -> list[Column]:
    return [
        Column(
            "Benefit",
            lambda row: row.label,
            sub=benefit_sub,
            width=230,
            stretch=True,
            name="benefit",
        ),
        *(_state_column(tier, at) for at, tier in enumerate(columns_of(terms))),
    ]


def benefit_sub(row: BenefitRow) -> str:
    """Under a benefit: its group and its clause, and that nobody is given it where it is off."""
    clause = f"{row.clause}, read by {row.reading}" if row.reading else row.clause
    return f"{row.group} · {clause}" if row.on else f"{row.group} · {clause} · switched off"


def benefit_copy(terms: Terms) -> list[Column]:
    """Each thing in a cell of its own."""
    return [
        Column("Benefit", lambda row: row.label),
        Column("Group", lambda row: row.group),
        *(_state_column(tier, at) for at, tier in enumerate(columns_of(terms))),
        Column("Clause", lambda row: row.clause),
        Column("Switched on", lambda row: "yes" if row.on else "no"),
    ]


def _state_column(tier: Tier, at: int) -> Column:
    tones = {"Included": "met", "Invite only": "accent", "Not included": "plain"}
    return Column(
        tier_title(tier),
        lambda row: row.states[at],
        tone=lambda row: tones.get(row.states[at], "plain") if row.on else "plain",
        role="pill",
        spoken=True,
        name=tier.key,
        tip=f"{tier_title(tier)}, {tier.clause}",
    )


class MeasurePart(SheetPart):
    KEY, TITLE, NOUN = "measure", "Measure", ("value", "values")

    def show_view(self, view: ProgramView) -> None:
        super().show_view(view)
        self.sheet.show_rows(measure_columns(), view.measures)


def measure_columns() -> list[Column]:
    return [
        Column("What", lambda row: row.label, sub=lambda row: row.part, width=250, name="what"),
        Column("Value", lambda row: row.value, stretch=True, width=320, spoken=True, name="value"),
        Column("Clause", _measure_clause, width=170, spoken=True, name="clause"),
    ]


def _measure_clause(row: MeasureRow) -> str:
    return f"{row.clause}, read by {row.reading}" if row.reading else row.clause
