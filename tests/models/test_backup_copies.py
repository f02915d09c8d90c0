"""Which copies go: the last ones stay, older ones thin out, the one just made always stays."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.backup_copies import (
    DAYS,
    LAST,
    MONTHS,
    WEEKS,
    copy_of,
    file_name,
    places_in_row,
    to_delete,
)
from models.backup_copies import Copy as Made

NOW = datetime(2026, 11, 24, 17, 40)


def made(number: int, when: datetime) -> Made:
    return Made(Path(f"{number}.alliance"), "book", number, when, "on closing")


def kept(copies: list[Made], just_made: Path | None = None) -> list[Made]:
    gone = to_delete(copies, just_made)
    return [copy for copy in copies if copy not in gone]


def test_a_name_says_which_copy_of_what_it_is_and_reads_back():
    name = file_name("O'Neil & Söhne 2026", 42, NOW, "before import")
    assert name == "O'Neil & Söhne 2026 0042 2026-11-24 17-40-00 before import.alliance"
    copy = copy_of(Path(name))
    assert copy is not None
    assert (copy.portfolio, copy.number, copy.made, copy.why) == (
        "O'Neil & Söhne 2026", 42, NOW, "before import",
    )  # fmt: skip


@pytest.mark.parametrize(
    "name", ["book.alliance", "book 0001 2026-13-40 17-40-00 x.alliance", ".book.alliance-part"]
)
def test_what_is_named_otherwise_is_none_of_ours(name):
    assert copy_of(Path(name)) is None


@pytest.mark.parametrize(("count", "gone"), [(LAST - 1, 0), (LAST, 0), (LAST + 1, 1)])
def test_of_one_day_the_last_five_stay(count, gone):
    copies = [made(n, NOW + timedelta(minutes=n)) for n in range(1, count + 1)]
    assert [copy.number for copy in to_delete(copies)] == list(range(1, gone + 1))


def test_one_copy_a_day_thins_out_to_days_weeks_and_months():
    copies = [made(1000 - back, NOW - timedelta(days=back)) for back in range(400)]
    left = kept(copies)
    days = {copy.made.date() for copy in left}
    assert all((NOW - timedelta(days=back)).date() in days for back in range(DAYS))
    weeks = {copy.made.isocalendar()[:2] for copy in left}
    assert all((NOW - timedelta(weeks=back)).isocalendar()[:2] in weeks for back in range(WEEKS))
    assert len({(copy.made.year, copy.made.month) for copy in left}) == MONTHS
    assert len(left) < 31


def test_where_the_clock_went_back_the_copies_made_last_stay():
    copies = [made(n, NOW + timedelta(days=n)) for n in range(1, 40)]
    copies.append(made(40, NOW - timedelta(days=3000)))
    assert copies[-1] in kept(copies)


COPIES = st.lists(
    st.integers(0, 4000).map(lambda days: NOW - timedelta(days=days, hours=days % 24)), max_size=70
)


@given(times=COPIES, just=st.integers(0, 69))
def test_few_are_kept_never_without_the_newest_or_the_one_just_made(times, just):
    copies = [made(number, when) for number, when in enumerate(times, 1)]
    if not copies:
        assert to_delete(copies) == []
        return
    new = copies[just % len(copies)]
    left = kept(copies, new.path)
    assert new in left
    assert copies[-1] in left
    assert len(left) <= LAST + DAYS + WEEKS + MONTHS + 1
    assert to_delete(left, new.path) == []


def test_copies_of_several_portfolios_stand_by_time_and_those_of_one_by_their_number():
    folder = Path("copies")
    names = [
        file_name("One", 1, datetime(2026, 11, 24, 9), "on closing"),
        file_name("One", 2, datetime(2026, 11, 20, 9), "on closing"),
        file_name("Two", 1, datetime(2026, 11, 22, 9), "on closing"),
        file_name("Two", 2, datetime(2026, 11, 25, 9), "on closing"),
    ]
    row = places_in_row(folder / name for name in [*names, "no copy of ours.alliance"])
    assert sorted(row, key=row.__getitem__) == [folder / names[at] for at in (2, 0, 1, 3)]
