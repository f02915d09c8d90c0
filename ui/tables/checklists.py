"""The columns of a list of checklists, of one partner or of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.checklist.by_period import by_period
from models.checklist.periods import period_label
from models.checklist.states import SUMMARY_WORDS, summary_state
from models.text import NONE, counted, day_text
from ui.tables.columns import Column

if TYPE_CHECKING:
    from models.store.checklists import Summary

_MOST_PERIODS = 6
_TONES = {"overdue": "short", "not_started": "no_data", "open": "at_risk", "complete": "met",
          "closed": "met"}  # fmt: skip


def columns(*, partner: bool) -> list[Column]:
    """Every column; with `partner` the list is of many."""
    first = [
        Column(
            "Partner", lambda r: r.partner, sub=lambda r: r.tier_label, role="partner", width=220,
            stretch=True, name="partner",
        )
    ]  # fmt: skip
    rest = [
        Column(
            "Checklist", lambda r: r.name, width=190, stretch=not partner, spoken=True,
            name="checklist",
        ),
        Column("Period", lambda r: r.period_label, text=lambda r: r.period_label or NONE,
               key=lambda r: r.where.period, width=96, spoken=True, name="period"),
        Column(
            "Answered", _share, text=_answered, role="progress", width=160, searched=False,
            plain=_answered, name="answered",
        ),
        Column(
            "Open items", lambda r: r.progress.asked - r.progress.settled, role="number", width=104,
            searched=False, name="open", tip="Items that are neither met nor waived",
        ),
        Column(
            "Due", lambda r: r.due_on, text=_due, role="date", width=118, spoken=True,
            plain=lambda r: r.due_on.isoformat() if r.due_on else "", searched=False, name="due",
        ),
        Column(
            "State", state_of_row, text=lambda r: SUMMARY_WORDS[state_of_row(r)], role="status",
            tone=lambda r: _TONES[state_of_row(r)], width=128, spoken=True, name="state",
        ),
    ]  # fmt: skip
    return [*first, *rest] if partner else rest


def state_of_row(row: Summary) -> str:
    return summary_state(row.state, row.progress.complete, row.overdue)


def _share(row: Summary) -> float:
    return row.progress.answered / row.progress.asked if row.progress.asked else 0.0


def _answered(row: Summary) -> str:
    return f"{row.progress.answered} of {row.progress.asked}"


def _due(row: Summary) -> str:
    return day_text(row.due_on) if row.due_on else NONE


def head_words(rows: list[Summary]) -> str:
    """What stands under the title of a list."""
    late = sum(row.overdue for row in rows)
    still = sum(row.state != "closed" and not row.progress.complete for row in rows)
    if rows and not still:
        return "All checklists are filled in"
    words = f"{counted(still, 'checklist')} to fill in"
    words = words[:1].upper() + words[1:]
    return f"{words}  ·  {late:,} late" if late else words


def period_words(rows: list[Summary]) -> str:
    """How far each quarter and year is, the newest first."""
    told = by_period((row.where.period, row.progress) for row in rows)
    return "  ·  ".join(
        f"{period_label(period)}: {one.answered:,} of {one.asked:,} answered"
        for period, one in told[:_MOST_PERIODS]
    )
