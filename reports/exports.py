"""Tables as spreadsheet files, Excel or CSV: raw values, whole or not there, and nothing is run."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from models.errors import UserError
from models.files import safe_save
from models.intake.values import escaped
from models.text import number

Progress = Callable[[int, int, str], object]

ENDINGS = (".xlsx", ".csv")
MOST_ROWS = 1_048_575  # of a sheet, under its headings

_WIDEST = 60
_MEASURED = 1_000
_EVERY = 1_000
_LONGEST = 32_767
_DIGITS = 15  # what a spreadsheet keeps of a number
_FIRST_DAY = date(1900, 3, 1)  # a spreadsheet counts the days before it wrongly
_NO_SIGN = re.compile("[\ufffe\uffff]")  # in no XML, not even escaped
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")


class Sheet(NamedTuple):
    """A table to be written: a cell is text, a whole number, a Decimal, a day, yes or no, a list
    of texts, or None for blank. `size` is how many rows there are.
    """

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]
    size: int


def write_table(
    target: Path,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write headings and rows to `target`, by its ending; how many rows there are."""
    return write_sheets(
        target, [Sheet(title, headings, rows, len(rows))], force=force, progress=progress
    )


def write_sheets(
    target: Path, sheets: Sequence[Sheet], *, force: bool = False, progress: Progress | None = None
) -> int:
    """Write a table to a CSV, or several as the sheets of an Excel workbook; the count of rows.

    The file is whole or not there, also where `progress` raises. Raises UserError where it can't
    be written, or its sheet can't hold as much.
    """
    told = progress or _quiet
    total = sum(sheet.size for sheet in sheets)
    if target.suffix.lower() == ".csv":
        (sheet,) = sheets
        with safe_save(target, force=force) as part:
            _csv(part, sheet._replace(rows=_watched(sheet.rows, 0, total, target, told)))
        return total
    for sheet in sheets:
        if sheet.size > MOST_ROWS:
            raise UserError(
                f"A sheet holds {number(MOST_ROWS)} rows, and there are {number(sheet.size)}.",
                "Write a CSV file, or fewer rows.",
            )
    with safe_save(target, force=force) as part:
        done, watched = 0, []
        for sheet in sheets:
            rows = _watched(sheet.rows, done, total, target, told)
            watched.append(sheet._replace(rows=rows))
            done += sheet.size
        _xlsx(part, watched, lambda: told(total, total, f"Packing {target.name}"))
    return total


def _watched(
    rows: Iterable[Sequence[object]], before: int, total: int, target: Path, told: Progress
) -> Iterator[Sequence[object]]:
    for at, row in enumerate(rows, start=before):
        if not at % _EVERY:
            told(at, total, f"Writing {target.name}")
        yield row


def _quiet(_done: int, _total: int, _text: str) -> None:
    """Tell nobody."""


# ---- CSV ---------------------------------------------------------------------------------------


def _csv(target: Path, sheet: Sheet) -> None:
    # With the mark a spreadsheet program takes it for UTF-8.
    with target.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([escaped(heading) for heading in sheet.headings])
        writer.writerows([_text(cell) for cell in row] for row in sheet.rows)


def _text(cell: object) -> str:
    if type(cell) is str:
        return escaped(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, tuple):
        return escaped("; ".join(cell))
    return str(cell)


# ---- Excel -------------------------------------------------------------------------------------


def _xlsx(target: Path, sheets: Sequence[Sheet], packing: Callable[[], object]) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory(prefix="alliance-desk-export-", ignore_cleanup_errors=True) as folder:
        # Row by row onto the disk: 200,000 deals would take 1.5 GB in memory.
        book = xlsxwriter.Workbook(str(target), {"constant_memory": True, "tmpdir": folder})
        try:
            formats = _Formats(book)
            for sheet in sheets:
                _write_sheet(book, formats, sheet)
            packing()
            book.close()
        except FileCreateError as fault:
            raise _cause(fault) from None
        finally:
            _let_go(book)


def _let_go(book: Any) -> None:
    """Close what a workbook holds open; where it is given up, closing the book would write it."""
    book.fileclosed = True
    for sheet in book.worksheets():
        sheet._opt_close()


def _cause(fault: Exception) -> OSError:
    cause = fault.args[0] if fault.args else None
    return cause if isinstance(cause, OSError) else OSError(str(fault))


class _Formats:
    """The looks of cells in one workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        # Typed over, such a text would become a formula; this keeps it text.
        self.quoted = book.add_format({"quote_prefix": True})
        self.whole = book.add_format({"num_format": "0"})
        self._numbers: dict[int, Any] = {}

    def number(self, places: int) -> Any:
        if places not in self._numbers:
            shape = f"#,##0.{'0' * places}" if places else "#,##0"
            self._numbers[places] = self._book.add_format({"num_format": shape})
        return self._numbers[places]


def _write_sheet(book: Any, formats: _Formats, sheet: Sheet) -> None:
    made = book.add_worksheet(_NOT_IN_TITLES.sub(" ", sheet.title)[:31].strip(" '") or "Table")
    widths = [len(heading) + 3 for heading in sheet.headings]
    made.freeze_panes(1, 0)
    for at, heading in enumerate(sheet.headings):
        made.write_string(0, at, heading, formats.head)
    for down, row in enumerate(sheet.rows, start=1):
        for at, cell in enumerate(row):
            _write_cell(made, formats, down, at, cell)
        if down <= _MEASURED:
            for at, cell in enumerate(row):
                widths[at] = max(widths[at], _width(cell))
    for at, width in enumerate(widths):
        made.set_column(at, at, min(width + 2, _WIDEST))
    made.autofilter(0, 0, max(sheet.size, 1), max(0, len(sheet.headings) - 1))


def _width(cell: object) -> int:
    text = _text(cell)
    return max(map(len, text.split("\n"))) if "\n" in text else len(text)


def _write_cell(made: Any, formats: _Formats, down: int, at: int, cell: object) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        made.write_string(down, at, _text(cell))
    elif isinstance(cell, int):
        if len(str(abs(cell))) > _DIGITS:
            made.write_string(down, at, str(cell))
        else:
            made.write_number(down, at, cell, formats.whole)
    elif isinstance(cell, Decimal):
        _, digits, exponent = cell.as_tuple()
        if len(digits) > _DIGITS:
            made.write_string(down, at, _text(cell))
        else:
            places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
            made.write_number(down, at, float(cell), formats.number(places))
    elif isinstance(cell, date):
        if cell < _FIRST_DAY:
            made.write_string(down, at, cell.isoformat())
        else:
            made.write_datetime(down, at, cell, formats.day)
    else:
        text = "; ".join(cell) if isinstance(cell, tuple) else str(cell)
        _write_text(made, formats, down, at, _NO_SIGN.sub("\ufffd", text))


def _write_text(made: Any, formats: _Formats, down: int, at: int, text: str) -> None:
    kept = escaped(text)
    if kept != text:
        # Nothing in a text cell is run as it is; only what an import would take for an apostrophe
        # of ours, or for a text that is kept as a formula, needs one.
        told = kept if text.startswith(("'", '="')) else text
        wrong = made.write_string(down, at, told, formats.quoted)
    else:
        wrong = made.write_string(down, at, text)
    if wrong:
        raise UserError(
            f"Row {number(down)} has a text of {number(len(text))} signs, and an Excel cell holds"
            f" {number(_LONGEST)}.",
            "Write a CSV file, or leave the column out.",
        )
