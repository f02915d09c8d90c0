"""What the page of a partner's own list shows: line by line, theirs beside ours, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.deal import Deal
from models.ledger_health import LedgerHealth
from models.ledgers import LedgerMark, Omission, PartnerList, TheirDeal
from models.reconcile import Tolerance
from models.text import counted, listed, money_said, sentence

GROUP_WORDS = {
    "agreed": "Agrees",
    "differs": "Differs",
    "maybe": "Maybe",
    "only_theirs": "Only theirs",
    "only_ours": "Only ours",
    "aside": "Set aside",
}
STATE_WORDS = {
    "flagged": "Flagged",
    "under_review": "Under review",
    "more_information": "More information",
    "accepted": "Accepted",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
}
OPEN_STATES = ("flagged", "under_review", "more_information")
# What can be taken over from theirs into ours, and the difference that each of them ends.
TAKEN = {"date": "close date", "amount": "amount", "status": "outcome", "stage": "stage"}


@dataclass(frozen=True, slots=True)
class Line:
    """A deal in either list or in both; money is in minor units of the program's currency, None
    without a rate. `group` is one of GROUP_WORDS, `omission` what became of a missing one.
    """

    id: int
    group: str
    theirs: TheirDeal | None
    ours: Deal | None
    their_minor: int | None
    our_minor: int | None
    by: str
    differs: tuple[str, ...]
    parts: tuple[str, ...]
    mark: LedgerMark | None
    omission: Omission | None

    @property
    def name(self) -> str:
        """What it is called, by us where we have it."""
        for deal in (self.ours, self.theirs):
            if deal is not None and (deal.name or deal.customer or deal.deal_id):
                return deal.name or deal.customer or deal.deal_id
        return "Unnamed deal"

    @property
    def difference(self) -> str:
        """All that differs, in one go."""
        return sentence_start(listed(self.parts))

    @property
    def state(self) -> str:
        """The one word for how it stands."""
        if self.omission is not None and self.group == "only_theirs":
            return STATE_WORDS[self.omission.state]
        return GROUP_WORDS[self.group]

    @property
    def can_flag(self) -> bool:
        """Whether it can become an omission: theirs alone, and none is open of it."""
        held = self.omission is not None and self.omission.state != "withdrawn"
        return self.group == "only_theirs" and not held

    @property
    def can_unflag(self) -> bool:
        """Whether its flag can be taken back: nobody has begun to review it."""
        return self.omission is not None and self.omission.state == "flagged"

    @property
    def can_settle(self) -> bool:
        """Whether a person can say that its two deals are the same, or not."""
        return self.theirs is not None and self.ours is not None

    @property
    def can_set_aside(self) -> bool:
        return self.group in ("differs", "only_theirs", "aside")

    def can_take(self, field: str) -> bool:
        """Whether their value of a field of TAKEN is another than ours."""
        if self.theirs is None or self.ours is None or self.group == "maybe":
            return False
        if field == "date":
            return self.theirs.close_date not in (None, self.ours.close_date)
        if field == "amount":
            mine = (self.ours.tcv_minor, self.ours.currency)
            return (self.theirs.tcv_minor, self.theirs.currency) != mine
        return getattr(self.theirs, field) not in ("", getattr(self.ours, field))


@dataclass(frozen=True, slots=True)
class Ledgers:
    """A partner's current list against ours; without one `listed_on` is None and no line there.

    `lists` are all of its lists, the newest first.
    """

    partner_id: int
    listed_on: date | None
    file: str
    lines: tuple[Line, ...]
    lists: tuple[PartnerList, ...]
    health: LedgerHealth
    tolerance: Tolerance
    most_age: int
    currency: str

    def count(self, group: str) -> int:
        return sum(1 for line in self.lines if line.group == group)

    @property
    def candidates(self) -> int:
        """How many omissions of it are still to be decided."""
        return sum(
            1
            for line in self.lines
            if line.omission is not None and line.omission.state in OPEN_STATES
        )

    @property
    def is_old(self) -> bool:
        return self.listed_on is not None and self.health.age > self.most_age


@dataclass(frozen=True, slots=True)
class Effect:
    """What accepting omissions would do, in minor units and words; nothing is changed by it.

    `uncounted` are deals that would count in no figure: in no window, or without a rate.
    """

    before_minor: int
    after_minor: int
    before_tier: str
    after_tier: str
    uncounted: int
    currency: str
    label: str

    @property
    def words(self) -> str:
        """“If accepted: Aggregate TCV $1 to $2, and Silver becomes Gold.”"""
        if self.before_minor == self.after_minor:
            said = f"{self.label} stays {money_said(self.before_minor, self.currency)}"
        else:
            said = (
                f"{self.label} {money_said(self.before_minor, self.currency)} becomes"
                f" {money_said(self.after_minor, self.currency)}"
            )
        if self.before_tier == self.after_tier:
            said += f", the tier stays {self.before_tier}"
        else:
            said += f", and {self.before_tier} becomes {self.after_tier}"
        if self.uncounted:
            said += f"; {counted(self.uncounted, 'deal')} would count in no figure"
        return sentence(f"If accepted: {said}")


def difference_words(
    group: str,
    differs: Sequence[str],
    theirs: TheirDeal | None,
    ours: Deal | None,
    their_minor: int | None,
    our_minor: int | None,
    currency: str,
) -> tuple[str, ...]:
    """What theirs says otherwise than ours: "$120,000 more", "21 days later", "theirs won"."""
    if theirs is None or ours is None:
        return ()
    parts = []
    if "amount" in differs:
        if their_minor is None or our_minor is None:
            parts.append("no rate to compare the amounts")
        else:
            more = their_minor - our_minor
            word = "more" if more > 0 else "less"
            parts.append(f"{money_said(abs(more), currency)} {word}")
    if "date" in differs:
        if theirs.close_date is None or ours.close_date is None:
            parts.append("only one has a close date")
        else:
            days = (theirs.close_date - ours.close_date).days
            parts.append(f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}")
    if "status" in differs:
        parts.append(f"theirs {theirs.status}, ours {ours.status}")
    if "name" in differs:
        parts.append("another name")
    if group == "maybe" and not parts:
        parts.append("the names are only alike")
    return tuple(parts)


def sentence_start(words: str) -> str:
    """The words with a capital first letter."""
    return words[:1].upper() + words[1:]
