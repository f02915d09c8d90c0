"""Tier status and path: every criterion against every tier, and what closes the gap."""

from functools import partial

from models.gauge import tick_positions
from models.program.decision import Criterion
from models.program.terms import CriterionTerms
from models.text import counted, day_text, listed, lower_first, money, value_text
from reports import charts, charts_course, story, story_tier, style
from reports.blocks import HEAD, Entry, entries, gate_list, heading
from reports.faces import MEDIUM
from reports.figures import Figures
from reports.marks import ADVICE_MARK, GAP_MARK, MET_MARK, NONE_MARK, RISK_MARK, colour_of
from reports.page import Book, Section
from reports.sheet import CENTRE, END, Sheet
from reports.style import MARGIN, RIGHT, Type, column, span
from reports.table import Cell, Column, Drawn, Group, Marked, Row, Table, Text

_ASIDE = column(8) + 8
_ASIDE_WIDTH = RIGHT - _ASIDE
_MAIN = span(8) - 8
_QUIET = style.BODY.in_colour(style.SECOND)
_TICK = Type(MEDIUM, 6.6, 8, style.SECOND)
_BAR = 120.0
SHORT = "short"
STATEMENT = "mid_year"
_COUNTED = "Prerequisites that are counted"
_IN_PLACE = "Prerequisites that are in place or not"


def draw(book: Book, figures: Figures) -> None:
    """Two pages; a status within the year has the way ahead, the short form the rules alone.

    A pack whose other sections need the page has what closes the gap beside the rules.
    """
    kind = figures.facts.plan.kind
    crowded = kind not in (SHORT, STATEMENT) and book.room < 1
    if kind != STATEMENT:
        _matrix(book, figures, crowded=crowded)
    if kind != SHORT and not crowded:
        _path(book, figures)


# Every criterion against every tier


def _matrix(book: Book, figures: Figures, *, crowded: bool) -> None:
    leaf = book.page(SECTION, _matrix_title(figures), story.standing(figures))
    sheet, y = leaf.sheet, leaf.top
    tiers = figures.tiers
    wide, now, gap = (154.0, 76.0, 18.0) if len(tiers) < 4 else (116.0, 76.0, 8.0)
    each = (_MAIN - wide - now - gap) / len(tiers)
    columns = [
        Column("Criterion", wide, most=2),
        Column(f"On {day_text(figures.decision.prerequisites_as_of)}", now, END, style.STRONG),
        Column("", gap),
        *(Column(tier.label, each) for tier in tiers),
    ]
    rows = [_matrix_row(criterion, figures) for criterion in figures.criteria]
    rows.append(_matrix_sum(figures))
    again = partial(book.page, SECTION, leaf.title, "Continued.")
    pad = _pad(y, len(rows), 1, 0)
    shade = 3 + tiers.index(figures.target)
    Table(columns, again, pad, shade=shade).draw(leaf, y, rows)
    _matrix_aside(sheet, y, figures, crowded=crowded)


def _pad(y: float, rows: int, broken: int, groups: int) -> float:
    """The room in a row, so that a usual program's criteria stay on one page."""
    lines = (rows + broken) * style.BODY.leading + groups * 22 + 15
    return max(2.6, min(5.4, (style.BOTTOM - y - lines) / rows / 2))


def _matrix_title(figures: Figures) -> str:
    earned, target = figures.earned, figures.target
    rows = [row for row in figures.rows(target.key) if row.obligation == "required"]
    met = sum(row.met for row in rows)
    every = story.word(len(rows))
    if figures.at_top:
        return f"All {every} criteria of {target.label} are met, so it is the calculated tier"
    verb = "is" if met == 1 else "are"
    start = f"{story.part(met)} of {every} criteria of {target.label} {verb} met"
    have = f"{earned.label} is met in full" if earned else "no tier is met in full"
    return f"{start}; {have}"


def _status(row: Criterion, figures: Figures) -> str:
    if row.obligation == "not_required":
        return NONE_MARK
    if not row.met:
        return GAP_MARK if row.obligation == "required" else ADVICE_MARK
    return RISK_MARK if row.id in figures.runs_out else MET_MARK


def _matrix_row(criterion: CriterionTerms, figures: Figures) -> Row:
    any_row = figures.row(criterion.id, figures.tiers[0].key)
    name = Text(criterion.label, target=f"criterion-{criterion.id}")
    cells: list[Cell] = [name, _now(any_row, criterion, figures), ""]
    for tier in figures.tiers:
        row = figures.row(criterion.id, tier.key)
        strong = _QUIET if row.met or row.obligation != "required" else style.STRONG
        cells.append(Marked(_status(row, figures), story.asked(row, figures), strong))
    return cells


