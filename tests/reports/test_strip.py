"""What a person wrote for a section stands under the line that supports its title."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.pack_plan import PackPlan, Words
from reports.facts import EDITIONS, INTERNAL, freeze
from reports.pack import drawn
from reports.page import Book, Leaf
from reports.sections import BODY
from reports.strip import TALLEST
from reports.style import MARGIN, RIGHT
from tests.reports import facts_builder

SECTION = BODY[0]
FILE = facts_builder.silver().file


def _leaf(words: Words | None, edition: str = INTERNAL) -> Leaf:
    plan = PackPlan(words={SECTION.key: words} if words else {})
    facts = freeze(FILE, edition=edition, plan=plan)
    return Book(facts, "0" * 64, (SECTION,)).page(SECTION, "A title", "A line of support")


def _said(leaf: Leaf) -> str:
    return " ".join(box.text for box in leaf.sheet.boxes)


@pytest.mark.parametrize("edition", EDITIONS)
def test_words_for_every_reader_stand_in_both_editions_and_a_note_in_ours_alone(edition):
    said = _said(_leaf(Words("Agreed by phone.", "They doubt the price."), edition))
    assert "Agreed by phone." in said
    assert ("They doubt the price." in said) == (edition == INTERNAL)
    assert ("Internal note" in said) == (edition == INTERNAL)


def test_a_page_without_words_begins_where_it_always_did():
    assert _leaf(None).top == _leaf(Words()).top == _leaf(Words("", "")).top


@given(some.text(max_size=600), some.text(max_size=600))
def test_a_strip_takes_at_most_its_room_and_three_lines_of_each(text, note):
    leaf = _leaf(Words(text, note))
    assert leaf.top - _leaf(None).top <= TALLEST
    boxes = [box for box in leaf.sheet.boxes if box.bottom > _leaf(None).top]
    assert len({box.top for box in boxes}) <= 7
    assert all(box.left >= MARGIN and box.right <= RIGHT for box in boxes)
    assert all(box.bottom < leaf.top for box in boxes)


def test_what_is_cut_ends_in_an_ellipsis():
    assert "…" in _said(_leaf(Words("word " * 119)))


def test_only_the_first_page_of_a_section_has_them():
    plan = PackPlan(words={"all-deals": Words("Read the last column.")})
    file = facts_builder.many(300).file
    leaves = drawn(freeze(file, plan=plan), "0" * 64).leaves
    pages = [leaf for leaf in leaves if leaf.section.key == "all-deals"]
    assert [("Read the last column." in _said(leaf)) for leaf in pages] == [
        True,
        *(False for _ in pages[1:]),
    ]
