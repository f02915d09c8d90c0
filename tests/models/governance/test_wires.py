from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.benefits import Win
from models.deal import Deal
from models.governance import wires
from models.governance.voice import WinWire

WON = date(2026, 3, 2)
ONE = timedelta(days=1)
DEAL = Deal(
    7, 1, "Fence", "Airport, Ohio", status="won", close_date=WON, partner_minor=120_000_000,
    services_minor=30_000_000, tcv_minor=150_000_000, registered_on=WON - 90 * ONE,
)  # fmt: skip


@pytest.mark.clause("C085")
def test_each_win_without_a_wire_or_an_entry_in_the_ledger_is_proposed_the_newest_first():
    wins = [Win(no, f"Deal {no}", WON + no * ONE) for no in (1, 2, 3, 4)]
    found = wires.proposed(wins, [WinWire(1, 1, 2, "Told")], logged=[4])
    assert [win.deal_id for win in found] == [3, 1]


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, False), (2, False), (3, True)])
def test_a_wire_is_late_from_the_third_day_after_the_win(days, late):
    assert wires.timing(WON, WON + days * ONE, WON + 99 * ONE, 2).late is late
    assert wires.timing(WON, None, WON + days * ONE, 2).late is late


def test_how_long_it_took_is_said():
    assert wires.timing(WON, WON, WON, 2).words == "Published on the day of the win"
    assert wires.timing(WON, WON + ONE, WON, 2).words == "Published 1 day after the win"
    assert wires.timing(WON, None, WON + 5 * ONE, 2).words == (
        "Not out 5 days after the win; 2 days is good practice"
    )
    assert wires.timing(WON, None, WON + 2 * ONE, 2).words == "Best sent by 4 Mar 2026"
    assert wires.timing(None, None, WON, 2).words == "The day of the win is not known"


@pytest.mark.clause("C085")
def test_a_new_wire_says_what_the_records_know_and_leaves_the_rest_blank():
    facts = wires.Facts(DEAL, "Acorn", "Managed fences", ("Ada Moor", "Bo Lind"))
    made = wires.drafted(facts, 9)
    assert made.title == "Won with Acorn: Fence"
    assert made.client == (
        "Airport, Ohio; $1.5M total contract value; $1.2M of the partner’s, $300.0K of services; "
        "won on 2 Mar 2026, 90 days after it was registered."
    )
    assert made.solution == "Managed fences, together with Acorn."
    assert made.thanks == "Ada Moor and Bo Lind."
    assert wires.lacking(made) == ("Challenge", "Outcome", "Why we won")
    assert (made.state, made.deal_id, made.partner_id) == ("draft", 7, 1)


def test_a_deal_of_which_little_is_known_makes_a_wire_too():
    made = wires.drafted(wires.Facts(Deal(7, 1), "Acorn"), 9)
    assert made.title == "Won with Acorn: a joint deal"
    assert made.client == "The client’s name is not on record."
    assert made.thanks == made.solution == ""


def test_the_text_has_the_blocks_in_order_and_no_blank_ones():
    wire = replace(WinWire(1, 1, 7, "Won"), client="An airport", lesson=" ", thanks="All")
    assert wires.text(wire) == "Won\n\nClient\nAn airport\n\nThanks\nAll\n"
    assert wires.markdown(wire) == "# Won\n\n## Client\n\nAn airport\n\n## Thanks\n\nAll\n"
