"""The list of partners: a line each, its standing once assessed, and the figures above it."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.partner_words import gap_sentence, missing_for
from models.program.decision import Decision
from models.program.terms import Terms, Tier


@dataclass(frozen=True, slots=True)
class Standing:
    """How one partner stands on a day; money in minor units of `currency`.

    `tone` is at_risk where the granted tier is above the calculated one; short where a single
    criterion separates the partner from its next tier, or where it holds no tier; no_data where
    no record speaks for it; else met. `gap` and `gaps` tell what the next tier lacks, in words
    and as a count; `by_one_record` that it is a single record.
    """

    tone: str
    participation: str
    granted: Tier | None
    granted_basis: str | None
    calculated: Tier
    gap: str
    gaps: int
    by_one_record: bool
    tcv_minor: int
    pipeline_minor: int
    currency: str

    @property
    def held(self) -> Tier:
        """The granted tier, else the calculated one."""
        return self.granted or self.calculated

    @property
    def differs(self) -> bool:
        """Whether the calculated tier is another one than the tier that is held."""
        return self.held.key != self.calculated.key


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One partner in the list; `standing` is None until it has been assessed."""

    id: int
    name: str
    region: str = ""
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands above the list; the sums cover the `assessed` partners."""

    partners: int
    assessed: int
    by_one_record: int
    tcv_minor: int
    currency: str


def standing_of(decision: Decision, terms: Terms) -> Standing:
    """A decision as a line of the list shows it."""
    missing = missing_for(decision, decision.next_tier.tier) if decision.next_tier else ()
    nearest = missing[0] if len(missing) == 1 else None
    calculated = terms.by_key[decision.calculated_tier]
    granted = tier_of(decision.granted_tier, terms)
    return Standing(
        tone=_tone(decision, granted or calculated, calculated, len(missing)),
        participation=decision.participation,
        granted=granted,
        granted_basis=decision.granted_basis,
        calculated=calculated,
        gap=gap_sentence(missing, terms),
        gaps=len(missing),
        by_one_record=nearest is not None
        and nearest.gap == 1
        and terms.criterion(nearest.id).kind != "money",
        tcv_minor=decision.tcv.total,
        pipeline_minor=decision.tcv.pipeline,
        currency=decision.currency,
    )


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


def tier_of(key: str | None, terms: Terms) -> Tier | None:
    """The tier of a key; one that the program does not know is shown by its key."""
    return None if key is None else terms.by_key.get(key) or Tier(key, key, "", 0, "")


def height(tier: Tier) -> int:
    """Orders tiers: outside the tiers is lowest, then the higher the more."""
    return -tier.rank if tier.rank else -1_000


def _tone(decision: Decision, held: Tier, calculated: Tier, missing: int) -> str:
    if not any(f.actual or f.counted or f.left_out for f in decision.findings.values()):
        return "no_data"
    if height(held) > height(calculated):
        return "at_risk"
    return "short" if missing == 1 or not calculated.rank else "met"
