"""Which of a file's columns are which of ours and how its cells are meant, and what is asked."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from models.errors import UserError
from models.intake import reasons
from models.intake.encodings import NAMES
from models.intake.headers import key
from models.intake.kinds import KINDS
from models.toml_text import parsed

# Columns that say of a deal by yes and no whether it is closed, and won.
FLAGS = ("is_won", "is_lost", "is_closed")
OUTCOMES = ("is_active", *FLAGS, "status", "status_reason", "stage")
PORTIONS = ("partner_tcv", "services_tcv")
MONEY = (*PORTIONS, "amount")
_TABLES = {"date_order": ("dmy", "mdy", "ymd"), "decimal": ("point", "comma")}
_WORDS = {
    "deleted": ("keep", "skip"),
    "split": ("portions", "rest"),
    "unit": ("1", "k", "M"),
    "repeats": ("last", "sum"),
    "encoding": tuple(NAMES),
}
MEANINGS = ("open", "won", "lost", "unqualified")
_MAPPING_HINT = (
    'It needs [columns] with "their header" = "our column", and may have [values.status]'
    " and [values.partner]."
)


SEVERAL = "\x1f"  # stands between the headers of an answer that names several


class Choice(NamedTuple):
    """One answer to a question; `readings` show it on the file's own cells."""

    value: str
    label: str
    readings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What the file does not say. Where it is not `needed`, `default` stands until answered.

    `hint` says how the command line answers it.
    """

    id: str
    text: str
    choices: tuple[Choice, ...]
    hint: str
    needed: bool = True
    default: str = ""
    free: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person said of a file: their headers → our columns, their words → our statuses.

    Columns of money that go to one of ours are added up. `date_order` and `decimal` hold a value
    per column of ours, or for all under "". `services_percent` is the services portion of an
    amount that is not split; `split` says whether the portion without a column is the rest of the
    amount, `unit` what amounts are written in, `repeats` what several rows of one deal are,
    `outcome` which columns tell the status. `same` says of names of partners in the file which
    partner of ours they mean; "" is a new one.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    partner: str = ""
    date_order: Mapping[str, str] = field(default_factory=dict)
    decimal: Mapping[str, str] = field(default_factory=dict)
    deleted: str = ""
    services_percent: int = 0
    split: str = ""
    unit: str = ""
    repeats: str = ""
    encoding: str = ""
    outcome: tuple[str, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)

    def answered(self, question: str, value: str) -> "Stated":
        """The same with one question answered; a question's id says what its answer sets."""
        what, _, about = question.partition(":")
        if what == "partner" and value.startswith("name:"):
            return replace(self, partner=value.removeprefix("name:"))
        if what in ("partner", "column"):
            way, _, headers = value.partition(":")
            if way in ("sum", "without"):
                target = about if way == "sum" else ""
                said = dict.fromkeys(headers.split(SEVERAL), target)
                return replace(self, columns={**self.columns, **said})
            header = value.removeprefix("column:")
            kept = {theirs: ours for theirs, ours in self.columns.items() if ours != about}
            return replace(self, columns={**kept, header: about})
        if what == "status":
            return replace(self, words={**self.words, about: value})
        if what == "date_order":
            return replace(self, date_order={**self.date_order, about: value})
        if what == "decimal":
            return replace(self, decimal={**self.decimal, about: value})
        if what == "services_percent":
            return replace(self, services_percent=_percent(value, "The answer"))
        if what in _WORDS:
            one: Any = {what: value}
            return replace(self, **one)
        raise ValueError(f"no question is called {question}")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What is read from where: our column → its place in the row, and how cells are meant.

    `outcome` lists the columns that tell a deal's status, the most trusted first. `sums` are
    further places of a column of money, `powers` say that one is written in thousands (3) or
    millions (6), and `currency` is what the headers name where no column does.
    """

    kind: str
    header: tuple[str, ...]
    columns: Mapping[str, int]
    outcome: tuple[str, ...]
    stated: Stated
    questions: tuple[Question, ...] = ()
    warnings: tuple[str, ...] = ()
    sums: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    powers: Mapping[str, int] = field(default_factory=dict)
    currency: str = ""

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.header)

    def theirs(self, column: str) -> str:
        """The file's own name for a column of ours."""
        place = self.columns.get(column)
        return column if place is None else self.header[place]

    def to_toml(self) -> str:
        """The mapping as a --mapping file."""
        import tomlkit

        document = tomlkit.document()
        document["kind"] = self.kind
        columns = tomlkit.table()
        for ours, place in self.columns.items():
            # A column that was not trusted with the outcome must not become the stated one.
            if ours not in ("status", *FLAGS) or ours in self.outcome:
                for one in (place, *self.sums.get(ours, ())):
                    columns[self.header[one]] = ours
        for theirs, ours in self.stated.columns.items():
            if not ours:
                columns[theirs] = ""
        document["columns"] = columns
        values = {"status": dict(self.stated.words), "partner": dict(self.stated.same)}
        if any(values.values()):
            document["values"] = {name: table for name, table in values.items() if table}
        options: dict[str, Any] = {
            name: dict(getattr(self.stated, name)) for name in _TABLES if getattr(self.stated, name)
        }
        for name in ("partner", "services_percent", *_WORDS):
            if getattr(self.stated, name):
                options[name] = getattr(self.stated, name)
        if self.outcome not in ((), ("status",)):
            options["outcome"] = list(self.outcome)
        if options:
            document["options"] = options
        return tomlkit.dumps(document)

    def to_recall(self) -> str:
        """The mapping as it is kept for other files: without whose rows they are, and names."""
        general = replace(self.stated, partner="", same={})
        return replace(self, stated=general).to_toml()


