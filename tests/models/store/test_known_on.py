"""What was known on a day is exactly what stood in the portfolio at its end."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.deal import Deal
from models.errors import Cancelled, UserError
from models.partner import Contact, Partner
from models.store import migrations, records, snapshots
from models.store.known_on import began, known_on, rewinding
from models.store.portfolio import Portfolio, create, open_portfolio

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def dump(portfolio: Portfolio) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table: portfolio.conn.rows(f"SELECT * FROM {table} ORDER BY id")
        for table in migrations.SHARED_TABLES
    }


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    @property
    def day(self) -> date:
        return self.at.astimezone().date()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def portfolio(tmp_path: Path, clock: Clock) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        made.clock = clock
        yield made


def add(portfolio: Portfolio, partner_id: int, name: str) -> None:
    with portfolio.change(f"Add {name}"):
        records.add(portfolio, Partner(partner_id, name))


class _Writer:
    """Carries out steps drawn at random; each may find nothing to do."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio
        self.ids = 0

    def step(self, what: str, pick: int) -> None:
        getattr(self, what)(pick)

    def _one(self, kind: Any, pick: int) -> Any:
        known = records.find(self.portfolio, kind)
        return known[pick % len(known)] if known else None

    def _next(self) -> int:
        self.ids += 1
        return self.ids

    def partner(self, pick: int) -> None:
        add(self.portfolio, self._next(), f"Partner {pick}")

    def deal(self, pick: int) -> None:
        owner = self._one(Partner, pick)
        if owner is not None:
            with self.portfolio.change("Add a deal"):
                records.add(self.portfolio, Deal(self._next(), owner.id, partner_minor=pick))

    def many(self, pick: int) -> None:
        """An import: new deals, all others changed, and a snapshot in the same change."""
        owner = self._one(Partner, pick)
        if owner is None:
            return
        with self.portfolio.change("Import"):
            self.portfolio.conn.execute("UPDATE deals SET stage = ?", (str(pick),))
            for _ in range(3):
                records.add(self.portfolio, Deal(self._next(), owner.id, services_minor=pick))
            snapshots.keep(self.portfolio, START.date(), "import")

    def change(self, pick: int) -> None:
        deal = self._one(Deal, pick)
        if deal is not None:
            with self.portfolio.change("Change a deal"):
                records.update(self.portfolio, Deal, deal.id, partner_minor=pick, status="won")

    def contact(self, pick: int) -> None:
        owner = self._one(Partner, pick)
        if owner is not None:
            with self.portfolio.change("Add a contact"):
                records.add(self.portfolio, Contact(self._next(), owner.id, "Ada", "other"))

    def delete(self, pick: int) -> None:
        owner = self._one(Partner, pick)
        if owner is not None:
            records.delete(self.portfolio, Partner, [owner.id])

    def aside(self, pick: int) -> None:
        with self.portfolio.change("Aside", aside=True):
            snapshots.keep(self.portfolio, START.date() + timedelta(pick), "month_end")

    def undo(self, _pick: int) -> None:
        self.portfolio.undo()

    def redo(self, _pick: int) -> None:
        self.portfolio.redo()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            "partner deal deal many change change contact delete aside undo undo redo redo".split()
        ),
        st.integers(0, 9),
        st.sampled_from([0, 0, 3, 11, 26, 75]),  # hours that pass before it
    ),
    max_size=30,
)


