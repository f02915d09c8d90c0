"""The card of a partner's way into the program: its steps, the gates, and what may come next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.errors import UserError
from models.governance.infractions import against
from models.participation import ENDS, WORDS, forgotten, label
from models.participation_gates import gates, warnings
from ui.desk import Desk
from ui.dialogs.participation_step import Answer, Question, StepDialog
from ui.pages.partner_tabs import participation_asking as asking
from ui.pages.partner_tabs import participation_writes as writes
from ui.pages.partner_tabs.base import FAULT
from ui.pages.partner_tabs.participation_gates import GateGrid
from ui.pages.partner_tabs.participation_line import STEPS, StepLine, StepList
from ui.pages.partner_tabs.writes import Write
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Label, line
from ui.widgets.pill import Pill

if TYPE_CHECKING:
    from models.participation import Entry
    from models.store.participation import Way
    from models.store.partners import PartnerView

# Where what a gate lacks is mended: tab and field.
PLACES = {
    "agreement": ("people", "program_agreement"),
    "tcv": ("deals", "deals"),
    "prerequisites": ("prerequisites", ""),
}
_TONES = {"participating": "accent", "accepted": "at_risk", "invited": "at_risk"}


class ParticipationCard(Card):
    """`FIELD` is the name by which other parts of the page ask for it."""

    FIELD = "invitation_accepted_on"

    wanted = Signal(str, str)  # tab, field

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Participation", parent)
        self.desk = desk
        self.view: PartnerView | None = None
        self.way: Way | None = None
        self.dialog: StepDialog | None = None
        self._recorded = False  # the button that asked goes, and the keyboard with it
        self.state = Pill(parent=self)
        self.add_action(self.state)
        self.steps = StepLine()
        self.gates = GateGrid()
        self.gates.chosen.connect(self._go_to_gate)
        self.buttons: dict[str, Button] = {}
        row = QWidget()
        flow = FlowLayout(row)
        slots = {
            "candidate": self.nominate, "invited": self.invite, "answer": self.answer,
            "signed": self.sign, "left": self.let_go, "removed": self.remove,
        }  # fmt: skip
        for key, text, icon in asking.BUTTONS:
            button = self.buttons[key] = Button(text, "plain", icon)
            button.clicked.connect(slots[key])
            flow.addWidget(button)
        self.add = Button("Add a forgotten step…", "link")
        self.add.clicked.connect(self.add_forgotten)
        flow.addWidget(self.add)
        self.none = Label("No step is recorded yet.", "body", "text_2", wrap=True)
        self.list = StepList()
        self.list.chosen.connect(self.correct)
        for part in (self.steps, self.gates, row, line(), self.none, self.list):
            self.body.addWidget(part)
        self.body.setSpacing(12)

    # ---- showing ---------------------------------------------------------------------------

    def show_view(self, view: PartnerView) -> None:
        """Show the gates at once and the steps as soon as they are read."""
        self.view = view
        file = view.file
        self.gates.show_gates(gates(file.partner, file.agreements, file.decision, view.terms))
        partner_id, day = file.partner.id, file.decision.as_of

        def read(portfolio: Any) -> Way:
            from models.store.participation import way

            return way(portfolio, partner_id, day)

        self.desk.lane.read(read, self._take, owner=self, key="way", failed=self._gone)

    @property
    def stops(self) -> list[QWidget]:
        """What has the keyboard, for the order of Tab."""
        known = [*self.gates.tiles, *self.buttons.values(), self.add, *self.list.rows]
        return [stop for stop in known if not stop.isHidden() and stop.isEnabled()]

    def begin(self) -> None:
        """Give the keyboard to what comes next."""
        shown = [button for button in self.buttons.values() if not button.isHidden()]
        if shown:
            shown[0].setFocus()
        else:
            self.gates.tiles[0].setFocus()

    def _gone(self, _: BaseException) -> None:
        """The page tells that the partner is not there any more."""

    def _take(self, way: Way) -> None:
        if self.view is None:
            return
        self.way = way
        status, partner = way.status, self.view.file.partner
        tone = "short" if status.participation == "removed" else _TONES.get(status.participation)
        self.state.set(status.words, tone or "plain")
        known = {step for step, _ in STEPS}
        self.steps.show_days(
            {e.step: e.on for e in way.entries if e.step in known and e.current},
            over=status.participation == "removed",
        )
        writable = self.desk.opened.writable
        offered = asking.offered(status.next) if writable else ()
        for key, button in self.buttons.items():
            button.setVisible(key in offered)
        self.add.setVisible(writable and bool(forgotten(partner, self.desk.today)))
        self.list.show_entries(list(reversed(way.entries)), writable=writable)
        before: QWidget = self.add
        for entry in self.list.rows:  # made anew, so Qt would put them at the end of the window
            QWidget.setTabOrder(before, entry)
            before = entry
        self.none.setVisible(not way.entries)
        if self._recorded:
            self._recorded = False
            self.begin()

    # ---- what can be done ------------------------------------------------------------------

    def nominate(self) -> None:
        self._ask_next("candidate")

    def invite(self) -> None:
        self._ask_next("invited")

    def answer(self) -> None:
        self._ask_next("answer")

    def sign(self) -> None:
        self._ask_next("signed")

    def let_go(self) -> None:
        self._ask_next("left")

    def remove(self) -> None:
        self._ask_next("removed")

    def add_forgotten(self) -> None:
        """Ask for a step before the ones that are known."""
        if self.view is not None:
            partner = self.view.file.partner
            steps = forgotten(partner, self.desk.today)
            dialog = self._open(asking.forgotten(steps, partner.name, _who()))
            dialog.answered.connect(self._take_forgotten)

    def correct(self, entry: Entry) -> None:
        """Ask for the right day, person and reason of a step."""
        if self.view is not None:
            dialog = self._open(asking.correction(entry, self.view.file.partner.name))
            dialog.answered.connect(partial(self._take_correction, entry))
            dialog.taking_back.connect(partial(self._take_back, entry))

    def _ask_next(self, key: str) -> None:
        if self.view is None:
            return
        file = self.view.file
        steps = ("accepted",) if key == "answer" else (key,)
        said = [w for step in steps
                for w in warnings(step, file.partner, file.decision, self.view.terms)]  # fmt: skip
        if key == "removed" and self.way is not None and self.way.infractions:
            said.append(against(self.way.infractions))
        by = "" if key in ENDS else _who()  # who ends it is asked, not guessed
        dialog = self._open(asking.question(key, [file.partner.name], by, said))
        dialog.answered.connect(self._take_answer)

    def _open(self, question: Question) -> StepDialog:
        dialog = self.dialog = StepDialog(question, self.desk.today, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _take_answer(self, answer: Answer) -> None:
        if self.view is not None:
            partner = self.view.file.partner
            write = writes.steps([partner.id], answer, self.desk.today)
            self._write(label(answer.step, partner.name), write)

    def _take_forgotten(self, answer: Answer) -> None:
        if self.view is not None:
            partner = self.view.file.partner
            write = writes.forgotten(partner.id, answer, self.desk.today)
            self._write(f"Record a forgotten step of {partner.name}", write)

    def _take_correction(self, entry: Entry, answer: Answer) -> None:
        if self.view is not None:
            partner = self.view.file.partner
            write = writes.correction(partner.id, entry, answer, self.desk.today)
            self._write(f"Correct {partner.name}: {WORDS[entry.step].lower()}", write)

    def _take_back(self, entry: Entry) -> None:
        if self.view is not None:
            partner = self.view.file.partner
            write = writes.without(partner.id, entry)
            self._write(f"Take back of {partner.name}: {WORDS[entry.step].lower()}", write)

    def _write(self, said: str, write: Write) -> None:
        self._recorded = True
        self.desk.lane.write(
            said, write, partial(self._written, said), owner=self, failed=self._refuse
        )

    def _written(self, said: str, _: object) -> None:
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog = None
        self.desk.toast(said, undo=True)

    def _refuse(self, error: BaseException) -> None:
        self._recorded = False
        if self.dialog is not None:
            self.dialog.show_problem(str(error) if isinstance(error, UserError) else FAULT)

    def _go_to_gate(self, key: str) -> None:
        if key == "invitation":
            self.begin()
        else:
            self.wanted.emit(*PLACES[key])


def _who() -> str:
    from models.store.portfolio import who

    return who()
