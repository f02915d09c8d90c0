"""The list of a day: its groups with their headings, and what is done at the end of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip, QWidget

from models.governance.today import AWAY, DONE, GROUPS, Item
from models.text import counted
from ui import icons, paint, theme
from ui.pages.today_columns import DO, PARTNER, TONES, WHAT, WHEN, columns, tone
from ui.tables.columns import Column
from ui.tables.delegates import CellDelegate
from ui.tables.model import Index, Roles, TableModel
from ui.tables.view import TableView
from ui.tokens import ICON

_HEAD = 36
_SIDE, _BETWEEN = 12, 30  # of the icons at the end of a row
DO_DONE, DO_PUT_OFF, DO_BACK, DO_OPEN = "done", "put_off", "back", "open"
_ICON = {DO_DONE: "check", DO_PUT_OFF: "clock", DO_BACK: "undo-2", DO_OPEN: "arrow-right"}


class Heading(NamedTuple):
    """Stands above the rows of a group, which it hides while it is folded."""

    id: str
    group: str
    many: int
    folded: bool

    @property
    def words(self) -> str:
        return f"{GROUPS[self.group]}, {counted(self.many, 'item')}" + (
            ", folded" if self.folded else ""
        )


def doings(row: Item) -> tuple[str, ...]:
    """What stands at the end of a row, from the left."""
    if row.group == AWAY:
        return (DO_BACK, DO_OPEN)
    return (DO_DONE, DO_PUT_OFF, DO_OPEN) if row.can_be_done else (DO_PUT_OFF, DO_OPEN)


def told(doing: str, row: Item) -> str:
    """What an icon at the end of a row does, and its key."""
    return {
        DO_DONE: f"{DONE.get(row.kind, '')} (Space)",
        DO_PUT_OFF: "Put off (S)",
        DO_BACK: "Bring back (S)",
        DO_OPEN: "Open (Enter)",
    }[doing]


class TodayModel(TableModel):
    """Rows in their groups while no column is sorted by; then one list without headings."""

    def __init__(self, today: Callable[[], date], parent: QObject | None = None) -> None:
        self.folded: set[str] = set()
        super().__init__(columns(today), parent=parent)

    @property
    def rows(self) -> list[Any]:
        """What is on show, without the headings."""
        return [row for row in self._shown if not isinstance(row, Heading)]

    @property
    def lines(self) -> list[Any]:
        """Headings and rows as they stand."""
        return self._shown

    @property
    def some_shown(self) -> bool:
        return bool(self._shown)

    def refresh(self, rows: Iterable[Any]) -> None:
        """Things come and go with their day: all is put in its place anew."""
        self.set_rows(rows)

    def fold(self, group: str, folded: bool | None = None) -> None:
        """Hide the rows of a group, or show them again."""
        self.folded ^= {group} if folded is None or folded != (group in self.folded) else set()
        self._rechoose()

    def heading(self, index: Index) -> Heading | None:
        row = self.row_at(index)
        return row if isinstance(row, Heading) else None

    def spoken(self, row: Any, column: int) -> str:
        if isinstance(row, Heading):
            return row.words if column == 0 else ""
        if column == DO:
            return ", ".join(told(one, row) for one in doings(row))
        return super().spoken(row, column)

    def _choose(self) -> None:
        super()._choose()
        if self._sorted_by[0] >= 0:
            return
        found: dict[str, list[Any]] = {}
        for row in self._shown:
            found.setdefault(row.group, []).append(row)
        self._shown = []
        for group in GROUPS:
            if group in found:
                folded = group in self.folded
                self._shown.append(Heading(f"group:{group}", group, len(found[group]), folded))
                self._shown += [] if folded else found[group]

    # ---- Qt's ------------------------------------------------------------------------------

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column >= len(self.columns) or (column, order) == self._sorted_by:
            return
        self._sorted_by = (column, order)
        self.settle()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        head = self.heading(index)
        if head is None:
            return super().data(index, role)
        if role == Roles.ROW:
            return head
        if role == Roles.ID:
            return head.id
        if role == Roles.COLUMN:
            return self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole and index.column() == 0:
            return f"{GROUPS[head.group]}  {head.many:,}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(head, index.column())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.heading(index) is not None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


class TodayDelegate(CellDelegate):
    """Paints headings, days in the colour of their group, and what can be done with a row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Roles.ROW)
        if isinstance(row, Heading):
            self._heading(painter, option, index, row)
        elif index.column() == PARTNER and not row.partner:
            self._ground(painter, option, index)
        elif index.column() == WHEN:
            self._ground(painter, option, index)
            self._when(painter, option.rect.adjusted(_SIDE, 0, -_SIDE, -1), index, row)
            self._focus(painter, option, index)
        elif index.column() == DO:
            self._ground(painter, option, index)
            for doing, spot in self.spots(option.rect, row):
                icons.paint(painter, spot, _ICON[doing], "text_2")
            self._focus(painter, option, index)
        else:
            super().paint(painter, option, index)

    @staticmethod
    def spots(rect: QRect, row: Item) -> list[tuple[str, QRect]]:
        """Where each icon of a row stands in its cell: all of them at the right."""
        side, step = theme.px(ICON), theme.px(_BETWEEN)
        found, known = [], doings(row)
        for at, doing in enumerate(known):
            left = rect.right() - _SIDE - side - (len(known) - 1 - at) * step
            found.append(
                (doing, paint.square_in(QRect(left, rect.top(), side, rect.height()), side))
            )
        return found

    def doing_at(self, spot: QPoint, rect: QRect, row: Item) -> str:
        """Which icon is under a point, with room around it; blank for none."""
        more = theme.px(_BETWEEN - ICON) // 2
        for doing, square in self.spots(rect, row):
            if square.adjusted(-more, -more, more, more).contains(spot):
                return doing
        return ""

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:  # fmt: skip
        row = index.data(Roles.ROW)
        if isinstance(row, Heading):
            return False
        if index.column() == DO and isinstance(row, Item) and event.type() == QEvent.Type.ToolTip:
            doing = self.doing_at(event.pos(), option.rect, row)
            QToolTip.showText(event.globalPos(), told(doing, row) if doing else "", view)
            return True
        return super().helpEvent(event, view, option, index)

    def _when(self, painter: QPainter, rect: QRect, index: Index, row: Item) -> None:
        column: Column = index.data(Roles.COLUMN)
        words, sub = column.shown(row), column.sub(row) if column.sub else ""
        if self.compact or not sub:
            paint.text(painter, rect, words, "strong", tone(row))
            return
        high, low = paint.metrics("strong").height(), paint.metrics("small").height()
        top = rect.top() + (rect.height() - high - low) // 2
        paint.text(painter, QRect(rect.left(), top, rect.width(), high), words, "strong", tone(row))
        below = QRect(rect.left(), top + high, rect.width(), low)
        paint.text(painter, below, sub, "small", "text_2")

    def _heading(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, head: Heading
    ) -> None:
        rect = option.rect
        painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        if index.column() != WHAT:
            return
        side = theme.px(ICON - 2)
        spot = paint.square_in(rect.adjusted(_SIDE, 0, 0, 0), side)
        icons.paint(painter, spot, "chevron-right" if head.folded else "chevron-down", "text_2")
        inner = rect.adjusted(_SIDE + side + 6, 0, -_SIDE, -1)
        words = GROUPS[head.group]
        paint.text(painter, inner, words, "small_strong", TONES.get(head.group, "text"))
        taken = paint.metrics("small_strong").horizontalAdvance(words) + theme.px(8)
        paint.text(painter, inner.adjusted(taken, 0, 0, 0), f"{head.many:,}", "small", "text_2")
        self._focus(painter, option, index)


