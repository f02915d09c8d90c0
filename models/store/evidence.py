"""Evidence of partners: files kept once by their SHA-256, and what each of them proves."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from models.checklist.evidence_kinds import MOST_BYTES, kind_of
from models.checklist.evidence_names import shown_name
from models.checklist.evidence_record import Evidence
from models.errors import UserError
from models.ids import new_id
from models.partner import Partner
from models.store import records
from models.store.engine import DAMAGE, Connection
from models.store.portfolio import Portfolio, who
from models.text import counted

if TYPE_CHECKING:
    from models.checklist.records import Where

__all__ = [
    "MOST_BYTES", "Expiring", "add", "content", "edit", "expiring", "faults", "get", "of_partner",
    "remove", "replace", "unverify", "verify",
]  # fmt: skip

_PIECE = 2**20
_EDITED = frozenset({"file", "effective_on", "expires_on", "note"})
_PLACED = frozenset({"template", "period", "item", "criterion", "record_id"})


@dataclass(frozen=True, slots=True)
class Expiring:
    """Evidence that has run out or soon will; `days` are left after today, negative when it has."""

    evidence: Evidence
    partner: str
    days: int


def add(
    portfolio: Portfolio,
    partner_id: int,
    name: str,
    data: bytes,
    today: date,
    *,
    where: "Where | None" = None,
    item: str = "",
    criterion: str = "",
    effective_on: date | None = None,
    expires_on: date | None = None,
    note: str = "",
    record_id: int = 0,
) -> Evidence:
    """Keep a copy of a file for a partner, an item of its checklist, a criterion, or a record.

    Raises UserError for a file that isn't kept as evidence, one that is there already, a checklist
    that is closed, and dates the wrong way round.
    """
    kind = kind_of(name, data)
    partner = records.get(portfolio, Partner, partner_id)
    made = Evidence(
        new_id(), partner_id, _digest(data), shown_name(name), kind, len(data),
        where.template if where else "", where.period if where else "", item, criterion,
        effective_on, expires_on, note=note.strip(), added_on=today, added_by=who(),
        record_id=record_id,
    )  # fmt: skip
    _check_dates(made)
    _check_open(portfolio, made)
    _check_new(portfolio, made)
    with portfolio.change(f"Add {made.file} to {partner.name}"):
        _keep(portfolio, made.sha256, data)
        records.add(portfolio, made)
    return made


def of_partner(portfolio: Portfolio, partner_id: int) -> tuple[Evidence, ...]:
    """All evidence of a partner, in the order it was added; also what was replaced."""
    return tuple(records.find(portfolio, Evidence, partner_id=partner_id))


def get(portfolio: Portfolio, evidence_id: int) -> Evidence:
    """One of them. Raises UserError where it is gone."""
    return records.get(portfolio, Evidence, evidence_id)


def content(portfolio: Portfolio, sha256: str) -> bytes:
    """What a file holds, proven by its digest. Raises UserError where it is missing or damaged."""
    row_id = _row_of(portfolio.conn, sha256)
    data = b"" if row_id is None else _read(portfolio.conn, row_id)
    if row_id is None or _digest(data) != sha256:
        names = portfolio.conn.rows("SELECT file FROM evidence WHERE sha256=?", (sha256,))
        what = f"The copy of {names[0][0]}" if names else "The copy of a file of evidence"
        raise UserError(
            f"{what} is {'missing from' if row_id is None else 'damaged in'} this portfolio.",
            "Add the file once more, or restore a backup from before.",
        )
    return data


def replace(
    portfolio: Portfolio, evidence_id: int, name: str, data: bytes, today: date
) -> Evidence:
    """Put another file in the place of one, which stays as history.

    The new one has to be verified again, and has no dates yet.
    """
    before = get(portfolio, evidence_id)
    if before.replaced_by:
        raise UserError(f"{before.file} was replaced already.", "Replace what took its place.")
    made = replaced(
        before, id=new_id(), sha256=_digest(data), file=shown_name(name),
        kind=kind_of(name, data), bytes=len(data), effective_on=None, expires_on=None,
        reviewer="", verified_on=None, added_on=today, added_by=who(),
    )  # fmt: skip
    _check_open(portfolio, made)
    _check_new(portfolio, made)
    with portfolio.change(f"Replace {before.file} by {made.file}"):
        _keep(portfolio, made.sha256, data)
        records.add(portfolio, made)
        records.update(portfolio, Evidence, before.id, replaced_by=made.id)
    return made


def verify(
    portfolio: Portfolio, evidence_id: int | Sequence[int], reviewer: str, today: date
) -> None:
    """Record that a person has looked at one or several of them today."""
    reviewer = " ".join(reviewer.split())
    if not reviewer:
        raise UserError("Nobody is named who has looked at it.", "Type the reviewer's name.")
    found = _some(portfolio, evidence_id)
    with portfolio.change(f"Verify {_named(found)}"):
        for one in found:
            _check_open(portfolio, one)
            records.update(portfolio, Evidence, one.id, reviewer=reviewer, verified_on=today)


def unverify(portfolio: Portfolio, evidence_id: int | Sequence[int]) -> None:
    """Take that back."""
    found = _some(portfolio, evidence_id)
    with portfolio.change(f"Take back that {_named(found)} was verified"):
        for one in found:
            _check_open(portfolio, one)
            records.update(portfolio, Evidence, one.id, reviewer="", verified_on=None)


def edit(portfolio: Portfolio, evidence_id: int, **values: Any) -> Evidence:
    """Set its name, dates or note, or what it proves (template, period, item, criterion)."""
    unknown = values.keys() - _EDITED - _PLACED
    if unknown:
        raise ValueError(f"evidence has no {', '.join(sorted(unknown))} to edit")
    before = get(portfolio, evidence_id)
    if "file" in values:
        values["file"] = _renamed(before, str(values["file"]))
    made = replaced(before, **values)
    _check_dates(made)
    _check_open(portfolio, before)
    if _PLACED & values.keys():
        _check_open(portfolio, made)
        _check_new(portfolio, made)
    with portfolio.change(f"Edit {before.file}"):
        return records.update(portfolio, Evidence, evidence_id, **values)


def remove(portfolio: Portfolio, evidence_id: int | Sequence[int]) -> None:
    """Take evidence away; what it had replaced counts again. Undo brings it back."""
    found = _some(portfolio, evidence_id)
    with portfolio.change(f"Remove {_named(found)}"):
        for one in found:
            _check_open(portfolio, one)
            # What stands in its place now: that may have gone in this very change.
            after = get(portfolio, one.id).replaced_by
            for before in records.find(portfolio, Evidence, replaced_by=one.id):
                records.update(portfolio, Evidence, before.id, replaced_by=after)
        records.delete(portfolio, Evidence, [one.id for one in found])


def expiring(portfolio: Portfolio, today: date, within_days: int) -> tuple[Expiring, ...]:
    """What has run out or will within some days, of partners that are still there; soonest first.

    What was replaced, or belongs to a checklist that is closed, reminds nobody.
    """
    last = today + min(timedelta(days=within_days), date.max - today)
    names = ", ".join(f"e.{name}" for name in records.columns(Evidence).split(", "))
    rows = portfolio.conn.rows(
        f"SELECT p.name, {names} FROM evidence e JOIN partners p ON p.id = e.partner_id"  # noqa: S608  names of the dataclass
        " LEFT JOIN checklists c ON c.partner_id = e.partner_id AND c.template = e.template"
        " AND c.period = e.period AND c.state = 'closed'"
        " WHERE e.expires_on IS NOT NULL AND e.expires_on <= ? AND e.replaced_by = 0"
        " AND c.id IS NULL AND (p.removed_on IS NULL OR p.removed_on > ?)"
        " ORDER BY e.expires_on, p.name_key, e.id",
        (last.isoformat(), today.isoformat()),
    )
    found = records.from_rows(Evidence, (row[1:] for row in rows))
    return tuple(
        Expiring(one, row[0], (one.expires_on - today).days)
        for row, one in zip(rows, found, strict=True)
        if one.expires_on is not None
    )


def faults(connection: Connection) -> Iterator[str]:
    """A sentence for each file of evidence whose content is missing or isn't what it was."""
    # Contents are no part of this query: grouping would hold all of them in memory.
    rows = connection.rows(
        "SELECT sha256, min(file), count(*), min(bytes) FROM evidence GROUP BY sha256"
        " ORDER BY min(id)"
    )
    for sha256, file, times, told in rows:
        more = f" (and {times - 1} more with the same content)" if times > 1 else ""
        wrong = damage_of(connection, sha256, told)
        if wrong:
            yield f"The evidence {file}{more} is damaged: {wrong}."


