"""A finding says what is wrong with the deal's own figures."""

from typing import Any

import pytest

from models.hygiene.words import rules_said, told
from tests.models.hygiene.rows_made import here, row


@pytest.mark.parametrize(
    ("rule", "values", "sentence"),
    [
        ("past_close_date", {"close_date": "2022-01-09"}, "Due on 9 Jan 2022, yesterday."),
        ("past_close_date", {"close_date": "2022-01-08"}, "Due on 8 Jan 2022, 2 days ago."),
        ("outside_window", {"close_date": None}, "It has no close date, so it counts nowhere."),
        ("outside_window", {"close_date": "2021-12-31"}, "Due 1 day before the window begins."),
        ("outside_window", {"close_date": "2023-01-02"}, "Due 2 days after the window ends."),
        ("no_money", {"tcv_minor": 0}, "It has no amount."),
        ("no_money", {"partner_minor": 0},
         "All of $10 is services, nothing the partner's."),
        ("no_services", {}, "All of $10 is the partner's portion."),
        ("no_next_step", {"close_date": "2022-01-10"},
         "Nothing is planned, and it is due today, on 10 Jan 2022."),
        ("no_next_step", {"close_date": None}, "Nothing is planned, and it has no close date."),
        ("no_next_step", {"close_date": "2022-01-01"},
         "Nothing is planned, and its date passed 9 days ago."),
        ("unchanged", {"updated_on": "2021-10-10"}, "Last changed on 10 Oct 2021, 92 days ago."),
        ("no_offering", {}, "Northwind has offerings; none is chosen for this deal."),
    ],
)  # fmt: skip
def test_a_finding_in_words(rule: str, values: dict[str, Any], sentence: str) -> None:
    assert told(rule, row(**values), here()) == sentence


def test_a_duplicate_tells_of_its_twin() -> None:
    one = row(1, name="Same")
    assert told("duplicate", one, here(), [row(2, name="Same")]) == (
        "Also there: open 1 Jun 2022, $10."
    )
    other = row(3, name="Other", partner_id=2, partner="Weltbau", status="won", close_date=None)
    assert told("duplicate", one, here(), [other, one]) == (
        "Also there of Weltbau: “Other”, won, $10, and 1 more."
    )


def test_a_skipped_stage_names_those_that_were_jumped_over() -> None:
    scope = here(stages_before={1: "Qualify"})
    assert told("stage_skipped", row(stage="Negotiate"), scope) == (
        "From Qualify to Negotiate, past Validate and Propose."
    )


def test_several_rules_are_named_in_one_line() -> None:
    assert rules_said(("past_close_date", "no_next_step")) == "Past its close date, no next step"
