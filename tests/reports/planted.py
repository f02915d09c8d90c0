"""A portfolio in which every text that is the host's bears a word of its own, and so do others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from models.checklist.records import Checklist, Form, Where
from models.checklist.sending import is_internal
from models.governance.register import Concern, EscalationStep
from models.governance.standing import HealthOverride, PutOff
from models.governance.vocabulary import WORDS
from models.ledgers import LedgerMark
from models.program_year import ParticipationStep, Statement, Withdrawal
from models.store import records
from models.store.checklist_templates import by_digest
from models.store.checklists import checklist_id
from models.store.engine import Connection
from models.store.portfolio import Portfolio

DAY = date(2026, 11, 24)
EARLIER = date(2026, 9, 30)
NAME = "Zephyrquay Endpoint"
OTHER = "Brambleforge Detection"  # whose records fill the tables that the first has none in

# What no paper for the partner may hold, by table: what the host says to itself, who said it, and
# what is told to nobody yet. A column that is new stands in none of these lists, and the test of
# them fails until somebody decides for whose eyes it is.
KEPT: Mapping[str, str] = {
    "actions": "detail reason",
    "advocacy": "title person audience note",
    "aliases": "name",
    "answers": "note approver answered_by",
    "assessment_events": "by_whom reason",
    "assessment_lines": "reason approver signed_by",
    "assessments": "frozen_by note",
    "attendees": "name role",
    "benefit_events": "by_whom note evidence",
    "briefs": "title partner_value host_value joint_value outcomes",
    "checklist_forms": "file exported_by",
    "checklists": "started_by closed_by",
    "concerns": "detail raised_by outcome",
    "contacts": "email phone",
    "customer_references": "contact note",
    "deals": "next_step source",
    "escalation_steps": "by_whom reason",
    "evidence": "reviewer note added_by",
    "grants": "reason approver granted_by",
    "health_overrides": "reason by_whom",
    "infractions": "cause decided_by reason",
    "inquiries": "sender subject owner answer",
    "kept_findings": "reason",
    "ledger_marks": "note",
    "meetings": "notice_how agenda notes",
    "objectives": "note",
    "omission_steps": "by_whom note",
    "omissions": "reason decided_by",
    "participation_steps": "by_whom why",
    "partner_lists": "file",
    "partners": "notes nomination investments",
    "put_off": "by_whom reason",
    "recovery_plans": "outcome",
    "review_blocks": "text",
    "roadmap_items": "note",
    "statements": "recipient file note",
    "training_sessions": "title trainer note",
    "win_wires": "title client challenge solution outcome why_won lesson thanks",
    "withdrawals": "by_whom reason",
}
# What is the host's in some rows only.
PARTLY: Mapping[str, tuple[str, str]] = {
    "concerns": ("title owner response", "internal = 1"),
    "escalation_steps": (
        "to_whom", "concern_id IN (SELECT id FROM concerns WHERE internal = 1)",
    ),
    "answers": ("reason", "mark = 'waived'"),
}  # fmt: skip
# What both sides read where a paper tells of it.
TOLD: Mapping[str, str] = {
    "actions": "title owner",
    "answers": "value reason owner",
    "assessment_lines": "partner limiting why",
    "concerns": "title owner response",
    "contacts": "name",
    "customer_references": "customer",
    "deal_notes": "blocker help_wanted loss_reason lesson",
    "deals": "name customer deal_id stage",
    "escalation_steps": "to_whom",
    "evidence": "file",
    "frozen": "partner",
    "initiatives": "title detail owner",
    "investments": "title",
    "meetings": "title place",
    "milestones": "title owner",
    "objectives": "title owner partner_owner",
    "offerings": "name",
    "omission_steps": "words",
    "omissions": "name customer decision",
    "partner_deals": "name customer deal_id stage next_step source",
    "partners": "name region",
    "recovery_plans": "title found path owner",
    "resolutions": "title why owner outcome",
    "roadmap_items": "title",
    "trainings": "person course",
}
# Words of a list, keys, digests and lists of keys: nobody can write a sentence there.
FIXED: Mapping[str, str] = {
    "actions": "criterion side state",
    "agreements": "kind",
    "aliases": "name_key verdict",
    "answers": "item mark source state",
    "assessment_events": "event",
    "assessment_lines": "prior_tier tcv_tier calculated_tier outcome granted_tier",
    "assessments": "program_version program_digest state",
    "benefit_events": "benefit event parts",
    "checklist_forms": "template period form_id kind edition digest returned_sha256",
    "checklists": "template digest period state",
    "contacts": "role side",
    "deals": "status currency",
    "evidence": "sha256 kind template period item criterion",
    "evidence_files": "sha256",
    "frozen": "program_digest readings sha256",
    "grants": "tier basis program_version program",
    "integrations": "product kind",
    "investments": "currency",
    "kept_findings": "rule",
    "ledger_marks": "mark",
    "meetings": "at_time period",
    "objectives": "currency",
    "offerings": "geographies services",
    "omission_steps": "currency tier_before tier_after",
    "omissions": "status currency state",
    "pack_plans": "kind edition plan",
    "participation_steps": "step",
    "partner_deals": "status currency",
    "partner_lists": "currency",
    "partners": "name_key",
    "put_off": "key",
    "rates": "currency rate",
    "recovery_plans": "criterion tier",
    "statements": "kind statement_id program_version",
    "trainings": "kind",
}
# Of no partner, or the archive of what went out; a plan's own words are tried with the facts.
APART = frozenset({
    "_sqlite_migrations", "checklist_templates", "imports", "journal", "packs", "program_links",
    "programs", "settings", "snapshots",
})  # fmt: skip
_DAYS = ("_on", "_date", "_at", "_as_of")
_DAY_NAMES = {"since", "until", "as_of", "available_from"}


class Planted(NamedTuple):
    """A word that stands in a column, in the rows that `where` names; `kept` from the partner."""

    table: str
    column: str
    word: str
    kept: bool
    where: str = "1"

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}" + ("" if self.where == "1" else "*")


def text_columns(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every column of every table that may hold words that somebody typed."""
    listed = {(kind.TABLE, field) for kind, field in WORDS}
    tables = connection.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    for (table,) in list(tables):
        if table in APART or table.startswith("sqlite_"):
            continue
        for _, column, kind, *_ in list(connection.rows(f"PRAGMA table_info({table})")):
            day = column.endswith(_DAYS) or column in _DAY_NAMES
            if kind == "TEXT" and not day and (table, column) not in listed:
                yield table, column


