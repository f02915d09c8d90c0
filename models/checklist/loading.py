"""Templates of checklists read from their text, bundled or the portfolio's own."""

import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import resources
from models.checklist.template import (
    APPLIES_TO,
    ASKS,
    EVERY,
    EVIDENCE,
    KINDS,
    OTHERS,
    SIDES,
    STATES,
    SURVEYS,
    Choice,
    Condition,
    Item,
    Section,
    Template,
)
from models.errors import UserError
from models.files import read_text
from models.toml_text import parsed

# What reading a file may raise where the file is not what `faults` asks for.
_BROKEN = (KeyError, TypeError, ValueError, AttributeError, RecursionError)
_MOST_BYTES = 2**20


@cache
def bundled() -> tuple[Template, ...]:
    """Every template that comes with the application, by file name.

    Raises UserError where a file is no template.
    """
    files = sorted(resources.path("checklists").glob("*.toml"))
    return tuple(template_of(file.read_text(encoding="utf-8"), file.name) for file in files)


@lru_cache(maxsize=256)
def template_of(text: str, file: str = "") -> Template:
    """The template that a text describes; the same text gives the same object.

    Raises UserError with the first fault, its place and its line, where the text is no template.
    """
    try:
        raw = parsed(text)
        sections = tuple(_section(entry) for entry in raw["sections"])
        made = Template(
            _word(raw["key"]),
            _word(raw["name"]),
            _whole(raw["version"]),
            _word(raw.get("says", "")),
            _one_of(raw["every"], EVERY),
            _one_of(raw["applies_to"], APPLIES_TO),
            sections,
            _words(raw.get("tiers", [])),
            _whole(raw["opens"]) if "opens" in raw else None,
            _whole(raw.get("due", 0)),
            _switch(raw.get("carries", True)),
            _one_of(raw.get("survey", ""), SURVEYS),
            text,
            digest_of(text),
        )
        if len(made.items) < sum(len(section.items) for section in sections):
            raise ValueError("two items have one key")
    except _BROKEN as fault:
        raise _unusable(text, file) from fault
    return made


def digest_of(text: str) -> str:
    """SHA-256 of a template's text, by which it is known for ever."""
    return hashlib.sha256(text.encode()).hexdigest()


def faults(text: str, name: str) -> list[str]:
    """All that is wrong with a template's text, each with the file's name and its line.

    A warning begins with "Warning:" and keeps nobody from using it. An empty list means that
    there is nothing to say.
    """
    from models.checklist import checking
    from models.program import places

    found = checking.faults(text)
    if not found:
        found = [f"Warning: {words}" for words in checking.warnings(text)]
    return places.told(found, text, name)


def errors(text: str, name: str) -> list[str]:
    """What keeps a text from being used, without the warnings."""
    return [words for words in faults(text, name) if not words.startswith("Warning: ")]


def check_file(path: Path) -> list[str]:
    """Faults and warnings of a file, each with its name and, where found, its line."""
    return faults(text_in(path), path.name)


def text_in(path: Path) -> str:
    """The text of a file. Raises UserError where it can't be read or is no UTF-8."""
    if path.is_file() and path.stat().st_size > _MOST_BYTES:
        raise UserError(f"{path.name} is too large for a template.", "Choose a template's file.")
    return read_text(path)


def _section(raw: Mapping[str, Any]) -> Section:
    return Section(
        _word(raw["key"]),
        _word(raw["name"]),
        tuple(_item(entry) for entry in raw.get("items", ())),
        _one_of(raw.get("each", ""), ("", "criterion")),
        _one_of(raw.get("evidence", "none"), EVIDENCE),
    )


def _item(raw: Mapping[str, Any]) -> Item:
    return Item(
        key=_word(raw["key"]),
        asks=_word(raw["asks"]),
        kind=_one_of(raw["kind"], KINDS),
        help=_word(raw.get("help", "")),
        clause=_word(raw.get("clause", "")),
        side=_one_of(raw.get("side", "ours"), SIDES),
        evidence=_one_of(raw.get("evidence", "none"), EVIDENCE),
        ask=_ask(raw.get("ask", "required")),
        internal=_switch(raw.get("internal", False)),
        when=_condition(raw["when"]) if "when" in raw else None,
        target=None if "target" not in raw else _whole(raw["target"]),
        unit=_word(raw.get("unit", "")),
        choices=tuple(_choice(entry) for entry in raw.get("choices", ())),
        criterion=_word(raw.get("criterion", "")),
        gate=_word(raw.get("gate", "")),
        mirrors=_word(raw.get("mirrors", "")),
    )


def _ask(told: str | Mapping[str, str]) -> Mapping[str, str]:
    if isinstance(told, str):
        return {"": _one_of(told, ASKS)}
    return {"" if key == OTHERS else key: _one_of(value, ASKS) for key, value in told.items()}


def _condition(raw: Mapping[str, Any]) -> Condition:
    told = raw["is"]
    return Condition(_word(raw["item"]), (told,) if isinstance(told, str) else _words(told))


def _choice(raw: Mapping[str, Any]) -> Choice:
    return Choice(_word(raw["key"]), _word(raw["label"]), _one_of(raw.get("state", "met"), STATES))


def _word(told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError(f"{told!r} is no text")
    return told


def _words(told: Any) -> tuple[str, ...]:
    if not isinstance(told, list):
        raise TypeError(f"{told!r} is no list")
    return tuple(_word(one) for one in told)


def _whole(told: Any) -> int:
    if type(told) is not int:
        raise TypeError(f"{told!r} is no whole number")
    return told


def _switch(told: Any) -> bool:
    if type(told) is not bool:
        raise TypeError(f"{told!r} is neither true nor false")
    return told


def _one_of(told: str, known: tuple[str, ...]) -> str:
    if told not in known:
        raise ValueError(f"{told!r} is none of {', '.join(known)}")
    return told


def _unusable(text: str, file: str) -> UserError:
    name = file or "The template's text"
    told = errors(text, name)
    first = told[0] if told else f"{name}: it is no template."
    return UserError(first, "Correct it there; nothing was changed.")
