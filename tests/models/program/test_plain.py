"""Values as plain JSON and back: every kind of field, and what can't be one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest

from models.program.plain import from_plain, to_plain


class Pair(NamedTuple):
    day: date
    text: str = "usual"


@dataclass(frozen=True)
class Whole:
    count: int
    truth: int | bool
    day: date | None
    amount: Decimal
    either: int | date
    pairs: tuple[Pair, ...]
    fixed: tuple[int, date]
    names: Sequence[str] = ()
    by_name: Mapping[str, Pair] = field(default_factory=dict)


DAY = date(2026, 1, 2)
WHOLE = Whole(
    1, True, None, Decimal("1.10"), DAY, (Pair(DAY, "é"),), (3, DAY), ("a",), {"x": Pair(DAY)}
)


def test_every_kind_of_value_comes_back_as_it_was() -> None:
    plain = json.loads(json.dumps(to_plain(Whole, WHOLE)))
    back = from_plain(Whole, plain)
    assert back == WHOLE
    assert back.truth is True
    assert str(back.amount) == "1.10"


def test_what_an_older_text_did_not_have_takes_its_default() -> None:
    plain = to_plain(Whole, WHOLE)
    del plain["names"], plain["by_name"]
    plain["pairs"] = [[DAY.isoformat()]]
    back = from_plain(Whole, plain)
    assert (back.names, back.by_name, back.pairs) == ((), {}, (Pair(DAY, "usual"),))


@pytest.mark.parametrize(
    "change",
    [{"count": ...}, {"day": "no day"}, {"unknown": 1}, {"amount": "x"}, {"pairs": 7}],
    ids=str,
)
def test_what_can_not_be_one_is_refused(change: dict[str, object]) -> None:
    plain = to_plain(Whole, WHOLE) | change
    plain = {name: value for name, value in plain.items() if value is not ...}
    with pytest.raises(ValueError, match=r".+"):
        from_plain(Whole, plain)


def test_a_type_without_a_plain_form_is_our_own_fault() -> None:
    with pytest.raises((TypeError, ValueError)):
        to_plain(set[int], {1})
