"""All partners of a program on one day: who stands where, who moves, what most of them lack."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.program.decision import Assessment, Decision
from models.program.terms import Terms, Tier

MET, GAP, ADVICE, NOT_ASKED = "met", "gap", "advice", "none"
PARTICIPATING = "participating"

Compare = Callable[[int, int], bool]


class Cell(NamedTuple):
    """How a partner stands to one criterion of the tier that it aims for."""

    criterion: str
    state: str


@dataclass(frozen=True, slots=True)
class Member:
    """One partner; money in minor units of the program's currency.

    `held` is the granted tier, by key, blank for none; `calculated` what the records give; `aim`
    the next tier above that, the highest once it is reached. `share` is the part of the aim's
    amount that is reached, in thousandths; None where the program asks for none. `before` is the
    tier held at the end of the year before, `moved` what Aggregate TCV gained since the day
    before; None where that is not known.
    """

    id: int
    name: str
    held: str
    calculated: str
    aim: str
    total: int
    pipeline: int
    share: int | None
    gaps: tuple[str, ...]
    cells: tuple[Cell, ...]
    before: str = ""
    moved: int | None = None

    @property
    def at_top(self) -> bool:
        return not self.gaps and self.calculated == self.aim


class Lacked(NamedTuple):
    """A criterion that partners lack for the tier they aim for, and who does."""

    criterion: str
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """All partners that take part, by folded name. `since` is the day that moves are told from."""

    as_of: date
    terms: Terms
    members: tuple[Member, ...]
    outside: int = 0
    since: date | None = None
    portfolio: str = ""
    sample: bool = False

    @property
    def total(self) -> int:
        return sum(one.total for one in self.members)

    @property
    def pipeline(self) -> int:
        return sum(one.pipeline for one in self.members)

    @property
    def held(self) -> Mapping[str, int]:
        """How many partners hold each tier now; "" for none."""
        return Counter(one.held for one in self.members)

    @property
    def before(self) -> Mapping[str, int]:
        """How many held each tier at the end of the year before."""
        return Counter(one.before for one in self.members)

    def of(self, tier: str) -> tuple[Member, ...]:
        """The partners that hold a tier, the largest first."""
        return tuple(sorted((m for m in self.members if m.held == tier), key=_largest))

    @property
    def rising(self) -> tuple[Member, ...]:
        """Those whose records give more than they hold, the highest first."""
        return self._between(lambda held, given: given > held)

    @property
    def falling(self) -> tuple[Member, ...]:
        """Those whose records give less than they hold, the highest first."""
        return self._between(lambda held, given: given < held)

    def _between(self, wanted: Compare) -> tuple[Member, ...]:
        found = [
            m for m in self.members if wanted(self._height(m.held), self._height(m.calculated))
        ]
        return tuple(sorted(found, key=lambda m: (-self._height(m.calculated), *_largest(m))))

    def _height(self, tier: str) -> int:
        """0 for no tier; the higher the tier, the more."""
        known = self.terms.by_key.get(tier)
        if known is None or known.key == self.terms.outside.key:
            return 0
        return len(self.terms.tiers) - self.terms.tiers.index(known)

    def moved_most(self, most: int) -> tuple[Member, ...]:
        """Those whose Aggregate TCV moved most since the day before, either way."""
        found = [member for member in self.members if member.moved]
        return tuple(sorted(found, key=lambda m: (-abs(m.moved or 0), m.name, m.id))[:most])

    @property
    def nearest(self) -> tuple[Member, ...]:
        """All partners by what they lack, the least first; at the highest tier they come last."""
        return tuple(
            sorted(
                self.members,
                key=lambda m: (m.at_top, len(m.gaps), -(m.share or 0), *_largest(m)),
            )
        )

    @property
    def lacked(self) -> tuple[Lacked, ...]:
        """What partners lack for the tier they aim for, what most of them lack first."""
        found: dict[str, list[str]] = {}
        for member in self.nearest:
            for criterion in member.gaps:
                found.setdefault(criterion, []).append(member.name)
        order = [criterion.id for criterion in self.terms.criteria]
        return tuple(
            Lacked(criterion, tuple(names))
            for criterion, names in sorted(
                found.items(), key=lambda item: (-len(item[1]), order.index(item[0]))
            )
        )


def review(
    found: Assessment,
    *,
    before: Mapping[int, str] | None = None,
    totals_before: Mapping[int, int] | None = None,
    since: date | None = None,
    portfolio: str = "",
    sample: bool = False,
) -> Review:
    """The review of all partners that take part in the program.

    `before` has the tier of each partner at the end of the year before, `totals_before` the
    Aggregate TCV of each on the day `since`.
    """
    inside = [one for one in found.decisions if one.participation == PARTICIPATING]
    return Review(
        found.as_of,
        found.terms,
        tuple(_member(one, found.terms, before or {}, totals_before) for one in inside),
        len(found.decisions) - len(inside),
        since,
        portfolio,
        sample,
    )


def _member(
    decision: Decision,
    terms: Terms,
    before: Mapping[int, str],
    totals_before: Mapping[int, int] | None,
) -> Member:
    aim = terms.by_key[decision.next_tier.tier] if decision.next_tier else terms.tiers[0]
    rows = [row for row in decision.criteria if row.tier == aim.key]
    moved = None
    if totals_before is not None:
        moved = decision.tcv.total - totals_before.get(decision.partner_id, 0)
    return Member(
        decision.partner_id,
        decision.partner,
        decision.granted_tier or "",
        decision.calculated_tier,
        aim.key,
        decision.tcv.total,
        decision.tcv.pipeline,
        _share(decision, terms, aim),
        tuple(row.id for row in rows if row.obligation == "required" and not row.met),
        tuple(Cell(row.id, _state(row.obligation, met=row.met)) for row in rows),
        before.get(decision.partner_id, ""),
        moved,
    )


def _share(decision: Decision, terms: Terms, aim: Tier) -> int | None:
    amount = terms.amount
    if amount is None or amount.asks[aim.key].obligation != "required":
        return None
    asked = int(amount.asks[aim.key].required)
    return decision.tcv.total * 1000 // asked if asked else None


def _state(obligation: str, *, met: bool) -> str:
    if obligation == "not_required":
        return NOT_ASKED
    if met:
        return MET
    return GAP if obligation == "required" else ADVICE


def _largest(member: Member) -> tuple[int, str, int]:
    return (-member.total, member.name, member.id)
