"""The January assessment as a board shows it: lines, lanes, movers, reminders, all plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.partner_list import height
from models.partner_words import gap_sentence, missing_for
from models.text import counted, day_text

if TYPE_CHECKING:
    from models.program.decision import Decision
    from models.program.terms import Terms, Tier
    from models.program_year import Assessment

_NO_TIER = -1_000  # the height outside the tiers

# The way of a card over the board, from left to right.
LANES = ("not_frozen", "to_decide", "ready", "signed")
LANE_TITLES = {
    "not_frozen": "Not frozen",
    "to_decide": "To decide",
    "ready": "Ready",
    "signed": "Signed off",
}

# Where nothing is frozen the cards stand by what would become of them.
MOVE_LANES = ("below", "down", "same", "up")
LANE_TITLES |= {
    "below": "Would need a decision",
    "down": "Would move down",
    "same": "Would keep the tier",
    "up": "Would move up",
}


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One partner on the board; `id` is its line's, or the partner's where nothing is frozen.

    `prior` is the tier held at the end of the year before, `granted` what was signed; None is no
    tier. `limiting` are the labels of the criteria that keep it from the next tier, `why` says it
    in words. `gone` tells that the partner was deleted since.
    """

    id: int
    partner_id: int
    partner: str
    prior: "Tier | None"
    tcv_tier: "Tier"
    calculated: "Tier"
    tcv_minor: int
    currency: str
    limiting: tuple[str, ...] = ()
    why: str = ""
    frozen_id: int = 0
    outcome: str = ""
    granted: "Tier | None" = None
    reason: str = ""
    approver: str = ""
    until_on: date | None = None
    signed_on: date | None = None
    signed_by: str = ""
    gone: bool = False

    @property
    def meets(self) -> bool:
        """Whether the partner reaches the lowest tier at least (C057)."""
        return bool(self.calculated.rank)

    @property
    def move(self) -> str:
        """up, same or down, from the prior tier to the calculated one (C016)."""
        before = height(self.prior) if self.prior else _NO_TIER
        after = height(self.calculated)
        return "same" if before == after else ("up" if after > before else "down")

    @property
    def lane(self) -> str:
        if self.outcome:
            return "signed"
        if not self.frozen_id:
            return "not_frozen"
        return "ready" if self.meets and not self.gone else "to_decide"

    @property
    def move_lane(self) -> str:
        """Where the card stands in a dry run."""
        return self.move if self.meets else "below"

    @property
    def mover(self) -> str:
        """The move in words: "Moves up to Gold", "Keeps Silver", "Below every tier"."""
        if not self.meets:
            return f"Does not meet; held {self.prior.label}" if self.prior else "Does not meet"
        label = self.calculated.label
        if self.move == "same":
            return f"Keeps {label}"
        if self.prior is None:
            return f"Enters at {label}"
        return f"Moves {self.move} to {label}"

    @property
    def decided(self) -> str:
        """What was signed, in words; blank until then."""
        if self.outcome == "exception" and self.granted:
            until = f" until {day_text(self.until_on)}" if self.until_on else ""
            return f"{self.granted.label} by exception{until}"
        if self.outcome == "assessment" and self.granted:
            return f"{self.granted.label} granted"
        return {"none": "Stays without a tier", "leave": "Leaves the program"}.get(self.outcome, "")


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures above the board. `to_decide` does not meet the lowest tier and is not signed.

    `up`, `same` and `down` leave out who does not meet; together with those they are `partners`.
    """

    partners: int = 0
    up: int = 0
    same: int = 0
    down: int = 0
    below: int = 0
    to_decide: int = 0
    ready: int = 0
    signed: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """One year's assessment: frozen where `assessment` is there, else what would come out."""

    year: int
    measured_on: date
    prerequisites_on: date
    terms: "Terms"
    lines: tuple[BoardLine, ...]
    assessment: "Assessment | None" = None

    @property
    def closed(self) -> bool:
        return self.assessment is not None and self.assessment.state == "closed"


@dataclass(frozen=True, slots=True)
class NotYet:
    """A participating partner whose tier of the year is not signed; `frozen` if it is on a line."""

    partner_id: int
    partner: str
    frozen: bool


@dataclass(frozen=True, slots=True)
class Reminder:
    """From 1 December until every partner is signed off (C015): who is left, how many days."""

    year: int
    measured_on: date
    today: date
    partners: int
    left: int
    frozen: bool

    @property
    def message(self) -> str:
        days = (self.measured_on - self.today).days
        if days > 0:
            when = f"on {day_text(self.measured_on)}, in {counted(days, 'day')}"
            return f"The January assessment of {self.year} is measured {when}."
        whom = counted(self.left, "partner")
        verb = "is" if self.left == 1 else "are"
        return f"{whom.capitalize()} {verb} not yet assessed for {self.year}."

    @property
    def hint(self) -> str:
        if self.today < self.measured_on:
            return f"{counted(self.left, 'participating partner').capitalize()} will be assessed."
        if self.frozen:
            return "The facts are frozen; the lines wait for a signature."
        return f"The measurement day was {day_text(self.measured_on)}."


def tally(lines: Iterable[BoardLine]) -> Tally:
    """Counts the lines by move and by lane, in one go: there may be two thousand."""
    counts = dict.fromkeys(("up", "same", "down", "below", "to_decide", "ready", "signed"), 0)
    partners = 0
    for line in lines:
        partners += 1
        meets = line.meets
        counts[line.move if meets else "below"] += 1
        if line.outcome:
            counts["signed"] += 1
        elif not meets:
            counts["to_decide"] += 1
        elif line.frozen_id and not line.gone:
            counts["ready"] += 1
    return Tally(partners, **counts)


def why(decision: "Decision", terms: "Terms") -> str:
    """What keeps a partner from the next tier: "To Gold: 1 person short and 2 more"."""
    above = decision.next_tier
    if above is None:
        return gap_sentence((), terms)
    missing = missing_for(decision, above.tier)
    return f"To {terms.label(above.tier)}: {gap_sentence(missing, terms)}"
