"""The review of omissions: a case opened, taken step by step to a decision, and its deal added."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.checklist.evidence_record import Evidence
from models.deal import Deal
from models.errors import UserError
from models.governance.omission_review import (
    Move,
    Weighed,
    acceptance,
    called,
    is_open,
    label_of,
    move,
    require,
    weighed_of,
)
from models.governance.standing import OmissionStep
from models.ids import new_id
from models.ledgers import OMISSION, LedgerMark, Omission
from models.names import fold, tidy
from models.partner import Partner
from models.partner_file import PartnerFile
from models.program.terms import Terms
from models.store import omissions, records
from models.store.omission_weighing import (
    as_deal,
    is_sure,
    left_out_of,
    listed_as,
    standing_of,
    twins_of,
    weigh,
    weighed_between,
)
from models.store.partner_deals import of_ids
from models.store.portfolio import Portfolio
from models.text import day_text


@dataclass(frozen=True, slots=True)
class Case:
    """A case with all that its panel shows; `sure` that the likeliest twin is the same deal,
    `may_take_out` that re-opening may take out the deal that it added.

    `steps` are the oldest first, `deal` the deal of ours that it came to, `twins` deals of ours
    that are likely to be the same one, the likeliest first. `weighed` says what accepting would
    do, of an accepted one what it did.
    """

    omission: Omission
    partner: str
    steps: tuple[OmissionStep, ...]
    evidence: tuple[Evidence, ...]
    deal: Deal | None
    twins: tuple[Deal, ...]
    weighed: Weighed | None
    sure: bool = False
    may_take_out: bool = False

    @property
    def id(self) -> int:
        return self.omission.id

    @property
    def last_on(self) -> date:
        """The day of its last step."""
        return self.steps[-1].on_date if self.steps else self.omission.flagged_on


@dataclass(frozen=True, slots=True)
class Line:
    """A case in a list: whose, since when it waits, what it came to; `files` counts evidence."""

    omission: Omission
    partner: str
    last_on: date
    steps: int
    files: int
    weighed: Weighed | None

    @property
    def id(self) -> int:
        return self.omission.id


# ---- reading -----------------------------------------------------------------------------------


def steps_of(portfolio: Portfolio, omission_id: int) -> tuple[OmissionStep, ...]:
    """The steps of a case, the oldest first."""
    found = records.find(portfolio, OmissionStep, omission_id=omission_id)
    return tuple(sorted(found, key=_taken_on))


def _taken_on(step: OmissionStep) -> tuple[date, int]:
    return step.on_date, step.id


def lines(portfolio: Portfolio, partner_id: int = 0) -> tuple[Line, ...]:
    """The cases of a partner, or of all: open ones first, the longest waiting before the others,
    then the decided ones, the newest first.
    """
    where: dict[str, Any] = {"partner_id": partner_id} if partner_id else {}
    steps: dict[int, list[OmissionStep]] = {}
    for step in sorted(records.find(portfolio, OmissionStep, **where), key=_taken_on):
        steps.setdefault(step.omission_id, []).append(step)
    names = dict(portfolio.conn.rows("SELECT id, name FROM partners"))
    files = dict(
        portfolio.conn.rows(
            "SELECT record_id, count(*) FROM evidence WHERE record_id <> 0 AND replaced_by = 0"
            " GROUP BY record_id"
        )
    )
    found = []
    for one in records.find(portfolio, Omission, **where):
        taken = steps.get(one.id, [])
        accepted = acceptance(taken) if one.state == "accepted" else None
        found.append(
            Line(
                one,
                names.get(one.partner_id, ""),
                taken[-1].on_date if taken else one.flagged_on,
                len(taken),
                files.get(one.id, 0),
                weighed_of(accepted) if accepted else None,
            )
        )
    return tuple(sorted(found, key=_order))


def _order(line: Line) -> tuple[bool, int, int]:
    if is_open(line.omission.state):
        return False, line.omission.flagged_on.toordinal(), line.id
    return True, -(line.omission.decided_on or line.last_on).toordinal(), -line.id


def case(portfolio: Portfolio, omission_id: int, today: date) -> Case:
    """A case as its panel shows it. Raises UserError where it is gone."""
    one = records.get(portfolio, Omission, omission_id)
    steps = steps_of(portfolio, omission_id)
    deal = next(iter(records.find(portfolio, Deal, id=one.deal_id)), None) if one.deal_id else None
    twins = twins_of(portfolio, one, today) if is_open(one.state) and deal is None else ()
    accepted = acceptance(steps) if one.state == "accepted" else None
    if accepted is not None:
        weighed = weighed_of(accepted)
        if weighed is not None and deal is not None and not weighed.left_out:
            weighed = replace(weighed, left_out=left_out_of(portfolio, deal, today))
    else:
        weighed = weigh(portfolio, one, today, already=deal) if is_open(one.state) else None
    return Case(
        one,
        records.get(portfolio, Partner, one.partner_id).name,
        steps,
        tuple(records.find(portfolio, Evidence, record_id=omission_id)),
        deal,
        twins,
        weighed,
        bool(twins) and is_sure(portfolio, one, twins[0]),
        deal is not None and was_added(steps, deal.id),
    )


# ---- writing -----------------------------------------------------------------------------------


def open_case(
    portfolio: Portfolio,
    partner_id: int,
    today: date,
    *,
    reason: str,
    by_whom: str,
    **values: Any,
) -> int:
    """Open a case by hand, without a list of the partner's, as one change; its id.

    `values` are fields of the deal. Raises UserError without a name, a reason or a person, and
    for a deal that a case of this partner has already.
    """
    name, customer = tidy(str(values.get("name", ""))), tidy(str(values.get("customer", "")))
    if not (name or customer):
        raise UserError("The deal needs a name or a customer.", "Type what it is called.")
    if not reason.strip():
        raise UserError(
            "A case needs a reason.", "Say why the deal should be among ours, and who says so."
        )
    if not tidy(by_whom):
        raise UserError("The case needs a person.", "Say who brought it up.")
    partner = records.get(portfolio, Partner, partner_id)
    for known in records.find(portfolio, Omission, partner_id=partner_id):
        if known.state != "withdrawn" and (fold(known.name), fold(known.customer)) == (
            fold(name), fold(customer)
        ):  # fmt: skip
            raise UserError(
                f"There is a case of “{called(known)}” already, flagged on"
                f" {day_text(known.flagged_on)}.",
                "Go on with that one.",
            )
    own, services = (int(values.get(part, 0)) for part in ("partner_minor", "services_minor"))
    made = Omission(
        new_id(), partner_id, 0, 0, name, customer, str(values.get("status", "open")),
        values.get("close_date"), own, services, own + services,
        str(values.get("currency", "USD")), " ".join(reason.split()), "flagged", today,
    )  # fmt: skip
    with portfolio.change(f"Open an omission case of “{called(made)}” ({partner.name})"):
        records.add(portfolio, made)
        records.add(
            portfolio,
            OmissionStep(new_id(), partner_id, made.id, "flagged", today, tidy(by_whom)),
        )
    return made.id


def take(
    portfolio: Portfolio,
    omission_id: int,
    step: str,
    today: date,
    *,
    by_whom: str,
    words: str = "",
    note: str = "",
    on: date | None = None,
    link: int | None = None,
    remove: bool = False,
) -> OmissionStep:
    """Take a step of a case, as one change: undo brings back state, deal and what was shown.

    Accepting adds the deal to ours, unless `link` names the deal of ours that it is; without a
    word on it the deal that is the same beyond doubt is linked, and 0 adds one all the same.
    Re-opening an accepted case takes the deal that it added out again where `remove` asks for it.
    Raises UserError for a step that can't follow, or that lacks what it needs.
    """
    wanted, one = move(step), records.get(portfolio, Omission, omission_id)
    taken = steps_of(portfolio, omission_id)
    last = taken[-1].on_date if taken else one.flagged_on
    day = on or today
    require(one, wanted, by_whom=by_whom, words=words, reason=note, on=day, last=last, today=today)
    made = OmissionStep(
        new_id(), one.partner_id, one.id, wanted.to, day, tidy(by_whom), note.strip(),
        " ".join(words.split()) if wanted.needs_words else "",
    )  # fmt: skip
    partner = records.get(portfolio, Partner, one.partner_id).name
    with portfolio.change(label_of(step, called(one), partner)):
        if step == "accept":
            made = _accept(portfolio, one, made, today, link)
        elif step == "reopen":
            _require_alone(portfolio, one)
            if remove:
                made = _take_out(portfolio, one, made, taken, today)
        records.add(portfolio, made)
        records.update(portfolio, Omission, one.id, **_state(one, wanted, made))
    return made


def _state(one: Omission, wanted: Move, made: OmissionStep) -> dict[str, Any]:
    """The fields of a case after a step; the decision is gone from it once it is re-opened."""
    values: dict[str, Any] = {"state": wanted.to}
    if wanted.needs_words or wanted.key == "withdraw":
        values |= {
            "decided_on": made.on_date, "decided_by": made.by_whom, "decision": made.words,
        }  # fmt: skip
    elif wanted.key == "reopen":
        values |= {"decided_on": None, "decided_by": "", "decision": ""}
        if made.deal_id:  # which was taken out again
            values["deal_id"] = 0
    if wanted.key == "accept":
        values["deal_id"] = made.deal_id
    return values


def _accept(
    portfolio: Portfolio, one: Omission, made: OmissionStep, today: date, link: int | None
) -> OmissionStep:
    kept = records.find(portfolio, Deal, id=one.deal_id) if one.deal_id else []
    if kept and link is None:
        link = kept[0].id
    elif link is None:
        sure = [twin for twin in twins_of(portfolio, one, today) if is_sure(portfolio, one, twin)]
        link = sure[0].id if sure else 0
    before = standing_of(portfolio, one.partner_id, today)
    if link:
        deal = records.get(portfolio, Deal, link)
        if deal.partner_id != one.partner_id:
            raise UserError("That deal is another partner's.", "Link one of this partner's.")
    else:
        deal = _new_deal(portfolio, one)
        records.add(portfolio, deal)
    _say_same(portfolio, one, deal.id, made.on_date)
    return _freeze(portfolio, replace(made, deal_id=deal.id, added=not link), before, today)


def _take_out(
    portfolio: Portfolio,
    one: Omission,
    made: OmissionStep,
    taken: Sequence[OmissionStep],
    today: date,
) -> OmissionStep:
    """Delete the deal that the case added; one that was ours all along is never deleted by it."""
    there = bool(records.find(portfolio, Deal, id=one.deal_id))
    if one.state != "accepted" or not there or not was_added(taken, one.deal_id):
        return made
    before = standing_of(portfolio, one.partner_id, today)
    records.delete(portfolio, Deal, [one.deal_id])
    for mark in records.find(portfolio, LedgerMark, partner_deal_id=one.partner_deal_id):
        if mark.deal_id == one.deal_id:
            records.delete(portfolio, LedgerMark, [mark.id])
    return _freeze(portfolio, replace(made, deal_id=one.deal_id, added=True), before, today)


def was_added(taken: Sequence[OmissionStep], deal_id: int) -> bool:
    """Whether a case put this deal among ours itself."""
    return any(one.deal_id == deal_id and one.state == "accepted" and one.added for one in taken)


def _new_deal(portfolio: Portfolio, one: Omission) -> Deal:
    """The deal as the partner tells it; its source says that a case brought it in (C101)."""
    listed = listed_as(portfolio, one)
    return replace(
        as_deal(one),
        id=new_id(),
        deal_id=listed.deal_id if listed else "",
        stage=listed.stage if listed else "",
        next_step=listed.next_step if listed else "",
        source=OMISSION,
    )


def _say_same(portfolio: Portfolio, one: Omission, deal_id: int, on: date) -> None:
    """The partner's line and our deal are one from now on, whatever their words."""
    if not of_ids(portfolio, [one.partner_deal_id]):
        return
    known = records.find(portfolio, LedgerMark, partner_deal_id=one.partner_deal_id)
    if any(mark.mark == "same" and mark.deal_id == deal_id for mark in known):
        return
    note = "Accepted as an omission."
    records.add(portfolio, LedgerMark(new_id(), one.partner_deal_id, deal_id, "same", note, on))


