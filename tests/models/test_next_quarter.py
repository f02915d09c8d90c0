from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from models.background import NOTHING, Background
from models.benefits import Line
from models.checklist.evidence_record import Evidence
from models.checklist.proof import Proof
from models.governance.told import Planned
from models.next_quarter import Day, days_ahead
from models.pack_plan import USUAL, PackPlan
from models.partner import Agreement, Contact, Grant, Partner, Training
from models.program.loading import terms_on
from models.program.terms import Calendar
from tests.reports.facts_builder import partner_file

DAY = date(2022, 1, 5)
LAST = date(2022, 4, 3)  # a Sunday, the last day of the thirteenth week
TERMS = terms_on(DAY)
ONE = timedelta(days=1)


def ahead(plan: PackPlan = USUAL, background: Background = NOTHING, **records: Any) -> list[Day]:
    day = records.pop("day", DAY)
    file = partner_file([], partner=Partner(1, "Any"), day=day, **records)
    terms = records.pop("terms", TERMS)
    return list(days_ahead(file, terms, plan, background))


def named(found: list[Day], kind: str) -> list[tuple[date, str]]:
    return [(day.on, day.what) for day in found if day.kind == kind]


def test_a_quiet_quarter_still_has_the_move_of_the_window():
    assert [(day.on, day.clause) for day in ahead()] == [(date(2022, 4, 1), "C061")]


@pytest.mark.clause("C065")
def test_the_measurement_is_told_with_its_day():
    found = ahead(day=date(2021, 11, 3))
    assert (date(2022, 1, 3), "Measurement of Aggregate TCV") in named(found, "measure")
    assert (date(2022, 1, 1), "The pipeline window moves") in named(found, "measure")


@pytest.mark.clause("C095")
def test_a_meeting_has_its_last_day_for_notice():
    found = ahead(PackPlan(meeting_on=date(2022, 2, 10), place="Zürich"))
    assert named(found, "meeting") == [(date(2022, 2, 10), "Business review")]
    assert named(found, "notice") == [
        (date(2022, 2, 3), "Last day for notice of the meeting on 10 Feb 2022")
    ]
    terms = replace(TERMS, calendar=Calendar(notice_days=5, working_days=True))
    file = partner_file([], partner=Partner(1, "Any"))
    plan = PackPlan(meeting_on=date(2022, 2, 10))
    assert date(2022, 2, 3) in [d.on for d in days_ahead(file, terms, plan, NOTHING)]


@pytest.mark.clause("C096")
def test_a_briefing_tells_the_meeting_it_is_for_once_and_by_its_own_name():
    day = date(2022, 2, 10)
    plan = PackPlan(kind="briefing", meeting_on=day, place="Bern")
    assert named(ahead(plan), "meeting") == [(day, "Meeting")]
    found = ahead(plan, Background(meetings=(Planned(day, "workshop", "Staffing", "Bern", None),)))
    assert named(found, "meeting") == [(day, "Staffing")]
    assert named(found, "notice") == []  # it needs none, says the record


@pytest.mark.clause("C095")
def test_meetings_on_record_are_told_once_with_the_days_of_their_notices():
    review = date(2022, 2, 10)
    planned = (
        Planned(review, "business_review", "Business review", "Bern", date(2022, 2, 3)),
        Planned(date(2022, 1, 20), "pipeline_review", "Monthly review", "", None),
        Planned(date(2022, 3, 1), "meeting", "With the managers", "", date(2022, 2, 22)),
        Planned(LAST + ONE, "meeting", "Beyond the quarter"),
    )
    found = ahead(PackPlan(meeting_on=review, place="Zürich"), Background(meetings=planned))
    assert named(found, "meeting") == [
        (date(2022, 1, 20), "Monthly review"),
        (review, "Business review"),
        (date(2022, 3, 1), "With the managers"),
    ]
    assert [day for day, _ in named(found, "notice")] == [date(2022, 2, 3), date(2022, 2, 22)]
    clauses = {day.what: day.clause for day in found}
    assert clauses["Monthly review"] == "C103"


