"""Where in a TOML text a value stands: the line of a key's place."""

import re
from collections.abc import Iterable

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*=\s*(.*)$""")
_STEP = re.compile(r"[^.\[\]]+|\[\d+\]")
_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


def told(faults: Iterable[str], text: str, name: str) -> list[str]:
    """Each fault with the file's name in front, and the line where it can be found."""
    lines = found_in(text)
    said = []
    for fault in faults:
        warning = "Warning: " if fault.startswith("Warning: ") else ""
        words = fault.removeprefix("Warning: ")
        line = line_of(words, lines, len(text.splitlines()))
        where = f"{name}, line {line}" if line else name
        said.append(f"{warning}{where}: {words}")
    return said


def line_of(fault: str, lines: dict[tuple[str, ...], int], last: int) -> int:
    """The line that a fault names itself, else the line of its place or of what holds it; or 0."""
    syntax = _LINE.search(fault)
    if syntax:
        return int(syntax[1]) if syntax[1] else last
    place = fault.split(": ", 1)[0]
    steps = tuple(_STEP.findall(place))
    while steps:
        for known in (steps, (*steps, "[0]")):
            if known in lines:
                return lines[known]
        steps = steps[:-1]
    return 0


def found_in(text: str) -> dict[tuple[str, ...], int]:
    """The line, from 1, of every table, key and line-long entry of a list, by its steps."""
    lines: dict[tuple[str, ...], int] = {}
    counts: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    open_list: tuple[str, ...] | None = None
    entries = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if open_list is not None:
            if line.strip().startswith("]"):
                open_list = None
            elif line.strip() and not line.strip().startswith("#"):
                lines.setdefault((*open_list, f"[{entries}]"), number)
                entries += 1
            continue
        header = _HEADER.match(line)
        if header:
            names = [name.strip().strip("\"'") for name in header[2].split(".")]
            table = _table(names, counts, repeated=header[1] == "[[")
            lines.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if key:
            place = (*table, key[1].strip("\"'"))
            lines.setdefault(place, number)
            if key[2].strip() == "[":
                open_list, entries = place, 0
    return lines


def _table(
    names: list[str], counts: dict[tuple[str, ...], int], *, repeated: bool
) -> tuple[str, ...]:
    """The steps of a header, with the number of each list's entry that it stands in."""
    steps: tuple[str, ...] = ()
    for depth, name in enumerate(names, start=1):
        steps = (*steps, name)
        if depth == len(names) and repeated:
            number = counts.get(steps, -1) + 1
            counts[steps] = number
            steps = (*steps, f"[{number}]")
        elif steps in counts:
            steps = (*steps, f"[{counts[steps]}]")
    return steps
