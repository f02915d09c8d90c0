"""What of a timeline is looked for, and the columns that go to a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from models.governance.timeline import (
    KINDS,
    SOURCE_WORDS,
    Choice,
    Entry,
    people_of,
    spans_of,
)
from ui.tables.columns import Column
from ui.widgets.chip import FilterChip
from ui.widgets.filter_bar import FilterBar

_SIDES = (("host", "Host"), ("partner", "Partner"))


class TimelineFilter(FilterBar):
    """Words, kind, where it is from, side, person, span."""

    def __init__(self, parent: QWidget | None = None) -> None:
        chips = {
            "kind": FilterChip("Kind", [(key, words) for key, (words, _) in KINDS.items()]),
            "source": FilterChip("From", list(SOURCE_WORDS.items())),
            "side": FilterChip("Side", _SIDES),
            "person": FilterChip("Person"),
            "span": FilterChip("Days"),
        }
        super().__init__("Find in the timeline", chips, parent)

    def offer_from(self, entries: Sequence[Entry], today: date) -> None:
        """Offer the kinds, people and years that there are."""
        there = {entry.kind for entry in entries}
        self.offer("kind", [(key, words) for key, (words, _) in KINDS.items() if key in there])
        self.offer("person", [(name, name) for name in people_of(entries)])
        self.offer("span", spans_of(entries, today))

    def choice(self) -> Choice:
        """What is asked for."""
        kinds, sources, sides, people = (
            frozenset(map(str, self.chosen(name))) for name in ("kind", "source", "side", "person")
        )
        spans = frozenset(span for span in self.chosen("span") if isinstance(span, tuple))
        return Choice(self.search.text(), kinds, sides, people, sources, spans)

    @property
    def asks(self) -> bool:
        """Whether anything is asked for."""
        return self.choice() != Choice()


def columns() -> list[Column]:
    """What goes to a spreadsheet: each value of an entry in a cell of its own."""
    return [
        Column("Day", lambda entry: entry.on, role="date"),
        Column("From", lambda entry: SOURCE_WORDS[entry.source]),
        Column("Kind", lambda entry: KINDS[entry.kind][0]),
        Column("What", lambda entry: entry.title),
        Column("Detail", lambda entry: entry.detail),
        Column("Side", _side),
        Column("Who", lambda entry: entry.who),
    ]


def _side(entry: Any) -> str:
    return dict(_SIDES).get(entry.side, "")
