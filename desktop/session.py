"""Which portfolio is open: opening, making and leaving one, and the list of recent ones."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from desktop import paths
from models.errors import UserError
from ui.desk import Desk, Opened

_RECENT = 8


class Session(QObject):
    """Opens portfolios on the lane and tells the desk what is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        desk.recent = self.recent()
        desk.copy_first = self.before_import
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

        self.desk.lane.open(opener, then, describe=describe)

    def open_read_only(self, path: Path) -> None:
        def opener() -> object:
            from models.store.portfolio import open_portfolio

            return open_portfolio(path, read_only=True)

        self.desk.lane.open(opener, describe=describe)

    def new(self, path: Path, then: Callable[[object], object] | None = None) -> None:
        def opener() -> object:
            from models.store.portfolio import create

            return create(path)

        self.desk.lane.open(opener, then, describe=describe)

    def sample(self, today: date) -> None:
        """Open the sample portfolio, made at its first use; its edits are kept like any other."""

        def opener() -> object:
            from models.sample import fill
            from models.store.portfolio import create, open_portfolio

            path = paths.home() / "Sample portfolio.alliance"
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

        self.desk.lane.open(opener, describe=describe)

    def backup(self, target: Path, then: Callable[[object], object]) -> None:
        """A verified copy of the open portfolio, made beside the lane."""
        from models.store.backup import backup

        path = self._path()
        self.desk.lane.compute(_forced_backup, (backup, path, target), then)

    def backup_name(self, why: str) -> Path:
        """Where the next automatic copy goes: the portfolio's backups folder, by time."""
        path = self._path()
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H-%M-%S")
        name = f"{path.stem} {stamp} {why}"
        folder, number = paths.backups(path), 1
        while (target := folder / f"{name}{f' {number}' if number > 1 else ''}.alliance").exists():
            number += 1
        return target

    def before_import(self) -> Path | None:
        """Copy the portfolio, verified, before an import touches it."""
        from models.store.backup import backup

        if self.desk.opened.path is None:
            return None
        target = self.backup_name("before import")
        backup(self._path(), target)
        return target

    def recent(self) -> list[Path]:
        """The portfolios opened last, newest first; those that are gone drop out."""
        kept: Any = self.desk.settings.value("recent", [])
        names = [kept] if isinstance(kept, str) else list(kept or [])
        return [path for path in map(Path, names) if path.exists()]

    def _path(self) -> Path:
        path = self.desk.opened.path
        if path is None:
            raise UserError("No portfolio is open.", "Open one first.")
        return path

    def _note(self, opened: Opened) -> None:
        self.desk.opened = opened
        self.desk.set_as_of(None)
        if opened.path is not None:
            others = [str(path) for path in self.recent() if path != opened.path]
            self.desk.settings.setValue("recent", [str(opened.path), *others][:_RECENT])
            self.desk.recent = self.recent()

    def _forget(self) -> None:
        self.desk.opened = Opened()


def _forced_backup(copy: Callable[..., object], path: Path, target: Path) -> object:
    return copy(path, target, force=True)


def describe(portfolio: Any) -> Opened:
    """What the window shows of an open portfolio; runs on the lane."""
    from models.store.settings import setting

    made_for = setting(portfolio, "sample_as_of")
    partners, deals = counts(portfolio)
    return Opened(
        path=portfolio.path,
        name=portfolio.name,
        read_only=portfolio.read_only,
        sample=setting(portfolio, "sample") == "1",
        sample_as_of=date.fromisoformat(made_for) if made_for else None,
        partners=partners,
        deals=deals,
    )


def counts(portfolio: Any) -> tuple[int, int]:
    """How many partners and deals there are; runs on the lane."""
    from models.store.finding import counts as found

    return found(portfolio)
