"""The result of a January assessment for one partner, as its letter tells it."""

from dataclasses import dataclass
from datetime import date

from models.partner_file import PartnerFile
from models.program.terms import Terms, Tier


@dataclass(frozen=True, slots=True)
class Result:
    """A signed line for its partner; the reason and the approver of an exception stay out.

    `tier` is the tier granted, None for none; `direction` is up, same or down from `before`.
    """

    file: PartnerFile
    terms: Terms
    year: int
    tier: Tier | None
    before: Tier | None
    direction: str
    by_exception: bool
    until: date | None
    leaves: bool
