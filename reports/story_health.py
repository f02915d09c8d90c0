"""The health of the alliance as a pack tells it: which views stand how, and what decides them."""

from collections.abc import Sequence
from datetime import date

from models.governance.health_views import NAMES, View, all_turned, turned
from models.governance.survey import Line, Score, Survey
from models.health import BELOW, HEALTH_VIEWS, NEAR, ON_TARGET, UNKNOWN, WORDS
from models.text import day_text, listed, lower_first
from reports import story
from reports.figures import Figures

_WAYS = {1: "Better", -1: "Worse", 0: "The same"}
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


def went(figures: Figures) -> tuple[date, str, str] | None:
    """Since when health is held against itself, how it went, and which views turned.

    None where no earlier day was judged.
    """
    health = figures.facts.background.health
    way, since = all_turned(health.course) if health else (0, None)
    if health is None or since is None:
        return None
    both = [point for point in health.course if point.on >= since]
    said = []
    for turn, word in ((-1, "down"), (1, "up")):
        names = [lower_first(NAMES[key]) for key in HEALTH_VIEWS if turned(both, key) == turn]
        if names:
            said.append(f"{word}: {', '.join(names)}")
    told = "; ".join(said)
    return since, _WAYS[way], told[:1].upper() + told[1:]


def title(found: Sequence[View]) -> str:
    """Which views are judged and how, and for how many there is nothing to judge by."""
    known = [view for view in found if view.colour]
    if not known:
        return "No view of the relationship can be judged yet: too little is on record"
    if len(known) == len(found) > 2 and len({view.colour for view in known}) == 1:
        return f"All {story.word(len(known))} views of health are {known[0].words.lower()}"
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
