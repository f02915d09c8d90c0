"""The way through the window: where one is, what there is, and that all is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import icons, paint, theme
from ui.widgets.buttons import IconButton
from ui.widgets.labels import ElidedLabel, IconLabel

WIDE, RAIL = 236, 60
_NOWHERE = QModelIndex()
_ENTRY = Qt.ItemDataRole.UserRole + 1
_SIDE = 8
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to go. ``count`` stands at its right, red where ``alert``; ``section`` heads it."""

    key: str
    title: str
    icon: str
    section: str = ""
    count: str = ""
    alert: bool = False


class NavModel(QAbstractListModel):
    """Entries with the headings of their sections between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Entry | str] = []

    def set_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.rows, section = [], ""
        for entry in entries:
            if entry.section != section:
                section = entry.section
                self.rows.append(section)
            self.rows.append(entry)
        self.endResetModel()

    def row_of(self, key: str) -> int:
        for at, entry in enumerate(self.rows):
            if isinstance(entry, Entry) and entry.key == key:
                return at
        return -1

    def replace(self, at: int, entry: Entry) -> None:
        self.rows[at] = entry
        self.dataChanged.emit(self.index(at), self.index(at))

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.rows):
            return None
        entry = self.rows[index.row()]
        if role == _ENTRY:
            return entry
        if isinstance(entry, str):
            return entry if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.title}, {entry.count}" if entry.count else entry.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.title
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class NavDelegate(QStyledItemDelegate):
    rail = False

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        heading = isinstance(index.data(_ENTRY), str)
        if heading and self.rail:
            return QSize(RAIL, theme.px(30))
        return QSize(theme.px(100), theme.px(36 if heading else 34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry | str = index.data(_ENTRY)
        rect = option.rect
        if isinstance(entry, str):
            self._heading(painter, rect, entry)
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        box = rect.adjusted(_SIDE, 1, -_SIDE, -1)
        tokens = theme.tokens()
        if selected:
            ground = "hover" if tokens.dark else "card"
            paint.rounded(painter, QRectF(box), 6, theme.colour(ground))
            bar = QRectF(box.left(), box.top() + 7, 3, box.height() - 14)
            paint.rounded(painter, bar, 1.5, theme.colour("accent"))
        elif hovered:
            paint.rounded(painter, QRectF(box), 6, theme.colour("line"))
        ink = "text" if selected else "text_2"
        side = theme.px(16)
        spot = paint.square_in(box.adjusted(12, 0, 0, 0), side)
        if self.rail:
            spot.moveCenter(box.center())
        icons.paint(painter, spot, entry.icon, "accent" if selected else "text_2")
        if not self.rail:
            self._words(painter, box, spot.right(), entry, "strong" if selected else "control", ink)
        view = option.widget
        if view is not None and view.hasFocus() and selected:
            paint.focus_ring(painter, box, 6)

    def _words(
        self, painter: QPainter, box: QRect, left: int, entry: Entry, role: str, ink: str
    ) -> None:
        right = box.right() - 10
        if entry.count:
            wide = paint.metrics("badge_strong").horizontalAdvance(entry.count)
            if entry.alert:
                room = QRect(0, 0, max(theme.px(22), wide + 12), theme.px(18))
                room.moveCenter(box.center())
                room.moveRight(right + 4)
                paint.pill(painter, room, "", "short")
                paint.text(painter, room, entry.count, "badge_strong", "short", paint.CENTRE)
            else:
                room = QRect(right - wide, box.top(), wide + 1, box.height())
                paint.text(painter, room, entry.count, "badge_strong", "text_2", paint.RIGHT)
            right -= wide + 14
        words = QRect(left + 11, box.top(), right - left - 11, box.height())
        paint.text(painter, words, entry.title, role, ink)

    def _heading(self, painter: QPainter, rect: QRect, words: str) -> None:
        if self.rail:
            middle = rect.center()
            painter.fillRect(
                QRect(middle.x() - 10, middle.y(), 20, 1), theme.colour("control_line")
            )
        else:
            room = rect.adjusted(_SIDE + 10, 10, -_SIDE, 0)
            paint.text(painter, room, words, "badge_strong", "text_2")


class NavView(QListView):
    """Arrow keys go at once, and type-ahead finds an entry."""

    moved = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        super().keyPressEvent(event)
        now = self.currentIndex()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if now.isValid() and (now != before or enter):
            self.moved.emit(now)


class SearchButton(QPushButton):
    """Looks like a field, opens the palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rail = False
        self.setAccessibleName("Search or jump to, Ctrl+K")
        self.setToolTip("Search or jump to (Ctrl+K)")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = "field_edge" if self.underMouse() else "control_line"
        paint.rounded(painter, QRectF(self.rect()), 6, theme.colour("card"), theme.colour(line))
        side = theme.px(16)
        spot = paint.square_in(self.rect().adjusted(12, 0, 0, 0), side)
        if self.rail:
            spot.moveCenter(self.rect().center())
        icons.paint(painter, spot, "search", "text_2")
        if not self.rail:
            left = paint.key_caps(painter, self.width() - 6, self.rect(), "Ctrl K")
            room = self.rect().adjusted(spot.right() + 9, 0, left - self.width() - 2, 0)
            paint.text(painter, room, "Search or jump to", "body", "text_3")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()


