"""The rows of a plan as the window lists them: the first ones, the new, the changed, the others."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from models.intake.job import Job
from models.intake.kinds import KINDS
from models.intake.ledger import MOST_SHOWN
from models.intake.plan import Plan, Reject
from models.intake.telling import for_window, label, value_said
from models.intake.values import text
from models.money import plain
from models.store import apply
from models.store.apply import Batch
from models.store.portfolio import Portfolio
from models.text import counted, day_text, money, yes_no

_PREVIEW_COLUMNS = 6
_LATER = ("deal_id", "currency", "next_step", "is_deleted")  # shown where there is room
_COLUMN_WORDS = {
    "partner_minor": "Partner portion", "services_minor": "Services portion", "tcv_minor": "TCV",
    "partner_id": "Partner", "name": "Name", "product": "Integration",
    "offering_id": "Offering",
}  # fmt: skip
_HIDDEN = ("tcv_minor",)


class Row(NamedTuple):
    """A line of one of the lists; `id` is its place. `tone` colours the last cell, if at all.

    `keys` are what the cells sort by; without them the cells themselves.
    """

    id: int
    cells: tuple[str, ...]
    tone: str = ""
    keys: tuple[Any, ...] = ()


def preview(job: Job, plan: Plan, currency: str, most: int = 6) -> tuple[list[str], list[Row]]:
    """The headings and the first rows, each with what becomes of it in the last cell."""
    shown = _worth_showing(job)
    rejects = {reject.line: reject for reject in plan.rejects}
    skips = {skip.line: skip.why for skip in plan.skips}
    changes: dict[int, int] = {}
    for change in plan.changes:
        changes[change.line] = changes.get(change.line, 0) + len(change.fields)
    rows = []
    for at, (line, cells) in enumerate(job.sheet.sample[:most]):
        values = [
            value_said(job, ours, cells[place] if place < len(cells) else "", currency)
            for ours in shown
            for place in (job.columns.columns[ours],)
        ]
        result, tone = _result(plan, line, rejects, skips, changes)
        rows.append(Row(at, (*values, result), tone))
    return [*map(label, shown), "Result"], rows


def _worth_showing(job: Job) -> list[str]:
    """Our columns that the file fills, the telling ones, in their order."""
    filled = []
    for column in KINDS[job.kind].columns:
        place = job.columns.columns.get(column.name, -1)
        if place >= 0 and any(text(r[place]) for _, r in job.sheet.sample if place < len(r)):
            filled.append(column.name)
    chosen = sorted(filled, key=lambda name: name in _LATER)[:_PREVIEW_COLUMNS]
    return [name for name in filled if name in chosen]


def _result(
    plan: Plan,
    line: int,
    rejects: Mapping[int, Reject],
    skips: Mapping[int, str],
    changes: Mapping[int, int],
) -> tuple[str, str]:
    if line in rejects:
        reject = rejects[line]
        return f"{label(reject.column) if reject.column else 'Row'} {reason(reject)}", "short"
    if line in skips:
        return f"Skipped, {skips[line]}", "text_3"
    if line in changes:
        return f"Updates {counted(changes[line], 'field')}", "accent"
    found = plan.tally.first.get(line, "")
    return {"new": ("New", "met"), "same": ("Same", "text_3")}.get(found, ("", ""))


def reason(reject: Reject) -> str:
    """Why a row can't be taken, with the cell that is at fault."""
    why = for_window(reject.reason)
    return f"“{reject.value}” {why}" if reject.value else why


def rejected(plan: Plan) -> list[Row]:
    """Line, column, value and reason of the first rows that can't be taken."""
    rows = []
    for at, r in enumerate(plan.rejects[:MOST_SHOWN]):
        said = (label(r.column) if r.column else "", r.value, for_window(r.reason))
        rows.append(Row(at, (str(r.line), *said), keys=(r.line, *said)))
    return rows


def skipped(plan: Plan) -> list[Row]:
    """Line, reason and text of the rows that are no records."""
    return [
        Row(at, (str(s.line), s.why.capitalize(), s.text), keys=(s.line, s.why, s.text))
        for at, s in enumerate(plan.skips)
    ]


