"""A template's text with one thing changed; comments, order and layout stay as they are.

The text is cut into the head and one piece a section and item, each with the comments above it.
One that is laid out in another way is written anew first, which keeps all but its comments.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.checklist.loading import template_of
from models.checklist.writing import text_of, toml_text
from models.errors import UserError

Value = str | int | bool | Sequence[Any] | Mapping[str, Any] | None
_SECTION = re.compile(r"\[\[\s*sections\s*\]\]")
_ITEM = re.compile(r"\[\[\s*sections\s*\.\s*items\s*\]\]")
_TABLE = re.compile(r"\[[^\[\]=]+\]|\[\[[^\[\]=]+\]\]")
_NOT_A_KEY = re.compile(r"[^a-z0-9]+")


@dataclass
class _Piece:
    """Comments and blank lines, the header of a table, and its lines."""

    lead: str
    header: str
    body: str

    def text(self) -> str:
        return self.lead + self.header + self.body

    def set(self, key: str, value: Value) -> None:
        self.body = _set(self.body, key, value)


@dataclass
class _Part:
    """A section with its items."""

    piece: _Piece
    items: list[_Piece] = field(default_factory=list)


@dataclass
class _Cut:
    head: str
    sections: list[_Part]
    tail: str = ""

    def text(self) -> str:
        pieces = [self.head]
        for section in self.sections:
            pieces += [section.piece.text(), *(item.text() for item in section.items)]
        return "".join([*pieces, self.tail])


def set_version(text: str, version: int) -> str:
    """The text as another version of itself."""
    return set_head(text, "version", version)


def set_head(text: str, key: str, value: Value) -> str:
    """One value of the head; None takes it out."""
    cut = _cut(text)
    cut.head = _set(cut.head, key, value)
    return cut.text()


def set_section(text: str, section: int, key: str, value: Value) -> str:
    """One value of a section; None takes it out."""
    cut = _cut(text)
    cut.sections[section].piece.set(key, value)
    return cut.text()


def set_item(text: str, section: int, item: int, values: Mapping[str, Value]) -> str:
    """Some values of an item; None takes one out."""
    cut = _cut(text)
    for key, value in values.items():
        cut.sections[section].items[item].set(key, value)
    return cut.text()


def add_section(text: str, at: int, name: str) -> str:
    """A new section with one question, before the one at a place."""
    cut = _cut(text)
    keys = _keys(text)
    made = _Part(_new("[[sections]]\n", {"key": free_key(name, keys), "name": name}))
    made.items.append(_question(keys, "New question"))
    cut.sections.insert(at, made)
    return cut.text()


def add_item(text: str, section: int, at: int, asks: str = "New question") -> str:
    """A new question, answered with yes or no, before the one at a place."""
    cut = _cut(text)
    cut.sections[section].items.insert(at, _question(_keys(text), asks))
    return cut.text()


def copy_item(text: str, section: int, item: int) -> str:
    """A copy of an item right after it, under a key of its own."""
    cut = _cut(text)
    items = cut.sections[section].items
    made = _Piece("\n", items[item].header, items[item].body.rstrip("\n") + "\n")
    told = template_of(text).sections[section].items[item]
    made.set("key", free_key(told.key, _keys(text)))
    items.insert(item + 1, made)
    return cut.text()


def remove(text: str, section: int, item: int | None = None) -> str:
    """Without an item, or a whole section. Raises UserError for the last section there is."""
    cut = _cut(text)
    if item is not None:
        del cut.sections[section].items[item]
    elif len(cut.sections) == 1:
        raise UserError("A checklist has at least one section.", "Add another one first.")
    else:
        del cut.sections[section]
    return cut.text()


def move(text: str, section: int, item: int | None, by: int) -> tuple[str, tuple[int, int | None]]:
    """An item or a section one step up (-1) or down (1), and where it is now.

    An item at the edge of its section goes into the one beside it; at the edge of all it stays.
    """
    cut = _cut(text)
    parts = cut.sections
    if item is None:
        to = section + by
        if not 0 <= to < len(parts):
            return text, (section, None)
        parts[section], parts[to] = parts[to], parts[section]
        return cut.text(), (to, None)
    items = parts[section].items
    to = item + by
    if 0 <= to < len(items):
        items[item], items[to] = items[to], items[item]
        return cut.text(), (section, to)
    beside = section + by
    if not 0 <= beside < len(parts):
        return text, (section, item)
    moved = items.pop(item)
    others = parts[beside].items
    at = len(others) if by < 0 else 0
    others.insert(at, moved)
    return cut.text(), (beside, at)


def free_key(words: str, taken: set[str]) -> str:
    """A key made of some words that is none of those taken: small letters, digits and _."""
    plain = _NOT_A_KEY.sub("_", words.casefold()).strip("_")
    key = plain if plain[:1].isalpha() else f"q_{plain}".rstrip("_")
    number = 2
    found = key[:40]
    while found in taken:
        found = f"{key[:40]}_{number}"
        number += 1
    return found


def new_text(key: str, name: str) -> str:
    """A template to begin with: one section, one question, every quarter."""
    return (
        f'key = {toml_text(key)}\nname = {toml_text(name)}\nversion = 1\nsays = ""\n'
        'every = "quarter"\napplies_to = "participating"\ndue = 0\ncarries = true\n\n'
        '[[sections]]\nkey = "first"\nname = "First section"\n\n'
        '[[sections.items]]\nkey = "new_question"\nasks = "New question"\nkind = "yes_no"\n'
    )


def _keys(text: str) -> set[str]:
    told = template_of(text)
    return {*told.items, *(section.key for section in told.sections)}


def _question(taken: set[str], asks: str) -> _Piece:
    values = {"key": free_key(asks, taken), "asks": asks, "kind": "yes_no"}
    return _new("[[sections.items]]\n", values)


def _new(header: str, values: Mapping[str, str]) -> _Piece:
    lines = "".join(f"{key} = {toml_text(value)}\n" for key, value in values.items())
    return _Piece("\n", header, lines)


def _cut(text: str) -> _Cut:
    """The pieces of a text; of one that is laid out otherwise those of the same template anew."""
    told = template_of(text)
    shape = [len(section.items) for section in told.sections]
    found = _pieces(text)
    if found is None or [len(part.items) for part in found.sections] != shape:
        found = _pieces(text_of(told))
    if found is None:
        raise UserError("This template can't be edited here.", "Edit its file instead.")
    return found


def _pieces(text: str) -> _Cut | None:
    rows = text.splitlines(keepends=True)
    if rows and not rows[-1].endswith("\n"):
        rows[-1] += "\n"
    heads = [at for at, row in enumerate(rows) if _TABLE.fullmatch(_bare(row))]
    if not heads:
        return None
    begins = [_begin(rows, at) for at in heads]
    cut = _Cut("".join(rows[: begins[0]]), [])
    for begin, at, end in zip(begins, heads, [*begins[1:], len(rows)], strict=True):
        made = _Piece("".join(rows[begin:at]), rows[at], "".join(rows[at + 1 : end]))
        if _SECTION.fullmatch(_bare(rows[at])):
            cut.sections.append(_Part(made))
        elif _ITEM.fullmatch(_bare(rows[at])) and cut.sections:
            cut.sections[-1].items.append(made)
        else:
            return None
    return cut


def _begin(rows: Sequence[str], at: int) -> int:
    """The first of the blank and comment lines above a header."""
    while at and (not rows[at - 1].strip() or rows[at - 1].lstrip().startswith("#")):
        at -= 1
    return at


def _bare(row: str) -> str:
    return row.split("#", 1)[0].strip()


def _set(body: str, key: str, value: Value) -> str:
    import tomlkit
    from tomlkit.items import Array

    document = tomlkit.parse(body)
    if value is None:
        document.pop(key, None)
        return str(document.as_string())
    made: Any = tomlkit.item(value)
    if isinstance(value, Mapping):
        made = tomlkit.inline_table()
        made.update(value)
    elif isinstance(made, Array) or (isinstance(value, Sequence) and not isinstance(value, str)):
        made = _array(value)
    document[key] = made
    told = str(document.as_string())
    return told if told.endswith("\n") else f"{told}\n"


def _array(values: Any) -> Any:
    """A list in one line, or one entry a line where the entries are tables."""
    import tomlkit

    made = tomlkit.array()
    tables = any(isinstance(value, Mapping) for value in values)
    for value in values:
        if isinstance(value, Mapping):
            entry = tomlkit.inline_table()
            entry.update(value)
            made.append(entry)
        else:
            made.append(value)
    made.multiline(tables)
    return made
