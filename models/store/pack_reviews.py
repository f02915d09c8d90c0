"""What reviews decided, noted of deals and wrote under their purposes, as a pack tells it."""

from dataclasses import replace
from datetime import date

from models.background import Minute, Minutes
from models.dates import quarter_of
from models.governance.meetings import PURPOSES, Meeting, ReviewBlock
from models.governance.outcomes import DealNote, Resolution
from models.pack_plan import USUAL
from models.store import records
from models.store.portfolio import Portfolio


def resolutions(portfolio: Portfolio, partner_id: int, as_of: date) -> tuple[Resolution, ...]:
    """The decisions wanted on a day, then those taken or dropped since the pack before.

    Without one it is since the quarter before began. What was decided later was still wanted then.
    """
    since = _since(portfolio, partner_id, as_of)
    found = []
    for one in records.find(portfolio, Resolution, partner_id=partner_id):
        if one.state != "wanted" and one.decided_on is not None and one.decided_on > as_of:
            one = replace(one, state="wanted", decided_on=None, outcome="")
        if one.state == "wanted" or (one.decided_on is not None and one.decided_on > since):
            found.append(one)
    return tuple(sorted(found, key=_order))


def deal_notes(portfolio: Portfolio, partner_id: int, as_of: date) -> tuple[DealNote, ...]:
    """What was noted of the partner's deals up to a day."""
    return tuple(
        one
        for one in records.find(portfolio, DealNote, partner_id=partner_id)
        if one.noted_on is None or one.noted_on <= as_of
    )


def minutes(portfolio: Portfolio, partner_id: int, as_of: date) -> Minutes | None:
    """What was written for the review of the pipeline that comes next, else for the last one.

    Of a review that was held since a day nothing was known on it. None where nothing was written.
    """
    texts: dict[int, dict[str, str]] = {}
    for block in records.find(portfolio, ReviewBlock, partner_id=partner_id):
        if block.text.strip():
            texts.setdefault(block.meeting_id, {})[block.purpose] = block.text
    found = [
        one
        for one in records.find(portfolio, Meeting, partner_id=partner_id, kind="pipeline_review")
        if one.id in texts and _known(one, as_of)
    ]
    ahead = [one for one in found if not _over(one, as_of)]
    chosen = min(ahead, key=_day) if ahead else max(found, key=_day, default=None)
    if chosen is None:
        return None
    own = texts[chosen.id]
    lines = [
        Minute(purpose, line)
        for purpose in PURPOSES
        for line in own.get(purpose, "").splitlines()
        if line.strip()
    ]
    return Minutes(chosen.on_date, _over(chosen, as_of), tuple(lines))


def _known(meeting: Meeting, as_of: date) -> bool:
    if meeting.state == "cancelled":
        return False
    if meeting.on_date <= as_of:
        return True
    return meeting.state == "planned" and (meeting.made_on is None or meeting.made_on <= as_of)


def _over(meeting: Meeting, as_of: date) -> bool:
    """Whether it was held by a day, or its day has passed."""
    return meeting.on_date < as_of or (meeting.on_date == as_of and meeting.state == "held")


def _day(meeting: Meeting) -> tuple[date, int]:
    return meeting.on_date, meeting.id


def _since(portfolio: Portfolio, partner_id: int, as_of: date) -> date:
    packed = portfolio.conn.value(
        "SELECT max(as_of) FROM packs WHERE partner_id = ? AND kind = ? AND as_of < ?",
        (partner_id, USUAL.kind, as_of.isoformat()),
    )
    return date.fromisoformat(packed) if packed else quarter_of(as_of).plus(-1).first


def _order(one: Resolution) -> tuple[bool, date, int]:
    return one.state != "wanted", one.due_on or one.decided_on or date.max, one.id
