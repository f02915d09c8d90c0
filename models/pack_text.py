"""The text that keeps a pack's facts: its head, whose pack it is, whether it is as it was written.

The id of a pack is the SHA-256 of the text of its facts, so that every version can tell whether
facts belong to an id, also those that it can't read.
"""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models import product
from models.errors import UserError
from models.frozen_json import from_plain, read_text, text_of

FORMAT = "Alliance Desk pack facts"
FORM = 1
MOST = 64_000_000  # bytes of one text; a pack of 400 deals has 300,000
_KEYS = ["format", "form", "product", "pack_id", "facts"]
# How deep each part is broken into lines, so that a record has one of its own.
_DEPTH = {"file": 2, "terms": 2, "background": 2, "checked": 1, "proofs": 1}


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
        if not isinstance(self.plain, dict):
            return False
        try:
            parts = {key: part_text(key, part) for key, part in self.plain.items()}
        except RecursionError:
            return False  # deeper than any facts
        return id_of(facts_text(parts)) == self.pack_id

    @property
    def ours(self) -> bool:
        """Whether this version of the product wrote it."""
        return self.product == product.__version__


def part_text(name: str, plain: Any) -> str:
    """One part of the facts, always the same text."""
    return text_of(plain, _DEPTH.get(name, 0))


def facts_text(parts: Mapping[str, str]) -> str:
    """The facts of the texts of their parts."""
    return "{\n" + ",\n".join(f'"{name}": {text}' for name, text in parts.items()) + "\n}"


def id_of(text: str) -> str:
    """The id of the pack with these facts."""
    return hashlib.sha256(text.encode()).hexdigest()


def with_head(text: str) -> bytes:
    """The whole text: what it is, by which version, of which pack, and the facts."""
    head = {"format": FORMAT, "form": FORM, "product": product.__version__, "pack_id": id_of(text)}
    return f'{text_of(head, 1)[:-2]},\n"facts": {text}\n}}\n'.encode()


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


def read_whole(data: bytes) -> Told:
    """The same. Raises UserError also where the facts are not those of the id."""
    told = read(data)
    if not told.whole:
        raise UserError(
            f"The facts of pack {told.pack_id[:12]} were changed after the pack was made.",
            "Make the pack again from the portfolio.",
        )
    return told


def part_of(told: Told, kind: Any, name: str = "") -> Any:
    """The facts, or one part of them, as a value of the type.

    Raises UserError where this version can't read them.
    """
    if told.form > FORM:
        raise UserError(
            f"The facts of pack {told.pack_id[:12]} were written by Alliance Desk {told.product},"
            f" which is newer than this one ({product.__version__}).",
            "Update Alliance Desk to read them.",
        )
    try:
        if name and name not in told.plain:
            raise ValueError(f"they lack {name}")
        return from_plain(kind, told.plain[name] if name else told.plain, name)
    except ValueError as fault:
        raise UserError(
            f"The facts of pack {told.pack_id[:12]}, made by Alliance Desk {told.product}, can't be"
            f" read: {fault}.",
            "Make the pack again from the portfolio.",
        ) from fault


def packed(data: bytes) -> bytes:
    """The text as the archive keeps it."""
    return zlib.compress(data, 9)


def unpacked(blob: bytes) -> bytes:
    """The text again. Raises UserError where it is damaged."""
    reader = zlib.decompressobj()
    try:
        data = reader.decompress(blob, MOST)
    except zlib.error:
        data = b""
    if not data or not reader.eof or reader.unused_data:
        raise UserError("The kept facts of the pack are damaged.", "Restore the newest backup.")
    return data
