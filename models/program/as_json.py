"""A decision as the plain values that `assess --json` prints."""

from typing import Any

from models.money import plain
from models.program.decision import Assessment, Criterion, Decision

_FIGURES = (
    "wins",
    "losses",
    "pipeline",
    "total",
    "out_of_window",
    "closed_this_year",
    "closed_later",
    "without_services",
)


def assessment_json(assessment: Assessment) -> dict[str, Any]:
    """The whole document; dates are ISO, money a string of digits in the program's currency."""
    terms = assessment.terms
    money = {criterion.id for criterion in terms.criteria if criterion.kind == "money"}
    return {
        "program": terms.program,
        "version": terms.version,
        "as_of": assessment.as_of.isoformat(),
        "prerequisites_as_of": assessment.prerequisites_as_of.isoformat(),
        "partners": [_decision(decision, money) for decision in assessment.decisions],
        "readings": dict(terms.readings),
    }


def _decision(decision: Decision, money: set[str]) -> dict[str, Any]:
    currency = decision.currency
    above = decision.next_tier
    return {
        "partner": decision.partner,
        "participation": decision.participation,
        "aggregate_tcv": {name: plain(getattr(decision.tcv, name), currency) for name in _FIGURES},
        "tcv_tier": decision.tcv_tier,
        "calculated_tier": decision.calculated_tier,
        "granted_tier": decision.granted_tier,
        "granted_basis": decision.granted_basis,
        "gates": decision.gates._asdict(),
        "criteria": [_criterion(row, row.id in money, currency) for row in decision.criteria],
        "next_tier": {"tier": above.tier, "gaps": list(above.gaps)} if above else None,
        "advice": list(decision.advice),
        "warnings": list(decision.warnings),
    }


def _criterion(row: Criterion, is_money: bool, currency: str) -> dict[str, Any]:
    told = row._asdict()
    if is_money:
        for name in ("required", "actual", "gap"):
            told[name] = plain(told[name], currency)
    return told
