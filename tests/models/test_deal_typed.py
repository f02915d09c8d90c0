"""A typed field of a deal becomes values to write; a change of many says what it would do."""

from datetime import date

import pytest

from models import deal_typed
from models.errors import UserError
from models.store.deals import DealRow

TODAY = date(2021, 11, 24)


def row(**values) -> DealRow:
    blank = DealRow(
        1, 2, "Northwind", "SOC", "Bank", "", "open", "2021-12-01", 500, 0, 500, "USD", 1,
        "", "", None, "", 0, None, 0, None, None, 0, "pipeline", 500,
    )  # fmt: skip
    return blank._replace(**values)


@pytest.mark.parametrize(
    ("field", "text", "written"),
    [
        ("name", "  SOC   renewal ", {"name": "SOC renewal"}),
        ("close_date", "3 mar", {"close_date": date(2021, 3, 3)}),
        ("close_date", "", {"close_date": None}),
        ("services_minor", "1,200", {"services_minor": 120000}),
        ("status", "Won", {"status": "won"}),
        ("qualified", "No", {"qualified": False}),
        ("currency", "eur", {"currency": "EUR", "partner_minor": 500, "services_minor": 0}),
        ("currency", "KWD", {"currency": "KWD", "partner_minor": 5000, "services_minor": 0}),
    ],
)
def test_what_is_typed_becomes_the_values_to_write(field, text, written):
    assert deal_typed.values(row(), field, text, TODAY) == written


@pytest.mark.parametrize(
    ("field", "text"),
    [("close_date", "soon"), ("partner_minor", "much"), ("currency", "euros"), ("currency", "")],
)
def test_what_a_field_cannot_hold_is_refused_in_a_sentence(field, text):
    with pytest.raises(UserError):
        deal_typed.values(row(), field, text, TODAY)


def test_a_currency_without_decimals_refuses_cents():
    with pytest.raises(UserError, match="more than 0 decimals"):
        deal_typed.values(row(partner_minor=550), "currency", "JPY", TODAY)


def test_a_status_for_many_says_how_many_change_and_from_what():
    rows = [row(status="open"), row(status="open"), row(status="lost"), row(status="won")]
    assert deal_typed.preview(rows, "status", "won") == (
        3,
        "Changes 3 deals (now 2 open, 1 lost); 1 deal has it already.",
    )
    assert deal_typed.preview(rows[3:], "status", "won")[0] == 0


def test_a_close_date_for_many_says_the_days_it_replaces():
    rows = [row(close_date="2021-12-01"), row(close_date=None), row(close_date="2022-01-05")]
    assert deal_typed.preview(rows, "close_date", date(2022, 1, 5)) == (
        2,
        "Changes 2 deals (now 1 Dec 2021, 1 without a date); 1 deal has it already.",
    )
