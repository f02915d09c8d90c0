"""The largest open deals: their worth, where each stands, what to watch, what is to be done."""

from collections.abc import Callable, Sequence

from models.action import Action
from models.dates import quarter_of
from models.partner_file import CountedDeal
from models.text import counted, maybe_day, money
from reports import charts, style
from reports.blocks import heading
from reports.figures import Figures
from reports.figures_pipeline import shown
from reports.marks import mark
from reports.page import Book, Leaf, Section
from reports.scripts import beside
from reports.sheet import END, Sheet
from reports.story_pipeline import (
    actions_on,
    deals_support,
    deals_title,
    nothing_open,
    standing,
)
from reports.style import BOTTOM, MARGIN, RIGHT
from reports.table import Column, Drawn, Row, Table, Text

TOP = 10
_WIDTH = RIGHT - MARGIN
_PAD = 4.0
_LINES = 2  # of a deal's name
_ACTION = 19.4
_SIDES = {"host": "Host", "partner": "Partner", "both": "Both sides"}
_BARS = 66.0
_AMOUNT = 80.0

Draw = Callable[[Sheet, float, float, float, float], None]


def draw(book: Book, figures: Figures) -> None:
    found = shown(figures)
    actions = actions_on(found, figures)
    title = deals_title(figures)
    # With actions the list gives them their room, but keeps five deals at the least.
    below = 62 + _ACTION * max(1, min(4, len(actions)))
    room = BOTTOM - book.top_of(SECTION, title) - 14.4 - below
    some = found[: max(5, _that_fit(Sheet(book.typesetter), room, found[:TOP], figures))]
    leaf = book.page(SECTION, title, deals_support(some, figures))
    y = _deals(leaf, leaf.top, some, figures)
    if len(found) > len(some):
        rest = f"and {counted(len(found) - len(some), 'more open deal')}, listed at the end"
        leaf.sheet.text(MARGIN, y + 11, rest, style.NOTE)
        leaf.sheet.link(MARGIN, y + 2, MARGIN + 200, y + 14, "all-deals", "All deals")
        y += 12
    _actions(leaf, y + 16, actions, found, figures)


def _that_fit(sheet: Sheet, room: float, deals: Sequence[CountedDeal], figures: Figures) -> int:
    """How many of the largest have room; a long name has two lines."""
    wide = _columns(figures)[1].width - 6
    for at, one in enumerate(deals):
        lines = len(sheet.wrap(one.ref.text, style.BODY, wide, _LINES))
        room -= lines * style.BODY.leading + style.NOTE.leading + 2 * _PAD
        if room < 0:
            return at
    return len(deals)


def _deals(leaf: Leaf, y: float, deals: Sequence[CountedDeal], figures: Figures) -> float:
    offered = {one.id: one.name for one in figures.facts.file.offerings}
    columns = _columns(figures)
    if any(one.deal.offering_id in offered for one in deals):
        columns[1] = columns[1]._replace(title="Deal, customer and offering")
    whole = deals[0].tcv_minor
    rows = [_row(at, one, whole, offered, figures) for at, one in enumerate(deals, 1)]
    _, end = Table(columns, pad=_PAD).draw(leaf, y, rows)
    left = MARGIN + sum(part.width for part in columns[:-2])
    names = [("Partner", style.PARTNER), ("Services", style.SERVICES)]
    charts.swatches(leaf.sheet, left, y + 8, names, 5)
    return end


def _columns(figures: Figures) -> list[Column]:
    """The partner's edition lacks the host's next step, and others have its room."""
    internal = figures.facts.internal
    stage = 146.0 if internal else 92.0
    rest = _WIDTH - 16 - stage - 58 - _BARS - _AMOUNT
    return [
        Column("", 16, type_=style.NOTE),
        Column("Deal and customer", rest * 0.72, most=_LINES),
        Column("Stage and next step" if internal else "Stage", stage),
        Column("Close", 58),
        Column("What speaks against it", rest * 0.28),
        Column("", _BARS),
        Column("TCV", _AMOUNT, END, style.STRONG),
    ]


def _row(at: int, one: CountedDeal, whole: int, offered: dict[int, str], figures: Figures) -> Row:
    record = one.deal
    parts = ((one.partner_minor, style.PARTNER), (one.services_minor, style.SERVICES))

    def split(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        charts.split_bar(sheet, x, y + 5.4, width - 8, parts, whole)

    close = record.close_date
    partner, services = (
        money(minor, figures.currency) for minor in (one.partner_minor, one.services_minor)
    )
    return [
        str(at),
        Text(
            one.ref.text,
            None,
            beside(
                record.customer if record.name else record.deal_id,
                offered.get(record.offering_id, ""),
            ),
            f"deal-{record.id}",
        ),
        Text(record.stage or "–", None, record.next_step),
        Text(maybe_day(close), None, str(quarter_of(close)) if close else ""),
        Drawn(_watch(one, figures)),
        Drawn(
            split, f"Of it {partner} are the partner portion and {services} the services portion"
        ),
        money(one.tcv_minor, figures.currency),
    ]


def _watch(one: CountedDeal, figures: Figures) -> Draw:
    """The mark with its reason in words, in two lines where it takes them."""
    kind, words = standing(one, figures)

    def drawn(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        lines = sheet.wrap(words, style.NOTE, width - 12, 2)
        base = y + 12.2
        mark(sheet, kind, x + 4, base - 2.6)
        sheet.lines(x + 12, base, lines, style.NOTE)

    return drawn


def _actions(
    leaf: Leaf, y: float, actions: Sequence[tuple[Action, int]], deals: Sequence[CountedDeal],
    figures: Figures,
) -> None:  # fmt: skip
    sheet = leaf.sheet
    note = counted(len(actions), "open action") if actions else ""
    heading(sheet, MARGIN, y, _WIDTH, "Actions to progress deals", note)
    names = {one.deal.id: one.ref.text for one in deals}
    wanted = [
        note
        for note in figures.facts.background.deal_notes
        if note.help_wanted and note.deal_id in names
    ]
    if not actions and not wanted:
        words = "No open action is about a deal. Help wanted is agreed in the meeting."
        sheet.text(MARGIN, y + 28, words, style.BODY, width=_WIDTH)
        return
    room = max(1, int((BOTTOM - y - 32) // _ACTION))
    some = actions if len(actions) <= room else actions[: max(1, room - 1)]
    rows: list[Row] = [
        [
            action.title,
            Text(names.get(deal, "–"), None, "", f"deal-{deal}" if deal else ""),
            _SIDES.get(action.side, "–"),
            action.owner or "–",
            maybe_day(action.due_on),
        ]
        for action, deal in some
    ]
    if len(some) < len(actions):
        rest = len(actions) - len(some)
        rows.append([f"and {counted(rest, 'more action')}", "", "", "", ""])
    for one in wanted[: max(0, room - len(rows))]:
        name = Text(names[one.deal_id], None, "", f"deal-{one.deal_id}")
        rows.append([f"Help wanted: {one.help_wanted}", name, "", "", ""])
    columns = [
        Column("What", _WIDTH - 170 - 70 - 120 - 70),
        Column("Deal", 170),
        Column("By", 70),
        Column("Owner", 120),
        Column("Due", 70),
    ]
    Table(columns, pad=3.9).draw(leaf, y + 18, rows)


def _nothing(figures: Figures) -> str:
    return "" if shown(figures) else nothing_open(figures)


SECTION = Section("deals", "Top opportunities and deal actions", draw, _nothing)
