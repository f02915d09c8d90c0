"""Where a page has the dots of a chart, and how its scale is drawn when it has to hold more."""

from collections.abc import Sequence

from reports import style
from reports.sheet import CENTRE, Box
from reports.slides.chart import Plan
from reports.slides.fit import FIGURE, Fit, same
from reports.slides.shapes import Shape
from reports.structure import Chart, Node

_LEAST = 0.35  # of its length: what the page's scale may be drawn together to


def _symbol(shape: Shape) -> str:
    """The marker that a mark of status is: its shape says what its colour says."""
    if shape.kind == "ellipse":
        return "circle"
    return "triangle" if len(set(shape.points)) == 3 else "diamond"


def squeezed(fit: Fit, left: float, right: float) -> tuple[float, float]:
    """Where what the page has from `left` to `right` stands on the scale of the chart."""
    start, end, part = fit.squeeze
    if part == 1 or left < start - 20 or right > end + 20 or right - left > 0.9 * (end - start):
        return left, right
    middle = start + ((left + right) / 2 - start) * part
    half = (right - left) / 2 * (part if right - left > 12 else 1)
    return middle - half, middle + half


def _on_scale(
    node: Node, chart: Chart, plan: Plan, shapes: Sequence[Shape], texts: Sequence[Box]
) -> Fit | None:
    """Dots that are marks of their own kind: rows where their names are, a scale of its own."""
    rows = []
    for name in chart.categories:
        box = next((one for one in texts if same(one.text, name)), None)
        if box is None:
            return None
        rows.append((box.top + box.bottom) / 2)
    ticks = [box for box in texts if box.align == CENTRE and FIGURE.fullmatch(box.text)]
    if len(ticks) < 2 or len(chart.series) != 1:
        return None
    start, end = ((box.left + box.right) / 2 for box in (ticks[0], ticks[-1]))
    pitch = (rows[-1] - rows[0]) / (len(rows) - 1) if len(rows) > 1 else 19.0
    if end <= start or pitch <= 0:
        return None
    left, top, right, bottom = node.drawn
    inner = (
        (start - left) / (right - left),
        (rows[0] - pitch / 2 - top) / (bottom - top),
        (end - start) / (right - left),
        pitch * len(rows) / (bottom - top),
    )
    values = [value or 0 for value in plan.columns[0].values]
    last = float("".join(sign for sign in ticks[-1].text if sign.isdigit()) or 0) or 1.0
    high = max(last, max(values) * 1.03)
    if high * _LEAST > last:
        return None
    marks = [s for s in shapes if (s.kind in ("path", "ellipse")) and (s.fill or s.stroke)]
    tints, symbols = [], []
    for row in rows:
        near = [s for s in marks if abs((s.box[1] + s.box[3]) / 2 - row) < pitch / 2]
        tints.append((near[0].fill or near[0].stroke) if near else style.ACCENT)
        symbols.append(_symbol(near[0]) if near else "circle")
    own = frozenset(at for at, s in enumerate(shapes) if s in marks and s.box[2] - s.box[0] < 16)
    return Fit(
        inner,
        -1,
        0.0,
        high,
        own,
        tuple(tints),
        squeeze=(start, end, last / high),
        symbols=tuple(symbols),
        below=len(shapes),
    )


def dots_of(
    node: Node, chart: Chart, plan: Plan, shapes: Sequence[Shape], texts: Sequence[Box]
) -> Fit | None:
    """Where the page has the dots of a chart; None where that can't be told."""
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
            return _on_scale(node, chart, plan, shapes, texts)
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
    left, top, right, bottom = node.drawn
    start, end = x_low - 8, x_high + 8
    inner = (
        (start - left) / (right - left),
        (levels[0] - pitch / 2 - top) / (bottom - top),
        (end - start) / (right - left),
        pitch * count / (bottom - top),
    )
    return Fit(inner, -1, low - 8 / per, high + 8 / per, frozenset(drawn))
