"""How a partner's records and gaps read, in words: papers, buckets of deals, what is missing."""

from collections.abc import Sequence
from datetime import date

from models.partner import Agreement
from models.program.decision import Criterion, Decision
from models.program.terms import CriterionTerms, Terms
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
    "earlier": "Closed before the days that count",
    "unqualified": "Not qualified",
    "undated": "No close date",
    "no_rate": "No exchange rate",
}
# How the records of a criterion are counted, by what it counts.
RULES = {
    "offerings": "standard offerings of the host that hold host services, from the day on which "
    "they are available.",
    "geographies": "the reach of the widest single standard offering; worldwide is all of them.",
    "people_trained": "each person once, over all kinds of training that count, from the day of "
    "completion.",
    "contacts": "each person of the partner once, from the first day to the day before the last.",
    "fact": "a yes on the partner’s overview.",
    "integrations": "each host product once, if agreed with offering management.",
    "agreement": "a paper from the day of signing to the end of its last day.",
    "deal_money": "the money of qualified deals that close on the days the program names.",
    "deals": "qualified deals that close on the days the program names.",
    "registered_deals": "qualified deals that were registered on the days the program names.",
    "customers": "each customer of the qualified deals that count, once.",
    "membership_months": "whole months since the invitation was accepted.",
}
EXPIRES_SOON = 90  # days; a paper that ends within them is shown as at risk, nothing more


def rule_words(criterion: CriterionTerms, terms: Terms) -> str:
    """How the records of a criterion are counted in this program."""
    if criterion.counts != "aggregate_tcv":
        return RULES[criterion.counts]
    closed = "won or lost" if terms.losses_count else "won"
    ahead = ", or are open and expected within the pipeline window"
    less = ", those without a services portion left out" if terms.exclude_without_services else ""
    return (
        f"the TCV of qualified deals that were {closed} {terms.closed_window.words}"
        f"{ahead if terms.pipeline_quarters else ''}{less}."
    )


def missing_for(decision: Decision, tier: str) -> tuple[Criterion, ...]:
    """The required criteria of a tier that are not met, in the program's order."""
    return tuple(
        c for c in decision.criteria if c.tier == tier and c.obligation == "required" and not c.met
    )


def gap_words(criterion: Criterion, terms: Terms) -> str:
    """What is missing for one criterion: "2 people short", "Executive sponsor missing".

    An amount stands first, so that a column cut short still tells it.
    """
    told = terms.criterion(criterion.id)
    if told.kind == "money":
        return f"{gap_text(criterion.gap, told.kind, terms.currency)} in {told.label}"
    if told.kind == "yes_no":
        return f"{told.label} missing"
    return gap_text(criterion.gap, told.kind, terms.currency, told.unit)


def gap_sentence(missing: Sequence[Criterion], terms: Terms) -> str:
    """The first gap and how many more there are; what there is to say where nothing is missing."""
    if not missing:
        return "Highest tier reached"
    first = gap_words(missing[0], terms)
    return first if len(missing) == 1 else f"{first} and {len(missing) - 1} more"


def newest(agreements: Sequence[Agreement]) -> Agreement:
    """The paper that was signed last; the one made last where dates say nothing."""
    return max(agreements, key=lambda paper: (paper.signed_on or date.min, paper.id))


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
