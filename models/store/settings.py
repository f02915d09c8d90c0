"""A portfolio's own settings, by name, in the portfolio so that they travel with it."""

from models.ids import derived_id
from models.store.portfolio import Portfolio


def setting(portfolio: Portfolio, name: str, default: str = "") -> str:
    # By name, not by the id made from it: the start need not load what makes such ids.
    value = portfolio.conn.value("SELECT value FROM settings WHERE name=?", (name,))
    return default if value is None else str(value)


def set_setting(portfolio: Portfolio, name: str, value: str) -> None:
    """Keep a value (inside a change)."""
    with portfolio.change("Change a setting"):
        portfolio.conn.execute(
            "INSERT INTO settings (id, name, value) VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET value=excluded.value",
            (_id(name), name, value),
        )


def _id(name: str) -> int:
    return derived_id("settings", name)
