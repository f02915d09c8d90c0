"""The pipeline by quarter and stage: whether it covers what is needed, and what slips."""

from collections.abc import Callable

from models.background import HygieneNote
from models.text import (
    compact_money,
    counted,
    lower_first,
    maybe_day,
    money,
    money_cell,
    money_said,
    number,
    span_text,
)
from reports import charts, style
from reports.blocks import Entry, entries, heading, height, tile
from reports.charts_pipeline import (
    BLANK,
    REST,
    Span,
    Step,
    funnel,
    marked_columns,
    shades,
    slip_arrow,
)
from reports.charts_pipeline import Column as Bar
from reports.figures import Figures, Sum, sum_of
from reports.figures_pipeline import (
    Cover,
    Slip,
    Stage,
    are_ordered,
    covers,
    decided_in,
    has_window,
    in_quarter,
    quarters,
    shown,
    slips,
    stages,
    together,
    told_apart,
)
from reports.page import Book, Leaf, Section
from reports.sheet import END, Sheet
from reports.story_pipeline import (
    conversion,
    gains_said,
    hygiene_title,
    nothing_open,
    pipeline_support,
    pipeline_title,
    slip_said,
    slip_tiles,
    slips_support,
    slips_title,
)
from reports.style import BOTTOM, MARGIN, RIGHT, column, span
from reports.table import Column, Drawn, Row, Table, Text

_ASIDE = column(8)
_ASIDE_WIDTH = span(4)
_MAIN = span(8) - 12
_ROW = 19.2  # a row of the tables of this section
_HEAD = 30.0  # a heading over a table, and the table's head
_PORTION = 18.0
_FEW = 3  # slips that may stand beside the columns
_NAME = 208.0  # of a deal in the table of slips
_LEAST = 6  # rows of slips that share a page with what is unsound
_MARK = "Won in the same quarter a year before"


def draw(book: Book, figures: Figures) -> None:
    late, unsound = slips(figures), _findings(figures)
    open_deals = shown(figures)
    # Where other sections need the page, the largest slips stand beside the columns.
    goes_on = book.room > 0 or not open_deals
    few = late[:_FEW] if not goes_on or (len(late) <= _FEW and not unsound) else []
    told = _by_quarter(book, figures, few, len(late)) if open_deals else False
    if goes_on and (unsound or (late and not told)):
        _late(book, figures, late)


# ---- by quarter and stage ----------------------------------------------------------------------


def _by_quarter(book: Book, figures: Figures, few: list[Slip], late: int) -> bool:
    """The page itself; whether the `few` slips, out of so many, had room on it."""
    leaf = book.page(SECTION, pipeline_title(figures), pipeline_support(figures))
    sheet, y = leaf.sheet, leaf.top
    asked = covers(figures)
    below = _HEAD + _ROW * len(asked) + 16 if asked else 0
    _columns(sheet, y, BOTTOM - y - below, figures)
    if asked:
        _cover_table(leaf, BOTTOM - below + 12, asked, figures)
    lines = [
        Entry(
            one.name or "Unnamed deal",
            compact_money(one.minor, figures.currency),
            _in_short(one, figures),
            target=f"deal-{one.id}",
        )
        for one in few
    ]
    beside = 16 + height(sheet, _ASIDE_WIDTH, lines) if lines else 0
    end = _funnel(sheet, y, figures, beside) + 16
    title = "Late, moved or outside the window"
    room, note = BOTTOM - end, f"{number(late)} in all" if late > len(few) else ""
    fits = [most for most in (2, 1) if height(sheet, _ASIDE_WIDTH, lines, most) <= room]
    if not lines or not fits:
        return False
    entries(sheet, _ASIDE, end, _ASIDE_WIDTH, title, lines, note, most=fits[0])
    return True


def _in_short(one: Slip, figures: Figures) -> str:
    days = span_text(one.was, one.now) if one.was and one.now else maybe_day(one.was or one.now)
    said = slip_said(one, figures)
    return f"{days}, {lower_first(said)}" if one.was or one.now else said


