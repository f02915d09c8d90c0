"""Words on a page: in a role's font, in a token's ink, cut with an ellipsis where they must be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui import icons, theme
from ui.paint import LONGEST, plain_tip
from ui.tokens import ICON

_LONG = 22  # signs of a word that stand in one line


class Label(QLabel):
    """A text in one of the theme's fonts and inks; both follow a change of theme."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        ink: str = "text",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)  # names from files never become markup
        self._role = role
        self.setWordWrap(wrap)
        self.set_ink(ink)
        theme.notifier().changed.connect(self.take_font)
        self.take_font()

    def set_ink(self, ink: str) -> None:
        """A token role: ``text``, ``text_2``, ``text_3``, ``accent`` or a status."""
        theme.set_kind(self, ink, "ink")

    def set_role(self, role: str) -> None:
        """A font role; see :func:`ui.theme.font`."""
        self._role = role
        self.take_font()

    def take_font(self) -> None:
        """Take the font of the role at the text size in force."""
        self.setFont(theme.font(self._role))

    def event(self, event: QEvent) -> bool:
        """Take the font again after the first polish.

        A style sheet gives a widget that was never shown the font it had when it was made.
        """
        done = super().event(event)
        if event.type() == QEvent.Type.Polish:
            self.take_font()
        return done


class ElidedLabel(Label):
    """One line that gives way when there is no room; its tool tip then holds the whole."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        ink: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, role, ink, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def is_cut(self) -> bool:
        """Whether the text does not fit."""
        room = self.contentsRect().width()
        return self.fontMetrics().horizontalAdvance(self.text()[:LONGEST]) > room

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_whole()

    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme.px(36), self.sizeHint().width()), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        width = self.fontMetrics().horizontalAdvance(self.text()[:LONGEST])
        return QSize(width + 2, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        rect = self.contentsRect()
        words = self.fontMetrics().elidedText(
            self.text()[:LONGEST], Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, int(self.alignment() | Qt.TextFlag.TextSingleLine), words)
        painter.end()

    def _tell_whole(self) -> None:
        self.setToolTip(plain_tip(self.text()) if self.is_cut else "")


class SettledLabel(Label):
    """A sentence that wraps and takes the height it needs at its width.

    Height for width is not passed on through every layout and scroll area; a fixed height is.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        ink: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, role, ink, parent, wrap=True)
        theme.notifier().changed.connect(self._settle)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._settle()

    def _settle(self) -> None:
        self.setMinimumHeight(0)  # what it had for a longer text would count as needed
        self.setFixedHeight(max(0, self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._settle()


def breakable(words: str) -> str:
    """The words with places to break the very long ones at, which a narrow label would cut."""
    return " ".join(
        "\u200b".join(word[at : at + _LONG] for at in range(0, len(word), _LONG)) or word
        for word in words.split(" ")
    )


def line(parent: QWidget | None = None) -> QFrame:
    """A line of 1 px between two parts of a card."""
    made = QFrame(parent)
    theme.set_kind(made, "line")
    made.setFixedHeight(1)
    return made


class IconLabel(QWidget):
    """An icon on its own, in a token's ink; it says nothing to a screen reader."""

    def __init__(
        self, name: str, ink: str = "text_2", side: int = ICON, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._ink, self._side = name, ink, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.updateGeometry)

    def set_icon(self, name: str, ink: str = "") -> None:
        self._name, self._ink = name, ink or self._ink
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self.rect(), self._name, self._ink)
        painter.end()
