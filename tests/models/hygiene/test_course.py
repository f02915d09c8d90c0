"""The clean share and what changed since it was last kept."""

from datetime import date

import pytest

from models.hygiene.course import share, since

THEN = date(2022, 1, 1)


@pytest.mark.parametrize(
    ("opened", "clean", "percent"), [(0, 0, 100), (3, 3, 100), (1000, 999, 99), (2, 0, 0)]
)
def test_a_share_is_whole_only_where_all_are_clean(opened: int, clean: int, percent: int) -> None:
    assert share(opened, clean) == percent


def test_what_changed_names_the_rules_that_changed_most() -> None:
    before = (THEN, 10, 5, {"duplicate": 1, "unchanged": 5})
    now = (10, 8, {"duplicate": 2, "unchanged": 1})
    assert since(before, now) == (
        "30 points up since 1 Jan 2022: 4 fewer “unchanged for long” and 1 more “duplicate”."
    )
    assert since(before, (10, 4, before[3])) == "10 points down since 1 Jan 2022."
    assert since(before, (10, 5, before[3])) == "As on 1 Jan 2022."
