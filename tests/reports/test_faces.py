import string
import subprocess
import sys
from pathlib import Path

import pytest

from reports.faces import (
    CJK,
    MEDIUM,
    REGULAR,
    SEMIBOLD,
    SUBSTITUTE,
    SYMBOLS,
    Typesetter,
    face,
    runs,
)

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
    assert runs("\U0001f9ff", REGULAR) == [(SYMBOLS, SUBSTITUTE)]


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
