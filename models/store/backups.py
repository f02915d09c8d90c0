"""The copies of a portfolio: one more when something has changed, and what each one holds."""

from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import apsw

from models.backup_copies import Copy, copy_of, file_name, newest_first, places_in_row, to_delete
from models.errors import UserError
from models.store import migrations
from models.store.engine import Connection, connect
from models.store.portfolio import Portfolio, open_portfolio
from models.store.portfolio_file import version_of
from models.text import counted, listed

_TOLD = 5


@dataclass(frozen=True, slots=True)
class Held:
    """A copy, what it holds, and how that differs from the portfolio now.

    `since` are the changes made after it, newest first; `problem` says why it can't be read.
    """

    id: str
    path: Path
    portfolio: str
    made: datetime
    why: str
    partners: int = 0
    deals: int = 0
    differs: str = ""
    since: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    seq: int
    at: str
    words: str


def in_folder(folder: Path) -> list[Copy]:
    """The copies in a folder, newest first; none where the folder is not there."""
    with suppress(FileNotFoundError):
        return newest_first(folder.iterdir())
    return []


def secure(path: Path, folder: Path, now: datetime, why: str) -> Path | None:
    """See to it that the portfolio's present state is in a copy, and thin out the older ones.

    Returns that copy, made now or there already; None where nothing was ever written. Raises
    UserError where the copy can't be made.
    """
    last = _last_of(path)
    if last.seq == 0:
        return None
    copies = in_folder(folder)
    if copies and _same(copies[0].path, last):
        return copies[0].path
    from models.store.backup import backup  # only where a copy is made: every closing asks here

    number = copies[0].number + 1 if copies else 1
    target = folder / file_name(path.stem, number, now, why)
    backup(path, target)
    for old in to_delete(in_folder(folder), target):
        # A copy that can't be deleted harms nobody; the new one is in its place.
        with suppress(OSError):
            old.path.unlink(missing_ok=True)
    return target


def described(paths: Iterable[Path], present: Path | None) -> list[Held]:
    """What each file holds and how it differs from the `present` portfolio; newest first."""
    now = _Present(present) if present is not None else None
    found = [_held(path, now) for path in paths]
    row = places_in_row(held.path for held in found)
    return sorted(
        found, key=lambda held: (*row.get(held.path, (held.made, 0)), held.path.name), reverse=True
    )


def open_to_look(path: Path, folder: Path) -> Portfolio:
    """A copy, open to read; one of an older format is first brought up to date beside itself."""
    if version_of(path) < migrations.SUPPORTED:
        from models.store.backup import restore

        folder.mkdir(parents=True, exist_ok=True)
        restore(path, folder / path.name, force=True)
        path = folder / path.name
        open_portfolio(path, backups=folder).close()
    return open_portfolio(path, read_only=True)


class _Present:
    """The portfolio that copies are compared with, read once."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        with closing(connect(path, mode="ro")) as connection:
            self.entries = _entries(connection)
            self.partners, self.deals = _counts(connection)
        self.by_seq = {entry.seq: entry for entry in self.entries}


def _held(path: Path, now: _Present | None) -> Held:
    named = copy_of(path)
    if named is not None:
        portfolio, made, why = named.portfolio, named.made, named.why
    else:
        portfolio, why = path.stem, ""
        made = datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006  as the wall clock read
    try:
        version_of(path)
        with closing(connect(path, mode="ro")) as connection:
            partners, deals = _counts(connection)
            last = _last(connection)
    except (UserError, apsw.Error) as fault:
        problem = fault.message if isinstance(fault, UserError) else f"It can't be read: {fault}."
        return Held(str(path), path, portfolio, made, why, differs="Can’t be read", problem=problem)
    words, since = "", tuple[str, ...]()
    if now is not None:
        words, since = _compared(last, now, portfolio)
        words += _beside(partners - now.partners, deals - now.deals)
    return Held(str(path), path, portfolio, made, why, partners, deals, words, since)


def _compared(last: _Entry, now: _Present, portfolio: str) -> tuple[str, tuple[str, ...]]:
    """Where a copy stands in the portfolio's history, and the changes made since."""
    known = now.by_seq.get(last.seq)
    if last.seq and (known is None or known.at != last.at):
        own = "Has a history of its own" if portfolio == now.name else "Another portfolio"
        return own, ()
    since = [entry.words for entry in now.entries if entry.seq > last.seq]
    if not since:
        return "The same as now", ()
    more = len(since) - _TOLD
    newest = (*reversed(since[-_TOLD:]), *((f"and {more:,} before",) if more > 0 else ()))
    return f"{counted(len(since), 'change')} ago", newest


def _beside(partners: int, deals: int) -> str:
    parts = [
        f"{counted(abs(by), word)} {'more' if by > 0 else 'fewer'}"
        for by, word in ((partners, "partner"), (deals, "deal"))
        if by
    ]
    return f", with {listed(parts)}" if parts else ""


def _same(path: Path, last: _Entry) -> bool:
    try:
        return _last_of(path) == last
    except (UserError, apsw.Error):
        return False  # a damaged copy stands for nothing


def _last_of(path: Path) -> _Entry:
    with closing(connect(path, mode="ro")) as connection:
        return _last(connection)


def _last(connection: Connection) -> _Entry:
    rows = connection.rows("SELECT id, at, kind, label FROM journal ORDER BY id DESC LIMIT 1")
    return _entry(*rows[0]) if rows else _Entry(0, "", "")


def _entries(connection: Connection) -> Sequence[_Entry]:
    rows = connection.rows("SELECT id, at, kind, label FROM journal ORDER BY id")
    return [_entry(*row) for row in rows]


def _entry(seq: int, at: str, kind: str, label: str) -> _Entry:
    said = {"undo": "Took back “{}”", "redo": "Brought back “{}”"}.get(kind, "{}")
    return _Entry(seq, at, said.format(label))


def _counts(connection: Connection) -> tuple[int, int]:
    (row,) = connection.rows("SELECT (SELECT count(*) FROM partners), (SELECT count(*) FROM deals)")
    return int(row[0]), int(row[1])
