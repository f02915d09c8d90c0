"""What a partner's overview says: what is missing, what is granted, which gates hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.partner import Grant
from models.partner_words import gap_words, missing_for
from models.text import basis_text, day_text
from ui.pages.partner_tabs.explaining import place_of
from ui.pages.partner_tabs.missing_list import Missing
from ui.tokens import Status

if TYPE_CHECKING:
    from models.store.partners import PartnerView


def missing_lines(view: PartnerView) -> list[Missing]:
    """What the next tier lacks, in the program's order; then gates, advice and warnings."""
    decision, terms = view.file.decision, view.terms
    lines = []
    if decision.next_tier is not None:
        for row in missing_for(decision, decision.next_tier.tier):
            tab, field = place_of(terms.criterion(row.id))
            words = gap_words(row, terms)
            words = words[:1].upper() + words[1:]
            lines.append(Missing("short", words, row.reason, tab, field))
    lines += _gates(view)
    for row in decision.criteria:
        if row.tier == decision.calculated_tier and row.obligation == "recommended" and not row.met:
            told = terms.criterion(row.id)
            lines.append(
                Missing("no_data", f"{told.label} is recommended", row.reason, *place_of(told))
            )
    lines += [Missing("at_risk", "Worth a look", warning, "deals", "deals") for warning in
              decision.warnings if "deal" in warning]  # fmt: skip
    lines += [Missing("at_risk", "Worth a look", warning) for warning in decision.warnings
              if "deal" not in warning]  # fmt: skip
    return lines


def _gates(view: PartnerView) -> list[Missing]:
    """Invitation and program agreement: a tier is granted to nobody without them."""
    gates = view.file.decision.gates
    lines: list[Missing] = []
    if not gates.invitation:
        lines.append(
            Missing(
                "no_data",
                "Invitation not accepted",
                "No tier is granted before an accepted invitation.",
                "overview",
                "invitation_accepted_on",
            )
        )
    if not gates.agreement:
        lines.append(
            Missing(
                "no_data",
                "Program agreement not in force",
                "No tier is granted before the program agreement is signed in full.",
                "people",
                "program_agreement",
            )
        )
    return lines


def gate_words(view: PartnerView) -> tuple[str, Status]:
    """How far a partner is on its way into the program."""
    gates = view.file.decision.gates
    if view.file.decision.participation == "removed":
        return "Out of the program", "no_data"
    holding = sum(gates)
    if holding == len(gates):
        return "All gates hold", "met"
    return f"{holding} of {len(gates)} gates hold", "at_risk"


def grant_words(view: PartnerView) -> str:
    """On which basis the granted tier is held, and for how long."""
    decision = view.file.decision
    basis = basis_text(decision.granted_basis or "")
    grant = grant_on(view)
    if grant is None:
        return basis
    if grant.until_on is not None:
        return f"{basis}, until {day_text(grant.until_on)}"
    return f"{basis}, since {day_text(grant.from_on)}"


def not_granted(view: PartnerView) -> tuple[str, str]:
    """Why no tier is held, none or only another program's being granted: in short, in full."""
    file, day = view.file, view.file.decision.as_of
    other = [
        file.elsewhere[grant.id]
        for grant in file.grants
        if grant.id in file.elsewhere
        and grant.from_on <= day
        and (grant.until_on is None or day <= grant.until_on)
    ]
    if other and file.decision.participation == "participating":
        full = f"{other[-1]} is not held under {view.terms.program}."
        return "Granted by another program", full
    return "No tier is granted", ""


def grant_on(view: PartnerView) -> Grant | None:
    """The grant that the decision goes by, if it is one that was recorded."""
    decision = view.file.decision
    day = decision.as_of
    fitting = [
        grant
        for grant in view.file.grants
        if grant.tier == decision.granted_tier
        and grant.id not in view.file.elsewhere
        and grant.basis == decision.granted_basis
        and grant.from_on <= day
        and (grant.until_on is None or day <= grant.until_on)
    ]
    return max(fitting, key=lambda grant: (grant.from_on, grant.id), default=None)
