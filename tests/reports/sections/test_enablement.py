"""Trained people against each tier's minimum, who they are, and what ends when."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from models.partner import Agreement, Contact, Partner, Training
from reports.facts import EDITIONS, freeze
from reports.figures import Figures
from reports.figures_capability import Ending, endings, rising, training_lines
from reports.sections.enablement import SECTION
from tests.reports import capability_builder as builder
from tests.reports import facts_builder
from tests.reports.facts_builder import DAY, partner_file
from tests.reports.looking import pages, picture, pictures, text, well_laid, with_words


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kept", [True, False])
def test_four_hundred_trainings_under_any_name_are_well_laid(edition: str, kept: bool) -> None:
    found = builder.hostile(edition=edition)
    if kept:
        found = replace(found, plan=with_words("enablement"))
    [leaf] = pages(found, "enablement")
    well_laid(leaf)


@pytest.mark.clause("C032")
@pytest.mark.parametrize(
    ("count", "title"),
    [
        (4, "Four of the five people that Silver asks for are trained; one is missing"),
        (5, "Five people count for Silver, just its minimum"),
        (6, "Six people count for Silver, one above its minimum"),
        (1, "One of the five people that Silver asks for is trained; four are missing"),
    ],
)
def test_the_title_says_how_many_of_the_minimum_are_trained(count: int, title: str) -> None:
    [leaf] = pages(builder.trained(count), "enablement")
    assert leaf.title == title


@pytest.mark.clause("C045")
@pytest.mark.parametrize(("count", "mark"), [(4, "gap"), (5, "met"), (6, "met")])
def test_the_mark_turns_with_the_person_who_makes_the_minimum(count: int, mark: str) -> None:
    [leaf] = pages(builder.trained(count), "enablement")
    assert mark in leaf.sheet.marks
    chart = picture(leaf, "bullets").data
    assert chart is not None
    assert chart.series[0].values[0] == count
    assert chart.levels[0].values[0] == 5


def test_kinds_stand_under_their_criterion_and_a_person_of_both_counts_once() -> None:
    twice = tuple(
        Training(n, 1, "Ada", kind, "", DAY)
        for n, kind in enumerate(("standard MSS delivery", "custom MSS delivery"))
    )
    found = partner_file([], partner=Partner(1, "A"), trainings=twice)
    lines = training_lines(Figures(freeze(found)))
    assert [(line.value, line.deeper) for line in lines] == [(1, False), (1, True), (1, True)]
    assert lines[0].left_out == 0


@pytest.mark.parametrize(
    ("completed", "counts"), [(DAY, 1), (DAY + timedelta(days=1), 0), (None, 0)]
)
def test_a_training_counts_from_the_day_of_its_completion(
    completed: date | None, counts: int
) -> None:
    one = (Training(1, 1, "Ada", "standard MSS delivery", "", completed),)
    found = partner_file([], partner=Partner(1, "A"), trainings=one)
    [line, *_] = training_lines(Figures(freeze(found)))
    assert (line.value, line.left_out) == (counts, 1 - counts)


def test_a_training_that_is_only_planned_says_so() -> None:
    later = (Training(1, 1, "Ada", "standard MSS delivery", "", DAY + timedelta(days=9)),)
    found = partner_file([], partner=Partner(1, "A"), trainings=later)
    [leaf] = pages(freeze(found), "enablement")
    assert "14 Jan 2022, planned" in text(leaf)


def test_other_audiences_are_counted_by_people() -> None:
    some = tuple(
        Training(n, 1, name, "sales", "", DAY) for n, name in enumerate(("Ada", "ada", "Bo"))
    )
    found = partner_file([], partner=Partner(1, "A"), trainings=some)
    [leaf] = pages(freeze(found), "enablement")
    assert "Sales" in text(leaf)
    assert "2 people" in text(leaf)


def ending(**more: Any) -> list[Ending]:
    return endings(Figures(builder.trained(5, **more)))


def paper(expires: date) -> Agreement:
    return Agreement(1, 1, "nda", DAY, expires)


@pytest.mark.parametrize(("days", "told"), [(-1, 0), (0, 1), (365, 1), (366, 0)])
def test_what_ends_within_a_year_is_told_to_the_day(days: int, told: int) -> None:
    assert len(ending(agreements=(paper(DAY + timedelta(days=days)),))) == told


def test_a_person_is_there_to_the_day_before_the_first_without() -> None:
    leaving = Contact(1, 1, "Ada", "technical resource", until=date(2022, 3, 1))
    ours = replace(leaving, id=2, side="host")
    assert ending(contacts=(leaving, ours)) == [
        Ending(date(2022, 2, 28), "Ada, technical resource", "People")
    ]


def test_a_program_that_forgets_trainings_says_when() -> None:
    found = builder.trained(5)
    criteria = tuple(
        replace(one, months=12) if one.counts == "people_trained" else one
        for one in found.terms.criteria
    )
    figures = Figures(replace(found, terms=replace(found.terms, criteria=criteria)))
    days = {one.on for one in endings(figures) if one.lane == "Trainings"}
    assert days == {date(2022, 12, 6)}


def test_what_ends_is_drawn_against_the_next_measurement() -> None:
    found = facts_builder.platinum()
    [leaf] = pages(found, "enablement")
    alt = picture(leaf, "timeline").alt
    assert "31 Aug 2022 Non-disclosure agreement" in alt
    assert "Measured" in alt
    assert "Unless renewed, Non-disclosure agreement is no longer met" in text(leaf)
    [leaf] = pages(builder.trained(5), "enablement")
    assert "timeline" not in {p.data.kind for p in pictures(leaf) if p.data}


def test_who_does_not_fit_is_counted_with_a_way_to_the_list() -> None:
    [leaf] = pages(builder.trained(90), "enablement")
    assert "who counts is named under Prerequisites" in text(leaf)
    assert "prerequisites" in {link.target for link in leaf.sheet.links}
    well_laid(leaf)


def test_nothing_on_record_is_one_line_with_what_is_asked() -> None:
    found = freeze(facts_builder.empty().file)
    assert pages(found, "enablement") == []
    assert SECTION.nothing(Figures(found)) == (
        "Nobody is recorded; Silver asks for 5 people and 1 technical resource."
    )


def test_a_scale_never_falls() -> None:
    assert rising([0, 5, 3, 9]) == [0, 5, 5, 9]


def test_people_of_kinds_that_the_program_does_not_count_are_named_where_there_are_no_others() -> (
    None
):
    one = (Training(1, 1, "Ada", "sales", "", DAY),)
    found = partner_file([], partner=Partner(1, "A"), trainings=one)
    [leaf] = pages(freeze(found), "enablement")
    assert [box.text for box in leaf.sheet.boxes].count("Ada") == 1
