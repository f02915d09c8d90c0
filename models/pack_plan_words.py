"""What changes on a pack's plan, as the step that undo names; how much a cover has room for."""

from dataclasses import replace

from models.pack_plan import USUAL, PackPlan

# What the cover has room for.
MOST_TITLE = 90
MOST_LINE = 90
MOST_ATTENDEES = 12

_NAMES = {
    "full": "pack",
    "short": "short pack",
    "pipeline_review": "pipeline review",
    "briefing": "briefing",
    "mid_year": "mid-year status",
}
_DOES = {
    "title": "Set the title of",
    "order": "Order the sections of",
    "left_out": "Choose the sections of",
    "words": "Write in",
    "asks": "Set the decisions of",
    "meeting_on": "Set the meeting of",
    "place": "Set the meeting of",
    "attendees": "Set who attends",
    "confidentiality": "Set the confidentiality of",
}


def step_label(before: PackPlan, after: PackPlan, partner: str) -> str:
    """The step from one plan to the other: "Order the sections of the briefing for Tarnwick"."""
    does = {words for name, words in _DOES.items() if getattr(before, name) != getattr(after, name)}
    verb = does.pop() if len(does) == 1 else "Change"
    return f"{verb} the {_NAMES[after.kind]} for {partner}"


def usual_label(kind: str, partner: str) -> str:
    return f"Back to the usual {_NAMES[kind]} for {partner}"


def audience_label(kind: str, partner: str) -> str:
    return f"Set who reads the {_NAMES[kind]} for {partner}"


def is_usual(plan: PackPlan) -> bool:
    """Whether nobody has decided anything about it; the logo is the partner's, not the pack's."""
    return replace(plan, logo=b"") == replace(USUAL, kind=plan.kind)
