"""The disk refuses a write or a sync at any moment: half of nothing is kept, and work goes on."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

import apsw
import pytest

from models.errors import UserError
from models.store.backup import backup, restore
from models.store.portfolio import open_portfolio
from tests.faults.books import add_partner, deal_list, import_deals, lay, state, whole_state
from tests.faults.counts import MANY, chance
from tests.faults.hooked import Watcher, watched

_REFUSALS = {
    "write": apsw.SQLITE_IOERR_WRITE,
    "truncate": apsw.SQLITE_IOERR_TRUNCATE,
    "sync": apsw.SQLITE_IOERR_FSYNC,
    "delete": apsw.SQLITE_IOERR_DELETE,
}


class Failing(Watcher):
    """Refuses the n-th thing that is done to a file, or everything from there on."""

    def __init__(self, nth: int, *, for_good: bool) -> None:
        self.left, self.for_good = nth, for_good
        self.refused = 0

    def before(self, kind: str, path: str) -> None:
        self.left -= 1
        if self.left > 0 or (self.left < 0 and not self.for_good):
            return
        self.refused += 1
        if sys._getframe(1).f_code.co_name.startswith("x"):  # SQLite's, not the product's own call
            raise apsw.exception_for(_REFUSALS[kind])
        raise OSError(5, "Input/output error", path)


def _work(folder: Path, deals: Path, said: list[str], labels: list[str]) -> None:
    """Open, save, import, undo, fold, copy, restore: each state is said once it is acknowledged."""
    path, copy = folder / "book.alliance", folder / "copy.alliance"

    def say() -> None:
        said.append(state(portfolio))
        rows = portfolio.conn.rows("SELECT label FROM journal ORDER BY id")
        labels[:] = [row[0] for row in rows]

    with open_portfolio(path) as portfolio:
        for number in range(3):
            add_partner(portfolio, f"Added {number}")
            say()
        import_deals(portfolio, deals)
        say()
        portfolio.undo()
        say()
        portfolio.checkpoint()
        add_partner(portfolio, "After folding")
        say()
    backup(path, copy)
    restore(copy, path, force=True)


def _length(folder: Path, deals: Path, protected: bool) -> int:
    """How many things the work does to files."""
    folder.mkdir()
    lay(folder / "book.alliance", protected=protected)
    counting = Failing(10**9, for_good=False)
    with watched(counting):
        _work(folder, deals, [], [])
    return 10**9 - counting.left


def _one_more(path: Path, labels: list[str]) -> bool:
    """Whether a step is there that was refused, whole: its pages lay in the log already.

    A disk that refuses to sync does not say what of it is kept; the next opening finds it.
    """
    with open_portfolio(path, read_only=True) as portfolio:
        found = [row[0] for row in portfolio.conn.rows("SELECT label FROM journal ORDER BY id")]
    return found[:-1] == labels


# What the engine meets where it can hand nothing on, it says in this way.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("protected", [False, True], ids=["plain", "protected"])
def test_08_a_disk_that_refuses_keeps_half_of_nothing(
    tmp_path: Path, protected: bool, for_good: bool
) -> None:
    deals = deal_list(tmp_path / "deals.csv", 40)
    length = _length(tmp_path / "whole", deals, protected)
    moments = list(range(1, length + 1))
    if not MANY:
        moments = sorted(chance(f"disk {protected} {for_good}").sample(moments, 25))
    wrong: list[str] = []
    for nth in moments:
        folder = tmp_path / f"{nth}"
        folder.mkdir()
        lay(folder / "book.alliance", protected=protected)
        labels = [f"Add Partner {number}" for number in range(20)]
        said = [whole_state(folder / "book.alliance")]
        failing = Failing(nth, for_good=for_good)
        told = ""
        with watched(failing):
            try:
                _work(folder, deals, said, labels)
            except UserError as fault:
                told = str(fault)
            except Exception as fault:  # noqa: BLE001  whatever it says, it is a fault
                trace = traceback.extract_tb(fault.__traceback__)
                where = [f"{Path(one.filename).name}:{one.lineno}" for one in trace]
                wrong.append(f"{nth}: {type(fault).__name__} ({fault}) at {where[-8:]}")
        assert failing.refused or nth > length
        try:
            found = whole_state(folder / "book.alliance")
            as_said = found == said[-1] or _one_more(folder / "book.alliance", labels)
            with open_portfolio(folder / "book.alliance") as portfolio:
                add_partner(portfolio, "Works again")
        except Exception as fault:  # noqa: BLE001
            wrong.append(f"{nth}: does not open afterwards: {fault}")
            continue
        if not as_said:
            wrong.append(f"{nth}: {len(said)} acknowledged, the file holds another state; {told}")
        for part in folder.rglob("*alliance-part*"):
            if not for_good:
                wrong.append(f"{nth}: {part.name} is left")
    assert not wrong, "\n".join(wrong)
