"""What a program asks and gives on one day: tiers, criteria, benefits and how money is measured."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from models.dates import first_working_day
from models.names import fold
from models.program.windows import PRIOR_YEAR, Window

AS_IT_STANDS = "default"
_HYPHENS = re.compile("[-\u2010\u2011\u2012\u2013\u2212]")


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier, or the label outside the tiers (rank 0); rank 1 is the highest."""

    key: str
    label: str
    alias: str
    rank: int
    clause: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What one tier asks for one criterion: minor units, a count, or yes.

    `all_of_them` marks a count that was given as "worldwide" in the program.
    """

    obligation: str
    required: int | bool
    clause: str
    all_of_them: bool = False


@dataclass(frozen=True, slots=True)
class CriterionTerms:
    """One criterion: what is counted (`counts`, `of`), how it reads, and what each tier asks.

    `asks` has a cell for every tier and for the label outside the tiers. Of deals `window` says
    when and `portion` which money; `months` is the greatest age of what counts (0: any age);
    `combine` says how several kinds of training go together: any of them, each of them by
    itself, or all of them in one person.
    """

    id: str
    label: str
    kind: str
    group: str
    clause: str
    counts: str
    of: tuple[str, ...]
    asks: Mapping[str, Ask]
    unit: tuple[str, str] = ("", "")
    said: str = ""
    none: str = ""
    yes: str = ""
    no: str = ""
    window: Window | None = None
    portion: str = "tcv"
    months: int = 0
    combine: str = "any"

    @property
    def is_requirement(self) -> bool:
        return self.group == "requirement"


@dataclass(frozen=True, slots=True)
class Provisional:
    """The tier that partners invited in the program's first year hold until a day (C012)."""

    year: int
    tier: str
    until: date
    clause: str


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit and its state (included, invite_only, not_included) by tier key.

    It is due `once` a year, for `each_win` or for `each_review`. A person of the host in the role
    `person` provides it by being there; `parts` are what it has to hold. `short` heads a column.
    `meeting` is the kind of meeting at which it is given, blank for none.
    """

    id: str
    group: str
    label: str
    on: bool
    clause: str
    states: Mapping[str, str]
    due: str = "once"
    person: str = ""
    parts: tuple[str, ...] = ()
    short: str = ""
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class Products:
    """Host products named for integrations; a list to choose from while it is not complete."""

    names: tuple[str, ...]
    complete: bool
    clause: str


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read a place of the program's text; the first of an interpretation is usual.

    Where `number` has a least and a greatest value, one in between is chosen with it: "day:5".
    `sets` are the values of the program that it changes, by their place.
    """

    key: str
    label: str
    reading: str
    sets: Mapping[str, object]
    number: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A place where the program's text needs reading, and the reading that is used.

    `chosen` is the key of the option in force; without options there is nothing to choose.
    """

    id: str
    topic: str
    problem: str
    reading: str
    clauses: tuple[str, ...]
    options: tuple[Option, ...] = ()
    chosen: str = AS_IT_STANDS

    @property
    def usual(self) -> str:
        """The key of the option that is in force unless another one is chosen."""
        return self.options[0].key if self.options else AS_IT_STANDS


@dataclass(frozen=True, slots=True)
class Calendar:
    """How often and how early things are done where a program says it (A20, A22).

    Months between statements, and between business reviews by tier; the notice of a meeting in
    days, which are working days where `working_days` says so. 0 is no interval.
    """

    statement_months: int = 0
    review_months: Mapping[str, int] = field(default_factory=dict)
    notice_days: int = 0
    working_days: bool = False

    def notice_by(self, meeting: date) -> date:
        """The last day on which notice of a meeting is in time (C095)."""
        if not self.working_days:
            return meeting - timedelta(days=self.notice_days)
        day, left = meeting, self.notice_days
        while left:
            day -= timedelta(days=1)
            left -= day.weekday() < 5
        return day


@dataclass(frozen=True, eq=False)
class Terms:
    """One version of a program with its values as they are on one day.

    `tiers` begins with the highest; `measure_clauses` names the clause behind wins, losses,
    pipeline_quarters and the other values of the measure. `readings` has the option in force of
    every interpretation, `digest` is SHA-256 of the program's text. Two values of Terms are equal
    only if they are one, so that results can be kept by them.
    """

    program: str
    version: str
    from_on: date
    currency: str
    tiers: tuple[Tier, ...]
    outside: Tier
    criteria: tuple[CriterionTerms, ...]
    geographies: tuple[str, ...]
    geography_aliases: Mapping[str, tuple[str, ...]]
    pipeline_quarters: int
    losses_count: bool
    exclude_without_services: bool
    measurement_rule: str | int
    board_rule: str
    measure_clauses: Mapping[str, str]
    provisional: Provisional | None
    products: Products
    benefits: tuple[Benefit, ...]
    interpretations: tuple[Interpretation, ...]
    closed_window: Window = PRIOR_YEAR
    calendar: Calendar = field(default_factory=Calendar)
    readings: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    notice_on: date | None = None
    example: bool = False

    @cached_property
    def by_key(self) -> Mapping[str, Tier]:
        """Every tier and the label outside them, by key."""
        return {tier.key: tier for tier in (*self.tiers, self.outside)}

    @property
    def lowest(self) -> Tier:
        return self.tiers[-1]

    @cached_property
    def amount(self) -> CriterionTerms | None:
        """The criterion of wins, losses and pipeline added up; None where no tier asks for it."""
        return next((c for c in self.criteria if c.counts == "aggregate_tcv"), None)

    @property
    def tcv_label(self) -> str:
        """What this program calls wins, losses and pipeline added up."""
        return self.amount.label if self.amount else "Deal total"

    @cached_property
    def requirement_said(self) -> str:
        """What decides a tier apart from the prerequisites, as a sentence has it: one criterion
        by its name, or several in one word.
        """
        told = [criterion.label for criterion in self.criteria if criterion.is_requirement]
        return told[0] if len(told) == 1 else "requirements"

    @property
    def requirement_label(self) -> str:
        """The same as a label has it."""
        return f"{self.requirement_said[:1].upper()}{self.requirement_said[1:]}"

    @cached_property
    def criterion_labels(self) -> Mapping[str, str]:
        """What each criterion is called, by its id."""
        return {criterion.id: criterion.label for criterion in self.criteria}

    def grants(self, tier: str, program: str) -> bool:
        """Whether a tier that was granted under a program is one of this program's.

        Where the program is blank it is not known, and the tier's key decides.
        """
        return tier in self.by_key and program in ("", self.program)

    def label(self, tier: str) -> str:
        """The tier's name in words; a key of another program's is given back as it stands."""
        found = self.by_key.get(tier)
        return found.label if found else tier

    def above(self, tier: str) -> Tier | None:
        """The tier one step above; None above the highest."""
        keys = [t.key for t in (*self.tiers, self.outside)]
        place = keys.index(tier)
        return self.tiers[place - 1] if place else None

    def criterion(self, criterion: str) -> CriterionTerms:
        """One criterion by id. Raises KeyError."""
        for found in self.criteria:
            if found.id == criterion:
                return found
        raise KeyError(criterion)

    def benefits_of(self, tier: str) -> tuple[tuple[Benefit, str], ...]:
        """The benefits that are switched on, each with its state for this tier."""
        return tuple((b, b.states[tier]) for b in self.benefits if b.on)

    def measurement_day(self, year: int) -> date:
        """The day on which Aggregate TCV is measured in a year (C065, A09).

        The program gives the first working day of January, or a day of January by number.
        """
        rule = self.measurement_rule
        return date(year, 1, rule) if isinstance(rule, int) else first_working_day(year)

    def board_prerequisites_day(self, year: int) -> date:
        """The day on which the January board of a year judges prerequisites (A08)."""
        if self.board_rule == "measurement_day":
            return self.measurement_day(year)
        return date(year - 1, 12, 31)

    @cached_property
    def _geographies_by_name(self) -> Mapping[str, frozenset[str]]:
        known = {_place(name): frozenset((name,)) for name in self.geographies}
        aliases = {_place(name): frozenset(to) for name, to in self.geography_aliases.items()}
        return aliases | known

    def geographies_named(self, name: str) -> frozenset[str]:
        """The program's geographies that a name stands for; empty where it knows none.

        "Asia-Pacific" and "asia pacific" are one name.
        """
        return self._geographies_by_name.get(_place(name), frozenset())


def _place(name: str) -> str:
    """The key under which two spellings are one geography: as `fold`, hyphens being blanks."""
    return fold(_HYPHENS.sub(" ", name))
