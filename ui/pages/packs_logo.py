"""The partner's logo: chosen or dropped, looked at beside the window's thread, then kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from models.errors import UserError
from ui.desk import Desk
from ui.pages.packs_cover import CoverTab
from ui.pages.packs_plan import PlanKeeper


class PackLogo(QObject):
    """Answers what the cover's tab asks for."""

    def __init__(self, desk: Desk, keeper: PlanKeeper, cover: CoverTab) -> None:
        super().__init__(cover)
        self._desk, self._keeper, self._cover = desk, keeper, cover
        cover.choosing.connect(self.choose)
        cover.dropped.connect(self.take)
        cover.removed.connect(self._remove)

    def choose(self) -> None:
        """Ask for a picture and keep it."""
        pictures = "Pictures (*.png *.jpg *.jpeg)"
        name, _ = QFileDialog.getOpenFileName(self._cover, "The partner’s logo", "", pictures)
        if name:
            self.take(name)

    def take(self, name: str) -> None:
        """Keep the picture in a file; what is none is said under the box."""
        self._desk.lane.compute(
            _read, (name,), self._keeper.set_logo, owner=self, failed=self._refused, key="logo"
        )

    def _remove(self) -> None:
        self._keeper.set_logo(b"")

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._cover.say(str(error))


def _read(name: str) -> bytes:
    from reports.logo import read_logo

    return read_logo(Path(name))
