"""Offerings, integration, roadmap: where each is to be had, what it sold, what is agreed."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from models.governance.voice import RoadmapItem
from models.text import compact_money, counted, day_text, listed, number
from reports import story, style
from reports.blocks import Entry, entries, heading
from reports.charts_capability import BULLET, Bullet, Item, Lane, bullets, year_strip
from reports.figures import Figures, Sum
from reports.figures_capability import (
    ABSENT,
    HERE,
    LATER,
    Reach,
    reaches,
    rising,
    targets_of,
    without_offering,
)
from reports.figures_pipeline import together
from reports.marks import (
    ABSENT_MARK,
    AGREED_MARK,
    GAP_MARK,
    HERE_MARK,
    LATER_MARK,
    MET_MARK,
    PENDING_MARK,
    mark,
)
from reports.page import Book, Leaf, Section
from reports.sheet import END, Sheet
from reports.style import BOTTOM, MARGIN, RIGHT, column, span
from reports.table import Cell, Column, Drawn, Group, Row, Table, Text

_MARKS = {HERE: HERE_MARK, LATER: LATER_MARK, ABSENT: ABSENT_MARK}
_WORDS = {HERE: "Yes", ABSENT: "No"}
_GROUND = {HERE: "#D9E6F4", LATER: "#EEF3F9", ABSENT: ""}
_COUNTS = ("offerings", "geographies", "integrations")
_SERVICES = {
    "consulting": "consulting and integration",
    "managed": "managed services",
    "both": "consulting and managed services",
    "none": "resale only",
}
_CELL = style.Type(style.BODY.weight, 7.4, 10)
_MOST_PLACES = 7
_DENSE = 20  # offerings, above which each has a line and no more
_NAME, _REACH, _SOLD, _OPEN = 172.0, 62.0, 78.0, 78.0
_NO_ROADMAP = "No roadmap of either side is recorded."


def draw(book: Book, figures: Figures) -> None:
    rows = reaches(figures)
    leaf = book.page(SECTION, _title(rows, figures), _support(rows, figures))
    leaf.source = "Offerings, places and integrations as recorded; sold is TCV of deals won."
    y = leaf.top
    if rows:
        again = partial(_again, book, leaf)
        leaf, y = _grid(leaf, y, rows, figures, again)
        y = _notes(leaf.sheet, y, rows, figures)
    if y > BOTTOM - 96:
        leaf = _again(book, leaf)
        y = leaf.top
    _below(leaf.sheet, y + 12, rows, figures)


def _again(book: Book, leaf: Leaf) -> Leaf:
    following = book.page(SECTION, leaf.title, "Continued.")
    following.source = leaf.source
    return following


def _title(rows: list[Reach], figures: Figures) -> str:
    places = len(figures.terms.geographies)
    standard = [one for one in rows if one.offering.standard]
    agreed = _agreed(figures)
    tail = f"{agreed} is agreed" if agreed.startswith("one ") else f"{agreed} are agreed"
    if not rows:
        return f"No offering is recorded; {tail}"
    if not standard:
        has = "offering is" if len(rows) == 1 else "offerings are"
        none = f"{story.word(len(rows), start=True)} {has} recorded, none of them standard"
        return f"{none}; {tail}"
    what = "One standard offering"
    if len(standard) > 1:
        what = f"The widest of {story.word(len(standard))} standard offerings"
    widest = max(one.here for one in standard)
    if not places:
        many = counted(len(standard), "standard offering")
        return f"{many} {'is' if len(standard) == 1 else 'are'} recorded; {tail}"
    where = (
        "is to be had nowhere yet"
        if not widest
        else "reaches every geography"
        if widest == places
        else f"reaches {story.word(widest)} of {story.word(places)} geographies"
    )
    return f"{what} {where}; {tail}"


def _agreed(figures: Figures) -> str:
    count = sum(one.agreed for one in figures.facts.file.integrations)
    return f"{story.word(count)} integration{'' if count == 1 else 's'}"


def _support(rows: list[Reach], figures: Figures) -> str:
    """What they sold and what is open in them."""
    if not rows:
        return ""
    won = together(one.won for one in rows)
    still = together(one.open for one in rows)
    if not won.deals and not still.deals:
        return "No deal on record names an offering, so none can be said to have sold."
    said = []
    for word, part in (("won", won), ("open", still)):
        amount = f", {compact_money(part.total, figures.currency)}" if part.total else ""
        said.append(f"{counted(part.deals, 'deal')} {word}{amount}")
    return f"In deals that name their offering: {'; '.join(said)}."


# The grid


def _grid(
    leaf: Leaf, y: float, rows: list[Reach], figures: Figures, again: partial[Leaf]
) -> tuple[Leaf, float]:
    every = figures.terms.geographies
    places = every if len(every) <= _MOST_PLACES else every[: _MOST_PLACES - 1]
    more = len(every) - len(places)
    columns_ = len(places) + bool(more)
    room = RIGHT - MARGIN - _NAME - _REACH - _SOLD - _OPEN - 8
    wide = room / columns_ if columns_ else 0.0
    name = _NAME if columns_ else _NAME + room
    y = _places(leaf.sheet, y, places, wide)
    dense = len(rows) > _DENSE
    columns = [
        Column("Offering", name, most=1 if dense else 2),
        *(Column(_short(leaf.sheet, place, wide), wide) for place in places),
        *([Column("Others", wide)] if more else []),
        Column("Reach", _REACH, type_=style.STRONG),
        Column("", 8),
        Column("Sold", _SOLD, END, style.STRONG),
        Column("Open", _OPEN, END),
    ]
    table = Table(columns, next_page=again, pad=_pad(len(rows)), bottom=BOTTOM - 12, balanced=True)
    told: list[Row] = []
    for standard, title in ((True, "Standard offerings"), (False, "Other offerings")):
        own = [one for one in rows if one.offering.standard == standard]
        if dense and own:
            told.append(Group(title, number(len(own))))
        told += [_row(one, len(places), more, dense, figures) for one in own]
    return table.draw(leaf, y, told)


def _pad(rows: int) -> float:
    """Few offerings have room; many stand closer."""
    return max(2.6, min(8.0, 40 / max(rows, 1)))


def _short(sheet: Sheet, place: str, width: float) -> str:
    """A place as the head of its column has it: in full, else by the initials of its words."""
    if sheet.width(place, style.HEAD) <= width - 6:
        return place
    words = [word for word in place.split() if word not in ("and", "of", "the", "&")]
    return "".join(word[:1] for word in words) if len(words) > 1 else place


def _places(sheet: Sheet, y: float, places: tuple[str, ...], wide: float) -> float:
    """A line that says what initials stand for; nothing where every name fits."""
    short = [
        f"{_short(sheet, place, wide)} is {place}"
        for place in places
        if _short(sheet, place, wide) != place
    ]
    if not short:
        return y
    sheet.text(RIGHT, y + 7, "; ".join(short), style.NOTE, align=END, width=RIGHT - MARGIN)
    return y + 14


def _row(one: Reach, shown: int, more: int, dense: bool, figures: Figures) -> Row:
    offering, currency = one.offering, figures.currency
    kind = "Standard" if offering.standard else "Not standard"
    services = _SERVICES.get(offering.services, "")
    under = f"{kind}; {services}" if services else kind
    if one.elsewhere:
        under = f"{kind}; also {listed(list(one.elsewhere[:3]))}"
    cells: list[Cell] = [
        Text(offering.name or "Unnamed offering", style.STRONG, "" if dense else under)
    ]
    cells += [_place(state, one) for state in one.cells[:shown]]
    if more:
        beyond = one.cells[shown:]
        cells.append(f"{len(beyond) - beyond.count(ABSENT)} of {more}")
    every = len(one.cells)
    reach = "Worldwide" if offering.worldwide else f"{every - one.cells.count(ABSENT)} of {every}"
    cells += [
        reach if every else "–",
        "",
        _sold(one.won, dense, currency),
        _sold(one.open, dense, currency),
    ]
    return cells


def _sold(sold: Sum, dense: bool, currency: str) -> Cell:
    if not sold.deals:
        return Text("–", style.BODY)
    under = "" if dense else counted(sold.deals, "deal")
    # Deals without a rate have no amount here, which is not an amount of nothing.
    return Text(compact_money(sold.total, currency) if sold.total else "–", None, under)


def _place(state: str, one: Reach) -> Cell:
    """One field of the grid: ground, shape and word."""
    begins = one.offering.available_from
    # The month: a whole date has no room in a narrow field, and stands on the strip below.
    later = day_text(begins).partition(" ")[2] if begins else "Later"
    words = _WORDS.get(state, later)

    def field(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        ground = _GROUND[state]
        if ground:
            sheet.rect(x - 3, y + 2, width + 5, height - 4.3, ground)
        middle = y + height / 2
        mark(sheet, _MARKS[state], x + 6, middle)
        type_ = _CELL.in_colour(style.SECOND) if state == ABSENT else _CELL
        sheet.text(x + 13, middle + 2.6, words, type_, width=width - 12)

    return Drawn(field)


def _notes(sheet: Sheet, y: float, rows: list[Reach], figures: Figures) -> float:
    """Deals won that name no offering: without them the column would look like the whole."""
    rest = without_offering(figures)
    if not rest.deals:
        return y
    verb = "names" if rest.deals == 1 else "name"
    amount = f" {compact_money(rest.total, figures.currency)}," if rest.total else ""
    words = f"{counted(rest.deals, 'deal')} won,{amount} {verb} no offering."
    words = words[:1].upper() + words[1:]
    sheet.text(RIGHT, y + 12, words, style.NOTE, align=END, width=RIGHT - MARGIN)
    return y + 14


# Below: what is integrated, what comes, and the roadmaps


def _below(sheet: Sheet, y: float, rows: list[Reach], figures: Figures) -> None:
    coming = [
        Item(one.offering.available_from, one.offering.name or "Unnamed offering")
        for one in rows
        if one.offering.available_from and one.offering.available_from > figures.facts.as_of
    ]
    left, width = MARGIN, span(5)
    lines = [
        Entry(
            one.product or "Unnamed product",
            "Agreed" if one.agreed else "Not agreed yet",
            one.kind.capitalize(),
            AGREED_MARK if one.agreed else PENDING_MARK,
        )
        for one in sorted(figures.facts.file.integrations, key=lambda one: not one.agreed)
    ] or [Entry("No integration is recorded.")]
    note = "with products of the host"
    entries(sheet, left, y, width, "Integrations", lines, note, most=1)
    x, width = column(5), span(7)
    top = _against(sheet, x, y, width, figures)
    if top > BOTTOM - 32:
        return
    top = heading(sheet, x, top, width, "Roadmaps and what comes")
    items, as_of = figures.facts.background.roadmap, figures.facts.as_of
    if items:
        top = _roadmap(sheet, x, top + 5, width, items, as_of)
    if coming and top + 70 < BOTTOM:
        top = year_strip(sheet, x, top + 4, width, as_of, [Lane("Offerings", coming)])
    if not items:
        sheet.text(x, top + 13, _NO_ROADMAP, style.NOTE, width=width)


def _roadmap(
    sheet: Sheet, x: float, y: float, width: float, items: Sequence[RoadmapItem], as_of: date
) -> float:
    """Both lanes as far as there is room, and under them what does not fit together."""
    # Loaded where there is a roadmap: a pack without one is not kept waiting for it.
    from models.governance.roadmap import outside, warnings
    from models.governance.roadmap import span as span_of
    from reports.charts_roadmap import lanes_height, two_lanes

    room = BOTTOM - y - 12
    kept = list(items)
    while kept and lanes_height(sheet, width, kept, as_of) > room:
        kept.pop()  # by day: the latest gives way
    y = two_lanes(sheet, x, y, width, kept, as_of)
    beyond = len(outside(items, span_of(as_of))) + len(items) - len(kept)
    for words in (
        *warnings(items, as_of)[:2],
        *(
            [f"{counted(beyond, 'more item')} without a day or beyond these quarters."]
            * bool(beyond)
        ),
    ):
        if y + 12 <= BOTTOM:
            y += 11
            sheet.text(x, y, words[:1].upper() + words[1:], style.NOTE, width=width)
    return y + 4


def _against(sheet: Sheet, x: float, y: float, width: float, figures: Figures) -> float:
    """What counts of all this, against what each tier asks for."""
    tiers, rows = list(figures.tiers), []
    for criterion in figures.criteria:
        if criterion.counts not in _COUNTS or criterion.kind != "count":
            continue
        asks = {tier.key: asked for tier, asked in targets_of(criterion, figures)}
        row = figures.row(criterion.id, figures.target.key)
        asked = asks.get(figures.target.key, 0)
        if not asks:
            continue
        have = number(int(row.actual))
        said = f"{have}, asked {number(asked)}" if asked else have
        rows.append(
            Bullet(
                criterion.label, int(row.actual), rising([asks.get(t.key, 0) for t in tiers]),
                tiers.index(figures.target), said,
                (MET_MARK if row.met else GAP_MARK) if asked else "",
            )
        )  # fmt: skip
    if not rows or y + 40 + BULLET * len(rows) > BOTTOM:
        return y
    note = f"Strong tick = {figures.target.label}"
    y = heading(sheet, x, y, width, "Against what each tier asks", note) + 6
    return bullets(sheet, x, y, width, rows, [tier.label for tier in tiers]) + 16


def _nothing(figures: Figures) -> str:
    file = figures.facts.file
    if file.offerings or file.integrations:
        return ""
    return "No offering and no integration is recorded."


SECTION = Section("offerings", "Offerings, integration, roadmap", draw, _nothing)
