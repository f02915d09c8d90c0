"""What is remembered of each portfolio from one start to the next, in the settings."""

import json
import os
import zlib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from ui.desk import Place

# Pages that hold nothing to come back to.
_PASSING = {"welcome", "import", "locked"}


class Memory:
    """Kept by the portfolio's path, outside of it: looking at something is no change of it."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def keep_place(self, portfolio: Path, place: Place) -> None:
        """Come back here when the portfolio is opened again."""
        if place.page not in _PASSING:
            # As text: a record's id has 63 bits, and a setting's number may have 32.
            self._keep(portfolio, "place", json.dumps([place.page, place.id, place.tab]))

    def place(self, portfolio: Path) -> Place | None:
        """Where one was; None where that is not known or can't be read."""
        try:
            page, record, tab = json.loads(str(self._kept(portfolio, "place") or ""))
            return Place(str(page), int(record), str(tab))
        except (ValueError, TypeError):
            return None

    def put_away_banner(self, portfolio: Path) -> None:
        self._keep(portfolio, "banner_closed", "yes")

    def banner_is_away(self, portfolio: Path) -> bool:
        return self._kept(portfolio, "banner_closed") == "yes"

    def put_away_place(self, portfolio: Path) -> None:
        """The person knows that others write to its folder; that is told once."""
        self._keep(portfolio, "place_told", "yes")

    def place_is_told(self, portfolio: Path) -> bool:
        return self._kept(portfolio, "place_told") == "yes"

    def note_copied(self, portfolio: Path, at: datetime) -> None:
        """A person has saved a copy somewhere of their own."""
        self._keep(portfolio, "copied", at.isoformat(timespec="seconds"))

    def copied(self, portfolio: Path) -> datetime | None:
        try:
            return datetime.fromisoformat(str(self._kept(portfolio, "copied")))
        except ValueError:
            return None

    def note_not_copied(self, portfolio: Path, why: str) -> None:
        """The copy on closing failed: to be said when the portfolio is opened again."""
        self._keep(portfolio, "not_copied", why)
        self._settings.sync()

    def take_not_copied(self, portfolio: Path) -> str:
        """Why the last copy failed, told once; empty where it did not."""
        why = str(self._kept(portfolio, "not_copied") or "")
        if why:
            self._keep(portfolio, "not_copied", "")
        return why

    def note_seen(self, portfolio: Path, identity: str, seq: int) -> None:
        """The last change that was made here, by its number; of this portfolio and no other."""
        self._keep(portfolio, "seen", json.dumps([identity, seq]))

    def seen(self, portfolio: Path, identity: str) -> int:
        """The number of the last change that was made here; 0 where none is known."""
        try:
            of, seq = json.loads(str(self._kept(portfolio, "seen") or ""))
            return int(seq) if of == identity else 0
        except (ValueError, TypeError):
            return 0

    def note_checked(self, portfolio: Path, day: date) -> None:
        """It was read through and found whole."""
        self._keep(portfolio, "checked", day.isoformat())

    def checked(self, portfolio: Path) -> date | None:
        try:
            return date.fromisoformat(str(self._kept(portfolio, "checked")))
        except ValueError:
            return None

    def note_remembered(self, portfolio: Path, remembered: bool) -> None:
        """The key of a protected portfolio is in the system's keyring: ask there first."""
        self._keep(portfolio, "in_keyring", "yes" if remembered else "")

    def is_remembered(self, portfolio: Path) -> bool:
        return self._kept(portfolio, "in_keyring") == "yes"

    def _keep(self, portfolio: Path, name: str, value: str) -> None:
        self._settings.setValue(f"{_group(portfolio)}/{name}", value)

    def _kept(self, portfolio: Path, name: str) -> Any:
        return self._settings.value(f"{_group(portfolio)}/{name}")


def _group(portfolio: Path) -> str:
    place = os.path.normcase(portfolio.absolute())
    return f"portfolio_{zlib.crc32(place.encode()):08x}"