def test_the_next_review_follows_the_rhythm_of_the_tier():
    grants = (Grant(1, 1, "gold", "assessment", date(2022, 1, 3)),)
    calendar = replace(TERMS.calendar, review_months={"gold": 2})
    file = partner_file([], partner=Partner(1, "Any"), grants=grants)
    file = replace(file, decision=replace(file.decision, granted_tier="gold"))
    plan = PackPlan(meeting_on=date(2022, 1, 31))
    found = list(days_ahead(file, replace(TERMS, calendar=calendar), plan, NOTHING))
    assert (date(2022, 3, 31), "Next business review due") in named(found, "meeting")


@pytest.mark.parametrize(
    ("on", "there"), [(DAY - ONE, False), (DAY, True), (LAST, True), (LAST + ONE, False)]
)
def test_a_paper_that_ends_within_the_weeks_is_told(on, there):
    found = ahead(agreements=(Agreement(1, 1, "nda", date(2021, 1, 1), on),))
    assert bool(named(found, "ends")) is there


def test_the_end_of_an_exception_is_told_with_its_basis():
    grants = (Grant(1, 1, "gold", "exception", date(2022, 1, 3), date(2022, 2, 28), "x", "y"),)
    assert named(ahead(grants=grants), "ends") == [(date(2022, 2, 28), "Gold (exception) ends")]


def test_a_person_who_leaves_has_a_last_day():
    people = (Contact(1, 1, "Ada", "executive sponsor", until=date(2022, 2, 1)),)
    assert named(ahead(contacts=people), "ends") == [(date(2022, 1, 31), "Ada: last day")]


def test_trainings_run_out_only_where_the_program_sets_an_age():
    trainings = tuple(
        Training(n, 1, person, "standard MSS delivery", "x", on)
        for n, (person, on) in enumerate(
            [
                ("Ada", date(2021, 2, 10)), ("ADA ", date(2021, 2, 20)),
                ("Bo", date(2021, 2, 20)), ("Cy", None),
            ]
        )
    )  # fmt: skip
    assert not named(ahead(trainings=trainings), "ends")
    criteria = tuple(
        replace(criterion, months=12) if criterion.counts == "people_trained" else criterion
        for criterion in TERMS.criteria
    )
    aging = replace(TERMS, criteria=criteria)
    file = partner_file([], partner=Partner(1, "Any"), trainings=trainings)
    found = list(days_ahead(file, aging, USUAL, NOTHING))
    assert named(found, "ends") == [(date(2022, 2, 20), "Training runs out: 2 people")]


def test_evidence_that_runs_out_and_promises_are_told():
    file = partner_file([], partner=Partner(1, "Any"))
    proofs = [
        Proof(Evidence(n, 1, "", "a.pdf", "", 1, expires_on=on, replaced_by=new), "The NDA")
        for n, (on, new) in enumerate([(date(2022, 3, 1), 0), (date(2022, 3, 2), 9), (None, 0)])
    ]
    benefit = TERMS.benefits[0]
    line = Line(
        benefit, "included", "promised", True, 1, 0, None, None, DAY, None, "", (), "", "",
        due_on=date(2022, 2, 1),
    )  # fmt: skip
    known = Background(benefits=(line,), statement_on=date(2022, 1, 20))
    found = list(days_ahead(file, TERMS, USUAL, known, proofs))
    assert named(found, "ends") == [(date(2022, 3, 1), "Evidence ends: The NDA")]
    assert named(found, "promise") == [(date(2022, 2, 1), f"Promised: {benefit.label}")]
    assert named(found, "notice") == [(date(2022, 1, 20), "Status statement due")]


def test_days_come_in_order_and_once():
    papers = tuple(
        Agreement(n, 1, "nda", date(2021, 1, 1), on)
        for n, on in enumerate([date(2022, 3, 1), date(2022, 2, 1), date(2022, 3, 1)])
    )
    found = ahead(agreements=papers)
    assert [day.on for day in found] == sorted(day.on for day in found)
    assert len(named(found, "ends")) == 2
