"""The shapes that say how something stands: read in grey as well, and never a character."""

from collections.abc import Container

from models.text import lower_first
from reports.sheet import Sheet
from reports.style import ACCENT, GAP, MET, NOTE, RISK, THIRD, WHITE

MET_MARK = "met"
RISK_MARK = "risk"
ADVICE_MARK = "advice"
GAP_MARK = "gap"
NONE_MARK = "none"
STEADY_MARK = "steady"
WATCH_MARK = "watch"
PAST_MARK = "past"
AGREED_MARK = "agreed"
PENDING_MARK = "pending"
HERE_MARK = "here"
LATER_MARK = "later"
ABSENT_MARK = "absent"
ENTITLED_MARK = "entitled"
OFFERED_MARK = "offered"
GIVEN_MARK = "given"
OWED_MARK = "owed"
OVERDUE_MARK = "overdue"
GREEN_MARK = "green"
AMBER_MARK = "amber"
RED_MARK = "red"
UNKNOWN_MARK = "unknown"
DONE_MARK = "done"
LATE_MARK = "late"
OPEN_MARK = "open"
DROPPED_MARK = "dropped"
UNMET_MARK = "unmet"
EXPIRED_MARK = "expired"
BEGUN_MARK = "begun"
IDLE_MARK = "idle"
WAIVED_MARK = "waived"
GRAVE_MARK = "grave"
LOW_MARK = "low"
PLANNED_MARK = "planned"
COMMITTED_MARK = "committed"

_LEGEND = {
    MET_MARK: "Met",
    RISK_MARK: "Met, but runs out before the next measurement",
    ADVICE_MARK: "Recommended, not in place",
    GAP_MARK: "Required, not met",
    NONE_MARK: "Not asked",
    DONE_MARK: "Done",
    LATE_MARK: "Late",
    OPEN_MARK: "Open, not due yet",
    DROPPED_MARK: "Dropped",
    STEADY_MARK: "Nothing on record speaks against it",
    WATCH_MARK: "To watch",
    PAST_MARK: "Its date has passed",
    AGREED_MARK: "Agreed",
    PENDING_MARK: "Not agreed yet",
    HERE_MARK: "Available",
    LATER_MARK: "Available from a later day",
    ABSENT_MARK: "Not available",
    ENTITLED_MARK: "Entitled by the tier",
    OFFERED_MARK: "Invited, offered or promised",
    GIVEN_MARK: "Delivered",
    OWED_MARK: "Outstanding",
    OVERDUE_MARK: "Outstanding, and its day has passed",
    GREEN_MARK: "On target",
    AMBER_MARK: "Near target",
    RED_MARK: "Below target",
    UNKNOWN_MARK: "Not enough data",
    UNMET_MARK: "Not met",
    EXPIRED_MARK: "Expired",
    BEGUN_MARK: "Under way",
    IDLE_MARK: "Not started",
    WAIVED_MARK: "Waived",
    GRAVE_MARK: "Grave",
    LOW_MARK: "Low",
    PLANNED_MARK: "Planned",
    COMMITTED_MARK: "Committed",
}
_COLOUR = {
    MET_MARK: MET,
    RISK_MARK: RISK,
    ADVICE_MARK: RISK,
    GAP_MARK: GAP,
    NONE_MARK: THIRD,
    DONE_MARK: MET,
    LATE_MARK: GAP,
    OPEN_MARK: ACCENT,
    DROPPED_MARK: THIRD,
    STEADY_MARK: MET,
    WATCH_MARK: RISK,
    PAST_MARK: GAP,
    AGREED_MARK: MET,
    PENDING_MARK: ACCENT,
    HERE_MARK: MET,
    LATER_MARK: ACCENT,
    ABSENT_MARK: THIRD,
    ENTITLED_MARK: ACCENT,
    OFFERED_MARK: ACCENT,
    GIVEN_MARK: MET,
    OWED_MARK: RISK,
    OVERDUE_MARK: GAP,
    GREEN_MARK: MET,
    AMBER_MARK: RISK,
    RED_MARK: GAP,
    UNKNOWN_MARK: THIRD,
    UNMET_MARK: GAP,
    EXPIRED_MARK: GAP,
    BEGUN_MARK: ACCENT,
    IDLE_MARK: THIRD,
    WAIVED_MARK: THIRD,
    GRAVE_MARK: GAP,
    LOW_MARK: THIRD,
    PLANNED_MARK: THIRD,
    COMMITTED_MARK: ACCENT,
}
_TICKS = frozenset(
    {MET_MARK, DONE_MARK, STEADY_MARK, AGREED_MARK, HERE_MARK, GIVEN_MARK, GREEN_MARK}
)
_TRIANGLES = frozenset({RISK_MARK, WATCH_MARK, OWED_MARK, AMBER_MARK})
_DIAMONDS = frozenset(
    {GAP_MARK, LATE_MARK, PAST_MARK, OVERDUE_MARK, RED_MARK, UNMET_MARK, EXPIRED_MARK, GRAVE_MARK}
)
_STRONG = frozenset(
    {OPEN_MARK, PENDING_MARK, LATER_MARK, OFFERED_MARK, BEGUN_MARK, COMMITTED_MARK}
)  # rings in a strong line
_DASHED = frozenset({DROPPED_MARK, ABSENT_MARK, WAIVED_MARK})  # rings with a dash


