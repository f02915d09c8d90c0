"""The facts of a pack as one JSON text: kept in the archive and in every pack, readable anywhere.

Money is in minor units of the currency beside it (of `decision.currency` where there is none),
days are ISO dates.
"""

from dataclasses import fields
from functools import lru_cache
from typing import get_type_hints

from models.frozen_json import to_plain
from models.pack_text import Told, facts_text, id_of, part_of, part_text, read_whole, with_head
from models.program.terms import Terms
from reports.facts import PackFacts

NAME = "facts.json"
_HINTS = get_type_hints(PackFacts)
# The text of the last facts, for a pack asks for it twice: for its id and for the file.
_last: dict[str, tuple[PackFacts, str]] = {}


def to_json(facts: PackFacts) -> bytes:
    """The facts with the format, the version of the product and the pack's id; the same always."""
    return with_head(_text(facts))


def from_json(data: bytes) -> PackFacts:
    """The facts again. Raises UserError for what is damaged or of a newer version."""
    return facts_of(read_whole(data))


def facts_of(told: Told) -> PackFacts:
    """The facts that were written. Raises UserError where this version can't read them."""
    facts: PackFacts = part_of(told, PackFacts)
    return facts


def facts_id(facts: PackFacts) -> str:
    """The pack's id, the same on every machine."""
    return id_of(_text(facts))


def _text(facts: PackFacts) -> str:
    kept = _last.get("facts")
    if kept is None or kept[0] is not facts:
        kept = _last["facts"] = (facts, _written(facts))
    return kept[1]


def _written(facts: PackFacts) -> str:
    parts = {}
    for field in fields(facts):
        name, value = field.name, getattr(facts, field.name)
        if name == "terms":
            parts[name] = _terms_text(value)
        else:
            parts[name] = part_text(name, to_plain(_HINTS[name], value))
    return facts_text(parts)


@lru_cache(maxsize=8)
def _terms_text(terms: Terms) -> str:
    """A program is the same in many packs, and the larger half of a small one."""
    return part_text("terms", to_plain(Terms, terms))
