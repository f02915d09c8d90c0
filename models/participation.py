"""The way into the program and out of it: which step may follow which, and on which day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.errors import UserError
from models.partner import Agreement, Partner
from models.program.decide import PROGRAM_AGREEMENT
from models.program.measure import agreement_in_force
from models.program_year import PARTICIPATION_STEPS, ParticipationStep
from models.text import counted, day_text, listed, participation_text

# The field of the partner that says when a step was taken; the agreement has a record of its own.
FIELDS: Mapping[str, str] = {
    "candidate": "candidate_on",
    "invited": "invited_on",
    "accepted": "invitation_accepted_on",
    "left": "removed_on",
    "removed": "removed_on",
}
# What may come next, by the participation that the engine reads.
_FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "not_participating": ("candidate", "invited", "accepted"),
    "candidate": ("invited", "accepted"),
    "invited": ("accepted", "declined"),
    "accepted": ("signed", "left", "removed"),
    "participating": ("left", "removed"),
    "removed": ("candidate",),
}
ENDS = ("left", "removed")
WORDS: Mapping[str, str] = {
    "candidate": "Candidate",
    "invited": "Invited",
    "declined": "Invitation declined",
    "accepted": "Invitation accepted",
    "signed": "Program agreement signed",
    "left": "Left the program",
    "removed": "Removed from the program",
}
_LABELS: Mapping[str, str] = {
    "candidate": "Make {} a candidate",
    "invited": "Invite {}",
    "declined": "Record that {} declined",
    "accepted": "Record that {} accepted",
    "signed": "Record the signature of {}",
    "left": "Record that {} left",
    "removed": "Remove {} from the program",
}


@dataclass(frozen=True, slots=True)
class Status:
    """Where a partner is on its way, in the engine's word and in one for the screen, since when.

    `next` are the steps that may follow.
    """

    participation: str
    words: str
    since: date | None
    next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One step that was taken; `step_id` is 0 where only a date of the partner tells of it.

    `current` is false for what a later candidacy or refusal has made history.
    """

    step: str
    on: date
    by: str = ""
    why: str = ""
    step_id: int = 0
    current: bool = True


def participation_on(partner: Partner, agreements: Sequence[Agreement], day: date) -> str:
    """The participation on a day, as `decide` reads it, without deciding anything."""
    if _begun(partner.removed_on, day):
        return "removed"
    if _begun(partner.invitation_accepted_on, day):
        return "participating" if _in_force(agreements, day) else "accepted"
    if _begun(partner.invited_on, day):
        return "invited"
    return "candidate" if _begun(partner.candidate_on, day) else "not_participating"


def status(
    partner: Partner,
    agreements: Sequence[Agreement],
    steps: Sequence[ParticipationStep],
    day: date,
) -> Status:
    """Where a partner is on a day; a partner that left reads so, and one that declined."""
    participation = participation_on(partner, agreements, day)
    words = participation_text(participation)
    since = {
        "removed": partner.removed_on,
        "participating": entered(partner, agreements, day),
        "accepted": partner.invitation_accepted_on,
        "invited": partner.invited_on,
        "candidate": partner.candidate_on,
    }.get(participation)
    last = max(
        (step for step in steps if step.on_date <= day),
        key=lambda step: (step.on_date, step.id),
        default=None,
    )
    if participation == "removed":
        words = "Left" if last is not None and last.step == "left" else "Removed"
    if participation in ("candidate", "not_participating") and last and last.step == "declined":
        words, since = "Invitation declined", last.on_date
    return Status(participation, words, since, _FOLLOWS[participation])


def timeline(
    partner: Partner, agreements: Sequence[Agreement], steps: Sequence[ParticipationStep]
) -> tuple[Entry, ...]:
    """Every step by its day: those recorded, and those that only the partner's dates tell of."""
    found = [
        Entry(step.step, step.on_date, step.by_whom, step.why, step.id)
        for step in sorted(steps, key=lambda step: (step.on_date, step.id))
    ]
    for entry in _from_dates(partner, agreements):
        if not any(_same(entry, known) for known in found):
            found.insert(_place(entry, found), entry)
    return tuple(replace(entry, current=_counts(entry, partner, agreements)) for entry in found)


