"""Risks on a grid of five by five: how likely, how hard they would hit, how many in each cell."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from models.governance.concern_lines import GRADE_WORDS, GRADES
from models.governance.grade import grade
from models.text import counted, listed, shortened
from ui import paint, theme

Cell = tuple[int, int]  # likelihood, impact
_SIDE = 36
_GAP = 3
_NAMED = 3


class RiskGrid(QWidget):
    """``picked`` tells the cell that was clicked, or chosen with the arrow keys and Enter."""

    picked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Mapping[Cell, list[str]] = {}
        self._at: Cell = (3, 3)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.notifier().changed.connect(self.updateGeometry)
        self.show_risks({})

    def show_risks(self, found: Mapping[Cell, list[str]]) -> None:
        """Titles by (likelihood, impact)."""
        self._found = found
        if found and self._at not in found:
            self._at = max(found, key=lambda cell: (cell[0] * cell[1], cell))
        number = sum(map(len, found.values()))
        grave = sum(len(some) for (a, b), some in found.items() if grade(a * b) == "short")
        said = f"{counted(number, 'open risk')} by likelihood and impact"
        said = said[:1].upper() + said[1:]
        self.setAccessibleName(f"{said}, {grave:,} grave" if grave else said)
        self._say()
        self.update()

    def cell_at(self, spot: QPoint) -> Cell | None:
        for likelihood in GRADES:
            for impact in GRADES:
                if self._square(likelihood, impact).contains(spot):
                    return likelihood, impact
        return None

    def words(self, cell: Cell) -> str:
        """What a cell holds, in a sentence."""
        likelihood, impact = cell
        where = (
            f"Likelihood {GRADE_WORDS[likelihood].lower()}, impact {GRADE_WORDS[impact].lower()}"
        )
        titles = self._found.get(cell, [])
        if not titles:
            return f"{where}: no risk"
        named = [f"“{shortened(one, 50)}”" for one in titles[:_NAMED]]
        more = len(titles) - _NAMED
        return f"{where}: {listed([*named, f'{more} more'] if more > 0 else named)}"

    # ---- inside ----------------------------------------------------------------------------

    def _say(self) -> None:
        self.setAccessibleDescription(self.words(self._at))

    def _square(self, likelihood: int, impact: int) -> QRect:
        side, gap = theme.px(_SIDE), theme.px(_GAP)
        left = self._left() + (likelihood - 1) * (side + gap)
        top = (GRADES[-1] - impact) * (side + gap)
        return QRect(left, top, side, side)

    @staticmethod
    def _left() -> int:
        return paint.metrics("small").height() + theme.px(6)

    # ---- Qt's ------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        side = len(GRADES) * theme.px(_SIDE) + (len(GRADES) - 1) * theme.px(_GAP)
        return QSize(self._left() + side + 1, side + paint.metrics("small").height() + theme.px(6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for likelihood in GRADES:
            for impact in GRADES:
                square = self._square(likelihood, impact)
                tone = grade(likelihood * impact)
                number = len(self._found.get((likelihood, impact), ()))
                ink, ground = paint.tone_colours(tone)
                paint.rounded(painter, QRectF(square), theme.px(5), QColor(ground))
                if number:
                    spot = square.adjusted(theme.px(5), theme.px(5), -theme.px(5), -theme.px(5))
                    paint.rounded(painter, QRectF(spot), spot.height() / 2, QColor(ink))
                    words = f"{number:,}" if number < 100 else "99+"
                    paint.text(painter, spot, words, "badge_strong", "card", paint.CENTRE)
                if self.hasFocus() and self._at == (likelihood, impact):
                    paint.focus_ring(painter, square)
        foot = self._square(1, 1)
        wide = self._square(GRADES[-1], 1).right() - foot.left()
        below = QRect(foot.left(), foot.bottom() + theme.px(5), wide, self.height() - foot.bottom())
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
        paint.text(painter, below, "Likelihood →", "small", "text_2", top)
        painter.save()
        painter.translate(0, foot.bottom())
        painter.rotate(-90)
        beside = QRect(0, 0, foot.bottom(), self._left() - theme.px(4))
        paint.text(painter, beside, "Impact →", "small", "text_2", paint.CENTRE)
        painter.restore()
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(event.pos())
            QToolTip.showText(event.globalPos(), self.words(cell) if cell else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go_to(cell)
            self.picked.emit(*cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        if event.key() in steps:
            by = steps[Qt.Key(event.key())]
            last = GRADES[-1]
            self._go_to((min(max(self._at[0] + by[0], 1), last),
                         min(max(self._at[1] + by[1], 1), last)))  # fmt: skip
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(*self._at)
        else:
            super().keyPressEvent(event)

    def _go_to(self, cell: Cell) -> None:
        self._at = cell
        self._say()
        self.update()
