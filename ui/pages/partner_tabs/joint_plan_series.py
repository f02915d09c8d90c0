"""The three yearly series of a joint plan as small bars, each year's target a tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from models.governance.plan_series import Series, YearFigure
from models.governance.plan_words import COLOURS
from models.text import NONE, compact_money, counted, money_said, sentence
from ui import paint, theme
from ui.tokens import CARD_GAP, Status
from ui.widgets.card import Card
from ui.widgets.charts import Chart
from ui.widgets.labels import Label

STATUS: dict[str, Status] = {"green": "met", "amber": "at_risk", "red": "short", "": "no_data"}
_BESIDE = 620  # width from which the three stand beside each other, logical pixels
_HIGH = 116
_WIDEST = 54  # of a bar


class SeriesChart(Chart):
    """One bar a year; a year without a figure says so with a dash."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._series: Series | None = None

    def set_series(self, series: Series) -> None:
        self._series = series
        told = [_told(one, series.currency) for one in series.figures]
        self.setToolTip("\n".join(told))
        self._tell("; ".join(told))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(220), theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._series is None or not self._series.figures:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = paint.metrics("small").height()
        top, bottom = small + theme.px(8), self.height() - small - theme.px(5)
        figures = self._series.figures
        most = max((max(one.actual or 0, one.target or 0) for one in figures), default=0) or 1
        wide = self.width() / len(figures)
        line = QRectF(0, bottom, self.width(), 1)
        painter.fillRect(line, theme.colour("line"))
        for at, one in enumerate(figures):
            cell = QRectF(at * wide, top, wide, bottom - top)
            self._bar(painter, cell, one, most)
            room = QRect(round(cell.left()), bottom + theme.px(4), round(wide), small)
            ink = "text" if one.running else "text_2"
            paint.text(painter, room, str(one.year), "small", ink, paint.CENTRE)
        painter.end()

    def _bar(self, painter: QPainter, cell: QRectF, one: YearFigure, most: int) -> None:
        assert self._series is not None  # noqa: S101  painted with figures only
        thick = min(cell.width() * 0.62, theme.px(_WIDEST))
        left = cell.center().x() - thick / 2
        small = paint.metrics("small").height()
        high = cell.height() * max(0, one.actual or 0) / most
        if one.actual is not None:
            bar = QRectF(left, cell.bottom() - high, thick, high)
            colour = f"{STATUS[one.colour]}.bar" if one.colour else "accent"
            painter.setOpacity(1.0 if one.running or one.colour else 0.55)
            painter.fillRect(bar, theme.colour(colour))
            painter.setOpacity(1.0)
        tick = cell.bottom()
        if one.target:
            tick = cell.bottom() - cell.height() * one.target / most
            over = theme.px(5)
            gap = QRectF(left - over, tick - 2, thick + 2 * over, 4)
            painter.fillRect(gap, theme.colour("card"))
            painter.setPen(QPen(theme.colour("text"), 2))
            painter.drawLine(
                round(left - over), round(tick), round(left + thick + over), round(tick)
            )
        words = NONE if one.actual is None else compact_money(one.actual, self._series.currency)
        head = min(cell.bottom() - high, tick if one.target else cell.bottom())
        room = QRect(
            round(cell.left()), round(head) - small - theme.px(3), round(cell.width()), small
        )
        ink = "text_3" if one.actual is None else "text"
        paint.text(painter, room, words, "small", ink, paint.CENTRE)


class SeriesRow(QWidget):
    """The three, beside each other or one under the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(CARD_GAP)
        self.cards: list[_SeriesCard] = []
        self._columns = 0

    def show_series(self, series: Sequence[Series]) -> None:
        while len(self.cards) < len(series):
            self.cards.append(_SeriesCard(series[len(self.cards)].title))
            self._columns = 0
        for card, one in zip(self.cards, series, strict=False):
            card.show_series(one)
        self._settle()

    def _settle(self) -> None:
        columns = 3 if self.width() >= theme.px(_BESIDE) else 1
        if columns == self._columns or not self.cards:
            return
        self._columns = columns
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // columns, at % columns)
        for at in range(3):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()


class _SeriesCard(Card):
    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.chart = SeriesChart(title)
        self.words = Label("", "small", "text_2", wrap=True)
        self.body.addWidget(self.chart)
        self.body.addWidget(self.words)

    def show_series(self, series: Series) -> None:
        self.chart.set_series(series)
        lost = sum(one.missing for one in series.figures)
        verb = "has no rate and is" if lost == 1 else "have no rate and are"
        more = f" {counted(lost, 'amount').capitalize()} {verb} left out." if lost else ""
        self.words.setText(f"{sentence(series.said)}{more}")


def _told(one: YearFigure, currency: str) -> str:
    if one.actual is None:
        said = f"{one.year}: not known. {one.source}"
    else:
        said = f"{one.year}: {money_said(one.actual, currency)}"
        said += " so far" if one.running else ""
    if one.target:
        said += f", target {money_said(one.target, currency)}"
    if one.colour:
        said += f", {COLOURS[one.colour].lower()}"
    return said
