"""The columns, colours and filters of omission cases, of one partner's and of all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from models.deal_typed import STATUS_WORDS
from models.governance.omission_review import called, is_open
from models.ledgers import OMISSION_STATES
from models.money import plain
from models.text import counted, day_text, maybe_day, money
from models.two_ledgers import STATE_WORDS
from ui.tables.columns import Column
from ui.widgets.chip import FilterChip
from ui.widgets.filter_bar import FilterBar

TONES = {
    "flagged": "at_risk",
    "under_review": "accent",
    "more_information": "no_data",
    "accepted": "met",
    "rejected": "short",
    "withdrawn": "plain",
}
ICONS = {
    "flagged": "flag",
    "under_review": "eye",
    "more_information": "message-square",
    "accepted": "circle-check",
    "rejected": "circle-x",
    "withdrawn": "undo-2",
}


class CaseColumns:
    """Makes the columns; the day on which waiting is counted follows the page's."""

    def __init__(self, today: date) -> None:
        self.today = today

    def made(self, *, partner: bool) -> list[Column]:
        first = [
            Column("Partner", lambda line: line.partner, role="partner", width=160, gives=True,
                   name="partner", spoken=True)
        ]  # fmt: skip
        files = [
            Column("Files", lambda line: line.files or None, role="number", width=64,
                   name="files", tip="Files of evidence")
        ]  # fmt: skip
        return [
            *(first if partner else []),
            Column("Deal", lambda line: called(line.omission), sub=_customer, width=180,
                   stretch=True, name="deal", spoken=True),
            Column("State", _state, role="pill", tone=_tone, width=142, spoken=True, name="state",
                   key=lambda line: OMISSION_STATES.index(line.omission.state)),
            Column("TCV", lambda line: line.omission.tcv_minor, text=_tcv, role="money", width=116,
                   plain=_tcv_plain, currency=lambda line: line.omission.currency, name="tcv"),
            Column("Flagged", lambda line: line.omission.flagged_on, text=_flagged,
                   sub=self.waits, width=150, name="flagged", searched=False),
            Column("Tier", _tier, width=142, name="tier", spoken=True, sub=_money_moved,
                   tip="What accepting it did to tier and TCV"),
            *(files if partner else []),  # beside one case its files are seen
        ]  # fmt: skip

    def waits(self, line: Any) -> str:
        """How long it is open, or when it was decided."""
        one = line.omission
        if is_open(one.state):
            days = (self.today - one.flagged_on).days
            return f"open for {counted(days, 'day')}" if days > 0 else "open since today"
        return f"decided {day_text(one.decided_on)}" if one.decided_on else ""


def copied_columns(*, partner: bool) -> list[Column]:
    """What goes to a spreadsheet: each value in a cell of its own."""
    first = [Column("Partner", lambda line: line.partner)] if partner else []
    return [
        *first,
        Column("Deal", lambda line: line.omission.name),
        Column("Customer", lambda line: line.omission.customer),
        Column("Outcome", lambda line: STATUS_WORDS.get(line.omission.status, "")),
        Column("Close date", lambda line: line.omission.close_date, role="date"),
        Column("TCV", lambda line: plain(line.omission.tcv_minor, line.omission.currency)),
        Column("Currency", lambda line: line.omission.currency),
        Column("State", _state),
        Column("Flagged on", lambda line: line.omission.flagged_on, role="date"),
        Column("Flagged for", lambda line: line.omission.reason),
        Column("Decided on", lambda line: line.omission.decided_on, role="date"),
        Column("Decided by", lambda line: line.omission.decided_by),
        Column("Words for the partner", lambda line: line.omission.decision),
        Column("TCV before", lambda line: _moved(line, "before_minor")),
        Column("TCV after", lambda line: _moved(line, "after_minor")),
        Column("Tier before", lambda line: line.weighed.before_tier if line.weighed else ""),
        Column("Tier after", lambda line: line.weighed.after_tier if line.weighed else ""),
        Column("Files", lambda line: line.files, role="number"),
    ]


class CasesFilter(FilterBar):
    """Which cases are shown: by state, by whether they moved a tier, by partner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        chips = {
            "state": FilterChip("State", [(key, STATE_WORDS[key]) for key in OMISSION_STATES]),
            "moved": FilterChip("Tier", [("lifts", "Moved the tier"), ("stays", "Tier stayed")]),
            "partner": FilterChip("Partner"),
        }
        super().__init__("Filter cases", chips, parent)

    def predicate(self) -> Callable[[Any], bool] | None:
        states, moved, partners = map(self.chosen, ("state", "moved", "partner"))
        if not (states or moved or partners):
            return None

        def wanted(line: Any) -> bool:
            one = line.omission
            word = "" if line.weighed is None else "lifts" if line.weighed.lifts else "stays"
            return (
                (not states or one.state in states)
                and (not moved or word in moved)
                and (not partners or str(one.partner_id) in partners)
            )

        return wanted


def _customer(line: Any) -> str:
    return str(line.omission.customer if line.omission.name else "")


def _state(line: Any) -> str:
    return STATE_WORDS[line.omission.state]


def _tone(line: Any) -> str:
    return TONES[line.omission.state]


def _tcv(line: Any) -> str:
    return money(line.omission.tcv_minor, line.omission.currency)


def _tcv_plain(line: Any) -> str:
    return plain(line.omission.tcv_minor, line.omission.currency)


def _flagged(line: Any) -> str:
    return maybe_day(line.omission.flagged_on)


def _tier(line: Any) -> str:
    return line.weighed.tier_words if line.weighed else ""


def _money_moved(line: Any) -> str:
    if line.weighed is None or not line.weighed.known:
        return ""
    more = line.weighed.after_minor - line.weighed.before_minor
    sign = "+" if more > 0 else ""
    return f"{sign}{money(more, line.weighed.currency)}" if more else "TCV stayed"


def _moved(line: Any, name: str) -> str:
    if line.weighed is None or not line.weighed.known:
        return ""
    return plain(getattr(line.weighed, name), line.weighed.currency)
