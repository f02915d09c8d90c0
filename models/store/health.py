"""The health of a partner's alliance: judged from its records, its course, what a person says.

For the host only: why a colour was overridden and by whom, and the host's own words in a survey.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.action import Action
from models.checklist.filled import Progress
from models.dates import quarter_of
from models.errors import UserError
from models.governance import cadence, plan_figures
from models.governance.health_known import YEAR, Known
from models.governance.health_list import HealthLine, Judged
from models.governance.health_measures import views_of
from models.governance.health_views import NAMES, Health, Point, Shared, View, overridden
from models.governance.joint_plan import Objective
from models.governance.meetings import Infraction, Meeting
from models.governance.register import Concern, EscalationStep
from models.governance.standing import HealthOverride
from models.governance.survey import Survey, course
from models.health import HEALTH_VIEWS, WORDS, HealthLimits
from models.ids import new_id
from models.ledger_health import LedgerHealth
from models.partner_file import PartnerFile
from models.program import deals
from models.program.terms import Terms
from models.store import records
from models.store.notices import Clock
from models.store.portfolio import Portfolio, who
from models.store.programs import terms_on
from models.store.standing import partner_file
from models.store.surveys import surveys as surveys_of
from models.text import day_text

if TYPE_CHECKING:
    from models.benefits import Totals
    from models.store.reviews import Reviewed

QUARTERS = 4  # ends of quarters that a course goes back


@dataclass(frozen=True, slots=True)
class Listed:
    """Every partner by folded name, not judged yet; `seq` is the last journal entry they reflect.

    Whom a later entry touches is not told: health rests on too many records.
    """

    lines: tuple[HealthLine, ...]
    seq: int
    touched: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class JudgedPartners:
    """What is known of some partners by id, and the terms they were judged by."""

    by_id: Mapping[int, Judged]
    terms: Terms


def views(portfolio: Portfolio, partner_id: int, as_of: date) -> Health:
    """How a partner's alliance stands on a day. Raises UserError where the partner is gone."""
    return of_file(portfolio, partner_file(portfolio, partner_id, as_of), as_of)


def of_file(portfolio: Portfolio, file: PartnerFile, as_of: date) -> Health:
    """The same for a partner whose records are read already."""
    held = _held(portfolio, file.partner.id, as_of, _shared(portfolio, as_of))
    now = _known(portfolio, held, file, as_of, _reviewed(portfolio, file, as_of))
    past = [one for day in _ends(as_of) if (one := _past(portfolio, held, day)) is not None]
    views, points = _judged(now, past, held.overrides)
    shared = None
    if any(one.internal and one.id in held.steps for one in held.concerns):
        shared = Shared(*_judged(now.shared, [one.shared for one in past], held.overrides))
    return Health(
        as_of,
        views,
        held.limits,
        points,
        held.surveys[-1] if held.surveys else None,
        course(held.surveys),
        shared,
    )


def _judged(
    now: Known, past: Iterable[Known], said: Sequence[HealthOverride]
) -> tuple[tuple[View, ...], tuple[Point, ...]]:
    """The views of a day with what a person says, and their colours from the past days on."""
    found = views_of(now)
    points = [Point(one.day, _colours(views_of(one))) for one in past]
    return overridden(found, said, now.day), (*points, Point(now.day, _colours(found)))


def _colours(found: Iterable[View]) -> tuple[str, ...]:
    return tuple(one.colour for one in found)


def listed(portfolio: Portfolio) -> Listed:
    """Every partner's name and region, without judging anybody."""
    rows = portfolio.conn.rows("SELECT id, name, region FROM partners ORDER BY name_key, id")
    seq = int(portfolio.conn.value("SELECT coalesce(max(id), 0) FROM journal"))
    return Listed(tuple(HealthLine(*row) for row in rows), seq)


