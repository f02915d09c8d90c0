"""The columns of movement: single moves, sums by partner, and the snapshots that are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from models.money import plain
from models.movement import STEPS
from models.movement_words import dates_said, signed, signed_said, status_said
from models.text import NONE, compact_money, day_text, money_cell, number, sentence
from ui.tables.columns import Column

if TYPE_CHECKING:
    from models.store.snapshots import Snapshot
    from ui.pages.movement_reading import MoveLine, PartnerLine

REASONS = {"import": "Import", "month_end": "Month end", "by_hand": "By hand"}
_OTHERS = ("qualified", "unqualified", "removed", "other")


def move_columns() -> list[Column]:
    return [
        Column("Deal", lambda r: r.move.deal.name, text=lambda r: r.move.deal.name or NONE,
               width=230, stretch=True),
        Column("Partner", lambda r: r.partner, width=160, spoken=True),
        Column("Step", lambda r: STEPS[r.move.step], width=104, spoken=True, tone=_tone,
               searched=False, key=lambda r: list(STEPS).index(r.move.step)),
        _money("Before", lambda r: r.move.was, "The amount on the earlier day"),
        _money("After", lambda r: r.move.now, "The amount on the later day"),
        _effect("Effect", lambda r: r.move.minor, "What it does to the sum of the pipeline"),
        Column("Close date", lambda r: r.move.deal.close_date, text=lambda r: dates_said(r.move),
               width=206, searched=False),
        Column("Status", lambda r: status_said(r.move), width=110, searched=False),
        Column("Note", lambda r: sentence(r.move.why) if r.move.why else "", width=200),
    ]  # fmt: skip


def partner_columns() -> list[Column]:
    return [
        Column("Partner", lambda r: r.partner, width=180, stretch=True, role="partner"),
        _sum("Opening", lambda r: r.found.opening.minor),
        _effect("Added", lambda r: r.minor("added"), short=True),
        _effect("Dates moved", lambda r: r.minor("slipped", "pulled_in"),
                "What moved dates do to the sum; nothing while all open deals count",
                short=True),
        _effect("Re-valued", lambda r: r.minor("valued_up", "valued_down"), short=True),
        _effect("Won", lambda r: r.minor("won"), short=True),
        _effect("Lost", lambda r: r.minor("lost"), short=True),
        _effect("Others", lambda r: r.minor(*_OTHERS),
                "Qualified, unqualified, removed and the rest", short=True),
        _sum("Closing", lambda r: r.found.closing.minor),
        _effect("Change", lambda r: r.found.moved, short=True),
    ]  # fmt: skip


def snapshot_columns() -> list[Column]:
    return [
        Column("Snapshot", lambda r: r.title, width=220, stretch=True),
        Column("Day", lambda r: r.on_date, text=lambda r: day_text(r.on_date), role="date",
               width=110, spoken=True),
        Column("Why", lambda r: REASONS.get(r.reason, r.reason), width=110),
        Column("Deals", lambda r: r.deals, text=lambda r: number(r.deals), role="number",
               width=90, spoken=True),
        Column("Open", lambda r: r.open_deals, text=lambda r: number(r.open_deals), role="number",
               width=90),
        Column("Clean", lambda r: max(r.clean_deals, 0), text=_clean, role="number", width=90,
               tip="Open deals without a finding, as they were that day"),
        Column("Kept at", lambda r: r.made_at, text=_moment, width=170),
    ]  # fmt: skip


def _money(title: str, minor: Callable[[MoveLine], int | None], tip: str) -> Column:
    return Column(
        title, minor, role="money", width=122, tip=tip,
        text=lambda r: NONE if minor(r) is None else money_cell(minor(r) or 0, r.currency),
        plain=lambda r: "" if minor(r) is None else plain(minor(r) or 0, r.currency),
        currency=lambda r: r.currency,
    )  # fmt: skip


def _sum(title: str, minor: Callable[[PartnerLine], int]) -> Column:
    return Column(
        title, minor, role="money", width=100,
        text=lambda r: compact_money(minor(r), r.found.currency) if minor(r) else NONE,
        plain=lambda r: plain(minor(r), r.found.currency),
        currency=lambda r: r.found.currency,
    )  # fmt: skip


def _of_move(row: Any) -> str:
    return str(row.currency)


def _of_partner(row: Any) -> str:
    return str(row.found.currency)


def _effect(
    title: str, minor: Callable[[Any], int], tip: str = "", *, short: bool = False
) -> Column:
    """An effect with its sign; `short` is a sum of one partner, with its exact amount in a copy."""
    of = _of_partner if short else _of_move

    def text(row: Any) -> str:
        amount = minor(row)
        if short:
            return signed(amount, of(row)) if amount else NONE
        return signed_said(amount, of(row))

    return Column(
        title, minor, role="money", width=100 if short else 132, tip=tip,
        spoken=title in ("Effect", "Change"),
        text=text,
        plain=lambda r: plain(minor(r), of(r)),
        currency=of,
    )  # fmt: skip


def _tone(row: MoveLine) -> str:
    minor = row.move.minor
    return "met" if minor > 0 else "short" if minor < 0 else "no_data"


def _clean(row: Snapshot) -> str:
    return NONE if row.clean_deals < 0 else number(row.clean_deals)


def _moment(row: Snapshot) -> str:
    at = datetime.fromisoformat(row.made_at).astimezone()
    return f"{day_text(at.date())}, {at:%H:%M}"
