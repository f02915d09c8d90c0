"""Why a criterion stands as it does: the sentence, what counts, what is left out, the clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ui import icons, paint, theme
from ui.tokens import STATUS_ICON, STATUS_WORD, Status

_NODE = Qt.ItemDataRole.UserRole + 1
_MOST = 200  # records shown of one group
_SIDE = 8
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Record:
    """A record in words; kind and id lead to it. ``reason`` says why it does not count."""

    text: str
    kind: str = ""
    id: object = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion with its reason. ``clause`` names where the program says so."""

    id: str
    title: str
    sentence: str
    status: Status
    clause: str = ""
    counted: tuple[Record, ...] = ()
    left_out: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class _Node:
    """What one row of the tree draws."""

    level: int  # 0 criterion, 1 group, 2 record
    head: str
    text: str = ""
    foot: str = ""
    status: Status | None = None
    record: Record | None = None
    reason_id: str = ""


class ReasonTree(QTreeView):
    """Arrow keys open and close; Enter or a double click on a record leads to it."""

    record_opened = Signal(str, object)  # kind, id

    def __init__(self, name: str = "Explanation", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        theme.set_kind(self, "bare")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(True)
        self.setIndentation(theme.px(16))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self._delegate = _ReasonDelegate(self)
        self.setItemDelegate(self._delegate)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._toggle)
        theme.notifier().changed.connect(self._restyle)

    def set_reasons(self, reasons: Sequence[Reason], expand: str = "") -> None:
        """Show these; the one of this id is opened, or the one that was open before."""
        open_before = expand or self._open_id()
        self._model.clear()
        for reason in reasons:
            top = self._item(
                _Node(
                    0,
                    reason.title,
                    reason.sentence,
                    reason.clause,
                    reason.status,
                    reason_id=reason.id,
                )
            )
            self._group(top, "Counted", "No record counts", reason.counted)
            if reason.left_out:
                self._group(top, "Left out", "", reason.left_out)
            self._model.appendRow(top)
        if open_before:
            self.show_reason(open_before)

    def show_reason(self, reason_id: str) -> None:
        """Open one criterion with what counts, and bring it to the top."""
        for at in range(self._model.rowCount()):
            index = self._model.index(at, 0)
            node: _Node = index.data(_NODE)
            if node.reason_id == reason_id:
                self.expandRecursively(index)
                self.setCurrentIndex(index)
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def _open_id(self) -> str:
        for at in range(self._model.rowCount()):
            index = self._model.index(at, 0)
            if self.isExpanded(index):
                node: _Node = index.data(_NODE)
                return node.reason_id
        return ""

    def _group(
        self, top: QStandardItem, head: str, empty: str, records: tuple[Record, ...]
    ) -> None:
        count = len(records)
        noun = "record" if count == 1 else "records"
        group = self._item(_Node(1, f"{head}: {count:,} {noun}" if count else empty))
        for record in records[:_MOST]:
            group.appendRow(self._item(_Node(2, record.text, record.reason, record=record)))
        if count > _MOST:
            group.appendRow(self._item(_Node(2, f"and {count - _MOST:,} more")))
        top.appendRow(group)

    @staticmethod
    def _item(node: _Node) -> QStandardItem:
        item = QStandardItem(node.head)
        item.setData(node, _NODE)
        word = f"{STATUS_WORD[node.status]}. " if node.status is not None else ""
        parts = [f"{word}{node.head}", node.text, node.foot]
        spoken = ". ".join(part.rstrip(".") for part in parts if part)
        item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        return item

    def _open(self, index: QModelIndex) -> None:
        node: _Node | None = index.data(_NODE)
        if node is not None and node.record is not None and node.record.kind:
            self.record_opened.emit(node.record.kind, node.record.id)

    def _toggle(self, index: QModelIndex) -> None:
        node: _Node = index.data(_NODE)
        if node.level < 2:
            self.setExpanded(index, not self.isExpanded(index))

    def _restyle(self) -> None:
        self.setIndentation(theme.px(16))
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            # Wrapped text changes height; the view keeps heights until it is told.
            QTimer.singleShot(0, self, self.scheduleDelayedItemsLayout)


class _ReasonDelegate(QStyledItemDelegate):
    def __init__(self, view: ReasonTree) -> None:
        super().__init__(view)
        self._view = view

    def _width(self, node: _Node) -> int:
        steps = node.level + 1
        return self._view.viewport().width() - steps * self._view.indentation() - 2 * _SIDE

    @staticmethod
    def _lines(node: _Node) -> list[tuple[str, str, str]]:
        """Text, role and ink of each paragraph."""
        if node.level == 0:
            lines = [(node.head, "strong", "text"), (node.text, "body", "text_2")]
            return [*lines, (node.foot, "small", "text_3")]
        if node.level == 1:
            return [(node.head, "small_strong", "text_2")]
        return [(node.head, "body", "text"), (node.text, "small", "text_2")]

    def _shift(self, node: _Node) -> int:
        return theme.px(24) if node.level == 0 else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        node: _Node = index.data(_NODE)
        wide = max(40, self._width(node) - self._shift(node))
        high = theme.px(10 if node.level == 0 else 6)
        for words, role, _ in self._lines(node):
            high += _height(words, role, wide)
        return QSize(wide, max(high, theme.px(24)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        node: _Node = index.data(_NODE)
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            paint.rounded(painter, QRectF(rect), 6, theme.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint.rounded(painter, QRectF(rect), 6, theme.colour("hover"))
        shift = self._shift(node)
        inner = rect.adjusted(_SIDE + shift, theme.px(5 if node.level == 0 else 3), -_SIDE, 0)
        if node.status is not None:
            side = theme.px(16)
            spot = QRect(rect.left() + _SIDE, inner.top() + 1, side, side)
            ink = theme.tokens().status(node.status).text
            icons.paint(painter, spot, STATUS_ICON[node.status], ink)
        y = inner.top()
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        for words, role, ink in self._lines(node):
            if not words:
                continue
            high = _height(words, role, inner.width())
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(ink))
            painter.drawText(QRect(inner.left(), y, inner.width(), high), flags, words)
            y += high


def _height(words: str, role: str, wide: int) -> int:
    if not words:
        return 0
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
    return paint.metrics(role).boundingRect(QRect(0, 0, wide, 10_000), flags, words).height()
