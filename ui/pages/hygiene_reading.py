"""What the hygiene page reads in one go, away from the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models.hygiene.rules import WEIGHING
from ui.pages.hygiene_side import ALL, KEPT
from ui.tables.big import Arranged, Rows, Wanted
from ui.tables.columns import Column

if TYPE_CHECKING:
    from models.store.hygiene import Hygiene
    from models.store.portfolio import Portfolio

Sets = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings are on show, and in what order."""

    rule: str
    words: str
    owners: frozenset[Any]
    sort: int
    descending: bool

    def wanted(self, rules: Sets, kept: Sets) -> Wanted:
        """What the table is asked for; rules that are broken together are in `rules`."""
        among: list[tuple[str, frozenset[Any]]] = [("kept", kept)]
        if self.rule != KEPT:
            # Advice alone is told under its own rule.
            some = frozenset(
                one for one in rules
                if self.rule in one or (self.rule == ALL and not WEIGHING.isdisjoint(one))
            )  # fmt: skip
            among = [("rules", some)]
        if self.owners:
            among.append(("partner_id", self.owners))
        return Wanted(self.words, tuple(among), self.sort, self.descending)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is read for: the days, the table as it stands, and deals that stay on show."""

    as_of: date
    today: date
    columns: tuple[Column, ...]
    before: Rows | None
    shown: Arranged | None
    held: frozenset[int]
    filter: Filter


@dataclass(frozen=True, slots=True)
class Read:
    """What was read; `rules` and `kept` are the sets of rules that deals break together."""

    found: Hygiene
    rows: Rows
    shown: Arranged
    partners: list[tuple[int, str]]
    offerings: Mapping[int, Mapping[int, str]]
    rules: Sets
    kept: Sets
    wanted: Wanted


def read_course(portfolio: Portfolio) -> Any:
    """The clean share over time, without a look at the deals."""
    from models.store.hygiene import course

    return course(portfolio)


def read_page(portfolio: Portfolio, progress: Any, asked: Asked) -> Read:
    """Look at all deals and lay out the ones on show."""
    from models.store.deals import partner_names
    from models.store.hygiene import HygieneRow, look
    from models.store.hygiene_fixes import offerings_of

    found = look(portfolio, asked.as_of, asked.today, progress)
    lines = list(found.rows)
    if asked.held:
        there = {row.id for row in lines}
        lines += [
            HygieneRow(deal, ())
            for deal in found.deals.rows
            if deal.id in asked.held and deal.id not in there
        ]
    rows = Rows(lines, asked.columns)
    rules = frozenset(row.rules for row in lines if row.rules)
    kept = frozenset(row.kept for row in lines if row.kept)
    wanted = asked.filter.wanted(rules, kept)
    arranged = rows.follow(asked.before, asked.shown) if asked.before and asked.shown else None
    owners = {row.partner_id for row in lines}
    return Read(
        found,
        rows,
        arranged or rows.arrange(wanted),
        partner_names(portfolio),
        offerings_of(portfolio, sorted(owners)),
        rules,
        kept,
        wanted,
    )
