"""Answering checklists: every answer is one change, and a record's answer edits the record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.checklist.before import carried
from models.checklist.diff import differences
from models.checklist.evidence_record import Evidence
from models.checklist.expanding import expanded
from models.checklist.periods import before, due_on, period_label
from models.checklist.records import MARKS, Answer, Checklist, Where
from models.checklist.template import Item, Template
from models.checklist.values import canonical, read_value, value_text
from models.errors import UserError
from models.partner import Partner
from models.store import records
from models.store.checklist_mirrors import write as write_record
from models.store.checklist_templates import by_digest, in_use, keep
from models.store.checklists import answer_id, checklist_id, filled
from models.store.portfolio import Portfolio, who
from models.store.programs import terms_on
from models.text import counted, day_text, shortened

_SHORT = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """What to set on one item; None leaves a part as it is. `value` is canonical text."""

    where: Where
    item: str
    value: str | None = None
    note: str | None = None
    owner: str | None = None
    due_on: date | None = None


def answer(portfolio: Portfolio, where: Where, item: str, typed: str, today: date) -> None:
    """Answer an item with what was typed, as one change; blank takes the answer back.

    Raises UserError for what is no answer to it, and for an item that the records answer alone.
    """
    asked = _item(portfolio, where, item, today)
    value = read_value(asked, typed, today, terms_on(portfolio, today).currency)
    words = value_text(asked, value) or "nothing"
    label = f"Answer ‘{_cut(asked.asks)}’ with {_cut(words)}{_for(portfolio, where)}"
    set_cells(portfolio, [Cell(where, item, value)], today, label)


def set_cells(
    portfolio: Portfolio, cells: Sequence[Cell], today: date, label: str, source: str = ""
) -> int:
    """Set answers, notes, owners and due days of many items as one change; how many were set.

    Raises UserError, and sets nothing, where one of them can't be.
    """
    count = 0
    with portfolio.change(label):
        templates: dict[Where, Template] = {}
        for cell in cells:
            if cell.where not in templates:
                templates[cell.where] = _template(portfolio, cell.where, today)
            count += _set(portfolio, cell, templates[cell.where], today, source)
    return count


def note(portfolio: Portfolio, where: Where, item: str, text: str, today: date) -> None:
    """Write a note beside an item, as one change."""
    asked = _item(portfolio, where, item, today)
    with portfolio.change(f"Note on ‘{_cut(asked.asks)}’{_for(portfolio, where)}"):
        _write(portfolio, where, item, today, note=text.strip())


def assign(
    portfolio: Portfolio, where: Where, item: str, owner: str, due_on: date | None, today: date
) -> None:
    """Say who sees to an item and by when, as one change."""
    asked = _item(portfolio, where, item, today)
    with portfolio.change(f"Owner and due day of ‘{_cut(asked.asks)}’{_for(portfolio, where)}"):
        _write(portfolio, where, item, today, owner=" ".join(owner.split()), due_on=due_on)


def mark(portfolio: Portfolio, where: Where, item: str, mark: str, today: date) -> None:
    """Mark an item as in progress or in review, or take a mark or a waiver off, as one change."""
    if mark not in MARKS or mark == "waived":
        raise ValueError(f"{mark} is no mark that is set like this")
    asked = _item(portfolio, where, item, today)
    words = mark.replace("_", " ") or "as its answer says"
    with portfolio.change(f"Mark ‘{_cut(asked.asks)}’ {words}{_for(portfolio, where)}"):
        _write(portfolio, where, item, today, mark=mark, reason="", approver="", until_on=None)


def waive(
    portfolio: Portfolio,
    where: Where,
    item: str,
    reason: str,
    approver: str,
    until_on: date | None,
    today: date,
) -> None:
    """Waive an item until a day (blank: for good), as one change.

    Raises UserError without a reason and an approver, and for a day that has passed.
    """
    asked = _item(portfolio, where, item, today)
    if not reason.strip():
        raise UserError("A waiver needs its reason.", "Say why this item is not asked for.")
    if not approver.strip():
        raise UserError("A waiver needs an approver.", "Say who approved it.")
    if until_on is not None and until_on < today:
        raise UserError(
            f"A waiver can't end on {day_text(until_on)}: that day has passed.",
            "Choose today or later.",
        )
    with portfolio.change(f"Waive ‘{_cut(asked.asks)}’{_for(portfolio, where)}"):
        _write(
            portfolio,
            where,
            item,
            today,
            mark="waived",
            reason=reason.strip(),
            approver=" ".join(approver.split()),
            until_on=until_on,
        )


def copy_before(portfolio: Portfolio, where: Where, items: Sequence[str], today: date) -> int:
    """Give items the answer and note they had in the period before, as one change; how many.

    Items that the records answer, and those without an answer then, are left as they are.
    """
    told = filled(portfolio, where, today)
    cells = []
    for key in items:
        line = told.line(key)
        if line is None or line.before is None or line.item.derived or line.item.mirrors:
            continue
        if line.before.value and canonical(line.item, line.before.value):
            had = line.answer.note if line.answer else ""
            cells.append(Cell(where, key, line.before.value, had or line.before.note))
    if not cells:
        return 0
    last = period_label(before(where.period))
    what = counted(len(cells), "answer")
    return set_cells(
        portfolio, cells, today, f"Copy {what} of {last}{_for(portfolio, where)}", "copied"
    )


def close(portfolio: Portfolio, where: Where, today: date) -> None:
    """Close a checklist as one change: what the records answer is written down as it is now.

    Raises UserError where it is closed already.
    """
    told = filled(portfolio, where, today)
    if told.closed:
        raise UserError(f"{told.template.name} is closed already.", "Reopen it to change it.")
    with portfolio.change(f"Close {told.title}{_for(portfolio, where)}"):
        begun = _begin(portfolio, where, told.template, today)
        for line in told.asked:
            if line.derived is None or (line.answer and line.answer.mark == "waived"):
                continue
            over = line.derived.expires_on
            _write(
                portfolio,
                where,
                line.item.key,
                today,
                value=line.value,
                source="records",
                reason=line.derived.said,
                state="expired" if over is not None and over < today else line.derived.state,
            )
        records.update(
            portfolio, Checklist, begun.id, state="closed", closed_on=today, closed_by=who()
        )


def reopen(portfolio: Portfolio, where: Where, today: date) -> None:
    """Open a closed checklist again, as one change; the records answer for themselves again."""
    told = filled(portfolio, where, today)
    if told.checklist is None or not told.closed:
        raise UserError(f"{told.template.name} is not closed.", "Go on with it as it is.")
    with portfolio.change(f"Reopen {told.title}{_for(portfolio, where)}"):
        records.update(
            portfolio, Checklist, told.checklist.id, state="open", closed_on=None, closed_by=""
        )
        for line in told.lines:
            if line.answer is not None and line.answer.source == "records":
                blank = dict.fromkeys(("value", "source", "reason", "state"), "")
                records.update(portfolio, Answer, line.answer.id, **blank)


def remove(portfolio: Portfolio, where: Where, today: date) -> None:
    """Take a begun checklist away with its answers, as one change; its evidence stays."""
    told = filled(portfolio, where, today)
    if told.checklist is not None:
        with portfolio.change(f"Remove {told.title}{_for(portfolio, where)}"):
            records.delete(portfolio, Checklist, [told.checklist.id])


def move_up(portfolio: Portfolio, where: Where, today: date) -> tuple[str, ...]:
    """Move a begun checklist up to the template in use, as one change; the differences in words.

    An answer that its item can't hold any more, or that the records give now, becomes its note;
    answers of items that are gone stay in the file. Raises UserError where it is closed, or as new
    as can be.
    """
    told = filled(portfolio, where, today)
    if told.closed:
        raise _closed(told.template, told.checklist)
    if told.checklist is None or not told.newer:
        raise UserError(f"{told.template.name} is up to date.", "There is nothing to move up to.")
    newer = expanded(in_use(portfolio, where.template), terms_on(portfolio, today))
    with portfolio.change(
        f"Move {told.title} up to version {newer.version}{_for(portfolio, where)}"
    ):
        digest = keep(portfolio, newer)
        records.update(
            portfolio, Checklist, told.checklist.id, version=newer.version, digest=digest
        )
        for line in told.lines:
            item = newer.items.get(line.item.key)
            had = line.answer
            if item is None or had is None or not had.value:
                continue
            if canonical(item, had.value) and not (item.derived or item.mirrors):
                continue
            words = f"Earlier answer: {value_text(line.item, had.value)}"
            kept = f"{had.note}\n{words}" if had.note else words
            records.update(portfolio, Answer, had.id, value="", source="", note=kept)
    return differences(told.template, newer)


def _set(portfolio: Portfolio, cell: Cell, template: Template, today: date, source: str) -> bool:
    item = template.items.get(cell.item)
    if item is None:
        raise UserError(
            f"{template.name} has no item {cell.item!r} in version {template.version}.",
            "Move the checklist up to the version in use.",
        )
    told: dict[str, Any] = {}
    if cell.value is not None:
        if item.derived:
            raise UserError(
                f"‘{_cut(item.asks)}’ is answered by the records.",
                "Change the records; the answer follows.",
            )
        if not canonical(item, cell.value):
            raise UserError(
                f"{_cut(cell.value)!r} can't answer ‘{_cut(item.asks)}’.",
                "Answer it in the checklist.",
            )
        if item.mirrors:
            if cell.value or _begun(portfolio, cell.where):
                _begin(portfolio, cell.where, template, today)
            write_record(portfolio, cell.where.partner_id, item.mirrors, cell.value)
        else:
            told |= {"value": cell.value, "source": source if cell.value else ""}
    if cell.note is not None:
        told["note"] = cell.note
    if cell.owner is not None:
        told["owner"] = " ".join(cell.owner.split())
    if cell.due_on is not None:
        told["due_on"] = cell.due_on
    if told:
        _write(portfolio, cell.where, cell.item, today, template, **told)
    return bool(told) or cell.value is not None


def _write(
    portfolio: Portfolio,
    where: Where,
    item: str,
    today: date,
    template: Template | None = None,
    **values: Any,
) -> None:
    """Set some fields of an item's answer; a new value is stamped with the time and the person.

    Where nothing is said yet, blank begins no checklist.
    """
    blank = Answer(0, 0, item)
    if replace(blank, **values) == blank and not _begun(portfolio, where):
        return
    begun = _begin(portfolio, where, template or _template(portfolio, where, today), today)
    found = records.find(portfolio, Answer, id=answer_id(begun.id, item))
    had = found[0] if found else Answer(answer_id(begun.id, item), begun.id, item)
    made = replace(had, **values)
    if made == had:
        return
    if made.value != had.value or made.source != had.source:
        now = portfolio.clock().isoformat(timespec="seconds")
        values |= {"answered_at": now, "answered_by": who()}
        made = replace(made, answered_at=now, answered_by=who())
    if found:
        records.update(portfolio, Answer, made.id, **values)
    else:
        records.add(portfolio, made)


def _begin(portfolio: Portfolio, where: Where, template: Template, today: date) -> Checklist:
    """The checklist that is answered; its first answer makes it, with what is carried on."""
    found = records.find(portfolio, Checklist, id=checklist_id(where))
    if found:
        if found[0].state == "closed":
            raise _closed(template, found[0])
        return found[0]
    records.get(portfolio, Partner, where.partner_id)
    begun = Checklist(
        checklist_id(where),
        where.partner_id,
        where.template,
        template.version,
        keep(portfolio, template),
        where.period,
        due_on(template, where.period, today),
        today,
        who(),
    )
    records.add(portfolio, begun)
    if where.period:
        last = checklist_id(replace(where, period=before(where.period)))
        had = {a.item: a for a in records.find(portfolio, Answer, checklist_id=last)}
        papers = records.find(
            portfolio,
            Evidence,
            partner_id=where.partner_id,
            template=where.template,
            period=before(where.period),
        )
        for one in carried(template, had, papers, today):
            taken = Answer(
                answer_id(begun.id, one.item),
                begun.id,
                one.item,
                note=one.note,
                owner=one.owner,
                due_on=one.due_on,
                carried_from=one.id,
            )
            records.add(portfolio, taken)
    return begun


def _begun(portfolio: Portfolio, where: Where) -> bool:
    return bool(records.find(portfolio, Checklist, id=checklist_id(where)))


def _template(portfolio: Portfolio, where: Where, today: date) -> Template:
    found = records.find(portfolio, Checklist, id=checklist_id(where))
    if found:
        return by_digest(portfolio, found[0].digest)
    return expanded(in_use(portfolio, where.template), terms_on(portfolio, today))


def _item(portfolio: Portfolio, where: Where, item: str, today: date) -> Item:
    template = _template(portfolio, where, today)
    found = template.items.get(item)
    if found is None:
        raise UserError(f"{template.name} has no item {item!r}.", "Choose one of its items.")
    return found


def _closed(template: Template, checklist: Checklist | None) -> UserError:
    day = checklist.closed_on if checklist else None
    since = f" since {day_text(day)}" if day else ""
    return UserError(
        f"{template.name} is closed{since}.", "Reopen it, then change it; nothing was changed."
    )


def _for(portfolio: Portfolio, where: Where) -> str:
    name = portfolio.conn.value("SELECT name FROM partners WHERE id = ?", (where.partner_id,))
    return f" for {name}" if name else ""


def _cut(words: str) -> str:
    return shortened(words, _SHORT)
