"""Accepts, declines, follows and ends recovery plans, each as one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.governance.milestone import Milestone
from models.governance.register import RecoveryPlan
from models.text import counted, shortened
from ui.desk import Desk
from ui.dialogs.reason import ReasonDialog
from ui.faults import why
from ui.pages.partner_tabs import writes

if TYPE_CHECKING:
    from models.governance.recovery import Proposal

_TITLE = 60
Refused = Callable[[str], object]
Then = Callable[[Any], object]


class RecoveryChanges(QObject):
    """Asks with a dialog over `window`, writes through the lane, and says what was done."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.dialog: ReasonDialog | None = None

    @property
    def writable(self) -> bool:
        return self._desk.opened.writable

    # ---- proposals -------------------------------------------------------------------------

    def accept(self, proposal: Proposal, then: Then | None = None) -> None:
        """Begin the proposed plan, with its path and a milestone a step."""
        as_of, today = self._desk.as_of, self._desk.today

        def write(portfolio: Any) -> RecoveryPlan:
            from models.store.recovery import accept

            return accept(portfolio, proposal.partner_id, proposal.criterion, as_of, today)

        self._write(
            f"Begin the recovery plan “{proposal.title}” of {proposal.partner}",
            write,
            f"Began the recovery plan “{shortened(proposal.title, _TITLE)}”",
            then,
        )

    def ask_decline(self, proposal: Proposal) -> None:
        """Ask why no plan is wanted."""
        if not self.writable:
            return
        self._ask(
            ReasonDialog(
                "Decline the recovery plan",
                f"No plan is made for “{shortened(proposal.title, _TITLE)}”. It is not proposed "
                "again while this tier is granted; the reason stays on record.",
                "Decline",
                self._window,
                hint="Why no plan is needed, or what is done in its place",
                needed="Say in a sentence why no plan is wanted.",
            ),
            partial(self._decline, proposal),
        )

    def _decline(self, proposal: Proposal, reason: str) -> None:
        as_of, today = self._desk.as_of, self._desk.today

        def write(portfolio: Any) -> RecoveryPlan:
            from models.store.recovery import decline

            return decline(portfolio, proposal.partner_id, proposal.criterion, reason, as_of, today)

        self._write(
            f"Decline the recovery plan “{proposal.title}” of {proposal.partner}",
            write,
            f"Declined: {shortened(proposal.title, _TITLE)}",
        )

    # ---- plans -----------------------------------------------------------------------------

    def set_plan(
        self,
        plan: RecoveryPlan,
        what: str,
        values: Mapping[str, Any],
        refused: Refused | None = None,
    ) -> None:
        failed = None if refused is None else partial(_refuse, refused)
        label = f"Set {what} of the plan “{shortened(plan.title, _TITLE)}”"
        self._desk.lane.write(label, self._setting(plan.id, values), owner=self, failed=failed)

    def close_as_met(self, plan: RecoveryPlan) -> None:
        """Close a plan whose criterion is met again."""
        if self.writable:
            title = shortened(plan.title, _TITLE)
            self._write(
                f"Close the plan “{title}” as met",
                self._setting(plan.id, {"state": "met"}),
                f"Closed as met: {title}",
            )

    def ask_drop(self, plan: RecoveryPlan) -> None:
        """Ask why a plan is given up."""
        if not self.writable:
            return
        self._ask(
            ReasonDialog(
                "Drop the recovery plan",
                f"“{shortened(plan.title, _TITLE)}” is not followed any more. If its criterion "
                "still fails, a new plan is proposed.",
                "Drop",
                self._window,
                hint="Why it is given up",
                needed="Say in a sentence why it is dropped.",
            ),
            partial(self._drop, plan),
        )

    def _drop(self, plan: RecoveryPlan, reason: str) -> None:
        title = shortened(plan.title, _TITLE)
        values = {"state": "dropped", "outcome": reason}
        self._write(f"Drop the plan “{title}”", self._setting(plan.id, values), f"Dropped: {title}")

    def reopen(self, plan: RecoveryPlan) -> None:
        """Follow a plan again; one that was declined is proposed again instead."""
        if not self.writable:
            return
        title = shortened(plan.title, _TITLE)
        if plan.state == "declined":

            def forget(portfolio: Any) -> None:
                from models.store import recovery

                recovery.forget(portfolio, plan.id)

            self._write(f"Propose the plan “{title}” again", forget, f"Proposed again: {title}")
        else:
            write = self._setting(plan.id, {"state": "open", "outcome": ""})
            self._write(f"Open the plan “{title}” again", write, f"Open again: {title}")

    def delete(self, plan: RecoveryPlan) -> None:
        """Delete a plan with its milestones; undo brings it back."""

        def forget(portfolio: Any) -> None:
            from models.store import recovery

            recovery.forget(portfolio, plan.id)

        if self.writable:
            title = shortened(plan.title, _TITLE)
            self._write(f"Delete the plan “{title}”", forget, f"Deleted the plan “{title}”")

    # ---- milestones ------------------------------------------------------------------------

    def add_milestone(self, plan: RecoveryPlan, then: Then | None = None) -> None:
        def write(portfolio: Any) -> int:
            from models.store.recovery import add_milestone

            return add_milestone(portfolio, plan.id, "New milestone", plan.target_on)

        label = f"Add a milestone to the plan “{shortened(plan.title, _TITLE)}”"
        self._desk.lane.write(label, write, then, owner=self)

    def set_milestones(
        self,
        found: Sequence[Milestone],
        what: str,
        values: Mapping[str, Any],
        refused: Refused | None = None,
    ) -> None:
        ids = [one.id for one in found]
        failed = None if refused is None else partial(_refuse, refused)
        label = f"Set {what} of {_milestones(found)}"
        self._desk.lane.write(label, _SetMilestones(ids, values), owner=self, failed=failed)

    def tick(self, found: Sequence[Milestone]) -> None:
        """Tick what is open as done today; where nothing is, open all of it again."""
        if not found or not self.writable:
            return
        open_ones = [one for one in found if one.done_on is None]
        day: date | None = self._desk.today if open_ones else None
        wanted = open_ones or list(found)
        said = f"{'Done' if open_ones else 'Open again'}: {_milestones(wanted)}"
        write = _SetMilestones([one.id for one in wanted], {"done_on": day})
        self._write(said, write, said)

    def delete_milestones(self, found: Sequence[Milestone]) -> None:
        if found and self.writable:
            what = _milestones(found)
            write = writes.without(Milestone, [one.id for one in found])
            self._write(f"Delete {what}", write, f"Deleted {what}")

    # ---- inside ----------------------------------------------------------------------------

    def _setting(self, plan_id: int, values: Mapping[str, Any]) -> writes.Write:
        today = self._desk.today

        def write(portfolio: Any) -> object:
            from models.store.recovery import set_plan

            return set_plan(portfolio, plan_id, today, **values)

        return write

    def _ask(self, dialog: ReasonDialog, answered: Callable[[str], object]) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.answered.connect(answered)
        dialog.open()

    def _write(self, label: str, write: writes.Write, said: str, then: Then | None = None) -> None:
        self._desk.lane.write(
            label,
            write,
            partial(self._tell, said, then),
            owner=self,
            failed=self._not_written if self.dialog is not None else None,
        )

    def _tell(self, said: str, then: Then | None, result: Any) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.accept()
        self._desk.toast(said, undo=True)
        if then is not None:
            then(result)

    def _forget(self, _: int) -> None:
        self.dialog = None

    def _not_written(self, error: BaseException) -> None:
        if self.dialog is not None:
            self.dialog.failed(error)


class _SetMilestones:
    """Sets the same fields of milestones."""

    def __init__(self, ids: Sequence[int], values: Mapping[str, Any]) -> None:
        self._ids, self._values = list(ids), dict(values)

    def __call__(self, portfolio: Any) -> None:
        from models.store.recovery import set_milestone

        for one in self._ids:
            set_milestone(portfolio, one, **self._values)


def _milestones(found: Sequence[Milestone]) -> str:
    if len(found) == 1:
        return f"the milestone “{shortened(found[0].title, _TITLE)}”"
    return counted(len(found), "milestone")


def _refuse(say: Refused, error: BaseException) -> None:
    say(why(error))
