"""What was entered about a partner: the journal read newest first, a bounded part at a time."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import apsw

from models.governance.plan_words import STATES as OBJECTIVE_STATES
from models.governance.timeline import Touch
from models.governance.timeline_edits import Cell, edit_lines, record_name
from models.governance.timeline_sources import EDITS
from models.store import migrations
from models.store.journal_history import OPS, Shift, shifts_of
from models.store.portfolio import Portfolio
from models.store.unfolding import changes

Key = tuple[str, int]

# One part of the journal: it ends where enough was found, or enough was looked at.
ENOUGH, MOST_CHANGES, MOST_BYTES = 150, 4_000, 24_000_000
_AT_ONCE = 250
# Columns that follow from others, or say only when something was written.
_DERIVED = frozenset({"name_key", "updated_on", "tcv_minor", "answered_at", "answered_by"})
# Records that belong to a partner through another record: the column, and the table it names.
THROUGH = {
    "answers": ("checklist_id", "checklists"),
    "kept_findings": ("deal_id", "deals"),
    "ledger_marks": ("partner_deal_id", "partner_deals"),
    "withdrawals": ("grant_id", "grants"),
    "assessment_events": ("line_id", "assessment_lines"),
}
# Tables that are no partner's: a change of theirs is in nobody's timeline.
NOBODYS = frozenset(
    {"rates", "imports", "settings", "programs", "assessments", "checklist_templates",
     "snapshots", "program_links"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """Some changes that touch a partner, and from where to read on; `before` 0 is the end.

    `top` is the newest change that there was.

    `gone` are records of the partner that were met as deleted ones: what happened to them before
    is further back.
    """

    touches: tuple[Touch, ...]
    before: int
    gone: frozenset[Key] = frozenset()
    top: int = 0


@dataclass(frozen=True, slots=True)
class Edited:
    """What a change did to one record: added, changed or deleted, and its columns."""

    seq: int
    at: str
    who: str
    label: str
    table: str
    record_id: int
    op: str
    shifts: tuple[Shift, ...]
    taken_back: bool


def read_part(
    portfolio: Portfolio,
    partner_id: int,
    today: date,
    before: int = 0,
    gone: Collection[Key] = frozenset(),
    progress: Callable[[int, int, str], object] | None = None,
) -> Part:
    """The next part of the journal, from the newest change or from `before` on, going back.

    Read newest first, a record that is not there any more is met at its deletion, where its row
    says whose it was, and so is known when its earlier changes come.
    """
    shape, known = _Shape(portfolio), _owned(portfolio, partner_id) | set(gone)
    touches: list[Touch] = []
    met: set[Key] = set(gone)
    seen = held = 0
    whole = int(portfolio.conn.value("SELECT count(*) FROM journal") or 0)
    top = int(portfolio.conn.value("SELECT max(id) FROM journal") or 0)
    last = before or top + 1
    while True:
        rows = portfolio.conn.rows(
            "SELECT id, label, at, who, state, changeset FROM journal"
            " WHERE id < ? AND kind = 'change' ORDER BY id DESC LIMIT ?",
            (last, _AT_ONCE),
        )
        for seq, label, at, who, state, packed in rows:
            changeset = changes(packed, seq)
            on = _here(at)
            if on <= today:
                back = state in ("undone", "gone")
                for touch in _touches(shape, changeset, partner_id, known, met):
                    touches.append(touch(seq, on, who, label, back))
            last, seen, held = seq, seen + 1, held + len(changeset)
            if held > MOST_BYTES:
                break
        if progress is not None:
            progress(min(seen, whole), whole, "Reading what was entered")
        if len(rows) < _AT_ONCE and (not rows or last == rows[-1][0]):
            return Part(tuple(touches), 0, frozenset(met), top)
        if len({touch.seq for touch in touches}) >= ENOUGH or seen >= MOST_CHANGES:
            break
        if held > MOST_BYTES:
            break
    return Part(tuple(touches), last, frozenset(met), top)


def edited(
    portfolio: Portfolio,
    partner_id: int,
    seqs: Collection[int],
    gone: Collection[Key] = frozenset(),
) -> tuple[Edited, ...]:
    """What some changes did to a partner's records, before and after, the newest first."""
    shape, known = _Shape(portfolio), _owned(portfolio, partner_id) | set(gone)
    found = []
    for seq in sorted(seqs, reverse=True):
        rows = portfolio.conn.rows(
            "SELECT at, who, label, state, changeset FROM journal WHERE id = ?", (seq,)
        )
        for at, who, label, state, packed in rows:
            back = state in ("undone", "gone")
            for change in apsw.Changeset.iter(changes(packed, seq)):
                key = shape.owned(change, partner_id, known)
                if key is None:
                    continue
                columns = shape.columns[change.name]
                shifts = tuple(
                    shift for shift in shifts_of(columns, change.old, change.new)
                    if shift.column not in _DERIVED
                )  # fmt: skip
                found.append(
                    Edited(seq, at, who, label, *key, OPS[change.op], shifts, taken_back=back)
                )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class EditedLine:
    """A record that a change touched, in words: `op` is added, changed or deleted."""

    at: str
    who: str
    label: str
    name: str
    op: str
    fields: tuple[str, ...]
    taken_back: bool


