"""Documents are read aloud as they are meant: a checker of PDF/UA finds nothing to say."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import outloud  # type: ignore[import-untyped]
import pikepdf
import pytest

from models.checklist.evidence_kinds import kind_of
from models.checklist.evidence_record import Evidence
from models.checklist.proof import Proof
from models.pack_plan import KINDS
from reports.binder.facts import bind
from reports.binder.making import write
from reports.chart_words import said
from reports.facts import EDITIONS
from reports.forms.checklist_form import make_form
from reports.forms.checklist_paper import make_paper
from reports.letter_facts import ASSESSMENT, Award
from reports.letters import build
from reports.review import render
from reports.structure import Chart, Node, Series, _settled
from tests.models.checklist.evidence_made import ALL
from tests.reports.binder.test_making import picture
from tests.reports.checklist_builder import answer, filled, sending
from tests.reports.conftest import PARTNERS, Made
from tests.reports.test_letters import letter
from tests.reports.test_review import review

# An address that somebody wrote is printed as text: no document of ours leads out of itself.
ON_PURPOSE = {"LNK-010"}
DAY = date(2026, 11, 24)
_WORDS = [hashlib.sha256(bytes([n])).hexdigest() for n in range(150)]
# One edition of each sample partner, and what is made to be hard.
ALOUD = [
    *(f"sample {at}, {EDITIONS[at % 2]}" for at in range(PARTNERS)),
    *(f"{kind}, {edition}" for kind in KINDS for edition in EDITIONS),
    *(f"hostile, {edition}" for edition in EDITIONS),
    *(f"too much, {edition}" for edition in EDITIONS), "far away", "empty",
]  # fmt: skip


# A heat grid says each cell by its mark's words, which the checker does not count as text, and a
# chart of lanes is a picture, which it takes for a table without one.
OF_REVIEW = {"TBL-012", "TBL-014"}


def faults(data: bytes, folder: Path, also: Iterable[str] = ()) -> list[str]:
    path = folder / "document.pdf"
    path.write_bytes(data)
    result = outloud.check(str(path), skip=ON_PURPOSE | {*also})
    assert result.error is None
    told = [one for one in result.findings if one.severity != "info"]
    return [f"{one.rule} on page {one.page}: {one.message}; {one.evidence}" for one in told]


@pytest.mark.parametrize("name", ALOUD)
def test_every_pack_is_read_aloud_without_a_fault(
    name: str, all_made: Callable[[str], Made], tmp_path: Path
) -> None:
    assert faults(all_made(name).data, tmp_path) == []


def test_letters_are_read_aloud_without_a_fault(tmp_path: Path) -> None:
    award = Award(2022, "Gold", "Silver", "up", False, None)
    long = "A paragraph of some length, with a few words in it. " * 60
    for facts in (letter(), letter(ASSESSMENT, award=award), letter(note=f"{long}\n{long}")):
        assert faults(build(facts).data, tmp_path) == []


@pytest.mark.parametrize("count", [0, 1, 60])
def test_the_review_of_all_partners_is_read_aloud_without_a_fault(
    count: int, tmp_path: Path
) -> None:
    assert faults(render(review(count)).data, tmp_path, OF_REVIEW) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_forms_are_read_aloud_with_every_field_in_its_place(edition: str, tmp_path: Path) -> None:
    some = filled({"deals_missing": answer("deals_missing", "שלום, 東京")})
    form = make_form(some, sending(edition))
    assert faults(form, tmp_path) == []
    assert faults(make_paper(some, sending(edition)), tmp_path) == []
    with pikepdf.open(tmp_path / "document.pdf") as pdf:
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_binder_is_read_aloud_with_its_pictures_in_words(edition: str, tmp_path: Path) -> None:
    files = {
        "The signed agreement.png": picture("PNG"),
        "The letter.eml": ALL["mail.eml"],
        "The list of people.txt": "\n".join(_WORDS).encode(),
    }
    proofs = []
    for number, (name, data) in enumerate(files.items(), 1):
        sha256 = hashlib.sha256(data).hexdigest()
        (tmp_path / sha256).write_bytes(data)
        made = Evidence(number, 1, sha256, name, kind_of(name, data), len(data))
        proofs.append(Proof(made, f"What {name} proves", "Quarterly review"))
    facts = bind("Northwind", proofs, DAY, edition=edition)
    write(facts, tmp_path.joinpath, tmp_path / "binder.pdf")
    assert faults((tmp_path / "binder.pdf").read_bytes(), tmp_path) == []


def test_a_binder_with_pages_of_others_does_not_say_that_it_conforms(tmp_path: Path) -> None:
    with pikepdf.new() as theirs:
        theirs.add_blank_page()
        theirs.pages[0].obj.StructParents = 0
        theirs.save(tmp_path / "theirs.pdf")
    data = (tmp_path / "theirs.pdf").read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    (tmp_path / sha256).write_bytes(data)
    made = Evidence(1, 1, sha256, "theirs.pdf", "pdf", len(data))
    facts = bind("Northwind", [Proof(made, "What it proves")], DAY)
    write(facts, tmp_path.joinpath, tmp_path / "binder.pdf")
    with pikepdf.open(tmp_path / "binder.pdf") as pdf:
        assert b"pdfuaid:part>" not in pdf.Root.Metadata.read_bytes()
        assert "/StructParents" not in pdf.pages[-1].obj


def _row(*kinds: str, scope: str = "Row") -> Node:
    cells = [Node(kind, scope=scope if kind == "TH" else "") for kind in kinds]
    return Node("TR", kids=list(cells))


def test_rows_stand_in_groups_where_rows_have_a_heading_over_them() -> None:
    head = _row("TH", "TH", "TH", scope="Column")
    group = _row("TH", "TD", scope="Group")
    rows = [_row("TH", "TD", "TD") for _ in range(4)]
    table = Node("Table", kids=[head, rows[0], group, *rows[1:]])
    written = [kid for kid in _settled(table) if isinstance(kid, Node)]
    assert [kid.kind for kid in written] == ["THead", "TBody", "TBody"]
    assert [len(kid.kids) for kid in written] == [1, 1, 4]


def test_a_few_rows_have_no_heads_of_their_own() -> None:
    for rows, left in ((1, 0), (2, 0), (3, 3)):
        body = [_row("TH", "TD", "TD") for _ in range(rows)]
        table = Node("Table", kids=[_row("TH", "TH", "TH", scope="Column"), *body])
        _settled(table)
        heads = [cell for row in body for cell in row.kids if isinstance(cell, Node)]
        assert sum(cell.kind == "TH" for cell in heads) == left


def test_a_chart_says_every_figure_or_where_there_are_many_its_course() -> None:
    few = Chart("columns", ["Q1 2022", "Q2 2022"], [Series("Open", [1_499_999_99, None])], "USD",
                [("Gold", 15_000_000_00)])  # fmt: skip
    assert said(few, "Columns") == (
        "Columns: Open: first quarter of 2022 with 1.4 million US dollars, second quarter of 2022"
        " with nothing known. Held against Gold with 15.0 million US dollars."
    )
    many = Chart("line", [f"week {n}" for n in range(20)], [Series("Deals", [*range(1, 21)])])
    assert said(many, "Line") == (
        "Line: Deals: begins with one at week 0, ends with 20 at week 19, is highest with 20 at"
        " week 19, is lowest with one at week 0."
    )
