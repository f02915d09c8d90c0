"""The portfolio as it was known at the end of a day: a copy in memory, its journal taken back."""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

import apsw

from models.errors import UserError
from models.store import records
from models.store.changesets import in_pieces
from models.store.engine import DAMAGE, Connection, damaged, in_memory
from models.store.portfolio import Portfolio
from models.store.unfolding import unfolded
from models.text import day_text

Progress = Callable[[int, int, str], object]

_AT_ONCE = 500  # entries of the journal in memory at a time


def _silent(*_: object) -> None:
    """Nobody watches."""


@contextmanager
def known_on(portfolio: Portfolio, day: date, progress: Progress = _silent) -> Iterator[Portfolio]:
    """A read-only copy of everything as it was known at the end of a day, here.

    It lives in memory alone and ends with the block; the portfolio is not touched. What
    `progress` raises ends it. Raises UserError for a day to come, for one before anything was
    known, and where the journal is damaged.
    """
    require_known(portfolio, day)
    with rewinding(portfolio, progress) as copy:
        yield copy.to_the_end_of(day)


def began(portfolio: Portfolio) -> date | None:
    """The day of the first entry of the journal; None where nothing was entered yet."""
    at = portfolio.conn.value("SELECT at FROM journal ORDER BY id LIMIT 1")
    return None if at is None else _day_of(str(at))


def require_known(portfolio: Portfolio, day: date) -> None:
    """Raises UserError for a day on which nothing was known yet, or is not."""
    today = records.written_on(portfolio)
    if day > today:
        raise UserError(
            f"What will be known on {day_text(day)} is not known yet.",
            f"Choose a day up to today, {day_text(today)}.",
        )
    first = began(portfolio)
    if first is None and day < today:
        raise UserError(
            f"Nothing was known on {day_text(day)}: nothing has been entered yet.",
            "Import a list, or add a partner, first.",
        )
    if first is not None and day < first:
        raise UserError(
            f"Nothing was known yet on {day_text(day)}: the records of {portfolio.name} begin on"
            f" {day_text(first)}.",
            "Choose that day or a later one. To judge by another day what is known today,"
            " choose an as-of day.",
        )


class Rewinding:
    """A copy in memory that goes back from day to day; make one with `rewinding`."""

    def __init__(self, portfolio: Portfolio, copy: Connection, progress: Progress) -> None:
        self._source = portfolio
        self._conn = copy
        self._progress = progress

    def to_the_end_of(self, day: date) -> Portfolio:
        """The copy as all was known then; a day after the one before changes nothing.

        The first entry made after the day is taken back, with all that follow it.
        """
        first = self._first_after(day)
        if first is not None:
            self._take_back(first)
        known = Portfolio(self._source.path, self._conn, None, read_only=True)
        known.clock = self._source.clock
        return known

    def _first_after(self, day: date) -> int | None:
        for seq, at in self._conn.rows("SELECT id, at FROM journal ORDER BY id"):
            if _day_of(at) > day:
                return int(seq)
        return None

    def _take_back(self, first: int) -> None:
        """Undo the entries from `first` on: joined in their order, then turned round as one.

        One by one each costs five times as much, and a record changed often is written as often.
        """
        # The stub of a builder says no types.
        conn, joined = self._conn, apsw.ChangesetBuilder()  # type: ignore[no-untyped-call]
        total = int(conn.value("SELECT count(*) FROM journal WHERE id >= ?", (first,)))
        done, after = 0, first - 1
        try:
            while rows := conn.rows(
                "SELECT id, changeset FROM journal WHERE id > ? ORDER BY id LIMIT ?",
                (after, _AT_ONCE),
            ):
                for _, packed in rows:
                    joined.add(in_pieces(unfolded(packed)))
                    done += 1
                    self._progress(done, total, "Going back in the journal")
                after = rows[-1][0]
            net, back = _Taken(), _Taken()
            joined.output_stream(net)
            apsw.Changeset.invert_stream(in_pieces(net.whole), back)
            conn.execute("PRAGMA query_only=OFF")
            with conn.raw:
                apsw.Changeset.apply(in_pieces(back.whole), conn.raw)
                conn.execute("DELETE FROM journal WHERE id >= ?", (first,))
            conn.execute("PRAGMA query_only=ON")
        except (zlib.error, apsw.Error) as fault:
            raise UserError(
                f"What was known then can't be told: the journal of {self._source.path} is"
                f" damaged ({fault}).",
                "Run check on it, and restore the newest backup.",
            ) from fault
        finally:
            joined.close()


class _Taken:
    """Takes a stream piece by piece; in one go the window would stand still meanwhile."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def __call__(self, piece: memoryview) -> None:
        self._pieces.append(bytes(piece))

    @property
    def whole(self) -> bytes:
        return b"".join(self._pieces)


@contextmanager
def rewinding(portfolio: Portfolio, progress: Progress = _silent) -> Iterator[Rewinding]:
    """Copy the open portfolio into memory, with all that is written in it, and let it go back."""

    def copying(done: int, total: int) -> None:
        progress(done, total, "Copying")

    try:
        copy = in_memory(portfolio.conn, copying)
    except DAMAGE as fault:
        raise damaged(portfolio.path, fault) from fault
    try:
        # Foreign keys stay off: what goes with a record is in the changeset that took it.
        copy.execute("PRAGMA query_only=ON")
        yield Rewinding(portfolio, copy, progress)
    except DAMAGE as fault:
        raise damaged(portfolio.path, fault) from fault
    finally:
        copy.close()


def _day_of(at: str) -> date:
    try:
        return datetime.fromisoformat(at).astimezone().date()
    except ValueError as fault:
        raise UserError(
            f"The journal has an entry of {at!r}, which is no time.",
            "Run check on the portfolio, and restore the newest backup.",
        ) from fault
