"""The figures above a partner's list, each with what it stands on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.ledger_health import Share
from models.text import compact_money, counted, day_text
from models.two_ledgers import Ledgers
from ui.widgets.tile import Tile, TileRow


class LedgerTiles(TileRow):
    """Day and age, what their list confirms of ours, what we know of theirs, what differs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.day = Tile("Their list")
        self.named = Tile("Our open deals it confirms")
        self.known = Tile("Its deals that we know")
        self.missing = Tile("Omissions to decide")
        super().__init__([self.day, self.named, self.known, self.missing], parent)

    def show_ledgers(self, found: Ledgers) -> None:
        """Show a list; without one there is nothing to show."""
        health = found.health
        if health.listed_on is None:
            return
        age = "today" if not health.age else f"{counted(health.age, 'day')} old"
        old = found.is_old
        self.day.set(
            day_text(health.listed_on),
            f"{age}, older than {found.most_age:,} days" if old else age,
            "at_risk" if old else None,
        )
        part, whole = (
            compact_money(minor, found.currency)
            for minor in (health.named_money.part, health.named_money.whole)
        )
        self.named.set(_share(health.named), f"{_of(health.named)}, {part} of {whole}")
        self.known.set(_share(health.known), f"{_of(health.known)}, {health.agreed.part:,} agree")
        only = found.count("only_theirs")
        self.missing.set(f"{found.candidates:,}", f"{counted(only, 'deal')} only in theirs")


def told(found: Ledgers) -> str:
    """The line over the table: which file, of which day, and where it stands."""
    if found.listed_on is None:
        return ""
    return f"{found.file} of {day_text(found.listed_on)}, beside our deals as they stand now"


def _share(share: Share) -> str:
    return share.words


def _of(share: Share) -> str:
    return f"{share.part:,} of {share.whole:,}"
