"""Steps into the program and out of it: each one labelled change of the step and what it moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models import participation
from models.errors import UserError
from models.ids import new_id
from models.participation import FIELDS, Entry, Status
from models.partner import Agreement, Partner
from models.partner_words import newest
from models.program.decide import PROGRAM_AGREEMENT
from models.program_year import ParticipationStep
from models.store import records
from models.store.meetings import confirmed_infractions
from models.store.partners import set_agreement, set_partner
from models.store.portfolio import Portfolio
from models.text import listed

_NAMED = 3  # partners that a refusal names before it counts the others


@dataclass(frozen=True, slots=True)
class Way:
    """A partner's way into the program: where it is on a day, and all its steps.

    `infractions` counts the confirmed ones: shown to whoever ends it, they end nothing (C097).
    """

    status: Status
    entries: tuple[Entry, ...]
    infractions: int = 0


def way(portfolio: Portfolio, partner_id: int, day: date) -> Way:
    """Where a partner is on its way. Raises UserError where the partner is gone."""
    partner, papers, steps = _of(portfolio, partner_id)
    return Way(
        participation.status(partner, papers, steps, day),
        participation.timeline(partner, papers, steps),
        confirmed_infractions(portfolio, partner_id),
    )


def take_step(
    portfolio: Portfolio,
    partner_id: int,
    step: str,
    on: date,
    *,
    by: str,
    why: str = "",
    today: date,
) -> ParticipationStep:
    """Record a step and set the dates that go with it, as one change.

    `signed` is the program agreement signed in full: its record gets the day. The reason of a
    candidacy is the nomination note, unless there is one (C001). Raises UserError for a step that
    can't follow, a day before the step before, an end without reason and person.
    """
    partner, papers, steps = _of(portfolio, partner_id)
    by, why = by.strip(), why.strip()
    participation.check(partner, papers, steps, step, on, by=by, why=why, today=today)
    made = ParticipationStep(new_id(), partner_id, step, on, by, why)
    with portfolio.change(participation.label(step, partner.name)):
        values = participation.changes(step, on)
        _keep_what_goes(portfolio, partner, steps, values)
        if step == "signed":
            _sign(portfolio, partner_id, papers, on)
        if step == "candidate" and partner.removed_on is not None:
            _end_agreements(portfolio, papers, partner.removed_on)
        noted = (
            {"nomination": why} if step == "candidate" and why and not partner.nomination else {}
        )
        if values:
            set_partner(portfolio, partner_id, **values, **noted)
        records.add(portfolio, made)
    return made


def take_steps(
    portfolio: Portfolio,
    partner_ids: Sequence[int],
    step: str,
    on: date,
    *,
    by: str,
    why: str = "",
    today: date,
) -> None:
    """Record a step for several partners as one change: for all of them, or for nobody."""
    names, refused = [], []
    for partner_id in partner_ids:
        partner, papers, steps = _of(portfolio, partner_id)
        names.append(partner.name)
        try:
            participation.check(partner, papers, steps, step, on, by=by, why=why, today=today)
        except UserError as fault:
            refused.append((partner.name, fault))
    if len(refused) == 1 or (refused and len(partner_ids) == 1):
        raise refused[0][1]
    if refused:
        named = [name for name, _ in refused[:_NAMED]]
        more = len(refused) - len(named)
        who = listed([*named, f"{more} more"] if more else named)
        raise UserError(
            f"That step can't be recorded for {who}; nothing was changed.", str(refused[0][1])
        )
    with portfolio.change(participation.label_for(step, names)):
        for partner_id in partner_ids:
            take_step(portfolio, partner_id, step, on, by=by, why=why, today=today)


def recall(
    portfolio: Portfolio,
    partner_id: int,
    step: str,
    on: date,
    *,
    by: str,
    why: str = "",
    today: date,
) -> None:
    """Record a candidacy, invitation or answer that was forgotten when a later step was recorded.

    Raises UserError for a step that is known, and for a day out of order with the others.
    """
    partner = records.get(portfolio, Partner, partner_id)
    participation.check_recalled(partner, step, on, today=today)
    with portfolio.change(f"Record a forgotten step of {partner.name}"):
        set_partner(portfolio, partner_id, **{FIELDS[step]: on})
        made = ParticipationStep(new_id(), partner_id, step, on, by.strip(), why.strip())
        records.add(portfolio, made)


def correct(
    portfolio: Portfolio,
    partner_id: int,
    entry: Entry,
    *,
    on: date,
    by: str,
    why: str,
    today: date,
) -> None:
    """Correct a step that was taken: its day, who decided and why.

    A step that only a date tells of gets a record of its own. Raises UserError for a day that is
    still to come or out of order, or an end without reason and person.
    """
    partner, papers, steps = _of(portfolio, partner_id)
    by, why = by.strip(), why.strip()
    participation.check_correction(partner, papers, steps, entry, on, by=by, why=why, today=today)
    with portfolio.change(f"Correct a step of {partner.name}"):
        if entry.step in FIELDS and entry.current:
            set_partner(portfolio, partner_id, **{FIELDS[entry.step]: on})
        if entry.step == "signed":
            for paper in papers:
                if paper.kind == PROGRAM_AGREEMENT and paper.signed_on == entry.on:
                    records.update(portfolio, Agreement, paper.id, signed_on=on)
        if entry.step_id:
            records.update(
                portfolio, ParticipationStep, entry.step_id, on_date=on, by_whom=by, why=why
            )
        else:
            made = ParticipationStep(new_id(), partner_id, entry.step, on, by, why)
            records.add(portfolio, made)


def take_back(portfolio: Portfolio, partner_id: int, entry: Entry) -> None:
    """Take a step back that was recorded by mistake: only one that still counts can be.

    Raises UserError for a step that later ones have made history.
    """
    partner, papers, _ = _of(portfolio, partner_id)
    if not entry.current:
        raise UserError(
            "Later steps rest on that one, so it can't be taken back.",
            "Correct its day, or undo the later steps first.",
        )
    with portfolio.change(f"Take back a step of {partner.name}"):
        if entry.step in FIELDS:
            set_partner(portfolio, partner_id, **{FIELDS[entry.step]: None})
        for paper in papers if entry.step == "signed" else ():
            if paper.kind == PROGRAM_AGREEMENT and paper.signed_on == entry.on:
                records.update(portfolio, Agreement, paper.id, signed_on=None)
        if entry.step_id:
            records.delete(portfolio, ParticipationStep, [entry.step_id])


def _of(
    portfolio: Portfolio, partner_id: int
) -> tuple[Partner, list[Agreement], list[ParticipationStep]]:
    return (
        records.get(portfolio, Partner, partner_id),
        records.find(portfolio, Agreement, partner_id=partner_id),
        records.find(portfolio, ParticipationStep, partner_id=partner_id),
    )


def _keep_what_goes(
    portfolio: Portfolio,
    partner: Partner,
    steps: Sequence[ParticipationStep],
    values: dict[str, date | None],
) -> None:
    """A date that a step clears stays in the history, also where an import had brought it."""
    recorded = {(FIELDS.get(step.step), step.on_date) for step in steps}
    for step, field in FIELDS.items():
        day = getattr(partner, field)
        if step != "left" and field in values and day and (field, day) not in recorded:
            records.add(portfolio, ParticipationStep(new_id(), partner.id, step, day))


def _sign(portfolio: Portfolio, partner_id: int, papers: Sequence[Agreement], on: date) -> None:
    """Date the agreement that waits for its signature; one that has ended stays as it was."""
    own = [paper for paper in papers if paper.kind == PROGRAM_AGREEMENT]
    last = newest(own) if own else None
    if last is not None and last.signed_on is not None and last.signed_on <= on:
        records.add(portfolio, Agreement(new_id(), partner_id, PROGRAM_AGREEMENT, on))
        return
    ends = last.expires_on if last is not None else None
    values = {"expires_on": None} if ends is not None and ends < on else {}
    set_agreement(portfolio, partner_id, PROGRAM_AGREEMENT, signed_on=on, **values)


def _end_agreements(portfolio: Portfolio, papers: Sequence[Agreement], on: date) -> None:
    """With a new candidacy the agreement of the time before has ended with that time."""
    for paper in papers:
        if (
            paper.kind == PROGRAM_AGREEMENT
            and paper.signed_on is not None
            and (paper.expires_on is None or paper.expires_on > on)
        ):
            records.update(portfolio, Agreement, paper.id, expires_on=on)
