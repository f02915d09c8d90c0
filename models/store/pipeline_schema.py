"""The tables beside the deals: known names, snapshots, kept findings, partners' lists."""

# A name that a person has said to be a partner's, or not to be. Deals carry the id of the import
# that wrote them last and of an offering; both may outlive what they name, so neither is a key.
TABLES = """
CREATE TABLE aliases (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    verdict TEXT NOT NULL DEFAULT 'same'
) STRICT;
CREATE INDEX aliases_by_name ON aliases (name_key);
CREATE INDEX aliases_by_partner ON aliases (partner_id);

-- What all deals were on one day: counts for the course of time, `content` for what moved.
CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY NOT NULL,
    on_date TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_at TEXT NOT NULL,
    import_id INTEGER NOT NULL DEFAULT 0,
    deals INTEGER NOT NULL DEFAULT 0,
    open_deals INTEGER NOT NULL DEFAULT 0,
    clean_deals INTEGER NOT NULL DEFAULT 0,
    findings TEXT NOT NULL DEFAULT '{}',
    content BLOB NOT NULL
) STRICT;
CREATE INDEX snapshots_by_day ON snapshots (on_date);

-- A hygiene finding that a person has looked at and keeps as it is.
CREATE TABLE kept_findings (
    id INTEGER PRIMARY KEY NOT NULL,
    deal_id INTEGER NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    on_date TEXT NOT NULL,
    until_on TEXT
) STRICT;
CREATE INDEX kept_findings_by_deal ON kept_findings (deal_id);

-- The partner's own list of deals, as of the day it was given; it never counts for a tier.
CREATE TABLE partner_deals (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    listed_on TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    customer TEXT NOT NULL DEFAULT '',
    deal_id TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'open',
    close_date TEXT,
    partner_minor INTEGER NOT NULL DEFAULT 0,
    services_minor INTEGER NOT NULL DEFAULT 0,
    tcv_minor INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT 'USD',
    stage TEXT NOT NULL DEFAULT '',
    next_step TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    source_line INTEGER NOT NULL DEFAULT 0,
    import_id INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX partner_deals_by_partner ON partner_deals (partner_id, listed_on);

-- One list of a partner's, with the figures of the day on which it came in.
CREATE TABLE partner_lists (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    listed_on TEXT NOT NULL,
    file TEXT NOT NULL DEFAULT '',
    import_id INTEGER NOT NULL DEFAULT 0,
    theirs INTEGER NOT NULL DEFAULT 0,
    known INTEGER NOT NULL DEFAULT 0,
    agreed INTEGER NOT NULL DEFAULT 0,
    ours INTEGER NOT NULL DEFAULT 0,
    named INTEGER NOT NULL DEFAULT 0,
    ours_minor INTEGER NOT NULL DEFAULT 0,
    named_minor INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX partner_lists_by_partner ON partner_lists (partner_id, listed_on);

-- What a person has said of a deal in the partner's list: which of ours it is, or that it is none.
CREATE TABLE ledger_marks (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_deal_id INTEGER NOT NULL REFERENCES partner_deals (id) ON DELETE CASCADE,
    deal_id INTEGER NOT NULL DEFAULT 0,
    mark TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    on_date TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_marks_by_deal ON ledger_marks (partner_deal_id);

-- A deal that the partner says is missing from ours, with what became of it.
CREATE TABLE omissions (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    partner_deal_id INTEGER NOT NULL DEFAULT 0,
    deal_id INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL DEFAULT '',
    customer TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'open',
    close_date TEXT,
    partner_minor INTEGER NOT NULL DEFAULT 0,
    services_minor INTEGER NOT NULL DEFAULT 0,
    tcv_minor INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT 'USD',
    reason TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'flagged',
    flagged_on TEXT NOT NULL,
    decided_on TEXT,
    decided_by TEXT NOT NULL DEFAULT '',
    decision TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX omissions_by_partner ON omissions (partner_id, state);
"""
