"""What each file of evidence proves, and checklists as a pack and a binder tell them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.checklist.evidence_record import Evidence
from models.text import counted

if TYPE_CHECKING:
    from models.checklist.filled import Filled, Line

WHOLE = "The partner as a whole"
GONE = "A question that is not asked any more"
CASE_GONE = "A case that is not there any more"


@dataclass(frozen=True, slots=True)
class Proof:
    """A file of evidence with what it is for: `about` the question or criterion, `of` which
    checklist. What is `internal` never leaves the house.
    """

    evidence: Evidence
    about: str
    of: str = ""
    internal: bool = False

    @property
    def id(self) -> int:
        return self.evidence.id

    @property
    def criterion(self) -> str:
        return self.evidence.criterion


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """One item of a checklist as a pack tells it; `files` are the ids of its evidence.

    What is `internal` never leaves the house. `required` says whether the partner's tier asks for
    it, `due_on` the day that was set for it alone, `late` whether that has passed.
    """

    question: str
    answer: str
    state: str
    why: str = ""
    clause: str = ""
    files: tuple[int, ...] = ()
    internal: bool = False
    required: bool = True
    due_on: date | None = None
    late: bool = False

    @property
    def state_words(self) -> str:
        from models.checklist.states import STATE_WORDS

        return STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Checked:
    """One checklist as a pack tells it; `late` says whether its own day has passed, and open."""

    name: str
    period: str
    closed_on: date | None
    items: tuple[CheckedItem, ...]
    due_on: date | None = None
    late: bool = False

    @property
    def title(self) -> str:
        return f"{self.name}, {self.period}" if self.period else self.name

    @property
    def tally(self) -> str:
        met = sum(item.state in ("met", "waived") for item in self.items)
        return f"{met} of {counted(len(self.items), 'item')} met"


def proofs_of(
    evidence: Iterable[Evidence],
    told: "Sequence[Filled]",
    criteria: Mapping[str, str],
    cases: Mapping[int, str] = {},
) -> tuple[Proof, ...]:
    """What each file proves, in the order of the checklists and their questions.

    `told` are the checklists that the files name, `criteria` the program's by id, `cases` what
    omission cases are called. A file whose question is not known any more is taken for internal,
    and so is that of a case: of those the partner gets the decision and its reason (C102).
    """
    from models.checklist.sending import is_internal

    lines: dict[tuple[str, str, str], tuple[int, Filled, Line]] = {}
    for filled in told:
        for line in filled.lines:
            key = (filled.template.key, filled.period, line.item.key)
            lines[key] = (len(lines), filled, line)
    found: list[tuple[tuple[int, int, str], Proof]] = []
    for one in evidence:
        if one.item:
            known = lines.get((one.template, one.period, one.item))
            if known is None:
                found.append(((1, 0, ""), Proof(one, GONE, "", internal=True)))
                continue
            place, filled, line = known
            proof = Proof(one, line.question, filled.title, is_internal(line.item))
            found.append(((0, place, ""), proof))
        elif one.record_id:
            name = cases.get(one.record_id, CASE_GONE)
            found.append(((4, 0, name), Proof(one, name, "Omission case", internal=True)))
        elif one.criterion:
            label = criteria.get(one.criterion, one.criterion)
            found.append(((2, 0, label), Proof(one, label, "Criterion")))
        else:
            found.append(((3, 0, ""), Proof(one, WHOLE)))
    found.sort(key=lambda pair: (bool(pair[1].evidence.replaced_by), pair[0], pair[1].id))
    return tuple(proof for _, proof in found)


def checked_of(filled: "Filled") -> Checked:
    """A checklist as a pack tells it: what is asked of the partner, in order."""
    from models.checklist.periods import period_label
    from models.checklist.sending import is_internal

    items = tuple(
        CheckedItem(
            line.question,
            line.text,
            line.state,
            line.why,
            line.item.clause,
            tuple(one.id for one in line.evidence if not one.replaced_by),
            is_internal(line.item),
            line.ask == "required",
            line.answer.due_on if line.answer else None,
            line.overdue_on(filled.today),
        )
        for line in filled.asked
    )
    closed = filled.checklist.closed_on if filled.checklist else None
    return Checked(
        filled.template.name, period_label(filled.period), closed, items, filled.due_on,
        filled.overdue,
    )  # fmt: skip
