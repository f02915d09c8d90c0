"""The columns and filters of the page about all partners' own lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from models.ledger_health import Share
from models.money import plain
from models.text import compact_money, counted, maybe_day, participation_text
from ui.tables.columns import Column
from ui.widgets.chip import FilterChip
from ui.widgets.filter_bar import FilterBar

NAME = 0
# A column, and the width of the page in logical pixels under which it is hidden.
GIVING_WAY = ((8, 1260), (6, 1020), (4, 900))
_STANDING = {"current": "Current", "old": "Too old", "none": "None given"}
_TONES = {"current": "met", "old": "at_risk", "none": "no_data"}
_ORDER = ("none", "old", "current")
_WORK = {
    "differs": "Deals that differ",
    "maybe": "Maybe the same",
    "only_theirs": "Only theirs",
    "only_ours": "Only ours",
    "candidates": "Omissions to decide",
}


def columns() -> list[Column]:
    """What the page shows."""
    return [
        Column("Partner", lambda row: row.line.name, sub=_who, role="partner", width=180,
               stretch=True, name="partner"),
        Column("List", lambda row: _STANDING[row.line.standing], role="status",
               tone=lambda row: _TONES[row.line.standing], width=128, spoken=True, name="standing",
               key=lambda row: _ORDER.index(row.line.standing)),
        Column("Listed on", lambda row: row.line.health.listed_on, sub=_age, width=134,
               text=lambda row: maybe_day(row.line.health.listed_on), spoken=True,
               name="listed_on", searched=False),
        _share("Ours confirmed", "named", "Of our open deals, those that the list names as open",
               _money_said),
        _share("Theirs known", "known", "Of the deals in the list, those that we have as well"),
        _count("Differs", "differs"),
        _count("Maybe", "maybe"),
        _count("Only theirs", "only_theirs"),
        _count("Only ours", "only_ours"),
        _count("Omissions", "candidates", "Flagged and not decided yet"),
    ]  # fmt: skip


def copied_columns() -> list[Column]:
    """What goes to a spreadsheet: each figure in a cell of its own."""
    return [
        Column("Partner", lambda row: row.line.name),
        Column("Region", lambda row: row.line.region),
        Column("Participation", lambda row: participation_text(row.line.participation)),
        Column("List", lambda row: _STANDING[row.line.standing]),
        Column("Listed on", lambda row: row.line.health.listed_on, role="date"),
        Column("Age in days", _listed(lambda row: row.line.health.age), role="number"),
        Column("Deals in the list", _listed(lambda row: row.line.theirs), role="number"),
        Column("Our open deals", _listed(lambda row: row.line.health.named.whole), role="number"),
        Column("Confirmed", _listed(lambda row: row.line.health.named.part), role="number"),
        Column("Our open TCV", _listed(lambda row: _plain(row, "whole")), role="number"),
        Column("Confirmed TCV", _listed(lambda row: _plain(row, "part")), role="number"),
        Column("Currency", lambda row: row.currency),
        Column("Theirs known", _listed(lambda row: row.line.health.known.part), role="number"),
        *(Column(title, _listed(_figure(name)), role="number") for name, title in _WORK.items()),
        Column("Evidence", lambda row: row.line.health.evidence),
    ]


class PartnerListsFilter(FilterBar):
    """Which partners are shown: by their list, by what is to be done, by participation, region."""

    def __init__(self, parent: QWidget | None = None) -> None:
        states = ("participating", "accepted", "invited", "candidate", "not_participating",
                  "removed")  # fmt: skip
        chips = {
            "standing": FilterChip("List", list(_STANDING.items())),
            "work": FilterChip("To look at", list(_WORK.items())),
            "participation": FilterChip(
                "Participation", [(key, participation_text(key)) for key in states]
            ),
            "region": FilterChip("Region"),
        }
        super().__init__("Filter partners", chips, parent)

    def predicate(self) -> Callable[[Any], bool] | None:
        names = ("standing", "work", "participation", "region")
        standing, work, states, regions = map(self.chosen, names)
        if not (standing or work or states or regions):
            return None

        def wanted(row: Any) -> bool:
            line = row.line
            return (
                (not standing or line.standing in standing)
                and (not states or line.participation in states)
                and (not regions or line.region in regions)
                and (not work or any(getattr(line, str(name)) for name in work))
            )

        return wanted


def _who(row: Any) -> str:
    return participation_text(row.line.participation)


def _age(row: Any) -> str:
    line = row.line
    if line.health.listed_on is None:
        return ""
    age = f"{counted(line.health.age, 'day')} old" if line.health.age else "Today"
    return f"{age}, {counted(line.lists, 'list')}" if line.lists > 1 else age


def _listed(take: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A figure of a list; nothing where there is none, which is not 0."""

    def read(row: Any) -> Any:
        return None if row.line.health.listed_on is None else take(row)

    return read


def _figure(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row.line, name)


def _share(title: str, name: str, tip: str, more: Callable[[Any], str] | None = None) -> Column:
    def share(row: Any) -> Share:
        found: Share = getattr(row.line.health, name)
        return found

    def said(row: Any) -> str:
        found = share(row)
        return "" if found.percent is None else f"{found.words}, {found.part:,} of {found.whole:,}"

    # A cell of two lines begins at the left, and its neighbour with it.
    return Column(title, lambda row: share(row).percent, text=said, sub=more, right=False,
                  width=140, name=name, tip=tip, spoken=True, searched=False)  # fmt: skip


def _money_said(row: Any) -> str:
    share = row.line.health.named_money
    if share.percent is None:
        return ""
    part, whole = (compact_money(minor, row.currency) for minor in (share.part, share.whole))
    return f"{part} of {whole}"


def _plain(row: Any, name: str) -> str:
    return plain(getattr(row.line.health.named_money, name), row.currency)


def _count(title: str, name: str, tip: str = "") -> Column:
    return Column(title, _listed(_figure(name)), role="number", width=88,
                  name=name, tip=tip)  # fmt: skip
