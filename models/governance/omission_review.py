"""The review of a deal that ours lack: which step may follow, what each needs (C101)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from models.errors import UserError
from models.governance.standing import OmissionStep
from models.ledgers import Omission
from models.names import tidy
from models.text import day_text, lower_first, money_said, sentence
from models.two_ledgers import OPEN_STATES, STATE_WORDS

DECISIONS = ("accepted", "rejected")


@dataclass(frozen=True, slots=True)
class Move:
    """A step that a person may take: from which states, to which one, and what it asks for.

    `words` are those that the partner gets, `reason` why it is done (the host's only).
    """

    key: str
    verb: str
    told: str
    to: str
    after: tuple[str, ...]
    icon: str
    needs_words: bool = False
    needs_reason: bool = False


MOVES = (
    Move("review", "Begin review", "Review begun", "under_review", ("flagged",), "eye"),
    Move("ask", "Ask for more", "More information asked for", "more_information",
         ("under_review",), "message-square", needs_reason=True),
    Move("resume", "Go on with it", "Review gone on with", "under_review",
         ("more_information",), "eye"),
    Move("accept", "Accept", "Accepted", "accepted", ("under_review",), "circle-check",
         needs_words=True),
    Move("reject", "Reject", "Rejected", "rejected", ("under_review",), "circle-x",
         needs_words=True),
    Move("withdraw", "Withdraw", "Withdrawn", "withdrawn", OPEN_STATES, "undo-2"),
    Move("reopen", "Re-open", "Re-opened", "under_review",
         ("accepted", "rejected", "withdrawn"), "history", needs_reason=True),
)  # fmt: skip
_BY_KEY = {move.key: move for move in MOVES}
_NEXT = {
    "flagged": "Begin its review first",
    "under_review": "Accept or reject it, or ask for more",
    "more_information": "Go on with its review once the answer is there",
    "accepted": "Re-open it first, with the reason",
    "rejected": "Re-open it first, with the reason",
    "withdrawn": "Re-open it first, with the reason",
}


def allowed(state: str) -> tuple[Move, ...]:
    """The steps that may follow a state, in the order in which they are offered."""
    return tuple(move for move in MOVES if state in move.after)


def move(key: str) -> Move:
    return _BY_KEY[key]


def is_open(state: str) -> bool:
    """Whether a case waits for a decision."""
    return state in OPEN_STATES


_LABELS = {
    "review": "Begin the review of",
    "ask": "Ask for more on",
    "resume": "Go on with the review of",
    "accept": "Accept the omission",
    "reject": "Reject the omission",
    "withdraw": "Withdraw the omission",
    "reopen": "Re-open the omission",
}


def label_of(key: str, name: str, partner: str) -> str:
    """What a step is called in the history: “Accept the omission “Rollout” (Northwind)”."""
    return f"{_LABELS[key]} “{name}” ({partner})"


def told(step: OmissionStep, before: str) -> str:
    """What a step did, in words: what it is called depends on the state it came from."""
    if step.state == "flagged":
        return "Flagged"
    found = (one for one in MOVES if one.to == step.state and before in one.after)
    return next((one.told for one in found), STATE_WORDS.get(step.state, step.state))


def require(
    case: Omission,
    wanted: Move,
    *,
    by_whom: str,
    words: str,
    reason: str,
    on: date,
    last: date,
    today: date,
) -> None:
    """Raise UserError where a step can't be taken: from this state, without what it needs, or on
    a day before the last step or still to come.
    """
    name = called(case)
    if case.state not in wanted.after:
        state = lower_first(STATE_WORDS.get(case.state, case.state))
        raise UserError(
            f"“{name}” is {state}, so “{wanted.verb}” can't follow.", f"{_NEXT[case.state]}."
        )
    if not tidy(by_whom):
        raise UserError("The step needs a person.", "Say who takes it.")
    if wanted.needs_words and not words.strip():
        raise UserError(
            "A decision needs words for the partner.", "Say in a sentence or two why it was taken."
        )
    if wanted.needs_reason and not reason.strip():
        ask = "Say what is missing." if wanted.key == "ask" else "Say why it is looked at again."
        raise UserError("The step needs a reason.", ask)
    if on > today:
        raise UserError("That day is still to come.", "Choose today or an earlier day.")
    if on < last:
        raise UserError(
            f"The step before was taken on {day_text(last)}.", "Choose that day or a later one."
        )


def called(case: Omission) -> str:
    """What a case is called."""
    return case.name or case.customer or "Unnamed deal"


@dataclass(frozen=True, slots=True)
class Weighed:
    """TCV and tier before and after a deal is among ours, or is taken out again; frozen or tried.

    Money is in minor units of `currency`, which is blank where no program says what counts;
    `left_out` says why the deal counts in no figure, blank where it does.
    """

    before_minor: int = 0
    after_minor: int = 0
    before_tier: str = ""
    after_tier: str = ""
    currency: str = ""
    label: str = "Aggregate TCV"
    left_out: str = ""

    @property
    def known(self) -> bool:
        return bool(self.currency)

    @property
    def lifts(self) -> bool:
        """Whether the tier is another one by it."""
        return self.before_tier != self.after_tier

    @property
    def money_words(self) -> str:
        """“Aggregate TCV $24,000,000 to $26,000,000”."""
        if not self.known:
            return ""
        before, after = (
            money_said(minor, self.currency) for minor in (self.before_minor, self.after_minor)
        )
        return f"{self.label} stays {before}" if before == after else (
            f"{self.label} {before} to {after}"
        )  # fmt: skip

    @property
    def tier_words(self) -> str:
        """“Gold to Platinum”, or that it stays."""
        if not self.known:
            return ""
        if self.lifts:
            return f"{self.before_tier} to {self.after_tier}"
        return f"stays {self.before_tier}"

    @property
    def words(self) -> str:
        """Both in one sentence, with what is left out."""
        if not self.known:
            return self.left_out
        tier = f"the tier goes from {self.tier_words}" if self.lifts else (
            f"the tier {self.tier_words}"
        )  # fmt: skip
        return " ".join(part for part in (sentence(f"{self.money_words}, {tier}"), self.left_out)
                        if part)  # fmt: skip


def weighed_of(step: OmissionStep) -> Weighed | None:
    """What a step has frozen; None where it put no deal among ours and took none out."""
    if not step.deal_id:
        return None
    return Weighed(
        step.tcv_before, step.tcv_after, step.tier_before, step.tier_after, step.currency,
        left_out="" if step.currency else "No program was in force, so nothing was weighed.",
    )  # fmt: skip


def acceptance(steps: Iterable[OmissionStep]) -> OmissionStep | None:
    """The acceptance that holds: the last one, unless the case was re-opened after it."""
    last = None
    for step in steps:
        last = step if step.state == "accepted" else None if step.state != "flagged" else last
    return last


def as_of_day(case: Omission, steps: Iterable[OmissionStep], day: date) -> Omission:
    """A case as it stood at the end of a day; what was decided later is not in it."""
    taken = sorted(steps, key=lambda step: (step.on_date, step.id))
    if not any(step.on_date > day for step in taken):
        return case
    by_then = [step for step in taken if step.on_date <= day]
    last = by_then[-1] if by_then else None
    held = acceptance(by_then)
    decided = last is not None and last.state not in OPEN_STATES
    return replace(
        case,
        state=last.state if last else "flagged",
        deal_id=held.deal_id if held else 0,
        decided_on=last.on_date if last and decided else None,
        decided_by=last.by_whom if last and decided else "",
        decision=last.words if last and decided else "",
    )


def shown_to_partner(case: Omission) -> str:
    """What the partner's edition says of a case: its state and, once decided, the words (C102)."""
    state = STATE_WORDS.get(case.state, case.state)
    if case.state in DECISIONS and case.decision:
        return sentence(f"{state}: {case.decision}")
    return sentence(state)
