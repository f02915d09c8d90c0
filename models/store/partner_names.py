"""Every partner's name at once, and which partners a change touched.

Kept apart from what assesses, since it runs before the first paint.
"""

from dataclasses import dataclass

import apsw

from models.partner_list import PartnerLine
from models.store.portfolio import Portfolio
from models.store.unfolding import changes

# A changeset beyond this (compressed bytes) is an import: asking which partners it touched would
# cost more than assessing all of them.
_LARGE = 400_000
# Tables whose rows are one partner's and move its standing; partner_id is their second column.
_OWN = frozenset(
    {"contacts", "agreements", "offerings", "trainings", "integrations", "deals", "grants",
     "participation_steps"}
)  # fmt: skip
_EVERYBODYS = frozenset({"rates", "programs", "withdrawals"})
_MEASURING = ("program", "reading")  # beginnings of the settings that everybody is judged by


@dataclass(frozen=True, slots=True)
class Listed:
    """All partners by folded name, the last journal entry they reflect, and whom it touched.

    `touched` are the partners whose records changed after the entry that was asked about; None
    where that is not known, so that all have to be assessed anew.
    """

    lines: tuple[PartnerLine, ...]
    seq: int
    touched: frozenset[int] | None


def listed(portfolio: Portfolio, since: int | None = None) -> Listed:
    """Every partner's name and region, without assessing anybody; `since` is an earlier `seq`."""
    rows = portfolio.conn.rows("SELECT id, name, region FROM partners ORDER BY name_key, id")
    seq = int(portfolio.conn.value("SELECT coalesce(max(id), 0) FROM journal"))
    touched = None if since is None else touched_since(portfolio, since)
    return Listed(tuple(PartnerLine(*row) for row in rows), seq, touched)


def touched_since(portfolio: Portfolio, seq: int) -> frozenset[int] | None:
    """Partners whose records changed after a journal entry; None where it may be anybody.

    Undo and redo are entries of their own, so they are found as well.
    """
    found: set[int] = set()
    entries = portfolio.conn.rows("SELECT changeset FROM journal WHERE id > ? ORDER BY id", (seq,))
    for (packed,) in entries:
        if len(packed) > _LARGE:
            return None
        for change in apsw.Changeset.iter(changes(packed)):
            if change.name in _EVERYBODYS or _measures(portfolio, change):
                return None
            if change.name == "partners" or change.name in _OWN:
                found |= _partners_of(portfolio, change)
    return frozenset(found)


def _measures(portfolio: Portfolio, change: apsw.TableChange) -> bool:
    """Whether it is a setting that everybody is judged by: the program, or how a place is read."""
    if change.name != "settings":
        return False
    values = change.new if change.old is None else change.old
    name = values[1] if values else None
    if not isinstance(name, str) and values:  # an update names only the key and what it changed
        name = portfolio.conn.value("SELECT name FROM settings WHERE id=?", (values[0],))
    return str(name).startswith(_MEASURING)


def _partners_of(portfolio: Portfolio, change: apsw.TableChange) -> set[int]:
    """Whose record a change is about; two where it went from one partner to another."""
    at = 0 if change.name == "partners" else 1
    sides = [values for values in (change.old, change.new) if values is not None]
    found = {value for values in sides if isinstance(value := values[at], int)}
    if not found:  # an update names only the key and what it changed
        owner = portfolio.conn.value(
            f"SELECT partner_id FROM {change.name} WHERE id=?",  # noqa: S608  a table of ours
            (sides[0][0],),
        )
        found = {int(owner)} if owner is not None else set()
    return found
