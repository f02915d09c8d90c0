"""How the columns of a file read for a person: first values, where each goes, how it is read."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models.intake.amounts import Amounts, Exact, settle
from models.intake.days import Days
from models.intake.headers import system_of
from models.intake.job import Job
from models.intake.kinds import KINDS
from models.intake.money_columns import has_unit
from models.intake.partners_known import looks_like_id
from models.intake.plan import Plan
from models.intake.sheet import Sheet
from models.intake.text_file import TextFile
from models.intake.values import RATE_NEEDED, Refused, number_text, text, typed
from models.intake.workbook import Cell
from models.partner_words import AGREEMENTS
from models.text import counted, day_text, money

LABELS = {
    "partner": "Partner", "deal_id": "Deal ID", "customer": "Customer", "deal": "Deal",
    "status": "Status", "close_date": "Close date", "partner_tcv": "Partner portion",
    "services_tcv": "Services portion", "amount": "Amount (whole TCV)", "currency": "Currency",
    "qualified": "Qualified", "stage": "Stage", "next_step": "Next step",
    "registered_on": "Registered on", "actual_close_date": "Actual close date",
    "lost_on": "Lost on", "actual_amount": "Actual amount, once won",
    "partner_percent": "Partner portion in %", "services_percent": "Services portion in %",
    "status_reason": "Status reason", "lost_reason": "Lost reason", "is_active": "Is active",
    "is_won": "Is won", "is_lost": "Is lost", "is_closed": "Is closed",
    "is_deleted": "Marked as deleted",
    "name": "Name", "first_name": "First name", "last_name": "Last name", "role": "Role",
    "email": "E-mail", "phone": "Phone", "since": "Since", "until": "Until",
    "offering": "Offering", "standard": "Standard", "worldwide": "Worldwide",
    "geographies": "Geographies", "available_from": "Available from", "person": "Person",
    "kind": "Kind of training", "course": "Course", "completed_on": "Completed on",
    "free_training": "Free training", "shield_sponsorship": "Shield sponsorship",
    "deal_registration": "Deal registration", "software_integrations": "Software integrations",
    "invited_on": "Invited on", "invitation_accepted_on": "Invitation accepted on",
    "region": "Region", "notes": "Notes",
}  # fmt: skip
_FOR_COMMAND_LINE = re.compile(r"[;,] [^;,]*--[a-z].*?(?=\.?$)| \(--[^)]*\)")
_NEEDED = re.compile(rf"{RATE_NEEDED} ([A-Z]{{3}})\b")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SAMPLES = 3
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


class ColumnSaid(NamedTuple):
    """One column of a file: its first values, our column ("" for none), and how it was read."""

    place: int
    heading: str
    samples: str
    target: str
    status: str
    words: str


def label(column: str) -> str:
    """Our column's name as a person reads it."""
    for kind, words in AGREEMENTS.items():
        for day, said in (("signed_on", "signed on"), ("expires_on", "expires on")):
            if column == f"{kind}_{day}":
                return f"{words} {said}"
    return LABELS.get(column, column.replace("_", " ").capitalize())


def in_sentence(column: str) -> str:
    """Our column's name inside a sentence."""
    words = label(column).partition(" (")[0]
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def fields(kind: str) -> list[tuple[str, str]]:
    """What a column of a file can be, as (our column, label)."""
    of = KINDS[kind]
    return [(column.name, label(column.name)) for column in (*of.columns, *of.helpers)]


def for_window(words: str) -> str:
    """A reason or warning without what only the command line can do about it."""
    left = _FOR_COMMAND_LINE.sub("", words)
    return "" if "--" in left else left


def rates_needed(plan: Plan) -> dict[str, int]:
    """The currencies that rows can't be taken without a rate of, with how many rows each."""
    found = (_NEEDED.match(reject.reason) for reject in plan.rejects)
    return dict(sorted(Counter(match[1] for match in found if match).items()))


def read_as(sheet: Sheet) -> list[str]:
    """How a file was read, in a few words: encoding and delimiter, or the sheet."""
    source = sheet.source
    if not isinstance(source, TextFile):
        return [f"sheet {sheet.name}"] if sheet.name else []
    return [source.written, _DELIMITERS.get(source.delimiter, source.delimiter)]


def columns_title(job: Job) -> str:
    """What the columns of a file are called together: those of a system, where it is known."""
    system = system_of(job.sheet.header) if KINDS[job.kind].shape == "deals" else None
    return f"Columns, as {system.name} names them" if system is not None else "Columns"


def noted(job: Job) -> list[str]:
    """What was understood of the columns that could be meant otherwise, for the window."""
    said = (words for words in job.columns.warnings if "--lookup" not in words)
    return list(filter(None, map(for_window, said)))


def columns_said(job: Job, plan: Plan | None, currency: str) -> list[ColumnSaid]:
    """Every column that has a heading or a value, in the file's order."""
    targets: dict[int, str] = {}
    for ours, place in job.columns.columns.items():
        for one in (place, *job.columns.sums.get(ours, ())):
            targets.setdefault(one, ours)
    teller = _Teller(job, plan, currency)
    found = []
    for place, heading in enumerate(job.sheet.header):
        cells = [row[place] if place < len(row) else "" for _, row in job.sheet.sample]
        filled = [cell for cell in cells if text(cell)]
        if not heading and not filled:
            continue
        first = list(dict.fromkeys(number_text(cell) for cell in filled))[:_SAMPLES]
        said = (" | " if any("," in cell for cell in first) else ", ").join(first)
        target = targets.get(place, "")
        status, words = teller.verdict(target, cells, filled)
        found.append(
            ColumnSaid(place, heading or f"Column {place + 1}", said, target, status, words)
        )
    return found


