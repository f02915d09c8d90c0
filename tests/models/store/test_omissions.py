"""What a partner lists and we lack is flagged, weighed without a change, and taken back."""

from datetime import date
from pathlib import Path

import pytest

from models.deal import Deal
from models.errors import UserError
from models.ledgers import Omission, TheirDeal
from models.partner import Partner
from models.program.as_json import assessment_json
from models.store import omissions, records, standing
from models.store.portfolio import Portfolio
from tests.models.store.test_partner_deals import EARLIER, TODAY, portfolio, theirs, told
from tests.sample_portfolio import sample_at

__all__ = ["portfolio"]


@pytest.mark.clause("C073")
def test_a_flag_keeps_deal_reason_and_day_and_counts_for_nothing(portfolio: Portfolio) -> None:
    theirs(portfolio, 11, partner_minor=2_000_000_000)
    before = assessment_json(standing.assess(portfolio, TODAY))
    (made,) = omissions.flag(portfolio, [11], TODAY)
    found = records.get(portfolio, Omission, made)
    assert (found.name, found.customer, found.tcv_minor) == ("Rollout", "Bank", 2_000_000_000)
    assert (found.state, found.flagged_on, found.partner_deal_id) == ("flagged", TODAY, 11)
    assert found.reason == (
        "In the partner's list of 3 Mar 2026 (list.csv, line 11), not among our deals."
    )
    assert assessment_json(standing.assess(portfolio, TODAY)) == before
    assert records.find(portfolio, Deal) == []
    assert portfolio.can_undo() == "Flag “Rollout” as an omission"


def test_a_deal_is_flagged_once_also_when_a_later_list_has_it(portfolio: Portfolio) -> None:
    theirs(portfolio, 11, EARLIER, deal_id="P-1")
    omissions.flag(portfolio, [11], EARLIER)
    theirs(portfolio, 12, TODAY, deal_id="P-1", partner_minor=7)
    (line,) = told(portfolio).lines
    assert (line.state, line.can_flag, told(portfolio).candidates) == ("Flagged", False, 1)
    assert omissions.flag(portfolio, [12], TODAY) == ()


def test_what_was_withdrawn_can_be_flagged_anew(portfolio: Portfolio) -> None:
    theirs(portfolio, 11)
    (first,) = omissions.flag(portfolio, [11], TODAY)
    records.update(portfolio, Omission, first, state="withdrawn")
    assert told(portfolio).lines[0].can_flag
    assert len(omissions.flag(portfolio, [11], TODAY, "  they   insist ")) == 1
    assert omissions.of_partner(portfolio, 1)[0].reason == "they insist"


def test_a_flag_is_taken_back_until_its_review_has_begun(portfolio: Portfolio) -> None:
    theirs(portfolio, 11)
    theirs(portfolio, 12, name="Other", customer="Mill")
    first, second = omissions.flag(portfolio, [11, 12], TODAY)
    omissions.take_back(portfolio, [first])
    assert [one.id for one in omissions.of_partner(portfolio, 1)] == [second]
    portfolio.undo()
    records.update(portfolio, Omission, second, state="under_review")
    with pytest.raises(UserError, match="reviewed or decided already"):
        omissions.take_back(portfolio, [first, second])
    assert len(omissions.of_partner(portfolio, 1)) == 2


def test_the_effect_tells_money_and_tier_before_and_after(portfolio: Portfolio) -> None:
    theirs(portfolio, 11, partner_minor=300_000, services_minor=50_000)
    theirs(portfolio, 12, name="Far", customer="Mill", close_date=date(2029, 1, 1))
    found = omissions.effect(portfolio, 1, TODAY, [11, 12])
    assert (found.before_minor, found.after_minor, found.uncounted) == (0, 350_000, 1)
    assert found.words == (
        "If accepted: Aggregate TCV $0 becomes $3,500, the tier stays Opportunistic; 1 deal would"
        " count in no figure."
    )
    assert records.find(portfolio, Deal) == []


def test_a_deal_without_a_rate_would_count_in_no_figure(portfolio: Portfolio) -> None:
    theirs(portfolio, 11, currency="CHF")
    found = omissions.effect(portfolio, 1, TODAY, [11])
    assert (found.before_minor, found.after_minor, found.uncounted) == (0, 0, 1)


def test_an_omission_that_lifts_a_tier_is_told_as_that(tmp_path: Path) -> None:
    day = date(2026, 11, 24)
    with sample_at(tmp_path / "sample.alliance", day) as made:
        (partner,) = records.find(made, Partner, name="O'Neil & Söhne 株式会社")
        (flagged,) = omissions.of_partner(made, partner.id)
        with made.change("As if it were large"):
            records.update(made, TheirDeal, flagged.partner_deal_id, partner_minor=2_000_000_000)
            records.delete(made, Deal, [one.id for one in records.find(made, Deal)])
        found = omissions.effect(made, partner.id, day, [flagged.partner_deal_id])
        assert (found.before_tier, found.after_tier) == ("Opportunistic", "Silver")
        assert found.words == (
            "If accepted: Aggregate TCV $0 becomes $20,095,000, and Opportunistic becomes Silver."
        )
