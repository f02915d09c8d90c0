"""The first page says where the partner stands, how its figures went, and what is asked."""

from dataclasses import replace
from datetime import date

import pytest

from models.background import NOTHING, Background, CoursePoint
from models.governance.health_views import Health, Point, View
from models.health import BELOW, NEAR, ON_TARGET, HealthLimits
from models.ledger_health import LedgerHealth, Share
from models.pack_plan import Ask, PackPlan
from reports import story_tiles
from reports.figures import Figures
from reports.story_tiles import trend_of, went
from tests.reports import background_builder, facts_builder, health_builder
from tests.reports.facts_builder import DAY
from tests.reports.looking import pages, pictures, text, told

FIRST = date(2021, 10, 1)


def point(on: date, wins: int, won: int = 0, decided: int = 0) -> CoursePoint:
    return CoursePoint(on, wins, wins, 0, 0, 0, 0, won, decided)


def figures(*course: CoursePoint) -> Figures:
    return Figures(told(facts_builder.silver(), Background(course=course)))


def wins(now: int, *course: CoursePoint):
    return trend_of(figures(*course), "Wins", lambda at: at.wins, now, "USD")


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (100_000_000, "unchanged since Oct"),
        (100_000_000 + 250_000_00, "+$250.0K since Oct"),
        (100_000_000 - 250_000_00, "−$250.0K since Oct"),
    ],
)
def test_a_figure_says_how_far_it_went_since_its_first_day(now, words):
    trend = wins(now, point(FIRST, 100_000_000))
    assert went(trend) == words
    assert trend is not None
    assert (trend.level, trend.level_name) == (100_000_000, "on 1 Oct 2021")


def test_without_an_earlier_day_there_is_no_course():
    assert wins(1) is None
    assert wins(1, point(DAY, 5)) is None  # today alone
    assert went(None) == ""


def test_a_win_rate_is_said_in_points():
    course = (point(FIRST, 1, 1, 2), point(date(2021, 11, 1), 1))
    tiles = story_tiles.tiles(None, figures(*course))  # type: ignore[arg-type]
    assert tiles[3].figure == "76%"
    assert tiles[3].trend_said == "+26 pts since Oct"
    assert tiles[3].trend is not None
    assert len(tiles[3].trend.days) == 2  # the day without a decided deal says nothing


def test_each_tile_with_a_course_has_a_line_and_the_first_its_target():
    [leaf] = pages(told(facts_builder.silver(), background_builder.full()), "summary")
    lines = [p for p in pictures(leaf) if p.data and p.data.kind == "line"]
    assert len(lines) == 4
    assert lines[0].data is not None
    assert list(lines[0].data.targets) == [("Gold asks", 15_000_000_00)]
    [bare] = pages(facts_builder.silver(), "summary")
    assert not [p for p in pictures(bare) if p.data and p.data.kind == "line"]


@pytest.mark.parametrize(
    ("background", "words"),
    [
        (Background(ahead=background_builder.ahead()), "on 2 Jan 2023, if every open deal closes"),
        (NOTHING, "Next January can’t be reckoned"),
    ],
)
def test_granted_calculated_and_projected_stand_together(background, words):
    [leaf] = pages(told(facts_builder.silver(), background), "summary")
    said = text(leaf)
    assert said.index("Granted") < said.index("Calculated") < said.index("Projected")
    assert words in said


@pytest.mark.clause("C073")
@pytest.mark.parametrize(
    ("part", "words"),
    [(89, "R, below target"), (90, "A, near target"), (100, "G, on target")],
)
def test_health_has_the_letter_of_its_weakest_view(part, words):
    whole = Share(100, 100)
    ledger = LedgerHealth(DAY, 0, Share(part, 100), whole, whole, whole, "USD")
    facts, known = facts_builder.platinum(notes=""), Background(ledger=ledger)
    health = health_builder.health(facts, known)
    [leaf] = pages(told(facts, replace(known, health=health)), "summary")
    assert f"Health {words} 2 of 4 views judged: financial, operational" in text(leaf)


