"""The kinds of list that can be imported, and the columns that each of them has."""

from dataclasses import dataclass
from typing import NamedTuple

from models.partner import AGREEMENT_KINDS


class Column(NamedTuple):
    """A column of the import contract; `reads` says how its cells are read."""

    name: str
    reads: str = "text"
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of list; `one` and `many` name its rows; `helpers` are columns beside ours.

    A kind that is `like` another one is read the same way and only kept elsewhere; it is never
    guessed from a file, a person says it.
    """

    name: str
    one: str
    many: str
    columns: tuple[Column, ...]
    helpers: tuple[Column, ...] = ()
    like: str = ""

    @property
    def shape(self) -> str:
        """The kind whose headers and cells it has."""
        return self.like or self.name

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def needed(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.needed)

    def column(self, name: str) -> Column | None:
        for column in (*self.columns, *self.helpers):
            if column.name == name:
                return column
        return None


_DELETED = Column("is_deleted", "yes_no")
_DEAL = (
    Column("partner", needed=True),
    Column("deal_id"),
    Column("customer"),
    Column("deal"),
    Column("status", "status", needed=True),
    Column("close_date", "date", needed=True),
    Column("partner_tcv", "money"),
    Column("services_tcv", "money"),
    Column("amount", "money"),
    Column("currency", "currency"),
)
_DEAL_STATE = (Column("stage"), Column("next_step"))
_DEAL_MORE = (Column("qualified", "yes_no"), Column("registered_on", "date"), Column("offering"))
_DEAL_HELPERS = (
    Column("actual_close_date", "date"),
    Column("lost_on", "date"),
    Column("actual_amount", "money"),
    Column("partner_percent", "percent"),
    Column("services_percent", "percent"),
    Column("is_won", "yes_no"),
    Column("is_lost", "yes_no"),
    Column("is_closed", "yes_no"),
    Column("is_active", "yes_no"),
    Column("status_reason", "status"),
    Column("lost_reason"),
    _DELETED,
)

_ALL = (
    Kind(
        "partners",
        "partner",
        "partners",
        (
            Column("partner", needed=True),
            *(
                Column(f"{kind}_{day}", "date")
                for kind in AGREEMENT_KINDS
                for day in ("signed_on", "expires_on")
            ),
            Column("free_training", "yes_no"),
            Column("shield_sponsorship", "yes_no"),
            Column("deal_registration", "yes_no"),
            Column("software_integrations", "list"),
            Column("invited_on", "date"),
            Column("invitation_accepted_on", "date"),
            Column("region"),
            Column("notes"),
            Column("nomination"),
            Column("investments"),
            Column("candidate_on", "date"),
            Column("removed_on", "date"),
        ),
        (_DELETED,),
    ),
    Kind(
        "contacts",
        "contact",
        "contacts",
        (
            Column("partner", needed=True),
            Column("name", needed=True),
            Column("role", "role", needed=True),
            Column("email"),
            Column("phone"),
            Column("since", "date"),
            Column("until", "date"),
            Column("contact_side", "side"),
        ),
        (Column("first_name"), Column("last_name"), _DELETED),
    ),
    Kind(
        "offerings",
        "offering",
        "offerings",
        (
            Column("partner", needed=True),
            Column("offering", needed=True),
            Column("standard", "yes_no"),
            Column("worldwide", "yes_no"),
            Column("geographies", "list"),
            Column("available_from", "date"),
            Column("host_services", "services"),
        ),
        (_DELETED,),
    ),
    Kind(
        "trainings",
        "training",
        "trainings",
        (
            Column("partner", needed=True),
            Column("person", needed=True),
            Column("kind", "training", needed=True),
            Column("course"),
            Column("completed_on", "date"),
        ),
        (_DELETED,),
    ),
    Kind(
        "deals",
        "deal",
        "deals",
        (*_DEAL, _DEAL_MORE[0], *_DEAL_STATE, *_DEAL_MORE[1:]),
        _DEAL_HELPERS,
    ),
    # What a partner says its own deals are; it is kept beside ours and counts for no tier (C073).
    Kind(
        "partner-pipeline",
        "deal of a partner’s list",
        "deals of a partner’s list",
        (*_DEAL, *_DEAL_STATE),
        (*_DEAL_MORE, *_DEAL_HELPERS),
        like="deals",
    ),
)

KINDS = {kind.name: kind for kind in _ALL}
