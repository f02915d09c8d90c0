"""The columns of a list of deals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from models.deal_typed import STATUS_WORDS
from models.money import plain
from models.partner_words import BUCKETS
from models.program.deals import IN_TOTAL
from models.provenance import came_from
from models.text import NONE, day_text, money_cell, yes_no
from ui.tables.columns import Column

if TYPE_CHECKING:
    from models.store.deals import DealRow

STATUS_TONES = {"open": "no_data", "won": "met", "lost": "short"}
HIDDEN = (
    "customer",
    "deal_id",
    "currency",
    "qualified",
    "registered_on",
    "offering",
    "source",
    "updated_on",
)
COUNTS_WORDS = BUCKETS | {"wins": "Win", "losses": "Loss", "pipeline": "Pipeline"}


def columns(partners: Sequence[str]) -> list[Column]:
    """Every column; `partners` are the names that a deal can be moved to, read when asked for."""
    return [
        Column(
            "Deal", lambda r: r.name, text=lambda r: r.name or "Unnamed deal",
            sub=lambda r: r.customer, edit=lambda r: r.name, plain=lambda r: r.name,
            width=240, stretch=True, editable=True, name="name",
        ),
        Column(
            "Partner", lambda r: r.partner, width=160, choices=partners, editable=True,
            spoken=True, name="partner",
        ),
        Column(
            "Status", lambda r: r.status, text=lambda r: STATUS_WORDS[r.status], role="status",
            tone=lambda r: STATUS_TONES[r.status], choices=tuple(STATUS_WORDS.values()),
            width=88, editable=True, spoken=True, searched=False, name="status",
        ),
        _day("Close date", "close_date", 110),
        _money("Partner portion", "partner_minor"),
        _money("Services portion", "services_minor"),
        Column(
            "TCV", lambda r: r.tcv_minor, role="money", spoken=True, width=122, name="tcv_minor",
            text=lambda r: money_cell(r.tcv_minor, r.currency), key=_worth,
            plain=lambda r: plain(r.tcv_minor, r.currency), currency=lambda r: r.currency,
            tip="Total Contract Value: partner portion plus services portion",
        ),
        Column(
            "Counts as", lambda r: r.bucket, text=lambda r: counts_as(r.bucket),
            tone=lambda r: counts_tone(r.bucket), width=170,
            searched=False, spoken=True, name="bucket",
            tip="What the deal is in the sum of the as-of day",
        ),
        _text("Stage", "stage", 140),
        _text("Next step", "next_step", 220),
        _text("Customer", "customer", 180),
        _text("Deal ID", "deal_id", 150),
        Column("Currency", lambda r: r.currency, width=90, searched=False, editable=True,
               name="currency"),
        Column(
            "Qualified", lambda r: yes_no(r.qualified), choices=("Yes", "No"), width=96,
            searched=False, editable=True, name="qualified",
        ),
        _day("Registered on", "registered_on", 124),
        Column(
            "Offering", lambda r: r.offering or "", width=190, editable=True, name="offering",
            tip="The partner's offering that the deal sells; type its name, or nothing for none",
        ),
        Column("Came from", _source, width=300, searched=False, name="source",
               tip="The file and line that its values came from last, and when"),
        Column("Updated", lambda r: r.updated_on, role="date", width=110, name="updated_on",
               text=lambda r: _day_words(r.updated_on), plain=lambda r: r.updated_on or "",
               searched=False, tip="The day on which it was last written, here or by an import"),
    ]  # fmt: skip


def counts_as(bucket: str) -> str:
    """What a deal counts as, in the words of a column of that name."""
    return COUNTS_WORDS.get(bucket, NONE)


def counts_tone(bucket: str) -> str:
    """The ink of those words: grey for what is not in the sum, amber where something is missing."""
    if bucket in ("undated", "no_rate"):
        return "at_risk"
    return "text" if bucket in IN_TOTAL else "text_3"


def _text(title: str, field: str, width: int) -> Column:
    return Column(title, lambda r: getattr(r, field), width=width, editable=True, name=field)


def _day(title: str, field: str, width: int) -> Column:
    return Column(
        title, lambda r: getattr(r, field), role="date", width=width, editable=True, name=field,
        text=lambda r: _day_words(getattr(r, field)),
        edit=lambda r: _day_words(getattr(r, field)),
        plain=lambda r: getattr(r, field) or "", spoken=field == "close_date",
    )  # fmt: skip


def _money(title: str, field: str) -> Column:
    return Column(
        title, lambda r: getattr(r, field), role="money", width=122, editable=True, name=field,
        text=lambda r: money_cell(getattr(r, field), r.currency),
        edit=lambda r: plain(getattr(r, field), r.currency),
        plain=lambda r: plain(getattr(r, field), r.currency), currency=lambda r: r.currency,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _day_words(iso: str | None) -> str:
    return day_text(date.fromisoformat(iso)) if iso else ""


def _worth(row: DealRow) -> int:
    """Foreign money is sorted by its worth in the program's currency."""
    return row.tcv_minor if row.program_minor is None else row.program_minor


def _source(row: DealRow) -> str:
    return came_from(row.source, row.source_line, row.imported_at)
