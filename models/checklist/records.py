"""What a portfolio keeps of checklists: begun ones, answers, evidence, templates, forms sent."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

MARKS = ("", "in_progress", "in_review", "waived")
CHECKLIST_STATES = ("open", "closed")
TEMPLATE_STATES = ("in_use", "kept", "retired", "draft")
FORM_KINDS = ("pdf", "xlsx")


@dataclass(frozen=True, slots=True)
class Where:
    """Which checklist: of whom, by which template, for which period ("" where done once)."""

    partner_id: int
    template: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist that was begun for a partner; it keeps the template version it began with.

    `template` is the template's key, `digest` that of the kept text. `period` is "" for one that is
    done once, "2026" or "2026-Q4". Its id is derived from partner, template and period, so that
    two laptops that begin the same one have the same row.
    """

    TABLE: ClassVar[str] = "checklists"
    id: int
    partner_id: int
    template: str
    version: int
    digest: str
    period: str
    due_on: date | None
    started_on: date
    started_by: str = ""
    state: str = "open"
    closed_on: date | None = None
    closed_by: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one item of a begun checklist; its id is derived from both.

    `value` is the canonical text of models.checklist.values; blank is no answer. `mark` is set by a
    person where the state does not follow from the value: in progress, in review, or waived with
    `reason`, `approver` and `until_on`. `source` says where the value came from: blank is typed,
    "records" was frozen from the records at closing (`reason` then has their sentence, `state` what
    they decided), "copied" is last time's answer, otherwise the form it came back with.
    `carried_from` is the answer of the period before that was open.
    """

    TABLE: ClassVar[str] = "answers"
    id: int
    checklist_id: int
    item: str
    value: str = ""
    note: str = ""
    owner: str = ""
    due_on: date | None = None
    mark: str = ""
    reason: str = ""
    approver: str = ""
    until_on: date | None = None
    answered_at: str = ""
    answered_by: str = ""
    source: str = ""
    carried_from: int = 0
    state: str = ""


@dataclass(frozen=True, slots=True)
class KeptTemplate:
    """The text of a template that the portfolio holds itself; `digest` is its SHA-256.

    `in_use` is one that a person made or edited here, `kept` the text that a begun checklist needs,
    `retired` is offered no more, `draft` is being edited and asks nobody anything.
    """

    TABLE: ClassVar[str] = "checklist_templates"
    id: int
    key: str
    version: int
    name: str
    digest: str
    text: str
    state: str
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A checklist that went out to be filled in elsewhere, and whether it came back."""

    TABLE: ClassVar[str] = "checklist_forms"
    id: int
    partner_id: int
    template: str
    period: str
    form_id: str
    kind: str
    edition: str
    digest: str
    file: str
    exported_at: str
    exported_by: str = ""
    returned_at: str = ""
    returned_sha256: str = ""
