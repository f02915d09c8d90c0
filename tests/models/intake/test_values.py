"""Text, yes and no, lists and words in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.values import (
    Ids,
    Memo,
    Refused,
    Texts,
    choice_reader,
    escaped,
    lines,
    number_text,
    paragraphs,
    read_list,
    read_yes_no,
    text,
    unescaped,
)
from models.partner import CONTACT_ROLES, TRAINING_KINDS


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("yes", 1), ("YES", 1), ("True", 1), ("1", 1), ("y", 1), ("Ja", 1), (1.0, 1),
        ("no", 0), ("FALSE", 0), ("0", 0), ("N", 0), ("nein", 0), (0.0, 0),
        ("", None), (" ", None), ("n/a", None),
    ],
)  # fmt: skip
def test_yes_and_no_are_read_in_any_case(cell: str | float, answer: int | None) -> None:
    assert read_yes_no(cell) == answer


@pytest.mark.parametrize("cell", ["maybe", "2", "yes please"])
def test_what_is_neither_yes_nor_no_is_refused(cell: str) -> None:
    with pytest.raises(Refused, match="neither yes nor no"):
        read_yes_no(cell)


def test_text_is_trimmed_to_single_blanks() -> None:
    assert text("  Müller\u00a0 &\tSöhne\n") == "Müller & Söhne"
    assert text(12345.0) == "12345"
    assert text(0.1 + 0.2) == "0.3"
    assert lines(" one \n two  words ") == "one\ntwo words"


def test_marks_that_show_nothing_are_left_out() -> None:
    for read in (text, Texts().__getitem__, Ids().__getitem__):
        assert read("\ufeffMüller\u200b \u00ad& Söhne\u200e ") == "Müller & Söhne"
        assert read("\u200b") == ""
        assert read("क्\u200dष") == "क्\u200dष"


def test_a_number_kept_as_text_by_a_formula_is_that_text() -> None:
    assert Texts()['="00123"'] == text('="00123"') == "00123"
    assert text('\'="00123"') == '="00123"'


def test_an_id_never_loses_digits_silently() -> None:
    ids = Ids()
    assert [ids[cell] for cell in ("00123", "123456789012345678", 999_999_999_999_999.0, 7)] == [
        "00123", "123456789012345678", "999999999999999", "7",
    ]  # fmt: skip
    for cell in (1e15, 123456789012345678, "1.23457E+17", "1,23457E+17"):
        with pytest.raises(Refused, match=r"15 digits|shortened"):
            ids[cell]
    assert ids["1E+17"] == "1E+17"


@pytest.mark.parametrize("cell", ["n/a", "-", "#N/A", "TBC", "", " "])
def test_a_word_for_nothing_is_no_id(cell: str) -> None:
    assert Ids()[cell] == ""


@pytest.mark.parametrize("cell", ["#REF!", "#DIV/0!", "#NAME?", "#BEZUG!", "#¡REF!", "Err:502"])
def test_an_error_of_a_spreadsheet_is_no_text(cell: str) -> None:
    with pytest.raises(Refused, match="an error of the spreadsheet"):
        Texts()[cell]


def test_what_only_looks_like_an_error_is_text() -> None:
    for cell in ("#1 Partner!", "#Hashtag!", "Err: no", "# 5"):
        assert Texts()[cell] == cell


def test_numbers_are_written_as_they_would_be_typed() -> None:
    assert [number_text(cell) for cell in (5.0, 5.25, 1e15, 7, "007")] == [
        "5", "5.25", "1000000000000000", "7", "007",
    ]  # fmt: skip


@given(st.text(st.characters(exclude_categories=["Cs", "Cf"]), max_size=20))
def test_an_escaped_cell_runs_nowhere_and_is_read_back(cell: str) -> None:
    written = escaped(cell)
    assert written[:1] not in tuple("=+-@\t\r")
    assert text(written) == " ".join(cell.split()) or cell[:1] in "\t\r"


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+49 170 1234567", "-12.5", "@SUM(A1)", "'=x", "''+x", " =1+1", "\u00a0=1", "＝1+1",
     "＋1", "－1", "＠x", "\t=1", "\r=1", "'\t"],
)  # fmt: skip
def test_whatever_a_spreadsheet_might_run_is_escaped_and_read_back(cell: str) -> None:
    assert escaped(cell) == f"'{cell}"
    assert unescaped(escaped(cell)) == cell


@pytest.mark.parametrize("cell", ["a=b", "'quoted'", "'s-Hertogenbosch", "3-4", "", "' a"])
def test_what_nothing_runs_stays_as_it_is(cell: str) -> None:
    assert escaped(cell) == unescaped(cell) == cell


@given(st.text("'=+-@＝ \t\r\nab", max_size=6))
def test_escaping_is_undone_exactly_blanks_and_all(cell: str) -> None:
    assert unescaped(escaped(cell)) == cell


def test_the_apostrophe_of_a_cell_is_not_that_of_its_lines() -> None:
    notes = "plan\n'-first\n  '=second"
    assert paragraphs(escaped(notes)) == notes
    assert paragraphs(escaped("=x\n'-y")) == "=x\n'-y"
    assert lines(escaped("-x\n'-y  z")) == "-x\n'-y z"
    assert paragraphs(" one \n  two  words \n") == "one\n  two  words"


@given(st.text("'=+-@ab", max_size=6))
def test_escaping_is_undone_exactly(cell: str) -> None:
    assert text(escaped(cell)) == cell
    assert Texts()[escaped(cell)] == cell


def test_lists_part_at_semicolons_and_lines_without_repeats() -> None:
    assert read_list("QRadar; Guardium ;QRadar;;\nVerify") == ("QRadar", "Guardium", "Verify")
    assert read_list("A, B") == ("A, B",)
    assert read_list("n/a") == ()
    assert read_list("") == ()


def test_roles_and_kinds_are_read_by_their_own_words_and_others() -> None:
    role = choice_reader("role", CONTACT_ROLES, "role")
    assert role("Executive Sponsor") == "executive sponsor"
    assert role("technical_resource") == "technical resource"
    assert role("Exec sponsor") == "executive sponsor"
    assert role("") == ""
    with pytest.raises(Refused, match="is no role; use executive sponsor, alliance manager"):
        role("Boss")
    kind = choice_reader("training", TRAINING_KINDS, "kind of training")
    assert [kind(word) for word in TRAINING_KINDS] == list(TRAINING_KINDS)
    assert kind("standard mss delivery") == "standard MSS delivery"


def test_a_column_keeps_only_so_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.intake.values.MOST_KEPT", 2)
    read: list[object] = []

    def shout(cell: object) -> str:
        read.append(cell)
        return str(cell).upper()

    memo = Memo(shout)
    assert [memo[cell] for cell in "abcabc"] == list("ABCABC")
    assert read == ["a", "b", "c", "c"]
