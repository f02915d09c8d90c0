"""What may be kept as evidence, and the sentence for what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checklist.evidence_kinds import BY_KEY, MOST_BYTES, decoded, kind_of, kind_says
from models.errors import UserError
from tests.models.checklist.evidence_made import (
    ALL,
    JPEG,
    OLE,
    PDF,
    office,
    open_document,
    png,
    zipped,
)


@pytest.mark.parametrize("name", ALL)
def test_each_kind_is_known_by_its_content(name: str) -> None:
    kind = BY_KEY[kind_of(name, ALL[name])]
    assert name.rpartition(".")[2] in kind.endings
    assert kind_says(kind.key) == kind.says


def test_an_ending_in_capitals_is_the_same_ending() -> None:
    assert kind_of("SCAN.PDF", PDF) == "pdf"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("setup.exe", b"MZ\x90\0", "setup.exe is a program or script"),
        ("report.pdf", b"MZ\x90\0" + bytes(200), "report.pdf holds a program"),
        ("tool.pdf", b"\x7fELF" + bytes(60), "tool.pdf holds a program"),
        ("run.sh", b"#!/bin/sh\n", "run.sh is a program or script"),
        ("run.txt", b"#!/bin/sh\nrm\n", "run.txt holds a script"),
        ("page.html", b"<html>", "page.html is a web page"),
        ("page.txt", b"  <!DOCTYPE html><p>", "page.txt holds a script or a web page"),
        ("drawing.svg", b"<svg/>", "drawing.svg is a web page or drawing"),
        ("drawing.txt", b"<svg onload='x'/>", "drawing.txt holds a script"),
        ("list.xlsm", office("xl"), "list.xlsm may hold macros"),
        ("list.xlsx", office("xl", xl__vbaProject_dot_bin=b"x"), "list.xlsx holds macros"),
        ("l.ods", open_document("spreadsheet", Basic__Standard__m=b"x"), "l.ods holds macros"),
        ("old.doc", OLE, "old.doc is of an old format"),
        ("mail.msg", OLE, "mail.msg is of an old format"),
        ("l.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "l.xlsx is locked"),
        ("all.zip", zipped(a=b"1"), "all.zip is an archive"),
        ("all.pdf", zipped(a=b"1"), "all.pdf is of a kind that isn't kept"),
        ("torn.docx", office("word")[:60], "torn.docx is damaged"),
        ("thing.bin", bytes(range(256)), "thing.bin is of a kind that isn't kept"),
        ("note.txt", b"a\0b", "note.txt is of a kind that isn't kept"),
        ("mail.eml", b"Hello there\n", "mail.eml is no mail"),
        ("scan.pdf", JPEG, "scan.pdf holds something else than its name says: Picture (.jpg)"),
        ("scan", PDF, "scan holds something else than its name says: PDF (.pdf)"),
        ("letter.docx", office("xl"), "letter.docx holds something else"),
        ("nothing.pdf", b"", "nothing.pdf is empty"),
        ("fdp.\u202etxt.exe", b"MZ", "fdp.txt.exe is a program"),
        ("../../note.exe", b"MZ", "note.exe is a program"),
        ("mail.eml", b"MZ: x\nFrom: a\n", "mail.eml holds a program"),
        ("sound.webp", b"RIFF\x1a\0\0\0WAVEfmt " + bytes(20), "isn't kept as evidence"),
        ("l.xlsx", office("xl", xl__VBAPROJECT_dot_BIN=b"x"), "l.xlsx holds macros"),
        ("l.odt", open_document("text", Scripts__python__m=b"x"), "l.odt holds macros"),
        ("l.docx", zipped(word__document_dot_xml=b"<x/>"), "l.docx is of a kind that isn't kept"),
    ],
)
def test_what_is_refused_is_named_with_what_to_do(name: str, data: bytes, words: str) -> None:
    with pytest.raises(UserError) as fault:
        kind_of(name, data)
    assert words in fault.value.message
    assert fault.value.hint


def test_twenty_five_megabytes_are_taken_and_one_byte_more_is_not() -> None:
    data = PDF.ljust(MOST_BYTES, b" ")
    assert kind_of("big.pdf", data) == "pdf"
    with pytest.raises(UserError, match=r"has 25\.1 MB; evidence may have 25 MB a file"):
        kind_of("big.pdf", data + b" ")


def test_a_container_that_would_unpack_to_gigabytes_is_refused_without_unpacking() -> None:
    bomb = bytearray(office("xl", xl__media__image1=bytes(2000)))
    at = bomb.rindex((2000).to_bytes(4, "little"))  # the size told in the list of contents
    bomb[at : at + 4] = (0xFFFFFFF0).to_bytes(4, "little")
    with pytest.raises(UserError, match="more than 1 GB"):
        kind_of("list.xlsx", bytes(bomb))


def test_a_zip_bomb_that_is_named_pdf_is_refused() -> None:
    with pytest.raises(UserError, match="isn't kept"):
        kind_of("report.pdf", zipped(zeros=bytes(20_000_000)))


@given(st.binary(max_size=300), st.sampled_from([*ALL, "x", "x.exe", "x.zip", "x.bin"]))
def test_whatever_is_dropped_is_a_known_kind_or_a_sentence(data: bytes, name: str) -> None:
    try:
        found = kind_of(name, data)
    except UserError as fault:
        found = fault.message
    assert found in BY_KEY or name in found


@given(
    st.sampled_from([name for name in ALL if name[-3:] in ("odt", "ods", "ocx", "lsx")]),
    st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=4)), max_size=8),
)
def test_a_damaged_container_is_a_known_kind_or_a_sentence(
    name: str, edits: list[tuple[float, bytes]]
) -> None:
    data = bytearray(ALL[name])
    for place, put in edits:
        at = int(place * len(data))
        data[at : at + len(put)] = put
    try:
        found = kind_of(name, bytes(data))
    except UserError as fault:
        found = fault.message
    assert found in BY_KEY or name in found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_what_it_was_written_in(encoding: str) -> None:
    assert decoded("Größe 5 €".encode(encoding)) == "Größe 5 €"


def test_a_picture_is_no_text() -> None:
    assert decoded(png()) is None


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("note.txt", b"MZ is short for a place\n", "txt"),
        ("list.csv", b"MZ;1\n", "csv"),
        ("letter.docx", office("word", **{"word__%PDF-1": b""}), "docx"),
        ("fax.tiff", b"MM\0*" + bytes(20), "tiff"),
        ("old.gif", b"GIF87a" + bytes(20), "gif"),
        ("late.pdf", b"\n" * 1000 + b"%PDF-1.4", "pdf"),
    ],
)
def test_what_only_looks_like_something_else_is_taken(name: str, data: bytes, kind: str) -> None:
    assert kind_of(name, data) == kind
