"""What the portfolio keeps packed, unpacked with measure: ten megabytes may hold ten gigabytes."""

import zlib

from models.errors import UserError

# What is kept packs to a thirtieth at most; zlib itself goes to a thousandth.
_RATIO = 100
_SMALL = 64 * 2**20
_LARGEST = 2**30
_FED = 2**18


def unfolded(packed: bytes) -> bytes:
    """The bytes again. Raises zlib.error where they are damaged, or swell as nothing kept does."""
    reader = zlib.decompressobj()
    if not isinstance(packed, bytes):
        raise zlib.error("it holds no bytes")
    pieces: list[bytes] = []
    held = fed = 0
    while not reader.eof:
        piece = reader.unconsumed_tail
        if not piece:
            piece = packed[fed : fed + _FED]
            fed += len(piece)
        found = reader.decompress(piece, _SMALL)
        if not piece and not found:
            raise zlib.error("it ends too soon")
        pieces.append(found)
        held += len(found)
        if held > _LARGEST or held > max(_SMALL, _RATIO * fed):
            raise zlib.error("it swells without measure")
    return b"".join(pieces)


def changes(packed: bytes, entry: object = "") -> bytes:
    """The changeset of an entry of the journal. Raises UserError where it is damaged."""
    try:
        return unfolded(packed)
    except zlib.error as fault:
        which = f"Entry {entry}" if entry else "An entry"
        raise UserError(
            f"{which} of the journal is damaged ({fault}).",
            "Run check on the portfolio, and restore the newest backup.",
        ) from fault
