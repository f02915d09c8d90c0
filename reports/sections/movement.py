"""Pipeline movement and trends: what came, went and changed, and how the figures went."""

from collections.abc import Callable

from models import movement_words as words
from models.background import CoursePoint, Moved, Movement
from models.cycle_time import cycles
from models.movement_words import BarWords
from models.text import compact_money, counted, day_text, maybe_day, money_said
from reports import charts_course, style
from reports.blocks import heading
from reports.charts_course import Fall
from reports.charts_time import Trend
from reports.figures import Figures
from reports.figures_pipeline import has_window
from reports.page import Book, Leaf, Section
from reports.sheet import END
from reports.style import BOTTOM, MARGIN, RIGHT, column, span
from reports.table import Column, Row, Table, Text

_COLOURS = {"won": style.WINS, "lost": style.GAP, "opening": style.INK, "closing": style.INK}
_UP, _DOWN = style.LOSSES, style.THIRD
_ROW = 28.4
_CUT = "The totals are drawn shortened: their axis does not begin at zero."
_SMALL = 50.0


def draw(book: Book, figures: Figures) -> None:
    found, course = figures.facts.background.movement, figures.facts.background.course
    leaf = book.page(SECTION, _title(figures), _support(figures))
    y = leaf.top
    if found:
        y = _waterfall(leaf, y, found, figures)
    left, right = (column(0), column(6)) if found and found.moves else (column(0), 0.0)
    if len(course) > 1:
        _trends(leaf, left, y, right, figures)
    if found and found.moves:
        at = right if len(course) > 1 else MARGIN
        _moves(leaf, at, y, found, figures)


def _title(figures: Figures) -> str:
    found, course = figures.facts.background.movement, figures.facts.background.course
    if found:
        return words.conclusion(found, figures.currency)
    first, last = course[0], course[-1]
    was, now = (money_said(one.open_minor, figures.currency) for one in (first, last))
    return f"The open pipeline went from {was} on {day_text(first.on)} to {now}"


def _support(figures: Figures) -> str:
    found = figures.facts.background.movement
    if found is None:
        return ""
    said, inside = words.since_said(found, figures.currency), figures.sums["pipeline"].total
    if has_window(figures) and inside != found.closing:
        # The pages before tell of the window alone.
        said = f"{said} {money_said(inside, figures.currency)} is due in the window."
    return said


def _waterfall(leaf: Leaf, y: float, found: Movement, figures: Figures) -> float:
    sheet, wide = leaf.sheet, RIGHT - MARGIN
    tall = max(104.0, (BOTTOM - y) * 0.4)
    days = f"{day_text(found.first)} to {day_text(found.last)}"
    sheet.text(MARGIN, y + 9, f"How the open pipeline moved, {days}", style.HEADING)
    falls = [_fall(bar, found) for bar in words.pack_bars(found, figures.currency)]
    box = (MARGIN, y + 14, wide, tall - 14)
    cut = charts_course.waterfall(sheet, box, falls, [], figures.currency)
    if cut:
        leaf.source = _CUT
    if any(fall.figure.startswith("(") for fall in falls):
        note = "In brackets: the money in deals whose date moved; the sum stays as it is."
        sheet.text(RIGHT, y + 9, note, style.NOTE, align=END)
    return y + tall + 18


def _fall(bar: BarWords, found: Movement) -> Fall:
    colour = _COLOURS.get(bar.key, _UP if bar.value > 0 else _DOWN)
    if not (bar.value or bar.total):
        colour = style.THIRD
    name, note = bar.label, bar.sub
    if bar.total:
        name = day_text(found.first if bar.key == words.OPENING else found.last)
    return Fall(name, note, bar.value, bar.figure, colour, bar.total)


# How the figures went


