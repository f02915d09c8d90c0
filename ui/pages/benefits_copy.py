"""The benefits of one partner as they are copied for a spreadsheet."""

from __future__ import annotations

from datetime import date

from models.benefit_words import STATE
from models.benefits import Line
from models.text import benefit_text, day_text
from ui.tables.columns import Column


def _day(day: date | None) -> str:
    return day_text(day) if day else ""


def copied() -> list[Column]:
    """A column for each thing that a row of the page tells, and for the days one by one."""
    return [
        Column("Benefit", lambda line: line.benefit.label),
        Column("Given", lambda line: benefit_text(line.entitlement)),
        Column("State", lambda line: STATE[line.state]),
        Column("Delivered", lambda line: line.delivered, right=True),
        Column("Due in the year", lambda line: line.wanted, right=True),
        Column("Invited on", lambda line: _day(line.offered_on)),
        Column("Answered on", lambda line: _day(line.answered_on)),
        Column("Promised on", lambda line: _day(line.promised_on)),
        Column("Promised for", lambda line: _day(line.due_on)),
        Column("Late", lambda line: "Yes" if line.overdue else ""),
        Column("Delivered on", lambda line: _day(line.delivered_on)),
        Column("Evidence", lambda line: line.evidence),
        Column("Next", lambda line: line.next_step),
        Column("Warnings", _warnings),
    ]


def _warnings(line: Line) -> str:
    return " ".join(line.warnings)
