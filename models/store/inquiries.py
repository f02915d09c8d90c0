"""Inquiries to the program's mailbox, and what came of them: an answer, a candidate, a deal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.deal import Deal
from models.errors import UserError
from models.governance import inquiries
from models.governance.advocacy import INQUIRY_KINDS, Inquiry
from models.governance.inquiries import Age, Counts
from models.governance.mailbox import address_of
from models.ids import new_id
from models.names import tidy
from models.partner import Partner
from models.store import governance_rules, participation, records
from models.store.partners import add_partner
from models.store.portfolio import Portfolio, who
from models.store.settings import set_setting, setting
from models.text import counted

MAILBOX = "program_mailbox"


@dataclass(frozen=True, slots=True)
class InquiryLine:
    """An inquiry, how long it waits, and the partner that it is of, blank for a newcomer."""

    inquiry: Inquiry
    age: Age
    partner: str

    @property
    def id(self) -> int:
        return self.inquiry.id

    @property
    def open(self) -> bool:
        """Whether nobody has answered it."""
        return self.age.open


@dataclass(frozen=True, slots=True)
class Inbox:
    """All inquiries, those that wait first, the oldest of them at the top.

    `mailbox` is the address as it was typed, `address` what mail can be sent to: blank until it
    is one (A15). `partners` are all there are, by id and name.
    """

    lines: tuple[InquiryLine, ...]
    counts: Counts
    days: int
    mailbox: str
    address: str
    partners: tuple[tuple[int, str], ...]


def inbox(portfolio: Portfolio, today: date) -> Inbox:
    """What the page shows."""
    most = governance_rules.rules(portfolio).inquiry_days
    found = records.find(portfolio, Inquiry)
    partners = [
        (int(key), str(name))
        for key, name in portfolio.conn.rows("SELECT id, name FROM partners ORDER BY name_key, id")
    ]
    names = dict(partners)
    lines = [
        InquiryLine(one, inquiries.age(one, most, today), names.get(one.partner_id, ""))
        for one in found
    ]
    lines.sort(key=_order)
    box = mailbox(portfolio)
    return Inbox(
        tuple(lines), inquiries.counts(found, most, today), most, box, address_of(box),
        tuple(partners),
    )  # fmt: skip


def add(portfolio: Portfolio, kind: str, today: date, **values: Any) -> int:
    """An inquiry that came in today. Raises UserError for a kind that there is none of."""
    _require_kind(kind)
    return records.add(portfolio, Inquiry(new_id(), kind, today, **values))


def set_inquiries(portfolio: Portfolio, ids: Sequence[int], today: date, **values: Any) -> None:
    """Set fields of some, as one change. An answer that is typed is answered today without a day.

    Raises UserError for a day before the inquiry came in, or one that is still to come.
    """
    if "kind" in values:
        _require_kind(values["kind"])
    with portfolio.change(f"Edit {counted(len(ids), 'inquiry', 'inquiries')}"):
        for inquiry_id in ids:
            before = records.get(portfolio, Inquiry, inquiry_id)
            wanted = dict(values)
            if wanted.get("answer") and not before.answered_on and "answered_on" not in wanted:
                wanted["answered_on"] = max(today, before.received_on)
            received = wanted.get("received_on", before.received_on)
            answered = wanted.get("answered_on", before.answered_on)
            if received is None:
                raise UserError("An inquiry came in on a day.", "Type it, or press Esc to go back.")
            if received > today:
                raise UserError("That day is still to come.", "Type the day on which it came in.")
            if answered is not None and answered < received:
                raise UserError(
                    "It can't be answered before it came in.", "Type that day, or a later one."
                )
            if answered is not None and answered > today:
                raise UserError("That day is still to come.", "Type the day of the answer.")
            records.update(portfolio, Inquiry, inquiry_id, **wanted)


def mark_answered(portfolio: Portfolio, ids: Sequence[int], today: date) -> None:
    """Say that they were answered today, as one change; those that were are left alone."""
    with portfolio.change(f"Mark {counted(len(ids), 'inquiry', 'inquiries')} as answered"):
        for inquiry_id in ids:
            one = records.get(portfolio, Inquiry, inquiry_id)
            if one.answered_on is None:
                on = max(today, one.received_on)
                records.update(portfolio, Inquiry, inquiry_id, answered_on=on)


def make_candidate(portfolio: Portfolio, inquiry_id: int, name: str, today: date) -> int:
    """Make a candidate of whoever asked to become a partner, as one change; the partner's id.

    Raises UserError where a partner is named already, or the name is taken.
    """
    one = records.get(portfolio, Inquiry, inquiry_id)
    if one.partner_id and records.find(portfolio, Partner, id=one.partner_id):
        raise UserError("This inquiry is of a partner already.", "Open that one.")
    if not tidy(name):
        raise UserError("A partner needs a name.", "Type one.")
    on = min(one.received_on, today)
    with portfolio.change(f"Make {tidy(name)} a candidate"):
        partner_id = add_partner(portfolio, name)
        why = f"Asked to become a partner: {one.subject}" if one.subject else "Asked for it."
        participation.take_step(
            portfolio, partner_id, "candidate", on, by=one.owner or who(), why=why, today=today
        )
        records.update(portfolio, Inquiry, inquiry_id, partner_id=partner_id)
    return partner_id


def open_deal(
    portfolio: Portfolio, inquiry_id: int, partner_id: int, name: str, customer: str = ""
) -> int:
    """Open a deal for a partner out of an inquiry, as one change; the deal's id."""
    one = records.get(portfolio, Inquiry, inquiry_id)
    partner = records.get(portfolio, Partner, partner_id)
    called = tidy(name) or tidy(one.subject) or "Inquiry"
    with portfolio.change(f"Open the deal {called} for {partner.name}"):
        deal = Deal(
            new_id(), partner_id, called, tidy(customer), status="open", qualified=False,
            currency=_currency(portfolio, one.received_on), source="Inquiry",
            next_step="Qualify the inquiry",
        )  # fmt: skip
        records.add(portfolio, deal)
        records.update(portfolio, Inquiry, inquiry_id, partner_id=partner_id)
    return deal.id


def mailbox(portfolio: Portfolio) -> str:
    """The program's address as a person typed it, blank where nobody has."""
    return setting(portfolio, MAILBOX)


def set_mailbox(portfolio: Portfolio, text: str) -> None:
    """Keep the address of the program's mailbox, whatever it is: it may be copied from print."""
    with portfolio.change("Set the program’s mailbox"):
        set_setting(portfolio, MAILBOX, tidy(text))


def _require_kind(kind: str) -> None:
    if kind not in INQUIRY_KINDS:
        raise UserError(f"{kind} is no kind of inquiry.", "Choose one of the list.")


def _currency(portfolio: Portfolio, day: date) -> str:
    from models.store.programs import terms_on

    try:
        return terms_on(portfolio, day).currency
    except UserError:
        return Deal(0, 0).currency


def _order(line: InquiryLine) -> tuple[bool, int, int]:
    day = line.inquiry.received_on.toordinal()
    return (not line.age.open, day if line.age.open else -day, line.id)
