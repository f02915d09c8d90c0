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
            if len(self._parts) > 1:
                self._parts.append(IconLabel("chevron-right", "text_3", 14))
            self._parts.append(_Granted(grant, view.terms))
        now = Label("Calculated now", "small_strong", "text_2")
        pill = Pill(view.standing.calculated.label, "accent")
        pill.setAccessibleName(f"Calculated now: {view.standing.calculated.label}")
        if grants:
            self._parts.append(IconLabel("chevron-right", "text_3", 14))
        self._parts += [now, pill]
        for part in self._parts:
            self._flow.addWidget(part)
            part.show()


class _Granted(QWidget):
    """A year and the tier that was held from then on."""

    def __init__(self, grant: Grant, terms: Terms) -> None:
        super().__init__()
        tier = terms.label(grant.tier)
        special = grant.basis != "assessment"
        words = f"{tier}, {basis_text(grant.basis).lower()}" if special else tier
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Label(str(grant.from_on.year), "small_strong", "text_2"))
        row.addWidget(Pill(words, "at_risk" if grant.basis == "exception" else "plain"))
        until = f" to {day_text(grant.until_on)}" if grant.until_on else " on"
        said = f"{words}: from {day_text(grant.from_on)}{until}"
        reason = f". {grant.reason}" if grant.reason else ""
        self.setToolTip(f"{said}{reason}")
        self.setAccessibleName(said)
