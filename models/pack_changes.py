"""What differs between two packs of a partner, or between a pack and now: figures, then records.

Only what both editions of a pack show is compared, so that it does not matter which of them was
issued last.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from models.action import Action
from models.background import Change, Changes
from models.benefits import totals
from models.dates import quarter_of
from models.pack_changes_year import year
from models.pack_seen import NAMED, Seen, differs, direction, limited
from models.partner import AGREEMENT_KINDS, Contact
from models.partner_file import CountedDeal
from models.partner_words import AGREEMENTS, agreement_state, newest
from models.text import (
    NONE,
    basis_text,
    counted,
    day_text,
    maybe_day,
    money_said,
    number,
    participation_text,
    value_text,
)

_SUMS = (
    ("wins", "Wins"),
    ("losses", "Losses"),
    ("pipeline", "Pipeline in the window"),
    ("out_of_window", "Open, outside the window"),
    ("closed_this_year", "Closed this year so far"),
    ("closed_later", "Closed after this day"),
    ("without_services", "Without a services portion"),
)
_STATUS = {"open": "Open", "won": "Won", "lost": "Lost"}


def changes(was: Seen, now: Seen) -> Changes:
    """Every difference, in the order of its subjects."""
    found = [
        *_tier(was, now), *_gates(was, now), *_criteria(was, now), *_sums(was, now),
        *_quarters(was, now), *_deals(was, now), *_people(was, now), *_papers(was, now),
        *_actions(was, now), *year(was, now), *_benefits(was, now),
    ]  # fmt: skip
    return Changes(was.pack_id, was.as_of, tuple(found))


# ---- tier, gates, criteria ----------------------------------------------------------------


def _tier(was: Seen, now: Seen) -> Iterator[Change]:
    def of(name: str, one: Seen) -> str:
        tier = getattr(one.decision, name)
        return NONE if tier is None else one.terms.label(tier)

    def ranked(name: str) -> str:
        tiers = [getattr(one.decision, name) for one in (was, now)]
        if None in tiers:
            return "new" if tiers[0] is None else "gone"
        ranks = [_rank(one, tier) for one, tier in zip((was, now), tiers, strict=True)]
        return (
            "other"
            if None in ranks or _program(was) != _program(now)
            else direction(ranks[0], ranks[1])
        )

    yield from differs("tier", "tier", "Program", (_program(was), _program(now)))
    for name, what in (
        ("granted_tier", "The granted tier"),
        ("calculated_tier", "The calculated tier"),
    ):
        yield from differs("tier", "tier", what, (of(name, was), of(name, now)), ranked(name), name)
    basis = [basis_text(one.decision.granted_basis or "") or NONE for one in (was, now)]
    yield from differs("tier", "tier", "The basis of the grant", basis)
    steps = [participation_text(one.decision.participation) for one in (was, now)]
    yield from differs("tier", "tier", "Participation", steps)


def _program(seen: Seen) -> str:
    return f"{seen.decision.program}, version {seen.decision.version}"


def _rank(seen: Seen, tier: str | None) -> Any:
    """The higher the better; None for no tier and for one of another program."""
    found = seen.terms.by_key.get(tier or "")
    if found is None:
        return None
    return -found.rank if found.rank else -1000


def _gates(was: Seen, now: Seen) -> Iterator[Change]:
    names = {
        "invitation": "Invitation",
        "agreement": "Agreement",
        "tcv": now.terms.requirement_label,
        "prerequisites": "Prerequisites",
    }
    for gate, name in names.items():
        held = [bool(getattr(one.decision.gates, gate)) for one in (was, now)]
        told = ["Met" if one else "Not met" for one in held]
        yield from differs("tier", "gates", name, told, direction(held[0], held[1]))


def _criteria(was: Seen, now: Seen) -> Iterator[Change]:
    for criterion in now.terms.criteria:
        if criterion.counts == "aggregate_tcv":
            continue  # the sums tell it
        before, after = (one.decision.findings.get(criterion.id) for one in (was, now))
        if before is None or after is None:
            continue
        told = [
            _value(one, criterion.id, finding.actual)
            for one, finding in ((was, before), (now, after))
        ]
        turn = "other"
        if before.actual != after.actual:
            turn = direction(int(before.actual), int(after.actual))
        yield from differs("prerequisites", "criteria", criterion.label, told, turn)


def _value(seen: Seen, criterion: str, actual: int | bool) -> str:
    """What there is, and up to which tier that is enough: "9, enough for Silver"."""
    told = seen.terms.criterion_labels
    if criterion not in told:
        return NONE
    kind = seen.terms.criterion(criterion).kind
    value = value_text(actual, kind, seen.decision.currency)
    rows = [
        row
        for row in seen.decision.criteria
        if row.id == criterion and row.obligation == "required"
    ]
    met = [row.tier for row in rows if row.met]
    if not rows or kind == "yes_no":
        return value
    highest = next((tier.label for tier in seen.terms.tiers if tier.key in met), "")
    return f"{value}, enough for {highest}" if highest else f"{value}, short for every tier"


# ---- money --------------------------------------------------------------------------------


def _sums(was: Seen, now: Seen) -> Iterator[Change]:
    total = [("total", now.terms.tcv_label)] if now.terms.amount else []
    one_currency = was.decision.currency == now.decision.currency
    for name, what in (*total, *_SUMS):
        sums = [getattr(one.decision.tcv, name) for one in (was, now)]
        told = [
            money_said(minor, one.decision.currency)
            for minor, one in zip(sums, (was, now), strict=True)
        ]
        turn = direction(sums[0], sums[1]) if one_currency else "other"
        yield from differs("tcv", "sums", what, told, turn, name if name == "total" else "")
    rates = [_win_rate(one) for one in (was, now)]
    parts = [won * max(1, other) for (won, _), (_, other) in zip(rates, rates[::-1], strict=True)]
    turn = "other" if parts[0] == parts[1] else direction(parts[0], parts[1])
    yield from differs("wins", "sums", "Win rate", list(map(_rate_said, rates)), turn)


def _win_rate(seen: Seen) -> tuple[int, int]:
    buckets = [one.bucket for one in seen.file.deals]
    won = buckets.count("wins")
    return won, won + buckets.count("losses")


def _rate_said(rate: tuple[int, int]) -> str:
    won, decided = rate
    return f"{won * 100 // decided}%, {won:,} of {decided:,}" if decided else "no deal decided"


def _quarters(was: Seen, now: Seen) -> Iterator[Change]:
    if was.decision.currency != now.decision.currency:
        return
    sums = [_by_quarter(one) for one in (was, now)]
    for quarter in sorted({*sums[0], *sums[1]}):
        before, after = (one.get(quarter, 0) for one in sums)
        told = [money_said(minor, now.decision.currency) for minor in (before, after)]
        turn = direction(before, after)
        yield from differs("pipeline", "pipeline", str(quarter), told, turn)


def _by_quarter(seen: Seen) -> dict[Any, int]:
    found: dict[Any, int] = defaultdict(int)
    for one in seen.file.deals:
        if one.bucket == "pipeline" and one.deal.close_date:
            found[quarter_of(one.deal.close_date)] += one.tcv_minor
    return found


# ---- deals --------------------------------------------------------------------------------


def _deals(was: Seen, now: Seen) -> Iterator[Change]:
    before, after = ({one.deal.id: one for one in seen.file.deals} for seen in (was, now))
    found: dict[str, list[tuple[CountedDeal | None, CountedDeal | None]]] = defaultdict(list)
    same = was.decision.currency == now.decision.currency
    for key in {**before, **after}:
        pair = (before.get(key), after.get(key))
        kind = _what_became(*pair, same)
        if kind:
            found[kind].append(pair)
    for kind in ("won", "lost", "new", "moved", "valued", "reopened", "gone"):
        yield from _named(kind, found[kind], was, now)


def _what_became(was: CountedDeal | None, now: CountedDeal | None, same_currency: bool) -> str:
    if was is None or now is None:
        return "new" if was is None else "gone"
    if was.deal.status != now.deal.status:
        return "reopened" if now.deal.status == "open" else now.deal.status
    if _quarter(was) != _quarter(now):
        return "moved"
    return "valued" if same_currency and was.tcv_minor != now.tcv_minor else ""


def _quarter(one: CountedDeal) -> Any:
    return quarter_of(one.deal.close_date) if one.deal.close_date else None


def _named(
    kind: str, pairs: list[tuple[CountedDeal | None, CountedDeal | None]], was: Seen, now: Seen
) -> Iterator[Change]:
    """The largest by name, the rest counted with their money."""

    def size(pair: tuple[CountedDeal | None, CountedDeal | None]) -> tuple[int, int]:
        before, after = (one.tcv_minor if one else 0 for one in pair)
        by = abs(after - before) if kind == "valued" else max(before, after)
        return -by, min(one.deal.id for one in pair if one)

    pairs = sorted(pairs, key=size)
    shown = NAMED if len(pairs) > NAMED + 1 else len(pairs)
    for before, after in pairs[:shown]:
        name = next(one.ref.text for one in (after, before) if one)
        turn = _deal_turn(kind, before, after)
        yield Change("deals", name, _deal_said(before, was), _deal_said(after, now), kind, turn)
    rest = pairs[shown:]
    if rest:
        sums = [
            money_said(sum(one.tcv_minor for one in ones if one), seen.decision.currency)
            if any(ones) else NONE
            for ones, seen in zip(zip(*rest, strict=True), (was, now), strict=True)
        ]  # fmt: skip
        turn = kind if kind in ("new", "gone") else "other"
        more = f"and {number(len(rest))} more"
        yield Change("deals", more, sums[0], sums[1], kind, turn, "", len(rest))


def _deal_turn(kind: str, was: CountedDeal | None, now: CountedDeal | None) -> str:
    if kind in ("new", "gone"):
        return kind
    if kind == "valued" and was and now:
        return direction(was.tcv_minor, now.tcv_minor)
    return "other"


def _deal_said(one: CountedDeal | None, seen: Seen) -> str:
    if one is None:
        return NONE
    quarter = _quarter(one)
    when = str(quarter) if quarter else "no date"
    amount = money_said(one.tcv_minor, seen.decision.currency)
    return f"{_STATUS.get(one.deal.status, one.deal.status)}, {amount}, {when}"


# ---- people, papers, what was promised ----------------------------------------------------


def _people(was: Seen, now: Seen) -> Iterator[Change]:
    before, after = _contacts(was), _contacts(now)
    for key in sorted({**before, **after}, key=lambda one: (one not in after, one)):
        old, new = before.get(key), after.get(key)
        if (old is None) != (new is None):
            [one] = [each for each in (new, old) if each]
            role = f"{one.role[:1].upper()}{one.role[1:]}, {one.side}"
            was_said, now_said = (NONE, role) if new else (role, NONE)
            turn = "new" if new else "gone"
            yield Change("enablement", one.name, was_said, now_said, "people", turn)


def _contacts(seen: Seen) -> Mapping[int, Contact]:
    """Who was in place; other people of the host are in one edition only."""
    return {
        one.id: one
        for one in seen.file.contacts
        if one.in_place_on(seen.as_of) and (one.side == "partner" or one.role != "other")
    }


def _papers(was: Seen, now: Seen) -> Iterator[Change]:
    for kind in AGREEMENT_KINDS:
        told = []
        for seen in (was, now):
            papers = [one for one in seen.file.agreements if one.kind == kind]
            told.append(agreement_state(newest(papers) if papers else None, seen.as_of)[1])
        turn = "new" if told[0] == "Not signed" else "other"
        yield from differs("prerequisites", "papers", AGREEMENTS[kind], told, turn)


def _actions(was: Seen, now: Seen) -> Iterator[Change]:
    before, after = ({one.id: one for one in seen.background.actions} for seen in (was, now))
    closed = [
        (before[key], one)
        for key, one in after.items()
        if key in before and before[key].state != one.state
    ]
    closed.sort(key=lambda pair: (pair[1].state != "done", pair[1].due_on or date.max, pair[1].id))
    fresh = [one for key, one in after.items() if key not in before]
    made = [
        Change("commitments", new.title, _action_said(old), _action_said(new), "actions")
        for old, new in closed
    ]
    yield from limited(made, "commitments")
    made = [
        Change("commitments", one.title, NONE, _action_said(one), "actions", "new")
        for one in sorted(fresh, key=lambda one: (one.due_on or date.max, one.id))
    ]
    yield from limited(made, "new commitments")


def _action_said(one: Action) -> str:
    if one.state == "open":
        return f"Open, due {maybe_day(one.due_on)}" if one.due_on else "Open, no day"
    word = "Done" if one.state == "done" else "Dropped"
    return f"{word} on {day_text(one.done_on)}" if one.done_on else word


def _benefits(was: Seen, now: Seen) -> Iterator[Change]:
    if not was.background.benefits or not now.background.benefits:
        return
    sums = [totals(one.background.benefits) for one in (was, now)]
    told = [f"{one.done:,} of {counted(one.due, 'benefit')}" for one in sums]
    turn = "other" if sums[0].done == sums[1].done else direction(sums[0].done, sums[1].done)
    yield from differs("benefits", "benefits", "Delivered of what is due", told, turn)
