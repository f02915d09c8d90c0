"""Finds a quotation mark in a text table that is opened and not closed where its cell ends."""

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple


class Unclosed(NamedTuple):
    """The physical line in which the mark opens, and the last that it would draw into its row."""

    line: int
    last: int


def unclosed(lines: Callable[[], Iterator[str]], delimiter: str) -> Unclosed | None:
    """The first unclosed mark; nothing where each row is well quoted or is one line by itself.

    A cell such as "Big" deal on one line is careless and harms nobody; over several lines it is
    two rows in one. `lines` starts the text anew each time it is called.
    """
    reader: Any = csv.reader(lines(), delimiter=delimiter, strict=True)
    while True:
        first = reader.line_num + 1
        try:
            if next(reader, None) is None:
                return None
        except csv.Error as fault:
            if reader.line_num > first or "unexpected end" in str(fault):
                row = islice(lines(), first - 1, reader.line_num)
                return Unclosed(first + _opening(row, delimiter), reader.line_num)


def _opening(row: Iterable[str], delimiter: str) -> int:
    """In which of a row's lines the mark opens that is never closed, or closed too late."""
    opened, inside, before = 0, False, delimiter
    for number, line in enumerate(row):
        for c in line:
            if inside:
                inside = c != '"'
            elif c == '"' and before == delimiter:
                opened, inside = number, True
            elif c == '"' and before == '"':
                inside = True
            elif before == '"' and c not in (delimiter, "\r", "\n"):
                return opened
            before = c
        if not inside:
            before = delimiter
    return opened
