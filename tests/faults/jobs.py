"""The jobs that are killed: each does in a folder what the product does when it is asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from models.partner import Partner
from models.store import keys, migrations, protecting, records
from models.store.backup import backup, restore
from models.store.backups import secure
from models.store.deals import set_all
from models.store.portfolio import create, open_portfolio
from tests.faults.books import add_partner, import_deals

Said = Callable[[object], None]
SAMPLE_DAY = date(2026, 3, 3)
NOW = datetime(2026, 3, 3, 9, 0)


def run(name: str, folder: str, held: list[list[str]], told: int) -> None:
    """Do a job; what it says goes to a file that outlives it."""
    for raw, salt in held:
        keys.hold(keys.Key(bytes.fromhex(raw), bytes.fromhex(salt)))

    def said(what: object) -> None:
        os.write(told, f"{what}\n".encode())

    _JOBS[name](Path(folder), said)


def _save(folder: Path, said: Said) -> None:
    """Saves without end, each acknowledged: records added, changed and taken back."""
    with open_portfolio(folder / "book.alliance") as portfolio:
        for number in count():
            name = f"Saved {os.getpid()} {number}"
            made = add_partner(portfolio, name)
            said(f"{made} {name}")
            with portfolio.change("Rename"):
                records.update(portfolio, Partner, made, notes="Seen")
            said(f"{made} {name} Seen")
            if not number % 5:
                portfolio.undo()
                said(f"{made} {name}")
            if not number % 20:
                portfolio.checkpoint()


def _import(folder: Path, said: Said) -> None:
    with open_portfolio(folder / "book.alliance") as portfolio:
        import_deals(portfolio, folder / "deals.csv")
        said("kept")
        ids = [row[0] for row in portfolio.conn.rows("SELECT id FROM deals")]
        set_all(portfolio, ids, "stage", "Set")
        said("set")


def _create(folder: Path, _said: Said) -> None:
    create(folder / "new.alliance").close()


def _create_protected(folder: Path, _said: Said) -> None:
    (key,) = keys._held.values()
    with patch.object(keys, "new_key", return_value=key):
        create(folder / "new.alliance", "new").close()


def m999_add_colour(db: Any) -> None:
    """A migration as a later version may have it: a column, a table, and records rewritten."""
    db.execute("ALTER TABLE partners ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
    db.execute("CREATE TABLE colours (id INTEGER PRIMARY KEY, name TEXT)")
    db.execute("UPDATE partners SET colour = 'red'")


@contextmanager
def a_later_version() -> Iterator[None]:
    """As if this application were one version further."""
    with (
        patch.object(migrations, "_MIGRATIONS", (*migrations._MIGRATIONS, m999_add_colour)),
        patch.object(migrations, "SUPPORTED", migrations.SUPPORTED + 1),
    ):
        yield


def _migrate(folder: Path, _said: Said) -> None:
    with a_later_version():
        open_portfolio(folder / "book.alliance", backups=folder).close()


def _secure(folder: Path, _said: Said) -> None:
    secure(folder / "book.alliance", folder / "copies", NOW, "on closing")


def _backup(folder: Path, _said: Said) -> None:
    backup(folder / "book.alliance", folder / "copy.alliance", force=True)


def _restore(folder: Path, _said: Said) -> None:
    restore(folder / "copy.alliance", folder / "book.alliance", force=True)


def _protect(folder: Path, _said: Said) -> None:
    fresh = keys.Key(b"\7" * 32, b"\5" * 16)
    with patch.object(keys, "new_key", return_value=fresh):
        protecting.protect(folder / "book.alliance", "new", [folder / "copy.alliance"])


def _pdf(folder: Path, _said: Said) -> None:
    _pack(folder, "pack.pdf")


def _slides(folder: Path, _said: Said) -> None:
    _pack(folder, "pack.pptx")


def _pack(folder: Path, name: str) -> None:
    from desktop.packs import facts_of, make_one

    with open_portfolio(folder / "book.alliance", read_only=True) as portfolio:
        partner = portfolio.conn.value("SELECT id FROM partners ORDER BY id")
        made = make_one(facts_of(portfolio, partner, SAMPLE_DAY, "internal"), folder / name)
    assert made.path.exists()


def _table(folder: Path, name: str) -> None:
    from models.store.exported import table
    from reports.exports import write_table

    with open_portfolio(folder / "book.alliance", read_only=True) as portfolio:
        found = table(portfolio, "deals")
    write_table(folder / name, "Deals", found.headings, found.rows)


def _xlsx(folder: Path, _said: Said) -> None:
    _table(folder, "deals.xlsx")


def _csv(folder: Path, _said: Said) -> None:
    _table(folder, "list.csv")


_JOBS: dict[str, Callable[[Path, Said], None]] = {
    "save": _save, "import": _import, "create": _create, "create_protected": _create_protected,
    "migrate": _migrate, "secure": _secure, "backup": _backup, "restore": _restore,
    "protect": _protect, "pdf": _pdf, "slides": _slides, "xlsx": _xlsx, "csv": _csv,
}  # fmt: skip
