"""What a file leaves open, as the window asks it, and what is stated by an answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from models.errors import UserError
from models.intake.amounts import Amounts
from models.intake.job import Job
from models.intake.kinds import KINDS
from models.intake.mapping import MONEY, ColumnMap, Question, Stated
from models.intake.plan import Plan
from models.intake.telling import amounts_of, for_window, label
from models.intake.values import Refused
from models.intake.workbook import Cell
from models.text import compact_money, counted


class WordSaid(NamedTuple):
    """A status word that is not known: the question's id, the word, and how much hangs on it."""

    id: str
    word: str
    said: str


def question_said(question: Question, job: Job) -> tuple[str, str]:
    """A question's sentence and a line under it, as the window asks it."""
    what, _, about = question.id.partition(":")
    theirs = job.columns.theirs(about) if about else ""
    cells = list(dict.fromkeys(c for choice in question.choices for c, _ in choice.readings))
    of = KINDS[job.kind]
    if what == "partner" and question.text.startswith("Which"):
        return for_window(question.text), "Several columns of the file may do so."
    if what == "partner":
        return (
            f"Which partner do these {of.many} belong to?",
            "No column of the file is known to name the partner.",
        )
    if what == "column" and about in MONEY:
        if question.choices[-1].value.startswith("without:"):
            text = for_window(question.text).partition(" has no column for the ")[2]
            return "Which amount should be taken?", f"The file has no {text}"
        if about == "amount":
            return for_window(question.text), "It is what a deal is worth over its whole term."
        return for_window(question.text), "Several columns of the file may be meant."
    if what == "column":
        return (
            f"Which column is the {label(about).lower()}?",
            f"Every {of.one} needs one; no heading of the file was understood as such.",
        )
    if what in ("date_order", "decimal") and cells:
        also = f" So are {', '.join(cells[1:4])}." if len(cells) > 1 else ""
        kind = "dates" if what == "date_order" else "amounts"
        return (
            f"How should {cells[0]} be read?",
            f"The {kind} in “{theirs}” can be read two ways.{also}",
        )
    if what == "services_percent":
        return (
            "How much of the amount is the services portion?",
            "The file has one amount and not the two portions of the total contract value.",
        )
    return for_window(question.text), ""


def choices_said(question: Question) -> list[tuple[str, str]]:
    """The answers, each with its reading of the first cell that is in doubt."""
    if question.id == "services_percent":
        return [("0", "None of it"), ("percent", "A share of it")]
    what = question.id.partition(":")[0]
    found = []
    for choice in question.choices:
        words = choice.label
        if what == "partner" and choice.label != choice.value.removeprefix("column:"):
            words = f"“{choice.value.removeprefix('column:')}” names the partner"
        if choice.readings and what in ("column", "unit"):
            words = f"{words}  {' · '.join(cell for cell, _ in choice.readings[:2])}"
        if choice.readings and what in ("date_order", "decimal"):
            words = f"{words.partition(' (')[0]}  {choice.readings[0][1]}"
        found.append((choice.value, words))
    return found


def answer(question: Question, columns: ColumnMap) -> str | None:
    """What has been stated about a question, as the value of a choice; None where it is open."""
    stated = columns.stated
    what, _, about = question.id.partition(":")
    if what == "partner" and stated.partner:
        return f"name:{stated.partner}"
    if what in ("partner", "column"):
        for choice in question.choices:
            if stated.answered(question.id, choice.value) == stated:
                return choice.value
        theirs = next((t for t, ours in stated.columns.items() if ours == about), None)
        return None if theirs is None else f"column:{theirs}"
    if what == "lookup":
        return None  # a second file answers it, and then it is not asked any more
    if what == "status":
        return stated.words.get(about)
    if what in ("date_order", "decimal"):
        table = stated.date_order if what == "date_order" else stated.decimal
        return table.get(about) or table.get("")
    if what == "services_percent":
        return str(stated.services_percent)
    return str(getattr(stated, what)) or question.default or None


def is_stated(question: Question, columns: ColumnMap) -> bool:
    """Whether a person has answered it, rather than a default."""
    what = question.id.partition(":")[0]
    if what == "services_percent":
        return columns.stated.services_percent > 0
    if what in ("deleted", "split", "unit", "repeats", "encoding"):
        return bool(getattr(columns.stated, what))
    return answer(question, columns) is not None


def answered(job: Job, question: str, value: str) -> Stated:
    """What is stated once a question has this answer; one about the partner drops the other way."""
    stated = job.columns.stated
    if question.startswith("partner:"):
        kept = {theirs: ours for theirs, ours in stated.columns.items() if ours != "partner"}
        stated = replace(stated, partner="", columns=kept)
    if question == "column:status":
        stated = replace(stated, outcome=())
    if question == "services_percent" and not (value.isdigit() and 0 <= int(value) <= 100):
        raise UserError(f"{value or 'Blank'} is no percentage.", "Type a number from 0 to 100.")
    return stated.answered(question, value)


def mapped(job: Job, place: int, target: str) -> Stated:
    """What is stated once a column of the file goes to one of ours ("" leaves it out)."""
    stated = job.columns.stated
    kept = {t: ours for t, ours in stated.columns.items() if not ours or ours != target}
    for ours, at in job.columns.columns.items():
        # Two columns can't be one of ours: the one that was it before is left out.
        if ours == target and at != place:
            kept[job.sheet.header[at]] = ""
    return replace(stated, columns={**kept, job.sheet.header[place]: target}, outcome=())


def words_said(plan: Plan, job: Job, currency: str) -> list[WordSaid]:
    """The status words that are not known, with the rows and the money that hang on them."""
    open_words = [q.id for q in plan.questions if q.id.startswith("status:")]
    if not open_words:
        return []
    rows: Counter[str] = Counter()
    worth: Counter[str] = Counter()
    currency = job.columns.currency or currency
    amounts = {
        ours: amounts_of(job, ours, currency)
        for ours in ("amount", "partner_tcv", "services_tcv")
        if ours in job.columns.columns
    }
    for reject in plan.rejects:
        rows[reject.value] += 1
        worth[reject.value] += _worth(reject.cells, job, amounts)
    return [
        WordSaid(
            id_,
            word,
            f"{counted(rows[word], 'row')}, {compact_money(worth[word], currency)}"
            if worth[word]
            else counted(rows[word], "row"),
        )
        for id_ in open_words
        for word in (id_.partition(":")[2],)
    ]


def _worth(cells: Sequence[Cell], job: Job, amounts: dict[str, Amounts]) -> int:
    total = 0
    for ours, column in amounts.items():
        place = job.columns.columns[ours]
        if ours == "amount" and len(amounts) > 1:
            continue  # the portions say it already
        try:
            value = column[cells[place]] if place < len(cells) else None
        except Refused:
            continue
        total += value * 10 ** job.columns.powers.get(ours, 0) if isinstance(value, int) else 0
    return total
