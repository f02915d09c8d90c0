"""Which reading of a program's text is in force, and the values that it changes."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from models.errors import UserError
from models.program.terms import AS_IT_STANDS
from models.text import listed

Raw = Mapping[str, Any]


def chosen(raw: Raw, readings: Mapping[str, str]) -> dict[str, str]:
    """The option of every interpretation: the one asked for, else the usual one.

    Raises UserError for a reading or an option that the program does not have.
    """
    entries = {entry["id"]: entry for entry in raw["interpretations"]}
    for name, choice in readings.items():
        if name not in entries:
            raise UserError(
                f"{raw['name']} has no reading {name}.",
                f"Choose one of {listed(list(entries), 'or')}.",
            )
        problem = fault_of(entries[name], choice)
        if problem:
            raise UserError(
                f"The reading {name} of {raw['name']} has no option {choice!r}.", problem
            )
    return {name: readings.get(name, usual(entry)) for name, entry in entries.items()}


def known(raw: Raw, readings: Mapping[str, str]) -> dict[str, str]:
    """Of some choices those that the program has; the others were made for another one."""
    entries = {entry["id"]: entry for entry in raw["interpretations"]}
    return {
        name: choice
        for name, choice in readings.items()
        if name in entries and not fault_of(entries[name], choice)
    }


def usual(entry: Raw) -> str:
    options = entry.get("options")
    return str(options[0]["key"]) if options else AS_IT_STANDS


def fault_of(entry: Raw, choice: str) -> str:
    """What there is to choose from where the choice is none of it; empty where it is."""
    options = entry.get("options", ())
    if not options:
        return "" if choice == AS_IT_STANDS else "There is nothing to choose in it."
    key, _, number = choice.partition(":")
    for option in options:
        least, greatest = option.get("number", (0, 0))
        if option["key"] == key and not greatest and not number:
            return ""
        if option["key"] == key and greatest:
            if number.isascii() and number.isdecimal() and least <= int(number) <= greatest:
                return ""
            return f"Give a number from {least} to {greatest}, as in {key}:{least}."
    return f"Choose {listed([option['key'] for option in options], 'or')}."


def option_of(entry: Raw, choice: str) -> Raw | None:
    """The option that a choice names, its number filled in."""
    key, _, number = choice.partition(":")
    for option in entry.get("options", ()):
        if option["key"] == key:
            sets = {
                place: int(number) if value == "{n}" else value
                for place, value in option.get("sets", {}).items()
            }
            words = option.get("reading", entry["reading"]).replace("{n}", number)
            return {**option, "sets": sets, "reading": words}
    return None


def applied(raw: Raw, choices: Mapping[str, str]) -> Raw:
    """The program with the values that the chosen options set, in every dated row."""
    changes: dict[str, Any] = {}
    for entry in raw["interpretations"]:
        option = option_of(entry, choices[entry["id"]])
        if option:
            changes |= option["sets"]
    if not changes:
        return raw
    raw = deepcopy(dict(raw))
    for place, value in changes.items():
        for holder, key in _held(raw, place):
            holder[key] = value
    return raw


def unknown(raw: Raw, place: str) -> bool:
    """Whether a program has no value of that place."""
    return not any(True for _ in _held(raw, place))


def _held(raw: Raw, place: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The tables that hold the value of a place, and the key that it has there.

    Places: `measure.NAME`, `calendar.NAME`, `criteria.ID.FIELD`, `criteria.ID.TIER.FIELD`,
    `benefits.ID.on`, `benefits.ID.TIER`.
    """
    steps = place.split(".")
    if steps[0] in ("measure", "calendar") and len(steps) == 2:
        for row in raw.get(steps[0], {}).get(steps[1], ()):
            yield row, "value"
        return
    if steps[0] not in ("criteria", "benefits") or len(steps) < 3:
        return
    for entry in _named(raw[steps[0]], steps[1]):
        if len(steps) == 3 and steps[2] in (("on",) if steps[0] == "benefits" else FIELDS):
            yield entry, steps[2]
            return
        for row in entry["rows"]:
            if steps[2] not in row:
                continue
            if steps[0] == "benefits" and len(steps) == 3:
                yield row, steps[2]
            elif steps[0] == "criteria" and len(steps) == 4:
                yield row[steps[2]], steps[3]


# Fields of a criterion that a reading may set.
FIELDS = ("of", "combine", "months", "window", "portion")


def _named(entries: Sequence[dict[str, Any]], name: str) -> Iterator[dict[str, Any]]:
    for entry in entries:
        if entry["id"] == name:
            yield entry
