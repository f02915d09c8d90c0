"""`assess --known-on` judges by what was known that day; `--as-of` alone never does."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.deal import Deal
from models.partner import Partner
from models.store import records, snapshots
from models.store.portfolio import create, open_portfolio
from tests.desktop.command import Command

LATE = "2022-01-05"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A deal won in December 2021 that was typed in on 20 January 2022."""
    path = tmp_path / "book.alliance"
    with create(path) as made:
        made.clock = lambda: datetime(2022, 1, 4, 12, tzinfo=UTC)
        with made.change("Add a partner"):
            records.add(made, Partner(1, "Łódź"))
        made.clock = lambda: datetime(2022, 1, 20, 12, tzinfo=UTC)
        with made.change("Add a deal"):
            won = date(2021, 12, 14)
            records.add(made, Deal(2, 1, status="won", close_date=won, partner_minor=1_500_000_000))
    return path


def told(desk: Command, *arguments: object) -> dict[str, Any]:
    code, out, err = desk("assess", *arguments, "--json")
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def wins(found: dict[str, Any]) -> str:
    (partner,) = found["partners"]
    return str(partner["aggregate_tcv"]["wins"])


def test_a_deal_typed_in_late_is_in_the_as_of_view_and_not_in_the_known_on_view(
    desk: Command, book: Path
) -> None:
    late = told(desk, book, "--as-of", LATE)
    assert wins(late) == "15000000.00"
    assert "known_on" not in late
    known = told(desk, book, "--known-on", LATE)
    assert wins(known) == "0.00"
    assert (known["known_on"], known["as_of"]) == (LATE, LATE)


def test_the_as_of_day_may_be_another_than_the_one_it_was_known_on(
    desk: Command, book: Path
) -> None:
    known = told(desk, book, "--known-on", "2022-01-20", "--as-of", LATE)
    assert (known["known_on"], known["as_of"], wins(known)) == ("2022-01-20", LATE, "15000000.00")
    known = told(desk, book, "--known-on", "2022-01-19", "--as-of", "2022-01-25")
    assert (known["known_on"], known["as_of"], wins(known)) == ("2022-01-19", "2022-01-25", "0.00")


def test_in_words_the_day_comes_first(desk: Command, book: Path) -> None:
    code, out, _ = desk("assess", book, "--known-on", LATE)
    assert (code, out.split("\n")[0]) == (
        0, f"As known at the end of {LATE}, judged as of {LATE}.",
    )  # fmt: skip
    _, out, _ = desk("assess", book, "--as-of", LATE)
    assert "nown" not in out


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2022-01-03", "Nothing was known yet on 3 Jan 2022"),
        ((datetime.now().astimezone() + timedelta(days=2)).date(), "is not known yet"),
    ],
)
def test_a_day_that_nothing_can_be_known_of_is_a_sentence(
    desk: Command, book: Path, day: object, said: str
) -> None:
    code, out, err = desk("assess", book, "--known-on", day, "--json")
    assert (code, out) == (1, "")
    assert said in err
    assert "Traceback" not in err


def test_a_partner_that_was_not_known_then_is_named(desk: Command, book: Path) -> None:
    code, _, err = desk("assess", book, "--known-on", LATE, "--partner", "Nobody")
    assert code == 1
    assert "Nobody" in err


def test_a_command_that_writes_keeps_the_month_ends_that_have_passed(
    desk: Command, book: Path, tmp_path: Path
) -> None:
    deals = tmp_path / "deals.csv"
    deals.write_text("partner,status,close_date\nŁódź,open,2022-05-01\n", encoding="utf-8")
    assert desk("import", book, "deals", deals)[0] == 0
    with open_portfolio(book, read_only=True) as opened:
        kept = [one for one in snapshots.listed(opened) if one.reason == "month_end"]
    assert len(kept) == 24
    assert {one.deals for one in kept} == {1}
