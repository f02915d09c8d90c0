"""The columns of the list of a day, and what of them is copied for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from models.governance.today import AWAY, GROUPS, KINDS, NOW, OVERDUE, Item, when
from models.text import day_text
from ui.tables.columns import Column

WHAT, PARTNER, WHEN, KIND, OWNER, DO = range(6)
# A column, and the width of the page in logical pixels under which it is hidden.
GIVING_WAY = ((OWNER, 980), (KIND, 800))
TONES = {OVERDUE: "short", NOW: "at_risk"}


def columns(today: Callable[[], date]) -> list[Column]:
    """`today` gives the day that "late" is counted from."""
    return [
        Column("What", lambda row: row.title, sub=lambda row: row.detail, width=190, stretch=True,
               spoken=True, name="what"),
        Column("Partner", lambda row: row.partner, role="partner", width=160, gives=True,
               spoken=True, name="partner"),
        Column("When", lambda row: row.until if row.group == AWAY else row.due,
               text=lambda row: when(row, today()), sub=_day, tone=tone, role="date", width=148,
               plain=lambda row: row.due.isoformat() if row.due else when(row, today()),
               spoken=True, name="when"),
        Column("Kind", lambda row: KINDS[row.kind], role="pill", width=140, name="kind"),
        Column("Owner", lambda row: row.owner, width=160, name="owner"),
        Column("", lambda row: "", width=104, searched=False, name="do"),
    ]  # fmt: skip


def copied_columns(today: Callable[[], date]) -> list[Column]:
    """What goes to a spreadsheet: each thing in a cell of its own."""
    return [
        Column("Group", lambda row: GROUPS[row.group]),
        Column("Kind", lambda row: KINDS[row.kind]),
        Column("What", lambda row: row.title),
        Column("Detail", lambda row: row.detail),
        Column("Partner", lambda row: row.partner),
        Column("Due", lambda row: row.due, role="date"),
        Column("When", lambda row: when(row, today())),
        Column("Owner", lambda row: row.owner),
        Column("Put off until", lambda row: row.until, role="date"),
        Column("Reason", lambda row: row.reason),
    ]


def tone(row: Item) -> str:
    return TONES.get(row.group, "text_2")


def _day(row: Item) -> str:
    if row.group == AWAY:
        return row.reason
    return day_text(row.due) if row.due else ""
