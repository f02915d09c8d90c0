"""What the movement page is shown: read on the lane, chosen and put in rows beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.movement import Move, Movement
from models.movement_words import CLOSING, OPENING, BarWords, bars
from ui.tables.big import Arranged, Rows, Wanted

if TYPE_CHECKING:
    from models.store.movement_page import MovementView
    from ui.tables.columns import Column

GONE = "A partner that is gone"


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One move as a row of the table."""

    move: Move
    partner: str
    currency: str
    id: tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One partner's movement as a row of the table."""

    id: int
    partner: str
    found: Movement

    def minor(self, *steps: str) -> int:
        return sum(self.found.step(key).minor for key in steps)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be shown of a view: whose, which step, and in which order."""

    owners: frozenset[int]
    step: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Shown:
    """The movement of those asked for, with its bars and its rows."""

    found: Movement
    bars: tuple[BarWords, ...]
    step: str
    rows: Rows
    arranged: Arranged
    partners: tuple[PartnerLine, ...]
    owners: frozenset[int]


def chosen(view: MovementView, asked: Asked, columns: Sequence[Column]) -> Shown:
    """Take out of a view what is asked for; runs beside the window."""
    assert view.found is not None  # noqa: S101  the page asks only where there is something
    whole = view.found
    found = whole.of(asked.owners) if asked.owners else whole.total
    drawn = bars(found, view.first.title, view.last.title)
    step = asked.step if any(bar.key == asked.step for bar in drawn) else CLOSING
    steps = found.steps if step in (OPENING, CLOSING) else (found.step(step),)
    lines = [
        MoveLine(move, view.names.get(move.partner_id, GONE), found.currency, move.key)
        for one in steps
        for move in one.moves
    ]
    rows = Rows(lines, columns)
    shown, partners = rows.arrange(asked.wanted), _partners(view, asked)
    return Shown(found, drawn, step, rows, shown, partners, asked.owners)


def arranged(rows: Rows, wanted: Wanted) -> tuple[Rows, Arranged]:
    """The same rows in another order."""
    return rows, rows.arrange(wanted)


def partner_options(view: MovementView) -> list[tuple[Any, str]]:
    """The partners that have something in it, by name."""
    found: Iterable[int] = view.found.partners if view.found else ()
    named = [(one, view.names.get(one, GONE)) for one in found]
    return sorted(named, key=lambda pair: (pair[1].casefold(), pair[0]))


def _partners(view: MovementView, asked: Asked) -> tuple[PartnerLine, ...]:
    lines = [
        PartnerLine(key, name, view.found.partners[key])
        for key, name in partner_options(view)
        if view.found is not None and (not asked.owners or key in asked.owners)
    ]
    return tuple(sorted(lines, key=lambda line: -abs(line.found.moved)))
