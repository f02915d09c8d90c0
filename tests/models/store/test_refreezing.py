"""One line frozen anew after a correction, while all others stay as they were signed."""

from datetime import date
from pathlib import Path

import pytest

from models.deal import Deal
from models.errors import UserError
from models.partner import Partner
from models.program.frozen import again
from models.store import assessments, frozen, grants, records, signing
from models.store.portfolio import Portfolio, create
from models.store.refreezing import refreeze
from tests.models.store.board_of import TODAY, YEAR, partner, put
from tests.models.store.test_assessments import by_name


@pytest.fixture
def portfolio(tmp_path: Path):
    with create(tmp_path / "many.alliance") as found:
        put(found, partner("Omitted", 24_000_000), partner("Other", 15_000_000))
        made = assessments.freeze(found, YEAR, today=TODAY)
        signing.sign_all_ready(found, made, today=TODAY)
        yield found


def add_deal(portfolio: Portfolio) -> None:
    """An accepted omission of two million, won in the year before."""
    owner = by_name(portfolio)["Omitted"].partner_id
    with portfolio.change("Add the deal"):
        records.add(
            portfolio,
            Deal(5, owner, "Omitted deal", status="won", close_date=date(2021, 9, 1),
                 partner_minor=100_000_000, services_minor=100_000_000),
        )  # fmt: skip


@pytest.mark.clause("C101")
@pytest.mark.clause("C016")
def test_an_omission_lifts_gold_to_platinum_and_both_decisions_are_kept(portfolio):
    """Acceptance vector 17: 2.0 accepted lifts 24 to 26."""
    line = by_name(portfolio)["Omitted"]
    assert line.granted
    assert line.granted.key == "gold"
    add_deal(portfolio)
    with pytest.raises(UserError, match="signed off and can't be frozen again"):
        refreeze(portfolio, [line.id], today=TODAY)
    signing.reopen(portfolio, [line.id], "An omission was accepted", today=TODAY)
    assert refreeze(portfolio, [line.id], today=TODAY) == 1
    now = by_name(portfolio)
    assert (now["Omitted"].calculated.key, now["Omitted"].lane) == ("platinum", "ready")
    assert now["Other"].lane == "signed"
    signing.sign(portfolio, [line.id], "assessment", today=TODAY)
    entries = grants.history(portfolio, line.partner_id)
    tiers = [entry.decision.calculated_tier for entry in entries if entry.decision]
    assert sorted(tiers) == ["gold", "platinum"]
    for frozen_id in (line.frozen_id, now["Omitted"].frozen_id):
        kept = frozen.thaw(portfolio, frozen_id)
        assert again(kept) == kept.decision
    made = assessments.current(portfolio, YEAR)
    assert made
    told = assessments.events(portfolio, made.id, line.id)
    assert [event.event for event in told] == ["signed", "frozen", "reopened", "signed"]
    assert told[1].reason == "Frozen again: Platinum in place of Gold."


def test_freezing_again_without_a_change_says_so_and_keeps_the_facts(portfolio):
    line = by_name(portfolio)["Omitted"]
    signing.reopen(portfolio, [line.id], "A second look", today=TODAY)
    refreeze(portfolio, [line.id], today=TODAY)
    made = assessments.current(portfolio, YEAR)
    assert made
    assert assessments.events(portfolio, made.id, line.id)[0].reason.endswith("Gold as before.")
    assert frozen.thaw(portfolio, line.frozen_id).decision.partner == "Omitted"


def test_undo_takes_it_back_and_a_deleted_partner_is_refused(portfolio):
    line = by_name(portfolio)["Omitted"]
    signing.reopen(portfolio, [line.id], "A second look", today=TODAY)
    add_deal(portfolio)
    refreeze(portfolio, [line.id], today=TODAY)
    assert portfolio.can_undo() == "Freeze Omitted again"
    portfolio.undo()
    assert by_name(portfolio)["Omitted"].calculated.key == "gold"
    with portfolio.change("Delete"):
        records.delete(portfolio, Partner, [line.partner_id])
    with pytest.raises(UserError, match="was deleted"):
        refreeze(portfolio, [line.id], today=TODAY)
