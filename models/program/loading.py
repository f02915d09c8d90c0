"""Programs read from their files: which version, and which dated values, are in force on a day."""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import resources
from models.errors import UserError
from models.files import read_text
from models.program import building, readings
from models.program.terms import Terms
from models.text import day_text
from models.toml_text import parsed

_ENDING = ".toml"
CASES_ENDING = ".cases.toml"
NO_READINGS: Mapping[str, str] = {}
# What reading a file may raise where the file is not what `faults` asks for.
_BROKEN = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, IndexError)


@dataclass(frozen=True, slots=True)
class Program:
    """One version of a program; it holds until the next version's `from_on`."""

    name: str
    version: str
    from_on: date
    text: str
    notice_on: date | None = None
    example: bool = False
    file: str = ""

    def terms_on(self, day: date, chosen: Mapping[str, str] = NO_READINGS) -> Terms:
        """The terms with the values dated on or before `day`, whichever version is in force."""
        return terms_from(self.text, day, chosen)


@cache
def programs() -> tuple[Program, ...]:
    """Every bundled program version, the oldest first, examples last.

    Raises UserError where a file is no program.
    """
    files = sorted(resources.path("programs").glob(f"*{_ENDING}"))
    found = [
        program_of(file.read_text(encoding="utf-8"), file.name)
        for file in files
        if not file.name.endswith(CASES_ENDING)
    ]
    return tuple(sorted(found, key=lambda program: (program.example, program.from_on)))


def usual_program() -> str:
    """The name of the program that a portfolio runs unless another one is chosen."""
    return next((p.name for p in programs() if not p.example), programs()[0].name)


def program_of(text: str, file: str = "") -> Program:
    """The head of a program's text. Raises UserError where it has none."""
    try:
        head = _parsed(text)
        told = Program(
            head["name"],
            head["version"],
            head["from"],
            text,
            head.get("notice"),
            head.get("example", False),
            file,
        )
    except _BROKEN as fault:
        raise _unusable(text, file) from fault
    if not (isinstance(told.name, str) and isinstance(told.version, str)):
        raise _unusable(text, file)
    if not isinstance(told.from_on, date):
        raise _unusable(text, file)
    return told


def terms_on(day: date) -> Terms:
    """The terms of the usual program on a day, as it is bundled and usually read.

    Raises UserError for a day before its first version.
    """
    name = usual_program()
    return in_force([p for p in programs() if p.name == name], day).terms_on(day)


def in_force(versions: Sequence[Program], day: date) -> Program:
    """Of a program's versions the one in force on a day; the later one in the row where two begin
    on one day. Raises UserError for a day before the first.
    """
    begun = [version for version in versions if version.from_on <= day]
    if not begun:
        first = min(versions, key=lambda version: version.from_on)
        raise UserError(
            f"{first.name} begins on {day_text(first.from_on)};"
            f" there are no rules for {day_text(day)}.",
            "Choose a later day.",
        )
    newest = max(version.from_on for version in begun)
    return [version for version in begun if version.from_on == newest][-1]


def terms_from(text: str, day: date, chosen: Mapping[str, str] = NO_READINGS) -> Terms:
    """The terms that a program's text gives on a day, with readings chosen by id.

    The same text, readings and dated values give the same object, also on another day. Raises
    UserError for an unknown reading, and with the first fault where the text is no program.
    """
    try:
        begun = bisect_right(boundaries(text), day)
        since = boundaries(text)[begun - 1] if begun else day
        return _terms(text, since, tuple(sorted(chosen.items())))
    except _BROKEN as fault:
        raise _unusable(text) from fault


def known_readings(text: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """Of some choices those that this text has; the others were made for another program."""
    try:
        return readings.known(_parsed(text), chosen)
    except _BROKEN as fault:
        raise _unusable(text) from fault


@lru_cache(maxsize=256)
def _terms(text: str, since: date, chosen: tuple[tuple[str, str], ...]) -> Terms:
    return building.build(_parsed(text), since, dict(chosen), digest_of(text))


@lru_cache(maxsize=64)
def boundaries(text: str) -> tuple[date, ...]:
    """Every day on which some value of a program's text begins, the earliest first."""
    raw = _parsed(text)
    found = {raw["from"]}
    for part in ("measure", "calendar"):
        found |= {row["from"] for rows in raw.get(part, {}).values() for row in rows}
    for part in ("criteria", "benefits"):
        found |= {row["from"] for entry in raw[part] for row in entry["rows"]}
    return tuple(sorted(found))


@lru_cache(maxsize=64)
def digest_of(text: str) -> str:
    """SHA-256 of a program's text, by which it is known for ever."""
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=64)
def _parsed(text: str) -> Mapping[str, Any]:
    return parsed(text)


def faults(text: str) -> list[str]:
    """All that is wrong with a program's text, each with its place in it, and what it warns of.

    A warning is a sentence that begins with "Warning:". An empty list means that the text can
    be used.
    """
    from models.program import checking

    return [*checking.faults(text), *(f"Warning: {words}" for words in checking.warnings(text))]


def check_text(text: str, name: str) -> list[str]:
    """Faults and warnings with the file's name, and the line where it can be found."""
    from models.program import places

    return places.told(faults(text), text, name)


def check_file(path: Path) -> list[str]:
    """Faults and warnings of a program file, each with its name and, where found, its line."""
    try:
        text = read_text(path)
    except UserError as fault:
        return [fault.message]
    return check_text(text, path.name)


def _unusable(text: str, file: str = "") -> UserError:
    from models.program import checking

    first = next(iter(checking.faults(text)), "it is no program")
    name = file or "The program's text"
    told = check_text(text, name)
    return UserError(
        f"{told[0] if told else f'{name}: {first}'}", "Correct it there; nothing was changed."
    )
