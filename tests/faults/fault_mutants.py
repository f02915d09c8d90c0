"""What keeps work safe is taken out, one thing after another: the run of faults has to notice."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from models import files
from models.store import backup as backing
from models.store import engine
from models.store.backup import backup, restore
from models.store.portfolio import open_portfolio
from tests.faults.books import add_partner, lay, whole_state
from tests.faults.workday import fault_after, worked

CUTS = 120


def cut(tmp_path: Path) -> list[str]:
    """What a hundred power cuts in a day's work leave wrong."""
    disk = worked(tmp_path / "desk", protected=False)
    lay(tmp_path / "again.alliance")
    moment, wrong = Random(5), list[str]()
    for number in range(CUTS):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        fault = fault_after(disk, moment, folder)
        if fault:
            wrong.append(fault)
        shutil.rmtree(folder)
    return wrong


def _hasty(real: Callable[..., engine.Connection]) -> Callable[..., engine.Connection]:
    def connect(path: Path, **how: object) -> engine.Connection:
        made = real(path, **how)
        made.execute("PRAGMA synchronous=NORMAL")
        return made

    return connect


@contextmanager
def _loose(_connection: engine.Connection) -> Iterator[None]:
    """Every statement by itself."""
    yield


def test_23_the_cuts_find_nothing_in_the_product_as_it_is(tmp_path: Path) -> None:
    assert cut(tmp_path) == []


def test_23_a_commit_that_does_not_wait_for_the_disk_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = _hasty(engine.connect)
    monkeypatch.setattr("models.store.portfolio.connect", hasty)
    assert cut(tmp_path)


def test_23_a_file_that_is_renamed_before_it_is_on_the_disk_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_sync", lambda _path: None)
    assert cut(tmp_path)


def test_23_steps_that_are_not_kept_whole_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.Connection, "transaction", _loose)
    assert cut(tmp_path)


def _restored_over_a_log(tmp_path: Path) -> tuple[str, str]:
    """What a backup holds, and what is there after it was restored over a killed portfolio."""
    path, copy, killed = (tmp_path / f"{name}.alliance" for name in ("book", "copy", "killed"))
    lay(path)
    backup(path, copy)
    with open_portfolio(path) as portfolio:
        for number in range(30):
            add_partner(portfolio, f"After the backup {number}")
        for extra in ("", "-wal"):  # as a process that is killed leaves them
            shutil.copy(f"{path}{extra}", f"{killed}{extra}")
    restore(copy, killed, force=True)
    return whole_state(copy), whole_state(killed)


def test_11_a_log_that_was_left_is_not_replayed_over_a_restored_backup(tmp_path: Path) -> None:
    wanted, found = _restored_over_a_log(tmp_path)
    assert found == wanted


def test_23_a_log_that_stays_at_a_restore_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backing, "drop_logs", lambda _path: None)
    monkeypatch.setattr(backing, "_fold_log", lambda _path: None, raising=False)
    try:
        wanted, found = _restored_over_a_log(tmp_path)
    except Exception as fault:  # noqa: BLE001  malformed, or another sentence: it is noticed
        found, wanted = str(fault), ""
    assert found != wanted
