"""The periods of checklists that come back: a quarter or a year, named, before and after.

A survey is answered by several people of a side: of the second on, a number stands behind the
period ("2026-Q4.2").
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.errors import UserError

if TYPE_CHECKING:
    from models.checklist.template import Template

_KEY = re.compile(r"(\d{4})(?:-Q([1-4]))?(?:\.([2-9]|[1-9]\d))?")


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
    more = f", answer {match[3]}" if match[3] else ""
    if match[2] is None:
        return Period(key, f"{match[1]}{more}", date(year, 1, 1), date(year, 12, 31))
    quarter = int(match[2])
    first = date(year, 3 * quarter - 2, 1)
    after = date(year + (quarter == 4), 3 * quarter % 12 + 1, 1)
    return Period(key, f"Q{quarter} {year}{more}", first, after - timedelta(days=1))


def before(key: str) -> str:
    """The key of the period before; blank for blank."""
    if not key:
        return ""
    first = period(key).first - timedelta(days=1)
    found = period_of("quarter" if "Q" in key else "year", first)
    _, point, number = key.partition(".")
    return f"{found.key}{point}{number}" if found else ""


def of_answer(key: str, number: int) -> str:
    """The key of a period for the answer of its first, second, third respondent."""
    plain = plain_key(key)
    return plain if number < 2 else f"{plain}.{number}"


def plain_key(key: str) -> str:
    """A period without the number of the respondent."""
    return key.partition(".")[0]


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
