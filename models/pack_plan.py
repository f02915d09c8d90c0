"""What a person decides about a pack: which document, for whose eyes, which pages, which words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

# The documents of one partner, each with what it is called.
KINDS: Mapping[str, str] = {
    "full": "Executive business review",
    "short": "Executive business review, short form",
    "pipeline_review": "Monthly pipeline review",
    "briefing": "Briefing before a meeting",
    "mid_year": "Mid-year status",
}
# Sections that are looked up and not read through: they stand at the end and count for no limit.
APPENDIX = ("prerequisites", "definitions", "all-deals", "evidence", "changes")
SIDES = ("host", "partner", "both")
MOST_ASKS = 5  # decisions that a meeting can take


@dataclass(frozen=True, slots=True)
class Words:
    """What a person wrote for one section: `text` for every reader, `note` for the host only."""

    text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A decision that the meeting is asked for, and the side that has to take it (C034)."""

    what: str
    why: str = ""
    options: str = ""
    side: str = "both"
    owner: str = ""
    by: date | None = None


@dataclass(frozen=True, slots=True)
class PackPlan:
    """A pack as somebody wants it.

    `order` are the keys of sections in order, blank for the kind's own; `left_out` those of them
    that are not wanted. `attendees` are lines such as "Ada Brandt, sponsor". `logo` is the
    partner's, as PNG or JPEG; `confidentiality` stands on the cover in place of the usual words.
    """

    kind: str = "full"
    title: str = ""
    order: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    words: Mapping[str, Words] = field(default_factory=dict)
    asks: tuple[Ask, ...] = ()
    meeting_on: date | None = None
    place: str = ""
    attendees: tuple[str, ...] = ()
    confidentiality: str = ""
    logo: bytes = b""


USUAL = PackPlan()
