"""Checklists that went out to be filled in: noted when they leave, taken in when they come back."""

import secrets
from collections.abc import Mapping
from datetime import date

from models.checklist.filled import Filled
from models.checklist.periods import period_label
from models.checklist.records import FORM_KINDS, Form, Where
from models.checklist.returned import Proposal, ReturnedForm, ReturnPlan, plan, refuse_twice
from models.checklist.sending import Sending
from models.errors import UserError
from models.ids import new_id
from models.partner import Contact, Partner
from models.store import records
from models.store.checklist_answers import Cell, assign, set_cells
from models.store.checklists import filled
from models.store.portfolio import ID_NAME, Portfolio, who
from models.store.settings import set_setting, setting


def prepared(
    portfolio: Portfolio, where: Where, today: date, edition: str, *, ours_too: bool = False
) -> tuple[Filled, Sending]:
    """What a form is made from: the checklist as it stands and a new id; nothing is written."""
    told = filled(portfolio, where, today)
    moment = portfolio.clock().isoformat(timespec="seconds")
    sending = Sending(
        _form_id(),
        # An older portfolio gets its id with the first form that is noted.
        setting(portfolio, ID_NAME) or secrets.token_hex(8),
        portfolio.name,
        edition,
        moment,
        _host(portfolio, where.partner_id, today),
        ours_too,
        setting(portfolio, "sample") == "1",
    )
    return told, sending


def note_form(portfolio: Portfolio, told: Filled, sending: Sending, kind: str, file: str) -> Form:
    """Keep that a form went out, as one change. Raises UserError where the partner is gone."""
    if kind not in FORM_KINDS:
        raise ValueError(f"no form of the kind {kind!r}")
    label = f"Send {told.template.name}{_of(told.period)} to {told.partner} as a form"
    with portfolio.change(label):
        records.get(portfolio, Partner, told.partner_id)
        if not setting(portfolio, ID_NAME):
            set_setting(portfolio, ID_NAME, sending.portfolio_id)
        form = Form(
            new_id(), told.partner_id, told.template.key, told.period, sending.form_id, kind,
            sending.edition, told.template.digest, file, sending.exported_at, who(),
        )  # fmt: skip
        records.add(portfolio, form)
    return form


def forms_of(portfolio: Portfolio, partner_id: int) -> tuple[Form, ...]:
    """The forms that went out to a partner, the newest first."""
    found = records.find(portfolio, Form, partner_id=partner_id)
    return tuple(sorted(found, key=lambda form: (form.exported_at, form.id), reverse=True))


def last_sent(portfolio: Portfolio, where: Where) -> Form | None:
    """The form of a checklist that went out last; None where none did."""
    for form in forms_of(portfolio, where.partner_id):
        if (form.template, form.period) == (where.template, where.period):
            return form
    return None


def plan_of(portfolio: Portfolio, returned: ReturnedForm, today: date) -> ReturnPlan:
    """What a returned form would change, as the portfolio stands.

    Raises UserError for a form of another portfolio, of a partner that is gone, or one that was
    taken in already.
    """
    identity = returned.identity
    own = identity.portfolio_id == setting(portfolio, ID_NAME)
    told = None
    where = where_of(portfolio, returned)
    if own and records.find(portfolio, Partner, id=where.partner_id):
        told = filled(portfolio, where, today)
    return plan(returned, told, forms_of(portfolio, where.partner_id), setting(portfolio, ID_NAME))


def where_of(portfolio: Portfolio, returned: ReturnedForm) -> Where:
    """Which checklist a form is of; one of a partner that was merged is of the one that stayed."""
    identity = returned.identity
    partner_id = identity.partner_id
    if not records.find(portfolio, Partner, id=partner_id):
        sent = records.find(portfolio, Form, form_id=identity.form_id)
        partner_id = sent[0].partner_id if sent else partner_id
    return Where(partner_id, identity.template, identity.period)


def apply(
    portfolio: Portfolio,
    shown: ReturnPlan,
    choices: Mapping[tuple[str, str], str],
    today: date,
) -> int:
    """Take in what a plan says, as one change; how many fields were set.

    `choices` says "ours" or "theirs" by item and part. Raises UserError, and changes nothing, where
    a conflict is open, where the checklist has moved on since the plan was made, or where the file
    was taken in before.
    """
    returned = shown.returned
    where = where_of(portfolio, returned)
    refuse_twice(returned, forms_of(portfolio, where.partner_id))
    now = plan_of(portfolio, returned, today)
    if now.blocked:
        raise UserError(now.blocked)
    if _of_answers(now) != _of_answers(shown):
        raise UserError(
            "The checklist has changed since this plan was made.",
            "Look at it once more, then apply.",
        )
    taken = now.taken(choices)
    with portfolio.change(shown.label):
        cells = [_cell(where, one) for one in taken if one.part != "due_on" or one.theirs]
        set_cells(portfolio, cells, today, shown.label, now.source)
        for one in taken:
            if one.part == "due_on" and not one.theirs:
                _clear_day(portfolio, where, one.item, today)
        _mark_returned(portfolio, returned)
    return len(taken)


def _of_answers(made: ReturnPlan) -> list[tuple[str, str, str, str]]:
    """What a plan rests on; the wording of its questions may move with the facts they quote."""
    return [(one.item, one.part, one.ours, one.state) for one in made.proposals]


def _cell(where: Where, one: Proposal) -> Cell:
    if one.part == "value":
        return Cell(where, one.item, value=one.theirs)
    if one.part == "note":
        return Cell(where, one.item, note=one.theirs)
    if one.part == "owner":
        return Cell(where, one.item, owner=one.theirs)
    return Cell(where, one.item, due_on=date.fromisoformat(one.theirs))


def _clear_day(portfolio: Portfolio, where: Where, item: str, today: date) -> None:
    line = filled(portfolio, where, today).line(item)
    owner = line.answer.owner if line is not None and line.answer is not None else ""
    assign(portfolio, where, item, owner, None, today)


def _mark_returned(portfolio: Portfolio, returned: ReturnedForm) -> None:
    identity = returned.identity
    now = portfolio.clock().isoformat(timespec="seconds")
    known = records.find(portfolio, Form, form_id=identity.form_id)
    if known:
        records.update(
            portfolio, Form, known[0].id, returned_at=now, returned_sha256=returned.sha256
        )
        return
    # That it went out was taken back since; that it came in is kept all the same.
    records.add(
        portfolio,
        Form(
            new_id(), identity.partner_id, identity.template, identity.period, identity.form_id,
            identity.kind, identity.edition, identity.digest, returned.file, identity.exported_at,
            "", now, returned.sha256,
        ),
    )  # fmt: skip


def _host(portfolio: Portfolio, partner_id: int, day: date) -> str:
    """Who asks: the host's alliance manager for the partner on the day."""
    found = [
        contact.name
        for contact in records.find(portfolio, Contact, partner_id=partner_id, side="host")
        if contact.role == "alliance manager" and contact.in_place_on(day)
    ]
    return found[0] if found else ""


def _form_id() -> str:
    digits = secrets.token_hex(5).upper()
    return f"{digits[:5]}-{digits[5:]}"


def _of(period: str) -> str:
    return f" of {period_label(period)}" if period else ""