def damage_of(connection: Connection, sha256: str, told: int = -1) -> str:
    """What is wrong with a kept content; blank where nothing is. `told` is its length, if known."""
    row_id = _row_of(connection, sha256)
    if row_id is None:
        return "its content is missing"
    try:
        if _streamed(connection, row_id) != sha256:
            return "its content is not what was added"
    except DAMAGE as fault:
        return f"its content can't be read ({fault})"
    with _blob(connection, row_id) as blob:
        length: int = blob.length()
    return "" if told in (-1, length) else f"it has {length:,} bytes, not {told:,}"


def _row_of(connection: Connection, sha256: str) -> int | None:
    found: int | None = connection.value(
        "SELECT rowid FROM evidence_files WHERE sha256=?", (sha256,)
    )
    return found


def _blob(connection: Connection, row_id: int) -> Any:
    """A kept content, read from the file without a copy in between."""
    return connection.raw.blob_open("main", "evidence_files", "data", row_id, False)


def _read(connection: Connection, row_id: int) -> bytes:
    try:
        with _blob(connection, row_id) as blob:
            if blob.length() > MOST_BYTES:
                return b""
            data: bytes = blob.read()
            return data
    except DAMAGE:
        return b""  # told as damaged, since no digest is that of nothing


def _streamed(connection: Connection, row_id: int) -> str:
    """The digest of a kept content, read in pieces into one buffer."""
    digest = hashlib.sha256()
    buffer = memoryview(bytearray(_PIECE))
    with _blob(connection, row_id) as blob:
        left = blob.length()
        while left > 0:
            piece = buffer[: min(left, _PIECE)]
            blob.read_into(piece)
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()


