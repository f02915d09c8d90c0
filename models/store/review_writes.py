"""What a review changes: it is planned or opened, and notes its blocks and its deals."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models.errors import UserError
from models.governance import cadence
from models.governance.meetings import PURPOSES, Attendee, Meeting, ReviewBlock
from models.governance.notice import counting
from models.governance.outcomes import DealNote
from models.governance.review_words import PURPOSE_TITLES
from models.ids import derived_id
from models.partner import Contact, Partner
from models.store import meetings, records, reviews
from models.store.governance_rules import rules
from models.store.portfolio import Portfolio
from models.store.programs import terms_on

_BOTH = ("executive sponsor", "alliance manager")
_NOTES = ("blocker", "help_wanted", "loss_reason", "lesson")


# ---- planning ----------------------------------------------------------------------------------


def plan_next(
    portfolio: Portfolio, partner_id: int, today: date, agenda: Sequence[str] = ()
) -> int:
    """Plan the next business review, on the day on which it is due, and give its id (C041).

    Where that has passed, or can't be told of in time any more, it is the first weekday that can.
    Both sponsors and alliance managers come. One that is planned already is given back. Raises
    UserError where the partner is gone or does not take part.
    """
    partner = records.get(portfolio, Partner, partner_id)
    found = reviews.of_partner(portfolio, partner_id, today)
    if found is None:
        raise UserError(
            f"{partner.name} does not take part in the program, so no business review is due.",
            "Add a meeting where one is wanted all the same.",
        )
    if found.next_id:
        return found.next_id
    on = _day_for(portfolio, found.due.due_on if found.due else None, today)
    with portfolio.change(f"Plan the next business review of {partner.name}"):
        return meetings.add(
            portfolio,
            partner_id,
            on,
            today,
            _people(portfolio, partner_id, on, _BOTH),
            kind=reviews.BUSINESS,
            minutes=120,
            agenda="\n".join(agenda),
        )


def open_month(portfolio: Portfolio, partner_id: int, period: str, today: date) -> int:
    """The pipeline review of a month, opened where there is none, and its id (C103).

    It is of today; for a month still to come it is planned for its first weekday. The two alliance
    managers hold it, so that it needs no notice (A22). Raises UserError where the partner is gone.
    """
    partner = records.get(portfolio, Partner, partner_id)
    try:
        first = date.fromisoformat(f"{period}-01")
    except ValueError:
        raise UserError(f"{period} is no month.", "Write a month as 2026-11.") from None
    known = [
        one
        for one in records.find(portfolio, Meeting, partner_id=partner_id, kind=reviews.PIPELINE)
        if one.state != "cancelled" and cadence.period_of(one) == period
    ]
    if known:
        return min(known, key=lambda one: (one.state != "held", one.on_date, one.id)).id
    on, month = max(today, cadence.weekday(first)), cadence.period_text(period)
    with portfolio.change(f"Open the pipeline review of {month} with {partner.name}"):
        return meetings.add(
            portfolio,
            partner_id,
            on,
            today,
            _people(portfolio, partner_id, on, _BOTH[1:]),
            kind=reviews.PIPELINE,
            title=f"Pipeline review of {month}",
            period=period,
            with_whom="alliance_manager",
            agenda="\n".join(PURPOSE_TITLES.values()),
        )


def _day_for(portfolio: Portfolio, due_on: date | None, today: date) -> date:
    calendar = counting(terms_on(portfolio, today).calendar, rules(portfolio))
    return cadence.day_to_plan(calendar, due_on, today)


def _people(
    portfolio: Portfolio, partner_id: int, on: date, roles: Sequence[str]
) -> list[Attendee]:
    """The people of both sides in these roles who are in place on a day."""
    return [
        Attendee(0, partner_id, 0, one.name, one.role, one.side, one.id)
        for one in records.find(portfolio, Contact, partner_id=partner_id)
        if one.role in roles and one.in_place_on(on)
    ]


# ---- blocks and deals --------------------------------------------------------------------------


def set_block(portfolio: Portfolio, meeting_id: int, purpose: str, text: str) -> None:
    """Keep what a review wrote under one of its purposes; nothing where nothing changed."""
    if purpose not in PURPOSES:
        raise ValueError(f"{purpose!r} is no purpose of a review")
    meeting = records.get(portfolio, Meeting, meeting_id)
    known = records.find(portfolio, ReviewBlock, meeting_id=meeting_id, purpose=purpose)
    if (known[0].text if known else "") == text:
        return
    with portfolio.change(f"Write under “{PURPOSE_TITLES[purpose]}”"):
        if not text.strip():
            records.delete(portfolio, ReviewBlock, [one.id for one in known])
        elif known:
            records.update(portfolio, ReviewBlock, known[0].id, text=text)
        else:
            block = derived_id("review_blocks", str(meeting_id), purpose)
            records.add(
                portfolio, ReviewBlock(block, meeting.partner_id, meeting_id, purpose, text)
            )


def set_notes(portfolio: Portfolio, deal_ids: Iterable[int], today: date, **values: str) -> None:
    """Keep what is known of deals beside their own fields; a note without words goes."""
    from models.deal import Deal

    with portfolio.change("Note what holds deals up"):
        for deal_id in deal_ids:
            deal = records.get(portfolio, Deal, deal_id)
            known = records.find(portfolio, DealNote, deal_id=deal_id)
            before = known[0] if known else DealNote(
                derived_id("deal_notes", str(deal_id)), deal.partner_id, deal_id
            )  # fmt: skip
            told: dict[str, Any] = {name: text.strip() for name, text in values.items()}
            after = replace(before, noted_on=today, **told)
            if not any(getattr(after, name) for name in _NOTES):
                records.delete(portfolio, DealNote, [one.id for one in known])
            elif known:
                records.update(portfolio, DealNote, before.id, noted_on=today, **told)
            else:
                records.add(portfolio, after)
