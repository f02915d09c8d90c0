"""Whether each entry of the journal is one that this product wrote, follows, could be undone."""

import zlib
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

import apsw

from models.store import migrations
from models.store.engine import Connection
from models.store.journal_chain import BOUND, link
from models.store.unfolding import unfolded

_KINDS = ("change", "undo", "redo")
_STATES = ("done", "undone", "gone", "floor", "note")
_NAMED = 5


def faults(connection: Connection) -> list[str]:
    """Sentences for entries that are broken, a few of them; none where all can be read."""
    return list(islice(_faults(connection), _NAMED))


def _faults(connection: Connection) -> Iterator[str]:
    widths = {
        table: len(connection.rows("SELECT 1 FROM pragma_table_info(?)", (table,)))
        for table in migrations.SHARED_TABLES
    }
    rows = connection.raw.execute(
        f"SELECT state, chain, {', '.join(BOUND)} FROM journal ORDER BY id"  # noqa: S608  fixed names
    )
    before = b""
    for state, chain, *bound in rows:
        seq, kind, _, at, *_, packed = bound
        expected, before = link(before, *bound), chain
        if kind not in _KINDS or state not in _STATES or not _is_moment(at):
            yield f"Entry {seq} of the journal is broken: it is a {kind!r} of {at!r}, {state!r}."
        elif not _can_be_read(packed, widths):
            yield f"Entry {seq} of the journal is damaged and can't be undone."
        elif chain != expected:
            yield (
                f"Entry {seq} of the journal does not follow from the one before it: one of them"
                " was changed or taken out outside Alliance Desk."
            )


def _is_moment(at: object) -> bool:
    try:
        return isinstance(at, str) and datetime.fromisoformat(at).year > 1900
    except ValueError:
        return False


def _can_be_read(packed: bytes, widths: dict[str, int]) -> bool:
    try:
        return all(
            change.column_count <= widths.get(change.name, 0)
            for change in apsw.Changeset.iter(unfolded(packed))
        )
    except (zlib.error, apsw.Error, UnicodeDecodeError):
        return False
