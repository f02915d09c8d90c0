import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import pytest

from models.frozen_json import from_plain, read_text, text_of, to_plain

DAY = date(2026, 1, 2)


class Pair(NamedTuple):
    day: date
    text: str = "usual"


@dataclass(frozen=True)
class Whole:
    count: int
    truth: int | bool
    rule: str | int
    day: date | None
    pairs: tuple[Pair, ...]
    fixed: tuple[int, date]
    blob: bytes = b""
    names: tuple[str, ...] = ()
    by_id: Mapping[int, Pair] = field(default_factory=dict)
    anything: Mapping[str, object] = field(default_factory=dict)


WHOLE = Whole(
    1, True, 2, None, (Pair(DAY, "é"),), (3, DAY), b"\x00\xff", ("a",), {-7: Pair(DAY)},
    {"a": [1, (DAY, None)], "b": {"c": True}},
)  # fmt: skip


def through_text(value: Whole) -> Whole:
    back: Whole = from_plain(Whole, read_text(text_of(to_plain(Whole, value), 3)))
    return back


def test_every_kind_of_value_comes_back_as_it_was() -> None:
    back = through_text(WHOLE)
    assert back == WHOLE
    assert back.truth is True
    assert type(back.count) is int
    assert isinstance(back.pairs[0], Pair)


def test_a_person_reads_fields_by_name_and_the_order_is_theirs() -> None:
    plain = to_plain(Whole, WHOLE)
    assert plain["pairs"] == [{"day": "2026-01-02", "text": "é"}]
    assert list(plain)[:3] == ["count", "truth", "rule"]
    assert "é" in text_of(plain)


def test_lines_change_nothing_that_is_said() -> None:
    plain = to_plain(Whole, WHOLE)
    for depth in range(4):
        assert json.loads(text_of(plain, depth)) == plain
    assert text_of(plain, 1).count("\n") == len(plain) + 1


def test_what_an_older_text_did_not_have_takes_its_default() -> None:
    plain = to_plain(Whole, WHOLE)
    for name in ("names", "by_id", "blob"):
        del plain[name]
    del plain["pairs"][0]["text"]
    back = from_plain(Whole, plain)
    assert (back.names, back.by_id, back.blob, back.pairs[0].text) == ((), {}, b"", "usual")


@pytest.mark.parametrize(
    ("name", "told", "said"),
    [
        ("count", "1", "count is not a whole number"),
        ("count", None, "count is not a whole number"),
        ("truth", "yes", "truth is not a whole number or yes or no"),
        ("day", "2026-02-30", "day is not a day"),
        ("day", "20260102", "day is not a day"),
        ("day", 7, "day is not a day"),
        ("pairs", {}, "pairs is not a list"),
        ("pairs", [{"day": 1}], r"pairs\[0\].day is not a day"),
        ("pairs", [{"text": ""}], r"pairs\[0\] lacks day"),
        ("pairs", [{"day": "2026-01-02", "x": 1}], r"pairs\[0\] has x, which is not known"),
        ("fixed", [1], "fixed is not a list of 2"),
        ("blob", "?", "blob is not base64"),
        ("names", ["a", 1], r"names\[1\] is not text"),
        ("by_id", {"07": {}}, "by_id.07 is not a whole number"),
        ("by_id", {"x": {}}, "by_id.x is not a whole number"),
        ("anything", {"a": {"type": "set", "value": []}}, "anything.a is not a value with"),
        ("anything", {"a": {"b": 1}}, "anything.a is not a value with its type"),
        ("more", 1, "it has more, which is not known"),
    ],
)
def test_what_can_not_be_one_is_refused_with_its_place(name: str, told: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        from_plain(Whole, to_plain(Whole, WHOLE) | {name: told})


@pytest.mark.parametrize("text", ["", "{", "[1.5]", "[NaN]", "[1e9]", "[" * 100_000, b"\xff"])
def test_what_is_no_json_of_ours_is_refused(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"it is no JSON|is no whole number"):
        read_text(text)


@pytest.mark.parametrize("kind", [set[int], float, int | date, Mapping[date, int]], ids=str)
def test_a_type_without_such_a_form_is_our_own_fault(kind: type) -> None:
    with pytest.raises(TypeError):
        to_plain(kind, None)


def test_a_value_of_another_type_is_our_own_fault() -> None:
    with pytest.raises(TypeError):
        to_plain(Pair, WHOLE)
    with pytest.raises(TypeError):
        to_plain(Mapping[str, object], {"a": 1.5})
