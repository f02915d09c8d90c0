"""The words above the list of partners, and the columns that a narrow page does without."""

from __future__ import annotations

from models.partner_list import Summary
from models.text import compact_money, counted, lower_first

# A column, and the width of the page in logical pixels under which it is hidden.
GIVING_WAY = ((5, 1000), (6, 1240), (7, 1280))


def head_words(
    told: Summary, partners: int, shown: int, left: int, label: str = "Aggregate TCV"
) -> str:
    """What stands under the title: how many, how many are nearly there, how much they bring.

    While `left` of them are still to be assessed, only that.
    """
    words = counted(partners, "partner").capitalize()
    if shown != partners:
        words = f"{shown:,} of {lower_first(words)}"
    parts = [words]
    if left:
        parts.append(f"assessing, {left:,} to go")
    elif told.assessed:
        if told.by_one_record:
            parts.append(f"{told.by_one_record:,} short of the next tier by one record")
        parts.append(f"{compact_money(told.tcv_minor, told.currency)} {label}")
    return " · ".join(parts)
