"""A partner's checklists go over to another partner; of two of one period no answer is lost."""

from dataclasses import replace
from typing import NamedTuple

from models.checklist.records import Answer, Checklist, Where
from models.partner import Partner
from models.store import records
from models.store.checklists import answer_id, checklist_id
from models.store.portfolio import Portfolio

_BLANK = ("", "", "")


class Joined(NamedTuple):
    """How many checklists went over, how many were joined with the other's, and how many answers
    of those differ and are kept as notes.
    """

    moved: int
    joined: int
    noted: int


def move(portfolio: Portfolio, keep: Partner, gone: Partner) -> Joined:
    """Let all checklists of one partner be another's (inside a change).

    Of two of one template and period the closed one stands, else that of the partner that stays;
    what the other answered fills what is blank in an open one, and is a note where it differs.
    """
    renamed: dict[int, int] = {}
    moved = joined = noted = 0
    for old in records.find(portfolio, Checklist, partner_id=gone.id):
        where = Where(keep.id, old.template, old.period)
        new_id = checklist_id(where)
        theirs = records.find(portfolio, Answer, checklist_id=old.id)
        renamed |= {one.id: answer_id(new_id, one.item) for one in theirs}
        twins = records.find(portfolio, Checklist, id=new_id)
        made = replace(old, id=new_id, partner_id=keep.id)
        if twins:
            joined += 1
            noted += _join(portfolio, twins[0], made, theirs, (keep.name, gone.name))
        else:
            moved += 1
            records.add(portfolio, made)
            for one in theirs:
                records.add(portfolio, _of(one, new_id))
        records.delete(portfolio, Checklist, [old.id])
    portfolio.conn.executemany(
        "UPDATE answers SET carried_from = ? WHERE carried_from = ?",
        [(new, old) for old, new in renamed.items()],
    )
    return Joined(moved, joined, noted)


def _join(
    portfolio: Portfolio,
    mine: Checklist,
    theirs: Checklist,
    answers: list[Answer],
    names: tuple[str, str],
) -> int:
    """One checklist of two; how many answers of the other are kept as notes."""
    own = {one.item: one for one in records.find(portfolio, Answer, checklist_id=mine.id)}
    other = {one.item: _of(one, mine.id) for one in answers}
    base, from_whom = own, names[1]
    if theirs.state == "closed" and mine.state != "closed":
        values = {name: getattr(theirs, name) for name in _STANDS}
        records.update(portfolio, Checklist, mine.id, **values)
        base, other, from_whom = other, own, names[0]
    closed = "closed" in (mine.state, theirs.state)
    noted = 0
    for item in base.keys() | other.keys():
        first, second = base.get(item), other.get(item)
        made, differs = _answer(first, second, from_whom, closed=closed)
        noted += differs
        if made is not None and made != own.get(item):
            records.delete(portfolio, Answer, [made.id])
            records.add(portfolio, made)
    return noted


_STANDS = (
    "version", "digest", "due_on", "started_on", "started_by", "state", "closed_on", "closed_by",
)  # fmt: skip


def _answer(
    first: Answer | None, second: Answer | None, whose: str, *, closed: bool
) -> tuple[Answer | None, bool]:
    """The answer that stands, and whether the other one is kept in its note."""
    if second is None or _said(second) == _BLANK:
        return first, False
    if (first is None or _said(first) == _BLANK) and not closed:
        return second, False
    if first is not None and _said(first) == _said(second):
        return first, False
    stands = first or replace(
        second, value="", note="", mark="", reason="", approver="", until_on=None, source="",
        answered_at="", answered_by="", carried_from=0, state="",
    )  # fmt: skip
    return replace(stands, note="\n".join(filter(None, (stands.note, _note(second, whose))))), True


def _said(one: Answer) -> tuple[str, str, str]:
    return (one.value, one.note, one.mark)


def _note(one: Answer, whose: str) -> str:
    """What an answer said, as a note beside the one that stands."""
    parts = [
        f"“{one.value}”" if one.value else "",
        one.mark.replace("_", " "),
        one.reason,
        one.note,
    ]
    return f"{whose} had answered: {', '.join(filter(None, parts))}."


def _of(one: Answer, checklist: int) -> Answer:
    return replace(one, id=answer_id(checklist, one.item), checklist_id=checklist)
