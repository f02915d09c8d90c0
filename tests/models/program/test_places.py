"""Where in a file a fault is: its name, its key path and its line; and never a traceback."""

from contextlib import nullcontext, suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from models.errors import UserError
from models.program.loading import check_file, check_text, faults, program_of, programs, terms_from
from models.program.places import found_in

DAY = date(2022, 1, 5)
TEXT = programs()[0].text
LINES = TEXT.splitlines()
FILES = sorted(resources.path("programs").glob("*.toml"))


def line_with(words: str, after: str = "") -> int:
    begin = next(n for n, line in enumerate(LINES) if after in line)
    return begin + 1 + next(n for n, line in enumerate(LINES[begin:]) if words in line)


@pytest.mark.parametrize(
    "file", [f for f in FILES if not f.name.endswith(".cases.toml")], ids=lambda f: f.stem
)
def test_a_bundled_program_has_no_fault_and_warns_of_nothing(file: Path) -> None:
    assert check_file(file) == []


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("currency",), line_with("currency =")),
        (("geographies", "[5]", "name"), line_with('"Japan"')),
        (("tiers", "[1]", "rank"), line_with("rank = 2")),
        (("measure", "pipeline_quarters"), line_with("pipeline_quarters =")),
        (("criteria", "[0]", "rows", "[0]", "gold"), line_with("gold =", "[[criteria.rows]]")),
        (("criteria", "[13]", "id"), line_with('id = "data_privacy_agreement"')),
        (("benefits", "[2]", "rows", "[0]", "gold"), line_with("gold =", 'id = "workshop"')),
        (("interpretations", "[9]", "options", "[1]"), line_with('"exclude"', 'id = "A10"')),
    ],
)
def test_a_place_has_its_line(place: tuple[str, ...], line: int) -> None:
    lines = found_in(TEXT)
    known = [place[:end] for end in range(len(place), 0, -1) if place[:end] in lines]
    assert lines[known[0]] == line


@pytest.mark.parametrize(
    ("old", "new", "words", "line"),
    [
        ("25_000_000.00", "true", "criteria[0].rows[0].platinum.value", line_with("25_000_000")),
        ('name = "Japan"', 'nome = "Japan"', "geographies[5].nome", line_with('"Japan"')),
        ("rank = 3", "rank = 2", "tiers: the ranks are 1, 2, 3", line_with("[[tiers]]")),
        ("[tiers]]", "[tiers]", "Not readable as TOML", line_with("[[tiers]]")),
        (
            "15_000_000.00",
            "26_000_000",
            "gold asks for more than platinum",
            line_with("[[criteria.rows]]"),
        ),
    ],
)
def test_a_fault_is_told_with_file_place_and_line(
    tmp_path: Path, old: str, new: str, words: str, line: int
) -> None:
    assert old in TEXT
    file = tmp_path / "own.toml"
    file.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    told = check_file(file)
    warning = "Warning: " if "asks for more" in words else ""
    assert any(one.startswith(f"{warning}own.toml, line {line}: ") for one in told), told
    assert any(words in one for one in told), told


def test_a_file_that_is_not_there_or_no_text_is_told_in_a_sentence(tmp_path: Path) -> None:
    assert check_file(tmp_path / "none.toml")[0].startswith("There is no file")
    odd = tmp_path / "odd.toml"
    odd.write_bytes(b'name = "A"\n# \xff\n')
    assert check_file(odd) == ["odd.toml, line 2: it is not UTF-8."]


def test_a_value_that_is_missing_at_the_end_is_told_with_the_last_line() -> None:
    assert check_text('name = "A"\nversion = [', "x.toml")[0].startswith("x.toml, line 2: Not read")


def test_a_broken_program_is_refused_in_a_sentence_when_it_is_used() -> None:
    broken = TEXT.replace('kind = "money"', "kind = 3")
    with pytest.raises(UserError, match=r"line \d+: criteria\[0\].kind") as refused:
        terms_from(broken.replace('counts = "aggregate_tcv"', ""), DAY)
    assert refused.value.hint
    with pytest.raises(UserError, match=r"own\.toml, line 1: Not readable"):
        program_of("[", "own.toml")


@settings(max_examples=150)
@given(
    st.lists(st.integers(0, len(LINES) - 1), min_size=1, max_size=4),
    st.sampled_from(
        ["", "x", "[", "from = 2020-01-01", "value = -1", 'rows = "none"', "[[tiers]]"]
    ),
)
def test_whatever_is_broken_is_told_and_never_raises_anything_else(
    gone: list[int], instead: str
) -> None:
    text = "\n".join(instead if n in gone else line for n, line in enumerate(LINES))
    told = [words for words in faults(text) if not words.startswith("Warning: ")]
    with suppress(UserError) if told else nullcontext():
        terms_from(text, DAY)
