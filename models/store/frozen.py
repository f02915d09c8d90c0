"""Frozen facts and decisions in the portfolio: kept for ever, no byte changes unseen."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from models.errors import UserError
from models.ids import derived_id
from models.partner_file import PartnerFile
from models.program import loading
from models.program.decision import Decision
from models.program.frozen import (
    Frozen,
    decision_text,
    facts_text,
    frozen_from,
    read_decision,
    read_facts,
)
from models.program.terms import Terms
from models.store.engine import Connection
from models.store.portfolio import Portfolio
from models.store.programs import keep, text_of
from models.store.unfolding import unfolded

_COLUMNS = (
    "id, partner_id, partner, as_of, prerequisites_as_of, program_digest, readings, facts,"
    " decision, sha256"
)


def freeze(
    portfolio: Portfolio,
    file: PartnerFile,
    terms: Terms,
    readings: Mapping[str, str] | None = None,
) -> int:
    """Keep a partner's facts and decision as they are now (inside a change); the id to find them.

    The readings are those of the terms unless others are named. The same facts and decision give
    the same id, and are kept once.
    """
    frozen = frozen_from(file, terms, terms.readings if readings is None else readings)
    decision = frozen.decision
    head = (
        file.partner.id,
        file.partner.name,
        decision.as_of.isoformat(),
        decision.prerequisites_as_of.isoformat(),
        keep(portfolio, terms),
        json.dumps(dict(sorted(frozen.readings.items())), ensure_ascii=False),
    )
    facts = _packed(facts_text(frozen.facts, frozen.deals))
    told = _packed(decision_text(decision))
    digest = _sha256(head, facts, told)
    frozen_id = derived_id("frozen", digest)
    with portfolio.change(f"Freeze {file.partner.name}"):
        portfolio.conn.execute(
            f"INSERT INTO frozen ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608  fixed words
            " ON CONFLICT (id) DO NOTHING",
            (frozen_id, *head, facts, told, digest),
        )
    return frozen_id


def thaw(portfolio: Portfolio, frozen_id: int) -> Frozen:
    """What was frozen, whole. Raises UserError where it is gone or not what it was."""
    head, facts, decision, digest = _row(portfolio, frozen_id)
    partner, as_of = head[1], head[2]
    if _sha256(head, facts, decision) != digest:
        raise _damaged(partner, as_of)
    try:
        known, deals = read_facts(_unpacked(facts))
        return Frozen(
            known,
            deals,
            read_decision(_unpacked(decision)),
            _terms(portfolio, head[4], as_of, head[5]),
            json.loads(head[5]),
        )
    except (ValueError, zlib.error) as fault:
        raise _damaged(partner, as_of) from fault


def decision_of(portfolio: Portfolio, frozen_id: int) -> Decision:
    """The frozen decision alone. Raises UserError where it is gone or not what it was."""
    head, facts, decision, digest = _row(portfolio, frozen_id)
    if _sha256(head, facts, decision) != digest:
        raise _damaged(head[1], head[2])
    try:
        return read_decision(_unpacked(decision))
    except (ValueError, zlib.error) as fault:
        raise _damaged(head[1], head[2]) from fault


def terms_behind(portfolio: Portfolio, frozen_id: int) -> Terms:
    """The terms that a frozen decision was made by: its program, its day, its readings."""
    head, *_ = _row(portfolio, frozen_id)
    return _terms(portfolio, head[4], head[2], head[5])


def delete(portfolio: Portfolio, frozen_ids: Iterable[int]) -> None:
    """Forget of these what no grant and no line rests on any more (inside a change)."""
    portfolio.conn.executemany(
        "DELETE FROM frozen WHERE id = ?1 AND NOT EXISTS"
        " (SELECT 1 FROM grants WHERE frozen_id = ?1) AND NOT EXISTS"
        " (SELECT 1 FROM assessment_lines WHERE frozen_id = ?1)",
        [(frozen_id,) for frozen_id in frozen_ids],
    )


def faults(connection: Connection) -> Iterator[str]:
    """A sentence for each frozen decision that is not what it was when it was frozen."""
    for row in connection.rows(f"SELECT {_COLUMNS} FROM frozen"):  # noqa: S608  fixed words
        _, *head, facts, decision, digest = row
        if _sha256(tuple(head), facts, decision) != digest:
            yield _damaged(str(head[1]), str(head[2])).message


def _row(portfolio: Portfolio, frozen_id: int) -> tuple[tuple[str, ...], bytes, bytes, str]:
    rows = portfolio.conn.rows(f"SELECT {_COLUMNS} FROM frozen WHERE id = ?", (frozen_id,))  # noqa: S608  fixed words
    if not rows:
        raise UserError(
            "The frozen facts of this decision are not there any more.",
            "Undo brings them back, or a backup that holds them.",
        )
    _, *head, facts, decision, digest = rows[0]
    return tuple(head), facts, decision, digest


def _sha256(head: tuple[object, ...], facts: bytes, decision: bytes) -> str:
    """Over all that is kept, so that no byte of it changes unseen."""
    told = hashlib.sha256(json.dumps(head, ensure_ascii=False).encode())
    for part in (facts, decision):
        told.update(len(part).to_bytes(8, "big"))
        told.update(part)
    return told.hexdigest()


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode(), 1)


def _unpacked(packed: bytes) -> str:
    return unfolded(packed).decode()


def _terms(portfolio: Portfolio, digest: str, day: str, readings: str) -> Terms:
    """Raises UserError where the program's text is gone or not what it was."""
    text = text_of(portfolio, digest)
    if loading.digest_of(text) != digest:
        raise UserError(
            "The program version that this decision was made by is not there as it was.",
            "Restore a backup that holds it.",
        )
    return loading.terms_from(text, date.fromisoformat(day), json.loads(readings))


def _damaged(partner: str, as_of: str) -> UserError:
    return UserError(
        f"The frozen decision on {partner} as of {as_of} is not what it was: a byte was changed.",
        "Run check on the portfolio, and restore the newest backup that is whole.",
    )
