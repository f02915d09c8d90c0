"""The meetings that were deleted, as the journal has them, so that calendars can let go of them."""

from collections.abc import Iterator
from datetime import date

import apsw

from models.governance.meetings import Meeting
from models.store import records
from models.store.portfolio import Portfolio
from models.store.unfolding import changes

_AT_ONCE = 2_000  # rows of the journal in memory at a time


def deleted_meetings(portfolio: Portfolio, first: date) -> tuple[Meeting, ...]:
    """Those that were to be on a day from `first` on and are not there any more, as they last were.

    One that undo has brought back is there. Only changesets with the table's name are taken apart.
    """
    table = Meeting.TABLE
    wanted = [name.strip() for name in records.columns(Meeting).split(",")]
    known = [
        row[0] for row in portfolio.conn.rows("SELECT name FROM pragma_table_info(?)", (table,))
    ]
    places = [known.index(name) for name in wanted]
    gone: dict[int, tuple[object, ...]] = {}
    for changeset in _naming(portfolio, table):
        for change in apsw.Changeset.iter(changeset):
            if change.name == table and change.op == "DELETE" and change.old is not None:
                cells = tuple(change.old[place] for place in places)
                gone[int(str(cells[0]))] = cells
    there = {row[0] for row in portfolio.conn.rows(f"SELECT id FROM {table}")}  # noqa: S608  a fixed name
    found = records.from_rows(Meeting, (gone[key] for key in sorted(gone.keys() - there)))
    return tuple(one for one in found if one.on_date >= first)


def _naming(portfolio: Portfolio, table: str) -> Iterator[bytes]:
    """The changesets with a table's name, which has a zero at its end."""
    name, last = table.encode() + b"\x00", 0
    while True:
        rows = portfolio.conn.rows(
            "SELECT id, changeset FROM journal WHERE id > ? ORDER BY id LIMIT ?", (last, _AT_ONCE)
        )
        for seq, packed in rows:
            changeset = changes(packed, seq)
            if name in changeset:
                yield changeset
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1][0]
