"""The changes of one step as the engine records them, taken and handed on piece by piece."""

from collections.abc import Callable

import apsw

from models.store import migrations

_MANY = 5_000


def recorded_by(session: apsw.Session) -> bytes:
    """The session's changeset, taken piece by piece.

    In one go the interpreter's lock is kept to the end: 0.25 s at 200,000 rows, in which the
    window stands still.
    """
    pieces: list[bytes] = []

    def take(piece: memoryview) -> None:
        pieces.append(bytes(piece))

    session.changeset_stream(take)
    return b"".join(pieces)


def in_pieces(changeset: bytes) -> Callable[[int], bytes]:
    """The changeset as a stream, for the same reason; applying it in one go takes a second."""
    place = 0

    def read(most: int) -> bytes:
        nonlocal place
        piece = changeset[place : place + most]
        place += len(piece)
        return piece

    return read


def tables_of(changeset: bytes) -> frozenset[str]:
    """The tables that a changeset touches; all of them where it is too long to look through."""
    names: set[str] = set()
    for count, change in enumerate(apsw.Changeset.iter(changeset)):
        names.add(change.name)
        if count > _MANY:
            return frozenset(migrations.SHARED_TABLES)
    return frozenset(names)
