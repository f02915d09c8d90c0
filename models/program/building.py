"""The terms that a program's parsed text gives on one day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from models.errors import UserError
from models.money import to_minor
from models.program import readings
from models.program.terms import (
    Ask,
    Benefit,
    Calendar,
    CriterionTerms,
    Interpretation,
    Option,
    Products,
    Provisional,
    Terms,
    Tier,
)
from models.program.windows import window_from
from models.text import day_text

Raw = Mapping[str, Any]


def build(raw: Raw, day: date, choices: Mapping[str, str], digest: str) -> Terms:
    """The terms of a program without faults, with these readings where they differ from the usual.

    Raises UserError for an unknown reading, or a day before the program's first values.
    """
    in_force = readings.chosen(raw, choices)
    raw = readings.applied(raw, in_force)
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
            _interpretation(entry, in_force[entry["id"]]) for entry in raw["interpretations"]
        ),
        closed_window=window_from(measure["wins"]),
        calendar=_calendar(raw.get("calendar", {}), day),
        readings=in_force,
        digest=digest,
        notice_on=raw.get("notice"),
        example=raw.get("example", False),
    )


def _row_on(day: date, rows: Sequence[Raw], place: str) -> Raw:
    begun = [row for row in rows if row["from"] <= day]
    if not begun:
        raise UserError(
            f"The program has no value of {place} for {day_text(day)}.",
            "Add a row with an earlier date to the program's file.",
        )
    return max(begun, key=lambda row: row["from"])


def _criterion(
    entry: Raw, day: date, keys: Iterable[str], currency: str, everywhere: int
) -> CriterionTerms:
    row = _row_on(day, entry["rows"], f"criteria.{entry['id']}")
    kind = entry["kind"]
    named = tuple(entry.get("of", ()))
    if entry["counts"] == "geographies" and named:
        everywhere = len(named)
    return CriterionTerms(
        id=entry["id"],
        label=entry["label"],
        kind=kind,
        group=entry["class"],
        clause=entry["clause"],
        counts=entry["counts"],
        of=named,
        asks={key: _ask(row[key], kind, currency, everywhere) for key in keys},
        unit=tuple(entry.get("unit", ("", ""))),
        said=entry.get("said", ""),
        none=entry.get("none", ""),
        yes=entry.get("yes", ""),
        no=entry.get("no", ""),
        window=window_from(entry["window"]) if "window" in entry else None,
        portion=entry.get("portion", "tcv"),
        months=entry.get("months", 0),
        combine=entry.get("combine", "any"),
    )


def _ask(cell: Raw, kind: str, currency: str, everywhere: int) -> Ask:
    value = cell.get("value", False if kind == "yes_no" else 0)
    worldwide = value == "worldwide"
    if worldwide:
        value = everywhere
    elif kind == "money":
        value = to_minor(Decimal(value), currency)
    return Ask(cell["obligation"], value, cell["clause"], worldwide)


def _benefit(entry: Raw, day: date, keys: Iterable[str]) -> Benefit:
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
        meeting=entry.get("meeting", ""),
    )


def _calendar(raw: Raw, day: date) -> Calendar:
    told = {name: _row_on(day, rows, f"calendar.{name}")["value"] for name, rows in raw.items()}
    return Calendar(
        statement_months=told.get("statement_months", 0),
        review_months=told.get("review_months", {}),
        notice_days=told.get("notice_days", 0),
        working_days=told.get("notice_in") == "working_days",
    )


def _interpretation(entry: Raw, choice: str) -> Interpretation:
    option = readings.option_of(entry, choice)
    return Interpretation(
        id=entry["id"],
        topic=entry["topic"],
        problem=entry["problem"],
        reading=option["reading"] if option else entry["reading"],
        clauses=tuple(entry["clauses"]),
        options=tuple(
            Option(
                key=told["key"],
                label=told["label"],
                reading=told.get("reading", entry["reading"]),
                sets=told.get("sets", {}),
                number=tuple(told["number"]) if "number" in told else None,
            )
            for told in entry.get("options", ())
        ),
        chosen=choice,
    )