def _keep(portfolio: Portfolio, sha256: str, data: bytes) -> None:
    """Once for each content; one that has been damaged since is mended by what was added anew."""
    row_id = _row_of(portfolio.conn, sha256)
    if row_id is not None and _streamed(portfolio.conn, row_id) == sha256:
        return
    portfolio.conn.execute(
        "INSERT INTO evidence_files (sha256, data) VALUES (?, ?)"
        " ON CONFLICT (sha256) DO UPDATE SET data=excluded.data",
        (sha256, data),
    )


def keep_content(portfolio: Portfolio, data: bytes) -> str:
    """Keep what a file holds (inside a change); its SHA-256."""
    sha256 = _digest(data)
    _keep(portfolio, sha256, data)
    return sha256


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _some(portfolio: Portfolio, ids: int | Sequence[int]) -> list[Evidence]:
    return [get(portfolio, one) for one in ([ids] if isinstance(ids, int) else ids)]


def _named(found: Sequence[Evidence]) -> str:
    return found[0].file if len(found) == 1 else counted(len(found), "file")


def _renamed(before: Evidence, name: str) -> str:
    """Another name keeps the ending, without which the file would not open."""
    from models.checklist.evidence_kinds import BY_KEY
    from models.checklist.evidence_names import ending_of

    name = shown_name(name.strip())
    if ending_of(name) in BY_KEY[before.kind].endings:
        return name
    return shown_name(f"{name.rstrip('.')}.{ending_of(before.file)}")


def _check_dates(made: Evidence) -> None:
    if made.effective_on and made.expires_on and made.expires_on < made.effective_on:
        raise UserError(
            f"{made.file} would run out before it holds.",
            "Give a last day that is on or after the first.",
        )


def _check_open(portfolio: Portfolio, made: Evidence) -> None:
    if not made.template:
        return
    state = portfolio.conn.value(
        "SELECT state FROM checklists WHERE partner_id=? AND template=? AND period=?",
        (made.partner_id, made.template, made.period),
    )
    if state == "closed":
        raise UserError(
            f"The checklist of {made.file} is closed.", "Reopen it to change its evidence."
        )


def _check_new(portfolio: Portfolio, made: Evidence) -> None:
    same: Iterable[Evidence] = records.find(
        portfolio, Evidence, partner_id=made.partner_id, sha256=made.sha256,
        template=made.template, period=made.period, item=made.item, criterion=made.criterion,
        replaced_by=0, record_id=made.record_id,
    )  # fmt: skip
    for one in same:
        if one.id != made.id:
            called = "" if one.file == made.file else f" as {one.file}"
            raise UserError(
                f"{made.file} is here already{called}: the content is the same.",
                "Nothing was added.",
            )
