"""What limits a partner is read on its card, not only in its tip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import paint
from ui.pages.assessment_lanes import two_lines

WHY = "To Platinum: $9,858,892.07 short in Aggregate TCV and 2 more"


@pytest.mark.parametrize(("spare", "lines"), [(-1, 2), (0, 1), (1, 1)])
def test_a_second_line_is_begun_only_where_one_is_too_short(
    qapp: object, spare: int, lines: int
) -> None:
    small = paint.metrics("small")
    assert len(two_lines(WHY, small, small.horizontalAdvance(WHY) + spare)) == lines


def test_the_whole_reason_fits_the_lane_that_cut_it(qapp: object) -> None:
    small = paint.metrics("small")
    wide = small.horizontalAdvance("To Platinum: $9,858,892.07 short in Agg")
    said = two_lines(WHY, small, wide)
    assert said == ["To Platinum: $9,858,892.07 short in", "Aggregate TCV and 2 more"]
    assert all(small.horizontalAdvance(line) <= wide for line in said)


@given(st.lists(st.text("abc株&", min_size=1), max_size=12), st.integers(-10, 400))
def test_no_word_is_lost_and_there_are_never_three_lines(
    qapp: object, words: list[str], width: int
) -> None:
    sentence = " ".join(words)
    said = two_lines(sentence, paint.metrics("small"), width)
    assert len(said) <= 2
    assert " ".join(said) == sentence
