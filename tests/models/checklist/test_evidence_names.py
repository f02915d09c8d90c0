"""Names of evidence: what is shown, and what a file system is given."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checklist.evidence_names import ending_of, safe_name, shown_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a/b/c.pdf", "c.pdf"),
        ("..\\..\\c.pdf", "c.pdf"),
        ("../", "file"),
        ("", "file"),
        ("..", "file"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("zero\u200bwidth\u2066.pdf", "zerowidth.pdf"),
        ("line\nbreak\t.pdf", "linebreak.pdf"),
        ("  two  blanks .pdf", "two blanks .pdf"),
        ("Schu\u0308tz 株式会社.pdf", "Schütz 株式会社.pdf"),
    ],
)
def test_a_name_is_shown_without_its_path_and_what_is_hidden(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("CON.txt", "file CON.txt"),
        ("nul", "file nul"),
        ("a:b?.pdf", "a_b_.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("end..", "end"),
        ("plain.pdf", "plain.pdf"),
    ],
)
def test_a_name_is_safe_on_every_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_three_hundred_characters_are_cut_before_the_ending() -> None:
    cut = shown_name("ä" * 300 + ".pdf")
    assert cut.endswith("ä….pdf")
    assert len(cut.encode()) <= 200


@given(st.text(max_size=400))
def test_no_name_leads_out_of_its_folder_or_hides_something(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert safe not in (".", "..")
    assert not set(safe) & set('/\\:*?"<>|')
    assert len(safe.encode()) <= 255
    assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in safe)
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PDF", "pdf"), ("a", ""), (".pdf", ""), ("a.b.txt", "txt")]
)
def test_an_ending_is_what_stands_after_the_last_point(name: str, ending: str) -> None:
    assert ending_of(name) == ending
