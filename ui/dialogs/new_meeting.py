"""Asks for a new meeting, and says while it is typed until when the host has to be told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.errors import UserError
from models.governance.meeting_words import KINDS, WHOM, read_time, weekday_text
from models.names import fold, tidy
from models.typed import read_day
from ui import theme
from ui.dialogs.keeps_typed import KeepsTyped
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.day_field import DayField
from ui.widgets.labels import Label
from ui.widgets.quiet_combo import QuietCombo

if TYPE_CHECKING:
    from models.governance.notice import Notice

_INKS = {"in_time": "met", "late": "short", "missing": "short"}
_QUIET_MS = 200  # from the last key until the last day for notice is asked for


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What was typed: the partner's name, the day, and the meeting's other fields."""

    partner: str
    on: date
    values: dict[str, Any]


class NewMeetingDialog(KeepsTyped):
    """``made`` carries a NewMeeting, ``previewing`` one that is still being typed.

    Whoever opened it answers with `show_notice`, and closes it once the meeting is written.
    """

    made = Signal(object)
    previewing = Signal(object)

    def __init__(
        self,
        partners: Sequence[str],
        today: date,
        parent: QWidget | None = None,
        *,
        partner: str = "",
        kind: str = "meeting",
        on: date | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("New meeting")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._today = today
        self._known = {fold(name): name for name in partners}
        self.partner = self._field("Partner", "Type to find a partner", partner)
        completer = QCompleter(list(partners), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.partner.setCompleter(completer)
        self.kind = QuietCombo(list(KINDS.items()), "Kind", width=300)
        self.kind.set_current(kind)
        self.title = self._field("Title", "What it is called, or blank")
        self.day = DayField("Day", today)
        self.day.show_day(on, anew=True)
        self.time = self._field("Time", "9:30")
        self.time.setMaximumWidth(theme.px(110))
        self.place = self._field("Place", "A room, a city, or a call")
        self.whom = QuietCombo(list(WHOM.items()), "Whom of the host is met", width=300)
        self.notice = DayField("Notice given on", today)
        self.by = Label("", "control")
        self.standing = Label("", "small", "text_2", wrap=True)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.preview)
        for field in (self.day.field, self.notice.field, self.partner):
            field.textChanged.connect(self._typed)
        self.whom.chosen.connect(self._chosen)
        self._build()
        self.keep(self.partner, self.title, self.day.field, self.time, self.place,
                  self.notice.field)  # fmt: skip
        (self.title if partner else self.partner).setFocus()

    # ---- for whoever opened it -------------------------------------------------------------

    def show_notice(self, notice: Notice) -> None:
        """Say how the notice of what is typed would stand."""
        self.by.setText(f"Last day for notice: {weekday_text(notice.by)}" if notice.by else "")
        self.by.setVisible(notice.by is not None)
        self.standing.setText(notice.sentence)
        self.standing.set_ink(_INKS.get(notice.state, "text_2"))

    def show_problem(self, sentence: str) -> None:
        """Say why it was not added; what was typed stays."""
        self.problem.setText(sentence)
        self.problem.show()
        announce(self, sentence)
        self.add.setEnabled(True)

    def preview(self) -> None:
        """Ask how the notice of what is typed would stand, as far as it can be read."""
        self._quiet.stop()
        try:
            on = read_day(self.day.field.text(), self._today)
            told = read_day(self.notice.field.text(), self._today)
        except UserError:
            on = told = None
        if on is None:
            self.by.hide()
            self.standing.setText("The last day for notice is said here once the day is known.")
            self.standing.set_ink("text_2")
            return
        self.previewing.emit(
            NewMeeting(
                tidy(self.partner.text()), on, {"with_whom": self.whom.current, "notice_on": told}
            )
        )

    # ---- inside ----------------------------------------------------------------------------

    def _build(self) -> None:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(self.day, 1)
        when.addWidget(self.time, 0, Qt.AlignmentFlag.AlignTop)
        for title, field in (
            ("Partner", self.partner),
            ("Kind", self.kind),
            ("Title", self.title),
            ("Day and time", when),
            ("Place", self.place),
            ("Whom of the host", self.whom),
            ("Notice given on", self.notice),
        ):
            label = Label(title, "control", "text_2")
            if isinstance(field, QWidget):
                label.setBuddy(field)
            form.addRow(label, field)
        self.add = Button("Add meeting", "primary")
        self.add.setDefault(True)
        self.add.clicked.connect(self._finish)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(Label("New meeting", "card"))
        column.addLayout(form)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.by)
        told.addWidget(self.standing)
        column.addLayout(told)
        column.addWidget(self.problem)
        self.add.setParent(self)  # before the way out, so that Tab reaches it first
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(560))
        self.preview()

    def _field(self, name: str, hint: str, text: str = "") -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        return made

    def _typed(self, _: str = "") -> None:
        self.problem.hide()
        self._quiet.start()

    def _chosen(self, _: object = None) -> None:
        self.preview()

    def _finish(self) -> None:
        try:
            made = self._read()
        except UserError as error:
            self.show_problem(str(error))
            return
        self.add.setEnabled(False)  # until the answer comes back: once pressed is once added
        self.made.emit(made)

    def _read(self) -> NewMeeting:
        name = self._known.get(fold(tidy(self.partner.text())), "")
        if not name:
            typed = tidy(self.partner.text())
            words = f"There is no partner named {typed}." if typed else "A meeting has a partner."
            raise self._refuse(self.partner, UserError(words, "Choose one of the list."))
        on = self._of(self.day.field, self._day)
        if on is None:
            raise self._refuse(
                self.day.field,
                UserError("A meeting needs its day.", "Type one, such as 3 Mar 2026."),
            )
        values = {
            "kind": str(self.kind.current),
            "title": tidy(self.title.text()),
            "at_time": self._of(self.time, read_time),
            "place": tidy(self.place.text()),
            "with_whom": str(self.whom.current),
            "notice_on": self._of(self.notice.field, self._day),
        }
        return NewMeeting(name, on, values)

    def _day(self, text: str) -> date | None:
        return read_day(text, self._today)

    def _of(self, field: QLineEdit, read: Any) -> Any:
        try:
            value = read(field.text())
        except UserError as error:
            raise self._refuse(field, error) from error
        theme.set_kind(field, "", "state")
        return value

    def _refuse(self, field: QLineEdit, error: UserError) -> UserError:
        theme.set_kind(field, "short", "state")
        field.setFocus()
        field.selectAll()
        return error
