"""Every figure of a pack as a table: one line a figure, with its unit, day and source."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from models.money import decimals
from models.program.decision import Criterion
from models.text import NONE, money, yes_no
from reports.figures import COUNTED, NOT_COUNTED, Figures
from reports.structure import Chart, Node, rows_of

if TYPE_CHECKING:
    from reports.page import Book

COLUMNS = ("Section", "Page", "Figure", "Name", "Value", "Unit", "As of", "Source")
_DECISION = "Decision"
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_NOTHING = ("", NONE)
# What a spreadsheet would run as a formula; a plain number with its sign is none.
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


def to_csv(book: "Book", figures: Figures) -> bytes:
    """What the decision says, then every chart and table of the pages in their order.

    The same bytes for the same pages; spreadsheets find out by its first bytes that it is UTF-8.
    """
    lines = _Lines(figures.facts.as_of.isoformat())
    _decision(lines, figures, book.head.source)
    _drawn(lines, book, figures)
    return b"\xef\xbb\xbf" + "\r\n".join([*lines.texts, ""]).encode()


class _Lines:
    """The lines so far; `begin` says what the figures that are added next belong to."""

    def __init__(self, day: str) -> None:
        self.texts = [",".join(COLUMNS)]
        self._day = day
        self._begin = ""

    def begin(self, section: str, page: str, figure: str) -> None:
        """A section, its page where it has one, and what the figures are about."""
        self._begin = f"{_cell(section)},{page},{_cell(figure)}"

    def add(self, name: str, value: str, unit: str = "", source: str = "") -> None:
        said = _cell(source) if source else ""
        self.texts.append(f"{self._begin},{_cell(name)},{_cell(value)},{unit},{self._day},{said}")


def _cell(text: str) -> str:
    """A text as a cell holds it: quoted where it has to be, and never run."""
    if text[:1] in _RUNS and not _NUMBER.fullmatch(text):
        text = f"'{text}"
    if "," in text or '"' in text:
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


def _amount(minor: float, currency: str) -> str:
    """An amount of minor units as a plain number: "1234.50"."""
    places, whole = decimals(currency), round(minor)
    digits = f"{abs(whole):0{places + 1}d}"
    sign = "-" if whole < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


# What the decision says


def _decision(lines: _Lines, figures: Figures, source: str) -> None:
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
    lines.begin(_DECISION, "", "Standing")
    for name, value in said:
        lines.add(name, value)
    for bucket in (*COUNTED, *NOT_COUNTED):
        total = figures.sums[bucket]
        if total.deals:
            lines.begin(_DECISION, "", _BUCKETS.get(bucket, bucket))
            lines.add("Deals", str(total.deals))
            for name, minor in (
                ("Partner portion", total.partner),
                ("Services portion", total.services),
                ("Total", total.total),
            ):
                lines.add(name, _amount(minor, currency), currency)
    found: set[str] = set()
    for row in decision.criteria:
        lines.begin(_DECISION, "", terms.criterion(row.id).label)
        tier = labels.get(row.tier, row.tier)
        if row.id not in found:
            found.add(row.id)
            lines.add("Found", *_asked(row, row.actual, figures), row.clause)
        if row.obligation != "not_required":
            asked = _asked(row, row.required, figures)
            lines.add(f"{tier}: {row.obligation}", *asked, row.clause)
            lines.add(f"{tier}: met", yes_no(row.met), "", row.clause)


def _asked(row: Criterion, value: int | bool, figures: Figures) -> tuple[str, str]:
    """What a criterion asks for or finds, in its own kind, and its unit."""
    kind = figures.terms.criterion(row.id).kind
    if kind == "money":
        return _amount(value, figures.currency), figures.currency
    return (yes_no(bool(value)) if kind == "yes_no" else str(int(value))), ""


# What the pages draw


def _drawn(lines: _Lines, book: "Book", figures: Figures) -> None:
    facts = figures.facts
    lead = money(0, facts.currency).rstrip("0.,")
    for number, leaf in enumerate(book.leaves, 1):
        said: dict[int, list[str]] = {}
        for box in leaf.sheet.boxes:
            said.setdefault(id(box.node), []).append(box.text)
        ends = [*(one.start for one in leaf.shared), len(leaf.sheet.root)]
        for one, end in zip(leaf.all, ends, strict=True):
            name = one.section.called(facts)
            page = _Page(lines, name, str(number), said, facts.currency, lead)
            page.read(leaf.sheet.root[one.start : end], one.title)


class _Page(NamedTuple):
    """One page on its way into the lines; `said` are the texts of its parts."""

    into: _Lines
    section: str
    number: str
    said: Mapping[int, list[str]]
    currency: str
    lead: str

    def read(self, said: Sequence[Node], heading: str) -> None:
        for node in _parts(said):
            if node.kind in ("H2", "H3"):
                heading = self.text(node) or heading
            elif node.kind == "Table":
                self.into.begin(self.section, self.number, heading)
                self.table(node)
            elif node.data is not None:
                self.into.begin(self.section, self.number, heading)
                self.chart(node.data)

    def chart(self, chart: Chart) -> None:
        for series in (*chart.series, *chart.levels):
            for category, value in zip(chart.categories, series.values, strict=True):
                if value is not None:
                    self.figure(chart, _joined(series.name, category), value)
        for name, value in chart.targets:
            self.figure(chart, _joined("Target", name), value)

    def figure(self, chart: Chart, name: str, value: float) -> None:
        text = _amount(value, chart.currency) if chart.currency else f"{value:g}"
        self.into.add(name or "Value", text, chart.currency)

    def table(self, table: Node) -> None:
        head, *rows = rows_of(table)
        columns = [self.text(cell) for cell in _cells(head)]
        clause = columns.index("Clause") if "Clause" in columns else -1
        group = ""
        for row in rows:
            cells = _cells(row)
            texts = [self.text(cell) for cell in cells]
            if cells and cells[0].scope == "Group":
                group = self.said.get(id(cells[0]), [""])[0]
                if any(texts[1:]):
                    self.into.add(group, *self.value(texts[-1]))
                continue
            first = next((at for at, text in enumerate(texts) if text), len(texts))
            source = texts[clause] if 0 <= clause < len(texts) else ""
            about = _joined(group, texts[first]) if first < len(texts) else group
            for at in range(first + 1, min(len(columns), len(texts))):
                text = texts[at]
                if text not in _NOTHING and at != clause:
                    name = f"{about}: {columns[at]}" if columns[at] else about
                    self.into.add(name, *self.value(text), source)

    def value(self, text: str) -> tuple[str, str]:
        """A cell as a figure with its unit: amounts and counts as plain numbers, else as shown."""
        if text[-1:].isdigit():
            bare, unit = text, ""
            if self.lead and self.lead in text[: len(self.lead) + 1]:
                bare, unit = text.replace(self.lead, "", 1), self.currency
            if _NUMBER.fullmatch(bare):
                return bare.replace(",", ""), unit
        return text, ""

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


def _joined(first: str, second: str) -> str:
    return f"{first}: {second}" if first and second else first or second


def _parts(nodes: "Sequence[Node | object]") -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Node):
            yield node
            if node.kind != "Table":
                yield from _parts(node.kids)


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.kids if isinstance(cell, Node)]
