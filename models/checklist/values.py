"""Answers as they are kept and as they read: one canonical text for each kind of item."""

import json
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from models.errors import UserError
from models.text import day_text, listed, money_said, shortened
from models.typed import read_amount, read_day

if TYPE_CHECKING:
    from models.checklist.template import Item

YES_NO = {"yes": "Yes", "partly": "Partly", "no": "No", "na": "Not applicable"}
_SHORT = {
    "y": "yes", "p": "partly", "n": "no", "a": "na", "n/a": "na", "not applicable": "na",
    "true": "yes", "false": "no",
}  # fmt: skip
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?$")
_MONEY = re.compile(r"(0|[1-9][0-9]{0,15}) [A-Z]{3}")
LONGEST = 20_000  # signs of a text or a note
_SHOWN = 60


def read_value(item: "Item", typed: str, today: date, currency: str) -> str:
    """The canonical text of what was typed for an item; blank for blank.

    yes_no: yes, partly, no, na. number: plain decimal. money: minor units, blank, currency.
    date: ISO. choice: the choice's key. people: a JSON list of names. text: as it is, its ends
    trimmed. Raises UserError with what would do.
    """
    words = typed.strip()
    if not words:
        return ""
    if item.kind == "yes_no":
        folded = words.casefold()
        folded = _SHORT.get(folded, folded)
        if folded not in YES_NO:
            raise UserError(f"{_short(words)} is no answer here.", "Answer Yes, Partly, No or N/A.")
        return folded
    if item.kind == "number":
        return _read_number(words)
    if item.kind == "money":
        return f"{read_amount(words, currency)} {currency}"
    if item.kind == "date":
        day = read_day(words, today)
        return day.isoformat() if day else ""
    if item.kind == "choice":
        return _read_choice(item, words)
    if item.kind == "people":
        return people_value(re.split(r"[;\n]", words))
    if item.kind == "file":
        if _SHORT.get(words.casefold(), words) == "na":
            return "na"
        raise UserError("This item is answered by a file.", "Drop it there, paste it, or pick one.")
    if len(words) > LONGEST:
        raise UserError(
            f"That text has {len(words):,} characters; an answer holds {LONGEST:,}.",
            "Shorten it, or add it as a file.",
        )
    return words


def typed_value(item: "Item", value: str) -> str:
    """A canonical value as a person would type it, so that an editor can begin with it."""
    if item.kind == "money" and value:
        from models.money import decimals

        minor, currency = money_of(value)
        places = decimals(currency)
        return f"{Decimal(minor).scaleb(-places):f}"
    if item.kind == "people":
        return "; ".join(people_of(value))
    if item.kind in ("yes_no", "choice", "date"):
        return value_text(item, value)
    return value


def value_text(item: "Item", value: str) -> str:
    """How an answer reads; blank for none."""
    if not value:
        return ""
    if item.kind in ("yes_no", "file"):
        return YES_NO.get(value, value)
    if item.kind == "number":
        number = Decimal(value)
        return f"{number:,f}{item.unit and f' {item.unit}'}"
    if item.kind == "money":
        return money_said(*money_of(value))
    if item.kind == "date":
        return day_text(date.fromisoformat(value))
    if item.kind == "choice":
        return next((choice.label for choice in item.choices if choice.key == value), value)
    if item.kind == "people":
        return listed(people_of(value))
    return value


def money_of(value: str) -> tuple[int, str]:
    """Minor units and currency of a money answer."""
    minor, _, currency = value.partition(" ")
    return int(minor), currency


def people_of(value: str) -> list[str]:
    """The names of a people answer."""
    return [str(name) for name in json.loads(value)] if value else []


def people_value(names: list[str]) -> str:
    """The canonical text of a list of names: tidy, each once, in the order given."""
    tidy = dict.fromkeys(" ".join(name.split()) for name in names)
    kept = [name for name in tidy if name]
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def canonical(item: "Item", value: str) -> bool:
    """Whether a text is what `read_value` gives; what comes from outside is checked by it."""
    try:
        if item.kind == "yes_no":
            return value in ("", *YES_NO)
        if item.kind == "number":
            return not value or _read_number(value) == value
        if item.kind == "money":
            return not value or bool(_MONEY.fullmatch(value))
        if item.kind == "date":
            return not value or date.fromisoformat(value).isoformat() == value
        if item.kind == "choice":
            return value in ("", *(choice.key for choice in item.choices))
        if item.kind == "people":
            return people_value(people_of(value)) == value
        if item.kind == "file":
            return value in ("", "na")
        return item.kind == "text" and value.strip() == value and len(value) <= LONGEST
    except (ValueError, TypeError, UserError):
        return False


def _read_number(words: str) -> str:
    plain = words.replace(" ", "").replace("\u00a0", "").replace("\u202f", "").replace("'", "")
    if re.match(r"-?\d{1,3}(,\d{3})+(\.\d+)?$", plain):
        plain = plain.replace(",", "")
    if not _NUMBER.match(plain):
        raise UserError(f"{_short(words)} is no number.", "Write it as 12 or 12.5.")
    try:
        number = Decimal(plain)
    except InvalidOperation as fault:
        raise UserError(f"{_short(words)} is no number.", "Write it as 12 or 12.5.") from fault
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _read_choice(item: "Item", words: str) -> str:
    folded = words.casefold()
    for choice in item.choices:
        if folded in (choice.key.casefold(), choice.label.casefold()):
            return choice.key
    labels = listed([choice.label for choice in item.choices], "or")
    raise UserError(f"{_short(words)} is none of the answers.", f"Choose {labels}.")


def _short(words: str) -> str:
    return shortened(words, _SHOWN)
