"""Rules are read strictly from what is typed, with one sentence for what can't be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.governance.rules import USUAL_RULES, Rules
from models.governance.rules_typed import (
    FIELDS,
    read_clocks,
    read_days,
    read_months,
    read_percent,
    read_reminders,
    read_target,
    shown,
    with_limit,
    with_months,
)
from models.health import USUAL_LIMITS, HealthLimits


@pytest.mark.parametrize("words", ["10, 8", "8 10", "10;8", " 10 ,8, 8 "])
def test_reminders_are_the_earliest_first_however_they_are_typed(words: str) -> None:
    assert read_reminders(words) == (10, 8)


def test_no_reminder_and_the_programs_months_are_blank() -> None:
    assert read_reminders("  ") == ()
    assert read_months("") is None
    assert read_months("0") == 0


@pytest.mark.parametrize(
    ("read", "words", "said"),
    [
        (read_days, "", "Nothing can’t be taken for days. Type a whole number from 0 to 3,650."),
        (read_days, "3651", "“3651” can’t be taken for days."),
        (read_days, "-1", "“-1” can’t be taken for days."),
        (read_days, "1.5", "“1.5” can’t be taken for days."),
        (read_percent, "101", "“101” can’t be taken for percent."),
        (read_target, "0", "“0” can’t be taken for percent."),
        (read_months, "soon", "“soon” can’t be taken for months."),
        (read_months, "121", "“121” can’t be taken for months."),
        (read_reminders, "10, x", "“x” can’t be taken for days."),
        (read_reminders, "367", "“367” can’t be taken for days."),
        (read_clocks, "7, 0", "“0” can’t be taken for days."),
        (read_clocks, " ", "An escalation needs a level. Type its days, such as 7, 14, 30."),
        (read_clocks, "1 2 3 4 5 6 7 8 9 10", "These are 10 levels; there can be 9."),
    ],
)
def test_what_no_rule_can_be_is_refused_in_a_sentence(read: object, words: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        read(words)  # type: ignore[operator]
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("read", "least", "most"),
    [(read_days, 0, 3_650), (read_percent, 0, 100), (read_target, 1, 200), (read_months, 0, 120)],
)
def test_the_bounds_themselves_are_taken(read: object, least: int, most: int) -> None:
    assert (read(str(least)), read(f"{most:,}")) == (least, most)  # type: ignore[operator]


@given(st.lists(st.integers(1, 3_650), min_size=1, max_size=9))
def test_clocks_are_read_as_they_are_shown(days: list[int]) -> None:
    rules = Rules(clocks=tuple(days))
    assert read_clocks(shown("clocks", rules, USUAL_LIMITS)) == tuple(days)


def test_every_field_reads_what_it_shows() -> None:
    for field in FIELDS:
        told = shown(field.key, USUAL_RULES, USUAL_LIMITS)
        source = USUAL_LIMITS if field.key in HealthLimits._fields else USUAL_RULES
        assert field.read(told) == getattr(source, field.key)


def test_every_rule_can_be_set_somewhere() -> None:
    fields = {field.key for field in FIELDS}
    elsewhere = {"working_days", "review_months"}  # a choice, and a field a tier
    assert set(Rules.__dataclass_fields__) == (fields - set(HealthLimits._fields)) | elsewhere
    assert set(HealthLimits._fields) <= fields


def test_months_of_a_tier_are_set_and_given_back_to_the_program() -> None:
    own = with_months(Rules(review_months={"gold": 3}), "silver", 9)
    assert own.review_months == {"gold": 3, "silver": 9}
    assert with_months(own, "gold", None).review_months == {"silver": 9}


@pytest.mark.parametrize(("amber", "refused"), [(99, False), (100, False), (101, True)])
def test_amber_never_begins_above_green(amber: int, refused: bool) -> None:
    if refused:
        with pytest.raises(UserError, match="Amber can’t begin at 101 percent"):
            with_limit(HealthLimits(), "amber", amber)
    else:
        assert with_limit(HealthLimits(), "amber", amber).amber == amber
