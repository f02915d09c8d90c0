"""Every deal on record, by the part of the total it belongs to, with its reason."""

from collections.abc import Iterator

from models.partner_file import CountedDeal
from models.text import counted, maybe_day, money, money_said
from reports import style
from reports.faces import REGULAR, SEMIBOLD
from reports.figures import COUNTED, NOT_COUNTED, Figures
from reports.page import Book, Leaf, Section
from reports.sheet import END
from reports.style import MARGIN, RIGHT, Type
from reports.table import Column, Group, Row, Table

_SMALL = Type(REGULAR, 7.6, 10)
_QUIET = _SMALL.in_colour(style.SECOND)
_AMOUNT = Type(SEMIBOLD, 7.6, 10)
_NAMES = {
    "wins": "Wins",
    "losses": "Losses",
    "pipeline": "Pipeline in the window",
    "out_of_window": "Open, outside the window",
    "closed_this_year": "Closed this year so far",
    "closed_later": "Closed after this day",
    "earlier": "Closed before the prior year",
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

    columns = [
        Column("Deal", 160, type_=_SMALL),
        Column("Customer", 112, type_=_QUIET),
        Column("Id", 54, type_=_QUIET),
        Column("Close", 56, type_=_QUIET),
        Column("Why it counts or not", RIGHT - MARGIN - 160 - 112 - 54 - 56 - 234, type_=_QUIET),
        Column("Partner portion", 78, END, _SMALL),
        Column("Services portion", 78, END, _SMALL),
        Column("TCV", 78, END, _AMOUNT),
    ]
    leaf = more()
    Table(columns, next_page=more, pad=2.9).draw(leaf, leaf.top, _rows(figures))


def _title(figures: Figures) -> str:
    every, inside = len(figures.facts.file.deals), figures.counted.deals
    total = money_said(figures.decision.tcv.total, figures.currency)
    if every == inside:
        return f"All {counted(every, 'deal')} on record count: {total}"
    return f"{inside:,} of {counted(every, 'deal')} on record count: {total}"


def _rows(figures: Figures) -> Iterator[Row]:
    for bucket in (*COUNTED, *NOT_COUNTED):
        deals = figures.of(bucket)
        if deals:
            total = figures.sums[bucket]
            amount = money(total.total, figures.currency)
            yield Group(_NAMES[bucket], counted(total.deals, "deal"), amount)
            for deal in deals:
                yield _row(deal, figures.currency)


def _row(deal: CountedDeal, currency: str) -> Row:
    record = deal.deal
    return [
        deal.ref.text,
        record.customer or "–",
        record.deal_id or "–",
        maybe_day(record.close_date),
        _why(deal),
        money(deal.partner_minor, currency),
        money(deal.services_minor, currency),
        money(deal.tcv_minor, currency),
    ]


def _why(deal: CountedDeal) -> str:
    """The reason, without the date that stands in the column beside it."""
    dated = f"{maybe_day(deal.deal.close_date)}, "
    _, found, rest = deal.reason.partition(dated)
    return rest if found else deal.reason


def _nothing(figures: Figures) -> str:
    return "" if figures.facts.file.deals else "No deal is recorded."


SECTION = Section("all-deals", "All deals", draw, _nothing)
