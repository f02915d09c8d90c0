"""What a partner is owed of the program's benefits in a year, what it got, and what comes next.

Three choices are ours. A year's entitlements go by the tier held on the day they are judged; an
entry goes by the tier of its own day, and on the day of a change by the better of the two. What
somebody declined is owed no more until it is offered again. A person of the host in the
benefit's role provides it by being there, and only where it is due.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.benefit_event import BENEFIT_EVENTS, BenefitEvent
from models.benefit_tiers import (
    INCLUDED,
    INVITE_ONLY,
    NOT_INCLUDED,
    Held,
    day_in,
    entitlement,
    state_of,
    tier_on,
)
from models.benefit_told import Told
from models.errors import UserError
from models.partner import Contact
from models.program.terms import Benefit, Terms
from models.text import counted, day_text, listed, lower_first

STATES = ("due", "promised", "offered", "delivered", "declined", "not_due", "not_included")
OPEN = ("due", "promised")  # something is still to be done for what is owed
_OVER = {"due": "The year ended without it", "promised": "Promised, and the year ended without it"}


class Win(NamedTuple):
    """A deal won in the year, of which a win wire can tell (C085)."""

    deal_id: int
    name: str
    won_on: date


@dataclass(frozen=True, slots=True)
class Line:
    """One benefit of one partner in one year, as it stands on a day.

    `due` says whether it is owed, delivered or not, `wanted` how often; `delivered` counts what
    is complete. `next_step` is what to do about it, in words, and `next_event` what would then
    be logged. `due_on` is the day by which the first open promise is to be kept, `overdue`
    whether that day has passed.
    """

    benefit: Benefit
    entitlement: str
    state: str
    due: bool
    wanted: int
    delivered: int
    offered_on: date | None
    answered_on: date | None
    promised_on: date | None
    delivered_on: date | None
    evidence: str
    warnings: tuple[str, ...]
    next_step: str
    next_event: str
    without_wire: tuple[Win, ...] = ()
    due_on: date | None = None
    overdue: bool = False

    @property
    def done(self) -> bool:
        """Whether it is owed and has been delivered in full."""
        return self.due and self.delivered >= self.wanted

    @property
    def open(self) -> bool:
        """Whether something is still owed, or was promised."""
        return self.state in OPEN


class Totals(NamedTuple):
    """How much of what is due was delivered, how much is open, how much of that was promised for a
    day that has passed, and how many warnings there are.
    """

    due: int
    done: int
    open: int
    offered: int
    warnings: int
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What the records say of one partner in one year, up to the day on which it is judged."""

    held: Sequence[Held]
    events: Sequence[BenefitEvent] = ()
    people: Sequence[Contact] = ()  # of the host
    wins: Sequence[Win] = ()


def lines(known: Known, terms: Terms, year: int, as_of: date) -> tuple[Line, ...]:
    """Every benefit that the program gives, as it stands for one partner (C079, C089, C091)."""
    day = day_in(year, as_of)
    by_benefit: dict[str, list[BenefitEvent]] = {}
    for event in sorted(known.events, key=lambda event: (event.on_date, event.id)):
        if event.on_date <= as_of and event.year == year:
            by_benefit.setdefault(event.benefit, []).append(event)
    return tuple(
        _line(benefit, by_benefit.get(benefit.id, ()), known, terms, day, as_of)
        for benefit in terms.benefits
        if benefit.on
    )


def totals(found: Iterable[Line]) -> Totals:
    """What stands above a ledger."""
    due = done = open_ = offered = warned = late = 0
    for line in found:
        due += line.due
        done += line.done
        open_ += line.open
        offered += line.state == "offered"
        warned += bool(line.warnings)
        late += line.overdue
    return Totals(due, done, open_, offered, warned, late)


