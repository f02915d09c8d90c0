"""Relationship health: four views judged by evidence alone, and what both sides say of it."""

from models.governance.health_views import Health, View
from models.governance.survey import Survey, gaps_words, mean_text
from models.health import (
    BELOW,
    HEALTH_VIEWS,
    NEAR,
    NO_EVIDENCE,
    ON_TARGET,
    UNKNOWN,
    WORDS,
    HealthLimits,
)
from models.text import day_text, lower_first
from reports import charts_health, story_health, style
from reports.blocks import Entry, entries, heading, sentences
from reports.charts_capability import Dot, dot_plot
from reports.charts_health import Pair
from reports.figures import Figures
from reports.marks import AMBER_MARK, GREEN_MARK, RED_MARK, UNKNOWN_MARK, mark
from reports.page import Book, Leaf, Section
from reports.sheet import Sheet
from reports.style import BOTTOM, MARGIN, column, span

_MARKS = {ON_TARGET: GREEN_MARK, NEAR: AMBER_MARK, BELOW: RED_MARK, UNKNOWN: UNKNOWN_MARK}
_MAIN = span(8) - 16
_ASIDE, _ASIDE_WIDTH = column(8), span(4)
_SUPPORT = (
    "Each view stands as its weakest figure does; what has no figure on record is not judged."
)
_LINES = 2  # of evidence
_ROW, _WIDE_ROW = 13.2, 16.0
_HEAD = 19.0
_AXIS = 10.0


def draw(book: Book, figures: Figures) -> None:
    health = figures.facts.background.health
    found = story_health.views(figures)
    leaf = book.page(SECTION, story_health.title(found), _SUPPORT)
    leaf.source = "Judged by records alone; what is not on record has no colour."
    if health is not None:
        _views(leaf, health)
        y = _read(leaf.sheet, leaf.top, health.limits)
        _survey(leaf.sheet, y + 18, health)


def _views(leaf: Leaf, health: Health) -> None:
    """Each view with its standing, what it stands on, and its figures on one scale."""
    sheet, y, limits = leaf.sheet, leaf.top, health.limits
    evidence = {view.key: _evidence(sheet, view, limits) for view in health.views}
    fixed = sum(_HEAD + len(lines) * style.NOTE.leading + 9 for lines in evidence.values())
    fixed += _AXIS * sum(bool(view.known) for view in health.views)
    room = int((BOTTOM - y - fixed) // _ROW)
    shares = _shares([len(view.known) for view in health.views], room)
    row = max(_ROW, min(_WIDE_ROW, (BOTTOM - y - fixed) / max(1, sum(shares))))
    for view, share in zip(health.views, shares, strict=True):
        _head(sheet, y, view, health)
        y = sheet.lines(MARGIN, y + _HEAD + 7.2, evidence[view.key], style.NOTE) - 3.4
        chosen = view.weakest_first(limits)[:share]
        if chosen:
            dots = [Dot(one.name, one.percent, _MARKS[one.colour(limits)]) for one in chosen]
            what = f"{view.name} health, shares of what is wanted"
            y = dot_plot(sheet, MARGIN, y, _MAIN, dots, limits.amber, what, row=row)
        y += 6


def _shares(wanted: list[int], room: int) -> list[int]:
    """How many figures of each view find room; the fewest give way last."""
    shares = [0] * len(wanted)
    while room > 0 and shares != wanted:
        for at, many in enumerate(wanted):
            if shares[at] < many and room > 0:
                shares[at] += 1
                room -= 1
    return shares


def _evidence(sheet: Sheet, view: View, limits: HealthLimits) -> list[str]:
    told = [story_health.overridden(view), view.decisive(limits, story_health.MOST_SAID)]
    return [
        line
        for words in told
        if words
        for line in sheet.wrap(words, style.NOTE, _MAIN, _LINES if words == told[1] else 1)
    ]


def _head(sheet: Sheet, y: float, view: View, health: Health) -> None:
    with sheet.inside("H2"):
        sheet.text(MARGIN, y + 9, view.name, style.HEADING, width=92)
    type_ = style.STRONG if view.colour else style.BODY.in_colour(style.SECOND)
    with sheet.inside("P"):
        mark(sheet, _MARKS[view.colour], MARGIN + 100, y + 6)
        right = MARGIN + 110
        right += sheet.text(right, y + 9, view.words, type_)
        if view.override is not None:
            mark(sheet, _MARKS[view.override.colour], right + 16, y + 6)
            words = f"{view.override.words}, a person says"
            sheet.text(right + 26, y + 9, words, style.BODY)
    place = HEALTH_VIEWS.index(view.key)
    points = health.course
    if len(points) > 1:
        told = ", ".join(
            f"{lower_first(WORDS.get(point.colours[place], NO_EVIDENCE))} on {day_text(point.on)}"
            for point in points
        )
        kinds = [_MARKS[point.colours[place]] for point in points]
        charts_health.course(sheet, MARGIN + _MAIN, y + 6, kinds, f"{view.name} health: {told}.")
    sheet.rule(MARGIN, y + 14.4, MARGIN + _MAIN, y + 14.4, style.INK, 0.8)


def _read(sheet: Sheet, y: float, limits: HealthLimits) -> float:
    lines = [
        Entry("On target", f"{limits.green}% or more", mark=GREEN_MARK),
        Entry("Near target, as shaded", f"{limits.amber}% or more", mark=AMBER_MARK),
        Entry("Below target", f"under {limits.amber}%", mark=RED_MARK),
        Entry(NO_EVIDENCE, "no figure", mark=UNKNOWN_MARK),
        Entry("Marks beside a view", "ends of the last quarters, now"),
    ]
    note = "In percent of what is wanted"
    return entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "How standing is read", lines, note)


def _survey(sheet: Sheet, y: float, health: Health) -> None:
    """What both sides say of the alliance, by theme, and where they differ."""
    survey = health.survey
    if survey is None:
        lines = [Entry("Neither side has answered a survey yet.")]
        entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "What both sides say", lines)
        return
    y = heading(sheet, _ASIDE, y, _ASIDE_WIDTH, f"What both sides say, {survey.label}")
    y = charts_health.legend(sheet, _ASIDE, y + 2)
    pairs = [
        Pair(name, host.mean, partner.mean) for name, host, partner in story_health.themes(survey)
    ]
    pairs.append(Pair("All together", survey.host.mean, survey.partner.mean))
    what = "Mean of the answers of host and partner by theme"
    y = charts_health.two_sides(sheet, _ASIDE, y, _ASIDE_WIDTH, pairs, survey.top, what)
    y = sheet.paragraph(_ASIDE, y + 12, _ASIDE_WIDTH, _answered(survey, health), style.NOTE, 3)
    told = gaps_words(survey)
    room = int((BOTTOM - y - 24) // (3 * style.BODY.leading + 8))
    if room > 0:
        sentences(sheet, _ASIDE, y + 2, _ASIDE_WIDTH, "Where they differ most", told[:room])


def _answered(survey: Survey, health: Health) -> str:
    """How many answered, and what both said the round before."""
    words = f"{survey.answered_words[:1].upper()}{survey.answered_words[1:]}."
    before = health.survey_course[:-1]
    if before:
        last = before[-1]
        words += (
            f" In {last.label} all together were {mean_text(last.host)} /"
            f" {mean_text(last.partner)}."
        )
    return words


def _nothing(figures: Figures) -> str:
    if any(view.colour for view in story_health.views(figures)):
        return ""
    return "There is not enough data to judge any view."


SECTION = Section("health", "Relationship health", draw, _nothing)
