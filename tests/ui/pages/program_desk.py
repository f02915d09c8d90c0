"""A desk over a portfolio with a few partners, and the Program page on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings

from models.program.loading import programs
from models.store.portfolio import Portfolio
from ui.desk import Desk, Opened, Place
from ui.pages.program import ProgramPage
from ui.work import Inline, Lane

TODAY = date(2026, 11, 24)
FIRST, NOTICE = date(2027, 1, 1), date(2026, 11, 1)
GUIDE, EXAMPLE = programs()


class Going(QObject):
    """Carries out what a page asks the window for, and notes what it says.

    It belongs to the desk and keeps the page: one that is collected while it is painted crashes.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.page: ProgramPage | None = None
        self.said: list[str] = []
        self.problems: list[str] = []
        desk.going.connect(self.go)
        desk.toasting.connect(self.note)
        desk.problem.connect(self.complain)
        desk.lane.problem.connect(self.complain)

    def go(self, place: Place) -> None:
        if self.page is not None and place.page == "program":
            self.page.leave()
            self.page.visit(place)

    def note(self, words: str, _undo: bool) -> None:
        self.said.append(words)

    def complain(self, message: str, hint: str) -> None:
        self.problems.append(f"{message} {hint}")


def desk_over(portfolio: Portfolio, folder: Path, *, read_only: bool = False) -> Desk:
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    made = Desk(Lane(executor=Inline()), TODAY, settings)
    made.opened = Opened(path=portfolio.path, name="Program", read_only=read_only)
    made.lane.open(lambda: portfolio)
    return made


def shown(qtbot: Any, desk: Desk, tab: str = "", draft: int = 0) -> tuple[Any, Going]:
    """The page on a tab, with what answers it."""
    going = Going(desk)
    page = going.page = ProgramPage(desk)
    qtbot.addWidget(page)
    page.resize(1180, 760)
    page.show()
    page.visit(Place("program", draft, tab))
    return page, going
