"""The health of a partner, made up: judged from a pack's facts, and a survey of both sides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models.background import Background
from models.governance.health_known import Known
from models.governance.health_measures import views_of
from models.governance.health_views import Health, Override, Point
from models.governance.survey import Reply, Statement, Survey, course, survey_of
from models.health import BELOW, NEAR, ON_TARGET, UNKNOWN
from reports.facts import PackFacts

STATEMENTS = tuple(
    Statement(f"{theme.lower()}_{number}", f"Both sides keep what they say of {theme}", theme)
    for theme in ("Trust", "Goals", "People")
    for number in (1, 2)
)
HOST_WORDS = "They are slow, and their prices are the reason"


def replies(
    period: str = "2021-Q4", host: Sequence[int] = (5,) * 6, partner: Sequence[int] = (3,) * 6
) -> list[Reply]:
    keys = [one.key for one in STATEMENTS]
    on = date(2021, 11, 20)
    return [
        Reply("host", period, "Q4 2021", tuple(zip(keys, host, strict=False)), HOST_WORDS, on),
        Reply("partner", period, "Q4 2021", tuple(zip(keys, partner, strict=False)), "Call", on),
    ]


def survey(host: Sequence[int] = (5,) * 6, partner: Sequence[int] = (3,) * 6) -> Survey:
    return survey_of(STATEMENTS, replies("2021-Q4", host, partner), "2021-Q4", "Q4 2021")


def health(facts: PackFacts, background: Background, **more: Any) -> Health:
    """What the facts and the background say, and what else is known."""
    known = Known(
        facts.file, facts.terms, facts.as_of, limits=background.limits, ledger=background.ledger,
        actions=background.actions, **more,
    )  # fmt: skip
    views = views_of(known)
    before = [
        Point(date(2020 + n, 12, 31), (colour,) * 4)
        for n, colour in enumerate((UNKNOWN, BELOW, NEAR, ON_TARGET)[:2])
    ]
    now = Point(facts.as_of, tuple(view.colour for view in views))
    asked = known.survey
    return Health(
        facts.as_of, views, known.limits, (*before, now), asked, course([asked] if asked else [])
    )


def overridden(found: Health, view: str = "financial") -> Health:
    """The same with a person's word against one colour."""
    said = Override(ON_TARGET, date(2021, 11, 2), date(2022, 1, 31), "Their sponsor signed", "Ada")
    return replace(
        found,
        views=tuple(replace(one, override=said) if one.key == view else one for one in found.views),
    )