def plant(portfolio: Portfolio) -> tuple[int, list[Planted]]:
    """Put a word into every column that is kept or told; the partner, and what was planted."""
    with portfolio.change("Plant"):
        partner = _fill(portfolio)
        made = list(_words())
        internal = _internal_answers(portfolio)
        for one in made:
            portfolio.conn.execute(
                f"UPDATE {one.table} SET {one.column} = ? WHERE {one.where}", (one.word,)
            )
        made.append(Planted("answers", "value", "zqanswers", kept=True, where="internal"))
        for key in internal:
            portfolio.conn.execute("UPDATE answers SET value = 'zqanswers' WHERE id = ?", (key,))
    return partner, made


def bare(portfolio: Portfolio, partner: int, words: Sequence[Planted]) -> list[str]:
    """The columns whose word stands in no row of the partner, or of nobody's where it is apart."""
    found = []
    for one in words:
        columns = [row[1] for row in portfolio.conn.rows(f"PRAGMA table_info({one.table})")]
        own = f" AND partner_id = {partner}" if "partner_id" in columns else ""
        sql = f"SELECT count(*) FROM {one.table} WHERE {one.column} = ?{own}"
        if not portfolio.conn.value(sql, (one.word,)):
            found.append(one.name)
    return found


def _words() -> Iterator[Planted]:
    """Told ones first, so that what is kept in some rows only is written over them."""
    number = 0
    # What a rule reads as a key or an order stays as it is.
    plain = {"answers", "assessment_lines", "frozen", "partner_deals"}
    for kept, lists in ((False, TOLD), (True, KEPT)):
        for table, columns in lists.items():
            for column in columns.split():
                if kept or table not in plain:
                    number += 1
                    yield Planted(table, column, f"z{'q' if kept else 'p'}{number}x", kept)
    for table, (columns, where) in PARTLY.items():
        for column in columns.split():
            number += 1
            yield Planted(table, column, f"zq{number}x", kept=True, where=where)


