"""The ledger of benefits: overdue first, what is given of what is due, nothing of the host's."""

from datetime import date, timedelta

import pytest

from models.benefits import Line, Totals
from reports.facts import EDITIONS, PackFacts
from reports.figures import Figures
from reports.kinds import chosen
from reports.sections.benefits import SECTION, title_of
from tests.reports import capability_builder as builder
from tests.reports import facts_builder
from tests.reports.capability_builder import HELD_ON, event
from tests.reports.looking import pages, picture, text, told, well_laid, with_words
from tests.reports.reading import read

FIRST = builder.benefits()[0].benefit.id


def made(found: tuple[Line, ...], edition: str = "internal", **more: object) -> PackFacts:
    background = builder.background(benefits=found, **more)
    return told(facts_builder.silver(), background, edition=edition)


def promised(due: date) -> tuple[Line, ...]:
    return builder.benefits(events=[event(1, FIRST, "promised", date(2022, 2, 1), due)])


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kept", [True, False])
def test_the_ledger_is_well_laid(edition: str, kept: bool) -> None:
    plan = with_words("benefits") if kept else with_words()
    found = told(facts_builder.far_away(), builder.background(), edition=edition, plan=plan)
    [leaf] = pages(found, "benefits")
    well_laid(leaf)


@pytest.mark.clause("C079")
def test_the_title_counts_what_is_delivered_of_what_is_due() -> None:
    found = builder.some_benefits()
    due = [line for line in found if line.due]
    done = sum(line.done for line in found)
    [leaf] = pages(made(found), "benefits")
    assert done == 1
    assert len(due) == 6
    assert leaf.title == "One of six benefits due in 2022 is delivered; one is late"


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False), (1, False)])
def test_a_promise_is_overdue_from_the_day_after(days: int, late: bool) -> None:
    [leaf] = pages(made(promised(HELD_ON + timedelta(days=days))), "benefits")
    assert ("overdue" in leaf.sheet.marks) == late
    assert ("Late since" in text(leaf)) == late


def test_what_is_overdue_stands_first() -> None:
    [leaf] = pages(made(promised(HELD_ON - timedelta(days=1))), "benefits")
    rows = [box.text for box in leaf.sheet.boxes if box.left < 45]
    assert rows.index("Late") < rows.index(builder.benefits()[0].benefit.group)


def test_the_bar_is_held_against_all_that_is_due_and_the_year_before() -> None:
    [leaf] = pages(made(builder.some_benefits()), "benefits")
    chart = picture(leaf, "portions").data
    assert chart is not None
    assert chart.series[0].values[0] == 100 // 6
    assert chart.targets == [("All that is due", 100)]
    assert chart.levels[0].values[0] == 75
    assert "6 of 8 were delivered in 2021" in text(leaf)


def test_without_a_year_before_there_is_no_tick() -> None:
    [leaf] = pages(made(builder.some_benefits(), benefits_before=None), "benefits")
    chart = picture(leaf, "portions").data
    assert chart is not None
    assert not chart.levels


@pytest.mark.clause("C102")
def test_the_partner_reads_neither_our_words_nor_our_next_steps() -> None:
    found = builder.some_benefits()
    words = [line.next_step for line in found if line.next_step] + ["Our own words"]
    ours = read(made(found)).text
    assert any(step in ours for step in words)
    theirs = read(made(found, "partner")).everything()
    assert [step for step in words if step in theirs] == []


@pytest.mark.clause("C091")
def test_whoever_holds_no_tier_has_one_line_instead_of_a_page() -> None:
    found = made(builder.benefits("opportunistic"))
    assert pages(found, "benefits") == []
    assert SECTION.nothing(Figures(found)) == "No benefit is due in 2022 by the tier that is held."


def test_a_pack_that_knows_no_benefits_says_nothing_of_them() -> None:
    keys = [section.key for section in chosen(facts_builder.silver())]
    assert "benefits" not in keys


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (Totals(1, 1, 0, 0, 0), "The one benefit due in 2022 is delivered"),
        (Totals(1, 0, 1, 0, 0), "The one benefit due in 2022 is not delivered yet"),
        (Totals(1, 0, 1, 0, 0, 1), "The one benefit due in 2022 is late"),
        (Totals(3, 3, 0, 0, 0), "All three benefits due in 2022 are delivered"),
        (Totals(3, 0, 3, 0, 0), "None of three benefits due in 2022 are delivered"),
        (Totals(3, 2, 1, 0, 0, 1),
         "Two of three benefits due in 2022 are delivered; one is late"),
        (Totals(0, 0, 0, 1, 0), "No benefit is due in 2022 by the tier that is held"),
    ],
)  # fmt: skip
def test_a_title_agrees_with_its_numbers(given: Totals, title: str) -> None:
    assert title_of(given, 2022) == title
