"""The power goes at any moment of a day's work: files are whole, nothing acknowledged is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.store import keys
from tests.faults.books import lay
from tests.faults.counts import chance, times
from tests.faults.workday import fault_after, worked


@pytest.mark.parametrize("protected", [False, True], ids=["plain", "protected"])
def test_06_a_power_cut_loses_nothing_acknowledged(tmp_path: Path, protected: bool) -> None:
    disk = worked(tmp_path / "desk", protected=protected)
    key = lay(tmp_path / "again.alliance", protected=protected)
    keys.forget()
    moment, wrong = chance(f"power {protected}"), list[str]()
    for number in range(times(100, 2_500)):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        fault = fault_after(disk, moment, folder, key)
        if fault:
            wrong.append(f"{number}: {fault}")
            continue
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    assert wrong == []
