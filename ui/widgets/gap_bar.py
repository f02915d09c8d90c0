"""One requirement on the tier-aligned scale: how far, how far with what if, and the ticks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.gauge import Number, tick_positions, tier_position
from ui import paint, theme
from ui.tokens import STATUS_WORD, Status

_THICK = 8
_TOP = 9
_HATCH = 5
_SIDE = 6  # room for the focus ring


@dataclass(frozen=True, slots=True)
class Gauge:
    """What a bar shows. Thresholds rise; one label for each.

    value: None where nothing is known. target: position of the tier aimed at, -1 for none.
    sentence: how it stands in words, for a screen reader and the tool tip.
    """

    value: Number | None
    thresholds: tuple[Number, ...]
    labels: tuple[str, ...]
    status: Status = "no_data"
    target: int = -1
    what_if: Number | None = None
    sentence: str = ""


class GapBar(QWidget):
    def __init__(
        self, title: str, gauge: Gauge | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._gauge = gauge or Gauge(None, (), ())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.updateGeometry)
        self.show_gauge(self._gauge)

    def show_gauge(self, gauge: Gauge, title: str | None = None) -> None:
        self._gauge = gauge
        self._title = self._title if title is None else title
        sentence = gauge.sentence or STATUS_WORD[gauge.status]
        self.setAccessibleName(f"{self._title}: {sentence}")
        self.setToolTip(gauge.sentence)
        self.update()

    @property
    def gauge(self) -> Gauge:
        return self._gauge

    # Qt's

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(_TOP + _THICK + 20))

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = theme.px(_THICK)
        bar = QRectF(_SIDE, theme.px(_TOP), self.width() - 2 * _SIDE, thick)
        radius = thick / 2
        outline = QPainterPath()
        outline.addRoundedRect(bar, radius, radius)
        painter.fillPath(outline, theme.colour("track"))
        painter.save()
        painter.setClipPath(outline)
        self._fill(painter, bar)
        painter.restore()
        self._ticks(painter, bar)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 5)
        painter.end()

    def _fill(self, painter: QPainter, bar: QRectF) -> None:
        gauge = self._gauge
        now = 0.0
        if gauge.value is not None:
            now = bar.width() * tier_position(gauge.value, gauge.thresholds)
            full = QRectF(bar.left(), bar.top(), now, bar.height())
            painter.fillRect(full, theme.colour(f"{gauge.status}.bar"))
        if gauge.what_if is None:
            return
        then = bar.width() * tier_position(gauge.what_if, gauge.thresholds)
        more = QRectF(bar.left() + min(now, then), bar.top(), abs(then - now), bar.height())
        painter.fillRect(more, theme.colour("card"))
        # Own lines: a pattern brush does not grow with the screen's scale.
        painter.setClipRect(more, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(theme.colour("accent"), 1.5))
        x = more.left() - more.height()
        while x < more.right():
            painter.drawLine(QPointF(x, more.bottom()), QPointF(x + more.height(), more.top()))
            x += _HATCH

    def _ticks(self, painter: QPainter, bar: QRectF) -> None:
        gauge = self._gauge
        places = tick_positions(len(gauge.thresholds))
        top = round(bar.bottom()) + theme.px(5)
        share = round(bar.width() * (places[0] if places else 1))
        for at, (place, label) in enumerate(zip(places, gauge.labels, strict=True)):
            x = bar.left() + bar.width() * place
            aimed = at == gauge.target
            wide, over = (2.0, theme.px(6)) if aimed else (1.0, theme.px(2))
            # A gap in the card's colour lets the tick be seen on the fill.
            gap = QRectF(x - wide / 2 - 1, bar.top(), wide + 2, bar.height())
            painter.fillRect(gap, theme.colour("card"))
            tick = QRectF(x - wide / 2, bar.top() - over, wide, bar.height() + 2 * over)
            painter.fillRect(tick, theme.colour("text" if aimed else "field_edge"))
            role, ink = ("badge_strong", "text") if aimed else ("badge", "text_2")
            _under(painter, x, top, share, self.width(), label, role, ink)


class TierScale(QWidget):
    """The names of the tiers above a column of bars, each over its tick."""

    def __init__(
        self, tiers: Sequence[str], target: int = -1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tiers, self._target = list(tiers), target
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.updateGeometry)

    def set_tiers(self, tiers: Sequence[str], target: int = -1) -> None:
        self._tiers, self._target = list(tiers), target
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(100, theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        places = tick_positions(len(self._tiers))
        wide = self.width() - 2 * _SIDE
        share = round(wide * (places[0] if places else 1))
        top = (self.height() - paint.metrics("table_head").height()) // 2
        for at, (tier, place) in enumerate(zip(self._tiers, places, strict=True)):
            ink = "text" if at == self._target else "text_2"
            _under(painter, _SIDE + wide * place, top, share, self.width(), tier, "table_head", ink)
        painter.end()


def _under(
    painter: QPainter, x: float, top: int, most: int, room: int, words: str, role: str, ink: str
) -> None:
    """Words centred on x, pushed back inside where they would leave the room."""
    fits = paint.metrics(role)
    wide = min(fits.horizontalAdvance(words) + 2, most)
    left = max(0, min(round(x - wide / 2), room - wide))
    paint.text(painter, QRect(left, top, wide, fits.height()), words, role, ink, paint.CENTRE)
