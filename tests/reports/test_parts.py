"""What became of each section is told with the pack: its page, its line, whether words fit."""

import io
from dataclasses import replace

import pytest

from models.pack_plan import USUAL, Words
from reports.facts import PackFacts
from reports.kinds import offered
from reports.pack import build, drawn
from reports.parts import Part
from tests.reports import facts_builder


def parts(facts: PackFacts) -> dict[str, Part]:
    return {part.key: part for part in build(facts, io.BytesIO()).parts}


def planned(**values) -> PackFacts:
    return replace(facts_builder.silver(), plan=replace(USUAL, **values))


def test_every_section_of_the_kind_is_told_in_its_order_with_its_page():
    facts = planned()
    told = build(facts, io.BytesIO()).parts
    assert [part.key for part in told] == [section.key for section in offered("full")]
    book = drawn(facts, "id")
    for part in told:
        if part.page:
            leaf = book.leaves[part.page - 1]
            assert (leaf.section.key, leaf.section.called(facts)) == (part.key, part.name)


def test_a_section_left_out_has_no_page_and_is_told_all_the_same():
    told = parts(planned(left_out=("tier",)))
    assert told["tier"].page == 0
    assert told["tier"].name
    assert parts(planned())["tier"].page


def test_what_says_nothing_has_its_line_and_no_page():
    facts = replace(planned(), file=replace(facts_builder.silver().file, deals=()))
    silent = [part for part in parts(facts).values() if part.said]
    assert silent
    assert all(part.page == 0 for part in silent)


@pytest.mark.parametrize("which", [0, 1])
def test_words_that_are_cut_are_told_and_short_ones_are_not(which):
    def fit(signs: int):
        text = "word " * (signs // 5)
        words = Words(text, "") if which == 0 else Words("", text)
        return parts(planned(words={"tier": words}))["tier"].fits[which]

    room = fit(5).room
    assert 300 < room < 800
    assert not fit(room // 2).cut
    assert fit(room * 2).cut


def test_two_texts_side_by_side_share_the_room():
    alone = parts(planned(words={"tier": Words("a")}))["tier"].fits
    both = parts(planned(words={"tier": Words("a", "b")}))["tier"].fits
    assert both[0].room + both[1].room < alone[0].room + 20
