"""What a partner's own list says of the relationship: figures with the evidence for each (C073)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.text import compact_money, counted, day_text, sentence

if TYPE_CHECKING:
    from models.reconcile import Reconciled

NO_LIST = "The partner has given no list of its own deals yet."


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; `percent` is None where the whole is nothing, which is not 0."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        return self.part * 100 // self.whole if self.whole > 0 else None

    @property
    def words(self) -> str:
        """How a table says it: "82 %", or a dash where there is nothing to share."""
        return "–" if self.percent is None else f"{self.percent}%"


@dataclass(frozen=True, slots=True)
class LedgerHealth:
    """The figures of the current list against our open pipeline; money in minor units.

    `named` are those of our open deals that stand in theirs as open too, by count and by money;
    `known` those of theirs that we have; `agreed` those of the pairs that agree in everything.
    `listed_on` is None where there is no list, and then nothing is judged.
    """

    listed_on: date | None
    age: int
    named: Share
    named_money: Share
    known: Share
    agreed: Share
    currency: str

    @property
    def evidence(self) -> str:
        """The figures as one line, which a score can stand on."""
        if self.listed_on is None:
            return NO_LIST
        age = "of today" if not self.age else f"{counted(self.age, 'day')} old"
        parts = [f"list of {day_text(self.listed_on)}, {age}"]
        if self.named.percent is None:
            parts.append("the host has no open deals for it to confirm")
        else:
            money = (
                f" ({compact_money(self.named_money.part, self.currency)} of"
                f" {compact_money(self.named_money.whole, self.currency)})"
                if self.currency
                else ""
            )
            parts.append(
                f"it confirms {self.named.part:,} of the host's"
                f" {counted(self.named.whole, 'open deal')}{money}"
            )
        parts.append(
            f"the host knows {self.known.part:,} of its {counted(self.known.whole, 'deal')}"
        )
        if self.agreed.whole:
            parts.append(f"{self.agreed.part:,} of {self.agreed.whole:,} in both agree")
        return sentence("; ".join(parts))


def no_list(currency: str = "") -> LedgerHealth:
    """Nothing is known: not a zero."""
    nothing = Share(0, 0)
    return LedgerHealth(None, 0, nothing, nothing, nothing, nothing, currency)


def health_of(
    found: "Reconciled",
    unqualified: Sequence[int] | frozenset[int],
    listed_on: date,
    as_of: date,
    currency: str,
) -> LedgerHealth:
    """The figures of a list; our deals of these ids are not qualified and are no pipeline."""
    pairs = found.pairs
    mine = [
        one
        for one in (
            *(pair.ours for pair in (*pairs, *found.maybe)),
            *found.only_ours,
        )
        if one.status == "open" and one.id not in unqualified
    ]
    named = [
        pair.ours
        for pair in pairs
        if pair.ours.status == pair.theirs.status == "open" and pair.ours.id not in unqualified
    ]
    theirs = len(pairs) + len(found.maybe) + len(found.only_theirs)
    return LedgerHealth(
        listed_on,
        max(0, (as_of - listed_on).days),
        Share(len(named), len(mine)),
        Share(sum(one.minor or 0 for one in named), sum(one.minor or 0 for one in mine)),
        Share(len(pairs), theirs),
        Share(len(found.agreed), len(pairs)),
        currency,
    )
