"""What a review's page reads: its blocks, deals, movement, decisions, and what was left open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from models.background import Movement
from models.deal import Deal
from models.errors import UserError
from models.governance import cadence
from models.governance.action_lines import ActionLine
from models.governance.meetings import Meeting, ReviewBlock
from models.governance.outcomes import DealNote, Resolution
from models.program.deals import periods
from models.store import action_lines, pack_course, records, review_ledger, snapshots
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.snapshots import Snapshot
from models.text import day_text

_DECIDED = """
    SELECT meeting_id, count(*) FROM resolutions WHERE partner_id = ? AND state = 'taken'
    GROUP BY meeting_id"""
_MADE = """
    SELECT meeting_id, count(*), sum(state = 'open') FROM actions
    WHERE partner_id = ? AND meeting_id <> 0 GROUP BY meeting_id"""


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal with what reviews noted of it."""

    deal: Deal
    note: DealNote

    @property
    def id(self) -> int:
        return self.deal.id


@dataclass(frozen=True, slots=True)
class PastReview:
    """A review as a list has it: how many decisions it took, how many actions it made."""

    meeting: Meeting
    decided: int
    made: int
    open: int

    @property
    def id(self) -> int:
        return self.meeting.id


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A review as it stands; `carried` is what earlier reviews of its kind have left open.

    `since` is the day of the review before, None for the first. `deals` are open and due up to the
    end of the program's window, `lost` those that were lost since. `movement` is None where nothing
    was kept to compare with; `why_not` then says so. `unlogged` is the benefit that a business
    review gave and that the ledger lacks.
    """

    meeting: Meeting
    since: date | None
    resolutions: tuple[Resolution, ...]
    carried_resolutions: tuple[Resolution, ...]
    actions: tuple[ActionLine, ...]
    carried_actions: tuple[ActionLine, ...]
    blocks: Mapping[str, str] = field(default_factory=dict)
    deals: tuple[DealLine, ...] = ()
    lost: tuple[DealLine, ...] = ()
    currency: str = "USD"
    movement: Movement | None = None
    why_not: str = ""
    unlogged: str = ""


def page(portfolio: Portfolio, meeting_id: int, today: date) -> ReviewPage:
    """A review on a day. Raises UserError where it is gone."""
    meeting = records.get(portfolio, Meeting, meeting_id)
    earlier = _earlier(portfolio, meeting)
    held = [one.on_date for one in earlier if one.state == "held"]
    since = max(held, default=None)
    resolutions, left = _resolutions(portfolio, meeting, earlier)
    actions, open_ones = _actions(portfolio, meeting, earlier, today)
    found = ReviewPage(meeting, since, resolutions, left, actions, open_ones)
    if meeting.kind == "business_review":
        return replace(found, unlogged=review_ledger.unlogged(portfolio, meeting, today))
    if meeting.kind != "pipeline_review":
        return found
    return _with_pipeline(portfolio, found, today)


def history(portfolio: Portfolio, partner_id: int) -> tuple[PastReview, ...]:
    """A partner's reviews, the newest first, with what each decided and left to be done."""
    decided = dict(portfolio.conn.rows(_DECIDED, (partner_id,)))
    made = {key: told for key, *told in portfolio.conn.rows(_MADE, (partner_id,))}
    found = [
        one
        for one in records.find(portfolio, Meeting, partner_id=partner_id)
        if one.kind in ("business_review", "pipeline_review")
    ]
    found.sort(key=lambda one: (one.on_date, one.id), reverse=True)
    return tuple(
        PastReview(one, decided.get(one.id, 0), *made.get(one.id, (0, 0))) for one in found
    )


def _with_pipeline(portfolio: Portfolio, found: ReviewPage, today: date) -> ReviewPage:
    meeting = found.meeting
    owner = meeting.partner_id
    last = min(today, meeting.on_date) if meeting.state == "held" else today
    deals = records.find(portfolio, Deal, partner_id=owner)
    notes = {one.deal_id: one for one in records.find(portfolio, DealNote, partner_id=owner)}
    begin = found.since or _month_before(meeting, last)
    try:
        terms = terms_on(portfolio, last)
        ends, currency = periods(terms, last).window_last, terms.currency
    except UserError:
        ends, currency = date.max, found.currency
    opened = [
        one
        for one in deals
        if one.status == "open" and one.qualified and (one.close_date or date.min) <= ends
    ]
    lost = [
        one
        for one in deals
        if one.status == "lost" and one.close_date and begin < one.close_date <= last
    ]
    movement, why_not = _movement(portfolio, owner, deals, begin, last, today, currency)
    blocks = records.find(portfolio, ReviewBlock, meeting_id=meeting.id)
    return replace(
        found,
        blocks={one.purpose: one.text for one in blocks},
        deals=_deal_lines(opened, notes, owner),
        lost=_deal_lines(lost, notes, owner),
        currency=currency,
        movement=movement,
        why_not=why_not,
    )