@settings(max_examples=40)
@given(STEPS)
def test_each_day_is_known_again_as_it_ended(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    clock, ended = Clock(), {}
    with create(tmp_path_factory.mktemp("known") / "p.alliance") as portfolio:
        portfolio.clock = clock
        add(portfolio, 10**6, "First")
        writer = _Writer(portfolio)
        ended[clock.day] = dump(portfolio)
        for what, pick, hours in steps:
            clock.at += timedelta(hours=hours)
            writer.step(what, pick)
            ended[clock.day] = dump(portfolio)
        now = dump(portfolio)
        for day, was in ended.items():
            with known_on(portfolio, day) as known:
                assert dump(known) == was
        with rewinding(portfolio) as copy:
            for day in reversed(ended):
                assert dump(copy.to_the_end_of(day)) == ended[day]
        assert dump(portfolio) == now


def test_a_day_without_entries_is_the_end_of_the_day_before(
    portfolio: Portfolio, clock: Clock
) -> None:
    add(portfolio, 1, "First")
    was = dump(portfolio)
    clock.at += timedelta(days=9)
    add(portfolio, 2, "Second")
    with known_on(portfolio, START.date() + timedelta(days=4)) as known:
        assert dump(known) == was


def test_the_copy_is_only_to_be_read_and_has_no_later_entry(
    portfolio: Portfolio, clock: Clock
) -> None:
    add(portfolio, 1, "First")
    clock.at += timedelta(days=1)
    add(portfolio, 2, "Second")
    with known_on(portfolio, START.date()) as known:
        assert (known.name, known.read_only) == (portfolio.name, True)
        assert known.conn.rows("SELECT label FROM journal") == [("Add First",)]
        with pytest.raises(UserError, match="read-only"), known.change("Write"):
            pass
        assert known.conn.raw.filename == ""


def test_a_file_that_is_open_to_read_is_known_as_well(portfolio: Portfolio, clock: Clock) -> None:
    add(portfolio, 1, "First")
    clock.at += timedelta(days=1)
    add(portfolio, 2, "Second")
    with open_portfolio(portfolio.path, read_only=True) as opened:
        opened.clock = clock
        with known_on(opened, START.date()) as known:
            assert [one.name for one in records.find(known, Partner)] == ["First"]


def test_a_day_to_come_and_one_before_the_records_are_told(
    portfolio: Portfolio, clock: Clock
) -> None:
    with pytest.raises(UserError, match="nothing has been entered yet"):
        _ask(portfolio, START.date() - timedelta(days=1))
    assert began(portfolio) is None
    add(portfolio, 1, "First")
    with pytest.raises(UserError, match="is not known yet"):
        _ask(portfolio, clock.day + timedelta(days=1))
    with pytest.raises(UserError, match=r"Nothing was known yet on 28 Feb 2026.* 1 Mar 2026"):
        _ask(portfolio, clock.day - timedelta(days=1))
    assert _ask(portfolio, clock.day) == 1


def _ask(portfolio: Portfolio, day: date) -> int:
    with known_on(portfolio, day) as known:
        return len(records.find(known, Partner))


def test_a_clock_that_was_put_back_takes_nothing_from_the_days_before(
    portfolio: Portfolio, clock: Clock
) -> None:
    add(portfolio, 1, "First")
    clock.at -= timedelta(days=400)
    add(portfolio, 2, "With a flat battery")
    clock.at = START + timedelta(days=2)
    add(portfolio, 3, "Later")
    assert _ask(portfolio, START.date()) == 2
    assert _ask(portfolio, clock.day) == 3


@pytest.mark.parametrize("harm", ["changeset = x'00'", "at = 'yesterday'"])
def test_a_damaged_journal_is_told(portfolio: Portfolio, clock: Clock, harm: str) -> None:
    add(portfolio, 1, "First")
    clock.at += timedelta(days=1)
    add(portfolio, 2, "Second")
    portfolio.conn.execute(f"UPDATE journal SET {harm} WHERE id = 2")
    with pytest.raises(UserError, match="journal"):
        _ask(portfolio, START.date())


def test_an_entry_that_does_not_fit_the_records_is_told(portfolio: Portfolio, clock: Clock) -> None:
    add(portfolio, 1, "First")
    clock.at += timedelta(days=1)
    add(portfolio, 2, "Second")
    portfolio.conn.execute("UPDATE partners SET name = 'Behind its back' WHERE id = 2")
    with pytest.raises(UserError, match="damaged"):
        _ask(portfolio, START.date())


def test_it_can_be_cancelled_while_it_copies_and_while_it_goes_back(
    portfolio: Portfolio, clock: Clock
) -> None:
    add(portfolio, 1, "First")
    clock.at += timedelta(days=1)
    add(portfolio, 2, "Second")
    told: list[str] = []

    def stop_at(words: str) -> Any:
        def report(_done: int, _total: int, text: str) -> None:
            told.append(text)
            if text == words:
                raise Cancelled

        return report

    for words in ("Copying", "Going back in the journal"):
        with pytest.raises(Cancelled), known_on(portfolio, START.date(), stop_at(words)):
            raise AssertionError
    assert set(told) == {"Copying", "Going back in the journal"}
