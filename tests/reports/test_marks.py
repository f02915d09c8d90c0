"""The legend of a page: each look once, with all that it means."""

import pytest

from models.checklist.states import STATE_WORDS
from reports import marks
from reports.marks import meanings
from reports.sections.evidence import _MARKS


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        ((marks.MET_MARK, marks.GAP_MARK), ["Met", "Required, not met"]),
        ((marks.GREEN_MARK, marks.MET_MARK), ["Met; on target"]),
        ((marks.GAP_MARK, marks.LATE_MARK), ["Required, not met; late"]),
        ((marks.HERE_MARK, marks.AGREED_MARK, marks.MET_MARK), ["Met; agreed; available"]),
        ((marks.ADVICE_MARK, marks.AMBER_MARK), ["Recommended, not in place", "Near target"]),
        ((marks.LATER_MARK, marks.OPEN_MARK), ["Open, not due yet", "Available from a later day"]),
        ((), []),
    ],
)
def test_one_look_stands_in_a_legend_once_with_all_that_it_means(kinds, told):
    assert [meaning for _, meaning in meanings(kinds)] == told


def test_every_state_of_an_item_has_a_mark_that_reads_as_the_state():
    for state, words in STATE_WORDS.items():
        if state != "in_review":
            assert [told for _, told in meanings((_MARKS[state],))] in ([words], ["Under way"])
    assert set(_MARKS) == set(STATE_WORDS)
