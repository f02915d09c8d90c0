"""The roadmaps of both sides on two lanes, and who was trained on what as a grid."""

from collections.abc import Sequence
from datetime import date

from models.governance import roadmap
from models.governance.enablement import AUDIENCE, TOPIC_SHORT, Cell, Grid, cell_words
from models.governance.voice import AUDIENCES, TOPICS, RoadmapItem
from models.partner import SIDES
from models.text import day_text
from reports import style
from reports.faces import MEDIUM, REGULAR, SEMIBOLD
from reports.marks import (
    COMMITTED_MARK,
    DONE_MARK,
    DROPPED_MARK,
    LATE_MARK,
    PLANNED_MARK,
    shape,
)
from reports.sheet import CENTRE, Sheet
from reports.structure import Chart, Series
from reports.style import Type

_HEAD, _ROW, _PAD, _MARK, _NAMES, _LEAST = 16.0, 12.4, 5.0, 7.0, 48.0, 30.0
_QUARTER = Type(SEMIBOLD, 7, 9, style.SECOND)
_LANE = Type(MEDIUM, 7.4, 9.6)
_LABEL = Type(REGULAR, 7.2, 9)
_GONE = Type(REGULAR, 7.2, 9, style.THIRD)
_CELL = Type(SEMIBOLD, 8.3, 10)
_NONE = Type(REGULAR, 8.3, 10, style.THIRD)
_STATE = {"planned": PLANNED_MARK, "committed": COMMITTED_MARK, "shipped": DONE_MARK}
_SOME, _MUCH = "#D9E6F4", "#A9C3DF"
_CELL_HIGH = 17.0


def kind_of(item: RoadmapItem, as_of: date) -> str:
    """The mark of an item: late once its day has passed without its being out."""
    if item.state == "dropped":
        return DROPPED_MARK
    return LATE_MARK if roadmap.late(item, as_of) else _STATE[item.state]


def two_lanes(
    sheet: Sheet, x: float, y: float, width: float, items: Sequence[RoadmapItem], as_of: date
) -> float:
    """Both sides' items over six quarters, on a lane each; returns where it ended."""
    shown = roadmap.span(as_of)
    left, room = x + _NAMES, width - _NAMES
    laid = _laid(sheet, room, items, shown)
    tall = [_tall(found) for _, found in laid]
    bottom = y + _HEAD + sum(tall)
    drawn = [spot.item for _, found in laid for spot in found]
    chart = Chart(
        "timeline",
        [item.title for item in drawn],
        [Series("Out", [int(item.state == "shipped") for item in drawn], style.MET)],
    )
    with sheet.figure(lanes_said(items, as_of), (x, y, x + width, bottom), chart):
        each = room / len(shown.quarters)
        for at, quarter in enumerate(shown.quarters):
            if at % 2 == 0:
                sheet.rect(left + at * each, y, each, bottom - y, style.PANEL)
            sheet.text(left + at * each + 3, y + 9, str(quarter), _QUARTER)
        here = left + room * shown.place(as_of)
        sheet.rect(here - 0.5, y + 12, 1.0, bottom - y - 12, style.ACCENT)
        top = y + _HEAD
        for (side, found), high in zip(laid, tall, strict=True):
            sheet.rule(x, top, x + width, top, style.LINE, 0.5)
            sheet.text(x, top + high / 2 + 2.7, roadmap.SIDE[side], _LANE, width=_NAMES - 4)
            for spot in found:
                middle = top + _PAD + _ROW * (spot.line + 0.5)
                at_x = min(max(left + room * spot.x, left + 4), x + width - 4)
                shape(sheet, kind_of(spot.item, as_of), at_x, middle, _MARK)
                type_ = _GONE if spot.item.state == "dropped" else _LABEL
                wide = min(spot.room - 4, sheet.width(spot.item.title, type_))
                start = at_x - _MARK / 2 - 3 - wide if spot.before else at_x + _MARK / 2 + 3
                if wide > 12:
                    sheet.text(start, middle + 2.5, spot.item.title, type_, width=wide + 0.5)
            top += high
        sheet.rule(x, bottom, x + width, bottom, style.LINE, 0.5)
    return bottom


