"""How a share of a target is judged: on target, near it or below, and nothing without evidence."""

from typing import NamedTuple

ON_TARGET, NEAR, BELOW, UNKNOWN = "green", "amber", "red", ""
WORDS = {ON_TARGET: "On target", NEAR: "Near target", BELOW: "Below target"}
NO_EVIDENCE = "Not enough data"
HEALTH_VIEWS = ("strategic", "financial", "operational", "relationship")


class HealthLimits(NamedTuple):
    """From which percent of its target a figure is green, and from which it is amber.

    `survey` is the mean that a survey is held against, in percent of its highest answer.
    """

    green: int = 100
    amber: int = 90
    survey: int = 80


USUAL_LIMITS = HealthLimits()


def judged(part: int, whole: int, limits: HealthLimits) -> str:
    """Green, amber or red for a part of what is wanted; nothing where nothing is wanted.

    Both limits are reached to the unit: what is a cent short of one is short of it.
    """
    if whole <= 0:
        return UNKNOWN
    if part * 100 >= limits.green * whole:
        return ON_TARGET
    return NEAR if part * 100 >= limits.amber * whole else BELOW
