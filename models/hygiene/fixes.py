"""What puts many deals right at once: each deal as it would be, and what is said of it before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from models.deal import Deal
from models.hygiene.findings import same_day_next_quarter
from models.text import counted, day_text, listed, money_said

if TYPE_CHECKING:
    from models.store.deals import DealRow

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Fix:
    """`kind` is close_date, next_quarter, status, next_step, offering, services, unqualified or
    delete.

    `day` is the close date, `text` the next step, the status or the offering's name, `percent`
    the services' part of the value, `offerings` the offering by partner, `gone` what is deleted.
    """

    kind: str
    day: date | None = None
    text: str = ""
    percent: Decimal = Decimal(0)
    offerings: Mapping[int, int] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()

    def label(self, count: int) -> str:
        """What undo and history call it."""
        deals = counted(count, "deal")
        if self.kind == "close_date":
            return f"Set the close date of {deals} to {day_text(self.day) if self.day else 'none'}"
        return {
            "next_quarter": f"Move {deals} to the same day of the next quarter",
            "status": f"Set {deals} to {self.text}",
            "next_step": f"Set the next step of {deals}",
            "offering": f"Link {deals} to an offering",
            "services": f"State the services portion of {deals}: {self.percent.normalize():f}%",
            "unqualified": f"Mark {deals} as not qualified",
            "delete": f"Delete {counted(count, 'duplicate')}",
        }[self.kind]


def fixed(deal: Deal, fix: Fix, as_of: date) -> Deal | None:
    """The deal as it would be, the same where the fix does nothing to it; None where it goes."""
    if fix.kind == "close_date":
        return replace(deal, close_date=fix.day)
    if fix.kind == "next_quarter":
        return replace(deal, close_date=same_day_next_quarter(deal.close_date or as_of, as_of))
    if fix.kind == "status":
        return replace(deal, status=fix.text, close_date=fix.day or deal.close_date)
    if fix.kind == "next_step":
        return replace(deal, next_step=fix.text)
    if fix.kind == "offering":
        return replace(deal, offering_id=fix.offerings.get(deal.partner_id, deal.offering_id))
    if fix.kind == "services":
        services = part(deal.tcv_minor, fix.percent)
        return replace(deal, services_minor=services, partner_minor=deal.tcv_minor - services)
    if fix.kind == "unqualified":
        return replace(deal, qualified=False)
    if fix.kind == "delete":
        return None if deal.id in fix.gone else deal
    raise ValueError(fix.kind)


def part(minor: int, percent: Decimal) -> int:
    """A percentage of an amount, half up."""
    return int((minor * percent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def surplus(
    rows: Iterable["DealRow"],
    twins: Mapping[int, tuple[int, ...]],
    known: Mapping[int, "DealRow"],
    keep: str,
) -> frozenset[int]:
    """The deals of duplicates that go, so that one of each stays.

    `keep` says which: the first that came, the one changed last, or the one that is chosen.
    """
    gone: set[int] = set()
    seen: set[int] = set()
    for row in rows:
        if row.id in seen or row.id not in twins:
            continue
        group = [known[one] for one in (row.id, *twins[row.id]) if one in known]
        seen.update(one.id for one in group)
        if keep == "chosen":
            stays = row.id
        elif keep == "changed":
            stays = max(group, key=lambda one: (one.updated_on or "", one.id)).id
        else:
            # Ids grow with time, and an import keeps the id of what it meets again.
            stays = min(group, key=lambda one: (one.updated_on or "", one.id)).id
        gone.update(one.id for one in group if one.id != stays)
    return frozenset(gone)


@dataclass(frozen=True, slots=True)
class Moved:
    """A partner whose tier a fix would change; tiers in words."""

    partner: str
    before: str
    after: str
    up: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a fix would do: how many deals it changes, and to money and tiers.

    `before` and `after` are what the changed deals are in the sum, in minor units of `currency`.
    `partners` are those with a changed deal, `judged` those of them whose tier was looked at.
    """

    changed: int
    same: int
    before: int
    after: int
    currency: str
    label: str
    moved: Sequence[Moved] = ()
    partners: int = 0
    judged: int = 0

    @property
    def said(self) -> str:
        if not self.changed:
            return "Nothing changes: all are so already."
        told = [f"Changes {counted(self.changed, 'deal')}"]
        if self.same:
            verb = "is" if self.same == 1 else "are"
            told[0] += f"; {counted(self.same, 'deal')} {verb} so already"
        told[0] += "."
        if self.currency:
            told.append(self._money())
            told.append(self._tiers())
        return " ".join(part for part in told if part)

    def _money(self) -> str:
        difference = self.after - self.before
        if not difference:
            return f"The {self.label} stays as it is."
        way = "grows" if difference > 0 else "falls"
        return f"The {self.label} {way} by {money_said(abs(difference), self.currency)}."

    def _tiers(self) -> str:
        told = []
        for up, verb in ((True, "rises"), (False, "falls")):
            some = [one for one in self.moved if one.up is up]
            words = [f"{one.partner} {verb} from {one.before} to {one.after}" for one in some]
            if len(words) > MOST_NAMED:
                more = counted(len(words) - MOST_NAMED, "other")
                words = [*words[:MOST_NAMED], f"{more} {verb[:-1]}"]
                words[-1] = (
                    words[-1]
                    .replace("1 other rise", "1 other rises")
                    .replace("1 other fall", "1 other falls")
                )
            if words:
                told.append(f"{listed(words)}.")
        if not told:
            told.append("No tier changes.")
        if self.judged < self.partners:
            told.append(f"Tiers of {self.judged:,} of {self.partners:,} partners were looked at.")
        return " ".join(told)
