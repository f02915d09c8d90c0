"""A folder that can't be written, two writers at once, a clock that jumps, files of other kinds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import apsw
import pytest

from models.backup_copies import newest_first
from models.errors import OnlyReadable, UserError
from models.partner import Partner
from models.store import records
from models.store.backup import check
from models.store.backups import secure
from models.store.portfolio import open_portfolio
from tests.faults.books import add_partner, lay, whole_state
from tests.faults.counts import chance, times

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("protected", [False, True], ids=["plain", "protected"])
def test_09_a_portfolio_on_a_disk_that_can_only_be_read_opens_to_read(
    tmp_path: Path, protected: bool
) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this system lets no disk be mounted")
    try:
        path = folder / "book.alliance"
        lay(path, protected=protected)
        before = whole_state(path)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        with pytest.raises(OnlyReadable) as refusal:
            open_portfolio(path)
        assert refusal.value.hint
        assert whole_state(path) == before
        with open_portfolio(path, read_only=True) as portfolio:
            with pytest.raises(UserError, match="read-only"):
                add_partner(portfolio, "No")
            assert records.find(portfolio, Partner)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_12_a_second_writer_is_refused_with_who_holds_it_and_writes_nothing(
    tmp_path: Path,
) -> None:
    path = tmp_path / "book.alliance"
    lay(path)
    code = (
        "import sys; from pathlib import Path; from models.store.portfolio import open_portfolio\n"
        "with open_portfolio(Path(sys.argv[1])) as held: print('held', flush=True); input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(OnlyReadable, match=f"process {holder.pid}"):
            open_portfolio(path)
        assert check(path).whole
        holder.kill()
        holder.communicate()
    with open_portfolio(path) as portfolio:  # what a killed process left holds nothing
        add_partner(portfolio, "After")


def test_12_a_lock_of_another_computer_is_respected(tmp_path: Path) -> None:
    path = tmp_path / "book.alliance"
    lay(path)
    lock = path.with_name("book.alliance.lock")
    lock.write_text(json.dumps({"pid": 1, "host": "elsewhere"}), encoding="utf-8")
    with pytest.raises(OnlyReadable, match="another computer"):
        open_portfolio(path)
    assert lock.exists()


def test_13_a_clock_that_jumps_loses_no_copy_and_keeps_their_order(tmp_path: Path) -> None:
    path, folder = tmp_path / "book.alliance", tmp_path / "copies"
    folder.mkdir()
    lay(path)
    moment, now = chance("clock"), datetime(2026, 3, 29, 1, 30)
    for number in range(times(20, 100)):
        now += timedelta(hours=moment.choice((-8_760, -24, -1, 0, 1, 24, 8_760)))
        with open_portfolio(path) as portfolio:
            add_partner(portfolio, f"Step {number}")
        made = secure(path, folder, now, "on closing")
        copies = newest_first(folder.iterdir())
        assert copies[0].path == made
        assert whole_state(copies[0].path) == whole_state(path)
        numbers = [copy.number for copy in copies]
        assert numbers == sorted(numbers, reverse=True)
        assert len(copies) >= min(number + 1, 5)


def _newer(path: Path) -> None:
    lay(path)
    raw = apsw.Connection(str(path))
    raw.execute("PRAGMA user_version=99").fetchall()
    raw.close()


def _foreign(path: Path) -> None:
    raw = apsw.Connection(str(path))
    raw.execute("CREATE TABLE t (x)").fetchall()
    raw.close()


def _cut(path: Path) -> None:
    lay(path)
    path.write_bytes(path.read_bytes()[:5_000])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_newer, "newer version"),
        (_foreign, "not an Alliance Desk portfolio"),
        (_cut, "can't be read|damaged"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b"PK\x03\x04" * 2_000), "not an Alliance Desk portfolio"),
        (lambda path: path.write_text("partner,region\n" * 999), "not an Alliance Desk portfolio"),
    ],
    ids=["newer", "foreign", "cut", "empty", "zip", "text"],
)
def test_14_files_of_other_kinds_are_refused_in_a_sentence_and_left_alone(
    tmp_path: Path, make: Callable[[Path], object], words: str
) -> None:
    path = tmp_path / "thing.alliance"
    make(path)
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(UserError, match=words) as refusal:
            open_portfolio(path, read_only=read_only)
        assert refusal.value.hint
    assert path.read_bytes() == before