def _movement(
    portfolio: Portfolio,
    owner: int,
    deals: list[Deal],
    begin: date,
    last: date,
    today: date,
    currency: str,
) -> tuple[Movement | None, str]:
    """What moved since the review before, or since the last snapshot that is older."""
    kept = [one for one in snapshots.listed(portfolio) if one.on_date < last]
    if not kept:
        return None, "No snapshot of an earlier day is kept yet, so no movement can be told."
    upto = [one for one in kept if one.on_date <= begin]
    first = upto[-1] if upto else kept[0]
    said = "the snapshot before the last review" if upto else "the first snapshot"
    end, now = last, [pack_course.snap(deal) for deal in deals]
    if last < today:
        then = _nearest(portfolio, first, last)
        if then is None:
            return None, f"No snapshot was kept between {day_text(first.on_date)} and the review."
        end, now = then.on_date, list(snapshots.of_partner(portfolio, then.id, owner))
    found = pack_course.moved_since(portfolio, owner, first, now, currency, end, said)
    return found, "" if found else "The snapshot to compare with is damaged."


def _nearest(portfolio: Portfolio, first: Snapshot, last: date) -> Snapshot | None:
    """The last snapshot up to the day of a review that is over."""
    upto = [one for one in snapshots.listed(portfolio) if first.on_date < one.on_date <= last]
    return upto[-1] if upto else None


def _month_before(meeting: Meeting, last: date) -> date:
    """Without a review before, what is looked back on begins with the month before this one's."""
    try:
        first = date.fromisoformat(f"{cadence.period_of(meeting)}-01")
    except ValueError:
        first = last.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1) - timedelta(days=1)


def _earlier(portfolio: Portfolio, meeting: Meeting) -> list[Meeting]:
    """The reviews of the same kind before this one."""
    place = (meeting.on_date, meeting.id)
    return [
        one
        for one in records.find(
            portfolio, Meeting, partner_id=meeting.partner_id, kind=meeting.kind
        )
        if (one.on_date, one.id) < place and one.state != "cancelled"
    ]


def _resolutions(
    portfolio: Portfolio, meeting: Meeting, earlier: list[Meeting]
) -> tuple[tuple[Resolution, ...], tuple[Resolution, ...]]:
    known = {one.id: one for one in earlier}
    own, left = [], []
    for one in sorted(
        records.find(portfolio, Resolution, partner_id=meeting.partner_id), key=_order
    ):
        if one.meeting_id == meeting.id:
            own.append(one)
        elif one.meeting_id in known and _was_open(one.state == "wanted", one.decided_on, meeting):
            left.append(one)
    return tuple(own), tuple(left)


def _actions(
    portfolio: Portfolio, meeting: Meeting, earlier: list[Meeting], today: date
) -> tuple[tuple[ActionLine, ...], tuple[ActionLine, ...]]:
    known = {one.id for one in earlier}
    own, left = [], []
    for line in action_lines.of_partner(portfolio, meeting.partner_id, today):
        action = line.action
        if action.meeting_id == meeting.id:
            own.append(line)
        elif action.meeting_id in known and _was_open(line.open, action.done_on, meeting):
            left.append(line)
    return tuple(own), tuple(left)


def _was_open(still: bool, closed_on: date | None, meeting: Meeting) -> bool:
    """Whether something had still to be done when a review met, or has now."""
    if still or meeting.state != "held":
        return still
    return closed_on is not None and closed_on >= meeting.on_date


def _order(one: Resolution) -> tuple[bool, date, int]:
    return one.state != "wanted", one.due_on or date.max, one.id


def _deal_lines(
    deals: Iterable[Deal], notes: Mapping[int, DealNote], owner: int
) -> tuple[DealLine, ...]:
    found = [DealLine(one, notes.get(one.id) or DealNote(0, owner, one.id)) for one in deals]
    return tuple(sorted(found, key=lambda line: (line.deal.close_date or date.max, line.id)))
