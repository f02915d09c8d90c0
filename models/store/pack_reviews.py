"""What reviews decided and noted of deals, as a pack tells it."""

from dataclasses import replace
from datetime import date

from models.dates import quarter_of
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


def _since(portfolio: Portfolio, partner_id: int, as_of: date) -> date:
    packed = portfolio.conn.value(
        "SELECT max(as_of) FROM packs WHERE partner_id = ? AND kind = ? AND as_of < ?",
        (partner_id, USUAL.kind, as_of.isoformat()),
    )
    return date.fromisoformat(packed) if packed else quarter_of(as_of).plus(-1).first


def _order(one: Resolution) -> tuple[bool, date, int]:
    return one.state != "wanted", one.due_on or one.decided_on or date.max, one.id
