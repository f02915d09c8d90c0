"""The tables of checklists, their evidence and the forms that were sent."""

# Checklists. What a file holds is kept once, by its digest, and stays out of the journal: an undo
# takes back the row that names it, never the content, so that redo has it.
TABLES = """
CREATE TABLE checklist_templates (
    id INTEGER PRIMARY KEY NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    made_on TEXT
) STRICT;

CREATE TABLE checklists (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    template TEXT NOT NULL,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    period TEXT NOT NULL DEFAULT '',
    due_on TEXT,
    started_on TEXT NOT NULL,
    started_by TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open',
    closed_on TEXT,
    closed_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX checklists_by_partner ON checklists (partner_id, template, period);
CREATE INDEX checklists_by_period ON checklists (template, period, partner_id);

CREATE TABLE answers (
    id INTEGER PRIMARY KEY NOT NULL,
    checklist_id INTEGER NOT NULL REFERENCES checklists (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    value TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL DEFAULT '',
    due_on TEXT,
    mark TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    approver TEXT NOT NULL DEFAULT '',
    until_on TEXT,
    answered_at TEXT NOT NULL DEFAULT '',
    answered_by TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    carried_from INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX answers_by_checklist ON answers (checklist_id, item);

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    file TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    template TEXT NOT NULL DEFAULT '',
    period TEXT NOT NULL DEFAULT '',
    item TEXT NOT NULL DEFAULT '',
    criterion TEXT NOT NULL DEFAULT '',
    effective_on TEXT,
    expires_on TEXT,
    reviewer TEXT NOT NULL DEFAULT '',
    verified_on TEXT,
    note TEXT NOT NULL DEFAULT '',
    added_on TEXT,
    added_by TEXT NOT NULL DEFAULT '',
    replaced_by INTEGER NOT NULL DEFAULT 0,
    record_id INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX evidence_by_partner ON evidence (partner_id);
CREATE INDEX evidence_by_expiry ON evidence (expires_on) WHERE expires_on IS NOT NULL;

CREATE TABLE evidence_files (
    sha256 TEXT PRIMARY KEY NOT NULL,
    data BLOB NOT NULL
) STRICT;

CREATE TABLE checklist_forms (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    template TEXT NOT NULL,
    period TEXT NOT NULL DEFAULT '',
    form_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    edition TEXT NOT NULL,
    digest TEXT NOT NULL,
    file TEXT NOT NULL DEFAULT '',
    exported_at TEXT NOT NULL,
    exported_by TEXT NOT NULL DEFAULT '',
    returned_at TEXT NOT NULL DEFAULT '',
    returned_sha256 TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX checklist_forms_by_partner ON checklist_forms (partner_id);
"""
