"""A template's text after one edit: the one thing changed, comments and order kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checklist import editing
from models.checklist.loading import bundled, faults, template_of
from models.checklist.template import Condition
from models.errors import UserError
from tests.models.checklist.test_loading import SMALL

REVIEW = next(one for one in bundled() if one.key == "quarterly_review").text
INLINE = """\
key = "inline" # why so
name = "Inline"
version = 1
every = "year"
applies_to = "all"
[[sections]]
key = "one"
name = "One"
items = [{ key = "a", asks = "A?", kind = "yes_no" }, { key = "b", asks = "B?", kind = "text" }]
"""


def keys(text: str) -> list[list[str]]:
    return [[item.key for item in section.items] for section in template_of(text).sections]


def comments(text: str) -> list[str]:
    return sorted(row.strip() for row in text.splitlines() if row.lstrip().startswith("#"))


def test_one_value_is_changed_and_nothing_else() -> None:
    told = editing.set_item(SMALL, 0, 1, {"asks": "Why ever not?"})
    assert told == SMALL.replace("Why not?", "Why ever not?")
    assert editing.set_head(SMALL, "name", "Little") == SMALL.replace("Small", "Little")
    assert editing.set_section(SMALL, 0, "name", "Uno") == SMALL.replace('"One"', '"Uno"')
    assert editing.set_version(SMALL, 7) == SMALL.replace("version = 1", "version = 7")


@pytest.mark.parametrize(
    ("values", "field", "told"),
    [
        ({"ask": {"gold": "required", "others": "not_asked"}}, "ask",
         {"gold": "required", "": "not_asked"}),
        ({"ask": "recommended"}, "ask", {"": "recommended"}),
        ({"help": "Say “all”; \\ and \"quotes\"."}, "help", "Say “all”; \\ and \"quotes\"."),
        ({"kind": "number", "target": 3, "when": None}, "target", 3),
        ({"internal": True}, "internal", True),
    ],
)  # fmt: skip
def test_values_of_every_kind_are_written(values, field, told) -> None:
    text = editing.set_item(SMALL, 0, 1, values)
    assert getattr(template_of(text).sections[0].items[1], field) == told
    assert faults(text, "x") == []


def test_a_condition_and_choices_are_written_and_taken_out() -> None:
    text = editing.set_item(SMALL, 0, 1, {"when": {"item": "well", "is": ["na"]}})
    assert template_of(text).items["why"].when == Condition("well", ("na",))
    assert template_of(editing.set_item(text, 0, 1, {"when": None})).items["why"].when is None
    choices = [{"key": "a", "label": "A"}, {"key": "b", "label": "B", "state": "not_met"}]
    text = editing.set_item(SMALL, 0, 2, {"choices": choices})
    assert [choice.label for choice in template_of(text).items["mood"].choices] == ["A", "B"]


def test_items_move_through_their_section_and_into_the_next() -> None:
    first = len(keys(REVIEW)[0])
    moved, now = editing.move(REVIEW, 1, 0, -1)
    assert now == (0, first)
    assert keys(moved)[0][-1] == "training_free"
    back, now = editing.move(moved, 0, first, 1)
    assert (back, now) == (REVIEW, (1, 0))
    assert editing.move(REVIEW, 0, 0, -1) == (REVIEW, (0, 0))
    last = len(keys(REVIEW)) - 1
    assert editing.move(REVIEW, last, None, 1) == (REVIEW, (last, None))


def test_a_section_moves_with_its_comment_and_its_items() -> None:
    moved, now = editing.move(REVIEW, 1, None, -1)
    assert now == (0, None)
    assert keys(moved)[:2] == keys(REVIEW)[1::-1]
    assert comments(moved) == comments(REVIEW)
    assert "2. training\n\n[[sections]]" in moved


def test_what_is_new_has_a_key_of_its_own() -> None:
    text = editing.add_item(editing.add_item(SMALL, 0, 0), 0, 4)
    assert keys(text) == [["new_question", "well", "why", "mood", "new_question_2"]]
    text = editing.add_section(SMALL, 0, "Well")
    assert template_of(text).sections[0].key == "well_2"
    text = editing.copy_item(SMALL, 0, 0)
    assert keys(text) == [["well", "well_2", "why", "mood"]]
    assert faults(text, "x") == []


def test_what_is_removed_is_gone_but_the_last_section_stays() -> None:
    assert keys(editing.remove(SMALL, 0, 2)) == [["well", "why"]]
    assert len(keys(editing.remove(REVIEW, 0))) == 8
    with pytest.raises(UserError, match="at least one section"):
        editing.remove(SMALL, 0)


def test_a_text_laid_out_otherwise_is_edited_all_the_same() -> None:
    text = editing.set_item(INLINE, 0, 1, {"asks": "Bee?"})
    assert template_of(text).items["b"].asks == "Bee?"
    assert keys(editing.move(INLINE, 0, 1, -1)[0]) == [["b", "a"]]


def test_a_new_template_is_right_from_the_beginning() -> None:
    assert faults(editing.new_text("mine", "Mine “first”"), "x") == []
    assert editing.free_key("Is all well?", set()) == "is_all_well"
    assert editing.free_key("3 things", {"q_3_things"}) == "q_3_things_2"
    assert editing.free_key("質問", set()) == "q"


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 9), st.sampled_from([-1, 1]))))
def test_however_items_are_moved_none_is_lost_and_comments_stay(moves) -> None:
    text = REVIEW
    for section, item, by in moves:
        items = keys(text)[section]
        if items:
            text, _ = editing.move(text, section, min(item, len(items) - 1), by)
    assert sorted(template_of(text).items) == sorted(template_of(REVIEW).items)
    assert comments(text) == comments(REVIEW)