def judged(portfolio: Portfolio, as_of: date, ids: Sequence[int]) -> JudgedPartners:
    """How some partners stand, without their course; one that is gone is left out.

    Raises UserError for a day before the program, and for one beyond what can be measured.
    """
    from models.store.reviews import of_partners

    terms, found = terms_on(portfolio, as_of), {}
    deals.periods(terms, as_of)
    shared, reviews = _shared(portfolio, as_of), of_partners(portfolio, ids, as_of)
    for partner_id in ids:
        try:
            file = partner_file(portfolio, partner_id, as_of, terms=terms)
        except UserError:
            continue
        held = _held(portfolio, partner_id, as_of, shared)
        told = views_of(_known(portfolio, held, file, as_of, reviews.get(partner_id)))
        tier = terms.by_key.get(file.decision.granted_tier or "")
        found[partner_id] = Judged(
            tier.label if tier else "",
            tier.rank if tier else 0,
            file.decision.participation,
            overridden(told, held.overrides, as_of),
            held.limits,
        )
    return JudgedPartners(found, terms)


# ---- what a person says against a colour -------------------------------------------------------


def override(
    portfolio: Portfolio,
    partner_id: int,
    view: str,
    colour: str,
    reason: str,
    until_on: date | None,
    today: date,
) -> int:
    """Say another colour of a view than the figures do, as one change; the record's id.

    It holds from today to the end of `until_on`, or until another one. Raises UserError without a
    reason, and for a last day that has passed.
    """
    if view not in HEALTH_VIEWS or colour not in WORDS:
        raise ValueError(f"no colour {colour!r} of a view {view!r}")
    if not reason.strip():
        raise UserError("Another colour needs its reason.", "Say in a sentence why.")
    if until_on is not None and until_on < today:
        raise UserError(
            f"It can't hold until {day_text(until_on)}: that day has passed.",
            "Choose today or later.",
        )
    made = HealthOverride(
        new_id(), partner_id, view, colour, reason.strip(), today, who(), until_on
    )
    name = portfolio.conn.value("SELECT name FROM partners WHERE id = ?", (partner_id,))
    label = f"Call {NAMES[view].lower()} health {WORDS[colour].lower()} for {name}"
    with portfolio.change(label):
        return records.add(portfolio, made)


def take_back(portfolio: Portfolio, override_id: int, today: date) -> None:
    """Let the reckoned colour stand alone from today on, as one change.

    One of today is deleted; an older one ends with yesterday and stays on record.
    """
    told = records.get(portfolio, HealthOverride, override_id)
    with portfolio.change(f"Take back what was said of {NAMES[told.view].lower()} health"):
        if told.on_date >= today:
            records.delete(portfolio, HealthOverride, [told.id])
        else:
            records.update(portfolio, HealthOverride, told.id, until_on=today - timedelta(days=1))


# ---- reading -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Held:
    """What does not depend on the day: records with days of their own."""

    partner_id: int
    as_of: date
    clock: Clock
    limits: HealthLimits
    actions: Sequence[Action]
    meetings: Sequence[Meeting]
    infractions: Sequence[Infraction]
    concerns: Sequence[Concern]
    steps: Mapping[int, Sequence[EscalationStep]]
    surveys: Sequence[Survey]
    overrides: Sequence[HealthOverride]


def _shared(portfolio: Portfolio, as_of: date) -> tuple[Clock, HealthLimits]:
    """What all partners are judged by."""
    from models.store.pack_ledger import limits

    return Clock(portfolio, as_of), limits(portfolio)


def _held(
    portfolio: Portfolio, partner_id: int, as_of: date, shared: tuple[Clock, HealthLimits]
) -> _Held:
    steps: dict[int, list[EscalationStep]] = {}
    for step in records.find(portfolio, EscalationStep, partner_id=partner_id):
        steps.setdefault(step.concern_id, []).append(step)
    return _Held(
        partner_id,
        as_of,
        *shared,
        records.find(portfolio, Action, partner_id=partner_id),
        records.find(portfolio, Meeting, partner_id=partner_id),
        records.find(portfolio, Infraction, partner_id=partner_id),
        records.find(portfolio, Concern, partner_id=partner_id),
        steps,
        surveys_of(portfolio, [partner_id], as_of).get(partner_id, ()),
        records.find(portfolio, HealthOverride, partner_id=partner_id),
    )


