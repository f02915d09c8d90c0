"""The periods of checklists that come back: a quarter or a year, named, before and after."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.errors import UserError

if TYPE_CHECKING:
    from models.checklist.template import Template

_KEY = re.compile(r"(\d{4})(?:-Q([1-4]))?")


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter ("2026-Q4") or a calendar year ("2026"), first to last day (C055)."""

    key: str
    label: str
    first: date
    last: date


def period_of(every: str, day: date) -> Period | None:
    """The period that a day lies in; None for what is done once."""
    if every == "quarter":
        return period(f"{day.year}-Q{(day.month + 2) // 3}")
    if every == "year":
        return period(str(day.year))
    return None


def period(key: str) -> Period:
    """The period that a key names. Raises UserError for what is none."""
    match = _KEY.fullmatch(key)
    if match is None or match[1] in ("0000", "9999"):
        raise UserError(f"{key!r} is no period.", "Write a quarter as 2026-Q4, a year as 2026.")
    year = int(match[1])
    if match[2] is None:
        return Period(key, key, date(year, 1, 1), date(year, 12, 31))
    quarter = int(match[2])
    first = date(year, 3 * quarter - 2, 1)
    after = date(year + (quarter == 4), 3 * quarter % 12 + 1, 1)
    return Period(key, f"Q{quarter} {year}", first, after - timedelta(days=1))


def before(key: str) -> str:
    """The key of the period before; blank for blank."""
    if not key:
        return ""
    first = period(key).first - timedelta(days=1)
    found = period_of("quarter" if "Q" in key else "year", first)
    return found.key if found else ""


def opens_on(template: "Template", key: str) -> date | None:
    """The day from which the checklist of a period appears; None for what is done once."""
    if not key:
        return None
    span = period(key)
    if template.opens is None:
        return span.first
    return span.last + timedelta(days=template.opens)


def due_on(template: "Template", key: str, started_on: date) -> date:
    """The day by which it has to be done; of one without a period counted from its beginning."""
    begin = period(key).last if key else started_on
    return begin + timedelta(days=template.due)


def period_label(key: str) -> str:
    """How a period reads: "Q4 2026", "2026"; blank for blank."""
    return period(key).label if key else ""
