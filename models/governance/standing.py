"""What a person says against a colour of health, and what is put off in the list of a day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class HealthOverride:
    """A colour (models.health) that a person gives one of the HEALTH_VIEWS, with the reason.

    It holds from `on_date` to the end of `until_on`; blank until another one.
    """

    TABLE: ClassVar[str] = "health_overrides"
    id: int
    partner_id: int
    view: str
    colour: str
    reason: str
    on_date: date
    by_whom: str = ""
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class PutOff:
    """Something of the list of a day that is not to be shown before `until_on`; blank for good.

    `key` names what it is, so that the same thing of another day is shown again; `reason` says why
    it is put off for good.
    """

    TABLE: ClassVar[str] = "put_off"
    id: int
    key: str
    partner_id: int
    on_date: date
    until_on: date | None = None
    by_whom: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OmissionStep:
    """A step of the review of an omission (C101): its new state, who took it, what was said.

    `words` are those that the partner is given with a decision, `note` and `by_whom` are the
    host's only. A step that put a deal among ours or took it out again has its id in `deal_id`,
    with `added` where the case itself made it; then TCV in minor units of `currency` and the
    tier's name are kept as they were before and after, `currency` blank where nothing could be
    weighed.
    """

    TABLE: ClassVar[str] = "omission_steps"
    id: int
    partner_id: int
    omission_id: int
    state: str
    on_date: date
    by_whom: str = ""
    note: str = ""
    words: str = ""
    deal_id: int = 0
    added: bool = False
    currency: str = ""
    tcv_before: int = 0
    tcv_after: int = 0
    tier_before: str = ""
    tier_after: str = ""
