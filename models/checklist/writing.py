"""A template as text, which gives the same template when it is read."""

import json
import re
from collections.abc import Iterator, Mapping

from models.checklist.template import OTHERS, Item, Section, Template
from models.toml_text import CONTROLS

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def text_of(template: Template) -> str:
    """The whole template as TOML: head, sections, items, each value that isn't the usual one."""
    return "\n".join(_lines(template)) + "\n"


def _lines(template: Template) -> Iterator[str]:
    yield f"key = {toml_text(template.key)}"
    yield f"name = {toml_text(template.name)}"
    yield f"version = {template.version}"
    if template.says:
        yield f"says = {toml_text(template.says)}"
    yield f"every = {toml_text(template.every)}"
    yield f"applies_to = {toml_text(template.applies_to)}"
    if template.tiers:
        yield f"tiers = {_list(template.tiers)}"
    if template.opens is not None:
        yield f"opens = {template.opens}"
    yield f"due = {template.due}"
    yield f"carries = {_bool(template.carries)}"
    if template.survey:
        yield f"survey = {toml_text(template.survey)}"
    for section in template.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield "[[sections]]"
    yield f"key = {toml_text(section.key)}"
    yield f"name = {toml_text(section.name)}"
    if section.each:
        yield f"each = {toml_text(section.each)}"
    if section.evidence != "none":
        yield f"evidence = {toml_text(section.evidence)}"
    for item in section.items:
        yield ""
        yield "[[sections.items]]"
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    yield f"key = {toml_text(item.key)}"
    yield f"asks = {toml_text(item.asks)}"
    yield f"kind = {toml_text(item.kind)}"
    for name, value, usual in (
        ("help", item.help, ""),
        ("clause", item.clause, ""),
        ("side", item.side, "ours"),
        ("evidence", item.evidence, "none"),
        ("unit", item.unit, ""),
        ("criterion", item.criterion, ""),
        ("gate", item.gate, ""),
        ("mirrors", item.mirrors, ""),
    ):
        if value != usual:
            yield f"{name} = {toml_text(value)}"
    if item.ask != {"": "required"}:
        yield f"ask = {ask_text(item.ask)}"
    if item.internal:
        yield "internal = true"
    if item.when is not None:
        yield f"when = {{ item = {toml_text(item.when.item)}, is = {_list(item.when.values)} }}"
    if item.target is not None:
        yield f"target = {item.target}"
    if item.choices:
        yield "choices = ["
        for choice in item.choices:
            state = f", state = {toml_text(choice.state)}" if choice.state != "met" else ""
            key, label = toml_text(choice.key), toml_text(choice.label)
            yield f"    {{ key = {key}, label = {label}{state} }},"
        yield "]"


def ask_text(ask: Mapping[str, str]) -> str:
    """Whom an item is asked of, as a file says it."""
    if set(ask) == {""}:
        return toml_text(ask[""])
    parts = (f"{_key(tier or OTHERS)} = {toml_text(told)}" for tier, told in ask.items())
    return f"{{ {', '.join(parts)} }}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else toml_text(name)


def _list(words: tuple[str, ...]) -> str:
    return f"[{', '.join(toml_text(word) for word in words)}]"


def _bool(told: bool) -> str:
    return "true" if told else "false"


def toml_text(words: str) -> str:
    """A text as TOML has it, in quotes; it takes the escapes of JSON."""
    return json.dumps(CONTROLS.sub("", words), ensure_ascii=False)