def _columns(sheet: Sheet, y: float, tall: float, figures: Figures) -> None:
    own, rest = told_apart(stages(figures))
    names = _names(figures)
    if rest:
        names.append((f"{number(len(rest))} other stages", REST))
    before = [decided_in(figures, one.plus(-4)).won for one in quarters(figures)]
    known = any(one.deals for one in before)
    bars = []
    for at, quarter in enumerate(quarters(figures)):
        parts = [in_quarter(stage.deals, quarter).total for stage in own]
        if rest:
            parts.append(sum(in_quarter(stage.deals, quarter).total for stage in rest))
        note = counted(in_quarter(shown(figures), quarter).deals, "deal")
        bars.append(Bar(str(quarter), note, parts, before[at].total if known else None))
    heading(sheet, MARGIN, y, _MAIN, "By quarter of expected close, and by stage")
    if known:
        wide = sheet.width(_MARK, style.NOTE)
        sheet.rect(MARGIN + _MAIN - wide - 22, y + 5.6, 16, 1.8, style.INK)
        sheet.text(MARGIN + _MAIN, y + 9, _MARK, style.NOTE, align=END)
    marked_columns(
        sheet, (MARGIN, y + 22, _MAIN, min(tall, 400) - 22), bars, names, figures.currency, _MARK
    )


def _names(figures: Figures) -> list[tuple[str, str]]:
    """The stages that have a colour of their own, with it: the further, the darker."""
    own, _ = told_apart(stages(figures))
    named = [stage.name for stage in own if stage.name]
    ramp = shades(len(named))
    if not are_ordered(figures):
        ramp = ramp[::-1]  # the largest, which stands first, is the darkest
    colours = dict(zip(named, ramp, strict=True))
    return [(stage.name or "No stage", colours.get(stage.name, BLANK)) for stage in own]


def _cover_table(leaf: Leaf, y: float, asked: list[Cover], figures: Figures) -> None:
    sheet = leaf.sheet
    heading(sheet, MARGIN, y, _MAIN, "What each tier still needs, and what is open for it")
    bar = _MAIN - 74 - 92 - 98 - 74
    scale = max(*(one.needed for one in asked), asked[0].has, 1) * 1.04
    rows: list[Row] = [
        [
            one.tier.label,
            money(one.asks, figures.currency),
            money(one.needed, figures.currency) if one.needed else "Nothing",
            Drawn(_cover_bar(one, scale)),
            f"{one.tenths // 10}.{one.tenths % 10} times" if one.needed else "Reached",
        ]
        for one in asked
    ]
    columns = [
        Column("Tier", 74),
        Column("Asks", 92, END),
        Column("Beside wins and losses", 98, END, style.STRONG),
        Column("", bar),
        Column("Covered", 74, END, style.STRONG),
    ]
    Table(columns, pad=3.8).draw(leaf, y + 17, rows)
    at = MARGIN + 74 + 92 + 98 + 6
    sheet.text(at, y + 25, "Open pipeline; tick = what is needed", style.HEAD, width=bar - 10)