def edited_lines(
    portfolio: Portfolio,
    partner_id: int,
    seqs: Collection[int],
    gone: Collection[Key] = frozenset(),
    most: int = 60,
) -> tuple[tuple[EditedLine, ...], int]:
    """The same in words, of `most` records, and how many more there are."""
    found = edited(portfolio, partner_id, seqs, gone)
    lines = []
    for one in found[:most]:
        cells = _row_now(portfolio, one.table, one.record_id)
        cells |= {
            shift.column: shift.before if one.op == "deleted" else shift.after
            for shift in one.shifts
        }
        told = (Cell(shift.column, shift.before, shift.after) for shift in one.shifts)
        lines.append(
            EditedLine(
                one.at,
                one.who,
                one.label,
                record_name(one.table, cells),
                one.op,
                tuple(edit_lines(told, str(cells.get("currency") or ""))),
                one.taken_back,
            )
        )
    return tuple(lines), max(0, len(found) - most)


def _row_now(portfolio: Portfolio, table: str, record_id: int) -> dict[str, Any]:
    """A record as it is now, by column; nothing where it is gone."""
    names = [
        row[0] for row in portfolio.conn.rows("SELECT name FROM pragma_table_info(?)", (table,))
    ]
    rows = portfolio.conn.rows(
        f"SELECT {', '.join(names)} FROM {table} WHERE id = ?",  # noqa: S608  our own table
        (record_id,),
    )
    return dict(zip(names, rows[0], strict=True)) if rows else {}


