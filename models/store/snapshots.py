"""What all deals were on one day, kept: at each import, at each month's end, or by hand."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import accumulate
from types import MappingProxyType
from typing import Any, NamedTuple, Self

import apsw

from models.errors import UserError
from models.ids import derived_id
from models.store.portfolio import Portfolio
from models.store.unfolding import unfolded
from models.text import day_text, month_text

Progress = Callable[[int, int, str], object]
REASONS = ("import", "month_end", "by_hand")

UNCOUNTED = -1
_FORMAT = 1
# Bytes before the head that hold its length.
_LENGTH = 8
# Above so many deals an import is not kept waiting for their findings: counting those of 200,000
# takes 1.6 s, a quarter of the import. Month ends are counted always.
_COUNTED_AT_ONCE = 50_000
# Rows in one piece of the content, at the most. All 200,000 deals taken from JSON in one go keep
# the interpreter, and with it the window, for a third of a second; a piece takes 30 ms.
_PIECE = 16_000
# Partners share a piece up to so many rows, so that one partner's deals are read without those of
# all others: a piece of 1,000 rows takes 0.6 ms.
_SHARED = 1_000
_NOTHING: Mapping[str, int] = MappingProxyType({})
# What reading a content may raise that is not as it was written.
_BROKEN = (
    zlib.error, ValueError, KeyError, IndexError, TypeError, AttributeError, apsw.SQLError,
)  # fmt: skip


class SnapDeal(NamedTuple):
    """A deal as a snapshot has it; money in minor units of `currency`, the day ISO text."""

    id: int
    partner_id: int
    name: str
    status: str
    close_date: str | None
    partner_minor: int
    services_minor: int
    currency: str
    qualified: int
    stage: str


class Snapshot(NamedTuple):
    """One snapshot without its deals: the day, why it was kept, and the counts of that day.

    `import_id` is the import that it was kept by, 0 for none. `clean_deals` are the open deals
    without a finding, `findings` the findings by rule; `clean_deals` is UNCOUNTED where neither
    was counted.
    """

    id: int
    on_date: date
    reason: str
    made_at: str
    import_id: int = 0
    deals: int = 0
    open_deals: int = 0
    clean_deals: int = 0
    findings: Mapping[str, int] = _NOTHING

    @property
    def title(self) -> str:
        """How it is called: "Import of 3 Nov 2026", "End of October 2026"."""
        if self.reason == "month_end":
            return f"End of {month_text(self.on_date)}"
        return (
            f"{'Import' if self.reason == 'import' else 'Kept by hand'}, {day_text(self.on_date)}"
        )


_COLUMNS = SnapDeal._fields
_HEADS = "id, on_date, reason, made_at, import_id, deals, open_deals, clean_deals, findings"
# SQLite writes the JSON itself: no row becomes a Python object, and the window goes on meanwhile.
_PIECES = (
    f"SELECT max(id), json_array({', '.join(f'json_group_array({c})' for c in _COLUMNS)})"  # noqa: S608  fixed
    f" FROM (SELECT {', '.join(_COLUMNS)} FROM deals INDEXED BY deals_by_partner"
    " WHERE partner_id BETWEEN ? AND ? AND id > ? ORDER BY id LIMIT ?)"
)


class _Piece(NamedTuple):
    """The deals of the partners from `first` to `last`, as JSON: a column after the other."""

    first: int
    last: int
    text: str


def keep(portfolio: Portfolio, on: date, reason: str, *, import_id: int = 0) -> int:
    """Keep all deals as they are now as those of a day (inside a change); the snapshot's id.

    There is one a day and reason: a later one takes the place of the one before.
    """
    return write(portfolio, taken(portfolio, on, reason, import_id=import_id))


def id_of(on: date, reason: str) -> int:
    """The id of the one snapshot that there is for a day and a reason."""
    return derived_id("snapshot", on.isoformat(), reason)


class Taken(NamedTuple):
    """A snapshot that is not written yet."""

    head: Snapshot
    content: bytes


def taken(portfolio: Portfolio, on: date, reason: str, *, import_id: int = 0) -> Taken:
    """All deals as they are now; nothing is written."""
    from models.store.hygiene import counts  # which reads snapshots

    if reason not in REASONS:
        raise ValueError(f"a snapshot is kept for {reason!r}")
    deals, opened = portfolio.conn.rows(
        "SELECT count(*), coalesce(sum(status = 'open'), 0) FROM deals"
    )[0]
    clean, findings = UNCOUNTED, _NOTHING
    if reason != "import" or deals <= _COUNTED_AT_ONCE:
        _, clean, findings = counts(portfolio, on)
    names = {str(i): name for i, name in portfolio.conn.rows("SELECT id, name FROM partners")}
    head = Snapshot(
        id_of(on, reason), on, reason,
        portfolio.clock().isoformat(timespec="seconds"), import_id, deals, opened, clean, findings,
    )  # fmt: skip
    return Taken(head, _packed(deals, names, _pieces(portfolio)))


def of_deals(head: Snapshot, names: Mapping[int, str], deals: Sequence[SnapDeal]) -> Taken:
    """A snapshot of deals that stand in no portfolio, such as the sample's of months ago."""
    rows = sorted(deals, key=lambda deal: (deal.partner_id, deal.id))
    parts = [rows[at : at + _SHARED] for at in range(0, len(rows), _SHARED)]
    pieces = (
        _Piece(
            part[0].partner_id,
            part[-1].partner_id,
            json.dumps(list(zip(*part, strict=True)), ensure_ascii=False),
        )
        for part in parts
    )
    return Taken(head, _packed(len(deals), {str(i): name for i, name in names.items()}, pieces))


