from hypothesis import given
from hypothesis import strategies as st

from reports.scripts import arranged, beside, is_plain, same_way, seen, turns

HEBREW = "חברת אלפא"
ARABIC = "شركة"


def test_what_runs_from_left_to_right_is_left_alone():
    for text in ("Northlight", "Söhne 株式会社", "Ασφάλεια", "Защита", "🚀 Team"):
        assert arranged(text) == text
        assert is_plain(text)
        assert not turns(text)


def test_hebrew_is_turned():
    assert arranged(HEBREW) == HEBREW[::-1]
    assert turns(HEBREW)


def test_arabic_letters_join_and_are_turned():
    drawn = arranged(ARABIC)
    assert drawn == "\ufe94\ufedb\ufeae\ufeb7"
    assert turns(ARABIC)


def test_brackets_turn_with_their_words_and_figures_stay():
    assert arranged("אב (גד) 2026") == "2026 (דג) בא"
    assert arranged("Acme (אב) 12") == "Acme (בא) 12"
    assert arranged("אב [ג (ד)] «ה»") == "«ה» [(ד) ג] בא"
    assert arranged("אב ) ג") == "ג ) בא"


def test_marks_that_are_not_seen_are_not_drawn():
    assert arranged("❤\ufe0f done") == "❤ done"
    assert arranged("\u200f" + HEBREW) == HEBREW[::-1]
    assert seen("\u200eAcme") == "Acme"


def test_a_day_stays_behind_a_name_that_runs_from_right_to_left():
    assert arranged(beside("שלום", "8 Aug 2025")) == "םולש, 8 Aug 2025"
    assert arranged(beside("مصرف", "8 Aug 2025")).endswith(", 8 Aug 2025")
    assert arranged(beside("Deal 7", "שלום", "8 Aug")) == "Deal 7, םולש, 8 Aug"
    assert beside("Acme", "", "8 Aug 2025") == "Acme, 8 Aug 2025"
    assert seen(beside("שלום", "8")) == "שלום, 8"


def test_every_line_of_a_paragraph_runs_as_it_begins():
    first, second = same_way([HEBREW, "Acme " + HEBREW])
    assert first == HEBREW
    assert arranged(second) == HEBREW[::-1] + " Acme"
    first, second = same_way(["Acme", HEBREW + " Acme"])
    assert first == "Acme"
    assert arranged(second) == HEBREW[::-1] + " Acme"
    assert seen(second) == HEBREW + " Acme"


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=40))
def test_no_letter_of_a_text_without_joining_is_lost(text):
    if not any("\u0600" <= c <= "\u08ff" or "\ufb50" <= c <= "\ufefc" for c in text):
        assert len(arranged(text)) == len(text)
