"""A list that opens under something: type to find one of many names, and pick it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from ui import theme
from ui.tables.columns import folded
from ui.widgets.labels import Label
from ui.widgets.search_field import SearchField

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WIDE, _HIGH = 380, 380


class PickPopup(QFrame):
    """options: (name, note), in the order they are offered. ``picked`` tells the name."""

    picked = Signal(str)

    def __init__(self, title: str, options: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_kind(self, "floating")
        self.setAccessibleName(title)
        self.model = _Names(options, self)
        self.field = SearchField("Find a partner", width=_WIDE)
        self.list = _List()
        self.list.setAccessibleName(title)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setModel(self.model)
        self.none = Label("No partner is called so.", "small", "text_2")
        self.none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(6)
        column.addWidget(Label(title, "small_strong", "text_2", wrap=True))
        for part in (self.field, self.none):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        self.resize(theme.px(_WIDE), theme.px(_HIGH))
        self.field.textChanged.connect(self._find)
        self.field.went_on.connect(self._go_on)
        self.list.clicked.connect(self._pick)
        self.list.chosen.connect(self._pick)

    def open_at(self, anchor: QWidget, x: int, y: int) -> None:
        """Show it with its corner at a point of `anchor`, all of it on the screen."""
        room = anchor.screen().availableGeometry()
        spot = anchor.mapToGlobal(anchor.rect().topLeft())
        left = max(room.left(), min(spot.x() + x, room.right() - self.width()))
        top = max(room.top(), min(spot.y() + y, room.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.field.setFocus()

    def _find(self, text: str) -> None:
        self.model.find(text)
        self.none.setVisible(not self.model.rowCount())

    def _go_on(self) -> None:
        """Enter with one name left picks it; else the keys go on in the list."""
        if self.model.rowCount() == 1:
            self._pick(self.model.index(0))
        elif self.model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self.model.index(0))

    def _pick(self, index: Index) -> None:
        name = self.model.name_at(index)
        self.close()
        if name:
            self.picked.emit(name)


class _Names(QAbstractListModel):
    def __init__(self, options: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._all = [(name, note, folded(name)) for name, note in options]
        self._shown = self._all

    def find(self, text: str) -> None:
        """Show the names that hold every word."""
        words = folded(text).split()
        self.beginResetModel()
        self._shown = [one for one in self._all if all(word in one[2] for word in words)]
        self.endResetModel()

    def name_at(self, index: Index) -> str:
        return self._shown[index.row()][0] if 0 <= index.row() < len(self._shown) else ""

    # Qt's

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self._shown):
            return None
        name, note, _ = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{name}    {note}" if note else name
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(theme.px(200), theme.px(30))
        return None


class _List(QListView):
    chosen = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