def write(portfolio: Portfolio, made: Taken) -> int:
    """Write a snapshot that was taken (inside a change); its id."""
    head = made.head
    with portfolio.change(f"Keep a snapshot: {head.title}"):
        portfolio.conn.execute(
            f"INSERT OR REPLACE INTO snapshots ({_HEADS}, content)"  # noqa: S608  fixed columns
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                head.id, head.on_date.isoformat(), head.reason, head.made_at, head.import_id,
                head.deals, head.open_deals, head.clean_deals,
                json.dumps(dict(head.findings), sort_keys=True), made.content,
            ),
        )  # fmt: skip
    return head.id


def delete(portfolio: Portfolio, snapshot_id: int) -> None:
    """Keep a snapshot no longer (inside a change)."""
    with portfolio.change("Delete a snapshot"):
        portfolio.conn.execute("DELETE FROM snapshots WHERE id = ?", (snapshot_id,))


def listed(portfolio: Portfolio) -> tuple[Snapshot, ...]:
    """Every snapshot, the oldest first."""
    rows = portfolio.conn.rows(
        f"SELECT {_HEADS} FROM snapshots ORDER BY on_date, made_at, id"  # noqa: S608  fixed columns
    )
    return tuple(_snapshot(row) for row in rows)


def content(
    portfolio: Portfolio, snapshot_id: int, progress: Progress | None = None
) -> tuple[SnapDeal, ...]:
    """The deals of a snapshot, partner by partner. Raises UserError where it is gone or damaged."""
    with _Opened(portfolio, snapshot_id) as opened:
        found: list[SnapDeal] = []
        for at in range(1, len(opened.places)):
            found += opened.piece(at)
            if progress is not None:
                progress(len(found), opened.deals, "Reading deals")
        opened.require(len(found))
        return tuple(found)


def of_partner(portfolio: Portfolio, snapshot_id: int, partner_id: int) -> tuple[SnapDeal, ...]:
    """One partner's deals of a snapshot; those of others are not read but for a few beside them.

    Raises UserError where the snapshot is gone or damaged.
    """
    with _Opened(portfolio, snapshot_id) as opened:
        return tuple(
            deal
            for at, (first, last, _) in enumerate(opened.places)
            if at and first <= partner_id <= last
            for deal in opened.piece(at)
            if deal.partner_id == partner_id
        )


def partner_names(portfolio: Portfolio, snapshot_id: int) -> dict[int, str]:
    """The partners of a snapshot's day by id, also those that are gone since."""
    with _Opened(portfolio, snapshot_id) as opened:
        return opened.names()


def now(portfolio: Portfolio, progress: Progress | None = None) -> tuple[SnapDeal, ...]:
    """All deals as they are now, by id."""
    total = int(portfolio.conn.value("SELECT count(*) FROM deals"))
    found: list[SnapDeal] = []
    sql = f"SELECT {', '.join(_COLUMNS)} FROM deals ORDER BY id"  # noqa: S608  fixed columns
    for row in portfolio.conn.raw.execute(sql):
        found.append(SnapDeal._make(row))
        if progress is not None and not len(found) % _PIECE:
            progress(len(found), total, "Reading deals")
    return tuple(found)


