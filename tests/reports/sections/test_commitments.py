"""What was taken on is told with its sides, its states and its days, the late ones first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.action import Action
from models.background import Background, Changes
from reports import style
from reports.facts import PackFacts
from reports.figures import Figures
from reports.sections import commitments
from reports.slides.shapes import shapes_of
from tests.reports import background_builder, facts_builder
from tests.reports.facts_builder import DAY
from tests.reports.looking import pages, picture, pictures, text, told, well_laid

ONE = timedelta(days=1)


def made(*actions: Action, last: date | None = None, edition: str = "internal") -> PackFacts:
    changes = Changes("0" * 64, last, ()) if last else None
    background = Background(actions=actions, changes=changes)
    return told(facts_builder.silver(), background, edition=edition)


def act(number: int, side: str = "host", **values) -> Action:
    return Action(number, 1, f"Commitment {number}", side=side, **values)


@pytest.mark.clause("C038")
def test_each_side_has_its_bar_with_its_words():
    facts = told(facts_builder.silver(), background_builder.full())
    [leaf] = pages(facts, "commitments")
    [chart] = pictures(leaf)
    assert chart.data is not None
    assert chart.data.categories == ["Host", "Partner"]
    states = {series.name: list(series.values) for series in chart.data.series}
    assert states["Done"] == [2, 1]
    assert states["Late"] == [1, 2]
    assert "Due by now: Host 3, Partner 3." in chart.alt
    for words in ("66%", "2 of 3 that came due are done", "33%", "1 of 3 that came due is done"):
        assert words in text(leaf)


def test_late_ones_come_first_with_their_days():
    found = made(act(1, due_on=DAY), act(2, due_on=DAY - 9 * ONE), act(3, due_on=DAY - ONE))
    [leaf] = pages(found, "commitments")
    said = text(leaf)
    assert said.index("Commitment 2") < said.index("Commitment 3") < said.index("Commitment 1")
    assert "9 days late" in said
    assert "1 day late" in said


def test_since_the_last_pack_what_is_new_stands_elsewhere():
    last = DAY - 30 * ONE
    found = made(
        act(1, made_on=last, due_on=DAY + ONE),
        act(2, made_on=last + ONE, due_on=DAY + ONE),
        last=last,
    )
    [leaf] = pages(found, "commitments")
    assert "Since the last pack, of 6 Dec 2021: 1 commitment" in text(leaf)
    assert "Commitment 2" not in text(leaf)
    [ahead] = pages(found, "next-quarter")
    assert "Commitment 2" in text(ahead)


def test_the_reason_of_a_drop_is_for_the_host():
    dropped = act(1, state="dropped", done_on=DAY, detail="The customer left")
    assert "The customer left" in text(pages(made(dropped), "commitments")[0])
    [theirs] = pages(made(dropped, edition="partner"), "commitments")
    assert "The customer left" not in text(theirs)
    assert "Dropped" in text(theirs)


def test_what_was_dropped_says_why_in_place_of_its_detail():
    gone = act(1, state="dropped", done_on=DAY, detail="As agreed", reason="The client withdrew")
    [leaf] = pages(made(gone, act(2, state="done", detail="Kept")), "commitments")
    assert "Dropped: The client withdrew" in text(leaf)
    assert "As agreed" not in text(leaf)
    assert "Kept" in text(leaf)
    [leaf] = pages(made(gone, edition="partner"), "commitments")
    assert "withdrew" not in text(leaf)


def test_none_at_all_is_one_line():
    line = commitments.SECTION.nothing(Figures(made()))
    assert line == "No commitment is on record since the last review."


def test_very_many_stay_on_one_page_and_the_rest_is_counted_by_state():
    many = replace(background_builder.full(), actions=background_builder.actions(400))
    [leaf] = pages(told(facts_builder.silver(), many), "commitments")
    well_laid(leaf)
    found = commitments.kept_of(Figures(told(facts_builder.silver(), many))).found
    listed = sum(f"{one.action.title} " in f"{text(leaf)} " for one in found[:12])
    assert listed == 12
    assert "done, " in text(leaf).split(" more: ")[1]


def test_as_many_as_the_page_holds_are_listed_and_none_is_counted():
    few = replace(background_builder.full(), actions=background_builder.actions(13))
    [leaf] = pages(told(facts_builder.silver(), few), "commitments")
    assert " more: " not in text(leaf)


def test_the_bars_tell_the_states_that_there_are_and_their_grounds_lie_below_all():
    [leaf] = pages(made(act(1, state="done"), act(2, side="partner")), "commitments")
    chart = picture(leaf, "stacked_bars").data
    assert chart is not None
    said = [series.name for series in chart.series]
    assert "Dropped" not in said
    assert all(f"{name} " in text(leaf) for name in said)
    colours = [shape.fill for shape in shapes_of(leaf.sheet) if shape.node and shape.node.data]
    last = max(at for at, fill in enumerate(colours) if fill == style.PANEL)
    assert last < min(at for at, fill in enumerate(colours) if fill in (style.MET, style.GAP))
