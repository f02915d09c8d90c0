"""The four figures of the first page: how each reads, how it went, what it is held against."""

from collections.abc import Callable
from datetime import date

from models.background import CoursePoint
from models.movement_words import signed
from models.text import compact_money, counted, day_text, money
from reports import charts, style
from reports.blocks import Picture
from reports.charts_time import Trend
from reports.figures import Figures
from reports.sheet import Sheet
from reports.tiles import Tile

Pick = Callable[[CoursePoint], float | None]


def tiles(sheet: Sheet, figures: Figures) -> tuple[Tile, Tile, Tile, Tile]:
    """The measure, wins, open pipeline and win rate, each with its course where one is known."""
    return (
        _total(sheet, figures) if figures.terms.amount else _required(sheet, figures),
        _wins(sheet, figures),
        _pipeline(sheet, figures),
        _win_rate(sheet, figures),
    )


def _total(sheet: Sheet, figures: Figures) -> Tile:
    total, currency = figures.decision.tcv.total, figures.currency
    target = dict(figures.money_targets()).get(figures.target)
    name = f"{figures.target.label} asks" if target else ""
    trend = trend_of(
        figures, figures.terms.tcv_label, lambda point: point.total, total, currency,
        (name, target) if target else None,
    )  # fmt: skip
    whole = round(max(target or 0, total) * 1.1)
    gauge = _gauge(sheet, total, whole, target / whole) if target else None
    return Tile(
        figures.terms.tcv_label, compact_money(total, currency), money(total, currency), trend,
        went(trend), gauge,
    )  # fmt: skip


def _required(sheet: Sheet, figures: Figures) -> Tile:
    """What stands in the place of an amount where no tier asks for one."""
    rows = [row for row in figures.rows(figures.target.key) if row.obligation == "required"]
    met, target = sum(row.met for row in rows), figures.target.label
    gauge = _gauge(sheet, met, len(rows)) if rows else None
    note = f"Required criteria of {target}"
    return Tile(f"Met for {target}", f"{met} of {len(rows)}", note, picture=gauge)


def _wins(sheet: Sheet, figures: Figures) -> Tile:
    total, currency = figures.decision.tcv.wins, figures.currency
    trend = trend_of(figures, "Wins", lambda point: point.wins, total, currency)
    columns = _columns(sheet, [part.total for _, part in figures.prior_quarters("wins")])
    note = f"{money(total, currency)}, {counted(figures.sums['wins'].deals, 'deal')}"
    name = f"Wins in {figures.closed_said}"
    return Tile(name, compact_money(total, currency), note, trend, went(trend), columns)


def _pipeline(sheet: Sheet, figures: Figures) -> Tile:
    name, currency = "Open pipeline in the window", figures.currency
    ahead = [part.total for _, part in figures.quarters]
    if not ahead:
        return Tile(name, "–", "No open deal adds to a sum here")
    total = figures.decision.tcv.pipeline
    trend = trend_of(figures, "Open pipeline", lambda point: point.pipeline, total, currency)
    note = f"{money(total, currency)}, {counted(figures.sums['pipeline'].deals, 'deal')}"
    shown = compact_money(total, currency)
    return Tile(name, shown, note, trend, went(trend), _columns(sheet, ahead))


def _win_rate(sheet: Sheet, figures: Figures) -> Tile:
    name = f"Win rate in {figures.closed_said}"
    won, decided = figures.win_rate
    if not decided:
        return Tile(name, "–", "No deal decided")

    def rate(point: CoursePoint) -> float | None:
        return point.won * 100 // point.decided if point.decided else None

    now = won * 100 // decided
    trend = trend_of(figures, "Win rate", rate, now, "", unit="%")
    note = f"{won} won of {counted(decided, 'decided deal')}"
    return Tile(name, f"{now}%", note, trend, went(trend), _gauge(sheet, won, decided))


def trend_of(
    figures: Figures,
    name: str,
    pick: Pick,
    now: float,
    currency: str,
    level: tuple[str, float] | None = None,
    *,
    unit: str = "",
) -> Trend | None:
    """The course of a figure up to today; held against its first value where it has no target.

    None where fewer than two days are known.
    """
    as_of = figures.facts.as_of
    known: dict[date, float] = {}
    for point in figures.facts.background.course:
        value = pick(point)
        if value is not None and point.on < as_of:
            known[point.on] = value
    if not known:
        return None
    known[as_of] = now
    days = sorted(known)
    if level is None:
        level = (f"on {day_text(days[0])}", known[days[0]])
    return Trend(name, days, [known[day] for day in days], level[1], level[0], currency, unit)


def went(trend: Trend | None) -> str:
    """How far a figure went since its first day, in few words: "+$1.2M since Aug"."""
    if trend is None:
        return ""
    first, last = trend.values[0], trend.values[-1]
    since = day_text(trend.days[0]).split()[1]
    if first == last:
        return f"unchanged since {since}"
    if trend.currency:
        return f"{signed(round(last - first), trend.currency)} since {since}"
    sign = "+" if last > first else "−"
    points = "pts" if trend.unit == "%" else ""
    return f"{sign}{abs(last - first):g} {points} since {since}".replace("  ", " ")


def _columns(sheet: Sheet, values: list[int]) -> Picture | None:
    def draw_columns(x: float, y: float, width: float, height: float) -> None:
        charts.mini_columns(sheet, values, x, y, width, height)

    return draw_columns if any(values) else None


def _gauge(sheet: Sheet, part: int, whole: int, tick: float | None = None) -> Picture:
    def draw_bar(x: float, y: float, width: float, height: float) -> None:
        filled = charts.share(part, whole)
        charts.bar(sheet, x, y + height - 7, width, 6, filled, style.ACCENT, tick)

    return draw_bar
