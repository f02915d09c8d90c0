"""Names, clauses, geographies and the provisional tier put into a program's text."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.errors import UserError
from models.program.editing import changed, entry_of, found, item_of, row_on


def set_word(text: str, place: tuple[str, ...], words: str) -> str:
    """One text of an entry: ("tiers", "gold", "label"), or of a part: ("outside", "alias").

    A unit is two texts, one of them named by its place, "0" or "1". What an entry has not yet
    is put into it.
    """

    def change(program: Any) -> None:
        part, *rest = place
        holder = entry_of(program, part, rest.pop(0)) if len(rest) > 1 else program[part]
        if rest[0] == "unit":
            one, many = holder["unit"]
            pair = [words, str(many)] if rest[1] == "0" else [str(one), words]
            holder["unit"] = item_of(pair)
        else:
            _put(holder, rest[0], words)

    return changed(text, change)


def set_row_clause(text: str, part: str, key: str, from_on: date, tier: str, clause: str) -> str:
    """The clause of a dated row from a day on: of one tier's cell, or of the row itself."""

    def change(program: Any) -> None:
        rows = program[part][key] if part in ("measure", "calendar") else None
        row = row_on(rows or entry_of(program, part, key)["rows"], from_on, key)
        if tier:
            row[tier] = item_of({**row[tier], "clause": clause})
        else:
            row["clause"] = clause

    return changed(text, change)


def set_geography(text: str, at: int, name: str, clause: str = "") -> str:
    """The geography at a place, or a new one behind the last; blank takes it out.

    Criteria and other names that go by it go by its new name.
    """

    def change(program: Any) -> None:
        places = program["geographies"]
        if at >= len(places):
            places.append(item_of({"name": name, "clause": clause}))
            return
        before = str(places[at]["name"])
        if not name:
            _refuse_used(program, before)
            del places[at]
            return
        if clause:
            places[at]["clause"] = clause
        places[at]["name"] = name
        for names in _named_lists(program).values():
            for number, one in enumerate(names):
                if one == before:
                    names[number] = name

    return changed(text, change)


def set_provisional(text: str, told: Mapping[str, Any] | None) -> str:
    """The tier of the first year as these values have it, or none of it."""

    def change(program: Any) -> None:
        import tomlkit

        if told is None:
            program.remove("provisional")
            return
        if "provisional" in program:
            for key, value in told.items():
                program["provisional"][key] = value
            return
        made = tomlkit.table()
        for key, value in told.items():
            made[key] = value
        made.add(tomlkit.nl())
        program["provisional"] = made

    return changed(text, change)


def _put(holder: Any, key: str, words: str) -> None:
    if key in holder:
        holder[key] = words
        return
    rest = [(name, holder[name]) for name in list(holder) if name == "rows"]
    for name, _ in rest:
        holder.remove(name)
    holder[key] = words
    for name, value in rest:
        holder[name] = value


def _named_lists(program: Any) -> dict[str, Any]:
    """Every list of geographies besides the list itself, by how a person calls it."""
    lists = {f"“{alias}”": names for alias, names in program.get("geography_aliases", {}).items()}
    for entry in program["criteria"]:
        if entry["counts"] == "geographies" and "of" in entry:
            lists[str(entry["label"])] = entry["of"]
    return lists


def _refuse_used(program: Any, name: str) -> None:
    if len(program["geographies"]) == 1:
        raise UserError("A program has one geography at least.", "Type another name instead.")
    for label, names in _named_lists(program).items():
        if name in list(found({"names": names}, "names", label)):
            raise UserError(f"{label} goes by {name}.", "Take it out of there in the text first.")