def checked(event: BenefitEvent, terms: Terms, today: date) -> BenefitEvent:
    """The entry as it may be logged. Raises UserError for one that can't be."""
    if event.event not in BENEFIT_EVENTS:
        raise UserError(f"{event.event} is nothing that is logged of a benefit.", "Choose another.")
    if event.benefit not in {benefit.id for benefit in terms.benefits}:
        raise UserError(
            f"{terms.program} has no benefit {event.benefit}.", "Choose one of its own."
        )
    if event.on_date > today:
        raise UserError(
            f"{day_text(event.on_date)} is still to come.",
            "Log what has happened; for what is planned, log the promise on the day it was made.",
        )
    if event.due_on is not None:
        if event.event != "promised":
            raise UserError("Only a promise has a due date.", "Leave the due date empty.")
        if event.due_on < event.on_date:
            raise UserError(
                f"The due date {day_text(event.due_on)} lies before the promise of "
                f"{day_text(event.on_date)}.",
                "Type a later day, or leave it empty.",
            )
    return event


# ---- one line -----------------------------------------------------------------------------


def _line(
    benefit: Benefit,
    events: Sequence[BenefitEvent],
    known: Known,
    terms: Terms,
    day: date,
    as_of: date,
) -> Line:
    tier = tier_on(known.held, day)
    given = state_of(benefit, tier)
    told = Told()
    warnings: list[str] = []
    wins = {win.deal_id for win in known.wins}
    for event in events:
        warning = _warning(benefit, event, told, known.held, terms)
        if warning:
            warnings.append(warning)
        stray = _is_stray(benefit, event, wins)
        if stray:
            year, on = event.year, day_text(event.on_date)
            warnings.append(f"{benefit.label}: that of {on} names a deal that is no win of {year}.")
        told.take(event, counts=not stray)
    wanted = _wanted(benefit, tier, known, terms)
    accepted = told.answer == "accepted"
    due = bool(wanted) and (
        (given == INCLUDED and told.answer != "declined") or (given == INVITE_ONLY and accepted)
    )
    lacking = [part for part in benefit.parts if part not in told.parts]
    if told.delivered and lacking:
        told.delivered = 0
        warnings.append(f"{benefit.label}: still without {_and(lacking)}.")
    person = _person(benefit, known.people, day)
    if person is not None and due and not told.delivered:
        told.delivered, told.delivered_on = wanted, person.since
    state = _state(told, given, due=due, wanted=wanted)
    bare = _without_wire(benefit, events, known.wins)
    promised_for = told.promised_for
    late = state == "promised" and promised_for is not None and promised_for < as_of
    step, event_after = _next(
        benefit, state, told, wanted=wanted, bare=bare, lacking=lacking, late=late
    )
    if as_of.year > day.year and step:
        step = _OVER[state] if due else ""
    return Line(
        benefit,
        given,
        state,
        due,
        wanted if due else 0,
        told.delivered,
        told.offered_on,
        told.answered_on,
        told.promised_on,
        told.delivered_on,
        _evidence(events, person),
        tuple(warnings),
        step,
        event_after,
        bare,
        promised_for if state == "promised" else None,
        late,
    )


def _state(told: Told, given: str, *, due: bool, wanted: int) -> str:
    if due:
        if told.delivered >= wanted:
            return "delivered"
        return "promised" if told.open_promises else "due"
    if told.delivered:
        return "delivered"
    if told.answer == "declined":
        return "declined"
    if told.open_promises:
        return "promised"
    if told.answer in ("invited", "accepted") and given != INCLUDED:
        return "offered"
    return "not_included" if given == NOT_INCLUDED else "not_due"


