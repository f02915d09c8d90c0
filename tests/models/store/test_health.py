"""Health is judged from the portfolio's records, for one and for all; a word against it is kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.errors import UserError
from models.governance.health_known import Known
from models.governance.health_views import View
from models.governance.meetings import Meeting
from models.governance.register import Concern, EscalationStep
from models.governance.standing import HealthOverride
from models.health import BELOW, HEALTH_VIEWS, NEAR, ON_TARGET, UNKNOWN
from models.partner import Agreement, Partner
from models.program.terms import Calendar
from models.store import health, records
from models.store.packs import packed
from models.store.portfolio import Portfolio, create
from models.store.programs import terms_on
from models.store.settings import set_setting
from models.store.standing import partner_file, partner_ids
from reports.facts import freeze
from tests.sample_portfolio import sample_at

TODAY = date(2026, 11, 24)
SIGNED = date(2025, 2, 1)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "health.alliance") as made:
        records.add(made, Partner(1, "Northwind", invited_on=SIGNED,
                                  invitation_accepted_on=SIGNED))  # fmt: skip
        records.add(made, Agreement(1, 1, "program_agreement", SIGNED))
        yield made


def meet(portfolio: Portfolio, record_id: int, on: date, notice: date | None) -> None:
    records.add(portfolio, Meeting(record_id, 1, "meeting", on, state="held", notice_on=notice))


def view(portfolio: Portfolio, key: str, day: date = TODAY) -> View:
    return health.views(portfolio, 1, day).view(key)


def test_without_records_no_view_has_a_colour(portfolio: Portfolio) -> None:
    found = health.views(portfolio, 1, TODAY)
    assert [one.key for one in found.views] == list(HEALTH_VIEWS)
    assert (found.colour, found.judged, found.survey) == (UNKNOWN, (), None)


@pytest.mark.clause("C095")
def test_a_late_notice_lowers_the_relationship(portfolio: Portfolio) -> None:
    meet(portfolio, 1, date(2026, 10, 20), date(2026, 10, 13))
    assert view(portfolio, "relationship").colour == ON_TARGET
    meet(portfolio, 2, date(2026, 10, 27), date(2026, 10, 21))
    found = view(portfolio, "relationship")
    assert found.colour == BELOW
    assert "Notice was in time for 1 of 2 meetings" in found.evidence


def test_a_meeting_goes_by_the_program_of_its_own_day(portfolio: Portfolio) -> None:
    def asks(day: date) -> Calendar:
        return Calendar(notice_days=7 if day.month == 10 else 14)

    file = partner_file(portfolio, 1, TODAY)
    told = Meeting(1, 1, "meeting", date(2026, 10, 20), notice_on=date(2026, 10, 13))
    known = Known(file, terms_on(portfolio, TODAY), TODAY, calendar=asks)
    assert known.notice(told).state == "in_time"
    assert known.notice(replace(told, on_date=date(2026, 11, 20))).state == "in_time"
    assert known.notice(replace(told, on_date=date(2026, 11, 3))).state == "in_time"
    late = replace(told, on_date=date(2026, 11, 3), notice_on=date(2026, 10, 27))
    assert known.notice(late).state == "late"


def test_the_course_goes_over_the_last_four_quarters_to_the_day(portfolio: Portfolio) -> None:
    meet(portfolio, 1, date(2026, 5, 20), date(2026, 5, 13))
    meet(portfolio, 2, date(2026, 8, 20), None)
    found = health.views(portfolio, 1, TODAY)
    assert [one.on for one in found.course] == [
        date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), TODAY,
    ]  # fmt: skip
    place = HEALTH_VIEWS.index("relationship")
    assert [one.colours[place] for one in found.course] == [
        UNKNOWN, UNKNOWN, ON_TARGET, BELOW, BELOW,
    ]  # fmt: skip


def test_the_limits_of_the_portfolio_hold(portfolio: Portfolio) -> None:
    meet(portfolio, 1, date(2026, 5, 20), date(2026, 5, 13))
    meet(portfolio, 2, date(2026, 8, 20), None)
    with portfolio.change("Limits"):
        set_setting(portfolio, "health_amber", "50")
    assert view(portfolio, "relationship").colour == NEAR


def test_a_word_against_a_colour_is_one_change_and_stands_beside_it(portfolio: Portfolio) -> None:
    until = TODAY + timedelta(days=30)
    health.override(portfolio, 1, "financial", NEAR, " They wait for a signature ", until, TODAY)
    found = view(portfolio, "financial")
    assert found.override is not None
    assert (found.colour, found.override.colour) == (UNKNOWN, NEAR)
    assert (found.override.reason, found.override.until) == ("They wait for a signature", until)
    assert portfolio.can_undo() == "Call financial health near target for Northwind"
    # Once it has run out it falls away by itself, and stays on record.
    assert view(portfolio, "financial", until + timedelta(days=1)).override is None
    assert len(records.find(portfolio, HealthOverride)) == 1
    portfolio.undo()
    assert view(portfolio, "financial").override is None


@pytest.mark.clause("C102")
def test_what_is_kept_from_the_partner_is_not_in_the_health_that_it_sees(
    portfolio: Portfolio,
) -> None:
    first = TODAY - timedelta(days=200)
    for key, internal in ((11, False), (12, True)):
        records.add(portfolio, Concern(key, 1, "issue", "Stuck", first, internal=internal,
                                       closed_on=first + timedelta(days=1 + 99 * internal),
                                       state="closed"))  # fmt: skip
    records.add(portfolio, EscalationStep(21, 1, 11, 1, first))
    assert health.views(portfolio, 1, TODAY).shared is None
    records.add(portfolio, EscalationStep(22, 1, 12, 1, first))
    ours = health.views(portfolio, 1, TODAY)
    theirs = ours.for_partner
    told = [next(m for m in one.view("relationship").measures if m.key == "escalations")
            for one in (ours, theirs)]  # fmt: skip
    assert [(one.part, one.whole) for one in told] == [(1, 2), (1, 1)]
    assert [one.view("relationship").colour for one in (ours, theirs)] == [BELOW, ON_TARGET]
    assert [one.course[-2].colours[-1] for one in (ours, theirs)] == [BELOW, ON_TARGET]
    made = packed(portfolio, 1, TODAY)
    shown = freeze(made.file, edition="partner", background=made.background).background.health
    assert shown is not None
    assert (shown.view("relationship").colour, shown.shared) == (ON_TARGET, None)


@pytest.mark.parametrize(
    ("reason", "until", "told"),
    [("  ", None, "needs its reason"), ("Why", TODAY - timedelta(days=1), "has passed")],
)
def test_a_word_without_a_reason_or_for_a_day_that_has_passed_is_refused(
    portfolio: Portfolio, reason: str, until: date | None, told: str
) -> None:
    with pytest.raises(UserError, match=told):
        health.override(portfolio, 1, "financial", NEAR, reason, until, TODAY)
    assert records.find(portfolio, HealthOverride) == []


def test_a_word_is_taken_back_and_what_held_before_today_stays_on_record(
    portfolio: Portfolio,
) -> None:
    today = health.override(portfolio, 1, "financial", NEAR, "Why", None, TODAY)
    health.take_back(portfolio, today, TODAY)
    assert records.find(portfolio, HealthOverride) == []
    old = health.override(portfolio, 1, "financial", NEAR, "Why", None, TODAY - timedelta(days=9))
    health.take_back(portfolio, old, TODAY)
    assert view(portfolio, "financial").override is None
    [kept] = records.find(portfolio, HealthOverride)
    assert kept.until_on == TODAY - timedelta(days=1)
    assert view(portfolio, "financial", TODAY - timedelta(days=1)).override is not None


def test_a_partner_that_is_gone_is_left_out_of_the_list(portfolio: Portfolio) -> None:
    found = health.judged(portfolio, TODAY, [1, 99])
    assert list(found.by_id) == [1]
    assert [line.name for line in health.listed(portfolio).lines] == ["Northwind"]


def test_of_a_day_beyond_what_can_be_measured_the_list_says_so(portfolio: Portfolio) -> None:
    with pytest.raises(UserError, match="31 Dec 9999 is beyond what can be measured"):
        health.judged(portfolio, date.max, [1])


@pytest.mark.clause("C073")
def test_one_partner_the_list_of_all_and_the_pack_say_the_same(tmp_path: Path) -> None:
    with sample_at(tmp_path / "sample.alliance", TODAY) as sample:
        ids = partner_ids(sample)
        judged = health.judged(sample, TODAY, ids).by_id
        rounds = 0
        for partner_id in ids:
            alone = health.views(sample, partner_id, TODAY)
            assert judged[partner_id].views == alone.views
            assert alone.colour == judged[partner_id].colour
            rounds += len(alone.survey_course)
        assert rounds == 4  # two rounds with two partners
        first = ids[0]
        told = packed(sample, first, TODAY).background.health
        assert told == health.views(sample, first, TODAY)
