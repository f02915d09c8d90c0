"""What is written when a field of a deal is typed over, and what a change of many would do."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from models.errors import UserError
from models.money import plain
from models.store.deals import DealRow
from models.text import counted, day_text
from models.typed import read_amount, read_day

STATUS_WORDS = {"open": "Open", "won": "Won", "lost": "Lost"}
_TEXTS = ("name", "customer", "deal_id", "stage", "next_step")
_DAYS = ("close_date", "registered_on")
_MONEY = ("partner_minor", "services_minor")


def values(row: DealRow, field: str, text: str, today: date) -> dict[str, Any]:
    """The fields to write, and their values, for what was typed into one field.

    Raises UserError for what the field can't hold. A partner's name is looked up by the store.
    """
    words = " ".join(text.split())
    if field in _TEXTS:
        return {field: words}
    if field in _DAYS:
        return {field: read_day(words, today)}
    if field in _MONEY:
        return {field: read_amount(words, row.currency)}
    if field == "status":
        return {field: next(key for key, word in STATUS_WORDS.items() if word == words)}
    if field == "qualified":
        return {field: words == "Yes"}
    if field == "currency":
        return _in_currency(row, words)
    raise ValueError(field)


def currency_code(text: str) -> str:
    """Three letters in capitals. Raises UserError for anything else."""
    code = text.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise UserError(
            f"{text.strip() or 'Blank'} is no currency code.", "Type three letters, such as EUR."
        )
    return code


def _in_currency(row: DealRow, words: str) -> dict[str, Any]:
    """Another currency keeps the figures: 5.00 euros become 5.00 dollars, for nothing was paid."""
    code = currency_code(words)
    figures = {name: plain(getattr(row, name), row.currency) for name in _MONEY}
    return {"currency": code} | {n: read_amount(f, code) for n, f in figures.items()}


def preview(rows: Iterable[DealRow], field: str, value: str | date | None) -> tuple[int, str]:
    """How many deals a new status or close date would change, and that in words."""
    cell = value.isoformat() if isinstance(value, date) else value
    before = Counter(getattr(row, field) or "" for row in rows)
    same = before.pop(cell or "", 0)
    changing = sum(before.values())
    if not changing:
        return 0, "Nothing changes: all have it already."
    if field == "status":
        was = ", ".join(
            f"{before[key]} {word.lower()}" for key, word in STATUS_WORDS.items() if before[key]
        )
    else:
        was = _days_said(before)
    stays = f"; {counted(same, 'deal')} {'has' if same == 1 else 'have'} it already" if same else ""
    return changing, f"Changes {counted(changing, 'deal')} (now {was}){stays}."


def _days_said(before: Counter[str]) -> str:
    days = sorted(day for day in before if day)
    told = []
    if days:
        first, last = (day_text(date.fromisoformat(day)) for day in (days[0], days[-1]))
        told.append(first if first == last else f"{first} to {last}")
    if before[""]:
        told.append(f"{before['']} without a date")
    return ", ".join(told)
