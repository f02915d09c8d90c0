"""Answers that stand in the records themselves: writing one edits the record."""

from datetime import date

from models.checklist.mirrors import MIRRORS
from models.errors import UserError
from models.ids import new_id
from models.partner import Agreement, Partner
from models.partner_words import newest
from models.store import records
from models.store.portfolio import Portfolio


def write(portfolio: Portfolio, partner_id: int, name: str, value: str) -> None:
    """Put an answer, as canonical text, into the field of the records that a name stands for.

    Of agreements the newest of the kind is edited, or one is added; blank clears the field. Raises
    UserError for an answer that the field can't hold, and where the partner is gone.
    """
    mirror = MIRRORS.get(name)
    if mirror is None:
        raise UserError(
            f"There is no field {name!r} in the records.", "Correct the template of this checklist."
        )
    if mirror.table == "agreements":
        _write_paper(portfolio, partner_id, mirror.of, mirror.field, value)
        return
    if mirror.kind == "yes_no" and value not in ("", "yes", "no"):
        raise UserError(
            f"‘{mirror.label}’ is kept in the partner’s records, which know only Yes and No.",
            "Answer Yes or No, and write the rest in the note.",
        )
    held: str | bool = value == "yes" if mirror.kind == "yes_no" else value
    with portfolio.change(f"Edit {mirror.label}"):
        records.update(portfolio, Partner, partner_id, **{mirror.field: held})


def _write_paper(portfolio: Portfolio, partner_id: int, kind: str, field: str, value: str) -> None:
    records.get(portfolio, Partner, partner_id)
    day = date.fromisoformat(value) if value else None
    papers = records.find(portfolio, Agreement, partner_id=partner_id, kind=kind)
    if not papers and day is None:
        return
    with portfolio.change("Edit agreement"):
        if papers:
            records.update(portfolio, Agreement, newest(papers).id, **{field: day})
        else:
            made = Agreement(new_id(), partner_id, kind)
            records.add(portfolio, made)
            records.update(portfolio, Agreement, made.id, **{field: day})
