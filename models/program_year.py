"""What a program year leaves behind: steps, frozen facts, assessments, actions, benefits."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

PARTICIPATION_STEPS = (
    "candidate",
    "invited",
    "declined",
    "accepted",
    "signed",
    "left",
    "removed",
)
PROGRAM_STATES = ("draft", "adopted", "kept")
ASSESSMENT_STATES = ("frozen", "closed", "replaced")
OUTCOMES = ("", "assessment", "exception", "none", "leave")
ASSESSMENT_EVENTS = ("frozen", "signed", "reopened", "closed")
STATEMENT_KINDS = ("status", "assessment")


@dataclass(frozen=True, slots=True)
class ParticipationStep:
    """One step of a partner's way into the program or out of it (C074-C076): when, by whom, why.

    `signed` is the program agreement signed in full; `left` is of the partner's own will or by the
    yearly decision (C057), `removed` by the host. The partner's own dates say the same in short.
    """

    TABLE: ClassVar[str] = "participation_steps"
    id: int
    partner_id: int
    step: str
    on_date: date
    by_whom: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class KeptProgram:
    """A program version that the portfolio holds itself (C100); `digest` is SHA-256 of its text.

    `draft` decides nothing, `adopted` is in force from `from_on`, `kept` is a copy of a bundled
    version that some frozen decision was made by. `notice_on` is the day it was announced; `cases`
    are texts of made-up partners with what must come out.
    """

    TABLE: ClassVar[str] = "programs"
    id: int
    name: str
    version: str
    from_on: date
    notice_on: date | None
    state: str
    digest: str
    text: str
    note: str = ""
    cases: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The January assessment of a year (C015, C065): its days, its program, and who froze it.

    `closed` once every line is signed; `replaced` where it was frozen anew after some signatures
    had been taken back.
    """

    TABLE: ClassVar[str] = "assessments"
    id: int
    year: int
    measured_on: date
    prerequisites_on: date
    program_version: str
    program_digest: str
    state: str
    frozen_on: date
    frozen_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One partner on a January assessment, frozen; then what a person decided and signed.

    Tiers are keys of the program; `prior_tier` blank where none was held. `limiting` are the ids of
    the required criteria that keep the partner from the next tier, `why` says so in words.
    `outcome` is blank until it is signed: assessment (the calculated tier is granted), exception,
    none (no tier, stays without one), or leave. `tcv_minor` is in the program's minor units.
    """

    TABLE: ClassVar[str] = "assessment_lines"
    id: int
    assessment_id: int
    partner_id: int
    partner: str
    prior_tier: str
    tcv_tier: str
    calculated_tier: str
    tcv_minor: int
    limiting: tuple[str, ...] = ()
    why: str = ""
    outcome: str = ""
    granted_tier: str = ""
    reason: str = ""
    approver: str = ""
    until_on: date | None = None
    signed_on: date | None = None
    signed_by: str = ""
    frozen_id: int = 0
    grant_id: int = 0


@dataclass(frozen=True, slots=True)
class AssessmentEvent:
    """What happened to an assessment, or to one line of it: frozen, signed, reopened, closed."""

    TABLE: ClassVar[str] = "assessment_events"
    id: int
    assessment_id: int
    line_id: int
    event: str
    on_date: date
    by_whom: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A grant taken back when its assessment was re-opened: the grant itself is never changed."""

    TABLE: ClassVar[str] = "withdrawals"
    id: int
    grant_id: int
    on_date: date
    by_whom: str
    reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement or letter made for a partner (C071, C072); `sent_on` is blank until it went."""

    TABLE: ClassVar[str] = "statements"
    id: int
    partner_id: int
    kind: str
    as_of: date
    sent_on: date | None
    recipient: str
    statement_id: str
    program_version: str = ""
    file: str = ""
    note: str = ""