def _trends(leaf: Leaf, x: float, y: float, right: float, figures: Figures) -> None:
    sheet, course = leaf.sheet, figures.facts.background.course
    main = _main(figures)
    known = [trend for trend in _smalls(figures) if trend]
    wide = (span(3) if right else span(8)) if known else span(6 if right else 12)
    kept = counted(len(course), "day")
    below = heading(sheet, x, y, wide, main.name, f"known on {kept}")
    charts_course.line(sheet, (x, below + 4, wide, BOTTOM - below - 8), main, 0)
    if not known:
        return
    x = x + wide + style.GUTTER + 4
    wide = (right or RIGHT + 16) - 16 - x
    below = heading(sheet, x, y, wide, "Trends")
    room = min(_SMALL + 16, (BOTTOM - below) / len(known))
    for number, trend in enumerate(known[: max(1, int((BOTTOM - below) // 34))]):
        charts_course.small(sheet, (x, below + 5 + room * number, wide, room - 7), trend)


def _main(figures: Figures) -> Trend:
    """Aggregate TCV against the tier's target; the open pipeline where no tier asks for one."""
    course = figures.facts.background.course
    days = [point.on for point in course]
    target = dict(figures.money_targets()).get(figures.target)
    if not figures.terms.amount:
        return Trend("Open pipeline", days, [p.open_minor for p in course], None, "",
                     figures.currency)  # fmt: skip
    values = [point.total for point in course]
    name = figures.target.label if target is not None else ""
    return Trend(figures.terms.tcv_label, days, values, target, name, figures.currency)


def _smalls(figures: Figures) -> list[Trend | None]:
    course = figures.facts.background.course
    found = [
        _small("Open deals", course, lambda point: point.open_deals),
        _small("Win rate", course, _rate, "%"),
        _cycle(figures),
    ]
    if figures.terms.amount:
        pipeline = _small("Open pipeline", course, lambda p: p.open_minor, "", figures.currency)
        found.insert(0, pipeline)
    return found


def _small(
    name: str,
    course: tuple[CoursePoint, ...],
    value: Callable[[CoursePoint], int | None],
    unit: str = "",
    currency: str = "",
) -> Trend | None:
    pairs = [(one.on, got) for one in course if (got := value(one)) is not None]
    if len(pairs) < 2:
        return None
    days, values = zip(*pairs, strict=True)
    return Trend(name, days, values, None, "", currency, unit)


def _rate(point: CoursePoint) -> int | None:
    """Won of a hundred decided deals; nothing where none was."""
    return point.won * 100 // point.decided if point.decided else None


def _cycle(figures: Figures) -> Trend | None:
    deals = [counted.deal for counted in figures.facts.file.deals]
    found = cycles(deals, figures.facts.as_of)
    if len(found) < 2:
        return None
    name = "Days from registration to win, by quarter"
    return Trend(name, [one.quarter.first for one in found], [one.days for one in found],
                 unit=" days")  # fmt: skip


# What moved


def _moves(leaf: Leaf, x: float, y: float, found: Movement, figures: Figures) -> None:
    room = int((BOTTOM - y - 32) // _ROW)
    every = sum(step.deals for step in found.steps)
    shown = found.moves if every <= room else found.moves[: max(1, room - 1)]
    wide = RIGHT - x
    y = heading(leaf.sheet, x, y, wide, "Largest moves", _changes(every)) + 5
    columns = [
        Column("Deal", wide - 150),
        Column("Change", 72, END, style.STRONG),
        Column("Closes", 78, END),
    ]
    rows: list[Row] = [_move(move, figures) for move in shown]
    if len(shown) < every:
        rest = every - len(shown)
        rows.append([f"and {counted(rest, 'smaller move')}", "", ""])
    Table(columns, pad=3.6, left=x).draw(leaf, y, rows)


def _changes(count: int) -> str:
    return counted(count, "move")


def _move(move: Moved, figures: Figures) -> Row:
    before, after = move.closed_before, move.closed_after
    moved = before is not None and after is not None and before != after
    return [
        Text(move.name or "Unnamed deal", None, words.moved_said(move)),
        Text(words.effect_said(move, figures.currency), None, _was(move, figures)),
        Text(maybe_day(after or before), None, f"was {maybe_day(before)}" if moved else ""),
    ]


def _was(move: Moved, figures: Figures) -> str:
    if move.step not in ("valued_up", "valued_down") or move.was is None:
        return ""
    return f"was {compact_money(move.was, figures.currency)}"


def _nothing(figures: Figures) -> str:
    background = figures.facts.background
    if background.movement is None and len(background.course) < 2:
        return "No list of an earlier day is kept, so no movement can be told."
    found = background.movement
    if found and not any((found.opening_deals, found.closing_deals, found.moves)):
        if not any(point.total or point.open_deals for point in background.course):
            return f"{words.conclusion(found, figures.currency)}."
    return ""


SECTION = Section("movement", "Pipeline movement and trends", draw, _nothing)
