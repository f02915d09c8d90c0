"""Which 8-bit encoding a text is in, by the words that each would make of its bytes."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from models.errors import UserError
from models.text import listed

# By the name that a person or a mapping says: what it is called on screen, and its codec.
NAMES = {
    "utf-8": ("UTF-8", "utf-8"),
    "utf-16": ("UTF-16", "utf-16"),
    "windows-1252": ("Windows-1252 (Western Europe)", "cp1252"),
    "windows-1250": ("Windows-1250 (Central Europe)", "cp1250"),
    "windows-1254": ("Windows-1254 (Turkish)", "cp1254"),
    "windows-1253": ("Windows-1253 (Greek)", "cp1253"),
    "windows-1251": ("Windows-1251 (Cyrillic)", "cp1251"),
    "macintosh": ("Mac Roman (old Macs)", "mac_roman"),
}
USUAL = ("windows-1252", "windows-1250")
MOST_LINES = 60

_EIGHT_BIT = tuple(name for name in NAMES if not name.startswith("utf"))
_LONGEST_CELL = 40
_BETWEEN_CELLS = re.compile(r'[,;\t|"\r\n]+')
_RUN = re.compile(r"[À-ɏ]{5,}")  # as many accents in a row are Cyrillic or Greek read as Latin
# Every Greek word has its accent.
_NO_GREEK = re.compile(r"(?<![\u0370-\u03ff])[Α-Ωα-ως][ΐΰα-ως]{2,}(?![\u0370-\u03ff])")
_INSIDE = frozenset("’‘´`·‐–—“”")  # what may stand between two letters
_BEFORE = frozenset("¿¡«“‘„‚–—•…‹©†´’")  # before a word
_AFTER = frozenset("®™’”»›–—…ºª°†´“‘²³¹")  # and after one


class Reading(NamedTuple):
    """Cells of a file as an encoding would show them."""

    name: str
    cells: tuple[str, ...]

    @property
    def label(self) -> str:
        return NAMES[self.name][0]

    @property
    def codec(self) -> str:
        return NAMES[self.name][1]


def codec_of(name: str) -> str:
    """The codec of an encoding that a person names. Raises UserError."""
    folded = name.strip().casefold().replace("_", "-")
    for known, (_, codec) in NAMES.items():
        if folded in (known, codec.replace("_", "-"), known.replace("-", "")):
            return codec
    raise UserError(
        f"“{name}” is no encoding that is known here.", f"Use {listed(list(NAMES), 'or')}."
    )


def lines_beyond_ascii(block: bytes, most: int = MOST_LINES) -> list[bytes]:
    """The first lines that hold more than ASCII."""
    return list(islice((line for line in block.splitlines() if not line.isascii()), most))


def readings(lines: Sequence[bytes]) -> tuple[Reading, ...]:
    """The encodings that the lines may be in, the likeliest first, each different on some cell.

    An encoding whose words look odd is no candidate where another's don't, except the usual ones.
    """
    found: list[tuple[int, Reading]] = []
    for name in _EIGHT_BIT:
        try:
            text = [line.decode(NAMES[name][1]) for line in lines]
        except UnicodeDecodeError:
            continue
        found.append((sum(map(oddness, text)), Reading(name, _cells(text))))
    usual = [score for score, one in found if one.name in USUAL]
    best = min((score for score, _ in found), default=0)
    if usual and min(usual) == best:
        found = [(score, one) for score, one in found if one.name in USUAL or score == best]
    elif best:
        found = [(score, one) for score, one in found if one.name in USUAL]
    different: dict[tuple[str, ...], Reading] = {}
    for _, one in sorted(found, key=lambda item: item[0]):
        different.setdefault(one.cells, one)
    return tuple(different.values())


def oddness(text: str) -> int:
    """How many places of a text no word looks like: Pawe³, MŸller, £ódź, Latin amid Greek."""
    odd = len(_RUN.findall(text)) + len(_NO_GREEK.findall(text))
    for at, c in enumerate(text):
        if c.isascii():
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        joined = before.isalpha(), after.isalpha()
        if not c.isalpha():
            allowed = (_INSIDE if joined[0] else _BEFORE) if joined[1] else _AFTER
            odd += any(joined) and c not in allowed
            odd += c in "²³¹" and text[at - 2 : at].isalpha() and at > 1
        elif c.isupper() and joined[0] and (before.islower() or after.islower()):
            odd += 1
        elif _script(c) != "LATIN":
            odd += any(one.isalpha() and _script(one) != _script(c) for one in (before, after))
    return odd


@cache
def _script(letter: str) -> str:
    return "LATIN" if letter in "ªº" else unicodedata.name(letter, "").partition(" ")[0]


def _cells(text: Iterable[str]) -> tuple[str, ...]:
    """The first different cells beyond ASCII."""
    found: dict[str, None] = {}
    for line in text:
        for cell in _BETWEEN_CELLS.split(line):
            if not cell.isascii():
                found[cell.strip()[:_LONGEST_CELL]] = None
    return tuple(found)