def _now(row: Criterion, criterion: CriterionTerms, figures: Figures) -> str:
    return (
        value_text(row.actual, criterion.kind, figures.currency)
        if (criterion.kind != "money")
        else money(int(row.actual), figures.currency)
    )


def _matrix_sum(figures: Figures) -> Row:
    cells: list[Cell] = [Text("Required criteria met", style.STRONG), "", ""]
    for tier in figures.tiers:
        rows = [row for row in figures.rows(tier.key) if row.obligation == "required"]
        met = sum(row.met for row in rows)
        cells.append(Text(f"{met} of {len(rows)}", style.STRONG))
    return cells


def _matrix_aside(sheet: Sheet, y: float, figures: Figures, *, crowded: bool) -> None:
    decision, terms = figures.decision, figures.terms
    y = gate_list(sheet, _ASIDE, y, _ASIDE_WIDTH, story.gates(figures)) + 16
    granted = terms.label(decision.granted_tier) if decision.granted_tier else "None"
    tiers = [
        Entry("Calculated tier", story.label_of_calculated(figures)),
        Entry(f"Tier by {terms.requirement_said} alone", terms.label(decision.tcv_tier)),
        Entry("Granted tier", granted),
    ]
    short, limit = story_tier.limiting(figures)
    if limit and not crowded:
        tiers.append(Entry(f"What limits {figures.target.label}", short, limit, GAP_MARK))
    y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Tiers on this day", tiers) + 16
    y = _exceptions(sheet, y, figures)
    if decision.advice and not crowded:
        lines = [Entry(advice) for advice in decision.advice]
        title = "Advice, without effect on the tier"
        y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, title, lines, most=4) + 16
    if decision.warnings:
        lines = [Entry(warning) for warning in decision.warnings]
        title = "To check in the records"
        y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, title, lines, most=4) + 16
    if crowded:
        _path_aside(sheet, y, figures)
    else:
        _held(sheet, y, figures)


def _exceptions(sheet: Sheet, y: float, figures: Figures) -> float:
    """Exceptions with their end, and tiers of other programs."""
    other = figures.facts.file.elsewhere
    own = [Entry(one.name, one.until, one.why) for one in story_tier.exceptions(figures)]
    others = [
        Entry(other[grant.id], note=f"from {day_text(grant.from_on)}")
        for grant in figures.facts.file.grants
        if grant.id in other
    ]
    for title, lines in (("Exceptions", own[:3]), ("Tiers of other programs", others[-3:])):
        if lines:
            y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, title, lines) + 16
    return y


def _held(sheet: Sheet, y: float, figures: Figures) -> None:
    """The tiers granted as steps over the years, where there is room for them."""
    held, tall = figures.facts.background.held, 30.0 + 14 * len(figures.tiers)
    if not held or y + HEAD + tall + 16 > style.BOTTOM:
        return
    y = heading(sheet, _ASIDE, y, _ASIDE_WIDTH, "Tier granted, by year")
    box = (_ASIDE, y + 2, _ASIDE_WIDTH, tall)
    charts_course.tier_steps(sheet, box, held, figures.tiers, figures.facts.as_of)
    [(name, when)] = story_tier.held_said(held, 1)
    text = f"Now: {name}, {when}."
    sheet.paragraph(_ASIDE, y + tall + 12, _ASIDE_WIDTH, text, style.NOTE, most=1)


# The way to the next tier


def _path(book: Book, figures: Figures) -> None:
    alone = figures.facts.plan.kind == STATEMENT
    title = story_tier.statement(figures) if alone else _path_title(figures)
    support = story_tier.statement_support(figures) if alone else _path_support(figures)
    leaf = book.page(SECTION, title, support)
    sheet, y = leaf.sheet, leaf.top
    target = figures.target
    columns = [
        Column("Criterion", 138, most=2),
        Column("", _BAR),
        Column("Found", 78, END, style.STRONG),
        Column(target.label, 66, END, _QUIET),
        Column("Short by", _MAIN - 138 - _BAR - 78 - 66, END),
    ]
    leaf.source = f"Bars give every tier the same room; the strong tick is {target.label}."
    ticks = y + 8
    count = len(figures.tiers)
    for tier, place in zip(figures.tiers, tick_positions(count), strict=True):
        at = MARGIN + 138 + (_BAR - 14) * place
        sheet.text(at, ticks, tier.label, _TICK, align=CENTRE, width=_BAR / count)
    rows = _path_rows(figures)
    groups = sum(isinstance(row, Group) for row in rows)
    again = partial(book.page, SECTION, leaf.title, "Continued.")
    Table(columns, again, _pad(y, len(rows) - groups, 1, groups)).draw(leaf, y, rows)
    if alone:
        y = gate_list(sheet, _ASIDE, y, _ASIDE_WIDTH, story.gates(figures)) + 16
    _path_aside(sheet, y, figures)


