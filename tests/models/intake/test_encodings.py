"""Text of one byte a letter: which encodings it may be in, and what a person says of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.intake import job
from models.intake.encodings import NAMES, codec_of, oddness, readings
from models.intake.mapping import from_toml
from models.intake.plan import Plan
from models.intake.sheet import open_sheet
from models.intake.text_file import HEAD, TextFile
from models.intake.workbook import Cell

Write = Callable[..., Path]


def text_file(path: Path, encoding: str = "") -> TextFile:
    source = open_sheet(path, "deals", encoding=encoding).source
    assert isinstance(source, TextFile)
    source.settle()
    return source


def names(path: Path, encoding: str = "") -> list[Cell]:
    return [cells[0] for _, cells in text_file(path, encoding).records()][1:]


def listed(*partners: str, codec: str) -> bytes:
    return "".join(f"{name};won\n" for name in ("Partner", *partners)).encode(codec)


@pytest.mark.parametrize(
    "word",
    ["Müller", "Société Générale", "O’Neil", "“Acme”", "Straße 5 – 7", "€ 5", "Mª José", "¿Qué?",
     "MÜLLER & SÖHNE", "Łódź", "Αθήνα", "Москва", "Acme®", "5 m³", "§ 5", "Ørsted", "Å", "50 % ±"],
)  # fmt: skip
def test_a_word_as_people_write_it_is_not_odd(word: str) -> None:
    assert oddness(word) == 0


@pytest.mark.parametrize(
    "word", ["Pawe³", "MŸller", "£ódŸ", "¯ó³æ", "Grš§e", "ÁèÞíá", "Mьller", "MÃ¼ller", "Mόller"]
)
def test_a_word_in_the_wrong_encoding_is_odd(word: str) -> None:
    assert oddness(word) > 0


@pytest.mark.parametrize(
    ("codec", "name"),
    [("cp1252", "Müller"), ("cp1250", "Paweł"), ("mac_roman", "Größe"), ("cp1253", "Αθήνα"),
     ("cp1251", "Москва"), ("cp1252", "Société d’Énergie"), ("mac_roman", "François")],
)  # fmt: skip
def test_the_encoding_whose_words_are_not_odd_is_taken(write: Write, codec: str, name: str) -> None:
    path = write(listed(name, codec=codec))
    assert names(path) == [name]
    assert "check that names with accents look right" in text_file(path).notes[0]


def test_letters_that_are_the_same_in_both_leave_nothing_open(write: Write) -> None:
    source = text_file(write(listed("Müller", "José", codec="cp1252")))
    assert source.readings == ()
    assert source.notes == ("Read as Windows-1252; check that names with accents look right.",)


def test_letters_that_differ_are_shown_in_each_reading(write: Write) -> None:
    source = text_file(write(listed("Muñoz", "Müller", codec="cp1252")))
    assert [(one.name, one.cells) for one in source.readings] == [
        ("windows-1252", ("Muñoz", "Müller")),
        ("windows-1250", ("Muńoz", "Müller")),
    ]
    assert "“Muñoz” would be “Muńoz” in Windows-1250" in source.notes[0]


def test_what_a_person_says_is_read_and_stands_first(write: Write) -> None:
    path = write(listed("Muñoz", codec="cp1252"))
    assert names(path, "windows-1250") == ["Muńoz"]
    assert text_file(path, "windows-1250").readings[0].name == "windows-1250"
    assert text_file(path, "windows-1250").notes == ()


def test_what_a_person_says_wrongly_is_refused(write: Write) -> None:
    with pytest.raises(UserError, match="is not in UTF-8, as was said"):
        text_file(write(listed("Muñoz", codec="cp1252")), "utf-8")
    with pytest.raises(UserError, match="no encoding that is known here") as said:
        open_sheet(write(listed("A", codec="ascii")), encoding="ebcdic")
    assert "windows-1250" in said.value.hint


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_mark_in_the_file_is_believed_before_a_person(write: Write, codec: str) -> None:
    assert names(write(listed("Muñoz", codec=codec)), "windows-1250") == ["Muñoz"]


def test_accents_behind_the_first_part_decide_as_well(write: Write) -> None:
    path = write(listed(*["Acme"] * (HEAD // 9 + 10), "Paweł", "Łódź", codec="cp1250"))
    assert names(path)[-2:] == ["Paweł", "Łódź"]


def test_text_that_was_read_wrongly_before_it_was_saved_is_said(write: Write) -> None:
    damaged = "Müller".encode().decode("cp1252")
    assert "in the file itself" in text_file(write(listed(damaged, codec="utf-8"))).notes[0]
    assert text_file(write(listed("São Ângelo", codec="utf-8"))).notes == ()


def test_a_file_that_mixes_encodings_says_so(write: Write) -> None:
    mixed = listed("Müller", codec="utf-8") + "Söhne;won\n".encode("cp1252")
    assert "parts of it are in UTF-8" in text_file(write(mixed)).notes[0]


def test_every_encoding_goes_by_its_name_and_its_codec() -> None:
    for name, (_, codec) in NAMES.items():
        assert codec_of(name) == codec_of(codec) == codec_of(name.upper()) == codec


def test_the_encoding_is_asked_with_the_files_own_names_and_the_answer_is_read(
    write: Write,
) -> None:
    text = "partner;status;close_date\nMuñoz;won;2026-01-05\n"
    opened = job.open_job(write(text.encode("cp1252")), "deals")
    question = next(one for one in opened.questions if one.id == "encoding")
    assert (question.default, question.needed) == ("windows-1252", False)
    assert question.choices[1][0] == "windows-1250"
    assert question.choices[1].readings == (("Muñoz", "Muńoz"),)
    said = opened.answered("encoding", "windows-1250")
    assert said.sheet.sample[0][1][0] == "Muńoz"
    assert from_toml(said.columns.to_toml(), "deals").encoding == "windows-1250"


def test_a_mapping_says_the_encoding(write: Write, look: Callable[..., Plan]) -> None:
    mapping = write('[options]\nencoding = "windows-1250"\n', "m.toml")
    text = "partner;status;close_date\nMuńoz;won;2026-01-05\n"
    plan = look("deals", text.encode("cp1250"), mapping=mapping)
    assert plan.new_partners == ("Muńoz",)


LETTERS = {
    "cp1252": "äöüéèêëàâçñóòôõøåæœÿÄÖÜÉÑ",
    "cp1250": "ąćęłńóśźżčďěňřšťůžőűĄĆŁŚŹŻČŘŠŽ",
}


@given(data=st.data(), codec=st.sampled_from(sorted(LETTERS)))
def test_the_encoding_a_text_is_in_is_among_its_readings(data: st.DataObject, codec: str) -> None:
    letters = st.text(LETTERS[codec], min_size=1, max_size=6).map(str.lower)
    words = [word.capitalize() for word in data.draw(st.lists(letters, min_size=1, max_size=8))]
    cells = tuple(dict.fromkeys(words))
    assert cells in [one.cells for one in readings([";".join(words).encode(codec)])]
