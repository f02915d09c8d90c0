"""What a spreadsheet shows in its cells beside values: errors, formulas, merged cells."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from models.intake.plan import Plan
from models.intake.sheet import Sheet, open_sheet

Take = Callable[..., Plan]
HEADER = ["partner", "deal", "status", "close_date", "amount"]


def made(path: Path, put: Callable[[Any], None], *rows: list[Any]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Deals")
    for at, row in enumerate([HEADER, *rows]):
        sheet.write_row(at, 0, row)
    put(sheet)
    book.close()
    return path


def cells(sheet: Sheet) -> list[list[Any]]:
    sheet.source.settle()
    return [row for _, row in sheet.rows()]


DEALS = [[f"P{i}", f"D{i}", "won", "2026-01-05", 5.0] for i in range(4)]


def test_an_error_is_shown_where_the_reader_would_leave_a_blank(tmp_path: Path) -> None:
    def put(sheet: Any) -> None:
        sheet.write_formula("E2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("A3", "=Gone!A1", None, "#REF!")
        sheet.write_formula("E4", "=NA()", None, "#N/A")

    found = cells(open_sheet(made(tmp_path / "e.xlsx", put, *DEALS), "deals"))
    assert (found[0][4], found[1][0], found[2][4]) == ("#DIV/0!", "#REF!", "#N/A")
    assert found[3] == ["P3", "D3", "won", "2026-01-05", 5.0]


def test_a_deal_whose_amount_is_an_error_is_no_deal_without_money(
    tmp_path: Path, take: Take
) -> None:
    def put(sheet: Any) -> None:
        sheet.write_formula("E2", "=1/0", None, "#DIV/0!")

    plan = take("deals", made(tmp_path / "e.xlsx", put, *DEALS))
    assert [(r.line, r.column, r.value) for r in plan.rejects] == [(2, "amount", "#DIV/0!")]


def test_a_formula_that_nobody_has_worked_out_is_not_nought(tmp_path: Path, take: Take) -> None:
    def put(sheet: Any) -> None:
        sheet.write_formula("E2", "=2+3")  # as a program writes it that can't calculate
        sheet.write_formula("E3", "=2+3", None, 7)
        sheet.write_formula("B4", '="a"&"b"', None, "ab")

    plan = take("deals", made(tmp_path / "f.xlsx", put, *DEALS))
    assert [(reject.line, reject.value) for reject in plan.rejects] == [(2, "#FORMULA?")]
    assert plan.new == 3
    assert "1 cell with a formula and without its value" in plan.notes[0]


def test_a_name_merged_over_several_rows_stands_in_each(tmp_path: Path, take: Take) -> None:
    def put(sheet: Any) -> None:
        sheet.merge_range("A2:A4", "Acme")

    path = made(tmp_path / "m.xlsx", put, *[["", *row[1:]] for row in DEALS])
    assert [row[0] for row in cells(open_sheet(path, "deals"))] == ["Acme", "Acme", "Acme", ""]
    plan = take("deals", path)
    assert (plan.new, plan.new_partners) == (3, ("Acme",))
    assert [(reject.line, reject.reason) for reject in plan.rejects] == [(5, "is missing")]
    assert plan.notes == ("2 cells under a merged one read as what stands in it.",)


def test_an_amount_merged_over_several_rows_counts_once(tmp_path: Path) -> None:
    def put(sheet: Any) -> None:
        sheet.merge_range("E2:E3", 900)

    path = made(tmp_path / "m.xlsx", put, *[row[:4] if row[0] == "P1" else row for row in DEALS])
    assert [row[4] for row in cells(open_sheet(path, "deals"))] == [900.0, "", 5.0, 5.0]


@pytest.mark.parametrize("rows", [3, 1_000])
def test_a_sheet_without_any_of_it_is_read_as_it_stands(tmp_path: Path, rows: int) -> None:
    path = made(tmp_path / "n.xlsx", lambda _: None, *DEALS * rows)
    sheet = open_sheet(path, "deals")
    assert cells(sheet) == DEALS * rows
    assert sheet.notes == ()
