"""The weakest figure decides a view; what a person says stands beside it until it runs out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.governance.health_views import (
    Health,
    Measure,
    Point,
    Shared,
    View,
    all_turned,
    in_force,
    overridden,
    turned,
    view_of,
    weakest,
)
from models.governance.standing import HealthOverride
from models.health import BELOW, NEAR, ON_TARGET, UNKNOWN, USUAL_LIMITS, HealthLimits

DAY = date(2026, 11, 24)


def measure(part: int, whole: int = 100, said: str = "") -> Measure:
    return Measure("list", f"{part} of {whole}", part, whole, said or f"{part} of {whole}.")


def override(on: date = DAY, until: date | None = None, record_id: int = 1) -> HealthOverride:
    return HealthOverride(record_id, 1, "financial", ON_TARGET, "Why", on, "Ada", until)


@pytest.mark.parametrize(
    ("parts", "colour"),
    [((100, 100), ON_TARGET), ((100, 99), NEAR), ((100, 90), NEAR), ((90, 89), BELOW)],
)
def test_the_weakest_figure_decides(parts: tuple[int, ...], colour: str) -> None:
    assert view_of("financial", [measure(one) for one in parts], USUAL_LIMITS).colour == colour


def test_a_view_without_a_figure_is_not_judged_and_says_what_is_lacking() -> None:
    found = view_of("strategic", [measure(0, 0, "No plan."), measure(0, 0, "No plan.")],
                    USUAL_LIMITS)  # fmt: skip
    assert (found.colour, found.words, found.evidence) == (UNKNOWN, "Not enough data", "No plan.")
    assert found.known == ()


def test_what_is_not_known_neither_lifts_nor_lowers_a_view() -> None:
    found = view_of("strategic", [measure(100), measure(0, 0, "No plan.")], USUAL_LIMITS)
    assert (found.colour, found.lacking) == (ON_TARGET, ("No plan.",))
    assert found.evidence == "100 of 100."


def test_the_deciding_sentence_comes_first() -> None:
    found = view_of("strategic", [measure(100), measure(40), measure(95)], USUAL_LIMITS)
    assert found.decisive(USUAL_LIMITS, 2) == "40 of 100. 95 of 100."


def test_other_limits_judge_otherwise() -> None:
    assert view_of("strategic", [measure(80)], HealthLimits(80, 70)).colour == ON_TARGET


@given(st.lists(st.sampled_from([BELOW, NEAR, ON_TARGET, UNKNOWN])))
def test_the_weakest_colour_is_one_of_them_and_nothing_is_weaker(colours: list[str]) -> None:
    order = [BELOW, NEAR, ON_TARGET]
    found = weakest(colours)
    known = [one for one in colours if one]
    assert found == (min(known, key=order.index) if known else UNKNOWN)


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (1, True)])
def test_a_word_against_a_colour_holds_to_the_end_of_its_last_day(days: int, holds: bool) -> None:
    told = override(DAY - timedelta(days=9), DAY + timedelta(days=days))
    assert bool(in_force([told], DAY)) is holds


def test_it_holds_from_its_day_on_and_gives_way_to_the_next_one() -> None:
    old = override(DAY - timedelta(days=9))
    new = override(DAY, DAY + timedelta(days=1), 2)
    assert in_force([old, new], DAY - timedelta(days=1)) == {"financial": old}
    assert in_force([new, old], DAY) == {"financial": new}
    # The older one does not come back once the newer has run out.
    assert in_force([old, new], DAY + timedelta(days=2)) == {}


def test_the_reckoned_colour_stays_beside_it() -> None:
    views = overridden([View("financial", BELOW), View("strategic", NEAR)], [override()], DAY)
    first, second = views
    assert first.override is not None
    assert (first.colour, first.override.colour) == (BELOW, ON_TARGET)
    assert first.override.words == "On target"
    assert second.override is None


def test_a_view_turned_up_down_or_not_at_all() -> None:
    def course(*colours: str) -> list[Point]:
        return [Point(DAY, (UNKNOWN, one, UNKNOWN, UNKNOWN)) for one in colours]

    assert turned(course(BELOW, UNKNOWN, NEAR), "financial") == 1
    assert turned(course(ON_TARGET, NEAR), "financial") == -1
    assert turned(course(NEAR, NEAR), "financial") == 0
    assert turned(course(NEAR, UNKNOWN), "financial") == 0
    assert turned(course(NEAR), "strategic") == 0


@pytest.mark.parametrize(
    ("before", "now", "way"),
    [
        ((NEAR, ON_TARGET), (BELOW, ON_TARGET), -1),
        ((BELOW, NEAR), (NEAR, NEAR), 1),
        ((BELOW, NEAR), (NEAR, BELOW), 0),  # another view is the weakest now
        ((UNKNOWN, NEAR), (UNKNOWN, NEAR), 0),
    ],
)
def test_health_goes_the_way_of_its_weakest_view(
    before: tuple[str, str], now: tuple[str, str], way: int
) -> None:
    then = DAY - timedelta(days=55)
    rest = (UNKNOWN, UNKNOWN)
    assert all_turned([Point(then, before + rest), Point(DAY, now + rest)]) == (way, then)


def test_health_goes_nowhere_without_a_day_to_hold_it_against() -> None:
    unknown = Point(DAY - timedelta(days=55), (UNKNOWN,) * 4)
    assert all_turned([unknown, Point(DAY, (NEAR,) * 4)]) == (0, None)
    assert all_turned([Point(unknown.on, (NEAR,) * 4), Point(DAY, (UNKNOWN,) * 4)]) == (0, None)


def test_what_the_partner_may_see_stands_in_the_place_of_all() -> None:
    views, theirs = (View("financial", BELOW),), (View("financial", NEAR),)
    points = (Point(DAY, (UNKNOWN, NEAR, UNKNOWN, UNKNOWN)),)
    health = Health(DAY, views, HealthLimits())
    assert health.for_partner is health
    told = replace(health, shared=Shared(theirs, points)).for_partner
    assert (told.views, told.course, told.shared) == (theirs, points, None)
