"""Deals that a partner lists and we lack, flagged to be looked at; nothing counts by a flag."""

from collections.abc import Sequence
from datetime import date

from models.deal import Deal
from models.errors import UserError
from models.ids import new_id
from models.ledgers import Omission, TheirDeal
from models.partner_file import PartnerFile
from models.program.deals import IN_TOTAL, in_program_currency, periods
from models.program.terms import Terms
from models.program.what_if import Trial, decided
from models.store import records
from models.store.partner_deals import current_of, money_on, of_ids
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.standing import partner_file
from models.text import counted, day_text
from models.two_ledgers import Effect


def of_partner(portfolio: Portfolio, partner_id: int) -> tuple[Omission, ...]:
    """A partner's omissions, the newest first."""
    found = records.find(portfolio, Omission, partner_id=partner_id)
    return tuple(sorted(found, key=lambda one: (one.flagged_on, one.id), reverse=True))


def flag(
    portfolio: Portfolio, their_ids: Sequence[int], today: date, reason: str = ""
) -> tuple[int, ...]:
    """Flag deals of a partner's list as omissions, as one change; ids of those that are new.

    What is flagged already is left as it is; one that was withdrawn can be flagged anew. Without
    a reason it says in which list the deal stands.
    """
    deals = of_ids(portfolio, their_ids)
    what = f"“{_called(deals[0])}”" if len(deals) == 1 else counted(len(deals), "deal")
    made = []
    with portfolio.change(f"Flag {what} as {'an omission' if len(deals) == 1 else 'omissions'}"):
        for deal in deals:
            if _held(portfolio, deal):
                continue
            why = " ".join(reason.split()) or (
                f"In the partner's list of {day_text(deal.listed_on)}"
                f" ({deal.source}, line {deal.source_line}), not among our deals."
            )
            one = Omission(
                new_id(), deal.partner_id, deal.id, 0, deal.name, deal.customer, deal.status,
                deal.close_date, deal.partner_minor, deal.services_minor, deal.tcv_minor,
                deal.currency, why, "flagged", today,
            )  # fmt: skip
            made.append(records.add(portfolio, one))
    return tuple(made)


def take_back(portfolio: Portfolio, ids: Sequence[int]) -> None:
    """Forget flags, as one change. Raises UserError where a review of one has begun."""
    with portfolio.change("Take back the flag as an omission"):
        for one in [records.get(portfolio, Omission, omission_id) for omission_id in ids]:
            if one.state != "flagged":
                raise UserError(
                    f"“{one.name or one.customer}” is being reviewed or decided already.",
                    "Withdraw it in its review instead.",
                )
        records.delete(portfolio, Omission, ids)


def effect(portfolio: Portfolio, partner_id: int, as_of: date, their_ids: Sequence[int]) -> Effect:
    """TCV and tier before and after if these deals of theirs were among ours. Nothing changes."""
    file, terms = partner_file(portfolio, partner_id, as_of), terms_on(portfolio, as_of)
    rates = money_on(portfolio, as_of).rates
    made, uncounted = [], 0
    for deal in of_ids(portfolio, their_ids):
        money = in_program_currency(
            deal.partner_minor, deal.services_minor, deal.currency, terms.currency, rates
        )
        if money is None:
            uncounted += 1
        else:
            made.append(_as_ours(deal, money, terms))
    days = periods(terms, as_of)
    uncounted += sum(days.bucket(one.status, one.close_date) not in IN_TOTAL for one in made)
    return _effect(file, terms, made, uncounted)


def _effect(file: PartnerFile, terms: Terms, made: Sequence[Deal], uncounted: int) -> Effect:
    before = file.decision
    after = decided(file, Trial(deals=tuple(made)), terms) if made else before
    return Effect(
        before.tcv.total,
        after.tcv.total,
        terms.label(before.calculated_tier),
        terms.label(after.calculated_tier),
        uncounted,
        terms.currency,
        terms.tcv_label,
    )


def _as_ours(deal: TheirDeal, money: tuple[int, int], terms: Terms) -> Deal:
    own, services = money
    return Deal(
        new_id(), deal.partner_id, deal.name, deal.customer, deal.deal_id, deal.status,
        deal.close_date, own, services, own + services, terms.currency,
    )  # fmt: skip


def _held(portfolio: Portfolio, deal: TheirDeal) -> bool:
    """Whether this deal is an omission already, maybe from an earlier list."""
    known = records.find(portfolio, Omission, partner_id=deal.partner_id)
    standing = [one.partner_deal_id for one in known if one.state != "withdrawn"]
    return bool(current_of(of_ids(portfolio, standing), {deal.id: deal}))


def _called(deal: TheirDeal) -> str:
    return deal.name or deal.customer or deal.deal_id or "a deal"
