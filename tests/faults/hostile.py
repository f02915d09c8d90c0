"""Files made to hurt: whole ones that are spoilt by chance, and some that are made to."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

from models.errors import UserError

LONGEST = 10  # seconds for one file
MOST_GROWN = 500 * 2**20  # bytes of this process, over all files of a test

_ODD = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b'"', b'"""', b"'", b"\r", b"\n\n", b";", b",", b"\t",
    b"[" * 2_000, b"{" * 2_000, b"9" * 5_000, b"1e999999999", b"nan", b"-inf", b"=1+1",
    b"<!DOCTYPE",
    b"<!ENTITY x SYSTEM 'file:///'>", b"9223372036854775808", b"\xef\xbb\xbf", b"../" * 50, b"%n%s",
    b"0x" + b"f" * 3_000, b"a." * 5_000, b"\\u0000", b"\\ud800", b" " * 70_000, b"/Kids [1 0 R]",
    b"\xe2\x80\xae", b"XFD1048576", b"9999-12-31", b"0000-00-00", b"true", b"null",
)  # fmt: skip


def spoilt(data: bytes, chance: Random) -> bytes:
    """A file with some bytes turned, cut, doubled, moved, or odd ones put in."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        at = chance.randrange(len(made) + 1)
        until = min(len(made), at + chance.choice((1, 2, 16, 300)))
        kind = chance.randrange(7)
        if kind == 0 and at < len(made):
            made[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            made[at:until] = chance.choice(_ODD)
        elif kind == 2:
            made[at:at] = chance.choice(_ODD)
        elif kind == 3:
            del made[at:until]
        elif kind == 4:
            made[at:at] = made[at:until] * chance.choice((1, 2, 50))
        elif kind == 5:
            del made[max(1, at) :]
        else:
            made[at:until] = bytes(chance.randrange(256) for _ in range(until - at))
    return bytes(made)


def spoilt_lines(text: str, chance: Random) -> str:
    """A text table, TOML or JSON whose lines and cells are mixed up: its form stays near right."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 2, 5))):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        kind = chance.randrange(5)
        if kind == 0:
            lines[at] = lines[other]
        elif kind == 1:
            lines.insert(at, lines[other] * chance.choice((1, 3, 200)))
        elif kind == 2:
            del lines[at]
            lines = lines or [""]
        else:
            mark = next((one for one in (" = ", ",", ";", ": ") if one in lines[at]), " ")
            cells = lines[at].split(mark)
            odd = chance.choice(_ODD).decode("utf-8", "replace")
            cells[chance.randrange(len(cells))] = chance.choice(
                (odd, "", *lines[other].split(mark))
            )
            lines[at] = mark.join(cells)
    return "\n".join(lines)


def spoilt_parts(data: bytes, chance: Random) -> bytes:
    """A container with one of its parts spoilt, and packed again so that it can be opened."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        chosen = chance.choice(whole.namelist())
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as other:
            for name in whole.namelist():
                part = whole.read(name)
                other.writestr(name, spoilt(part, chance) if name == chosen else part)
    return made.getvalue()


@contextmanager
def measured() -> Iterator[Callable[..., bool]]:
    """Gives what tries a file: whether it was taken; only a sentence may say that it was not.

    Raises AssertionError where one takes too long, or all of them too much memory here.
    """
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def tried(take: Callable[..., object], *args: object) -> bool:
        begun = time.process_time(), time.monotonic()
        try:
            take(*args)
        except UserError as told:
            return not told.message.strip()
        finally:
            took = time.process_time() - begun[0], time.monotonic() - begun[1]
            # A busy machine is no fault of a file; a reader that waits for ever is.
            assert took[0] < LONGEST, f"{took[0]:.1f} s of work"
            assert took[1] < 10 * LONGEST, f"{took[1]:.1f} s"
        return True

    yield tried
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < MOST_GROWN, f"{grown / 2**20:.0f} MB"
