"""A program's first day moved, and with it the values that began on it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.errors import UserError
from models.toml_text import parsed


def move_first_day(text: str, day: date) -> str:
    """The text with another first day; rows dated on the former one move along.

    Comments and layout stay. Raises UserError where the text is no TOML.
    """
    import tomllib

    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        parsed(text)
        program = tomlkit.parse(text)
    except (tomllib.TOMLDecodeError, TOMLKitError) as fault:
        raise UserError(
            f"The program's text is not readable as TOML: {fault}.", "Correct it there first."
        ) from fault
    before = program.get("from")
    program["from"] = day
    for row in _rows(program):
        if row.get("from") == before:
            row["from"] = day
    return tomlkit.dumps(program)


def _rows(program: Any) -> Iterator[Any]:
    for part in ("measure", "calendar"):
        for rows in program.get(part, {}).values():
            yield from rows
    for part in ("criteria", "benefits"):
        for entry in program.get(part, ()):
            yield from entry.get("rows", ())
