"""How the groups of deals look: a fill, a pattern and a word, told apart without colour."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui import paint, theme

# fill, edge, pattern: "" none, "/" one way, "x" both ways, "-" a dashed edge.
_LOOKS = {
    "wins": ("accent", "accent", ""),
    "losses": ("card", "accent", "/"),
    "pipeline": ("selected", "accent", ""),
    "closed_this_year": ("track", "no_data.bar", ""),
    "stale": ("short.tint", "short.bar", "x"),
}
_OTHER = ("card", "no_data.bar", "-")
LEGEND = (
    ("wins", "Won"),
    ("losses", "Lost"),
    ("pipeline", "Open in the window"),
    ("closed_this_year", "Closed, not counted yet"),
    ("stale", "Open, date too old"),
    ("beyond", "Others, not counted"),
)
_GAP = 5  # between the lines of a pattern


def swatch(painter: QPainter, box: QRectF, group: str) -> None:
    """A box in the look of a group."""
    fill, edge, pattern = _LOOKS.get(group, _OTHER)
    painter.fillRect(box, theme.colour(fill))
    ink = theme.colour(edge)
    if pattern in ("/", "x"):
        painter.save()
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 1.2))
        # Own lines: a pattern brush does not grow with the screen's scale.
        x = box.left() - box.height()
        while x < box.right():
            painter.drawLine(QLineF(x, box.bottom(), x + box.height(), box.top()))
            if pattern == "x":
                painter.drawLine(QLineF(x, box.top(), x + box.height(), box.bottom()))
            x += _GAP
        painter.restore()
    style = Qt.PenStyle.DashLine if pattern == "-" else Qt.PenStyle.SolidLine
    painter.setPen(QPen(ink, 1, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if box.height() >= 3:
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        painter.fillRect(box, ink)


def legend(painter: QPainter, room: QRect) -> None:
    """The groups side by side, as many as there is room for."""
    fits, side = paint.metrics("small"), theme.px(11)
    x = room.left()
    for group, words in LEGEND:
        wide = fits.horizontalAdvance(words) + 2
        if x + side + 6 + wide > room.right() + 1:
            return
        box = QRectF(x, room.top() + (room.height() - side) / 2, side, side)
        swatch(painter, box, group)
        spot = QRect(x + side + 6, room.top(), wide, room.height())
        paint.text(painter, spot, words, "small", "text_2")
        x = spot.right() + theme.px(16)


def dashed(painter: QPainter, left: QPointF, right: QPointF, ink: str) -> None:
    """A thin dashed line."""
    painter.setPen(QPen(theme.colour(ink), 1, Qt.PenStyle.DashLine))
    painter.drawLine(left, right)
