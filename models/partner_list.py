"""The list of partners: a line each, its standing once assessed, and the figures above it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from models.program.terms import Tier
    from models.store.projected import NextJanuary


@dataclass(frozen=True, slots=True)
class Standing:
    """How one partner stands on a day; money in minor units of `currency`.

    `tone` is at_risk where the granted tier is above the calculated one; short where nothing is
    granted and no tier is reached; no_data where no record speaks for it; else met. `gap` and
    `gaps` tell what the next tier lacks, in words and as a count; `by_one_record` that it is a
    single record.
    """

    tone: str
    participation: str
    granted: "Tier | None"
    granted_basis: str | None
    calculated: "Tier"
    gap: str
    gaps: int
    by_one_record: bool
    tcv_minor: int
    pipeline_minor: int
    currency: str

    @property
    def held(self) -> "Tier":
        """The granted tier, else the calculated one."""
        return self.granted or self.calculated

    @property
    def differs(self) -> bool:
        """Whether the calculated tier is another one than the tier that is held."""
        return self.held.key != self.calculated.key


class PartnerLine(NamedTuple):
    """One partner in the list; `standing` is None until it has been assessed.

    `ahead` is what next January's measure would say, None until it has been projected.

    A tuple, since ten thousand of them are made before the first paint.
    """

    id: int
    name: str
    region: str = ""
    standing: Standing | None = None
    ahead: "NextJanuary | None" = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands above the list; the sums cover the `assessed` partners."""

    partners: int
    assessed: int
    by_one_record: int
    tcv_minor: int
    currency: str


def summary(lines: Iterable[PartnerLine]) -> Summary:
    """Counts, and the sum of Aggregate TCV over the lines that have been assessed."""
    standings = [line.standing for line in lines]
    known = [standing for standing in standings if standing is not None]
    return Summary(
        partners=len(standings),
        assessed=len(known),
        by_one_record=sum(standing.by_one_record for standing in known),
        tcv_minor=sum(standing.tcv_minor for standing in known),
        currency=known[0].currency if known else "",
    )


def height(tier: "Tier") -> int:
    """Orders tiers: outside the tiers is lowest, then the higher the more."""
    return -tier.rank if tier.rank else -1_000
