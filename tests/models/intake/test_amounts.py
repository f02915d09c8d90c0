"""Money: each cell exactly, and what a whole column says of its decimal sign."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.intake.amounts import Amounts, Exact, currency_of, minor_units, settle
from models.intake.values import Refused

CENTS = st.integers(0, 99_999_999_999)


def column(*cells: str | float, stated: str = "") -> Amounts:
    found = Amounts("USD", stated)
    for cell in cells:
        try:
            found[cell]
        except Refused:
            continue
    return found


def settled(*cells: str, delimiter: str = ";") -> str:
    return settle({"amount": column(*cells)}, delimiter)["amount"]


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("0", 0), ("-0", 0), ("5", 500), ("1234", 123_400), ("1234.5", 123_450),
        ("1234.50", 123_450), (".5", 50), ("5.", 500), ("1,234.50", 123_450),
        ("1,234,567.89", 123_456_789), ("1.234,50", 123_450), ("1.234.567,89", 123_456_789),
        ("1.234.567", 123_456_700), ("1,234,567", 123_456_700), ("12,50", 1_250),
        ("12,34,567.00", 123_456_700), ("1'234.50", 123_450), ("1 234 567,5", 123_456_750),
        ("1\u00a0234,50", 123_450), ("1\u202f234,50", 123_450), ("$1,234.50", 123_450),
        ("$ 1,234.50", 123_450), ("US$ 5", 500), ("1,200 USD", 120_000), ("USD 1.2M", 120_000_000),
        ("$350k", 35_000_000), ("1.25 million", 125_000_000), ("2.5bn", 250_000_000_000),
        ("1.250M", 125_000_000), ("$1,200.00 USD", 120_000), ("0.30", 30),
        ("k$ 350", 35_000_000), ("350k$", 35_000_000), ("TUSD 350", 35_000_000),
        ("350 kUSD", 35_000_000), ("Mio. $ 1,2", 120_000_000), ("2 MUSD", 200_000_000),
        ("12 tausend", 1_200_000), ("2 millones", 200_000_000), ("3 Md", 300_000_000_000),
        ("2 lakh", 20_000_000), ("750 USD.", 75_000), ("+500", 50_000), ("$.50", 50),
        ("\u200b750", 75_000), ('="750"', 75_000),
        (1124741.15, 112_474_115), (0.1 + 0.2, 30), (1234567.0, 123_456_700),
    ],
)  # fmt: skip
def test_an_amount_is_read_to_the_cent(cell: str | float, cents: int) -> None:
    assert Amounts("USD")[cell] == cents


@pytest.mark.parametrize("cell", ["-500", "(500)", "500-", "$ (500)", "-$500", "−5", -5.0, "- 5"])
def test_a_negative_amount_is_refused(cell: str | float) -> None:
    with pytest.raises(Refused, match="is negative"):
        Amounts("USD")[cell]


@pytest.mark.parametrize(
    "cell",
    [
        "abc",
        "45%",
        "12.34.56",
        "1e6",
        "12 34",
        "1,2,3",
        "$1m deal",
        "x5",
        "500 (est.)",
        "500 net",
        "~500",
        "500/600",
        "k 350",
        "5 k M",
        "kk 5",
        "#REF!",
    ],
)
def test_what_is_no_amount_is_refused(cell: str) -> None:
    with pytest.raises(Refused):
        Amounts("USD")[cell]


@pytest.mark.parametrize("cell", ["", " ", "n/a", "-", "TBC", "tbd", "–"])
def test_a_word_for_nothing_is_blank(cell: str) -> None:
    assert Amounts("USD")[cell] is None


def test_more_decimals_than_the_currency_has_are_refused_by_the_currency() -> None:
    found = column("1000.00")["10.005"]
    assert found == Exact(Decimal("10.005"), "")
    with pytest.raises(Refused, match="more than 2 decimals"):
        minor_units(found, "USD")
    assert minor_units(found, "KWD") == 10_005
    assert minor_units(Exact(Decimal("10.00"), ""), "JPY") == 10
    with pytest.raises(Refused, match="has decimals"):
        minor_units(Exact(Decimal("10.5"), ""), "JPY")


def test_a_trillion_is_more_than_any_deal() -> None:
    assert Amounts("USD")["999,999,999,999.99"] == 99_999_999_999_999
    with pytest.raises(Refused, match="more than any deal"):
        Amounts("USD")["1,000,000,000,000"]


def test_a_foreign_sign_is_kept_with_the_amount() -> None:
    assert Amounts("USD")["1.234,56 €"] == Exact(Decimal("1234.56"), "€")
    assert Amounts("USD")["CHF 1'000.-"] == Exact(Decimal("1000.00"), "CHF")


@pytest.mark.parametrize(
    ("cell", "value", "sign"),
    [
        ("TEUR 350", "350000", "eur"), ("350 k€", "350000", "€"), ("2 MEUR", "2000000", "eur"),
        ("1,2 Mio €", "1200000.0", "€"), ("tsd. € 12", "12000", "€"), ("3 Md€", "3000000000", "€"),
        ("Fr. 750.-", "750.00", "Fr."), ("Fr.750", "750", "Fr."), ("750 CHF.", "750", "CHF"),
        ("2 TRY", "2", "TRY"), ("5 MXN", "5", "MXN"),
    ],
)  # fmt: skip
def test_thousands_and_a_currency_may_be_one_word(cell: str, value: str, sign: str) -> None:
    assert Amounts("USD")[cell] == Exact(Decimal(value), sign)


def test_a_number_that_was_shortened_is_no_amount() -> None:
    with pytest.raises(Refused, match="a spreadsheet has shortened"):
        Amounts("USD")["1.23E+06"]


@pytest.mark.parametrize("cell", ["1.250 TEUR", "1,250k", "$1,250M", "1.250 Mio. €"])
def test_three_digits_behind_a_mark_stay_a_question_in_thousands_and_millions(cell: str) -> None:
    assert settled(cell) == ""
    assert settled(cell, cell.replace("250", "375")) == ""


def test_a_shared_sign_means_the_rows_currency_else_the_programs() -> None:
    assert currency_of("$", "", "USD") == "USD"
    assert currency_of("$", "CAD", "USD") == "CAD"
    assert currency_of("US Dollar", "", "USD") == "USD"
    assert currency_of("kr", "", "USD") == ""
    assert currency_of("kr", "DKK", "USD") == "DKK"
    with pytest.raises(Refused, match="another currency than EUR"):
        currency_of("$", "EUR", "USD")
    with pytest.raises(Refused, match="no currency"):
        currency_of("pebbles", "", "USD")


def test_one_cell_with_both_marks_settles_the_column() -> None:
    assert settled("1.234", "1.234,50") == "comma"
    assert settled("1.234", "1,234.50") == "point"
    assert settled("1.234", "12,50") == "comma"
    assert settled("1.234", "1.234.567") == "comma"


def test_a_column_that_shows_both_signs_is_not_settled() -> None:
    assert settled("1.234", "1.234,50", "1,234.50") == ""
    assert settled("1.234", "1,234") == ""


def test_a_single_cell_that_reads_either_way_is_a_question() -> None:
    assert settled("476.500") == ""
    assert settled("476,500") == ""
    assert column("476.500").readings("point") == (("476.500", "$476.50"),)
    assert column("476.500").readings("comma") == (("476.500", "$476,500.00"),)


def test_several_cells_with_three_digits_behind_the_only_mark_are_thousands() -> None:
    assert settled("476.500", "12.250", "800") == "comma"


def test_where_a_comma_parts_the_cells_it_parts_thousands() -> None:
    assert settled("476,500", delimiter=",") == "point"
    assert settled("476.500", delimiter=",") == ""


def test_thousands_without_marks_make_a_mark_decimal() -> None:
    assert settled("1000000", "100.123") == "point"
    assert settled("1000000", "950.000") == ""


def test_another_column_of_the_file_settles_what_one_leaves_open() -> None:
    columns = {"amount": column("476.500"), "partner_tcv": column("12,50")}
    assert settle(columns, ";")["amount"] == "comma"


def test_four_digits_before_the_mark_leave_nothing_open() -> None:
    assert settled("1234.567") == "point"
    assert settled("0.500") == "point"


def test_a_stated_sign_is_kept_to() -> None:
    assert Amounts("USD", "comma")["1.234"] == 123_400
    assert Amounts("USD", "point")["1,234"] == 123_400
    with pytest.raises(Refused, match="decimal comma"):
        Amounts("USD", "comma")["1234.50"]
    with pytest.raises(Refused, match="decimal point"):
        Amounts("USD", "point")["12,50"]
    assert Amounts("USD", "comma")[1234.5] == 123_450


def _written(cents: int, shape: str) -> str:
    whole, part = divmod(cents, 100)
    if shape == "plain":
        return f"{whole}.{part:02}"
    if shape == "english":
        return f"{whole:,}.{part:02}"
    if shape == "german":
        return f"{whole:,}".replace(",", ".") + f",{part:02}"
    if shape == "swiss":
        return f"{whole:,}".replace(",", "'") + f".{part:02}"
    if shape == "french":
        return f"{whole:,}".replace(",", "\u202f") + f",{part:02}"
    if shape == "signed":
        return f"$ {whole:,}.{part:02}"
    return f"USD {whole:,}"


@given(
    cents=st.lists(CENTS, min_size=1, max_size=20),
    shape=st.sampled_from(
        ["plain", "english", "german", "swiss", "french", "signed", "whole dollars"]
    ),
)
def test_a_column_is_read_back_or_asked_about(cents: list[int], shape: str) -> None:
    if shape == "whole dollars":
        cents = [amount // 100 * 100 for amount in cents]
    cells = [_written(amount, shape) for amount in cents]
    mark = settled(*cells)
    if not mark:
        assume(shape == "whole dollars")
        mark = "point"
    read = Amounts("USD", presumed=mark)
    assert [read[cell] for cell in cells] == cents
