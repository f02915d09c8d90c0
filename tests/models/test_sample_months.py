"""The sample shows movement from its first day: eight months' ends, the same each time."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from models.store import snapshots
from models.store.movement_page import movement_view
from tests.sample_portfolio import sample_at

ENDS = {
    date(2026, 11, 24): ("2026-03-31", "2026-10-31"),
    date(2022, 1, 5): ("2021-05-31", "2021-12-31"),
}


@pytest.mark.parametrize("as_of", ENDS)
def test_the_sample_has_the_last_eight_months_ends_with_movement_since(
    tmp_path: Path, as_of: date
) -> None:
    with sample_at(tmp_path / "s.alliance", as_of) as portfolio:
        kept = snapshots.listed(portfolio)
        days = [one.on_date for one in kept]
        assert (days[0].isoformat(), days[-1].isoformat()) == ENDS[as_of]
        assert len(days) == 8
        assert all((day + timedelta(1)).day == 1 for day in days)
        assert {one.reason for one in kept} == {"month_end"}
        assert all(0 < one.clean_deals < one.open_deals < one.deals for one in kept)
        found = movement_view(portfolio, as_of, kept[0].id).found
        assert found is not None
        moved = {step.key for step in found.total.steps if step.moves}
        assert moved >= {"added", "slipped", "pulled_in", "won", "valued_up", "valued_down"}
        assert found.total.opening.minor != found.total.closing.minor
