"""Lanes, movers, tallies and reminders of the January board, from plain values."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.assessment import BoardLine, Reminder, tally
from models.program.loading import terms_on

MEASURED = date(2022, 1, 3)
TIERS = terms_on(MEASURED).by_key
LINE = BoardLine(1, 1, "Northwind", None, TIERS["gold"], TIERS["gold"], 0, "USD", frozen_id=9)


@pytest.mark.clause("C016")
@pytest.mark.parametrize(
    ("prior", "calculated", "move"),
    [
        (None, "silver", "up"),
        (None, "opportunistic", "same"),
        ("silver", "gold", "up"),
        ("gold", "gold", "same"),
        ("gold", "silver", "down"),
        ("silver", "opportunistic", "down"),
    ],
)
def test_no_tier_stands_as_low_as_the_label_outside_the_tiers(
    prior: str | None, calculated: str, move: str
) -> None:
    line = replace(LINE, prior=TIERS[prior] if prior else None, calculated=TIERS[calculated])
    assert line.move == move


@pytest.mark.clause("C057")
def test_a_deleted_partner_is_not_ready_on_its_card_or_in_the_tally() -> None:
    gone = replace(LINE, gone=True)
    assert (LINE.lane, gone.lane) == ("ready", "to_decide")
    assert (tally([LINE]).ready, tally([gone]).ready) == (1, 0)


@pytest.mark.clause("C015")
@pytest.mark.parametrize(
    ("off", "frozen", "message", "hint"),
    [
        (-1, False, "is measured on 3 Jan 2022, in 1 day.", "2 participating partners will be"),
        (0, False, "2 partners are not yet assessed", "The measurement day was 3 Jan 2022."),
        (0, True, "2 partners are not yet assessed", "wait for a signature"),
    ],
)
def test_from_the_measurement_day_on_the_reminder_names_who_is_left(
    off: int, frozen: bool, message: str, hint: str
) -> None:
    today = MEASURED + timedelta(days=off)
    told = Reminder(2022, MEASURED, today, 4, 2, frozen)
    assert message in told.message
    assert hint in told.hint
