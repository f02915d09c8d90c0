"""A chart's figures as a presentation draws them: bars, lines, labels, number formats."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from models.money import decimals
from models.text import compact_money, money_said
from reports import style
from reports.slides.forms import column_letter, compact_form, exact_form, lead
from reports.slides.text import width_of
from reports.structure import Chart, Series

UPRIGHT = ("columns", "stacked", "line", "waterfall")
LYING = ("bars", "stacked_bars")
NATIVE = (*UPRIGHT, *LYING, "dots")
LABEL_SIZE, TICK_SIZE = 8.0, 7.5
_PALETTE = (style.ACCENT, style.LOSSES, style.PIPELINE, style.MET, style.RISK, style.GAP, style.INK)


class Drawn(NamedTuple):
    """One column of a chart's sheet, and how it is drawn.

    `way` is bar, base (a bar nobody sees), line, target, level (a mark over each category), sum
    (only its labels are seen), point, upright (a target across rows of dots), or nothing for
    figures that are only kept. `labels` has the
    points with a label: a fixed text, or none where the label is the figure in `form`. `formulas`
    make it follow other columns. `turned` labels stand upright, where columns are narrow;
    `symbols` are the shapes of points.
    """

    name: str
    values: tuple[float | None, ...]
    way: str
    form: str
    colour: str = style.ACCENT
    colours: tuple[str, ...] = ()
    labels: Mapping[int, str] = {}
    formulas: tuple[str, ...] = ()
    turned: bool = False
    symbols: tuple[str, ...] = ()


class Seen(NamedTuple):
    """What the page shows of a chart: its texts, its width in points, its bars' colours in order.

    `ticks` says that the page has a scale beside it, `told` that the page names the series;
    `down` are the series whose columns hang below nothing.
    """

    texts: frozenset[str] = frozenset()
    width: float = 300
    height: float = 200
    colours: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    ticks: bool = False
    told: bool = True
    down: frozenset[int] = frozenset()


class Plan(NamedTuple):
    """A chart ready to be written: its categories, columns and axis.

    A `bare` one has only its bars or lines; all words around it are the page's.
    """

    kind: str
    categories: tuple[str, ...]
    columns: tuple[Drawn, ...]
    form: str
    axis_form: str
    seen: Seen
    low: float | None = None
    high: float | None = None
    bare: bool = False


def plan_of(chart: Chart, seen: Seen) -> Plan:
    """How a chart is drawn; its money is in major units from here on."""
    scale = 10 ** decimals(chart.currency) if chart.currency else 1
    kind = chart.kind
    values = [
        _hung(_major(series.values, scale), at, seen) for at, series in enumerate(chart.series)
    ]
    if kind == "waterfall" and _below_nothing(values[0]):
        kind = "columns"
    columns = (
        _waterfall(chart, values[0], seen, scale)
        if kind == "waterfall"
        else _plain(chart, kind, values, seen, scale)
    )
    if kind == "dots":
        columns += [
            Drawn(name, (minor / scale,) * 2, "upright", "General", style.INK)
            for name, minor in chart.targets
        ]
    if kind in UPRIGHT:
        columns += _targets(chart, columns, scale, seen)
        columns += [
            # A level of nothing is no mark on the axis.
            Drawn(one.name, _hung(tuple(v or None for v in _major(one.values, scale)), at, seen),
                  "level",
                  exact_form(chart.currency).replace(";-", ";" if at in seen.down else ";-"),
                  _tint(chart, at, one.colour, seen))
            for at, one in enumerate(chart.levels)
        ]  # fmt: skip
    low = high = None
    shown = [v for column in columns if column.way for v in column.values if v is not None]
    if kind == "line" and not seen.ticks and shown:
        room = (max(shown) - min(shown)) * 0.08 or 1
        low, high = min(shown) - room, max(shown) + room
    elif kind == "waterfall":
        low = _cut(values[0])
    elif shown and min(shown) >= 0 and max(shown) == 0:
        low, high = 0.0, 1.0
    names = _categories(chart, seen)
    form = exact_form(chart.currency)
    ticks = compact_form(chart.currency, max(map(abs, shown), default=0))
    if kind == "dots" and any(text.endswith("%") for text in seen.texts):
        ticks = '0"%"'
    return Plan(kind, names, tuple(columns), form, ticks, seen, low, high)


def _hung(values: tuple[float | None, ...], at: int, seen: Seen) -> tuple[float | None, ...]:
    """The values of a series, below nothing where its columns hang there."""
    return tuple(-v if v else v for v in values) if at in seen.down else values


def _tint(chart: Chart, at: int, colour: str, seen: Seen) -> str:
    """The colour of a level: of its own series, where each has one beside the others."""
    each = len(chart.levels) == len(chart.series) > 1 and not seen.down
    return chart.series[at].colour if each else colour or style.INK


def _major(values: Sequence[float | None], scale: int) -> tuple[float | None, ...]:
    return tuple(None if value is None else value / scale for value in values)


def _categories(chart: Chart, seen: Seen) -> tuple[str, ...]:
    """The names under the columns, each with the line that the page has under it."""
    notes = seen.notes if len(seen.notes) == len(chart.categories) else ()
    if not notes:
        return tuple(chart.categories)
    return tuple(f"{name}\n{note}" for name, note in zip(chart.categories, notes, strict=True))


def fitted(
    plan: Plan,
    low: float,
    high: float,
    tints: Sequence[str] = (),
    middle: bool = False,
    symbols: Sequence[str] = (),
) -> Plan:
    """The plan for a chart whose words stay those of the page, around its bars.

    With `middle` its bars stand about one middle: a bar that nobody sees pushes each there.
    """
    columns = [one._replace(labels={}) for one in plan.columns]
    if tints:
        each, marks = tuple(tints), tuple(symbols)
        columns = [one._replace(colours=each, symbols=marks) for one in columns]
    kind = plan.kind
    if middle:
        kind, own = "stacked_bars", columns[0]
        rest = tuple((high - (value or 0)) / 2 for value in own.values)
        count = len(own.values) + 1
        formulas = tuple(f"=(MAX(C$2:C${count})-C{at})/2" for at in range(2, count + 1))
        before = Drawn("Before", rest, "base", own.form, style.WHITE, formulas=formulas)
        columns = [before, *columns]
    # Targets are the page's own lines then.
    columns = [one for one in columns if kind != "line" or one.way != "target"]
    columns = [one._replace(way="") if one.way == "upright" else one for one in columns]
    return plan._replace(kind=kind, columns=tuple(columns), low=low, high=high, bare=True)


# Kinds


def _plain(
    chart: Chart, kind: str, values: list[tuple[float | None, ...]], seen: Seen, scale: int
) -> list[Drawn]:
    way = "line" if kind == "line" else "point" if kind == "dots" else "bar"
    count = len(chart.categories)
    rows = len(chart.series) + 0.55 if kind == "columns" and not seen.down else 1
    # Lying bars have all the width for a label, standing ones their own share of it.
    room = 200.0 if kind in LYING else seen.width / max(1, count) / rows - 2
    found = []
    for number, series in enumerate(chart.series):
        tint = series.colour or _PALETTE[number % len(_PALETTE)]
        alone = len(chart.series) == 1 and len(seen.colours) == count and way == "bar"
        form, labels = _labels(chart, series.values, seen, room)
        if number in seen.down:
            # A short format knows no figure below nothing, and a hanging one has no sign.
            if form != exact_form(chart.currency):
                labels = {at: _said(chart, series.values[at]) for at in labels}
            form = exact_form(chart.currency).replace(";-", ";")
        if kind == "stacked" and len(chart.series) > 1:
            # A part that is all of its stack is told by the label over it.
            labels = {at: text for at, text in labels.items() if _shares(values, at)}
        widest = max((width_of(_said(chart, series.values[at]), True) for at in labels), default=0)
        turned = kind == "columns" and widest * LABEL_SIZE > room
        found.append(
            Drawn(
                series.name, values[number], way, form, tint,
                seen.colours if alone else (), labels, (), turned,
            )
        )  # fmt: skip
    if kind == "stacked" and len(chart.series) > 1:
        found.append(_sums(chart, values, seen, room))
    return found


def _shares(values: list[tuple[float | None, ...]], at: int) -> bool:
    return sum(1 for row in values if row[at]) > 1


def _sums(chart: Chart, values: list[tuple[float | None, ...]], seen: Seen, room: float) -> Drawn:
    """The whole of each stack, seen only as the label over it; it follows the parts."""
    count, last = len(chart.categories), column_letter(len(chart.series) - 1)
    minor = [sum(s.values[at] or 0 for s in chart.series) for at in range(count)]
    form, labels = _labels(chart, minor, seen, room)
    wholes = tuple(sum(row[at] or 0 for row in values) for at in range(count))
    formulas = tuple(f"=SUM(B{at + 2}:{last}{at + 2})" for at in range(count))
    return Drawn("All", wholes, "sum", form, style.INK, (), labels, formulas)


def _waterfall(
    chart: Chart, values: tuple[float | None, ...], seen: Seen, scale: int
) -> list[Drawn]:
    """Amounts as they are kept, and the bars that follow from them; the last is the whole."""
    amounts = [value or 0 for value in values]
    last = len(amounts) - 1
    base, up, down, whole, tops = [], [], [], [], []
    formulas: dict[str, list[str]] = {"base": [], "up": [], "down": [], "whole": [], "top": []}
    level = 0.0
    for at, amount in enumerate(amounts):
        row, total = at + 2, at == last and at > 0
        before, level = (0.0, amount) if total else (level, round(level + amount, 4))
        base.append(min(before, level))
        up.append(0 if total else max(amount, 0))
        down.append(0 if total else max(-amount, 0))
        whole.append(amount if total else 0)
        tops.append(max(before, level))
        ran = f"SUM(B$2:B{row})"
        ended = f"SUM(B$2:B{row - 1})" if at else "0"
        formulas["base"].append("=0" if total else f"=MIN({ended},{ran})")
        formulas["up"].append("=0" if total else f"=MAX(B{row},0)")
        formulas["down"].append("=0" if total else f"=MAX(-B{row},0)")
        formulas["whole"].append(f"=B{row}" if total else "=0")
        formulas["top"].append(f"=B{row}" if total else f"=MAX({ended},{ran})")
    added = sum(chart.series[0].values[at] or 0 for at in range(last))
    sums = ("",) * last + (f"=SUM(B2:B{last + 1})",)
    kept = sums if last > 0 and added == (chart.series[0].values[last] or 0) else ()
    labels = {
        at: _said(chart, minor)
        for at, minor in enumerate(chart.series[0].values)
        if minor or (minor is not None and _said(chart, minor) in seen.texts)
    }
    tints = seen.colours if len(seen.colours) == len(amounts) else ()
    form = exact_form(chart.currency)

    def bars(name: str, figures: list[float], tint: str, of: str) -> Drawn:
        way = "base" if of == "base" else "bar"
        return Drawn(name, tuple(figures), way, form, tint, tints, {}, tuple(formulas[of]))

    return [
        Drawn("Amount", tuple(values), "", form, formulas=kept),
        bars("Below", base, style.WHITE, "base"),
        bars("Up", up, style.ACCENT, "up"),
        bars("Down", down, style.GAP, "down"),
        bars("Whole", whole, style.INK, "whole"),
        Drawn("Top", tuple(tops), "sum", form, style.INK, (), labels, tuple(formulas["top"])),
    ]


def _below_nothing(values: Sequence[float | None]) -> bool:
    level, lowest = 0.0, 0.0
    for value in values[:-1]:
        level = round(level + (value or 0), 4)
        lowest = min(lowest, level)
    return lowest < 0 or (values[-1] or 0) < 0


def _cut(values: Sequence[float | None]) -> float | None:
    """Where the axis begins, where small steps stand on large totals: as the page has it."""
    from models.waterfall import waterfall

    last = len(values) - 1
    steps = [(round((value or 0) * 100), at == last) for at, value in enumerate(values)]
    if not waterfall(steps).cut:
        return 0.0
    levels = [*accumulate(value or 0 for value in values[:-1])]
    lowest, moving = min(levels), max(levels) - min(levels)
    step = float(10 ** max(0, len(str(int(moving))) - 1))
    return max(0.0, (lowest - 0.9 * moving) // step * step)


def _targets(chart: Chart, columns: Sequence[Drawn], scale: int, seen: Seen) -> list[Drawn]:
    """Each target as a line through the columns, named where they leave most room."""
    count = len(chart.categories)
    tops = [
        max(
            sum(c.values[at] or 0 for c in columns if c.way in ("bar", "base")),
            *(c.values[at] or 0 for c in columns if c.way == "line"),
            0.0,
        )
        for at in range(count)
    ]
    found: list[Drawn] = []
    floors = [sum(c.values[at] or 0 for c in columns if c.way == "base") for at in range(count)]
    peak = max([*tops, *(minor / scale for _, minor in chart.targets)], default=0) or 1
    taken: list[tuple[int, float]] = []
    for name, minor in chart.targets:
        level = minor / scale

        def room(at: int, level: float = level) -> float:
            """What is free above the line at a column, as a part of the chart's height."""
            clear = [abs(level - other) for place, other in taken if place == at]
            above = level - tops[at] if level > tops[at] else floors[at] - level
            return min([above, *clear]) / peak

        places = range(count)
        free = next((at for at in places if room(at) > 0.07), max(places, key=room, default=0))
        taken.append((free, level))
        spoken = any(name in text for text in seen.texts) or not seen.texts
        labels = (
            {free: f"{name} {_said(chart, minor)}".strip()} if spoken and seen.height > 60 else {}
        )
        form = exact_form(chart.currency)
        found.append(
            Drawn(name or "Target", (level,) * count, "target", form, style.SECOND, (), labels)
        )
    return found


