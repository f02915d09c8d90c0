"""What the coming thirteen weeks hold for a partner: meetings, measures, what ends, what is due."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from models.background import Background
from models.calendar_strip import last_day
from models.checklist.proof import Proof
from models.dates import quarter_of
from models.names import fold
from models.pack_plan import PackPlan
from models.partner_file import PartnerFile
from models.partner_words import AGREEMENTS
from models.program.terms import Calendar, Terms
from models.program.windows import months_before
from models.text import basis_text, counted, day_text

# What a day is, in the order in which they are told on one day.
KINDS = ("meeting", "notice", "measure", "ends", "promise")
NAMES = {
    "meeting": "Meetings",
    "notice": "Notice and statements",
    "measure": "Measurement and window",
    "ends": "What ends",
    "promise": "Benefits promised",
}


# The clause behind each kind of meeting, where there is one.
_CLAUSES = {"business_review": "C041", "pipeline_review": "C103", "roadmap": "C084"}


# What the meeting of a pack is, by its kind; the others are made for a business review.
_OWN = {"briefing": ("Meeting", ""), "pipeline_review": ("Pipeline review", "C103")}
_REVIEW = ("Business review", "C041")


class Day(NamedTuple):
    """One day to keep in mind: what it is, what is to be said of it, for whom the record is.

    `clause` is the one behind it, where there is one.
    """

    on: date
    kind: str
    what: str
    note: str = ""
    clause: str = ""


def days_ahead(
    file: PartnerFile,
    terms: Terms,
    plan: PackPlan,
    background: Background,
    proofs: Iterable[Proof] = (),
) -> tuple[Day, ...]:
    """Every known day from the as-of day to the end of the thirteenth week, in order."""
    as_of = file.decision.as_of
    last = last_day(as_of)
    if plan.kind in _OWN and any(one.on == plan.meeting_on for one in background.meetings):
        plan = replace(plan, meeting_on=None)  # what is on record tells more of the same meeting
    found = [
        *_meetings(plan, background.calendar or terms.calendar, file, last),
        *_planned(plan, background),
        *_measures(terms, file, as_of),
        *_statements(background),
        *_ends(file, terms, proofs, as_of),
        *_promises(background, as_of),
    ]
    kept = {day for day in found if as_of <= day.on <= last}
    return tuple(sorted(kept, key=lambda day: (day.on, KINDS.index(day.kind), day.what)))


def measured_on(terms: Terms, as_of: date) -> date:
    """The next day on which the measure is taken (C065)."""
    day = terms.measurement_day(as_of.year)
    return day if day > as_of else terms.measurement_day(as_of.year + 1)


def _meetings(plan: PackPlan, calendar: Calendar, file: PartnerFile, last: date) -> list[Day]:
    if plan.meeting_on is None:
        return []
    meeting = plan.meeting_on
    what, clause = own = _OWN.get(plan.kind, _REVIEW)
    found = [Day(meeting, "meeting", what, plan.place, clause)]
    if calendar.notice_days:
        by = calendar.notice_by(meeting)
        what = f"Last day for notice of the meeting on {day_text(meeting)}"
        found.append(Day(by, "notice", what, "", "C095"))
    months = calendar.review_months.get(file.decision.granted_tier or "", 0)
    if own == _REVIEW and months and meeting <= last:
        following = months_before(meeting, -months)
        note = f"{counted(months, 'month')} after the last one"
        found.append(Day(following, "meeting", "Next business review due", note, "C083"))
    return found


def _planned(plan: PackPlan, background: Background) -> list[Day]:
    """Meetings on record, but for the one that the pack itself is for, and their notices' days."""
    found = []
    for one in background.meetings:
        if one.on == plan.meeting_on and one.kind == "business_review":
            continue
        found.append(Day(one.on, "meeting", one.what, one.place, _CLAUSES.get(one.kind, "")))
        if one.notice_by is not None and one.on != plan.meeting_on:
            what = f"Last day for notice of the meeting on {day_text(one.on)}"
            found.append(Day(one.notice_by, "notice", what, "", "C095"))
    return found


def _measures(terms: Terms, file: PartnerFile, as_of: date) -> list[Day]:
    found = []
    try:
        day = measured_on(terms, as_of)
    except ValueError:  # beyond the end of the calendar
        return []
    what = f"Measurement of {terms.requirement_said}"
    found.append(Day(day, "measure", what, "It decides the tier", "C065"))
    if terms.pipeline_quarters:
        moves = quarter_of(as_of).plus(1).first
        first, reach = quarter_of(moves), quarter_of(moves).plus(terms.pipeline_quarters - 1)
        note = f"{first} to {reach}" if reach != first else str(first)
        found.append(Day(moves, "measure", "The pipeline window moves", note, "C061"))
    return found


def _statements(background: Background) -> list[Day]:
    if background.statement_on is None:
        return []
    return [Day(background.statement_on, "notice", "Status statement due", "", "C071")]


def _ends(file: PartnerFile, terms: Terms, proofs: Iterable[Proof], as_of: date) -> list[Day]:
    found = [
        Day(paper.expires_on, "ends", f"{AGREEMENTS[paper.kind]} ends", "last day in force")
        for paper in file.agreements
        if paper.expires_on and paper.kind in AGREEMENTS
    ]
    for grant in file.grants:
        if grant.until_on and terms.grants(grant.tier, grant.program) and grant.from_on <= as_of:
            basis = basis_text(grant.basis).lower()
            what = f"{terms.label(grant.tier)} ({basis}) ends"
            found.append(Day(grant.until_on, "ends", what, "last day", "C016"))
    for person in file.contacts:
        if person.until and person.role != "other":
            note = f"{person.role}, {'host' if person.side == 'host' else 'partner'}"
            last = person.until - timedelta(days=1)
            found.append(Day(last, "ends", f"{person.name}: last day", note))
    found += _old_trainings(file, terms)
    for proof in proofs:
        evidence = proof.evidence
        if evidence.expires_on and not evidence.replaced_by:
            found.append(Day(evidence.expires_on, "ends", f"Evidence ends: {proof.about}"))
    return found


def _old_trainings(file: PartnerFile, terms: Terms) -> list[Day]:
    """People whose newest training grows too old to count, where a criterion sets an age."""
    found = []
    for criterion in terms.criteria:
        if not criterion.months or criterion.counts != "people_trained":
            continue
        newest: dict[str, date] = {}
        for training in file.trainings:
            done = training.completed_on
            if done is not None and training.kind in criterion.of:
                key = fold(training.person)
                newest[key] = max(done, newest.get(key, done))
        for done, people in sorted(Counter(newest.values()).items()):
            last = months_before(done, -criterion.months)
            what = f"Training runs out: {counted(people, 'person', 'people')}"
            found.append(Day(last, "ends", what, criterion.label))
    return found


def _promises(background: Background, as_of: date) -> list[Day]:
    return [
        Day(line.due_on, "promise", f"Promised: {line.benefit.label}", "", line.benefit.clause)
        for line in background.benefits
        if line.due_on and line.due_on >= as_of
    ]
