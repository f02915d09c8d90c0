from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.label_row import spread


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ([], []),
        ([50], [50]),
        ([0], [20]),
        ([100], [80]),
        ([30, 70], [30, 78]),  # 40 wide each, 8 between
        ([49, 50], [32, 80]),
        ([0, 100], [20, 80]),
    ],
)
def test_labels_stand_over_their_places_unless_they_would_meet(places, found):
    assert spread(places, [40.0] * len(places), 0, 100) == pytest.approx(found)


@given(some.lists(some.tuples(some.floats(0, 500), some.floats(1, 90)), min_size=1, max_size=5))
def test_no_label_meets_another_or_leaves_the_line(labels):
    places = sorted(place for place, _ in labels)
    widths = [width for _, width in labels]
    found = spread(places, widths, 0, 500)
    spans = [(at - wide / 2, at + wide / 2) for at, wide in zip(found, widths, strict=True)]
    assert spans[0][0] >= -1e-6
    assert spans[-1][1] <= 500 + 1e-6
    for (_, end), (start, _) in pairwise(spans):
        assert start - end >= -1e-6


def test_too_many_for_a_line_share_it_evenly():
    found = spread([10.0] * 4, [40.0] * 4, 0, 100)
    assert found == pytest.approx([20, 40, 60, 80])
