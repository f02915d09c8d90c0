"""From frozen facts to the pack: one PDF, the same bytes for the same facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from models.pack_plan import APPENDIX
from reports import facts as frozen
from reports.facts import PackFacts
from reports.figures import Figures
from reports.kinds import LONGEST, WITHOUT_COVER, chosen
from reports.page import ENOUGH, Book, Section
from reports.parts import Part, parts_of
from reports.sections import COVER
from reports.style import BOTTOM

# Short sections can share a page: those that may go on below another, and those above them.
_LOWER = frozenset({"commitments", "benefits", "health", "risks", "next-quarter"})
_UPPER = _LOWER | {"decisions", "enablement", "offerings", "deals", "joint-plan"}
_HALF = 376.0  # the lowest end of a page that anything has room below
_RULE = 6.0  # below its lowest text

# The faces hold the state of one document at a time.
ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class PackResult:
    """`pack_id` is the whole digest (its first twelve signs are printed); `size` is in bytes.

    `parts` say what became of each section that the pack could have.
    """

    pages: int
    pack_id: str
    size: int
    parts: tuple[Part, ...] = ()


def build(facts: PackFacts, target: Path | BinaryIO) -> PackResult:
    """Write the pack to a path or an open binary file; edition and title are part of the facts.

    Writing is the caller's to make safe (models.files.safe_save). Raises OSError where `target`
    can't be written.
    """
    pack_id = frozen.pack_id(facts)
    with ONE_AT_A_TIME:
        book = drawn(facts, pack_id)
        parts = parts_of(book, Figures(facts))
        content = book.finish()
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)
    return PackResult(len(book.leaves), pack_id, len(content), parts)


def render(facts: PackFacts) -> tuple[bytes, int, str]:
    """The pack's bytes, its number of pages and its id."""
    pack_id = frozen.pack_id(facts)
    with ONE_AT_A_TIME:
        book = drawn(facts, pack_id)
        return book.finish(), len(book.leaves), pack_id


def drawn(facts: PackFacts, pack_id: str) -> Book:
    """Every page of the pack, drawn and not yet written."""
    figures = Figures(facts)
    body = chosen(facts)
    book = Book(facts, pack_id, body)
    covered = facts.plan.kind not in WITHOUT_COVER
    if covered:
        book.cover(COVER)
    silent = {section.key: section.nothing(figures) for section in body}
    read = [section.key for section in body if not silent[section.key]]
    for section in body:
        if silent[section.key]:
            book.nothing[section.key] = silent[section.key]
        else:
            book.room = _room(book, read, section.key)
            if not _went_on(book, figures, section):
                section.draw(book, figures)
    if covered:
        COVER.draw(book, figures)
    return book


def _went_on(book: Book, figures: Figures, section: Section) -> bool:
    """Draw a short section below the one before it where both have room; whether they had."""
    host = book.leaves[-1] if book.leaves else None
    if host is None or section.key not in _LOWER or host.section.key not in _UPPER:
        return False
    if host.low > _HALF:
        return False
    there, book.tight = len(book.leaves), True
    section.draw(book, figures)
    tried = book.leaves[there:]
    del book.leaves[there:]
    first = tried[0]
    tall = first.low + _RULE - first.top
    fits = len(tried) == 1 and book.top_below(host, first) + tall <= BOTTOM
    if fits:
        book.below = host
        section.draw(book, figures)
    book.tight = False
    return fits


def _room(book: Book, read: Sequence[str], key: str) -> int:
    """How many pages a section may take beside its first, so that each later one has its own."""
    most = LONGEST.get(book.facts.plan.kind)
    if most is None or key in APPENDIX:
        return ENOUGH
    used = sum(not leaf.plain and leaf.section.key not in APPENDIX for leaf in book.leaves)
    after = sum(one not in APPENDIX for one in read[read.index(key) + 1 :])
    return most - used - after - 1
