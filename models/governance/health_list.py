"""A partner in the list of all by health: four colours, and the figure that decides."""

from typing import NamedTuple

from models.governance.health_views import WORST, Measure, View, weakest
from models.health import HEALTH_VIEWS, UNKNOWN, HealthLimits


class Judged(NamedTuple):
    """What is known of a partner's health; `tier` is the label of the tier held, blank for none.

    `rank` is the tier's, 0 for none. The reasons of overrides are for the host only.
    """

    tier: str
    rank: int
    participation: str
    views: tuple[View, ...]
    limits: HealthLimits

    def view(self, key: str) -> View:
        return self.views[HEALTH_VIEWS.index(key)]

    @property
    def colour(self) -> str:
        """That of the weakest view."""
        return weakest(one.colour for one in self.views)

    @property
    def said(self) -> tuple[View, ...]:
        """The views of which a person says otherwise."""
        return tuple(one for one in self.views if one.override is not None)

    @property
    def decisive(self) -> Measure | None:
        """The weakest figure of all views, against what is wanted of it."""
        known = [one for view in self.views for one in view.known]
        return min(known, key=self._weakness, default=None)

    def _weakness(self, one: Measure) -> tuple[int, float]:
        return (WORST.index(one.colour(self.limits)), one.part / one.whole)


class HealthLine(NamedTuple):
    """A partner by name; `known` is None until it was judged."""

    id: int
    name: str
    region: str
    known: Judged | None = None


def place(colour: str) -> int:
    """The order of colours in a list: the weakest first, what is not known last."""
    return WORST.index(colour) if colour != UNKNOWN else len(WORST)
