"""The columns of the list of candidates, and what of them is copied for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from models.candidates import CandidateLine, Figures
from models.money import plain
from models.partner_list import height
from models.text import compact_money, listed
from ui.pages.partners_table import tier_tone
from ui.tables.columns import Column

_ORDER = ("accepted", "invited", "candidate", "not_participating", "removed")
GAP = 1  # the column that ranks
# A column, and the width of the page in logical pixels under which it is hidden.
GIVING_WAY = ((6, 1160), (8, 1080), (5, 1000))
_QUIET = ("not_participating", "removed")


def _of(take: Callable[[Figures], Any], blank: Any = "") -> Callable[[CandidateLine], Any]:
    """Reads something of a line's figures; blank until the partner has been assessed."""

    def read(row: CandidateLine) -> Any:
        return blank if row.figures is None else take(row.figures)

    return read


def _money(title: str, take: Callable[[Figures], int], width: int, tip: str = "") -> Column:
    return Column(
        title,
        _of(take, None),
        text=_of(lambda f: compact_money(take(f), f.currency)),
        plain=_of(lambda f: plain(take(f), f.currency)),
        currency=_of(lambda f: f.currency),
        role="money",
        width=width,
        tip=tip,
    )


def missing_words(figures: Figures) -> str:
    """What stands under the gap: the prerequisites that are missing, by name."""
    if figures.gaps < 2:
        return "Nothing else is missing" if figures.gaps else ""
    return f"Prerequisites: {listed(list(figures.missing))}"


def columns() -> list[Column]:
    return [
        Column(
            "Partner",
            lambda row: row.name,
            sub=lambda row: row.region,
            role="partner",
            width=180,
            gives=True,
            name="partner",
        ),
        Column(
            "Gap to the lowest tier",
            _of(lambda f: f.gap),
            sub=_of(missing_words),
            key=_of(lambda f: f.rank, None),
            width=180,
            stretch=True,
            spoken=True,
            searched=False,
            tip="Ranked by what is missing: fewest criteria first, then least money",
            name="gap",
        ),
        Column(
            "Would hold",
            _of(lambda f: f.tier.label),
            role="pill",
            tone=_of(lambda f: tier_tone(f.tier), "plain"),
            key=_of(lambda f: height(f.tier), None),
            width=122,
            spoken=True,
            searched=False,
            tip="The tier that the same engine calculates; nothing is granted outside the program",
            name="tier",
        ),
        _money("Aggregate TCV", lambda f: f.tcv_minor, 116),
        _money("Pipeline", lambda f: f.pipeline_minor, 82,
               "Open deals that are expected within the window that counts"),
        _money("Wins", lambda f: f.wins_minor, 74, "Won in the year before"),
        _money("Losses", lambda f: f.losses_minor, 76, "Lost in the year before"),
        Column(
            "Participation",
            lambda row: row.state,
            tone=lambda row: "text_2" if row.participation in _QUIET else "text",
            key=lambda row: (_ORDER.index(row.participation), row.since or date.min),
            width=152,
            spoken=True,
            searched=False,
            name="participation",
        ),
        Column(
            "Customers",
            _of(lambda f: f.customers, None),
            role="number",
            width=92,
            tip="Different customers named in its deals",
        ),
    ]  # fmt: skip


def copied_columns(tcv: str = "Aggregate TCV") -> list[Column]:
    """What goes to a spreadsheet: each figure in a cell of its own, hidden columns as well.

    `tcv` is what the program calls its sum.
    """
    shown = {column.key_name: column for column in columns()}
    return [
        shown["partner"],
        Column("Region", lambda row: row.region),
        Column("Participation", lambda row: row.state),
        Column("Since", lambda row: row.since, role="date"),
        shown["tier"],
        Column("Gap", _of(lambda f: f.gap)),
        Column("Criteria missing", _of(lambda f: f.gaps), role="number"),
        Column("Money missing", _of(lambda f: plain(f.money_gap, f.currency)), role="number"),
        Column("Prerequisites missing", _of(lambda f: "; ".join(f.missing))),
        replace(shown["Aggregate TCV"], title=tcv),
        *(shown[name] for name in ("Pipeline", "Wins", "Losses")),
        Column("Customers", _of(lambda f: f.customers), role="number"),
        Column("Currency", _of(lambda f: f.currency)),
    ]
