"""A pack that was issued: what the archive keeps of it, and what became of its file since."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.file_places import is_far
from models.pack_plan import KINDS
from models.text import day_text

# What became of the file, each with how it is said.
FILE_STATES = {
    "there": "As it was made",
    "missing": "Not there any more",
    "changed": "Changed since",
    "unread": "Can’t be read",
}
EDITIONS = {"internal": "Internal", "partner": "Partner"}
_MOST = 200_000_000  # bytes; no pack is that large


@dataclass(frozen=True, slots=True)
class Issue:
    """A pack that goes out, to be kept: `digest` is the SHA-256 of its file, `facts` their text.

    `meeting_on` is the day of the meeting that it was made for, where its plan names one.
    """

    partner_id: int
    partner: str
    pack_id: str
    kind: str
    edition: str
    as_of: date
    title: str
    pages: int
    program_version: str
    product_version: str
    digest: str
    facts: bytes
    file: str
    meeting_on: date | None = None


@dataclass(frozen=True, slots=True)
class IssuedPack:
    """A pack in the archive, without its facts; `kept` says whether it has them."""

    id: int
    partner_id: int
    partner: str
    pack_id: str
    kind: str
    edition: str
    as_of: date
    title: str
    pages: int
    program_version: str
    product_version: str
    digest: str
    file: str
    made_at: str
    kept: bool

    @property
    def kind_name(self) -> str:
        return KINDS.get(self.kind, self.kind)

    @property
    def edition_name(self) -> str:
        return EDITIONS.get(self.edition, self.edition)

    @property
    def said(self) -> str:
        """Which pack it is, in a few words: "12 pages as of 5 Jan 2022, pack 1a2b3c4d5e6f"."""
        return f"{self.kind_name} as of {day_text(self.as_of)}, pack {self.pack_id[:12]}"


def file_state(file: str, digest: str) -> str:
    """What became of a file: one of FILE_STATES; the disk is asked."""
    if is_far(file):
        return "unread"  # looking would connect to another computer, unasked
    path = Path(file)
    try:
        if not path.is_file():
            return "missing"
        if path.stat().st_size > _MOST:
            return "changed"
        return "there" if digest_of(path) == digest else "changed"
    except OSError:
        return "unread"


def digest_of(path: Path) -> str:
    """SHA-256 of a file's content. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
