"""Whether every record of a portfolio can be read and means something, beyond SQLite's own check.

SQLite finds a torn page, not a flipped letter in a date. Here each record goes through the same
reading as everywhere else, and what no input could have written is named.
"""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from itertools import islice
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from models.action import ACTION_STATES, Action
from models.benefit_event import BENEFIT_EVENTS, BenefitEvent
from models.checklist.evidence_kinds import KINDS
from models.checklist.evidence_record import Evidence
from models.checklist.records import (
    CHECKLIST_STATES,
    FORM_KINDS,
    MARKS,
    TEMPLATE_STATES,
    Answer,
    Checklist,
    Form,
    KeptTemplate,
)
from models.deal import STATUSES, Deal, Rate
from models.errors import UserError
from models.governance import vocabulary
from models.ledgers import (
    LEDGER_MARKS,
    OMISSION_STATES,
    LedgerMark,
    Omission,
    PartnerList,
    TheirDeal,
)
from models.names import fold
from models.partner import (
    AGREEMENT_KINDS,
    CONTACT_ROLES,
    OFFERING_SERVICES,
    PRODUCT_KINDS,
    SIDES,
    TRAINING_KINDS,
    Agreement,
    Contact,
    Grant,
    Integration,
    Offering,
    Partner,
    Training,
)
from models.program_year import (
    ASSESSMENT_EVENTS,
    ASSESSMENT_STATES,
    OUTCOMES,
    PARTICIPATION_STEPS,
    PROGRAM_STATES,
    STATEMENT_KINDS,
    Assessment,
    AssessmentEvent,
    AssessmentLine,
    KeptProgram,
    ParticipationStep,
    Statement,
    Withdrawal,
)
from models.store import evidence, frozen, packs, program_links, records
from models.store.engine import Connection

_KINDS: tuple[type[Any], ...] = (
    Partner, Contact, Agreement, Offering, Training, Integration, Deal, Rate, Grant,
    ParticipationStep, KeptProgram, Assessment, AssessmentLine, AssessmentEvent, Withdrawal,
    Action, BenefitEvent, Statement, Checklist, Answer, Evidence, KeptTemplate, Form,
    TheirDeal, PartnerList, LedgerMark, Omission, *vocabulary.RECORDS,
)  # fmt: skip
_WORDS = {
    (Contact, "role"): CONTACT_ROLES,
    (Contact, "side"): SIDES,
    (Agreement, "kind"): AGREEMENT_KINDS,
    (Training, "kind"): TRAINING_KINDS,
    (Offering, "services"): OFFERING_SERVICES,
    (Integration, "kind"): PRODUCT_KINDS,
    (Deal, "status"): STATUSES,
    (ParticipationStep, "step"): PARTICIPATION_STEPS,
    (KeptProgram, "state"): PROGRAM_STATES,
    (Assessment, "state"): ASSESSMENT_STATES,
    (AssessmentLine, "outcome"): OUTCOMES,
    (AssessmentEvent, "event"): ASSESSMENT_EVENTS,
    (Action, "state"): ACTION_STATES,
    (Action, "side"): SIDES,
    (BenefitEvent, "event"): BENEFIT_EVENTS,
    (Statement, "kind"): STATEMENT_KINDS,
    (Checklist, "state"): CHECKLIST_STATES,
    (Answer, "mark"): MARKS,
    (Evidence, "kind"): tuple(kind.key for kind in KINDS),
    (KeptTemplate, "state"): TEMPLATE_STATES,
    (Form, "kind"): FORM_KINDS,
    (TheirDeal, "status"): STATUSES,
    (LedgerMark, "mark"): LEDGER_MARKS,
    (Omission, "status"): STATUSES,
    (Omission, "state"): OMISSION_STATES,
    **vocabulary.WORDS,
}
_MOMENTS = (("imports", "at"), ("snapshots", "made_at"), ("packs", "made_at"))
_NAMED = 5
_FIRST_YEAR = 1900  # of a moment: what a clock says, not what is typed
_MOST_MINOR = 2**53  # as a figure; sums over all deals stay within 63 bits


