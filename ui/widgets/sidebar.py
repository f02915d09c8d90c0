"""The way through the window: where one is, what there is, and that all is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from ui import icons, paint, theme
from ui.widgets.buttons import IconButton, PressedByEnter
from ui.widgets.labels import ElidedLabel, IconLabel
from ui.widgets.nav import RAIL, Entry, NavDelegate, NavModel, NavView
from ui.widgets.sections import ROW

__all__ = ["Entry", "Sidebar"]

WIDE = 236


class SearchButton(PressedByEnter):
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
        self.search = SearchButton()
        self.search.clicked.connect(self.search_clicked)
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
        self._view.fit()
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
        entry = self._view.currentIndex().data(ROW)
        return entry.key if isinstance(entry, Entry) else ""

    def set_portfolio(self, name: str, file: str) -> None:
        self._name.setText(name)
        self._file.setText(file)
        self._logo.setToolTip(f"{name}\n{file}".strip())

    def set_saved(self, words: str, backup: str | None = None, *, warn: bool = False) -> None:
        """The lines at the foot; a backup of None leaves the second as it is."""
        self._saved.setText(words)
        self._saved.set_ink("short" if warn else "text")
        self._drive.set_icon(*(("triangle-alert", "short") if warn else ("hard-drive", "met")))
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

    def _pick(self, index: QModelIndex) -> None:
        entry = index.data(ROW)
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
        self._find.addWidget(self.search)
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
        self._delegate.rail = self.search.rail = rail
        for part in (self._name, self._file, self._saved):
            part.setVisible(not rail)
        self._backup.setVisible(not rail and bool(self._backup.text()))
        self.search.setFixedHeight(theme.px(32))
        self._logo.setFixedSize(self._logo.sizeHint())
        side = (RAIL - self._logo.width()) // 2 if rail else 16
        self._head.setContentsMargins(side, 12, 0 if rail else 12, 8)
        self._find.setContentsMargins(12, 2, 11, 10)
        direction = QBoxLayout.Direction
        self._foot.setDirection(direction.BottomToTop if rail else direction.LeftToRight)
        self._foot.setContentsMargins(*((0, 8, 0, 10) if rail else (16, 9, 10, 9)))
        policy = Qt.ScrollBarPolicy  # in the strip a bar would push the icons aside
        off, needed = policy.ScrollBarAlwaysOff, policy.ScrollBarAsNeeded
        self._view.setVerticalScrollBarPolicy(off if rail else needed)
        self._view.doItemsLayout()
        self._view.fit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sidebar"))
        painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), theme.colour("line"))
        top = self._foot.geometry().top()
        painter.fillRect(QRect(0, top, self.width(), 1), theme.colour("line"))
        painter.end()
