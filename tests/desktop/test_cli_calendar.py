"""The calendar from the command line: all partners or some, and one sentence for bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from desktop.cli import desk
from models.errors import UserError
from models.governance.meetings import Meeting
from models.partner import Partner
from models.store import records
from models.store.portfolio import create
from tests.models.store.test_calendar_entries import DAY


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "one.alliance"
    with create(path) as made, made.change("Fill"):
        for key, name in ((1, "One"), (2, "O'Neil & Söhne 株式会社")):
            records.add(made, Partner(key, name))
            records.add(made, Meeting(key, key, "meeting", DAY, with_whom="others"))
    return path


def run(*arguments: object) -> Any:
    return CliRunner().invoke(desk, [str(one) for one in arguments])


def titles(path: Path) -> list[str]:
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return sorted(str(event["summary"]) for event in events)


def test_all_partners_or_those_named_are_written(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.ics"
    told = run("calendar", book, "--as-of", DAY, "-o", out)
    assert told.exit_code == 0, told.output
    assert "2 entries" in told.output
    assert titles(out) == ["O'Neil & Söhne 株式会社: Meeting", "One: Meeting"]
    run("calendar", book, "--as-of", DAY, "--partner", "ONE", "--force", "-o", out)
    assert titles(out) == ["One: Meeting"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--partner", "Nobody", "-o", "a.ics"), "no partner named Nobody"),
        (("-o", "a.pdf"), "Give a name that ends in .ics"),
    ],
)
def test_bad_input_is_one_sentence(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...],
    sentence: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    told = run("calendar", book, *arguments)
    assert isinstance(told.exception, UserError)
    assert sentence in str(told.exception)
    assert not list(tmp_path.glob("a.*"))


def test_a_file_that_is_there_is_not_replaced_unasked(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "there.ics"
    out.write_text("mine")
    assert run("calendar", book, "-o", out).exception is not None
    assert out.read_text() == "mine"
