"""The four gates of the program, each on its own, and what to think of before a step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.participation import ENDS
from models.partner import Agreement, Partner
from models.partner_words import agreement_state, gap_words, missing_for, newest
from models.program.decide import PROGRAM_AGREEMENT
from models.program.decision import Decision
from models.program.terms import Terms
from models.text import counted, day_text, listed

_LAST_MONTH = 12  # from its first day on January's measurement is reminded of


@dataclass(frozen=True, slots=True)
class Gate:
    """One of the four gates (A02): whether it holds, why, and which criteria are missing."""

    key: str
    title: str
    holds: bool
    reason: str
    missing: tuple[str, ...] = ()


def warnings(step: str, partner: Partner, decision: Decision, terms: Terms) -> tuple[str, ...]:
    """What to think of before a step; none of it keeps anybody from taking it (C018, C056)."""
    said = []
    if step == "invited":
        said = [
            f"{gate.title}: {gate.reason}."
            for gate in gates(partner, (), decision, terms)[2:]
            if not gate.holds
        ]
    if step == "accepted" and partner.invited_on is None:
        said = ["No invitation is recorded. Participation is by invitation only."]
    if step in ENDS and decision.granted_tier is not None:
        said = [f"{terms.label(decision.granted_tier)} ends with it, and so do its benefits."]
    return tuple(said)


def gates(
    partner: Partner, agreements: Sequence[Agreement], decision: Decision, terms: Terms
) -> tuple[Gate, Gate, Gate, Gate]:
    """Invitation, agreement, money and prerequisites, each on its own, with what limits it.

    Whoever is out of the program has no invitation that holds, though it was accepted once.
    """
    held = decision.gates
    lowest = terms.lowest
    missing = missing_for(decision, lowest.key)
    money = [row for row in missing if terms.criterion(row.id).is_requirement]
    others = [row for row in missing if not terms.criterion(row.id).is_requirement]
    needed = sum(
        row.tier == lowest.key and row.obligation == "required"
        and not terms.criterion(row.id).is_requirement
        for row in decision.criteria
    )  # fmt: skip
    papers = [paper for paper in agreements if paper.kind == PROGRAM_AGREEMENT]
    paper = newest(papers) if papers else None
    short = listed([gap_words(row, terms) for row in money])
    asked = any(
        row.tier == lowest.key and row.obligation == "required"
        and terms.criterion(row.id).is_requirement
        for row in decision.criteria
    )  # fmt: skip
    met = f"{lowest.label}’s target is met" if asked else f"{lowest.label} requires none"
    tcv = f"{short} for {lowest.label}" if money else met
    if others:
        names = listed([terms.criterion(row.id).label for row in others])
        rest = f"{len(others)} of {needed} missing for {lowest.label}: {names}"
    elif needed:
        rest = f"All {needed} that {lowest.label} requires are met"
    else:
        rest = f"{lowest.label} requires none"
    return (
        Gate("invitation", "Invitation", held.invitation and decision.participation != "removed",
             _invitation(partner, decision.as_of)),
        Gate("agreement", "Agreement", held.agreement, agreement_state(paper, decision.as_of)[1]),
        Gate("tcv", terms.requirement_label, held.tcv, tcv, tuple(row.id for row in money)),
        Gate("prerequisites", "Prerequisites", held.prerequisites, rest,
             tuple(row.id for row in others)),
    )  # fmt: skip


def reminder(terms: Terms, as_of: date, ready: int) -> str:
    """Before January: whom to invite is to be decided (C011); nothing in the rest of the year.

    `ready` is how many partners outside the program meet the lowest tier.
    """
    measured = terms.measurement_day(as_of.year + (as_of.month == _LAST_MONTH))
    if as_of.month not in (_LAST_MONTH, 1) or as_of > measured:
        return ""
    left = (measured - as_of).days
    when = f"in {counted(left, 'day')}" if left else "today"
    verb = "meets" if ready == 1 else "meet"
    who = f"{counted(ready, 'partner')} outside the program {verb} {terms.lowest.label}."
    return (
        f"Partners are measured on {day_text(measured)}, {when}: time to decide whom to invite."
        f" {who[:1].upper()}{who[1:]}"
    )


def _invitation(partner: Partner, day: date) -> str:
    accepted, invited, removed = (
        found if found is not None and found <= day else None
        for found in (partner.invitation_accepted_on, partner.invited_on, partner.removed_on)
    )
    if removed:
        return f"Out of the program since {day_text(removed)}"
    if accepted:
        return f"Accepted on {day_text(accepted)}"
    return f"Invited on {day_text(invited)}, no answer yet" if invited else "Not invited"
