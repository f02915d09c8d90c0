"""Which place of the window shows a checklist, and at which question one goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.checklist.filled import Filled
from models.checklist.records import Where
from ui.desk import Place

if TYPE_CHECKING:
    from ui.pages.checklist import ChecklistPage


def place_of(where: Where) -> Place:
    """Where the window shows a checklist."""
    return Place("checklist", where.partner_id, f"{where.template}:{where.period}")


def where_of(place: Place) -> Where:
    template, _, period = place.tab.partition(":")
    return Where(place.id, template, period)


def home_of(place: Place, came_from: Place | None) -> Place:
    """Where one goes when done: the list of all that one came from, or the partner's own."""
    if came_from is not None and came_from.page == "checklists":
        return came_from
    return Place("partner", place.id, "checklists")


def resume_at(found: Filled) -> str:
    """Where one left off: the first open question after the answer given last, or the first."""
    asked = found.asked
    times = [(one.answer.answered_at if one.answer else "", n) for n, one in enumerate(asked)]
    last_at, last = max(times)
    begin = last + 1 if last_at else 0
    ahead = [*asked[begin:], *asked[:begin]]
    return next((one.item.key for one in ahead if not one.answered), asked[0].item.key)


class Opening:
    """Opens a question; an object, so that no closure keeps the page."""

    def __init__(self, page: ChecklistPage, item: str) -> None:
        self.page, self.item = page, item

    def __call__(self) -> None:
        self.page.show_item(self.item)