def _require_alone(portfolio: Portfolio, one: Omission) -> None:
    """A withdrawn case stays withdrawn where the same deal was flagged anew since."""
    for other in records.find(portfolio, Omission, partner_id=one.partner_id):
        same_line = bool(one.partner_deal_id) and other.partner_deal_id == one.partner_deal_id
        if other.id != one.id and same_line and other.state != "withdrawn":
            raise UserError(
                f"“{called(one)}” was flagged anew on {day_text(other.flagged_on)}.",
                "Go on with that case.",
            )


def _freeze(
    portfolio: Portfolio,
    made: OmissionStep,
    before: tuple[PartnerFile, Terms] | None,
    today: date,
) -> OmissionStep:
    """The step with TCV and tier as they were before it, and as they are now."""
    after = standing_of(portfolio, made.partner_id, today)
    if before is None or after is None:
        return made
    found = weighed_between(before[0], after[0], after[1], "")
    return replace(
        made, currency=found.currency, tcv_before=found.before_minor,
        tcv_after=found.after_minor, tier_before=found.before_tier, tier_after=found.after_tier,
    )  # fmt: skip


def withdraw_flag(portfolio: Portfolio, omission_id: int) -> None:
    """Forget a case that nobody has begun to review, as one change."""
    omissions.take_back(portfolio, [omission_id])


def of_deal(portfolio: Portfolio, deal_id: int) -> Omission | None:
    """The case that brought a deal in, or that was linked to it; None for most deals."""
    found = records.find(portfolio, Omission, deal_id=deal_id) if deal_id else []
    return found[-1] if found else None