def _known(
    portfolio: Portfolio,
    held: _Held,
    file: PartnerFile,
    day: date,
    reviewed: "Reviewed | None",
) -> Known:
    """What is on record on a day; of a past one only what has a day of its own."""
    terms = file.terms or terms_on(portfolio, day)
    now = day == held.as_of
    return Known(
        file,
        terms,
        day,
        held.clock.rules,
        held.limits,
        _ledger(portfolio, held.partner_id, day),
        held.actions,
        _plan(portfolio, file, day, typed=now),
        *_cadence(reviewed, day),
        held.meetings,
        held.infractions,
        held.concerns,
        held.steps,
        _benefits(portfolio, held.partner_id, day),
        _lists(portfolio, file, day) if now else None,
        _survey(held.surveys, day),
        held.clock.calendar,
    )


def _past(portfolio: Portfolio, held: _Held, day: date) -> Known | None:
    """What was on record on a past day; None where no program was in force then."""
    try:
        file = partner_file(portfolio, held.partner_id, day)
    except UserError:
        return None
    return _known(portfolio, held, file, day, _reviewed(portfolio, file, day))


def _ends(as_of: date) -> Iterable[date]:
    """The last days of the quarters before, the oldest first; the running one is not over."""
    now = quarter_of(as_of)
    return [now.plus(-back).last for back in range(QUARTERS, 0, -1) if now.year > 2]


def _ledger(portfolio: Portfolio, partner_id: int, day: date) -> LedgerHealth | None:
    from models.store.pack_ledger import ledger

    return ledger(portfolio, partner_id, day)


def _plan(
    portfolio: Portfolio, file: PartnerFile, day: date, *, typed: bool
) -> tuple[plan_figures.Standing, ...]:
    from models.store.joint_plan import plan

    if not records.find(portfolio, Objective, partner_id=file.partner.id, year=day.year):
        return ()
    found = plan(portfolio, file, day.year, day).objectives
    return tuple(one for one in found if typed or plan_figures.reckons(one.objective))


def _benefits(portfolio: Portfolio, partner_id: int, day: date) -> "Totals | None":
    from models.store.benefits import ledger

    try:
        return ledger(portfolio, partner_id, day.year, day).totals
    except UserError:
        return None


def _lists(portfolio: Portfolio, file: PartnerFile, day: date) -> Progress:
    from models.store.checklist_templates import templates_of_lists
    from models.store.checklists import of_file as lists_of

    asked = {one.key for one in templates_of_lists(portfolio)}
    told = Progress()
    for one in lists_of(portfolio, file, day):
        if one.where.template not in asked:
            continue
        due = one.due_on is not None and one.due_on < day
        if due or (one.closed_on is not None and one.closed_on <= day):
            told += one.progress
    return told


def _survey(found: Sequence[Survey], day: date) -> Survey | None:
    """The newest round of which nothing was answered after a day."""
    known = [one for one in found if one.on is not None and one.on <= day]
    return known[-1] if known else None


def _reviewed(portfolio: Portfolio, file: PartnerFile, day: date) -> "Reviewed | None":
    from models.store.reviews import of_partner

    return of_partner(portfolio, file.partner.id, day)


def _cadence(
    found: "Reviewed | None", day: date
) -> tuple[cadence.ReviewDue | None, tuple[cadence.Month, ...]]:
    """When the next business review is due, and the last year's months with their reviews."""
    if found is None:
        return None, ()
    first = (max(date.min + YEAR, day) - YEAR).replace(day=1)
    return found.due, tuple(month for month in found.months if month.first > first)
