"""A table as a spreadsheet file: Excel or CSV, money as numbers and days as days."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from models.files import safe_save, write_text

_WIDEST = 60
_FORMULA = ("=", "+", "-", "@")


def write_table(
    target: Path, title: str, headings: Sequence[str], rows: Sequence[Sequence[object]]
) -> int:
    """Write headings and rows to `target`, by its ending; how many rows there are.

    The file is whole or not there. Raises UserError where it can't be written.
    """
    if target.suffix.lower() == ".csv":
        write_text(target, _csv(headings, rows))
    else:
        with safe_save(target) as part:
            _xlsx(part, title, headings, rows)
    return len(rows)


def _csv(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return out.getvalue()


def _text(cell: object) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    text = "" if cell is None else str(cell)
    # A spreadsheet would run a text that begins like a formula.
    risky = isinstance(cell, str) and text.startswith(_FORMULA)
    return f"'{text}" if risky else text


def _xlsx(
    target: Path, title: str, headings: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    with xlsxwriter.Workbook(str(target), {"in_memory": True}) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        money = book.add_format({"num_format": "#,##0.00"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        widths = [len(heading) for heading in headings]
        for at, heading in enumerate(headings):
            sheet.write_string(0, at, heading, bold)
        for down, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                widths[at] = max(widths[at], len(_text(cell)))
                if isinstance(cell, Decimal | int) and not isinstance(cell, bool):
                    sheet.write_number(down, at, float(cell), money)
                elif isinstance(cell, date):
                    sheet.write_datetime(down, at, cell, day)
                else:
                    sheet.write_string(down, at, "" if cell is None else str(cell))
        for at, width in enumerate(widths):
            sheet.set_column(at, at, min(width + 2, _WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), max(0, len(headings) - 1))
