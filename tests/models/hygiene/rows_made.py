"""Deals made up for tests of the hygiene rules: clean unless told otherwise."""

from datetime import date
from typing import Any

from models.hygiene.rules import Scope, scope
from models.hygiene.thresholds import DEFAULTS, Thresholds
from models.program.loading import in_force, programs, usual_program
from models.program.terms import Terms
from models.store.deals import DealRow

AS_OF = date(2022, 1, 10)  # its window: 1 Jan to 31 Dec 2022


def terms(**other: Any) -> Terms:
    from dataclasses import replace

    usual = [one for one in programs() if one.name == usual_program()]
    made = in_force(usual, AS_OF)
    return replace(made.terms_on(AS_OF, {}), **other)


def row(deal_id: int = 1, **values: Any) -> DealRow:
    """A clean open deal, with other values where they are given."""
    made: dict[str, Any] = {
        "id": deal_id, "partner_id": 1, "partner": "Northwind", "name": f"Deal number {deal_id}",
        "customer": f"Customer {deal_id}", "deal_id": "", "status": "open",
        "close_date": "2022-06-01", "partner_minor": 600, "services_minor": 400,
        "tcv_minor": 1000, "currency": "USD", "qualified": 1, "stage": "", "next_step": "Call",
        "registered_on": None, "source": "", "source_line": 0, "updated_on": "2022-01-05",
        "offering_id": 5, "offering": "Watch", "imported_at": None, "bucket": "pipeline",
        "program_minor": 1000,
    } | values  # fmt: skip
    return DealRow._make(made.get(name) for name in DealRow._fields)


def here(told: Thresholds = DEFAULTS, **other: Any) -> Scope:
    """The scope of the day under the usual program."""
    given: dict[str, Any] = {"terms": terms(), "offerings": frozenset({1})} | other
    return scope(AS_OF, told, **given)
