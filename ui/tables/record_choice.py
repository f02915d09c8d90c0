"""A field that names another record by its id: told apart by a number where names are alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.text import NONE
from ui.widgets.field_values import FieldKind, field_kind

GONE = "Not there any more"


def record_choice(blank: str, records: Iterable[tuple[int, str]]) -> FieldKind:
    """records: id and name; `blank` is what no record is called. An id that is gone says so."""
    seen = {blank: 1}
    told: list[tuple[object, str]] = [(0, blank)]
    for key, name in records:
        words = name or NONE
        seen[words] = seen.get(words, 0) + 1
        told.append((key, words if seen[words] == 1 else f"{words} ({seen[words]})"))
    named = dict(told)
    return replace(
        field_kind("choice", choices=told), show=lambda value: named.get(value or 0, GONE)
    )
