"""A filter chip over a long list of names: type to find, tick what should be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.tables.columns import folded
from ui.widgets.buttons import Button
from ui.widgets.chip import told, worded
from ui.widgets.search_field import SearchField

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class SearchChip(QPushButton):
    """options: (key, text). ``changed`` tells the set of keys; an empty set filters nothing."""

    changed = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None, *, any_word: str = "any") -> None:
        super().__init__(parent)
        self._title, self._any, self._brief = title, any_word, False
        self._model = _Ticked(self)
        self._model.ticked.connect(self._tell)
        self.clicked.connect(self.open)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer others; what was chosen stays where it is still offered."""
        self._model.set_options(options)
        self._dress()

    @property
    def chosen(self) -> set[object]:
        return set(self._model.chosen)

    def set_chosen(self, keys: Iterable[object]) -> None:
        """Choose without telling."""
        self._model.set_chosen(keys)
        self._dress()

    def clear(self) -> None:
        """Filter by nothing here."""
        if self._model.chosen:
            self.set_chosen(())
            self.changed.emit(set())

    def set_brief(self, brief: bool) -> None:
        """Say only what is filtered by, while nothing is chosen."""
        if brief != self._brief:
            self._brief = brief
            self._dress()

    def open(self) -> None:
        """Show the list under the chip, the chosen ones first."""
        popup = _Popup(self._title, self._model, self)
        popup.cleared.connect(self.clear)
        popup.open_under(self)

    def _tell(self) -> None:
        self._dress()
        self.changed.emit(self.chosen)

    def _dress(self) -> None:
        words = told(self._model.options, self._model.chosen, self._any)
        self.setText(worded(self._title, words, brief=self._brief and not self._model.chosen))
        self.setAccessibleName(f"Filter by {self._title.lower()}: {words}")
        theme.set_kind(self, "chip-on" if self._model.chosen else "chip")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
        else:
            super().keyPressEvent(event)


class _Ticked(QAbstractListModel):
    """Options that can be ticked, of which those with the typed words are on show."""

    ticked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.options: list[tuple[object, str]] = []
        self.chosen: set[object] = set()
        self._shown: list[tuple[object, str]] = []

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        self.options = list(options)
        self.chosen &= {key for key, _ in options}
        self.find("")

    def set_chosen(self, keys: Iterable[object]) -> None:
        self.chosen = set(keys) & {key for key, _ in self.options}
        self.find("")

    def find(self, text: str) -> None:
        """Show the options that hold every word; without words the chosen ones come first."""
        words = folded(text).split()
        self.beginResetModel()
        self._shown = [o for o in self.options if all(word in folded(o[1]) for word in words)]
        if not words:
            self._shown.sort(key=lambda option: option[0] not in self.chosen)
        self.endResetModel()

    def toggle(self, index: Index) -> None:
        key = self._shown[index.row()][0]
        self.chosen ^= {key}
        self.dataChanged.emit(index, index)
        self.ticked.emit()

    # Qt's

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self._shown):
            return None
        key, text = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if key in self.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{text}, {'ticked' if key in self.chosen else 'not ticked'}"
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(theme.px(200), theme.px(30))
        return None


class _List(QListView):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid() and isinstance(model, _Ticked):
                model.toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _Popup(QFrame):
    cleared = Signal()

    def __init__(self, title: str, model: _Ticked, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_kind(self, "floating")
        self.setAccessibleName(f"Filter by {title.lower()}")
        self._model = model
        self.field = SearchField(f"Find a {title.lower()}", width=400)
        self.list = _List()
        self.list.setAccessibleName(f"{title} to show")
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setModel(model)
        clear = Button("Clear", "link")
        clear.clicked.connect(self._clear)
        done = Button("Done", "link")
        done.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(clear)
        foot.addStretch(1)
        foot.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 6)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.field.textChanged.connect(model.find)
        self.field.went_on.connect(self._go_on)
        self.list.clicked.connect(model.toggle)
        model.find("")

    def open_under(self, anchor: QWidget) -> None:
        self.resize(theme.px(300), theme.px(360))
        room = anchor.screen().availableGeometry()
        spot = anchor.mapToGlobal(anchor.rect().bottomLeft())
        x = max(room.left(), min(spot.x(), room.right() - self.width()))
        y = max(room.top(), min(spot.y() + 4, room.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.field.setFocus()

    def _go_on(self) -> None:
        self.list.setFocus()
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0))

    def _clear(self) -> None:
        self.cleared.emit()
        self.field.clear()
