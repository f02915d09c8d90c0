"""A share of an amount, written as 30 %, 30 or 0.3, as hundredths of a percent."""

import re
from decimal import Decimal

from models.intake.values import Refused, number_text, typed
from models.intake.workbook import Cell

WHOLE = 10_000  # all of it

_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*(%?)")


def read_percent(cell: Cell) -> int | None:
    """Hundredths of a percent, None for blank; up to 1 it is a fraction. Raises Refused."""
    words = typed(cell if isinstance(cell, str) else number_text(cell))
    if not words:
        return None
    match = _SHARE.fullmatch(words)
    if match is None:
        raise Refused("is no percentage")
    share = Decimal(match[1].replace(",", "."))
    if not match[2] and share <= 1:
        share *= 100  # a spreadsheet keeps 30 % as 0.3
    if share > 100:
        raise Refused("is more than 100 %")
    return int(share * 100)


def share_of(amount: int, percent: int) -> int:
    """That share of an amount, rounded half up."""
    return (2 * amount * percent + WHOLE) // (2 * WHOLE)
