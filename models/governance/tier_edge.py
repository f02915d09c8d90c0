"""Whether a partner’s amount is near the edge of its tier, or just short of the next one’s."""

from dataclasses import dataclass

from models.program.decision import Decision
from models.program.terms import Terms
from models.text import money_said


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge that an amount is near: `apart` minor units above the amount that the tier asks for
    where the tier is held, below it where it is the next one.
    """

    partner_id: int
    partner: str
    tier: str
    label: str
    held: bool
    apart: int
    required: int
    currency: str

    @property
    def title(self) -> str:
        return f"Near the edge of {self.label}" if self.held else f"Close to {self.label}"

    @property
    def sentence(self) -> str:
        """How far it is from the edge, and what the edge is."""
        asked = money_said(self.required, self.currency)
        if not self.apart:
            return f"Exactly the {asked} that {self.label} asks for."
        apart = money_said(self.apart, self.currency)
        return (
            f"{apart} {'above' if self.held else 'below'} the {asked} that {self.label} asks for."
        )


def edges(decision: Decision, terms: Terms, percent: int) -> tuple[Edge, ...]:
    """The edges that a participating partner is near: its own tier's from above, the next one's
    from below, each within so many percent of what that tier requires, the percent included.
    """
    amount = terms.amount
    held = decision.granted_tier or decision.calculated_tier
    if amount is None or decision.participation != "participating" or held not in terms.by_key:
        return ()
    total, found = decision.tcv.total, []
    above = terms.above(held)
    for tier, own in ((terms.by_key[held], True), (above, False)):
        ask = amount.asks.get(tier.key) if tier is not None else None
        if tier is None or ask is None or ask.obligation != "required" or not ask.required:
            continue
        apart = total - int(ask.required) if own else int(ask.required) - total
        least = 0 if own else 1
        if least <= apart and apart * 100 <= percent * int(ask.required):
            found.append(
                Edge(
                    decision.partner_id, decision.partner, tier.key, tier.label, own, apart,
                    int(ask.required), decision.currency,
                )
            )  # fmt: skip
    return tuple(found)
