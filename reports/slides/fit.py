"""Where a page has the bars, lines or dots of a chart, so that native ones stand in their place."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from models.money import decimals
from reports import style
from reports.slides.chart import LYING, Plan
from reports.slides.chart_xml import Inner
from reports.slides.shapes import Shape
from reports.structure import Chart, Node

_LOW = 85.0  # points of height up to which a line is a small one, named at its ends
FIGURE = re.compile(r"[^\w]*[A-Z]{0,3}\W*[\d.,]+\s*[KMB%]?")
GROUNDS = (style.WHITE, style.TRACK, style.PANEL, style.LINE)


class Fit(NamedTuple):
    """Where the bars stand in a chart's frame, so that all else of the page stays around them.

    `low` and `high` are the ends of its axis; `drawn` are the shapes that the chart stands for.
    `tints` are the bars' own colours, `symbols` the shapes of dots; with `middle` bars stand about
    one middle, as a funnel's.
    `squeeze` draws what the page has from one place to another nearer to the first: a scale that
    has to hold more than the page's.
    """

    inner: Inner
    gap: int
    low: float
    high: float
    drawn: frozenset[int]
    tints: tuple[str, ...] = ()
    middle: bool = False
    below: int = -1
    squeeze: tuple[float, float, float] = (0.0, 0.0, 1.0)
    symbols: tuple[str, ...] = ()

    @property
    def cut(self) -> int:
        """The shapes before this one are below the chart, the others above it."""
        return self.below if self.below >= 0 else min(self.drawn)


def fit_of(node: Node, chart: Chart, plan: Plan, shapes: Sequence[Shape]) -> Fit | None:
    """Where the page has lying bars or a small line; None where that can't be told."""
    if chart.kind == "line":
        return _line(node, chart, plan, shapes) if plan.seen.height < _LOW else None
    return _lying(node, chart, shapes) if chart.kind in LYING else None


def _lying(node: Node, chart: Chart, shapes: Sequence[Shape]) -> Fit | None:
    colours = {series.colour.upper() for series in chart.series if series.colour}
    every = [(at, s) for at, s in enumerate(shapes) if is_bar(s, colours)]
    if len(chart.series) == 1 and tracks(chart, shapes) and len(chart.targets) == 1:
        found = _in_tracks(node, chart, shapes, every)
        if found is not None:
            return found
    alone = len(chart.series) == 1 and len(every) == len(chart.categories)
    if alone:
        return _apart(node, chart, every)
    bars = [(at, s) for at, s in every if s.fill in colours]
    most, tint = max(
        ((value or 0, series.colour.upper()) for series in chart.series for value in series.values),
        default=(0, ""),
    )
    own = [s.box for _, s in bars if s.fill == tint]
    tops = sorted({round(s.box[1], 1) for _, s in bars})
    if most <= 0 and len(chart.categories) == 1:
        return _on_track(node, chart, shapes)
    if not own or most <= 0 or len(tops) != len(chart.categories):
        return None
    per = max(right - left for left, _, right, _ in own) / most
    if not _on_one_scale(chart, bars, per):
        return None
    first = min(s.box[0] for _, s in bars)
    tall = own[0][3] - own[0][1]
    pitch = (tops[-1] - tops[0]) / (len(tops) - 1) if len(tops) > 1 else tall
    left, top, right, bottom = node.drawn
    top_of_plot = tops[0] - (pitch - tall) / 2
    inner = (
        (first - left) / (right - left),
        (top_of_plot - top) / (bottom - top),
        (right - first) / (right - left),
        pitch * len(tops) / (bottom - top),
    )
    if min(inner) < -0.2 or inner[1] + inner[3] > 1.2:
        return None
    scale = _scale(chart)
    high = (right - first) / per * scale
    gap = min(500, round((pitch - tall) / tall * 100))
    return Fit(inner, gap, 0.0, high, frozenset(at for at, _ in bars))