def _cover_bar(one: Cover, scale: float) -> Callable[[Sheet, float, float, float, float], None]:
    def drawn(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        short = one.needed > one.has
        charts.bar(
            sheet, x + 6, y + height / 2 - 3.6, width - 6, 7.2, charts.share(one.has, scale),
            style.GAP if short else style.PARTNER, charts.share(one.needed, scale) or None,
        )  # fmt: skip

    return drawn


def _funnel(sheet: Sheet, y: float, figures: Figures, beside: float) -> float:
    """The stages, what is known of them and the portions; `beside` is what else wants room."""
    found = stages(figures)
    own, _ = told_apart(found)
    colours = {stage.name: colour for stage, (_, colour) in zip(own, _names(figures), strict=True)}
    deals = sum_of(shown(figures))
    portions = 22 + _PORTION * len(quarters(figures))
    note = conversion(figures)
    lines = sheet.wrap(note, style.NOTE, _ASIDE_WIDTH)
    room = BOTTOM - y - 22 - portions - 24 - len(lines) * style.NOTE.leading
    if room - beside >= 22 * len(found):
        room -= beside
    most = max(2, int(room // 13))
    if len(found) > most:
        found, small = found[: most - 1], found[most - 1 :]
    else:
        small = []
    steps = [_step(stage, colours) for stage in found]
    if small:
        total = together(stage.total for stage in small)
        name = f"{number(len(small))} more stages"
        steps.append(Step(name, total.deals, total.total, REST))
    title = "By stage, as deals go through them" if are_ordered(figures) else "By stage"
    heading(
        sheet, _ASIDE, y, _ASIDE_WIDTH, title,
        f"{counted(deals.deals, 'deal')}, {money_said(deals.total, figures.currency)}",
    )  # fmt: skip
    sheet.link(_ASIDE, y, RIGHT, y + 14, "all-deals", "All deals")
    end = funnel(sheet, (_ASIDE, y + 19, _ASIDE_WIDTH, room), steps, figures.currency)
    below = sheet.lines(_ASIDE, end + 12, lines, style.NOTE)
    return _portions(sheet, below + 4, figures)


def _step(stage: Stage, colours: dict[str, str]) -> Step:
    total = stage.total
    colour = colours.get(stage.name, REST)
    return Step(stage.name or "No stage", total.deals, total.total, colour)


def _portions(sheet: Sheet, y: float, figures: Figures) -> float:
    """The partner's and the host's portion of each quarter, on one scale; returns its end."""
    heading(sheet, _ASIDE, y, _ASIDE_WIDTH, "Portions")
    names = [("Partner", style.PARTNER), ("Services", style.SERVICES)]
    wide = sum(sheet.width(name, style.NOTE) + 22 for name, _ in names) - 10
    charts.swatches(sheet, RIGHT - wide, y + 9, names, 10)
    sums = [(quarter, in_quarter(shown(figures), quarter)) for quarter in quarters(figures)]
    most = max((total.total for _, total in sums), default=0)
    left, money_wide = _ASIDE + 52, 62.0
    bars = _ASIDE_WIDTH - 52 - 2 * money_wide - 4
    for at, (quarter, total) in enumerate(sums):
        base = y + _PORTION * at + 30
        with sheet.inside("P"):
            sheet.text(_ASIDE, base, str(quarter), style.NOTE)
            parts = ((total.partner, style.PARTNER), (total.services, style.SERVICES))
            charts.split_bar(sheet, left, base - 6, bars, parts, most)
            _amounts(sheet, base, total, figures.currency, money_wide)
    return y + 18 + _PORTION * len(sums)


def _amounts(sheet: Sheet, base: float, total: Sum, currency: str, wide: float) -> None:
    for place, minor in ((RIGHT - wide, total.partner), (RIGHT, total.services)):
        sheet.text(place, base, compact_money(minor, currency), style.NOTE, align=END)


# ---- slips and hygiene -------------------------------------------------------------------------


def _findings(figures: Figures) -> list[HygieneNote]:
    return [note for note in figures.facts.background.hygiene if note.deals]


def _late(book: Book, figures: Figures, late: list[Slip]) -> None:
    """What slips and, for our eyes, what is unsound: on one page where both have room on it."""
    findings = _findings(figures)
    clean = sum(1 for note in figures.facts.background.hygiene if not note.deals)
    need = 24 + _HEAD + sum(_ROW + (style.NOTE.leading if n.said else 0) for n in findings)
    if not late:
        leaf = book.page(SECTION, hygiene_title(figures), gains_said(figures))
        _hygiene(leaf, leaf.top, findings, clean, figures.currency)
        return
    rows = min(len(late), _LEAST)
    # The head of a page with its tiles takes so much at the most.
    shared = bool(findings) and 190 + _HEAD + rows * _ROW + need <= BOTTOM
    support = slips_support(figures, whole=shared)
    leaf = book.page(SECTION, slips_title(figures), support)
    y = _tiles(leaf, leaf.top, figures)
    y = _slip_table(leaf, y, late, figures, BOTTOM - (need if shared else 0)) + 20
    if findings and not shared:
        leaf = book.page(SECTION, hygiene_title(figures), gains_said(figures))
        y = leaf.top
    if findings:
        _hygiene(leaf, y, findings, clean, figures.currency)


def _tiles(leaf: Leaf, y: float, figures: Figures) -> float:
    found = slip_tiles(figures)
    wide = (RIGHT - MARGIN - style.GUTTER * (len(found) - 1)) / len(found)
    for at, (name, figure, note) in enumerate(found):
        tile(leaf.sheet, MARGIN + at * (wide + style.GUTTER), y, wide, name, figure, note)
    return y + 58 + 16


def _slip_table(leaf: Leaf, y: float, late: list[Slip], figures: Figures, bottom: float) -> float:
    sheet = leaf.sheet
    movement = figures.facts.background.movement
    title = "Past the expected close, or outside the window"
    if movement is not None:
        title = f"Moved to a later date since {maybe_day(movement.first)}, past it, or outside"
    if not has_window(figures):
        title = "Moved, or past the expected close"
    whole = money_said(sum(one.minor for one in late), figures.currency)
    heading(sheet, MARGIN, y, RIGHT - MARGIN, title, f"{counted(len(late), 'open deal')}, {whole}")
    room = max(2, int((bottom - y - _HEAD) // _ROW))
    some = late if len(late) <= room else late[: room - 1]
    days = [day for one in some for day in (one.was, one.now) if day]
    scale = Span(min([*days, figures.facts.as_of]), max([*days, figures.facts.as_of]),
                 figures.facts.as_of)  # fmt: skip
    columns = [
        Column("Deal", _NAME),
        Column("Customer", 120),
        Column("Stage", 66),
        Column("Was", 60, END),
        Column("", 88),
        Column("Now", 62),
        Column("What it means", 84),
        Column("TCV", RIGHT - MARGIN - 480 - _NAME, END, style.STRONG),
    ]
    rows = [_slip_row(one, figures, scale) for one in some]
    if len(some) < len(late):
        rest = late[len(some) :]
        words = f"and {counted(len(rest), 'more deal')}, listed at the end"
        amount = money(sum(one.minor for one in rest), figures.currency)
        rows.append([Text(words, None, "", "all-deals"), "", "", "", "", "", "", amount])
    airy = min(6.6, max(3.8, ((bottom - y - _HEAD) / len(rows) - style.BODY.leading) / 2))
    _, end = Table(columns, pad=airy).draw(leaf, y + 18, rows)
    at = MARGIN + _NAME + 120 + 66 + 60 + 4
    sheet.text(at, y + 26, "Line = today", style.HEAD, width=80)
    return end


def _slip_row(one: Slip, figures: Figures, scale: Span) -> Row:
    def arrow(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        slip_arrow(sheet, x + 6, y + height / 2, width - 8, scale, one.was, one.now)

    record = one.deal.deal if one.deal else None
    return [
        Text(one.name or "Unnamed deal", None, "", f"deal-{one.id}"),
        (record.customer if record else "") or "–",
        (record.stage if record else "") or "–",
        maybe_day(one.was),
        Drawn(arrow),
        maybe_day(one.now) if one.now or not one.was else "Not moved",
        slip_said(one, figures),
        money(one.minor, figures.currency),
    ]


def _hygiene(leaf: Leaf, y: float, findings: list[HygieneNote], clean: int, currency: str) -> None:
    """What is unsound in the records, with its money: for our eyes alone."""
    from models.hygiene.rules import RULES

    rest = f"{counted(clean, 'other rule')} {'finds' if clean == 1 else 'find'} nothing"
    title = "Hygiene: what to put right, with its money"
    heading(leaf.sheet, MARGIN, y, RIGHT - MARGIN, title, rest if clean else "")
    columns = [
        Column("Finding", 128),
        Column("What to do, and what it does to the tier", RIGHT - MARGIN - 400),
        Column("Deals", 48, END),
        Column("In the total today", 112, END),
        Column("Would come into it", 112, END, style.STRONG),
    ]
    rows: list[Row] = [
        [
            note.name,
            Text(RULES[note.rule].fix, None, note.said),
            number(note.deals),
            money_cell(note.minor, currency),
            money_cell(note.comes, currency),
        ]
        for note in findings
    ]
    Table(columns, pad=3.8).draw(leaf, y + 18, rows)


def _nothing(figures: Figures) -> str:
    told = shown(figures) or slips(figures) or _findings(figures)
    return "" if told else nothing_open(figures)


SECTION = Section("pipeline", "Pipeline by quarter and stage", draw, _nothing)
