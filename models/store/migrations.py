"""The schema of a portfolio, one migration after another; none is edited once it shipped.

Shared tables have a 63-bit integer key that travels, no UNIQUE besides it and no AUTOINCREMENT,
so that two laptops' portfolios can be merged row by row. `user_version` is the number of
migrations applied; a file with a higher number is newer than this application.
"""

from typing import TYPE_CHECKING

from models.store import (
    advocacy_schema,
    checklist_schema,
    governance_schema,
    pack_schema,
    pipeline_schema,
    program_year_schema,
)
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

_PORTFOLIO = """
CREATE TABLE partners (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    region TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    candidate_on TEXT,
    invited_on TEXT,
    invitation_accepted_on TEXT,
    removed_on TEXT,
    free_training INTEGER NOT NULL DEFAULT 0,
    shield_sponsorship INTEGER NOT NULL DEFAULT 0,
    deal_registration INTEGER NOT NULL DEFAULT 0,
    nomination TEXT NOT NULL DEFAULT '',
    investments TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX partners_by_name ON partners (name_key);

CREATE TABLE contacts (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    side TEXT NOT NULL DEFAULT 'partner',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    since TEXT,
    until TEXT
) STRICT;
CREATE INDEX contacts_by_partner ON contacts (partner_id);

CREATE TABLE agreements (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    signed_on TEXT,
    expires_on TEXT
) STRICT;
CREATE INDEX agreements_by_partner ON agreements (partner_id);

CREATE TABLE offerings (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    standard INTEGER NOT NULL DEFAULT 0,
    worldwide INTEGER NOT NULL DEFAULT 0,
    geographies TEXT NOT NULL DEFAULT '[]',
    available_from TEXT,
    services TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX offerings_by_partner ON offerings (partner_id);

CREATE TABLE trainings (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    course TEXT NOT NULL DEFAULT '',
    completed_on TEXT
) STRICT;
CREATE INDEX trainings_by_partner ON trainings (partner_id);

CREATE TABLE integrations (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    product TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'software',
    agreed INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX integrations_by_partner ON integrations (partner_id);

CREATE TABLE deals (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    name TEXT NOT NULL DEFAULT '',
    customer TEXT NOT NULL DEFAULT '',
    deal_id TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'open',
    close_date TEXT,
    partner_minor INTEGER NOT NULL DEFAULT 0,
    services_minor INTEGER NOT NULL DEFAULT 0,
    tcv_minor INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT 'USD',
    qualified INTEGER NOT NULL DEFAULT 1,
    stage TEXT NOT NULL DEFAULT '',
    next_step TEXT NOT NULL DEFAULT '',
    registered_on TEXT,
    source TEXT NOT NULL DEFAULT '',
    source_line INTEGER NOT NULL DEFAULT 0,
    import_id INTEGER NOT NULL DEFAULT 0,
    offering_id INTEGER NOT NULL DEFAULT 0,
    updated_on TEXT
) STRICT;
-- One index for the portfolio's sums, one for a partner's page; both cover the measure.
CREATE INDEX deals_by_status
    ON deals (status, close_date, partner_id, qualified, currency, tcv_minor, services_minor);
CREATE INDEX deals_by_partner
    ON deals (partner_id, status, close_date, qualified, currency, tcv_minor, services_minor);

CREATE TABLE rates (
    id INTEGER PRIMARY KEY NOT NULL,
    currency TEXT NOT NULL,
    on_date TEXT NOT NULL,
    rate TEXT NOT NULL
) STRICT;

CREATE TABLE grants (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    tier TEXT NOT NULL,
    basis TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT,
    reason TEXT NOT NULL DEFAULT '',
    approver TEXT NOT NULL DEFAULT '',
    program_version TEXT NOT NULL DEFAULT '',
    as_of TEXT,
    frozen_id INTEGER NOT NULL DEFAULT 0,
    granted_by TEXT NOT NULL DEFAULT '',
    program TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX grants_by_partner ON grants (partner_id);

CREATE TABLE imports (
    id INTEGER PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL,
    counts TEXT NOT NULL DEFAULT '{}',
    fingerprint TEXT NOT NULL DEFAULT '',
    mapping TEXT NOT NULL DEFAULT '',
    partner TEXT NOT NULL DEFAULT '',
    who TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE settings (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL
) STRICT;

-- Who changed what, when: one row a change, its changeset compressed. state: done, undone, gone.
CREATE TABLE journal (
    id INTEGER PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    device TEXT NOT NULL,
    state TEXT NOT NULL,
    undoes INTEGER,
    changeset BLOB NOT NULL
) STRICT;
CREATE INDEX journal_by_state ON journal (state, id);
"""


def m001_portfolio(db: "Database") -> None:
    """Partners and their records, deals, packs, the year, checklists, governance, the journal."""
    # Not `db.executescript`: it tries a script character by character, 25 ms for this one.
    for script in (
        _PORTFOLIO,
        program_year_schema.TABLES,
        checklist_schema.TABLES,
        pipeline_schema.TABLES,
        pack_schema.TABLES,
        governance_schema.TABLES,
        advocacy_schema.TABLES,
    ):
        db.conn.executescript(script)


_MIGRATIONS = (m001_portfolio,)

SUPPORTED = len(_MIGRATIONS)


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
