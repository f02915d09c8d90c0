"""How a record that does not count would have to be to count, where one change does it."""

from dataclasses import replace
from datetime import date
from typing import Any

from models.dates import quarter_of
from models.deal import Deal
from models.partner import Agreement, Contact, Integration, Offering, Training
from models.partner_file import CountedDeal, PartnerFile
from models.program import explain
from models.program.deals import IN_TOTAL
from models.program.terms import Terms
from models.program.what_if import in_program_money


def mended(record: Any, day: date) -> Any:
    """The record as it would count on a day; None where it counts, or where nothing helps it."""
    if isinstance(record, Training):
        return replace(record, completed_on=day) if explain.training_fault(record, day) else None
    if isinstance(record, Agreement):
        return _agreement(record, day) if explain.agreement_fault(record, day) else None
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
    deal = replace(in_program_money(counted, terms), qualified=True)
    first, last = file.window
    if deal.status != "open":
        return deal if counted.bucket == "unqualified" and _closed_last_year(deal, file) else None
    close = deal.close_date
    if close is None or close < first:
        soon = min(quarter_of(file.decision.as_of).last, last)
        deal = replace(deal, close_date=soon)
    elif close > last:
        deal = replace(deal, close_date=last)
    return deal


def _closed_last_year(deal: Deal, file: PartnerFile) -> bool:
    return deal.close_date is not None and deal.close_date.year == file.decision.as_of.year - 1


def _agreement(record: Agreement, day: date) -> Agreement:
    """Signed by the day, and without an end that has come."""
    signed = record.signed_on if record.signed_on and record.signed_on <= day else day
    ended = record.expires_on is not None and record.expires_on < day
    return replace(record, signed_on=signed, expires_on=None if ended else record.expires_on)


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
