"""What is done with omission cases, wherever they are shown: opened, taken a step, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.governance.omission_review import called, label_of, move
from ui.desk import Desk
from ui.faults import why
from ui.pages.partner_tabs.omission_panel import called_deal

if TYPE_CHECKING:
    from models.store.omission_review import Case
    from ui.dialogs.new_deal import NewDeal
    from ui.dialogs.omission_step import OmissionStepDialog, StepAnswer

_BY = "omissions/by"


class OmissionDoings(QObject):
    """Asks the lane; `opened` tells the id of a new case, `refused` why something was not done."""

    opened = Signal(object)
    refused = Signal(str)

    def __init__(self, desk: Desk, home: QWidget) -> None:
        super().__init__(home)
        self.desk, self.home = desk, home
        self.dialog: Any = None

    # ---- a new case ------------------------------------------------------------------------

    def ask_new(self, partners: Sequence[str], currency: str, partner: str = "") -> None:
        """Ask for a case that no list of theirs names."""
        from ui.dialogs.omission_case import OmissionCaseDialog

        dialog = OmissionCaseDialog(
            partners, self.desk.today, currency, self.home.window(), partner=partner,
            by_whom=self._by,
        )  # fmt: skip
        dialog.made.connect(self._open_case)
        self.dialog = dialog
        dialog.open()

    def _open_case(self, made: NewDeal) -> None:
        name = made.values["name"] or made.values["customer"]
        self.desk.lane.write(
            f"Open an omission case of “{name}” ({made.partner})",
            partial(_open, made=made, today=self.desk.today),
            self._opened,
            owner=self.home,
            failed=self._refuse,
        )

    def _opened(self, case_id: int) -> None:
        self._close()
        self.desk.toast("Opened the case", undo=True)
        self.opened.emit(case_id)

    # ---- a step ----------------------------------------------------------------------------

    def ask_step(self, found: Case, key: str) -> None:
        """Ask what a step needs, then take it; a flag is taken back at once."""
        from ui.dialogs.omission_step import OmissionStepDialog

        one = found.omission
        if key == "take_back":
            self.desk.lane.write(
                f"Take back the flag of “{called(one)}” ({found.partner})",
                partial(_take_back, case_id=one.id),
                self._taken_back,
                owner=self.home,
                failed=self._refuse,
            )
            return
        wanted = move(key)
        dialog = OmissionStepDialog(
            wanted, called(one), self.desk.today, self._by, self.home.window(),
            weighed=found.weighed if key == "accept" else None, choices=choices_of(found, key),
        )  # fmt: skip
        dialog.answered.connect(partial(self._take, found, key))
        self.dialog = dialog
        dialog.open()

    def _take(self, found: Case, key: str, answer: StepAnswer) -> None:
        self.desk.settings.setValue(_BY, answer.by_whom)
        named: dict[str, Any] = {
            "by_whom": answer.by_whom, "words": answer.words, "note": answer.note,
            "on": answer.on,
        }  # fmt: skip
        if key == "accept":
            named["link"] = answer.choice
        elif key == "reopen":
            named["remove"] = bool(answer.choice)
        self.desk.lane.write(
            label_of(key, called(found.omission), found.partner),
            partial(_step, case_id=found.id, key=key, today=self.desk.today, named=named),
            partial(self._taken, f"{move(key).told}: {called(found.omission)}"),
            owner=self.home,
            failed=self._refuse,
        )

    def _taken(self, words: str, _: object) -> None:
        self._close()
        self.desk.toast(words, undo=True)

    def _taken_back(self, _: object) -> None:
        self.desk.toast("Took the flag back", undo=True)

    # ---- inside ----------------------------------------------------------------------------

    @property
    def _by(self) -> str:
        return str(self.desk.settings.value(_BY, "") or "")

    def _close(self) -> None:
        dialog: OmissionStepDialog | None
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.accept()
            dialog.deleteLater()

    def _refuse(self, error: BaseException) -> None:
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.show_problem(why(error))
        else:
            self.refused.emit(why(error))


def choices_of(found: Case, key: str) -> list[tuple[int, str]]:
    """What may become of the deal at a step, the likeliest first; nothing where there is no choice.

    At an acceptance 0 adds it, else it is the id of the deal of ours that it is.
    """
    if key == "accept":
        if found.deal is not None:
            return [(found.deal.id, f"It is {called_deal(found.deal)}")]
        add = (0, "Add it to our deals")
        same = [(deal.id, f"It is {called_deal(deal)}") for deal in found.twins]
        return [*same, add] if same and found.sure else [add, *same] if same else []
    if key == "reopen" and found.omission.state == "accepted" and found.may_take_out:
        return [(1, "Take the added deal out again"), (0, "Keep the deal among ours")]
    return []


def _open(portfolio: Any, made: NewDeal, today: Any) -> int:
    from models.store import deals
    from models.store.omission_review import open_case

    return open_case(portfolio, deals.partner_named(portfolio, made.partner), today, **made.values)


def _step(portfolio: Any, case_id: int, key: str, today: Any, named: dict[str, Any]) -> object:
    from models.store.omission_review import take

    return take(portfolio, case_id, key, today, **named)


def _take_back(portfolio: Any, case_id: int) -> None:
    from models.store.omission_review import withdraw_flag

    withdraw_flag(portfolio, case_id)
