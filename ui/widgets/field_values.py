"""How each kind of field reads what was typed and shows what is held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from models import text as words
from models.errors import UserError
from models.money import plain
from models.names import tidy
from models.typed import read_amount, read_day, read_number

Kind = Literal["text", "multiline", "date", "money", "amount", "choice", "yes_no", "list"]
Choices = Sequence[tuple[object, str]]

YES_NO: Choices = ((True, "Yes"), (False, "No"))


@dataclass(frozen=True, slots=True)
class FieldKind:
    """read(text) gives the value or raises UserError; show(value) is for reading; typed(value)
    is what an editor starts with.
    """

    kind: Kind
    read: Callable[[str], Any]
    show: Callable[[Any], str]
    typed: Callable[[Any], str]
    choices: Choices = ()


def field_kind(
    kind: Kind,
    *,
    choices: Choices = (),
    today: date | None = None,
    currency: str = "",
    required: str = "",
    unit: str = "money",
) -> FieldKind:
    """The kind of a field. ``required`` is its label where it can't be blank.

    Values: text and multiline str; date a date or None; money int minor units of ``currency``;
    amount the same, a count or a percent as ``unit`` says, or None where it is blank; choice and
    yes_no a key of the choices or None; list a tuple of keys.
    """
    if kind == "date":
        day = today or date.today()
        return FieldKind(
            kind,
            lambda text: _wanted(read_day(text, day), required),
            lambda value: words.day_text(value) if value else "",
            lambda value: words.day_text(value) if value else "",
        )
    if kind == "money":
        return FieldKind(
            kind,
            lambda text: read_amount(text, currency),
            lambda value: "" if value is None else words.money_said(value, currency),
            lambda value: plain(value, currency) if value else "",
        )
    if kind == "amount":
        return _amount(unit, currency)
    if kind in ("choice", "yes_no", "list"):
        offered = YES_NO if kind == "yes_no" else choices
        named = dict(offered)
        keys = {text: key for key, text in offered}
        if kind == "list":
            return FieldKind(
                kind,
                lambda text: tuple(keys[t] for t in text.split(", ") if t in keys),
                lambda value: ", ".join(str(named.get(key, key)) for key in value or ()),
                lambda value: ", ".join(str(named.get(key, key)) for key in value or ()),
                offered,
            )
        return FieldKind(
            kind,
            keys.get,
            lambda value: named.get(value, "" if value is None else str(value)),
            lambda value: named.get(value, ""),
            offered,
        )
    # One line has single blanks, as an import reads it.
    trim = str.strip if kind == "multiline" else tidy
    return FieldKind(
        kind, lambda text: _wanted(trim(text), required), lambda value: value or "", str_or_empty
    )


def _amount(unit: str, currency: str) -> FieldKind:
    if unit == "money":
        return FieldKind(
            "amount",
            lambda text: read_amount(text, currency) if text.strip() else None,
            lambda value: "" if value is None else words.money_said(value, currency),
            lambda value: "" if value is None else plain(value, currency),
        )
    sign = "%" if unit == "percent" else ""
    return FieldKind(
        "amount",
        read_number,
        lambda value: "" if value is None else f"{words.number(value)}{sign}",
        str_or_empty,
    )


def str_or_empty(value: Any) -> str:
    return "" if value is None else str(value)


def _wanted(value: Any, label: str) -> Any:
    if label and not value:
        raise UserError(f"{label} can't be blank.", "Type something, or press Esc to go back.")
    return value
