"""Inquiries to the program's mailbox: what they are about, how long they wait (C099)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from models.governance.advocacy import Inquiry
from models.text import counted

KIND = {
    "becoming_partner": "Becoming a partner",
    "program": "The program",
    "sales_opportunity": "A sales opportunity",
}


class Age(NamedTuple):
    """How long an inquiry waited for its answer, or waits; `late` past the days it may take."""

    days: int
    open: bool
    late: bool
    words: str


class Counts(NamedTuple):
    """How many inquiries wait, and how many of them for too long."""

    all: int
    open: int
    late: int


def age(inquiry: Inquiry, most: int, today: date) -> Age:
    """`most` is how many days an answer may take; the last of them is still in time."""
    answered = inquiry.answered_on
    days = max(0, ((answered or today) - inquiry.received_on).days)
    late = days > most
    if answered is not None:
        after = "the same day" if not days else f"after {counted(days, 'day')}"
        return Age(days, False, late, f"Answered {after}")
    if late:
        return Age(days, True, True, f"Open {counted(days, 'day')}, {days - most:,} over")
    since = f"Open {counted(days, 'day')}" if days else "New today"
    left = "due today" if days == most else f"{counted(most - days, 'day')} left"
    return Age(days, True, False, f"{since}, {left}")


def counts(inquiries: Iterable[Inquiry], most: int, today: date) -> Counts:
    ages = [age(one, most, today) for one in inquiries]
    return Counts(
        len(ages), sum(one.open for one in ages), sum(one.open and one.late for one in ages)
    )


def counts_words(found: Counts, most: int) -> str:
    """What stands under the page's title."""
    if not found.all:
        return "Nothing came in yet"
    parts = [counted(found.all, "inquiry", "inquiries")]
    parts.append(f"{found.open:,} open" if found.open else "all answered")
    if found.late:
        parts.append(f"{found.late:,} for more than {counted(most, 'day')}")
    return " · ".join(parts)
