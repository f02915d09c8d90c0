"""How a partner stands on a day, in words: its standing, its gaps, the state of its papers."""

from dataclasses import dataclass
from datetime import date

from models.partner import Agreement
from models.program.decision import Criterion, Decision
from models.program.terms import Terms
from models.text import day_text, gap_text

AGREEMENTS = {
    "program_agreement": "Program agreement",
    "procurement_agreement": "Procurement agreement",
    "nda": "Non-disclosure agreement",
    "data_privacy_agreement": "Data privacy agreement",
}
SERVICES = {
    "": "Not said",
    "consulting": "Consulting and integration",
    "managed": "Managed services",
    "both": "Both",
    "none": "None, resale only",
}
BUCKETS = {
    "wins": "Counts as a win",
    "losses": "Counts as a loss",
    "pipeline": "Counts as pipeline",
    "out_of_window": "Outside the window",
    "closed_this_year": "Closed this year, counts next January",
    "closed_later": "Closes after the as-of day",
    "earlier": "Closed before last year",
    "unqualified": "Not qualified",
    "undated": "No close date",
    "no_rate": "No exchange rate",
}
EXPIRES_SOON = 90  # days; a paper that ends within them is shown as at risk, nothing more


@dataclass(frozen=True, slots=True)
class Standing:
    """What the list of partners says of one partner; `tone` is met, at_risk, short or no_data.

    `tone`: at_risk where the granted tier is above the calculated one; short where one criterion
    separates the partner from its next tier, or where it holds no tier; no_data where no record
    speaks for it; else met. `by_one_record` where that one criterion is a single record away.
    Money is in minor units of `currency`.
    """

    tone: str
    participation: str
    calculated_tier: str
    granted_tier: str | None
    granted_basis: str | None
    gap: str
    gaps: int
    by_one_record: bool
    tcv_minor: int
    pipeline_minor: int
    currency: str

    @property
    def tier(self) -> str:
        """The tier that is held: the granted one, else the calculated one."""
        return self.granted_tier or self.calculated_tier


def standing_of(decision: Decision, terms: Terms) -> Standing:
    """A decision as one line of the list."""
    missing = missing_for_next(decision)
    nearest = missing[0] if len(missing) == 1 else None
    held = decision.granted_tier or decision.calculated_tier
    if not _has_data(decision):
        tone = "no_data"
    elif height(held, terms) > height(decision.calculated_tier, terms):
        tone = "at_risk"
    elif len(missing) == 1 or decision.calculated_tier == terms.outside.key:
        tone = "short"
    else:
        tone = "met"
    return Standing(
        tone=tone,
        participation=decision.participation,
        calculated_tier=decision.calculated_tier,
        granted_tier=decision.granted_tier,
        granted_basis=decision.granted_basis,
        gap=gap_sentence(missing, terms),
        gaps=len(missing),
        by_one_record=nearest is not None and nearest.gap == 1 and not _is_money(nearest, terms),
        tcv_minor=decision.tcv.total,
        pipeline_minor=decision.tcv.pipeline,
        currency=decision.currency,
    )


def missing_for_next(decision: Decision) -> tuple[Criterion, ...]:
    """The required criteria of the next tier that are not met, in the program's order."""
    if decision.next_tier is None:
        return ()
    return missing_for(decision, decision.next_tier.tier)


def missing_for(decision: Decision, tier: str) -> tuple[Criterion, ...]:
    """The required criteria of a tier that are not met, in the program's order."""
    return tuple(
        c for c in decision.criteria if c.tier == tier and c.obligation == "required" and not c.met
    )


def height(tier: str, terms: Terms) -> int:
    """How high a tier stands: 0 outside the tiers, more the higher; a foreign key counts as 0."""
    found = terms.by_key.get(tier)
    return len(terms.tiers) + 1 - found.rank if found and found.rank else 0


def gap_words(criterion: Criterion, terms: Terms) -> str:
    """What is missing for one criterion: "2 people short", "Executive sponsor missing"."""
    told = terms.criterion(criterion.id)
    if told.kind == "money":
        return f"{told.label} {gap_text(criterion.gap, told.kind, terms.currency)}"
    if told.kind == "yes_no":
        return f"{told.label} missing"
    return gap_text(criterion.gap, told.kind, terms.currency, told.unit)


def gap_sentence(missing: tuple[Criterion, ...], terms: Terms) -> str:
    """The first gap and how many more there are; what there is to say where nothing is missing."""
    if not missing:
        return "Highest tier reached"
    first = gap_words(missing[0], terms)
    return first if len(missing) == 1 else f"{first} and {len(missing) - 1} more"


def agreement_state(agreement: Agreement | None, day: date) -> tuple[str, str]:
    """Status and words of a paper on a day; it is in force to the end of its last day."""
    if agreement is None or agreement.signed_on is None:
        return "no_data", "Not signed"
    if agreement.signed_on > day:
        return "no_data", f"Signed only on {day_text(agreement.signed_on)}"
    if agreement.expires_on is None:
        return "met", "In force"
    left = (agreement.expires_on - day).days
    if left < 0:
        return "short", f"Expired on {day_text(agreement.expires_on)}"
    if left <= EXPIRES_SOON:
        return "at_risk", f"Expires on {day_text(agreement.expires_on)}"
    return "met", f"In force until {day_text(agreement.expires_on)}"


def _is_money(criterion: Criterion, terms: Terms) -> bool:
    return terms.criterion(criterion.id).kind == "money"


def _has_data(decision: Decision) -> bool:
    return any(f.actual or f.counted or f.left_out for f in decision.findings.values())
