"""The sample's omission cases, in every state of a review."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import resources
from models.deal import Deal
from models.governance.omission_review import move
from models.governance.standing import OmissionStep
from models.ids import derived_id
from models.ledgers import Omission
from models.names import fold
from models.program.what_if import Trial, decided
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.standing import partner_file

Day = Callable[[str, date], date]


def add(portfolio: Portfolio, as_of: date, day: Day) -> None:
    """Put the cases of omissions.toml, all made up, beside the sample's deals (inside a change);
    the same day always gives the same rows.
    """
    text = resources.path("sample/omissions.toml").read_text(encoding="utf-8")
    for at, entry in enumerate(tomllib.loads(text)["cases"]):
        _add(portfolio, entry, str(at), as_of, day)


def _add(portfolio: Portfolio, entry: Mapping[str, Any], at: str, as_of: date, day: Day) -> None:
    owner = derived_id("sample", "partners", fold(entry["partner"]))
    deal = None
    if "deal" in entry:
        deal = records.get(portfolio, Deal, derived_id("sample", "deals", entry["deal"]))
    made = _case(entry, derived_id("sample", "omissions", at), owner, deal, as_of, day)
    first = OmissionStep(
        derived_id("sample", "omission_steps", at, "-"), owner, made.id, "flagged",
        made.flagged_on, entry["raised_by"],
    )  # fmt: skip
    steps = [first]
    for place, line in enumerate(entry["steps"]):
        on, key, by, words, note = (part.strip() for part in line.split("|"))
        wanted = move(key)
        step = OmissionStep(
            derived_id("sample", "omission_steps", at, str(place)), owner, made.id, wanted.to,
            day(on, as_of), by, note, words,
        )  # fmt: skip
        if key == "accept" and deal is not None:
            step = _moved(portfolio, step, deal, as_of)
        steps.append(step)
        made = replace(made, state=wanted.to)
        if key in ("accept", "reject", "withdraw"):
            made = replace(made, decided_on=step.on_date, decided_by=by, decision=words)
    records.add(portfolio, made)
    for step in steps:
        records.add(portfolio, step)


def _case(
    entry: Mapping[str, Any], id_: int, owner: int, deal: Deal | None, as_of: date, day: Day
) -> Omission:
    flagged, reason = day(entry["flagged"], as_of), entry["reason"]
    if deal is not None:
        return Omission(
            id_, owner, 0, deal.id, deal.name, deal.customer, deal.status, deal.close_date,
            deal.partner_minor, deal.services_minor, deal.tcv_minor, deal.currency, reason,
            "flagged", flagged,
        )  # fmt: skip
    own, services = entry["own"] * 100, entry["services"] * 100
    return Omission(
        id_, owner, 0, 0, entry["name"], entry["customer"], entry["status"],
        day(entry["close"], as_of), own, services, own + services, entry["currency"], reason,
        "flagged", flagged,
    )  # fmt: skip


def _moved(portfolio: Portfolio, step: OmissionStep, deal: Deal, as_of: date) -> OmissionStep:
    """The step with what the deal did to TCV and tier: the partner with it, and without."""
    terms = terms_on(portfolio, as_of)
    file = partner_file(portfolio, step.partner_id, as_of, terms=terms)
    before = decided(file, Trial(deals=(replace(deal, qualified=False),)), terms)
    after = file.decision
    return replace(
        step, deal_id=deal.id, added=True, currency=terms.currency, tcv_before=before.tcv.total,
        tcv_after=after.tcv.total, tier_before=terms.label(before.calculated_tier),
        tier_after=terms.label(after.calculated_tier),
    )  # fmt: skip
