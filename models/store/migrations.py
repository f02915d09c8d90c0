"""The schema of a portfolio, one migration after another; none is edited once it shipped.

Shared tables have a 63-bit integer key that travels, no UNIQUE besides it and no AUTOINCREMENT,
so that two laptops' portfolios can be merged row by row. `user_version` is the number of
migrations applied; a file with a higher number is newer than this application.
"""

from typing import TYPE_CHECKING

import resources
from models.store.engine import Connection, database

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x414C4C59

# The tables whose changes the journal records. The journal itself and the migration log stay out.
SHARED_TABLES = (
    "partners",
    "contacts",
    "agreements",
    "offerings",
    "trainings",
    "integrations",
    "deals",
    "rates",
    "grants",
    "imports",
    "packs",
    "pack_plans",
    "logos",
    "settings",
    "participation_steps",
    "programs",
    "frozen",
    "assessments",
    "assessment_lines",
    "assessment_events",
    "withdrawals",
    "actions",
    "benefit_events",
    "statements",
    "checklist_templates",
    "checklists",
    "answers",
    "evidence",
    "checklist_forms",
    "aliases",
    "snapshots",
    "kept_findings",
    "partner_deals",
    "partner_lists",
    "ledger_marks",
    "omissions",
    "meetings",
    "attendees",
    "infractions",
    "resolutions",
    "review_blocks",
    "deal_notes",
    "concerns",
    "escalation_steps",
    "recovery_plans",
    "milestones",
    "objectives",
    "initiatives",
    "investments",
    "objective_deals",
    "roadmap_items",
    "training_sessions",
    "advocacy",
    "customer_references",
    "win_wires",
    "briefs",
    "inquiries",
    "program_links",
    "health_overrides",
    "put_off",
    "omission_steps",
)


def m001_portfolio(db: "Database") -> None:
    """Partners and their records, deals, packs, the year, checklists, governance, the journal."""
    from models.store import (
        advocacy_schema,
        checklist_schema,
        governance_schema,
        pack_schema,
        pipeline_schema,
        portfolio_schema,
        program_year_schema,
    )

    # Not `db.executescript`: it tries a script character by character, 25 ms for this one.
    for schema in (
        portfolio_schema, program_year_schema, checklist_schema, pipeline_schema, pack_schema,
        governance_schema, advocacy_schema,
    ):  # fmt: skip
        db.conn.executescript(schema.TABLES)


_MIGRATIONS = (m001_portfolio,)

SUPPORTED = len(_MIGRATIONS)


def schema_of(connection: Connection) -> str:
    """The words that made a file's tables, indexes, views and triggers, in one order."""
    made = connection.rows(
        "SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite^_%' ESCAPE '^'"
        " ORDER BY type, name"
    )
    return "".join(f"{sql};\n" for (sql,) in made)


def known_schema(version: int) -> str | None:
    """What `schema_of` gives for a sound file of a version; None for one that is not known."""
    try:
        return resources.path(f"schemas/{version}.sql").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def migrate(connection: Connection) -> None:
    """Bring an open, writable file to this application's schema, inside the caller's transaction.

    Raises whatever the engine raises; the caller's transaction is to be rolled back then.
    """
    db = database(connection)
    from sqlite_utils import Migrations

    steps = Migrations("portfolio")
    for step in _MIGRATIONS:
        steps(name=step.__name__)(step)
    steps.apply(db)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID:d}")
    connection.execute(f"PRAGMA user_version={SUPPORTED:d}")
