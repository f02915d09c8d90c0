"""Thresholds are checked when they are set and survive whatever is kept of them."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.hygiene.thresholds import DEFAULTS, KEYS, Thresholds, as_json, checked, from_json


@pytest.mark.parametrize(
    ("field", "value", "stands"),
    [
        ("unchanged_days", 0, False), ("unchanged_days", 1, True),
        ("unchanged_days", 3_650, True), ("unchanged_days", 3_651, False),
        ("next_step_days", -1, False), ("next_step_days", 0, True),
        ("likeness", 59, False), ("likeness", 60, True),
        ("likeness", 100, True), ("likeness", 101, False),
        ("clean_share", 0, False), ("clean_share", 1, True), ("clean_share", 101, False),
    ],
)  # fmt: skip
def test_a_number_stands_within_its_bounds(field: str, value: int, stands: bool) -> None:
    values: Any = {field: value}
    told = replace(DEFAULTS, **values)
    if stands:
        assert checked(told) == told
    else:
        with pytest.raises(UserError, match=f"not {value}"):
            checked(told)


def test_a_stage_has_one_place_whatever_its_case() -> None:
    with pytest.raises(UserError, match="QUALIFY is there twice"):
        checked(replace(DEFAULTS, stages=("Qualify", "Propose", "QUALIFY")))
    assert checked(replace(DEFAULTS, stages=("  New   lead ", ""))).stages == ("New lead",)


def test_a_rule_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UserError, match="no hygiene rule 'nothing'"):
        checked(replace(DEFAULTS, off=("nothing",)))


def test_only_what_is_other_than_usual_is_kept() -> None:
    assert as_json(DEFAULTS) == "{}"
    assert as_json(replace(DEFAULTS, unchanged_days=30)) == '{"unchanged_days": 30}'


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", "null", '{"unchanged_days": "many"}', '{"likeness": 5}', '{"stages": 7}',
     '{"off": ["other"]}'],
)  # fmt: skip
def test_what_cannot_be_read_is_as_usual(text: str) -> None:
    assert from_json(text) == DEFAULTS


@given(
    st.builds(
        Thresholds,
        unchanged_days=st.integers(1, 3_650),
        next_step_days=st.integers(0, 3_650),
        likeness=st.integers(60, 100),
        clean_share=st.integers(1, 100),
        stages=st.lists(st.sampled_from("ABCDEF"), unique=True).map(tuple),
        off=st.sets(st.sampled_from(KEYS)).map(tuple),
    )
)
def test_thresholds_come_back_as_they_were_kept(told: Thresholds) -> None:
    told = checked(told)
    assert from_json(as_json(told)) == told
