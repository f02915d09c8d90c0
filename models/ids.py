"""Record ids that are unique across laptops: 63 bits, by time or by natural key."""

import os
import time

_RANDOM_BITS = 22


class _Last:
    """The id given out last by this process."""

    id = 0


def new_id() -> int:
    """An id for a record that a person makes: milliseconds since 1970, then a random tail.

    Within a process each is above the one before, so that ids tell the order of making.
    """
    made = (time.time_ns() // 1_000_000 << _RANDOM_BITS) | _random_bits()
    _Last.id = max(made, _Last.id + 1)
    return _Last.id


def derived_id(kind: str, *key: str) -> int:
    """The id of an imported record, from its natural key: the same on every laptop.

    `key` is whatever makes the record known again (for a deal its source's id, say), already
    folded where case and blanks don't matter.
    """
    from hashlib import blake2b  # here, so that the start need not load it

    digest = blake2b("\x1f".join((kind, *key)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1 or 1


def _random_bits() -> int:
    return int.from_bytes(os.urandom(4), "big") >> (32 - _RANDOM_BITS)
