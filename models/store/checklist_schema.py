"""The tables of checklists, their evidence and the forms that were sent."""

from models.store.tables import MAYBE_DAY, NUMBER, TEXT, number, of, of_partner, table, text

# Checklists. What a file holds is kept once, by its digest, and stays out of the journal: an undo
# takes back the row that names it, never the content, so that redo has it.
TABLES = "".join((
    table("checklist_templates",
        key=TEXT, version=NUMBER, name=TEXT, digest=TEXT, text=TEXT, state=TEXT,
        made_on=MAYBE_DAY,
    ),
    of_partner("checklists",
        "by_partner (partner_id, template, period)",
        "by_period (template, period, partner_id)",
        template=TEXT, version=NUMBER, digest=TEXT, period=text(), due_on=MAYBE_DAY,
        started_on=TEXT, started_by=text(), state=text("open"), closed_on=MAYBE_DAY,
        closed_by=text(),
    ),
    table("answers", "by_checklist (checklist_id, item)",
        checklist_id=of("checklists"), item=TEXT, value=text(), note=text(), owner=text(),
        due_on=MAYBE_DAY, mark=text(), reason=text(), approver=text(), until_on=MAYBE_DAY,
        answered_at=text(), answered_by=text(), source=text(), carried_from=number(),
        state=text(),
    ),
    of_partner("evidence", "by_expiry (expires_on) WHERE expires_on IS NOT NULL",
        sha256=TEXT, file=TEXT, kind=TEXT, bytes=NUMBER, template=text(), period=text(),
        item=text(), criterion=text(), effective_on=MAYBE_DAY, expires_on=MAYBE_DAY,
        reviewer=text(), verified_on=MAYBE_DAY, note=text(), added_on=MAYBE_DAY, added_by=text(),
        replaced_by=number(), record_id=number(),
    ),
    "CREATE TABLE evidence_files (sha256 TEXT PRIMARY KEY NOT NULL, data BLOB NOT NULL) STRICT;",
    of_partner("checklist_forms",
        template=TEXT, period=text(), form_id=TEXT, kind=TEXT, edition=TEXT, digest=TEXT,
        file=text(), exported_at=TEXT, exported_by=text(), returned_at=text(),
        returned_sha256=text(),
    ),
))  # fmt: skip
