"""The two edges of the grid that stay in sight: questions by section above, partners at left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView

from models.checklist.filled import Filled
from ui import paint, theme

if TYPE_CHECKING:
    from ui.pages.checklist_grid_view import GridView


class Questions(QHeaderView):
    """Questions over three lines; above them the section, in sight as long as a part of it is."""

    def __init__(self, view: GridView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(56))
        self.setAccessibleName("Questions")
        # What is scrolled is copied on screen; the sections' names have to be painted anew.
        view.horizontalScrollBar().valueChanged.connect(self._repaint)

    def _repaint(self, _: int = 0) -> None:
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        items = self._view.grid.items
        if logical >= len(items):
            return
        section, item = items[logical]
        first = logical == 0 or items[logical - 1][0].key != section.key
        here = self._view.currentIndex().column() == logical
        painter.save()
        painter.fillRect(rect, theme.colour("card"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        edge = "control_line" if first else "line"
        low = theme.px(4) + paint.metrics("badge").height() + 2
        top = rect.top() if first else rect.top() + low
        painter.fillRect(QRect(rect.left() - 1, top, 1, rect.height()), theme.colour(edge))
        room = rect.adjusted(8, low, -6, -theme.px(4))
        role = "small_strong" if here else "small"
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("text" if here else "text_2"))
        fits = paint.metrics(role)
        words = _cut(item.asks, room.width(), max(1, room.height() // fits.height()), fits)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, int(flags) | int(Qt.TextFlag.TextWordWrap), words)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        top, high = theme.px(4), paint.metrics("badge").height()
        for name, left, right in self.spans():
            room = QRect(max(left, 0) + 8, top, right - max(left, 0) - 14, high)
            if room.width() > theme.px(16):
                paint.text(painter, room, name, "badge_strong", "accent")
        painter.end()

    def spans(self) -> Iterator[tuple[str, int, int]]:
        """The sections that are in sight, with where they begin and end on screen."""
        items = self._view.grid.items
        starts = [
            at for at, (one, _) in enumerate(items) if not at or items[at - 1][0].key != one.key
        ]
        for at, after in zip(starts, [*starts[1:], len(items)], strict=True):
            left = self.sectionViewportPosition(at)
            right = self.sectionViewportPosition(after - 1) + self.sectionSize(after - 1)
            if right > 0 and left < self.viewport().width():
                yield items[at][0].name, left, right


class Names(QHeaderView):
    """The partners, who stay in sight while one scrolls sideways, and how far each is."""

    def __init__(self, view: GridView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(8)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Partners")

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        rows: Sequence[Filled] = self._view.grid.rows
        if logical >= len(rows):
            return
        row = rows[logical]
        painter.save()
        painter.fillRect(rect, theme.colour("card"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        edge = theme.colour("control_line")
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), edge)
        inner = rect.adjusted(12, 0, -10, -1)
        told = row.progress
        count = f"{told.answered}/{told.asked}"
        wide = paint.metrics("number").horizontalAdvance(count)
        spot = QRect(inner.right() - wide, inner.top(), wide + 1, inner.height())
        ink = "met" if told.complete else "text_2"
        paint.text(painter, spot, count, "number", ink, paint.RIGHT)
        here = self._view.currentIndex().row() == logical
        name = inner.adjusted(0, 0, -wide - 8, 0)
        paint.text(painter, name, row.partner, "strong" if here else "body")
        painter.restore()


def _cut(words: str, width: int, lines: int, fits: Any) -> str:
    """A question cut to what fits on some lines."""
    if fits.horizontalAdvance(words) <= width * lines * 0.86:
        return words
    return fits.elidedText(words, Qt.TextElideMode.ElideRight, int(width * lines * 0.8))
