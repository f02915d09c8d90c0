"""What a chart shows, in words to be read aloud: each figure, or its course where they are many."""

import re
from collections.abc import Sequence
from datetime import date

from models.money import decimals
from models.text import count_word, listed, month_text
from reports.structure import Chart, Series

_MOST = 16  # figures that are said one by one
_SCALES = ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
_CURRENCIES = {
    "USD": "US dollars",
    "EUR": "euros",
    "GBP": "pounds sterling",
    "JPY": "yen",
    "CHF": "Swiss francs",
}
_QUARTER = re.compile(r"\bQ([1-4])\b(?: (\d{4}))?")
_ORDER = ("first", "second", "third", "fourth")


def said(chart: Chart, what: str) -> str:
    """`what` the chart is, its figures by name, then what they are held against."""
    count = sum(len(series.values) for series in (*chart.series, *chart.levels))
    tell = _each if count <= _MOST else _course
    rows = [f"{_head(series)}{tell(chart, series)}" for series in chart.series]
    words = f"{what}: {'; '.join(row for row in rows if row)}."
    for level in chart.levels:
        words = f"{words} {level.name or 'Target'}: {tell(chart, level)}."
    if chart.targets:
        marks = [f"{name} with {value_said(chart, value)}" for name, value in chart.targets]
        words = f"{words} Held against {listed(marks)}."
    return words


def value_said(chart: Chart, value: float | None) -> str:
    """A figure of a chart in words."""
    return "nothing known" if value is None else amount_said(value, chart.currency)


def amount_said(value: float, currency: str = "") -> str:
    """A figure in words: "3.2 million US dollars", cut off and not rounded up, "four", "12"."""
    if not currency:
        whole = float(value).is_integer()
        return count_word(int(value)) if whole and value >= 0 else f"{value:g}"
    name = _CURRENCIES.get(currency, currency)
    units = abs(round(value)) // 10 ** decimals(currency)
    minus = "minus " if value < 0 else ""
    for size, word in _SCALES:
        if units >= size:
            tenths = units * 10 // size
            return f"{minus}{tenths // 10:,}.{tenths % 10} {word} {name}"
    return f"{minus}{units} {name}"


def day_said(day: date) -> str:
    """A day in words: "3 March 2026"."""
    return f"{day.day} {month_text(day)}"


def _head(series: Series) -> str:
    return f"{series.name}: " if series.name else ""


def _named(category: str) -> str:
    """A category as it is said: a quarter by its place in the year."""
    return _QUARTER.sub(_quarter, category)


def _quarter(found: "re.Match[str]") -> str:
    year = f" of {found[2]}" if found[2] else ""
    return f"{_ORDER[int(found[1]) - 1]} quarter{year}"


def _each(chart: Chart, series: Series) -> str:
    pairs = zip(chart.categories, series.values, strict=True)
    return ", ".join(
        f"{_named(name)} with {value_said(chart, value)}" if name else value_said(chart, value)
        for name, value in pairs
    )


def _course(chart: Chart, series: Series) -> str:
    """Where it begins and ends, and its highest and lowest figure with their places."""
    known = _known(chart.categories, series.values)
    if not known:
        return "nothing known"
    spots = [
        ("begins with", known[0]),
        ("ends with", known[-1]),
        ("is highest with", max(known, key=_figure)),
        ("is lowest with", min(known, key=_figure)),
    ]
    return ", ".join(
        f"{words} {value_said(chart, value)} at {_named(name)}" for words, (name, value) in spots
    )


def _known(names: Sequence[str], values: Sequence[float | None]) -> list[tuple[str, float]]:
    pairs = zip(names, values, strict=True)
    return [(name, value) for name, value in pairs if value is not None]


def _figure(pair: tuple[str, float]) -> float:
    return pair[1]
