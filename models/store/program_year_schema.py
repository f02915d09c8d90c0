"""The tables of a program year: steps, programs, the January board, actions, benefits, letters."""

# Life cycle, programs, the January board, actions, benefits, statements.
# What the board freezes outlives the partner it was frozen for: no foreign key there.
TABLES = """
CREATE TABLE participation_steps (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    step TEXT NOT NULL,
    on_date TEXT NOT NULL,
    by_whom TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX participation_steps_by_partner ON participation_steps (partner_id);

CREATE TABLE programs (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    from_on TEXT NOT NULL,
    notice_on TEXT,
    state TEXT NOT NULL,
    digest TEXT NOT NULL,
    text TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    cases TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE frozen (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL,
    partner TEXT NOT NULL,
    as_of TEXT NOT NULL,
    prerequisites_as_of TEXT NOT NULL,
    program_digest TEXT NOT NULL,
    readings TEXT NOT NULL DEFAULT '{}',
    facts BLOB NOT NULL,
    decision BLOB NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX frozen_by_partner ON frozen (partner_id);

CREATE TABLE assessments (
    id INTEGER PRIMARY KEY NOT NULL,
    year INTEGER NOT NULL,
    measured_on TEXT NOT NULL,
    prerequisites_on TEXT NOT NULL,
    program_version TEXT NOT NULL,
    program_digest TEXT NOT NULL,
    state TEXT NOT NULL,
    frozen_on TEXT NOT NULL,
    frozen_by TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE assessment_lines (
    id INTEGER PRIMARY KEY NOT NULL,
    assessment_id INTEGER NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
    partner_id INTEGER NOT NULL,
    partner TEXT NOT NULL,
    prior_tier TEXT NOT NULL DEFAULT '',
    tcv_tier TEXT NOT NULL,
    calculated_tier TEXT NOT NULL,
    tcv_minor INTEGER NOT NULL DEFAULT 0,
    limiting TEXT NOT NULL DEFAULT '[]',
    why TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    granted_tier TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    approver TEXT NOT NULL DEFAULT '',
    until_on TEXT,
    signed_on TEXT,
    signed_by TEXT NOT NULL DEFAULT '',
    frozen_id INTEGER NOT NULL DEFAULT 0,
    grant_id INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX assessment_lines_by_assessment ON assessment_lines (assessment_id);

CREATE TABLE assessment_events (
    id INTEGER PRIMARY KEY NOT NULL,
    assessment_id INTEGER NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
    line_id INTEGER NOT NULL DEFAULT 0,
    event TEXT NOT NULL,
    on_date TEXT NOT NULL,
    by_whom TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX assessment_events_by_assessment ON assessment_events (assessment_id);

CREATE TABLE withdrawals (
    id INTEGER PRIMARY KEY NOT NULL,
    grant_id INTEGER NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    on_date TEXT NOT NULL,
    by_whom TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX withdrawals_by_grant ON withdrawals (grant_id);

CREATE TABLE actions (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    criterion TEXT NOT NULL DEFAULT '',
    side TEXT NOT NULL DEFAULT 'host',
    owner TEXT NOT NULL DEFAULT '',
    priority INTEGER NOT NULL DEFAULT 2,
    due_on TEXT,
    state TEXT NOT NULL DEFAULT 'open',
    made_on TEXT,
    done_on TEXT,
    reason TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL DEFAULT '',
    meeting_id INTEGER NOT NULL DEFAULT 0,
    deal_id INTEGER NOT NULL DEFAULT 0,
    concern_id INTEGER NOT NULL DEFAULT 0,
    plan_id INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX actions_by_partner ON actions (partner_id);

CREATE TABLE benefit_events (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    benefit TEXT NOT NULL,
    year INTEGER NOT NULL,
    event TEXT NOT NULL,
    on_date TEXT NOT NULL,
    by_whom TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    deal_id INTEGER NOT NULL DEFAULT 0,
    parts TEXT NOT NULL DEFAULT '[]',
    due_on TEXT
) STRICT;
CREATE INDEX benefit_events_by_partner ON benefit_events (partner_id);

CREATE TABLE statements (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    as_of TEXT NOT NULL,
    sent_on TEXT,
    recipient TEXT NOT NULL DEFAULT '',
    statement_id TEXT NOT NULL,
    program_version TEXT NOT NULL DEFAULT '',
    file TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX statements_by_partner ON statements (partner_id);
"""
