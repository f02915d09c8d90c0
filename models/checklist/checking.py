"""All that is wrong with a checklist template, each fault with its place; loaded only to check."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from models.checklist.facts import FACTS
from models.checklist.file_shape import TemplateFile
from models.checklist.template import OTHERS
from models.checklist.values import YES_NO
from models.program.loading import programs
from models.text import listed
from models.toml_text import parsed

_PLAIN = {"extra_forbidden": "there is no such key", "missing": "it is missing"}
_QUOTED = re.compile(r"\{([^{}]*)\}")


def faults(text: str) -> list[str]:
    """All that keeps a template's text from being used, each with its place in it."""
    try:
        raw = parsed(text)
    except tomllib.TOMLDecodeError as fault:
        return [f"Not readable as TOML: {fault}."]
    return _told(raw) or list(_across(raw))


def warnings(text: str) -> list[str]:
    """What a usable template names that no bundled program knows: tiers and criteria."""
    raw = parsed(text)
    tiers, criteria = set(), set()
    for program in programs():
        terms = program.terms_on(program.from_on)
        tiers |= set(terms.by_key)
        criteria |= {criterion.id for criterion in terms.criteria}
    found = [f"tiers: no bundled program has a tier {key!r}." for key in raw.get("tiers", ())
             if key not in tiers]  # fmt: skip
    for item, place in _items(raw):
        ask = item.get("ask")
        named = list(ask) if isinstance(ask, dict) else []
        found += [
            f"{place}.ask: no bundled program has a tier {key!r}."
            for key in named
            if key not in tiers and key != OTHERS
        ]
        criterion = item.get("criterion")
        if criterion and criterion not in criteria:
            found.append(f"{place}.criterion: no bundled program has {criterion!r}.")
    return found


def _told(raw: object) -> list[str]:
    try:
        TemplateFile.model_validate(raw)
    except ValidationError as fault:
        told: dict[str, str] = {}
        for one in fault.errors():
            where = ""
            for step in one["loc"]:
                # Inside a choice pydantic adds the name of the type that it tried.
                if isinstance(step, str) and ("[" in step or step in ("str", "int")):
                    continue
                where += f"[{step}]" if isinstance(step, int) else f".{step}"
            words = one["msg"].removeprefix("Value error, ")
            told.setdefault(where.lstrip("."), _PLAIN.get(one["type"], words))
        return [f"{where}: {words}." if where else f"{words}." for where, words in told.items()]
    return []


def _across(raw: Mapping[str, Any]) -> Iterator[str]:
    """Faults between items that are right by themselves: repeats, conditions, unknown facts."""
    sections = [section["key"] for section in raw["sections"]]
    for key in sorted({*sections}):
        if sections.count(key) > 1:
            yield f"sections: two have the key {key!r}."
    seen: dict[str, Mapping[str, Any]] = {}
    later = {item["key"] for item, _ in _items(raw)}
    for item, place in _items(raw):
        if item["key"] in seen:
            yield f"{place}.key: an earlier item has the key {item['key']!r}."
        for part in ("asks", "help"):
            for name in _QUOTED.findall(item.get(part, "")):
                if name not in FACTS:
                    yield f"{place}.{part}: there is no fact {name!r} to quote."
        if "when" in item:
            yield from _condition(item["when"], place, seen, later)
        seen[item["key"]] = item


def _condition(
    when: Mapping[str, Any], place: str, seen: Mapping[str, Mapping[str, Any]], later: set[str]
) -> Iterator[str]:
    other = seen.get(when["item"])
    if other is None:
        words = "stands later" if when["item"] in later else "is none of this template"
        yield f"{place}.when.item: {when['item']!r} {words}; name an earlier item."
        return
    if other["kind"] == "yes_no":
        possible = list(YES_NO)
    elif other["kind"] == "choice":
        possible = [choice["key"] for choice in other["choices"]]
    else:
        yield f"{place}.when.item: only a yes_no or a choice can be asked for its answer."
        return
    values = [when["is"]] if isinstance(when["is"], str) else when["is"]
    for value in values:
        if value not in possible:
            known = listed(possible, "or")
            yield f"{place}.when.is: {when['item']} never answers {value!r}, only {known}."


def _items(raw: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    for number, section in enumerate(raw["sections"]):
        for place, item in enumerate(section.get("items", ())):
            yield item, f"sections[{number}].items[{place}]"
