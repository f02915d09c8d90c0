"""Every record of the year's governance, and the words that each of their fields may hold."""

from collections.abc import Mapping
from typing import Any

from models.action import Action
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
from models.health import BELOW, HEALTH_VIEWS, NEAR, ON_TARGET
from models.ledgers import OMISSION_STATES
from models.partner import SIDES

RECORDS: tuple[type[Any], ...] = (
    meetings.Meeting,
    meetings.Attendee,
    meetings.Infraction,
    outcomes.Resolution,
    meetings.ReviewBlock,
    outcomes.DealNote,
    register.Concern,
    register.EscalationStep,
    register.RecoveryPlan,
    milestone.Milestone,
    joint_plan.Objective,
    joint_plan.Initiative,
    joint_plan.Investment,
    joint_plan.ObjectiveDeal,
    voice.RoadmapItem,
    advocacy.TrainingSession,
    advocacy.Advocacy,
    voice.Reference,
    voice.WinWire,
    advocacy.Brief,
    advocacy.Inquiry,
    advocacy.ProgramLink,
    standing.HealthOverride,
    standing.PutOff,
    standing.OmissionStep,
)
_LEVELS = (1, 2, 3, 4, 5)
# What a text that is more than words has to look like, and numbers that are never below zero.
LOOKS: Mapping[tuple[type[Any], str], str] = {
    (meetings.Meeting, "at_time"): r"(([01]\d|2[0-3]):[0-5]\d)?",
    (meetings.Meeting, "period"): r"(\d{4}-(0[1-9]|1[0-2]))?",
}
COUNTED = frozenset(
    {
        (meetings.Meeting, "minutes"),
        (register.EscalationStep, "level"),
        (advocacy.TrainingSession, "people"),
    }
)
WORDS: Mapping[tuple[type[Any], str], tuple[Any, ...]] = {
    (meetings.Meeting, "kind"): meetings.MEETING_KINDS,
    (meetings.Meeting, "state"): meetings.MEETING_STATES,
    (meetings.Meeting, "with_whom"): meetings.WITH_WHOM,
    (meetings.Meeting, "shown"): meetings.SHOWN,
    (meetings.Attendee, "side"): SIDES,
    (meetings.Infraction, "state"): meetings.INFRACTION_STATES,
    (outcomes.Resolution, "state"): outcomes.RESOLUTION_STATES,
    (outcomes.Resolution, "side"): SIDES,
    (meetings.ReviewBlock, "purpose"): meetings.PURPOSES,
    (Action, "purpose"): ("", *meetings.PURPOSES),
    (register.Concern, "kind"): register.CONCERN_KINDS,
    (register.Concern, "state"): register.CONCERN_STATES,
    (register.Concern, "side"): SIDES,
    (register.Concern, "likelihood"): _LEVELS,
    (register.Concern, "impact"): _LEVELS,
    (register.RecoveryPlan, "state"): register.PLAN_STATES,
    (register.RecoveryPlan, "side"): SIDES,
    (milestone.Milestone, "of_kind"): milestone.MILESTONE_OF,
    (milestone.Milestone, "side"): SIDES,
    (joint_plan.Objective, "kind"): joint_plan.OBJECTIVE_KINDS,
    (joint_plan.Objective, "unit"): joint_plan.OBJECTIVE_UNITS,
    (joint_plan.Objective, "state"): joint_plan.OBJECTIVE_STATES,
    (joint_plan.Objective, "measured"): joint_plan.MEASURED,
    (joint_plan.Initiative, "state"): joint_plan.INITIATIVE_STATES,
    (joint_plan.Initiative, "side"): SIDES,
    (joint_plan.Investment, "state"): joint_plan.INVESTMENT_STATES,
    (joint_plan.Investment, "side"): SIDES,
    (voice.RoadmapItem, "state"): voice.ROADMAP_STATES,
    (voice.RoadmapItem, "side"): SIDES,
    (advocacy.TrainingSession, "audience"): voice.AUDIENCES,
    (advocacy.TrainingSession, "topic"): voice.TOPICS,
    (advocacy.Advocacy, "kind"): advocacy.ADVOCACY_KINDS,
    (advocacy.Advocacy, "side"): SIDES,
    (voice.Reference, "kind"): voice.REFERENCE_KINDS,
    (voice.Reference, "state"): voice.REFERENCE_STATES,
    (voice.WinWire, "state"): voice.DRAFT_STATES,
    (advocacy.Brief, "kind"): advocacy.BRIEF_KINDS,
    (advocacy.Brief, "state"): voice.DRAFT_STATES,
    (advocacy.Inquiry, "kind"): advocacy.INQUIRY_KINDS,
    (standing.HealthOverride, "view"): HEALTH_VIEWS,
    (standing.HealthOverride, "colour"): (ON_TARGET, NEAR, BELOW),
    (standing.OmissionStep, "state"): OMISSION_STATES,
}
