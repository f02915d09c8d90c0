"""A copy every half hour of work: only then, only where something has changed, never asked for."""

import pytest

from desktop import half_hour, paths
from desktop.half_hour import HalfHour
from models.errors import UserError
from models.ids import new_id
from models.partner import Partner
from models.store import records
from models.store.backups import in_folder

HALF = 1800


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timer(window, book, clock) -> HalfHour:
    made = HalfHour(window, clock)
    window.session.open(book)
    return made


def add(window) -> None:
    window.desk.lane.write("Add", lambda book: records.add(book, Partner(new_id(), "A")))


def whys(book) -> list[str]:
    return [copy.why for copy in in_folder(paths.backup_folder(book))]


@pytest.mark.parametrize(("after", "made"), [(HALF - 1, 0), (HALF, 1), (HALF + 1, 1)])
def test_a_copy_is_made_after_half_an_hour(window, book, timer, clock, after, made):
    add(window)
    clock.now = after
    timer.look()
    timer.look()
    assert whys(book) == ["while working"] * made
    if made:
        assert window.sidebar._backup.text().startswith("Backup today")


def test_none_is_made_where_nothing_has_changed(window, book, timer, clock):
    clock.now = HALF
    timer.look()
    assert whys(book) == []


def test_the_next_half_hour_counts_from_the_copy(window, book, timer, clock):
    for at, made in ((HALF, 1), (2 * HALF - 1, 1), (2 * HALF, 2)):
        add(window)
        clock.now = at
        timer.look()
        assert len(whys(book)) == made


def test_what_is_in_memory_only_is_not_copied_from_the_file(window, book, timer, clock):
    add(window)
    window.desk.set_afloat(True)
    clock.now = HALF
    timer.look()
    window.desk.set_afloat(False)
    assert whys(book) == []


def test_a_copy_that_fails_is_said_at_once_and_tried_again(window, book, timer, clock, monkeypatch):
    def full(*_):
        raise UserError("The disk is full.", "Free some space.")

    add(window)
    monkeypatch.setattr(half_hour, "secured", full)
    clock.now = HALF
    timer.look()
    assert "while you work was not made: The disk is full." in window.message.sentence
    monkeypatch.undo()
    clock.now = 2 * HALF
    timer.look()
    assert whys(book) == ["while working"]
