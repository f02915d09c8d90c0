"""The list of a partner's timeline: months as headings, each day said once, each entry a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.governance.timeline import (
    JOURNAL,
    KINDS,
    SOURCE_WORDS,
    Entry,
    by_month,
    days_said,
)
from models.text import day_text
from ui import icons, paint, theme
from ui.tables.steps import runs
from ui.widgets.sections import ROW, Index, SectionedModel

_HEADING = 38
_HIGH, _DAY, _ICON, _WHO, _TAG, _SIDE = 48, 84, 16, 148, 72, 16
_ANY_HEIGHT = 16777215  # Qt's own for no limit
_NARROW = 620  # logical pixels under which the person stands with the detail
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class _Model(SectionedModel):
    def told(self, row: Entry, role: int) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            source = SOURCE_WORDS[row.source].lower()
            parts = (row.title, row.detail, KINDS[row.kind][0], row.who,
                     f"{source} on {day_text(row.on)}")  # fmt: skip
            return ", ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            head = f"{SOURCE_WORDS[row.source]} on {day_text(row.on)}"
            return paint.plain_tip(
                "\n".join(part for part in (head, row.title, row.detail) if part)
            )
        return super().told(row, role)


class _Delegate(QStyledItemDelegate):
    first: frozenset[str] = frozenset()  # entries that say their day

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(ROW), str)
        return QSize(theme.px(200), theme.px(_HEADING if heading else _HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, rect = index.data(ROW), option.rect
        if isinstance(row, str):
            spot = rect.adjusted(_SIDE, 0, -_SIDE, -theme.px(8))
            high = paint.metrics("strong").height()
            line = QRect(spot.left(), spot.bottom() - high, spot.width(), high)
            paint.text(painter, line, row, "strong", "text_2")
            painter.fillRect(
                QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.tokens().line
            )
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        self._row(painter, rect, row)
        view = option.widget
        if isinstance(view, QListView) and view.hasFocus() and view.currentIndex() == index:
            bar = QRect(rect.left(), rect.top(), 3, rect.height() - 1)
            painter.fillRect(bar, theme.colour("accent"))

    def _row(self, painter: QPainter, rect: QRect, row: Entry) -> None:
        narrow = rect.width() < theme.px(_NARROW)
        left, day = rect.left() + _SIDE, theme.px(_DAY)
        high, low = paint.metrics("control").height(), paint.metrics("small").height()
        top = rect.top() + (rect.height() - high - low - 1) // 2
        if row.id in self.first:
            words = day_text(row.on).rsplit(" ", 1)[0]
            paint.text(painter, QRect(left, top, day, high), words, "strong")
            spot = QRect(left, top + high, day, low)
            paint.text(painter, spot, _WEEKDAYS[row.on.weekday()], "small", "text_3")
        left += day
        side = theme.px(_ICON)
        icon = QRect(left, top + (high - side) // 2 + 1, side, side)
        entered = row.source == JOURNAL
        icons.paint(painter, icon, "pencil" if entered else KINDS[row.kind][1],
                    "text_3" if entered else "accent")  # fmt: skip
        left += side + 12
        right = rect.right() - _SIDE
        if entered:
            size = paint.pill_size(SOURCE_WORDS[JOURNAL])
            spot = QRect(right - size.width(), rect.top() + (rect.height() - size.height()) // 2,
                         size.width(), size.height())  # fmt: skip
            paint.pill(painter, spot, SOURCE_WORDS[JOURNAL], "plain")
        right -= max(theme.px(_TAG), paint.pill_size(SOURCE_WORDS[JOURNAL]).width()) + 8
        if not narrow:
            wide = theme.px(_WHO)
            spot = QRect(right - wide, rect.top(), wide, rect.height() - 1)
            paint.text(painter, spot, row.who, "small", "text_2")
            right -= wide + 12
        detail = row.detail
        if narrow and row.who:
            detail = f"{row.who} · {detail}" if detail else row.who
        wide = max(0, right - left)
        ink = "text_2" if entered else "text"
        if not detail:
            spot = QRect(left, rect.top(), wide, rect.height() - 1)
            paint.text(painter, spot, row.title, "control", ink)
            return
        paint.text(painter, QRect(left, top, wide, high), row.title, "control", ink)
        paint.text(painter, QRect(left, top + high + 1, wide, low), detail, "small", "text_2")


class TimelineList(QListView):
    """``opened`` tells the entry that Enter or a double click is for."""

    opened = Signal(object)
    chosen = Signal()
    copy_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self._delegate = _Delegate(self)
        self._page = 0  # rows in sight, where the tab scrolls it
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        theme.set_kind(self, "bare")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(self._tell)
        theme.notifier().changed.connect(self.doItemsLayout)

    @property
    def rows(self) -> list[Any]:
        """Headings and entries, as they stand."""
        return list(self._model.rows)

    @property
    def entries(self) -> list[Entry]:
        return [row for row in self._model.rows if isinstance(row, Entry)]

    @property
    def selected(self) -> list[Entry]:
        """The chosen entries from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        found = [self._model.rows[at] for at in places]
        return [row for row in found if isinstance(row, Entry)]

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show others; scroll and selection stay with what is still there."""
        rows = by_month(entries)
        if rows == self._model.rows:
            return
        kept = {entry.id for entry in self.selected}
        current = self._model.data(self.currentIndex(), ROW)
        bar = self.verticalScrollBar()
        place = bar.value()
        self._delegate.first = days_said(rows)
        choice = self.selectionModel()
        choice.blockSignals(True)
        self._model.show_rows(rows)
        # One by one 5,000 chosen rows would take most of a minute.
        places = [at for at, row in enumerate(rows) if isinstance(row, Entry) and row.id in kept]
        selection = QItemSelection()
        for top, bottom in runs(places):
            selection.append(QItemSelectionRange(self._model.index(top), self._model.index(bottom)))
        choice.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if isinstance(current, Entry):
            at = next((at for at, row in enumerate(rows) if _is(row, current)), -1)
            if at >= 0:
                keep = QItemSelectionModel.SelectionFlag.NoUpdate
                choice.setCurrentIndex(self._model.index(at), keep)
        choice.blockSignals(False)
        bar.setValue(place)
        self.chosen.emit()

    @property
    def whole_height(self) -> int:
        """How high it is where all of its rows are in sight."""
        heads = sum(isinstance(row, str) for row in self._model.rows)
        return heads * theme.px(_HEADING) + (len(self._model.rows) - heads) * theme.px(_HIGH)

    def show_whole(self, page: int) -> None:
        """Be as high as the rows, in a tab that scrolls `page` pixels at once; 0: scroll itself."""
        self._page = page // theme.px(_HIGH)
        whole = self.whole_height if page else 0
        self.setMinimumHeight(whole)
        self.setMaximumHeight(whole or _ANY_HEIGHT)
        kinds = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            kinds.ScrollBarAlwaysOff if page else kinds.ScrollBarAsNeeded
        )

    def go_first(self) -> None:
        """Give the first entry the keyboard, unless one has it."""
        if not self.currentIndex().isValid() and len(self._model.rows) > 1:
            self.setCurrentIndex(self._model.index(1))
        self.setFocus()

    # ---- inside ----------------------------------------------------------------------------

    def _open(self, index: Index) -> None:
        row = self._model.data(index, ROW)
        if isinstance(row, Entry):
            self.opened.emit(row)

    def _tell(self) -> None:
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if self._page and event.key() in steps and not event.modifiers():
            at = self.currentIndex().row() + steps[Qt.Key(event.key())] * max(1, self._page - 1)
            self.setCurrentIndex(self._model.index(max(1, min(at, len(self._model.rows) - 1))))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy) or (
            event.key() == Qt.Key.Key_C and event.modifiers() == both
        ):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_E and event.modifiers() == both:
            self.export_wanted.emit()
        else:
            super().keyPressEvent(event)


def _is(row: str | Entry, entry: Entry) -> bool:
    return isinstance(row, Entry) and row.id == entry.id
