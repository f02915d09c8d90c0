"""The tables of the year with a partner: meetings, risks, recovery, the joint plan."""

# One table a record of models.governance. A key of 0 names nothing, and so is no foreign key.
TABLES = """
CREATE TABLE meetings (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    on_date TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    at_time TEXT NOT NULL DEFAULT '',
    minutes INTEGER NOT NULL DEFAULT 60,
    place TEXT NOT NULL DEFAULT '',
    with_whom TEXT NOT NULL DEFAULT 'managers',
    state TEXT NOT NULL DEFAULT 'planned',
    notice_on TEXT,
    notice_how TEXT NOT NULL DEFAULT '',
    briefed_on TEXT,
    agenda TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    period TEXT NOT NULL DEFAULT '',
    made_on TEXT,
    shown TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX meetings_by_partner ON meetings (partner_id);
CREATE INDEX meetings_by_day ON meetings (on_date);

CREATE TABLE attendees (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT '',
    side TEXT NOT NULL DEFAULT 'partner',
    contact_id INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX attendees_by_partner ON attendees (partner_id);
CREATE INDEX attendees_by_meeting ON attendees (meeting_id);

CREATE TABLE infractions (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    meeting_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    cause TEXT NOT NULL,
    on_date TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    decided_by TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX infractions_by_partner ON infractions (partner_id);
CREATE INDEX infractions_by_meeting ON infractions (meeting_id);

CREATE TABLE resolutions (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    meeting_id INTEGER NOT NULL DEFAULT 0,
    why TEXT NOT NULL DEFAULT '',
    side TEXT NOT NULL DEFAULT 'host',
    owner TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'wanted',
    due_on TEXT,
    decided_on TEXT,
    outcome TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX resolutions_by_partner ON resolutions (partner_id);
CREATE INDEX resolutions_by_meeting ON resolutions (meeting_id);

CREATE TABLE review_blocks (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX review_blocks_by_partner ON review_blocks (partner_id);
CREATE INDEX review_blocks_by_meeting ON review_blocks (meeting_id);

CREATE TABLE deal_notes (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    deal_id INTEGER NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
    blocker TEXT NOT NULL DEFAULT '',
    help_wanted TEXT NOT NULL DEFAULT '',
    loss_reason TEXT NOT NULL DEFAULT '',
    lesson TEXT NOT NULL DEFAULT '',
    noted_on TEXT
) STRICT;
CREATE INDEX deal_notes_by_partner ON deal_notes (partner_id);
CREATE INDEX deal_notes_by_deal ON deal_notes (deal_id);

CREATE TABLE concerns (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    raised_on TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    side TEXT NOT NULL DEFAULT 'host',
    owner TEXT NOT NULL DEFAULT '',
    likelihood INTEGER NOT NULL DEFAULT 3,
    impact INTEGER NOT NULL DEFAULT 3,
    response TEXT NOT NULL DEFAULT '',
    raised_by TEXT NOT NULL DEFAULT '',
    due_on TEXT,
    state TEXT NOT NULL DEFAULT 'open',
    closed_on TEXT,
    outcome TEXT NOT NULL DEFAULT '',
    internal INTEGER NOT NULL DEFAULT 0,
    deal_id INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX concerns_by_partner ON concerns (partner_id);

CREATE TABLE escalation_steps (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    concern_id INTEGER NOT NULL REFERENCES concerns (id) ON DELETE CASCADE,
    level INTEGER NOT NULL,
    on_date TEXT NOT NULL,
    to_whom TEXT NOT NULL DEFAULT '',
    by_whom TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX escalation_steps_by_partner ON escalation_steps (partner_id);
CREATE INDEX escalation_steps_by_concern ON escalation_steps (concern_id);

CREATE TABLE recovery_plans (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    criterion TEXT NOT NULL,
    tier TEXT NOT NULL,
    title TEXT NOT NULL,
    started_on TEXT NOT NULL,
    found TEXT NOT NULL DEFAULT '',
    path TEXT NOT NULL DEFAULT '',
    side TEXT NOT NULL DEFAULT 'partner',
    owner TEXT NOT NULL DEFAULT '',
    target_on TEXT,
    state TEXT NOT NULL DEFAULT 'open',
    closed_on TEXT,
    outcome TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX recovery_plans_by_partner ON recovery_plans (partner_id);

CREATE TABLE milestones (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    of_kind TEXT NOT NULL,
    of_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    side TEXT NOT NULL DEFAULT 'partner',
    owner TEXT NOT NULL DEFAULT '',
    due_on TEXT,
    done_on TEXT
) STRICT;
CREATE INDEX milestones_by_partner ON milestones (partner_id);
CREATE INDEX milestones_by_of ON milestones (of_id);

CREATE TABLE objectives (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    unit TEXT NOT NULL DEFAULT 'money',
    currency TEXT NOT NULL DEFAULT '',
    baseline INTEGER,
    target INTEGER,
    actual INTEGER,
    forecast INTEGER,
    measured TEXT NOT NULL DEFAULT 'typed',
    owner TEXT NOT NULL DEFAULT '',
    partner_owner TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'in_progress',
    due_on TEXT,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX objectives_by_partner ON objectives (partner_id);

CREATE TABLE initiatives (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    year INTEGER NOT NULL,
    objective_id INTEGER NOT NULL DEFAULT 0,
    detail TEXT NOT NULL DEFAULT '',
    side TEXT NOT NULL DEFAULT 'host',
    owner TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'planned',
    starts_on TEXT,
    ends_on TEXT
) STRICT;
CREATE INDEX initiatives_by_partner ON initiatives (partner_id);
CREATE INDEX initiatives_by_objective ON initiatives (objective_id);

CREATE TABLE investments (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    year INTEGER NOT NULL,
    objective_id INTEGER NOT NULL DEFAULT 0,
    side TEXT NOT NULL DEFAULT 'partner',
    minor INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT 'USD',
    state TEXT NOT NULL DEFAULT 'planned',
    on_date TEXT
) STRICT;
CREATE INDEX investments_by_partner ON investments (partner_id);
CREATE INDEX investments_by_objective ON investments (objective_id);

CREATE TABLE objective_deals (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    objective_id INTEGER NOT NULL REFERENCES objectives (id) ON DELETE CASCADE,
    deal_id INTEGER NOT NULL REFERENCES deals (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX objective_deals_by_partner ON objective_deals (partner_id);
CREATE INDEX objective_deals_by_objective ON objective_deals (objective_id);
CREATE INDEX objective_deals_by_deal ON objective_deals (deal_id);
"""
