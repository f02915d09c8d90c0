"""Relationship health: four views judged by evidence alone, and how far each figure is."""

from models.health import BELOW, NEAR, ON_TARGET, UNKNOWN
from reports import story_health, style
from reports.blocks import Entry, entries, heading
from reports.charts_capability import Dot, dot_plot
from reports.figures import Figures
from reports.marks import AMBER_MARK, GREEN_MARK, RED_MARK, UNKNOWN_MARK
from reports.page import Book, Section
from reports.sheet import Sheet
from reports.story_health import View, colour_of
from reports.style import BOTTOM, MARGIN, column, span
from reports.table import Column, Marked, Row, Table, Text

_MARKS = {ON_TARGET: GREEN_MARK, NEAR: AMBER_MARK, BELOW: RED_MARK, UNKNOWN: UNKNOWN_MARK}
_MAIN = span(8) - 12
_ASIDE, _ASIDE_WIDTH = column(8), span(4)
_QUIET = style.BODY.in_colour(style.SECOND)


def draw(book: Book, figures: Figures) -> None:
    found = story_health.views(figures)
    leaf = book.page(SECTION, story_health.title(found), _SUPPORT)
    leaf.source = "Judged by records alone; what is not on record has no colour."
    columns = [
        Column("View", 92, type_=style.STRONG),
        Column("Standing", 104, type_=style.STRONG),
        Column("Evidence", _MAIN - 196, most=5),
    ]
    rows: list[Row] = [_row(view) for view in found]
    _, y = Table(columns, pad=6).draw(leaf, leaf.top, rows)
    _aside(leaf.sheet, leaf.top, figures)
    dots = [
        Dot(one.name, one.percent, _MARKS[colour_of(one, figures)])
        for view in found
        for one in view.measures
    ]
    y += 18
    if dots and y + 40 + 19 * len(dots) < BOTTOM:
        y = heading(leaf.sheet, MARGIN, y, _MAIN, "Each figure as a share of its target",
                    "Shaded = near the target") + 4  # fmt: skip
        near = figures.facts.background.limits.amber
        dot_plot(leaf.sheet, MARGIN, y, _MAIN, dots, near, "Shares of what is wanted")


def _row(view: View) -> Row:
    type_ = style.STRONG if view.colour else _QUIET
    return [view.name, Marked(_MARKS[view.colour], view.words, type_), Text(view.evidence)]


_SUPPORT = (
    "Each view stands as its weakest figure does; what has no figure on record is not judged."
)


def _aside(sheet: Sheet, y: float, figures: Figures) -> None:
    limits = figures.facts.background.limits
    lines = [
        Entry("On target", f"{limits.green}% or more", mark=GREEN_MARK),
        Entry("Near target", f"{limits.amber}% or more", mark=AMBER_MARK),
        Entry("Below target", f"under {limits.amber}%", mark=RED_MARK),
        Entry("Not enough data", "no figure", mark=UNKNOWN_MARK),
    ]
    y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "How standing is read", lines) + 16
    lines = [Entry(story_health.GOVERNANCE)]
    entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Not on record", lines, most=3)


def _nothing(figures: Figures) -> str:
    if any(view.colour for view in story_health.views(figures)):
        return ""
    return "There is not enough data to judge any view."


SECTION = Section("health", "Relationship health", draw, _nothing)
