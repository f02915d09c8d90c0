"""The columns of the January assessment as a table, and those of its exceptions."""

from __future__ import annotations

from models.assessment import LANE_TITLES, LANES, BoardLine
from models.money import plain
from models.partner_list import height
from models.store.grants import ExceptionLine
from models.text import compact_money, counted, day_text, maybe_day
from ui.pages.assessment_lanes import look
from ui.pages.partners_table import tier_tone
from ui.tables.columns import Column

_MOVES = ("up", "same", "down")
_STATES = {
    "in_force": ("met", "In force"),
    "expiring": ("at_risk", "Expiring"),
    "later": ("no_data", "Not begun"),
    "expired": ("short", "Expired"),
}


def columns() -> list[Column]:
    return [
        Column(
            "Partner",
            lambda row: row.partner,
            role="partner",
            width=210,
            name="partner",
            gives=True,
        ),
        Column(
            "Held before",
            lambda row: row.prior.label if row.prior else "",
            text=lambda row: row.prior.label if row.prior else "None",
            role="pill",
            tone=lambda row: tier_tone(row.prior) if row.prior else "plain",
            key=lambda row: height(row.prior) if row.prior else None,
            width=116,
            searched=False,
        ),
        Column(
            "Calculated",
            lambda row: row.calculated.label,
            role="pill",
            tone=lambda row: tier_tone(row.calculated),
            key=lambda row: height(row.calculated),
            width=128,
            spoken=True,
            searched=False,
        ),
        Column(
            "Aggregate TCV",
            lambda row: row.tcv_minor,
            text=lambda row: compact_money(row.tcv_minor, row.currency),
            plain=lambda row: plain(row.tcv_minor, row.currency),
            currency=lambda row: row.currency,
            role="money",
            width=126,
        ),
        Column(
            "Move",
            _move,
            tone=_move_tone,
            key=lambda row: (not row.meets, _MOVES.index(row.move)),
            width=180,
            spoken=True,
        ),
        Column("What limits it", lambda row: row.why, width=170, stretch=True),
        Column(
            "Decision",
            lambda row: row.decided or LANE_TITLES[row.lane],
            key=lambda row: (LANES.index(row.lane), row.decided),
            tone=lambda row: "at_risk" if row.lane == "to_decide" else "text",
            width=120,
            gives=True,
            spoken=True,
        ),
        Column("Reason", lambda row: row.reason, width=140),
        Column("Approved by", lambda row: row.approver, width=110),
        Column(
            "Signed",
            lambda row: row.signed_on,
            text=lambda row: day_text(row.signed_on) if row.signed_on else "",
            role="date",
            width=96,
        ),
        Column("Signed by", lambda row: row.signed_by, width=100),
    ]


def exception_columns() -> list[Column]:
    return [
        Column("Partner", lambda row: row.partner, role="partner", width=190, name="partner"),
        Column("Tier", lambda row: row.tier, role="pill", width=96, spoken=True),
        Column(
            "State",
            lambda row: row.state,
            text=lambda row: _STATES[row.state][1],
            tone=lambda row: _STATES[row.state][0],
            role="status",
            key=lambda row: list(_STATES).index(row.state),
            width=106,
            spoken=True,
        ),
        Column(
            "From",
            lambda row: row.grant.from_on,
            text=lambda row: day_text(row.grant.from_on),
            role="date",
            width=100,
        ),
        Column(
            "Until",
            lambda row: row.grant.until_on,
            text=lambda row: maybe_day(row.grant.until_on),
            role="date",
            width=100,
            spoken=True,
        ),
        Column(
            "Left",
            lambda row: row.days_left,
            text=_left,
            role="number",
            width=92,
        ),
        Column("Reason", lambda row: row.grant.reason, width=160, stretch=True),
        Column("Approved by", lambda row: row.grant.approver, width=140),
    ]


def _move(row: BoardLine) -> str:
    return look(row)[2] if not row.outcome else row.mover


def _move_tone(row: BoardLine) -> str:
    if not row.meets:
        return "short"
    return {"up": "met", "same": "text", "down": "at_risk"}[row.move]


def _left(row: ExceptionLine) -> str:
    return counted(row.days_left, "day") if row.days_left >= 0 else ""
