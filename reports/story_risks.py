"""Risks, issues, escalations and recovery in words: what is open, what is late, what it means."""

from collections.abc import Sequence
from datetime import date

from models.governance.grade import grade
from models.governance.told import Recovery, Risk
from models.text import count_word, counted, day_text, sentence
from reports.charts_risk import weight
from reports.figures import Figures

KIND = {"risk": "Risk", "issue": "Issue"}


def risks_of(figures: Figures) -> tuple[Risk, ...]:
    """What is open for this edition's reader: escalated ones first, then the gravest."""
    background = figures.facts.background
    found = (*background.risks, *background.internal_risks)
    return tuple(sorted(found, key=_order))


def _order(risk: Risk) -> tuple[int, int, date, int]:
    return (-risk.level, -weight(risk), risk.raised_on, risk.id)


def late(risk: Risk, as_of: date) -> bool:
    """Whether its level's clock or its own next day has passed."""
    return any(day is not None and day < as_of for day in (risk.level_by, risk.due_on))


def title(found: Sequence[Risk], plans: Sequence[Recovery], as_of: date) -> str:
    """The one sentence: how much is open, how much of it is grave, what is late, what recovers."""
    parts = []
    if found:
        grave = sum(grade(weight(risk)) == "short" for risk in found)
        risks = sum(risk.kind == "risk" for risk in found)
        kinds = [
            counted_word(count, noun)
            for count, noun in ((risks, "risk"), (len(found) - risks, "issue"))
            if count
        ]
        are = "is" if len(found) == 1 else "are"
        worst = ""
        if grave:
            worst = ", and grave" if len(found) == 1 else f", {count_word(grave)} of them grave"
        parts.append(f"{' and '.join(kinds)} {are} open{worst}")
    past = sum(risk.level_by is not None and risk.level_by < as_of for risk in found)
    if past:
        its = "is past its" if past == 1 else "are past their"
        parts.append(f"{counted_word(past, 'escalation')} {its} time")
    back = sum(plan.met for plan in plans)
    if plans:
        verb = "is" if len(plans) == 1 else "are"
        words = f"{counted_word(len(plans), 'recovery plan')} {verb} under way"
        parts.append(f"{words}, {count_word(back)} met again" if back else words)
    said = "; ".join(parts)
    return said[:1].upper() + said[1:]


def support(found: Sequence[Risk], plans: Sequence[Recovery], as_of: date) -> str:
    """The line under it: the oldest, and the plan that is to be green first."""
    parts = []
    if found:
        oldest = min(found, key=lambda risk: risk.raised_on)
        days = counted((as_of - oldest.raised_on).days, "day")
        parts.append(f"the oldest has been open for {days}")
    targets = sorted(plan.target_on for plan in plans if plan.target_on)
    if targets:
        parts.append(f"the next recovery is to be complete by {day_text(targets[0])}")
    said = sentence("; ".join(parts)) if parts else ""
    return said[:1].upper() + said[1:]


def counted_word(count: int, noun: str) -> str:
    return f"{count_word(count)} {noun}{'' if count == 1 else 's'}"


def level_words(risk: Risk, as_of: date) -> str:
    """The level and its clock: "Level 2 until 3 Mar 2026"; blank where it is not escalated."""
    if not risk.level:
        return ""
    if risk.level_by is None:
        return f"Level {risk.level}"
    past = (as_of - risk.level_by).days
    if past > 0:
        return f"Level {risk.level}, {counted(past, 'day')} past its time"
    return f"Level {risk.level} until {day_text(risk.level_by)}"
