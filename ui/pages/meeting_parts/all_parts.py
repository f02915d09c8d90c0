"""The parts of a meeting's page in the order in which they stand below its head."""

from ui.pages.meeting_parts.base import MeetingPart
from ui.pages.meeting_parts.outcome import OutcomePart
from ui.pages.meeting_parts.pipeline_review import PipelineReviewPart

PARTS: tuple[type[MeetingPart], ...] = (PipelineReviewPart, OutcomePart)
