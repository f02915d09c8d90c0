"""Snapshots of 200,000 deals and going back in the journal, against reading all deals."""

import gc
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from time import process_time
from typing import Any

import pytest

from models.store import snapshots
from models.store.deals import all_deals
from models.store.known_on import known_on
from models.store.movement_page import movement_view
from models.store.portfolio import Portfolio, create

DEALS, PARTNERS, EDITS = 200_000, 2_000, 2_000
TODAY = date(2026, 11, 24)

pytestmark = pytest.mark.bench


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(5)
    for at in range(count):
        partner, services = chance.randrange(1, 10**8), chance.randrange(10**7)
        close = date(2026, 1, 1) + timedelta(days=chance.randrange(800))
        yield (
            chance.getrandbits(62), chance.randrange(PARTNERS) + 1, f"Rollout number {at}",
            chance.choice(("open", "won", "lost")), close.isoformat(), partner, services,
            partner + services, "Proposal",
        )  # fmt: skip


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portfolio]:
    """All deals of one import, then single edits over the days, then a third moved at once."""
    with create(tmp_path_factory.mktemp("movement") / "big.alliance") as made:
        at = datetime(2026, 9, 1, 8, tzinfo=UTC)
        made.clock = lambda: at
        conn = made.conn
        with made.change("Import"):
            conn.executemany(
                "INSERT INTO partners (id, name, name_key) VALUES (?, ?, ?)",
                [(i + 1, f"Partner {i}", f"partner {i}") for i in range(PARTNERS)],
            )
            conn.executemany(
                "INSERT INTO deals (id, partner_id, name, status, close_date, partner_minor,"
                " services_minor, tcv_minor, stage) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows(DEALS),
            )
        ids = [row[0] for row in conn.rows("SELECT id FROM deals")]
        for edit in range(EDITS):
            at += timedelta(minutes=30)
            with made.change("Edit"):
                conn.execute("UPDATE deals SET stage = 'Won soon' WHERE id = ?", (ids[edit],))
        at = datetime(2026, 11, 24, 8, tzinfo=UTC)
        with made.change("Import again"):
            conn.execute("UPDATE deals SET close_date = '2027-03-01' WHERE id % 3 = 0")
        yield made


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = process_time()
    work()
    return process_time() - start


def test_keeping_reading_and_comparing_cost_little_against_reading_all_deals(
    portfolio: Portfolio,
) -> None:
    figures: dict[str, list[float]] = {}

    def note(name: str, work: Callable[[], object]) -> None:
        figures.setdefault(name, []).append(seconds(work))

    def keep() -> None:
        with portfolio.change("Keep"):
            snapshots.keep(portfolio, date(2026, 10, 31), "import")

    def back() -> None:
        with known_on(portfolio, date(2026, 9, 2)) as known:
            assert known.conn.value("SELECT count(*) FROM deals") == DEALS

    for _ in range(3):
        note("all deals", lambda: all_deals(portfolio, TODAY))
        note("keep", keep)
        (one,) = snapshots.listed(portfolio)
        note("read", lambda: snapshots.content(portfolio, one.id))  # noqa: B023
        note("move", lambda: movement_view(portfolio, TODAY))
        note("back", back)
    best = {name: min(times) for name, times in figures.items()}
    whole = best["all deals"]
    print(
        f"\n{DEALS:,} deals: {', '.join(f'{n} {s:.2f} s' for n, s in best.items())};"
        f" keep {best['keep'] / whole:.2f}× reading all deals (limit 1), read"
        f" {best['read'] / whole:.2f}× (limit 1), movement {best['move'] / whole:.2f}× (limit 4),"
        f" back to a day {best['back'] / whole:.2f}× (limit 4)"
    )
    assert best["keep"] <= whole
    assert best["read"] <= whole
    assert best["move"] <= 4 * whole
    assert best["back"] <= 4 * whole
