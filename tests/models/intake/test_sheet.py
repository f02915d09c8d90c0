"""Opening files: encodings, delimiters, header rows, line numbers, and what is no list."""

import codecs
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.intake.recognise import guess_kind
from models.intake.sheet import Sheet, open_sheet
from models.intake.text_file import HEAD, LONGEST_LINE

Write = Callable[..., Path]
NAMES = "Partner;Status\nMüller & Söhne;won\nO'Neil 株式会社;open\n"


def rows(sheet: Sheet) -> list[tuple[int, list[str]]]:
    sheet.source.settle()
    return [(line, [str(cell) for cell in cells]) for line, cells in sheet.rows()]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
    ],
)
def test_unicode_is_read_with_and_without_a_mark(write: Write, encoding: str, mark: bytes) -> None:
    sheet = open_sheet(write(mark + NAMES.encode(encoding)), "deals")
    assert sheet.header == ("Partner", "Status")
    assert rows(sheet) == [(2, ["Müller & Söhne", "won"]), (3, ["O'Neil 株式会社", "open"])]
    assert sheet.notes == ()


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "Müller – €5"), ("cp1250", "Żółć a ť")])
def test_windows_encodings_are_read_and_said(write: Write, encoding: str, name: str) -> None:
    sheet = open_sheet(write(f"Partner;Status\n{name};won\n".encode(encoding)), "deals")
    assert rows(sheet) == [(2, [name, "won"])]
    assert encoding[2:] in sheet.notes[0]


def test_an_accent_far_behind_the_first_rows_still_decides(write: Write) -> None:
    filler = "Acme;won\n" * (HEAD // 9 + 10)
    sheet = open_sheet(write(("Partner;Status\n" + filler + "Müller;lost\n").encode("cp1252")))
    assert rows(sheet)[-1][1] == ["Müller", "lost"]


def test_text_that_no_encoding_gives_is_refused(write: Write) -> None:
    # 0x81 is in neither UTF-8 alone, Windows-1252 nor Windows-1250.
    with pytest.raises(UserError, match="no encoding that is known"):
        open_sheet(write(b"Partner;Status\nM\x81ller;won\n"))


def test_a_stray_byte_in_text_marked_as_unicode_is_shown_as_damage(write: Write) -> None:
    sheet = open_sheet(
        write(codecs.BOM_UTF8 + b"Partner;Status\nM\xfcller \xc3\xb6;won\n"), "deals"
    )
    assert rows(sheet) == [(2, ["M\ufffdller ö", "won"])]
    assert "no UTF-8" in sheet.notes[0]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_counted_out(write: Write, mark: str) -> None:
    text = mark.join(["Partner", "Deal", "Amount"]) + "\n"
    text += "".join(mark.join([f'"A, B; C|{i}"', "x", f'"{i},5"']) + "\n" for i in range(5))
    sheet = open_sheet(write(text), "deals")
    assert sheet.header == ("Partner", "Deal", "Amount")
    assert rows(sheet)[0][1] == ["A, B; C|0", "x", "0,5"]


def test_decimal_commas_do_not_pass_for_delimiters(write: Write) -> None:
    text = "a;b\n" + "1,5;2,5\n" * 10
    assert open_sheet(write(text)).header == ("a", "b")


def test_a_first_line_that_states_the_delimiter_is_believed(write: Write) -> None:
    sheet = open_sheet(write("sep=|\nPartner|Status\nA,B,C|won\n"), "deals")
    assert sheet.header == ("Partner", "Status")
    assert rows(sheet) == [(3, ["A,B,C", "won"])]


def test_lines_are_counted_as_they_stand_in_the_file(write: Write) -> None:
    text = 'Partner,Notes\r\n"Acme","one\ntwo\nthree"\r\n\r\nBeta,x\r\n'
    assert [line for line, _ in rows(open_sheet(write(text), "partners"))] == [2, 5, 6]


def test_old_line_ends_are_read(write: Write) -> None:
    assert rows(open_sheet(write("Partner,Status\rAcme,won\rBeta,lost\r")))[1] == (
        3,
        ["Beta", "lost"],
    )


def test_the_header_is_found_under_titles(write: Write) -> None:
    text = "Pipeline report\nAs of 3 March 2026,,,\n\npartner,deal,status,close_date\nA,B,won,x\n"
    sheet = open_sheet(write(text), "deals")
    assert (sheet.header[0], sheet.header_line, sheet.above) == ("partner", 4, 3)


def test_a_row_of_words_under_known_headers_is_no_header(write: Write) -> None:
    text = "partner,status,2026\nAlpha beta,gamma delta,epsilon zeta\n"
    assert open_sheet(write(text), "deals").header_line == 1


def test_another_header_line_can_be_named(write: Write) -> None:
    path = write("x,y,z\npartner,status,close_date\nA,won,2026-01-01\n")
    assert open_sheet(path, "deals", header_line=1).header == ("x", "y", "z")
    with pytest.raises(UserError, match="no line 99"):
        open_sheet(path, "deals", header_line=99)


def test_control_characters_are_taken_out(write: Write) -> None:
    filler = "Beta,won\n" * 20
    sheet = open_sheet(write(f"Partner,Status\nAc\x00m\x07e,won\n{filler}".encode()), "deals")
    assert rows(sheet)[0] == (2, ["Acme", "won"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"  \n \n", "is empty"),
        (b",,,\n,,,\n", "holds no rows"),
        (bytes(range(256)) * 8, "binary file"),
        (b"\x00\x01\x02", "binary file"),
        (b"\xde\xad\xbe\xef", "binary file"),
        (b"Deal ID\x01\x02", "binary file"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n....", "a picture"),
        (b"SQLite format 3\x00....", "a database"),
        (b"\x1f\x8b\x08....", "a compressed archive"),
        (b"<!DOCTYPE html><html><table>", "a web page"),
        (b"\xef\xbb\xbf  <html>", "a web page"),
        (b'{"deals": []}', "a JSON document"),
        (b'<?xml version="1.0"?><a/>', "an XML document"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "can't be read as a spreadsheet"),
    ],
)
def test_what_is_no_list_is_named(write: Write, content: bytes, words: str) -> None:
    with pytest.raises(UserError, match=words):
        open_sheet(write(content))


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        open_sheet(tmp_path / "nothing.csv")
    with pytest.raises(UserError, match="is a folder"):
        open_sheet(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        with pytest.raises(UserError, match="a pipe or a device"):
            open_sheet(tmp_path / "pipe.csv")


def test_a_file_that_has_gone_meanwhile_is_named(write: Write) -> None:
    path = write("partner,status\nA,won\n")
    sheet = open_sheet(path, "deals")
    path.unlink()
    for read in (sheet.source.settle, lambda: list(sheet.rows())):
        with pytest.raises(UserError, match=r"list\.csv can't be read any more"):
            read()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\0" * 300_000, "line of more than 2 MB"),
        (b"x" * (2 * LONGEST_LINE), "line of more than 2 MB"),
    ],
)
def test_a_huge_file_is_refused_by_its_beginning(write: Write, content: bytes, words: str) -> None:
    path = write(content)
    with path.open("r+b") as file:
        file.truncate(1 << 30)  # sparse: nothing of it is written
    with pytest.raises(UserError, match=words):
        open_sheet(path)


