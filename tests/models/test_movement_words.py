"""Movement in words: bars with figures and sentences, steps nobody is in left out."""

import pytest

from models.movement import Movement, movements
from models.movement_words import (
    ALWAYS,
    bars,
    dates_said,
    missing_said,
    signed,
    signed_said,
    status_said,
    step_said,
)
from models.store.snapshots import SnapDeal

DEAL = SnapDeal(1, 7, "SOC", "open", "2026-12-01", 10_000_00, 0, "USD", 1, "")


def total(before: list[SnapDeal], after: list[SnapDeal]) -> Movement:
    return movements(before, after, currency="USD", rates={}).total


def test_the_bars_go_from_the_opening_over_each_step_to_the_closing() -> None:
    found = total([DEAL], [DEAL._replace(status="won"), DEAL._replace(id=2)])
    drawn = bars(found, "End of October 2026", "Now")
    assert [bar.key for bar in drawn] == ["opening", *ALWAYS, "closing"]
    assert (drawn[0].label, drawn[0].figure, drawn[0].sub) == ("Opening", "$10.0K", "1 deal")
    assert drawn[0].told == "Opening, End of October 2026: $10,000 in 1 deal"
    won = next(bar for bar in drawn if bar.key == "won")
    assert (won.figure, won.sub, won.value) == ("−$10.0K", "1 deal", -1_000_000)
    assert won.told == "Won: 1 deal, −$10,000"
    assert sum(bar.value for bar in drawn[:-1]) == drawn[-1].value


def test_an_unusual_step_is_shown_where_a_deal_is_in_it() -> None:
    drawn = bars(total([DEAL], []), "Then", "Now")
    assert "removed" in [bar.key for bar in drawn]


def test_dates_that_move_nothing_name_the_money_in_them() -> None:
    found = total([DEAL], [DEAL._replace(close_date="2027-01-05")])
    step = found.step("slipped")
    assert step_said(step, "USD") == "1 deal with $10,000; the sum stays as it is"
    (slipped,) = [bar for bar in bars(found, "Then", "Now") if bar.key == "slipped"]
    assert (slipped.figure, slipped.value) == ("($10.0K)", 0)
    assert dates_said(step.moves[0]) == "1 Dec 2026 → 5 Jan 2027"
    assert status_said(step.moves[0]) == "Open"


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (DEAL._replace(status="lost"), "Open → Lost"),
        (DEAL._replace(qualified=0), "Open → Open, unqualified"),
        (None, "Open"),
    ],
)
def test_the_status_is_told_before_and_after(after: SnapDeal | None, said: str) -> None:
    found = total([DEAL], [after] if after else [])
    (move,) = [move for step in found.steps for move in step.moves]
    assert status_said(move) == said


def test_a_date_that_is_set_or_taken_away_is_told() -> None:
    (move,) = total([DEAL._replace(close_date=None)], [DEAL]).step("other").moves
    assert dates_said(move) == "no date → 1 Dec 2026"


def test_amounts_carry_their_sign() -> None:
    assert [signed(minor, "USD") for minor in (1_000_00, -1_000_00, 0)] == [
        "+$1.0K",
        "−$1.0K",
        "±$0",
    ]
    assert [signed_said(minor, "USD") for minor in (1_50, -1_50, 0)] == ["+$1.50", "−$1.50", "–"]


def test_what_has_no_rate_is_named() -> None:
    one, two = DEAL._replace(currency="CHF"), DEAL._replace(id=2, currency="EUR")
    assert missing_said(total([DEAL], [DEAL])) == ""
    assert missing_said(total([one], [one])) == (
        "1 open deal in CHF is left out on both days: there is no rate for it."
    )
    assert missing_said(total([one, two], [one, two])).startswith("2 open deals in CHF and EUR are")