def _fill(portfolio: Portfolio) -> int:
    """Give the partner a row in every table: those of another one, else made-up ones."""
    conn = portfolio.conn
    own, other = (
        int(conn.value("SELECT id FROM partners WHERE name = ?", (name,))) for name in (NAME, OTHER)
    )
    for table in (
        "benefit_events", "briefs", "evidence", "omission_steps", "omissions",
        "partner_deals", "partner_lists", "win_wires",
    ):  # fmt: skip
        conn.execute(f"UPDATE OR IGNORE {table} SET partner_id = ? WHERE partner_id = ?",
                     (own, other))  # fmt: skip
        if not conn.value(f"SELECT count(*) FROM {table} WHERE partner_id = ?", (own,)):
            conn.execute(f"UPDATE {table} SET partner_id = ?", (own,))
    for one in records.find(portfolio, Checklist, partner_id=other):
        key = checklist_id(Where(own, one.template, one.period))
        records.add(portfolio, replace(one, id=key, partner_id=own))
        conn.execute("UPDATE answers SET checklist_id = ? WHERE checklist_id = ?", (key, one.id))
    grant = int(conn.value("SELECT min(id) FROM grants WHERE partner_id = ?", (own,)))
    for record in (
        HealthOverride(1, own, "strategic", "red", "Why", EARLIER),
        PutOff(1, "key", own, EARLIER),
        ParticipationStep(1, own, "signed", EARLIER),
        Statement(1, own, "status", EARLIER, EARLIER, "Who", "id"),
        Form(1, own, "onboarding", "", "f", "pdf", "partner", "d", "F.pdf", "2026-09-30T10:00:00"),
        LedgerMark(1, int(conn.value("SELECT min(id) FROM partner_deals")), on_date=EARLIER),
    ):
        records.add(portfolio, record)
    # Taken back is one that has another after it, so that a tier is held all the same.
    records.add(portfolio, Withdrawal(1, grant, EARLIER, "Who", "Why"))
    deal = conn.value("SELECT min(id) FROM deals WHERE partner_id = ?", (own,))
    conn.execute("INSERT INTO kept_findings (deal_id, rule, reason, on_date) VALUES (?, ?, ?, ?)",
                 (deal, "stale", "Why", EARLIER.isoformat()))  # fmt: skip
    conn.execute(
        "INSERT INTO aliases (id, name, name_key, verdict, partner_id) VALUES (1, 'A', 'a',"
        " 'same', ?)",
        (own,),
    )
    # One risk that is escalated and kept from the partner beside those that are shared.
    records.add(portfolio, Concern(1, own, "risk", "Ours", EARLIER, internal=True))
    records.add(portfolio, EscalationStep(1, own, 1, 2, EARLIER, "Whom", "Who", "Why"))
    conn.execute(
        "UPDATE answers SET mark = 'waived', approver = 'Who' WHERE checklist_id IN (SELECT id"
        " FROM checklists WHERE partner_id = ? AND template = 'quarterly_review')",
        (own,),
    )
    return own


def _internal_answers(portfolio: Portfolio) -> list[int]:
    """Answers in words to questions that never leave the house."""
    found = []
    for checklist in records.find(portfolio, Checklist):
        template = by_digest(portfolio, checklist.digest)
        inside = [
            key for key, item in template.items.items() if is_internal(item) and item.kind == "text"
        ]
        for key in inside:
            found += [
                int(row)
                for (row,) in portfolio.conn.rows(
                    "SELECT id FROM answers WHERE checklist_id = ? AND item = ? AND value <> ''",
                    (checklist.id, key),
                )
            ]
    return found
