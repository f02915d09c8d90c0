"""The health of the alliance as a pack tells it: which views stand how, and what decides them."""

from collections.abc import Sequence

from models.governance.health_views import View
from models.governance.survey import Line, Score, Survey
from models.health import BELOW, HEALTH_VIEWS, NEAR, ON_TARGET, UNKNOWN, WORDS
from models.text import day_text, listed, lower_first
from reports import story
from reports.figures import Figures

MOST_SAID = 4  # figures whose sentence a view has room for


def views(figures: Figures) -> tuple[View, ...]:
    """Strategic, financial, operational and relationship; all unknown where nothing was read."""
    health = figures.facts.background.health
    return health.views if health else tuple(View(key, UNKNOWN) for key in HEALTH_VIEWS)


def overridden(view: View) -> str:
    """What a person says against the figures, with the reason where the reader may see it."""
    told = view.override
    if told is None:
        return ""
    until = f" until {day_text(told.until)}" if told.until else ""
    words = f"Called {lower_first(told.words)} by a person on {day_text(told.on)}{until}"
    return f"{words}: {told.reason}" if told.reason else f"{words}."


def title(found: Sequence[View]) -> str:
    """Which views are judged and how, and for how many there is nothing to judge by."""
    known = [view for view in found if view.colour]
    if not known:
        return "No view of the relationship can be judged yet: too little is on record"
    said = []
    for colour in (ON_TARGET, NEAR, BELOW):
        names = [view.name.lower() for view in known if view.colour == colour]
        if names:
            verb = "is" if len(names) == 1 else "are"
            said.append(f"{listed(names)} health {verb} {WORDS[colour].lower()}")
    said[0] = said[0][:1].upper() + said[0][1:]
    lacking = len(found) - len(known)
    if not lacking:
        return listed(said)
    views_ = f"{story.word(lacking)} of {story.word(len(found))} views"
    return f"{listed(said)}; {views_} {'lacks' if lacking == 1 else 'lack'} data"


def themes(survey: Survey) -> list[tuple[str, Score, Score]]:
    """What each side answered about each theme, in the order of the survey: host, partner."""
    names = dict.fromkeys(line.statement.theme for line in survey.lines)
    return [
        (
            name,
            _sum([line.host for line in _of(survey, name)]),
            _sum([line.partner for line in _of(survey, name)]),
        )
        for name in names
    ]


def _of(survey: Survey, theme: str) -> list[Line]:
    return [line for line in survey.lines if line.statement.theme == theme]


def _sum(scores: Sequence[Score]) -> Score:
    return Score(sum(one.total for one in scores), sum(one.answers for one in scores))
