"""Charts of what may go wrong: likelihood against impact, how old a concern is, a way to green."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from models.governance.grade import grade
from models.governance.told import Part, Recovery, Risk
from models.text import counted, day_text
from reports import style
from reports.charts import share
from reports.faces import MEDIUM, REGULAR, SEMIBOLD
from reports.marks import DONE_MARK, LATE_MARK, OPEN_MARK, shape
from reports.sheet import CENTRE, END, Sheet
from reports.structure import Chart, Series
from reports.style import Type

STEPS = 5
_GROUND = {"met": "#EEF3F9", "at_risk": "#D3E1F0", "short": "#A9C3DF"}
_TICK = Type(REGULAR, 6.8, 9, style.SECOND)
_AXIS = Type(MEDIUM, 7, 9, style.SECOND)
_NUMBER = Type(SEMIBOLD, 8, 10)
_LABEL = Type(REGULAR, 7.2, 9)
_DAY = Type(SEMIBOLD, 6.8, 9, style.ACCENT)
STRIP = 46.0


def weight(risk: Risk) -> int:
    """How grave it is: likelihood times impact of a risk, five times the impact of an issue."""
    return risk.weight


def grid(
    sheet: Sheet, x: float, y: float, side: float, numbered: Sequence[tuple[int, Risk]]
) -> float:
    """Risks by their numbers on five steps of likelihood and impact; returns where it ended."""
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for number, risk in numbered:
        cells[risk.likelihood, risk.impact].append(str(number))
    left, cell = x + 14, (side - 14) / STEPS
    tall = cell * 0.66
    bottom = y + tall * STEPS
    steps = [str(step) for step in range(1, STEPS + 1)]
    chart = Chart(
        "grid",
        [f"Impact {step}" for step in steps],
        [
            Series(
                f"Likelihood {likelihood}",
                [len(cells.get((likelihood, impact), ())) for impact in range(1, STEPS + 1)],
            )
            for likelihood in range(STEPS, 0, -1)
        ],
    )
    with sheet.figure(_grid_said(numbered), (x, y, x + side, bottom + 32), chart):
        for likelihood in range(STEPS, 0, -1):
            top = y + (STEPS - likelihood) * tall
            sheet.text(x + 7, top + tall / 2 + 2.6, str(likelihood), _TICK, align=CENTRE)
            for impact in range(1, STEPS + 1):
                ground = _GROUND[grade(likelihood * impact)]
                at = left + (impact - 1) * cell
                sheet.rect(at, top, cell - 1.6, tall - 1.6, ground)
                here = cells.get((likelihood, impact), [])
                words = " ".join(here)
                if sheet.width(words, _NUMBER) > cell - 5:
                    words = f"{len(here)}×"
                if here:
                    sheet.text(at + cell / 2 - 0.8, top + tall / 2 + 2.4, words, _NUMBER,
                               align=CENTRE)  # fmt: skip
        for step in range(STEPS):
            sheet.text(left + (step + 0.5) * cell, bottom + 7, steps[step], _TICK, align=CENTRE)
        words = "Impact to the right, likelihood upwards; numbers as in the list"
        sheet.paragraph(left, bottom + 18, side - 14, words, _AXIS, 2)
    return bottom + 32


def _grid_said(numbered: Sequence[tuple[int, Risk]]) -> str:
    told = [
        f"number {number} has likelihood {risk.likelihood} and impact {risk.impact}"
        for number, risk in numbered
    ]
    return f"Likelihood against impact, from 1 to 5: {'; '.join(told)}." if told else (
        "Likelihood against impact: no risk is open."
    )  # fmt: skip


def age(sheet: Sheet, x: float, y: float, width: float, days: int, most: int, late: bool) -> None:
    """A bar as long as a concern has been open, on the scale of the oldest; dark where late."""
    filled = share(days, max(most, 1))
    sheet.rect(x, y, width, 5.0, style.TRACK)
    sheet.rect(x, y, max(0.8, width * filled), 5.0, style.GAP if late else style.LOSSES)


class _Spot(NamedTuple):
    at: float
    kind: str
    words: str


def way(sheet: Sheet, x: float, y: float, width: float, plan: Recovery, as_of: date) -> float:
    """A plan from its beginning to its target with its milestones; returns where it ended."""
    days = [part.due_on or part.done_on for part in plan.parts]
    known = [day for day in days if day]
    first = min([plan.started_on, *known])
    last = max([plan.target_on or plan.started_on, as_of, *known])
    last = max(last, first + timedelta(days=28))
    span = (last - first).days

    def place(day: date) -> float:
        return x + width * share((day - first).days, span)

    spots = sorted(
        _Spot(place(part.done_on or part.due_on or first), _kind(part, as_of), part.title)
        for part in plan.parts
        if part.done_on or part.due_on
    )
    chart = Chart(
        "timeline",
        [part.title for part in plan.parts],
        [Series("Done", [int(part.done_on is not None) for part in plan.parts], style.MET)],
    )
    line = y + 20
    with sheet.figure(way_said(plan, as_of), (x, y, x + width, y + STRIP), chart):
        sheet.rect(x, line - 1.6, width, 3.2, style.TRACK)
        here = place(min(max(as_of, first), last))
        sheet.rect(x, line - 1.6, max(0.8, here - x), 3.2, style.PALE)
        sheet.rect(here - 0.6, line - 9, 1.2, 18, style.ACCENT)
        words = day_text(as_of)
        half = sheet.width(words, _DAY) / 2
        sheet.text(min(max(here, x + half), x + width - half), line - 11.4, words, _DAY,
                   align=CENTRE)  # fmt: skip
        taken = x - 6.0
        for number, spot in enumerate(spots):
            at = min(max(spot.at, x + 4), x + width - 4)
            shape(sheet, spot.kind, at, line, 8.4)
            final = number + 1 == len(spots)
            left, end = at - 4, x + width if final else spots[number + 1].at - 8
            wide = sheet.width(spot.words, _LABEL)
            if final and end - left < wide:
                left = min(left, max(taken + 6, end - wide))
            if left >= taken + 6 and end - left >= 34:
                sheet.text(left, line + 14, spot.words, _LABEL, width=end - left)
                taken = left + min(wide, end - left)
        sheet.text(x, y + STRIP - 3, day_text(first), _TICK)
        target = plan.target_on
        aim = f"Target {day_text(target)}" if target else "No target day yet"
        sheet.text(x + width, y + STRIP - 3, aim, _TICK, align=END)
    return y + STRIP


def way_said(plan: Recovery, as_of: date) -> str:
    """What the strip shows, in words."""
    words = {DONE_MARK: "done", LATE_MARK: "late", OPEN_MARK: "open"}
    told = []
    for part in plan.parts:
        day = part.done_on or part.due_on
        on = f", {day_text(day)}" if day else ""
        told.append(f"{part.title}: {words[_kind(part, as_of)]}{on}")
    done = sum(part.done_on is not None for part in plan.parts)
    start = f"{done} of {counted(len(plan.parts), 'milestone')} done"
    return f"{start}. {'; '.join(told)}." if told else "The plan has no milestones yet."


def _kind(part: Part, as_of: date) -> str:
    if part.done_on is not None:
        return DONE_MARK
    return LATE_MARK if part.due_on is not None and part.due_on < as_of else OPEN_MARK
