"""Shapes and words that several painters share: pills, avatars, bars, elided text."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, Qt

from ui import icons, theme
from ui.tokens import AVATAR_GROUNDS, ICON, PILL_HEIGHT, STATUS_ICON, STATUSES

# Of one line: no screen shows more, and measuring a text of a million signs takes seconds.
LONGEST = 2_000

VCENTRE = Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | VCENTRE
RIGHT = Qt.AlignmentFlag.AlignRight | VCENTRE
CENTRE = Qt.AlignmentFlag.AlignCenter


def metrics(role: str) -> QFontMetrics:
    """Metrics of a font role at the text size in force."""
    return _metrics(role, theme.text_scale())


@lru_cache(maxsize=64)
def _metrics(role: str, scale: float) -> QFontMetrics:
    return QFontMetrics(theme.font(role))


def plain_tip(words: str) -> str:
    """A tool tip that shows the words as they are: Qt takes what looks like markup for it."""
    words = words[:LONGEST]
    return Qt.convertFromPlainText(words) if Qt.mightBeRichText(words) else words


def text(
    painter: QPainter,
    rect: QRect,
    words: str,
    role: str = "body",
    ink: str = "text",
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line of text, cut with an ellipsis where it does not fit."""
    words = words[:LONGEST]
    fits = metrics(role)
    if fits.horizontalAdvance(words) > rect.width():
        words = fits.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(ink))
    painter.drawText(rect, int(align | Qt.TextFlag.TextSingleLine), words)


def rounded(
    painter: QPainter, rect: QRectF, radius: float, fill: QColor, line: QColor | None = None
) -> None:
    """A filled shape with round corners, with a line of 1 px inside its edge if wanted."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(line, 1))
        rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    radius = min(radius, rect.height() / 2, rect.width() / 2)
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def tone_colours(tone: str) -> tuple[str, str]:
    """Ink and ground of a pill: a status, ``accent``, ``plain``, or anything else as no data."""
    tokens = theme.tokens()
    if tone == "accent":
        return tokens.accent, tokens.selected
    if tone == "plain":
        return tokens.text_2, tokens.no_data.tint
    colours = tokens.status(tone if tone in STATUSES else "no_data")
    return colours.text, colours.tint


def pill_size(words: str, icon: str = "") -> QSize:
    """Size of a pill, logical pixels."""
    width = metrics("badge_strong").horizontalAdvance(words[:LONGEST]) + 2 * theme.px(9) + 1
    return QSize(width + (theme.px(13) + theme.px(4) if icon else 0), theme.px(PILL_HEIGHT))


def pill(painter: QPainter, rect: QRect, words: str, tone: str, icon: str = "") -> None:
    """A pill that fills the rectangle; its radius is half its height."""
    ink, ground = tone_colours(tone)
    rounded(painter, QRectF(rect), rect.height() / 2, QColor(ground))
    inner = rect.adjusted(theme.px(9), 0, -theme.px(9), 0)
    if icon:
        side = theme.px(13)
        icons.paint(painter, square_in(inner, side), icon, ink)
        inner.setLeft(inner.left() + side + theme.px(4))
        text(painter, inner, words, "badge_strong", ink)
    else:
        text(painter, inner, words, "badge_strong", ink, CENTRE)


def square_in(rect: QRect, side: int) -> QRect:
    """A square at the left of a rectangle, in the middle of its height."""
    return QRect(rect.left(), rect.top() + (rect.height() - side) // 2, side, side)


def initials(name: str) -> str:
    """Up to two letters for an avatar: of the first two words, or the first two of one word."""
    words = [w for w in name.replace("&", " ").replace("-", " ").split() if w[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + words[1][0] if len(words) > 1 else words[0][:2]).upper()


def avatar(painter: QPainter, rect: QRect, name: str) -> None:
    """The initials of a name on a ground that stays the same for that name."""
    # Not hash(): that one changes from run to run.
    ground = AVATAR_GROUNDS[sum((i + 1) * ord(c) for i, c in enumerate(name)) % len(AVATAR_GROUNDS)]
    rounded(painter, QRectF(rect), rect.height() * 0.22, QColor(ground))
    font = QFont(theme.font("badge_strong"))
    font.setPixelSize(max(11, round(rect.height() * 0.38)))
    painter.setFont(font)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(rect, int(CENTRE), initials(name))


def status(painter: QPainter, rect: QRect, status: str, words: str, role: str = "control") -> None:
    """The icon of a status and its word, both in its colour."""
    known = status if status in STATUSES else "no_data"
    ink = theme.tokens().status(known).text
    side = theme.px(ICON)
    icons.paint(painter, square_in(rect, side), STATUS_ICON[known], ink)
    text(painter, rect.adjusted(side + theme.px(6), 0, 0, 0), words, role, ink)


def progress(painter: QPainter, rect: QRect, fraction: float, colour: str = "accent") -> None:
    """A bar filled from the left; the rectangle's height is the bar's."""
    radius = rect.height() / 2
    rounded(painter, QRectF(rect), radius, theme.colour("track"))
    width = rect.width() * min(1.0, max(0.0, fraction))
    if width > 0:
        full = QRectF(rect.left(), rect.top(), max(width, rect.height()), rect.height())
        rounded(painter, full, radius, theme.colour(colour))


def focus_ring(painter: QPainter, rect: QRect, radius: float = 4) -> None:
    """The ring of 2 px around what has the keyboard."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def key_caps(painter: QPainter, right: int, rect: QRect, keys: str) -> int:
    """Key caps, ending at x = right, such as ``Ctrl+K``; returns the x where they begin."""
    fits = metrics("badge")
    high = theme.px(20)
    x = right
    for key in reversed(keys.split("+") if keys else []):
        width = max(high, fits.horizontalAdvance(key) + theme.px(12))
        x -= width
        cap = QRect(x, rect.center().y() - high // 2, width, high)
        rounded(painter, QRectF(cap), 4, theme.colour("window"), theme.colour("control_line"))
        text(painter, cap, key, "badge", "text_2", CENTRE)
        x -= theme.px(4)
    return x


def dot(painter: QPainter, centre: QPointF, radius: float, colour: str) -> None:
    """A filled dot."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(colour))
    painter.drawEllipse(centre, radius, radius)
    painter.restore()