def faults(connection: Connection) -> list[str]:
    """Sentences for records that are broken, a few of each table; none where all is sound."""
    found: list[str] = []
    for kind in _KINDS:
        try:
            found += islice(_of_kind(connection, kind), _NAMED)
        except UserError as fault:
            found.append(fault.message)
    found += islice(_moments(connection), _NAMED)
    found += islice(frozen.faults(connection), _NAMED)
    found += islice(packs.faults(connection), _NAMED)
    found += islice(program_links.faults(connection), _NAMED)
    return [*found, *islice(evidence.faults(connection), _NAMED)]


def _moments(connection: Connection) -> Iterator[str]:
    """Imports, snapshots and packs whose moment is none."""
    for table, column in _MOMENTS:
        for row_id, at in connection.rows(f"SELECT id, {column} FROM {table}"):  # noqa: S608  fixed words
            if _is_no_moment(at):
                yield f"The row of {table} with id {row_id} is broken: its {column} is {at!r}."


def _of_kind(connection: Connection, kind: type[Any]) -> Iterator[str]:
    names = [field.name for field in fields(kind)]
    extra = ["name_key"] if kind is Partner else []
    wrong = _readers(kind)
    sql = f"SELECT {', '.join(names + extra)} FROM {kind.TABLE}"  # noqa: S608  names of the dataclass
    for row in connection.rows(sql):
        cells = dict(zip(names + extra, row, strict=True))
        for name, is_wrong in wrong:
            if _tells(is_wrong, cells[name]):
                yield _sentence(kind, cells["id"], name, cells[name])
        if kind is Partner and cells["name_key"] != fold(cells["name"]):
            yield _sentence(kind, cells["id"], "name_key", cells["name_key"])
        if kind is Deal and cells["tcv_minor"] != cells["partner_minor"] + cells["services_minor"]:
            yield _sentence(kind, cells["id"], "tcv_minor", cells["tcv_minor"])


def _tells(is_wrong: Any, cell: Any) -> bool:
    """Whether a cell is wrong; one of another type than its column is."""
    try:
        return bool(is_wrong(cell))
    except TypeError:
        return True


def _readers(kind: type[Any]) -> list[tuple[str, Any]]:
    """What makes a cell of each column wrong, for the columns that can be."""
    found: list[tuple[str, Any]] = []
    for name, hint in get_type_hints(kind).items():
        if (kind, name) in _WORDS:
            found.append((name, _not_among(_WORDS[kind, name])))
        elif (kind, name) in vocabulary.LOOKS:
            found.append((name, _not_like(vocabulary.LOOKS[kind, name])))
        elif name.endswith("_minor") or (kind, name) in vocabulary.COUNTED:
            found.append((name, _is_no_amount))
        elif name.endswith("_at") and hint is str:
            found.append((name, _is_no_moment))
        elif hint is bool:
            found.append((name, _not_among((0, 1))))
        elif hint is date or (isinstance(hint, UnionType) and date in get_args(hint)):
            found.append((name, _is_no_date))
        elif get_origin(hint) is tuple:
            found.append((name, _is_no_list))
    return found


def _not_among(words: tuple[Any, ...]) -> Any:
    known = frozenset(words)

    def is_wrong(cell: Any) -> bool:
        return cell not in known

    return is_wrong


def _not_like(looks: str) -> Any:
    pattern = re.compile(looks, re.ASCII)

    def is_wrong(cell: str) -> bool:
        return pattern.fullmatch(cell) is None

    return is_wrong


def _is_no_amount(cell: int) -> bool:
    return not 0 <= cell <= _MOST_MINOR


def _is_no_date(cell: str | None) -> bool:
    if cell is None:
        return False
    try:
        return date.fromisoformat(cell).isoformat() != cell
    except ValueError:
        return True


def _is_no_moment(cell: str) -> bool:
    try:
        return bool(cell) and datetime.fromisoformat(cell).year < _FIRST_YEAR
    except ValueError:
        return True


def _is_no_list(cell: str) -> bool:
    try:
        return not all(isinstance(word, str) for word in records.read_list(cell))
    except (ValueError, RecursionError):
        return True


def _sentence(kind: type[Any], record_id: int, name: str, cell: object) -> str:
    word = records.kind_word(kind)
    return f"The {word} with id {record_id} is broken: its {name} is {cell!r}."