def fingerprint(header: Sequence[str]) -> str:
    """What a file's headers are known again by, in whatever order they stand.

    A file of rejected rows has the fingerprint of the file that they came from.
    """
    names = "\n".join(sorted(filter(None, map(key, reasons.own(header)))))
    return hashlib.sha256(names.encode()).hexdigest()[:32]


def from_toml(text: str, kind: str, name: str = "The mapping") -> Stated:
    """What a --mapping file states. Raises UserError where it is no such file."""
    try:
        raw = parsed(text)
    except tomllib.TOMLDecodeError as fault:
        raise UserError(f"{name} is no TOML file: {fault}.", _MAPPING_HINT) from fault
    options = raw.get("options", {})
    values = raw.get("values", {}) if isinstance(raw.get("values"), dict) else {}
    words, same = values.get("status", {}), values.get("partner", {})
    columns = raw.get("columns", {})
    for table in (columns, words, same, options):
        if not isinstance(table, dict):
            raise UserError(f"{name} is not a mapping of columns.", _MAPPING_HINT)
    known = (*KINDS[kind].names, *(column.name for column in KINDS[kind].helpers), "")
    for theirs, ours in columns.items():
        if ours not in known:
            raise UserError(
                f"{name} maps “{theirs}” to “{ours}”, which is no column of {kind}.",
                f'The columns are {", ".join(KINDS[kind].names)}; "" leaves a column out.',
            )
    for word, status in words.items():
        if status not in MEANINGS:
            raise UserError(
                f"{name} maps the status “{word}” to “{status}”.",
                "Use open, won, lost or unqualified.",
            )
    tables = {option: _by_column(option, options.get(option, {}), name) for option in _TABLES}
    return Stated(
        columns,
        words,
        str(options.get("partner", "")),
        tables["date_order"],
        tables["decimal"],
        services_percent=_percent(options.get("services_percent", 0), name),
        outcome=_outcome(options.get("outcome", []), name),
        same={theirs: str(ours) for theirs, ours in same.items()},
        **{option: _one_of(option, options.get(option, ""), name) for option in _WORDS},
    )


def _by_column(option: str, given: object, name: str) -> dict[str, str]:
    """A reading for all columns, or for each of some."""
    found: dict[str, Any] = given if isinstance(given, dict) else {"": given}
    for value in found.values():
        if value not in _TABLES[option]:
            raise UserError(
                f"{name} has {option} = “{value}”.", f"Use {' or '.join(_TABLES[option])}."
            )
    return found


def _outcome(given: object, name: str) -> tuple[str, ...]:
    found = tuple(map(str, given)) if isinstance(given, list) else (str(given),)
    if wrong := [column for column in found if column not in OUTCOMES]:
        raise UserError(
            f"{name} has {wrong[0]} among the columns that tell the outcome.",
            f"These can: {', '.join(OUTCOMES)}.",
        )
    return found


def _one_of(option: str, given: object, name: str) -> str:
    found = str(given)
    if found and found not in _WORDS[option]:
        raise UserError(f"{name} has {option} = “{found}”.", f"Use {' or '.join(_WORDS[option])}.")
    return found


def _percent(given: object, name: str) -> int:
    try:
        percent = int(str(given))
    except ValueError:
        percent = -1
    if not 0 <= percent <= 100:
        raise UserError(f"{name} has a services_percent of {given}.", "Use 0 to 100.")
    return percent
