"""Import from start to end, as the window and the command line ask for it."""

import contextlib
import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from models.errors import UserError
from models.files import read_text
from models.intake import missing
from models.intake.guessing import guess
from models.intake.headers import key
from models.intake.kept_mappings import KeptMappings
from models.intake.kinds import KINDS
from models.intake.mapping import ColumnMap, Question, Stated, from_toml
from models.intake.missing import DELETE, LOST, Fates
from models.intake.outcome import (
    ImportResult,
    counts,
    doing,
    rejects_table,
    require_rows,
    result_json,
    summary,
    write_rejects,
)
from models.intake.partners_known import Lookup
from models.intake.plan import Plan
from models.intake.recognise import guess_kind, refuse_other
from models.intake.sheet import Progress, Sheet, open_sheet
from models.intake.trial import make_plan
from models.intake.values import text
from models.store import apply as store
from models.store import partner_lists, records, snapshots
from models.store.import_log import LABEL
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.text import lower_first

__all__ = [
    "Fates",
    "FileChanged",
    "ImportResult",
    "Job",
    "apply",
    "check",
    "doing",
    "label",
    "open_job",
    "prepare",
    "read_lookup",
    "recall",
    "rejects_table",
    "require_rows",
    "result_json",
    "summary",
    "write_rejects",
]

_ID_NAMES = (
    "id", "accountid", "recordid", "companyid", "casesafeid", "partnerid", "customerid",
    "donotmodifyaccount", "nichtandernfirma", "nepasmodifiercompte", "nomodificarcuenta",
    "externalid", "databaseid", "hsobjectid", "datensatzid", "organizationid", "organisationid",
)  # fmt: skip
_NAME_NAMES = (
    "name", "accountname", "companyname", "company", "partnername", "customername", "displayname",
    "organizationname", "organization", "organisation", "firmenname", "firma", "unternehmensname",
    "unternehmen", "nomducompte", "nomdelentreprise", "nombredelacuenta", "nombredelaempresa",
)  # fmt: skip


class FileChanged(UserError):
    """The file on the disk is not the one that was checked."""


