"""Names, clauses, places and the provisional tier as fields of a form, and what is typed there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.errors import UserError
from models.program import editing_words as editing
from models.program.loading import program_of
from models.text import day_text
from models.toml_text import parsed
from models.typed import read_day

_CLAUSE = re.compile(r"[A-Z]\d{2,3}")
_NONE = "None"
_LONGEST = 300
_OLDEST, _NEWEST = 1990, 2200
_SENTENCES = {
    "said": ("as found", "A sentence with {n} where the number stands"),
    "none": ("where there is none", "A sentence"),
    "yes": ("where it is so", "A sentence"),
    "no": ("where it is not", "A sentence"),
}
_PARTS = {"tiers": "Tier", "criteria": "Criterion", "benefits": "Benefit"}


@dataclass(frozen=True, slots=True)
class WordField:
    """One name or text; its clause can be typed where `has_clause`, its value where `has_value`."""

    id: str
    part: str
    label: str
    value: str
    clause: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()
    has_value: bool = True
    has_clause: bool = False

    @property
    def locked(self) -> tuple[str, ...]:
        """Which of its two cells can't be typed into."""
        told = (("value", self.has_value), ("clause", self.has_clause))
        return tuple(name for name, there in told if not there)


def fields(text: str) -> tuple[WordField, ...]:
    """Every name, sentence and clause that the form can change, as a sound text has them."""
    raw = parsed(text)
    return (
        *_tiers(raw), *_provisional(raw), *_geographies(raw), *_criteria(raw), *_benefits(raw),
        *_clauses(raw, raw["from"]),
    )  # fmt: skip


def set_value(text: str, key: str, typed: str) -> str:
    """A program's text with what was typed for a name or a text.

    Raises UserError for what it can't be.
    """
    words = " ".join(typed.split())
    part, *rest = key.split("/")
    if part == "clause":
        raise UserError("Only the clause stands here.", "Type it in the column beside.")
    if part == "geographies":
        return _set_geography(text, int(rest[0]), words)
    if part == "provisional":
        return _set_provisional(text, rest[0], words)
    if len(words) > _LONGEST:
        raise UserError(f"That is longer than {_LONGEST} characters.", "Say it in fewer words.")
    field = rest[-2] if rest[-1] in ("0", "1") else rest[-1]
    if not words and field not in ("alias", "short"):
        raise UserError("This can’t be left blank.", "Type a few words.")
    if field == "said" and "{n}" not in words:
        raise UserError("The sentence has no {n} in it.", "Put {n} where the number stands.")
    if field == "label":
        _refuse_namesake(text, part, rest, words)
    return editing.set_word(text, (part, *rest), words)


def set_clause(text: str, key: str, typed: str) -> str:
    """A program's text with the clause that was typed. Raises UserError for what is none."""
    clause = typed.strip().upper()
    if not _CLAUSE.fullmatch(clause):
        raise UserError(
            f"{typed.strip() or 'Nothing'} is no clause.",
            "Type a letter with two or three digits, such as C019.",
        )
    part, *rest = key.split("/")
    day = program_of(text).from_on
    if part == "clause":
        return editing.set_row_clause(text, rest[0], rest[1], day, "".join(rest[2:]), clause)
    if part == "geographies":
        told = parsed(text)["geographies"]
        if int(rest[0]) >= len(told):
            raise UserError("There is no such geography yet.", "Type its name first.")
        return editing.set_geography(text, int(rest[0]), told[int(rest[0])]["name"], clause)
    if part == "provisional":
        return editing.set_provisional(text, {"clause": clause})
    if part == "benefits":
        return editing.set_row_clause(text, part, rest[0], day, "", clause)
    return editing.set_word(text, (part, *rest[:-1], "clause"), clause)


def _tiers(raw: Mapping[str, Any]) -> Iterator[WordField]:
    for tier in sorted(raw["tiers"], key=lambda tier: tier["rank"]):
        at, label = f"tiers/{tier['key']}", tier["label"]
        yield WordField(f"{at}/label", "Tiers", f"Tier {tier['rank']}", label, tier["clause"],
                        "Its name", has_clause=True)  # fmt: skip
        yield WordField(f"{at}/alias", "Tiers", f"Tier {tier['rank']}, other name", tier["alias"],
                        hint="May be blank")  # fmt: skip
    outside = raw["outside"]
    yield WordField("outside/label", "Tiers", "Outside the tiers", outside["label"],
                    outside["clause"], "What a partner is called there",
                    has_clause=True)  # fmt: skip
    yield WordField("outside/alias", "Tiers", "Outside the tiers, other name", outside["alias"],
                    hint="May be blank")  # fmt: skip


def _provisional(raw: Mapping[str, Any]) -> Iterator[WordField]:
    told = raw.get("provisional")
    labels = tuple(tier["label"] for tier in raw["tiers"])
    named = {tier["key"]: tier["label"] for tier in raw["tiers"]}
    yield WordField(
        "provisional/tier", "Provisional tier", "Tier of the first year",
        named.get(told["tier"], told["tier"]) if told else _NONE, told["clause"] if told else "",
        "Held without an assessment by partners invited in the first year", (_NONE, *labels),
        has_clause=bool(told),
    )  # fmt: skip
    if told:
        yield WordField("provisional/year", "Provisional tier", "First year", str(told["year"]),
                        hint="The year of the invitation")  # fmt: skip
        yield WordField("provisional/until", "Provisional tier", "Held until",
                        day_text(told["until"]), hint="The last day")  # fmt: skip


