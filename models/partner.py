"""A partner and the records that say how it stands: people, papers, offerings, training."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

CONTACT_ROLES = ("executive sponsor", "alliance manager", "technical resource", "other")
SIDES = ("partner", "host")
AGREEMENT_KINDS = (
    "program_agreement",
    "procurement_agreement",
    "nda",
    "data_privacy_agreement",
)
TRAINING_KINDS = (
    "standard MSS delivery",
    "custom MSS delivery",
    "sales",
    "consulting",
    "architecture",
    "engineering",
)
OFFERING_SERVICES = ("", "consulting", "managed", "both", "none")
RESALE = "resale only"  # what a file calls "none", which it can't tell from a blank
SERVICES_HELD = ("consulting", "managed", "both", RESALE)
PRODUCT_KINDS = ("software", "cloud")


@dataclass(frozen=True, slots=True)
class Partner:
    """One alliance partner; `notes` is for the host only (C102).

    `nomination` says why it was chosen (C001), `investments` what it puts into the host's
    offerings, into training and into sellers (C002-C004).
    """

    TABLE: ClassVar[str] = "partners"
    id: int
    name: str
    region: str = ""
    notes: str = ""
    candidate_on: date | None = None
    invited_on: date | None = None
    invitation_accepted_on: date | None = None
    removed_on: date | None = None
    free_training: bool = False
    shield_sponsorship: bool = False
    deal_registration: bool = False
    nomination: str = ""
    investments: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person on either side; counts on a day D if since ≤ D (blank: always) and D < until."""

    TABLE: ClassVar[str] = "contacts"
    id: int
    partner_id: int
    name: str
    role: str
    side: str = "partner"
    email: str = ""
    phone: str = ""
    since: date | None = None
    until: date | None = None

    def in_place_on(self, day: date) -> bool:
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A signed paper, in force from `signed_on` to the end of `expires_on` (blank: for ever)."""

    TABLE: ClassVar[str] = "agreements"
    id: int
    partner_id: int
    kind: str
    signed_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Offering:
    """A host offering that holds the partner's competency (C019).

    `services` says which host services it holds; blank is taken as confirmed, "none" as a plain
    resale that can't be a standard offering.
    """

    TABLE: ClassVar[str] = "offerings"
    id: int
    partner_id: int
    name: str
    standard: bool = False
    worldwide: bool = False
    geographies: tuple[str, ...] = ()
    available_from: date | None = None
    services: str = ""


@dataclass(frozen=True, slots=True)
class Training:
    """One person's course; counts once `completed_on` is reached (blank: not completed)."""

    TABLE: ClassVar[str] = "trainings"
    id: int
    partner_id: int
    person: str
    kind: str
    course: str = ""
    completed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Integration:
    """The partner's technology integrated with a host product, agreed with offering management."""

    TABLE: ClassVar[str] = "integrations"
    id: int
    partner_id: int
    product: str
    kind: str = "software"
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class Grant:
    """A tier granted to a partner (C012, C016, C017); rows are added, never changed.

    `basis` is assessment, provisional or exception; it holds from `from_on` to the end of
    `until_on` (blank: until another one begins). `frozen_id` names the facts and the whole
    decision behind it, kept as they were on `as_of`. `program` is the one whose tier it is, since
    two programs may have tiers of one key; blank where it is not known.
    """

    TABLE: ClassVar[str] = "grants"
    id: int
    partner_id: int
    tier: str
    basis: str
    from_on: date
    until_on: date | None = None
    reason: str = ""
    approver: str = ""
    program_version: str = ""
    as_of: date | None = None
    frozen_id: int = 0
    granted_by: str = ""
    program: str = ""
