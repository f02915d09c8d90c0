"""The rules of governance as a person types them: each field read strictly, with one sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from models.errors import UserError
from models.governance.rules import Rules
from models.health import HealthLimits

MOST_DAYS, MOST_MONTHS, MOST_LEVELS = 3_650, 120, 9


@dataclass(frozen=True, slots=True)
class Field:
    """A rule that is typed: its group, what it is called, what it means, and its undo's name."""

    key: str
    group: str
    title: str
    unit: str
    hint: str
    read: Callable[[str], Any]


def read_days(words: str) -> int:
    """A number of days. Raises UserError for what is none."""
    return _whole(words, 0, MOST_DAYS, "days")


def read_percent(words: str) -> int:
    return _whole(words, 0, 100, "percent")


def read_target(words: str) -> int:
    """A percentage of a target, which may be more than all of it."""
    return _whole(words, 1, 200, "percent")


def read_months(words: str) -> int | None:
    """Months between two reviews; blank for the program's own."""
    return _whole(words, 0, MOST_MONTHS, "months") if words.strip() else None


def read_reminders(words: str) -> tuple[int, ...]:
    """Days before a meeting, the earliest first; blank for no reminder."""
    days = {_whole(part, 0, 366, "days") for part in _parts(words)}
    return tuple(sorted(days, reverse=True))


def read_clocks(words: str) -> tuple[int, ...]:
    """Days for each level of an escalation, from level 1."""
    days = tuple(_whole(part, 1, MOST_DAYS, "days") for part in _parts(words))
    if not days:
        raise UserError("An escalation needs a level.", "Type its days, such as 7, 14, 30.")
    if len(days) > MOST_LEVELS:
        raise UserError(
            f"These are {len(days)} levels; there can be {MOST_LEVELS}.", "Take some out."
        )
    return days


FIELDS = (
    Field("reminders", "Meetings", "Remind of the notice", "days before",
          "Days before a meeting, such as 10, 8", read_reminders),
    Field("clocks", "Escalations", "Days on each level", "days",
          "From level 1, such as 7, 14, 30", read_clocks),
    Field("due_days", "The list of a day", "What is due is shown", "days ahead", "", read_days),
    Field("expiring_days", "The list of a day", "What ends is shown", "days ahead", "", read_days),
    Field("edge_percent", "The list of a day", "A tier’s edge is near within", "percent", "",
          read_percent),
    Field("inquiry_days", "The list of a day", "An inquiry is answered within", "days", "",
          read_days),
    Field("link_days", "The list of a day", "A look at a program link holds", "days", "",
          read_days),
    Field("wire_days", "The list of a day", "A win’s wire is out within", "days", "", read_days),
    Field("green", "Health", "Green from", "percent of the target", "", read_target),
    Field("amber", "Health", "Amber from", "percent of the target", "", read_target),
    Field("survey", "Health", "A survey’s mean is held against", "percent", "", read_percent),
)  # fmt: skip


def shown(key: str, rules: Rules, limits: HealthLimits) -> str:
    """A rule as its field shows it."""
    value = getattr(limits if key in HealthLimits._fields else rules, key)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def with_rule(rules: Rules, key: str, value: Any) -> Rules:
    """The rules with another value for one of them."""
    return replace(rules, **{key: value})


def with_months(rules: Rules, tier: str, months: int | None) -> Rules:
    """The rules with other months between reviews of a tier; None for the program's own."""
    kept: Mapping[str, int] = {
        key: value for key, value in rules.review_months.items() if key != tier
    }
    return replace(rules, review_months=kept if months is None else {**kept, tier: months})


def with_limit(limits: HealthLimits, key: str, value: int) -> HealthLimits:
    """The limits with another one. Raises UserError where amber would begin above green."""
    made = limits._replace(**{key: value})
    if made.amber > made.green:
        raise UserError(
            f"Amber can’t begin at {made.amber} percent where green begins at {made.green}.",
            "Take a lower one for amber, or a higher one for green.",
        )
    return made


def _parts(words: str) -> list[str]:
    return [part for part in words.replace(";", ",").replace(",", " ").split() if part]


def _whole(words: str, least: int, most: int, what: str) -> int:
    told = words.strip().replace(",", "")
    if not told.isdecimal() or not least <= int(told) <= most:
        name = f"“{words.strip()}”" if words.strip() else "Nothing"
        raise UserError(
            f"{name} can’t be taken for {what}.", f"Type a whole number from {least} to {most:,}."
        )
    return int(told)
