"""One of a few choices, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from ui import theme


class Segmented(QFrame):
    """choices: (key, text). ``chosen`` tells the key when a person picks another one."""

    chosen = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[object, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme.set_kind(self, "segments")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._name = name
        self._group = QButtonGroup(self)
        self._keys: list[object] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(0)
        self._group.idClicked.connect(self._tell)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer others; the first one is current."""
        for old in self._group.buttons():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.deleteLater()
        self._keys = [key for key, _ in choices]
        for at, (_, text) in enumerate(choices):
            button = _Segment(text, self)
            button.setCheckable(True)
            button.setAutoDefault(False)  # in a window Enter is the verb's, Space chooses
            button.setChecked(at == 0)
            button.setAccessibleName(f"{self._name}: {text}")
            theme.set_kind(button, "segment")
            self._group.addButton(button, at)
            self._row.addWidget(button, 1)

    def set_current(self, key: object) -> None:
        """Choose without telling; what is not offered leaves nothing chosen."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)
        elif (chosen := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            chosen.setChecked(False)
            self._group.setExclusive(True)

    @property
    def stops(self) -> list[QAbstractButton]:
        """The choices as widgets, for the order of Tab."""
        return list(self._group.buttons())

    @property
    def current(self) -> object:
        at = self._group.checkedId()
        return self._keys[at] if at >= 0 else None

    def _tell(self, at: int) -> None:
        self.chosen.emit(self._keys[at])

    def step(self, by: int) -> None:
        """Choose the neighbour; for the arrow keys."""
        at = min(max(self._group.checkedId() + by, 0), len(self._keys) - 1)
        button = self._group.button(at)
        button.setFocus()
        if not button.isChecked():
            button.click()


class _Segment(QPushButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        home = self.parentWidget()
        if event.key() in steps and isinstance(home, Segmented):
            home.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