def _wanted(benefit: Benefit, tier: str, known: Known, terms: Terms) -> int:
    """How often a benefit falls due in the year."""
    if benefit.due == "each_win":
        return len(known.wins)
    if benefit.due == "each_review":
        months = terms.calendar.review_months.get(tier, 0)
        return max(1, 12 // months) if months else 1
    return 1


def _warning(
    benefit: Benefit, event: BenefitEvent, told: Told, held: Sequence[Held], terms: Terms
) -> str:
    """What is odd about an entry: the tier of its day does not give this (C089)."""
    if event.event in ("accepted", "declined"):
        return ""
    year = event.year
    day = min(max(event.on_date, date(year, 1, 1)), date(year, 12, 31))
    given = entitlement(benefit, held, day)
    tier = tier_on(held, day)
    done = f"{event.event} on {day_text(event.on_date)}"
    if given == NOT_INCLUDED:
        return f"{benefit.label}: not included {_for(tier, terms)}, and yet {done}."
    if given == INVITE_ONLY and event.event == "delivered" and told.answer != "accepted":
        return f"{benefit.label}: by invitation {_for(tier, terms)}, {done} with none accepted."
    return ""


def _for(tier: str, terms: Terms) -> str:
    return f"for {terms.label(tier)}" if tier else "without a tier"


def _next(
    benefit: Benefit,
    state: str,
    told: Told,
    *,
    wanted: int,
    bare: Sequence[Win],
    lacking: Sequence[str],
    late: bool,
) -> tuple[str, str]:
    """What to do next about a benefit, and the event that is logged once it is done."""
    if state == "promised" and told.promised_on:
        return _promised(told.promised_on, told.promised_for, late=late), "delivered"
    if state == "offered" and told.answer == "accepted":
        return "", "delivered"
    if state == "offered" and told.offered_on:
        return f"Log the answer to the invitation of {day_text(told.offered_on)}", "accepted"
    if state == "due":
        return _owed(benefit, told, wanted, bare, lacking), "delivered"
    if state == "not_due" and not wanted:
        return "Nothing to tell of yet: no win this year", "delivered"
    if state == "not_due":
        return "Nothing is due until an invitation is accepted", "invited"
    return "", "delivered" if state == "delivered" else "invited"


def _promised(promised_on: date, promised_for: date | None, *, late: bool) -> str:
    if promised_for is None:
        return f"Deliver what was promised on {day_text(promised_on)}"
    if late:
        return f"Deliver it now: it was promised for {day_text(promised_for)}"
    return f"Deliver it by {day_text(promised_for)}, as promised on {day_text(promised_on)}"


def _owed(
    benefit: Benefit, told: Told, wanted: int, bare: Sequence[Win], lacking: Sequence[str]
) -> str:
    if benefit.person:
        return f"Name the host’s {benefit.person} under People"
    if benefit.due == "each_win":
        left = wanted - told.delivered
        first = f": {bare[0].name}" if len(bare) == 1 else ""
        return f"Send {counted(left, 'win wire')}{first}"
    if told.delivered_on and lacking:
        return f"Add {_and(lacking)}"
    if wanted > 1:
        left = wanted - told.delivered
        return f"Hold {left} more this year" if told.delivered else f"Hold {left} this year"
    return "Deliver it, or promise it"


def _is_stray(benefit: Benefit, event: BenefitEvent, wins: Set[int]) -> bool:
    """Whether a delivery is of a deal that the year has not won (C085)."""
    named = event.event == "delivered" and event.deal_id
    return benefit.due == "each_win" and bool(named) and event.deal_id not in wins


def _without_wire(
    benefit: Benefit, events: Sequence[BenefitEvent], wins: Sequence[Win]
) -> tuple[Win, ...]:
    """The wins that no delivered wire names (C085)."""
    if benefit.due != "each_win":
        return ()
    told = {event.deal_id for event in events if event.event == "delivered"}
    return tuple(win for win in wins if win.deal_id not in told)


def _person(benefit: Benefit, people: Sequence[Contact], day: date) -> Contact | None:
    """Who provides a benefit by being there on a day (C080, C081); of several the first."""
    if not benefit.person:
        return None
    there = (
        person
        for person in people
        if person.role == benefit.person and person.side == "host" and person.in_place_on(day)
    )
    return next(there, None)


def _evidence(events: Sequence[BenefitEvent], person: Contact | None) -> str:
    """What shows that it was delivered: the newest entry's own words, or the host's person."""
    for event in reversed(events):
        if event.event == "delivered" and (event.evidence or event.note):
            return event.evidence or event.note
    if person is None:
        return ""
    return f"{person.name}, since {day_text(person.since)}" if person.since else person.name


def _and(parts: Sequence[str]) -> str:
    return listed([lower_first(part) for part in parts])


def by_benefit(found: Iterable[Sequence[Line]]) -> Mapping[str, Totals]:
    """The totals of each benefit over many partners."""
    columns: dict[str, list[Line]] = {}
    for own in found:
        for line in own:
            columns.setdefault(line.benefit.id, []).append(line)
    return {key: totals(column) for key, column in columns.items()}
