"""An issued pack made again from the archive, held against its hash, beside the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.issued_pack import IssuedPack
    from reports.archive import Again

Kept = tuple["IssuedPack", bytes]


@dataclass(frozen=True, slots=True)
class Said:
    """What came of it: a status, a sentence, and what to know about it."""

    status: str
    sentence: str
    hint: str = ""
    target: Path | None = None


@dataclass(frozen=True, slots=True)
class ReadKept:
    """Reads an issued pack with its facts."""

    pack_id: int

    def __call__(self, portfolio: Any) -> Kept:
        from models.store.packs import archived

        return archived(portfolio, self.pack_id)


def save_copy(kept: Kept, target: Path) -> Said:
    """Make the pack again, put it into a file, and say whether it is the one issued."""
    from models.files import write_bytes

    made = _again(kept)
    write_bytes(target, made.data, force=True)
    if made.same:
        return Said("met", f"Saved {target.name}, the same as issued to the last byte", "", target)
    return Said("at_risk", f"Saved {target.name}", made.said, target)


def verify(kept: Kept) -> Said:
    """Whether the pack can be made again as it was, and whether its file is still that."""
    from models.issued_pack import FILE_STATES, file_state

    pack, made = kept[0], _again(kept)
    state, name = file_state(pack.file, pack.digest), Path(pack.file).name
    if state == "there" and made.same:
        return Said("met", f"{name} is as it was issued, and made again it is the same to the byte")
    again = "Made again it is the same to the last byte." if made.same else made.said
    if state == "there":
        return Said("met", f"{name} is as it was issued", again)
    if state == "missing":
        where = Path(pack.file).parent
        hint = f"It was moved or deleted. {again} Save a copy puts it back."
        return Said("at_risk", f"{name} is not in {where} any more", hint)
    words = f"{name}: {FILE_STATES[state].lower()}"
    return Said("short", words, f"{again} Save a copy gives the pack as it was issued.")


def _again(kept: Kept) -> Again:
    from reports.archive import again

    return again(*kept)
