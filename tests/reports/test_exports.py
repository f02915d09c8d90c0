"""A table written as a spreadsheet: whole, typed, and nothing in it is run."""

import csv
import errno
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from models.errors import Cancelled, UserError
from reports import exports
from reports.exports import Sheet, write_sheets, write_table

HEADINGS = ["Partner", "TCV", "Signed"]
ROWS = [["=cmd()", Decimal("14999999.99"), date(2026, 1, 2)], ["Ünal 株式会社", Decimal(0), None]]


def read(path: Path, sheet: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python()


def part_of(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_csv_has_bare_figures_iso_days_and_no_formula(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    assert write_table(target, "Results", HEADINGS, ROWS) == 2
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["Partner,TCV,Signed", "'=cmd(),14999999.99,2026-01-02", "Ünal 株式会社,0,"]


def test_a_csv_begins_with_the_mark_that_excel_knows_utf8_by(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    write_table(target, "Results", HEADINGS, ROWS)
    assert target.read_bytes().startswith(b"\xef\xbb\xbfPartner,")


def test_excel_has_numbers_and_days(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    write_table(target, "Results", HEADINGS, ROWS)
    sheet = read(target)
    assert sheet[0] == HEADINGS
    assert sheet[1] == ["=cmd()", 14999999.99, date(2026, 1, 2)]
    assert sheet[2][0] == "Ünal 株式会社"


@pytest.mark.parametrize("ending", exports.ENDINGS)
def test_each_kind_of_cell_is_written_raw(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"out{ending}"
    row = [True, False, 7, Decimal("-12.5"), ("Europe", "Japan"), None, 'a "b"\nc, d', "007"]
    write_table(target, "All", list("abcdefgh"), [row])
    if ending == ".csv":
        with target.open(encoding="utf-8-sig", newline="") as file:
            found: list[Any] = list(csv.reader(file))[1]
        assert found == ["yes", "no", "7", "-12.5", "Europe; Japan", "", 'a "b"\nc, d', "007"]
    else:
        found = read(target)[1]
        assert found == ["yes", "no", 7, -12.5, "Europe; Japan", "", 'a "b"\nc, d', "007"]


def test_no_text_of_a_workbook_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    texts = ["=1+1", "+1", "-1", "@x", "https://example.com/x", "mailto:a@example.com", "{=1}"]
    write_table(target, "Texts", ["Text"], [[text] for text in texts])
    assert [row[0] for row in read(target)[1:]] == texts
    sheet = part_of(target, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert 'quotePrefix="1"' in part_of(target, "xl/styles.xml")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (999_999_999_999_999, 999_999_999_999_999.0),
        (1_000_000_000_000_000, "1000000000000000"),
        (Decimal("1234567890123.45"), 1234567890123.45),
        (Decimal("12345678901234.56"), "12345678901234.56"),
        (date(1900, 3, 1), date(1900, 3, 1)),
        (date(1900, 2, 28), "1900-02-28"),
    ],
)
def test_what_a_cell_would_lose_digits_of_stays_text(
    tmp_path: Path, cell: object, found: object
) -> None:
    target = tmp_path / "out.xlsx"
    write_table(target, "Figures", ["Figure"], [[cell]])
    assert read(target)[1][0] == found


def test_a_workbook_may_have_several_sheets_whose_names_excel_takes(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    sheets = [
        Sheet("Deals: [open] / all of the many partners", ["Deal"], iter([["One"], ["Two"]]), 2),
        Sheet("'", ["Partner"], [["Nord"]], 1),
    ]
    assert write_sheets(target, sheets) == 3
    names = CalamineWorkbook.from_path(target).sheet_names
    assert names == ["Deals   open    all of the many", "Table"]
    assert read(target, 1) == [["Partner"], ["Nord"]]


def test_a_sheet_without_rows_has_its_headings(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    assert write_table(target, "Nothing", ["Deal", "TCV"], []) == 0
    assert read(target) == [["Deal", "TCV"]]


def test_more_rows_than_a_sheet_holds_are_refused_before_any_is_written(tmp_path: Path) -> None:
    def rows() -> Iterator[list[object]]:
        raise AssertionError
        yield []

    with pytest.raises(UserError, match=r"1,048,576.*CSV"):
        write_sheets(tmp_path / "out.xlsx", [Sheet("Deals", ["Deal"], rows(), 1_048_576)])
    assert list(tmp_path.iterdir()) == []


def test_a_text_longer_than_a_cell_is_never_cut_off(tmp_path: Path) -> None:
    fits, too_long = "x" * 32_767, "x" * 32_768
    write_table(tmp_path / "fits.xlsx", "Notes", ["Notes"], [[fits]])
    assert read(tmp_path / "fits.xlsx")[1][0] == fits
    with pytest.raises(UserError, match="Row 1 has a text of 32,768 signs"):
        write_table(tmp_path / "out.xlsx", "Notes", ["Notes"], [[too_long]])
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("ending", exports.ENDINGS)
def test_stopping_leaves_no_file_behind(tmp_path: Path, ending: str) -> None:
    seen = []

    def stop(done: int, total: int, text: str) -> None:
        seen.append((done, total, text))
        if done:
            raise Cancelled

    target = tmp_path / f"out{ending}"
    with pytest.raises(Cancelled):
        write_table(target, "Deals", ["Deal"], [["One"]] * 2_500, progress=stop)
    assert seen[0] == (0, 2_500, f"Writing {target.name}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", exports.ENDINGS)
def test_a_place_that_can_not_be_written_is_said(tmp_path: Path, ending: str) -> None:
    with pytest.raises(UserError):
        write_table(tmp_path / "missing" / f"out{ending}", "Results", HEADINGS, ROWS)


@pytest.mark.parametrize("ending", exports.ENDINGS)
@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "Free some space"), (errno.EACCES, "Close it where")]
)
def test_a_full_disk_and_a_file_open_elsewhere_are_told_apart(
    tmp_path: Path, ending: str, number: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr("models.files.os.replace", refuse)
    with pytest.raises(UserError, match=words):
        write_table(tmp_path / f"out{ending}", "Results", HEADINGS, ROWS)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_while_a_workbook_is_packed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import xlsxwriter

    def refuse(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(xlsxwriter.Workbook, "_store_workbook", refuse)
    with pytest.raises(UserError, match=r"No space left on device\. Free some space"):
        write_table(tmp_path / "out.xlsx", "Results", HEADINGS, ROWS)
