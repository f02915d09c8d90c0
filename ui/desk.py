"""What every page is given: the lane, the day, the settings, and ways to ask the window."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from models.intake.kept_mappings import KeptMappings
from ui.work import Lane


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to be: a page, the record it shows (0: none) and the tab on it."""

    page: str
    id: int = 0
    tab: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The portfolio that is open, as the window knows it; `path` is None where none is."""

    path: Path | None = None
    name: str = ""
    read_only: bool = False
    sample: bool = False
    sample_as_of: date | None = None
    partners: int = 0
    deals: int = 0
    place: Place | None = None  # where one was when it was left
    backup: datetime | None = None  # when it was last copied
    protected: bool = False  # by a passphrase
    copy_of: str = ""  # what it is a copy of, where one is only looked at
    identity: str = ""  # what it has in common with its copies alone
    last: int = 0  # the number of the last change in it

    @property
    def writable(self) -> bool:
        return self.path is not None and not self.read_only


class Desk(QObject):
    """Handed to each page. A page asks; the window, which knows every page, carries it out."""

    going = Signal(object)  # Place
    toasting = Signal(str, bool)  # text, whether Undo is offered
    filed = Signal(str, object)  # text, Path of a file that was written
    problem = Signal(str, str)  # message, hint
    importing = Signal(str, str)  # file path or "", kind or ""
    beginning = Signal(str)  # sample, import or empty
    opening = Signal(object)  # Path of a portfolio
    as_of_changed = Signal(object)  # date
    day_turned = Signal(object)  # date: midnight has passed
    unsaved_changed = Signal()

    def __init__(self, lane: Lane, today: date, settings: QSettings) -> None:
        super().__init__()
        self.lane = lane
        self.settings = settings
        self.opened = Opened()
        # Makes a verified copy before an import; runs beside the lane.
        # How files were read before, whatever the portfolio; a window that keeps it sets it.
        self.mappings: KeptMappings | None = None
        self.recent: list[Path] = []  # portfolios opened before, newest first
        self.partner_order: tuple[int, ...] = ()  # as last listed: previous and next partner
        self.way_back = (Place("partners"), "Partners")  # the list a partner was opened from
        self.import_partner = ""  # whose own list the next import is of
        self.came_from: Place | None = None  # where one was before this place
        self._today = today
        self._as_of: date | None = None
        self._unsaved: dict[str, int] = {}
        self._afloat = False

    @property
    def as_of(self) -> date:
        """The day on which everything is judged: today, or the day a person has picked."""
        return self._as_of or self.opened.sample_as_of or self._today

    def set_as_of(self, day: date | None) -> None:
        """Judge everything as of another day; None goes back to today."""
        before = self.as_of
        self._as_of = day
        if self.as_of != before:
            self.as_of_changed.emit(self.as_of)

    @property
    def today(self) -> date:
        return self.opened.sample_as_of or self._today

    def turn_day(self, today: date) -> None:
        """Another day has begun while the window is open: what goes by today follows."""
        was, before = self.today, self.as_of
        self._today = today
        if self.today != was:
            self.day_turned.emit(self.today)
        if self.as_of != before:
            self.as_of_changed.emit(self.as_of)

    @property
    def unsaved(self) -> int:
        """How many values were typed and could not be written."""
        return sum(self._unsaved.values())

    def set_unsaved(self, who: str, count: int) -> None:
        """How many values a page holds that could not be written; the window says it."""
        if self._unsaved.get(who, 0) != count:
            self._unsaved[who] = count
            self.unsaved_changed.emit()

    @property
    def afloat(self) -> bool:
        """Whether what is done is in memory only: the portfolio's file can't be written."""
        return self._afloat

    def set_afloat(self, afloat: bool) -> None:
        if self._afloat != afloat:
            self._afloat = afloat
            self.unsaved_changed.emit()

    def go(self, place: Place) -> None:
        self.going.emit(place)

    def toast(self, text: str, *, undo: bool = False) -> None:
        """Say what was done, at the bottom centre; `undo` offers to take it back."""
        self.toasting.emit(text, undo)

    def said_of_file(self, words: str) -> str:
        """What is said of a file that leaves a protected portfolio: nothing protects it."""
        if not self.opened.protected:
            return words
        return f"{words.rstrip('.')}. It is plain: the passphrase does not protect it."

    def tell_file(self, text: str, path: Path) -> None:
        """Say that a file was written, with the way to its folder."""
        self.filed.emit(self.said_of_file(text), path)
