"""Checklists as they stand, and an index of the evidence with its hashes."""

from collections.abc import Iterator

from models.checklist.proof import Checked, CheckedItem, Proof
from models.text import counted, day_text, maybe_day, number
from reports import story, style
from reports.blocks import heading
from reports.evidence_words import holds, verified
from reports.faces import MEDIUM, REGULAR, SEMIBOLD
from reports.facts import PackFacts
from reports.figures import Figures
from reports.marks import (
    BEGUN_MARK,
    EXPIRED_MARK,
    IDLE_MARK,
    LATE_MARK,
    MET_MARK,
    UNMET_MARK,
    WAIVED_MARK,
)
from reports.page import Book, Leaf, Section
from reports.style import MARGIN, RIGHT, Type
from reports.table import Cell, Column, Group, Marked, Row, Table, Text

_SMALL = Type(REGULAR, 7.6, 10)
_QUIET = _SMALL.in_colour(style.SECOND)
_NAME = Type(MEDIUM, 7.6, 10)
_STATE = Type(SEMIBOLD, 7.6, 10)
_HASH = Type(REGULAR, 6, 8, style.SECOND)
_MARKS = {
    "not_met": UNMET_MARK,
    "expired": EXPIRED_MARK,
    "in_progress": BEGUN_MARK,
    "in_review": BEGUN_MARK,
    "not_started": IDLE_MARK,
    "met": MET_MARK,
    "waived": WAIVED_MARK,
}
# In which order items stand: what is wrong, what is under way, what is missing, what is settled.
_ORDER = ("not_met", "expired", "in_progress", "in_review", "not_started", "met", "waived")
_SAME = "A copy with the same SHA-256 is the same to the last byte."
_UNPROVEN = "No file of evidence is on record for it."
_TALLEST = 28.0  # of a file's row
_HALF = 32  # signs of a SHA-256 in one of two lines


def draw(book: Book, figures: Figures) -> None:
    facts = book.facts
    numbers = {proof.id: at for at, proof in enumerate(facts.proofs, 1)}
    leaf, y = _lists(book, facts, numbers) if facts.checked else (None, style.BOTTOM)
    if facts.proofs:
        _index(book, facts, leaf, y + 18)


def _lists(book: Book, facts: PackFacts, numbers: dict[int, int]) -> tuple[Leaf, float]:
    title = _title(facts)

    support = "Evidence by its number in the index that follows." if numbers else _UNPROVEN

    def more() -> Leaf:
        return book.page(SECTION, title, support)

    leaf = more()
    columns = [
        Column("Question", 292, type_=_SMALL, most=3),
        Column("Clause", 44, type_=style.NOTE),
        Column("Answer", 120, type_=_NAME, most=3),
        Column("State", 92, type_=_STATE),
        Column("Why", RIGHT - MARGIN - 606, type_=_QUIET, most=3),
        Column("Evidence", 58, type_=_QUIET, most=2),
    ]
    table = Table(columns, next_page=more, pad=2.9, balanced=True)
    return table.draw(leaf, leaf.top, _rows(facts.checked, numbers))


def _rows(lists: tuple[Checked, ...], numbers: dict[int, int]) -> Iterator[Row]:
    """What is answered, late or asked for by now, the open ones first; the rest as one line."""
    for checked in lists:
        yield Group(checked.title, _standing(checked), checked.tally)
        shown = [item for item in checked.items if _tells(item, checked)]
        for item in sorted(shown, key=_urgency):
            yield _item(item, numbers)
        if len(shown) < len(checked.items):
            yield _rest([item for item in checked.items if item not in shown], checked)


def _standing(checked: Checked) -> str:
    if checked.closed_on:
        return f"closed {day_text(checked.closed_on)}"
    if checked.due_on is None:
        return ""
    return f"{'was due' if checked.late else 'due'} {day_text(checked.due_on)}"


def _tells(item: CheckedItem, checked: Checked) -> bool:
    """Whether an item says something: nothing is wrong with one that has its time yet."""
    ended = checked.late or checked.closed_on is not None
    return item.state != "not_started" or item.late or (ended and item.required)


