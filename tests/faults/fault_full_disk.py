"""The disk is full at any moment: half of nothing is kept, and with room work goes on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from models.errors import UserError
from models.store.backup import backup
from models.store.exported import table
from models.store.portfolio import Portfolio, open_portfolio
from reports.exports import write_table
from tests.faults.books import add_partner, deal_list, import_deals, lay, state, whole_state
from tests.faults.counts import chance, times

MEGABYTE = 2**20
SIZE = 6 * MEGABYTE


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of six megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        made = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        made = False
    if not made:
        pytest.skip("this system lets no small disk be mounted")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path, leave: int) -> Path:
    """Leave so many bytes free."""
    filler = folder / "filler"
    disk = os.statvfs(folder)
    with filler.open("wb") as file:
        file.write(b"\0" * max(0, disk.f_bavail * disk.f_frsize - leave))
    return filler


def _saves(portfolio: Portfolio) -> None:
    for number in range(2_000):
        add_partner(portfolio, f"Saved {number} {'x' * 500}")


def _import(deals: Path, portfolio: Portfolio) -> None:
    import_deals(portfolio, deals)


def _backup(portfolio: Portfolio) -> None:
    for number in range(40):
        backup(portfolio.path, portfolio.path.with_name(f"copy {number}.alliance"))


def _export(portfolio: Portfolio) -> None:
    found = table(portfolio, "partners")
    for number in range(2_000):
        target = portfolio.path.with_name(f"list {number}.csv")
        write_table(target, "Partners", found.headings, found.rows)


@pytest.mark.parametrize("job", ["save", "import", "backup", "export"])
@pytest.mark.parametrize("protected", [False, True], ids=["plain", "protected"])
def test_07_a_full_disk_keeps_half_of_nothing_and_with_room_work_goes_on(
    small: Path, tmp_path: Path, protected: bool, job: str
) -> None:
    deals = deal_list(tmp_path / "deals.csv", 8_000)
    jobs: dict[str, Callable[[Portfolio], None]] = {
        "save": _saves, "import": partial(_import, deals), "backup": _backup, "export": _export,
    }  # fmt: skip
    path = small / "book.alliance"
    moment = chance(f"full {job} {protected}")
    for _ in range(times(3, 15)):
        lay(path, protected=protected)
        with open_portfolio(path) as portfolio:
            filler = fill(small, moment.randint(8_000, 1_500_000))
            before = state(portfolio)
            with pytest.raises(UserError) as refusal:
                jobs[job](portfolio)
            assert "disk" in str(refusal.value)
            assert refusal.value.hint
            kept = state(portfolio)
            assert job == "save" or kept == before
            filler.unlink()
            add_partner(portfolio, "With room again")
            kept = state(portfolio)
        assert whole_state(path) == kept
        assert list(small.glob(".*part*")) == []
        for copy in small.glob("copy*.alliance"):
            whole_state(copy)
        for left in small.iterdir():
            left.unlink()


def test_07_the_sentence_says_how_much_room_is_missing(small: Path) -> None:
    path = small / "book.alliance"
    lay(path)
    fill(small, 40_000)
    with pytest.raises(UserError, match=r"\d+(\.\d)? MB"):
        backup(path, small / "copy.alliance")
    assert not (small / "copy.alliance").exists()
