"""Why each criterion stands as it does for a tier, and where its records can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.partner_words import agreement_state, newest, rule_words
from models.program.decision import Criterion
from models.program.terms import CriterionTerms
from models.text import gap_text, maybe_day
from ui.tokens import Status
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.reason_tree import Reason, ReasonTree, Record

if TYPE_CHECKING:
    from models.store.partners import PartnerView

# Where the records of a table are edited.
TAB_OF = {
    "deals": "deals",
    "contacts": "people",
    "agreements": "people",
    "offerings": "offerings",
    "integrations": "offerings",
    "trainings": "offerings",
    "partners": "overview",
}
_LONG = 19  # letters of a gap beyond which it goes without its unit
_TABLE_OF = {
    "aggregate_tcv": "deals",
    "deal_money": "deals",
    "deals": "deals",
    "registered_deals": "deals",
    "customers": "deals",
    "offerings": "offerings",
    "geographies": "offerings",
    "people_trained": "trainings",
    "contacts": "contacts",
    "integrations": "integrations",
}


def place_of(criterion: CriterionTerms) -> tuple[str, str]:
    """Tab and field, or table, where the records of a criterion are edited."""
    if criterion.counts == "fact":
        return "overview", criterion.of[0]
    if criterion.counts == "membership_months":
        return "overview", "invitation_accepted_on"
    if criterion.counts == "agreement":
        return "people", criterion.of[0]
    table = _TABLE_OF[criterion.counts]
    return TAB_OF[table], table


def status_of(
    view: PartnerView, criterion: Criterion, *, with_unit: bool = True
) -> tuple[Status, str]:
    """How one criterion stands for its tier, as a status and the words beside its icon.

    Without the unit the words are short enough for a column of a table.
    """
    told = view.terms.criterion(criterion.id)
    if criterion.met:
        return _met(view, criterion, told, with_unit=with_unit)
    if criterion.obligation == "not_required":
        return "no_data", "Not required"
    if criterion.obligation == "recommended":
        return "at_risk", "Recommended"
    words = gap_text(criterion.gap, told.kind, view.terms.currency, told.unit)
    if len(words) > _LONG or not with_unit:
        words = gap_text(criterion.gap, told.kind, view.terms.currency)
    return "short", words[:1].upper() + words[1:]


def _met(
    view: PartnerView, criterion: Criterion, told: CriterionTerms, *, with_unit: bool
) -> tuple[Status, str]:
    if told.counts == "agreement":
        papers = [paper for paper in view.file.agreements if paper.kind in told.of]
        tone, _ = agreement_state(newest(papers) if papers else None, view.file.decision.as_of)
        if tone == "at_risk" and papers:
            ends = maybe_day(newest(papers).expires_on)
            return "at_risk", f"Met, ends {ends}" if with_unit else "Met, expiring"
    if told.kind == "count" and criterion.actual > criterion.required > 0:
        return "met", f"Met, {criterion.actual - criterion.required} over"
    return "met", "Met"


def reasons(view: PartnerView, tier: str) -> list[Reason]:
    """One reason a criterion, in the program's order, as it stands for a tier."""
    return [
        _reason(view, criterion)
        for criterion in view.file.decision.criteria
        if criterion.tier == tier
    ]


def _reason(view: PartnerView, criterion: Criterion) -> Reason:
    told = view.terms.criterion(criterion.id)
    finding = view.file.decision.findings[criterion.id]
    return Reason(
        id=criterion.id,
        title=told.label,
        sentence=criterion.reason,
        status=status_of(view, criterion)[0],
        clause=f"{criterion.clause}: {rule_words(told, view.terms)}",
        counted=tuple(Record(ref.text, ref.kind, ref.id) for ref in finding.counted),
        left_out=tuple(
            Record(left.record.text, left.record.kind, left.record.id, left.reason)
            for left in finding.left_out
        ),
    )


class ExplainPanel(Card):
    """The reasons as a tree; a record leads to the place where it is edited."""

    wanted = Signal(str, str, object)  # tab, table, id
    put_away = Signal()
    left = Signal()  # back to what the panel showed before

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Explain", parent, padding=6)
        back = Button("What if", "quiet", "sliders-horizontal", name="Back to what if")
        back.clicked.connect(self.left)
        self.add_action(back)
        self._close = IconButton("x", "Close the explanation")
        self._close.clicked.connect(self.put_away)
        self._close.hide()
        self.add_action(self._close)
        self.tree = ReasonTree("Explanation of each requirement")
        self.tree.record_opened.connect(self._lead)
        self.body.addWidget(self.tree, 1)

    def set_closable(self, closable: bool) -> None:
        self._close.setVisible(closable)

    def show_tier(self, view: PartnerView, tier: str, criterion: str = "") -> None:
        """Explain a partner against a tier; open one criterion if it is named."""
        self.set_title(f"Explain {view.terms.label(tier)}")
        self.tree.set_reasons(reasons(view, tier), criterion)

    def explain(self, criterion: str) -> None:
        self.tree.show_reason(criterion)

    def _lead(self, kind: str, record_id: Any) -> None:
        self.wanted.emit(TAB_OF.get(kind, "overview"), kind, record_id)
