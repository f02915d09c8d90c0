"""A table written as a spreadsheet: whole, typed, and nothing in it is run."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models.errors import UserError
from reports.exports import write_table

HEADINGS = ["Partner", "TCV", "Signed"]
ROWS = [["=cmd()", Decimal("14999999.99"), date(2026, 1, 2)], ["Ünal 株式会社", Decimal(0), None]]


def test_csv_has_bare_figures_iso_days_and_no_formula(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    assert write_table(target, "Results", HEADINGS, ROWS) == 2
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["Partner,TCV,Signed", "'=cmd(),14999999.99,2026-01-02", "Ünal 株式会社,0,"]


def test_excel_has_numbers_and_days(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    write_table(target, "Results", HEADINGS, ROWS)
    sheet = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert sheet[0] == HEADINGS
    assert sheet[1] == ["=cmd()", 14999999.99, date(2026, 1, 2)]
    assert sheet[2][0] == "Ünal 株式会社"


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_place_that_can_not_be_written_is_said(tmp_path: Path, ending: str) -> None:
    with pytest.raises(UserError):
        write_table(tmp_path / "missing" / f"out{ending}", "Results", HEADINGS, ROWS)
