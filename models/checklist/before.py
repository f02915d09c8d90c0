"""What the same items said in the period before, and what is carried on from there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from models.checklist.evidence_record import Evidence
from models.checklist.filled import Before
from models.checklist.records import Answer
from models.checklist.states import SETTLED, state_of
from models.checklist.template import Template
from models.checklist.values import canonical, value_text


def before_of(
    template: Template, period: str, answers: Mapping[str, Answer], evidence: Iterable[Evidence]
) -> dict[str, Before]:
    """Last time's answers by item, for the items that this template still has.

    `evidence` is that of the period before.
    """
    files: dict[str, list[str]] = defaultdict(list)
    for one in evidence:
        if not one.replaced_by:
            files[one.item].append(one.file)
    return {
        key: Before(
            period,
            answer.value,
            _text(template, key, answer.value),
            answer.note,
            answer.answered_by,
            answer.answered_at[:10],
            tuple(files.get(key, ())),
        )
        for key, answer in answers.items()
        if key in template.items and (answer.value or answer.note)
    }


def carried(
    template: Template, answers: Mapping[str, Answer], evidence: Sequence[Evidence], today: date
) -> Sequence[Answer]:
    """The answers of the period before that are open and that a new period takes along.

    `evidence` is that of the period before: a file that was asked for and is there is no open
    point, a waiver that has run out is one. What the records answer is never carried: they tell it
    anew.
    """
    if not template.carries:
        return ()
    found = []
    for key, answer in answers.items():
        item = template.items.get(key)
        if item is None or item.derived or item.mirrors or not _says_something(answer):
            continue
        value = answer.value if canonical(item, answer.value) else ""
        # A good answer whose paper is missing is no open point: evidence is asked for anew.
        own = [one for one in evidence if one.item == key] if item.kind == "file" else []
        state, _ = state_of(replace(item, evidence="none"), value, answer, own, None, today)
        if state not in SETTLED:
            found.append(answer)
    return found


def _says_something(answer: Answer) -> bool:
    return bool(answer.value or answer.note or answer.owner or answer.due_on or answer.mark)


def _text(template: Template, key: str, value: str) -> str:
    item = template.items[key]
    return value_text(item, value) if canonical(item, value) else value
