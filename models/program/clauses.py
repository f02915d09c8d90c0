"""The register of the guide's clauses: what each says, how it is carried out, and where."""

import tomllib
from dataclasses import dataclass
from functools import cache

import resources

HOW = ("rule", "record", "checklist", "report", "reminder", "setting")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause; `planned` names the work that will carry it out, blank once something does."""

    id: str
    says: str
    how: tuple[str, ...]
    where: str
    planned: str = ""


@cache
def register() -> tuple[Clause, ...]:
    """Every clause of the guide by id (C001-C108)."""
    text = resources.path("clauses/security-services-alliance-2021.toml").read_text("utf-8")
    return tuple(
        Clause(key, entry["says"], tuple(entry["how"]), entry["where"], entry.get("planned", ""))
        for key, entry in tomllib.loads(text).items()
    )
