"""The board: a lane for each step of a card, the cards painted from one list of lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from models.assessment import LANE_TITLES, LANES, MOVE_LANES, BoardLine
from models.text import compact_money
from ui import icons, paint, theme
from ui.pages.partners_table import tier_tone
from ui.paint import plain_tip
from ui.tokens import CARD_GAP, CARD_RADIUS, ICON
from ui.widgets.labels import ElidedLabel, Label

LINE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HIGH, _GAP, _SIDE = 128, 8, 12
_NOTHING = {
    "not_frozen": "Nobody waits to be frozen.",
    "to_decide": "Nothing takes a decision.",
    "ready": "Nothing waits for a signature.",
    "signed": "Nothing is signed off yet.",
    "below": "Everybody meets a tier.",
    "down": "Nobody.",
    "same": "Nobody.",
    "up": "Nobody.",
}


def look(line: BoardLine) -> tuple[str, str, str]:
    """Icon, ink and words of a card's third row: what was signed, else the move."""
    if line.outcome in ("none", "leave"):
        return "circle-x", "short", line.decided
    if line.outcome == "exception":
        return "badge-check", "at_risk", line.decided
    if line.outcome:
        return "shield-check", "met", line.mover
    if line.gone:
        return "trash-2", "no_data", "Deleted since"
    if not line.meets:
        return "circle-arrow-down", "short", line.mover
    icon, ink = {
        "up": ("trending-up", "met"),
        "same": ("circle-check", "met"),
        "down": ("trending-down", "at_risk"),
    }[line.move]
    return icon, ink, line.mover


def two_lines(words: str, metrics: QFontMetrics, width: int) -> list[str]:
    """A sentence on as few lines as it fits, two at most; the second holds all the rest."""
    if metrics.horizontalAdvance(words) <= width:
        return [words]
    at = len(words)
    while (at := words.rfind(" ", 0, at)) > 0:
        if metrics.horizontalAdvance(words[:at]) <= width:
            return [words[:at], words[at + 1 :]]
    return [words]


