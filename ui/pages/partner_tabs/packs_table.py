"""The rows and columns of the packs issued for a partner, and what became of their files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from models.issued_pack import FILE_STATES, file_state
from models.text import day_text
from ui.tables.columns import Column

if TYPE_CHECKING:
    from models.issued_pack import IssuedPack

_TONES = {"there": "met", "missing": "no_data", "changed": "short", "unread": "at_risk"}
_LOOKING = "Looking…"


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack as the table shows it; `state` is blank until the file was looked at."""

    pack: IssuedPack
    state: str = ""

    @property
    def id(self) -> int:
        return self.pack.id


def columns() -> list[Column]:
    return [
        Column("Kind", lambda line: line.pack.kind_name, width=190, gives=True, spoken=True),
        Column("Edition", lambda line: line.pack.edition_name, width=84, spoken=True),
        Column("As of", lambda line: line.pack.as_of, text=lambda line: day_text(line.pack.as_of),
               role="date", width=116, spoken=True),
        Column("State", lambda line: FILE_STATES.get(line.state, _LOOKING), role="status",
               width=166, tone=lambda line: _TONES.get(line.state, "no_data"), spoken=True),
        Column("Pages", lambda line: line.pack.pages, role="number", width=64),
        Column("Made", lambda line: line.pack.made_at, text=_made, plain=_made, width=168),
        Column("File", lambda line: _name(line.pack.file), width=150, stretch=True,
               plain=lambda line: line.pack.file),
        Column("Pack", lambda line: line.pack.pack_id[:12], tone=lambda _: "text_2", width=118,
               plain=lambda line: line.pack.pack_id),
    ]  # fmt: skip


def states(files: Sequence[tuple[int, str, str]]) -> dict[int, str]:
    """What became of each file, by the id of its pack; runs beside the lane."""
    return {key: file_state(file, digest) for key, file, digest in files}


def _made(line: PackLine) -> str:
    made = datetime.fromisoformat(line.pack.made_at).astimezone()
    return f"{day_text(made.date())}, {made:%H:%M}"


def _name(file: str) -> str:
    return file.replace("\\", "/").rpartition("/")[2]
