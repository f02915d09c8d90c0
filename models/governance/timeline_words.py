"""What each record tells on a partner's timeline, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from models.action import Action
from models.benefit_event import BenefitEvent
from models.benefit_words import EVENT
from models.checklist.evidence_record import Evidence
from models.checklist.periods import period_label
from models.checklist.records import Checklist, Form
from models.deal import Deal
from models.governance import (
    advocacy,
    joint_plan,
    meeting_words,
    meetings,
    milestone,
    outcomes,
    register,
    standing,
    voice,
)
from models.governance.omission_review import called, move, weighed_of
from models.health import WORDS as COLOURS
from models.issued_pack import EDITIONS
from models.ledgers import Omission, PartnerList
from models.pack_plan import KINDS as PACK_KINDS
from models.participation import WORDS as STEPS
from models.partner import Agreement, Contact, Offering, Training
from models.partner_words import AGREEMENTS
from models.program_year import AssessmentLine, ParticipationStep, Statement
from models.text import basis_text, counted, money_said
from models.two_ledgers import STATE_WORDS


@dataclass(frozen=True, slots=True)
class Names:
    """What keys and ids are called: tiers, benefits, checklists by template, omissions."""

    tiers: Mapping[str, str] = field(default_factory=dict)
    benefits: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    omissions: Mapping[int, str] = field(default_factory=dict)
    concerns: Mapping[int, str] = field(default_factory=dict)
    meetings: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GrantRow:
    """The part of a grant that the timeline tells."""

    TABLE = "grants"
    id: int
    partner_id: int
    tier: str
    basis: str
    from_on: date
    reason: str
    approver: str


@dataclass(frozen=True, slots=True)
class PackRow:
    """The part of an issued pack that the timeline tells; its facts are not read for it."""

    TABLE = "packs"
    id: int
    partner_id: int
    kind: str
    edition: str
    title: str
    pages: int
    made_at: str


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


# ---- tier and program --------------------------------------------------------------------------


def step(one: ParticipationStep, names: Names) -> tuple[str, str, str, str]:
    return STEPS.get(one.step, one.step), one.why, "", one.by_whom


def grant(one: GrantRow, names: Names) -> tuple[str, str, str, str]:
    tier = names.tiers.get(one.tier, one.tier)
    return f"{tier} granted", _joined(basis_text(one.basis), one.reason), "", one.approver


def signed(one: AssessmentLine, names: Names) -> tuple[str, str, str, str]:
    tier = names.tiers.get(one.granted_tier, one.granted_tier)
    calculated = names.tiers.get(one.calculated_tier, one.calculated_tier)
    said = f"January assessment signed off: {tier or 'no tier'}"
    return said, _joined(f"Calculated {calculated}", one.reason), "", one.signed_by


# ---- meetings ----------------------------------------------------------------------------------


def held(one: meetings.Meeting, names: Names) -> tuple[str, str, str, str]:
    return f"{meeting_words.title_of(one)} held", one.place, "", ""


def cancelled(one: meetings.Meeting, names: Names) -> tuple[str, str, str, str]:
    return f"{meeting_words.title_of(one)} was cancelled", "", "", ""


def infraction(one: meetings.Infraction, names: Names) -> tuple[str, str, str, str]:
    return f"Infraction {one.state}: {one.cause}", one.reason, "partner", one.decided_by


def resolved(one: outcomes.Resolution, names: Names) -> tuple[str, str, str, str]:
    word = "Decided" if one.state == "taken" else "Decision dropped"
    return f"{word}: {one.title}", one.outcome or one.why, one.side, one.owner


# ---- deals and lists ---------------------------------------------------------------------------


def deal_told(word: str) -> Callable[[Deal, Names], tuple[str, str, str, str]]:
    def make(one: Deal, names: Names) -> tuple[str, str, str, str]:
        name = one.name or one.customer or "Unnamed deal"
        worth = money_said(one.tcv_minor, one.currency)
        return f"{word}: {name}", _joined(one.customer if one.name else "", worth), "", ""

    return make


def their_list(one: PartnerList, names: Names) -> tuple[str, str, str, str]:
    said = f"{counted(one.theirs, 'deal')}, {one.agreed:,} agreed with ours"
    return "Their own list of deals came", _joined(said, one.file), "partner", ""


def flagged(one: Omission, names: Names) -> tuple[str, str, str, str]:
    return f"Omission flagged: {called(one)}", one.reason, "partner", ""


def omission(one: standing.OmissionStep, names: Names) -> tuple[str, str, str, str]:
    told = {
        "under_review": "Omission under review",
        "more_information": move("ask").told,
        "accepted": "Omission accepted",
        "rejected": "Omission rejected",
        "withdrawn": "Omission withdrawn",
    }.get(one.state, STATE_WORDS.get(one.state, one.state))
    weighed = weighed_of(one)
    figures = weighed.words if weighed is not None and weighed.known else ""
    name = names.omissions.get(one.omission_id, "a deal")
    return f"{told}: {name}", _joined(one.words or one.note, figures), "", one.by_whom


# ---- risks, recovery, actions ------------------------------------------------------------------


def raised(one: register.Concern, names: Names) -> tuple[str, str, str, str]:
    return f"{one.kind.capitalize()} raised: {one.title}", one.detail, one.side, one.raised_by


def closed(one: register.Concern, names: Names) -> tuple[str, str, str, str]:
    return f"{one.kind.capitalize()} closed: {one.title}", one.outcome, one.side, one.owner


def escalated(one: register.EscalationStep, names: Names) -> tuple[str, str, str, str]:
    what = names.concerns.get(one.concern_id, "a concern")
    said = f"Escalated to level {one.level}: {what}" if one.level else f"Taken back: {what}"
    to = f"To {one.to_whom}" if one.to_whom else ""
    return said, _joined(to, one.reason), "", one.by_whom


def recovery(one: register.RecoveryPlan, names: Names) -> tuple[str, str, str, str]:
    return f"Recovery plan begun: {one.title}", one.found, one.side, one.owner


def recovered(one: register.RecoveryPlan, names: Names) -> tuple[str, str, str, str]:
    word = {"met": "met", "dropped": "dropped", "declined": "declined"}.get(one.state, one.state)
    return f"Recovery plan {word}: {one.title}", one.outcome, one.side, one.owner


def action_made(one: Action, names: Names) -> tuple[str, str, str, str]:
    return f"Action planned: {one.title}", one.detail, one.side, one.owner


def action_done(one: Action, names: Names) -> tuple[str, str, str, str]:
    word = "done" if one.state == "done" else "dropped"
    return f"Action {word}: {one.title}", one.reason, one.side, one.owner


def milestone_words(one: milestone.Milestone, names: Names) -> tuple[str, str, str, str]:
    return f"Milestone reached: {one.title}", "", one.side, one.owner


def initiative_told(
    word: str,
) -> Callable[[joint_plan.Initiative, Names], tuple[str, str, str, str]]:
    def make(one: joint_plan.Initiative, names: Names) -> tuple[str, str, str, str]:
        return f"Initiative {word}: {one.title}", one.detail, one.side, one.owner

    return make


def spent(one: joint_plan.Investment, names: Names) -> tuple[str, str, str, str]:
    worth = money_said(one.minor, one.currency) if one.minor else ""
    return f"Invested: {one.title}", worth, one.side, ""


def override(one: standing.HealthOverride, names: Names) -> tuple[str, str, str, str]:
    colour = COLOURS.get(one.colour, one.colour)
    return f"{one.view.capitalize()} health set by hand: {colour}", one.reason, "", one.by_whom


# ---- benefits, checklists, papers --------------------------------------------------------------


def benefit(one: BenefitEvent, names: Names) -> tuple[str, str, str, str]:
    name = names.benefits.get(one.benefit, one.benefit)
    return f"{EVENT.get(one.event, one.event)}: {name}", one.note, "", one.by_whom


def begun(one: Checklist, names: Names) -> tuple[str, str, str, str]:
    return f"Checklist begun: {_list_name(one, names)}", "", "", one.started_by


def done(one: Checklist, names: Names) -> tuple[str, str, str, str]:
    return f"Checklist closed: {_list_name(one, names)}", "", "", one.closed_by


def sent(one: Form, names: Names) -> tuple[str, str, str, str]:
    return f"Form made to be filled in: {_list_name(one, names)}", one.file, "host", one.exported_by


def returned(one: Form, names: Names) -> tuple[str, str, str, str]:
    return f"Form came back: {_list_name(one, names)}", one.file, "partner", ""


def _list_name(one: Checklist | Form, names: Names) -> str:
    name = names.lists.get(one.template, one.template)
    try:
        when = period_label(one.period)
    except ValueError:
        when = one.period
    return f"{name}, {when}" if when else name


def added(one: Evidence, names: Names) -> tuple[str, str, str, str]:
    about = names.omissions.get(one.record_id, "")
    return f"Evidence added: {one.file}", f"For the omission {about}" if about else "", "", (
        one.added_by
    )  # fmt: skip


def verified(one: Evidence, names: Names) -> tuple[str, str, str, str]:
    return f"Evidence verified: {one.file}", "", "", one.reviewer


def ran_out(one: Evidence, names: Names) -> tuple[str, str, str, str]:
    return f"Last day of evidence: {one.file}", "", "", ""


def paper_told(word: str) -> Callable[[Agreement, Names], tuple[str, str, str, str]]:
    def make(one: Agreement, names: Names) -> tuple[str, str, str, str]:
        return f"{AGREEMENTS.get(one.kind, one.kind)} {word}", "", "", ""

    return make


def joined_in(one: Contact, names: Names) -> tuple[str, str, str, str]:
    return f"{one.name} in place", one.role.capitalize(), one.side, one.name


def left(one: Contact, names: Names) -> tuple[str, str, str, str]:
    return f"{one.name} no longer in place", one.role.capitalize(), one.side, one.name


def offering(one: Offering, names: Names) -> tuple[str, str, str, str]:
    return f"Offering available: {one.name}", "", "partner", ""


def trained(one: Training, names: Names) -> tuple[str, str, str, str]:
    return f"{one.person} trained", _joined(one.kind, one.course), "partner", one.person


# ---- enablement, packs -------------------------------------------------------------------------


def session(one: advocacy.TrainingSession, names: Names) -> tuple[str, str, str, str]:
    who = f"{one.audience} on {one.topic}"
    people = counted(one.people, "person", "people") if one.people else ""
    return f"Training given: {one.title or who}", _joined(who, people), "partner", one.trainer


def spoke(one: advocacy.Advocacy, names: Names) -> tuple[str, str, str, str]:
    return f"Spoke for the alliance: {one.title}", one.audience, one.side, one.person


def reference(one: voice.Reference, names: Names) -> tuple[str, str, str, str]:
    what = one.kind.replace("_", " ").capitalize()
    return f"{what} {one.state}: {one.customer}", one.note, "", one.contact


def wire(one: voice.WinWire, names: Names) -> tuple[str, str, str, str]:
    return f"Win wire published: {one.title}", one.client, "host", ""


def brief(one: advocacy.Brief, names: Names) -> tuple[str, str, str, str]:
    word = "Field readiness kit" if one.kind == "kit" else "Solution brief"
    return f"{word} published: {one.title}", "", "host", ""


def shipped(one: voice.RoadmapItem, names: Names) -> tuple[str, str, str, str]:
    return f"Shipped: {one.title}", one.note, one.side, ""


def asked(one: advocacy.Inquiry, names: Names) -> tuple[str, str, str, str]:
    return f"Inquiry received: {one.subject or 'no subject'}", "", "partner", one.sender


def answered(one: advocacy.Inquiry, names: Names) -> tuple[str, str, str, str]:
    return f"Inquiry answered: {one.subject or 'no subject'}", one.answer, "host", one.owner


def pack(one: PackRow, names: Names) -> tuple[str, str, str, str]:
    what = PACK_KINDS.get(one.kind, one.kind)
    said = _joined(EDITIONS.get(one.edition, one.edition), counted(one.pages, "page"))
    return f"Pack issued: {one.title or what}", said, "host", ""


def made(one: Statement, names: Names) -> tuple[str, str, str, str]:
    word = "Assessment letter" if one.kind == "assessment" else "Status statement"
    return f"{word} made", one.note, "host", ""


def went(one: Statement, names: Names) -> tuple[str, str, str, str]:
    word = "Assessment letter" if one.kind == "assessment" else "Status statement"
    return f"{word} sent", f"To {one.recipient}" if one.recipient else "", "host", ""
