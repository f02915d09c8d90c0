"""Says which rows wait for an exchange rate, and lets it be added on the spot."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.intake.telling import rates_needed
from models.text import counted, day_text, listed
from ui.dialogs.rate import RateDialog, ask_rate
from ui.pages.import_steps.flow import ImportFlow
from ui.widgets.message_bar import MessageBar


class RateBar(MessageBar):
    """The page checks the rows again by itself once the rate is stored."""

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__("at_risk", parent=parent)
        self._flow = flow
        self._currency = ""
        self.asked: RateDialog | None = None
        self.adding = self.add_button("Add the rate…", self.add)
        self.hide()

    def show_flow(self) -> None:
        """Show it where rows can't be taken for want of a rate."""
        checked = self._flow.checked
        needed = rates_needed(checked.plan) if checked is not None else {}
        self._currency = next(iter(needed), "")
        self.setVisible(bool(needed))
        if not needed:
            return
        (first, some), *others = needed.items()
        parts = [f"{counted(some, 'row')} {'needs' if some == 1 else 'need'} a rate of {first}"]
        parts += [f"{count:,} of {currency}" for currency, count in others]
        several = len(needed) > 1
        self.adding.setText(f"Add the rate of {first}…" if several else "Add the rate…")
        self.adding.setAccessibleName(f"Add the rate of {first}")
        self.adding.setVisible(not self._flow.desk.opened.read_only)
        self.set(
            "at_risk",
            f"{listed(parts)}.",
            f"One dated on or before {day_text(self._flow.desk.today)}; the rows are checked again"
            " then.",
        )

    def add(self) -> None:
        """Ask for the rate of the first currency that lacks one."""
        desk = self._flow.desk
        self.asked = ask_rate(desk, self.window(), currency=self._currency, latest=desk.today)
