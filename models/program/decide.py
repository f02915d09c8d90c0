"""Which tier a partner has earned on a day, which one it holds, and why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain

from models.partner import Grant, Partner
from models.program import explain
from models.program.decision import Criterion, Decision, Finding, Gates, NextTier
from models.program.measure import Facts, agreement_in_force, findings
from models.program.terms import Terms
from models.text import money_said

PROGRAM_AGREEMENT = "program_agreement"


def decide(facts: Facts, terms: Terms, as_of: date, prerequisites_as_of: date) -> Decision:
    """Judge one partner: pure, the same facts and terms give the same decision.

    `as_of` is the day of invitation, program agreement and grant (and of the sums in `facts`);
    contacts, offerings, trainings and other agreements are judged on `prerequisites_as_of`.
    """
    found = findings(facts, terms, prerequisites_as_of)
    criteria = _criteria(terms, found)
    invited = _begun(facts.partner.invitation_accepted_on, as_of)
    signed = _signed(facts, as_of)
    tcv_tier, calculated, gates = _judge(terms, criteria, invited=invited, signed=signed)
    participation = _participation(facts.partner, as_of, gates)
    grant = _grant_on(facts, terms, as_of)
    granted_tier, granted_basis = _granted(facts, terms, as_of, participation, grant)
    above = terms.above(calculated)
    return Decision(
        partner_id=facts.partner.id,
        partner=facts.partner.name,
        participation=participation,
        as_of=as_of,
        prerequisites_as_of=prerequisites_as_of,
        program=terms.program,
        version=terms.version,
        currency=terms.currency,
        tcv=facts.tcv,
        tcv_tier=tcv_tier,
        calculated_tier=calculated,
        granted_tier=granted_tier,
        granted_basis=granted_basis,
        gates=gates,
        criteria=criteria,
        next_tier=NextTier(above.key, _unmet(criteria, above.key)) if above else None,
        advice=tuple(
            row.reason
            for row in criteria
            if row.tier == calculated and row.obligation == "recommended" and not row.met
        ),
        findings=found,
        warnings=(*facts.warnings, *_warnings(facts, terms, as_of, participation, gates, grant)),
        readings=terms.readings,
    )


def held_on(facts: Facts, terms: Terms, day: date) -> tuple[str | None, Grant | None]:
    """The tier held on a day, and the grant in force, without judging any criterion.

    A provisional tier is held by the program itself, without a grant.
    """
    invited = _begun(facts.partner.invitation_accepted_on, day)
    gates = Gates(invited, _signed(facts, day), False, False)
    grant = _grant_on(facts, terms, day)
    participation = _participation(facts.partner, day, gates)
    return _granted(facts, terms, day, participation, grant)[0], grant


def _criteria(terms: Terms, found: Mapping[str, Finding]) -> tuple[Criterion, ...]:
    """The highest tier with all its criteria first."""
    by_criterion = [
        _rows(
            terms, place, found[criterion.id].actual, explain.detail(criterion, found[criterion.id])
        )
        for place, criterion in enumerate(terms.criteria)
    ]
    return tuple(chain.from_iterable(zip(*by_criterion, strict=True)))


@lru_cache(maxsize=4096)
def _rows(terms: Terms, place: int, actual: int | bool, detail: str) -> tuple[Criterion, ...]:
    """One criterion held against every tier; partners with the same result share the rows."""
    criterion = terms.criteria[place]
    beginning = explain.found(criterion, actual, detail, terms)
    rows = []
    for tier in terms.tiers:
        ask = criterion.asks[tier.key]
        gap = max(0, ask.required - actual)
        rows.append(
            Criterion(
                id=criterion.id,
                clause=ask.clause,
                tier=tier.key,
                obligation=ask.obligation,
                required=ask.required,
                actual=actual,
                met=not gap,
                gap=gap,
                reason=explain.reason(tier, criterion, beginning, gap, terms.currency),
            )
        )
    return tuple(rows)


def _judge(
    terms: Terms, criteria: Sequence[Criterion], *, invited: bool, signed: bool
) -> tuple[str, str, Gates]:
    """The tier by requirements alone, the calculated tier, and the gates."""
    requirements = {criterion.id for criterion in terms.criteria if criterion.is_requirement}
    lacks_money: set[str] = set()
    lacks_prerequisite: set[str] = set()
    for row in criteria:
        if not row.met and row.obligation == "required":
            (lacks_money if row.id in requirements else lacks_prerequisite).add(row.tier)
    outside = terms.outside.key
    by_money = [tier.key for tier in terms.tiers if tier.key not in lacks_money]
    by_all = [key for key in by_money if key not in lacks_prerequisite]
    lowest = terms.lowest.key
    gates = Gates(invited, signed, lowest not in lacks_money, lowest not in lacks_prerequisite)
    return (by_money or [outside])[0], (by_all or [outside])[0], gates


def _unmet(criteria: Sequence[Criterion], tier: str) -> tuple[str, ...]:
    return tuple(
        row.id
        for row in criteria
        if row.tier == tier and not row.met and row.obligation == "required"
    )


def _signed(facts: Facts, day: date) -> bool:
    return any(
        agreement.kind == PROGRAM_AGREEMENT and agreement_in_force(agreement, day)
        for agreement in facts.agreements
    )


def _begun(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of


def _participation(partner: Partner, as_of: date, gates: Gates) -> str:
    if _begun(partner.removed_on, as_of):
        return "removed"
    if gates.invitation:
        return "participating" if gates.agreement else "accepted"
    if _begun(partner.invited_on, as_of):
        return "invited"
    return "candidate" if _begun(partner.candidate_on, as_of) else "not_participating"


def _grant_on(facts: Facts, terms: Terms, as_of: date) -> Grant | None:
    """The grant in force: of those that have begun and not ended, the one that began last.

    What began before the candidacy belongs to an earlier time in the program, which has ended.
    A tier of another program holds nothing while this one runs.
    """
    return _newest(g for g in _running(facts, as_of) if terms.grants(g.tier, g.program))


def _newest(grants: Iterable[Grant]) -> Grant | None:
    return max(grants, key=lambda grant: (grant.from_on, grant.id), default=None)


def _running(facts: Facts, as_of: date) -> list[Grant]:
    since = facts.partner.candidate_on or date.min
    return [
        grant
        for grant in facts.grants
        if since <= grant.from_on <= as_of and (grant.until_on is None or as_of <= grant.until_on)
    ]


def _granted(
    facts: Facts, terms: Terms, as_of: date, participation: str, grant: Grant | None
) -> tuple[str | None, str | None]:
    """Tier and basis; only a participating partner holds one (C074, C075)."""
    if participation != "participating":
        return None, None
    if grant is not None and grant.tier == terms.outside.key:
        return None, None  # an assessment that ended without a tier ends the tier held before
    if grant is not None:
        return grant.tier, grant.basis
    first = terms.provisional
    invited = facts.partner.invited_on
    if first and as_of <= first.until and invited is not None and invited.year == first.year:
        return first.tier, "provisional"
    return None, None


def _warnings(
    facts: Facts,
    terms: Terms,
    as_of: date,
    participation: str,
    gates: Gates,
    grant: Grant | None,
) -> list[str]:
    said = []
    lowest = terms.lowest
    invited = facts.partner.invited_on
    if participation in {"invited", "accepted"} and invited:
        if not gates.prerequisites:
            missing = f"the prerequisites for {lowest.label} are"
            said.append(explain.invited_early(invited, missing))
        if not gates.tcv:
            said.append(explain.invited_early(invited, f"{lowest.label}’s target is"))
    if participation == "participating" and not gates.tcv:
        said += [
            explain.below_target(c.label, lowest.label, money_said(target, terms.currency))
            for c in terms.criteria
            if c.kind == "money" and (target := c.asks[lowest.key].required)
        ][:1]
    if not facts.partner.shield_sponsorship:
        said += [explain.unsponsored(o.name) for o in facts.offerings if o.standard and o.worldwide]
    if grant is not None and participation != "participating":
        said.append(explain.grant_idle(grant, terms.label(grant.tier), participation))
    last = _newest(_running(facts, as_of))
    if last is not None and not terms.grants(last.tier, last.program):
        said.append(explain.grant_elsewhere(last, terms.program))
    return said