def _snapshot(row: Sequence[Any]) -> Snapshot:
    try:
        findings = {str(rule): int(count) for rule, count in json.loads(row[8]).items()}
        on = date.fromisoformat(row[1])
        datetime.fromisoformat(row[3]).astimezone()
        return Snapshot(row[0], on, row[2], row[3], row[4], row[5], row[6], row[7], findings)
    except (ValueError, AttributeError, TypeError, OverflowError) as fault:
        raise _damaged(str(row[1])) from fault


class _Opened:
    """The content of a snapshot, read piece by piece; whatever is wrong with it is damage.

    `places` are the first and the last partner of each piece, and how long it is; the piece before
    them are the partners' names.
    """

    def __init__(self, portfolio: Portfolio, snapshot_id: int) -> None:
        rows = portfolio.conn.rows("SELECT on_date FROM snapshots WHERE id = ?", (snapshot_id,))
        if not rows:
            raise UserError("That snapshot is not there any more.", "Choose another one.")
        self._day = str(rows[0][0])
        # Reading the whole blob to use a piece of it would copy all of it.
        self._blob = portfolio.conn.raw.blob_open(
            "main", "snapshots", "content", snapshot_id, False
        )
        self._begins: list[int] = []

    def __enter__(self) -> Self:
        try:
            length = int.from_bytes(self._blob.read(_LENGTH))
            head = json.loads(self._unpacked(length))
            if head["format"] != _FORMAT:
                raise _newer(self._day)
            self.deals = int(head["deals"])
            self.places = [(int(a), int(b), int(size)) for a, b, size in head["pieces"]]
            ends = accumulate((size for *_, size in self.places), initial=_LENGTH + length)
            self._begins = list(ends)[:-1]
            self.places[0]
        except _BROKEN as fault:
            self._blob.close()
            raise _damaged(self._day) from fault
        except UserError:
            self._blob.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._blob.close()

    def names(self) -> dict[int, str]:
        try:
            return {int(i): str(name) for i, name in self._json(0).items()}
        except _BROKEN as fault:
            raise _damaged(self._day) from fault

    def piece(self, at: int) -> list[SnapDeal]:
        try:
            return list(map(SnapDeal._make, zip(*self._json(at), strict=True)))
        except _BROKEN as fault:
            raise _damaged(self._day) from fault

    def require(self, deals: int) -> None:
        """Raises UserError where the snapshot should have more deals, or fewer."""
        if deals != self.deals:
            raise _damaged(self._day)

    def _json(self, at: int) -> Any:
        self._blob.seek(self._begins[at])
        return json.loads(self._unpacked(self.places[at][2]))

    def _unpacked(self, length: int) -> bytes:
        if not 0 < length <= self._blob.length():
            raise ValueError("a piece is missing")
        return unfolded(self._blob.read(length))


def _damaged(day: str) -> UserError:
    return UserError(
        f"The snapshot of {day} is damaged.",
        "Delete it, or restore the newest backup; the deals themselves are not touched by it.",
    )


def _newer(day: str) -> UserError:
    return UserError(
        f"The snapshot of {day} was kept by a newer version of Alliance Desk.",
        "Update Alliance Desk to read it.",
    )


def _pieces(portfolio: Portfolio) -> Iterator[_Piece]:
    for first, last in _shares(portfolio):
        after: int | None = -(2**63)
        while True:
            after, text = portfolio.conn.rows(_PIECES, (first, last, after, _PIECE))[0]
            if after is None:
                break
            yield _Piece(first, last, text)


def _shares(portfolio: Portfolio) -> Iterator[tuple[int, int]]:
    """The first and the last partner of each piece."""
    rows = portfolio.conn.rows(
        "SELECT partner_id, count(*) FROM deals GROUP BY partner_id ORDER BY partner_id"
    )
    first, held = None, 0
    for at, (partner, deals) in enumerate(rows):
        first = partner if first is None else first
        held += deals
        if held + (rows[at + 1][1] if at + 1 < len(rows) else _SHARED) > _SHARED:
            yield first, partner
            first, held = None, 0


def _packed(deals: int, names: Mapping[str, str], pieces: Iterable[_Piece]) -> bytes:
    """The length of the head, the head, the partners' names, the pieces; each packed by itself."""
    parts = [(0, 0, zlib.compress(json.dumps(names, ensure_ascii=False).encode(), 1))]
    parts += [(one.first, one.last, zlib.compress(one.text.encode(), 1)) for one in pieces]
    places = [(first, last, len(part)) for first, last, part in parts]
    head = json.dumps({"format": _FORMAT, "deals": deals, "pieces": places}).encode()
    packed = zlib.compress(head, 1)
    return b"".join((len(packed).to_bytes(_LENGTH), packed, *(part for *_, part in parts)))
