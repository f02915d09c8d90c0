"""What is typed into the form of a draft, read strictly and put into the program's text."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.errors import UserError
from models.money import decimals
from models.program import editing
from models.program.editing import Value
from models.typed import read_amount

_NOTHING = {"", "-", "–", "none", "no", "not required", "nothing"}
_EVERYWHERE = {"worldwide", "all", "everywhere"}
_LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a tier asks: its obligation, and the value as a program's file has it."""

    obligation: str
    value: Value | None = None


def read_ask(text: str, kind: str, currency: str, *, places: bool = False) -> Asked:
    """What was typed for one tier: "$18M", "5 recommended", "worldwide", "not required".

    `places` is for a count of geographies, which may be all of them. Raises UserError for what
    can't be asked.
    """
    words = " ".join(text.lower().replace("(", " ").replace(")", " ").split())
    if words in _NOTHING:
        return Asked("not_required")
    advice = "recommended" in words
    rest = words.replace("recommended", "").replace("required", "").strip(" ,")
    obligation = "recommended" if advice else "required"
    if kind == "yes_no":
        if rest in ("", "yes", "true"):
            return Asked(obligation, True)
        raise UserError(
            f"{text.strip()} is no obligation.", "Type required, recommended or not required."
        )
    if kind == "money":
        return Asked(obligation, _amount(rest, text, currency))
    return Asked(obligation, _count(rest, text, places))


def set_typed(
    text: str, criterion: str, tier: str, kind: str, currency: str, typed: str, places: bool
) -> str:
    """A program's text with what was typed for one tier, from its first day on."""
    from models.program.loading import program_of

    asked = read_ask(typed, kind, currency, places=places)
    day = program_of(text).from_on
    return editing.set_ask(text, criterion, tier, day, asked.obligation, asked.value)


def next_version(known: list[str], first: date) -> str:
    """A name for a version that begins on a day and that none has yet: its year, then with a b."""
    year = str(first.year)
    names = [year, *(f"{year}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")]
    return next((name for name in names if name not in known), f"{year}-{len(known) + 1}")


def next_first_day(known: list[date], today: date) -> date:
    """The first of January after today on which no version begins yet."""
    year = today.year + 1
    while date(year, 1, 1) in known:
        year += 1
    return date(year, 1, 1)


def _amount(rest: str, text: str, currency: str) -> Decimal:
    minor = read_amount(rest, currency)
    if not minor:
        raise UserError(
            f"{text.strip()} asks for no amount.", "Type one above 0, or “not required”."
        )
    return Decimal(minor).scaleb(-decimals(currency))


def _count(rest: str, text: str, places: bool) -> Value:
    if places and rest in _EVERYWHERE:
        return "worldwide"
    digits = rest.replace(",", "")
    if digits.isascii() and digits.isdecimal() and 0 < int(digits) <= _LARGEST:
        return int(digits)
    also = ", “worldwide”" if places else ""
    raise UserError(
        f"{text.strip()} is no number above 0.",
        f"Type a whole number{also} or “not required”; add “recommended” where it is advice.",
    )