# Labels


def _said(chart: Chart, value: float | None) -> str:
    if value is None:
        return ""
    return compact_money(round(value), chart.currency) if chart.currency else f"{value:g}"


def _labels(
    chart: Chart, values: Sequence[float | None], seen: Seen, room: float
) -> tuple[str, dict[int, str]]:
    """The number format of a series' labels, and the points that the page labels.

    Where a format would round up what the page cuts off, the point has the page's own words.
    """
    shown = _shown(chart, values, seen)
    if not chart.currency:
        form = "General" if any(v != int(v) for v in shown.values()) else "#,##0"
        return form, dict.fromkeys(shown, "")
    scale = 10 ** decimals(chart.currency)
    longest = max((f"{lead(chart.currency)}{value / scale:,.0f}" for value in shown.values()),
                  key=len, default="")  # fmt: skip
    if width_of(longest, True) * LABEL_SIZE <= room:
        form = exact_form(chart.currency)
        cut = {at: abs(v) % scale * 2 >= scale for at, v in shown.items()}
        whole = {at: round(v) - round(v) % scale for at, v in shown.items()}
        return form, {at: money_said(whole[at], chart.currency) if cut[at] else "" for at in shown}
    else:
        fixed = {at: _rounds_up(chart, v, scale) for at, v in shown.items()}
        form = compact_form(chart.currency, max(map(abs, shown.values()), default=0) / scale)
    return form, {at: _said(chart, v) if fixed[at] else "" for at, v in shown.items()}


def _shown(chart: Chart, values: Sequence[float | None], seen: Seen) -> dict[int, float]:
    """The values that the page labels, by their place."""
    return {
        at: value
        for at, value in enumerate(values)
        if value is not None and any(_named(text, _said(chart, value)) for text in seen.texts)
    }


def labelled(chart: Chart, series: Series, seen: Seen) -> bool:
    """Whether the page has a label at one of the values at least."""
    return bool(_shown(chart, series.values, seen))


def _named(text: str, said: str) -> bool:
    return text == said or text.startswith(f"{said} ") or text.endswith(f" {said}")


def _rounds_up(chart: Chart, minor: float, scale: int) -> bool:
    """Whether the compact format shows another figure than the page, which cuts off."""
    whole = abs(minor) / scale
    for step in (1e9, 1e6, 1e3):
        if whole >= step:
            return round(whole / step * 10) != int(whole * 10 // step)
    return minor < 0 or whole != int(whole)
