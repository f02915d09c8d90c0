"""Findings of hygiene that a person keeps as they are, with a reason, until a day or for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.errors import UserError
from models.hygiene.rules import RULES
from models.ids import new_id
from models.names import tidy
from models.store.portfolio import Portfolio
from models.text import counted


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding that is kept as it is, until a day or for good."""

    id: int
    deal_id: int
    rule: str
    reason: str
    on_date: date
    until_on: date | None


def keep(
    portfolio: Portfolio,
    deal_ids: Sequence[int],
    rule: str,
    reason: str,
    today: date,
    until: date | None = None,
) -> int:
    """Keep a rule's findings of some deals as they are, as one change; how many deals.

    Raises UserError without a reason, or for a day that is over.
    """
    words = tidy(reason)
    if rule not in RULES:
        raise ValueError(rule)
    if not words:
        raise UserError("A finding is kept with a reason.", "Say why it can stay as it is.")
    if until is not None and until < today:
        raise UserError("The day until which it is kept is over.", "Choose a later one, or none.")
    label = f"Keep “{RULES[rule].title}” of {counted(len(deal_ids), 'deal')} as it is"
    with portfolio.change(label):
        take_back(portfolio, deal_ids, rule)
        portfolio.conn.executemany(
            "INSERT INTO kept_findings (id, deal_id, rule, reason, on_date, until_on)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (new_id(), deal, rule, words, today.isoformat(), until and until.isoformat())
                for deal in deal_ids
            ],
        )
    return len(deal_ids)


def take_back(portfolio: Portfolio, deal_ids: Sequence[int], rule: str = "") -> None:
    """Keep findings of these deals no longer, as one change; all of theirs without a rule."""
    with portfolio.change(f"Look at {counted(len(deal_ids), 'deal')} again"):
        only = " AND rule = ?" if rule else ""
        portfolio.conn.executemany(
            f"DELETE FROM kept_findings WHERE deal_id = ?{only}",  # noqa: S608  fixed words
            [(deal, rule) if rule else (deal,) for deal in deal_ids],
        )


def kept_on(portfolio: Portfolio, today: date) -> dict[int, tuple[Kept, ...]]:
    """What is kept of each deal on a day."""
    found: dict[int, tuple[Kept, ...]] = {}
    rows = portfolio.conn.rows(
        "SELECT id, deal_id, rule, reason, on_date, until_on FROM kept_findings"
        " WHERE until_on IS NULL OR until_on >= ? ORDER BY id",
        (today.isoformat(),),
    )
    for key, deal, rule, reason, on, until in rows:
        one = Kept(
            key, deal, rule, reason, date.fromisoformat(on), date.fromisoformat(until) if until
            else None,
        )  # fmt: skip
        found[deal] = (*found.get(deal, ()), one)
    return found


def keeping(kept: Mapping[int, tuple[Kept, ...]]) -> dict[int, frozenset[str]]:
    """The rules that do not speak of each deal."""
    return {deal: frozenset(one.rule for one in some) for deal, some in kept.items()}
