"""One benefit of one partner: how it is given, how it stands, when, and a button to log."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.benefit_words import dates_words, given_words, line_sentence, state_words
from models.benefits import Line
from ui import paint, theme
from ui.pages.benefits_shapes import shape
from ui.pages.benefits_table import KEYS
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, IconLabel, Label


class BenefitRow(QWidget):
    """Arrows go from row to row; Enter or a letter asks to log, a click or focus selects."""

    selected = Signal(str)  # benefit id
    stepped = Signal(str, int)  # benefit id, rows down or up
    logging = Signal(str, str)  # benefit id, event or "" for what comes next

    def __init__(self, benefit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.benefit = benefit
        self.chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._icon = IconLabel("circle", "no_data", 18)
        self._name = _Wrapped("", "strong", wrap=True)
        self._given = ElidedLabel("", "small", "text_2")
        self._state = Label("", "control")
        self._dates = _Wrapped("", "small", "text_2", wrap=True)
        self._next = _Wrapped("", "small", "text_2", wrap=True)
        self._warning = _Wrapped("", "small_strong", "short", wrap=True)
        self.log = Button("Log…", "plain", name="Log")
        self.log.clicked.connect(self._ask)
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self._icon)
        state.addWidget(self._state, 1)
        told = QVBoxLayout()
        told.setSpacing(1)
        told.addLayout(state)
        for label in (self._dates, self._next):
            told.addWidget(label)
        told.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 12, 8)
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        grid.setColumnMinimumWidth(1, theme.px(170))
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self._given, 1, 0)
        grid.addLayout(told, 0, 1, 3, 1)
        grid.setRowStretch(2, 1)
        grid.addWidget(self._warning, 3, 0, 1, 3)
        grid.addWidget(self.log, 0, 2, 3, 1, Qt.AlignmentFlag.AlignVCenter)

    def show_line(self, line: Line, *, over: bool, writable: bool) -> None:
        """Show how the benefit stands; `over` where the year is."""
        icon, ink = shape(line, over=over)
        self._icon.set_icon(icon, ink)
        self._state.set_ink(ink)
        self._state.setText(state_words(line))
        self._name.setText(line.benefit.label)
        self._given.setText(given_words(line))
        when = [] if line.benefit.person and line.evidence else [dates_words(line)]
        if line.state == "delivered":
            when.append(line.evidence)
        for label, words in (
            (self._dates, "  ·  ".join(part for part in when if part)),
            (self._next, line.next_step),
            (self._warning, "\n".join(line.warnings)),
        ):
            label.setText(words)
            label.setVisible(bool(words))
        self.log.setVisible(writable)
        self.log.setAccessibleName(f"Log {line.benefit.label}")
        self.setAccessibleName(line_sentence(line).replace("\n", ". "))
        self.setAccessibleDescription("Press Enter to log what comes next")

    def set_chosen(self, chosen: bool) -> None:
        """Whether the panel beside it tells about this row."""
        self.chosen = chosen
        self.update()

    def _ask(self) -> None:
        self.logging.emit(self.benefit, "")

    # Qt's

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        elif key in KEYS and not event.modifiers():
            self.logging.emit(self.benefit, KEYS[key])
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(self.benefit, 1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selected.emit(self.benefit)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.selected.emit(self.benefit)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._ask()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = "selected" if self.chosen else "hover" if self.underMouse() else ""
        if ground:
            painter.fillRect(self.rect().adjusted(0, 1, 0, 0), theme.colour(ground))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        if self.hasFocus():
            paint.focus_ring(painter, self.rect().adjusted(2, 2, -2, -2), 6)
        painter.end()


class _Wrapped(Label):
    """Wraps, and asks for the height that its words need at the width that it has got.

    A layout that asks for heights by width reckons with the narrowest width here, and leaves
    empty lines under short words.
    """

    _high = 0

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._high or self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._hold()

    def _hold(self) -> None:
        high = self.heightForWidth(self.width()) if self.text() and self.width() > 0 else 0
        if high != self._high:
            self._high = high
            self.updateGeometry()
