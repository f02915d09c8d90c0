"""The meeting that a pack is made for: when, where, who comes, which decisions are wanted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from models.pack_plan_words import MOST_ATTENDEES, MOST_LINE
from models.text import day_text
from ui.pages.packs_asks import AsksBox
from ui.pages.packs_panel import Block
from ui.widgets.buttons import Button
from ui.widgets.day_field import DayField
from ui.widgets.labels import Label, SettledLabel
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.pack_plan import PackPlan
    from models.partner import Contact
    from models.store.meeting_packs import Offer


class MeetingTab(PageScroll):
    """``edited`` tells a field of the plan, its value, and whether it was typed.

    ``asked`` tells the number of a decision to edit, ``taking`` that the meeting which is offered
    is wanted.
    """

    edited = Signal(str, object, bool)
    asked = Signal(int)
    taking = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent, name="Meeting")
        self._contacts: tuple[str, ...] = ()
        self.body.setSpacing(6)
        self.body.setContentsMargins(0, 4, 6, 4)
        self.day = DayField("Meeting date", today)
        self.day.picked.connect(self._day_picked)
        self.place = QLineEdit()
        self.place.setMaxLength(MOST_LINE)
        self.place.setPlaceholderText("Oslo, or a call")
        self.place.setAccessibleName("Place")
        self.place.textEdited.connect(self._place_typed)
        self.attendees = Block("Attendees, one person a line", 4)
        self.attendees.setPlaceholderText("One person a line:\nAda Brandt, executive sponsor")
        self.attendees.textChanged.connect(self._attendees_typed)
        self._many = SettledLabel(
            f"The cover has room for {MOST_ATTENDEES} people; the others are left off it.",
            "small",
            "short",
        )
        self._many.hide()
        self.pick = Button("From the contacts", "link", "user-plus")
        self.pick.clicked.connect(self._offer)
        self.asks = AsksBox()
        self.asks.opened.connect(self.asked)
        self.take = Button("", "plain", "calendar")
        self.take.clicked.connect(self.taking)
        self.take.hide()
        self.body.addWidget(self.take)
        self._add("Date", self.day)
        self._add("Place", self.place)
        row = QHBoxLayout()
        row.setSpacing(4)
        label = Label("Attendees", "small_strong")
        label.setBuddy(self.attendees)
        row.addWidget(label, 1)
        row.addWidget(self.pick)
        self.body.addLayout(row)
        self.body.addWidget(self.attendees)
        self.body.addWidget(self._many)
        self.body.addSpacing(6)
        self.body.addWidget(Label("Decisions wanted", "small_strong"))
        self.body.addWidget(self.asks)
        self.body.addStretch(1)

    def show_plan(self, plan: PackPlan, *, anew: bool) -> None:
        """Show what the plan holds; nothing is told. `anew` is another pack."""
        self.day.show_day(plan.meeting_on, anew=anew)
        if self.place.text() != plan.place:
            self.place.setText(plan.place)
        if anew or plan.attendees != self._lines():
            self.attendees.show_text("\n".join(plan.attendees))
        self._many.setVisible(len(plan.attendees) > MOST_ATTENDEES)
        self.asks.show_asks(plan.asks)

    def show_contacts(self, contacts: Iterable[Contact], on: date) -> None:
        """The people who can be picked: those in place on a day, ours after theirs."""
        there = [person for person in contacts if person.in_place_on(on)]
        there.sort(key=lambda one: (one.side != "partner", one.name.casefold()))
        self._contacts = tuple(dict.fromkeys(_line(person) for person in there))
        self.pick.setEnabled(bool(self._contacts) and not self.attendees.isReadOnly())
        self.pick.setToolTip("" if self._contacts else "This partner has no contacts yet")

    def show_offer(self, offer: Offer | None, plan: PackPlan) -> None:
        """Offer a planned meeting whose day, place and people the plan has not taken yet."""
        there = offer is not None and not offer.fits(plan)
        self.take.setVisible(there)
        if offer is not None:
            self.take.setText(f"Take from the meeting of {day_text(offer.meeting_on)}")
            self.take.setToolTip(f"{offer.title}: its day, place and attendees")

    # ---- inside ----------------------------------------------------------------------------

    def _add(self, title: str, field: QWidget) -> None:
        label = Label(title, "small_strong")
        label.setBuddy(field)
        self.body.addWidget(label)
        self.body.addWidget(field)
        self.body.addSpacing(4)

    def _lines(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.attendees.toPlainText().splitlines())
        return tuple(line for line in lines if line)

    def _day_picked(self, day: date | None) -> None:
        self.edited.emit("meeting_on", day, False)

    def _place_typed(self, text: str) -> None:
        self.edited.emit("place", text, True)

    def _attendees_typed(self) -> None:
        self._many.setVisible(len(self._lines()) > MOST_ATTENDEES)
        self.edited.emit("attendees", self._lines(), True)

    def _offer(self) -> None:
        menu = QMenu(self)
        present = set(self._lines())
        for person in self._contacts:
            action = menu.addAction(person.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(person in present)
            action.triggered.connect(partial(self.flip, person))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.pick.mapToGlobal(self.pick.rect().bottomLeft()))

    def flip(self, person: str, _: bool = False) -> None:
        """Let a person come, or not."""
        lines = self._lines()
        lines = tuple(x for x in lines if x != person) if person in lines else (*lines, person)
        self.attendees.show_text("\n".join(lines))
        self.edited.emit("attendees", lines, False)


def _line(person: Contact) -> str:
    role = "" if person.role == "other" else person.role
    return ", ".join(part for part in (person.name, role) if part)
