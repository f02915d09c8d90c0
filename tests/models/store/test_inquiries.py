"""Inquiries: asked, answered, and turned into a candidate or a deal."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.deal import Deal
from models.errors import UserError
from models.governance.advocacy import Inquiry
from models.participation import status
from models.partner import Partner
from models.program_year import ParticipationStep
from models.store import inquiries, records
from models.store.portfolio import Portfolio, create

TODAY = date(2026, 11, 24)
ONE = timedelta(days=1)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        records.add(made, Partner(1, "Acorn"))
        yield made


@pytest.mark.clause("C099")
def test_what_waits_longest_stands_first_and_what_is_answered_last(portfolio: Portfolio) -> None:
    for no, (came, answered) in enumerate(
        [(TODAY, None), (TODAY - 9 * ONE, TODAY), (TODAY - 7 * ONE, None), (TODAY - ONE, TODAY)]
    ):
        records.add(portfolio, Inquiry(no + 1, "program", came, answered_on=answered))
    found = inquiries.inbox(portfolio, TODAY)
    assert [one.id for one in found.lines] == [3, 1, 4, 2]
    assert found.counts == (4, 2, 1)
    assert found.days == 5


def test_an_answer_that_is_typed_is_answered_today(portfolio: Portfolio) -> None:
    made = inquiries.add(portfolio, "program", TODAY - ONE)
    inquiries.set_inquiries(portfolio, [made], TODAY, answer="Yes")
    assert records.get(portfolio, Inquiry, made).answered_on == TODAY
    inquiries.set_inquiries(portfolio, [made], TODAY + ONE, answer="Yes, it is")
    assert records.get(portfolio, Inquiry, made).answered_on == TODAY


def test_several_are_set_in_one_step_or_none_of_them(portfolio: Portfolio) -> None:
    old, new = (inquiries.add(portfolio, "program", TODAY - days * ONE) for days in (9, 1))
    with pytest.raises(UserError, match="before it came in"):
        inquiries.set_inquiries(portfolio, [old, new], TODAY, answered_on=TODAY - 5 * ONE)
    assert records.get(portfolio, Inquiry, old).answered_on is None
    inquiries.set_inquiries(portfolio, [old, new], TODAY, owner="Ada")
    portfolio.undo()
    assert {records.get(portfolio, Inquiry, one).owner for one in (old, new)} == {""}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"received_on": TODAY + ONE}, "still to come"),
        ({"answered_on": TODAY + ONE}, "still to come"),
        ({"answered_on": TODAY - 4 * ONE}, "before it came in"),
        ({"received_on": None}, "came in on a day"),
        ({"kind": "gossip"}, "no kind"),
    ],
)
def test_days_that_no_inquiry_can_have_are_refused(
    portfolio: Portfolio, values: dict[str, object], says: str
) -> None:
    made = inquiries.add(portfolio, "program", TODAY - 3 * ONE)
    with pytest.raises(UserError, match=says):
        inquiries.set_inquiries(portfolio, [made], TODAY, **values)


def test_several_are_marked_as_answered_at_once_and_earlier_answers_stay(
    portfolio: Portfolio,
) -> None:
    records.add(portfolio, Inquiry(1, "program", TODAY - ONE))
    records.add(portfolio, Inquiry(2, "program", TODAY - 9 * ONE, answered_on=TODAY - 8 * ONE))
    inquiries.mark_answered(portfolio, [1, 2], TODAY)
    days = [one.answered_on for one in records.find(portfolio, Inquiry)]
    assert days == [TODAY, TODAY - 8 * ONE]


@pytest.mark.clause("C099")
def test_who_asks_to_become_a_partner_is_made_a_candidate_in_one_step(
    portfolio: Portfolio,
) -> None:
    made = inquiries.add(
        portfolio, "becoming_partner", TODAY - 3 * ONE, subject="Join", owner="Ada"
    )
    partner = inquiries.make_candidate(portfolio, made, " Birch  Security ", TODAY)
    found = records.get(portfolio, Partner, partner)
    steps = records.find(portfolio, ParticipationStep, partner_id=partner)
    assert (found.name, found.nomination) == (
        "Birch Security", "Asked to become a partner: Join",
    )  # fmt: skip
    assert status(found, [], steps, TODAY).participation == "candidate"
    assert (steps[0].on_date, steps[0].by_whom) == (TODAY - 3 * ONE, "Ada")
    assert inquiries.inbox(portfolio, TODAY).lines[0].partner == "Birch Security"
    with pytest.raises(UserError, match="of a partner already"):
        inquiries.make_candidate(portfolio, made, "Other", TODAY)
    portfolio.undo()
    assert len(records.find(portfolio, Partner)) == 1
    assert records.get(portfolio, Inquiry, made).partner_id == 0


def test_a_candidate_needs_a_name_that_is_free_and_else_nothing_is_changed(
    portfolio: Portfolio,
) -> None:
    made = inquiries.add(portfolio, "becoming_partner", TODAY)
    for name, says in (("ACORN", "a partner named Acorn already"), (" ", "needs a name")):
        with pytest.raises(UserError, match=says):
            inquiries.make_candidate(portfolio, made, name, TODAY)
    assert records.get(portfolio, Inquiry, made).partner_id == 0


@pytest.mark.clause("C099")
def test_a_sales_opportunity_opens_an_unqualified_deal_for_a_partner(portfolio: Portfolio) -> None:
    made = inquiries.add(portfolio, "sales_opportunity", TODAY, subject="Fences for an airport")
    deal = records.get(portfolio, Deal, inquiries.open_deal(portfolio, made, 1, "", "Airport"))
    assert (deal.name, deal.customer, deal.status, deal.qualified, deal.partner_id) == (
        "Fences for an airport", "Airport", "open", False, 1,
    )  # fmt: skip
    assert records.get(portfolio, Inquiry, made).partner_id == 1
    portfolio.undo()
    assert records.find(portfolio, Deal) == []


@pytest.mark.clause("C099")
def test_the_mailbox_is_text_until_it_is_an_address(portfolio: Portfolio) -> None:
    inquiries.set_mailbox(portfolio, "Alliance Program @example.com")
    found = inquiries.inbox(portfolio, TODAY)
    assert (found.mailbox, found.address) == ("Alliance Program @example.com", "")
    inquiries.set_mailbox(portfolio, "alliance.program@example.com")
    assert inquiries.inbox(portfolio, TODAY).address == "alliance.program@example.com"
