"""TOML from anywhere is read as it is meant, or refused at once."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from models.toml_text import LONGEST, parsed


@pytest.mark.parametrize("folder", ["programs", "checklists"])
def test_what_comes_with_the_application_is_read_as_ever(folder: str) -> None:
    for file in sorted(resources.path(folder).glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        assert parsed(text) == tomllib.loads(text, parse_float=Decimal)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#" * (LONGEST + 1), "more than such a file can have"),
        ("a = 1\na" + ".a" * 200_000 + " = 1", r"too many parts \(at line 2\)"),
        ("[a" + ' . "b"' * 150_000 + "]", "too many parts"),
        ("x = {a" + ".'a'" * 200_000 + " = 1}", "too many parts"),
        ("a = " + "[" * 5_000, "nested too deeply"),
        ("a = " + "[" * 40 + "]" * 40, "nested too deeply"),
        ("a = " + "9" * 5_000, "a figure or a day that can't be read"),
        ("a = 0x" + "f" * 300_000, "more than 18 digits"),
        ("a = 9223372036854775808", "more than 18 digits"),
        ("a = 1e99999999999999999999", "a figure or a day that can't be read"),
        ("a = 1e999999999", "too many digits"),
        ("a = 1e-31", "too many digits"),
        ("a = nan", "a figure that is none"),
        ("a = -inf", "a figure that is none"),
        ('a = "x\\u0000y"', r"a sign that no text holds \(U\+0000\)"),
        ('"\\u001b" = 1', r"a sign that no text holds \(U\+001B\)"),
    ],
)
def test_what_can_not_be_meant_is_refused(text: str, said: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match=said):
        parsed(text)


def test_what_is_just_within_measure_is_read() -> None:
    assert parsed("a = 9223372036854775807\nb = 1e-30\nc = 1e29")["a"] == 2**63 - 1
    assert parsed(".".join("a" * 31) + " = 1")
    assert parsed('a = "' + "b." * 30 + '\\n\\t"')


@given(st.text(st.sampled_from("a.=[]{}\"'\\\n 1e#,u0")))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parsed(text)
    except tomllib.TOMLDecodeError:
        return
