"""Names that a person has said to be a partner's, or to be somebody else's."""

from collections.abc import Iterable
from typing import NamedTuple

from models.errors import UserError
from models.ids import derived_id
from models.names import fold, tidy
from models.store.portfolio import Portfolio

SAME, DIFFERENT = "same", "different"


class Alias(NamedTuple):
    """What was said of a name and a partner; a name is the same as one partner at most."""

    id: int
    partner_id: int
    name: str
    name_key: str
    verdict: str


def aliases(portfolio: Portfolio) -> tuple[Alias, ...]:
    """All that was said, by name."""
    rows = portfolio.conn.rows(
        "SELECT id, partner_id, name, name_key, verdict FROM aliases ORDER BY name_key, id"
    )
    return tuple(Alias(*row) for row in rows)


def said_of(portfolio: Portfolio, partner_id: int) -> tuple[Alias, ...]:
    """What was said of names and this partner, the names that mean it first."""
    found = (one for one in aliases(portfolio) if one.partner_id == partner_id)
    return tuple(sorted(found, key=lambda one: (one.verdict != SAME, one.name_key)))


def meant(known: Iterable[Alias]) -> dict[str, int]:
    """Folded names and the partners that they mean."""
    return {one.name_key: one.partner_id for one in known if one.verdict == SAME}


def refused(known: Iterable[Alias]) -> frozenset[tuple[str, int]]:
    """Folded names and partners that were said to be two; they are not proposed again."""
    return frozenset((one.name_key, one.partner_id) for one in known if one.verdict == DIFFERENT)


def remember(portfolio: Portfolio, name: str, partner_id: int, verdict: str) -> None:
    """Keep what a person has said of a name and a partner (inside a change)."""
    with portfolio.change(f"Remember the name {tidy(name)}"):
        made = made_of(name, partner_id, verdict)
        if verdict == SAME:
            portfolio.conn.execute(
                "DELETE FROM aliases WHERE name_key = ? AND verdict = ? AND id <> ?",
                (made.name_key, SAME, made.id),
            )
        portfolio.conn.execute(
            "INSERT INTO aliases (id, partner_id, name, name_key, verdict) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET verdict = excluded.verdict",
            made,
        )


def add_name(portfolio: Portfolio, name: str, partner_id: int) -> None:
    """Let a name mean a partner (inside a change). Raises UserError where it is a partner's own."""
    if not tidy(name):
        raise UserError("A name is missing.", "Type the name as it stands in a file.")
    own = portfolio.conn.value("SELECT name FROM partners WHERE name_key = ?", (fold(name),))
    if own is not None:
        raise UserError(
            f"{own} is a partner’s own name.", "Merge the two partners where they are one."
        )
    remember(portfolio, name, partner_id, SAME)


def forget(portfolio: Portfolio, alias_id: int) -> None:
    """Let a name mean nobody in particular again (inside a change)."""
    with portfolio.change("Forget a name"):
        portfolio.conn.execute("DELETE FROM aliases WHERE id = ?", (alias_id,))


def made_of(name: str, partner_id: int, verdict: str) -> Alias:
    """The record of it; its id is the same on every laptop that says something of the two."""
    key = fold(name)
    return Alias(derived_id("aliases", key, str(partner_id)), partner_id, tidy(name), key, verdict)
