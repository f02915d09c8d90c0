"""The steps of a partner's way into the program, drawn as a line and listed with their reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from models.participation import WORDS, Entry
from models.text import day_text
from ui import icons, paint, theme

STEPS = (
    ("candidate", "Candidate"),
    ("invited", "Invited"),
    ("accepted", "Accepted"),
    ("signed", "Signed"),
)
_DOT = 18


class StepLine(QWidget):
    """Four stations with their days; those behind carry a check."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: Mapping[str, date] = {}
        self._over = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.updateGeometry)

    def show_days(self, days: Mapping[str, date], *, over: bool = False) -> None:
        """The day of each step that was taken; `over` where the partner has left since."""
        self._days, self._over = days, over
        told = [f"{word} on {day_text(days[step])}" for step, word in STEPS if step in days]
        self.setAccessibleName("; ".join(told) or "No step is recorded")
        self.update()

    # Qt's

    def sizeHint(self) -> QSize:
        words = paint.metrics("small_strong").height() + paint.metrics("small").height()
        return QSize(theme.px(320), theme.px(_DOT) + 6 + words)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side, each = theme.px(_DOT), self.width() // len(STEPS)
        high, low = paint.metrics("small_strong").height(), paint.metrics("small").height()
        reached = [at for at, (step, _) in enumerate(STEPS) if step in self._days]
        last = max(reached, default=-1)
        for at, (step, word) in enumerate(STEPS):
            x, day = at * each, self._days.get(step)
            if at < len(STEPS) - 1:
                done = at < last and not self._over
                line = theme.colour("met.bar" if done else "control_line")
                painter.fillRect(QRectF(x + side + 4, side // 2, each - side - 8, 2), line)
            self._dot(painter, QRect(x, 0, side, side), taken=day is not None)
            room = each - 6
            top = side + 5
            paint.text(
                painter, QRect(x, top, room, high), word, "small_strong",
                "text" if day else "text_2",
            )  # fmt: skip
            said = day_text(day) if day else ("Not known" if at < last else "")
            paint.text(painter, QRect(x, top + high, room, low), said, "small", "text_2")
        painter.end()

    def _dot(self, painter: QPainter, spot: QRect, *, taken: bool) -> None:
        if not taken:
            line = theme.colour("control_line")
            paint.rounded(painter, QRectF(spot), spot.width() / 2, theme.colour("card"), line)
            return
        colour = "no_data" if self._over else "met"
        paint.dot(painter, QPointF(spot.center()) + QPointF(0.5, 0.5), spot.width() / 2, colour)
        inner = QRect(0, 0, theme.px(12), theme.px(12))
        inner.moveCenter(spot.center())
        icons.paint(painter, inner, "check", theme.tokens().card)


class StepRow(QAbstractButton):
    """One step that was taken; pressing it corrects it."""

    chosen = Signal(object)  # Entry

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        said = f"{WORDS[entry.step]} on {day_text(entry.on)}. {self.words}".strip()
        self.setAccessibleName(said)
        self.setAccessibleDescription("Press Enter to correct it")
        self.clicked.connect(self._choose)
        theme.notifier().changed.connect(self.updateGeometry)

    @property
    def words(self) -> str:
        """By whom and why."""
        by = f"By {self.entry.by}" if self.entry.by else ""
        return ": ".join(part for part in (by, self.entry.why) if part)

    def _choose(self) -> None:
        self.chosen.emit(self.entry)

    def _words_height(self, width: int) -> int:
        if not self.words:
            return 0
        room = QRect(0, 0, max(width - 2 * theme.px(8), 60), 1_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        return paint.metrics("small").boundingRect(room, flags, self.words).height()

    # Qt's

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), self.heightForWidth(max(self.width(), theme.px(240))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(28))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return paint.metrics("control").height() + self._words_height(width) + theme.px(10)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() and self.isEnabled():
            paint.rounded(painter, self.rect().toRectF(), 6, theme.colour("hover"))
        side, top = theme.px(8), theme.px(5)
        high = paint.metrics("control").height()
        line = QRect(side, top, self.width() - 2 * side, high)
        ink = "text" if self.entry.current else "text_2"
        day = day_text(self.entry.on)
        wide = paint.metrics("number").horizontalAdvance(day) + theme.px(8)
        paint.text(painter, line.adjusted(0, 0, -wide, 0), WORDS[self.entry.step], "control", ink)
        paint.text(painter, line, day, "number", "text_2", paint.RIGHT)
        if self.words:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text_2"))
            below = QRect(side, top + high, self.width() - 2 * side, self.height())
            painter.drawText(below, int(Qt.TextFlag.TextWordWrap), self.words)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()


class StepList(QWidget):
    """Every step in the order of its day, history in the second ink."""

    chosen = Signal(object)  # Entry

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[StepRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)

    def show_entries(self, entries: Sequence[Entry], *, writable: bool) -> None:
        if [row.entry for row in self.rows] != list(entries):
            for old in self.rows:
                self._column.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.rows = [StepRow(entry, self) for entry in entries]
            for row in self.rows:
                row.chosen.connect(self.chosen)
                self._column.addWidget(row)
        for row in self.rows:
            row.setEnabled(writable)
