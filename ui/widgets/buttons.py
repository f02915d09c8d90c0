"""Buttons of the four kinds, with their icon in the right ink and a name for a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui import icons, theme
from ui.tokens import ICON

_ICON_INK = {"primary": "on_accent", "danger": "short", "link": "accent"}


class PressedByEnter(QPushButton):
    """Enter presses it like Space; outside a dialog Qt leaves Enter alone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class Button(PressedByEnter):
    """kind: ``primary`` (one a page), ``plain``, ``quiet``, ``danger`` or ``link``."""

    def __init__(
        self,
        text: str,
        kind: str = "plain",
        icon: str = "",
        parent: QWidget | None = None,
        *,
        name: str = "",
    ) -> None:
        """Name is what a screen reader says, where the text alone does not tell."""
        super().__init__(text, parent)
        self._icon = icon
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAutoDefault(False)
        self.set_kind(kind)
        theme.notifier().changed.connect(self._take_size)
        self._take_size()

    def set_kind(self, kind: str) -> None:
        theme.set_kind(self, kind)
        if self._icon:
            self.setIcon(icons.icon(self._icon, _ICON_INK.get(kind, "text_2")))

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.set_kind(str(self.property("kind")))

    def setText(self, text: str) -> None:
        if self.accessibleName() == self.text():
            self.setAccessibleName(text)
        super().setText(text)

    def _take_size(self) -> None:
        # Wider than the icon: the style leaves only 4 px between icon and text.
        self.setIconSize(QSize(theme.px(ICON + 5), theme.px(ICON)))


class IconButton(QToolButton):
    """A button that is an icon alone; its name is also its tool tip."""

    def __init__(
        self, icon: str, name: str, parent: QWidget | None = None, *, ink: str = "text_2"
    ) -> None:
        super().__init__(parent)
        self.setIcon(icons.icon(icon, ink))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.set_kind(self, "quiet")
        theme.notifier().changed.connect(self._take_size)
        self._take_size()

    def _take_size(self) -> None:
        self.setIconSize(QSize(theme.px(ICON), theme.px(ICON)))
