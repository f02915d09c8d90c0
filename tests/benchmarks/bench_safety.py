"""What safety costs: encryption and the journal on the heaviest jobs, opening, saving, copying."""

from __future__ import annotations

import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from models.ids import new_id
from models.intake import job
from models.partner import Partner
from models.store import keys, protecting, records
from models.store.backup import backup
from models.store.portfolio import Portfolio, create, open_portfolio
from models.store.standing import assess, partner_ids
from tests.benchmarks import bench_assess, bench_import
from tests.benchmarks.bench_import import folder, messy, seconds

__all__ = ["folder", "messy"]

PHRASE = "correct horse, battery"
TURNS = 3
ROWS = 7_500  # about 100 MB with their journal

pytestmark = pytest.mark.bench


def told(name: str, ratios: list[float], limit: float, figures: str) -> float:
    """The median of some runs side by side, printed with its limit."""
    ratio = statistics.median(ratios)
    print(f"\n{name}: ratio {ratio:.2f} (at most {limit}); {figures}")
    return ratio


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """2,000 partners with 200,000 deals, plain and protected, the same to the byte inside."""
    made = tmp_path_factory.mktemp("safety")
    plain, secret = made / "plain.alliance", made / "secret.alliance"
    with create(plain) as portfolio:
        portfolio.conn.execute("PRAGMA synchronous=OFF")
        bench_assess._fill(portfolio)
    backup(plain, secret)
    protecting.protect(secret, PHRASE)
    return plain, secret


def test_encryption_costs_an_assessment_at_most_three_tenths(both: tuple[Path, Path]) -> None:
    ratios, figures = [], ""
    with open_portfolio(both[0]) as plain, open_portfolio(both[1]) as secret:
        ids = partner_ids(plain)
        for _ in range(TURNS):
            bare = seconds(partial(assess, plain, bench_assess.AS_OF, None, ids))
            ours = seconds(partial(assess, secret, bench_assess.AS_OF, None, ids))
            ratios.append(ours / bare)
            figures = f"{bare:.2f} s plain, {ours:.2f} s protected"
    assert told("encryption on assess", ratios, 1.3, figures) <= 1.3


def test_encryption_costs_an_import_at_most_three_tenths(messy: Path, folder: Path) -> None:
    ratios, figures = [], ""
    for turn in range(TURNS):
        bare = seconds(partial(_imported, folder / f"p{turn}.alliance", None, messy))
        ours = seconds(partial(_imported, folder / f"s{turn}.alliance", PHRASE, messy))
        ratios.append(ours / bare)
        figures = f"{bare:.1f} s plain, {ours:.1f} s protected"
    assert told("encryption on import", ratios, 1.3, figures) <= 1.3


def _imported(path: Path, phrase: str | None, messy: Path) -> None:
    with create(path, phrase) as portfolio:
        plan = job.prepare(portfolio, "deals", messy, today=bench_import.TODAY)
        job.apply(portfolio, plan)
    path.unlink()


class _Deaf:
    """Stands in for what records a step: nothing is recorded, so nothing goes into the journal."""

    def changeset_stream(self, _take: object) -> None:
        """There is nothing to give."""


@contextmanager
def _unrecorded(_portfolio: Portfolio, _change: object) -> Iterator[_Deaf]:
    yield _Deaf()


def test_the_journal_costs_an_import_at_most_three_tenths(
    messy: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole job, reading, planning and its snapshot included, with the journal and without."""
    ratios, figures = [], ""
    for turn in range(TURNS):
        with monkeypatch.context() as patched:
            patched.setattr(Portfolio, "_recorded", _unrecorded)
            bare = seconds(partial(_imported, folder / f"n{turn}.alliance", None, messy))
        ours = seconds(partial(_imported, folder / f"j{turn}.alliance", None, messy))
        ratios.append(ours / bare)
        figures = f"{bare:.1f} s without, {ours:.1f} s with it"
    assert told("journal on import", ratios, 1.3, figures) <= 1.3


def test_a_protected_portfolio_opens_within_ten_times_its_key(both: tuple[Path, Path]) -> None:
    """Asked for is one second; the key alone has to take a good part of that."""
    key_s, open_s = [], []
    for _ in range(5):
        keys.forget()
        started = time.perf_counter()
        keys.key_of(PHRASE, keys.head_of(both[1])[: keys.SALT])
        key_s.append(time.perf_counter() - started)
        started = time.perf_counter()
        protecting.unlock(both[1], PHRASE)
        with open_portfolio(both[1]) as portfolio:
            portfolio.conn.value("SELECT count(*) FROM partners")
        open_s.append(time.perf_counter() - started)
    ours, key = statistics.median(open_s), statistics.median(key_s)
    print(f"\nunlock and open 200,000 deals: {ours:.2f} s (asked 1), the key alone {key:.2f} s")
    assert ours < max(1.0, 10 * key)


def test_a_save_waits_for_little_more_than_the_disk(tmp_path: Path) -> None:
    """The 95th of 100 saves, in milliseconds, against the same number of bare syncs."""
    path, bare = tmp_path / "book.alliance", tmp_path / "bare"
    with create(path, PHRASE) as portfolio:
        saves = [_timed(partial(_save, portfolio)) for _ in range(400)]
    with bare.open("wb") as file:
        syncs = [_timed(partial(_sync, file)) for _ in range(400)]
    ours = statistics.quantiles(saves, n=20)[-1]
    disk = statistics.quantiles(syncs, n=20)[-1]
    print(f"\na save, 95th percentile: {ours:.1f} ms (asked 10), a bare sync {disk:.1f} ms")
    assert ours < max(10.0, 4 * disk)


def _save(portfolio: Portfolio) -> None:
    with portfolio.change("Add"):
        records.add(portfolio, Partner(new_id(), "Northwind", notes="x" * 200))


def _sync(file: object) -> None:
    import io
    import os

    assert isinstance(file, io.BufferedWriter)
    file.write(b"x" * 8_192)
    file.flush()
    os.fsync(file.fileno())


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def test_a_hundred_megabytes_are_copied_while_work_goes_on(tmp_path: Path) -> None:
    """Asked for are three seconds; a plain copy with a sync, read once, is the measure."""
    path, target = tmp_path / "big.alliance", tmp_path / "copy.alliance"
    chance = random.Random(1)
    with create(path, PHRASE) as portfolio:
        portfolio.conn.execute("PRAGMA synchronous=OFF")
        with portfolio.change("Fill"):
            portfolio.conn.executemany(
                "INSERT INTO partners (id, name, name_key, notes) VALUES (?, ?, ?, ?)",
                ((new_id(), "N", "n", chance.randbytes(4_500).hex()) for _ in range(ROWS)),
            )
        portfolio.conn.execute("PRAGMA synchronous=FULL")
        portfolio.checkpoint()
        size = path.stat().st_size / 2**20
        took: list[float] = []
        copying = threading.Thread(
            target=lambda: took.append(_timed(partial(backup, path, target)) / 1000)
        )
        waits = []
        copying.start()
        while copying.is_alive():
            waits.append(_timed(partial(_save, portfolio)))
            time.sleep(0.02)
        copying.join()
    print(
        f"\nbackup of {size:.0f} MB, protected, verified, beside work: {took[0]:.1f} s (asked 3 per"
        f" 100 MB); {len(waits)} saves meanwhile, the longest {max(waits):.0f} ms"
    )
    assert took[0] < 6 * size / 100