@pytest.mark.clause("C073")
@pytest.mark.parametrize("kind", ["full", "briefing"])
@pytest.mark.parametrize(
    ("before", "words"),
    [
        ((ON_TARGET, ON_TARGET), "Worse Down: financial"),
        ((BELOW, ON_TARGET), "Better Up: financial"),
        ((NEAR, BELOW), "Better Up: operational"),
        ((NEAR, NEAR), "The same Up: operational"),
        ((ON_TARGET, BELOW), "Better Down: financial; up: operational"),
    ],
)
def test_health_says_how_it_went_since_it_was_judged_last(kind, before, words):
    facts, then = facts_builder.platinum(notes=""), date(2021, 12, 31)
    views = (View("financial", NEAR), View("operational", ON_TARGET))
    course = (Point(then, ("", *before, "")), Point(DAY, ("", NEAR, ON_TARGET, "")))
    health = Health(DAY, views, HealthLimits(), course)
    known = told(facts, Background(health=health), plan=PackPlan(kind))
    [leaf] = pages(known, "summary" if kind == "full" else kind)
    assert f"Health since 31 Dec 2021 {words}" in text(leaf)


def test_beside_an_internal_note_the_course_of_health_is_one_word():
    views = (View("financial", NEAR),)
    course = (Point(date(2021, 12, 31), ("", ON_TARGET, "", "")), Point(DAY, ("", NEAR, "", "")))
    health = Health(DAY, views, HealthLimits(), course)
    [leaf] = pages(told(facts_builder.platinum(), Background(health=health)), "summary")
    said = text(leaf)
    assert "near target; worse" in said
    assert "Health since" not in said
    assert "Internal note" in said


def test_health_without_an_earlier_day_says_nothing_of_its_course():
    health = Health(DAY, (View("financial", NEAR),), HealthLimits(), (Point(DAY, (NEAR,) * 4),))
    [leaf] = pages(told(facts_builder.platinum(), Background(health=health)), "summary")
    assert "Health since" not in text(leaf)


def test_health_without_evidence_has_no_letter():
    facts = facts_builder.empty()
    criteria = tuple(c for c in facts.terms.criteria if c.counts != "people_trained")
    kept = {criterion.id for criterion in criteria}
    rows = tuple(row for row in facts.decision.criteria if row.id in kept)
    file = replace(facts.file, decision=replace(facts.decision, criteria=rows))
    facts = replace(facts, file=file, terms=replace(facts.terms, criteria=criteria))
    [leaf] = pages(facts, "summary")
    assert "Health Not enough data 0 of 4 views judged: none" in text(leaf)


def test_decisions_lead_to_their_page():
    plan = PackPlan(asks=(Ask("Keep Gold", by=DAY), Ask("Share the cost")))
    [leaf] = pages(told(facts_builder.silver(), NOTHING, plan=plan), "summary")
    links = [link for link in leaf.sheet.links if link.target == "decisions"]
    assert [link.label for link in links] == ["Keep Gold", "Share the cost"]
    assert "by 5 Jan 2022" in text(leaf)


def test_at_most_three_strengths_and_concerns_stand_on_it():
    from reports import story

    for make in (facts_builder.silver, facts_builder.platinum, facts_builder.far_away):
        told_of = Figures(make())
        assert len(story.strengths(told_of)) <= 3
        assert len(story.concerns(told_of)) <= 3


def test_a_note_of_ours_is_not_for_the_partner():
    words = "joint plan before March"
    [ours] = pages(facts_builder.silver(), "summary")
    [theirs] = pages(facts_builder.silver("partner"), "summary")
    assert words in text(ours)
    assert words not in text(theirs)


def test_no_amount_asked_means_no_bullet():
    facts = facts_builder.silver()
    criteria = tuple(c for c in facts.terms.criteria if c.counts != "aggregate_tcv")
    rows = tuple(row for row in facts.decision.criteria if row.id != "aggregate_tcv")
    file = replace(facts.file, decision=replace(facts.decision, criteria=rows))
    bare = replace(facts, terms=replace(facts.terms, criteria=criteria), file=file)
    [leaf] = pages(bare, "summary")
    assert "against the tier targets" not in text(leaf)
    assert "Met for" in text(leaf)
