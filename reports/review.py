"""The review of all partners on three pages: who stands where, who moves, what most lack."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from models import portfolio_review_words as words
from models.portfolio_review import ADVICE, GAP, MET, Member, Review
from models.text import compact_money, counted, day_text, number
from reports import charts, style
from reports.blocks import Entry, entries, heading
from reports.charts_ladder import Dot, Lane, ladder, shapes
from reports.facts import digest
from reports.marks import ADVICE_MARK, GAP_MARK, MET_MARK, NONE_MARK
from reports.pack import ONE_AT_A_TIME
from reports.page import EDITION_TEXT, Head, Leaf, Pages, Section
from reports.sheet import END, Sheet
from reports.style import BOTTOM, MARGIN, RIGHT, column, span
from reports.table import Cell, Column, Drawn, Marked, Row, Table, Text
from reports.tiles import Tile, row
from reports.xmp import About

TITLE = "Portfolio review"
_BETWEEN = 22.0
_ABOVE, _LINE = 35.0, 20.8  # of a table of movers: its two headings, and a row
_ASIDE = column(8) + 8
_ASIDE_WIDTH = RIGHT - _ASIDE
_MAIN = span(8) - 8
_MARKS = {MET: MET_MARK, GAP: GAP_MARK, ADVICE: ADVICE_MARK}


class Reviewed(NamedTuple):
    """A finished review: how many pages, its whole id, the file."""

    pages: int
    review_id: str
    data: bytes


def build(found: Review, target: Path | BinaryIO) -> Reviewed:
    """Write the review to a path or an open binary file, the same bytes for the same figures.

    Writing is the caller's to make safe. Raises OSError where `target` can't be written.
    """
    made = render(found)
    if isinstance(target, Path):
        target.write_bytes(made.data)
    else:
        target.write(made.data)
    return made


def render(found: Review) -> Reviewed:
    review_id = digest(found)
    with ONE_AT_A_TIME:
        pages = drawn(found, review_id)
        return Reviewed(len(pages.leaves), review_id, pages.finish())


def drawn(found: Review, review_id: str) -> Pages:
    """The three pages, drawn and not yet written; where nobody takes part the first one says so."""
    terms = found.terms
    kept = f"portfolio {found.portfolio}" if found.portfolio else "the host’s records"
    partners = counted(len(found.members), "partner")
    head = Head(
        terms.program,
        TITLE,
        found.as_of,
        EDITION_TEXT["internal"],
        f"Review {review_id[:12]}, program version {terms.version}",
        f"Source: {kept}, {partners} that take part, as of {day_text(found.as_of)}."
        f" Money in {terms.currency}.",
        found.sample,
    )
    about = About(
        f"{terms.program}: {TITLE}, {day_text(found.as_of)}",
        f"{terms.program}, version {terms.version}; review {review_id}",
        found.as_of,
    )
    pages = Pages(head, about, review_id)
    _ladder(pages, found)
    if found.members:
        _movers(pages, found)
        _grid(pages, found)
    return pages


# Who stands where


def _ladder(pages: Pages, found: Review) -> None:
    leaf = pages.page(LADDER, words.ladder_title(found), words.ladder_support(found))
    sheet = leaf.sheet
    y = row(sheet, leaf.top, _tiles(found)) + 16
    heading(sheet, MARGIN, y, RIGHT - MARGIN, _ladder_name(found))
    shapes(sheet, RIGHT, y + 9)
    ladder(
        sheet,
        (MARGIN, y + 24, RIGHT - MARGIN, BOTTOM - y - 24),
        _lanes(found),
        _scale(found),
        found.terms.currency if found.terms.amount else "",
    )


def _ladder_name(found: Review) -> str:
    if found.terms.amount:
        return f"Each partner in the tier it holds, by {found.terms.tcv_label}"
    return (
        "Each partner in the tier it holds, by the share of the next tier’s criteria that it meets"
    )


def _tiles(found: Review) -> tuple[Tile, Tile, Tile, Tile]:
    terms = found.terms
    top = terms.tiers[0]
    held, before = found.held, found.before
    first = Tile(
        "Partners in the program",
        number(len(found.members)),
        f"{counted(found.outside, 'other')} do not take part"
        if found.outside
        else "Every partner on record takes part",
    )
    at_top = Tile(
        f"Hold {top.label}",
        number(held.get(top.key, 0)),
        f"{number(before.get(top.key, 0))} at the end of {found.as_of.year - 1}",
    )
    edge = Tile(
        "Would move today",
        number(len(found.rising) + len(found.falling)),
        f"{number(len(found.rising))} up, {number(len(found.falling))} down",
    )
    if not terms.amount:
        near = sum(len(member.gaps) == 1 for member in found.members)
        return first, at_top, edge, Tile("One criterion away", number(near), "from the next tier")
    total = Tile(
        terms.tcv_label,
        compact_money(found.total, terms.currency),
        f"{compact_money(found.pipeline, terms.currency)} of it open pipeline",
    )
    return first, total, at_top, edge


def _lanes(found: Review) -> list[Lane]:
    """A lane for each tier, the highest first; partners that hold none come last."""
    kinds = {member.id: "up" for member in found.rising}
    kinds.update((member.id, "down") for member in found.falling)
    lanes = []
    for key, label in [*((t.key, t.label) for t in found.terms.tiers), ("", "No tier")]:
        members = found.of(key)
        if not members and not key:
            continue
        count = found.before.get(key, 0)
        note = f"{number(len(members))} now, {number(count)} at the end of {found.as_of.year - 1}"
        dots = [Dot(m.name, _place(m, found), kinds.get(m.id, "same")) for m in members]
        lanes.append(Lane(label, note, dots))
    return lanes


def _place(member: Member, found: Review) -> float:
    if found.terms.amount:
        return float(member.total)
    required = [cell for cell in member.cells if cell.state in (MET, GAP)]
    return sum(cell.state == MET for cell in required) / len(required) if required else 0.0


def _scale(found: Review) -> list[tuple[str, float]]:
    amount = found.terms.amount
    if amount is None:
        return []
    return [
        (tier.label, float(int(amount.asks[tier.key].required)))
        for tier in found.terms.tiers
        if amount.asks[tier.key].obligation == "required"
    ]


# Who moves


def _movers(pages: Pages, found: Review) -> None:
    leaf = pages.page(MOVERS, words.movers_title(found), words.movers_support(found))
    sheet, y = leaf.sheet, leaf.top
    rising, falling = found.rising, found.falling
    # Each has half of the page, and what the other leaves.
    half = y + (BOTTOM - y) / 2
    bottom = max(half, BOTTOM - _tall(len(falling)) - _BETWEEN)
    title = "The records give more than is held"
    end = _moving(leaf, y, bottom, title, rising, "No partner’s records give more.", found)
    title = "The records give less than is held"
    nothing = "No partner’s records give less."
    _moving(leaf, end + _BETWEEN, BOTTOM, title, falling, nothing, found)
    moved = found.moved_most(14)
    if moved:
        _moved(leaf, y, moved, found)
    else:
        since = found.since
        line = (
            f"Nothing has moved since {day_text(since)}."
            if since
            else "An earlier day is kept with the first import or month end."
        )
        entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Moved most", [Entry(line)])


def _moving(
    leaf: Leaf,
    y: float,
    bottom: float,
    title: str,
    members: Sequence[Member],
    nothing: str,
    found: Review,
) -> float:
    sheet = leaf.sheet
    heading(sheet, MARGIN, y, _MAIN, title, counted(len(members), "partner") if members else "")
    if not members:
        sheet.text(MARGIN, y + 30, nothing, style.BODY.in_colour(style.SECOND))
        return y + 34
    columns = [
        Column("Partner", _MAIN - 354, type_=style.STRONG),
        Column("Holds", 68),
        Column("Records give", 74, type_=style.STRONG),
        Column("Lacks for the next tier", 212, type_=style.BODY.in_colour(style.SECOND)),
    ]
    room = int((bottom - y - _ABOVE) / _LINE)
    shown = members if len(members) <= room else members[: room - 1]
    rows: list[Row] = [
        [
            member.name,
            words.tier_label(member.held, found),
            words.tier_label(member.calculated, found),
            words.lacks(member, found),
        ]
        for member in shown
    ]
    _, end = Table(columns).draw(leaf, y + 20, rows)
    if len(shown) < len(members):
        more = f"and {number(len(members) - len(shown))} more"
        sheet.text(MARGIN, end + 12, more, style.NOTE)
        end += 16
    return end


def _tall(members: int) -> float:
    """How high a table of so many movers is."""
    return _ABOVE + _LINE * members if members else 34.0


def _moved(leaf: Leaf, y: float, moved: Sequence[Member], found: Review) -> None:
    sheet, since = leaf.sheet, found.since
    note = f"since {day_text(since)}" if since else ""
    heading(sheet, _ASIDE, y, _ASIDE_WIDTH, f"{found.terms.tcv_label} moved most", note)
    whole = max(abs(member.moved or 0) for member in moved)
    columns = [
        Column("Partner", _ASIDE_WIDTH - 112),
        Column("", 54),
        Column("Change", 58, END, style.STRONG),
    ]
    rows: list[Row] = [
        [member.name, Drawn(_change(member.moved or 0, whole)), words.moved_said(member, found)]
        for member in moved
    ]
    Table(columns, left=_ASIDE, pad=4.2).draw(leaf, y + 20, rows)


def _change(moved: int, whole: int) -> Callable[[Sheet, float, float, float, float], None]:
    """A bar from the middle: to the right what was gained, to the left what was lost."""

    def draw(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        middle, wide = x + width / 2, charts.share(abs(moved), whole) * width / 2
        left = middle if moved > 0 else middle - wide
        colour = style.WINS if moved > 0 else style.GAP
        sheet.rect(left, y + height / 2 - 3.4, max(wide, 0.8), 6.8, colour)
        sheet.rule(middle, y + 3, middle, y + height - 3, style.THIRD, 0.6)

    return draw


# What they lack


def _grid(pages: Pages, found: Review) -> None:
    leaf = pages.page(GRID, words.grid_title(found), words.grid_support(found))
    criteria = [c for c in found.terms.criteria if any(_asks(m, c.id) for m in found.members)]
    aside = 236.0
    main = RIGHT - MARGIN - aside - 22
    wide = min(24.0, (main - 190) / max(1, len(criteria)))
    columns = [
        Column("Partner", main - 62 - wide * len(criteria), type_=style.BODY),
        Column("Aims for", 62, type_=style.BODY.in_colour(style.SECOND)),
        *(Column(str(at), wide) for at in range(1, len(criteria) + 1)),
    ]
    nearest = found.nearest
    tall = BOTTOM - leaf.top - 28
    room = int(tall / 15.2)
    shown = nearest if len(nearest) <= room else nearest[: room - 1]
    pad = min(5.4, max(1.8, (tall / len(shown) - 11.6) / 2))
    rows = [_grid_row(member, [c.id for c in criteria], found) for member in shown]
    _, end = Table(columns, pad=pad).draw(leaf, leaf.top, rows)
    if len(shown) < len(nearest):
        more = f"and {number(len(nearest) - len(shown))} more, further from their next tier"
        leaf.sheet.text(MARGIN, end + 11, more, style.NOTE)
    leaf.source = "The numbers over the columns are those of the criteria at the right."
    _lacked(leaf, RIGHT - aside, aside, [c.id for c in criteria], found)


def _asks(member: Member, criterion: str) -> bool:
    return any(cell.criterion == criterion for cell in member.cells)


def _grid_row(member: Member, criteria: Sequence[str], found: Review) -> Row:
    states = {cell.criterion: cell.state for cell in member.cells}
    marks: list[Cell] = [Marked(_MARKS.get(states.get(key, ""), NONE_MARK)) for key in criteria]
    name = Text(member.name, style.STRONG if len(member.gaps) == 1 else style.BODY)
    return [name, words.tier_label(member.aim, found), *marks]


def _lacked(leaf: Leaf, x: float, width: float, criteria: Sequence[str], found: Review) -> None:
    sheet = leaf.sheet
    heading(sheet, x, leaf.top - 6, width, "What is lacked", "for the tier aimed for")
    counts = {lacked.criterion: len(lacked.partners) for lacked in found.lacked}
    whole = len(found.members)
    columns = [
        Column("", 18, type_=style.STRONG),
        Column("Criterion", width - 18 - 58 - 46, most=2),
        Column("", 58),
        Column("Lack it", 46, END, style.STRONG),
    ]

    def bar(count: int) -> Drawn:
        def draw(inner: Sheet, left: float, y: float, wide: float, height: float) -> None:
            part = charts.share(count, whole)
            charts.bar(inner, left, y + height / 2 - 3, wide - 4, 6, part, style.GAP)

        return Drawn(draw)

    rows: list[Row] = [
        [
            str(at),
            found.terms.criterion(key).label,
            bar(counts.get(key, 0)),
            words.lacked_said(found, counts.get(key, 0)) if counts.get(key) else "–",
        ]
        for at, key in enumerate(criteria, 1)
    ]
    Table(columns, left=x, pad=3).draw(leaf, leaf.top + 14, rows)


def _by_the_review(*_: object) -> None:
    """The three pages are drawn in one go, from the review and no partner's facts."""


LADDER = Section("ladder", "Tier ladder", _by_the_review)
MOVERS = Section("movers", "Movers", _by_the_review)
GRID = Section("grid", "Gaps", _by_the_review)
