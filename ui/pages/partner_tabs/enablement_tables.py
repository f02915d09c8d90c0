"""The tables of a partner's enablement: roadmap items, sessions about them, training given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from models.benefit_words import given_words, state_words
from models.benefits import Line
from models.errors import UserError
from models.governance import enablement, roadmap
from models.governance.advocacy import TrainingSession
from models.governance.meetings import Meeting
from models.governance.voice import RoadmapItem
from models.store.enablement import RoadmapSession
from models.text import NONE, day_text, lower_first
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable
from ui.tables.columns import Column
from ui.tables.record_choice import record_choice
from ui.widgets.field_values import FieldKind, field_kind, str_or_empty

SHOWN = {"": "Not said", "both": "Both", "partner": "Partner’s only", "host": "Host’s only"}
_MOST = 1_000_000
_STATES = {"planned": "Planned", "held": "Held", "cancelled": "Cancelled"}


def count_kind(label: str) -> FieldKind:
    """A whole number from 0 on; blank is 0."""

    def read(text: str) -> int:
        words = text.strip().replace(",", "") or "0"
        if not words.isascii() or not words.isdigit() or int(words) > _MOST:
            raise UserError(f"{label} takes a whole number.", "Type one, such as 12.")
        return int(words)

    return FieldKind("text", read, lambda value: f"{value:,}" if value else NONE, str_or_empty)


def item_table(today: date, offered: Offered) -> RecordTable:
    return RecordTable(
        "Roadmap items",
        [
            Field("title", "Item", field_kind("text", required="Item"), 240, stretch=True),
            Field(
                "side",
                "Side",
                field_kind("choice", choices=list(roadmap.SIDE.items())),
                92,
                lesser=1,
            ),
            Field("on_date", "Out on", field_kind("date", today=today), 112),
            Field(
                "state",
                "State",
                field_kind("choice", choices=list(roadmap.STATE.items())),
                112,
                tone=offered.item_tone,
            ),
            Field("offering_id", "Offering", offered.offerings, 170, lesser=2),
            Field("depends_on", "Needs", offered.needs, 180, lesser=3),
            Field("note", "Note", field_kind("text"), 160, lesser=4),
        ],
        Keeping(
            RoadmapItem,
            "roadmap item",
            lambda item: f"“{item.title}”",
            "git-branch",
            "title",
            defaults={"title": "New item", "side": "partner"},
        ),
        hint="What each side brings out and when, so that offerings, sales and training can be "
        "planned together.",
    )


def session_table() -> RecordTable:
    """Meetings about the roadmaps; they are planned and held where meetings are."""
    return RecordTable(
        "Roadmap sessions",
        [
            Column("Day", lambda row: row.meeting.on_date, role="date",
                   text=lambda row: day_text(row.meeting.on_date), width=112, name="day"),
            Column("Session", lambda row: row.meeting.title or "Roadmap session", width=220,
                   stretch=True, name="title"),
            Column("State", lambda row: _STATES.get(row.meeting.state, row.meeting.state),
                   width=96, name="state"),
            Field("shown", "Roadmaps shown", field_kind("choice", choices=list(SHOWN.items())),
                  150, lambda row: row.meeting.shown),
            Column("Benefits ledger", _logged, role="status", tone=_logged_tone, width=190,
                   name="logged"),
        ],
        Keeping(Meeting, "roadmap session", _session_title, "calendar"),
        hint="A session is a meeting of its own kind. Plan one, and say afterwards whether both "
        "roadmaps were shown.",
    )  # fmt: skip


def training_table(today: date) -> RecordTable:
    audiences, topics = list(enablement.AUDIENCE.items()), list(enablement.TOPIC_SHORT.items())
    return RecordTable(
        "Training sessions",
        [
            Field("on_date", "Day", field_kind("date", today=today, required="Day"), 112),
            Field("audience", "Audience", field_kind("choice", choices=audiences), 122),
            Field("topic", "Topic", field_kind("choice", choices=topics), 112, lesser=2),
            Field("title", "Session", field_kind("text"), 220, stretch=True),
            Field("people", "People", count_kind("People"), 84, role="number", lesser=1),
            Field("trainer", "Trainer", field_kind("text"), 160, lesser=3),
            Field("note", "Note", field_kind("text"), 140, lesser=4),
        ],
        Keeping(
            TrainingSession,
            "training session",
            _training_title,
            "graduation-cap",
            "title",
            defaults={"audience": "sellers", "topic": "selling"},
        ),
        hint="The partner trains without charge and without limit; what it held is told here. "
        "People who count towards a tier are listed under Offerings and training.",
    )


class Offered:
    """What the cells of an item may name: the partner's offerings, and its other items."""

    def __init__(self) -> None:
        self.today = date(2000, 1, 1)
        self._offerings: Mapping[int, str] = {}
        self._items: Sequence[RoadmapItem] = ()

    def set(self, items: Sequence[RoadmapItem], offerings: Mapping[int, str], today: date) -> None:
        self._items, self._offerings, self.today = items, offerings, today

    def offerings(self, _: Any) -> FieldKind:
        return record_choice("None", self._offerings.items())

    def needs(self, row: RoadmapItem) -> FieldKind:
        known = [(one.id, one.title) for one in self._items if one.id != row.id]
        return record_choice("Nothing", known)

    def item_tone(self, item: RoadmapItem) -> str:
        if roadmap.late(item, self.today):
            return "short"
        return {"shipped": "met", "dropped": "text_3"}.get(item.state, "text")


def given_line(line: Line | None) -> str:
    """What the ledger of the year says of roadmap overviews."""
    if line is None:
        return "The program in force has no roadmap overviews among its benefits."
    given = lower_first(given_words(line))
    if line.state == "not_included":
        return f"{line.benefit.label}: {given}"
    return f"{line.benefit.label}: {lower_first(state_words(line))} ({given})"


def to_log(meetings: Sequence[RoadmapSession]) -> RoadmapSession | None:
    """The newest session that the ledger lacks."""
    return next((one for one in meetings if one.whole and not one.logged), None)


def _logged(row: RoadmapSession) -> str:
    if row.logged:
        return "Logged as delivered"
    if row.meeting.state != "held":
        return NONE
    return "To be logged" if row.whole else "Not both shown"


def _logged_tone(row: RoadmapSession) -> str:
    if row.logged:
        return "met"
    return "at_risk" if row.meeting.state == "held" else "no_data"


def _session_title(row: RoadmapSession) -> str:
    return f"the session of {day_text(row.meeting.on_date)}"


def _training_title(one: TrainingSession) -> str:
    return f"“{one.title}”" if one.title else f"the training of {day_text(one.on_date)}"