def _path_title(figures: Figures) -> str:
    target = figures.target.label
    gaps = figures.open_rows
    if figures.at_top:
        thin = story.thinnest(figures)
        have = story.have_text(figures)
        return f"{have}; {thin}" if thin else f"{have} in full"
    if len(gaps) == 1:
        label = figures.terms.criterion(gaps[0].id).label
        short = story.short_by(gaps[0], figures)
        return f"One gap stands before {target}: {label}, {lower_first(short)}"
    count = f"{story.word(len(gaps), start=True)} gaps stand before {target}"
    names = [figures.terms.criterion(gap.id).label for gap in gaps]
    if len(gaps) == 2:
        return f"{count}: {listed(names)}"
    return f"{count}, {names[0]} the first of them"


def _path_support(figures: Figures) -> str:
    weeks = counted(figures.weeks_left, "week")
    when = f"The next measurement is on {day_text(figures.measurement)}, in {weeks}."
    if figures.runs_out:
        count = story.word(len(figures.runs_out), start=True)
        criteria = "criterion" if len(figures.runs_out) == 1 else "criteria"
        return f"{when} {count} {criteria} met today would lapse before it."
    return when


def _path_rows(figures: Figures) -> list[Row]:
    rows: list[Row] = []
    for title in ("Requirement", _COUNTED, _IN_PLACE):
        members = [c for c in figures.criteria if _group_of(c) == title]
        if not members:
            continue
        asked = [figures.row(c.id, figures.target.key) for c in members]
        met = sum(row.met for row in asked if row.obligation == "required")
        of = sum(row.obligation == "required" for row in asked)
        rows.append(Group(title, f"{met} of {of} met"))
        rows.extend(_path_row(criterion, figures) for criterion in members)
    return rows


def _group_of(criterion: CriterionTerms) -> str:
    if criterion.is_requirement:
        return "Requirement"
    return _IN_PLACE if criterion.kind == "yes_no" else _COUNTED


def _path_row(criterion: CriterionTerms, figures: Figures) -> Row:
    row = figures.row(criterion.id, figures.target.key)
    status = _status(row, figures)
    missing = "–"
    if row.gap and row.obligation == "required":
        yes_no = criterion.kind == "yes_no"
        missing = "Missing" if yes_no else value_text(row.gap, criterion.kind, figures.currency)
    bar: Cell = ""
    if criterion.kind != "yes_no":
        asks = [criterion.asks[tier.key] for tier in figures.tiers]
        targets = [float(ask.required) for ask in asks]
        aim = figures.tiers.index(figures.target)
        colour = style.LOSSES if row.met else colour_of(status)

        def draw_bar(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
            charts.tier_bar(
                sheet,
                x,
                y + 6.4,
                width - 8,
                float(row.actual),
                targets,
                colour,
                aim,
                7.2,
            )

        bar = Drawn(draw_bar)
    else:
        bar = Marked(status, _in_place(row, figures))
    strong = style.STRONG.in_colour(style.GAP) if status == GAP_MARK else _QUIET
    value = _now(row, criterion, figures)
    return [criterion.label, bar, value, story.asked(row, figures), Text(missing, strong)]


def _in_place(row: Criterion, figures: Figures) -> str:
    if row.id in figures.runs_out:
        return f"Until {day_text(figures.runs_out[row.id][1])}"
    return "In place" if row.met else "Not in place"


def _path_aside(sheet: Sheet, y: float, figures: Figures) -> None:
    target = figures.target.label
    if figures.at_top:
        keep = [Entry(name, value) for name, value in story.margins(figures)]
        y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, f"Margin above {target}", keep) + 18
    else:
        moves = [
            Entry(
                figures.terms.criterion(row.id).label,
                story.short_by(row, figures),
                f"{story_tier.plan_said(figures, row.id)} Clause {row.clause}.",
                GAP_MARK,
            )
            for row in figures.open_rows
        ]
        title = f"What closes the gap to {target}"
        y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, title, moves) + 18
        if figures.earned:
            keep = [Entry(name, value) for name, value in story.margins(figures)]
            title = f"Margin above {figures.earned.label}"
            y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, title, keep) + 18
    ends = [
        Entry(label, day_text(day), f"{named}{story_tier.plan_said(figures, name)}", RISK_MARK)
        for name, (text, day) in figures.runs_out.items()
        for label in [figures.terms.criterion(name).label]
        for named in ["" if text == label else f"{text}. "]
    ]
    if ends:
        entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Ends before the next measurement", ends)


SECTION = Section("tier", "Tier status and path", draw)
