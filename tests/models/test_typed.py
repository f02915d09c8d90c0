"""What is typed for a day or an amount is read in one way or refused."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.errors import UserError
from models.money import plain
from models.text import day_text, money
from models.typed import read_amount, read_day, read_number

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-04", date(2026, 3, 4)),
        ("2026/3/4", date(2026, 3, 4)),
        ("4 Mar 2026", date(2026, 3, 4)),
        ("4. march 2026", date(2026, 3, 4)),
        ("March 4, 2026", date(2026, 3, 4)),
        ("4 mar", date(2026, 3, 4)),
        ("4.3.2026", date(2026, 3, 4)),
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        ("5/5/2026", date(2026, 5, 5)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 25)),
        ("  ", None),
    ],
)
def test_a_typed_day_is_read(typed, day):
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["31 Feb 2026", "soon", "4 Marble 2026", "2026-13-01", "4"])
def test_no_day_is_refused_with_the_way_to_write_one(typed):
    with pytest.raises(UserError, match="is no day") as told:
        read_day(typed, TODAY)
    assert "2026-03-03" in told.value.hint


@pytest.mark.parametrize(
    ("typed", "told", "hint"),
    [
        ("03/12/2026", "03/12/2026 is 3 Dec 2026 or 12 Mar 2026.", "2026-12-03 or 2026-03-12"),
        (" 1-2-2027 ", "1-2-2027 is 1 Feb 2027 or 2 Jan 2027.", "2027-02-01 or 2027-01-02"),
        ("11/12/2026", "11/12/2026 is 11 Dec 2026 or 12 Nov 2026.", "2026-12-11 or 2026-11-12"),
    ],
)
def test_a_day_that_can_be_read_two_ways_is_refused_with_both(typed, told, hint):
    with pytest.raises(UserError) as refused:
        read_day(typed, TODAY)
    assert (refused.value.message, refused.value.hint) == (told, f"Type {hint}.")


@given(st.integers(1, 12), st.integers(1, 12), st.sampled_from("/-"))
def test_what_is_refused_as_two_days_is_taken_as_the_sentence_says(first, second, mark):
    assume(first != second)
    with pytest.raises(UserError) as refused:
        read_day(f"{first}{mark}{second}{mark}2026", TODAY)
    by_day, by_month = (
        read_day(word, TODAY) for word in refused.value.hint.rstrip(".").split()[1::2]
    )
    assert (by_day, by_month) == (date(2026, second, first), date(2026, first, second))


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_what_the_screen_shows_for_a_day_can_be_typed_back(day):
    assert read_day(day_text(day), TODAY) == read_day(day.isoformat(), TODAY) == day


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1200", 120000),
        ("1,200", 120000),
        ("1,200.5", 120050),
        ("1.200,50", 120050),
        ("1.234.567", 123456700),
        ("1,234,567.89", 123456789),
        ("12,34,567.00", 123456700),
        ("12,5", 1250),
        ("$ 1 200", 120000),
        ("1200 USD", 120000),
        ("250k", 25000000),
        ("1.125m", 112500000),
        ("0.5", 50),
        ("", 0),
    ],
)
def test_a_typed_amount_is_read(typed, minor):
    assert read_amount(typed, "USD") == minor


@pytest.mark.parametrize("typed", ["abc", "1,2,3", "1.2.3", "12-3", "1,,200", "5."])
def test_no_amount_is_refused(typed):
    with pytest.raises(UserError, match="is no amount"):
        read_amount(typed, "USD")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-5", "negative"),
        ("(5)", "negative"),
        ("1.200", "two ways"),
        ("1.2345", "more than 2 decimals"),
        ("99999999999999999", "more than any deal"),
    ],
)
def test_an_amount_that_cannot_stand_is_refused_with_the_reason(typed, words):
    with pytest.raises(UserError, match=words):
        read_amount(typed, "USD")


@given(st.integers(0, 10**14), st.sampled_from(["USD", "JPY", "KWD", "CHF"]))
def test_what_the_screen_shows_for_an_amount_can_be_typed_back(minor, currency):
    assert read_amount(money(minor, currency), currency) == minor
    assert currency == "KWD" or read_amount(plain(minor, currency), currency) == minor


@pytest.mark.parametrize(
    ("typed", "value"),
    [("", None), ("  ", None), ("0", 0), ("12", 12), ("1,200", 1200), ("75%", 75), ("75 %", 75)],
)
def test_a_typed_number_is_read_and_blank_is_none(typed, value):
    assert read_number(typed) == value


@pytest.mark.parametrize(
    ("typed", "words"),
    [("-1", "no whole"), ("1.5", "no whole"), ("12,3", "no whole"), ("x", "no whole"),
     ("9" * 17, "more than can be kept")],
)  # fmt: skip
def test_what_is_no_whole_number_is_refused(typed, words):
    with pytest.raises(UserError, match=words):
        read_number(typed)
