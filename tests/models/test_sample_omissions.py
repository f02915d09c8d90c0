"""The sample shows an omission case in every state, whatever the day."""

from datetime import date
from pathlib import Path

import pytest

from models.governance.omission_review import MOVES
from models.governance.standing import OmissionStep
from models.ledgers import OMISSION_STATES, Omission
from models.store import omission_review as review
from models.store import records
from models.store.soundness import faults
from tests.sample_portfolio import sample_at


@pytest.mark.parametrize("as_of", [date(2022, 1, 5), date(2024, 2, 29), date(2026, 11, 24)])
def test_a_case_is_in_every_state_and_its_steps_are_those_of_a_review(
    tmp_path: Path, as_of: date
) -> None:
    with sample_at(tmp_path / "sample.alliance", as_of) as made:
        cases = records.find(made, Omission)
        assert {one.state for one in cases} == set(OMISSION_STATES)
        for one in cases:
            state = "flagged"
            for step in review.steps_of(made, one.id)[1:]:
                assert any(state in move.after and step.state == move.to for move in MOVES)
                assert step.on_date <= as_of
                state = step.state
            assert state == one.state
        assert faults(made.conn) == []


@pytest.mark.clause("C101")
def test_the_accepted_one_moved_a_tier_and_has_its_deal(tmp_path: Path) -> None:
    with sample_at(tmp_path / "sample.alliance", date(2026, 11, 24)) as made:
        (accepted,) = records.find(made, OmissionStep, state="accepted")
        assert (accepted.tier_before, accepted.tier_after) == ("Gold", "Platinum")
        found = review.case(made, accepted.omission_id, date(2026, 11, 24))
        assert found.deal is not None
        assert found.may_take_out
