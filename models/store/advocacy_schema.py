"""The tables of roadmaps, training given, references, wires, inquiries, health and omissions."""

# One table a record of models.governance. A key of 0 names nothing, and so is no foreign key.
TABLES = """
CREATE TABLE roadmap_items (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    title TEXT NOT NULL,
    on_date TEXT,
    state TEXT NOT NULL DEFAULT 'planned',
    depends_on INTEGER NOT NULL DEFAULT 0,
    offering_id INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX roadmap_items_by_partner ON roadmap_items (partner_id);

CREATE TABLE training_sessions (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    on_date TEXT NOT NULL,
    audience TEXT NOT NULL,
    topic TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    people INTEGER NOT NULL DEFAULT 0,
    trainer TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX training_sessions_by_partner ON training_sessions (partner_id);

CREATE TABLE advocacy (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    on_date TEXT NOT NULL,
    side TEXT NOT NULL DEFAULT 'partner',
    person TEXT NOT NULL DEFAULT '',
    audience TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX advocacy_by_partner ON advocacy (partner_id);

CREATE TABLE customer_references (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    customer TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'reference',
    state TEXT NOT NULL DEFAULT 'asked',
    deal_id INTEGER NOT NULL DEFAULT 0,
    on_date TEXT,
    contact TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX customer_references_by_partner ON customer_references (partner_id);

CREATE TABLE win_wires (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    deal_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    client TEXT NOT NULL DEFAULT '',
    challenge TEXT NOT NULL DEFAULT '',
    solution TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    why_won TEXT NOT NULL DEFAULT '',
    lesson TEXT NOT NULL DEFAULT '',
    thanks TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'draft',
    published_on TEXT
) STRICT;
CREATE INDEX win_wires_by_partner ON win_wires (partner_id);
CREATE INDEX win_wires_by_deal ON win_wires (deal_id);

CREATE TABLE briefs (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    partner_value TEXT NOT NULL DEFAULT '',
    host_value TEXT NOT NULL DEFAULT '',
    joint_value TEXT NOT NULL DEFAULT '',
    outcomes TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'draft',
    published_on TEXT
) STRICT;
CREATE INDEX briefs_by_partner ON briefs (partner_id);

CREATE TABLE inquiries (
    id INTEGER PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    received_on TEXT NOT NULL,
    partner_id INTEGER NOT NULL DEFAULT 0,
    sender TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL DEFAULT '',
    answered_on TEXT,
    answer TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX inquiries_by_partner ON inquiries (partner_id);

CREATE TABLE program_links (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    checked_on TEXT,
    note TEXT NOT NULL DEFAULT '',
    file TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE health_overrides (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    view TEXT NOT NULL,
    colour TEXT NOT NULL,
    reason TEXT NOT NULL,
    on_date TEXT NOT NULL,
    by_whom TEXT NOT NULL DEFAULT '',
    until_on TEXT
) STRICT;
CREATE INDEX health_overrides_by_partner ON health_overrides (partner_id);

CREATE TABLE put_off (
    id INTEGER PRIMARY KEY NOT NULL,
    key TEXT NOT NULL,
    partner_id INTEGER NOT NULL,
    on_date TEXT NOT NULL,
    until_on TEXT,
    by_whom TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX put_off_by_key ON put_off (key);

CREATE TABLE omission_steps (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    omission_id INTEGER NOT NULL REFERENCES omissions (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    on_date TEXT NOT NULL,
    by_whom TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    words TEXT NOT NULL DEFAULT '',
    deal_id INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT '',
    tcv_before INTEGER NOT NULL DEFAULT 0,
    tcv_after INTEGER NOT NULL DEFAULT 0,
    tier_before TEXT NOT NULL DEFAULT '',
    tier_after TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX omission_steps_by_partner ON omission_steps (partner_id);
CREATE INDEX omission_steps_by_omission ON omission_steps (omission_id);
"""
