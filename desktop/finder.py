"""What the palette finds: partners, deals, places and commands, as one list of items."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.store.portfolio import Portfolio

_DEALS = 2_000


def names(portfolio: "Portfolio") -> tuple[list[tuple[int, str, str]], list[tuple[int, str, str]]]:
    """Partners (id, name, region) and the newest deals (partner id, name, partner's name)."""
    partners = portfolio.conn.rows("SELECT id, name, region FROM partners ORDER BY name_key")
    deals = portfolio.conn.rows(
        "SELECT d.partner_id, coalesce(nullif(d.name, ''), d.customer), p.name FROM deals d"
        " JOIN partners p ON p.id = d.partner_id WHERE d.name <> '' OR d.customer <> ''"
        " ORDER BY d.close_date DESC LIMIT ?",
        (_DEALS,),
    )
    return partners, deals