class _Logo(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(theme.px(28), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(28)
        box = QRect(0, (self.height() - side) // 2, side, side)
        paint.rounded(painter, QRectF(box), 7, theme.colour("accent"))
        inner = QRect(0, 0, theme.px(18), theme.px(18))
        inner.moveCenter(box.center())
        icons.paint(painter, inner, "handshake", "on_accent")
        painter.end()


class Sidebar(QWidget):
    picked = Signal(str)  # key of an entry
    search_clicked = Signal()
    settings_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rail = False
        self._logo = _Logo()
        self._logo.setFixedSize(self._logo.sizeHint())
        self._name = ElidedLabel("", "strong")
        self._file = ElidedLabel("", "small", "text_2")
        self._search = SearchButton()
        self._search.clicked.connect(self.search_clicked)
        self._model = NavModel(self)
        self._delegate = NavDelegate(self)
        self._view = NavView()
        self._view.setAccessibleName("Places")
        theme.set_kind(self._view, "bare")
        self._view.setModel(self._model)
        self._view.setItemDelegate(self._delegate)
        self._view.setMouseTracking(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._view.clicked.connect(self._pick)
        self._view.moved.connect(self._pick)
        self._drive = IconLabel("hard-drive", "met")
        self._saved = ElidedLabel("All changes saved", "small_strong")
        self._backup = ElidedLabel("", "badge", "text_2")
        self._settings = IconButton("settings", "Settings")
        self._settings.clicked.connect(self.settings_clicked)
        self._build()
        theme.notifier().changed.connect(self._restyle)
        self._restyle()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these places; the current one stays current where it is still there."""
        current = self.current
        self._model.set_entries(entries)
        self.select(current)

    def set_count(self, key: str, count: int | str, *, alert: bool = False) -> None:
        """The figure at the right of an entry; an empty text shows none."""
        at = self._model.row_of(key)
        if at < 0:
            return
        entry = self._model.rows[at]
        if isinstance(entry, Entry):
            shown = f"{count:,}" if isinstance(count, int) else count
            self._model.replace(at, replace(entry, count=shown, alert=alert))

    def select(self, key: str) -> None:
        """Mark where one is, without going there."""
        at = self._model.row_of(key)
        self._view.setCurrentIndex(self._model.index(at) if at >= 0 else QModelIndex())

    @property
    def current(self) -> str:
        entry = self._view.currentIndex().data(_ENTRY)
        return entry.key if isinstance(entry, Entry) else ""

    def set_portfolio(self, name: str, file: str) -> None:
        self._name.setText(name)
        self._file.setText(file)
        self._logo.setToolTip(f"{name}\n{file}".strip())

    def set_saved(self, words: str, backup: str | None = None) -> None:
        """The lines at the foot; a backup of None leaves the second as it is."""
        self._saved.setText(words)
        if backup is not None:
            self._backup.setText(backup)
        self._backup.setVisible(bool(self._backup.text()) and not self._rail)
        self._drive.setToolTip(f"{words}\n{self._backup.text()}".strip())

    def is_rail(self) -> bool:
        return self._rail

    def set_rail(self, rail: bool) -> None:
        """A strip of icons in place of the whole."""
        if rail != self._rail:
            self._rail = rail
            self._restyle()

    def focus_list(self) -> None:
        self._view.setFocus()

    def _pick(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        if isinstance(entry, Entry):
            self.picked.emit(entry.key)

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._file)
        self._head = QHBoxLayout()
        self._head.setSpacing(10)
        self._head.addWidget(self._logo)
        self._head.addLayout(names, 1)
        self._find = QHBoxLayout()
        self._find.addWidget(self._search)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._saved)
        words.addWidget(self._backup)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(8)
        self._foot.addWidget(self._drive, 0, Qt.AlignmentFlag.AlignCenter)
        self._foot.addLayout(words, 1)
        self._foot.addWidget(self._settings, 0, Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addLayout(self._find)
        column.addWidget(self._view, 1)
        column.addLayout(self._foot)

    def _restyle(self) -> None:
        rail = self._rail
        self.setFixedWidth(RAIL if rail else theme.px(WIDE))
        self._delegate.rail = self._search.rail = rail
        for part in (self._name, self._file, self._saved):
            part.setVisible(not rail)
        self._backup.setVisible(not rail and bool(self._backup.text()))
        self._search.setFixedHeight(theme.px(32))
        self._logo.setFixedSize(self._logo.sizeHint())
        side = (RAIL - self._logo.width()) // 2 if rail else 16
        self._head.setContentsMargins(side, 12, 0 if rail else 12, 8)
        self._find.setContentsMargins(12, 2, 11, 10)
        direction = QBoxLayout.Direction
        self._foot.setDirection(direction.BottomToTop if rail else direction.LeftToRight)
        self._foot.setContentsMargins(*((0, 8, 0, 10) if rail else (16, 9, 10, 9)))
        policy = Qt.ScrollBarPolicy
        self._view.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if rail else policy.ScrollBarAsNeeded
        )
        self._view.doItemsLayout()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sidebar"))
        painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), theme.colour("line"))
        top = self._foot.geometry().top()
        painter.fillRect(QRect(0, top, self.width(), 1), theme.colour("line"))
        painter.end()
