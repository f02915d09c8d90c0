"""How evidence stands on a day, to the day."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.checklist.evidence_record import Evidence
from models.checklist.evidence_words import (
    REMIND_DAYS,
    about,
    reminder,
    size_text,
    standing,
    tally,
)

DAY = date(2026, 11, 24)


def made(**values: Any) -> Evidence:
    return Evidence(1, 1, "ab", "a.pdf", "pdf", 1200, **values)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, ("no_data", "Not verified")),
        ({"verified_on": DAY}, ("met", "Verified")),
        ({"verified_on": DAY, "expires_on": DAY - timedelta(1)}, ("short", "Run out")),
        ({"expires_on": DAY}, ("at_risk", "Ends today")),
        ({"expires_on": DAY + timedelta(1)}, ("at_risk", "Ends in 1 day")),
        ({"expires_on": DAY + timedelta(REMIND_DAYS)}, ("at_risk", f"Ends in {REMIND_DAYS} days")),
        ({"expires_on": DAY + timedelta(REMIND_DAYS + 1)}, ("no_data", "Not verified")),
        ({"effective_on": DAY}, ("no_data", "Not verified")),
        ({"effective_on": DAY + timedelta(1)}, ("no_data", "From 25 Nov 2026")),
        ({"replaced_by": 2, "expires_on": DAY - timedelta(1)}, ("plain", "Replaced")),
    ],
)
def test_evidence_says_how_it_stands(values: dict[str, Any], told: tuple[str, str]) -> None:
    assert standing(made(**values), DAY) == told


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (1, "1 byte"),
        (1023, "1,023 bytes"),
        (1024, "1 KB"),
        (1_300_000, "1.2 MB"),
        (25 * 2**20, "25.0 MB"),
    ],
)
def test_a_size_reads_short(size: int, told: str) -> None:
    assert size_text(size) == told


def test_one_line_tells_what_it_is_and_who_looked_at_it() -> None:
    whole = made(added_on=DAY, reviewer="Ana Weber", verified_on=DAY)
    assert about(whole) == ("PDF · 1 KB · added 24 Nov 2026 · verified by Ana Weber, 24 Nov 2026")


def test_a_tally_leaves_out_what_was_replaced() -> None:
    out = made(expires_on=DAY - timedelta(1))
    assert tally([made(verified_on=DAY), made(), made(replaced_by=3)], DAY) == "2 files, 1 verified"
    assert tally([out], DAY) == "1 file, 1 run out"
    assert tally([], DAY) == ""


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((), ""),
        ((-1,), "1 file of evidence has run out."),
        ((0,), "1 file of evidence ends within 60 days, the first today."),
        (
            (-9, -1, 3, 12),
            ("2 files of evidence have run out; 2 files end within 60 days, the first in 3 days."),
        ),
    ],
)
def test_a_reminder_is_one_calm_line(days: tuple[int, ...], told: str) -> None:
    assert reminder(days) == told
