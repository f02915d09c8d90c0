"""What an omission's deal would move, and which deals of ours are likely to be the same one."""

from dataclasses import replace
from datetime import date

from models.deal import Deal, Rate
from models.errors import UserError
from models.governance.omission_review import Weighed
from models.ledgers import LedgerMark, Omission, TheirDeal
from models.names import fold
from models.partner_file import PartnerFile
from models.program.deals import count_deals, rates_on
from models.program.terms import Terms
from models.program.what_if import Trial, decided
from models.reconcile import Entry, reconcile
from models.store import records
from models.store.partner_deals import money_on, of_ids
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.standing import partner_file
from models.text import day_text, lower_first, sentence

_NO_PROGRAM = "No program is in force on this day, so nothing can be weighed."


def twins_of(portfolio: Portfolio, one: Omission, today: date) -> tuple[Deal, ...]:
    """Deals of ours that are likely to be this one: by the partner's id of it, or by likeness."""
    money = money_on(portfolio, today)
    listed = listed_as(portfolio, one)
    ours = {deal.id: deal for deal in records.find(portfolio, Deal, partner_id=one.partner_id)}
    mine = Entry(
        one.partner_deal_id or one.id, fold(listed.deal_id) if listed else "", one.customer,
        one.name, one.status, one.close_date, money.of(as_deal(one)),
    )  # fmt: skip
    entries = [
        Entry(deal.id, fold(deal.deal_id), deal.customer, deal.name, deal.status, deal.close_date,
              money.of(deal))
        for deal in ours.values()
    ]  # fmt: skip
    marks = records.find(portfolio, LedgerMark, partner_deal_id=one.partner_deal_id)
    other = {(one.partner_deal_id, mark.deal_id) for mark in marks if mark.mark == "different"}
    same = {
        mark.partner_deal_id: mark.deal_id
        for mark in marks
        if mark.mark == "same" and mark.deal_id in ours
    }
    found = reconcile([mine], entries, same=same, different=other)
    return tuple(ours[pair.ours.id] for pair in (*found.agreed, *found.differs, *found.maybe))


def is_sure(portfolio: Portfolio, one: Omission, twin: Deal) -> bool:
    """Whether a deal of ours is this one beyond doubt: names and customer are the same."""
    listed = listed_as(portfolio, one)
    theirs = listed.deal_id if listed else ""
    ids = bool(theirs) and fold(twin.deal_id) == fold(theirs)
    return ids or (
        bool(one.name) and fold(twin.name) == fold(one.name)
        and fold(twin.customer) == fold(one.customer)
    )  # fmt: skip


def weigh(
    portfolio: Portfolio, one: Omission, today: date, *, already: Deal | None = None
) -> Weighed:
    """TCV and tier before and after if this case were accepted. Nothing is written."""
    standing = standing_of(portfolio, one.partner_id, today)
    if standing is None:
        return Weighed(left_out=_NO_PROGRAM)
    file, terms = standing
    if already is not None:
        return weighed_between(
            file, file, terms, "It is among our deals already, so no figure moves."
        )
    rates = rates_on(records.find(portfolio, Rate), today)
    (counted,) = count_deals([as_deal(one)], terms, today, rates)
    left_out = _left_out(counted.bucket, counted.reason, one.currency, terms, today)
    if left_out:
        return weighed_between(file, file, terms, left_out)
    own, services = counted.partner_minor, counted.services_minor
    made = replace(as_deal(one), currency=terms.currency, partner_minor=own,
                   services_minor=services, tcv_minor=own + services)  # fmt: skip
    after = decided(file, Trial(deals=(made,)), terms)
    before = file.decision
    return Weighed(
        before.tcv.total, after.tcv.total, terms.label(before.calculated_tier),
        terms.label(after.calculated_tier), terms.currency, terms.tcv_label,
    )  # fmt: skip


def left_out_of(portfolio: Portfolio, deal: Deal, today: date) -> str:
    """Why a deal of ours counts in no figure on a day; blank where it counts."""
    try:
        terms = terms_on(portfolio, today)
    except UserError:
        return _NO_PROGRAM
    rates = rates_on(records.find(portfolio, Rate), today)
    (counted,) = count_deals([deal], terms, today, rates)
    return _left_out(counted.bucket, counted.reason, deal.currency, terms, today)


def standing_of(
    portfolio: Portfolio, partner_id: int, today: date
) -> tuple[PartnerFile, Terms] | None:
    try:
        terms = terms_on(portfolio, today)
    except UserError:
        return None  # a day before the program
    return partner_file(portfolio, partner_id, today, terms=terms), terms


def weighed_between(
    before: PartnerFile, after: PartnerFile, terms: Terms, left_out: str
) -> Weighed:
    return Weighed(
        before.decision.tcv.total,
        after.decision.tcv.total,
        terms.label(before.decision.calculated_tier),
        terms.label(after.decision.calculated_tier),
        terms.currency,
        terms.tcv_label,
        left_out,
    )


def _left_out(bucket: str, reason: str, currency: str, terms: Terms, today: date) -> str:
    if bucket in ("wins", "losses", "pipeline"):
        return ""
    if bucket == "no_rate":
        return (
            f"There is no exchange rate from {currency} to {terms.currency} on {day_text(today)},"
            " so the deal counts in no figure until one is entered."
        )
    return sentence(f"The deal counts in no figure: {lower_first(reason)}")


def as_deal(one: Omission) -> Deal:
    return Deal(
        one.id, one.partner_id, one.name, one.customer, "", one.status, one.close_date,
        one.partner_minor, one.services_minor, one.tcv_minor, one.currency,
    )  # fmt: skip


def listed_as(portfolio: Portfolio, one: Omission) -> TheirDeal | None:
    return next(iter(of_ids(portfolio, [one.partner_deal_id])), None)
