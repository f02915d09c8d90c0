"""All that is wrong with a program file, each fault with its place; loaded only to check one."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from models.money import to_minor
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
_GENEROUS = {"included": 2, "invite_only": 1, "not_included": 0}

Text = Annotated[str, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Clause = Annotated[str, Field(pattern=r"^[A-Z]\d{2,3}$")]
Obligation = Literal["required", "recommended", "not_required"]
State = Literal["included", "invite_only", "not_included"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Row(_Part):
    begin: date = Field(alias="from")
    clause: Clause


class _Whole(_Row):
    value: Annotated[int, Field(ge=1, le=40)]


class _Switch(_Row):
    value: bool


class _Year(_Row):
    value: Literal["calendar"]


class _Closed(_Row):
    value: Literal["prior_year"]


class _MeasurementDay(_Row):
    value: Literal["first_working_day"] | Annotated[int, Field(ge=1, le=31)]


class _BoardDay(_Row):
    value: Literal["end_of_prior_year", "measurement_day"]


class _Measure(_Part):
    program_year: Annotated[list[_Year], Field(min_length=1)]
    wins: Annotated[list[_Closed], Field(min_length=1)]
    losses: Annotated[list[_Closed], Field(min_length=1)]
    losses_count: Annotated[list[_Switch], Field(min_length=1)]
    pipeline_quarters: Annotated[list[_Whole], Field(min_length=1)]
    exclude_without_services: Annotated[list[_Switch], Field(min_length=1)]
    measurement_day: Annotated[list[_MeasurementDay], Field(min_length=1)]
    board_prerequisites_day: Annotated[list[_BoardDay], Field(min_length=1)]


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


class _Cell(_Part):
    obligation: Obligation
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
    rows: Annotated[list[dict[str, Any]], Field(min_length=1)]

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
    rows: Annotated[list[dict[str, Any]], Field(min_length=1)]


class _Interpretation(_Part):
    id: Clause
    topic: Text
    problem: Text
    reading: Text
    clauses: list[Clause]


class _File(_Part):
    name: Text
    version: Text
    begin: date = Field(alias="from")
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    geographies: Annotated[list[_Geography], Field(min_length=1)]
    geography_aliases: dict[str, list[str]] = {}
    tiers: Annotated[list[_Tier], Field(min_length=1)]
    outside: _Outside
    provisional: _Provisional | None = None
    measure: _Measure
    criteria: Annotated[list[_Criterion], Field(min_length=1)]
    products: _Products
    benefits: list[_Benefit]
    interpretations: list[_Interpretation]


def faults(text: str) -> list[str]:
    """See `models.program.loading.faults`."""
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        return [f"Not readable as TOML: {fault}."]
    found = _told(_File, raw, "")
    keys = _keys(raw)
    for entry, place in _entries(raw, "criteria"):
        found += _criterion_rows(entry, place, keys)
    for entry, place in _entries(raw, "benefits"):
        found += _benefit_rows(entry, place, keys)
    if found:
        return found
    return [*_across(raw, keys), *_steps_back(raw)]


def _told(model: type[BaseModel], raw: object, place: str) -> list[str]:
    try:
        model.model_validate(raw)
    except ValidationError as fault:
        told: dict[str, str] = {}
        for one in fault.errors():
            # Inside a choice pydantic adds the name of the type that it tried; no place in a file.
            steps = [s for s in one["loc"] if isinstance(s, int) or "[" not in s]
            steps = [s for s in steps if s not in {"bool", "int", "decimal"}]
            where = place
            for step in steps:
                where += f"[{step}]" if isinstance(step, int) else f".{step}"
            told.setdefault(where.lstrip("."), one["msg"].removeprefix("Value error, "))
        return [f"{where}: {words}." if where else f"{words}." for where, words in told.items()]
    return []


def _keys(raw: Mapping[str, Any]) -> list[str]:
    entries = [entry for entry, _ in _entries(raw, "tiers")] + [raw.get("outside")]
    keys = [entry.get("key") for entry in entries if isinstance(entry, dict)]
    return [key for key in keys if isinstance(key, str)]


def _entries(raw: Mapping[str, Any], name: str) -> Iterator[tuple[dict[str, Any], str]]:
    entries = raw.get(name)
    if isinstance(entries, list):
        for place, entry in enumerate(entries):
            if isinstance(entry, dict):
                yield entry, f"{name}[{place}]"


def _criterion_rows(entry: Mapping[str, Any], place: str, keys: list[str]) -> list[str]:
    found = []
    for row, where in _entries(entry, "rows"):
        at = f"{place}.{where}"
        found += _dated(row, at)
        found += [f"{at}.{k}: no such tier." for k in row if k not in keys and k != "from"]
        for key in keys:
            if key not in row:
                found.append(f"{at}.{key}: missing.")
                continue
            faulty = _told(_Cell, row[key], f"{at}.{key}")
            found += faulty or _cell(row[key], entry, f"{at}.{key}")
    return found


def _cell(cell: Mapping[str, Any], entry: Mapping[str, Any], at: str) -> list[str]:
    value, kind = cell.get("value"), entry.get("kind")
    if cell["obligation"] == "not_required":
        return [] if value is None else [f"{at}.value: nothing is asked, so no value."]
    if kind == "yes_no":
        return [] if value is True else [f"{at}.value: true, since the answer is yes or no."]
    if kind == "count":
        if value == "worldwide" and entry.get("counts") == "geographies":
            return []
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return []
        return [f"{at}.value: a whole number above 0."]
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and value > 0:
        return []
    return [f"{at}.value: an amount above 0."]


def _benefit_rows(entry: Mapping[str, Any], place: str, keys: list[str]) -> list[str]:
    found = []
    for row, where in _entries(entry, "rows"):
        at = f"{place}.{where}"
        found += _dated(row, at)
        if not isinstance(row.get("clause"), str):
            found.append(f"{at}.clause: missing.")
        for key in keys:
            if row.get(key) not in _GENEROUS:
                found.append(f"{at}.{key}: one of {', '.join(_GENEROUS)}.")
        found += [
            f"{at}.{k}: no such tier." for k in row if k not in keys and k not in {"from", "clause"}
        ]
    return found


def _dated(row: Mapping[str, Any], at: str) -> list[str]:
    return [] if isinstance(row.get("from"), date) else [f"{at}.from: a date is missing."]


def _across(raw: Mapping[str, Any], keys: list[str]) -> list[str]:
    """Faults between parts of a file whose parts are right: repeats, gaps, unknown names."""
    found = []
    ranks = sorted(tier["rank"] for tier in raw["tiers"])
    if ranks != list(range(1, len(ranks) + 1)):
        found.append("tiers: the ranks are 1, 2, 3 … with 1 the highest, each once.")
    for name, field in (
        ("tiers", "key"),
        ("criteria", "id"),
        ("benefits", "id"),
        ("geographies", "name"),
        ("interpretations", "id"),
    ):
        values = [entry[field] for entry in raw[name]]
        found += [f"{name}: {v!r} stands twice." for v in sorted({*values}) if values.count(v) > 1]
    if raw["outside"]["key"] in [tier["key"] for tier in raw["tiers"]]:
        found.append("outside.key: this is a tier's key.")
    if raw.get("provisional") and raw["provisional"]["tier"] not in keys[:-1]:
        found.append("provisional.tier: no such tier.")
    places = [entry["name"] for entry in raw["geographies"]]
    for alias, names in raw.get("geography_aliases", {}).items():
        strangers = [name for name in names if name not in places]
        found += [f"geography_aliases.{alias}: no geography {name!r}." for name in strangers]
    for entry, place in _entries(raw, "criteria"):
        if entry["kind"] == "money":
            for row, where in _entries(entry, "rows"):
                found += [
                    f"{place}.{where}.{key}.value: more decimals than {raw['currency']} has."
                    for key in keys
                    if not _fits(row[key].get("value", 0), raw["currency"])
                ]
    for where, rows in _dated_rows(raw):
        dates = [row["from"] for row in rows]
        if min(dates) > raw["from"]:
            found.append(f"{where}: no value from {raw['from']}, when the program begins.")
        if len({*dates}) < len(dates):
            found.append(f"{where}: two rows begin on the same day.")
    return found


def _fits(amount: int | Decimal, currency: str) -> bool:
    try:
        to_minor(Decimal(amount), currency)
    except ValueError:
        return False
    return True


def _dated_rows(raw: Mapping[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for name, rows in raw["measure"].items():
        yield f"measure.{name}", rows
    for part in ("criteria", "benefits"):
        for entry, place in _entries(raw, part):
            yield f"{place}.rows", entry["rows"]


def _steps_back(raw: Mapping[str, Any]) -> Iterator[str]:
    """Where a lower tier asks for more or gives more than the one above it (C009, A18)."""
    ranked = [tier["key"] for tier in sorted(raw["tiers"], key=lambda tier: tier["rank"])]
    everywhere = len(raw["geographies"])
    for part, more in (("criteria", "asks for more than"), ("benefits", "gives more than")):
        for entry, place in _entries(raw, part):
            for row, where in _entries(entry, "rows"):
                for high, low in pairwise([*ranked, raw["outside"]["key"]]):
                    if _weight(row[low], everywhere) > _weight(row[high], everywhere):
                        yield f"Warning: {place}.{where}: {low} {more} {high} ({entry['id']})."


def _weight(cell: Any, everywhere: int) -> tuple[int, Decimal]:
    """How much a cell asks or gives: the kind of it first, then the amount."""
    if isinstance(cell, str):
        return _GENEROUS[cell], Decimal(0)
    value = cell.get("value", 0)
    strength = ("not_required", "recommended", "required").index(cell["obligation"])
    return strength, Decimal(everywhere if value == "worldwide" else value)
