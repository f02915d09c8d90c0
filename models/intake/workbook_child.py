"""Reads one workbook inside limits of memory and time, in a process of its own.

A far cell makes the reader ask for half a terabyte and abort, and an archive can unfold without
end; either may kill this process and nothing else. It imports nothing of ours. It says in one
line of JSON which sheets there are with their first rows, is told a sheet's name, and then gives
that sheet's rows, a batch a line.
"""

import datetime as dt
import html
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

BATCH = 400
HEAD_ROWS = 60
ENDED_WELL = "end"

# What a formula without its value shows; a cell of text can't be told from it, but who writes it?
UNCALCULATED = "#FORMULA?"

_CELL = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"([^>]*)(?<!/)>(.*?)</c>', re.DOTALL)
_VALUE = re.compile(rb"<v>([^<]*)</v>")
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


def rows(sheet: Any) -> Iterator[list[Any]]:
    """Rows with their number in the sheet, without blank ones at the end."""
    held = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        # Nearly all cells are numbers or plain text; a call for each would cost a third more.
        plains = [c if type(c) is float or _is_plain(c) else plain(c) for c in cells]
        held.append([number, *plains])
        if any(cell != "" for cell in cells):
            yield from held
            held.clear()


def spanned(sheet: Any) -> dict[int, list[tuple[int, int]]]:
    """Cells that are merged with those below: row of the first → its place and the last row."""
    try:
        ranges = sheet.merged_cell_ranges or ()
    except (AttributeError, RuntimeError, ValueError):
        return {}
    found: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in ranges:
        if bottom > top:
            found.setdefault(top + 1, []).append((left + 1, bottom + 1))
    return found


def filled_down(
    found: Iterable[list[Any]], spans: dict[int, list[tuple[int, int]]], told: dict[str, int]
) -> Iterator[list[Any]]:
    """Rows in which what is merged over several stands in each; a number only in the first.

    An amount over three rows is not three times that amount.
    """
    held: dict[int, tuple[object, int]] = {}
    for row in found:
        number = row[0]
        for place, (text, last) in list(held.items()):
            if number > last:
                del held[place]
            elif place < len(row) and row[place] == "" and any(cell != "" for cell in row[1:]):
                row[place] = text
                told["merged"] += 1
        for place, last in spans.get(number, ()):
            if place < len(row) and isinstance(row[place], str) and row[place]:
                held[place] = row[place], last
        yield row


def shown(found: Iterable[list[Any]], marks: dict[str, str]) -> Iterator[list[Any]]:
    """Rows with the errors that cells show, which the reader leaves blank."""
    by_row: dict[int, list[tuple[int, str]]] = {}
    for name, mark in marks.items():
        letters = name.rstrip("0123456789")
        place = 0
        for letter in letters:
            place = place * 26 + ord(letter) - 64
        by_row.setdefault(int(name[len(letters) :]), []).append((place, mark))
    for row in found:
        for place, mark in by_row.get(row[0], ()):
            if place < len(row):
                row[place] = mark
        yield row


def marked(path: str, sheet: str) -> dict[str, str]:
    """Cells of an XLSX sheet that show an error, or hold a formula whose value is not there."""
    try:
        with zipfile.ZipFile(path) as archive:
            book = archive.read("xl/workbook.xml").decode()
            links = archive.read("xl/_rels/workbook.xml.rels").decode()
            part = _part(book, links, sheet)
            return _marks(archive, part, b"0" if 'fullCalcOnLoad="1"' in book else None)
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, OSError):
        return {}  # another format, or an odd one; the reader has read it


def _part(book: str, links: str, sheet: str) -> str:
    for tag in re.findall(r"<(?:\w+:)?sheet\s[^>]*>", book):
        name, link = re.search(r'\sname="([^"]*)"', tag), re.search(r'\s\w+:id="([^"]*)"', tag)
        if name and link and html.unescape(name[1]) == sheet:
            for one in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", links):
                target = re.search(r'Target="([^"]*)"', one)
                if target and f'Id="{link[1]}"' in one:
                    return target[1].lstrip("/") if target[1][:1] == "/" else f"xl/{target[1]}"
    raise KeyError(sheet)


def _marks(archive: zipfile.ZipFile, part: str, unset: bytes | None) -> dict[str, str]:
    """`unset` is what stands for a value in a file whose formulas nobody has worked out yet."""
    found: dict[str, str] = {}
    rest = b""
    with archive.open(part) as file:
        while block := file.read(1 << 20):
            block = rest + block
            # All but the last cell, which may be torn; most sheets have nothing to look at.
            end = block.rfind(b"</c>") + 4
            rest = block[end:] if end > 3 else block[-(1 << 16) :]
            if end < 4 or (b't="e"' not in block and b"<f" not in block):
                continue
            for cell in _CELL.finditer(block, 0, end):
                kind, inside = cell[2], cell[3]
                value = _VALUE.search(inside)
                if b't="e"' in kind:
                    found[cell[1].decode()] = value[1].decode("utf-8", "replace") if value else ""
                elif b"<f" in inside and b't="str"' not in kind:
                    if not value or not value[1] or value[1] == unset:
                        found[cell[1].decode()] = UNCALCULATED
    return found


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
        try:
            book = CalamineWorkbook.from_path(path)
        except PasswordError:
            raise
        except CalamineError as fault:
            # The ending may be wrong: many exports name a new workbook .xls.
            try:
                with Path(path).open("rb") as file:
                    book = CalamineWorkbook.from_filelike(file)
            except CalamineError:
                raise fault from None
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
    told = {"merged": 0, "uncalculated": 0}
    marks = marked(path, chosen)
    told["uncalculated"] = sum(mark == UNCALCULATED for mark in marks.values())
    found: Iterable[list[Any]] = rows(loaded[chosen])
    if marks:
        found = shown(found, marks)
    if spans := spanned(loaded[chosen]):
        found = filled_down(found, spans, told)
    batch = []
    for row in found:
        batch.append(row)
        if len(batch) == BATCH:
            say(batch)
            batch.clear()
    if batch:
        say(batch)
    say(told)
    say(ENDED_WELL)


if __name__ == "__main__":
    main(*sys.argv[1:])
