"""What a newer version of a checklist asks otherwise, in words."""

from collections.abc import Iterator, Mapping

from models.checklist.template import Item, Template
from models.text import counted, listed

KIND_WORDS = {
    "yes_no": "yes or no",
    "number": "a number",
    "money": "an amount",
    "date": "a date",
    "choice": "a choice",
    "text": "text",
    "people": "people",
    "file": "a file",
}
EVERY_WORDS = {"once": "once", "quarter": "every quarter", "year": "every year"}
APPLIES_WORDS = {
    "onboarding": "partners on the way in",
    "participating": "participating partners",
    "all": "all partners",
}
SURVEY_WORDS = {
    "": "no survey any more",
    "ours": "our side of a survey",
    "partner": "the partner’s side of a survey",
}
SIDE_WORDS = {"ours": "us", "partner": "the partner", "joint": "both sides"}
EVIDENCE_WORDS = {"none": "no evidence", "wanted": "evidence if there is any", "needed": "evidence"}
ASK_WORDS = {"required": "required", "recommended": "recommended", "not_asked": "not asked"}


def differences(before: Template, after: Template) -> tuple[str, ...]:
    """Every difference as a sentence: the head, then items that are new, gone, moved, changed."""
    return (*_head(before, after), *_items(before, after))


def _head(before: Template, after: Template) -> Iterator[str]:
    if before.name != after.name:
        yield f"It is called ‘{after.name}’, no longer ‘{before.name}’."
    if before.says != after.says:
        yield "What it says of itself has changed."
    if before.every != after.every:
        yield f"It comes {EVERY_WORDS[after.every]}, no longer {EVERY_WORDS[before.every]}."
    if before.applies_to != after.applies_to or before.tiers != after.tiers:
        tiers = f" of {listed(after.tiers, 'or')}" if after.tiers else ""
        yield f"It is for {APPLIES_WORDS[after.applies_to]}{tiers}."
    if before.opens != after.opens:
        yield f"It appears {days_words(after.opens)}."
    if before.due != after.due:
        yield f"It is due {days_words(after.due, after.every)}."
    if before.survey != after.survey:
        yield f"It is {SURVEY_WORDS[after.survey]}."
    if before.carries != after.carries:
        yield f"Open items are {'' if after.carries else 'not '}carried into the next one."


def days_words(days: int | None, every: str = "quarter") -> str:
    """When something happens that is so many days after the end of a period, or a beginning."""
    if days is None:
        return "on the first day of its period"
    if every == "once":
        return f"{counted(days, 'day')} after its beginning"
    if not days:
        return "on the last day of its period"
    where = "before" if days < 0 else "after"
    return f"{counted(abs(days), 'day')} {where} the last day of its period"


def _items(before: Template, after: Template) -> Iterator[str]:
    old, new = _by_key(before), _by_key(after)
    for key, (section, item) in new.items():
        if key not in old:
            yield f"New in {section}: ‘{item.asks}’"
    for key, (_, item) in old.items():
        if key not in new:
            yield f"No longer asked: ‘{item.asks}’"
    for key, (section, item) in new.items():
        if key in old:
            was_in, was = old[key]
            if was_in != section:
                yield f"‘{item.asks}’ is now in {section}, no longer in {was_in}."
            changes = list(_changes(was, item))
            if changes:
                yield f"‘{item.asks}’ {listed(changes)}."
    shared_old = [key for key in old if key in new and old[key][0] == new[key][0]]
    shared_new = [key for key in new if key in old and old[key][0] == new[key][0]]
    if shared_old != shared_new:
        yield "The order of the items has changed."


def _by_key(template: Template) -> Mapping[str, tuple[str, Item]]:
    return {item.key: (section.name, item) for section, item in template.walk()}


def _changes(was: Item, now: Item) -> Iterator[str]:
    if was.asks != now.asks:
        yield f"was ‘{was.asks}’"
    if was.kind != now.kind:
        yield f"asks for {KIND_WORDS[now.kind]}, no longer {KIND_WORDS[was.kind]}"
    if was.help != now.help:
        yield "has another line beneath it"
    if was.clause != now.clause:
        yield f"belongs to clause {now.clause}" if now.clause else "belongs to no clause"
    if was.side != now.side:
        yield f"is for {SIDE_WORDS[now.side]}, no longer {SIDE_WORDS[was.side]}"
    if was.evidence != now.evidence:
        yield f"asks for {EVIDENCE_WORDS[now.evidence]}"
    if was.ask != now.ask:
        yield f"is {_asked(now.ask)}"
    if was.internal != now.internal:
        yield "stays in the house" if now.internal else "is shown to the partner too"
    if was.when != now.when:
        yield "is asked on another condition" if now.when else "is always asked"
    if was.target != now.target:
        yield "has another target" if now.target is not None else "has no target"
    if was.unit != now.unit:
        yield f"counts {now.unit}" if now.unit else "has no unit"
    if was.choices != now.choices:
        yield f"offers {listed([choice.label for choice in now.choices], 'or')}"
    if (was.criterion, was.gate, was.mirrors) != (now.criterion, now.gate, now.mirrors):
        told = now.criterion or now.gate or now.mirrors
        yield "is answered by the records" if told else "is answered by a person"


def _asked(ask: Mapping[str, str]) -> str:
    parts = [f"{ASK_WORDS[told]} for {key or 'all others'}" for key, told in ask.items()]
    return listed(parts) if set(ask) != {""} else f"{ASK_WORDS[ask['']]} for all"
