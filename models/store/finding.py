"""What a person can jump to by name: partners, and deals with the partner they belong to."""

from typing import NamedTuple

from models.store.portfolio import ID_NAME, Portfolio
from models.store.settings import setting

NEWEST_DEALS = 5_000


class Named(NamedTuple):
    """A record to jump to: the partner whose page shows it, its name, and a word beside it."""

    partner_id: int
    name: str
    beside: str


def partner_names(portfolio: Portfolio) -> list[Named]:
    """Every partner, by folded name, with its region."""
    rows = portfolio.conn.rows("SELECT id, name, region FROM partners ORDER BY name_key")
    return [Named(*row) for row in rows]


def deal_names(portfolio: Portfolio) -> list[Named]:
    """The deals that close last, at most NEWEST_DEALS, with their partner's name."""
    rows = portfolio.conn.rows(
        "SELECT p.id, coalesce(nullif(d.name, ''), d.customer), p.name FROM deals d"
        " JOIN partners p ON p.id = d.partner_id WHERE d.name <> '' OR d.customer <> ''"
        " ORDER BY d.close_date DESC LIMIT ?",
        (NEWEST_DEALS,),
    )
    return [Named(*row) for row in rows]


def counts(portfolio: Portfolio) -> tuple[int, int]:
    """How many partners and how many deals there are."""
    (row,) = portfolio.conn.rows(
        "SELECT (SELECT count(*) FROM partners), (SELECT count(*) FROM deals)"
    )
    return int(row[0]), int(row[1])


def is_there(portfolio: Portfolio, partner_id: int) -> bool:
    """Whether there is a partner of that id."""
    return bool(portfolio.conn.value("SELECT 1 FROM partners WHERE id = ?", (partner_id,)))


def identity(portfolio: Portfolio) -> str:
    """What a portfolio has in common with its copies alone."""
    return setting(portfolio, ID_NAME) or ""


def last_change(portfolio: Portfolio) -> int:
    """The number of the last change; it grows with each, also with one that takes another back."""
    return int(portfolio.conn.value("SELECT max(id) FROM journal") or 0)
