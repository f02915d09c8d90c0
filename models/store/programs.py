"""Which program a portfolio is run by: versions, readings, and the terms in force on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.errors import UserError
from models.ids import derived_id
from models.program import loading
from models.program.loading import Program
from models.program.terms import Terms
from models.program_year import KeptProgram
from models.store import records
from models.store.portfolio import Portfolio
from models.store.settings import set_setting, setting
from models.text import listed

_PROGRAM = "program"
_READING = "reading."
_OF = "/"  # between a program and its reading; no reading has it in its id


@dataclass(frozen=True, slots=True)
class ProgramChoice:
    """A program that a portfolio may run, and whether it is the one that it runs."""

    name: str
    versions: int
    example: bool
    origin: str
    in_use: bool


def terms_on(portfolio: Portfolio, day: date) -> Terms:
    """The terms that this portfolio is judged by on a day: its program, versions and readings.

    Raises UserError for a day before the first version of its program.
    """
    version = loading.in_force(in_use(portfolio), day)
    return version.terms_on(day, loading.known_readings(version.text, readings(portfolio)))


def in_use(portfolio: Portfolio) -> list[Program]:
    """The versions of the portfolio's program that decide: the bundled, then its own adopted."""
    name = program_name(portfolio)
    bundled = [program for program in loading.programs() if program.name == name]
    rows = portfolio.conn.rows(
        "SELECT version, from_on, notice_on, text FROM programs"
        " WHERE state = 'adopted' AND name = ? ORDER BY from_on, id",
        (name,),
    )
    own = [
        Program(
            name,
            version,
            date.fromisoformat(from_on),
            text,
            date.fromisoformat(notice_on) if notice_on else None,
        )
        for version, from_on, notice_on, text in rows
    ]
    return [*bundled, *own] or [p for p in loading.programs() if p.name == loading.usual_program()]


def program_name(portfolio: Portfolio) -> str:
    """The name of the program that the portfolio runs."""
    return setting(portfolio, _PROGRAM) or loading.usual_program()


def programs(portfolio: Portfolio) -> tuple[ProgramChoice, ...]:
    """Every program that can be chosen: the bundled, and those that the portfolio adopted."""
    now = program_name(portfolio)
    found: dict[str, ProgramChoice] = {}
    adopted = records.find(portfolio, KeptProgram, state="adopted")
    bundled = {(p.name, "bundled", p.example, p.version) for p in loading.programs()}
    own = {(p.name, "own", False, p.version) for p in adopted}
    for name, origin, example, _ in [*sorted(bundled), *sorted(own)]:
        known = found.get(name)
        found[name] = ProgramChoice(
            name,
            known.versions + 1 if known else 1,
            known.example if known else example,
            known.origin if known else origin,
            name == now,
        )
    return tuple(sorted(found.values(), key=lambda choice: (choice.example, choice.name)))


def choose_program(portfolio: Portfolio, name: str) -> None:
    """Run the portfolio by another program, as one change. Raises UserError for an unknown one."""
    names = [choice.name for choice in programs(portfolio)]
    if name not in names:
        raise UserError(f"There is no program {name!r}.", f"Choose {listed(names, 'or')}.")
    with portfolio.change(f"Run by {name}"):
        set_setting(portfolio, _PROGRAM, name)


def readings(portfolio: Portfolio, program: str = "") -> dict[str, str]:
    """The readings that were chosen in this portfolio for its program, or for another one, by id;
    the others are the usual ones.
    """
    begin = _reading_of(program or program_name(portfolio))
    rows = portfolio.conn.rows(
        "SELECT name, value FROM settings WHERE substr(name, 1, ?) = ? ORDER BY name",
        (len(begin), begin),
    )
    found = {name.removeprefix(begin): value for name, value in rows if value}
    return {name: value for name, value in found.items() if _OF not in name}


def _reading_of(program: str) -> str:
    """How a program's readings are named among the settings: two may have readings of one id."""
    return _READING if program == loading.usual_program() else f"{_READING}{program}{_OF}"


def choose_reading(portfolio: Portfolio, reading: str, option: str, today: date) -> None:
    """Read a place of the program's text in another way, as one change.

    `option` is its key, with a number where it takes one ("day:5"). Raises UserError where the
    program in force today has no such reading or option.
    """
    version = loading.in_force(in_use(portfolio), today)
    known = loading.known_readings(version.text, readings(portfolio))
    terms = version.terms_on(today, known | {reading: option})
    [told] = [entry for entry in terms.interpretations if entry.id == reading]
    if known.get(reading, told.usual) == option:
        return
    label = next((o.label for o in told.options if o.key == option.partition(":")[0]), option)
    with portfolio.change(f"Read {reading} as ‘{label}’"):
        begin = _reading_of(program_name(portfolio))
        set_setting(portfolio, f"{begin}{reading}", option)


def text_of(portfolio: Portfolio, digest: str) -> str:
    """The text of a program version by its digest. Raises UserError where nothing has it."""
    held = portfolio.conn.value("SELECT text FROM programs WHERE digest = ? LIMIT 1", (digest,))
    if held is not None:
        return str(held)
    for program in loading.programs():
        if loading.digest_of(program.text) == digest:
            return program.text
    raise UserError(
        f"The program version {digest[:12]}… is not in {portfolio.path.name} any more.",
        "Restore the newest backup; a decision can't be made again without its program.",
    )


def terms_of(
    portfolio: Portfolio,
    digest: str,
    day: date,
    chosen: Mapping[str, str] = loading.NO_READINGS,
) -> Terms:
    """The terms that a frozen decision was made by. Raises UserError where the text is gone."""
    return loading.terms_from(text_of(portfolio, digest), day, chosen)


def keep(portfolio: Portfolio, program: Terms | str) -> str:
    """Hold a version's text in the portfolio for ever (inside a change); its digest.

    So a frozen decision can be made again when the application ships another text.
    """
    text = program if isinstance(program, str) else text_of(portfolio, program.digest)
    digest = loading.digest_of(text)
    held = portfolio.conn.value(
        "SELECT 1 FROM programs WHERE digest = ? AND state <> 'draft' LIMIT 1", (digest,)
    )
    if held is None:
        head = loading.program_of(text)
        kept = KeptProgram(
            derived_id("programs", digest),
            head.name,
            head.version,
            head.from_on,
            head.notice_on,
            "kept",
            digest,
            text,
        )
        with portfolio.change(f"Keep version {head.version} of {head.name}"):
            records.add(portfolio, kept)
    return digest
