"""Everything that can be gone to or done, found by typing."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import icons, paint, theme
from ui.widgets.announce import announce
from ui.widgets.labels import IconLabel, Label, line
from ui.widgets.ranking import Folded, Item, fold, matched, rank
from ui.widgets.sections import ROW, Index, SectionedModel
from ui.widgets.shade import Shade

__all__ = ["Item", "Palette"]

WIDTH, HEIGHT = 640, 452
_TOP = 110


class PaletteModel(SectionedModel):
    """Found items under the headings of their groups."""

    def set_items(self, items: Sequence[Item]) -> None:
        groups: dict[str, list[Item]] = {}
        for item in items:  # a group stands where its best item stands
            groups.setdefault(item.group, []).append(item)
        self.show_rows([row for group, members in groups.items() for row in (group, *members)])

    def told(self, row: Item, role: int) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (f"{row.group}: {row.title}", row.subtitle, row.keys)
            return ", ".join(part for part in parts if part)
        return super().told(row, role)


class PaletteDelegate(QStyledItemDelegate):
    query = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.px(30 if isinstance(index.data(ROW), str) else 42))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Item | str = index.data(ROW)
        rect = option.rect
        if isinstance(row, str):
            paint.text(painter, rect.adjusted(20, 4, -20, 0), row, "badge_strong", "text_2")
            return
        box = rect.adjusted(8, 0, -8, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            paint.rounded(painter, QRectF(box), 7, theme.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint.rounded(painter, QRectF(box), 7, theme.colour("hover"))
        inner = box.adjusted(12, 0, -12, 0)
        side = theme.px(16)
        if row.icon:
            icons.paint(painter, paint.square_in(inner, side), row.icon, "text_2")
        inner.setLeft(inner.left() + side + 12)
        right = paint.key_caps(painter, inner.right(), rect, row.keys)
        inner.setRight(right - 8)
        x = self._title(painter, inner, row.title)
        if row.subtitle and x + 40 < inner.right():
            room = QRect(x + 10, inner.top() + 1, inner.right() - x - 10, inner.height())
            paint.text(painter, room, row.subtitle, "small", "text_2")

    def _title(self, painter: QPainter, room: QRect, title: str) -> int:
        """The title with its matched letters in the accent; returns the x after it."""
        x, at = room.left(), 0
        pieces: list[tuple[str, str, str]] = []
        for start, long in matched(self.query, title):
            pieces.append((title[at:start], "card_plain", "text"))
            pieces.append((title[start : start + long], "card_match", "accent"))
            at = start + long
        pieces.append((title[at:], "card_plain", "text"))
        for words, role, ink in pieces:
            if not words:
                continue
            wide = paint.metrics(role).horizontalAdvance(words)
            left = room.right() - x
            if left <= 8:
                break
            paint.text(
                painter, QRect(x, room.top(), min(wide, left), room.height()), words, role, ink
            )
            x += min(wide, left)
        return x


class Palette(QWidget):
    """Lies over its host. Esc gives the focus back to where it was.

    prefixes: a first letter that narrows to a group, such as ``{">": "Commands"}``.
    """

    closed = Signal()

    def __init__(self, host: QWidget, prefixes: dict[str, str] | None = None) -> None:
        super().__init__(host)
        self._host = host
        self._prefixes = prefixes or {}
        self._items: Sequence[Item] = []
        self._folds: Sequence[Folded] = []
        self._recent: Container[str] = ()
        self._before: QWidget | None = None
        self._box = QFrame(self)
        theme.set_kind(self._box, "floating")
        Shade(self._box, blur=34, drop=14, strength=110)
        self.field = QLineEdit()
        self.field.setAccessibleName("Search or jump to")
        self.field.setPlaceholderText("Search or jump to…")
        theme.set_kind(self.field, "bare")
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.model = PaletteModel(self)
        self._delegate = PaletteDelegate(self)
        self.view = QListView()
        self.view.setAccessibleName("Results")
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows reach it from the field
        theme.set_kind(self.view, "bare")
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._run_index)
        self._none = Label("", "body", "text_2")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        host.installEventFilter(self)
        theme.notifier().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def open(self, items: Sequence[Item], text: str = "", recent: Container[str] = ()) -> None:
        """Come up with these items; ``text`` is what stands in the field."""
        self._before = self._host.window().focusWidget()
        self._recent = recent
        self.set_items(items)
        self.setGeometry(self._host.rect())
        self._place()
        self.show()
        self.raise_()
        self.field.setText(text)
        self.field.setFocus()
        self._search()

    def set_items(self, items: Sequence[Item], folds: Sequence[Folded] = ()) -> None:
        """Offer others, for items that arrive while it is open; `folds` where they are made."""
        self._items = items
        self._folds = folds or fold(items)
        if self.isVisible():
            self._search()

    def close_palette(self) -> None:
        """Go, and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        self.closed.emit()

    def current(self) -> Item | None:
        row = self.view.currentIndex().data(ROW)
        return row if isinstance(row, Item) else None

    # ---- inside ----------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 0, 16, 0)
        head.setSpacing(12)
        head.addWidget(IconLabel("search", "text_2", 18))
        head.addWidget(self.field, 1)
        self._head = QWidget()
        self._head.setLayout(head)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 0, 20, 0)
        foot.setSpacing(18)
        for words in ("↑↓ move", "Enter open", "Esc close"):
            foot.addWidget(Label(words, "small", "text_2"))
        foot.addStretch(1)
        self._help = Label("", "small", "text_2")
        foot.addWidget(self._help)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(line())
        column.addWidget(self._none, 1)
        column.addWidget(self.view, 1)
        column.addWidget(line())
        column.addWidget(self._foot)
        told = [f"{sign} {group.lower()}" for sign, group in self._prefixes.items()]
        self._help.setText("   ".join(told))

    def _restyle(self) -> None:
        self._head.setFixedHeight(theme.px(52))
        self._foot.setFixedHeight(theme.px(34))
        self.field.setFont(theme.font("card_plain"))
        self._place()

    def _place(self) -> None:
        room = self._host.rect()
        wide = min(theme.px(WIDTH), room.width() - 32)
        high = min(theme.px(HEIGHT), room.height() - 48)
        top = min(_TOP, max(16, (room.height() - high) // 2))
        self._box.setGeometry((room.width() - wide) // 2, top, wide, high)

    def _search(self) -> None:
        typed = self.field.text().lstrip()
        group = self._prefixes.get(typed[:1], "")
        query = typed[1:].lstrip() if group else typed
        items, folds = self._items, self._folds
        if group:
            kept = [at for at, item in enumerate(items) if item.group == group]
            items, folds = [items[at] for at in kept], [folds[at] for at in kept]
        found = rank(query, items, folds, self._recent)
        self._delegate.query = query
        self.model.set_items(found)
        self.view.setVisible(bool(found))
        self._none.setVisible(not found)
        self._none.setText(f"Nothing found for “{query}”.")
        self._step(1, start=-1)
        if found and query:
            announce(self.field, f"{len(found)} found")

    def _step(self, by: int, start: int | None = None) -> None:
        rows = self.model.rows
        at = self.view.currentIndex().row() if start is None else start
        for _ in rows:
            at = (at + by) % len(rows)
            if isinstance(rows[at], Item):
                self.view.setCurrentIndex(self.model.index(at))
                if at == 1:
                    self.view.scrollToTop()
                return

    def _run_index(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Item):
            self.close_palette()
            row.run()

    # ---- Qt's ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._host:
            if kind == QEvent.Type.Resize and self.isVisible():
                self.setGeometry(self._host.rect())
                self._place()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1}
            pages = {Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
            key = Qt.Key(event.key())
            if key == Qt.Key.Key_Escape:
                self.close_palette()
            elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run_index(self.view.currentIndex())
            elif key in steps:
                self._step(steps[key])
            elif key == Qt.Key.Key_Backtab:
                self._step(-1)
            elif key in pages:
                for _ in range(abs(pages[key])):
                    self._step(1 if pages[key] > 0 else -1)
            else:
                return super().eventFilter(watched, event)
            return True
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(10, 14, 22, 150 if theme.tokens().dark else 96))
        painter.end()
