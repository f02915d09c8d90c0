"""Which portfolio is open: opening, making and leaving one, and the list of recent ones."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import paths
from desktop.backups import Backups
from desktop.memory import Memory
from desktop.watch import Watch
from models.errors import Locked, UserError
from ui.desk import Desk, Opened, Place

RECENT = 8
# The first list is up and typed in by then; only what is left over is done after it.
_TEND_AFTER_MS = 2_500


def _nothing() -> None:
    """There is nothing to try again."""


def _never(_then: Callable[[], object]) -> bool:
    return False


class Session(QObject):
    """Opens portfolios on the lane and tells the desk what is open."""

    refused = Signal(object, object)  # Path that was to be opened, UserError
    locked = Signal(object, object)  # Path of a protected one, what opens it once it is unlocked
    damaged = Signal(object, str)  # Path of one that is open to read only from now on, and why
    left = Signal(object)  # Path of one that is closed, and copied where something had changed

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.memory = Memory(desk.settings)
        self.backups = Backups(desk, self.memory)
        self.backups.left.connect(self.left)
        self.watch = Watch(desk, self.memory)
        self.watch.damaged.connect(self._put_aside)
        self.watch.whole.connect(self._look_for_due)
        self._left: Path | None = None  # open for writing: to be copied when it is left
        self._behind: Path | None = None  # open before a copy was looked at
        # Asks a person before a portfolio is left, and then goes on with what it is given.
        self.ask_first: Callable[[Callable[[], object]], bool] = _never
        desk.recent = self.recent()
        self._tending = QTimer(self)
        self._tending.setSingleShot(True)
        self._tending.timeout.connect(self.tend)
        desk.lane.opened.connect(self._note)
        desk.lane.closed.connect(self._forget)

    def start(self, named: str | None) -> bool:
        """Open the named portfolio, else the last one; False where there is none to open."""
        if named:
            self.open(Path(named))
            return True
        recent = self.recent()
        if recent and recent[0].exists():
            self.open(recent[0])
            return True
        return False

    def open(self, path: Path, then: Callable[[object], object] | None = None) -> None:
        def opener() -> object:
            from models.store.portfolio import open_portfolio

            return open_portfolio(path, backups=paths.backups(path))

        if not self._is_open(path):
            self._open(path, opener, then)

    def open_closed_elsewhere(self, path: Path) -> None:
        """Open what another computer's mark keeps: a person says that it is closed there."""

        def opener() -> object:
            from models.store.lock import WriterLock
            from models.store.portfolio import open_portfolio

            WriterLock(path.absolute()).let_go_of_others()
            return open_portfolio(path, backups=paths.backups(path))

        self._open(path, opener)

    def open_read_only(self, path: Path) -> None:
        def opener() -> object:
            from models.store.portfolio import open_portfolio

            return open_portfolio(path, read_only=True)

        self._open(path, opener)

    def look_at(self, path: Path, told: str) -> None:
        """Open a copy to read; `told` says what it is. The list of recent ones stays as it is."""

        def opener() -> object:
            from models.store.backups import open_to_look

            return open_to_look(path, paths.looking())

        self._behind = self.present
        self._open(path, opener, told=told)

    @property
    def present(self) -> Path | None:
        """The portfolio that a copy is compared with: the one that is open, or was before."""
        return self._behind if self.desk.opened.copy_of else self.desk.opened.path

    def go_back(self) -> None:
        """From a copy that was looked at to the portfolio that was open before."""
        if self._behind is not None:
            self.open(self._behind)
        else:
            self.desk.lane.close()

    def new(
        self,
        path: Path,
        then: Callable[[object], object] | None = None,
        passphrase: str | None = None,
    ) -> None:
        def opener() -> object:
            from models.store.portfolio import create

            return create(path, passphrase)

        self._open(path, opener, then)

    def sample(self, today: date) -> None:
        """Open the sample portfolio, made at its first use; its edits are kept like any other."""
        path = paths.home() / "Sample portfolio.alliance"

        def opener() -> object:
            from models.sample import fill
            from models.store.portfolio import create, open_portfolio

            if path.exists():
                return open_portfolio(path, backups=paths.backups(path))
            made = create(path)
            try:
                fill(made, today)
            except BaseException:
                made.close()
                path.unlink()
                raise
            return made

        if not self._is_open(path):
            self._open(path, opener)

    def leave(self) -> None:
        """The process ends, the portfolio is closed: copy it where something has changed."""
        if self._left is not None:
            self.backups.at_the_end(self._left)
            self._left = None

    def backup(self, target: Path, then: Callable[[object], object]) -> None:
        """A verified copy of the open portfolio, made beside the lane."""
        from models.store.backup import backup

        path = self._path()
        self.desk.lane.compute(_forced_backup, (backup, path, target), then)

    def copy_name(self) -> str:
        """What a copy that a person saves may be called: by time."""
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H-%M-%S")
        return f"{self._path().stem} {stamp} copy.alliance"

    def before_import(self) -> Path | None:
        """Copy the portfolio, verified, before an import touches it."""
        return self.backups.before_import()

    def note_copied(self) -> None:
        """A person has saved a copy of the open portfolio."""
        self.memory.note_copied(self._path(), datetime.now())

    def last_backup(self) -> datetime | None:
        """When the open portfolio was last copied."""
        path = self.desk.opened.path
        return None if path is None else self.backups.last(path)

    def recent(self) -> list[Path]:
        """The portfolios opened last, newest first; those that are gone are left out."""
        return [path for path in self.known() if path.exists()]

    def known(self) -> list[Path]:
        """The portfolios opened last, newest first, whether they are there or not."""
        kept: Any = self.desk.settings.value("recent", [])
        names = [kept] if isinstance(kept, str) else list(kept or [])
        return [Path(name) for name in names if name][:RECENT]

    def remember(self, path: Path) -> None:
        """Name a portfolio first among the recent ones: it opens at the next start."""
        others = [str(known) for known in self.known() if known != path]
        self.desk.settings.setValue("recent", [str(path), *others][:RECENT])
        self.desk.recent = self.recent()

    def _open(
        self,
        path: Path,
        opener: Callable[[], object],
        then: Callable[[object], object] | None = None,
        told: str = "",
    ) -> None:
        path = path.absolute()
        where = None if told else self.memory.place(path)
        copied = None if told else self.backups.last(path)
        telling = partial(describe, place=where, backup=copied, copy_of=told)
        refusing = _Refusing(self, path)
        work = partial(self.desk.lane.open, opener, then, describe=telling, failed=refusing)
        refusing.again = work
        if not self.ask_first(work):
            work()

    def _is_open(self, path: Path) -> bool:
        """Whether it is open for writing already: opening it again would only find its own lock."""
        opened = self.desk.opened
        if opened.read_only or opened.path != path.absolute():
            return False
        self.desk.go(Place("partners"))
        return True

    def _path(self) -> Path:
        path = self.desk.opened.path
        if path is None:
            raise UserError("No portfolio is open.", "Open one first.")
        return path

    def _note(self, opened: Opened) -> None:
        leaving, self.desk.opened = self.desk.opened, opened
        self._copy_left(leaving, opened.path)
        self.desk.set_as_of(None)
        if opened.path is not None and not opened.copy_of:
            self.remember(opened.path)
        if not opened.read_only:
            self._left = opened.path
            self._tending.start(_TEND_AFTER_MS)

    def tend(self) -> None:
        """Look for damage; where there is none, keep the month ends that have passed."""
        self.watch.look()

    def _look_for_due(self, _: Path) -> None:
        # Asks first, cheaply: what writes makes pages read anew.
        self.desk.lane.read(_due, self._keep_due, owner=self, key="tend")

    def _keep_due(self, due: bool) -> None:
        if due:
            self.desk.lane.aside(_keep_due)

    def _put_aside(self, path: Path, fault: str) -> None:
        """Its file is damaged: nothing more is written to it."""

        def opener() -> object:
            from models.store.portfolio import open_portfolio

            return open_portfolio(path, read_only=True)

        self._open(path, opener, partial(self._tell_damage, path, fault))

    def _tell_damage(self, path: Path, fault: str, _: object) -> None:
        self.damaged.emit(path, fault)

    def _forget(self) -> None:
        leaving, self.desk.opened = self.desk.opened, Opened()
        self._copy_left(leaving, None)

    def _copy_left(self, leaving: Opened, coming: Path | None) -> None:
        if self._left is not None and self._left != coming:
            self.backups.after_closing(self._left)
        elif leaving.path not in (None, coming):
            self.left.emit(leaving.path)  # it could only be read
        self._left = None


