"""A file of exchange rates is read whole, never the wrong way round; exported rates come back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from models.intake.rates_file import apply, check
from models.store.exported import table
from models.store.portfolio import Portfolio, create
from models.store.rates import listed, store_rate
from reports.exports import Sheet, write_sheets


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        yield made


def source(folder: Path, text: str) -> Path:
    target = folder / "rates.csv"
    target.write_text(text, encoding="utf-8")
    return target


def test_rates_are_kept_and_the_same_file_changes_nothing(book: Portfolio, tmp_path: Path) -> None:
    file = source(tmp_path, "Currency;Date;Rate\nEUR;2026-01-31;1.0835\nJPY;28.02.2026;0,0067\n")
    plan = check(book, file)
    apply(book, plan)
    assert [(r.currency, r.on_date, r.rate) for r in listed(book)] == [
        ("EUR", date(2026, 1, 31), "1.0835"), ("JPY", date(2026, 2, 28), "0.0067"),
    ]  # fmt: skip
    assert "Read as: 1 JPY = 0.0067 USD from 2026-02-28." in plan.summary()
    again = check(book, file)
    assert (again.new, again.changed, again.same) == (0, 0, 2)


def test_a_rate_of_the_same_day_is_changed_and_undo_brings_it_back(
    book: Portfolio, tmp_path: Path
) -> None:
    store_rate(book, "EUR", "1.08", date(2026, 1, 31))
    plan = check(book, source(tmp_path, "currency,date,rate\nEUR,2026-01-31,1.10\n"))
    assert (plan.new, plan.changed) == (0, 1)
    apply(book, plan)
    assert [rate.rate for rate in listed(book)] == ["1.10"]
    book.undo()
    assert [rate.rate for rate in listed(book)] == ["1.08"]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("EURO,2026-01-31,1.1", "currency", "is no currency code"),
        ("USD,2026-01-31,1", "currency", "own currency"),
        ("EUR,,1.1", "date", "is missing"),
        ("EUR,2026-02-30,1.1", "date", "no calendar"),
        ("EUR,2026-01-31,", "rate", "is missing"),
        ("EUR,2026-01-31,0", "rate", "not more than 0"),
        ("EUR,2026-01-31,-1", "rate", "no exchange rate"),
        ('EUR,2026-01-31,"1,234"', "rate", "two ways"),
    ],
)
def test_a_row_that_is_no_rate_is_named_and_the_others_stand(
    book: Portfolio, tmp_path: Path, row: str, column: str, reason: str
) -> None:
    plan = check(book, source(tmp_path, f"currency,date,rate\n{row}\nGBP,2026-01-31,1.25\n"))
    assert plan.new == 1
    (reject,) = plan.rejects
    assert (reject.line, reject.column) == (2, column)
    assert reason in reject.reason


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("currency,date\nEUR,2026-01-31\n", "no column for the rate"),
        ("currency,date,EUR per USD\nEUR,2026-01-31,0.9\n", "gives EUR for one USD"),
        ("currency,date,rate\nEUR,03/04/2026,1.1\n", "two ways"),
        ("currency,date,rate\nEURO,2026-01-31,1.1\n", "No row of"),
    ],
)
def test_a_file_that_leaves_open_what_is_meant_is_refused(
    book: Portfolio, tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        check(book, source(tmp_path, text))
    assert listed(book) == []


def test_a_heading_that_says_the_direction_is_taken(book: Portfolio, tmp_path: Path) -> None:
    plan = check(book, source(tmp_path, "currency,date,USD per EUR\nEUR,2026-01-31,1.1\n"))
    assert [rate.rate for rate in plan.written] == ["1.1"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_exported_rates_come_back(book: Portfolio, tmp_path: Path, ending: str) -> None:
    store_rate(book, "EUR", "1.0835", date(2026, 1, 31))
    store_rate(book, "EUR", "1.1", date(2026, 2, 28))
    found = table(book, "rates")
    target = tmp_path / f"rates{ending}"
    write_sheets(target, [Sheet("rates", found.headings, found.rows, len(found.rows))])
    assert check(book, target).same == 2
    with create(tmp_path / "other.alliance") as other:
        apply(other, check(other, target))
        assert [(r.currency, r.on_date, r.rate) for r in listed(other)] == [
            (r.currency, r.on_date, r.rate) for r in listed(book)
        ]
