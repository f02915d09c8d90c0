"""Which row of a table holds its headers, alone or together with the row above it."""

from collections.abc import Sequence
from itertools import zip_longest

from models.intake.headers import key, match
from models.intake.workbook import Cell

HEADER_ROWS = 25

_GROUP_GAINS = 1
_ROW_GAINS = 2


def header_at(rows: Sequence[Sequence[Cell]], kind: str = "") -> int:
    """Which of the first rows holds the headers: known ones decide, else the most words."""

    def score(index: int) -> tuple[int, int, int]:
        words = [cell for cell in rows[index] if isinstance(cell, str)]
        known = len(match(kind, words))
        return known if known > 1 else 0, count_text(words), -index

    return max(range(min(HEADER_ROWS, len(rows))), key=score)


def headers_of(rows: Sequence[Sequence[Cell]], kind: str = "") -> tuple[int, list[str]]:
    """The row of the headers, which is the lower one where two rows make them, and their names.

    Two rows do where they say the same in two languages, or where together they name columns that
    neither names alone: "Partner" over "TCV", or a name that is merged over both rows.
    """
    at = header_at(rows, kind)
    for upper in (at, at - 1):
        if upper >= 0 and upper + 1 < len(rows):
            if names := _together(rows[upper], rows[upper + 1], kind):
                return upper + 1, names
    return at, names_in(rows[at])


def names_in(cells: Sequence[Cell]) -> list[str]:
    """The cells of a row as names: one line, without byte-order marks."""
    return [" ".join(str(cell).replace("\ufeff", "").split()) for cell in cells]


def count_text(cells: Sequence[Cell]) -> int:
    """How many cells hold words rather than figures."""
    return sum(1 for cell in cells if any(map(str.isalpha, str(cell))))


def _together(above: Sequence[Cell], below: Sequence[Cell], kind: str) -> list[str]:
    """The names that two rows of headers make; nothing where they are not two such rows."""
    filled = [cell for cell in (*above, *below) if cell != ""]
    if count_text(filled) < len(filled):
        return []
    pairs = list(zip_longest(names_in(above), names_in(below), fillvalue=""))
    upper, lower = _meant(kind, [a for a, _ in pairs]), _meant(kind, [b for _, b in pairs])
    same = sum(1 for place, column in lower.items() if upper.get(place) == column)
    alone = max(len(set(upper.values())), len(set(lower.values())))
    if same >= 2 and same * 2 >= alone:
        # Where one language is not known, the other may be.
        return [
            a if place in upper and place not in lower else b or a
            for place, (a, b) in enumerate(pairs)
        ]
    names, group = [], ""
    for place, (a, b) in enumerate(pairs):
        group = a or (group if b else "")
        both = [f"{group} {b}", f"{b} {group}"] if group and b else []
        known = next((one for one in both if _meant(kind, [one])), "")
        names.append(known or (a if place in upper and place not in lower else b or a))
    whole = _meant(kind, names)
    gained = len(set(whole.values())) - alone
    said = all(place in whole for place, (_, b) in enumerate(pairs) if b)
    return names if gained >= (_GROUP_GAINS if said else _ROW_GAINS) else []


def _meant(kind: str, names: Sequence[str]) -> dict[int, str]:
    """Place → the column that is meant there."""
    shown = [name if key(name) else "" for name in names]
    return {one.place: column for column, found in match(kind, shown).items() for one in found}