class TodayView(TableView):
    """Space finishes, S puts off or brings back, Left and Right fold a group."""

    done_wanted = Signal()
    put_off_wanted = Signal()
    _pressed = QPoint()

    def __init__(self, model: TodayModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent, delegate=TodayDelegate())
        self._delegate.setParent(self)
        self._was = -1
        self._first: Any = None  # where the cursor was put by itself
        self._headed: list[int] = []  # rows that are as high as a heading
        model.modelAboutToBeReset.connect(self._note_row)
        model.modelReset.connect(self._after_reset)
        self.clicked.connect(self._click)
        theme.notifier().changed.connect(self._size_headings)

    @property
    def days(self) -> TodayModel:
        """The model, as what it is."""
        return cast("TodayModel", self._model)

    def selected_rows(self) -> list[Any]:
        """The selected rows, from top to bottom; a heading is none."""
        lines, rows, past = self.days.lines, list[Any](), 0
        parts = self.selectionModel().selection().toList()
        for top, bottom in sorted((part.top(), part.bottom()) for part in parts):
            chosen = lines[max(top, past) : bottom + 1]
            rows += [row for row in chosen if not isinstance(row, Heading)]
            past = max(past, bottom + 1)
        return rows

    def arranged_columns(self) -> list[tuple[Column, bool]]:
        """Those that hold something: what can be done with a row goes to no spreadsheet."""
        return [told for told in super().arranged_columns() if told[0].key_name != "do"]

    def current_row(self) -> Item | None:
        """The thing under the cursor; None on a heading."""
        row = self._model.row_at(self.currentIndex())
        return row if isinstance(row, Item) else None

    def go_to_first(self) -> None:
        """Put the cursor on the first thing, where a person has put it nowhere else."""
        at = self.currentIndex().row()
        if at < 0 or (at > 1 and self.current_id() == self._first):
            self._go_near(0)
            self._first = self.current_id()
            self.scrollToTop()

    # ---- inside ----------------------------------------------------------------------------

    def _open(self, index: Any) -> None:
        head = self.days.heading(index)
        if head is None:
            super()._open(index)
        else:
            self.days.fold(head.group)

    def _click(self, index: QModelIndex) -> None:
        head, row = self.days.heading(index), self._model.row_at(index)
        if head is not None:
            self.days.fold(head.group)
        elif index.column() == DO and isinstance(row, Item):
            delegate = cast("TodayDelegate", self._delegate)
            doing = delegate.doing_at(self._pressed, self.visualRect(index), row)
            if doing == DO_OPEN:
                self.opened.emit(row.id)
            elif doing == DO_DONE:
                self.done_wanted.emit()
            elif doing:
                self.put_off_wanted.emit()

    def _note_row(self) -> None:
        self._was = self.currentIndex().row()

    def _after_reset(self) -> None:
        """What was done is gone: the keys go on with what took its place."""
        self._size_headings()
        if not self.currentIndex().isValid() and self._was >= 0:
            self._go_near(self._was)

    def _go_near(self, at: int) -> None:
        lines = self.days.lines
        order = [*range(at, len(lines)), *range(min(at, len(lines)) - 1, -1, -1)]
        near = next((one for one in order if not isinstance(lines[one], Heading)), -1)
        if near >= 0:
            self.select_ids([lines[near].id], lines[near].id)

    def _size_headings(self) -> None:
        header, lines = self.verticalHeader(), self.days.lines
        found = [at for at, line in enumerate(lines) if isinstance(line, Heading)]
        for at in set(self._headed) - set(found):
            if at < len(lines):
                header.resizeSection(at, header.defaultSectionSize())
        for at in found:
            header.resizeSection(at, theme.px(_HEAD))
        self._headed = found

    # ---- Qt's ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers()
        head = self.days.heading(self.currentIndex()) if self.currentIndex().isValid() else None
        if plain and head is not None and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.days.fold(head.group, key == Qt.Key.Key_Left)
        elif plain and head is not None and key == Qt.Key.Key_Space:
            self.days.fold(head.group)
        elif plain and key == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.done_wanted.emit()
        elif plain and key == Qt.Key.Key_S and self.currentIndex().isValid():
            self.put_off_wanted.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Twice on what does something is once: by then another row may stand there."""
        index = self.indexAt(event.position().toPoint())
        if index.column() == DO or self.days.heading(index) is not None:
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)
