"""kill -9 while saving and importing: nothing acknowledged is lost, and nothing is half there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.partner import Partner
from models.store import keys, records
from models.store.backup import check
from models.store.portfolio import open_portfolio
from tests.faults.books import DEALS, deal_list, lay, whole_state
from tests.faults.counts import chance, times
from tests.faults.killing import Killing, killing

PROTECTED = pytest.mark.parametrize("protected", [False, True], ids=["plain", "protected"])


@pytest.fixture(scope="module")
def child() -> Iterator[Killing]:
    with killing() as found:
        yield found


def held(key: keys.Key | None) -> tuple[keys.Key, ...]:
    return () if key is None else (key,)


@PROTECTED
def test_01_no_acknowledged_save_is_lost(tmp_path: Path, child: Killing, protected: bool) -> None:
    path, moment = tmp_path / "book.alliance", chance(f"save {protected}")
    key = lay(path, protected=protected)
    kept: dict[int, tuple[str, str]] = {}
    for _ in range(times(13, 500)):
        if moment.random() < 0.5:
            ended = child.run("save", tmp_path, at=moment.randint(1, 400), held=held(key))
        else:
            ended = child.run("save", tmp_path, after=moment.uniform(0, 0.4), held=held(key))
        assert ended.killed
        began = time.perf_counter()
        with open_portfolio(path) as portfolio:
            took = time.perf_counter() - began
            found = {p.id: (p.name, p.notes) for p in records.find(portfolio, Partner)}
        assert took < 1
        for line in ended.said:
            made, _, name = line.partition(" ")
            kept[int(made)] = (name.removesuffix(" Seen"), "Seen" if line.endswith("Seen") else "")
        last = int(ended.said[-1].split()[0]) if ended.said else 0
        for one, what in kept.items():
            # What was under way when it was killed is there or not; all else is as it was said.
            assert found[one] == what or (one == last and found[one][0] == what[0])
        assert len(found) <= 20 + len(kept) + 1
        kept = {one: what for one, what in found.items() if not what[0].startswith("Partner")}
        assert check(path).whole


@PROTECTED
def test_02_an_import_is_there_whole_or_not_at_all(
    tmp_path: Path, child: Killing, protected: bool
) -> None:
    path, moment = tmp_path / "book.alliance", chance(f"import {protected}")
    key = lay(path, protected=protected)
    deal_list(tmp_path / "deals.csv")
    of = child.run("import", tmp_path, held=held(key))
    assert of.said == ["kept", "set"]
    after = whole_state(path)
    midway = 0
    for _ in range(times(13, 250)):
        lay(path, protected=protected)
        ended = child.at_some_moment("import", tmp_path, moment, of, *held(key))
        midway += ended.killed
        health = check(path)
        assert health.whole, health.faults
        with open_portfolio(path) as portfolio:
            steps = portfolio.conn.value("SELECT count(*) FROM journal")
            staged = portfolio.conn.value("SELECT count(*) FROM deals WHERE stage = 'Set'")
        deals, imports = health.counts["deals"], health.counts["imports"]
        assert (deals, imports, staged, steps) in (
            (0, 0, 0, 20), (DEALS, 1, 0, 21), (DEALS, 1, DEALS, 22),
        )  # fmt: skip
        assert len(ended.said) <= steps - 20
    assert midway
    assert after