def _geographies(raw: Mapping[str, Any]) -> Iterator[WordField]:
    places = raw["geographies"]
    for at, place in enumerate(places):
        yield WordField(f"geographies/{at}", "Geographies", f"Geography {at + 1}", place["name"],
                        place["clause"], "Blank takes it out", has_clause=True)  # fmt: skip
    yield WordField(f"geographies/{len(places)}", "Geographies", "One more geography", "",
                    hint="Type its name to add it")  # fmt: skip


def _criteria(raw: Mapping[str, Any]) -> Iterator[WordField]:
    for entry in raw["criteria"]:
        at, name = f"criteria/{entry['id']}", entry["label"]
        yield WordField(f"{at}/label", "Criteria", name, name, entry["clause"], "Its name",
                        has_clause=True)  # fmt: skip
        for number, what in enumerate(("one", "several")):
            if entry.get("unit"):
                yield WordField(f"{at}/unit/{number}", "Criteria", f"{name}, {what} of it",
                                entry["unit"][number], hint="As in 1 person, 2 people")  # fmt: skip
        for field, (what, hint) in _SENTENCES.items():
            if entry.get(field):
                yield WordField(f"{at}/{field}", "Criteria", f"{name}, {what}", entry[field],
                                hint=hint)  # fmt: skip


def _benefits(raw: Mapping[str, Any]) -> Iterator[WordField]:
    for entry in raw["benefits"]:
        at, name = f"benefits/{entry['id']}", entry["label"]
        row = _row_on(entry["rows"], raw["from"])
        yield WordField(f"{at}/label", "Benefits", name, name, row["clause"], "Its name",
                        has_clause=True)  # fmt: skip
        yield WordField(f"{at}/group", "Benefits", f"{name}, group", entry["group"],
                        hint="What it stands under")  # fmt: skip
        yield WordField(f"{at}/short", "Benefits", f"{name}, in short", entry.get("short", ""),
                        hint="Heads its column; may be blank")  # fmt: skip


def _clauses(raw: Mapping[str, Any], day: date) -> Iterator[WordField]:
    """Clauses that stand in a cell or a value of their own."""
    labels = {tier["key"]: tier["label"] for tier in (*raw["tiers"], raw["outside"])}
    for entry in raw["criteria"]:
        row = _row_on(entry["rows"], day)
        for key, label in labels.items():
            yield _only_clause(
                f"criteria/{entry['id']}/{key}", f"{entry['label']}, {label}", row[key]["clause"]
            )
    for part in ("measure", "calendar"):
        for name, rows in raw.get(part, {}).items():
            words = name.replace("_", " ").capitalize()
            yield _only_clause(f"{part}/{name}", words, _row_on(rows, day)["clause"])


def _only_clause(key: str, label: str, clause: str) -> WordField:
    return WordField(
        f"clause/{key}", "Clauses", label, "", clause, has_value=False, has_clause=True
    )


def _row_on(rows: Any, day: date) -> Any:
    return max((row for row in rows if row["from"] <= day), key=lambda row: row["from"])


def _refuse_namesake(text: str, part: str, rest: list[str], words: str) -> None:
    raw = parsed(text)
    kin = [*raw["tiers"], raw["outside"]] if part in ("tiers", "outside") else raw[part]
    own = rest[0] if part != "outside" else raw["outside"]["key"]
    what = _PARTS.get(part, "Tier").lower()
    for other in kin:
        key = other.get("id") or other.get("key")
        if key != own and other["label"].casefold() == words.casefold():
            raise UserError(f"There is a {what} named {other['label']} already.", "Type another.")


def _set_geography(text: str, at: int, words: str) -> str:
    told = parsed(text)["geographies"]
    if at >= len(told) and not words:
        return text
    for number, place in enumerate(told):
        if number != at and place["name"].casefold() == words.casefold():
            raise UserError(f"There is a geography {place['name']} already.", "Type another name.")
    return editing.set_geography(text, at, words, told[-1]["clause"] if at >= len(told) else "")


def _set_provisional(text: str, field: str, words: str) -> str:
    raw = parsed(text)
    told = raw.get("provisional")
    if field == "tier":
        if words in ("", _NONE):
            return editing.set_provisional(text, None) if told else text
        keys = {tier["label"].casefold(): tier["key"] for tier in raw["tiers"]}
        if words.casefold() not in keys:
            names = ", ".join(tier["label"] for tier in raw["tiers"])
            raise UserError(f"{words} is no tier.", f"Choose {_NONE}, {names}.")
        tier, year = keys[words.casefold()], raw["from"].year
        first = {} if told else {"year": year, "until": date(year, 12, 31)}
        clause = {} if told else {"clause": raw["outside"]["clause"]}
        return editing.set_provisional(text, {**first, "tier": tier, **clause})
    if told is None:
        raise UserError("There is no provisional tier.", "Choose one first.")
    if field == "year":
        if not (words.isascii() and words.isdecimal() and _OLDEST <= int(words) <= _NEWEST):
            raise UserError(f"{words or 'Nothing'} is no year.", "Type one such as 2027.")
        _refuse_ended(int(words), told["until"])
        return editing.set_provisional(text, {"year": int(words)})
    until = read_day(words, raw["from"])
    if until is None:
        raise UserError("A provisional tier ends on some day.", "Type the last day.")
    _refuse_ended(told["year"], until)
    return editing.set_provisional(text, {"until": until})


def _refuse_ended(year: int, until: date) -> None:
    if until < date(year, 1, 1):
        raise UserError(
            f"The tier would end on {day_text(until)}, before the year {year} begins.",
            "Type a later day or an earlier year.",
        )