def _quiet(_done: int, _total: int, _text: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file that is opened and mapped, ready to be checked; `columns.questions` may be open."""

    sheet: Sheet
    kind: str
    columns: ColumnMap
    lookup: Lookup
    listed_on: date | None = None  # the day of a partner's own list

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.columns.questions

    def stated(self, stated: Stated) -> "Job":
        """The same file under what a person states. Raises UserError where it doesn't fit."""
        known = bool(self.lookup.names)
        sheet = self.sheet
        if stated.encoding != self.columns.stated.encoding:
            sheet = _reopened(sheet, self.kind, stated.encoding)
        columns = guess(sheet, self.kind, stated, resolves=known)
        return replace(self, sheet=sheet, columns=columns)

    def answered(self, question: str, value: str) -> "Job":
        """The same file with one question answered."""
        return self.stated(self.columns.stated.answered(question, value))


def open_job(
    path: Path,
    kind: str = "",
    *,
    sheet: str = "",
    header_line: int = 0,
    lookup: Path | None = None,
    stated: Stated | None = None,
    progress: Progress = _quiet,
) -> Job:
    """Open a file and map its columns; without a `kind` its headers say which list it is.

    Raises UserError where it is no list, or not of that kind.
    """
    opened = open_sheet(
        path,
        kind,
        sheet=sheet,
        header_line=header_line,
        encoding=stated.encoding if stated else "",
        progress=progress,
    )
    found = kind or guess_kind(opened)
    if not found:
        refuse_other(opened, "deals", stated=False, deleted="keep")
        raise UserError(
            f"{path.name} is no list of partners, contacts, offerings, trainings or deals that is"
            " known by its headers.",
            "Choose what it is, then name its columns.",
        )
    names = Lookup(read_lookup(lookup, progress) if lookup is not None else {})
    columns = guess(opened, found, stated or Stated(), resolves=lookup is not None)
    return Job(opened, found, columns, names)


def _reopened(sheet: Sheet, kind: str, encoding: str) -> Sheet:
    """The same table of a text file read in another encoding; a workbook says its own."""
    if not sheet.source.delimiter:
        return sheet
    found = open_sheet(sheet.path, kind, encoding=encoding)
    if found.header_line == sheet.header_line:
        return found
    return open_sheet(sheet.path, kind, header_line=sheet.header_line, encoding=encoding)


def recall(portfolio: Portfolio, job: Job, user: KeptMappings | None = None) -> Job:
    """The job under the mapping that was used last for files with these headers, if there is one.

    The portfolio's own comes before that of the `user`.
    Whose rows they are is not recalled: another file of the same export may be another partner's.
    Nor is what names were said to mean: the portfolio itself remembers that.
    """
    kept = store.remembered(portfolio, job.kind, job.columns.fingerprint)
    if kept:
        return job.stated(replace(from_toml(kept, job.kind), partner="", same={}))
    if user is not None and (kept := user.find(job.kind, job.columns.fingerprint)):
        with contextlib.suppress(UserError):  # one that is spoilt is as good as none
            return job.stated(replace(from_toml(kept, job.kind), partner="", same={}))
    return job


def check(portfolio: Portfolio, job: Job, *, today: date, progress: Progress = _quiet) -> Plan:
    """What the import would do; nothing is written. Raises UserError."""
    terms = terms_on(portfolio, today)
    return make_plan(
        portfolio,
        job.sheet,
        job.columns,
        terms=terms,
        today=today,
        lookup=job.lookup,
        listed_on=job.listed_on,
        progress=progress,
    )


def apply(
    portfolio: Portfolio,
    plan: Plan,
    *,
    remember: bool = True,
    fates: Fates | None = None,
    progress: Progress = _quiet,
) -> ImportResult:
    """Write a plan as one change that undo takes back; nothing where all is the same.

    The mapping is kept for files with the same headers, unless it is not to be remembered.
    `fates` say what becomes of deals that the file no longer holds; without them they stay.
    Raises UserError where a question is open, no row is usable, the portfolio has changed since
    the plan was made, or (FileChanged) the file has; Cancelled from `progress` rolls all of it
    back.
    """
    _require_answers(plan.questions)
    require_rows(plan)
    if plan.state != store.state(portfolio):
        raise UserError(
            "The portfolio has changed since the file was checked.", "Check it again, then import."
        )
    fates = fates or Fates()
    batches = [*plan.batches, *missing.batches(plan.missing, fates, plan.today)]
    if not plan.new + plan.changed + len(batches):
        return ImportResult(plan, 0)
    progress(0, 0, f"Checking that {plan.sheet.path.name} is as it was")
    require_same_file(plan)
    name = plan.sheet.path.name
    entry = store.LogEntry(
        plan.kind,
        name,
        plan.sheet.source.sha256,
        counts(plan) | _done_to_missing(plan, fates),
        plan.columns.fingerprint,
        plan.columns.to_toml() if remember else "",
        plan.import_id,
        plan.columns.stated.partner,
    )
    with portfolio.change(label(plan, fates)) as change:
        store.write(portfolio, change.label, batches, entry, progress)
        if plan.kind == "deals":
            progress(0, 0, "Keeping a snapshot")
            today = records.written_on(portfolio)
            snapshots.keep(portfolio, today, "import", import_id=plan.import_id)
        if plan.kind == "partner-pipeline":
            progress(0, 0, "Comparing the lists")
            partner_lists.keep_course(portfolio, plan.import_id)
    return ImportResult(plan, change.seq, fates)


def label(plan: Plan, fates: Fates) -> str:
    """What the step is called that undo takes back."""
    words = doing(plan, fates)
    if not words.startswith(LABEL):
        words = f"{LABEL}{KINDS[plan.kind].many}{f', {lower_first(words)}' if words else ''}"
    return f"{words} from {plan.sheet.path.name}"


def require_same_file(plan: Plan) -> None:
    """Raise FileChanged where the file is not what was checked any more."""
    path = plan.sheet.path
    try:
        with path.open("rb") as file:
            now = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        now = ""
    if now != plan.sheet.source.sha256:
        what = "has changed" if now else "is not there any more, or has changed,"
        raise FileChanged(f"{path.name} {what} since it was checked.", "Check it again.")


def _done_to_missing(plan: Plan, fates: Fates) -> dict[str, int]:
    found = {name: fates.count(plan.missing, name) for name in (LOST, DELETE)}
    return {name: count for name, count in found.items() if count}


def prepare(
    portfolio: Portfolio,
    kind: str,
    file: Path,
    *,
    today: date,
    progress: Progress = _quiet,
    mapping: Path | None = None,
    lookup: Path | None = None,
    sheet: str = "",
    partner: str | None = None,
    date_order: str | None = None,
    decimal: str | None = None,
    deleted: str | None = None,
    listed_on: date | None = None,
) -> Plan:
    """What the command line's `import` would do, under its options.

    Raises UserError where the file leaves open what an option has to say.
    """
    stated = Stated()
    if mapping is not None:
        stated = from_toml(_read_mapping(mapping), kind, mapping.name)
    if partner is not None:
        if not text(partner):
            raise UserError("--partner names nobody.", "Give the partner's name.")
        stated = replace(stated, partner=text(partner))
    if date_order:
        stated = replace(stated, date_order={"": date_order})
    if decimal:
        stated = replace(stated, decimal={"": decimal})
    if deleted:
        stated = replace(stated, deleted=deleted)
    _require_day(kind, listed_on, today)
    job = open_job(file, kind, sheet=sheet, lookup=lookup, stated=stated, progress=progress)
    job = replace(job, listed_on=listed_on)
    _require_answers(job.questions)
    plan = check(portfolio, job, today=today, progress=progress)
    _require_answers(plan.questions)
    return plan


def read_lookup(path: Path, progress: Progress = _quiet) -> dict[str, str]:
    """Ids and names of a second file of the same export. Raises UserError where it has none."""
    sheet = open_sheet(path, progress=progress)
    keys = [key(header) for header in sheet.header]
    places = []
    for names, what in ((_ID_NAMES, "id"), (_NAME_NAMES, "name")):
        place = next((keys.index(name) for name in names if name in keys), None)
        if place is None:
            raise UserError(
                f"{path.name} has no column for the {what} that a look-up needs.",
                "Give the export's file of accounts, with their ids and names.",
            )
        places.append(place)
    sheet.source.settle()
    id_at, name_at = places
    return {
        text(cells[id_at]): text(cells[name_at])
        for _, cells in sheet.rows()
        if max(places) < len(cells) and text(cells[id_at]) and text(cells[name_at])
    }


def _read_mapping(path: Path) -> str:
    try:
        return read_text(path)
    except UserError as fault:
        raise UserError(fault.message, "Check the name of the mapping.") from fault


def _require_day(kind: str, listed_on: date | None, today: date) -> None:
    if listed_on is None:
        return
    if kind != "partner-pipeline":
        raise UserError(
            "--listed-on is the day of a partner's own list.", "Import it as partner-pipeline."
        )
    if listed_on > today:
        raise UserError(
            f"A list can't be of a day still to come ({listed_on.isoformat()}).",
            "Give the day on which the partner sent it.",
        )


def _require_answers(questions: tuple[Question, ...]) -> None:
    for question in questions:
        if question.needed:
            raise UserError(question.text, question.hint)
