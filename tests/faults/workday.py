"""A day's work with a portfolio, each step acknowledged, and what has to be there after a cut."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from models.checklist.records import Where
from models.store import keys, protecting
from models.store.backup import backup, restore
from models.store.backups import secure
from models.store.checklist_answers import answer
from models.store.checklists import filled
from models.store.exported import table
from models.store.portfolio import Portfolio, create, open_portfolio
from reports.exports import write_table
from tests.faults.books import (
    TODAY,
    add_partner,
    deal_list,
    import_deals,
    lay,
    state,
    whole_state,
)
from tests.faults.disk import Cut, Disk, recording

BOOK, COPIES, COPY, LIST = "book.alliance", "copies", "copy.alliance", "deals.csv"
FRESH = keys.Key(b"\x0b" * 32, b"\x0c" * 16)
NOW = datetime(2026, 3, 3, 18, 0)


def worked(folder: Path, *, protected: bool) -> Disk:
    """Work for a day in `folder`, and what went to its disk meanwhile."""
    deals = deal_list(folder.parent / "list.csv", 120)
    path = folder / BOOK
    (folder / COPIES).mkdir(parents=True)
    lay(path, protected=protected)
    with recording(folder) as disk:
        create(folder / "new.alliance").close()
        disk.said(("new", "new.alliance"))
        with open_portfolio(path) as portfolio:
            _morning(portfolio, deals, disk)
        made = secure(path, folder / COPIES, NOW, "on closing")
        assert made is not None
        disk.said(("copy", f"{COPIES}/{made.name}", whole_state(made)))
        with open_portfolio(path) as portfolio:
            _afternoon(portfolio, folder, disk)
        backup(path, folder / COPY)
        disk.said(("copy", COPY, whole_state(folder / COPY)))
        before = whole_state(made)
        restore(made, path, force=True)
        disk.said(("state", before))
        with open_portfolio(path) as portfolio:
            _save(portfolio, disk, "After restoring")
        backup(path, folder / COPY, force=True)
        disk.said(("copy", COPY, whole_state(folder / COPY)))
        if protected:
            with patch.object(keys, "new_key", return_value=FRESH):
                protecting.protect(path, "another", [folder / COPY])
            disk.said(("key", FRESH.salt))
        with open_portfolio(path) as portfolio:
            _save(portfolio, disk, "In the evening")
    return disk


def _save(portfolio: Portfolio, disk: Disk, name: str) -> None:
    add_partner(portfolio, name)
    disk.said(("state", state(portfolio)))


def _morning(portfolio: Portfolio, deals: Path, disk: Disk) -> None:
    disk.said(("state", state(portfolio)))
    import_deals(portfolio, deals)
    disk.said(("state", state(portfolio)))
    for number in range(6):
        _save(portfolio, disk, f"Added {number}")
    portfolio.undo()
    disk.said(("state", state(portfolio)))
    portfolio.redo()
    disk.said(("state", state(portfolio)))
    where = Where(
        portfolio.conn.value("SELECT min(id) FROM partners"), "quarterly_review", "2026-Q1"
    )
    items = filled(portfolio, where, TODAY).template.items.values()
    ticks = [item.key for item in items if item.kind == "yes_no" and not item.derived]
    for key in ticks[:4]:
        answer(portfolio, where, key, "y", TODAY)
        disk.said(("state", state(portfolio)))


def _afternoon(portfolio: Portfolio, folder: Path, disk: Disk) -> None:
    for number in range(4):
        _save(portfolio, disk, f"Later {number}")
    portfolio.checkpoint()
    for number in range(4):
        _save(portfolio, disk, f"Still later {number}")
    found = table(portfolio, "deals")
    write_table(folder / LIST, "Deals", found.headings, found.rows)
    disk.said(("file", LIST, _hash(folder / LIST)))


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fault_after(disk: Disk, moment: Random, folder: Path, *held: keys.Key | None) -> str:
    """Cut the power at some moment: what is wrong with what is left in `folder`; blank if all is
    as it has to be.
    """
    cut = disk.after_cut(moment, folder)
    with ExitStack() as stack:
        for key in (*held, FRESH):
            if key is not None:
                keys.hold(key)
                stack.callback(keys.forget, key)
        try:
            return _wrong(cut, folder)
        except Exception as fault:  # noqa: BLE001  whatever it says, it is a fault
            return f"{type(fault).__name__}: {fault}"


def _wrong(cut: Cut, folder: Path) -> str:
    was = _last(cut.said, "state")
    # The state that was under way is there, or the one before it; at a restore the copy's.
    coming = [said[1] for said in cut.coming if said[0] == "state"][:1]
    found = whole_state(folder / BOOK)
    if was is not None and found not in (was[1], *coming):
        return f"The state is none that was acknowledged after {len(cut.said)} steps."
    copies = {said[1]: said[2] for said in cut.said if said[0] == "copy"}
    for said in [said for said in cut.coming if said[0] == "copy" and said[1] in copies][:1]:
        if (folder / said[1]).exists() and whole_state(folder / said[1]) == said[2]:
            copies.pop(said[1])
    for name, held in copies.items():
        if not (folder / name).exists() or whole_state(folder / name) != held:
            return f"{name} is not what it was."
    for path in (folder / COPIES).glob("[!.]*.alliance"):
        whole_state(path)
    for said in cut.said:
        if said[0] == "new":
            whole_state(folder / said[1])
        if said[0] == "file" and _hash(folder / said[1]) != said[2]:
            return f"{said[1]} is not what it was."
    new = folder / "new.alliance"
    if new.exists():
        whole_state(new)
    key = _last(cut.said, "key")
    if key is not None and keys.head_of(folder / BOOK)[: keys.SALT] != key[1]:
        return "The old passphrase opens it."
    return ""


def _last(said: list[tuple[Any, ...]], kind: str) -> tuple[Any, ...] | None:
    return next((one for one in reversed(said) if one[0] == kind), None)
