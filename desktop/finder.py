"""The palette's items: partners, tiers, deals, places and commands, found by typing."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from models.errors import UserError
from ui.commands import Command
from ui.desk import Desk, Place
from ui.widgets.palette import Palette
from ui.widgets.ranking import Folded, Item, fold

if TYPE_CHECKING:
    from desktop.window import Window
    from models.store.finding import Named

    Names = tuple[list[Named], list[Named], list[tuple[str, str]]]
    Found = tuple[list[Item], list[Folded]]

_RECENT = 12
PREFIXES = {">": "Commands", "@": "Partners", "#": "Deals"}


class Finder(QObject):
    """Opens the palette at once with the commands; names arrive from the lane while it is open."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window
        self.palette = Palette(window, PREFIXES)
        self._recent: list[str] = []

    def open(self, text: str = "") -> None:
        commands = [self._command(command) for command in self.window.all_commands()]
        self._items = [item for item in commands if item is not None]
        self.palette.open(self._items, text, self._recent)
        if self.window.desk.opened.path is not None:
            read = partial(_found, self.offers, self.window.desk.as_of)
            self.window.desk.lane.read(read, self._add, owner=self, key="names")

    def _add(self, found: "Found") -> None:
        self.palette.set_items(*found)

    def offers(self, named: "Names") -> "Found":
        """Everything on offer, ready to be searched; on the lane, for 7,000 names take 60 ms."""
        partners, deals, tiers = named
        desk = self.window.desk
        items = [
            Item("Partners", name, _Going(desk, self, name, partner_id, ""), beside, "handshake")
            for partner_id, name, beside in partners
        ]
        items += self._items
        items += [
            Item("Partners", f"Partners: {label}", _Filtering(self, key, label),
                 "the list of this tier", "funnel")
            for key, label in tiers
        ]  # fmt: skip
        items += [
            Item("Deals", name, _Going(desk, self, name, partner_id, "deals"), beside, "briefcase")
            for partner_id, name, beside in deals
        ]
        return items, fold(items)

    def note(self, title: str) -> None:
        """Remember what was picked: it comes first next time."""
        self._recent = [title, *(kept for kept in self._recent if kept != title)][:_RECENT]

    def _command(self, command: Command) -> Item | None:
        if not command.enabled() or command.id in {"palette", "commands"}:
            return None
        keys = QKeySequence(command.keys).toString() if command.keys else ""
        run = _Running(self, command)
        return Item("Commands", command.title, run, command.group, command.icon, keys,
                    command.words)  # fmt: skip


class _Going:
    """Goes to a partner's page; an object, so that no closure keeps the window."""

    def __init__(self, desk: Desk, finder: Finder, title: str, partner_id: int, tab: str) -> None:
        self.desk, self.finder, self.title = desk, finder, title
        self.place = Place("partner", partner_id, tab)

    def __call__(self) -> None:
        self.finder.note(self.title)
        self.desk.go(self.place)


class _Filtering:
    """Goes to the list of partners, filtered on a tier."""

    def __init__(self, finder: Finder, key: str, label: str) -> None:
        self.finder, self.key, self.label = finder, key, label

    def __call__(self) -> None:
        from ui.pages.partners import PartnersPage

        self.finder.note(f"Partners: {self.label}")
        window = self.finder.window
        window.go(Place("partners"))
        if isinstance(window.page, PartnersPage):
            window.page.filter.show_tier(self.key)


class _Running:
    def __init__(self, finder: Finder, command: Command) -> None:
        self.finder, self.command = finder, command

    def __call__(self) -> None:
        self.finder.note(self.command.title)
        self.command.run()


def _found(offers: "Callable[[Names], Found]", as_of: date, portfolio: Any) -> "Found":
    return offers(_named(portfolio, as_of))


def _named(portfolio: Any, as_of: date) -> "Names":
    from models.store.finding import deal_names, partner_names
    from models.store.programs import terms_on

    try:
        terms = terms_on(portfolio, as_of)
        tiers = [(tier.key, tier.label) for tier in (*terms.tiers, terms.outside)]
    except UserError:
        tiers = []  # a day before the program began; the pages say so
    return partner_names(portfolio), deal_names(portfolio), tiers