def lanes_height(sheet: Sheet, width: float, items: Sequence[RoadmapItem], as_of: date) -> float:
    """How tall both lanes would be."""
    laid = _laid(sheet, width - _NAMES, items, roadmap.span(as_of))
    return _HEAD + sum(_tall(found) for _, found in laid)


def _laid(
    sheet: Sheet, room: float, items: Sequence[RoadmapItem], shown: roadmap.Span
) -> list[tuple[str, tuple[roadmap.Spot, ...]]]:
    def label(item: RoadmapItem) -> float:
        return sheet.width(item.title, _LABEL) + 8

    return [
        (
            side,
            roadmap.spots(
                roadmap.lane(items, side, shown), shown, room, label, mark=_MARK, least=_LEAST
            ),
        )
        for side in SIDES
    ]


def _tall(found: Sequence[roadmap.Spot]) -> float:
    return (max((spot.line for spot in found), default=0) + 1) * _ROW + 2 * _PAD


def lanes_said(items: Sequence[RoadmapItem], as_of: date) -> str:
    """What the lanes show, in words."""
    shown = roadmap.span(as_of)
    told = []
    for side in SIDES:
        own = [
            f"{item.title}, {roadmap.STATE[item.state].lower()}, {day_text(item.on_date)}"
            for item in roadmap.lane(items, side, shown)
            if item.on_date
        ]
        told.append(f"{roadmap.SIDE[side]}: {'; '.join(own) or 'nothing in these quarters'}")
    return f"Roadmaps from {shown.quarters[0]} to {shown.quarters[-1]}. {'. '.join(told)}."


def audience_grid(sheet: Sheet, x: float, y: float, width: float, found: Grid) -> float:
    """Audiences against topics with the people of each; returns where it ended."""
    names = width * 0.34
    each = (width - names) / len(TOPICS)
    bottom = y + 13 + _CELL_HIGH * len(AUDIENCES)
    most = max((_people(cell) for cell in found.cells), default=0)
    chart = Chart(
        "grid",
        [AUDIENCE[one] for one in AUDIENCES],
        [
            Series(TOPIC_SHORT[topic], [_people(found.cell(one, topic)) for one in AUDIENCES])
            for topic in TOPICS
        ],
    )
    with sheet.figure(grid_said(found), (x, y, x + width, bottom), chart):
        for at, topic in enumerate(TOPICS):
            middle = x + names + (at + 0.5) * each
            sheet.text(middle, y + 8, TOPIC_SHORT[topic], style.HEAD, align=CENTRE, width=each - 4)
        top = y + 13
        for audience in AUDIENCES:
            sheet.text(x, top + 11, AUDIENCE[audience], style.BODY, width=names - 6)
            for at, topic in enumerate(TOPICS):
                cell = found.cell(audience, topic)
                left = x + names + at * each
                if cell.empty:
                    sheet.text(left + each / 2, top + 11, "–", _NONE, align=CENTRE)
                else:
                    ground = _MUCH if 2 * _people(cell) >= most else _SOME
                    sheet.rect(left, top + 1, each - 2, _CELL_HIGH - 2, ground)
                    words = str(_people(cell)) if _people(cell) else "held"
                    sheet.text(left + each / 2 - 1, top + 11, words, _CELL, align=CENTRE)
            top += _CELL_HIGH
    return bottom


def grid_said(found: Grid) -> str:
    """What the grid shows, in words."""
    told = [
        f"{AUDIENCE[cell.audience]} on {TOPIC_SHORT[cell.topic].lower()}: {cell_words(cell)}"
        for cell in found.cells
        if not cell.empty
    ]
    return f"People trained by audience and topic. {'; '.join(told) or 'No session is on record'}."


def _people(cell: Cell) -> int:
    return cell.people + cell.courses
