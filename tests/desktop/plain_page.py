"""A page that shows nothing and counts how often it was read."""

from ui.desk import Desk
from ui.pages.base import Page


class Plain(Page):
    CONCERNS = frozenset({"partners"})
    reads = 0

    def reload(self) -> None:
        self.reads += 1
        self.loaded.emit()


def plain(desk: Desk) -> Page:
    return Plain(desk)