def _urgency(item: CheckedItem) -> tuple[bool, int]:
    return not item.late, _ORDER.index(item.state)


def _rest(rest: list[CheckedItem], checked: Checked) -> Row:
    required = sum(item.required for item in rest)
    said = f"{counted(len(rest), 'more question')} not started"
    if required:
        said = f"{said}, {number(required)} of them required"
    if checked.due_on and not checked.closed_on:
        said = f"{said}; due {day_text(checked.due_on)}"
    return [Text(said, _QUIET), "", "", "", "", ""]


def _item(item: CheckedItem, numbers: dict[int, int]) -> Row:
    known = sorted(numbers[one] for one in item.files if one in numbers)
    cells: list[Cell] = [
        item.question,
        item.clause or "–",
        item.answer or "–",
        _state(item),
        item.why or "–",
        _leading(known),
    ]
    return cells


def _state(item: CheckedItem) -> Cell:
    if item.late and item.due_on:
        return Marked(LATE_MARK, f"Late, {day_text(item.due_on)}", _STATE)
    return Marked(_MARKS[item.state], item.state_words, _STATE)


def _leading(known: list[int]) -> Cell:
    """Numbers of evidence; they lead to the first of them in the index."""
    words = ", ".join(map(str, known))
    return Text(words, target=f"evidence-{known[0]}") if known else "–"


def _index(book: Book, facts: PackFacts, after: Leaf | None, y: float) -> None:
    """On a page of its own, unless all of it fits under the lists from `y` down."""
    each = "" if len(facts.proofs) == 1 else "each "
    title = f"{_files(facts)} of evidence, {each}known again by its hash"

    def more() -> Leaf:
        return book.page(SECTION, title, _SAME)

    whole = after is not None and y + 36 + _TALLEST * len(facts.proofs) <= style.BOTTOM
    if whole and after is not None:
        leaf, y = after, heading(after.sheet, MARGIN, y, RIGHT - MARGIN, title, _SAME) + 4
    else:
        leaf = more()
        y = leaf.top
    columns = [
        Column("No.", 28, type_=_QUIET),
        Column("What it proves", 206, type_=_SMALL, most=3),
        Column("File", 150, type_=_NAME, most=2),
        Column("Holds", 104, type_=_QUIET, most=2),
        Column("Verified", 96, type_=_QUIET, most=2),
        Column("Added", 54, type_=_QUIET),
        Column("SHA-256", RIGHT - MARGIN - 638, type_=_HASH, most=2),
    ]
    table = Table(columns, next_page=more, pad=2.9, balanced=True)
    table.draw(leaf, y, [_proof(at, one) for at, one in enumerate(facts.proofs, 1)])


def _proof(at: int, proof: Proof) -> Row:
    one = proof.evidence
    return [
        Text(str(at), anchor=f"evidence-{at}"),
        Text(proof.about, _SMALL, proof.of),
        one.file,
        holds(proof),
        verified(proof),
        maybe_day(one.added_on),
        f"{one.sha256[:_HALF]} {one.sha256[_HALF:]}",
    ]


def _title(facts: PackFacts) -> str:
    from models.checklist.states import SETTLED

    items = [item for checked in facts.checked for item in checked.items]
    met = sum(item.state in SETTLED for item in items)
    verb = "is" if 1 in (met, len(items)) else "are"
    every = f"{story.word(len(items))} checklist {'item' if len(items) == 1 else 'items'}"
    words = f"{story.part(met)} of {every} {verb} met or waived"
    return f"{words}; {_files(facts).lower()} of evidence" if facts.proofs else words


def _files(facts: PackFacts) -> str:
    words = counted(len(facts.proofs), "file")
    return f"{words[:1].upper()}{words[1:]}"


def _wanted(facts: PackFacts) -> bool:
    return bool(facts.checked or facts.proofs)


SECTION = Section("evidence", "Checklists and evidence", draw, wanted=_wanted)
