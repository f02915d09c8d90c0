"""Movement in words: bars with figures and sentences, steps nobody is in left out."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models import background
from models.movement import STEPS, Movement, movements
from models.movement_words import (
    ALWAYS,
    bars,
    conclusion,
    dates_said,
    effect_said,
    missing_said,
    moved_said,
    pack_bars,
    signed,
    signed_said,
    since_said,
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


# As a pack tells it


def pack_movement(**changes: Any) -> background.Movement:
    steps = dict.fromkeys(STEPS, (0, 0, 0)) | changes
    moved = sum(minor for _, minor, _ in steps.values())
    return background.Movement(
        date(2026, 9, 30), date(2026, 11, 24), 900_000_000, 7,
        tuple(background.Step(key, STEPS[key], *steps[key]) for key in STEPS),
        900_000_000 + moved, 8,
    )  # fmt: skip


def test_the_bars_of_a_pack_are_those_of_the_screen() -> None:
    found = total([DEAL], [DEAL._replace(status="won"), DEAL._replace(id=2)])
    steps = tuple(background.Step(s.key, s.label, s.deals, s.minor, s.touched) for s in found.steps)
    first, last = date(2026, 9, 30), date(2026, 11, 24)
    made = background.Movement(
        first, last, found.opening.minor, found.opening.deals, steps,
        found.closing.minor, found.closing.deals,
    )  # fmt: skip
    assert pack_bars(made, "USD") == bars(found, "30 Sep 2026", "24 Nov 2026")


@pytest.mark.clause("C105")
@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ({}, "The open pipeline stands as on 30 Sep 2026: 8 deals, $9.0M"),
        ({"slipped": (1, 0, 5)}, "The open pipeline is worth what it was on 30 Sep 2026, $9.0M"),
        (
            {"added": (2, 240_000_000, 0), "won": (1, -190_000_000, 0)},
            (
                "The open pipeline rose by $500.0K to $9.5M; new deals brought $2.4M and wins took"
                " $1.9M"
            ),
        ),
        (
            {"added": (1, 1, 0), "lost": (1, -2, 0)},
            (
                "The open pipeline fell by $0.01 to $8.9M; losses took $0.02 and new deals brought"
                " $0.01"
            ),
        ),
        (
            {"added": (1, 7, 0), "lost": (1, -7, 0)},
            (
                "The open pipeline is worth what it was on 30 Sep 2026, $9.0M; new deals brought"
                " $0.07 and losses took $0.07"
            ),
        ),
    ],
)
def test_a_movement_comes_to_one_sentence(steps: dict[str, Any], said: str) -> None:
    assert conclusion(pack_movement(**steps), "USD") == said


def test_without_an_open_deal_the_reason_is_said() -> None:
    none = replace(pack_movement(), opening=0, opening_deals=0, closing=0, closing_deals=0)
    assert conclusion(none, "USD") == "No deal is open, and none was on 30 Sep 2026"
    unrated = replace(none, missing="2 open deals in EUR are left out.")
    assert conclusion(unrated, "USD").startswith("No open deal has an exchange rate")


def test_since_when_and_what_slipped_is_said_under_it() -> None:
    found = pack_movement(slipped=(1, 0, 12_300))
    assert since_said(found, "USD") == (
        "Since the first snapshot (kept on 30 Sep 2026): from 7 open deals to 8 deals."
        " 1 deal with $123 slipped."
    )
    unpriced = pack_movement(slipped=(2, 0, 0))
    assert since_said(unpriced, "USD").endswith("to 8 deals. 2 deals slipped.")
    same = replace(found, closing_deals=7, since="the last pack", missing="One has no rate.")
    assert since_said(same, "USD").startswith(
        "Since the last pack (kept on 30 Sep 2026): 7 open deals, as many as then."
    )
    assert since_said(same, "USD").endswith("slipped. One has no rate.")


@pytest.mark.parametrize(
    ("step", "was", "now", "effect"),
    [
        ("added", None, 500_000, "+$5.0K"),
        ("won", 500_000, 700_000, "−$5.0K"),
        ("won", None, 700_000, "−$7.0K"),
        ("removed", 500_000, None, "−$5.0K"),
        ("valued_up", 500_000, 700_000, "+$2.0K"),
        ("valued_down", 700_000, 500_000, "−$2.0K"),
        ("slipped", 500_000, 500_000, "($5.0K)"),
    ],
)
def test_what_a_deal_did_to_the_sum(
    step: str, was: int | None, now: int | None, effect: str
) -> None:
    move = background.Moved(step, 1, "SOC", was, now, None, None, "it was so")
    assert effect_said(move, "USD") == effect
    assert moved_said(move) == f"{STEPS[step]}, it was so"
