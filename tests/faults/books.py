"""Portfolios for the faults, what is in one, and the product's own jobs on it."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from models.ids import new_id
from models.intake import job
from models.partner import Partner
from models.store import keys, migrations, records
from models.store.backup import check
from models.store.portfolio import Portfolio, create, open_portfolio

TODAY = date(2026, 3, 3)
PHRASE = "correct horse, battery"
DEALS = 300
HEAD = "partner,deal_id,customer,deal,status,close_date,partner_tcv,services_tcv"


@cache
def _made(protected: bool) -> tuple[bytes, keys.Key | None]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.alliance"
        with create(path, PHRASE if protected else None) as portfolio:
            for number in range(20):
                add_partner(portfolio, f"Partner {number}")
        return path.read_bytes(), keys.key_for(path)


def lay(path: Path, *, protected: bool = False) -> keys.Key | None:
    """A portfolio of twenty partners at `path`; its key, which is held from now on."""
    data, key = _made(protected)
    path.write_bytes(data)
    if key is not None:
        keys.hold(key)
    return key


def add_partner(portfolio: Portfolio, name: str) -> int:
    """One save, as a page asks for it."""
    with portfolio.change(f"Add {name}"):
        return records.add(portfolio, Partner(new_id(), name))


def deal_list(path: Path, rows: int = DEALS, first: int = 0) -> Path:
    """A list of deals to import."""
    lines = [
        f"Partner {n % 25},D-{n},Customer {n % 50},Rollout {n},open,2026-0{n % 9 + 1}-15,{n}.50,10"
        for n in range(first, first + rows)
    ]
    path.write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")
    return path


def import_deals(portfolio: Portfolio, path: Path) -> None:
    """An import, as the command line does it."""
    job.apply(portfolio, job.prepare(portfolio, "deals", path, today=TODAY))


def state(portfolio: Portfolio) -> str:
    """All that a portfolio holds, with its journal, as one short text."""
    digest = hashlib.sha256()
    for name in migrations.SHARED_TABLES:
        for row in portfolio.conn.rows(f"SELECT * FROM {name} ORDER BY id"):
            digest.update(repr((name, row)).encode())
    for row in portfolio.conn.rows("SELECT id, kind, label, state FROM journal ORDER BY id"):
        digest.update(repr(row).encode())
    return digest.hexdigest()[:16]


def whole_state(path: Path) -> str:
    """What a file holds; it has to be whole."""
    health = check(path)
    assert health.whole, health.faults
    with open_portfolio(path, read_only=True) as portfolio:
        return state(portfolio)
