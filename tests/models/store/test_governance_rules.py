"""A portfolio's rules of governance: kept, read back, and never read as what they can't be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.governance.rules import USUAL_RULES, Rules
from models.store.governance_rules import NAME, rules, set_rules
from models.store.portfolio import Portfolio, create
from models.store.settings import set_setting, setting


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portfolio]:
    with create(tmp_path_factory.mktemp("rules") / "one.alliance") as made:
        yield made


def test_without_a_word_the_usual_rules_hold(tmp_path: Path) -> None:
    with create(tmp_path / "one.alliance") as portfolio:
        assert rules(portfolio) == USUAL_RULES
        assert (USUAL_RULES.clocks, USUAL_RULES.reminders) == ((7, 14, 30), (10, 8))


def test_what_was_set_is_read_back_and_one_undo_takes_it_away(tmp_path: Path) -> None:
    wanted = Rules(True, (12, 9), (5, 10, 20), {"gold": 3}, 30, 14, 5, 2, 365)
    with create(tmp_path / "one.alliance") as portfolio:
        set_rules(portfolio, wanted)
        assert rules(portfolio) == wanted
        portfolio.undo()
        assert rules(portfolio) == USUAL_RULES


def test_only_what_is_not_usual_is_kept(tmp_path: Path) -> None:
    with create(tmp_path / "one.alliance") as portfolio:
        set_rules(portfolio, replace(USUAL_RULES, due_days=9))
        assert setting(portfolio, NAME) == '{"due_days": 9}'


@pytest.mark.parametrize(
    "wrong",
    [{"due_days": -1}, {"due_days": 3_651}, {"clocks": (7, -14)}, {"review_months": {"gold": -6}}],
)
def test_what_is_no_number_of_days_is_refused_and_nothing_changes(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    with create(tmp_path / "one.alliance") as portfolio:
        with pytest.raises(UserError, match="can't be used"):
            set_rules(portfolio, replace(USUAL_RULES, **wrong))
        assert rules(portfolio) == USUAL_RULES


@given(
    st.one_of(
        st.text(),
        st.sampled_from(
            ['{"clocks": 7}', '{"clocks": ["a"]}', "[1]", '{"review_months": {"a": "b"}}',
             '{"due_days": true}', '{"due_days": 4000}', '{"working_days": 1}'],
        ),
    )
)  # fmt: skip
def test_a_setting_that_is_damaged_gives_the_usual_rules(shared: Portfolio, text: str) -> None:
    set_setting(shared, NAME, text)
    assert rules(shared) == USUAL_RULES
