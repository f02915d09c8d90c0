"""Decisions in words: what was typed, and what the figures suggest to ask where less was."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models.governance.outcomes import Resolution
from models.pack_plan import MOST_ASKS, Ask
from models.text import count_word, counted, day_text, listed, lower_first, money_said, sentence
from reports import story
from reports.figures import Figures

SIDE = {"host": "The host", "partner": "The partner", "both": "Both sides"}


class Suggestion(NamedTuple):
    """A decision that the figures suggest, for the eyes of the host: `section` shows why."""

    what: str
    why: str
    options: str
    side: str
    section: str


def asked(figures: Figures) -> tuple[Ask, ...]:
    """The decisions that were typed, as many as a meeting can take."""
    return tuple(ask for ask in figures.facts.plan.asks if ask.what)[:MOST_ASKS]


def none_asked(suggested: Sequence[Suggestion]) -> str:
    """What stands for the page where nobody typed a decision."""
    if not suggested:
        return "No decision is asked of this meeting."
    return f"No decision is asked yet; the figures suggest {count_word(len(suggested))}."


def taken(figures: Figures) -> tuple[Resolution, ...]:
    """What meetings decided since the last pack, the newest first."""
    found = [one for one in figures.facts.background.resolutions if one.state != "wanted"]
    return tuple(sorted(found, key=lambda one: (one.decided_on or date.min, one.id), reverse=True))


def came_of(one: Resolution) -> str:
    """How a decision came out: its words, else that it was taken or dropped."""
    word = "Taken" if one.state == "taken" else "Dropped"
    return f"{word}: {one.outcome}" if one.outcome else word


def by_whom(one: Resolution) -> str:
    return one.owner or SIDE.get(one.side, one.side)


def conclusion(asks: Sequence[Ask], taken: Sequence[Resolution] = ()) -> str:
    """The one sentence: how many decisions, by when the first is due, or what was decided."""
    if not asks:
        was = "decision was" if len(taken) == 1 else "decisions were"
        return (
            f"{count_word(len(taken)).capitalize()} {was} made since the last pack; none is asked"
        )
    many = "decision is" if len(asks) == 1 else "decisions are"
    start = f"{count_word(len(asks)).capitalize()} {many} asked of this meeting"
    days = sorted(ask.by for ask in asks if ask.by)
    if not days:
        return start
    return f"{start}, {'by' if len(asks) == 1 else 'the first by'} {day_text(days[0])}"


def support(asks: Sequence[Ask]) -> str:
    """The line under it: how many each side takes."""
    if not asks:
        return ""
    parts: list[str] = []
    for side, name in SIDE.items():
        count = sum(ask.side == side for ask in asks)
        if count:
            verb = "take" if side == "both" else "takes"
            # The verb stands once: "the host takes one and both sides two".
            does = f" {verb}" if not parts else ""
            parts.append(f"{lower_first(name)}{does} {count_word(count)}")
    nobody = sum(not ask.owner for ask in asks)
    told = listed(parts)
    if nobody:
        verb = "has" if nobody == 1 else "have"
        told = f"{told}; {count_word(nobody)} {verb} no owner yet"
    return sentence(told)


def who(ask: Ask) -> tuple[str, str]:
    """Who decides: the person, else the side, and under it the side."""
    side = SIDE.get(ask.side, ask.side)
    return (ask.owner, side) if ask.owner else (side, "")


def suggestions(figures: Figures) -> tuple[Suggestion, ...]:
    """What the figures suggest to ask, the weightiest first; none in the partner's edition."""
    if not figures.facts.internal:
        return ()
    found = [*_tier(figures), *_ending(figures), *_gaps(figures), *_deals(figures)]
    return tuple(found[:MOST_ASKS])


def _tier(figures: Figures) -> list[Suggestion]:
    decision, earned = figures.decision, figures.earned
    granted = figures.terms.by_key.get(decision.granted_tier or "")
    if granted is None:
        if earned is None or not (decision.gates.invitation and decision.gates.agreement):
            return []
        why = f"The records of this day give {earned.label}, and no tier is granted."
        what, options = (
            f"Whether to grant {earned.label}",
            "Grant it; wait for the next measurement",
        )
    elif earned is None or earned.rank > granted.rank:
        have = earned.label if earned else "no tier"
        why = f"{granted.label} is granted; the records of this day give {have}."
        what = f"Whether {granted.label} is kept"
        options = f"An exception with its last day; {have} from the next measurement on"
    else:
        return []
    return [Suggestion(what, why, options, "host", "tier")]


def _ending(figures: Figures) -> list[Suggestion]:
    found = []
    for name, (text, day) in figures.runs_out.items():
        label = figures.terms.criterion(name).label
        why = f"{text} ends on {day_text(day)}, before the next measurement."
        what, options = f"Who renews or replaces it: {label}", "Renew it; replace it; let it end"
        found.append(Suggestion(what, why, options, "both", "prerequisites"))
    return found


def _gaps(figures: Figures) -> list[Suggestion]:
    found = []
    target, by = figures.target.label, day_text(figures.measurement)
    for row in figures.open_rows:
        label = figures.terms.criterion(row.id).label
        why = f"{story.short_by(row, figures)} for {target}, which is measured on {by}."
        money = row.id == figures.money_criterion
        options = f"A plan with a day and a name; aim for {target} a year later"
        side, section = ("both", "tcv") if money else ("partner", "prerequisites")
        found.append(Suggestion(f"How to close the gap: {label}", why, options, side, section))
    return found


def _deals(figures: Figures) -> list[Suggestion]:
    if not figures.slipped:
        return []
    amount = money_said(sum(deal.tcv_minor for deal in figures.slipped), figures.currency)
    late = counted(len(figures.slipped), "open deal")
    past = "is past its" if len(figures.slipped) == 1 else "are past their"
    why, what = (
        f"{late} worth {amount} {past} expected close.",
        "What becomes of deals past their close",
    )
    return [
        Suggestion(what, why, "A new date for each; an end to those without", "both", "pipeline")
    ]
