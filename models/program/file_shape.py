"""The shape of a program file, part by part; loaded only to check one."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from models.deal import STATUSES
from models.partner import AGREEMENT_KINDS, CONTACT_ROLES, TRAINING_KINDS
from models.program.windows import CLOSED, NUMBERED, PLAIN

FACTS = ("free_training", "shield_sponsorship", "deal_registration")
# What each way of counting may be of; those that are not here count one thing only.
_OF = {
    "people_trained": TRAINING_KINDS,
    "contacts": CONTACT_ROLES,
    "fact": FACTS,
    "agreement": AGREEMENT_KINDS,
    "deal_money": STATUSES,
    "deals": STATUSES,
    "registered_deals": STATUSES,
    "customers": STATUSES,
}
_KINDS_OF = {
    "aggregate_tcv": ("money",),
    "deal_money": ("money",),
    "fact": ("yes_no",),
    "agreement": ("yes_no",),
    "geographies": ("count",),
    "membership_months": ("count",),
}
# What else may be said of a way of counting.
_EXTRAS = {
    "window": ("deal_money", "deals", "registered_deals", "customers"),
    "portion": ("deal_money",),
    "months": ("people_trained", "agreement"),
    "combine": ("people_trained",),
}
_MOST_MONTHS = 1200


def _window(told: Any) -> Any:
    if isinstance(told, str) and told in PLAIN:
        return told
    if isinstance(told, dict) and len(told) == 1:
        [(kind, number)] = told.items()
        if kind in NUMBERED and type(number) is int and 1 <= number <= _MOST_MONTHS:
            return told
    numbered = " or ".join(f"{{ {kind} = N }}" for kind in NUMBERED)
    raise ValueError(f"a window is {', '.join(PLAIN)}, or {numbered} with N above 0")


def _closed_window(told: Any) -> Any:
    kind = _window(told) if isinstance(told, str) else next(iter(_window(told)))
    if kind not in CLOSED:
        raise ValueError(f"what is closed lies behind: {', '.join(CLOSED)}")
    return told


def _months_by_tier(told: Any) -> Any:
    if isinstance(told, dict) and all(type(n) is int and n > 0 for n in told.values()):
        return told
    raise ValueError("months above 0 by tier, as in { gold = 12 }")


Text = Annotated[str, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Clause = Annotated[str, Field(pattern=r"^[A-Z]\d{2,3}$")]
DayOfJanuary = Annotated[int, Field(ge=1, le=31)]
WindowTold = Annotated[Any, AfterValidator(_window)]
ClosedWindow = Annotated[Any, AfterValidator(_closed_window)]
Months = Annotated[int, Field(ge=1, le=_MOST_MONTHS)]
V = TypeVar("V")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Row(_Part, Generic[V]):
    begin: date = Field(alias="from")
    value: V
    clause: Clause


_SOME = Field(min_length=1)


class _Measure(_Part):
    program_year: list[_Row[Literal["calendar"]]] = _SOME
    wins: list[_Row[ClosedWindow]] = _SOME
    losses: list[_Row[ClosedWindow]] = _SOME
    losses_count: list[_Row[bool]] = _SOME
    pipeline_quarters: list[_Row[Annotated[int, Field(ge=0, le=40)]]] = _SOME
    exclude_without_services: list[_Row[bool]] = _SOME
    measurement_day: list[_Row[Literal["first_working_day"] | DayOfJanuary]] = _SOME
    board_prerequisites_day: list[_Row[Literal["end_of_prior_year", "measurement_day"]]] = _SOME


class _Calendar(_Part):
    statement_months: list[_Row[Months]] = []
    review_months: list[_Row[Annotated[Any, AfterValidator(_months_by_tier)]]] = []
    notice_days: list[_Row[Annotated[int, Field(ge=0, le=365)]]] = []
    notice_in: list[_Row[Literal["calendar_days", "working_days"]]] = []


class _Outside(_Part):
    key: Key
    label: Text
    alias: str
    clause: Clause


class _Tier(_Outside):
    rank: Annotated[int, Field(ge=1)]


class _Provisional(_Part):
    year: int
    tier: Key
    until: date
    clause: Clause


class _Geography(_Part):
    name: Text
    clause: Clause


class Cell(_Part):
    obligation: Literal["required", "recommended", "not_required"]
    clause: Clause
    value: bool | int | Decimal | Literal["worldwide"] | None = None


class _Criterion(_Part):
    id: Key
    label: Text
    kind: Literal["money", "count", "yes_no"]
    group: Literal["requirement", "prerequisite"] = Field(alias="class")
    clause: Clause
    counts: Literal[
        "aggregate_tcv",
        "offerings",
        "geographies",
        "people_trained",
        "contacts",
        "fact",
        "integrations",
        "agreement",
        "deal_money",
        "deals",
        "registered_deals",
        "customers",
        "membership_months",
    ]
    of: list[str] = []
    window: WindowTold = None
    portion: Literal["tcv", "partner", "services"] = "tcv"
    months: Annotated[int, Field(ge=0, le=_MOST_MONTHS)] = 0
    combine: Literal["any", "each", "all"] = "any"
    unit: tuple[Text, Text] | None = Field(default=None, strict=False)
    said: str = ""
    none: str = ""
    yes: str = ""
    no: str = ""
    rows: list[dict[str, Any]] = _SOME

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        allowed = _OF.get(self.counts, ())
        strangers = [word for word in self.of if word not in allowed]
        if strangers and self.counts != "geographies":
            raise ValueError(f"of: {self.counts} can't be of {', '.join(map(repr, strangers))}")
        if allowed and not self.of:
            raise ValueError(f"of: {self.counts} needs one of {', '.join(map(repr, allowed))}")
        for name, ways in _EXTRAS.items():
            if name in self.model_fields_set and self.counts not in ways:
                raise ValueError(f"{name}: only for {', '.join(ways)}")
        if self.counts in _EXTRAS["window"] and self.window is None:
            raise ValueError(f"window: {self.counts} needs one")
        kinds = _KINDS_OF.get(self.counts, ("count", "yes_no"))
        if self.kind not in kinds:
            raise ValueError(f"kind: {self.counts} gives {' or '.join(kinds)}, not {self.kind}")
        if self.kind == "count" and not (self.unit and "{n}" in self.said and self.none):
            raise ValueError("a count needs unit, said (with {n} in it) and none")
        if self.kind == "yes_no" and not (self.yes and self.no):
            raise ValueError("a yes_no needs the words yes and no")
        return self


class _Products(_Part):
    complete: bool
    names: list[Text]
    clause: Clause


class _Benefit(_Part):
    id: Key
    group: Text
    label: Text
    on: bool
    due: Literal["once", "each_win", "each_review"] = "once"
    person: Literal["", "executive sponsor", "alliance manager", "technical resource", "other"] = ""
    parts: list[Text] = []
    short: str = ""
    meeting: Literal["", "business_review", "pipeline_review", "roadmap", "workshop"] = ""
    rows: list[dict[str, Any]] = _SOME


class _Option(_Part):
    key: Key
    label: Text
    reading: Text | None = None
    sets: dict[str, Any] = {}
    number: tuple[int, int] | None = Field(default=None, strict=False)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.number and not 0 < self.number[0] < self.number[1]:
            raise ValueError("number: the least, then the greatest, as in [1, 31]")
        if self.number and "{n}" not in self.sets.values():
            raise ValueError('number: sets nothing to "{n}"')
        return self


class _Interpretation(_Part):
    id: Clause
    topic: Text
    problem: Text
    reading: Text
    clauses: list[Clause]
    options: list[_Option] = []

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        keys = [option.key for option in self.options]
        if len(keys) == 1 or len({*keys}) < len(keys):
            raise ValueError("options: two or more, each with its own key")
        if self.options and self.options[0].number:
            raise ValueError("options: the first is the usual one and takes no number")
        return self


class ProgramFile(_Part):
    name: Text
    version: Text
    begin: date = Field(alias="from")
    notice: date | None = None
    example: bool = False
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    geographies: list[_Geography] = _SOME
    geography_aliases: dict[str, list[str]] = {}
    tiers: list[_Tier] = _SOME
    outside: _Outside
    provisional: _Provisional | None = None
    measure: _Measure
    calendar: _Calendar = _Calendar()
    criteria: list[_Criterion] = _SOME
    products: _Products
    benefits: list[_Benefit]
    interpretations: list[_Interpretation]
