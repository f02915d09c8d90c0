"""Every deal on record, by the part of the total it belongs to, with its reason."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import takewhile

from models.background import OmissionCase
from models.partner_file import CountedDeal
from models.text import counted, maybe_day, money, money_said
from reports import style
from reports.blocks import heading
from reports.faces import REGULAR, SEMIBOLD
from reports.figures import COUNTED, NOT_COUNTED, Figures
from reports.page import Book, Leaf, Section
from reports.sheet import END, Sheet
from reports.story_pipeline import OMISSIONS, omissions_title
from reports.style import BOTTOM, MARGIN, RIGHT, Type
from reports.table import Cell, Column, Group, Row, Table, Text

_SMALL = Type(REGULAR, 7.6, 10)
_QUIET = _SMALL.in_colour(style.SECOND)
_AMOUNT = Type(SEMIBOLD, 7.6, 10)
_ID = 60  # points of the column
_WINDOW = " the window"  # its days stand among the definitions
_TAILS = (0.6, 0.8, 0.4, 1.0, 0.2)  # shares of an id's room that its end may get
_NAMES = {
    "wins": "Wins",
    "losses": "Losses",
    "pipeline": "Pipeline in the window",
    "out_of_window": "Open, outside the window",
    "closed_this_year": "Closed this year so far",
    "closed_later": "Closed after this day",
    "earlier": "Closed before the days that count",
    "undated": "Without a close date",
    "unqualified": "Not qualified",
    "no_rate": "In a currency without a rate",
    "losses_apart": "Losses, which this version leaves out",
    "without_services": "Without a services portion, which this version leaves out",
}


def draw(book: Book, figures: Figures) -> None:
    title, support = _title(figures), "Largest first in each part; the sums are those of the pack."

    def more() -> Leaf:
        return book.page(SECTION, title, support)

    leaf = more()
    y = _deals(leaf, more, figures) if figures.facts.file.deals else (leaf, leaf.top)
    _omissions(*y, book, figures)


def _deals(leaf: Leaf, more: Callable[[], Leaf], figures: Figures) -> tuple[Leaf, float]:
    columns = [
        Column("Deal", 190, type_=_SMALL),
        Column("Customer", 124, type_=_QUIET),
        Column("Id", _ID, type_=_QUIET),
        Column("Close", 53, type_=_QUIET),
        Column("Why it counts or not", RIGHT - MARGIN - 190 - 124 - _ID - 53 - 204, type_=_QUIET),
        Column("Partner portion", 64, END, _SMALL),
        Column("Services portion", 66, END, _SMALL),
        Column("TCV", 74, END, _AMOUNT),
    ]
    ids = _told_apart((deal.deal.deal_id for deal in _all(figures)), leaf.sheet)
    table = Table(columns, next_page=more, pad=2.5, balanced=True)
    leaf, y = table.draw(leaf, leaf.top, _rows(figures, ids))
    return leaf, y + 20


def _omissions(leaf: Leaf, y: float, book: Book, figures: Figures) -> None:
    """What the partner says is missing, and what was decided (C101); ours adds by whom and why."""
    cases = figures.facts.background.omissions
    if not cases:
        return
    title = omissions_title(cases)

    def more() -> Leaf:
        return book.page(SECTION, title, "What the partner says our records lack.")

    if BOTTOM - y < 84:
        leaf = more()
        y = leaf.top
    heading(leaf.sheet, MARGIN, y, RIGHT - MARGIN, "Omission cases", title)
    internal = figures.facts.internal
    rest = RIGHT - MARGIN - 132 - 92 - 86 - 58 - 84 - 58
    columns = [
        Column("Deal", 132, type_=_SMALL),
        Column("Customer", 92, type_=_QUIET),
        Column("Flagged", 58, type_=_QUIET),
        Column("Decision", 84, type_=_AMOUNT),
        Column("Decided", 58, type_=_QUIET),
        Column("Reason", rest * (0.5 if internal else 1), type_=_SMALL, most=4),
    ]
    if internal:
        columns.append(Column("Flagged for", rest * 0.5, type_=_QUIET, most=4))
    columns.append(Column("TCV", 86, END, _AMOUNT))
    rows = [_case(case, internal=internal) for case in cases]
    Table(columns, next_page=more, pad=2.9).draw(leaf, y + 18, rows)


def _case(case: OmissionCase, *, internal: bool) -> Row:
    target = f"deal-{case.deal_id}" if case.deal_id else ""
    name = case.name or "Unnamed deal"
    row: list[Cell] = [
        Text(name, None, "", target) if target else name,
        case.customer or "–",
        maybe_day(case.flagged_on),
        OMISSIONS.get(case.state, case.state),
        maybe_day(case.decided_on),
        case.decision or "–",
    ]
    if internal:
        who = f"Decided by {case.decided_by}. " if case.decided_by else ""
        row.append(f"{who}{case.flagged_for}" or "–")
    return [*row, money(case.tcv_minor, case.currency)]


def _all(figures: Figures) -> Iterator[CountedDeal]:
    for bucket in (*COUNTED, *NOT_COUNTED):
        yield from figures.of(bucket)


def _told_apart(ids: Iterable[str], sheet: Sheet) -> dict[str, str]:
    """The ids that are too long for their column, each with how it is written there.

    They are cut inside, since those of one system begin alike; where the cut is, is tried until
    no two look the same.
    """
    room = _ID - 6.1  # the table keeps six points clear of the next column
    long = sorted({one for one in ids if sheet.width(one, _QUIET) > room})
    tries = [{one: sheet.fit_ends(one, _QUIET, room, tail) for one in long} for tail in _TAILS]
    # Where both ends are alike, what differs stands after the beginning in common.
    pairs = zip(long[0], long[-1], strict=False) if long else ()
    alike = sum(1 for _ in takewhile(_same, pairs))
    tries.append({one: sheet.fit(f"…{one[alike:]}", _QUIET, room) for one in long})
    return next((cut for cut in tries if len(set(cut.values())) == len(cut)), tries[0])


def _title(figures: Figures) -> str:
    every, inside = len(figures.facts.file.deals), figures.counted.deals
    if not every:
        return omissions_title(figures.facts.background.omissions)
    total = money_said(figures.decision.tcv.total, figures.currency)
    if every == inside == 1:
        return f"The one deal on record counts: {total}"
    if every == inside:
        return f"All {counted(every, 'deal')} on record count: {total}"
    return f"{inside:,} of {counted(every, 'deal')} on record count: {total}"


def _same(letters: tuple[str, str]) -> bool:
    return letters[0] == letters[1]


def _rows(figures: Figures, ids: Mapping[str, str]) -> Iterator[Row]:
    for bucket in (*COUNTED, *NOT_COUNTED):
        deals = figures.of(bucket)
        if deals:
            total = figures.sums[bucket]
            amount = money(total.total, figures.currency)
            yield Group(_NAMES[bucket], counted(total.deals, "deal"), amount)
            for deal in deals:
                yield _row(deal, figures.currency, ids)


def _row(deal: CountedDeal, currency: str, ids: Mapping[str, str]) -> Row:
    record = deal.deal
    return [
        Text(deal.ref.text, anchor=f"deal-{record.id}"),
        record.customer or "–",
        ids.get(record.deal_id, record.deal_id) or "–",
        maybe_day(record.close_date),
        _why(deal),
        money(deal.partner_minor, currency),
        money(deal.services_minor, currency),
        money(deal.tcv_minor, currency),
    ]


def _why(deal: CountedDeal) -> str:
    """The reason, without the date in the column beside it and the quarters of the window."""
    dated = f"{maybe_day(deal.deal.close_date)}, "
    _, found, rest = deal.reason.partition(dated)
    told = rest if found else deal.reason
    return f"{told.partition(_WINDOW)[0]}{_WINDOW}" if _WINDOW in told else told


def _nothing(figures: Figures) -> str:
    told = figures.facts.file.deals or figures.facts.background.omissions
    return "" if told else "No deal is recorded."


SECTION = Section("all-deals", "All deals", draw, _nothing)