def changed(
    plan: Plan, names: Mapping[int, str], currency: str, offerings: Mapping[int, str] | None = None
) -> list[Row]:
    """Line, record, field, old and new value of what is changed."""
    rows: list[Row] = []
    known = {"partner_id": names, "offering_id": offerings or {}}
    kind = KINDS[plan.kind]
    for change in plan.changes:
        for column, old, new in change.fields:
            if column in _HIDDEN and len(change.fields) > 1:
                continue
            said = (_kept(column, value, known, currency) for value in (old, new))
            title = _COLUMN_WORDS.get(column) or label(column)
            if column == "name" and kind.shape == "deals":
                title = label("deal")
            cells = (str(change.line), change.what, title, *said)
            rows.append(Row(len(rows), cells, keys=(change.line, *cells[1:])))
    return rows


def _kept(column: str, value: Any, names: Mapping[str, Mapping[int, str]], currency: str) -> str:
    """A value as the portfolio keeps it, in words."""
    if value is None or value == "":
        return ""
    if column in names:
        return names[column].get(value, "")
    if column == "status":
        return str(value).capitalize()
    if column.endswith("_minor"):
        return plain(value, currency)
    if column == "geographies":
        return ", ".join(json.loads(value))
    if isinstance(value, int):
        return yes_no(bool(value))
    if len(value) == 10 and value[4:5] == value[7:8] == "-":
        return day_text(date.fromisoformat(value))
    return str(value)


def new(portfolio: Portfolio, plan: Plan, names: Mapping[int, str]) -> list[Row]:
    """What is new: what it is, whose, and the rest of it in words; the first 2,000."""
    batch = next((b for b in plan.batches if b.table == plan.kind and len(b.columns) > 2), None)
    if batch is None or not plan.new:
        return [Row(at, (name, "")) for at, name in enumerate(plan.new_partners)]
    rows = []
    for at, values in enumerate(_unknown(portfolio, batch)):
        v = dict(zip(batch.columns, values[1:], strict=True))
        cells, keys = _new_cells(plan.kind, v, names), tuple[Any, ...]()
        if KINDS[plan.kind].shape == "deals":
            line = v["source_line"]
            keys = (line, *cells[:3], v["close_date"] or "", cells[4], v["tcv_minor"])
            cells = (str(line), *cells)
        rows.append(Row(at, cells, keys=keys))
    return rows


def _unknown(portfolio: Portfolio, batch: Batch) -> Iterator[Sequence[Any]]:
    """Rows of a batch whose record is not there yet; the first 2,000."""
    found, held = 0, list[Sequence[Any]]()
    for values in batch.rows:
        held.append(values)
        if len(held) == MOST_SHOWN:
            break
    ids = [values[0] for values in held]
    known = apply.known_by_id(portfolio, batch.table, batch.columns[:1], ids)
    for values in held:
        if values[0] not in known and found < MOST_SHOWN:
            found += 1
            yield values


def _new_cells(kind: str, v: Mapping[str, Any], names: Mapping[int, str]) -> tuple[str, ...]:
    partner = names.get(v.get("partner_id", 0), "")
    if KINDS[kind].shape == "deals":
        what = v["name"] or v["customer"] or v["deal_id"] or "Unnamed deal"
        worth = money(v["tcv_minor"], v["currency"])
        status, day = v["status"].capitalize(), _day(v["close_date"])
        return what, partner, status, day, v["stage"], worth
    if kind == "contacts":
        return v["name"], partner, _joined([v["role"].capitalize(), v["email"], v["phone"]])
    if kind == "offerings":
        where = "worldwide" if v["worldwide"] else ", ".join(json.loads(v["geographies"]))
        return v["name"], partner, _joined(["Standard" if v["standard"] else "Not standard", where])
    if kind == "trainings":
        return v["person"], partner, _joined([v["kind"], v["course"], _day(v["completed_on"])])
    return v["name"], _joined([v["region"], _invited(v)])


def _invited(v: Mapping[str, Any]) -> str:
    return f"invited on {_day(v['invited_on'])}" if v["invited_on"] else ""


def _day(iso: str | None) -> str:
    return day_text(date.fromisoformat(iso)) if iso else ""


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
