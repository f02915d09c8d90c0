CREATE INDEX actions_by_partner ON actions (partner_id);
CREATE INDEX advocacy_by_partner ON advocacy (partner_id);
CREATE INDEX agreements_by_partner ON agreements (partner_id);
CREATE INDEX aliases_by_name ON aliases (name_key);
CREATE INDEX aliases_by_partner ON aliases (partner_id);
CREATE INDEX answers_by_checklist ON answers (checklist_id, item);
CREATE INDEX assessment_events_by_assessment ON assessment_events (assessment_id);
CREATE INDEX assessment_lines_by_assessment ON assessment_lines (assessment_id);
CREATE INDEX attendees_by_meeting ON attendees (meeting_id);
CREATE INDEX attendees_by_partner ON attendees (partner_id);
CREATE INDEX benefit_events_by_partner ON benefit_events (partner_id);
CREATE INDEX briefs_by_partner ON briefs (partner_id);
CREATE INDEX checklist_forms_by_partner ON checklist_forms (partner_id);
CREATE INDEX checklists_by_partner ON checklists (partner_id, template, period);
CREATE INDEX checklists_by_period ON checklists (template, period, partner_id);
CREATE INDEX concerns_by_partner ON concerns (partner_id);
CREATE INDEX contacts_by_partner ON contacts (partner_id);
CREATE INDEX customer_references_by_partner ON customer_references (partner_id);
CREATE INDEX deal_notes_by_deal ON deal_notes (deal_id);
CREATE INDEX deal_notes_by_partner ON deal_notes (partner_id);
CREATE INDEX deals_by_partner ON deals (partner_id, status, close_date, qualified, currency, tcv_minor, services_minor);
CREATE INDEX deals_by_status ON deals (status, close_date, partner_id, qualified, currency, tcv_minor, services_minor);
CREATE INDEX escalation_steps_by_concern ON escalation_steps (concern_id);
CREATE INDEX escalation_steps_by_partner ON escalation_steps (partner_id);
CREATE INDEX evidence_by_expiry ON evidence (expires_on) WHERE expires_on IS NOT NULL;
CREATE INDEX evidence_by_partner ON evidence (partner_id);
CREATE INDEX frozen_by_partner ON frozen (partner_id);
CREATE INDEX grants_by_partner ON grants (partner_id);
CREATE INDEX health_overrides_by_partner ON health_overrides (partner_id);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX infractions_by_meeting ON infractions (meeting_id);
CREATE INDEX infractions_by_partner ON infractions (partner_id);
CREATE INDEX initiatives_by_objective ON initiatives (objective_id);
CREATE INDEX initiatives_by_partner ON initiatives (partner_id);
CREATE INDEX inquiries_by_partner ON inquiries (partner_id);
CREATE INDEX integrations_by_partner ON integrations (partner_id);
CREATE INDEX investments_by_objective ON investments (objective_id);
CREATE INDEX investments_by_partner ON investments (partner_id);
CREATE INDEX journal_by_state ON journal (state, id);
CREATE INDEX kept_findings_by_deal ON kept_findings (deal_id);
CREATE INDEX ledger_marks_by_deal ON ledger_marks (partner_deal_id);
CREATE INDEX logos_by_partner ON logos (partner_id);
CREATE INDEX meetings_by_day ON meetings (on_date);
CREATE INDEX meetings_by_partner ON meetings (partner_id);
CREATE INDEX milestones_by_of ON milestones (of_id);
CREATE INDEX milestones_by_partner ON milestones (partner_id);
CREATE INDEX objective_deals_by_deal ON objective_deals (deal_id);
CREATE INDEX objective_deals_by_objective ON objective_deals (objective_id);
CREATE INDEX objective_deals_by_partner ON objective_deals (partner_id);
CREATE INDEX objectives_by_partner ON objectives (partner_id);
CREATE INDEX offerings_by_partner ON offerings (partner_id);
CREATE INDEX omission_steps_by_omission ON omission_steps (omission_id);
CREATE INDEX omission_steps_by_partner ON omission_steps (partner_id);
CREATE INDEX omissions_by_partner ON omissions (partner_id, state);
CREATE INDEX pack_plans_by_partner ON pack_plans (partner_id);
CREATE INDEX packs_by_partner ON packs (partner_id);
CREATE INDEX participation_steps_by_partner ON participation_steps (partner_id);
CREATE INDEX partner_deals_by_partner ON partner_deals (partner_id, listed_on);
CREATE INDEX partner_lists_by_partner ON partner_lists (partner_id, listed_on);
CREATE INDEX partners_by_name ON partners (name_key);
CREATE INDEX put_off_by_key ON put_off (key);
CREATE INDEX recovery_plans_by_partner ON recovery_plans (partner_id);
CREATE INDEX resolutions_by_meeting ON resolutions (meeting_id);
CREATE INDEX resolutions_by_partner ON resolutions (partner_id);
CREATE INDEX review_blocks_by_meeting ON review_blocks (meeting_id);
CREATE INDEX review_blocks_by_partner ON review_blocks (partner_id);
CREATE INDEX roadmap_items_by_partner ON roadmap_items (partner_id);
CREATE INDEX snapshots_by_day ON snapshots (on_date);
CREATE INDEX statements_by_partner ON statements (partner_id);
CREATE INDEX training_sessions_by_partner ON training_sessions (partner_id);
CREATE INDEX trainings_by_partner ON trainings (partner_id);
CREATE INDEX win_wires_by_deal ON win_wires (deal_id);
CREATE INDEX win_wires_by_partner ON win_wires (partner_id);
CREATE INDEX withdrawals_by_grant ON withdrawals (grant_id);
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
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
CREATE TABLE agreements (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    signed_on TEXT,
    expires_on TEXT
) STRICT;
CREATE TABLE aliases (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    verdict TEXT NOT NULL DEFAULT 'same'
) STRICT;
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
CREATE TABLE assessment_events (
    id INTEGER PRIMARY KEY NOT NULL,
    assessment_id INTEGER NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
    line_id INTEGER NOT NULL DEFAULT 0,
    event TEXT NOT NULL,
    on_date TEXT NOT NULL,
    by_whom TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT ''
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
CREATE TABLE attendees (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT '',
    side TEXT NOT NULL DEFAULT 'partner',
    contact_id INTEGER NOT NULL DEFAULT 0
) STRICT;
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
CREATE TABLE evidence_files (sha256 TEXT PRIMARY KEY NOT NULL, data BLOB NOT NULL) STRICT;
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
CREATE TABLE integrations (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    product TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'software',
    agreed INTEGER NOT NULL DEFAULT 1
) STRICT;
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
CREATE TABLE journal (
    id INTEGER PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    device TEXT NOT NULL,
    state TEXT NOT NULL,
    undoes INTEGER,
    changeset BLOB NOT NULL,
    chain BLOB NOT NULL
) STRICT;
CREATE TABLE kept_findings (
    id INTEGER PRIMARY KEY NOT NULL,
    deal_id INTEGER NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    on_date TEXT NOT NULL,
    until_on TEXT
) STRICT;
CREATE TABLE ledger_marks (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_deal_id INTEGER NOT NULL REFERENCES partner_deals (id) ON DELETE CASCADE,
    deal_id INTEGER NOT NULL DEFAULT 0,
    mark TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    on_date TEXT NOT NULL
) STRICT;
CREATE TABLE logos (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    image BLOB NOT NULL
) STRICT;
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
CREATE TABLE objective_deals (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    objective_id INTEGER NOT NULL REFERENCES objectives (id) ON DELETE CASCADE,
    deal_id INTEGER NOT NULL REFERENCES deals (id) ON DELETE CASCADE
) STRICT;
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
CREATE TABLE pack_plans (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    edition TEXT NOT NULL DEFAULT 'internal',
    plan TEXT NOT NULL
) STRICT;
CREATE TABLE packs (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    pack_id TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'full',
    edition TEXT NOT NULL,
    as_of TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    pages INTEGER NOT NULL DEFAULT 0,
    program_version TEXT NOT NULL DEFAULT '',
    product_version TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL DEFAULT '',
    facts BLOB,
    file TEXT NOT NULL DEFAULT '',
    made_at TEXT NOT NULL
) STRICT;
CREATE TABLE participation_steps (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    step TEXT NOT NULL,
    on_date TEXT NOT NULL,
    by_whom TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT ''
) STRICT;
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
CREATE TABLE program_links (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    checked_on TEXT,
    note TEXT NOT NULL DEFAULT '',
    file TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT ''
) STRICT;
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
CREATE TABLE put_off (
    id INTEGER PRIMARY KEY NOT NULL,
    key TEXT NOT NULL,
    partner_id INTEGER NOT NULL,
    on_date TEXT NOT NULL,
    until_on TEXT,
    by_whom TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE rates (
    id INTEGER PRIMARY KEY NOT NULL,
    currency TEXT NOT NULL,
    on_date TEXT NOT NULL,
    rate TEXT NOT NULL
) STRICT;
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
CREATE TABLE review_blocks (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT ''
) STRICT;
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
CREATE TABLE settings (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL
) STRICT;
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
CREATE TABLE trainings (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    course TEXT NOT NULL DEFAULT '',
    completed_on TEXT
) STRICT;
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
CREATE TABLE withdrawals (
    id INTEGER PRIMARY KEY NOT NULL,
    grant_id INTEGER NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    on_date TEXT NOT NULL,
    by_whom TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL
) STRICT;
