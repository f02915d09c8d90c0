"""Reads one workbook inside limits of memory and time, in a process of its own.

A far cell makes the reader ask for half a terabyte and abort, and an archive can unfold without
end; either may kill this process and nothing else. It imports nothing of ours. It says in one
line of JSON which sheets there are with their first rows, is told a sheet's name, and then gives
that sheet's rows, a batch a line.
"""

import datetime as dt
import json
import re
import sys
from collections.abc import Iterator
from typing import Any

BATCH = 400
HEAD_ROWS = 60
ENDED_WELL = "end"

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def limit(megabytes: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; there the checks beforehand have to do.
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain(cell: object) -> object:
    """A cell as text, or a number as it is: dates in ISO form without a time, no controls."""
    kind = type(cell)
    if kind is str:
        text = str(cell)
        return text if text.isprintable() else _CONTROLS.sub("", text)
    if kind is float:
        return cell
    if kind is bool:
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return cell if kind is int else str(cell)


def _is_plain(cell: object) -> bool:
    return type(cell) is str and cell.isprintable()


def rows(sheet: Any) -> Iterator[list[object]]:
    """Rows with their number in the sheet, without blank ones at the end."""
    held = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        # Nearly all cells are numbers or plain text; a call for each would cost a third more.
        plains = [c if type(c) is float or _is_plain(c) else plain(c) for c in cells]
        held.append([number, *plains])
        if any(cell != "" for cell in cells):
            yield from held
            held.clear()


def say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


def main(path: str, megabytes: str, seconds: str) -> None:
    limit(int(megabytes), int(seconds))
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_path(path)
        sheets = []
        loaded = {}
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = loaded[meta.name] = book.get_sheet_by_name(meta.name)
            head = []
            for row in rows(sheet):
                head.append(row)
                if len(head) == HEAD_ROWS:
                    break
            height = sheet.end[0] + 1 if sheet.end else 0
            sheets.append([meta.name, meta.visible == SheetVisibleEnum.Visible, height, head])
    except PasswordError:
        say({"fault": "password"})
        return
    except (CalamineError, OSError, ValueError) as fault:
        say({"fault": str(fault)[:300]})
        return
    say({"sheets": sheets})
    sys.stdout.flush()
    chosen = json.loads(sys.stdin.readline() or '""')
    if chosen not in loaded:
        return
    batch = []
    for row in rows(loaded[chosen]):
        batch.append(row)
        if len(batch) == BATCH:
            say(batch)
            batch.clear()
    if batch:
        say(batch)
    say(ENDED_WELL)


if __name__ == "__main__":
    main(*sys.argv[1:])
