"""A checklist that comes back as a spreadsheet, filled in by writing into its XML."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.checklist.returned import ReturnedForm
from models.checklist.values import YES_NO, people_value
from models.errors import UserError
from models.intake.checklist_sheet import looks_like_form, read_sheet
from reports.exports import write_table
from reports.forms.checklist_sheet import make_sheet
from tests.reports.checklist_builder import answer, filled, sending
from tests.reports.forms.test_form_back import filling

COLUMNS = {"value": "E", "note": "G", "owner": "H", "due_on": "I"}

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def _xml(content: bytes | str) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314  a file of ours


def rows_of(data: bytes) -> dict[str, int]:
    """The row of each item, found by the key in the hidden column."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        strings = ["".join(one.itertext()) for one in _xml(book.read(STRINGS))]
        sheet = _xml(book.read(SHEET))
    found = {}
    for cell in sheet.iterfind(".//{*}c"):
        place = cell.get("r", "")
        value = cell.find("{*}v")
        if re.fullmatch(r"A\d+", place) and value is not None:
            found[strings[int(value.text or "0")]] = int(place[1:])
    return found


def fill(
    data: bytes, typed: Mapping[tuple[str, str], str | float], rows: Mapping[str, int]
) -> bytes:
    """The file with these cells: text as text, a number as a number."""
    places = {f"{COLUMNS[part]}{rows[item]}": value for (item, part), value in typed.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(out, "w") as copy:
        for name in book.namelist():
            content = book.read(name)
            if name == SHEET:
                sheet = _xml(content)
                for cell in sheet.iterfind(".//{*}c"):
                    if cell.get("r") in places:
                        _set(cell, places[str(cell.get("r"))])
                content = ET.tostring(sheet)
            copy.writestr(name, content)
    return out.getvalue()


def _set(cell: ET.Element, value: str | float) -> None:
    space = cell.tag.removesuffix("c")
    for child in list(cell):
        cell.remove(child)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = ET.SubElement(ET.SubElement(cell, f"{space}is"), f"{space}t")
        text.text = value
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")  # as programs do
    else:
        cell.attrib.pop("t", None)
        ET.SubElement(cell, f"{space}v").text = repr(value)


def back(tmp_path: Path, data: bytes) -> ReturnedForm:
    file = tmp_path / "review.xlsx"
    file.write_bytes(data)
    return read_sheet(file)


def test_what_is_filled_in_comes_back_exactly_a_hundred_and_fifty_times(tmp_path: Path) -> None:
    chance = random.Random(20261124)
    data = make_sheet(filled(), sending("internal"))
    rows, identity = rows_of(data), back(tmp_path, data).identity
    for _ in range(150):
        typed, expected = {}, {}
        for key, asked in identity.items.items():
            for part in chance.sample(list(asked.sent), k=chance.randint(0, 2)):
                text, value = filling(chance, asked, part)
                if asked.item.kind == "yes_no" and part == "value":
                    text = YES_NO[value]
                if asked.item.kind == "choice" and part == "value":
                    text = {c.key: c.label for c in asked.item.choices}[value]
                typed[key, part] = text
                expected[key, part] = value
        replies = back(tmp_path, fill(data, typed, rows)).replies
        assert not [reply.problem for reply in replies if reply.problem]
        got = {(reply.item, reply.part): reply.value for reply in replies}
        assert {key: got[key] for key in expected} == expected


def test_cells_may_hold_numbers_and_days(tmp_path: Path) -> None:
    data = make_sheet(filled(), sending())
    serial = (date(2026, 12, 24) - date(1899, 12, 30)).days
    typed: dict[tuple[str, str], str | float] = {
        ("trained", "value"): 12.0, ("budget", "value"): 1250.5, ("next_visit", "value"): serial,
        ("next_visit", "due_on"): serial, ("people", "note"): 2026.0,
    }  # fmt: skip
    replies = back(tmp_path, fill(data, typed, rows_of(data))).replies
    got = {(reply.item, reply.part): reply.value for reply in replies if reply.value}
    assert got == {
        ("trained", "value"): "12", ("budget", "value"): "125050 USD",
        ("next_visit", "value"): "2026-12-24", ("next_visit", "due_on"): "2026-12-24",
        ("people", "note"): "2026",
    }  # fmt: skip


def test_a_sheet_that_was_not_touched_says_what_it_said(tmp_path: Path) -> None:
    told = {
        "deals_registered": answer(
            "deals_registered", "partly", note="=1+1", owner="O'Neil & Söhne"
        ),
        "trained": answer("trained", "123456789012345.123456"),
        "budget": answer("budget", "1250050 USD", due_on=date(2026, 12, 1)),
        "people": answer("people", people_value(["Ann; Bob", "株式会社", "שלום 🎉"])),
        "next_visit": answer("next_visit", "1899-12-03"),
        "deals_missing": answer("deals_missing", "one\ntwo\n\n" + "x" * 19_000),
        "health": answer("health", "fair"),
    }
    form = back(tmp_path, make_sheet(filled(told), sending("internal")))
    sent = {(k, p): v for k, asked in form.identity.items.items() for p, v in asked.sent.items()}
    assert {(one.item, one.part): one.value for one in form.replies} == sent
    assert sent["budget", "value"] == "1250050 USD"
    assert form.identity.kind == "xlsx"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_goes_out_and_is_the_same_when_left_alone(tmp_path: Path, text: str) -> None:
    first = answer("deals_registered", "no", note=text.strip(), owner="_x0041_")
    told = {"deals_registered": first, "deals_missing": answer("deals_missing", text.strip())}
    form = back(tmp_path, make_sheet(filled(told), sending("internal")))
    sent = {(k, p): v for k, asked in form.identity.items.items() for p, v in asked.sent.items()}
    assert {(one.item, one.part): one.value for one in form.replies} == sent


def test_a_row_that_was_deleted_says_nothing(tmp_path: Path) -> None:
    data = make_sheet(filled({"trained": answer("trained", "2")}), sending())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(out, "w") as copy:
        for name in book.namelist():
            content = book.read(name)
            if name == SHEET:
                row = rows_of(data)["trained"]
                content = re.sub(rb'<row r="%d".*?</row>' % row, b"", content, flags=re.S)
            copy.writestr(name, content)
    got = {(r.item, r.part): r.value for r in back(tmp_path, out.getvalue()).replies}
    assert got["trained", "value"] == "2"


def without(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(out, "w") as copy:
        for part in book.namelist():
            content = book.read(part)
            copy.writestr(part, content.replace(old, new) if part == name else content)
    return out.getvalue()


def test_wrong_files_are_told_apart(tmp_path: Path) -> None:
    data = make_sheet(filled(), sending())
    other = tmp_path / "list.xlsx"
    write_table(other, "Deals", ["Deal", "TCV"], [["One", 1]])
    with pytest.raises(UserError, match="no form that Alliance Desk sent"):
        read_sheet(other)
    with pytest.raises(UserError, match=r"review\.xlsx"):
        back(tmp_path, data[: len(data) // 2])
    with pytest.raises(UserError, match=r"sheet “Checklist” of that form is gone"):
        back(tmp_path, without(data, STRINGS, b"<t>item</t>", b"<t>thing</t>"))
    with pytest.raises(UserError, match="its questions are gone"):
        back(tmp_path, _without_keys(data))


def _without_keys(data: bytes) -> bytes:
    strings = {key.encode() for key in rows_of(data)} - {b"item"}
    for key in strings:
        data = without(data, STRINGS, b"<t>" + key + b"</t>", b"<t>-</t>")
    return data


def test_a_form_is_told_from_other_files_at_a_glance(tmp_path: Path) -> None:
    form, other, text = tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "c.csv"
    form.write_bytes(make_sheet(filled(), sending()))
    write_table(other, "Deals", ["Deal"], [["One"]])
    write_table(text, "Deals", ["Deal"], [["One"]])
    assert [looks_like_form(file) for file in (form, other, text, tmp_path / "none.xlsx")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_a_damaged_file_is_no_form_or_still_one_and_nothing_else_happens(tmp_path: Path) -> None:
    whole, spoiled = make_sheet(filled(), sending()), tmp_path / "spoiled.xlsx"
    chance, found = random.Random(3), set()
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        spoiled.write_bytes(data)
        found.add(looks_like_form(spoiled))
    assert found == {True, False}


def test_the_partner_edition_of_the_sheet_holds_nothing_internal() -> None:
    told = {
        "margin_secret": answer("margin_secret", "SECRET"),
        "trained": answer("trained", "2", note="SECRET"),
        "budget": answer("budget", mark="waived", reason="SECRET", approver="SECRET"),
    }
    data = make_sheet(filled(told), sending())
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = b"".join(book.read(name) for name in book.namelist())
    assert b"SECRET" not in parts
    assert b"margin" not in parts.replace(b"protects your margin", b"").replace(b"pageMargin", b"")
    with zipfile.ZipFile(io.BytesIO(make_sheet(filled(told), sending("internal")))) as book:
        assert b"SECRET" in b"".join(book.read(name) for name in book.namelist())


def test_only_answers_can_be_typed_into() -> None:
    data = make_sheet(filled(), sending())
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read(SHEET).decode()
        styles = _xml(book.read("xl/styles.xml"))
        workbook = book.read("xl/workbook.xml").decode()
    assert "<sheetProtection" in sheet
    assert 'state="veryHidden"' in workbook
    open_ = {
        str(at)
        for at, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
        if (lock := style.find("{*}protection")) is not None and lock.get("locked") == "0"
    }
    columns = {
        re.sub(r"\d", "", cell.get("r", ""))
        for cell in _xml(sheet).iterfind(".//{*}c")
        if cell.get("s") in open_
    }
    assert columns == set(COLUMNS.values())
    assert sheet.count("<dataValidation ") == 2
    assert '<pane xSplit="3" ySplit="5"' in sheet
