"""Each figure of health comes from records, is held against a target, or says what is lacking."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.action import Action
from models.benefits import Totals
from models.checklist.filled import Progress
from models.deal import Deal
from models.governance import cadence
from models.governance.health_known import Known
from models.governance.health_measures import VIEWS, views_of
from models.governance.health_views import Measure
from models.governance.joint_plan import Objective
from models.governance.meetings import Infraction, Meeting
from models.governance.plan_figures import Standing
from models.governance.register import Concern, EscalationStep
from models.governance.survey import Reply, Statement, Survey, survey_of
from models.health import HealthLimits
from models.partner import Partner
from models.program.loading import terms_on
from tests.reports.facts_builder import partner_file

DAY = date(2022, 6, 15)
TERMS = terms_on(DAY)


def known(deals: Sequence[Deal] = (), **more: Any) -> Known:
    return Known(partner_file(list(deals), partner=Partner(1, "Any"), day=DAY), TERMS, DAY, **more)


def measures(found: Known, key: str) -> list[Measure]:
    rules = (rule for view in VIEWS.values() for rule in view)
    return [one for rule in rules for one in rule(found) if one.key == key]


def one(found: Known, key: str) -> Measure:
    [measure] = measures(found, key)
    return measure


def test_with_nothing_on_record_nothing_is_judged_and_everything_says_what_it_lacks() -> None:
    for view in views_of(known()):
        assert view.colour == ""
        assert view.lacking, view.key


# ---- strategic ---------------------------------------------------------------------------------


def standing(
    actual: int | None = 40, forecast: int | None = None, due: date | None = None, **more: Any
) -> Standing:
    told = Objective(
        7, 1, 2022, more.pop("kind", "revenue"), "Grow revenue", "count", target=100,
        actual=actual, forecast=forecast, due_on=due, **more,
    )  # fmt: skip
    return Standing(told, "USD", actual, "", "", None, None, "", "")


@pytest.mark.clause("C006")
@pytest.mark.parametrize(
    ("due", "forecast", "part"),
    [
        (DAY - timedelta(days=1), 95, 40),  # its day has passed: what was reached
        (DAY, 95, 95),  # it is the last day: what is expected still counts
        (DAY + timedelta(days=1), 95, 95),
        (None, 95, 95),  # without a day it is due at the year's end
    ],
)
def test_an_objective_is_judged_by_its_forecast_until_its_day_has_passed(
    due: date | None, forecast: int, part: int
) -> None:
    found = one(known(plan=[standing(forecast=forecast, due=due)]), "objective")
    assert (found.part, found.whole, found.record_id) == (part, 100, 7)
    # Its plan shows what is reached: what is only expected says so.
    assert found.name == ("Forecast: Grow revenue" if part == 95 else "Grow revenue")
    assert found.said == (
        "Grow revenue: 95 of 100 is forecast, 40 so far."
        if part == 95
        else "Grow revenue: 40 of 100 is reached."
    )


def test_an_objective_that_is_reached_early_needs_no_forecast() -> None:
    assert one(known(plan=[standing(100)]), "objective").percent == 100
    assert one(known(plan=[standing(99)]), "objective").percent is None
    assert "no forecast" in one(known(plan=[standing(99)]), "objective").said


def test_an_objective_without_target_or_figure_is_not_judged() -> None:
    bare = standing(None, due=DAY - timedelta(days=1))
    assert one(known(plan=[bare]), "objective").said == "Grow revenue has no actual."
    none = replace(bare, objective=replace(bare.objective, target=None))
    assert one(known(plan=[none]), "objective").said == "Grow revenue has no target."


def test_approvals_are_those_of_both_sides() -> None:
    plan = [standing(state="jointly_approved"), standing(state="internally_approved")]
    found = one(known(plan=plan), "approvals")
    assert (found.part, found.whole) == (1, 2)


@pytest.mark.clause("C041")
@pytest.mark.parametrize(("gone", "percent"), [(91, 100), (92, 98), (101, 90), (102, 89)])
def test_a_business_review_is_on_its_cadence_until_its_interval_is_over(
    gone: int, percent: int
) -> None:
    last = DAY - timedelta(days=gone)
    due = cadence.ReviewDue(
        3, cadence.OVERDUE, last, last, last + timedelta(days=91), None, 0, None, None, ""
    )
    assert one(known(review=due), "reviews").percent == percent


def test_a_review_that_never_was_or_is_by_invitation_is_not_judged() -> None:
    never = cadence.ReviewDue(3, cadence.OVERDUE, None, DAY, DAY, None, 0, None, None, "")
    asked = replace(never, state=cadence.INVITE_ONLY, last=DAY)
    assert one(known(review=never), "reviews").said == "No business review is on record."
    assert one(known(review=asked), "reviews").said == "No business review is asked for."


# ---- financial ---------------------------------------------------------------------------------


def won(on: date, minor: int, record_id: int = 1, **more: Any) -> Deal:
    return Deal(record_id, 1, "Deal", "Bank", str(record_id), "won", on, minor, 0, minor, **more)


def test_what_is_signed_is_held_against_the_same_days_of_the_year_before() -> None:
    deals = [
        won(date(2022, 1, 1), 90, 1), won(DAY, 10, 2), won(DAY + timedelta(days=1), 900, 3),
        won(date(2021, 1, 1), 60, 4), won(date(2021, 6, 15), 50, 5),
        won(date(2021, 6, 16), 900, 6), won(date(2021, 12, 31), 900, 7),
    ]  # fmt: skip
    found = one(known(deals), "signed")
    assert (found.part, found.whole, found.percent) == (100, 110, 90)


def test_without_a_year_before_there_is_nothing_to_compare_with() -> None:
    assert one(known([won(DAY, 90)]), "signed").whole == 0


def test_an_objective_for_signings_takes_the_place_of_last_year() -> None:
    plan = [standing(100, kind="signings")]
    found = known([won(DAY, 90), won(date(2021, 3, 3), 90)], plan=plan)
    views = {view.key: view for view in views_of(found)}
    assert [m.key for m in views["financial"].known] == ["objective"]
    assert "objective" not in [m.key for m in views["strategic"].measures]


# ---- operational -------------------------------------------------------------------------------


@pytest.mark.clause("C103")
def test_months_are_counted_once_they_are_over() -> None:
    months = [
        cadence.Month(date(2022, 4, 1), cadence.KEPT), cadence.Month(date(2022, 5, 1),
        cadence.MISSED), cadence.Month(date(2022, 6, 1), cadence.OPEN),
    ]  # fmt: skip
    found = one(known(months=months), "months")
    assert (found.part, found.whole) == (1, 2)
    assert one(known(months=months[2:]), "months").whole == 0


@pytest.mark.clause("C038")
def test_commitments_are_told_by_side() -> None:
    made = date(2022, 2, 1)
    actions = [
        Action(1, 1, "A", side="host", due_on=date(2022, 5, 1), state="done", made_on=made,
               done_on=date(2022, 5, 1)),
        Action(2, 1, "B", side="partner", due_on=DAY - timedelta(days=1), made_on=made),
        Action(3, 1, "C", side="partner", due_on=DAY, made_on=made),
    ]  # fmt: skip
    host, partner = measures(known(actions=actions), "commitments")
    assert (host.part, host.whole) == (1, 1)
    assert (partner.part, partner.whole) == (0, 1)


def test_checklists_and_benefits_count_what_has_come_due() -> None:
    lists, totals = Progress(10, 9, 8, 1), Totals(due=8, done=3, open=5, offered=0, warnings=0,
                                                  overdue=1)  # fmt: skip
    found = known(lists=lists, benefits=totals)
    assert one(found, "checklists").percent == 80
    assert (one(found, "benefits").part, one(found, "benefits").whole) == (3, 4)
    early = known(benefits=totals._replace(done=0, overdue=0))
    assert one(early, "benefits").said == "No benefit has come due yet."
    assert measures(known(lists=Progress()), "checklists") == []


# ---- relationship ------------------------------------------------------------------------------


def survey(host: int = 4, partner: int = 4, on: date = DAY) -> Survey:
    statement = Statement("one", "We talk.", "Talk")
    told = [
        Reply(side, "2022-Q2", "Q2 2022", (("one", place),), "", on)
        for side, place in (("host", host), ("partner", partner))
        if place
    ]
    return survey_of([statement], told, "2022-Q2", "Q2 2022")


@pytest.mark.parametrize(("mean", "percent"), [(3, 75), (4, 100), (5, 125)])
def test_a_survey_is_held_against_the_mean_that_is_wanted(mean: int, percent: int) -> None:
    partner, host = measures(known(survey=survey(4, mean)), "survey")
    assert (partner.percent, host.percent) == (percent, 100)
    other = known(survey=survey(4, 4), limits=HealthLimits(survey=100))
    assert measures(other, "survey")[0].percent == 80


def test_a_side_that_did_not_answer_is_not_judged() -> None:
    partner, host = measures(known(survey=survey(4, 0)), "survey")
    assert (partner.percent, host.percent) == (None, 100)
    assert partner.said == "The partner has not answered the survey of Q2 2022."


@pytest.mark.parametrize(("days", "speaks"), [(364, True), (365, True), (366, False)])
def test_a_survey_speaks_for_a_year(days: int, speaks: bool) -> None:
    found = measures(known(survey=survey(on=DAY - timedelta(days=days))), "survey")
    assert found[0].known is speaks


def meeting(record_id: int, on: date, notice: date | None, **more: Any) -> Meeting:
    return Meeting(record_id, 1, "meeting", on, state="held", notice_on=notice, **more)


@pytest.mark.clause("C095", "C097")
def test_notice_counts_for_meetings_of_the_last_year_that_need_it() -> None:
    on = DAY - timedelta(days=30)
    meetings = [
        meeting(1, on, on - timedelta(days=7)),
        meeting(2, on, on - timedelta(days=6)),
        meeting(3, on, None, with_whom="executives"),
        meeting(4, DAY - timedelta(days=365), None),
        replace(meeting(5, on, None), state="cancelled"),
    ]
    found = one(known(meetings=meetings), "notice")
    assert (found.part, found.whole) == (1, 2)
    confirmed = Infraction(1, 1, 2, "confirmed", "Late.", on, on)
    infracted = known(meetings=meetings, infractions=[confirmed])
    assert one(infracted, "infractions").percent == 50
    assert "1 infraction is confirmed" in one(infracted, "infractions").said
    dismissed = replace(confirmed, state="dismissed")
    assert one(known(meetings=meetings, infractions=[dismissed]), "infractions").percent == 100


def test_a_notice_given_of_a_meeting_still_to_come_counts_and_one_not_given_yet_does_not() -> None:
    ahead = DAY + timedelta(days=20)
    given, late = meeting(1, ahead, DAY), meeting(2, DAY + timedelta(days=3), DAY)
    silent = replace(meeting(3, DAY + timedelta(days=3), None), state="planned")
    found = one(known(meetings=[given, late, silent]), "notice")
    assert (found.part, found.whole) == (1, 2)


def test_what_was_decided_later_is_held_against_nobody_on_an_earlier_day() -> None:
    on = DAY - timedelta(days=30)
    later = Infraction(1, 1, 1, "confirmed", "Late.", on, DAY + timedelta(days=1))
    found = one(known(meetings=[meeting(1, on, on)], infractions=[later]), "infractions")
    assert (found.part, found.whole) == (1, 1)


@pytest.mark.clause("C034")
@pytest.mark.parametrize(("days", "part"), [(6, 1), (7, 1), (8, 0)])
def test_an_escalation_is_within_its_time_to_the_last_day_of_its_level(
    days: int, part: int
) -> None:
    first = DAY - timedelta(days=60)
    steps = {3: [EscalationStep(1, 1, 3, 1, first)]}
    concern = Concern(3, 1, "issue", "Stuck", first, closed_on=first + timedelta(days=days))
    found = one(known(concerns=[concern], steps=steps), "escalations")
    assert (found.part, found.whole) == (part, 1)


def test_each_level_of_an_escalation_has_its_own_time() -> None:
    first = DAY - timedelta(days=40)
    steps = [
        EscalationStep(1, 1, 3, 1, first),
        EscalationStep(2, 1, 3, 1, first + timedelta(days=5)),  # to somebody else: the same stay
        EscalationStep(3, 1, 3, 2, first + timedelta(days=9)),
    ]
    concern = Concern(3, 1, "issue", "Stuck", first, closed_on=first + timedelta(days=20))
    found = one(known(concerns=[concern], steps={3: steps}), "escalations")
    assert (found.part, found.whole) == (1, 2)


@given(
    st.lists(
        st.tuples(st.dates(date(2021, 1, 1), date(2022, 12, 31)),
                  st.none() | st.integers(0, 20)),
        max_size=20,
    )
)  # fmt: skip
def test_no_share_is_ever_more_than_its_whole_or_below_nothing(
    told: list[tuple[date, int | None]],
) -> None:
    meetings = [
        meeting(at, on, on - timedelta(days=days) if days is not None else None)
        for at, (on, days) in enumerate(told, 1)
    ]
    late = [Infraction(at, 1, at, "confirmed", "", one.on_date, one.on_date)
            for at, one in enumerate(meetings, 1)]  # fmt: skip
    for found in measures(known(meetings=meetings, infractions=late), "notice") + measures(
        known(meetings=meetings, infractions=late), "infractions"
    ):
        assert 0 <= found.part <= max(found.whole, 0)