def check(
    partner: Partner,
    agreements: Sequence[Agreement],
    steps: Sequence[ParticipationStep],
    step: str,
    on: date,
    *,
    by: str,
    why: str,
    today: date,
) -> None:
    """Raises UserError for a step that can't be taken, or not on that day."""
    now = participation_on(partner, agreements, today)
    if step not in _FOLLOWS[now]:
        raise _wrong_step(partner.name, step, now)
    if on > today:
        raise UserError(
            f"{day_text(on)} is still to come.", "Record a step once it has been taken."
        )
    removed = partner.removed_on
    if step == "candidate" and removed is not None and removed <= today and on <= removed:
        raise UserError(
            f"A new candidacy on {day_text(on)} would not be after the end on {day_text(removed)}.",
            f"It begins on {day_text(removed + timedelta(days=1))} or later.",
        )
    # A paper may be signed before the answer is recorded, but nobody leaves before signing.
    for entry in timeline(partner, agreements, steps):
        if on < entry.on <= today and (step in ENDS or entry.step != "signed"):
            raise _before(step, on, entry.step, entry.on)
    if step in ENDS:
        _require_reason(partner.name, step, by=by, why=why)


def check_correction(
    partner: Partner,
    agreements: Sequence[Agreement],
    steps: Sequence[ParticipationStep],
    entry: Entry,
    on: date,
    *,
    by: str,
    why: str,
    today: date,
) -> None:
    """Raises UserError where a step that was taken can't have been on that day, or so."""
    if on != entry.on and on > today:
        raise UserError(
            f"{day_text(on)} is still to come.", "A step is recorded once it has been taken."
        )
    entries = timeline(partner, agreements, steps)
    at = next((at for at, known in enumerate(entries) if known == entry), None)
    if at is None:
        raise UserError("That step is not there any more.", "Look at the steps again.")
    if entry.step != "signed" and on != entry.on:
        others = [other for other in entries if other.step != "signed" or other is entry]
        at = others.index(entry)
        if at and on < others[at - 1].on:
            raise _before(entry.step, on, others[at - 1].step, others[at - 1].on)
        if at + 1 < len(others) and on > others[at + 1].on:
            raise _before(others[at + 1].step, others[at + 1].on, entry.step, on)
    if entry.step in ENDS:
        _require_reason(partner.name, entry.step, by=by, why=why)


def forgotten(partner: Partner, day: date) -> tuple[str, ...]:
    """The steps before the present one that have no date and could be given one."""
    taken = [step for step, _ in _taken(partner, day)]
    order = ("candidate", "invited", "accepted")
    reached = max((order.index(step) for step in taken if step in order), default=0)
    return tuple(step for step in order[:reached] if step not in taken)


def check_recalled(partner: Partner, step: str, on: date, *, today: date) -> None:
    """Raises UserError for a forgotten step that is none, or for a day out of order."""
    if step not in forgotten(partner, today):
        raise UserError(
            f"{partner.name} has no step to be added before the ones that are known.",
            "Correct the day of the one that is there.",
        )
    order = list(FIELDS)
    for other, day in _taken(partner, today):
        if order.index(other) > order.index(step) and day < on:
            raise _before(other, day, step, on)
        if order.index(other) < order.index(step) and on < day:
            raise _before(step, on, other, day)


def changes(step: str, on: date) -> dict[str, date | None]:
    """The partner's dates that a step sets or clears."""
    if step == "candidate":
        return {"candidate_on": on, "invited_on": None, "invitation_accepted_on": None,
                "removed_on": None}  # fmt: skip
    if step == "invited":
        return {"invited_on": on, "invitation_accepted_on": None}
    if step == "declined":
        return {"invited_on": None, "invitation_accepted_on": None}
    return {FIELDS[step]: on} if step in FIELDS else {}


def label(step: str, name: str) -> str:
    """What a step is called in the history."""
    return _LABELS[step].format(name)


def label_for(step: str, names: Sequence[str]) -> str:
    """The same for several partners at once."""
    return label(step, names[0] if len(names) == 1 else counted(len(names), "partner"))


