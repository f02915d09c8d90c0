"""The facts of a pack as one JSON text: kept in the archive and in every pack, readable anywhere.

Money is in minor units of the currency beside it (of `decision.currency` where there is none),
days are ISO dates. The pack's id is the SHA-256 of the text of its facts, so that any version can
tell whether facts belong to an id, also where it can't read them.
"""

import hashlib
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, get_type_hints

from models import product
from models.errors import UserError
from models.frozen_json import from_plain, read_text, text_of, to_plain
from models.program.terms import Terms
from reports.facts import PackFacts

FORMAT = "Alliance Desk pack facts"
FORM = 1
NAME = "facts.json"
_KEYS = ["format", "form", "product", "pack_id", "facts"]
# Records have a line of their own.
_DEPTH = {"file": 2, "terms": 2, "background": 2, "checked": 1, "proofs": 1}
_HINTS = get_type_hints(PackFacts)
_last: dict[str, tuple[PackFacts, str]] = {}


@dataclass(frozen=True, slots=True)
class Told:
    """Facts as they were written, not yet read: by which version, of which pack."""

    form: int
    product: str
    pack_id: str
    plain: Any

    @property
    def whole(self) -> bool:
        """Whether the facts are those of the id."""
        return _id_of(_text(self.plain)) == self.pack_id


def to_json(facts: PackFacts) -> bytes:
    """The facts with the format, the version of the product and the pack's id; the same always."""
    text = facts_text(facts)
    head = {"format": FORMAT, "form": FORM, "product": product.__version__, "pack_id": _id_of(text)}
    return f'{text_of(head, 1)[:-2]},\n"facts": {text}\n}}\n'.encode()


def from_json(data: bytes) -> PackFacts:
    """The facts again. Raises UserError for what is damaged or of a newer version."""
    told = read(data)
    if not told.whole:
        raise UserError(
            f"The facts of pack {told.pack_id[:12]} were changed after the pack was made.",
            "Make the pack again from the portfolio.",
        )
    return facts_of(told)


def read(data: bytes) -> Told:
    """What a text says of itself. Raises UserError where it can't be the facts of a pack."""
    try:
        told = read_text(data)
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise ValueError("it does not say that it is one")
        if list(told) != _KEYS:
            raise ValueError("it lacks a part")
        form, version, pack_id = (told[key] for key in ("form", "product", "pack_id"))
        if type(form) is not int or not isinstance(version, str) or not isinstance(pack_id, str):
            raise ValueError("its head is damaged")
    except ValueError as fault:
        raise UserError(
            f"The facts of the pack can't be read: {fault}.", "Make the pack again."
        ) from fault
    return Told(form, version, pack_id, told["facts"])


def facts_of(told: Told) -> PackFacts:
    """The facts that were written. Raises UserError where this version can't read them."""
    if told.form > FORM:
        raise UserError(
            f"The facts of pack {told.pack_id[:12]} were written by Alliance Desk {told.product},"
            f" which is newer than this one ({product.__version__}).",
            "Update Alliance Desk to read them.",
        )
    try:
        facts: PackFacts = from_plain(PackFacts, told.plain)
    except ValueError as fault:
        raise UserError(
            f"The facts of pack {told.pack_id[:12]}, made by Alliance Desk {told.product}, can't be"
            f" read: {fault}.",
            "Make the pack again from the portfolio.",
        ) from fault
    return facts


def facts_id(facts: PackFacts) -> str:
    """The pack's id, the same on every machine."""
    return _id_of(facts_text(facts))


def facts_text(facts: PackFacts) -> str:
    """The facts alone, always the same text; that of the last facts is kept, for id and file."""
    kept = _last.get("facts")
    if kept is None or kept[0] is not facts:
        kept = _last["facts"] = (facts, _written(facts))
    return kept[1]


def _written(facts: PackFacts) -> str:
    parts = []
    for field in fields(facts):
        value = getattr(facts, field.name)
        if field.name == "terms":
            text = _terms_text(value)
        else:
            plain = to_plain(_HINTS[field.name], value)
            text = text_of(plain, _DEPTH.get(field.name, 0))
        parts.append(f'"{field.name}": {text}')
    return "{\n" + ",\n".join(parts) + "\n}"


@lru_cache(maxsize=8)
def _terms_text(terms: Terms) -> str:
    """A program is the same in many packs, and the larger half of a small one."""
    return text_of(to_plain(Terms, terms), _DEPTH["terms"])


def _text(plain: Any) -> str:
    if not isinstance(plain, dict):
        return ""
    parts = (f"{text_of(key)}: {text_of(part, _DEPTH.get(key, 0))}" for key, part in plain.items())
    return "{\n" + ",\n".join(parts) + "\n}"


def _id_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
