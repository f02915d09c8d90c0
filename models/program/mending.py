"""How a record that does not count would have to be to count, where one change does it."""

from dataclasses import replace
from datetime import date
from typing import Any

from models.dates import quarter_of
from models.deal import Deal
from models.partner import Agreement, Contact, Integration, Offering, Training
from models.partner_file import CountedDeal, PartnerFile
from models.program import explain
from models.program.deals import IN_TOTAL, periods
from models.program.terms import Terms
from models.program.what_if import in_program_money


def mended(record: Any, day: date, months: int = 0) -> Any:
    """The record as it would count on a day; None where it counts, or where nothing helps it.

    `months` is the greatest age that counts; 0 is any age.
    """
    if isinstance(record, Training):
        stale = explain.training_fault(record, day, months)
        return replace(record, completed_on=day) if stale else None
    if isinstance(record, Agreement):
        return _agreement(record, day) if explain.agreement_fault(record, day, months) else None
    if isinstance(record, Integration):
        return None if record.agreed else replace(record, agreed=True)
    if isinstance(record, Contact):
        return _contact(record, day)
    if isinstance(record, Offering):
        return _offering(record, day) if explain.offering_fault(record, day) else None
    return None


def mended_deal(counted: CountedDeal, file: PartnerFile, terms: Terms) -> Deal | None:
    """The deal as it would count: qualified, and an open one due within the window."""
    if counted.bucket in IN_TOTAL or not counted.tcv_minor:
        return None
    days = periods(terms, file.decision.as_of)
    deal = replace(in_program_money(counted, terms), qualified=True)
    if deal.status == "open" and days.window_first <= days.window_last:
        soon = min(quarter_of(days.as_of).last, days.window_last)
        close = deal.close_date or date.min
        if close < days.window_first:
            return replace(deal, close_date=soon)
        return replace(deal, close_date=min(close, days.window_last))
    # What is closed stays as it closed; it counts once it is qualified, or not at all.
    bucket = days.bucket(deal.status, deal.close_date)
    return deal if bucket == "wins" or (bucket == "losses" and terms.losses_count) else None


def _agreement(record: Agreement, day: date) -> Agreement:
    """Signed on the day, unless it is in force but for its end; without an end that has come."""
    ended = record.expires_on is not None and record.expires_on < day
    return replace(record, signed_on=day, expires_on=None if ended else record.expires_on)


def _contact(record: Contact, day: date) -> Contact | None:
    """One who starts later may start now; one who has left, or is the host's, stays so."""
    late = record.since is not None and record.since > day
    if record.side != "partner" or not late:
        return None
    if record.until is not None and record.until <= day:
        return None
    return replace(record, since=day)


def _offering(record: Offering, day: date) -> Offering | None:
    """A standard offering from the day on; one without host services is none, whatever else."""
    if record.services == "none":
        return None
    soon = record.available_from is None or record.available_from <= day
    return replace(record, standard=True, available_from=record.available_from if soon else day)
