"""Win wires, briefs, references and the log: written, published, logged in the ledger."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.benefit_event import BenefitEvent
from models.deal import Deal
from models.errors import UserError
from models.governance.advocacy import Advocacy, Brief
from models.governance.voice import Reference, WinWire
from models.partner import Contact, Offering, Partner
from models.store import advocacy, benefits, records
from models.store.portfolio import Portfolio, create

TODAY = date(2026, 11, 24)
WON = date(2026, 11, 20)
ONE = timedelta(days=1)
BLOCKS = {
    "client": "An airport", "challenge": "Fences", "solution": "Ours", "outcome": "Calm",
    "why_won": "Both",
}  # fmt: skip


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        records.add(made, Partner(1, "Acorn"))
        records.add(made, Offering(5, 1, "Managed fences"))
        records.add(made, Contact(1, 1, "Ada Moor", "alliance manager"))
        records.add(made, Contact(2, 1, "Bo Lind", "alliance manager", "host", until=WON))
        records.add(
            made,
            Deal(
                7, 1, "Fence", "Airport", status="won", close_date=WON, partner_minor=100,
                tcv_minor=100, offering_id=5,
            ),
        )  # fmt: skip
        yield made


def events(portfolio: Portfolio) -> list[BenefitEvent]:
    return records.find(portfolio, BenefitEvent)


@pytest.mark.clause("C085")
def test_a_win_is_proposed_until_its_wire_is_begun_and_the_draft_holds_its_facts(
    portfolio: Portfolio,
) -> None:
    (proposal,) = advocacy.view(portfolio, 1, TODAY).proposals
    assert (proposal.id, proposal.timing.days, proposal.timing.late) == (7, 4, True)
    wire = records.get(portfolio, WinWire, advocacy.draft_wire(portfolio, 7))
    assert wire.solution == "Managed fences, together with Acorn."
    assert wire.thanks == "Ada Moor (partner’s alliance manager)."
    found = advocacy.view(portfolio, 1, TODAY)
    assert (found.proposals, [one.deal for one in found.wires]) == ((), ["Fence"])
    with pytest.raises(UserError, match="has a wire already"):
        advocacy.draft_wire(portfolio, 7)


@pytest.mark.parametrize(
    ("values", "proposed"),
    [
        ({"close_date": TODAY}, 1),
        ({"close_date": TODAY + ONE}, 0),
        ({"close_date": date(2026, 1, 1)}, 1),
        ({"close_date": date(2025, 12, 31)}, 0),
        ({"status": "open"}, 0),
    ],
)
def test_only_wins_of_the_year_up_to_the_day_are_proposed(
    portfolio: Portfolio, values: dict[str, object], proposed: int
) -> None:
    records.update(portfolio, Deal, 7, **values)
    assert len(advocacy.view(portfolio, 1, TODAY).proposals) == proposed


def test_a_win_whose_wire_the_ledger_has_is_not_proposed(portfolio: Portfolio) -> None:
    benefits.log(portfolio, [1], "win_wire", 2026, "delivered", TODAY, today=TODAY, deal_id=7)
    assert advocacy.view(portfolio, 1, TODAY).proposals == ()


@pytest.mark.clause("C085")
def test_publishing_logs_the_wire_for_its_deal_and_taking_it_back_takes_that_out(
    portfolio: Portfolio,
) -> None:
    wire = advocacy.draft_wire(portfolio, 7)
    advocacy.set_wire(portfolio, wire, **BLOCKS)
    assert advocacy.publish_wire(portfolio, wire, TODAY) == "Logged as delivered."
    (event,) = events(portfolio)
    assert (event.benefit, event.year, event.deal_id) == ("win_wire", 2026, 7)
    (line,) = advocacy.view(portfolio, 1, TODAY + 9 * ONE).wires
    assert line.timing.words == "Published 4 days after the win"
    with pytest.raises(UserError, match="is published"):
        advocacy.set_wire(portfolio, wire, lesson="No")
    with pytest.raises(UserError, match="is published"):
        advocacy.publish_wire(portfolio, wire, TODAY)
    advocacy.take_back_wire(portfolio, wire)
    assert events(portfolio) == []
    assert records.get(portfolio, WinWire, wire).state == "draft"
    portfolio.undo()
    assert len(events(portfolio)) == 1


def test_a_wire_of_last_years_win_is_logged_in_its_year(portfolio: Portfolio) -> None:
    wire = advocacy.draft_wire(portfolio, 7)
    advocacy.set_wire(portfolio, wire, **BLOCKS)
    advocacy.publish_wire(portfolio, wire, date(2027, 1, 4))
    assert events(portfolio)[0].year == 2026


def test_a_wire_that_the_ledger_has_is_not_logged_twice(portfolio: Portfolio) -> None:
    wire = advocacy.draft_wire(portfolio, 7)
    advocacy.set_wire(portfolio, wire, **BLOCKS)
    benefits.log(portfolio, [1], "win_wire", 2026, "delivered", TODAY, today=TODAY, deal_id=7)
    assert advocacy.publish_wire(portfolio, wire, TODAY) == "The ledger has it already."
    assert len(events(portfolio)) == 1


@pytest.mark.parametrize("block", sorted(BLOCKS))
def test_a_wire_without_a_block_does_not_go_out(portfolio: Portfolio, block: str) -> None:
    wire = advocacy.draft_wire(portfolio, 7)
    advocacy.set_wire(portfolio, wire, **{**BLOCKS, block: " "})
    with pytest.raises(UserError, match="still lacks"):
        advocacy.publish_wire(portfolio, wire, TODAY)
    assert events(portfolio) == []


def test_a_wire_is_of_a_win_and_has_a_title(portfolio: Portfolio) -> None:
    records.update(portfolio, Deal, 7, status="lost")
    with pytest.raises(UserError, match="is not won"):
        advocacy.draft_wire(portfolio, 7)
    records.update(portfolio, Deal, 7, status="won")
    wire = advocacy.draft_wire(portfolio, 7)
    with pytest.raises(UserError, match="needs a title"):
        advocacy.set_wire(portfolio, wire, title=" ")


def test_a_wire_whose_deal_is_gone_still_stands_and_logs_nothing(portfolio: Portfolio) -> None:
    wire = advocacy.draft_wire(portfolio, 7)
    advocacy.set_wire(portfolio, wire, **BLOCKS)
    records.delete(portfolio, Deal, [7])
    (line,) = advocacy.view(portfolio, 1, TODAY).wires
    assert (line.deal, line.won_on) == ("", None)
    assert "nothing was logged" in advocacy.publish_wire(portfolio, wire, TODAY)
    assert events(portfolio) == []


@pytest.mark.clause("C086")
def test_a_complete_kit_is_logged_with_its_parts_and_an_incomplete_one_says_what_lacks(
    portfolio: Portfolio,
) -> None:
    kit = advocacy.add_brief(portfolio, 1, "kit")
    advocacy.set_brief(
        portfolio, kit, title="Kit", partner_value="A", host_value="B", joint_value="C"
    )
    with pytest.raises(UserError, match="still lacks 1 block: client outcomes"):
        advocacy.publish_brief(portfolio, kit, TODAY)
    advocacy.set_brief(portfolio, kit, outcomes="D")
    advocacy.publish_brief(portfolio, kit, TODAY)
    (event,) = events(portfolio)
    line = next(
        one for one in benefits.ledger(portfolio, 1, 2026, TODAY).lines
        if one.benefit.id == event.benefit
    )  # fmt: skip
    assert event.parts == line.benefit.parts
    assert line.delivered == 1
    advocacy.take_back_brief(portfolio, kit)
    assert events(portfolio) == []


def test_a_published_brief_is_changed_only_after_it_was_taken_back(portfolio: Portfolio) -> None:
    records.add(portfolio, Brief(3, 1, "brief", "One", "A", "B", "C", "D", "published", TODAY))
    with pytest.raises(UserError, match="is published"):
        advocacy.set_brief(portfolio, 3, title="Two")
    advocacy.take_back_brief(portfolio, 3)
    assert advocacy.set_brief(portfolio, 3, title="Two").title == "Two"


@pytest.mark.clause("C043")
@pytest.mark.clause("C007")
def test_the_log_of_both_sides_and_the_references_are_read_the_newest_first(
    portfolio: Portfolio,
) -> None:
    records.add(portfolio, Advocacy(1, 1, "talk", "Talk", TODAY - ONE))
    records.add(portfolio, Advocacy(2, 1, "event", "Event", TODAY, "host"))
    records.add(portfolio, Reference(1, 1, "Airport", on_date=WON))
    records.add(portfolio, Reference(2, 1, "Bank", "renewal"))
    found = advocacy.view(portfolio, 1, TODAY)
    assert [one.title for one in found.log] == ["Event", "Talk"]
    assert [one.customer for one in found.references] == ["Bank", "Airport"]
    assert found.years[0] == (2026, 1, 1)
    assert found.deals == ((7, "Fence"),)
