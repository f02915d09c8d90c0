"""Icons in the colour of the theme in force, sharp at every scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

import resources
from ui import theme


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    return resources.path(f"icons/{name}.svg").read_bytes()


@lru_cache(maxsize=1024)
def pixmap(name: str, colour: str, size: int = 16, dpr: float = 1.0) -> QPixmap:
    """Picture of an icon in a ``#RRGGBB`` colour, ``size`` logical pixels wide."""
    from PySide6.QtSvg import QSvgRenderer

    side = max(1, round(size * dpr))
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    source = _source(name).replace(b"currentColor", colour.encode("ascii"))
    painter = QPainter(made)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(dpr)
    return made


def paint(painter: QPainter, rect: QRect, name: str, colour: str) -> None:
    """Draw an icon into a square rectangle, in a token role or ``#RRGGBB``."""
    dpr = painter.device().devicePixelRatioF()
    hex_colour = theme.tokens().colour(colour)
    painter.drawPixmap(rect, pixmap(name, hex_colour, rect.width(), dpr))


@lru_cache(maxsize=512)
def icon(name: str, role: str = "text_2", size: int = 16) -> QIcon:
    """An icon in a token role, which follows the theme by itself; none for an empty name."""
    return QIcon() if not name else QIcon(_TintedEngine(name, role, size))


class _TintedEngine(QIconEngine):
    """Looks the colour up when it paints, so no icon is set anew after a change of theme."""

    def __init__(self, name: str, role: str, size: int) -> None:
        super().__init__()
        _source(name)  # a wrong name fails where it is written, not at the first paint
        self._name, self._role, self._size = name, role, size

    def _colour(self, mode: QIcon.Mode) -> str:
        tokens = theme.tokens()
        if mode is QIcon.Mode.Disabled:
            return tokens.no_data.bar
        return tokens.colour(self._role)

    # Qt's

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRect(0, 0, side, side)
        square.moveCenter(rect.center())
        dpr = painter.device().devicePixelRatioF()
        painter.drawPixmap(square, pixmap(self._name, self._colour(mode), side, dpr))

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        side = min(size.width(), size.height())
        made = pixmap(self._name, self._colour(mode), side, scale)
        if size.width() <= side:
            return made
        # A button asks for a wider one, so that its text keeps its distance from the icon.
        wide = QPixmap(round(size.width() * scale), made.height())
        wide.setDevicePixelRatio(scale)
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        painter.drawPixmap(0, 0, made)
        painter.end()
        return wide

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return size

    def availableSizes(
        self, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off
    ) -> list[QSize]:
        return [QSize(self._size, self._size)]

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._role, self._size)

    def key(self) -> str:
        return "alliance-desk"
