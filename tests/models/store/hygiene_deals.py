"""Two partners whose deals are in order until a test changes one."""

from datetime import date
from pathlib import Path
from typing import Any

from models.partner import Partner
from models.store import deals, records
from models.store.portfolio import Portfolio, create

AS_OF = date(2022, 1, 10)
NORTH, WORLD = 11, 12


def made_at(path: Path) -> Portfolio:
    made = create(path)
    with made.change("Add partners"):
        records.add(made, Partner(NORTH, "Northwind"))
        records.add(made, Partner(WORLD, "Weltbau"))
    return made


def add(portfolio: Portfolio, owner: int = NORTH, **values: Any) -> int:
    made: dict[str, Any] = {
        "name": "Watch", "customer": "Bank", "close_date": date(2022, 6, 1), "next_step": "Call",
        "partner_minor": 600_00, "services_minor": 400_00, "updated_on": AS_OF,
    } | values  # fmt: skip
    return deals.add(portfolio, owner, **made)
