"""Partners outside the program, scored by the same engine: who is nearest to the lowest tier."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from models.partner_list import height
from models.partner_words import gap_sentence, missing_for
from models.program.decision import Decision
from models.program.terms import Terms
from models.text import listed

if TYPE_CHECKING:
    from models.program.terms import Tier

# The states of the filter; whoever left or was removed is out of the program alike.
STATES = ("candidate", "invited", "accepted", "not_participating", "removed")
_NOMINATED = ("not_participating", "removed")
_INVITED = ("candidate", "not_participating")
_NAMED = 3  # names in a sentence before the others are counted


@dataclass(frozen=True, slots=True)
class Figures:
    """What a partner would bring and hold (C010); money in minor units of `currency`.

    `missing` names the prerequisites of the lowest tier that are not met; `gap` tells all that
    the lowest tier lacks in words, `gaps` counts it and `money_gap` is the part that is money.
    `customers` are those named in its deals.
    """

    tier: "Tier"
    gap: str
    gaps: int
    money_gap: int
    other_gap: int
    missing: tuple[str, ...]
    tcv_minor: int
    wins_minor: int
    losses_minor: int
    pipeline_minor: int
    customers: int
    currency: str

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """Orders by the gap to the lowest tier (C011): fewest criteria, then least money.

        Those without a gap stand by the tier they would hold, the highest first.
        """
        return (self.gaps, self.money_gap, self.other_gap, -height(self.tier), -self.tcv_minor)


class CandidateLine(NamedTuple):
    """One partner outside the program; `figures` is None until it has been assessed."""

    id: int
    name: str
    region: str
    participation: str
    state: str
    since: date | None
    figures: Figures | None = None

    @property
    def nominable(self) -> bool:
        """Whether it can be made a candidate."""
        return self.participation in _NOMINATED

    @property
    def invitable(self) -> bool:
        """Whether it can be invited."""
        return self.participation in _INVITED


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands above the list: how many, how many of them meet the lowest tier."""

    partners: int
    assessed: int
    ready: int
    candidates: int


def figures_of(decision: Decision, terms: Terms, customers: int) -> Figures:
    """A decision as a line of the list shows it."""
    lowest = terms.lowest
    missing = missing_for(decision, lowest.key)
    money = [row for row in missing if terms.criterion(row.id).kind == "money"]
    tcv = decision.tcv
    return Figures(
        tier=terms.by_key[decision.calculated_tier],
        gap=gap_sentence(missing, terms) if missing else f"Meets {lowest.label}",
        gaps=len(missing),
        money_gap=sum(row.gap for row in money),
        other_gap=sum(row.gap for row in missing if row not in money),
        missing=tuple(
            told.label for row in missing if not (told := terms.criterion(row.id)).is_requirement
        ),
        tcv_minor=tcv.total,
        wins_minor=tcv.wins,
        losses_minor=tcv.losses,
        pipeline_minor=tcv.pipeline,
        customers=customers,
        currency=decision.currency,
    )


def summary(lines: Iterable[CandidateLine]) -> Summary:
    """Counts over the lines; `ready` covers those that have been assessed."""
    shown = list(lines)
    known = [line.figures for line in shown if line.figures is not None]
    return Summary(
        partners=len(shown),
        assessed=len(known),
        ready=sum(not figures.gaps for figures in known),
        candidates=sum(line.participation == "candidate" for line in shown),
    )


def invitation_warnings(chosen: Sequence[CandidateLine], left_out: Sequence[str]) -> list[str]:
    """What to think of before inviting several at once (C018, C056); nothing of it blocks."""
    short, lacking = [], []
    for line in chosen:
        if line.figures is not None and line.figures.money_gap:
            short.append(line.name)
        if line.figures is not None and line.figures.missing:
            lacking.append(line.name)
    said = []
    for names, what in ((short, "the target of the lowest tier"), (lacking, "its prerequisites")):
        if names:
            verb = "does" if len(names) == 1 else "do"
            said.append(f"{_named(names)} {verb} not meet {what}.")
    if left_out:
        who = "it" if len(left_out) == 1 else "they"
        said.append(f"Left out, since {who} can’t take this step now: {_named(left_out)}.")
    return said


def _named(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    if len(names) <= _NAMED:
        return listed(list(names))
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED:,} more"
