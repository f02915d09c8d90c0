"""The columns of the list of all partners by health, and what of them is copied."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from models.governance.health_list import HealthLine, Judged, place
from models.governance.health_views import NAMES
from models.health import HEALTH_VIEWS, WORDS
from models.text import day_text, listed, lower_first
from ui.pages.partner_tabs.health_card import STATUS
from ui.tables.columns import Column

# A column, and the width of the page in logical pixels under which it is hidden.
GIVING_WAY = ((7, 1300), (1, 1060), (6, 930))
WEAKEST = 6  # the column that says what decides
_TONES = {1: "accent", 2: "at_risk"}


def _of(take: Callable[[Judged], Any], blank: Any = "") -> Callable[[HealthLine], Any]:
    """Reads something of what is known of a line; blank until the partner has been judged."""

    def read(row: HealthLine) -> Any:
        return blank if row.known is None else take(row.known)

    return read


def columns() -> list[Column]:
    return [
        Column("Partner", lambda row: row.name, sub=lambda row: row.region, role="partner",
               width=128, gives=True, name="partner"),
        Column("Tier", _of(lambda one: one.tier or "No tier"), role="pill", width=118,
               tone=_of(lambda one: _TONES.get(one.rank, "plain"), "plain"),
               key=_of(lambda one: one.rank or 99, None), searched=False, name="tier"),
        *(_view(key) for key in HEALTH_VIEWS),
        Column("Weakest figure", _of(_weakest), key=_of(_share, None), width=210, stretch=True,
               spoken=True, tip="What is furthest from its target, of all four views",
               name="weakest"),
        Column("A person says", _of(_said), width=150, searched=False,
               tip="A colour that a person gives in place of the reckoned one", name="said"),
    ]  # fmt: skip


def _view(key: str) -> Column:
    return Column(
        NAMES[key],
        _of(lambda one: WORDS.get(one.view(key).colour, "No data")),
        role="status",
        tone=_of(lambda one: STATUS[one.view(key).colour], "no_data"),
        key=_of(lambda one: place(one.view(key).colour), None),
        width=126,
        spoken=True,
        searched=False,
        name=key,
    )


def _weakest(one: Judged) -> str:
    found = one.decisive
    return f"{found.name}, {found.percent}%" if found else "No figure on record"


def _share(one: Judged) -> tuple[int, float] | None:
    found = one.decisive
    return (place(found.colour(one.limits)), found.part / found.whole) if found else None


def _said(one: Judged) -> str:
    return listed(
        [f"{view.name} {lower_first(view.override.words)}" for view in one.said if view.override]
    )


def copied_columns() -> list[Column]:
    """What goes to a spreadsheet: each view's colour, its weakest figure and what it stands on."""
    found = [
        Column("Partner", lambda row: row.name),
        Column("Region", lambda row: row.region),
        Column("Tier", _of(lambda one: one.tier)),
    ]
    for key in HEALTH_VIEWS:
        name = NAMES[key]
        found += [
            Column(name, _of(partial(_word, key))),
            Column(f"{name}, weakest in %", _of(partial(_percent, key)), role="number"),
            Column(f"{name}, evidence", _of(partial(_evidence, key))),
            Column(f"{name}, a person says", _of(partial(_otherwise, key))),
        ]
    return found


def _word(key: str, one: Judged) -> str:
    return one.view(key).words


def _percent(key: str, one: Judged) -> int | None:
    first = one.view(key).weakest_first(one.limits)
    return first[0].percent if first else None


def _evidence(key: str, one: Judged) -> str:
    return one.view(key).evidence


def _otherwise(key: str, one: Judged) -> str:
    told = one.view(key).override
    if told is None:
        return ""
    until = f" until {day_text(told.until)}" if told.until else ""
    return f"{told.words}{until}: {told.reason}"
