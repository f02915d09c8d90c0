"""How a decision reads as one line: held, at risk, short of every tier, or nothing known."""

from models.partner_list import Standing, height
from models.partner_words import gap_sentence, missing_for
from models.program.decision import Decision
from models.program.terms import Terms, Tier


def standing_of(decision: Decision, terms: Terms) -> Standing:
    """A decision as a line of the list shows it."""
    missing = missing_for(decision, decision.next_tier.tier) if decision.next_tier else ()
    nearest = missing[0] if len(missing) == 1 else None
    calculated = terms.by_key[decision.calculated_tier]
    granted = tier_of(decision.granted_tier, terms)
    return Standing(
        tone=_tone(decision, granted or calculated, calculated),
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


def tier_of(key: str | None, terms: Terms) -> Tier | None:
    """The tier of a key; one that the program does not know is shown by its key."""
    return None if key is None else terms.by_key.get(key) or Tier(key, key, "", 0, "")


def _tone(decision: Decision, held: Tier, calculated: Tier) -> str:
    if not any(f.actual or f.counted or f.left_out for f in decision.findings.values()):
        return "no_data"
    if height(held) > height(calculated):
        return "at_risk"
    return "met" if calculated.rank else "short"
