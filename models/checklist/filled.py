"""A checklist of one partner as it stands: every item with its answer, state and evidence.

The one value that the runner, the grid, the paper form and the pack render.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from models.checklist.evidence_record import Evidence
from models.checklist.periods import period_label
from models.checklist.records import Answer, Checklist, Where
from models.checklist.states import SETTLED, Derived, state_of
from models.checklist.template import Item, Section, Template
from models.checklist.values import value_text


@dataclass(frozen=True, slots=True)
class Before:
    """What the same item said in the period before."""

    period: str
    value: str
    text: str
    note: str
    by: str
    on: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a partner's checklist.

    `value` is the records' where they answer it, otherwise what was typed. `asked` is false where
    its condition isn't fulfilled or nothing is asked of the partner's tier; such a line counts
    nowhere. `question` and `help` have the live facts filled in.
    """

    section: str
    item: Item
    question: str
    help: str
    value: str
    text: str
    state: str
    why: str
    ask: str
    asked: bool
    answer: Answer | None = None
    evidence: tuple[Evidence, ...] = ()
    derived: Derived | None = None
    before: Before | None = None

    @property
    def answered(self) -> bool:
        return _has_answer(self.item, self.value, self.state, self.derived, self.evidence)

    @property
    def settled(self) -> bool:
        return self.state in SETTLED

    def overdue_on(self, today: date) -> bool:
        due = self.answer.due_on if self.answer else None
        return self.asked and not self.settled and due is not None and due < today


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the items asked are answered, settled, overdue."""

    asked: int = 0
    answered: int = 0
    settled: int = 0
    overdue: int = 0

    @property
    def complete(self) -> bool:
        return self.asked == self.answered

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(
            self.asked + other.asked,
            self.answered + other.answered,
            self.settled + other.settled,
            self.overdue + other.overdue,
        )


@dataclass(frozen=True)
class Filled:
    """A partner's checklist on a day; `checklist` is None until something was answered.

    `newer` is the version of the template in use, where that is above the one it began with.
    """

    partner_id: int
    partner: str
    tier: str
    template: Template
    period: str
    due_on: date | None
    today: date
    lines: tuple[Line, ...]
    checklist: Checklist | None = None
    newer: int = 0
    currency: str = "USD"

    @property
    def title(self) -> str:
        """Its name with its period: "Quarterly partner review, Q4 2026"."""
        label = period_label(self.period)
        return f"{self.template.name}, {label}" if label else self.template.name

    @property
    def where(self) -> Where:
        return Where(self.partner_id, self.template.key, self.period)

    @property
    def closed(self) -> bool:
        return self.checklist is not None and self.checklist.state == "closed"

    @property
    def overdue(self) -> bool:
        late = self.due_on is not None and self.due_on < self.today
        return late and not self.closed and not self.progress.complete

    @cached_property
    def progress(self) -> Progress:
        return progress_of(self.lines, self.today)

    @property
    def sections(self) -> tuple[tuple[Section, Progress], ...]:
        """The sections that ask something, each with how far it is."""
        found = []
        for section in self.template.sections:
            own = progress_of([ln for ln in self.lines if ln.section == section.key], self.today)
            if own.asked:
                found.append((section, own))
        return tuple(found)

    @property
    def asked(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.asked)

    def line(self, item: str) -> Line | None:
        return next((line for line in self.lines if line.item.key == item), None)


def _has_answer(
    item: Item,
    value: str,
    state: str,
    derived: Derived | None,
    evidence: Sequence[Evidence],
) -> bool:
    """What was taken along, noted or marked is begun; answered it is once there is an answer."""
    if state not in ("in_progress", "in_review"):
        return state != "not_started"
    return bool(value or evidence) or (derived is not None and not item.mirrors)


def progress_of(lines: Sequence[Line], today: date) -> Progress:
    """How far some lines are; those that aren't asked count nowhere."""
    asked = [line for line in lines if line.asked]
    return Progress(
        len(asked),
        sum(line.answered for line in asked),
        sum(line.settled for line in asked),
        sum(line.overdue_on(today) for line in asked),
    )


