"""Deals as the explorer of the window lists them, and sentences on those that need a look."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.dates import quarter_of
from models.partner_file import CountedDeal
from models.program.deals import Periods
from models.program.decision import AggregateTcv
from models.program.projected import Projection
from models.program.terms import Terms
from models.program.timeline import Moved, Step
from models.text import counted as counted_text
from models.text import day_text, listed, money_said, sentence

COUNTING = ("wins", "losses", "pipeline")
GROUPS = (
    *COUNTING, "closed_this_year", "stale", "beyond", "undated", "no_rate", "unqualified",
    "closed_later", "earlier",
)  # fmt: skip
NO_SERVICES, PASSED, BEFORE, DUE = "no_services", "passed", "before", "due"
IF_CLOSED = "If it closes by then"
AHEAD = {"wins": "Counts as a win", "losses": "Counts as a loss", "pipeline": "Counts as pipeline"}
_NAMED = 3  # deals of a step that are named; the others are counted


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal with its group; `keys` are all that it can be found by, `marks` what to know of it.

    `ahead` is what next January makes of it.
    """

    id: int
    counted: CountedDeal
    group: str
    keys: frozenset[str]
    marks: tuple[str, ...] = ()
    ahead: str = ""

    @property
    def why(self) -> str:
        return sentence("; ".join((self.counted.reason, *self.marks)))

    @property
    def order(self) -> tuple[int, int]:
        """By group, the largest first."""
        return GROUPS.index(self.group), -self.counted.tcv_minor

    @property
    def open(self) -> bool:
        return self.counted.deal.status == "open"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence on deals to look at, found by `key`; `redate` where another date would mend it."""

    key: str
    status: str
    words: str
    redate: bool = False


def notes_on(
    lines: Sequence[DealLine],
    tcv: AggregateTcv,
    days: Periods,
    terms: Terms,
    projection: Projection,
) -> tuple[Note, ...]:
    """What is lost or may be lost first, then what next January hangs on, then what to know."""

    def said(key: str, noun: str = "deal") -> tuple[int, str]:
        found = [line for line in lines if key in line.keys]
        minor = sum(line.counted.tcv_minor for line in found)
        return len(found), f"{counted_text(len(found), noun)}, {money(minor)},"

    def money(minor: int) -> str:
        return money_said(minor, terms.currency)

    notes = []
    nowhere = "in no figure."
    number, deals = said("stale", "open deal")
    if number:
        dated = _verb(number, "is dated before the window and counts",
                      "are dated before the window and count")  # fmt: skip
        words = f"{_capital(deals)} {dated} {nowhere}"
        notes.append(Note("stale", "short", words, redate=True))
    number, deals = said("undated")
    if number:
        dated = _verb(number, "has no close date and counts", "have no close date and count")
        words = f"{_capital(deals)} {dated} {nowhere}"
        notes.append(Note("undated", "short", words, redate=True))
    number, deals = said("no_rate")
    if number:
        rated = _verb(number, "is in a currency without a rate and counts",
                      "are in a currency without a rate and count")  # fmt: skip
        words = _capital(f"{counted_text(number, 'deal')} {rated} {nowhere}")
        notes.append(Note("no_rate", "short", words))
    number, deals = said(PASSED, "open deal")
    if number:
        falls = day_text(quarter_of(days.as_of).plus(1).first)
        passed = _verb(number, "is past its date and counts", "are past their date and count")
        words = f"{_capital(deals)} {passed} only until {falls}."
        notes.append(Note(PASSED, "at_risk", words, redate=True))
    if projection.due:
        notes.append(Note(DUE, "accent", projected_words(projection)))
    number, deals = said(NO_SERVICES)
    if number:
        left = f"without {_verb(number, 'it', 'them')} the total is {money(tcv.with_services)}"
        if terms.exclude_without_services:
            left = "this program leaves them out"
        words = f"{_capital(deals)} {_verb(number, 'has', 'have')} no services portion; {left}."
        notes.append(Note(NO_SERVICES, "at_risk", words))
    number, deals = said(BEFORE)
    if number:
        words = f"{_capital(deals)} {_verb(number, 'has', 'have')} counted before, as pipeline."
        notes.append(Note(BEFORE, "no_data", words))
    return tuple(notes)


def projected_words(projection: Projection) -> str:
    """On what next January's figure hangs, as one sentence."""
    terms, number = projection.terms, len(projection.due)
    total = money_said(projection.total, terms.currency)
    day = day_text(projection.day)
    if not number:
        return f"{total} on {day} hangs on no open deal."
    part = money_said(projection.due_minor, terms.currency)
    deals = f"{counted_text(number, 'open deal')} due by {day_text(projection.course.last)}"
    start = f"{part} of {total} on {day} hangs on {deals}"
    label = terms.label(projection.tier)
    if projection.tier == terms.outside.key:
        enough = projection.decision.tcv_tier
        if enough == terms.outside.key:
            return f"{start}; it is below every target even so."
        return f"{start}; it is enough for {terms.label(enough)}, but prerequisites are missing."
    if not projection.needed:
        return f"{start}; {label} holds without {_verb(number, 'it', 'them')}."
    other = terms.label(projection.sure_tier)
    if projection.sure_tier == terms.outside.key:
        other = "below every target"
    return f"{start}; {label} needs {_needed(projection.needed, number)}, else it is {other}."


def step_words(step: Step) -> str:
    """Why the measure changed on the first day of a step: what came in and what fell out."""
    currency = step.terms.currency
    parts = [sentence(listed(list(step.why)))] if step.why else []
    for verb, moved in (("Came in", step.came_in), ("Fell out", step.fell_out)):
        if moved:
            parts.append(f"{verb}: {_named(moved, currency)}.")
    return " ".join(parts) or "Nothing that counts changed."


def _named(moved: Sequence[Moved], currency: str) -> str:
    named = [f"{m.deal.ref.text} {money_said(abs(m.change), currency)}" for m in moved[:_NAMED]]
    others = moved[_NAMED:]
    if others:
        left = money_said(abs(sum(m.change for m in others)), currency)
        named.append(f"{counted_text(len(others), 'other deal')} {left}")
    return listed(named)


def _needed(needed: int, number: int) -> str:
    if number == 1:
        return "it"
    if needed == number:
        return "all of them"
    return "the largest of them" if needed == 1 else f"the {needed} largest of them"


def _verb(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