def _begun(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _in_force(agreements: Sequence[Agreement], day: date) -> bool:
    return any(
        paper.kind == PROGRAM_AGREEMENT and agreement_in_force(paper, day) for paper in agreements
    )


def entered(partner: Partner, agreements: Sequence[Agreement], day: date) -> date | None:
    """When both the answer and the agreement of one that takes part were there."""
    signed = [
        paper.signed_on
        for paper in agreements
        if paper.kind == PROGRAM_AGREEMENT and paper.signed_on and agreement_in_force(paper, day)
    ]
    accepted = partner.invitation_accepted_on
    return max(accepted, min(signed)) if accepted and signed else accepted


def _from_dates(partner: Partner, agreements: Sequence[Agreement]) -> list[Entry]:
    own = [
        Entry(step, day)
        for step, name in FIELDS.items()
        if step != "left" and (day := getattr(partner, name))
    ]
    signed = [
        Entry("signed", paper.signed_on)
        for paper in agreements
        if paper.kind == PROGRAM_AGREEMENT and paper.signed_on
    ]
    return own + signed


def _same(entry: Entry, known: Entry) -> bool:
    """A date stands for a recorded step; whoever left has the day of a removal."""
    return entry.on == known.on and (
        entry.step == known.step or (entry.step == "removed" and known.step == "left")
    )


def _counts(entry: Entry, partner: Partner, agreements: Sequence[Agreement]) -> bool:
    """Whether a step still decides where the partner is."""
    if entry.step == "signed":
        since = partner.candidate_on or date.min
        return any(
            paper.kind == PROGRAM_AGREEMENT
            and paper.signed_on == entry.on
            and (paper.expires_on is None or paper.expires_on >= since)
            for paper in agreements
        )
    return entry.step in FIELDS and getattr(partner, FIELDS[entry.step]) == entry.on


def _place(entry: Entry, found: Sequence[Entry]) -> int:
    rank = PARTICIPATION_STEPS.index(entry.step)
    return next(
        (
            at
            for at, known in enumerate(found)
            if known.on > entry.on
            or (known.on == entry.on and PARTICIPATION_STEPS.index(known.step) > rank)
        ),
        len(found),
    )


def _taken(partner: Partner, today: date) -> list[tuple[str, date]]:
    """The steps of this round that have been taken, with their days."""
    return [
        (step, day)
        for step, name in FIELDS.items()
        if step != "left" and (day := getattr(partner, name)) and day <= today
    ]


def _before(step: str, on: date, other: str, before: date) -> UserError:
    what = _on(step)
    return UserError(
        f"{what[:1].upper()}{what[1:]} on {day_text(on)} would be before"
        f" {_on(other)} on {day_text(before)}.",
        "Choose a later day, or correct the other one.",
    )


def _on(step: str) -> str:
    return {
        "candidate": "the candidacy",
        "invited": "the invitation",
        "declined": "the refusal",
        "accepted": "the acceptance",
        "signed": "the signature",
        "left": "the leaving",
        "removed": "the end",
    }[step]


def _wrong_step(name: str, step: str, now: str) -> UserError:
    said = {
        "candidate": f"{name} can't be made a candidate",
        "invited": f"{name} can't be invited",
        "declined": f"{name} can't decline",
        "accepted": f"{name} can't accept",
        "signed": f"{name} can't sign the program agreement",
        "left": f"{name} can't leave",
        "removed": f"{name} can't be removed",
    }[step]
    hint = {
        "not_participating": "It is outside the program: invite it first.",
        "candidate": "It is a candidate: invite it first.",
        "invited": "It is invited: record its answer first.",
        "accepted": "It has accepted: record the signature of the program agreement first.",
        "participating": "It takes part in the program.",
        "removed": "It is out of the program: make it a candidate first.",
    }[now]
    return UserError(f"{said} now.", hint)


def _require_reason(name: str, step: str, *, by: str, why: str) -> None:
    lacking = [what for what, there in (("a reason", why), ("a person", by)) if not there.strip()]
    if lacking:
        verb = "is removed" if step == "removed" else "leaves"
        raise UserError(
            f"{name} {verb} for a reason, by somebody’s decision;"
            f" {listed(lacking)} {'is' if len(lacking) == 1 else 'are'} missing.",
            "Say why, and who decided.",
        )
