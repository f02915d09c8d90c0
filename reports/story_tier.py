"""What the tier pages say: what limits the next tier, who does what about it, which exceptions."""

from collections.abc import Sequence
from typing import NamedTuple

from models.action import Action
from models.background import Held
from models.text import basis_text, counted, day_text, listed, lower_first, money_said, span_text
from reports import story
from reports.figures import Figures

_NAMED = 2


class Exemption(NamedTuple):
    """A tier granted by exception: its name, until when, why and by whom where that is known."""

    name: str
    until: str
    why: str


def limiting(figures: Figures) -> tuple[str, str]:
    """What keeps the partner from the next tier: in short, and the rest of it."""
    rows = figures.open_rows
    if figures.at_top:
        return "", ""
    if not rows:
        return "A gate", "Every criterion is met; a gate of the program is not."
    names = [figures.terms.criterion(row.id).label for row in rows]
    if len(names) == 1:
        return story.short_by(rows[0], figures), names[0]
    more = len(names) - _NAMED
    shown = names if more <= 0 else [*names[:_NAMED], counted(more, "other criterion", "others")]
    return counted(len(names), "criterion", "criteria"), listed(shown)


def planned(figures: Figures, criterion: str) -> Action | None:
    """The action that is planned to close a criterion: of several the one that is due first."""
    own = [
        action
        for action in figures.facts.background.actions
        if action.criterion == criterion and action.state == "open"
    ]
    return min(
        own, key=lambda one: (one.due_on is None, one.due_on, one.priority, one.id), default=None
    )


def plan_said(figures: Figures, criterion: str) -> str:
    """Who does what about a criterion, and by when."""
    action = planned(figures, criterion)
    if action is None:
        return "No action is planned for it."
    side = "The partner" if action.side == "partner" else "The host"
    when = f"by {day_text(action.due_on)}" if action.due_on else "without a date"
    late = ", late" if action.due_on and action.due_on < figures.facts.as_of else ""
    return f"{action.title}: {action.owner or side}, {when}{late}."


def exceptions(figures: Figures) -> list[Exemption]:
    """Exceptions that hold on the day or later, the one that ends first at the top."""
    as_of, terms = figures.facts.as_of, figures.terms
    running = [
        grant
        for grant in figures.facts.file.grants
        if grant.basis == "exception"
        and terms.grants(grant.tier, grant.program)
        and (grant.until_on is None or grant.until_on >= as_of)
    ]
    running.sort(key=lambda one: (one.until_on is None, one.until_on, one.from_on, one.id))
    return [
        Exemption(
            f"{terms.label(grant.tier)} by exception",
            f"Until {day_text(grant.until_on)}" if grant.until_on else "Without an end",
            " ".join(
                part
                for part in (
                    f"{_stop(grant.reason)}" if grant.reason else "",
                    f"Approved by {_stop(grant.approver)}" if grant.approver else "",
                )
                if part
            ),
        )
        for grant in running
    ]


def held_said(stretches: Sequence[Held], most: int = 3) -> list[tuple[str, str]]:
    """The last tiers held, the newest first: what, and from when to when."""
    return [
        (
            f"{one.label}, {basis_text(one.basis).lower()}" if one.tier else "No tier",
            span_text(one.first, one.until) if one.until else f"from {day_text(one.first)}",
        )
        for one in stretches[::-1][:most]
    ]


def statement(figures: Figures) -> str:
    """The one sentence of a status within the year (C071): what is there, what is missing."""
    have, target = story.have_text(figures), figures.target.label
    weeks = counted(figures.weeks_left, "week")
    if figures.at_top:
        return f"{have}, the highest tier, {weeks} before the next measurement"
    rows = figures.open_rows
    row = next((one for one in rows if one.id == figures.money_criterion), None)
    if row is not None:
        gap = money_said(row.gap, figures.currency)
        more = "other criterion" if len(rows) == 2 else "other criteria"
        others = f" and {story.word(len(rows) - 1)} {more}"
        label = figures.terms.tcv_label
        short = f"{target} needs {gap} more {label}{others if len(rows) > 1 else ''}"
    elif len(rows) == 1:
        label = figures.terms.criterion(rows[0].id).label
        short = f"{target} needs {label}, {lower_first(story.short_by(rows[0], figures))}"
    else:
        short = f"{target} needs {story.word(len(rows))} criteria"
    return f"{have}; {short}, with {weeks} left"


def statement_support(figures: Figures) -> str:
    """The line under it: the day of the measurement, and what it is made for (C072)."""
    day = day_text(figures.measurement)
    amount = f"{figures.terms.tcv_label} is" if figures.terms.amount else "The tier is"
    rest = f"What is short on that day keeps the partner from {figures.target.label} for the year."
    if figures.at_top:
        rest = "What is in place today has to be in place on that day."
    return f"{amount} measured next on {day}. {rest}"


def _stop(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
