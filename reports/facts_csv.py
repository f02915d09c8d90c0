"""Every figure of a pack as a table: one line a figure, with its unit, day and source."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from models.money import decimals
from models.program.decision import Criterion
from models.text import NONE, money, yes_no
from reports.figures import COUNTED, NOT_COUNTED, Figures
from reports.sheet import Sheet
from reports.structure import Chart, Node, rows_of

if TYPE_CHECKING:
    from reports.page import Book

COLUMNS = ("Section", "Page", "Figure", "Name", "Value", "Unit", "As of", "Source")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
# What a spreadsheet would run as a formula; a plain number with its sign is none.
_NOTHING = ("", NONE)
_RUNS = frozenset("=+-@\t\r")
_BUCKETS = {
    "wins": "Wins",
    "losses": "Losses",
    "pipeline": "Open pipeline in the window",
    "out_of_window": "Open, outside the window",
    "closed_this_year": "Closed this year so far",
    "closed_later": "Closed after this day",
    "earlier": "Closed before the days that count",
    "undated": "Without a close date",
    "unqualified": "Not qualified",
    "no_rate": "In a currency without a rate",
    "losses_apart": "Losses, left out",
    "without_services": "Without a services portion, left out",
}


class Line(NamedTuple):
    """One figure. `page` is "" for what the decision says, wherever the pages say it."""

    section: str
    page: str
    figure: str
    name: str
    value: str
    unit: str = ""
    source: str = ""


def to_csv(book: "Book", figures: Figures) -> bytes:
    """What the decision says, then every chart and table of the pages in their order.

    The same bytes for the same pages; spreadsheets find out by its first bytes that it is UTF-8.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    day = figures.facts.as_of.isoformat()
    for lines in (_decision(figures, book.head.source), _drawn(book, figures)):
        for section, page, figure, name, value, unit, source in lines:
            safe = map(_safe, (section, page, figure, name, value, unit))
            writer.writerow((*safe, day, _safe(source)))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _safe(text: str) -> str:
    return f"'{text}" if text[:1] in _RUNS and not _NUMBER.fullmatch(text) else text


def _amount(minor: float, currency: str) -> str:
    """An amount of minor units as a plain number: "1234.50"."""
    places, whole = decimals(currency), round(minor)
    digits = f"{abs(whole):0{places + 1}d}"
    sign = "-" if whole < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


# What the decision says


def _decision(figures: Figures, source: str) -> Iterator[Line]:
    decision, terms, currency = figures.decision, figures.terms, figures.currency
    labels = {tier.key: tier.label for tier in terms.tiers}
    said = (
        ("Partner", decision.partner),
        ("Program", decision.program),
        ("Program version", decision.version),
        ("Edition", figures.facts.edition),
        ("Participation", decision.participation),
        ("Calculated tier", labels.get(decision.calculated_tier, decision.calculated_tier)),
        ("Granted tier", labels.get(decision.granted_tier or "", decision.granted_tier or "")),
        ("Prerequisites as of", decision.prerequisites_as_of.isoformat()),
        ("Source", source),
    )
    for name, value in said:
        yield Line("Decision", "", "Standing", name, value)
    for bucket in (*COUNTED, *NOT_COUNTED):
        total = figures.sums[bucket]
        if total.deals:
            part = _BUCKETS.get(bucket, bucket)
            yield Line("Decision", "", part, "Deals", str(total.deals))
            for name, minor in (
                ("Partner portion", total.partner),
                ("Services portion", total.services),
                ("Total", total.total),
            ):
                yield Line("Decision", "", part, name, _amount(minor, currency), currency)
    yield from _criteria(figures, labels)


def _criteria(figures: Figures, labels: Mapping[str, str]) -> Iterator[Line]:
    found: set[str] = set()
    for row in figures.decision.criteria:
        criterion = figures.terms.criterion(row.id)

        tier, label = labels.get(row.tier, row.tier), criterion.label
        if row.id not in found:
            found.add(row.id)
            yield _asked(row, "Found", row.actual, figures)
        if row.obligation != "not_required":
            yield _asked(row, f"{tier}, {row.obligation}", row.required, figures)
            met = yes_no(row.met)
            yield Line("Decision", "", label, f"{tier}, met", met, "", row.clause)


