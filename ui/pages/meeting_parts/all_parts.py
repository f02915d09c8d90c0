"""The parts of a meeting's page in the order in which they stand below its head."""

from ui.pages.meeting_parts.base import MeetingPart

PARTS: tuple[type[MeetingPart], ...] = ()
