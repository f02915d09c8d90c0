"""Asks for a new meeting, and says while it is typed until when the host has to be told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.errors import UserError
from models.governance.meeting_words import KINDS, WHOM, read_time, weekday_text
from models.names import tidy
from models.typed import read_day
from ui import theme
from ui.dialogs.frame import form_of, lay_out
from ui.dialogs.new_of_partner import NewOfPartner
from ui.widgets.announce import announce
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


class NewMeetingDialog(NewOfPartner):
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
        super().__init__("New meeting", "Add meeting", partners, partner, parent)
        self._today = today
        self.kind = QuietCombo(list(KINDS.items()), "Kind", width=300)
        self.kind.set_current(kind)
        self.title = self.field("Title", "What it is called, or blank")
        self.day = DayField("Day", today)
        self.day.show_day(on, anew=True)
        self.time = self.field("Time", "9:30")
        self.time.setMaximumWidth(theme.px(110))
        self.place = self.field("Place", "A room, a city, or a call")
        self.whom = QuietCombo(list(WHOM.items()), "Whom of the host is met", width=300)
        self.notice = DayField("Notice given on", today)
        self.by = Label("", "control")
        self.standing = Label("", "small", "text_2", wrap=True)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.preview)
        for field in (self.day.field, self.notice.field):
            field.textChanged.connect(self._typed)
        self.partner.textChanged.connect(self._typed_partner)
        self.whom.chosen.connect(self._chosen)
        self.unknown = Label("", "small", "short", wrap=True)  # under the partner's field
        self.partner.editingFinished.connect(self._look_up)
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
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(self.day, 1)
        when.addWidget(self.time, 0, Qt.AlignmentFlag.AlignTop)
        self._form = form_of(
            (
                ("Partner", self.partner),
                ("", self.unknown),
                ("Kind", self.kind),
                ("Title", self.title),
                ("Day and time", when),
                ("Place", self.place),
                ("Whom of the host", self.whom),
                ("Notice given on", self.notice),
            )
        )
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.by)
        told.addWidget(self.standing)
        self._form.setRowVisible(self.unknown, False)
        lay_out(self, self.head, self._form, self.add, self.problem, below=(told,))
        self.setMinimumWidth(theme.px(560))
        self.preview()

    def _look_up(self) -> bool:
        """Whether the partner that is typed is one; says under the field where it is none."""
        typed = tidy(self.partner.text())
        known = bool(self.known(typed))
        words = f"There is no partner named {typed}. Choose one of the list."
        self._say_of_partner(words if typed and not known else "")
        return known

    def _say_of_partner(self, words: str) -> None:
        self.unknown.setText(words)
        self._form.setRowVisible(self.unknown, bool(words))
        theme.set_kind(self.partner, "short" if words else "", "state")
        self.partner.setAccessibleDescription(words)
        if words:
            announce(self.partner, words)

    def _typed(self, _: str = "") -> None:
        self.problem.hide()
        self._quiet.start()

    def _typed_partner(self, _: str = "") -> None:
        self._say_of_partner("")
        self._typed()

    def _chosen(self, _: object = None) -> None:
        self.preview()

    def finish(self) -> None:
        if not self._look_up():
            if not tidy(self.partner.text()):
                self._say_of_partner("A meeting has a partner. Choose one of the list.")
            self.partner.setFocus()
            self.partner.selectAll()
            return
        try:
            made = self._read()
        except UserError as error:
            self.show_problem(str(error))
            return
        self.add.setEnabled(False)  # until the answer comes back: once pressed is once added
        self.made.emit(made)

    def _read(self) -> NewMeeting:
        on = self.read(self.day.field, self._day)
        if on is None:
            raise self.refused(
                self.day.field,
                UserError("A meeting needs its day.", "Type one, such as 3 Mar 2026."),
            )
        values = {
            "kind": str(self.kind.current),
            "title": tidy(self.title.text()),
            "at_time": self.read(self.time, read_time),
            "place": tidy(self.place.text()),
            "with_whom": str(self.whom.current),
            "notice_on": self.read(self.notice.field, self._day),
        }
        return NewMeeting(self.known(self.partner.text()), on, values)

    def _day(self, text: str) -> date | None:
        return read_day(text, self._today)