def _on_track(node: Node, chart: Chart, shapes: Sequence[Shape]) -> Fit | None:
    """The bar that is not there yet: it would stand in its track, on the scale of the ticks."""
    grounds = [shape.box for _, shape in tracks(chart, shapes)]
    ticks = sorted(
        (s.box[0] + s.box[2]) / 2
        for s in shapes
        if s.kind == "rect" and s.fill == style.INK and s.box[2] - s.box[0] < 3
    )
    most = max((value for _, value in chart.targets), default=0)
    if not grounds or len(ticks) != len(chart.targets) or most <= 0:
        return None
    first, above, end, below = grounds[0]
    left, top, right, bottom = node.drawn
    inner = (
        (first - left) / (right - left),
        (above - top) / (bottom - top),
        (end - first) / (right - left),
        (below - above) / (bottom - top),
    )
    high = (end - first) / ((ticks[-1] - first) / most) * _scale(chart)
    at = next(n for n, s in enumerate(shapes) if s.box == grounds[0])
    # The track stays below: nothing of the page is replaced, so what follows it is above.
    return Fit(inner, 0, 0.0, high, frozenset(), below=at + 1)


def tracks(chart: Chart, shapes: Sequence[Shape]) -> list[tuple[int, Shape]]:
    """The grounds that bars stand on, unless a series has that colour."""
    if any(series.colour.upper() == style.TRACK for series in chart.series):
        return []
    return [(n, s) for n, s in enumerate(shapes) if s.kind == "rect" and s.fill == style.TRACK]


def _in_tracks(
    node: Node, chart: Chart, shapes: Sequence[Shape], every: Sequence[tuple[int, Shape]]
) -> Fit | None:
    """Bars in a track each, whose end is the target."""
    found, most = tracks(chart, shapes), chart.targets[0][1]
    grounds = [shape.box for _, shape in found]
    values = [value or 0 for value in chart.series[0].values]
    first, top, end, under = grounds[0]
    even = all(abs(one[0] - first) < 0.5 and abs(one[2] - end) < 0.5 for one in grounds)
    if len(grounds) != len(values) or not even or most <= 0 or max(values) > most:
        return None
    bars = [(n, s) for n, s in every if s.box[2] - s.box[0] > 3 or s.fill != style.INK]
    wide = sorted(s.box[2] - s.box[0] for _, s in bars)
    drawn = sorted((end - first) * value / most for value in values if value)
    alike = zip(wide, drawn, strict=False)
    if len(wide) != len(drawn) or any(abs(a - b) > (end - first) / 90 for a, b in alike):
        return None
    tall = under - top
    pitch = (grounds[-1][1] - top) / (len(grounds) - 1) if len(grounds) > 1 else tall
    left, above, right, floor = node.drawn
    inner = (
        (first - left) / (right - left),
        (top - (pitch - tall) / 2 - above) / (floor - above),
        (end - first) / (right - left),
        pitch * len(grounds) / (floor - above),
    )
    if min(inner) < -0.2 or pitch <= 0:
        return None
    gap = min(500, max(0, round((pitch - tall) / tall * 100)))
    last = max(n for n, _ in found)
    below = -1 if bars else last + 1
    high, own = most * _scale(chart), frozenset(n for n, _ in bars)
    return Fit(inner, gap, 0.0, high, own, below=below)


def same(text: str, name: str) -> bool:
    """Whether a text is a name, whole or cut."""
    text = text.strip()
    return text == name or (text.endswith("…") and name.startswith(text[:-1]))


def is_bar(shape: Shape, tints: Collection[str] = ()) -> bool:
    """Whether a rectangle is one: no swatch, no rule, and no ground but in a series' colour."""
    left, top, right, bottom = shape.box
    swatch = abs((right - left) - (bottom - top)) < 0.5 and bottom - top < 9
    return (
        shape.kind == "rect"
        and (shape.fill not in GROUNDS or shape.fill in tints)
        and bottom - top > 3
        and not swatch
    )


def _on_one_scale(chart: Chart, bars: Sequence[tuple[int, Shape]], per: float) -> bool:
    """Whether every bar is as long as its value is large; a bar without a colour is of any."""
    for series in chart.series:
        wanted = [value * per for value in series.values if value]
        own = [s.box for _, s in bars if s.fill in ("", series.colour.upper())]
        wide = [right - left for left, _, right, _ in own]
        # The least that is drawn is a hair, also for nothing.
        wide = wide if len(wide) == len(wanted) else [one for one in wide if one > 1]
        if len(wide) != len(wanted):
            return False
        if any(abs(a - b) > max(1.5, 0.02 * b) for a, b in zip(wide, wanted, strict=True)):
            return False
    return True


