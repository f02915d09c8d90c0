import io
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from models.errors import UserError
from models.pack_plan import PackPlan, Words
from models.pack_text import FORM, read
from models.product import __version__
from reports.facts import PackFacts, freeze, pack_id
from reports.facts_json import facts_of, from_json, to_json
from reports.pack import render
from tests.reports import background_builder, facts_builder


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (120, 40), "#0F4C81").save(out, "PNG")
    return out.getvalue()


CASES = {
    "platinum": facts_builder.platinum,
    "silver for the partner": lambda: facts_builder.silver("partner"),
    "far away": facts_builder.far_away,
    "empty": facts_builder.empty,
    "with a logo": lambda: freeze(facts_builder.silver().file, plan=PackPlan(logo=picture())),
    "with a background": lambda: freeze(
        facts_builder.platinum().file,
        background=background_builder.full(),
        plan=PackPlan(words={"tier": Words("Well done", "Not yet")}, attendees=("Ada Brandt",)),
    ),
}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT | st.dates(),
    lambda inner: st.lists(inner, max_size=2) | st.lists(inner, max_size=2).map(tuple),
    max_leaves=3,
)
PLAIN: Mapping[Any, st.SearchStrategy[Any]] = {
    int: st.integers(-(2**63), 2**63), bool: st.booleans(), str: TEXT, date: st.dates(),
    bytes: st.binary(max_size=8), object: ANY, types.NoneType: st.none(),
}  # fmt: skip


@cache
def some(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type, whether it makes sense or not."""
    if kind in PLAIN:
        return PLAIN[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return st.one_of([some(each) for each in inner])
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(some(inner[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*(some(each) for each in inner))
    if origin is not None and issubclass(origin, Mapping):
        return st.dictionaries(some(inner[0]), some(inner[1]), max_size=2)
    hints = get_type_hints(kind)
    names = [f.name for f in fields(kind) if f.init] if is_dataclass(kind) else kind._fields
    return st.builds(kind, **{name: some(hints[name]) for name in names})


def same(one: Any, other: Any) -> bool:
    """Whether two values are one in type and order too, where == is satisfied with less."""
    if type(one) is not type(other):
        return False
    if is_dataclass(one):
        return all(
            same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one) if f.init
        )
    if isinstance(one, Mapping):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


@pytest.fixture(scope="module", params=CASES)
def facts(request) -> PackFacts:
    return CASES[request.param]()


@given(some(PackFacts))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_facts_hold_comes_back_as_it_was(whole: PackFacts) -> None:
    back = from_json(to_json(whole))
    assert same(back, whole)
    assert to_json(back) == to_json(whole)


def test_facts_from_their_text_make_the_same_pack_to_the_byte(facts):
    back = from_json(to_json(facts))
    assert back.file == facts.file
    assert pack_id(back) == pack_id(facts)
    assert render(back) == render(facts)


def test_the_text_says_what_it_is_and_has_a_line_for_each_deal(facts):
    text = to_json(facts).decode()
    told = json.loads(text)
    assert (told["format"], told["form"]) == ("Alliance Desk pack facts", FORM)
    assert told["product"] == __version__
    assert told["pack_id"] == pack_id(facts)
    for counted in facts.file.deals[:5]:
        [line] = [one for one in text.splitlines() if f'{{"deal":{{"id":{counted.deal.id},' in one]
        assert f'"tcv_minor":{counted.deal.tcv_minor},"currency":"USD"' in line


def test_the_order_of_a_program_s_values_is_kept(facts):
    back = from_json(to_json(facts))
    assert list(back.terms.readings) == list(facts.terms.readings)
    assert same(back.terms, facts.terms)


def test_a_changed_figure_is_noticed():
    data = to_json(facts_builder.silver())
    changed = data.replace(b'"services_minor":', b'"services_minor":1', 1)
    assert changed != data
    with pytest.raises(UserError, match="were changed after the pack was made"):
        from_json(changed)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"format":"Alliance Desk pack facts"}', b"[" * 9000]
)
def test_what_is_no_facts_is_said_in_a_sentence(data):
    with pytest.raises(UserError, match=r"^The facts of the pack can't be read: .+\. Make the"):
        from_json(data)


@pytest.mark.parametrize("depth", [10, 900, 960, 990, 1100, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_facts_nested_too_deeply_are_a_sentence(depth, opening, closing):
    head = '{"format":"Alliance Desk pack facts","form":1,"product":"1","pack_id":"x","facts":'
    inner = opening * depth + "1" + closing * depth
    with pytest.raises(UserError):
        from_json(f'{head}{{"file":{inner}}}}}'.encode())


@pytest.mark.parametrize("part", ["form", "product", "pack_id"])
def test_a_damaged_head_is_said_in_a_sentence(part):
    told = json.loads(to_json(facts_builder.empty()))
    told[part] = None
    with pytest.raises(UserError, match="its head is damaged"):
        from_json(json.dumps(told).encode())


def test_facts_of_a_newer_form_are_whole_and_can_not_be_read():
    data = to_json(facts_builder.empty()).replace(b'"form": 1', b'"form": 2')
    data = data.replace(f'"product": "{__version__}"'.encode(), b'"product": "9.1"')
    assert read(data).whole
    with pytest.raises(UserError, match=r"Alliance Desk 9\.1, which is newer than this one"):
        from_json(data)


def test_facts_that_this_version_does_not_know_are_named():
    told = read(to_json(facts_builder.empty()))
    told.plain["file"]["partner"]["shoe_size"] = 44
    with pytest.raises(UserError, match=r"file\.partner has shoe_size, which is not known"):
        facts_of(told)


def test_the_name_of_a_pack_does_not_depend_on_which_was_written_before():
    one, other = facts_builder.silver(), facts_builder.platinum()
    first = pack_id(one)
    assert pack_id(other) != first
    assert pack_id(one) == pack_id(replace(one)) == first
