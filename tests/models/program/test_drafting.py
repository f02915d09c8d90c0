"""What is typed for a tier is read strictly, and goes into the program's text as it was meant."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.program.drafting import Asked, next_first_day, next_version, read_ask, set_typed
from models.program.loading import programs, terms_from
from models.program.shown import ask_words, columns_of, requirements

TEXT = programs()[0].text
FIRST = date(2021, 1, 1)


@pytest.mark.parametrize(
    ("typed", "kind", "asked"),
    [
        ("$18M", "money", Asked("required", Decimal("18000000.00"))),
        ("18,000,000.01", "money", Asked("required", Decimal("18000000.01"))),
        ("8m (recommended)", "money", Asked("recommended", Decimal("8000000.00"))),
        ("12", "count", Asked("required", 12)),
        ("5 recommended", "count", Asked("recommended", 5)),
        ("Required", "yes_no", Asked("required", True)),
        ("yes", "yes_no", Asked("required", True)),
        ("recommended", "yes_no", Asked("recommended", True)),
        ("Not required", "yes_no", Asked("not_required")),
        ("not required", "money", Asked("not_required")),
        ("", "count", Asked("not_required")),
        ("–", "count", Asked("not_required")),
    ],
)
def test_what_is_typed_is_an_obligation_with_its_value(typed, kind, asked):
    assert read_ask(typed, kind, "USD") == asked


def test_worldwide_is_for_geographies_only():
    assert read_ask("Worldwide", "count", "USD", places=True) == Asked("required", "worldwide")
    with pytest.raises(UserError, match="no number above 0"):
        read_ask("worldwide", "count", "USD")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("0", "money"), ("-1", "money"), ("a lot", "money"), ("1.001", "money"), ("0", "count"),
     ("2.5", "count"), ("-3", "count"), ("100001", "count"), ("maybe", "yes_no"), ("3", "yes_no")],
)  # fmt: skip
def test_what_can_not_be_asked_is_refused_in_a_sentence(typed, kind):
    with pytest.raises(UserError) as told:
        read_ask(typed, kind, "USD")
    assert told.value.hint


def test_a_cell_left_as_it_was_shown_means_the_same():
    for program in programs():
        terms = program.terms_on(program.from_on)
        for row in requirements(terms):
            criterion = terms.criterion(row.id)
            for tier in columns_of(terms):
                ask = criterion.asks[tier.key]
                words = ask_words(ask, criterion.kind, terms.currency)
                places = criterion.counts == "geographies"
                text = set_typed(program.text, row.id, tier.key, criterion.kind,
                                 terms.currency, words, places)  # fmt: skip
                again = terms_from(text, program.from_on).criterion(row.id).asks[tier.key]
                assert again == ask


@given(st.integers(1, 10**11))
def test_an_amount_comes_back_to_the_cent(minor):
    amount = f"{minor // 100}.{minor % 100:02d}"
    text = set_typed(TEXT, "aggregate_tcv", "gold", "money", "USD", amount, places=False)
    assert terms_from(text, FIRST).criterion("aggregate_tcv").asks["gold"].required == minor


def test_a_new_version_gets_a_name_and_a_day_that_none_has():
    assert next_version(["2021"], date(2027, 1, 1)) == "2027"
    assert next_version(["2021", "2027", "2027b"], date(2027, 1, 1)) == "2027c"
    assert next_first_day([FIRST], date(2026, 12, 31)) == date(2027, 1, 1)
    assert next_first_day([date(2027, 1, 1)], date(2026, 1, 1)) == date(2028, 1, 1)
