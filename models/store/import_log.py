"""What the portfolio keeps of each import: where from, how much, whose deals, and the way back."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from models.names import fold
from models.store.portfolio import Portfolio

# How the label of every import begins.
LABEL = "Import "


@dataclass(frozen=True, slots=True)
class Entry:
    """One import, as it was when it was written.

    `counts` are its rows by what became of them, and `lost` and `deleted` deals that it no longer
    held. `deals` is how many of today's deals it wrote last. `after` counts the changes made since
    that undo takes back before it, so 0 is the last change; None is beyond the reach of undo.
    """

    id: int
    kind: str
    file: str
    sha256: str
    at: datetime
    who: str
    counts: Mapping[str, int]
    partner: str
    mapping: str
    deals: int
    after: int | None


class Source(NamedTuple):
    """The imports of one list: same kind, same headers, same partner of the whole file.

    `read` is how many rows the last of them had, `file` and `at` which and when it was.
    """

    ids: frozenset[int]
    read: int
    file: str
    at: str


class OpenDeal(NamedTuple):
    """An open deal with where its values came from last; `at` is UTC, as it is kept."""

    id: int
    partner_id: int
    partner: str
    name: str
    customer: str
    deal_id: str
    close_date: str | None
    tcv_minor: int
    currency: str
    file: str
    line: int
    at: str


def entries(portfolio: Portfolio) -> tuple[Entry, ...]:
    """Every import that wrote something, the newest first."""
    written = dict(
        portfolio.conn.rows(
            "SELECT import_id, count(*) FROM deals WHERE import_id <> 0 GROUP BY import_id"
        )
    )
    found = portfolio.conn.rows(
        "SELECT id, kind, file, sha256, at, who, counts, partner, mapping FROM imports"
        " ORDER BY at DESC, id DESC"
    )
    after = _after(portfolio, [(row[0], row[2], row[4]) for row in reversed(found)])
    return tuple(
        Entry(
            id_, kind, file, sha256, datetime.fromisoformat(at), who, _counts(counts), partner,
            mapping, int(written.get(id_, 0)), after.get(id_),
        )
        for id_, kind, file, sha256, at, who, counts, partner, mapping in found
    )  # fmt: skip


def names(portfolio: Portfolio) -> list[tuple[int, str, str]]:
    """Id, file and moment (UTC) of the imports that wrote a deal last, the newest first."""
    return portfolio.conn.rows(
        "SELECT id, file, at FROM imports WHERE id IN (SELECT import_id FROM deals)"
        " ORDER BY at DESC, id DESC"
    )


def source(portfolio: Portfolio, kind: str, fingerprint: str, partner: str) -> Source | None:
    """The imports before of lists like this one; None where it is the first."""
    found = [
        row
        for row in portfolio.conn.rows(
            "SELECT id, counts, file, at, partner FROM imports WHERE kind = ? AND fingerprint = ?"
            " ORDER BY at, id",
            (kind, fingerprint),
        )
        if fold(row[4]) == fold(partner)
    ]
    if not found:
        return None
    _, counts, file, at, _ = found[-1]
    return Source(frozenset(row[0] for row in found), _counts(counts).get("read", 0), file, at)


def open_ids(portfolio: Portfolio, imports: Collection[int]) -> list[int]:
    """The open deals that one of these imports wrote last, by id."""
    sql = (
        "SELECT id FROM deals WHERE status = 'open' AND import_id IN"
        " (SELECT value FROM json_each(?))"
    )
    return [row[0] for row in portfolio.conn.raw.execute(sql, (json.dumps(sorted(imports)),))]


def open_deals(portfolio: Portfolio, ids: Collection[int]) -> Iterator[OpenDeal]:
    """These deals, by partner and name, with what they came from."""
    sql = (
        "SELECT d.id, d.partner_id, p.name, d.name, d.customer, d.deal_id, d.close_date,"
        " d.tcv_minor, d.currency, d.source, d.source_line, coalesce(i.at, '')"
        " FROM deals d JOIN partners p ON p.id = d.partner_id"
        " LEFT JOIN imports i ON i.id = d.import_id"
        " WHERE d.id IN (SELECT value FROM json_each(?))"
        " ORDER BY p.name_key, d.close_date, d.name, d.id"
    )
    for row in portfolio.conn.raw.execute(sql, (json.dumps(list(ids)),)):
        yield OpenDeal._make(row)


def _counts(text: str) -> dict[str, int]:
    return {str(name): int(count) for name, count in json.loads(text).items()}


def _after(portfolio: Portfolio, imports: list[tuple[int, str, str]]) -> dict[int, int]:
    """Of imports, the oldest first, how many changes were made after each; the id of the import
    is in no label, so its change is the first one of its file at its moment or later."""
    steps = portfolio.conn.rows("SELECT at, label FROM journal WHERE state = 'done' ORDER BY id")
    found: dict[int, int] = {}
    begin = 0
    for id_, file, at in imports:
        for place in range(begin, len(steps)):
            when, label = steps[place]
            if when >= at and label.startswith(LABEL) and file in label:
                found[id_] = len(steps) - 1 - place
                begin = place + 1
                break
    return found


def moments(portfolio: Portfolio, partner_id: int) -> dict[int, str]:
    """Of the imports that wrote a partner's deals last, when each was (UTC)."""
    return dict(
        portfolio.conn.rows(
            "SELECT id, at FROM imports"
            " WHERE id IN (SELECT import_id FROM deals WHERE partner_id = ?)",
            (partner_id,),
        )
    )
