"""What an import has done, and where to go from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.intake.kinds import KINDS
from models.intake.missing import DELETE, LOST, Fates
from models.intake.telling import for_window, in_sentence
from models.text import counted, listed
from ui.desk import Place
from ui.pages.import_steps.flow import ImportFlow
from ui.pages.import_steps.list_card import ListCard
from ui.pages.import_steps.saving import RejectsSaver
from ui.tokens import CARD_GAP
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import IconLabel, Label
from ui.widgets.pipeline_tabs import TABS

if TYPE_CHECKING:
    from models.intake.plan import Plan

_NAMED = 3


class DoneStep(QWidget):
    another = Signal()  # another file is to be imported
    again = Signal()  # back to the check, after an undo

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = flow
        self.saver = RejectsSaver(flow, self)
        self._icon = IconLabel("circle-check", "met", 32)
        self.sentence = Label("", "card", wrap=True)
        self.counts = Label("", "body", "text_2", wrap=True)
        self.open = Button("Open deals", "primary", "arrow-right")
        self.show_rows = Button("Show the rows", icon="list")
        self.save = Button("Save them as a file", icon="save")
        self.undo = Button("Undo import", icon="undo-2")
        self.hygiene = Button("Look at hygiene", icon="shield-check")
        self.log = Button("Import log", "quiet", "history")
        self.next = Button("Import another file", icon="download")
        self.back = Button("Back to the check", "primary", "rotate-ccw")
        for button, slot in (
            (self.open, self._open),
            (self.show_rows, self._toggle_rows),
            (self.save, self.saver.ask),
            (self.undo, flow.undo),
            (self.hygiene, self._go_to_hygiene),
            (self.log, self._go_to_log),
            (self.next, self.another.emit),
            (self.back, self.again.emit),
        ):
            button.clicked.connect(slot)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.sentence)
        words.addWidget(self.counts)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        row = FlowLayout()
        for button in (
            self.open, self.back, self.show_rows, self.save, self.undo, self.next,
            self.hygiene, self.log,
        ):  # fmt: skip
            row.addWidget(button)
        card = Card(padding=24)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        card.body.addLayout(head)
        card.body.addSpacing(12)
        card.body.addLayout(row)
        self.rows = ListCard("Rows that were not imported", tall=True)
        self.rows.hide()
        self._rest = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(CARD_GAP)
        column.addWidget(card)
        column.addWidget(self.rows, 1)
        column.addWidget(self._rest, 1)
        flow.applied.connect(self.show_flow)
        flow.undone.connect(self.show_flow)
        flow.changed.connect(self._show_undo)

    def show_flow(self) -> None:
        """Say what was done, or that it was taken back."""
        plan = self.flow.result
        if plan is None:
            return
        undone = self.flow.is_undone
        self.rows.hide()
        self._rest.show()
        rejected = plan.rejected > 0 and not undone
        if undone:
            self._icon.set_icon("undo-2", "text_2")
            self.sentence.setText("The import was taken back. The portfolio is as it was before.")
            self.counts.setText("Nothing of the file is in it any more.")
        else:
            self._icon.set_icon(
                *(("triangle-alert", "at_risk") if rejected else ("circle-check", "met"))
            )
            self.sentence.setText(sentence(plan))
            self.counts.setText(_counts(plan, self.flow.fates))
        announce(self, self.sentence.text())
        written = plan.new + plan.changed
        deals = plan.kind == "deals"
        words = f"Open {'this' if written == 1 else 'these'} {counted(written, 'deal')}"
        self.open.setText(words if deals and written else f"Open {_pages(plan.kind)}")
        self.open.setVisible(not undone)
        self.hygiene.setVisible(deals and not undone and _has("hygiene"))
        self.log.setVisible(not undone)
        self.back.setVisible(undone)
        for button in (self.show_rows, self.save):
            button.setVisible(rejected)
        self._show_undo()

    def _show_undo(self) -> None:
        self.undo.setVisible(self.flow.result is not None and not self.flow.is_undone)
        self.undo.setEnabled(self.flow.can_undo)
        self.undo.setToolTip(
            "" if self.flow.can_undo else "Something was changed since: undo that first."
        )

    def _toggle_rows(self) -> None:
        plan = self.flow.result
        if plan is not None:
            from models.intake.showing import rejected

            self.rows.show_rows(["Line", "Column", "Value", "Reason"], rejected(plan))
            self.rows.setVisible(not self.rows.isVisible())
            self._rest.setVisible(not self.rows.isVisible())

    def _open(self) -> None:
        plan = self.flow.result
        deals = plan is not None and plan.kind == "deals"
        only = f"import:{self.flow.import_id}" if deals and self.flow.import_id else ""
        others = "partner_lists" if plan and plan.kind == "partner-pipeline" else "partners"
        self.flow.desk.go(Place("deals", tab=only) if deals else Place(others))

    def _go_to_hygiene(self) -> None:
        self.flow.desk.go(Place("hygiene"))

    def _go_to_log(self) -> None:
        self.flow.desk.go(Place("imports", self.flow.import_id))


def sentence(plan: Plan) -> str:
    """What is in and what is not, with the first reasons."""
    good = plan.read - plan.rejected
    if not plan.rejected:
        if plan.read == 1:
            return "The row is in."
        return f"All {plan.read:,} rows are in."
    reasons = [_reason(plan, at) for at in range(min(_NAMED, plan.rejected))]
    if plan.rejected > _NAMED:
        reasons.append(f"{plan.rejected - _NAMED:,} more")
    verb = "was" if plan.rejected == 1 else "were"
    rest = "The other one is in." if good == 1 else f"The other {good:,} are in."
    return f"{plan.rejected:,} of {plan.read:,} rows {verb} not imported: {listed(reasons)}. {rest}"


def _reason(plan: Plan, at: int) -> str:
    reject = plan.rejects[at]
    why = for_window(reject.reason)
    what = in_sentence(reject.column)
    if not reject.column:
        return f"line {reject.line} {why}"
    if not reject.value:
        return f"line {reject.line} has no {what}"
    if why.startswith("is no "):
        return f"line {reject.line} has the {what} “{reject.value}”"
    return f"the {what} “{reject.value}” of line {reject.line} {why}"


def _pages(kind: str) -> str:
    return {"deals": "deals", "partner-pipeline": "partner lists"}.get(kind, "partners")


def _has(page: str) -> bool:
    """Whether a page is there to go to."""
    return page in dict(TABS)


def _counts(plan: Plan, fates: Fates) -> str:
    found = ("new", "changed", "the same", "rejected", "skipped")
    counts = (plan.new, plan.changed, plan.same, plan.rejected, plan.skipped)
    words = ", ".join(f"{n:,} {what}" for n, what in zip(counts, found, strict=True) if n)
    if plan.new_partners and plan.kind != "partners":
        words += f". {len(plan.new_partners):,} " + (
            "partner was added" if len(plan.new_partners) == 1 else "partners were added"
        )
    told = f"{KINDS[plan.kind].many.capitalize()}: {words}."
    lost, gone = (fates.count(plan.missing, fate) for fate in (LOST, DELETE))
    parts = [f"{lost:,} closed as lost"] if lost else []
    parts += [f"{gone:,} deleted"] if gone else []
    kept = len(plan.missing) - lost - gone
    parts += [f"{kept:,} kept"] if kept else []
    if parts:
        told += f" Open deals that the file no longer holds: {', '.join(parts)}."
    return told
