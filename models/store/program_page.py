"""What the Program page reads: values with their clauses, readings, versions, drafts, movers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import resources
from models.errors import UserError
from models.program import cases, clauses, diff, draft_words, loading, shown
from models.program.clauses import Clause
from models.program.diff import Difference
from models.program.draft_words import WordField
from models.program.moves import Move
from models.program.shown import BenefitRow, CriterionRow, MeasureRow
from models.program.terms import Terms
from models.program_year import KeptProgram
from models.store import backtest, records, version_cases
from models.store.portfolio import Portfolio
from models.store.programs import (
    ProgramChoice,
    in_use,
    program_name,
    programs,
    readings,
    terms_on,
    text_of,
)
from models.store.version_cases import VersionCases
from models.store.versions import Version, versions

Progress = Callable[[int, int, str], object]
WARNING = "Warning: "


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list; its id is that of the record, for a bundled one its digest.

    `state` is bundled, adopted, draft or kept; `held` where frozen decisions rest on it.
    """

    id: object
    version: Version
    state: str
    in_force: bool
    held: bool = False
    faults: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class ProgramView:
    """The program that a portfolio runs, on one day; without terms where `problem` says why."""

    name: str
    day: date
    today: date
    choices: tuple[ProgramChoice, ...]
    versions: tuple[VersionRow, ...]
    clauses: tuple[Clause, ...]
    cases: tuple[VersionCases, ...]
    terms: Terms | None = None
    version: Version | None = None
    requirements: tuple[CriterionRow, ...] = ()
    benefits: tuple[BenefitRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    problem: UserError | None = None

    @property
    def has_cases(self) -> bool:
        return any(told.cases for told in self.cases)

    @property
    def changed_readings(self) -> int:
        """How many readings are not the usual ones."""
        entries = self.terms.interpretations if self.terms else ()
        return sum(entry.chosen != entry.usual for entry in entries)


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft with what it says on its first day, what is wrong with it, and what is new in it.

    Without terms the text can't be read as a program yet; `others` are the versions it may be
    compared with, `against` the one that it is.
    """

    kept: KeptProgram
    terms: Terms | None
    requirements: tuple[CriterionRow, ...]
    benefits: tuple[BenefitRow, ...]
    measures: tuple[MeasureRow, ...]
    words: tuple[WordField, ...]
    faults: tuple[str, ...]
    warnings: tuple[str, ...]
    others: tuple[VersionRow, ...]
    against: object
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """Every partner judged by the terms in force and by others."""

    old: Terms
    new: Terms
    day: date
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of one version, and what came out otherwise than it had to."""

    id: int
    version: str
    name: str
    clauses: tuple[str, ...]
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.differences


def view(portfolio: Portfolio, day: date, today: date) -> ProgramView:
    """The program of a portfolio as it is on a day."""
    name = program_name(portfolio)
    rows = tuple(_rows(portfolio, name, day))
    of_name = [program for program in loading.programs() if program.name == name]
    common = (
        name,
        day,
        today,
        programs(portfolio),
        rows,
        _register_of(of_name),
        version_cases.of_program(portfolio, name),
    )
    try:
        terms = terms_on(portfolio, day)
    except UserError as error:
        return ProgramView(*common, problem=error)
    text = text_of(portfolio, terms.digest)
    return ProgramView(
        *common,
        terms,
        next((row.version for row in rows if row.in_force), None),
        shown.requirements(terms),
        shown.benefits(terms),
        shown.measures(text, terms, day),
    )


def _rows(portfolio: Portfolio, name: str, day: date) -> Iterator[VersionRow]:
    """Every version of a program, and the portfolio's own ones of other programs."""
    in_force = ""
    if any(program.from_on <= day for program in in_use(portfolio)):
        in_force = loading.in_force(in_use(portfolio), day).text
    kept = records.find(portfolio, KeptProgram)
    held = {record.digest for record in kept if record.state == "kept"}
    names = [name, *sorted({record.name for record in kept} - {name})]
    for of_name in names:
        for version in versions(portfolio, of_name):
            if version.origin == "bundled" and of_name != name:
                continue
            yield _row(version, version.text == in_force, version.digest in held)
    bundled = {loading.digest_of(program.text) for program in loading.programs()}
    for record in kept:
        if record.state == "kept" and record.digest not in bundled:
            yield VersionRow(record.id, _version(record), "kept", in_force=False, held=True)


def _row(version: Version, in_force: bool, held: bool) -> VersionRow:
    found = loading.check_text(version.text, version.version) if version.state == "draft" else []
    warned = sum(words.startswith(WARNING) for words in found)
    return VersionRow(
        version.id or version.digest,
        version,
        "bundled" if version.origin == "bundled" else version.state,
        in_force and version.state == "adopted",
        held,
        len(found) - warned,
        warned,
    )


def _version(record: KeptProgram) -> Version:
    return Version(
        record.id, record.name, record.version, record.from_on, None, record.notice_on,
        record.state, "own", record.digest, record.text, record.note,
    )  # fmt: skip


def _register_of(of_name: list[loading.Program]) -> tuple[Clause, ...]:
    """The register of clauses, where it belongs to one of these versions."""
    folder = resources.path("clauses")
    known = any(program.file and (folder / program.file).is_file() for program in of_name)
    return clauses.register() if known else ()


def draft_view(
    portfolio: Portfolio, draft_id: int, today: date, against: object = None
) -> DraftView:
    """A draft, compared with another version, or with the one in force before its first day.

    Raises UserError where there is no such draft any more.
    """
    kept = records.find(portfolio, KeptProgram, id=draft_id)
    if not kept or kept[0].state != "draft":
        raise UserError("This draft is not there any more.", "Go back to the list of versions.")
    draft = kept[0]
    others = tuple(row for row in _rows(portfolio, draft.name, today) if row.version.id != draft_id)
    found = loading.check_text(draft.text, f"Version {draft.version}")
    base = _base(draft, others, against)
    terms = None
    rows: tuple[
        tuple[CriterionRow, ...], tuple[BenefitRow, ...], tuple[MeasureRow, ...],
        tuple[WordField, ...],
    ]  # fmt: skip
    rows = (), (), (), ()
    try:
        terms = loading.terms_from(draft.text, draft.from_on)
        rows = (
            shown.requirements(terms),
            shown.benefits(terms),
            shown.measures(draft.text, terms, draft.from_on),
            draft_words.fields(draft.text),
        )
        told = diff.of_texts(base.version.text, draft.text) if base else ()
    except UserError:
        terms, told = None, ()  # its faults say why
    return DraftView(
        draft,
        terms,
        *rows,
        tuple(words for words in found if not words.startswith(WARNING)),
        tuple(words.removeprefix(WARNING) for words in found if words.startswith(WARNING)),
        others,
        base.id if base else None,
        told,
    )


def _base(draft: KeptProgram, others: tuple[VersionRow, ...], against: object) -> VersionRow | None:
    chosen = [row for row in others if row.id == against]
    before = [
        row
        for row in others
        if row.version.name == draft.name
        and row.version.state == "adopted"
        and row.version.from_on < draft.from_on
    ]
    newest = sorted(before, key=lambda row: row.version.from_on)[-1:]
    return next(iter([*chosen, *newest, *others[:1]]), None)


def moves_of_reading(
    portfolio: Portfolio, reading: str, option: str, day: date, progress: Progress
) -> Moves:
    """Who would move if one place of the program's text were read in another way."""
    version = loading.in_force(in_use(portfolio), day)
    known = loading.known_readings(version.text, readings(portfolio))
    return _moves(portfolio, version.terms_on(day, known | {reading: option}), day, progress)


def moves_of_text(portfolio: Portfolio, text: str, day: date, progress: Progress) -> Moves:
    """Who would move if another version, or another program, were in force on a day.

    Values that begin later, as those of a version with a later first day, count all the same.
    """
    head = loading.program_of(text)
    known = loading.known_readings(text, readings(portfolio, head.name))
    terms = loading.terms_from(text, max(day, head.from_on), known)
    return _moves(portfolio, terms, day, progress)


def moves_of_program(portfolio: Portfolio, name: str, day: date, progress: Progress) -> Moves:
    """Who would move if the portfolio ran by another program. Raises UserError before its day."""
    found = [(row.version.from_on, row.version.text) for row in _rows(portfolio, name, day)
             if row.version.name == name and row.version.state == "adopted"]  # fmt: skip
    begun = [(first, text) for first, text in found if first <= day] or found[:1]
    return moves_of_text(portfolio, max(begun)[1], day, progress)


def _moves(portfolio: Portfolio, new: Terms, day: date, progress: Progress) -> Moves:
    old = terms_on(portfolio, day)
    return Moves(old, new, day, backtest.backtest(portfolio, new, day, progress))


def run_cases(versions: Sequence[VersionCases]) -> tuple[CaseRow, ...]:
    """Every case of some versions, run by its own; a version that can't be run says why."""
    found: list[tuple[str, cases.CaseResult]] = []
    for told in versions:
        if not told.cases:
            continue
        try:
            results = cases.run(told.text, told.cases)
        except UserError as error:
            name = f"The cases of version {told.version}"
            results = (cases.CaseResult(name, (), (str(error),)),)
        found += [(told.version, result) for result in results]
    return tuple(
        CaseRow(number, version, result.name, result.clauses, result.differences)
        for number, (version, result) in enumerate(found, start=1)
    )
