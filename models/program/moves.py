"""Who would move under other terms, and which criterion moves them."""

from dataclasses import dataclass

from models.program.decision import Decision
from models.program.terms import Terms, Tier


@dataclass(frozen=True, slots=True)
class Move:
    """One partner's calculated tier before and after; `direction` is other where the programs
    share no tier to compare.

    `criteria` name what makes the difference: on the way down the criteria of the former tier
    that the new terms find unmet, on the way up those that had kept it from the new one, else
    what keeps it from the tier above.
    """

    partner_id: int
    partner: str
    participation: str
    before: Tier
    after: Tier
    direction: str
    criteria: tuple[str, ...]
    tcv_before: int
    tcv_after: int

    def because(self, old: Terms, new: Terms) -> tuple[str, ...]:
        """The labels of the criteria, as the terms that have them name them."""
        first, then = new.criterion_labels, old.criterion_labels
        return tuple(first.get(key) or then.get(key, key) for key in self.criteria)


def moved(before: Decision, after: Decision, old: Terms, new: Terms) -> Move:
    """One partner judged twice, by old and by new terms."""
    was, now = old.by_key[before.calculated_tier], new.by_key[after.calculated_tier]
    direction = _direction(was, now, old, new)
    if direction == "down":
        criteria = _unmet(after, was.key)
    elif direction == "up":
        criteria = _unmet(before, now.key)
    else:
        criteria = after.next_tier.gaps if after.next_tier else ()
    return Move(
        partner_id=before.partner_id,
        partner=before.partner,
        participation=after.participation,
        before=was,
        after=now,
        direction=direction,
        criteria=criteria,
        tcv_before=before.tcv.total,
        tcv_after=after.tcv.total,
    )


def _direction(was: Tier, now: Tier, old: Terms, new: Terms) -> str:
    """Compared on the ladder that has both tiers; the new one first."""
    for terms in (new, old):
        ladder = [tier.key for tier in (*terms.tiers, terms.outside)]
        if was.key in ladder and now.key in ladder:
            steps = ladder.index(was.key) - ladder.index(now.key)
            return "same" if not steps else "up" if steps > 0 else "down"
    return "other"


def _unmet(decision: Decision, tier: str) -> tuple[str, ...]:
    return tuple(
        row.id
        for row in decision.criteria
        if row.tier == tier and row.obligation == "required" and not row.met
    )
