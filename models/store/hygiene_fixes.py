"""Many deals put right as one change, and what that would do to money and tiers before."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from models.deal import Deal, Rate
from models.errors import UserError
from models.hygiene.effects import counts
from models.hygiene.fixes import Fix, Moved, Preview, fixed
from models.partner_file import PartnerFile
from models.program.deals import count_deals, rates_on
from models.program.terms import Terms
from models.program.what_if import Trial, decided
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.standing import partner_file

MOST_JUDGED = 40  # partners whose tier a preview looks at, those with most money first
_FIELDS = (
    "status", "close_date", "partner_minor", "services_minor", "tcv_minor", "qualified",
    "next_step", "offering_id",
)  # fmt: skip


def preview(portfolio: Portfolio, deal_ids: Sequence[int], fix: Fix, as_of: date) -> Preview:
    """What a fix of these deals would do; nothing is written."""
    before, after = _both(portfolio, deal_ids, fix, as_of)
    gone = {one.id for one in before} - {one.id for one in after}
    new = {one.id: one for one in after}
    touched = [one for one in before if one.id in gone or new[one.id] != one]
    same = len(before) - len(touched)
    try:
        terms = terms_on(portfolio, as_of)
    except UserError:
        return Preview(len(touched), same, 0, 0, "", "")
    rates = rates_on(records.find(portfolio, Rate), as_of)
    was = count_deals(touched, terms, as_of, rates)
    would = count_deals([new[one.id] for one in touched if one.id not in gone], terms, as_of, rates)
    stake: dict[int, int] = defaultdict(int)
    sums = [0, 0]
    for place, some in enumerate((was, would)):
        for one in some:
            worth = one.tcv_minor if counts(one, terms) else 0
            sums[place] += worth
            stake[one.deal.partner_id] += worth if place else -worth
    for one in was:
        stake.setdefault(one.deal.partner_id, 0)
    chosen = sorted(stake, key=lambda owner: -abs(stake[owner]))[:MOST_JUDGED]
    moved = []
    for owner in chosen:
        file = partner_file(portfolio, owner, as_of, terms=terms)
        mine = [one for one in touched if one.partner_id == owner]
        found = _moved(file, [new[one.id] for one in mine if one.id not in gone], gone, terms)
        if found is not None:
            moved.append(found)
    label = terms.tcv_label
    if len(chosen) == 1:
        label = f"{label} of {file.partner.name}"
    return Preview(
        len(touched),
        same,
        sums[0],
        sums[1],
        terms.currency,
        label,
        tuple(moved),
        len(stake),
        len(chosen),
    )


def apply(portfolio: Portfolio, deal_ids: Sequence[int], fix: Fix, as_of: date) -> int:
    """Carry a fix out as one change; how many deals it changed.

    Raises UserError for a next step, a percentage or a status without which nothing can be set.
    """
    _require(fix)
    before, after = _both(portfolio, deal_ids, fix, as_of)
    new = {one.id: one for one in after}
    gone = [one.id for one in before if one.id not in new]
    changed = [new[one.id] for one in before if one.id in new and new[one.id] != one]
    today = records.written_on(portfolio).isoformat()
    setting = ", ".join(f"{name}=?" for name in _FIELDS)
    with portfolio.change(fix.label(len(changed) + len(gone))):
        portfolio.conn.executemany(
            f"UPDATE deals SET {setting}, updated_on=? WHERE id=?",  # noqa: S608  fixed columns
            [
                (*(row[name] for name in _FIELDS), today, deal.id)
                for deal in changed
                for row in (records.to_row(deal),)
            ],
        )
        if gone:
            records.delete(portfolio, Deal, gone)
    return len(changed) + len(gone)


def offerings_of(portfolio: Portfolio, partner_ids: Sequence[int]) -> dict[int, dict[int, str]]:
    """The offerings of each of these partners: name by id."""
    found: dict[int, dict[int, str]] = {owner: {} for owner in partner_ids}
    rows = portfolio.conn.rows(
        "SELECT partner_id, id, name FROM offerings"
        " WHERE partner_id IN (SELECT value FROM json_each(?)) ORDER BY name, id",
        (json.dumps(list(partner_ids)),),
    )
    for owner, offering, name in rows:
        found[owner][offering] = name or "Unnamed offering"
    return found


def _require(fix: Fix) -> None:
    if fix.kind == "next_step" and not fix.text:
        raise UserError("There is no next step to set.", "Type what happens next.")
    if fix.kind == "services" and not 0 < fix.percent <= 100:
        raise UserError(f"{fix.percent}% is no part of a value.", "Type 1 to 100.")


def _both(
    portfolio: Portfolio, deal_ids: Sequence[int], fix: Fix, as_of: date
) -> tuple[list[Deal], list[Deal]]:
    """The deals as they are and as they would be; one that goes is not in the second."""
    ids = set(deal_ids) | fix.gone if fix.kind == "delete" else set(deal_ids)
    rows = portfolio.conn.rows(
        f"SELECT {records.columns(Deal)} FROM deals"  # noqa: S608  fixed columns
        " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(sorted(ids)),),
    )
    before = list(records.from_rows(Deal, rows))
    return before, [new for one in before if (new := fixed(one, fix, as_of)) is not None]


def _moved(file: PartnerFile, would: Sequence[Deal], gone: set[int], terms: Terms) -> Moved | None:
    """How a partner's tier would move; None where it would not."""
    # A trial takes money in the program's currency: the parts that the deal has there now.
    rated = {one.deal.id: one for one in file.deals if one.bucket != "no_rate"}
    put = []
    for deal in would:
        known = rated.get(deal.id)
        if known is not None:
            put.append(_in_program(deal, known.tcv_minor, terms))
    trial = Trial(
        deals=tuple(put),
        gone=frozenset(("deals", key) for key in gone if key in {c.deal.id for c in file.deals}),
    )
    if not trial:
        return None
    was = file.decision.calculated_tier
    now = decided(file, trial, terms).calculated_tier
    if was == now:
        return None
    keys = [tier.key for tier in (*terms.tiers, terms.outside)]
    return Moved(
        file.partner.name, terms.label(was), terms.label(now), keys.index(now) < keys.index(was)
    )


def _in_program(deal: Deal, whole: int, terms: Terms) -> Deal:
    services = whole * deal.services_minor // deal.tcv_minor if deal.tcv_minor else 0
    if deal.currency == terms.currency:
        return deal
    return replace(
        deal,
        services_minor=services,
        partner_minor=whole - services,
        tcv_minor=whole,
        currency=terms.currency,
    )
