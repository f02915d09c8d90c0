"""A box of choices that the mouse wheel passes over: scrolling a page never changes an answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from ui import theme


class QuietCombo(QComboBox):
    """choices: (key, text). ``chosen`` tells the key when a person picks another one."""

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[object, str]],
        name: str,
        parent: QWidget | None = None,
        *,
        width: int = 190,
    ) -> None:
        """Name is what a screen reader says; width in logical pixels."""
        super().__init__(parent)
        self._width = width
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(20)
        self.activated.connect(self._tell)
        theme.notifier().changed.connect(self._take_size)
        self._take_size()
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        self.clear()
        self._keys = [key for key, _ in choices]
        self.addItems([text for _, text in choices])

    @property
    def current(self) -> object:
        at = self.currentIndex()
        return self._keys[at] if at >= 0 else None

    def set_current(self, key: object) -> None:
        """Choose without telling; None chooses nothing."""
        self.setCurrentIndex(self._keys.index(key) if key in self._keys else -1)

    def _take_size(self) -> None:
        self.setFixedWidth(theme.px(self._width))

    def _tell(self, at: int) -> None:
        self.chosen.emit(self._keys[at])

    # Qt's

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.isEditable():
            super().paintEvent(event)
            return
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def shown(self, option: QStyleOptionComboBox) -> str:
        """The choice as it fits: by itself Qt cuts a long one in the middle of a letter."""
        part = QStyle.SubControl.SC_ComboBoxEditField
        control = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(control, option, part, self).width()
        return self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room - 4
        )
