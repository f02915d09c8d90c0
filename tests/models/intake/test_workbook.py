"""Spreadsheets: typed cells, several sheets, and files made to hurt."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from models.errors import Cancelled, UserError
from models.intake.plan import Plan
from models.intake.sheet import Sheet, open_sheet

Cells = list[list[Any]]
Take = Callable[..., Plan]


def book(path: Path, sheets: dict[str, Cells], hidden: str = "") -> Path:
    made = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    day = made.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        if name == hidden:
            sheet.hide()
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date | datetime):
                    sheet.write_datetime(at, place, cell, day)
                elif cell is not None:
                    sheet.write(at, place, cell)
    made.close()
    return path


def rows(sheet: Sheet) -> list[tuple[int, list[Any]]]:
    sheet.source.settle()
    return list(sheet.rows())


DEALS: Cells = [
    ["Deals of the year"],
    [],
    ["partner", "status", "close_date", "amount"],
    ["Söhne 株式会社", "won", date(2026, 3, 4), 1234.5],
    [None, None, None, None],
    ["O'Neil", "open", datetime(2026, 4, 5, 23, 59), 7],
]


def test_cells_keep_their_type_and_rows_their_number(tmp_path: Path) -> None:
    sheet = open_sheet(book(tmp_path / "deals.xlsx", {"Deals": DEALS}), "deals")
    assert (sheet.name, sheet.header_line, sheet.above) == ("Deals", 3, 2)
    assert rows(sheet) == [
        (4, ["Söhne 株式会社", "won", "2026-03-04", 1234.5]),
        (5, ["", "", "", ""]),
        (6, ["O'Neil", "open", "2026-04-05", 7.0]),
    ]
    assert sheet.estimate() == 3


def test_a_spreadsheet_is_known_by_what_it_holds_not_by_its_name(tmp_path: Path) -> None:
    path = book(tmp_path / "deals.csv", {"Deals": DEALS})
    assert open_sheet(path, "deals").header[0] == "partner"


def test_the_sheet_that_looks_like_the_list_is_taken_and_named(tmp_path: Path) -> None:
    other: Cells = [["Read me first", "and", "then", "this"], *[["x", "y", "z", "w"]] * 20]
    sheets = {"Notes": other, "Deals": DEALS, "Secret": DEALS * 9}
    sheet = open_sheet(book(tmp_path / "many.xlsx", sheets, hidden="Secret"), "deals")
    assert sheet.name == "Deals"
    assert sheet.warnings == ("Only the sheet “Deals” was read, not “Notes”.",)


def test_a_sheet_that_was_not_read_is_named_in_the_warnings(take: Take, tmp_path: Path) -> None:
    path = book(tmp_path / "two.xlsx", {"One": DEALS, "Two": DEALS})
    assert take("deals", path).warnings[0] == "Only the sheet “One” was read, not “Two”."


def test_each_of_two_sheets_can_be_imported(take: Take, tmp_path: Path) -> None:
    head = ["partner", "status", "close_date", "amount"]
    sheets: dict[str, Cells] = {
        name: [head, [name, "won", date(2026, 3, 4), 5]] for name in ("Early", "Late")
    }
    path = book(tmp_path / "two.xlsx", sheets)
    assert take("deals", path, sheet="Late").new_partners == ("Late",)
    assert take("deals", path).new_partners == ("Early",)


def test_another_sheet_can_be_asked_for(tmp_path: Path) -> None:
    path = book(tmp_path / "many.xlsx", {"A": DEALS, "B": [["partner", "x"], ["Acme", "y"]]})
    assert open_sheet(path, "deals", sheet="B").header == ("partner", "x")
    with pytest.raises(UserError, match="no sheet “C”"):
        open_sheet(path, "deals", sheet="C")


def test_a_long_sheet_is_read_whole_and_more_than_once(tmp_path: Path) -> None:
    cells: Cells = [["partner", "status"], *[[f"P{i}", "won"] for i in range(2_500)]]
    told: list[int] = []
    sheet = open_sheet(
        book(tmp_path / "long.xlsx", {"S": cells}),
        progress=lambda done, _total, _text: told.append(done),
    )
    assert not sheet.whole
    first, second = sheet.rows(), sheet.rows()
    assert [next(first), next(second), next(first)] == [
        (2, ["P0", "won"]),
        (2, ["P0", "won"]),
        (3, ["P1", "won"]),
    ]
    assert len(rows(sheet)) == 2_500
    assert max(told) == 2_501


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    path = book(tmp_path / "long.xlsx", {"S": [["a", "b"], *[["x", "y"]] * 2_000]})

    def stop(done: int, _total: int, _text: str) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        open_sheet(path, progress=stop)


def test_a_workbook_without_rows_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"No sheet of empty\.xlsx holds rows"):
        open_sheet(book(tmp_path / "empty.xlsx", {"S": []}))


def zipped(path: Path, parts: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The workbook with its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return zipped(path, dict(parts))


def test_a_cell_at_the_far_corner_kills_nothing_but_the_child(tmp_path: Path) -> None:
    made = xlsxwriter.Workbook(str(tmp_path / "far.xlsx"))
    sheet = made.add_worksheet()
    sheet.write(0, 0, "partner")
    sheet.write(1_048_575, 16_383, "x")
    made.close()
    with pytest.raises(UserError, match="a cell far away from its table"):
        open_sheet(tmp_path / "far.xlsx")


def test_a_cell_outside_every_grid_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "out.xlsx", {"S": [["partner", "status"], ["A", "won"]]})

    def move(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        parts[name] = parts[name].replace(b'r="A2"', b'r="ZZZZ99999999"')

    with pytest.raises(UserError):
        open_sheet(repacked(path, move))


def test_an_archive_that_swells_is_not_opened(tmp_path: Path) -> None:
    path = book(tmp_path / "bomb.xlsx", {"S": [["partner"], ["A"]]})

    def swell(parts: dict[str, bytes]) -> None:
        parts["xl/sharedStrings.xml"] = b"<sst>" + b" " * 20_000_000

    with pytest.raises(UserError, match="unfolds to"):
        open_sheet(repacked(path, swell))


def test_a_document_type_is_not_opened(tmp_path: Path) -> None:
    path = book(tmp_path / "laughs.xlsx", {"S": [["partner"], ["A"]]})

    def laugh(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        parts[name] = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]>' + parts[name]

    with pytest.raises(UserError, match="document type"):
        open_sheet(repacked(path, laugh))


def test_deep_markup_does_no_harm(tmp_path: Path) -> None:
    path = book(tmp_path / "deep.xlsx", {"S": [["partner"], ["A"]]})

    def deepen(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        parts[name] = parts[name].replace(b"<sheetData>", b"<x>" * 60_000 + b"<sheetData>")

    assert open_sheet(repacked(path, deepen)).header == ("partner",)


def test_a_torn_workbook_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "torn.xlsx", {"S": DEALS})
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UserError, match="damaged"):
        open_sheet(path)


def test_a_plain_archive_is_no_spreadsheet(tmp_path: Path) -> None:
    path = zipped(tmp_path / "list.xlsx", {"deals.csv": "partner,status\n"})
    with pytest.raises(UserError, match="ZIP archive"):
        open_sheet(path)


def test_an_open_document_is_read(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = "<table:table-row>{}</table:table-row>"
    body = "".join(
        row.format("".join(cell.format(word) for word in words))
        for words in (["partner", "status"], ["Müller", "won"])
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="S">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>"
    )
    path = zipped(
        tmp_path / "list.ods",
        {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest},
    )
    assert rows(open_sheet(path, "deals")) == [(2, ["Müller", "won"])]


def test_a_new_workbook_under_the_old_ending_is_read(tmp_path: Path) -> None:
    named = book(tmp_path / "made.xlsx", {"Deals": DEALS}).rename(tmp_path / "export.xls")
    assert rows(open_sheet(named, "deals"))[0][1][3] == 1234.5
