"""The sample's actions are in every state, on both sides, whatever day it is made for."""

from datetime import date
from pathlib import Path

import pytest

from models.action import Action
from models.commitments import judged
from models.partner import Partner
from models.program.loading import terms_on
from models.store import records
from tests.sample_portfolio import sample_at

DAYS = (date(2021, 6, 15), date(2024, 2, 29), date(2026, 11, 24))


@pytest.mark.parametrize("day", DAYS)
def test_the_sample_has_actions_of_both_sides_in_every_state(tmp_path: Path, day: date) -> None:
    with sample_at(tmp_path / "one.alliance", day) as portfolio:
        actions = records.find(portfolio, Action)
        partners = {partner.id for partner in records.find(portfolio, Partner)}
    assert {action.partner_id for action in actions} <= partners
    assert {action.side for action in actions} == {"host", "partner"}
    assert {judged(action, day).state for action in actions} == {"late", "open", "done", "dropped"}
    assert {action.priority for action in actions} == {1, 2, 3}
    known = {criterion.id for criterion in terms_on(day).criteria}
    assert {action.criterion for action in actions} - {""} <= known


def test_nothing_was_done_before_it_was_agreed(tmp_path: Path) -> None:
    with sample_at(tmp_path / "one.alliance", DAYS[-1]) as portfolio:
        for action in records.find(portfolio, Action):
            assert action.made_on is not None
            assert (action.done_on is None) == (action.state == "open")
            for later in (action.due_on, action.done_on):
                assert later is None or later >= action.made_on
