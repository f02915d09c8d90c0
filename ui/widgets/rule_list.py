"""A list of rules with how often each is broken, and under it what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import icons, paint, theme
from ui.widgets.sections import ROW, Index, SectionedModel

_HIGH, _SECOND, _SIDE = 34, 19, 6


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One rule; `lines` stand under its title. `quiet` is one that is broken by nothing or off."""

    key: str
    title: str
    count: str
    lines: tuple[str, ...] = ()
    quiet: bool = False
    icon: str = ""
    tip: str = ""


class _Model(SectionedModel):
    def told(self, row: RuleEntry, role: int) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.title, row.count, *row.lines) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (row.tip, *row.lines) if part) or row.title
        return super().told(row, role)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: RuleEntry = index.data(ROW)
        more = theme.px(_SECOND) * len(entry.lines)
        return QSize(theme.px(120), theme.px(_HIGH) + more + (4 if more else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: RuleEntry = index.data(ROW)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        box = option.rect.adjusted(_SIDE, 1, -_SIDE, -1)
        if selected:
            paint.rounded(painter, QRectF(box), 6, theme.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint.rounded(painter, QRectF(box), 6, theme.colour("hover"))
        head = QRect(box.left() + 10, box.top(), box.width() - 20, theme.px(_HIGH) - 2)
        right = head.right()
        if entry.count:
            role = "badge" if entry.quiet else "badge_strong"
            wide = paint.metrics(role).horizontalAdvance(entry.count)
            spot = QRect(right - wide, head.top(), wide + 1, head.height())
            ink = "text_3" if entry.quiet else "text"
            paint.text(painter, spot, entry.count, role, ink, paint.RIGHT)
            right -= wide + 10
        elif entry.icon:
            side = theme.px(15)
            spot = QRect(right - side, head.top() + (head.height() - side) // 2, side, side)
            icons.paint(painter, spot, entry.icon, "met")
            right -= side + 10
        words = QRect(head.left(), head.top(), right - head.left(), head.height())
        ink = "text_2" if entry.quiet else "text"
        paint.text(painter, words, entry.title, "control" if entry.quiet else "strong", ink)
        high = theme.px(_SECOND)
        for at, line in enumerate(entry.lines):
            spot = QRect(head.left(), head.bottom() - 3 + at * high, head.width(), high)
            paint.text(painter, spot, line, "small", "text_2")
        view = option.widget
        if view is not None and view.hasFocus() and selected:
            paint.focus_ring(painter, box, 6)


class RuleList(QListView):
    """``chosen`` tells the key of the rule that a person goes to; arrow keys go at once."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        theme.set_kind(self, "bare")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._tell)
        theme.notifier().changed.connect(self.doItemsLayout)

    @property
    def entries(self) -> list[RuleEntry]:
        return list(self._model.rows)

    @property
    def current(self) -> str:
        at = self.currentIndex().row()
        return self._model.rows[at].key if 0 <= at < len(self._model.rows) else ""

    def show_entries(self, entries: list[RuleEntry], current: str) -> None:
        """Show others; the cursor stays on the same rule, nothing is told."""
        if entries == self._model.rows and current == self.current:
            return
        bar = self.verticalScrollBar()
        place = bar.value()
        self._model.show_rows(entries)
        self.set_current(current)
        bar.setValue(place)

    def set_current(self, key: str) -> None:
        """Go to a rule without telling."""
        at = next((i for i, entry in enumerate(self._model.rows) if entry.key == key), 0)
        choice = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._model.index(at), choice)

    def _tell(self) -> None:
        if self.current:
            self.chosen.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.current
        super().keyPressEvent(event)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.current != before or enter:
            self._tell()
