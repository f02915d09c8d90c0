"""What a pack showed, as far as two of them are compared, and how one difference is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.background import Background, Change
from models.pack_text import Told, part_of
from models.partner_file import PartnerFile
from models.program.decision import Decision
from models.program.terms import Terms
from models.text import NONE, number

NAMED = 5  # of each kind of change to a record; the rest are counted


@dataclass(frozen=True, slots=True)
class Seen:
    """What a pack showed, as far as it is compared; `pack_id` is blank for what is known now."""

    file: PartnerFile
    terms: Terms
    background: Background
    pack_id: str = ""

    @property
    def decision(self) -> Decision:
        return self.file.decision

    @property
    def as_of(self) -> date:
        return self.file.decision.as_of


def seen_of(told: Told) -> Seen:
    """What an issued pack showed. Raises UserError where this version can't read its facts."""
    return Seen(
        part_of(told, PartnerFile, "file"),
        part_of(told, Terms, "terms"),
        part_of(told, Background, "background"),
        told.pack_id,
    )


def differs(
    section: str, subject: str, what: str, told: Sequence[str], turn: str = "other", key: str = ""
) -> Iterator[Change]:
    """The change from the first of two words to the second; none where they are the same."""
    was, now = told
    if was != now:
        yield Change(section, what, was, now, subject, turn, key)


def direction(was: int, now: int) -> str:
    """Which way a figure went."""
    return "up" if now > was else "down"


def limited(made: Sequence[Change], noun: str) -> Iterator[Change]:
    """The first of many changes of one subject, the rest counted; one alone is named too."""
    if len(made) <= NAMED + 1:
        yield from made
        return
    yield from made[:NAMED]
    last, rest = made[-1], len(made) - NAMED
    turn = last.turn if len({one.turn for one in made}) == 1 else "other"
    what = f"and {number(rest)} more {noun}"
    yield Change(last.section, what, NONE, NONE, last.subject, turn, "", rest)
