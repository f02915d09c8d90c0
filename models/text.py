"""How a number, a date and a gap read: screen, pack and spreadsheet say it alike.

Everything is the same in every locale: English words, comma between thousands, point before
decimals, months by their short English name.
"""

from datetime import date
from functools import lru_cache

from models.money import decimals

NONE = "–"

_MONTHS = (
    "", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WHOLE_MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SYMBOLS = {
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "ILS": "₪",
    "AUD": "A$", "CAD": "CA$", "NZD": "NZ$", "BRL": "R$", "MXN": "MX$", "CNY": "CN¥",
}  # fmt: skip
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_STEPS = ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K"))
_BENEFIT = {"included": "Included", "invite_only": "Invite only", "not_included": "Not included"}
_PARTICIPATION = {
    "not_participating": "Not participating",
    "candidate": "Candidate",
    "invited": "Invited",
    "accepted": "Invitation accepted",
    "participating": "Participating",
    "removed": "Out of the program",  # whether it left or was removed, its steps tell
}
_BASIS = {"assessment": "Assessment", "provisional": "Provisional", "exception": "Exception"}
_OBLIGATION = {
    "required": "Required",
    "recommended": "Recommended",
    "not_required": "Not required",
}


def money(minor: int, currency: str) -> str:
    """The exact amount of minor units: "$14,999,999.99", "CHF 1,200.00", "¥5,000"."""
    return _money(minor, currency, decimals(currency))


def money_said(minor: int, currency: str) -> str:
    """The exact amount as a sentence has it, without empty decimals: "$15,000,000"."""
    places = decimals(currency)
    return _money(minor, currency, places if minor % 10**places else 0, cut=True)


def money_cell(minor: int, currency: str) -> str:
    """An amount in a column: with all decimals, so that they line up, and a dash for nothing."""
    return money(minor, currency) if minor else NONE


def compact_money(minor: int, currency: str) -> str:
    """The amount to one decimal of thousands, millions or billions: "$15.0M", "$800".

    It is cut off, not rounded up, so that $14,999,999.99 ($14.9M) never looks like $15M met.
    """
    whole = abs(minor) // 10 ** decimals(currency)
    sign = "-" if minor < 0 else ""
    for step, letter in _STEPS:
        if whole >= step:
            tenths = whole * 10 // step
            return f"{sign}{_lead(currency)}{tenths // 10:,}.{tenths % 10}{letter}"
    return f"{sign if whole else ''}{_lead(currency)}{whole}"


def number(value: int) -> str:
    return f"{value:,}"


def count_word(count: int) -> str:
    """A count as a sentence has it: one to nine in letters, above that in figures."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else number(count)


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 deal", "3 deals", "no deals"; `many` defaults to one + s."""
    noun = one if count == 1 else (many or f"{one}s")
    return f"{count:,} {noun}" if count else f"no {noun}"


@lru_cache(maxsize=4096)
def day_text(day: date) -> str:
    """A date as "3 Mar 2021"."""
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def weekday_text(day: date) -> str:
    """A date with its day of the week: "Wed 13 May 2026"."""
    return f"{_DAYS[day.weekday()]} {day_text(day)}"


def month_text(day: date) -> str:
    """The month of a day with its whole name: "October 2026"."""
    return f"{_WHOLE_MONTHS[day.month]} {day.year}"


def maybe_day(day: date | None) -> str:
    """A date, or a dash where there is none."""
    return day_text(day) if day else NONE


def span_text(first: date, last: date) -> str:
    """Two days and what lies between: "1 Jan 2022 to 31 Dec 2022"."""
    return f"{day_text(first)} to {day_text(last)}"


def listed(words: tuple[str, ...] | list[str], joint: str = "and") -> str:
    """Words in a row: "Europe, Japan and Latin America"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def sentence(words: str) -> str:
    """The words with a capital first letter and a full stop."""
    words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "?")) else f"{words}."


def upper_first(words: str) -> str:
    """The words as they begin a line, with a capital letter."""
    return words[:1].upper() + words[1:]


def lower_first(words: str) -> str:
    """The words as they stand inside a sentence, with a small first letter."""
    return words[:1].lower() + words[1:]


def shortened(words: str, most: int) -> str:
    """The words in one line of at most so many signs; where some are cut off, dots say so."""
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= most else f"{one_line[: most - 1]}…"


def yes_no(value: bool) -> str:
    return "Yes" if value else "No"


def value_text(value: int | bool, kind: str, currency: str) -> str:
    """What a criterion needs or has, by its kind (money, count, yes_no), as a table shows it."""
    if kind == "money":
        return money_said(value, currency)
    return yes_no(bool(value)) if kind == "yes_no" else number(value)


def gap_text(gap: int, kind: str, currency: str, unit: tuple[str, str] = ("", "")) -> str:
    """How much is missing: "$0.01 short", "1 person short", "missing"; "met" at 0."""
    if not gap:
        return "met"
    if kind == "money":
        return f"{money_said(gap, currency)} short"
    if kind == "yes_no":
        return "missing"
    return f"{counted(gap, *unit)} short" if unit[0] else f"{number(gap)} short"


def participation_text(participation: str) -> str:
    return _PARTICIPATION.get(participation, participation)


def basis_text(basis: str) -> str:
    return _BASIS.get(basis, basis)


def obligation_text(obligation: str) -> str:
    return _OBLIGATION.get(obligation, obligation)


def benefit_text(state: str) -> str:
    return _BENEFIT.get(state, state)


def _lead(currency: str) -> str:
    return _SYMBOLS.get(currency) or f"{currency} "


def _money(minor: int, currency: str, places: int, cut: bool = False) -> str:
    sign, minor = ("-", -minor) if minor < 0 else ("", minor)
    if cut and not places:
        return f"{sign}{_lead(currency)}{minor // 10 ** decimals(currency):,}"
    if not places:
        return f"{sign}{_lead(currency)}{minor:,}"
    whole, rest = divmod(minor, 10**places)
    return f"{sign}{_lead(currency)}{whole:,}.{rest:0{places}d}"
