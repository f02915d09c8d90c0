"""The tables that a pack is made from: where one changes, the page of packs reads again."""

TABLES = frozenset(
    {
        "actions", "advocacy", "agreements", "answers", "assessments", "attendees",
        "benefit_events", "checklist_templates", "checklists", "concerns", "contacts",
        "customer_references", "deal_notes", "deals", "escalation_steps", "evidence", "grants",
        "health_overrides", "imports", "infractions", "initiatives", "integrations", "investments",
        "kept_findings", "meetings", "milestones", "objective_deals", "objectives", "offerings",
        "omission_steps", "omissions", "packs", "participation_steps", "partner_deals",
        "partner_lists", "partners", "programs", "rates", "recovery_plans", "resolutions",
        "review_blocks", "roadmap_items", "settings", "snapshots", "statements",
        "training_sessions", "trainings", "win_wires", "withdrawals",
    }
)  # fmt: skip