def _asked(row: Criterion, name: str, value: int | bool, figures: Figures) -> Line:
    """What a criterion asks for or finds, in its own kind."""
    criterion = figures.terms.criterion(row.id)
    text, unit = str(int(value)), ""
    if criterion.kind == "money":
        text, unit = _amount(value, figures.currency), figures.currency
    elif criterion.kind == "yes_no":
        text = yes_no(bool(value))
    return Line("Decision", "", criterion.label, name, text, unit, row.clause)


# What the pages draw


def _drawn(book: "Book", figures: Figures) -> Iterator[Line]:
    facts = figures.facts
    lead = money(0, facts.currency).rstrip("0.,")
    for number, leaf in enumerate(book.leaves, 1):
        said: dict[int, list[str]] = {}
        for box in leaf.sheet.boxes:
            said.setdefault(id(box.node), []).append(box.text)
        called = leaf.section.called(facts)
        page = _Page(called, str(number), leaf.title, said, facts.currency, lead)
        yield from page.lines(leaf.sheet)


class _Page(NamedTuple):
    section: str
    number: str
    title: str
    said: Mapping[int, list[str]]
    currency: str
    lead: str

    def lines(self, sheet: Sheet) -> Iterator[Line]:
        heading = self.title
        for node in _parts(sheet.root):
            if node.kind in ("H2", "H3"):
                heading = self.text(node) or heading
            elif node.kind == "Table":
                yield from self.table(node, heading)
            elif node.data is not None:
                yield from self.chart(node.data, heading)

    def chart(self, chart: Chart, heading: str) -> Iterator[Line]:
        for series in (*chart.series, *chart.levels):
            for category, value in zip(chart.categories, series.values, strict=True):
                if value is not None:
                    name = ", ".join(filter(None, (series.name, category)))
                    yield self.figure(chart, heading, name, value)
        for name, value in chart.targets:
            yield self.figure(chart, heading, f"Target, {name}", value)

    def figure(self, chart: Chart, heading: str, name: str, value: float) -> Line:
        text = _amount(value, chart.currency) if chart.currency else f"{value:g}"
        return Line(self.section, self.number, heading, name, text, chart.currency)

    def table(self, table: Node, heading: str) -> Iterator[Line]:
        head, *rows = rows_of(table)
        columns = [self.text(cell) for cell in _cells(head)]
        clause = columns.index("Clause") if "Clause" in columns else -1
        group = ""
        for row in rows:
            cells = list(_cells(row))
            texts = [self.text(cell) for cell in cells]
            if cells and cells[0].scope == "Group":
                group = self.said.get(id(cells[0]), [""])[0]
                if any(texts[1:]):
                    yield self.cell(heading, group, texts[-1])
                continue
            first = next((at for at, text in enumerate(texts) if text), len(texts))
            source = texts[clause] if 0 <= clause < len(texts) else ""
            for at in range(first + 1, min(len(columns), len(texts))):
                if texts[at] not in _NOTHING and at != clause:
                    name = ", ".join(filter(None, (group, texts[first], columns[at])))
                    yield self.cell(heading, name, texts[at], source)

    def cell(self, heading: str, name: str, text: str, source: str = "") -> Line:
        """A cell as a figure: an amount and a count as plain numbers, all else as it is shown."""
        bare, unit = text, ""
        if self.lead and self.lead in text[: len(self.lead) + 1]:
            bare, unit = text.replace(self.lead, "", 1), self.currency
        if _NUMBER.fullmatch(bare):
            text = bare.replace(",", "")
        else:
            unit = ""
        return Line(self.section, self.number, heading, name, text, unit, source)

    def text(self, node: Node) -> str:
        """What a part says: its text, whole where the page cuts it, or its picture's words."""
        if node.whole:
            return node.whole
        if texts := self.said.get(id(node)):
            return texts[0] if len(texts) == 1 else " ".join(text.strip() for text in texts)
        return " ".join(
            kid.alt or self.text(kid)
            for kid in node.kids
            if isinstance(kid, Node) and kid.kind != "Link"
        )


def _parts(nodes: "Sequence[Node | object]") -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Node):
            yield node
            if node.kind != "Table":
                yield from _parts(node.kids)


def _cells(row: Node) -> Iterator[Node]:
    return (cell for cell in row.kids if isinstance(cell, Node))
