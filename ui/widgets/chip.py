"""A filter as a chip: what is filtered by, and a menu of boxes to tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QWidget, QWidgetAction

from ui import theme

_NAMED = 2  # so many choices are named on the chip; more are counted


class FilterChip(QPushButton):
    """options: (key, text). ``changed`` tells the set of keys; an empty set filters nothing."""

    changed = Signal(object)

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[object, str]] = (),
        parent: QWidget | None = None,
        *,
        any_word: str = "any",
    ) -> None:
        super().__init__(parent)
        self._title, self._any, self._brief = title, any_word, False
        self._options: list[tuple[object, str]] = []
        self._chosen: set[object] = set()
        self._boxes: list[QCheckBox] = []
        self._menu = QMenu(self)
        self._menu.setAccessibleName(title)
        self.setMenu(self._menu)
        theme.notifier().changed.connect(self._dress)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer others; what was chosen stays where it is still offered."""
        self._options = list(options)
        self._chosen &= {key for key, _ in options}
        self._menu.clear()
        self._boxes = []
        for key, text in options:
            box = QCheckBox(text)
            box.setContentsMargins(8, 0, 8, 0)
            box.setStyleSheet("QCheckBox { padding: 2px 12px; }")
            box.setChecked(key in self._chosen)
            box.setAccessibleName(f"{self._title}: {text}")
            box.toggled.connect(self._gather)
            action = QWidgetAction(self._menu)
            action.setDefaultWidget(box)
            self._menu.addAction(action)
            self._boxes.append(box)
        self._menu.addSeparator()
        clear = self._menu.addAction("Clear")
        clear.triggered.connect(self.clear)
        self._dress()

    @property
    def chosen(self) -> set[object]:
        return set(self._chosen)

    def set_chosen(self, keys: Iterable[object]) -> None:
        """Choose without telling."""
        self._chosen = set(keys) & {key for key, _ in self._options}
        for box, (key, _) in zip(self._boxes, self._options, strict=True):
            box.blockSignals(True)
            box.setChecked(key in self._chosen)
            box.blockSignals(False)
        self._dress()

    def clear(self) -> None:
        """Filter by nothing here."""
        if self._chosen:
            self.set_chosen(())
            self.changed.emit(set())

    def set_brief(self, brief: bool) -> None:
        """Say only what is filtered by, while nothing is chosen."""
        if brief != self._brief:
            self._brief = brief
            self._dress()

    def _gather(self) -> None:
        pairs = zip(self._boxes, self._options, strict=True)
        self._chosen = {key for box, (key, _) in pairs if box.isChecked()}
        self._dress()
        self.changed.emit(set(self._chosen))

    def _dress(self) -> None:
        words = told(self._options, self._chosen, self._any)
        self.setText(worded(self._title, words, brief=self._brief and not self._chosen))
        self.setAccessibleName(f"Filter by {self._title.lower()}: {words}")
        theme.set_kind(self, "chip-on" if self._chosen else "chip")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.showMenu()
        else:
            super().keyPressEvent(event)


def worded(title: str, words: str, *, brief: bool) -> str:
    """What stands on a chip."""
    return title if brief else f"{title}: {words}"


def told(options: Iterable[tuple[object, str]], chosen: set[object], any_word: str) -> str:
    """What is chosen, in a few words: the first ones by name, the rest counted."""
    words = [text for key, text in options if key in chosen]
    if len(words) > _NAMED:
        return f"{words[0]} and {len(words) - 1} more"
    return ", ".join(words) or any_word
