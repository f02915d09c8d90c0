"""A case of an omission goes from its flag to a decision; accepted, its deal is among ours."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.deal import Deal
from models.errors import UserError
from models.governance.standing import OmissionStep
from models.ledgers import LedgerMark, Omission
from models.partner import Partner
from models.program.frozen import again
from models.store import assessments, evidence, frozen, grants, omissions, records, signing
from models.store import omission_review as review
from models.store.portfolio import Portfolio, create
from models.store.rates import store_rate
from models.store.refreezing import refreeze
from tests.models.store.board_of import TODAY as JANUARY
from tests.models.store.board_of import YEAR, partner, put
from tests.models.store.test_assessments import by_name
from tests.models.store.test_partner_deals import CLOSE, TODAY, ours, portfolio, theirs, told

__all__ = ["portfolio"]


def flagged(portfolio: Portfolio, **values: Any) -> int:
    theirs(portfolio, 11, **values)
    (made,) = omissions.flag(portfolio, [11], TODAY)
    return made


def go(portfolio: Portfolio, case: int, *keys: str, **values: Any) -> OmissionStep:
    made = None
    for key in keys:
        more = values if key == keys[-1] else {}
        made = review.take(
            portfolio, case, key, TODAY,
            **({"by_whom": "Ada Brandt", "words": "It is ours", "note": "Seen"} | more),
        )  # fmt: skip
    assert made is not None
    return made


def state(portfolio: Portfolio, case: int) -> Omission:
    return records.get(portfolio, Omission, case)


@pytest.mark.clause("C101")
def test_accepting_adds_the_deal_with_where_it_came_from_and_undo_takes_all_back(
    portfolio: Portfolio,
) -> None:
    case = flagged(portfolio, deal_id="P-1", stage="Propose", next_step="Call", partner_minor=700)
    go(portfolio, case, "review")
    made = go(portfolio, case, "accept")
    (deal,) = records.find(portfolio, Deal)
    assert (deal.name, deal.customer, deal.close_date, deal.tcv_minor) == (
        "Rollout", "Bank", CLOSE, 700,
    )  # fmt: skip
    assert (deal.source, deal.import_id, deal.deal_id) == ("Omission case", 0, "P-1")
    assert (deal.stage, deal.next_step) == ("Propose", "Call")
    assert state(portfolio, case).deal_id == deal.id == made.deal_id
    found = review.of_deal(portfolio, deal.id)
    assert found is not None
    assert found.id == case
    assert (made.currency, made.tcv_before, made.tcv_after) == ("USD", 0, 700)
    assert told(portfolio).lines[0].group == "agreed"
    assert portfolio.can_undo() == "Accept the omission “Rollout” (O'Neil & Söhne 株式会社)"
    portfolio.undo()
    assert (records.find(portfolio, Deal), records.find(portfolio, LedgerMark)) == ([], [])
    assert state(portfolio, case).state == "under_review"
    assert [step.state for step in review.steps_of(portfolio, case)] == ["under_review"]


@pytest.mark.clause("C101")
def test_a_decision_keeps_person_day_and_words_until_it_is_re_opened(portfolio: Portfolio) -> None:
    case = flagged(portfolio)
    go(portfolio, case, "review", "ask", "resume", "reject", words="Sold  by\nanother")
    found = state(portfolio, case)
    assert (found.decision, found.decided_by, found.decided_on) == (
        "Sold by another", "Ada Brandt", TODAY,
    )  # fmt: skip
    go(portfolio, case, "reopen")
    found = state(portfolio, case)
    assert (found.state, found.decision, found.decided_on) == ("under_review", "", None)
    steps = review.steps_of(portfolio, case)
    assert [(step.state, step.words) for step in steps] == [
        ("under_review", ""), ("more_information", ""), ("under_review", ""),
        ("rejected", "Sold by another"), ("under_review", ""),
    ]  # fmt: skip


def test_a_deal_that_is_ours_by_now_is_linked_and_no_twin_is_made(portfolio: Portfolio) -> None:
    case = flagged(portfolio, partner_minor=100_000)
    ours(portfolio, 5)
    go(portfolio, case, "review")
    shown = review.case(portfolio, case, TODAY)
    assert [twin.id for twin in shown.twins] == [5]
    made = go(portfolio, case, "accept")
    assert (made.deal_id, made.added, made.tcv_before, made.tcv_after) == (5, False, 100_000,
                                                                          100_000)  # fmt: skip
    assert len(records.find(portfolio, Deal)) == 1
    go(portfolio, case, "reopen", remove=True)
    assert records.find(portfolio, Deal, id=5), "what was ours all along is not deleted"


def test_a_deal_that_is_only_alike_is_for_a_person_to_settle(portfolio: Portfolio) -> None:
    case = flagged(portfolio, name="Rollout of sensors", partner_minor=100_000)
    ours(portfolio, 5, name="Rollout of scanners")
    go(portfolio, case, "review")
    assert [twin.id for twin in review.case(portfolio, case, TODAY).twins] == [5]
    go(portfolio, case, "accept")
    assert len(records.find(portfolio, Deal)) == 2
    portfolio.undo()
    go(portfolio, case, "accept", link=5)
    assert state(portfolio, case).deal_id == 5


@pytest.mark.parametrize("remove", [True, False])
def test_re_opening_takes_the_added_deal_out_or_keeps_it(
    portfolio: Portfolio, remove: bool
) -> None:
    case = flagged(portfolio, partner_minor=700)
    go(portfolio, case, "review", "accept")
    made = go(portfolio, case, "reopen", remove=remove)
    assert len(records.find(portfolio, Deal)) == (0 if remove else 1)
    assert (made.tcv_before, made.tcv_after) == ((700, 0) if remove else (0, 0))
    assert bool(state(portfolio, case).deal_id) is not remove
    again = go(portfolio, case, "accept")
    assert len(records.find(portfolio, Deal)) == 1, "a deal that was kept is not added twice"
    assert again.added is remove
    go(portfolio, case, "reopen", remove=True)
    assert records.find(portfolio, Deal) == []


def test_a_deal_deleted_since_is_added_anew_when_it_is_accepted_again(portfolio: Portfolio) -> None:
    case = flagged(portfolio)
    go(portfolio, case, "review", "accept")
    records.delete(portfolio, Deal, [state(portfolio, case).deal_id])
    assert review.case(portfolio, case, TODAY).deal is None
    go(portfolio, case, "reopen", remove=True)
    assert go(portfolio, case, "accept").added
    assert len(records.find(portfolio, Deal)) == 1


def test_without_a_rate_it_is_added_and_said_to_count_nowhere(portfolio: Portfolio) -> None:
    case = flagged(portfolio, currency="CHF", partner_minor=100)
    go(portfolio, case, "review")
    weighed = review.case(portfolio, case, TODAY).weighed
    assert weighed is not None
    assert weighed.words == (
        "Aggregate TCV stays $0, the tier stays Opportunistic. There is no exchange rate from CHF"
        " to USD on 3 Mar 2026, so the deal counts in no figure until one is entered."
    )
    with portfolio.change("Rate"):
        store_rate(portfolio, "CHF", "1.10", TODAY)
    weighed = review.case(portfolio, case, TODAY).weighed
    assert weighed is not None
    assert (weighed.after_minor, weighed.left_out) == (110, "")


def test_an_accepted_deal_goes_on_saying_that_it_counts_nowhere(portfolio: Portfolio) -> None:
    case = flagged(portfolio, currency="CHF", partner_minor=100)
    go(portfolio, case, "review", "accept")
    weighed = review.case(portfolio, case, TODAY).weighed
    assert weighed is not None
    assert weighed.left_out.startswith("There is no exchange rate from CHF to USD")
    with portfolio.change("Rate"):
        store_rate(portfolio, "CHF", "1.10", TODAY)
    weighed = review.case(portfolio, case, TODAY).weighed
    assert weighed is not None
    assert (weighed.after_minor, weighed.left_out) == (0, ""), "what was frozen stays"


def test_a_deal_outside_the_window_says_why_it_moves_nothing(portfolio: Portfolio) -> None:
    case = flagged(portfolio, close_date=date(2029, 1, 1))
    weighed = review.case(portfolio, case, TODAY).weighed
    assert weighed is not None
    assert weighed.left_out.startswith("The deal counts in no figure: ")


def test_what_is_shown_before_is_what_is_frozen_after(portfolio: Portfolio) -> None:
    case = flagged(portfolio, partner_minor=2_000_000_000)
    go(portfolio, case, "review")
    before = review.case(portfolio, case, TODAY).weighed
    go(portfolio, case, "accept")
    after = review.case(portfolio, case, TODAY).weighed
    assert before is not None
    assert before == after
    assert (before.before_tier, before.after_tier) == ("Opportunistic", "Opportunistic")
    assert before.after_minor == 2_000_000_000


def opened(portfolio: Portfolio, **values: Any) -> int:
    usual: dict[str, Any] = {"reason": "They  told us", "by_whom": "Kim", "name": "By hand",
                             "partner_minor": 5, "services_minor": 6}  # fmt: skip
    return review.open_case(portfolio, 1, TODAY, **(usual | values))


@pytest.mark.clause("C101")
def test_a_case_is_opened_without_a_list_of_theirs(portfolio: Portfolio) -> None:
    case = opened(portfolio)
    found = state(portfolio, case)
    assert (found.state, found.reason, found.tcv_minor) == ("flagged", "They told us", 11)
    assert [(step.state, step.by_whom) for step in review.steps_of(portfolio, case)] == [
        ("flagged", "Kim")
    ]
    go(portfolio, case, "review", "accept")
    assert records.find(portfolio, LedgerMark) == []
    with pytest.raises(UserError, match="a case of “By hand” already"):
        opened(portfolio, name=" by HAND ")


@pytest.mark.parametrize(
    ("lacking", "said"),
    [({"name": " "}, "a name or a customer"), ({"reason": ""}, "needs a reason"),
     ({"by_whom": ""}, "needs a person")],
)  # fmt: skip
def test_a_case_without_what_it_needs_is_refused(
    portfolio: Portfolio, lacking: dict[str, Any], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        opened(portfolio, **lacking)
    assert records.find(portfolio, Omission) == []


def test_a_line_of_theirs_is_ours_from_then_on_whatever_it_is_called(portfolio: Portfolio) -> None:
    case = flagged(portfolio, name="Rollout of sensors")
    ours(portfolio, 5, name="Something else")
    go(portfolio, case, "review")
    go(portfolio, case, "accept", link=5)
    (mark,) = records.find(portfolio, LedgerMark)
    assert (mark.partner_deal_id, mark.deal_id, mark.mark) == (11, 5, "same")


def test_another_partners_deal_is_not_linked(portfolio: Portfolio) -> None:
    case = flagged(portfolio)
    go(portfolio, case, "review")
    records.add(portfolio, Partner(2, "Other"))
    records.add(portfolio, Deal(6, 2, "Rollout", "Bank"))
    with pytest.raises(UserError, match="another partner's"):
        go(portfolio, case, "accept", link=6)
    assert state(portfolio, case).state == "under_review"


def test_a_withdrawn_case_is_not_re_opened_beside_a_newer_one(portfolio: Portfolio) -> None:
    case = flagged(portfolio)
    go(portfolio, case, "withdraw")
    omissions.flag(portfolio, [11], TODAY)
    with pytest.raises(UserError, match="was flagged anew"):
        go(portfolio, case, "reopen")


def test_cases_are_listed_open_ones_first_the_longest_waiting_before(portfolio: Portfolio) -> None:
    with portfolio.change("Cases"):
        records.add(portfolio, Partner(2, "Other"))
        for key, days, at, whose in (
            (1, 3, "rejected", 1), (2, 2, "flagged", 2), (3, 5, "under_review", 1),
        ):  # fmt: skip
            on = TODAY - timedelta(days)
            records.add(portfolio, Omission(key, whose, name=str(key), state=at, flagged_on=on))
    assert [line.id for line in review.lines(portfolio)] == [3, 2, 1]
    assert [line.id for line in review.lines(portfolio, 1)] == [3, 1]
    assert review.lines(portfolio)[1].partner == "Other"


def test_files_that_prove_a_case_are_counted_and_shown_with_it(portfolio: Portfolio) -> None:
    case = flagged(portfolio)
    evidence.add(portfolio, 1, "order.txt", b"An order", TODAY, record_id=case)
    evidence.add(portfolio, 1, "other.txt", b"Another", TODAY)
    assert review.lines(portfolio)[0].files == 1
    assert [one.file for one in review.case(portfolio, case, TODAY).evidence] == ["order.txt"]


def test_before_the_program_a_case_is_decided_without_figures(portfolio: Portfolio) -> None:
    day = date(1999, 1, 4)
    made = review.open_case(portfolio, 1, day, reason="Old", by_whom="Kim", name="Old one")
    found = review.case(portfolio, made, day)
    assert found.weighed is not None
    assert found.weighed.words == "No program is in force on this day, so nothing can be weighed."
    for key in ("review", "accept"):
        step = review.take(portfolio, made, key, day, by_whom="Kim", words="Yes")
    assert (step.currency, step.deal_id > 0) == ("", True)


@pytest.fixture
def january(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "many.alliance") as found:
        put(found, partner("Omitted", 24_000_000))
        made = assessments.freeze(found, YEAR, today=JANUARY)
        signing.sign_all_ready(found, made, today=JANUARY)
        yield found


@pytest.mark.clause("C101")
def test_an_accepted_omission_lifts_gold_to_platinum_and_both_decisions_stay(
    january: Portfolio,
) -> None:
    """Acceptance vector 17: 2.0 accepted lifts 24 to 26."""
    line = by_name(january)["Omitted"]
    case = review.open_case(
        january, line.partner_id, JANUARY, reason="Their list", by_whom="Kim", name="Omitted deal",
        status="won", close_date=date(2021, 9, 1), partner_minor=100_000_000,
        services_minor=100_000_000,
    )  # fmt: skip
    for key in ("review", "accept"):
        step = review.take(january, case, key, JANUARY, by_whom="Ada", words="It was won jointly")
    assert (step.tcv_before, step.tcv_after) == (2_400_000_000, 2_600_000_000)
    assert (step.tier_before, step.tier_after) == ("Gold", "Platinum")
    signing.reopen(january, [line.id], "An omission was accepted", today=JANUARY)
    assert refreeze(january, [line.id], today=JANUARY) == 1
    signing.sign(january, [line.id], "assessment", today=JANUARY)
    now = by_name(january)["Omitted"]
    tiers = [one.decision.calculated_tier for one in grants.history(january, line.partner_id)
             if one.decision]  # fmt: skip
    assert sorted(tiers) == ["gold", "platinum"]
    for frozen_id in (line.frozen_id, now.frozen_id):
        kept = frozen.thaw(january, frozen_id)
        assert again(kept) == kept.decision
