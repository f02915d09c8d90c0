"""A file that proves something, as it is kept."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that proves something of a partner; its content is kept once, by its SHA-256.

    It belongs to an item of a checklist, by template, period and item, and through the item to a
    criterion; to the partner alone where they are blank. It counts to the end of `expires_on`.
    `verified_on` is blank until `reviewer` has looked at it; `replaced_by` names what took its
    place, `record_id` another record that it proves (an omission), 0 for none.
    """

    TABLE: ClassVar[str] = "evidence"
    id: int
    partner_id: int
    sha256: str
    file: str
    kind: str
    bytes: int
    template: str = ""
    period: str = ""
    item: str = ""
    criterion: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
    reviewer: str = ""
    verified_on: date | None = None
    note: str = ""
    added_on: date | None = None
    added_by: str = ""
    replaced_by: int = 0
    record_id: int = 0

    def holds_on(self, day: date) -> bool:
        """Whether it counts on a day: not replaced, begun, and not run out."""
        begun = self.effective_on is None or self.effective_on <= day
        return begun and not self.replaced_by and not self.expired_on(day)

    def expired_on(self, day: date) -> bool:
        return self.expires_on is not None and self.expires_on < day
