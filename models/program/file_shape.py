"""The shape of a program file, part by part; loaded only to check one."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.partner import AGREEMENT_KINDS, CONTACT_ROLES, TRAINING_KINDS

FACTS = ("free_training", "shield_sponsorship", "deal_registration")
# What each way of counting may be of; those that are not here count one thing only.
_OF = {
    "people_trained": TRAINING_KINDS,
    "contacts": CONTACT_ROLES,
    "fact": FACTS,
    "agreement": AGREEMENT_KINDS,
}
_KINDS_OF = {
    "aggregate_tcv": ("money",),
    "fact": ("yes_no",),
    "agreement": ("yes_no",),
    "geographies": ("count",),
}

Text = Annotated[str, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Clause = Annotated[str, Field(pattern=r"^[A-Z]\d{2,3}$")]
DayOfJanuary = Annotated[int, Field(ge=1, le=31)]
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
    wins: list[_Row[Literal["prior_year"]]] = _SOME
    losses: list[_Row[Literal["prior_year"]]] = _SOME
    losses_count: list[_Row[bool]] = _SOME
    pipeline_quarters: list[_Row[Annotated[int, Field(ge=1, le=40)]]] = _SOME
    exclude_without_services: list[_Row[bool]] = _SOME
    measurement_day: list[_Row[Literal["first_working_day"] | DayOfJanuary]] = _SOME
    board_prerequisites_day: list[_Row[Literal["end_of_prior_year", "measurement_day"]]] = _SOME


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
    ]
    of: list[str] = []
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
        if strangers:
            raise ValueError(f"of: {self.counts} can't be of {', '.join(map(repr, strangers))}")
        if allowed and not self.of:
            raise ValueError(f"of: {self.counts} needs one of {', '.join(map(repr, allowed))}")
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
    rows: list[dict[str, Any]] = _SOME


class _Interpretation(_Part):
    id: Clause
    topic: Text
    problem: Text
    reading: Text
    clauses: list[Clause]


class ProgramFile(_Part):
    name: Text
    version: Text
    begin: date = Field(alias="from")
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    geographies: list[_Geography] = _SOME
    geography_aliases: dict[str, list[str]] = {}
    tiers: list[_Tier] = _SOME
    outside: _Outside
    provisional: _Provisional | None = None
    measure: _Measure
    criteria: list[_Criterion] = _SOME
    products: _Products
    benefits: list[_Benefit]
    interpretations: list[_Interpretation]
