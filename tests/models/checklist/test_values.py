from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checklist.template import Choice, Item
from models.checklist.values import (
    canonical,
    people_of,
    people_value,
    read_value,
    typed_value,
    value_text,
)
from models.errors import UserError

TODAY = date(2026, 11, 24)
CHOICES = (Choice("green", "On track"), Choice("red", "Off track", "not_met"))


def item(kind: str) -> Item:
    choices = CHOICES if kind == "choice" else ()
    return Item("a", "A?", kind, choices=choices, unit="people" if kind == "number" else "")


@pytest.mark.parametrize(
    ("kind", "typed", "value", "text"),
    [
        ("yes_no", "Y", "yes", "Yes"),
        ("yes_no", " partly ", "partly", "Partly"),
        ("yes_no", "N/A", "na", "Not applicable"),
        ("number", "1,200", "1200", "1,200 people"),
        ("number", "12.50", "12.5", "12.5 people"),
        ("number", "-0", "0", "0 people"),
        ("money", "1.2M", "120000000 USD", "$1,200,000"),
        ("date", "3 Mar 2026", "2026-03-03", "3 Mar 2026"),
        ("choice", "off track", "red", "Off track"),
        ("people", "Ann Lee; Bo  Ek; Ann Lee", '["Ann Lee", "Bo Ek"]', "Ann Lee and Bo Ek"),
        ("text", "  two\nlines ", "two\nlines", "two\nlines"),
    ],
)
def test_what_is_typed_is_kept_in_one_way_and_reads_well(
    kind: str, typed: str, value: str, text: str
) -> None:
    assert read_value(item(kind), typed, TODAY, "USD") == value
    assert value_text(item(kind), value) == text
    assert canonical(item(kind), value)
    assert read_value(item(kind), typed_value(item(kind), value), TODAY, "USD") == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("yes_no", "maybe"),
        ("number", "twelve"),
        ("number", "1.2.3"),
        ("number", "1" * 16),
        ("money", "-5"),
        ("date", "31 Nov 2026"),
        ("date", "03/12/2026"),
        ("choice", "yellow"),
        ("text", "x" * 20_001),
        ("file", "a.pdf"),
    ],
)
def test_what_is_no_answer_is_refused_with_a_way_on(kind: str, typed: str) -> None:
    with pytest.raises(UserError) as refused:
        read_value(item(kind), typed, TODAY, "USD")
    assert refused.value.hint


@pytest.mark.parametrize("kind", ["yes_no", "number", "money", "date", "choice", "people", "text"])
def test_blank_is_no_answer_for_every_kind(kind: str) -> None:
    assert read_value(item(kind), "  \n ", TODAY, "USD") == ""
    assert value_text(item(kind), "") == ""
    assert canonical(item(kind), "")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("yes_no", "Yes"), ("number", "1,2"), ("number", "01"), ("money", "12"),
        ("money", "-1 USD"), ("date", "20260303"), ("date", "today"), ("choice", "On track"),
        ("people", "Ann"), ("people", "[1]"), ("people", '{"a": 1}'), ("text", " a"), ("file", "a"),
    ],
)  # fmt: skip
def test_what_no_reading_gives_is_not_canonical(kind: str, value: str) -> None:
    assert not canonical(item(kind), value)


@given(st.text(max_size=60))
def test_any_text_is_kept_as_it_is_but_for_its_ends(typed: str) -> None:
    value = read_value(item("text"), typed, TODAY, "USD")
    assert value == typed.strip()
    assert canonical(item("text"), value)


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=4))
def test_every_number_comes_back_as_it_was(number: object) -> None:
    value = read_value(item("number"), str(number), TODAY, "USD")
    assert canonical(item("number"), value)
    assert read_value(item("number"), value, TODAY, "USD") == value


@given(st.lists(st.text(max_size=12), max_size=6))
def test_names_are_tidy_and_each_is_there_once(names: list[str]) -> None:
    kept = people_of(people_value(names))
    assert len(kept) == len(set(kept))
    assert set(kept) == {" ".join(name.split()) for name in names} - {""}


@given(st.integers(0, 10**15), st.sampled_from(["USD", "JPY", "KWD"]))
def test_money_is_right_to_the_smallest_unit(minor: int, currency: str) -> None:
    value = f"{minor} {currency}"
    typed = typed_value(item("money"), value)
    assert read_value(item("money"), typed, TODAY, currency) == value


def test_today_is_a_day_that_can_be_typed() -> None:
    assert read_value(item("date"), "today", TODAY, "USD") == "2026-11-24"


def test_people_stand_in_lines_as_well() -> None:
    assert people_of(read_value(item("people"), "Ann Lee\nBo Ek", TODAY, "USD")) == [
        "Ann Lee",
        "Bo Ek",
    ]


@pytest.mark.parametrize(("length", "fits"), [(20_000, True), (20_001, False)])
def test_a_text_has_an_end(length: int, fits: bool) -> None:
    words = "x" * length
    assert canonical(item("text"), words) == fits
    if fits:
        assert read_value(item("text"), words, TODAY, "USD") == words
    else:
        with pytest.raises(UserError, match="20,001 characters"):
            read_value(item("text"), words, TODAY, "USD")


@pytest.mark.parametrize("typed", ["na", "N/A", "a", "Not applicable"])
def test_a_file_can_be_not_applicable(typed: str) -> None:
    assert read_value(item("file"), typed, TODAY, "USD") == "na"


@pytest.mark.parametrize("typed", ["12,34", "1,2345", ",123"])
def test_a_comma_that_groups_no_thousands_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="is no number"):
        read_value(item("number"), typed, TODAY, "USD")


def test_what_is_quoted_from_a_long_text_is_short() -> None:
    with pytest.raises(UserError) as fault:
        read_value(item("number"), "many " * 40, TODAY, "USD")
    assert len(fault.value.message) < 80


@pytest.mark.parametrize("value", ["12 USD\n", "007 USD", "-5 USD", "\u0663 USD", "5 usd", "5"])
def test_money_from_outside_is_minor_units_and_a_currency(value: str) -> None:
    assert canonical(item("money"), "1200 USD")
    assert not canonical(item("money"), value)
