"""Cells read as text, yes or no, lists and words; each distinct cell is read once."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Generic, TypeVar

from models.intake.headers import key, mappings
from models.intake.workbook import Cell

T = TypeVar("T")

MOST_KEPT = 10_000
RATE_NEEDED = "needs a stored rate of"  # begins the reason of a row whose currency has none

# What a spreadsheet program would run as a formula; our own exports put an apostrophe before it.
# What stands before it does not help: blanks are cut off, and the wide signs are read as narrow.
_RUN = r"(?:\s*[=+\-@＝＋－＠]|[\t\r])"
_ESCAPED = re.compile(f"'+{_RUN}")
_RISKY = re.compile(f"'*{_RUN}")


# Marks that show nothing and turn a name into another one; the two that join letters stay.
_UNSEEN = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_AS_TEXT = re.compile(r'="([^"]*)"')  # how a file of text keeps a spreadsheet from seeing a number
_ERROR = re.compile(r"#[¡¿]?[A-ZÉ]{3,9}(?:/0)?[!?]|Err:\d{3}")
_SHORTENED = re.compile(r"\d[.,]\d+E\+\d+")
_LONGEST_BLANK = 8
_SURE_DIGITS = 10**15  # a spreadsheet keeps 15 digits of a number
_AN_ERROR = "is an error of the spreadsheet, not a value"


class Refused(ValueError):
    """A cell, or a row, that can't be taken; `reason` says why in words."""

    def __init__(self, reason: str, column: str = "", value: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column
        self.value = value


class UnknownWord(Refused):
    """A word whose meaning a person can say once for the whole file."""


class Memo(dict[Cell, T], Generic[T]):
    """A cell → what `read` makes of it; the first 10,000 are kept, so memory stays bounded."""

    def __init__(self, read: Callable[[Cell], T]) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, cell: Cell) -> T:
        value = self.read(cell)
        if len(self) < MOST_KEPT:
            self[cell] = value
        return value


class Texts(Memo[str]):
    """A column of one-line text, for many cells that are all different: see `text`.

    Refuses what a spreadsheet shows where it has no value.
    """

    def __init__(self) -> None:
        super().__init__(text)

    def __missing__(self, cell: Cell) -> str:
        if type(cell) is not str or cell[:1] in ("'", "=", "#", "E"):
            return sound_text(cell)
        words = " ".join(cell.split())
        if not words.isprintable():
            words = _UNSEEN.sub("", words).strip()
        if len(self) < MOST_KEPT:
            # One string instead of two wherever the cell was tidy.
            self[cell] = cell if words == cell else words
        return words


class Ids(Texts):
    """A column of ids: a word for nothing is none, and an id whose digits are lost is refused."""

    def __missing__(self, cell: Cell) -> str:
        if not isinstance(cell, str) and abs(cell) >= _SURE_DIGITS:
            raise Refused(
                "is a number of more than 15 digits, of which a spreadsheet loses the last; keep"
                " the column as text"
            )
        words = super().__missing__(cell)
        if len(words) <= _LONGEST_BLANK and words.casefold() in blank_words():
            return ""
        if "E+" in words and _SHORTENED.fullmatch(words):
            raise Refused(
                "is a number that a spreadsheet has shortened, so the id is lost; export it as text"
            )
        return words


def text(cell: Cell) -> str:
    """One line of text: trimmed, single blanks, an escaped formula as it was, nothing unseen."""
    if type(cell) is not str:
        return number_text(cell)
    words = " ".join(cell.split())
    if not words.isprintable():
        words = _UNSEEN.sub("", words).strip()
    if words[:2] == '="' and (as_text := _AS_TEXT.fullmatch(words)):
        return as_text[1].strip()
    return unescaped(words).lstrip()


def sound_text(cell: Cell) -> str:
    """The text of a cell. Raises Refused for an error that a spreadsheet shows in it."""
    words = text(cell)
    if _is_error(words):
        raise Refused(_AN_ERROR)
    return words


def _is_error(words: str) -> bool:
    return words[:1] in ("#", "E") and _ERROR.fullmatch(words) is not None


def unescaped(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and _ESCAPED.match(cell) else cell


def lines(cell: Cell) -> str:
    """Text that may have several lines."""
    if type(cell) is not str or "\n" not in cell:
        return text(cell)
    # The apostrophe of an escaped formula is the cell's, not that of each of its lines.
    whole = unescaped(cell.strip())
    return "\n".join(" ".join(line.split()) for line in whole.strip().splitlines())


def paragraphs(cell: Cell) -> str:
    """Text as a person laid it out, but for blanks around it and at the ends of lines."""
    if type(cell) is not str:
        return text(cell)
    whole = unescaped(cell.strip())
    return "\n".join(line.rstrip() for line in whole.strip().splitlines())


def escaped(cell: str) -> str:
    """The cell so that no spreadsheet program runs it; `unescaped` takes it back."""
    return "'" + cell if _RISKY.match(cell) else cell


def number_text(cell: Cell) -> str:
    """A number as it would be typed: 12345.0 → 12345; 15 digits, as spreadsheets keep."""
    if isinstance(cell, float) and not cell.is_integer():
        return format(cell, ".15g")
    return str(int(cell)) if not isinstance(cell, str) else cell


@cache
def blank_words() -> frozenset[str]:
    return frozenset(mappings("words")["blank"])


def typed(cell: Cell) -> str:
    """The text of a cell that should hold a value; a word for "nothing" (n/a, TBC) is blank."""
    words = text(cell)
    return "" if words.casefold() in blank_words() else words


def word_table(table: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Folded word → what it means; a meaning is a word for itself."""
    found = {key(meaning): meaning for meaning in table}
    for meaning, words in table.items():
        for word in words:
            found.setdefault(key(word), meaning)
    return found


@cache
def _yes_no_words() -> dict[str, int]:
    table = mappings("words")["yes_no"]
    return {word.casefold(): int(answer == "yes") for answer in table for word in table[answer]}


def read_yes_no(cell: Cell) -> int | None:
    """1, 0, or None for blank. Raises Refused."""
    words = typed(cell).casefold()
    if not words:
        return None
    try:
        return _yes_no_words()[words]
    except KeyError:
        raise Refused("is neither yes nor no") from None


def read_list(cell: Cell) -> tuple[str, ...]:
    """The parts between semicolons, without repeats; line breaks part as well."""
    if type(cell) is not str:
        return (number_text(cell),)
    parts = (typed(part) for part in re.split(r"[;\n]", cell))
    return tuple(dict.fromkeys(part for part in parts if part))


def choice_reader(section: str, choices: Collection[str], what: str) -> Callable[[Cell], str]:
    """Reads one of some choices, by its own words or those in the table of words."""
    table = word_table(mappings("words")[section])

    def read(cell: Cell) -> str:
        words = typed(cell)
        if not words:
            return ""
        found = table.get(key(words))
        if found is None:
            raise Refused(f"is no {what}; use {', '.join(choices)}")
        return found

    return read
