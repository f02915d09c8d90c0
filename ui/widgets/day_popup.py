"""A calendar that opens under a field or a button and gives back the day that was picked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from models.errors import UserError
from models.text import day_text
from models.typed import read_day
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class DayPopup(QFrame):
    """Type a day or pick one; ``picked`` tells it (None for "no day") and the popup closes."""

    picked = Signal(object)

    def __init__(
        self,
        day: date | None,
        today: date,
        parent: QWidget,
        *,
        clearable: bool = False,
        typing: bool = True,
    ) -> None:
        """Without `typing` it is the calendar alone, for a field in which one types already."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_kind(self, "floating")
        self.setAccessibleName("Choose a day")
        self._today = today
        self.field = QLineEdit(day_text(day) if day else "")
        self.field.setAccessibleName("Day")
        self.field.setPlaceholderText("3 Mar 2026 or 2026-03-03")
        self.field.returnPressed.connect(self._take_typed)
        self._problem = Label("", "small", "short", wrap=True)
        self._problem.hide()
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName("Calendar")
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setMinimumHeight(theme.px(212))  # its own rows are cramped
        for days in self.calendar.findChildren(QTableView):
            days.setAccessibleName("Days")
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        weekend = QTextCharFormat()
        weekend.setForeground(theme.colour("text_2"))
        for name in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(name, weekend)
        shown = day or today
        self.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        now = Button(f"Today, {day_text(today)}", "link")
        now.clicked.connect(self._take_today)
        row = QHBoxLayout()
        row.addWidget(now)
        row.addStretch(1)
        if clearable:
            none = Button("No day", "link")
            none.clicked.connect(self._take_none)
            row.addWidget(none)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(6)
        for part in (self.field, self._problem, self.calendar):
            column.addWidget(part)
        column.addLayout(row)
        self.field.setVisible(typing)

    def add_link(self, text: str, slot: Callable[[], object]) -> None:
        """One more thing to do from here, under the calendar; the popup closes then."""
        link = Button(text, "link")
        link.clicked.connect(self.close)
        link.clicked.connect(slot)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def open_under(self, anchor: QWidget) -> None:
        """Show it below a widget, or above where the screen ends."""
        self.adjustSize()
        room = anchor.screen().availableGeometry()
        spot = QRect(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)), self.sizeHint())
        if spot.bottom() > room.bottom():
            spot.moveBottom(anchor.mapToGlobal(QPoint(0, -4)).y())
        spot.moveLeft(max(room.left(), min(spot.left(), room.right() - spot.width())))
        self.move(spot.topLeft())
        self.show()
        if self.field.isHidden():
            self.calendar.setFocus()
        else:
            self.field.setFocus()
            self.field.selectAll()

    def _take_typed(self) -> None:
        try:
            day = read_day(self.field.text(), self._today)
        except UserError as error:
            self._problem.setText(str(error))
            self._problem.show()
            theme.set_kind(self.field, "short", "state")
            self.adjustSize()
            return
        self._give(day or self._today)

    def _take(self, day: QDate) -> None:
        self._give(date(day.year(), day.month(), day.day()))

    def _take_today(self) -> None:
        self._give(self._today)

    def _take_none(self) -> None:
        self._give(None)

    def _give(self, day: date | None) -> None:
        self.picked.emit(day)
        self.close()