class _Shape:
    """Where in a row of each table its id, its partner and its parent stand."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.columns: dict[str, tuple[str, ...]] = {
            table: tuple(
                row[0]
                for row in portfolio.conn.rows("SELECT name FROM pragma_table_info(?)", (table,))
            )
            for table in migrations.SHARED_TABLES
            if table not in NOBODYS
        }
        self.id_at = {table: names.index("id") for table, names in self.columns.items()}
        self.partner_at = {
            table: names.index("partner_id")
            for table, names in self.columns.items()
            if "partner_id" in names
        } | {"partners": 0}
        self.parent_at = {
            table: (self.columns[table].index(column), parent)
            for table, (column, parent) in THROUGH.items()
        }
        self.quiet = {
            table: frozenset(at for at, name in enumerate(names) if name in _DERIVED)
            for table, names in self.columns.items()
        }

    def owned(self, change: Any, partner_id: int, known: Collection[Key]) -> Key | None:
        """The table and id of a change's record where it is the partner's, else None."""
        table = change.name
        at = self.id_at.get(table)
        if at is None:
            return None
        old, new = change.old, change.new
        row = old if old is not None else new
        key = (table, row[at])
        if key in known:
            return key
        place = self.partner_at.get(table)
        if place is not None:
            mine = any(side is not None and side[place] == partner_id for side in (old, new))
            return key if mine else None
        found = self.parent_at.get(table)
        if found is not None:
            place, parent = found
            if any(side is not None and (parent, side[place]) in known for side in (old, new)):
                return key
        return None


def _touches(
    shape: _Shape, changeset: bytes, partner_id: int, known: set[Key], met: set[Key]
) -> Iterator[Callable[[int, date, str, str, bool], Touch]]:
    """What a changeset did to a partner's records, one touch a kind and one an approval."""
    counts: dict[str, list[int]] = {}
    first: dict[str, Key] = {}
    for change in apsw.Changeset.iter(changeset):
        key = shape.owned(change, partner_id, known)
        if key is None:
            continue
        if key not in known:
            known.add(key)
            met.add(key)
        table = key[0]
        kind = EDITS.get(table, ("other", ""))[0]
        counted = counts.setdefault(kind, [0, 0, 0])
        first.setdefault(kind, key)
        if change.op == "UPDATE":
            quiet = shape.quiet[table]
            counted[1] += sum(
                cell is not apsw.no_change
                for at, cell in enumerate(change.new or ())
                if at not in quiet
            )
            told = _approved(shape, table, change)
            if told:
                yield _Made(kind, key, (0, 0, 0), told)
        else:
            counted[0 if change.op == "INSERT" else 2] += 1
    for kind, (added, fields, deleted) in counts.items():
        if added or fields or deleted:
            yield _Made(kind, first[kind], (added, fields, deleted))


def _approved(shape: _Shape, table: str, change: Any) -> str:
    """A new state of an objective, which is an event and no edit among others."""
    if table != "objectives":
        return ""
    state = change.new[shape.columns[table].index("state")]
    if state is apsw.no_change:
        return ""
    return f"Objective {OBJECTIVE_STATES.get(state, state).lower()}"


class _Made:
    """A touch that waits for the change it is of."""

    def __init__(self, kind: str, key: Key, counts: tuple[int, int, int], told: str = "") -> None:
        self.kind, self.key, self.counts, self.told = kind, key, counts, told

    def __call__(self, seq: int, on: date, who: str, label: str, back: bool) -> Touch:
        table, record_id = self.key
        page = "meeting" if table == "meetings" else "partner"
        told = f"{self.told}: {label}" if self.told else ""
        return Touch(
            seq, on, self.kind, who, label, *self.counts, back, told, table, record_id, page,
            EDITS.get(table, ("other", ""))[1],
        )  # fmt: skip


def _owned(portfolio: Portfolio, partner_id: int) -> set[Key]:
    """Every record of a partner that is there now."""
    known: set[Key] = {("partners", partner_id)}
    for table in _with_partner(portfolio):
        rows = portfolio.conn.rows(
            f"SELECT id FROM {table} WHERE partner_id = ?",  # noqa: S608  our own table
            (partner_id,),
        )
        known.update((table, row[0]) for row in rows)
    for table, (column, parent) in THROUGH.items():
        rows = portfolio.conn.rows(
            f"SELECT c.id FROM {table} c JOIN {parent} p ON p.id = c.{column}"  # noqa: S608  ours
            " WHERE p.partner_id = ?",
            (partner_id,),
        )
        known.update((table, row[0]) for row in rows)
    return known


def _with_partner(portfolio: Portfolio) -> tuple[str, ...]:
    rows = portfolio.conn.rows(
        "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
        " ON c.name = 'partner_id' WHERE m.type = 'table'"
    )
    there = {row[0] for row in rows}
    return tuple(table for table in migrations.SHARED_TABLES if table in there)


@lru_cache(maxsize=4096)
def _here(at: str) -> date:
    moment = datetime.fromisoformat(at)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone().date()
