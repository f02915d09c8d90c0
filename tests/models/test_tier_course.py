"""Which tier was held when: each grant to its end, nothing before the first, none of elsewhere."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.background import Held
from models.partner import Agreement, Grant, Partner
from models.partner_file import PartnerFile
from models.program.decide import held_on
from models.program.loading import terms_on
from models.program.measure import Facts
from models.tier_course import course_said, held
from tests.reports.facts_builder import partner_file

DAY = date(2026, 11, 24)
TERMS = terms_on(DAY)


def granted(tier: str, first: date, until: date | None = None, basis: str = "assessment") -> Grant:
    return Grant(first.toordinal(), 1, tier, basis, first, until)


def file(*grants: Grant, **values: date | None) -> PartnerFile:
    joined = date(2022, 2, 1)
    days: dict[str, Any] = {"invited_on": joined, "invitation_accepted_on": joined, **values}
    partner = Partner(1, "Ashgrove", **days)
    papers = (Agreement(1, 1, "program_agreement", joined),)
    return partner_file([], partner=partner, agreements=papers, grants=grants, day=DAY)


def told(*grants: Grant, **values: date | None) -> list[tuple[date, date | None, str, str]]:
    found = held(file(*grants, **values), TERMS, DAY)
    return [(one.first, one.until, one.label, one.basis) for one in found]


def test_a_partner_without_a_grant_held_nothing() -> None:
    assert told() == []


def test_each_grant_lasts_until_the_next_begins_or_it_ends() -> None:
    assert told(
        granted("silver", date(2024, 1, 3)),
        granted("gold", date(2026, 1, 5), date(2026, 6, 30), "exception"),
    ) == [
        (date(2024, 1, 3), date(2026, 1, 4), "Silver", "assessment"),
        (date(2026, 1, 5), date(2026, 6, 30), "Gold", "exception"),
        (date(2026, 7, 1), None, "Silver", "assessment"),
    ]


def test_the_end_of_a_running_grant_is_known_ahead() -> None:
    end = date(2027, 3, 4)
    assert told(granted("gold", date(2026, 1, 5), end))[-1][1] == end


def test_a_time_without_a_tier_is_a_stretch_of_its_own() -> None:
    found = told(
        granted("gold", date(2024, 1, 3), date(2024, 12, 31)), granted("silver", date(2026, 1, 5))
    )
    assert [label for _, _, label, _ in found] == ["Gold", "", "Silver"]
    assert found[1][:2] == (date(2025, 1, 1), date(2026, 1, 4))


def test_who_left_holds_nothing_from_that_day_on() -> None:
    found = told(granted("gold", date(2024, 1, 3)), removed_on=date(2026, 5, 1))
    assert found[-1] == (date(2026, 5, 1), None, "", "")


def test_a_tier_of_another_program_is_none_of_this_one() -> None:
    other = Grant(1, 1, "gold", "assessment", date(2024, 1, 3), program="Other")
    assert held(file(other), TERMS, DAY) == ()


GRANTS = st.lists(
    st.builds(
        granted,
        st.sampled_from(["silver", "gold", "platinum"]),
        st.dates(date(2022, 1, 1), date(2027, 6, 1)),
        st.none() | st.dates(date(2022, 1, 1), date(2028, 1, 1)),
    ),
    max_size=5,
    unique_by=lambda grant: grant.id,
)


@given(GRANTS, st.dates(date(2022, 1, 1), DAY))
def test_on_every_day_it_is_the_tier_that_was_held(grants: list[Grant], day: date) -> None:
    records = file(*grants)
    facts = Facts(records.partner, agreements=records.agreements, grants=grants)
    tier = held_on(facts, TERMS, day)[0] or ""
    found = held(records, TERMS, DAY)
    over = [one for one in found if one.first <= day and (one.until is None or day <= one.until)]
    assert [one.tier for one in over] == ([tier] if found and day >= found[0].first else [])
    assert not tier or over
    for before, after in pairwise(found):
        assert before.until is not None
        assert before.until + timedelta(1) == after.first


def test_the_course_is_told_as_it_is_read_aloud() -> None:
    stretches = [
        Held(date(2026, 1, 2), date(2027, 3, 4), "gold", "Gold", 2, "exception"),
        Held(date(2027, 3, 5), None, "", "", 0, ""),
    ]
    assert course_said(stretches) == (
        "Gold, exception, held from 2 January 2026 to 4 March 2027;"
        " No tier, held since 5 March 2027"
    )
