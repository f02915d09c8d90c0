"""Lists, programs, templates, mappings, forms and evidence made to hurt: a sentence, or taken."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

import resources
from models.checklist import evidence_kinds
from models.checklist import loading as templates
from models.checklist.evidence_record import Evidence
from models.checklist.proof import Proof
from models.intake import checklist_sheet, job, rates_file
from models.intake.mapping import from_toml
from models.program import cases
from models.program import loading as programs
from models.store.portfolio import Portfolio
from reports import logo
from reports.binder.facts import bind
from reports.binder.guarded import write as write_binder
from reports.forms.checklist_form import make_form
from reports.forms.checklist_sheet import make_sheet
from reports.forms.form_back import read_form
from reports.verify_guarded import verify
from tests.faults.counts import chance, times
from tests.faults.hostile import measured, spoilt, spoilt_lines, spoilt_parts
from tests.models.checklist.evidence_made import ALL
from tests.reports.checklist_builder import filled, sending
from tests.sample_portfolio import sample_at

DAY = date(2026, 11, 24)
DEALS = """partner;deal;status;close_date;partner_tcv;services_tcv;currency
"Ünal & Søn";"D ""1"" x";won;2026-03-04;1.234,50;7;EUR
O'Neil;D2;open;2026-04-05;12.000;0;EUR
O'Neil;D3;lost;2025-12-31;;5,5;USD
"""
RATES = "currency,date,rate\nEUR,2026-01-01,1.08\nSEK,2026-01-01,0.0935\n"
MAPPING = """kind = "deals"
[columns]
"Opportunity" = "deal"
"Account" = "partner"
[values.status]
"Closed Won" = "won"
[options]
date_order = "dmy"
decimal = { amount = "comma" }
services_percent = 20
"""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "mine.alliance", DAY) as made:
        yield made


def unchanged(book: Portfolio) -> tuple[object, ...]:
    """What says that nothing was written."""
    tables = ("partners", "deals", "imports", "journal", "rates", "answers", "evidence")
    return tuple(book.conn.value(f"SELECT count(*) FROM {table}") for table in tables)


def workbook(sheets: int = 1, rows: int = 4) -> bytes:
    held = io.BytesIO()
    made = xlsxwriter.Workbook(held, {"in_memory": True})
    for number in range(sheets):
        sheet = made.add_worksheet(f"Sheet {number}")
        sheet.write_row(0, 0, ["partner", "deal", "status", "close_date", "partner_tcv"])
        for row in range(1, rows):
            sheet.write_row(row, 0, ["Ünal", f"D{row}", "won", "2026-03-04", 1234.5])
        sheet.write_formula(rows, 4, "=SUM(E2:E4)", value=3)
        sheet.merge_range(rows + 1, 0, rows + 2, 0, "Ünal")
    made.close()
    return held.getvalue()


def cell_at(*places: str) -> bytes:
    """A workbook of few bytes with cells at these places."""
    cells = "".join(f'<row><c r="{at}"><v>1</v></c></row>' for at in places)
    return with_sheet(workbook(), f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode())


def with_sheet(data: bytes, sheet: bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    held = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(data))
    with whole, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as other:
        for one in whole.namelist():
            other.writestr(one, sheet if one == name else whole.read(one))
        if name not in whole.namelist():
            other.writestr(name, sheet)
    return held.getvalue()


STRINGS = b"<sst count='4000000000' uniqueCount='4000000000'></sst>"
LAUGHS = b"<!DOCTYPE l [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]><worksheet><sheetData>&j;</sheetData></worksheet>"  # fmt: skip
CORPUS = {
    "far cell.xlsx": cell_at("A1", "XFD1048576"),
    "outside.xlsx": cell_at("A1", "ZZZZ99999999"),
    "wide.xlsx": cell_at("A1", *(f"XFD{row}" for row in range(1, 400))),
    "bomb.xlsx": with_sheet(workbook(), b"<worksheet>" + b" " * (20 * 2**20)),
    "laughs.xlsx": with_sheet(workbook(), LAUGHS),
    "outside entity.xlsx": with_sheet(
        workbook(), b"<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/hosts'>]><worksheet>&x;</worksheet>"
    ),
    "climbs.xlsx": with_sheet(workbook(), b"x", "../../climbs.txt"),
    "strings.xlsx": with_sheet(workbook(), STRINGS, "xl/sharedStrings.xml"),
    "torn.xlsx": workbook()[:900],
    "none.xlsx": b"PK\x03\x04",
    "empty.csv": b"",
    "no zip.xlsx": b"no zip at all",
    "columns.csv": b",".join(b"c%d" % n for n in range(16_384)) + b"\n" + b"1," * 16_383 + b"1\n",
    "more columns.csv": b"a," * 200_000 + b"\n" + b"1," * 200_000,
    "cell.csv": b"partner,deal\nA," + b"x" * 5_000_000,
    "quote.csv": b'partner,deal\n"A,' + b"x\n" * 2_000_000,
    "quotes.csv": b'partner,deal\n' + b'"' * 1_000_000,
    "nul.csv": b"partner,deal\nA\0B,C\n",
    "surrogates.csv": b"partner,deal\n\xed\xa0\x80,C\n",
    "one line.csv": b"x" * 3_000_000,
    "delimiters.csv": b";" * 1_000_000,
    "breaks.csv": b"\n" * 3_000_000,
    "wide.txt": "partner\tdeal\nA\tB\n".encode("utf-16"),
    "half wide.csv": "partner,deal\nA,B\n".encode("utf-16")[:-1],
    "endless dates.csv": DEALS.encode().replace(b"2026-03-04", b"9999-12-31"),
    "no number.csv": DEALS.encode().replace(b"1.234,50", b"NaN").replace(b"12.000", b"inf"),
    "vast.csv": DEALS.encode().replace(b"12.000", b"9" * 400),
    "power.csv": DEALS.encode().replace(b"12.000", b"1e308"),
    "formula.csv": DEALS.encode().replace(b"O'Neil", b"=cmd|' /C calc'!A0"),
    "device.csv": DEALS.encode().replace(b"O'Neil", b"con.txt"),
}  # fmt: skip


def take_list(book: Portfolio, path: Path) -> None:
    job.prepare(book, "deals", path, today=DAY)


@pytest.mark.parametrize("name", CORPUS)
def test_a_list_made_to_hurt_is_refused_or_read(book: Portfolio, tmp_path: Path, name: str) -> None:
    path, before = tmp_path / name, unchanged(book)
    path.write_bytes(CORPUS[name])
    with measured() as tried:
        tried(lambda: take_list(book, path))
        tried(lambda: rates_file.check(book, path))
        tried(lambda: job.read_lookup(path))
        tried(lambda: checklist_sheet.looks_like_form(path))
        tried(lambda: checklist_sheet.read_sheet(path))
    assert unchanged(book) == before
    assert not (tmp_path.parent / "climbs.txt").exists()


def pieces(data: bytes, moment: Random) -> bytes:
    """One of the ways in which a file is spoilt."""
    if data.startswith(b"PK") and moment.random() < 0.6:
        return spoilt_parts(data, moment)
    if not data.startswith((b"PK", b"%PDF")) and moment.random() < 0.6:
        return spoilt_lines(data.decode("utf-8", "replace"), moment).encode()
    return spoilt(data, moment)


@pytest.mark.parametrize(
    ("name", "data", "few", "many"),
    [
        ("deals.csv", DEALS.encode(), 150, 5_000),
        ("deals.xlsx", workbook(), 25, 2_500),
        ("several.xlsx", workbook(3, 40), 10, 1_000),
    ],
)
def test_a_spoilt_list_is_refused_or_read(
    book: Portfolio, tmp_path: Path, name: str, data: bytes, few: int, many: int
) -> None:
    moment, before, path = chance(name), unchanged(book), tmp_path / name
    with measured() as tried:
        for _ in range(times(few, many)):
            path.write_bytes(pieces(data, moment))
            tried(lambda: take_list(book, path))
    assert unchanged(book) == before


def test_a_spoilt_list_of_rates_is_refused_or_read(book: Portfolio, tmp_path: Path) -> None:
    moment, before, path = chance("rates"), unchanged(book), tmp_path / "rates.csv"
    with measured() as tried:
        for _ in range(times(100, 3_000)):
            path.write_bytes(pieces(RATES.encode(), moment))
            tried(lambda: rates_file.check(book, path))
    assert unchanged(book) == before


def texts_of(folder: str) -> list[str]:
    return [
        file.read_text(encoding="utf-8") for file in sorted(resources.path(folder).glob("*.toml"))
    ]


def look_at_program(text: str) -> None:
    told = programs.faults(text)
    made = programs.program_of(text)
    if not [words for words in told if not words.startswith("Warning:")]:
        made.terms_on(DAY)


def look_at_template(text: str) -> None:
    templates.faults(text, "theirs.toml")
    templates.template_of(text, "theirs.toml")


@pytest.mark.parametrize(
    ("folder", "look", "few"),
    [("programs", look_at_program, 40), ("checklists", look_at_template, 60)],
)
def test_a_spoilt_file_of_rules_is_refused_or_read(
    folder: str, look: Callable[[str], object], few: int
) -> None:
    moment, whole = chance(folder), texts_of(folder)
    with measured() as tried:
        for _ in range(times(few, 40 * few)):
            text = moment.choice(whole).encode()
            made = pieces(text, moment).decode("utf-8", "replace")
            tried(look, made)


def test_spoilt_cases_and_mappings_are_refused_or_read() -> None:
    moment = chance("cases")
    program = resources.path("programs/example-fjordlight-1.toml").read_text(encoding="utf-8")
    whole = resources.path("programs/example-fjordlight-1.cases.toml").read_text(encoding="utf-8")
    with measured() as tried:
        for _ in range(times(15, 600)):
            made = pieces(whole.encode(), moment).decode("utf-8", "replace")
            tried(cases.run, program, made)
        for _ in range(times(300, 5_000)):
            made = pieces(MAPPING.encode(), moment).decode("utf-8", "replace")
            tried(from_toml, made, "deals")


def read_guarded(data: bytes) -> None:
    read_form(data, "form.pdf", guarded=True)


def keep_kind(found: list[str], name: str, data: bytes) -> None:
    found.append(evidence_kinds.kind_of(name, data))


def test_a_spoilt_form_is_refused_or_read(tmp_path: Path) -> None:
    moment, path = chance("forms"), tmp_path / "form.xlsx"
    form, sheet = make_form(filled(), sending()), make_sheet(filled(), sending())
    with measured() as tried:
        for _ in range(times(25, 1_500)):
            made = spoilt(form, moment)
            tried(read_guarded, made)
        for _ in range(times(10, 500)):
            path.write_bytes(pieces(sheet, moment))
            tried(lambda: checklist_sheet.looks_like_form(path))
            tried(lambda: checklist_sheet.read_sheet(path))


def test_spoilt_evidence_is_kept_out_or_bound(tmp_path: Path) -> None:
    moment, proofs = chance("evidence"), []
    with measured() as tried:
        for number in range(times(40, 1_000)):
            name, data = moment.choice(sorted(ALL.items()))
            made = spoilt(data, moment)
            found: list[str] = []
            tried(keep_kind, found, name, made)
            for kind in found:
                sha256 = hashlib.sha256(made).hexdigest()
                (tmp_path / sha256).write_bytes(made)
                kept = Evidence(number, 1, sha256, name, kind, len(made))
                proofs.append(Proof(kept, f"Question {number}"))
        for first in range(0, len(proofs), 40):
            facts = bind("Northwind", proofs[first : first + 40], DAY)
            tried(write_binder, facts, tmp_path, {}, tmp_path / "binder.pdf")


def test_a_spoilt_logo_is_refused_or_taken() -> None:
    moment = chance("logos")
    pictures = [ALL[name] for name in sorted(ALL) if name.endswith((".png", ".jpg", ".jpeg"))]
    with measured() as tried:
        for _ in range(times(100, 5_000)):
            made = spoilt(moment.choice(pictures), moment)
            tried(logo.ready, made, "logo.png")


def test_a_spoilt_pack_is_refused_or_told(tmp_path: Path) -> None:
    from reports.pack import render
    from tests.reports.facts_builder import silver

    moment, path, data = chance("packs"), tmp_path / "pack.pdf", render(silver())[0]
    with measured() as tried:
        for _ in range(times(8, 400)):
            path.write_bytes(spoilt(data, moment))
            tried(lambda: verify(path))