def test_a_line_without_end_is_refused_wherever_it_stands(write: Write) -> None:
    with pytest.raises(UserError, match="line of more than 2 MB"):
        open_sheet(write(b"a," * LONGEST_LINE))
    late = open_sheet(write(b"partner,status\nA,won\n" * 20_000 + b"x" * (2 * LONGEST_LINE)))
    with pytest.raises(UserError, match="line of more than 2 MB"):
        rows(late)


def test_a_million_columns_are_refused(write: Write) -> None:
    with pytest.raises(UserError, match="columns"):
        open_sheet(write("a," * 1_000_000 + "\n1,2\n"))


def test_a_quotation_mark_that_never_closes_is_named(write: Write) -> None:
    text = 'partner,status\nA,won\nB,"won\nC,lost\nD,open\n'
    with pytest.raises(UserError, match=r"in line 3 of list\.csv is not closed, so lines 3 to 5"):
        rows(open_sheet(write(text), "deals"))
    long = 'partner,status\nA,"won\n' + "B,lost\n" * 40_000
    with pytest.raises(UserError, match=r"Line 2 of list.csv holds a cell that never ends"):
        rows(open_sheet(write(long), "deals"))


def test_a_stray_quotation_mark_inside_a_cell_is_text(write: Write) -> None:
    sheet = open_sheet(write('partner,deal\nA,5" pipe\nB,x\n'), "deals")
    assert rows(sheet) == [(2, ["A", '5" pipe']), (3, ["B", "x"])]


@settings(max_examples=60)
@given(
    cells=st.lists(
        st.lists(
            st.text(
                st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"),
                max_size=12,
            ),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=8,
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    mark=st.sampled_from([",", ";", "\t"]),
)
def test_any_text_survives_any_encoding_and_delimiter(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]], encoding: str, mark: str
) -> None:
    import csv

    path = tmp_path_factory.mktemp("any") / "any.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=mark)
        writer.writerows([["partner", "status", "close_date"], *cells])
    sheet = open_sheet(path, "deals", header_line=1)
    if sheet.source.delimiter == mark:
        assert [row for _, row in rows(sheet)] == cells


def test_a_byte_far_down_that_its_encoding_has_not_is_told(write: Write) -> None:
    rows = "partner,deal\n" + "Söhne,A\n" * 80
    path = write(rows.encode("cp1252") + b"B\x81\x8d,C\n")
    with pytest.raises(UserError, match="is in no encoding that is known here"):
        open_sheet(path, "deals")


@pytest.mark.parametrize("blanks", [b" " * 200_000, b"[" * 200_000, b"x" * 1_500_000])
def test_a_header_without_end_is_looked_at_at_once(write: Write, blanks: bytes) -> None:
    begun = time.process_time()
    path = write("partner,deal,Grö".encode() + blanks + "ße\nSöhne,A,B\n".encode())
    with suppress(UserError):
        guess_kind(open_sheet(path, "deals"))
    assert time.process_time() - begun < 5
