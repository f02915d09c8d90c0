"""What a place on a partner's page names: a tab, a part of it and a record; and the tabs' keys."""

from __future__ import annotations

from collections.abc import Iterable

from ui.desk import Place
from ui.pages.partner_tabs.base import Tab

Reveal = tuple[str, object] | None


def named_in(place: Place, reveal: Reveal) -> tuple[Place, Reveal]:
    """The place of the tab alone, and what is to be brought into sight on it.

    "register:actions:7" names the tab, a part of it and a record; without any, `reveal` stays.
    """
    tab, _, what = place.tab.partition(":")
    if not what:
        return place, reveal
    part, _, record = what.rpartition(":")
    found = (part, int(record)) if record.isdecimal() else (what, None)
    return Place(place.page, place.id, tab), found


def keys_of(tabs: Iterable[type[Tab]]) -> dict[str, str]:
    """Ctrl+1 and on open the groups, each at its first tab."""
    first: dict[str, str] = {}
    for kind in tabs:
        first.setdefault(kind.GROUP, kind.KEY)
    return {key: f"Ctrl+{at}" for at, key in enumerate(first.values(), start=1)}
