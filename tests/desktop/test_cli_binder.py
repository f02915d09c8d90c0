"""The binder from the command line: one file, or one sentence."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.partner import Partner
from models.store import evidence, records
from models.store.portfolio import create
from tests.desktop.command import Command
from tests.models.checklist.evidence_made import office, png

DAY = date(2026, 11, 24)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.alliance"
    with create(path) as made:
        records.add(made, Partner(1, "Ünal"))
        records.add(made, Partner(2, "Brand"))
        evidence.add(made, 1, "shot.png", png(20, 20), DAY)
        evidence.add(made, 1, "list.xlsx", office("xl"), DAY)
    return path


def test_the_binder_of_a_partner_is_written(desk: Command, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "binder.pdf"
    code, told = desk("binder", book, "ünal", "-o", target, "--as-of", DAY).said
    assert (code, told.strip()) == (
        0, f"Wrote {target}: 2 files on 4 pages, 1 of them attached, internal edition.",
    )  # fmt: skip
    assert len(PdfReader(target).pages) == 4
    code, told = desk("binder", book, "ünal", "-o", target, "--as-of", DAY).said
    assert (code, "exists already" in told) == (1, True)
    assert desk("binder", book, "ünal", "-o", target, "--force")[0] == 0


@pytest.mark.parametrize(
    ("partner", "words"), [("Brand", "no evidence of Brand"), ("Nobody", "no partner named")]
)
def test_nothing_to_bind_is_one_sentence(
    desk: Command, book: Path, tmp_path: Path, partner: str, words: str
) -> None:
    code, told = desk("binder", book, partner, "-o", tmp_path / "b.pdf", "--as-of", DAY).said
    assert code == 1
    assert words in told
    assert not (tmp_path / "b.pdf").exists()
