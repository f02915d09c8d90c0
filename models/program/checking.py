"""All that is wrong with a program file, each fault with its place; loaded only to check one."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ValidationError

from models.money import to_minor
from models.program import readings
from models.program.file_shape import Cell, ProgramFile
from models.toml_text import parsed

_GENEROUS = {"included": 2, "invite_only": 1, "not_included": 0}


def faults(text: str) -> list[str]:
    """All that keeps a program's text from being used, each with its place in it."""
    try:
        raw = parsed(text)
    except tomllib.TOMLDecodeError as fault:
        return [f"Not readable as TOML: {fault}."]
    return _parts(raw) or _across(raw) or _options(raw)


def _parts(raw: Mapping[str, Any]) -> list[str]:
    """Faults of the file's parts, each looked at by itself."""
    found = _told(ProgramFile, raw, "")
    keys = _keys(raw)
    for entry, place in _entries(raw, "criteria"):
        found += _criterion_rows(entry, place, keys)
    for entry, place in _entries(raw, "benefits"):
        found += _benefit_rows(entry, place, keys)
    return found


def warnings(text: str) -> list[str]:
    """What a usable text does that no program should, with the place; empty for another text."""
    return [] if faults(text) else list(_steps_back(parsed(text)))


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
            faulty = _told(Cell, row[key], f"{at}.{key}")
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
            if row.get(key) not in tuple(_GENEROUS):  # what is given may be a table
                found.append(f"{at}.{key}: one of {', '.join(_GENEROUS)}.")
        found += [
            f"{at}.{k}: no such tier." for k in row if k not in keys and k not in {"from", "clause"}
        ]
    return found


def _dated(row: Mapping[str, Any], at: str) -> list[str]:
    return [] if type(row.get("from")) is date else [f"{at}.from: a date is missing."]


def _across(raw: Mapping[str, Any]) -> list[str]:
    """Faults between parts of a file whose parts are right: repeats, gaps, unknown names."""
    found = []
    keys = _keys(raw)
    if raw.get("notice") and raw["notice"] >= raw["from"]:
        found.append("notice: the program begins on that day or before it.")
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
    for row in raw.get("calendar", {}).get("review_months", ()):
        strangers = [key for key in row["value"] if key not in keys]
        found += [f"calendar.review_months: no tier {key!r}." for key in strangers]
    wins, losses = (
        {row["from"]: row["value"] for row in raw["measure"][name]} for name in ("wins", "losses")
    )
    if wins != losses:
        found.append("measure.losses: the same windows as wins, from the same days.")
    for entry, place in _entries(raw, "criteria"):
        if entry["counts"] == "geographies":
            strangers = [name for name in entry.get("of", ()) if name not in places]
            found += [f"{place}.of: no geography {name!r}." for name in strangers]
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
    for part in ("measure", "calendar"):
        for name, rows in raw.get(part, {}).items():
            if rows:
                yield f"{part}.{name}", rows
    for part in ("criteria", "benefits"):
        for entry, place in _entries(raw, part):
            yield f"{place}.rows", entry["rows"]


def _options(raw: Mapping[str, Any]) -> list[str]:
    """Faults of what a reading sets: unknown places, and values that the place does not take."""
    found: list[str] = []
    setters: dict[str, str] = {}
    for entry, place in _entries(raw, "interpretations"):
        for number, told in enumerate(entry.get("options", ())):
            at = f"{place}.options[{number}]"
            unknown = [where for where in told.get("sets", {}) if readings.unknown(raw, where)]
            found += [f"{at}.sets: the program has no value {where!r}." for where in unknown]
            for where in told.get("sets", {}):
                if setters.setdefault(where, entry["id"]) != entry["id"]:
                    found.append(f"{at}.sets: {where} is set by {setters[where]} as well.")
            if not unknown:
                found += [f"{at}.sets: {words}" for words in _once_set(raw, entry, told)]
    return found


def _once_set(
    raw: Mapping[str, Any], entry: Mapping[str, Any], told: Mapping[str, Any]
) -> set[str]:
    """What is wrong with the program once this option is chosen."""
    usual = readings.chosen(raw, {})
    numbers = told.get("number", [None])
    said: set[str] = set()
    for number in numbers:
        choice = told["key"] if number is None else f"{told['key']}:{number}"
        changed = readings.applied(raw, usual | {entry["id"]: choice})
        said |= {*(_parts(changed) or _across(changed))}
    return said


def _steps_back(raw: Mapping[str, Any]) -> Iterator[str]:
    """Where a lower tier asks for more or gives more than the one above it (C009, A18)."""
    ranked = [tier["key"] for tier in sorted(raw["tiers"], key=lambda tier: tier["rank"])]
    everywhere = len(raw["geographies"])
    for part, more in (("criteria", "asks for more than"), ("benefits", "gives more than")):
        for entry, place in _entries(raw, part):
            for row, where in _entries(entry, "rows"):
                for high, low in pairwise([*ranked, raw["outside"]["key"]]):
                    if _weight(row[low], everywhere) > _weight(row[high], everywhere):
                        yield f"{place}.{where}: {low} {more} {high} ({entry['id']})."


def _weight(cell: Any, everywhere: int) -> tuple[int, Decimal]:
    """How much a cell asks or gives: the kind of it first, then the amount."""
    if isinstance(cell, str):
        return _GENEROUS[cell], Decimal(0)
    value = cell.get("value", 0)
    strength = ("not_required", "recommended", "required").index(cell["obligation"])
    return strength, Decimal(everywhere if value == "worldwide" else value)
