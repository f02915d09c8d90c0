"""A day or an amount as a person types it, read strictly: what could be two things is refused."""

import re
from datetime import date, timedelta
from decimal import Decimal

from models.errors import UserError
from models.money import decimals, to_minor
from models.text import day_text

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_HINT = "Write it as 3 Mar 2026 or 2026-03-03."
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})$")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]{3,9})\.?,?(?:\s+(\d{4}))?$")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,9})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?$")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_FACTORS = {"": 0, "k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9}
_AMOUNT = re.compile(r"([0-9][0-9.,]*)(k|mn?|bn?)?$")
_LARGEST = 10**15  # minor units; a sum over many deals stays within 63 bits


def read_day(text: str, today: date) -> date | None:
    """The day that was typed; None for blank. A day without its year is in the year of `today`.

    Raises UserError for no day at all, and for 03/12/2026, which can be read two ways.
    """
    words = " ".join(text.split()).lower()
    if not words:
        return None
    if words in ("today", "yesterday", "tomorrow"):
        return today + timedelta(days=("yesterday", "today", "tomorrow").index(words) - 1)
    try:
        found = _day(words, today)
    except ValueError:
        found = None
    if found is None:
        raise UserError(f"{text.strip()} is no day.", _DAY_HINT)
    return found


def _day(words: str, today: date) -> date | None:
    if match := _ISO.match(words):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.match(words):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        # With points the day stands first everywhere; with a slash or dash it depends on where.
        if match[2] != "." and first != second and max(first, second) <= 12:
            by_day, by_month = date(year, second, first), date(year, first, second)
            raise UserError(
                f"{words} is {day_text(by_day)} or {day_text(by_month)}.",
                f"Type {by_day} or {by_month}.",
            )
        day_first = match[2] == "." or first > 12 or first == second
        return date(year, second, first) if day_first else date(year, first, second)
    if match := _DAY_MONTH.match(words):
        day, name, year_text = match[1], match[2], match[3]
    elif match := _MONTH_DAY.match(words):
        name, day, year_text = match[1], match[2], match[3]
    else:
        return None
    number = _MONTHS.index(name[:3]) + 1
    if not _MONTH_NAMES[number - 1].startswith(name) and name != "sept":
        return None
    return date(int(year_text or today.year), number, int(day))


def read_amount(text: str, currency: str) -> int:
    """Minor units of the amount that was typed: "1,200.50", "$ 1.200,50", "250k"; blank is 0.

    Raises UserError for what is no amount, is negative, has more decimals than the currency, or
    can be read two ways.
    """
    words = "".join(text.split()).lower().replace("'", "").replace("’", "")
    words = words.removeprefix(currency.lower()).removesuffix(currency.lower())
    words = words.strip("$€£¥₹")
    if not words:
        return 0
    if words.startswith(("-", "−", "(")):
        raise UserError("An amount can't be negative.", "Type it without a sign.")
    match = _AMOUNT.match(words)
    digits = (
        _plain(match[1], bool(match[2]) or decimals(currency) > 2, text.strip()) if match else None
    )
    if match is None or digits is None:
        raise UserError(f"{text.strip()} is no amount.", "Type a number, such as 1,200.50.")
    try:
        minor = to_minor(Decimal(digits).scaleb(_FACTORS[match[2] or ""]), currency)
    except ValueError:
        raise UserError(
            f"{text.strip()} has more than {decimals(currency)} decimals.",
            f"{currency} has no smaller part; round it.",
        ) from None
    if minor > _LARGEST:
        raise UserError(f"{text.strip()} is more than any deal can be.", "Check the digits.")
    return minor


def read_number(text: str) -> int | None:
    """The whole number that was typed, a percent sign or not; None for blank.

    Raises UserError for what is none.
    """
    words = "".join(text.split()).removesuffix("%").replace("'", "").replace("’", "")
    if not words:
        return None
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+|[0-9]+", words) is None:
        raise UserError(f"{text.strip()} is no whole number.", "Type one, such as 12.")
    found = int(words.replace(",", ""))
    if found > _LARGEST:
        raise UserError(f"{text.strip()} is more than can be kept.", "Check the digits.")
    return found


def _plain(digits: str, decimal_point: bool, text: str) -> str | None:
    """The digits with a point before decimals and no other mark; None where they are no number."""
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return digits
    last = marks[-1]
    head, tail = digits.rsplit(last, 1)
    if len(set(marks)) == 2:
        grouped, other = head, ("," if last == "." else ".")
        return f"{_joined(grouped, other)}.{tail}" if _joined(grouped, other) else None
    if len(marks) > 1 or (last == "," and len(tail) == 3):
        return _joined(digits, last)
    if last == "." and len(tail) == 3 and not decimal_point and len(head) < 4 and head != "0":
        raise UserError(
            f"{text} can be read two ways.", f"Type {head}{tail} or {head},{tail} for thousands."
        )
    return f"{head}.{tail}" if tail else None


def _joined(digits: str, mark: str) -> str | None:
    """The digits without thousands marks; None where the groups are not of three."""
    groups = digits.split(mark)
    if len(groups) > 1 and not (
        1 <= len(groups[0]) <= 3 and all(len(group) in (2, 3) for group in groups[1:-1])
        and len(groups[-1]) == 3
    ):  # fmt: skip
        return None
    return "".join(groups) if all(group.isdigit() for group in groups) else None
