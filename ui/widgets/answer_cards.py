"""Answers to choose from, one under another, each with the key that picks it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, paint, theme

_HIGH, _RADIUS, _GAP = 38, 8, 8


class AnswerCards(QWidget):
    """`choices` are (key of the answer, text, letter). ``picked`` carries the answer's key."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self.cards: list[_AnswerCard] = []
        self._count = 0

    def show_choices(self, choices: Sequence[tuple[str, str, str]], name: str) -> None:
        """Offer these; cards that are there are used again."""
        while len(self.cards) < len(choices):
            card = _AnswerCard(self)
            card.clicked.connect(self._pick)
            self._column.addWidget(card)
            self.cards.append(card)
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(choices))
            if at < len(choices):
                card.key, card.words, card.letter = choices[at]
                card.setAccessibleName(f"{card.words}, key {card.letter}")
                card.setAccessibleDescription(name)
                card.update()
        self._count = len(choices)

    def show_value(self, value: str) -> None:
        """Mark the answer that is given; blank marks none."""
        for card in self.cards:
            chosen = bool(value) and card.key == value
            if card.isChecked() != chosen:
                card.setChecked(chosen)
                card.update()

    def set_writable(self, writable: bool) -> None:
        for card in self.cards:
            card.setEnabled(writable)

    def pick_letter(self, letter: str) -> bool:
        """Pick by its key, as a person pressing it; whether there is one."""
        for card in self.cards[: self._count]:
            if card.letter == letter.upper() and card.isEnabled():
                self.picked.emit(card.key)
                return True
        return False

    def give_focus(self) -> None:
        """The keyboard goes to the answer given, or else to the first."""
        shown = self.cards[: self._count]
        chosen = next((card for card in shown if card.isChecked()), None)
        if shown:
            (chosen or shown[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, card: _AnswerCard, by: int) -> None:
        at = self.cards.index(card) + by
        if 0 <= at < self._count:
            self.cards[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _pick(self) -> None:
        card = self.sender()
        if isinstance(card, _AnswerCard):
            self.picked.emit(card.key)


class _AnswerCard(QAbstractButton):
    def __init__(self, home: AnswerCards) -> None:
        super().__init__(home)
        self._home = home
        self.key = self.words = self.letter = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.notifier().changed.connect(self.updateGeometry)

    def nextCheckState(self) -> None:
        """What is marked is what the file says, not what was clicked."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(_HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        by = steps.get(Qt.Key(event.key()))
        if by is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._home.step(self, by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # Enter goes on; Space picks
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen = self.isChecked()
        over = self.underMouse() and self.isEnabled()
        ground = "selected" if chosen else ("hover" if over else "card")
        edge = "accent" if chosen or over else "control_line"
        rect = QRectF(self.rect())
        paint.rounded(painter, rect, _RADIUS, theme.colour(ground), theme.colour(edge))
        if chosen or self.hasFocus():
            paint.focus_ring(painter, self.rect(), _RADIUS)
        if self.hasFocus() and chosen:
            paint.focus_ring(painter, self.rect().adjusted(3, 3, -3, -3), _RADIUS - 3)
        inner = self.rect().adjusted(theme.px(14), 0, -theme.px(14), 0)
        wide = theme.px(26)
        cap = QRect(inner.left(), 0, wide, theme.px(20))
        cap.moveTop((self.height() - cap.height()) // 2)
        paint.rounded(painter, QRectF(cap), 4, theme.colour("card"), theme.colour("control_line"))
        ink = "text" if self.isEnabled() or chosen else "no_data"
        paint.text(painter, cap, self.letter, "badge_strong", "text_2", paint.CENTRE)
        words = inner.adjusted(wide + theme.px(12), 0, -theme.px(26), 0)
        paint.text(painter, words, self.words, "strong" if chosen else "body", ink)
        if chosen:
            side = theme.px(18)
            spot = QRect(inner.right() - side, (self.height() - side) // 2, side, side)
            icons.paint(painter, spot, "circle-check", "accent")
        painter.end()
