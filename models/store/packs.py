"""What a pack is made from, and the archive of those that were issued, each with its facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.background import NOTHING, Background
from models.checklist.proof import Checked, Proof
from models.errors import UserError
from models.ids import new_id
from models.issued_pack import EDITIONS, Issue, IssuedPack
from models.pack_plan import KINDS
from models.pack_text import Told, read_whole, unpacked
from models.pack_text import packed as _packed
from models.partner_file import PartnerFile
from models.store.engine import Connection
from models.store.portfolio import Portfolio

_COLUMNS = (
    "packs.id, partner_id, partners.name, pack_id, kind, edition, as_of, title, pages,"
    " program_version, product_version, digest, file, made_at, facts IS NOT NULL"
)
_FROM = f"SELECT {_COLUMNS} FROM packs JOIN partners ON partners.id = partner_id"  # noqa: S608  fixed words
_NEWEST = "ORDER BY made_at DESC, packs.id DESC"


@dataclass(frozen=True, slots=True)
class Packed:
    """All that a pack of one partner tells: its file, its checklists, its evidence, the rest."""

    file: PartnerFile
    checked: tuple[Checked, ...]
    proofs: tuple[Proof, ...]
    background: Background = NOTHING


def packed(portfolio: Portfolio, partner_id: int, as_of: date) -> Packed:
    """What a pack is made from. Raises UserError where the partner is gone."""
    from models.store.background import background
    from models.store.evidence_page import for_pack
    from models.store.standing import partner_file

    file = partner_file(portfolio, partner_id, as_of)
    told = background(portfolio, file, as_of)
    return Packed(file, *for_pack(portfolio, file, as_of), told)


def partners(portfolio: Portfolio) -> list[tuple[int, str]]:
    """Every partner's id and name, by folded name: whom a pack can be made for."""
    return list(portfolio.conn.rows("SELECT id, name FROM partners ORDER BY name_key"))


def issue(portfolio: Portfolio, pack: Issue) -> int:
    """Keep a pack whose file is there (inside a change); the row's id.

    Raises UserError where the partner is gone.
    """
    if portfolio.conn.value("SELECT 1 FROM partners WHERE id = ?", (pack.partner_id,)) is None:
        raise UserError(
            f"{pack.partner} is not in the portfolio any more, so the pack is not listed.",
            f"The file itself is in {pack.file}.",
        )
    row_id = new_id()
    facts = _packed(pack.facts) if pack.facts else None
    portfolio.conn.execute(
        "INSERT INTO packs (id, partner_id, pack_id, kind, edition, as_of, title, pages,"
        " program_version, product_version, digest, facts, file, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row_id, pack.partner_id, pack.pack_id, pack.kind, pack.edition,
            pack.as_of.isoformat(), pack.title, pack.pages, pack.program_version,
            pack.product_version, pack.digest, facts, pack.file,
            portfolio.clock().isoformat(timespec="seconds"),
        ),
    )  # fmt: skip
    if pack.kind == "briefing":
        from models.store.meeting_packs import note_briefed
        from models.store.records import written_on

        note_briefed(portfolio, pack.partner_id, pack.meeting_on, written_on(portfolio))
    return row_id


def issued(portfolio: Portfolio, partner_id: int | None = None) -> tuple[IssuedPack, ...]:
    """The packs issued for a partner, or for all of them, the newest first."""
    if partner_id is None:
        rows = portfolio.conn.rows(f"{_FROM} {_NEWEST}")
    else:
        rows = portfolio.conn.rows(f"{_FROM} WHERE partner_id = ? {_NEWEST}", (partner_id,))
    return tuple(map(_pack, rows))


def archived(portfolio: Portfolio, pack_row_id: int) -> tuple[IssuedPack, bytes]:
    """An issued pack and the text of its facts. Raises UserError where it is gone or damaged."""
    rows = list(portfolio.conn.rows(f"{_FROM} WHERE packs.id = ?", (pack_row_id,)))
    if not rows:
        raise UserError("This pack is not listed any more.", "Undo brings it back.")
    pack = _pack(rows[0])
    blob = portfolio.conn.value("SELECT facts FROM packs WHERE id = ?", (pack_row_id,))
    return pack, _facts(pack, blob)


def with_digest(portfolio: Portfolio, digest: str) -> IssuedPack | None:
    """The pack that was issued as the file with this SHA-256; the newest of several."""
    rows = portfolio.conn.rows(f"{_FROM} WHERE digest = ? {_NEWEST} LIMIT 1", (digest,))
    return next(map(_pack, rows), None)


def last_before(portfolio: Portfolio, partner_id: int, kind: str, day: date) -> int | None:
    """The pack of a kind issued last that shows an earlier day and keeps its facts."""
    found = portfolio.conn.value(
        "SELECT id FROM packs WHERE partner_id = ? AND kind = ? AND as_of < ?"
        " AND facts IS NOT NULL ORDER BY as_of DESC, made_at DESC, id DESC LIMIT 1",
        (partner_id, kind, day.isoformat()),
    )
    return None if found is None else int(found)


def faults(connection: Connection) -> Iterator[str]:
    """A sentence for each issued pack that is not what it was when it was issued."""
    for row in connection.rows(
        "SELECT packs.id, coalesce(partners.name, ''), pack_id, kind, edition, as_of, digest, facts"
        " FROM packs LEFT JOIN partners ON partners.id = partner_id"
    ):
        key, partner, pack_id, kind, edition, as_of, digest, blob = row
        which = f"The pack {pack_id[:12]} of {partner or 'a partner that is gone'} as of {as_of}"
        if kind not in KINDS or edition not in EDITIONS or not _is_day(as_of):
            yield f"The pack with id {key} is broken: it is {kind!r}, {edition!r}, as of {as_of!r}."
        elif blob is None:
            continue
        elif len(digest) != 64 or digest.strip("0123456789abcdef"):
            yield f"{which} can't be told from a changed copy: its SHA-256 is {digest!r}."
        else:
            try:
                _told(pack_id, blob)
            except UserError:
                yield f"{which} can't be made again: its kept facts are not what they were."


def _pack(row: tuple[Any, ...]) -> IssuedPack:
    key, owner, partner, pack_id, kind, edition, as_of, title, pages, *made = row
    program, product, digest, file, made_at, kept = made
    return IssuedPack(
        key, owner, partner, pack_id, kind, edition, date.fromisoformat(as_of), title, pages,
        program, product, digest, file, made_at, bool(kept),
    )  # fmt: skip


def _facts(pack: IssuedPack, blob: bytes | None) -> bytes:
    if blob is None:
        raise UserError(
            f"The facts of pack {pack.pack_id[:12]} were not kept.", "Build a new pack instead."
        )
    try:
        _told(pack.pack_id, blob)
    except UserError as fault:
        raise UserError(
            f"The kept facts of pack {pack.pack_id[:12]} of {pack.partner} are not what they were:"
            " something changed them.",
            "Run check on the portfolio, and restore the newest backup that is whole.",
        ) from fault
    return unpacked(blob)


def _told(pack_id: str, blob: bytes) -> Told:
    told = read_whole(unpacked(blob))
    if told.pack_id != pack_id:
        raise UserError("The facts are those of another pack.")
    return told


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
