"""Which questions of a checklist go out to be filled in elsewhere, and with which answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.checklist.filled import Filled, Line
from models.checklist.records import Answer
from models.checklist.template import Item, Section
from models.checklist.values import YES_NO, people_of, typed_value, value_text
from models.text import counted, day_text, listed

PARTNER, INTERNAL = "partner", "internal"
EDITIONS = (PARTNER, INTERNAL)
PARTS = ("value", "note", "owner", "due_on")
PART_WORDS = {"value": "Answer", "note": "Note", "owner": "Owner", "due_on": "Due by"}
# Records that a pack for the partner leaves out; a question that shows them stays as well.
HOST_ONLY = frozenset({"partners.nomination", "partners.investments"})
# How an answer says that it came back with a form.
FROM_FORM = "form "
# The sheets of a form that is a spreadsheet, and the head of its hidden column.
SHEET, SHEET_OF_IDENTITY, SHEET_KEY = "Checklist", "Alliance Desk form", "item"


@dataclass(frozen=True, slots=True)
class Sending:
    """What a form is made with: its id, where it belongs, for whom it is.

    `host` is who asks, as the partner knows it. `ours_too` opens our own questions in the partner's
    edition. `exported_at` is a moment in ISO form; nothing here reads a clock.
    """

    form_id: str
    portfolio_id: str
    portfolio: str
    edition: str
    exported_at: str
    host: str = ""
    ours_too: bool = False
    sample: bool = False

    def __post_init__(self) -> None:
        if self.edition not in EDITIONS:
            raise ValueError(f"no edition {self.edition!r}")

    @property
    def internal(self) -> bool:
        return self.edition == INTERNAL

    @property
    def day(self) -> date:
        return date.fromisoformat(self.exported_at[:10])


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it goes out; without `parts` it is only to be read.

    `sent` are the canonical values by part. `said` is the sentence of the records, `only_if` the
    condition under which it is asked.
    """

    section: Section
    line: Line
    parts: tuple[str, ...] = ()
    sent: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    only_if: str = ""

    @property
    def item(self) -> Item:
        return self.line.item

    @property
    def open(self) -> bool:
        return bool(self.parts)


def questions(filled: Filled, sending: Sending) -> tuple[Question, ...]:
    """The questions of an edition in their order; what is internal never leaves with the partner's.

    A question that waits for another's answer goes along where that answer can still be given.
    """
    sections = {section.key: section for section in filled.template.sections}
    found: dict[str, Question] = {}
    survey = bool(filled.template.survey)
    for line in filled.lines:
        item = line.item
        if line.ask == "not_asked" or (is_internal(item) and not sending.internal):
            continue
        over = found.get(item.when.item) if item.when else None
        if not line.asked and (over is None or not over.open):
            continue
        only_if = ""
        if over is not None and over.open and item.when is not None:
            only_if = _condition(over.line, item.when.values)
        opened = not filled.closed and _is_open(line, sending)
        found[item.key] = Question(
            sections[line.section],
            line,
            _parts(item, survey=survey) if opened else (),
            _sent(line, sending, survey=survey) if opened else {},
            "" if opened else _said(line, sending),
            only_if,
        )
    return tuple(found.values())


def is_internal(item: Item) -> bool:
    """Whether a question never leaves the house: it says so, or shows what is the host's alone."""
    return item.internal or item.mirrors in HOST_ONLY


def for_partner(filled: Filled) -> bool:
    """Whether any question is the partner's to answer, alone or with us."""
    return any(
        line.asked and line.item.side != "ours" and not is_internal(line.item)
        for line in filled.lines
    )


def left_out(filled: Filled, sending: Sending) -> str:
    """What an edition keeps back, in a sentence."""
    if sending.internal:
        return "Everything is in it, also what is internal. It is not for the partner."
    internal = sum(is_internal(line.item) and line.asked for line in filled.lines)
    words = ["our own notes", "reasons and approvers of waivers", "last time’s answers"]
    if internal:
        words.insert(0, counted(internal, "internal question"))
    ours = sum(
        question.item.side == "ours" and not question.open and not question.item.derived
        for question in questions(filled, sending)
    )
    told = f"Left out: {listed(words)}."
    if ours:
        told += f" {counted(ours, 'question').capitalize()} of ours can only be read."
    return told


def came_with(answer: Answer | None) -> str:
    """Which form an answer came back with, and when; blank where none brought it."""
    if answer is None or not answer.source.startswith(FROM_FORM) or not answer.value:
        return ""
    form = answer.source.removeprefix(FROM_FORM)
    on = (
        f" on {day_text(date.fromisoformat(answer.answered_at[:10]))}" if answer.answered_at else ""
    )
    return f"Taken in with form {form}{on}."


def part_text(item: Item, part: str, value: str) -> str:
    """A canonical value as it stands in a field of a form."""
    if part == "due_on":
        return day_text(date.fromisoformat(value)) if value else ""
    if part != "value":
        return value
    if item.kind == "people":
        return "\n".join(people_of(value))
    if item.kind in ("yes_no", "choice"):
        return value
    return typed_value(item, value)


def part_said(item: Item, part: str, value: str) -> str:
    """A canonical value as a table shows it."""
    return value_text(item, value) if part == "value" else part_text(item, part, value)


def _is_open(line: Line, sending: Sending) -> bool:
    if line.item.derived or line.state == "waived":
        return False
    return sending.internal or sending.ours_too or line.item.side != "ours"


def _parts(item: Item, *, survey: bool) -> tuple[str, ...]:
    """A statement of a survey wants an answer; nobody owes it, and there is nothing to note."""
    if survey:
        return PARTS[:1]
    return PARTS[1:] if item.kind == "file" else PARTS


def _sent(line: Line, sending: Sending, *, survey: bool) -> dict[str, str]:
    answer = line.answer
    # Our notes are for us; with a blank one, what the partner writes is seen beside ours.
    note = answer.note if answer and sending.internal else ""
    due = answer.due_on.isoformat() if answer and answer.due_on else ""
    values = {"value": line.value, "note": note, "owner": answer.owner if answer else ""}
    return {part: {**values, "due_on": due}[part] for part in _parts(line.item, survey=survey)}


def _said(line: Line, sending: Sending) -> str:
    if line.answer is not None and line.state == "waived":
        until = line.answer.until_on
        told = f"Waived until {day_text(until)}" if until else "Waived"
        return f"{told}: {line.answer.reason}" if sending.internal and line.answer.reason else told
    if line.derived is not None and line.derived.said:
        return line.derived.said
    if line.answer is not None and line.answer.source == "records":
        return line.answer.reason
    return ""


def _condition(over: Line, values: Sequence[str]) -> str:
    item = over.item
    labels = {c.key: c.label for c in item.choices} if item.kind == "choice" else YES_NO
    return f"Only if “{over.question}” is {listed([labels.get(v, v) for v in values], 'or')}."
