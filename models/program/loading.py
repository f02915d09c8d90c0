"""Programs read from their files: which version, and which dated values, are in force on a day."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import resources
from models.errors import UserError
from models.money import to_minor
from models.program.terms import (
    Ask,
    Benefit,
    CriterionTerms,
    Interpretation,
    Products,
    Provisional,
    Terms,
    Tier,
)
from models.text import day_text

_ENDING = ".toml"


@dataclass(frozen=True, slots=True)
class Program:
    """One version of a program; it holds until the next version's `from_on`."""

    name: str
    version: str
    from_on: date
    text: str

    def terms_on(self, day: date) -> Terms:
        """The terms with the values dated on or before `day`, whichever version is in force."""
        return terms_from(self.text, day)


@cache
def programs() -> tuple[Program, ...]:
    """Every bundled program version, the oldest first."""
    files = sorted(resources.path("programs").glob(f"*{_ENDING}"))
    found = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        head = _parse(text)
        found.append(Program(head["name"], head["version"], head["from"], text))
    return tuple(sorted(found, key=lambda program: program.from_on))


@lru_cache(maxsize=64)
def terms_on(day: date) -> Terms:
    """The terms in force on a day. Raises UserError for a day before the first version."""
    begun = [program for program in programs() if program.from_on <= day]
    if not begun:
        first = programs()[0]
        raise UserError(
            f"{first.name} begins on {day_text(first.from_on)};"
            f" there are no rules for {day_text(day)}.",
            "Choose a later day.",
        )
    return begun[-1].terms_on(day)


def terms_from(text: str, day: date) -> Terms:
    """The terms that a program file's text gives on a day; check it with `faults` before."""
    raw = _parse(text)
    currency: str = raw["currency"]
    geographies = tuple(entry["name"] for entry in raw["geographies"])
    tiers = sorted((Tier(**tier) for tier in raw["tiers"]), key=lambda tier: tier.rank)
    outside = Tier(**raw["outside"], rank=0)
    keys = [tier.key for tier in (*tiers, outside)]
    rules = {name: _row_on(day, rows, f"measure.{name}") for name, rows in raw["measure"].items()}
    measure = {name: row["value"] for name, row in rules.items()}
    return Terms(
        program=raw["name"],
        version=raw["version"],
        from_on=raw["from"],
        currency=currency,
        tiers=tuple(tiers),
        outside=outside,
        criteria=tuple(
            _criterion(entry, day, keys, currency, len(geographies)) for entry in raw["criteria"]
        ),
        geographies=geographies,
        geography_aliases={k: tuple(v) for k, v in raw.get("geography_aliases", {}).items()},
        pipeline_quarters=measure["pipeline_quarters"],
        losses_count=measure["losses_count"],
        exclude_without_services=measure["exclude_without_services"],
        measurement_rule=measure["measurement_day"],
        board_rule=measure["board_prerequisites_day"],
        measure_clauses={name: row["clause"] for name, row in rules.items()},
        provisional=Provisional(**raw["provisional"]) if "provisional" in raw else None,
        products=Products(
            tuple(raw["products"]["names"]), raw["products"]["complete"], raw["products"]["clause"]
        ),
        benefits=tuple(_benefit(entry, day, keys) for entry in raw["benefits"]),
        interpretations=tuple(
            Interpretation(**(entry | {"clauses": tuple(entry["clauses"])}))
            for entry in raw["interpretations"]
        ),
    )


def faults(text: str) -> list[str]:
    """All that is wrong with a program file, each with its place in the file.

    What breaks the rule that higher tiers ask for more and give more (C009) is told too, as a
    sentence that begins with "Warning:". An empty list means that the file can be used.
    """
    from models.program import checking

    return checking.faults(text)


def _parse(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


def _row_on(day: date, rows: Sequence[Mapping[str, Any]], place: str) -> Mapping[str, Any]:
    begun = [row for row in rows if row["from"] <= day]
    if not begun:
        raise UserError(
            f"The program has no value of {place} for {day_text(day)}.",
            "Add a row with an earlier date to the program's file.",
        )
    return max(begun, key=lambda row: row["from"])


def _criterion(
    entry: Mapping[str, Any], day: date, keys: Iterable[str], currency: str, everywhere: int
) -> CriterionTerms:
    row = _row_on(day, entry["rows"], f"criteria.{entry['id']}")
    kind = entry["kind"]
    return CriterionTerms(
        id=entry["id"],
        label=entry["label"],
        kind=kind,
        group=entry["class"],
        clause=entry["clause"],
        counts=entry["counts"],
        of=tuple(entry.get("of", ())),
        asks={key: _ask(row[key], kind, currency, everywhere) for key in keys},
        unit=tuple(entry.get("unit", ("", ""))),
        said=entry.get("said", ""),
        none=entry.get("none", ""),
        yes=entry.get("yes", ""),
        no=entry.get("no", ""),
    )


def _ask(cell: Mapping[str, Any], kind: str, currency: str, everywhere: int) -> Ask:
    value = cell.get("value", False if kind == "yes_no" else 0)
    worldwide = value == "worldwide"
    if worldwide:
        value = everywhere
    elif kind == "money":
        value = to_minor(Decimal(value), currency)
    return Ask(cell["obligation"], value, cell["clause"], worldwide)


def _benefit(entry: Mapping[str, Any], day: date, keys: Iterable[str]) -> Benefit:
    row = _row_on(day, entry["rows"], f"benefits.{entry['id']}")
    return Benefit(
        id=entry["id"],
        group=entry["group"],
        label=entry["label"],
        on=entry["on"],
        clause=row["clause"],
        states={key: row[key] for key in keys},
        due=entry.get("due", "once"),
        person=entry.get("person", ""),
        parts=tuple(entry.get("parts", ())),
        short=entry.get("short", "") or entry["label"],
    )
