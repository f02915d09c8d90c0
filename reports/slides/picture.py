"""What a page shows of a chart beside its bars: names, notes, scales and labels."""

from collections.abc import Sequence

from reports.sheet import END, Box
from reports.slides.chart import LYING, Seen, labelled
from reports.slides.fit import FIGURE, GROUNDS, is_bar, same, tracks
from reports.slides.shapes import Shape
from reports.slides.text import KX, KY
from reports.structure import Chart, Node


def seen_of(
    node: Node, chart: Chart, shapes: Sequence[Shape], texts: Sequence[Box], told: frozenset[str]
) -> Seen:
    """What the page shows of a chart; `told` is all the text outside of it."""
    left, top, right, bottom = node.drawn
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
        colours=tuple(s.fill for s in shapes if s.kind == "rect" and s.fill not in GROUNDS),
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
        [s.box for s in shapes if is_bar(s) and s.fill == series.colour.upper()]
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
    """What stands under each category's name; empty unless every category has something."""
    found = []
    for name in chart.categories:
        own = next((box for box in texts if name and same(box.text, name)), None)
        if own is None:
            return ()
        middle = (own.left + own.right) / 2
        under = [
            box
            for box in texts
            if 0 < box.top - own.top < 23 and abs((box.left + box.right) / 2 - middle) < 3
        ]
        if not under:
            return ()
        found.append("\n".join(box.text for box in sorted(under, key=lambda box: box.top)))
    return tuple(found)


def is_drawn_so(chart: Chart, seen: Seen, shapes: Sequence[Shape]) -> bool:
    """Whether a page's picture is a plain chart: one whose words are its names and figures.

    Bars on scales of their own, as those of the tiers are, are none, nor are dots far apart.
    """
    if chart.kind == "dots" or (chart.kind in LYING and tracks(chart, shapes)):
        return False
    words = [text for text in seen.texts if any(sign.isalpha() for sign in text)]
    if not words:
        return True
    if any(same(text, name) for text in words for name in chart.categories if name):
        return True
    return chart.kind in LYING or any(labelled(chart, series, seen) for series in chart.series)


def left_over(chart: Chart, seen: Seen, texts: Sequence[Box]) -> list[Box]:
    """The words of a chart that a native one does not say by itself: remarks, not figures."""
    names = (*chart.categories, *(s.name for s in chart.series), *(n for n, _ in chart.targets))
    notes = {line for note in seen.notes for line in note.split("\n")}
    return [
        box
        for box in texts
        if not FIGURE.fullmatch(box.text.strip())
        and box.text not in notes
        and not any(name and (same(box.text, name) or box.text.startswith(name)) for name in names)
    ]
