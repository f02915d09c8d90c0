"""What is missing for the next tier, in order; each line leads to where it can be mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, paint, theme
from ui.tokens import STATUS_ICON, STATUS_WORD, Status


@dataclass(frozen=True, slots=True)
class Missing:
    """One line: how bad, in a few words, why; `tab` and `field` say where it can be mended."""

    status: Status
    words: str
    why: str = ""
    tab: str = ""
    field: str = ""


class MissingLine(QAbstractButton):
    """A line of the list as a button."""

    chosen = Signal(str, str)  # tab, field

    def __init__(self, missing: Missing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.missing = missing
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setEnabled(bool(missing.tab))
        word = STATUS_WORD[missing.status]
        self.setAccessibleName(f"{word}: {missing.words}. {missing.why}".strip())
        self.clicked.connect(self._choose)
        theme.notifier().changed.connect(self.updateGeometry)

    def _choose(self) -> None:
        self.chosen.emit(self.missing.tab, self.missing.field)

    def _why_height(self, width: int) -> int:
        if not self.missing.why:
            return 0
        room = QRect(0, 0, max(width - theme.px(62), 80), 1_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        return paint.metrics("small").boundingRect(room, flags, self.missing.why).height()

    # Qt's

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), self.heightForWidth(max(self.width(), theme.px(320))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), paint.metrics("strong").height() + theme.px(16))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return paint.metrics("strong").height() + self._why_height(width) + theme.px(16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() and self.isEnabled():
            paint.rounded(painter, self.rect().toRectF(), 6, theme.colour("hover"))
        side = theme.px(16)
        top = theme.px(8)
        strong = paint.metrics("strong").height()
        spot = QRect(theme.px(8), top + (strong - side) // 2, side, side)
        ink = theme.tokens().status(self.missing.status).text
        icons.paint(painter, spot, STATUS_ICON[self.missing.status], ink)
        left = spot.right() + theme.px(10)
        right = self.width() - theme.px(28)
        line = QRect(left, top, right - left, strong)
        paint.text(painter, line, self.missing.words, "strong")
        if self.missing.why:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text_2"))
            below = QRect(left, top + strong, right - left, self.height())
            painter.drawText(below, int(Qt.TextFlag.TextWordWrap), self.missing.why)
        if self.isEnabled():
            arrow = QRect(self.width() - theme.px(24), (self.height() - side) // 2, side, side)
            icons.paint(painter, arrow, "chevron-right", "text_3")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()


class MissingList(QWidget):
    """All lines, the most pressing first."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[MissingLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def set_lines(self, lines: Sequence[Missing]) -> None:
        if [line.missing for line in self._lines] == list(lines):
            return
        for old in self._lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = [MissingLine(missing, self) for missing in lines]
        for line in self._lines:
            line.chosen.connect(self.chosen)
            self._column.addWidget(line)

    @property
    def lines(self) -> list[Missing]:
        return [line.missing for line in self._lines]

    @property
    def stops(self) -> list[MissingLine]:
        """The lines as widgets, for the order of Tab."""
        return list(self._lines)

    def choose(self, at: int) -> None:
        """As a click on that line."""
        self._lines[at].click()
