"""The keys of protected portfolios: made from a passphrase, held while a file is unlocked.

A key is 32 bytes that Argon2id makes of the passphrase and of the salt in the first 16 bytes of
the file. Every copy of a portfolio has its salt, so one passphrase opens them all. What is held
here is the key, never the passphrase; it is forgotten when the portfolio is locked or closed.
"""

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from models.errors import Locked, UserError

SALT = 16
_HEAD = 24
# 64 MiB, three passes, four lanes: about half a second on a laptop, and as much for each guess.
_MEMORY_KIB, _PASSES, _LANES, _LENGTH = 65_536, 3, 4, 32
_PLAIN = b"SQLite format 3\x00"
# The cipher leaves the bytes 16 to 23 of a file readable: after page size and log come 32 bytes
# kept free in each page for its nonce and code, and three fractions that SQLite has fixed.
_FIXED = bytes((32, 64, 32, 32))


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A raw key of 32 bytes and the salt of the file that it opens; never shown."""

    raw: bytes
    salt: bytes

    @property
    def words(self) -> str:
        """As the cipher takes it: key and salt, so that a new file gets this salt."""
        return f"raw:{self.raw.hex()}{self.salt.hex()}"

    def __repr__(self) -> str:
        return "Key(not shown)"


_held: dict[bytes, Key] = {}


def head_of(path: Path) -> bytes:
    """The first bytes of a file, enough to tell how it is kept; empty where there is none."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def is_plain(head: bytes) -> bool:
    """Whether a file begins as SQLite's do that no cipher has touched."""
    return head.startswith(_PLAIN)


def looks_protected(head: bytes) -> bool:
    """Whether a file may be a protected portfolio; only its key can tell for sure."""
    return len(head) >= _HEAD and not is_plain(head) and head[20:24] == _FIXED


def new_key(passphrase: str) -> Key:
    """A key with a salt of its own, for a file that is to be protected.

    Raises UserError for an empty passphrase and for one that can't be written as text.
    """
    return key_of(passphrase, os.urandom(SALT))


def key_of(passphrase: str, salt: bytes) -> Key:
    """The key that a passphrase makes with a file's salt; takes about half a second.

    One passphrase typed on two systems may come as different code points; both make one key.
    """
    from argon2.low_level import Type, hash_secret_raw  # not at the start: it loads C libraries

    if not passphrase:
        raise UserError("The passphrase is empty.", "Type the passphrase of the portfolio.")
    try:
        secret = unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError as fault:
        raise UserError(
            "The passphrase holds a sign that is no text.", "Type it again, without pasting."
        ) from fault
    raw = hash_secret_raw(secret, salt, _PASSES, _MEMORY_KIB, _LANES, _LENGTH, Type.ID)
    return Key(raw, salt)


def hold(key: Key) -> None:
    """Keep a key until it is forgotten: files with its salt open from now on."""
    _held[key.salt] = key


def key_for(path: Path) -> Key | None:
    """The key that a file needs; None where it is plain, or not there yet.

    Raises Locked where it is protected and its key is not held.
    """
    head = head_of(path)
    if not looks_protected(head):
        return None
    key = _held.get(head[:SALT])
    if key is None:
        raise Locked(path)
    return key


def is_held(path: Path) -> bool:
    """Whether a file is protected and its key is held."""
    head = head_of(path)
    return looks_protected(head) and head[:SALT] in _held


def held_for(path: Path) -> Key | None:
    """The key of a protected file, where it is held."""
    head = head_of(path)
    return _held.get(head[:SALT]) if looks_protected(head) else None


def any_held() -> bool:
    """Whether a protected portfolio is unlocked in this process."""
    return bool(_held)


def forget(key: Key | None = None) -> None:
    """Forget one key, or all of them."""
    if key is None:
        _held.clear()
    else:
        _held.pop(key.salt, None)


def forget_for(path: Path) -> None:
    """Forget the key of a file, and of its copies, until the passphrase is given again."""
    _held.pop(head_of(path)[:SALT], None)