def _due(portfolio: Any) -> bool:
    from models.store.month_ends import due
    from models.store.records import written_on

    return bool(due(portfolio, written_on(portfolio)))


def _keep_due(portfolio: Any) -> Any:
    from models.store.month_ends import keep_due

    return keep_due(portfolio)


class _Refusing:
    """Says which portfolio could not be opened; an object, so that no closure keeps anything."""

    def __init__(self, session: Session, path: Path) -> None:
        self.session, self.path = session, path
        self.again: Callable[[], object] = _nothing

    def __call__(self, error: BaseException) -> None:
        if isinstance(error, Locked):
            self.session.locked.emit(self.path, self.again)
        elif isinstance(error, UserError):
            self.session.refused.emit(self.path, error)


def _forced_backup(copy: Callable[..., object], path: Path, target: Path) -> object:
    return copy(path, target, force=True)


def describe(
    portfolio: Any,
    place: Place | None = None,
    backup: datetime | None = None,
    copy_of: str = "",
) -> Opened:
    """What the window shows of an open portfolio; runs on the lane."""
    from models.store.finding import identity, is_there, last_change
    from models.store.settings import setting

    made_for = setting(portfolio, "sample_as_of")
    partners, deals = counts(portfolio)
    of_one = place is not None and place.page in ("partner", "checklist")
    if place is not None and of_one and not is_there(portfolio, place.id):
        place = None
    return Opened(
        path=portfolio.path,
        name=portfolio.name,
        read_only=portfolio.read_only,
        protected=portfolio.protected,
        sample=setting(portfolio, "sample") == "1",
        sample_as_of=date.fromisoformat(made_for) if made_for else None,
        partners=partners,
        deals=deals,
        place=place,
        backup=backup,
        copy_of=copy_of,
        identity=identity(portfolio),
        last=last_change(portfolio),
    )


def counts(portfolio: Any) -> tuple[int, int]:
    """How many partners and deals there are; runs on the lane."""
    from models.store.finding import counts as found

    return found(portfolio)