def lines_of(
    template: Template,
    answers: Mapping[str, Answer],
    evidence: Mapping[str, Sequence[Evidence]],
    derived: Mapping[str, Derived],
    tier: str,
    today: date,
    facts: Mapping[str, str],
    before: Mapping[str, Before],
    closed: bool = False,
) -> tuple[Line, ...]:
    """The lines of a checklist; of a closed one the records have no say any more.

    `answers`, `evidence`, `derived` and `before` are by item key, `facts` by the name that a text
    quotes in braces.
    """
    return tuple(
        Line(
            section.key,
            item,
            quoted(item.asks, facts),
            quoted(item.help, facts),
            value,
            value_text(item, value),
            state,
            why,
            ask,
            asked,
            answer,
            own,
            told,
            before.get(item.key),
        )
        for section, item, answer, own, told, value, state, why, ask, asked in _walked(
            template, answers, evidence, derived, tier, today, closed
        )
    )


def progress_at(
    template: Template,
    answers: Mapping[str, Answer],
    evidence: Mapping[str, Sequence[Evidence]],
    derived: Mapping[str, Derived],
    tier: str,
    day: date,
    today: date,
    closed: bool = False,
) -> Progress:
    """What `progress_of` the lines would be, without any words: for lists of thousands.

    States are those on `day`, overdue is what is by `today`.
    """
    count = answered = settled = overdue = 0
    for _, item, answer, own, told, value, state, _, _, asked in _walked(
        template, answers, evidence, derived, tier, day, closed
    ):
        if not asked:
            continue
        count += 1
        answered += _has_answer(item, value, state, told, own)
        if state in SETTLED:
            settled += 1
        elif answer is not None and answer.due_on is not None and answer.due_on < today:
            overdue += 1
    return Progress(count, answered, settled, overdue)


_Walked = tuple[
    Section, Item, Answer | None, tuple[Evidence, ...], Derived | None, str, str, str, str, bool
]


def _walked(
    template: Template,
    answers: Mapping[str, Answer],
    evidence: Mapping[str, Sequence[Evidence]],
    derived: Mapping[str, Derived],
    tier: str,
    today: date,
    closed: bool,
) -> Iterator[_Walked]:
    """Each item with its answer, evidence, what the records say, value, state, why, whether it is
    an obligation, and whether it is asked.
    """
    values: dict[str, str] = {}
    hidden: set[str] = set()
    for section, item in template.walk():
        answer = answers.get(item.key)
        told = None if closed else derived.get(item.key)
        value = answer.value if answer is not None else ""
        if told is not None:
            value = told.value
        own = tuple(evidence.get(item.key, ()))
        state, why = state_of(item, value, answer, own, told, today)
        values[item.key] = value
        ask = item.asked_of(tier)
        # A question beneath one that isn't asked isn't asked either, whatever it once said.
        open_to = item.when is None or (
            item.when.item not in hidden and values.get(item.when.item, "") in item.when.values
        )
        asked = open_to and ask != "not_asked"
        if not asked:
            hidden.add(item.key)
        yield section, item, answer, own, told, value, state, why, ask, asked


def answered_with(line: Line, value: str, today: date) -> Line:
    """A line as it will be once a value is kept, for showing it before the file is read again."""
    told = replace(line.derived, value=value) if line.derived is not None else None
    state, why = state_of(line.item, value, line.answer, line.evidence, told, today)
    return replace(
        line, value=value, text=value_text(line.item, value), state=state, why=why, derived=told
    )


def quoted(words: str, facts: Mapping[str, str]) -> str:
    """A text with its live facts in place of the names in braces; an unknown name stays."""
    if "{" not in words:
        return words
    for name, fact in facts.items():
        words = words.replace(f"{{{name}}}", fact)
    return words[:1].upper() + words[1:]
