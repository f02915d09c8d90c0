import io
import string
import subprocess
import sys
from pathlib import Path

import pytest

from reports.faces import (
    _FILES,
    ARABIC,
    CJK,
    EMOJI,
    HEBREW,
    MEDIUM,
    REGULAR,
    SEMIBOLD,
    SUBSTITUTE,
    SYMBOLS,
    Typesetter,
    face,
    runs,
)
from reports.page import blank
from reports.scripts import arranged

LATIN = "ąęłńśźż ğışİ őű čřž ạảấẩắẵễộợữ − – — ’ “ ” … € £ ≥ ≤ ×"
GREEK_AND_CYRILLIC = "ΑΩαωάήώϊ ЖЯжяёЇЄґ"


@pytest.fixture
def typesetter():
    return Typesetter(document=None)


@pytest.mark.parametrize("weight", [REGULAR, MEDIUM, SEMIBOLD])
def test_plex_draws_latin_greek_and_cyrillic_by_itself(weight):
    assert {name for name, _ in runs(LATIN + GREEK_AND_CYRILLIC, weight)} == {weight}


def test_the_weights_do_not_collapse_into_one_font():
    names = {face(weight).font.face.name for weight in (REGULAR, MEDIUM, SEMIBOLD)}
    assert len(names) == 3


def test_digits_share_one_width_so_that_columns_line_up():
    for weight in (REGULAR, MEDIUM, SEMIBOLD):
        assert len({face(weight).widths[digit] for digit in string.digits}) == 1


def test_text_is_cut_where_the_face_changes():
    assert runs("Oslo 東京 Athens", REGULAR) == [
        (REGULAR, "Oslo "),
        (CJK, "東京"),
        (REGULAR, " Athens"),
    ]


@pytest.mark.parametrize("text", ["日本語", "简体中文", "한국어", "ἀρχή", "● ▲ ◆", "Հայ", "ქართ"])
def test_what_plex_lacks_is_drawn_by_a_fallback(text):
    assert "".join(run for _, run in runs(text, REGULAR)) == text


def test_a_character_that_no_face_has_is_seen_as_a_substitute():
    assert runs("ह", REGULAR) == [(SYMBOLS, SUBSTITUTE)]


@pytest.mark.parametrize("weight", [REGULAR, MEDIUM, SEMIBOLD])
def test_hebrew_and_arabic_have_a_face_in_every_weight(weight):
    assert runs("אב", weight) == [(f"{HEBREW}{weight}", "אב")]
    joined = arranged("شركة")
    assert runs(joined, weight) == [(f"{ARABIC}{weight}", joined)]


def test_no_two_faces_share_a_name():
    names = [face(name).font.face.name for name in _FILES]
    assert len(set(names)) == len(names)


def test_a_smiley_is_written_as_a_private_sign_and_read_as_itself():
    stands_in = face(EMOJI).stands_in["🚀"]
    assert "\ue000" <= stands_in < "\uf900"
    typesetter = Typesetter(_document())
    shown = typesetter.show("Go 🚀", REGULAR)
    assert shown.actual == "Go 🚀"
    assert len(shown.parts) == 2
    assert shown.width == pytest.approx(
        sum(face(REGULAR).widths[c] for c in "Go ") + face(EMOJI).widths["🚀"]
    )


@pytest.mark.parametrize("text", ["شركة Acme", "חברה", "हिन्दी", "❤\ufe0f"])
def test_what_is_not_drawn_sign_for_sign_is_read_as_it_was_typed(text):
    assert Typesetter(_document()).show(text, REGULAR).actual == text


@pytest.mark.parametrize("text", ["Northlight", "Söhne 株式会社", "Защита", "● ▲"])
def test_what_is_drawn_sign_for_sign_needs_no_second_telling(text):
    assert Typesetter(_document()).show(text, REGULAR).actual == ""


def test_a_text_from_right_to_left_is_cut_at_its_end(typesetter):
    text = "شركة الأمل القابضة للتقنية والاتصالات"
    whole = typesetter.width(text, REGULAR) * 8
    assert typesetter.fit(text, REGULAR, 8, whole) == text
    for room in (20, 60, whole - 0.1):
        cut = typesetter.fit(text, REGULAR, 8, room)
        assert cut.endswith("…")
        assert text.startswith(cut[:-1])
        assert typesetter.width(cut, REGULAR) * 8 <= room


def _document():
    buffer = io.BytesIO()
    return blank(buffer, (100, 100))._doc


def test_lines_fit_their_width(typesetter):
    text = "Managed detection and response for the Donaudampfschifffahrtsgesellschaft 東京海上日動"
    for width in (30, 60, 120, 240):
        for line in typesetter.wrap(text, REGULAR, 8, width):
            assert typesetter.width(line, REGULAR) * 8 <= width


def test_no_character_is_lost_in_wrapping(typesetter):
    text = "Alpha " + "b" * 90 + " gamma 東京海上日動システムズ delta"
    lines = typesetter.wrap(text, REGULAR, 8, 70)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_the_last_of_the_lines_allowed_ends_in_an_ellipsis(typesetter):
    lines = typesetter.wrap("word " * 60, REGULAR, 8, 100, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert typesetter.width(lines[-1], REGULAR) * 8 <= 100


def test_a_text_that_fits_is_left_alone_and_a_longer_one_is_cut(typesetter):
    exact = typesetter.width("Northlight", REGULAR) * 8
    assert typesetter.fit("Northlight", REGULAR, 8, exact) == "Northlight"
    cut = typesetter.fit("Northlight", REGULAR, 8, exact - 0.1)
    assert cut.endswith("…")
    assert typesetter.width(cut, REGULAR) * 8 < exact


_SCRIPT = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from reports.pack import render
from tests.reports import facts_builder
render(facts_builder.silver())
print(any("WenQuanYi" in name or "DejaVu" in name for name in opened), end=" ")
render(facts_builder.far_away())
print(any("WenQuanYi" in name for name in opened))
"""


def test_the_fallbacks_are_read_only_when_a_character_asks():
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]
