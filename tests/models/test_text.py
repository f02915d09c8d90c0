"""How values read, with the signs of any currency and without rounding up to a target."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import text


@pytest.mark.parametrize(
    ("minor", "currency", "full", "said", "compact"),
    [
        (0, "USD", "$0.00", "$0", "$0"),
        (1, "USD", "$0.01", "$0.01", "$0"),
        (-1, "USD", "-$0.01", "-$0.01", "$0"),
        (99_999, "USD", "$999.99", "$999.99", "$999"),
        (100_000, "USD", "$1,000.00", "$1,000", "$1.0K"),
        (99_999_999, "USD", "$999,999.99", "$999,999.99", "$999.9K"),
        (1_499_999_999, "USD", "$14,999,999.99", "$14,999,999.99", "$14.9M"),
        (1_500_000_000, "USD", "$15,000,000.00", "$15,000,000", "$15.0M"),
        (-1_500_000_010, "USD", "-$15,000,000.10", "-$15,000,000.10", "-$15.0M"),
        (123_456_789_012, "USD", "$1,234,567,890.12", "$1,234,567,890.12", "$1.2B"),
        (120_000, "CHF", "CHF 1,200.00", "CHF 1,200", "CHF 1.2K"),
        (5_000, "JPY", "¥5,000", "¥5,000", "¥5.0K"),
        (1_500, "KWD", "KWD 1.500", "KWD 1.500", "KWD 1"),
        (250, "EUR", "€2.50", "€2.50", "€2"),
    ],
)
def test_money_reads_in_three_lengths(
    minor: int, currency: str, full: str, said: str, compact: str
) -> None:
    assert text.money(minor, currency) == full
    assert text.money_said(minor, currency) == said
    assert text.compact_money(minor, currency) == compact


@pytest.mark.parametrize(
    ("minor", "currency", "cell"),
    [(0, "USD", "–"), (1, "USD", "$0.01"), (120_000, "USD", "$1,200.00"), (5_000, "JPY", "¥5,000")],
)
def test_money_in_a_column_has_all_decimals_or_is_a_dash(
    minor: int, currency: str, cell: str
) -> None:
    assert text.money_cell(minor, currency) == cell


@given(st.integers(-(10**15), 10**15))
def test_money_reads_back_as_the_same_amount(minor: int) -> None:
    digits = text.money(minor, "USD").replace("$", "").replace(",", "").replace(".", "")
    assert int(digits) == minor


@given(st.integers(0, 10**14), st.integers(1, 10**6))
def test_compact_money_never_reaches_a_round_target_before_the_money_does(
    minor: int, millions: int
) -> None:
    target = millions * 100_000_000
    if minor < target:
        assert text.compact_money(minor, "USD") != text.compact_money(target, "USD")


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "no people"), (1, "1 person"), (2, "2 people"), (1_200, "1,200 people")],
)
def test_a_count_takes_its_noun(count: int, words: str) -> None:
    assert text.counted(count, "person", "people") == words


def test_a_noun_has_a_plain_plural() -> None:
    assert text.counted(3, "deal") == "3 deals"


def test_days_read_the_same_everywhere() -> None:
    assert text.day_text(date(2021, 3, 3)) == "3 Mar 2021"
    assert text.span_text(date(2022, 1, 1), date(2022, 12, 31)) == "1 Jan 2022 to 31 Dec 2022"
    assert (text.maybe_day(None), text.maybe_day(date(2024, 2, 29))) == ("–", "29 Feb 2024")


@pytest.mark.parametrize(
    ("gap", "kind", "unit", "words"),
    [
        (0, "money", ("", ""), "met"),
        (1, "money", ("", ""), "$0.01 short"),
        (100_000_000, "money", ("", ""), "$1,000,000 short"),
        (1, "count", ("person", "people"), "1 person short"),
        (2, "count", ("person", "people"), "2 people short"),
        (2, "count", ("", ""), "2 short"),
        (1, "yes_no", ("", ""), "missing"),
    ],
)
def test_a_gap_says_how_much_is_short(
    gap: int, kind: str, unit: tuple[str, str], words: str
) -> None:
    assert text.gap_text(gap, kind, "USD", unit) == words


def test_a_value_reads_by_its_kind() -> None:
    assert text.value_text(1_500_000_000, "money", "USD") == "$15,000,000"
    assert text.value_text(1_200, "count", "USD") == "1,200"
    assert (text.value_text(True, "yes_no", "USD"), text.yes_no(False)) == ("Yes", "No")


def test_words_stand_in_a_row() -> None:
    assert text.listed([]) == ""
    assert text.listed(["Europe"]) == "Europe"
    assert text.listed(["Europe", "Japan", "Latin America"]) == "Europe, Japan and Latin America"
    assert text.listed(("open", "won"), "or") == "open or won"


@pytest.mark.parametrize(
    ("words", "whole"), [("two short", "Two short."), ("Done.", "Done."), ("sure?", "Sure?")]
)
def test_a_sentence_begins_large_and_ends_with_a_stop(words: str, whole: str) -> None:
    assert text.sentence(words) == whole


def test_keys_of_the_engine_have_words() -> None:
    assert text.participation_text("not_participating") == "Not participating"
    assert text.basis_text("provisional") == "Provisional"
    assert text.obligation_text("not_required") == "Not required"
    assert text.benefit_text("invite_only") == "Invite only"
    assert text.benefit_text("something") == "something"


def test_what_is_too_long_for_one_line_ends_with_dots() -> None:
    assert [text.shortened("one\n two", most) for most in (6, 7, 8)] == [
        "one t…",
        "one two",
        "one two",
    ]


def test_inside_a_sentence_words_begin_small() -> None:
    assert [text.lower_first(words) for words in ("Run out", "in review", "")] == [
        "run out", "in review", "",
    ]  # fmt: skip
