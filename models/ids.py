"""Record ids that are unique across laptops: 63 bits, by time or by natural key."""

import hashlib
import secrets
import time

_RANDOM_BITS = 22


def new_id() -> int:
    """An id for a record that a person makes: milliseconds since 1970, then a random tail."""
    return (time.time_ns() // 1_000_000 << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)


def derived_id(kind: str, *key: str) -> int:
    """The id of an imported record, from its natural key: the same on every laptop.

    `key` is whatever makes the record known again (for a deal its source's id, say), already
    folded where case and blanks don't matter.
    """
    digest = hashlib.blake2b("\x1f".join((kind, *key)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1 or 1