def _apart(node: Node, chart: Chart, bars: Sequence[tuple[int, Shape]]) -> Fit | None:
    """One bar for each category, in order, each in its own colour."""
    places = [shape.box for _, shape in bars]
    tops = [top for _, top, _, _ in places]
    values = [value or 0 for value in chart.series[0].values]
    most = max(values)
    if tops != sorted(tops) or most <= 0:
        return None
    wide = max(right - left for left, _, right, _ in places)
    if not _on_one_scale(chart, [(n, s._replace(fill="")) for n, s in bars], wide / most):
        return None
    first = min(left for left, _, _, _ in places)
    middle = all(abs(left + right - 2 * first - wide) < 0.5 for left, _, right, _ in places)
    level = all(abs(left - first) < 0.5 for left, _, _, _ in places)
    if not (level or middle):
        return None
    tall = places[0][3] - places[0][1]
    pitch = (tops[-1] - tops[0]) / (len(tops) - 1) if len(tops) > 1 else tall
    left, top, right, bottom = node.drawn
    end = first + wide if not level else right
    inner = (
        (first - left) / (right - left),
        (tops[0] - (pitch - tall) / 2 - top) / (bottom - top),
        (end - first) / (right - left),
        pitch * len(tops) / (bottom - top),
    )
    if min(inner) < -0.2 or pitch <= 0:
        return None
    high = (end - first) / (wide / most) * _scale(chart)
    gap = min(500, max(0, round((pitch - tall) / tall * 100)))
    drawn = frozenset(at for at, _ in bars)
    tints = tuple(shape.fill for _, shape in bars)
    return Fit(inner, gap, 0.0, high, drawn, tints, not level)


def _scale(chart: Chart) -> float:
    """Major units for one of the page's."""
    return 1 / 10 ** decimals(chart.currency) if chart.currency else 1.0


def framed(fit: Fit, box: tuple[float, float, float, float]) -> tuple[Inner, Inner]:
    """The frame of a chart, large enough for its bars, and where these stand in it."""
    left, top, right, bottom = box
    wide, tall = right - left, bottom - top
    x, y = left + fit.inner[0] * wide, top + fit.inner[1] * tall
    end, floor = x + fit.inner[2] * wide, y + fit.inner[3] * tall
    frame = (min(left, x), min(top, y), max(right, end), max(bottom, floor))
    across, down = frame[2] - frame[0], frame[3] - frame[1]
    inner = (
        (x - frame[0]) / across, (y - frame[1]) / down, (end - x) / across, (floor - y) / down,
    )  # fmt: skip
    return frame, inner


def on_zero(node: Node, chart: Chart, plan: Plan, shapes: Sequence[Shape]) -> Plan:
    """A line's plan with its axis from nothing, where the page's begins there."""
    if chart.kind == "line" and plan.seen.height >= _LOW:
        found = _line(node, chart, plan, shapes)
        if found is not None and found.low <= 0:
            return plan._replace(low=0.0, high=None)
    return plan


def _line(node: Node, chart: Chart, plan: Plan, shapes: Sequence[Shape]) -> Fit | None:
    """A small line where the page has it, from its first point to its last."""
    pairs: list[tuple[float, float]] = []
    ends: list[tuple[float, float]] = []
    drawn: set[int] = set()
    for series, column in zip(chart.series, plan.columns, strict=False):
        values = [value for value in column.values if value is not None]
        tint = series.colour.upper()
        for at, shape in enumerate(shapes):
            own = shape.kind in ("path", "line") and shape.stroke == tint and not shape.dashed
            if own and len(shape.points) == len(values) == len(column.values) > 1:
                pairs += zip(values, (y for _, y in shape.points), strict=True)
                ends.append((shape.points[0][0], shape.points[-1][0]))
                drawn.add(at)
                break
    if not pairs or len(drawn) != len(chart.series) or len({round(x) for x, _ in ends}) > 1:
        return None
    (low, under), (high, over) = min(pairs), max(pairs)
    left, top, right, bottom = node.drawn
    first, last = ends[0]
    if last <= first:
        return None
    if high > low:
        per = (under - over) / (high - low)
        least, most = low - (bottom - under) / per, high + (over - top) / per
    else:
        share = (bottom - under) / (bottom - top) or 0.5
        reach = max(abs(high), 1.0)
        least, most = high - reach * share, high + reach * (1 - share)
    inner = ((first - left) / (right - left), 0.0, (last - first) / (right - left), 1.0)
    return Fit(inner, -1, least, most, frozenset(drawn))
