"""The list of a portfolio's tables, put back where it is lost: it is the same in all of them.

Tables and indexes are made in one order, so each begins on the same page in every portfolio of a
version; rewriting one under another passphrase gives another order, the same each time.
"""

from contextlib import closing
from pathlib import Path

import apsw

from models.store import keys, migrations
from models.store.engine import CIPHER, Connection, connect, rewritten

_PAGE = 4_096
_HEAD, _NAME = 100, 16  # of the first page, which belongs to the file
# The first byte of a page: where a table begins, and where an index does.
_OF_TABLE, _OF_INDEX = frozenset((5, 13)), frozenset((2, 10))
_ENOUGH = 0.9
_MOST_LOST = 500  # pages: each one found costs another look at all


def mended(path: Path, key: keys.Key | None) -> Connection | None:
    """A copy in memory of a file whose list of tables can't be read, with the list again.

    Beside the file, which is a copy too, new portfolios are made. None where it has its tables
    elsewhere than any portfolio of this version. Raises apsw.Error.
    """
    data = _content(path, key)
    made, again = path.with_name("made.alliance"), path.with_name("again.alliance")
    with closing(connect(made, create=True, key=key)) as fresh:
        with fresh.transaction():
            migrations.migrate(fresh)
        if (copy := _with_list_of(data, fresh)) is not None:
            return copy
        rewritten(fresh, again, key)
    with closing(connect(again, mode="immutable", key=key)) as fresh:
        return _with_list_of(data, fresh)


def _content(path: Path, key: keys.Key | None) -> bytearray:
    """What a file and its log hold, without asking for its list of tables; lost pages are zeros.

    The cipher gives nothing any more after a page that does not prove itself. Another page of
    that number under the same key does: it stands in, and is wiped afterwards.
    """
    found = _pages(path, key)
    if key is None:
        return found
    others, lost = b"", set[int]()
    while (at := _first_blank(found, lost)) is not None and len(lost) < _MOST_LOST:
        others = others or _others(path.with_name("others.alliance"), key, len(found))
        lost.add(at)
        with path.open("r+b") as file:
            file.seek(at * _PAGE)
            file.write(others[at * _PAGE : (at + 1) * _PAGE])
        found = _pages(path, key)
    for at in lost:
        found[at * _PAGE : (at + 1) * _PAGE] = bytes(_PAGE)
    return found


def _pages(path: Path, key: keys.Key | None) -> bytearray:
    with closing(apsw.Connection(str(path))) as raw:
        if key is not None:
            raw.pragma("cipher", CIPHER)
            raw.pragma("key", key.words)
        # Otherwise nothing at all is told of a file whose list of tables can't be read.
        raw.execute("PRAGMA writable_schema=ON")
        raw.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        found = raw.serialize("main")
    if not found:
        raise apsw.CorruptError("nothing of it can be read")
    return bytearray(found)


def _first_blank(data: bytearray, lost: set[int]) -> int | None:
    blank = bytes(_PAGE)
    for at in range(len(data) // _PAGE):
        if at not in lost and data.startswith(blank, at * _PAGE):
            return at
    return None


def _others(path: Path, key: keys.Key, size: int) -> bytes:
    """A file under the same key that has as many pages, of which none is wanted."""
    with closing(connect(path, create=True, key=key)) as made:
        made.execute("CREATE TABLE filled (content BLOB)")
        made.execute("INSERT INTO filled VALUES (zeroblob(?))", (size,))
    return path.read_bytes()


def _with_list_of(data: bytearray, fresh: Connection) -> Connection | None:
    places = fresh.rows("SELECT type, rootpage FROM sqlite_schema")
    if not _fits(data, places):
        return None
    pages = fresh.rows("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'")
    new, copy = fresh.raw.serialize("main"), bytearray(data)
    if copy[:_NAME] != new[:_NAME]:
        copy[:_HEAD] = new[:_HEAD]
        copy[28:32] = (len(copy) // _PAGE).to_bytes(4, "big")
    for (page,) in pages:
        start = (page - 1) * _PAGE
        copy[start + (_HEAD if page == 1 else 0) : start + _PAGE] = new[
            start + (_HEAD if page == 1 else 0) : start + _PAGE
        ]
    copy[18:20] = b"\x01\x01"  # memory has no write-ahead log
    raw = apsw.Connection(":memory:")
    raw.deserialize("main", bytes(copy))
    raw.execute("PRAGMA query_only=ON")
    return Connection(raw)


def _fits(data: bytearray, places: list[tuple[str, int]]) -> bool:
    """Whether tables and indexes begin where they should, as far as those pages are there."""
    judged = right = 0
    for kind, page in places:
        first = data[(page - 1) * _PAGE] if page * _PAGE <= len(data) else 0
        if first:
            judged += 1
            right += first in (_OF_TABLE if kind == "table" else _OF_INDEX)
    return judged > 0 and right >= _ENOUGH * judged