class _Teller:
    """Says of one column after the other how it was understood."""

    def __init__(self, job: Job, plan: Plan | None, currency: str) -> None:
        self.job, self.currency = job, currency
        rejects = plan.rejects if plan is not None else ()
        self.rejected = Counter(reject.column for reject in rejects)
        self.unreadable = {reject.column for reject in rejects if reject.value}
        questions = (*job.questions, *(plan.questions if plan is not None else ()))
        self.open = {question.id for question in questions}
        self.words = sum(1 for key in self.open if key.startswith("status:"))

    def verdict(self, ours: str, cells: Sequence[Cell], filled: Sequence[Cell]) -> tuple[str, str]:
        """Status and words of a column."""
        if not ours:
            return "no_data", "Not imported" if filled else "Empty, not imported"
        if self.open & {f"date_order:{ours}", f"decimal:{ours}"}:
            return "at_risk", "Can be read two ways"
        if ours in self.job.columns.outcome and ours in ("status", "status_reason", "stage"):
            return self._outcome(filled)
        if ours in self.job.columns.outcome:
            return "met", "Tells the status"
        if self.rejected[ours]:
            fault = "can't be taken" if ours in self.unreadable else "without it"
            return "short", f"{counted(self.rejected[ours], 'row')} {fault}"
        if ours in ("partner", "customer") and needs_lookup(self.job, ours):
            return "at_risk", "Ids, not names"
        return "met", self._reading(ours, filled) or self._filled(cells, filled)

    def _outcome(self, filled: Sequence[Cell]) -> tuple[str, str]:
        words = len({typed(cell) for cell in filled})
        if self.words:
            return "at_risk", f"{self.words} of {counted(words, 'word')} not known"
        return "met", f"{counted(words, 'word')} understood"

    def _filled(self, cells: Sequence[Cell], filled: Sequence[Cell]) -> str:
        blank = len(cells) - len(filled)
        over = "" if self.job.sheet.whole else f" of the first {len(cells):,}"
        if not filled:
            return "All blank"
        return f"{blank:,}{over} blank" if blank else f"{len(filled):,}{over} filled"

    def _reading(self, ours: str, filled: Sequence[Cell]) -> str:
        column = KINDS[self.job.kind].column(ours)
        reads = column.reads if column is not None else ""
        distinct = len({text(cell) for cell in filled})
        if ours == "partner":
            return counted(distinct, "partner")
        if reads == "currency" and filled:
            return counted(distinct, "currency", "currencies")
        if reads not in ("date", "money"):
            return ""
        telling = (c for c in filled if not _ISO.match(str(c)) and text(c).strip("0.,"))
        cell = next(telling, "")
        said = value_said(self.job, ours, cell, self.currency) if cell != "" else ""
        return f"Read as {said}" if said and said != text(cell) else ""


def value_said(job: Job, ours: str, cell: Cell, currency: str) -> str:
    """A cell as it is read: a day, an amount, a name that was looked up; else its text."""
    column = KINDS[job.kind].column(ours)
    reads = column.reads if column is not None else ""
    try:
        if reads == "date":
            iso = days_of(job, ours)[cell]
            return day_text(date.fromisoformat(iso)) if iso else ""
        if reads == "money":
            return _amount_said(job, ours, cell, job.columns.currency or currency)
    except Refused:
        return text(cell)
    return job.lookup.name(text(cell)) if ours in ("partner", "customer") else text(cell)


def _amount_said(job: Job, ours: str, cell: Cell, currency: str) -> str:
    """An amount as it is read, in the unit that is said for its column."""
    amount = amounts_of(job, ours, currency)[cell]
    power = 0 if has_unit(cell) else job.columns.powers.get(ours, 0)
    if isinstance(amount, Exact):
        return f"{amount.sign} {amount.value.scaleb(power):,f}".strip()
    return "" if amount is None else money(amount * 10**power, currency)


def days_of(job: Job, ours: str) -> Days:
    stated = job.columns.stated.date_order
    trial = Days(stated.get(ours) or stated.get("", ""))
    _feed(job, ours, trial)
    return Days(trial.settled or trial.order)


def amounts_of(job: Job, ours: str, currency: str) -> Amounts:
    """A reader of amounts, settled by the first rows; money in minor units of `currency`."""
    stated = job.columns.stated.decimal
    trial = Amounts(currency, stated.get(ours) or stated.get("", ""))
    _feed(job, ours, trial)
    mark = settle({ours: trial}, job.sheet.source.delimiter)[ours]
    return Amounts(currency, presumed=mark or "point")


def _feed(job: Job, ours: str, column: Days | Amounts) -> None:
    place = job.columns.columns.get(ours, -1)
    for _, cells in job.sheet.sample:
        if 0 <= place < len(cells):
            try:
                column[cells[place]]
            except Refused:
                continue


def needs_lookup(job: Job, ours: str) -> bool:
    """Whether a column of names holds ids that no look-up file resolves."""
    place = job.columns.columns.get(ours, -1)
    if place < 0:
        return False
    cells = [text(row[place]) for _, row in job.sheet.sample if place < len(row)]
    filled = [cell for cell in cells if cell]
    unresolved = [c for c in filled if looks_like_id(c) and job.lookup.name(c) == c]
    return len(unresolved) > len(filled) / 2
