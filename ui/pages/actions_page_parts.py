"""Columns and filters of the list of all partners' actions, risks, plans and decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from models.governance.register_lines import (
    DUES,
    KINDS,
    STATES,
    RegisterLine,
    due_within,
    due_words,
)
from models.partner import SIDES
from ui.pages.partner_tabs.record_table import named
from ui.tables.columns import Column
from ui.widgets.chip import FilterChip
from ui.widgets.filter_bar import FilterBar
from ui.widgets.search_chip import SearchChip

_ORDER = tuple(KINDS)
STANDING = 3
# A column, and the width of the page in logical pixels under which it is hidden.
GIVING_WAY = ((8, 1320), (7, 1240), (6, 1040), (5, 940), (4, 800), (2, 700))


def columns() -> list[Column]:
    return [
        Column("What", lambda line: line.title, sub=lambda line: line.kind_words, width=180,
               stretch=True, name="title"),
        Column("Partner", lambda line: line.partner, width=120, gives=True, spoken=True,
               name="partner"),
        Column("Kind", lambda line: line.kind_words, role="pill", tone=_kind_tone, width=118,
               key=lambda line: _ORDER.index(line.kind), spoken=True, name="kind"),
        Column("State", lambda line: line.standing, role="status", tone=lambda line: line.tone,
               key=_by_lateness, width=146, gives=True, spoken=True, searched=False,
               name="standing"),
        Column("Due", lambda line: line.due_on, role="date", text=due_words,
               tone=lambda line: "short" if line.late else "", width=108, spoken=True,
               name="due"),
        Column("Owner", lambda line: line.owner, width=112, gives=True, spoken=True,
               name="owner"),
        Column("Side", lambda line: line.side, text=lambda line: line.side.capitalize(), width=82,
               searched=False, name="side"),
        Column("Presses", lambda line: line.weight, text=lambda line: str(line.weight), right=False,
               width=82, searched=False, name="weight",
               tip="1 presses most: urgent actions, grave risks and issues, recovery plans"),
        Column("About", lambda line: line.about, width=190, name="about"),
    ]  # fmt: skip


def copied_columns() -> list[Column]:
    """What goes to a spreadsheet: every column, hidden for want of room or not, and the figures."""
    return [
        *columns(),
        Column("Days late", lambda line: line.late, role="number"),
        Column("Level", lambda line: line.level or None, role="number"),
    ]


class ActionsFilter(FilterBar):
    """Which lines are shown; `today` tells what a due day is near to."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        self._today = today
        self.kind = FilterChip("Kind", list(KINDS.items()))
        self.partner = SearchChip("Partner")
        self.owner = SearchChip("Owner")
        self.side = FilterChip("Side", named(SIDES))
        self.stands = FilterChip("State", list(STATES.items()))
        self.due = FilterChip("Due", list(DUES.items()))
        chips: Any = {
            "kind": self.kind, "due": self.due, "partner": self.partner, "owner": self.owner,
            "side": self.side, "state": self.stands,
        }  # fmt: skip
        super().__init__("Filter actions and risks", chips, parent)

    def offer_lines(self, lines: Iterable[RegisterLine]) -> None:
        """Offer the partners and owners that there are."""
        known = list(lines)
        partners = {line.partner for line in known}
        owners = {line.owner for line in known}
        self.offer("partner", [(name, name) for name in sorted(partners, key=str.casefold)])
        self.offer(
            "owner",
            [(name, name or "Nobody") for name in sorted(owners, key=lambda name: name.casefold())],
        )

    def predicate(self) -> Callable[[RegisterLine], bool] | None:
        """What the chips ask for; None where they ask for nothing."""
        kinds, partners, owners = map(self.chosen, ("kind", "partner", "owner"))
        sides, states, dues = map(self.chosen, ("side", "state", "due"))
        if not (kinds or partners or owners or sides or states or dues):
            return None
        today = self._today()

        def wanted(line: RegisterLine) -> bool:
            return (
                (not kinds or not kinds.isdisjoint(line.kinds))
                and (not partners or line.partner in partners)
                and (not owners or line.owner in owners)
                and (not sides or line.side in sides)
                and (not states or line.state in states)
                and (not dues or _due(line, today) in dues)
            )

        return wanted


def _due(line: RegisterLine, today: date) -> str:
    return "late" if line.late else due_within(line.due_on, today)


def _kind_tone(line: RegisterLine) -> str:
    return "short" if line.level else "accent" if line.kind == "plan" else "plain"


def _by_lateness(line: RegisterLine) -> tuple[int, date, int]:
    return (-line.late, line.due_on or date.max, line.weight)
