"""Tier status and path: every criterion against every tier, and what closes the gap."""

from models.program.decision import Criterion
from models.program.terms import CriterionTerms
from models.text import basis_text, counted, day_text, lower_first, money, span_text, value_text
from reports import charts, story, style
from reports.blocks import Entry, entries, gate_list
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
_BAR = 124.0
_COUNTED = "Prerequisites that are counted"
_IN_PLACE = "Prerequisites that are in place or not"


def draw(book: Book, figures: Figures) -> None:
    _matrix(book, figures)
    _path(book, figures)


# Every criterion against every tier


def _matrix(book: Book, figures: Figures) -> None:
    leaf = book.page(SECTION, _matrix_title(figures), story.standing(figures))
    sheet, y = leaf.sheet, leaf.top
    wide, now, gap, tiers = 154.0, 76.0, 18.0, figures.tiers
    each = (_MAIN - wide - now - gap) / len(tiers)
    columns = [
        Column("Criterion", wide, most=2),
        Column(f"On {day_text(figures.decision.prerequisites_as_of)}", now, END, style.STRONG),
        Column("", gap),
        *(Column(tier.label, each) for tier in tiers),
    ]
    rows = [_matrix_row(criterion, figures) for criterion in figures.criteria]
    rows.append(_matrix_sum(figures))
    table = Table(columns, pad=5.4, shade=3 + tiers.index(figures.target))
    table.draw(leaf, y, rows)
    _matrix_aside(sheet, y, figures)


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
    cells: list[Cell] = [criterion.label, _now(any_row, criterion, figures), ""]
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


def _matrix_aside(sheet: Sheet, y: float, figures: Figures) -> None:
    decision, terms = figures.decision, figures.terms
    y = gate_list(sheet, _ASIDE, y, _ASIDE_WIDTH, story.gates(figures)) + 18
    granted = terms.label(decision.granted_tier) if decision.granted_tier else "None"
    tiers = [
        Entry("Calculated tier", story.label_of_calculated(figures)),
        Entry(f"Tier by {terms.requirement_said} alone", terms.label(decision.tcv_tier)),
        Entry("Granted tier", granted),
    ]
    y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Tiers on this day", tiers) + 18
    grants = sorted(figures.facts.file.grants, key=lambda grant: grant.from_on, reverse=True)
    named = figures.facts.file.elsewhere
    if grants:
        lines = [
            Entry(
                f"{named.get(grant.id) or terms.label(grant.tier)},"
                f" {basis_text(grant.basis).lower()}",
                note=(
                    span_text(grant.from_on, grant.until_on)
                    if grant.until_on
                    else f"from {day_text(grant.from_on)}"
                )
                + (f". {grant.reason}" if grant.reason else ""),
            )
            for grant in grants[:3]
        ]
        y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Tiers granted", lines) + 18
    if decision.advice:
        lines = [Entry(advice) for advice in decision.advice]
        title = "Advice, without effect on the tier"
        y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, title, lines) + 18
    if decision.warnings:
        lines = [Entry(warning) for warning in decision.warnings]
        entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "To check in the records", lines, most=4)


# The way to the next tier


def _path(book: Book, figures: Figures) -> None:
    leaf = book.page(SECTION, _path_title(figures), _path_support(figures))
    sheet, y = leaf.sheet, leaf.top
    target = figures.target
    columns = [
        Column("Criterion", 144, most=2),
        Column("", _BAR),
        Column("Found", 80, END, style.STRONG),
        Column(target.label, 74, END, _QUIET),
        Column("Short by", _MAIN - 144 - _BAR - 80 - 74, END),
    ]
    table = Table(columns, pad=4.4)
    leaf.source = f"Bars give every tier the same room; the strong tick is {target.label}."
    ticks = y + 8
    count = len(figures.tiers)
    for number, tier in enumerate(figures.tiers):
        at = MARGIN + 144 + (_BAR - 14) * charts.tick_at(number, count)
        sheet.text(at, ticks, tier.label, _TICK, align=CENTRE, width=_BAR / count)
    table.draw(leaf, y, _path_rows(figures))
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
    return f"{story.word(len(gaps), start=True)} gaps stand before {target}"


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
            Entry(name, missing, f"Clause {clause}", GAP_MARK)
            for name, missing, clause in story.closing_moves(figures)
        ]
        title = f"What closes the gap to {target}"
        y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, title, moves) + 18
        if figures.earned:
            keep = [Entry(name, value) for name, value in story.margins(figures)]
            title = f"Margin above {figures.earned.label}"
            y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, title, keep) + 18
    ends = [
        Entry(label, day_text(day), "" if text == label else text, RISK_MARK)
        for name, (text, day) in figures.runs_out.items()
        for label in [figures.terms.criterion(name).label]
    ]
    if ends:
        entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Ends before the next measurement", ends)


SECTION = Section("tier", "Tier status and path", draw)
