"""Cases of a program's versions: what lies beside the bundled, what was added to a version here."""

from dataclasses import dataclass

from models.errors import UserError
from models.program import cases, loading
from models.program_year import KeptProgram
from models.store import records
from models.store.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class VersionCases:
    """A version with its cases, blank where it has none; `id` is 0 for a bundled one."""

    id: int
    version: str
    state: str
    text: str
    cases: str


def of_program(portfolio: Portfolio, name: str) -> tuple[VersionCases, ...]:
    """The bundled versions of a program that have cases, then every version made here."""
    bundled = [
        VersionCases(0, program.version, "adopted", program.text, told)
        for program in loading.programs()
        if program.name == name and (told := cases.cases_beside(program))
    ]
    own = [
        VersionCases(kept.id, kept.version, kept.state, kept.text, kept.cases)
        for kept in records.find(portfolio, KeptProgram, name=name)
        if kept.state != "kept"
    ]
    return (*bundled, *own)


def put(portfolio: Portfolio, version_id: int, text: str) -> int:
    """Give a version these cases in place of those it had, as one change; how many there are.

    Raises UserError where they can't be read, or the version was not made here.
    """
    kept = _own(portfolio, version_id)
    count = len(cases.run(kept.text, text))
    with portfolio.change(f"Cases of version {kept.version}"):
        records.update(portfolio, KeptProgram, version_id, cases=text)
    return count


def take_away(portfolio: Portfolio, version_id: int) -> None:
    """Leave a version without cases. Raises UserError where it has none."""
    kept = _own(portfolio, version_id)
    if not kept.cases:
        raise UserError(f"Version {kept.version} has no cases.", "There is nothing to take away.")
    with portfolio.change(f"Take the cases of version {kept.version} away"):
        records.update(portfolio, KeptProgram, version_id, cases="")


def _own(portfolio: Portfolio, version_id: int) -> KeptProgram:
    kept = records.get(portfolio, KeptProgram, version_id)
    if kept.state == "kept":
        raise UserError(
            f"Version {kept.version} is bundled and has its own cases.", "Begin a version of it."
        )
    return kept
