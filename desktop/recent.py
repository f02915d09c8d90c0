"""File > Open recent: the portfolios opened last, those that are gone greyed with the reason."""

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.session import Session


class RecentMenu(QMenu):
    """Filled anew whenever it is about to be seen; `session.known()` says with what."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("Open &recent", parent)
        self.session = session
        self.triggered.connect(self._open)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        self.clear()
        known = self.session.known()
        names = [path.stem for path in known]
        for number, path in enumerate(known, 1):
            action = self.addAction(f"&{number}  {_words(path, names)}")
            action.setData(str(path))
            action.setToolTip(str(path))
            if path == self.session.desk.opened.path:
                action.setCheckable(True)
                action.setChecked(True)
            elif not path.exists():
                action.setText(f"{action.text()} – not found in {_escaped(_home_cut(path.parent))}")
                action.setEnabled(False)
        if not known:
            self.addAction("No portfolio was opened yet").setEnabled(False)
        self.setToolTipsVisible(True)

    def _open(self, action: QAction) -> None:
        self.session.open(Path(str(action.data())))


def _words(path: Path, names: list[str]) -> str:
    """The name; with its folder where two have the same name."""
    told = path.stem if names.count(path.stem) == 1 else f"{path.stem} – {_home_cut(path.parent)}"
    return _escaped(told)


def _escaped(words: str) -> str:
    return words.replace("&", "&&")


def _home_cut(folder: Path) -> str:
    """The folder, short where it lies in the person's own."""
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
