"""The tiers that a partner was granted, the oldest first, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.text import basis_text, day_text
from ui.desk import Desk
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import IconLabel, Label
from ui.widgets.pill import Pill

if TYPE_CHECKING:
    from models.partner import Grant
    from models.program.terms import Terms
    from models.store.partners import PartnerView

_MOST = 6


class TierHistory(Card):
    """A withdrawn grant is not among them: it was never held."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._view: PartnerView | None = None
        self._flow = FlowLayout(spacing=8)
        self._parts: list[QWidget] = []
        self.body.addLayout(self._flow)
        self.body.setContentsMargins(18, 10, 18, 10)

    def show_partner(self, view: PartnerView) -> None:
        self._view = view
        partner_id = view.file.partner.id

        def read(portfolio: Any) -> list[Grant]:
            from models.store.grants import history

            told = history(portfolio, partner_id)
            return [one.grant for one in reversed(told) if one.withdrawal is None]

        self._desk.lane.read(read, self._show, owner=self, key="history")

    def _show(self, grants: Sequence[Grant]) -> None:
        view = self._view
        if view is None:
            return
        for part in self._parts:
            self._flow.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [Label("History", "strong")]
        before = len(grants) - _MOST
        if not grants:
            self._parts.append(Label("No tier has been granted yet.", "body", "text_2"))
        if before > 0:
            self._parts.append(Label(f"{before} before", "small", "text_2"))
        for grant in grants[-_MOST:]:
            named = view.file.elsewhere.get(grant.id, "")
            self._parts.append(_granted(grant, view.terms, named, after=len(self._parts) > 1))
        calculated = view.standing.calculated.label
        made = _Held("Calculated now", calculated, "accent", after=bool(grants))
        made.setAccessibleName(f"Calculated now: {calculated}")
        self._parts.append(made)
        for part in self._parts:
            self._flow.addWidget(part)
            part.show()


class _Held(QWidget):
    """When, and which tier; the arrow before it goes along into the next line."""

    def __init__(self, when: str, tier: str, tone: str, *, after: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        if after:
            row.addWidget(IconLabel("chevron-right", "text_3", 14))
        row.addWidget(Label(when, "small_strong", "text_2"))
        row.addWidget(Pill(tier, tone))


def _granted(grant: Grant, terms: Terms, named: str, *, after: bool) -> _Held:
    """`named` is the tier and its program where it is another one's, which holds nothing now."""
    tier = named or terms.label(grant.tier)
    special = grant.basis != "assessment"
    words = f"{tier}, {basis_text(grant.basis).lower()}" if special else tier
    tone = "at_risk" if grant.basis == "exception" else "plain"
    made = _Held(str(grant.from_on.year), words, tone, after=after)
    until = f" to {day_text(grant.until_on)}" if grant.until_on else " on"
    said = f"{words}: from {day_text(grant.from_on)}{until}"
    said += f". It is not held while {terms.program} is the program" if named else ""
    reason = f". {grant.reason}" if grant.reason else ""
    made.setToolTip(f"{said}{reason}")
    made.setAccessibleName(said)
    return made
