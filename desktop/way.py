"""Where a place belongs in the sidebar, which for a partner is the list it was opened from."""

from collections.abc import Sequence

from desktop.actions import SECTIONS
from ui.desk import Desk, Place

# Pages without an entry of their own, and the one they belong to.
_BELONGS_TO = {
    "checklist": "checklists",
    "meeting": "meetings",
    "reviews": "meetings",
    "health": "meetings",
    "templates": "checklists",
    "hygiene": "deals",
    "movement": "deals",
    "imports": "deals",
    "partner_lists": "deals",
    "inquiries": "program",
    "links": "program",
}
_LISTS = (
    "today", "partners", "candidates", "meetings", "reviews", "health", "actions", "deals",
    "partner_lists", "checklists", "assessment", "benefits",
)  # fmt: skip
_TITLES = {"partner_lists": "Partner lists", "reviews": "Reviews", "health": "Health"} | {
    key: title for key, title, _ in SECTIONS
}


def way_back(past: Sequence[Place]) -> tuple[Place, str]:
    """The list that was left last, with its title; the partners where there was none."""
    found = next((one for one in reversed(past) if one.page in _LISTS), Place("partners"))
    return found, _TITLES[found.page]


def entry_of(place: Place, back: Place) -> str:
    """The entry of the sidebar that a place belongs to; `back` is where a partner's list is."""
    if place.page == "partner":
        return _BELONGS_TO.get(back.page, back.page)
    return _BELONGS_TO.get(place.page, place.page)


def tell_way(desk: Desk, past: Sequence[Place]) -> None:
    """Let the pages know where one comes from: the place before, and the list left last."""
    desk.came_from = past[-1] if past else None
    desk.way_back = way_back(past)
