"""What a page shows of a chart: enough to draw it as a native chart in the same place."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from models.money import decimals
from reports import style
from reports.sheet import END, Box
from reports.slides_chart import LYING, Plan, Seen, labelled
from reports.slides_chart_xml import Inner
from reports.slides_shapes import Shape
from reports.slides_text import KX, KY
from reports.structure import Chart, Node

_FIGURE = re.compile(r"[^\w]*[A-Z]{0,3}\W*[\d.,]+\s*[KMB%]?")
_LOW = 85.0  # points of height up to which a line is a small one, named at its ends
_GROUNDS = (style.WHITE, style.TRACK, style.PANEL, style.LINE)


class Fit(NamedTuple):
    """Where the bars stand in a chart's frame, so that all else of the page stays around them.

    `low` and `high` are the ends of its axis; `drawn` are the shapes that the chart stands for.
    `tints` are the bars' own colours; with `middle` they stand about one middle, as a funnel's.
    """

    inner: Inner
    gap: int
    low: float
    high: float
    drawn: frozenset[int]
    tints: tuple[str, ...] = ()
    middle: bool = False
    below: int = -1

    @property
    def cut(self) -> int:
        """The shapes before this one are below the chart, the others above it."""
        return self.below if self.below >= 0 else min(self.drawn)


def seen_of(
    node: Node, chart: Chart, shapes: Sequence[Shape], texts: Sequence[Box], told: frozenset[str]
) -> Seen:
    """What the page shows of a chart; `told` is all the text outside of it."""
    assert node.box is not None  # noqa: S101
    left, top, right, bottom = node.box
    ends: dict[float, int] = {}
    for box in texts:
        if box.align == END:
            key = round(box.right)
            ends[key] = ends.get(key, 0) + 1
    names = [series.name for series in chart.series if series.name]
    return Seen(
        texts=frozenset(box.text.strip() for box in texts if not _tick(box, ends)),
        width=(right - left) * KX,
        height=(bottom - top) * KY,
        colours=tuple(s.fill for s in shapes if s.kind == "rect" and s.fill not in _GROUNDS),
        notes=_notes(chart, texts),
        ticks=max(ends.values(), default=0) >= 3,
        told=all(any(text.startswith(name) for text in told) for name in names),
        down=_down(chart, shapes),
    )


def _down(chart: Chart, shapes: Sequence[Shape]) -> frozenset[int]:
    """The second of two series, where its columns begin at the floor of the first's and hang."""
    if chart.kind != "columns" or len(chart.series) != 2:
        return frozenset()
    up, down = (
        [s.box for s in shapes if _is_bar(s) and s.fill == series.colour.upper()]
        for series in chart.series
    )
    if not up or not down:
        return frozenset()
    floor = max(bottom for _, _, _, bottom in up)
    return frozenset({1}) if min(top for _, top, _, _ in down) >= floor - 0.5 else frozenset()


def _tick(box: Box, ends: dict[float, int]) -> bool:
    """Whether a text belongs to a scale at the side: three or more that end at one place."""
    return box.align == END and ends[round(box.right)] >= 3


def _notes(chart: Chart, texts: Sequence[Box]) -> tuple[str, ...]:
    """The line under each category's name; empty unless every category has one."""
    found = []
    for name in chart.categories:
        own = next((box for box in texts if name and _same(box.text, name)), None)
        if own is None:
            return ()
        middle = (own.left + own.right) / 2
        under = [
            box
            for box in texts
            if 0 < box.top - own.top < 14 and abs((box.left + box.right) / 2 - middle) < 3
        ]
        if not under:
            return ()
        found.append(under[0].text)
    return tuple(found)


def _same(text: str, name: str) -> bool:
    text = text.strip()
    return text == name or (text.endswith("…") and name.startswith(text[:-1]))


def is_drawn_so(chart: Chart, seen: Seen) -> bool:
    """Whether a page's picture is a plain chart: one whose words are its names and figures."""
    words = [text for text in seen.texts if any(sign.isalpha() for sign in text)]
    if not words:
        return True
    if any(_same(text, name) for text in words for name in chart.categories if name):
        return True
    return chart.kind in LYING or any(labelled(chart, series, seen) for series in chart.series)


def left_over(chart: Chart, seen: Seen, texts: Sequence[Box]) -> list[Box]:
    """The words of a chart that a native one does not say by itself: remarks, not figures."""
    names = (*chart.categories, *(s.name for s in chart.series), *(n for n, _ in chart.targets))
    return [
        box
        for box in texts
        if not _FIGURE.fullmatch(box.text.strip())
        and box.text not in seen.notes
        and not any(name and (_same(box.text, name) or box.text.startswith(name)) for name in names)
    ]


def fit_of(node: Node, chart: Chart, plan: Plan, shapes: Sequence[Shape]) -> Fit | None:
    """Where the page has the bars or dots of a lying chart; None where that can't be told."""
    if chart.kind == "dots":
        return _dots(node, chart, plan, shapes)
    if chart.kind == "line":
        return _line(node, chart, plan, shapes) if plan.seen.height < _LOW else None
    return _lying(node, chart, shapes) if chart.kind in LYING else None


