"""Faces as documents carry them: the signs that are used, with their widths and meanings."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdf

from reports import embedding
from reports.faces import CJK, EMOJI, REGULAR, face
from reports.page import blank


def written(*texts: tuple[str, str]) -> bytes:
    """A page with texts, each in a face."""
    canvas: Any = blank(io.BytesIO(), (200, 100))
    for name, text in texts:
        font = face(name).font
        for subset, codes in font.splitString(text, canvas._doc):
            resource = font.getSubsetInternalName(subset, canvas._doc)
            canvas._code.append(f"BT {resource} 9 Tf 9 9 Td <{codes.hex()}> Tj ET")
    canvas.showPage()
    return bytes(canvas.getpdfdata())


def test_a_face_says_what_its_signs_mean_and_how_wide_they_are() -> None:
    data = written((REGULAR, "Żółw (a) – Ω"))
    assert "Żółw (a) – Ω" in pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (font,) = dict(pdf.pages[0].Resources.Font).values()
        widths = [float(width) for width in font.Widths]
        assert len(widths) == font.LastChar + 1
        for sign in "aw (":
            assert round(face(REGULAR).widths[sign] * 1000) == round(widths[ord(sign)])
        assert font.FontDescriptor.FontFile2.Length1 == len(
            font.FontDescriptor.FontFile2.read_bytes()
        )


def test_more_signs_than_a_part_holds_go_on_in_the_next() -> None:
    signs = "".join(map(chr, range(0x4E00, 0x4E00 + 300)))
    data = written((CJK, signs))
    assert pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().replace("\n", "") == signs
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages[0].Resources.Font) >= 2


def test_what_was_cut_out_for_one_document_serves_the_next_and_changes_no_byte() -> None:
    embedding._part.cache_clear()
    first = written((REGULAR, "Żółw"))
    assert embedding._part.cache_info().misses == 1
    between = written((REGULAR, "Ωμέγα"))
    assert written((REGULAR, "Żółw")) == first != between
    assert embedding._part.cache_info().misses == 2


def test_an_emoji_is_read_as_itself() -> None:
    rocket = face(EMOJI).stands_in["🚀"]
    text = pypdf.PdfReader(io.BytesIO(written((EMOJI, rocket)))).pages[0].extract_text()
    assert text == "🚀"
