"""Fonts in a form: whole ones can be typed into, thinned ones still draw what they show."""

from __future__ import annotations

import io
import struct
from itertools import pairwise

import pikepdf
import pypdf
import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from reports.faces import CJK, REGULAR, SYMBOLS, face
from reports.forms.form_fonts import FormFonts, _sfnt, advances


def outlines(data: bytes) -> list[bytes]:
    """The outline of every glyph of a TrueType file."""
    count = struct.unpack(">H", data[4:6])[0]
    tables = {}
    for at in range(count):
        tag, _, place, size = struct.unpack(">4sIII", data[12 + 16 * at : 28 + 16 * at])
        tables[tag] = data[place : place + size]
    glyphs = struct.unpack(">H", tables[b"maxp"][4:6])[0]
    long = struct.unpack(">h", tables[b"head"][50:52])[0]
    form, step = ("I", 1) if long else ("H", 2)
    places = [p * step for p in struct.unpack(f">{glyphs + 1}{form}", tables[b"loca"])]
    return [tables[b"glyf"][a:b].rstrip(b"\0") for a, b in pairwise(places)]


@pytest.mark.parametrize(("name", "text"), [(CJK, "株式会社"), (REGULAR, "ÄÖñ Ω"), (SYMBOLS, "□→")])
def test_a_thinned_font_keeps_what_it_shows_and_what_that_is_made_of(name: str, text: str) -> None:
    glyphs = face(name).font.face.charToGlyph
    wanted = frozenset(glyphs[ord(sign)] for sign in text)
    whole, thin = _sfnt(name, None), _sfnt(name, wanted)
    before, after = outlines(whole), outlines(thin)
    assert all(after[glyph] == before[glyph] for glyph in wanted)
    kept = {glyph for glyph, outline in enumerate(after) if outline}
    assert len(kept) < 40
    assert all(after[glyph] == before[glyph] for glyph in kept)
    assert len(thin) < len(whole)


def test_a_letter_with_a_mark_brings_its_parts() -> None:
    glyphs = face(REGULAR).font.face.charToGlyph
    after = outlines(_sfnt(REGULAR, frozenset([glyphs[ord("Ä")]])))
    assert sum(bool(outline) for outline in after) >= 3


def test_a_whole_font_is_a_font_file_of_its_own() -> None:
    for name in (REGULAR, CJK):
        read = TTFontFile(io.BytesIO(_sfnt(name, None)))
        assert read.charToGlyph[ord("A")] == face(name).font.face.charToGlyph[ord("A")]


def test_text_is_found_again_by_its_glyphs() -> None:
    with pikepdf.new() as pdf:
        fonts = FormFonts(pdf, han=False)
        text = "Größe Αθήνα Москва 株式会社 →"
        code = "".join(f"/{name} 12 Tf <{glyphs}> Tj " for name, glyphs in fonts.encoded(text))
        page = pdf.add_blank_page(page_size=(400, 100))
        page.obj.Resources = pikepdf.Dictionary(Font=fonts.resources(fonts.encoded(text)))
        page.contents_add(f"BT 10 50 Td {code} ET".encode())
        fonts.finish()
        out = io.BytesIO()
        pdf.save(out)
    (page_,) = pypdf.PdfReader(out, strict=True).pages
    assert page_.extract_text().strip() == text


def test_a_line_is_as_wide_as_its_signs() -> None:
    assert len(advances("Aé株🎉")) == 4
    assert sum(advances("AA")) == pytest.approx(2 * advances("A")[0])