def _lying(node: Node, chart: Chart, shapes: Sequence[Shape]) -> Fit | None:
    assert node.box is not None  # noqa: S101
    colours = {series.colour.upper() for series in chart.series if series.colour}
    every = [(at, s) for at, s in enumerate(shapes) if _is_bar(s)]
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
    first = min(s.box[0] for _, s in bars)
    tall = own[0][3] - own[0][1]
    pitch = (tops[-1] - tops[0]) / (len(tops) - 1) if len(tops) > 1 else tall
    left, top, right, bottom = node.box
    top_of_plot = tops[0] - (pitch - tall) / 2
    inner = (
        (first - left) / (right - left),
        (top_of_plot - top) / (bottom - top),
        (right - first) / (right - left),
        pitch * len(tops) / (bottom - top),
    )
    if min(inner) < -0.001 or inner[1] + inner[3] > 1.2:
        return None
    scale = _scale(chart)
    high = (right - first) / per * scale
    gap = min(500, round((pitch - tall) / tall * 100))
    return Fit(inner, gap, 0.0, high, frozenset(at for at, _ in bars))


def _on_track(node: Node, chart: Chart, shapes: Sequence[Shape]) -> Fit | None:
    """The bar that is not there yet: it would stand in its track, on the scale of the ticks."""
    assert node.box is not None  # noqa: S101
    tracks = [s.box for s in shapes if s.kind == "rect" and s.fill == style.TRACK]
    ticks = sorted(
        (s.box[0] + s.box[2]) / 2
        for s in shapes
        if s.kind == "rect" and s.fill == style.INK and s.box[2] - s.box[0] < 3
    )
    most = max((value for _, value in chart.targets), default=0)
    if not tracks or len(ticks) != len(chart.targets) or most <= 0:
        return None
    first, above, end, below = tracks[0]
    left, top, right, bottom = node.box
    inner = (
        (first - left) / (right - left),
        (above - top) / (bottom - top),
        (end - first) / (right - left),
        (below - above) / (bottom - top),
    )
    high = (end - first) / ((ticks[-1] - first) / most) * _scale(chart)
    at = next(n for n, s in enumerate(shapes) if s.box == tracks[0])
    # The track stays below: nothing of the page is replaced, so what follows it is above.
    return Fit(inner, 0, 0.0, high, frozenset(), below=at + 1)


def _is_bar(shape: Shape) -> bool:
    left, top, right, bottom = shape.box
    swatch = abs((right - left) - (bottom - top)) < 0.5 and bottom - top < 9
    return shape.kind == "rect" and shape.fill not in _GROUNDS and bottom - top > 3 and not swatch


def _apart(node: Node, chart: Chart, bars: Sequence[tuple[int, Shape]]) -> Fit | None:
    """One bar for each category, in order, each in its own colour."""
    assert node.box is not None  # noqa: S101
    places = [shape.box for _, shape in bars]
    tops = [top for _, top, _, _ in places]
    values = [value or 0 for value in chart.series[0].values]
    most = max(values)
    if tops != sorted(tops) or most <= 0:
        return None
    wide = max(right - left for left, _, right, _ in places)
    first = min(left for left, _, _, _ in places)
    middle = all(abs(left + right - 2 * first - wide) < 0.5 for left, _, right, _ in places)
    level = all(abs(left - first) < 0.5 for left, _, _, _ in places)
    if not (level or middle):
        return None
    tall = places[0][3] - places[0][1]
    pitch = (tops[-1] - tops[0]) / (len(tops) - 1) if len(tops) > 1 else tall
    left, top, right, bottom = node.box
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


def _line(node: Node, chart: Chart, plan: Plan, shapes: Sequence[Shape]) -> Fit | None:
    """A small line where the page has it, from its first point to its last."""
    assert node.box is not None  # noqa: S101
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
    left, top, right, bottom = node.box
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


def _dots(node: Node, chart: Chart, plan: Plan, shapes: Sequence[Shape]) -> Fit | None:
    assert node.box is not None  # noqa: S101
    pairs: list[tuple[float, float]] = []
    levels: dict[int, float] = {}
    drawn: set[int] = set()
    for series, column in zip(chart.series, plan.columns, strict=False):
        tint = series.colour.upper()
        own = [
            (at, s)
            for at, s in enumerate(shapes)
            if s.kind == "ellipse" and tint in (s.fill, s.stroke)
        ]
        rows = [(row, v) for row, v in enumerate(column.values) if v is not None]
        if len(own) != len(rows):
            return None
        for (at, shape), (row, value) in zip(own, rows, strict=True):
            left, top, right, bottom = shape.box
            pairs.append((value, (left + right) / 2))
            levels[row] = (top + bottom) / 2
            drawn.add(at)
    if not pairs:
        return None
    (low, x_low), (high, x_high) = min(pairs), max(pairs)
    count = len(chart.categories)
    if high <= low or len(levels) != count or count < 2 or x_high <= x_low:
        return None
    pitch = (levels[count - 1] - levels[0]) / (count - 1)
    per = (x_high - x_low) / (high - low)
    left, top, right, bottom = node.box
    start, end = x_low - 8, x_high + 8
    inner = (
        (start - left) / (right - left),
        (levels[0] - pitch / 2 - top) / (bottom - top),
        (end - start) / (right - left),
        pitch * count / (bottom - top),
    )
    return Fit(inner, -1, low - 8 / per, high + 8 / per, frozenset(drawn))
