"""A checklist with an item of every kind, for what is filled in elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from models.checklist.filled import Filled, lines_of
from models.checklist.records import Answer, Checklist
from models.checklist.sending import Sending
from models.checklist.states import Derived
from models.checklist.template import Choice, Condition, Item, Section, Template

TODAY = date(2026, 11, 24)
ITEMS = (
    Item("deals_registered", "Is every open deal registered?", "yes_no", side="joint",
         help="{open_deals} are open; registering protects your margin."),
    Item("deals_missing", "Which deals are missing?", "text", side="partner",
         when=Condition("deals_registered", ("no", "partly"))),
    Item("trained", "How many technical people finished the training?", "number", side="partner",
         unit="people", target=3),
    Item("budget", "Marketing budget agreed for the quarter", "money", side="joint"),
    Item("next_visit", "When do we meet next?", "date", side="joint"),
    Item("health", "How is the relationship?", "choice", side="partner",
         choices=(Choice("good", "Good"), Choice("fair", "Fair, needs care", "in_progress"),
                  Choice("poor", "Poor", "not_met"))),
    Item("people", "Who works with us?", "people", side="partner"),
    Item("plan", "Joint business plan", "file", side="partner"),
)  # fmt: skip
OTHERS = (
    Item("technical", "Technical resources", "yes_no", criterion="technical_resources"),
    Item("sponsor", "Have we named an executive sponsor?", "yes_no"),
    Item("margin_secret", "Would we give up the margin?", "text", internal=True, side="ours"),
)
TEMPLATE = Template(
    "quarterly", "Quarterly partner review", 3, "Where we stand", "quarter", "participating",
    (Section("pipeline", "Pipeline and people", ITEMS), Section("rest", "Standing", OTHERS)),
    due=15, digest="d" * 64,
)  # fmt: skip
DERIVED = {"technical": Derived("yes", "met", "3 of 3 technical resources", "people")}


def answer(item: str, value: str = "", **more: Any) -> Answer:
    return replace(Answer(hash(item) % 10**9, 7, item, value), **more)


def filled(
    answers: Mapping[str, Answer] | None = None,
    *,
    template: Template = TEMPLATE,
    partner: str = "Northwind",
    closed: bool = False,
) -> Filled:
    """The checklist of a partner for the last quarter of 2026, with these answers."""
    checklist = None
    if answers is not None or closed:
        state = "closed" if closed else "open"
        checklist = Checklist(
            7, 11, template.key, template.version, template.digest, "2026-Q4",
            date(2027, 1, 15), TODAY, state=state,
        )  # fmt: skip
    lines = lines_of(
        template, answers or {}, {}, DERIVED, "premier", TODAY, {"open_deals": "14 open deals"}, {},
        closed,
    )  # fmt: skip
    return Filled(
        11, partner, "premier", template, "2026-Q4", date(2027, 1, 15), TODAY, lines, checklist,
    )  # fmt: skip


def sending(edition: str = "partner", **more: Any) -> Sending:
    made = Sending(
        "7F3A-22C1", "portfolio-1", "Europe", edition, "2026-11-24T10:00:00+00:00", "Fjord Security"
    )
    return replace(made, **more)
