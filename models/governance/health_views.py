"""The health of an alliance in four views: each stands as the weakest of its figures does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from models.governance.survey import Survey, SurveyPoint
from models.health import (
    BELOW,
    HEALTH_VIEWS,
    NEAR,
    NO_EVIDENCE,
    ON_TARGET,
    UNKNOWN,
    WORDS,
    HealthLimits,
    judged,
)

if TYPE_CHECKING:
    from models.governance.standing import HealthOverride

NAMES = {
    "strategic": "Strategic",
    "financial": "Financial",
    "operational": "Operational",
    "relationship": "Relationship",
}
ABOUT = {
    "strategic": "Do both sides want the same, and get there?",
    "financial": "Does the alliance bring what it is held against?",
    "operational": "Is the daily work done as agreed?",
    "relationship": "Do both sides trust each other and keep to the rules?",
}
WORST = (BELOW, NEAR, ON_TARGET)  # the weakest first
LETTERS = {ON_TARGET: "G", NEAR: "A", BELOW: "R", UNKNOWN: "–"}


class Measure(NamedTuple):
    """A figure and what is wanted of it, with the sentence that it stands on.

    A `whole` of 0 is not known, and `said` then says what is lacking. `key` names the kind of
    records behind it, `record_id` one of them, 0 for all.
    """

    key: str
    name: str
    part: int
    whole: int
    said: str
    record_id: int = 0

    @property
    def known(self) -> bool:
        return self.whole > 0

    @property
    def percent(self) -> int | None:
        """The share of what is wanted, cut off; None where nothing is."""
        return self.part * 100 // self.whole if self.whole > 0 else None

    def colour(self, limits: HealthLimits) -> str:
        return judged(self.part, self.whole, limits)


@dataclass(frozen=True, slots=True)
class Override:
    """What a person says against a reckoned colour; why, by whom, and to which day it holds.

    `reason` and `by_whom` are for the host only.
    """

    colour: str
    on: date
    until: date | None = None
    reason: str = ""
    by_whom: str = ""
    id: int = 0

    @property
    def words(self) -> str:
        return WORDS[self.colour]


@dataclass(frozen=True, slots=True)
class View:
    """One of the four views; `colour` is that of its weakest figure, blank without any."""

    key: str
    colour: str
    measures: tuple[Measure, ...] = ()
    override: Override | None = None

    @property
    def name(self) -> str:
        return NAMES[self.key]

    @property
    def words(self) -> str:
        return WORDS.get(self.colour, NO_EVIDENCE)

    @property
    def letter(self) -> str:
        return LETTERS[self.colour]

    @property
    def known(self) -> tuple[Measure, ...]:
        return tuple(one for one in self.measures if one.known)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What would have to be on record for the figures that are not."""
        return tuple(dict.fromkeys(one.said for one in self.measures if not one.known and one.said))

    @property
    def evidence(self) -> str:
        """What the known figures stand on; where there are none, what is lacking."""
        said = dict.fromkeys(one.said for one in self.known if one.said)
        return " ".join(said or self.lacking)

    def weakest_first(self, limits: HealthLimits) -> tuple[Measure, ...]:
        """The known figures, that which decides first."""
        return tuple(
            sorted(
                self.known, key=lambda one: (WORST.index(one.colour(limits)), one.part / one.whole)
            )
        )

    def decisive(self, limits: HealthLimits, most: int) -> str:
        """What the weakest figures stand on, so many at most; without any, what is lacking."""
        said = dict.fromkeys(one.said for one in self.weakest_first(limits) if one.said)
        return " ".join([*said][:most] or self.lacking)


class Point(NamedTuple):
    """The colours of the views on a day, in their order."""

    on: date
    colours: tuple[str, ...]


class Shared(NamedTuple):
    """The views and their course without what is kept from the partner."""

    views: tuple[View, ...]
    course: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """How a partner's alliance stands on a day, how it went, and what both sides say of it.

    `course` are the ends of the last quarters and the day itself, the oldest first; a past day is
    judged by what has a day of its own. `survey` is the newest round that anybody answered;
    `shared` is what the partner may see where that is not all, else None.
    """

    as_of: date
    views: tuple[View, ...]
    limits: HealthLimits
    course: tuple[Point, ...] = ()
    survey: Survey | None = None
    survey_course: tuple[SurveyPoint, ...] = ()
    shared: Shared | None = None

    def view(self, key: str) -> View:
        return next(one for one in self.views if one.key == key)

    @property
    def judged(self) -> tuple[View, ...]:
        return tuple(one for one in self.views if one.colour)

    @property
    def colour(self) -> str:
        """That of the weakest view, blank where none is judged."""
        return weakest(one.colour for one in self.views)

    @property
    def for_partner(self) -> "Health":
        """The same as the partner may see it."""
        if self.shared is None:
            return self
        return replace(self, views=self.shared.views, course=self.shared.course, shared=None)


def weakest(colours: Iterable[str]) -> str:
    """The weakest of some colours; what is not known says nothing."""
    there = set(colours)
    return next((one for one in WORST if one in there), UNKNOWN)


def view_of(key: str, measures: Sequence[Measure], limits: HealthLimits) -> View:
    """A view from its figures: the weakest one decides."""
    colour = weakest(one.colour(limits) for one in measures)
    return View(key, colour, tuple(measures))


def overridden(
    views: Iterable[View], overrides: Iterable["HealthOverride"], day: date
) -> tuple[View, ...]:
    """The views with what a person says against them on a day; the reckoned colour stays."""
    holds = in_force(overrides, day)
    return tuple(
        replace(one, override=_said(holds[one.key])) if one.key in holds else one for one in views
    )


def in_force(overrides: Iterable["HealthOverride"], day: date) -> dict[str, "HealthOverride"]:
    """The override of each view that holds on a day: the newest one, unless it has run out."""
    newest: dict[str, HealthOverride] = {}
    for one in sorted(overrides, key=lambda one: (one.on_date, one.id)):
        if one.on_date <= day:
            newest[one.view] = one
    return {key: one for key, one in newest.items() if one.until_on is None or one.until_on >= day}


def _said(one: "HealthOverride") -> Override:
    return Override(one.colour, one.on_date, one.until_on, one.reason, one.by_whom, one.id)


def turned(points: Sequence[Point], key: str) -> int:
    """Which way a view went since the last day on which it was judged: 1 up, -1 down, 0 neither."""
    place = HEALTH_VIEWS.index(key)
    return _turned([(point.on, point.colours[place]) for point in points])[0]


def all_turned(points: Sequence[Point]) -> tuple[int, date | None]:
    """Which way the weakest of all views went, and since when; without such a day it is None."""
    return _turned([(point.on, weakest(point.colours)) for point in points])


def _turned(course: Sequence[tuple[date, str]]) -> tuple[int, date | None]:
    known = [one for one in course if one[1]]
    if len(known) < 2 or not course[-1][1]:
        return 0, None
    (on, before), (_, after) = known[-2:]
    was, now = WORST.index(before), WORST.index(after)
    return (now > was) - (now < was), on
