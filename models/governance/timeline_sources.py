"""Which records a partner's timeline tells: on which day each, under which kind, and where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.action import Action
from models.benefit_event import BenefitEvent
from models.checklist.evidence_record import Evidence
from models.checklist.records import Checklist, Form
from models.deal import Deal
from models.governance import (
    advocacy,
    joint_plan,
    meetings,
    milestone,
    outcomes,
    register,
    standing,
    voice,
)
from models.governance import timeline_words as words
from models.governance.timeline import Entry
from models.governance.timeline_words import Names
from models.ledgers import Omission, PartnerList
from models.partner import Agreement, Contact, Offering, Training
from models.program_year import AssessmentLine, ParticipationStep, Statement


@dataclass(frozen=True, slots=True)
class Told:
    """One kind of event: the records of `table` that `where` picks, each on its day in `day`.

    `make` gives title, detail, side and person. A moment (ISO, UTC) is told on the day it was here.
    """

    record: type[Any]
    day: str
    kind: str
    make: Callable[[Any, Names], tuple[str, str, str, str]]
    tab: str = ""
    where: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    moment: bool = False
    page: str = "partner"

    @property
    def table(self) -> str:
        return str(self.record.TABLE)

    @property
    def key(self) -> str:
        """What tells its entries from those of the same record on another day."""
        return f"{self.table}:{self.day}"

    def entry(self, record: Any, names: Names) -> Entry:
        title, detail, side, who = self.make(record, names)
        on = getattr(record, self.day)
        if self.moment:
            on = datetime.fromisoformat(on).astimezone().date()
        # What was said at a meeting is at home there, what stands on its own is on its tab.
        meeting = record.id if self.table == "meetings" else getattr(record, "meeting_id", 0)
        there = self.page == "meeting" and bool(meeting)
        return Entry(
            f"{self.key}:{record.id:020d}", on, self.kind, " ".join(title.split()),
            " ".join(detail.split()), side, who, page="meeting" if there else "partner",
            tab=self.tab, table=self.table, record_id=meeting if there else record.id,
        )  # fmt: skip


TOLD: tuple[Told, ...] = (
    Told(ParticipationStep, "on_date", "tier", words.step, "overview"),
    Told(words.GrantRow, "from_on", "tier", words.grant, "scorecard"),
    Told(AssessmentLine, "signed_on", "tier", words.signed, "scorecard"),
    Told(meetings.Meeting, "on_date", "meetings", words.held, "meetings",
         {"state": ("held",)}, page="meeting"),
    Told(meetings.Meeting, "on_date", "meetings", words.cancelled, "meetings",
         {"state": ("cancelled",)}, page="meeting"),
    Told(meetings.Infraction, "decided_on", "meetings", words.infraction, "meetings",
         page="meeting"),
    Told(outcomes.Resolution, "decided_on", "meetings", words.resolved, "register",
         page="meeting"),
    Told(Deal, "registered_on", "deals", words.deal_told("Deal registered"), "deals"),
    Told(Deal, "close_date", "deals", words.deal_told("Won"), "deals", {"status": ("won",)}),
    Told(Deal, "close_date", "deals", words.deal_told("Lost"), "deals", {"status": ("lost",)}),
    Told(PartnerList, "listed_on", "omissions", words.their_list, "their_pipeline"),
    Told(Omission, "flagged_on", "omissions", words.flagged, "omissions"),
    Told(standing.OmissionStep, "on_date", "omissions", words.omission, "omissions",
         {"state": ("under_review", "more_information", "accepted", "rejected", "withdrawn")}),
    Told(register.Concern, "raised_on", "risks", words.raised, "register"),
    Told(register.Concern, "closed_on", "risks", words.closed, "register"),
    Told(register.EscalationStep, "on_date", "risks", words.escalated, "register"),
    Told(register.RecoveryPlan, "started_on", "risks", words.recovery, "register",
         {"state": ("open", "met", "dropped")}),
    Told(register.RecoveryPlan, "closed_on", "risks", words.recovered, "register"),
    Told(Action, "made_on", "actions", words.action_made, "register"),
    Told(Action, "done_on", "actions", words.action_done, "register"),
    Told(milestone.Milestone, "done_on", "plan", words.milestone_words, "joint_plan",
         {"of_kind": ("initiative",)}),
    Told(milestone.Milestone, "done_on", "risks", words.milestone_words, "register",
         {"of_kind": ("recovery",)}),
    Told(joint_plan.Initiative, "starts_on", "plan", words.initiative_told("begun"), "joint_plan",
         {"state": ("under_way", "done")}),
    Told(joint_plan.Initiative, "ends_on", "plan", words.initiative_told("done"), "joint_plan",
         {"state": ("done",)}),
    Told(joint_plan.Investment, "on_date", "plan", words.spent, "joint_plan",
         {"state": ("spent",)}),
    Told(standing.HealthOverride, "on_date", "health", words.override, "health"),
    Told(BenefitEvent, "on_date", "benefits", words.benefit, "benefits"),
    Told(Checklist, "started_on", "checklists", words.begun, "checklists"),
    Told(Checklist, "closed_on", "checklists", words.done, "checklists"),
    Told(Form, "exported_at", "checklists", words.sent, "checklists", moment=True),
    Told(Form, "returned_at", "checklists", words.returned, "checklists", moment=True),
    Told(Evidence, "added_on", "checklists", words.added, "evidence"),
    Told(Evidence, "verified_on", "checklists", words.verified, "evidence"),
    Told(Evidence, "expires_on", "checklists", words.ran_out, "evidence", {"replaced_by": (0,)}),
    Told(Contact, "since", "people", words.joined_in, "people"),
    Told(Contact, "until", "people", words.left, "people"),
    Told(Agreement, "signed_on", "people", words.paper_told("signed"), "people"),
    Told(Agreement, "expires_on", "people", words.paper_told("ran out"), "people"),
    Told(Offering, "available_from", "people", words.offering, "offerings"),
    Told(Training, "completed_on", "people", words.trained, "people"),
    Told(advocacy.TrainingSession, "on_date", "advocacy", words.session, "enablement"),
    Told(advocacy.Advocacy, "on_date", "advocacy", words.spoke, "advocacy"),
    Told(voice.Reference, "on_date", "advocacy", words.reference, "advocacy"),
    Told(voice.WinWire, "published_on", "advocacy", words.wire, "advocacy",
         {"state": ("published",)}),
    Told(advocacy.Brief, "published_on", "advocacy", words.brief, "advocacy",
         {"state": ("published",)}),
    Told(voice.RoadmapItem, "on_date", "advocacy", words.shipped, "enablement",
         {"state": ("shipped",)}),
    Told(advocacy.Inquiry, "received_on", "advocacy", words.asked, "advocacy"),
    Told(advocacy.Inquiry, "answered_on", "advocacy", words.answered, "advocacy"),
    Told(words.PackRow, "made_at", "packs", words.pack, "packs", moment=True),
    Told(Statement, "as_of", "packs", words.made, "packs"),
    Told(Statement, "sent_on", "packs", words.went, "packs"),
)  # fmt: skip
# The kind that edits of a table are told under, and the tab that shows them.
EDITS: Mapping[str, tuple[str, str]] = {
    **{told.table: (told.kind, told.tab) for told in reversed(TOLD)},
    "partners": ("other", "overview"),
    "integrations": ("people", "offerings"),
    "frozen": ("tier", "scorecard"),
    "withdrawals": ("tier", "scorecard"),
    "assessment_events": ("tier", "scorecard"),
    "aliases": ("other", "overview"),
    "pack_plans": ("packs", "packs"),
    "logos": ("packs", "packs"),
    "answers": ("checklists", "checklists"),
    "kept_findings": ("deals", "deals"),
    "partner_deals": ("omissions", "their_pipeline"),
    "ledger_marks": ("omissions", "their_pipeline"),
    "attendees": ("meetings", "meetings"),
    "review_blocks": ("meetings", "meetings"),
    "deal_notes": ("deals", "deals"),
    "objectives": ("plan", "joint_plan"),
    "objective_deals": ("plan", "joint_plan"),
    "put_off": ("other", "overview"),
}