class LaneModel(QAbstractListModel):
    """The lines of one lane, in the order of the board's own list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[BoardLine] = []

    def show_lines(self, lines: Sequence[BoardLine]) -> None:
        """Take other lines; where they are the same records nothing scrolls away."""
        if [line.id for line in lines] == [line.id for line in self.lines]:
            self.lines = list(lines)
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def position(self, line_id: object) -> int:
        return next((at for at, line in enumerate(self.lines) if line.id == line_id), -1)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.partner
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.partner}, {line.calculated.label}: {look(line)[2]}. {line.why}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{line.partner}\n{look(line)[2]}\n{line.why}")
        return None


class CardDelegate(QStyledItemDelegate):
    """Paints a card straight from its line: name, tier and money, the move, what limits it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(theme.px(160), theme.px(_HIGH) + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: BoardLine = index.data(LINE)
        rect = QRect(option.rect).adjusted(0, 0, 0, -_GAP)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        view = option.widget
        ground = "selected" if chosen else ("hover" if over else "card")
        edge = "accent" if chosen else "line"
        paint.rounded(painter, QRectF(rect), CARD_RADIUS, theme.colour(ground), theme.colour(edge))
        if chosen and view is not None and view.hasFocus():
            paint.focus_ring(painter, rect, CARD_RADIUS)
        inner = rect.adjusted(_SIDE, theme.px(10), -_SIDE, -theme.px(10))
        self._name(painter, inner, line)
        self._tier(painter, inner, line)
        self._words(painter, inner, line)

    @staticmethod
    def _name(painter: QPainter, inner: QRect, line: BoardLine) -> None:
        side = theme.px(26)
        row = QRect(inner.left(), inner.top(), inner.width(), side)
        paint.avatar(painter, QRect(row.left(), row.top(), side, side), line.partner)
        paint.text(painter, row.adjusted(side + 10, 0, 0, 0), line.partner, "strong")

    @staticmethod
    def _tier(painter: QPainter, inner: QRect, line: BoardLine) -> None:
        tier = line.granted or line.calculated
        size = paint.pill_size(tier.label)
        top = inner.top() + theme.px(32)
        money = compact_money(line.tcv_minor, line.currency)
        wide = paint.metrics("number").horizontalAdvance(money)
        room = inner.width() - wide - 8
        pill = QRect(inner.left(), top, min(size.width(), room), size.height())
        paint.pill(painter, pill, tier.label, tier_tone(tier))
        right = QRect(inner.right() - wide, top, wide + 1, size.height())
        paint.text(painter, right, money, "number", "text_2", paint.RIGHT)

    @staticmethod
    def _words(painter: QPainter, inner: QRect, line: BoardLine) -> None:
        icon, ink, words = look(line)
        high = paint.metrics("control").height()
        row = QRect(inner.left(), inner.top() + theme.px(59), inner.width(), high)
        side = theme.px(ICON)
        icons.paint(painter, paint.square_in(row, side), icon, theme.tokens().colour(ink))
        paint.text(painter, row.adjusted(side + theme.px(6), 0, 0, 0), words, "control", ink)
        small = paint.metrics("small")
        low = QRect(row.left(), row.bottom() + theme.px(4), row.width(), small.height())
        for said in two_lines(line.why, small, low.width()):
            paint.text(painter, low, said, "small", "text_2")
            low.translate(0, small.height())


class LaneView(QListView):
    """One lane's cards; every signal carries a line's id."""

    opened = Signal(object)  # Enter or a click
    menu_wanted = Signal(object, QPoint)  # id, where on the screen
    stepped = Signal(int)  # Left or Right: to the next lane
    moved = Signal(object)  # the card under the cursor is another one

    def __init__(self, lane: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_kind(self, "bare")
        self.setAccessibleName(LANE_TITLES[lane])  # with the count, once there are lines
        self.model_of = LaneModel(self)
        self.setModel(self.model_of)
        self.setItemDelegate(CardDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        theme.notifier().changed.connect(self._restyle)

    @property
    def current(self) -> BoardLine | None:
        line: BoardLine | None = self.currentIndex().data(LINE)
        return line if self.selectionModel().hasSelection() else None

    def choose(self, line_id: object) -> bool:
        """Put the cursor on a line; whether it is in this lane."""
        at = self.model_of.position(line_id)
        if at >= 0:
            self.setCurrentIndex(self.model_of.index(at))
            self.scrollTo(self.currentIndex())
        return at >= 0

    def spot(self) -> QPoint:
        """Where a menu for the card under the cursor opens."""
        rect = self.visualRect(self.currentIndex())
        return self.viewport().mapToGlobal(QPoint(rect.left() + 24, rect.top() + 40))

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        line: BoardLine | None = index.data(LINE)
        if line is not None:
            self.opened.emit(line.id)

    def _ask_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.setCurrentIndex(index)
            line: BoardLine = index.data(LINE)
            self.menu_wanted.emit(line.id, self.viewport().mapToGlobal(at))

    # Qt's

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        line: BoardLine | None = current.data(LINE) if current.isValid() else None
        if line is not None:
            self.moved.emit(line.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self.model_of.lines:
            at = max(0, self.currentIndex().row())
            self.setCurrentIndex(_NOWHERE)
            self.setCurrentIndex(self.model_of.index(min(at, len(self.model_of.lines) - 1)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._open(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        index = self.currentIndex()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._open(index)
        elif key == Qt.Key.Key_Menu and index.isValid():
            self.menu_wanted.emit(index.data(LINE).id, self.spot())
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class Lane(QFrame):
    """A lane: its title, how many cards it holds, and the cards."""

    def __init__(self, lane: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_kind(self, "well")
        self.view = LaneView(lane)
        self.title = ElidedLabel(LANE_TITLES[lane], "strong")
        self.count = Label("0", "small_strong", "text_2")
        self._empty = Label(_NOTHING[lane], "small", "text_2", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 4)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self.view, 1)

    def show_lines(self, lane: str, lines: Sequence[BoardLine]) -> None:
        """Be this lane, with these cards."""
        self.title.setText(LANE_TITLES[lane])
        self._empty.setText(_NOTHING[lane])
        self.view.model_of.show_lines(lines)
        self.count.setText(f"{len(lines):,}")
        self.view.setAccessibleName(f"{self.title.text()}: {len(lines):,}")
        self._empty.setVisible(not lines)


class LaneBoard(QWidget):
    """The lanes side by side; one card of all of them is under the cursor."""

    opened = Signal(object)
    menu_wanted = Signal(object, QPoint)
    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(CARD_GAP)
        self.lanes = [Lane(lane) for lane in LANES]
        for lane in self.lanes:
            row.addWidget(lane, 1)
            lane.view.opened.connect(self.opened)
            lane.view.menu_wanted.connect(self.menu_wanted)
            lane.view.stepped.connect(self._step)
            lane.view.moved.connect(self._take_cursor)

    def show_lines(self, lines: Iterable[BoardLine], *, dry: bool) -> None:
        """Put each line into its lane.

        The cursor stays in its lane: where its card has gone on, the next one is under it. In a
        dry run the lanes are the moves, since nothing can be signed.
        """
        before, place = self.current, self._place()
        names = MOVE_LANES if dry else LANES
        held: dict[str, list[BoardLine]] = {name: [] for name in names}
        for line in lines:
            held[line.move_lane if dry else line.lane].append(line)
        for lane, name in zip(self.lanes, names, strict=True):
            lane.show_lines(name, held[name])
        # Nobody is left out as a rule; an empty lane would cost the others a quarter of the room.
        self.lanes[0].setVisible(dry or bool(held[names[0]]))
        if before is not None and place is not None:
            self._put_back(before, *place)

    def _place(self) -> tuple[LaneView, int] | None:
        view = next((lane.view for lane in self.lanes if lane.view.current), None)
        return (view, view.currentIndex().row()) if view else None

    def _put_back(self, before: BoardLine, view: LaneView, row: int) -> None:
        if not view.choose(before.id) and view.model_of.lines:
            view.setCurrentIndex(view.model_of.index(min(row, len(view.model_of.lines) - 1)))
        elif view.current is None:
            self.choose(before.id)

    @property
    def current(self) -> BoardLine | None:
        """The line under the cursor."""
        found = (lane.view.current for lane in self.lanes)
        return next((line for line in found if line is not None), None)

    def choose(self, line_id: object) -> bool:
        return any(lane.view.choose(line_id) for lane in self.lanes)

    def focus(self) -> None:
        """Give the keyboard to the card under the cursor, or to the first card there is."""
        views = [lane.view for lane in self.lanes]
        held = [view for view in views if view.current] or [v for v in views if v.model_of.lines]
        (held or views)[0].setFocus()

    def spot(self) -> QPoint:
        view = next((lane.view for lane in self.lanes if lane.view.current), None)
        return view.spot() if view else self.mapToGlobal(QPoint(40, 40))

    def _take_cursor(self, line_id: object) -> None:
        for lane in self.lanes:
            if lane.view is not self.sender():
                lane.view.clearSelection()
        self.moved.emit(line_id)

    def _step(self, by: int) -> None:
        views = [lane.view for lane in self.lanes]
        sender = self.sender()
        at = next(at for at, view in enumerate(views) if view is sender)
        beyond = views[at + 1 :] if by > 0 else views[:at][::-1]
        for view in beyond:
            if view.model_of.lines:
                row = min(views[at].currentIndex().row(), len(view.model_of.lines) - 1)
                view.setFocus()
                view.setCurrentIndex(view.model_of.index(max(0, row)))
                return
