"""What a form carries of itself, there and back, and what is no identity at all."""

from __future__ import annotations

import json

import pytest

from models.checklist.identity import Identity, from_json, identity_of, packed, to_json, unpacked
from models.checklist.sending import questions
from models.errors import UserError
from tests.reports.checklist_builder import answer, filled, sending


def identity() -> Identity:
    told = filled({"people": answer("people", '["Ann", "株式会社 🎉"]')})
    made = sending("internal")
    return identity_of(told, made, questions(told, made), "pdf")


def test_an_identity_comes_back_whole() -> None:
    own = identity()
    for back in (from_json(to_json(own), "x"), unpacked(packed(own), "x")):
        assert to_json(back) == to_json(own)
        assert back.items["people"].shown("value") == "Ann\n株式会社 🎉"
        assert back.items["health"].item.choices[1].label == "Fair, needs care"
    assert "technical" not in own.items


def spoilt(**changes: object) -> str:
    told = json.loads(to_json(identity()))
    for key, value in changes.items():
        if value is None:
            del told[key]
        else:
            told[key] = value
    return json.dumps(told)


ITEM = {"asks": "?", "kind": "number", "unit": "", "choices": [], "sent": {"value": "1"}}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "null",
        '{"product": "something else"}',
        spoilt(form=None),
        spoilt(form=""),
        spoilt(partner_id="many"),
        spoilt(exported_at="yesterday"),
        spoilt(items=[]),
        spoilt(items={"a": {}}),
        spoilt(items={"a": {**ITEM, "kind": "song"}}),
        spoilt(items={"a": {**ITEM, "choices": 7}}),
        spoilt(items={"a": {**ITEM, "choices": [["one"]]}}),
        spoilt(items={"a": {**ITEM, "sent": {"secret": "1"}}}),
        spoilt(items={"a": {**ITEM, "sent": {"value": 1}}}),
        spoilt(items={"a": {**ITEM, "sent": {"due_on": "soon"}}}),
        spoilt(items={"a": {**ITEM, "kind": "people", "sent": {"value": "Ann"}}}),
        spoilt(items={"a": {**ITEM, "kind": "money", "sent": {"value": "much"}}}),
        spoilt(items={"a": {**ITEM, "kind": "date", "sent": {"value": "soon"}}}),
    ],
)
def test_damage_is_said_in_a_sentence(text: str) -> None:
    with pytest.raises(UserError, match=r"review\.pdf is damaged"):
        from_json(text, "review.pdf")


def test_a_later_format_is_told_from_damage() -> None:
    with pytest.raises(UserError, match="newer version"):
        from_json(spoilt(format=2), "x")


@pytest.mark.parametrize("text", ["", "!!!", "AAAA", packed(identity())[:-40]])
def test_a_hidden_sheet_that_was_touched_is_damage(text: str) -> None:
    with pytest.raises(UserError, match="x is damaged"):
        unpacked(text, "x")
