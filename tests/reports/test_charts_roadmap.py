"""Roadmaps, training given, references and wires as drawn, for each edition’s reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.background import Background
from models.governance.advocacy_counts import Year
from models.governance.voice import RoadmapItem
from reports.charts_roadmap import kind_of, lanes_said
from reports.facts import EDITIONS, PackFacts
from reports.marks import COMMITTED_MARK, DONE_MARK, DROPPED_MARK, LATE_MARK, PLANNED_MARK
from tests.reports import capability_builder, facts_builder, voice_builder
from tests.reports.capability_builder import NAMES
from tests.reports.facts_builder import DAY
from tests.reports.looking import pages, picture, text, told, well_laid

FULL = Background(
    roadmap=voice_builder.roadmap(), audiences=voice_builder.audiences(),
    references=voice_builder.references(4), spoken=voice_builder.SPOKEN,
    wires=voice_builder.wires(),
)  # fmt: skip


def facts(background: Background, edition: str = "internal") -> PackFacts:
    return told(facts_builder.platinum(), background, edition=edition)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("section", ["offerings", "enablement", "wins"])
def test_the_pages_are_well_laid_whatever_is_typed(edition: str, section: str) -> None:
    hostile = Background(
        roadmap=voice_builder.roadmap(40, names=NAMES), audiences=voice_builder.audiences(60),
        references=voice_builder.references(30, NAMES[0]), spoken=(Year(DAY.year, 4000, 0),),
        wires=voice_builder.wires(9, NAMES[0]),
        benefits=capability_builder.background().benefits,
    )  # fmt: skip
    for background in (FULL, hostile):
        for leaf in pages(facts(background, edition), section):
            well_laid(leaf)


@pytest.mark.clause("C084")
def test_both_roadmaps_stand_on_lanes_and_are_told_in_words() -> None:
    [leaf] = pages(facts(FULL), "offerings")
    node = picture(leaf, "timeline")
    assert "Partner: " in node.alt
    assert "Host: " in node.alt
    assert "No roadmap of either side" not in text(leaf)
    assert "was to be out on" in text(leaf)


@pytest.mark.parametrize(
    ("state", "days", "kind"),
    [("planned", 0, PLANNED_MARK), ("planned", -1, LATE_MARK), ("committed", 0, COMMITTED_MARK),
     ("committed", -1, LATE_MARK), ("shipped", -1, DONE_MARK), ("dropped", -1, DROPPED_MARK)],
)  # fmt: skip
def test_what_is_not_out_is_late_from_the_day_after_its_own(
    state: str, days: int, kind: str
) -> None:
    item = RoadmapItem(1, 1, "host", "Console", DAY + timedelta(days=days), state)
    assert kind_of(item, DAY) == kind


def test_an_empty_lane_says_so() -> None:
    item = RoadmapItem(1, 1, "host", "Console", date(2022, 2, 1))
    assert "Partner: nothing in these quarters" in lanes_said([item], DAY)


@pytest.mark.clause("C026", "C027")
def test_the_grid_of_audiences_has_the_people_of_each_and_names_a_gap() -> None:
    [leaf] = pages(facts(FULL), "enablement")
    made = picture(leaf, "grid")
    assert made.data is not None
    total = sum(int(value or 0) for series in made.data.series for value in series.values)
    assert FULL.audiences is not None
    assert total == FULL.audiences.people
    assert "9 of 15 covered" in text(leaf)
    assert "nothing on" in text(leaf)


@pytest.mark.clause("C007")
def test_references_are_named_with_their_state_and_a_withdrawn_one_is_not() -> None:
    [leaf] = pages(facts(FULL), "wins")
    said = text(leaf)
    for words in ("Customer 0", "Agreed", "Customer 2", "Published"):
        assert words in said
    assert "Customer 3" not in said
    assert f"{DAY.year}: 4 by the partner, 2 by the host" in said
    assert "references" not in said.lower().split("speak for it")[1]


@pytest.mark.clause("C102")
def test_the_partner_reads_no_wire_and_none_of_our_words() -> None:
    theirs = facts(FULL, "partner")
    said = " ".join(
        text(leaf) for key in ("wins", "offerings", "enablement") for leaf in pages(theirs, key)
    )
    for words in ("Win wires sent last", "The integration was there", "Our own words", "Ours"):
        assert words not in said
    assert "Win wires sent last" in text(pages(facts(FULL), "wins")[0])


def test_nothing_on_record_is_said_once() -> None:
    nothing = replace(FULL, roadmap=(), references=(), spoken=(), wires=(), audiences=None)
    assert "No roadmap of either side" in text(pages(facts(nothing), "offerings")[0])
    assert "references and renewals are not recorded" in text(pages(facts(nothing), "wins")[0])