def mark(sheet: Sheet, kind: str, x: float, y: float, size: float = 7.4) -> None:
    """Draw the mark with its centre at (x, y), `size` points wide, and note it for the legend."""
    half = size / 2
    with sheet.figure(_LEGEND[kind], (x - half, y - half, x + half, y + half)):
        shape(sheet, kind, x, y, size)


def shape(sheet: Sheet, kind: str, x: float, y: float, size: float = 7.4) -> None:
    """The mark as a part of a picture that is open, whose words say what it means."""
    sheet.marks[kind] = None
    _shape(sheet, kind, x, y, size)


def _shape(sheet: Sheet, kind: str, x: float, y: float, size: float) -> None:
    colour, half = _COLOUR[kind], size / 2
    if kind in _TICKS:
        sheet.disc(x, y, half, colour)
        tick = [(-0.48, 0.02), (-0.12, 0.38), (0.5, -0.34)]
        sheet.polyline([(x + half * a, y + half * b) for a, b in tick], WHITE, size / 7)
    elif kind in _TRIANGLES:
        corners = [(0, -1), (1.08, 0.86), (-1.08, 0.86)]
        sheet.polygon([(x + half * a, y + half * b) for a, b in corners], colour)
    elif kind == ADVICE_MARK:
        corners = [(0, -0.82), (0.9, 0.72), (-0.9, 0.72), (0, -0.82), (0.9, 0.72)]
        sheet.polyline([(x + half * a, y + half * b) for a, b in corners], colour, size / 7)
    elif kind in _DIAMONDS:
        corners = [(0, -1.12), (1.12, 0), (0, 1.12), (-1.12, 0)]
        sheet.polygon([(x + half * a, y + half * b) for a, b in corners], colour)
    elif kind == ENTITLED_MARK:
        sheet.rect(x - half * 0.8, y - half * 0.8, size * 0.8, size * 0.8, colour)
    else:
        sheet.ring(x, y, half * 0.86, colour, size / (6 if kind in _STRONG else 9))
    if kind == LATER_MARK:
        sheet.disc(x, y, half * 0.36, colour)
    if kind in _DASHED:
        sheet.rule(x - half * 0.44, y, x + half * 0.44, y, colour, size / 8)


def colour_of(kind: str) -> str:
    return _COLOUR[kind]


def said(sheet: Sheet) -> str:
    """The meanings of the marks that the page uses, in one line."""
    return " ".join(meaning for _, meaning in meanings(sheet.marks))


def meanings(kinds: Container[str]) -> list[tuple[str, str]]:
    """Each look among the kinds once, with all that it means: "Met; agreed"."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for kind, meaning in _LEGEND.items():
        if kind in kinds:
            look = _form(kind), _COLOUR[kind]
            first, told = found.get(look, (kind, ""))
            found[look] = first, f"{told}; {lower_first(meaning)}" if told else meaning
    return list(found.values())


def _form(kind: str) -> str:
    """Which shape a kind has, whatever its colour."""
    families = {"tick": _TICKS, "triangle": _TRIANGLES, "diamond": _DIAMONDS, "dash": _DASHED}
    own = {ADVICE_MARK, ENTITLED_MARK, LATER_MARK}
    if kind in own:
        return kind
    ring = "strong" if kind in _STRONG else "ring"
    return next((name for name, family in families.items() if kind in family), ring)


def legend(sheet: Sheet, x: float, y: float) -> None:
    """Every mark that the page uses, with its meaning, on one line from `x` at baseline `y`."""
    for kind, meaning in meanings(sheet.marks):
        with sheet.furniture():
            mark(sheet, kind, x + 3.7, y - 2.5, 6.6)
        x += 11 + sheet.text(x + 11, y, meaning, NOTE) + 16
