"""Which rules speak under a program, and the clause that each comes from."""

from dataclasses import replace
from datetime import date

import pytest

from models.hygiene.rules import RULES, clause_of, scope
from models.hygiene.thresholds import DEFAULTS, KEYS
from models.program.loading import program_of
from tests.models.hygiene.rows_made import AS_OF, here, terms
from tests.models.program import harbour


def test_every_rule_says_what_is_wrong_why_it_matters_and_what_puts_it_right() -> None:
    assert tuple(RULES) == KEYS
    for rule in RULES.values():
        assert rule.title
        assert rule.why.endswith(".")
        assert rule.fix.endswith(".")


@pytest.mark.clause("C061")
@pytest.mark.clause("C058")
def test_a_rule_names_the_clause_of_the_program_in_force() -> None:
    told = {key: clause_of(key, terms()) for key in KEYS}
    assert told["outside_window"] == told["past_close_date"] == "C061"
    assert told["no_money"] == "C058"
    assert told["unchanged"] == ""
    assert clause_of("outside_window", None) == ""


def test_a_program_without_money_and_pipeline_leaves_their_rules_out_and_says_so() -> None:
    other = program_of(harbour.TEXT).terms_on(AS_OF, {})
    off = scope(AS_OF, DEFAULTS, other, frozenset(), {}).off
    assert off == {
        "outside_window": "Harbour Circle counts no open deals, so there is no window.",
        "no_money": "Harbour Circle asks for no money.",
        "no_services": "Harbour Circle asks for no money.",
    }


def test_without_a_program_in_force_there_is_no_window() -> None:
    off = scope(date(1990, 1, 1), DEFAULTS, None, frozenset(), {}).off or {}
    assert list(off) == ["outside_window"]
    assert "No program is in force" in off["outside_window"]


def test_stages_are_looked_at_once_some_were_kept_and_three_are_in_order() -> None:
    assert "no earlier day yet" in (here().off or {})["stage_skipped"]
    assert here(stages_before={}).speaks("stage_skipped")
    few = replace(DEFAULTS, stages=("One", "Two"))
    assert not here(few, stages_before={}).speaks("stage_skipped")


def test_a_rule_that_is_switched_off_says_so() -> None:
    off = here(replace(DEFAULTS, off=("unchanged",)), stages_before={}).off
    assert off == {"unchanged": "Switched off in the rules."}
