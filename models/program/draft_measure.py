"""The measure and the calendar of a program as fields of a form, and what is typed into them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.errors import UserError
from models.program import editing
from models.program.loading import program_of
from models.program.terms import Terms
from models.text import counted

_SERVICES = ("They count", "Left out")
_YES_NO = ("Yes", "No")
_FIRST_DAY = "First working day"
_BOARDS = {
    "end_of_prior_year": "31 December before",
    "measurement_day": "The measurement day",
}
_NOTICE = {"calendar_days": "Calendar days", "working_days": "Working days"}
_PLAIN_WINDOWS = {"prior_year": "The calendar year before", "current_year": "The calendar year"}
_TRAILING = re.compile(r"(?:last )?(\d{1,4}) (month|quarter)s?$")
_NONE = "None"


@dataclass(frozen=True, slots=True)
class MeasureField:
    """One value of the form; with `choices` it is chosen, else typed as `hint` says."""

    id: str
    part: str
    label: str
    value: str
    clause: str
    choices: tuple[str, ...] = ()
    hint: str = ""


def fields(terms: Terms) -> tuple[MeasureField, ...]:
    """Every value of the measure and the calendar that the form can change."""
    return tuple(_fields(terms))


def set_field(text: str, key: str, typed: str, terms: Terms) -> str:
    """A program's text with what was typed for a field, from its first day on.

    Raises UserError for what the field can't be.
    """
    day = program_of(text).from_on
    part, _, name = key.partition(".")
    name, _, tier = name.partition(".")
    if tier:
        months = dict(terms.calendar.review_months)
        months[tier] = _number(typed, 1, 120, "months between two reviews", blank=True)
        told = {key: number for key, number in months.items() if number}
        return editing.set_measure(text, name, day, told, part)
    return editing.set_measure(text, name, day, _value(name, typed), part)


def _fields(terms: Terms) -> Iterator[MeasureField]:
    said = terms.measure_clauses
    window = _window_words(terms.closed_window.kind, terms.closed_window.number)
    yield MeasureField(
        "measure.wins", "Measure", "Closed deals that count, won and lost", window,
        f"{said['wins']} · {said['losses']}",
        hint="The calendar year before, the calendar year, last 12 months, last 4 quarters",
    )  # fmt: skip
    yield MeasureField("measure.losses_count", "Measure", "Losses add to the total",
                       _YES_NO[not terms.losses_count], said["losses_count"],
                       _YES_NO)  # fmt: skip
    yield MeasureField("measure.pipeline_quarters", "Measure", "Quarters of open deals",
                       str(terms.pipeline_quarters), said["pipeline_quarters"],
                       hint="A number of quarters, the one of the day included; 0 for none"
                       )  # fmt: skip
    yield MeasureField("measure.exclude_without_services", "Measure", "Deals without host services",
                       _SERVICES[terms.exclude_without_services],
                       said["exclude_without_services"], _SERVICES)  # fmt: skip
    rule = terms.measurement_rule
    yield MeasureField("measure.measurement_day", "Measure", "Measurement day in January",
                       str(rule) if isinstance(rule, int) else _FIRST_DAY,
                       said["measurement_day"],
                       hint="First working day, or a day from 1 to 31")  # fmt: skip
    yield MeasureField("measure.board_prerequisites_day", "Measure", "Prerequisites as of",
                       _BOARDS.get(terms.board_rule, terms.board_rule),
                       said["board_prerequisites_day"], tuple(_BOARDS.values()))  # fmt: skip
    calendar = terms.calendar
    if calendar.statement_months:
        yield MeasureField("calendar.statement_months", "Intervals", "Months between statements",
                           str(calendar.statement_months), "",
                           hint="A number of months")  # fmt: skip
    if calendar.review_months:
        for tier in terms.tiers:
            months = calendar.review_months.get(tier.key, 0)
            yield MeasureField(
                f"calendar.review_months.{tier.key}", "Intervals",
                f"Months between reviews, {tier.label}", str(months) if months else _NONE, "",
                hint="A number of months, or none",
            )  # fmt: skip
    if calendar.notice_days:
        yield MeasureField("calendar.notice_days", "Intervals", "Days of notice of a meeting",
                           str(calendar.notice_days), "", hint="A number of days")  # fmt: skip
        kind = "working_days" if calendar.working_days else "calendar_days"
        yield MeasureField("calendar.notice_in", "Intervals", "Notice is counted in",
                           _NOTICE[kind], "", tuple(_NOTICE.values()))  # fmt: skip


def _value(name: str, typed: str) -> object:
    if name == "wins":
        return _window(typed)
    if name == "losses_count":
        return _chosen(typed, dict(zip((True, False), _YES_NO, strict=True)))
    if name == "exclude_without_services":
        return _chosen(typed, dict(zip((False, True), _SERVICES, strict=True)))
    if name == "board_prerequisites_day":
        return _chosen(typed, _BOARDS)
    if name == "notice_in":
        return _chosen(typed, _NOTICE)
    if name == "measurement_day":
        words = " ".join(typed.lower().replace("of january", "").replace("january", "").split())
        if words in (_FIRST_DAY.lower(), "first_working_day"):
            return "first_working_day"
        return _number(words, 1, 31, "day of January")
    if name == "pipeline_quarters":
        return _number(typed, 0, 40, "number of quarters")
    if name == "notice_days":
        return _number(typed, 0, 365, "number of days")
    return _number(typed, 1, 120, "number of months")


def _chosen(typed: str, choices: dict[object, str] | dict[str, str] | dict[bool, str]) -> object:
    words = " ".join(typed.split()).lower()
    for key, label in choices.items():
        if words == label.lower():
            return key
    raise UserError(f"{typed.strip()} can’t be chosen.", f"Choose {' or '.join(choices.values())}.")


def _number(typed: str, least: int, greatest: int, what: str, *, blank: bool = False) -> int:
    words = typed.strip().lower()
    if blank and words in ("", "–", "-", "none", "0"):
        return 0
    if words.isascii() and words.isdecimal() and least <= int(words) <= greatest:
        return int(words)
    raise UserError(f"{typed.strip()} is no {what}.", f"Type a number from {least} to {greatest}.")


def _window(typed: str) -> object:
    words = " ".join(typed.lower().removeprefix("in the ").removeprefix("the ").split())
    for key, label in _PLAIN_WINDOWS.items():
        if words in (label.lower().removeprefix("the "), key, key.replace("_", " ")):
            return key
    found = _TRAILING.match(words)
    if found and int(found[1]):
        return {f"trailing_{found[2]}s": int(found[1])}
    raise UserError(
        f"{typed.strip()} is no span of days.",
        "Type the calendar year before, the calendar year, last 12 months or last 4 quarters.",
    )


def _window_words(kind: str, number: int) -> str:
    if kind in _PLAIN_WINDOWS:
        return _PLAIN_WINDOWS[kind]
    return f"Last {counted(number, kind.removeprefix('trailing_').removesuffix('s'))}"
