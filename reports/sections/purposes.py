"""The table of a pipeline review: what to act on, under its four purposes (C104-C107)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from models import commitment_words as words
from models.action import Action
from models.background import Minutes
from models.commitments import Commitment, made_by
from models.partner_file import CountedDeal
from models.text import compact_money, count_word, counted, day_text, maybe_day, money_said
from reports import story, style
from reports.blocks import heading
from reports.figures import Figures
from reports.page import Book, Leaf, Section
from reports.scripts import beside
from reports.sheet import Sheet
from reports.story_pipeline import actions_on
from reports.style import BOTTOM, MARGIN, RIGHT, column, span
from reports.table import Column, Group, Row, Table, Text

CLOSE = "Develop the pipeline and bring deals to a close"
TRENDS = "See where the figures are heading"
ORDER = "Put the actions in order"
CORRECT = "Correct the course"
_EXPLAIN = "Explain the change"
_PAD = 3.0
_HEAD, _GROUP = 14.4, 22.0  # of the columns, and of a purpose
_FOUR = 4 * _GROUP
_LINE = style.BODY.leading + 2 * _PAD
_NOW, _OWNER, _BY = 172.0, 126.0, 60.0
_REST = RIGHT - MARGIN - _NOW - _OWNER - _BY
# In two lines where even that fits, so that no name is cut beside an empty half of a page.
_WIDTHS = _REST * 0.58, _REST * 0.42
_SAID = 14  # lines of what was written under a purpose

Groups = Sequence[tuple[str, list[Row], str]]


def draw(
    book: Book,
    section: Section,
    figures: Figures,
    todo: Sequence[Commitment],
    deals: Sequence[CountedDeal],
) -> None:
    """Each purpose with what was written for it, and the deals, figures and actions it looks at.

    One page where that is enough, else two: what finds no room on them is counted.
    """
    title = _title(figures, todo, len(deals))
    leaf = book.page(section, title, _support(figures.facts.background.minutes))

    def again() -> Leaf:
        return book.page(section, title, "Continued.")

    y = _written(leaf, leaf.top, figures.facts.background.minutes)
    groups = _groups(figures, todo, deals)
    first, second = BOTTOM - y - _HEAD, BOTTOM - leaf.top - _HEAD
    if not _fits(leaf.sheet, groups, first, 1):
        # What is looked at on one page, what is done about it on the next.
        look, act = groups[:2], groups[2:]
        if _fits(leaf.sheet, look, first, 2) and _fits(leaf.sheet, act, second, 2):
            _table(2).draw(leaf, y, _rows(look))
            following = again()
            _table(2).draw(following, following.top, _rows(act))
            return
    lines = 2 if _fits(leaf.sheet, groups, first, 2) else 1
    rows = _rows(groups, int((first - _FOUR) // _LINE) + int((second - _FOUR) // _LINE) - 1)
    _table(lines, again).draw(leaf, y, rows)


def _table(lines: int, following: Callable[[], Leaf] | None = None) -> Table:
    columns = [
        Column("What to act on", _WIDTHS[0], most=lines),
        Column("Next step, or the deal it is about", _WIDTHS[1], most=lines),
        Column("Where it stands", _NOW, most=lines),
        Column("Owner", _OWNER),
        Column("By", _BY, type_=style.STRONG),
    ]
    return Table(columns, next_page=following, pad=_PAD, balanced=True)


def _rows(groups: Groups, most: int = 999) -> list[Row]:
    """The groups one under another, with as many rows as there may be, shared evenly."""
    shares = _shares([max(1, len(found)) for _, found, _ in groups], most)
    rows: list[Row] = []
    for (name, found, nothing), given in zip(groups, shares, strict=True):
        cut = f"the first {given} of {len(found)}" if len(found) > given else ""
        rows.append(Group(name, cut))
        rows.extend(found[:given] or [[Text(nothing, style.NOTE), "", "", "", ""]])
    return rows


def _fits(sheet: Sheet, groups: Groups, room: float, lines: int) -> bool:
    """Whether groups find room under the heads of the columns, in so many lines a cell."""
    rows = [row for _, found, _ in groups for row in found]
    wanted = sum(max(1, len(found)) for _, found, _ in groups)
    tall = len(groups) * _GROUP + wanted * _LINE
    more = sum(_is_long(sheet, row) for row in rows) * style.BODY.leading
    return tall + (more if lines > 1 else 0) <= room


def _support(minutes: Minutes | None) -> str:
    """The line under the title: where the words come from that stand above the table."""
    start = "The four purposes of a monthly review, with"
    if minutes is None:
        return f"{start} what each has to look at."
    when = "at" if minutes.held else "for"
    return f"{start} what was written {when} the review of {day_text(minutes.on)}."


def _written(leaf: Leaf, y: float, minutes: Minutes | None) -> float:
    """What was written under each purpose, side by side; returns where the table begins."""
    if minutes is None:
        return y
    sheet, wide, ends = leaf.sheet, span(3), [y]
    # Only one kind of pack needs it, and it brings the rules of reviews: 5 ms of a cold process.
    from models.governance.review_words import PURPOSE_TITLES

    for at, (purpose, name) in enumerate(PURPOSE_TITLES.items()):
        x = column(at * 3)
        base = heading(sheet, x, y, wide, name) + 12.4
        said = [line.text for line in minutes.lines if line.purpose == purpose]
        broken = [sheet.wrap(line, style.BODY, wide) for line in said]
        left, cut = _SAID, sum(map(len, broken)) > _SAID
        for some in broken:
            base = sheet.lines(x, base, some[: max(0, left - cut)], style.BODY)
            left -= len(some)
        if cut or not said:
            words_ = "The rest stands in the review." if cut else "Nothing was written."
            base = sheet.paragraph(x, base, wide, words_, style.NOTE, 1)
        ends.append(base)
    return max(ends) + 4


def _groups(figures: Figures, todo: Sequence[Commitment], deals: Sequence[CountedDeal]) -> Groups:
    """The purposes in order: each by name, with its rows, and what is said where it has none."""
    names = {one.deal.id: one.ref.text for one in figures.facts.file.deals}
    by_purpose: dict[str, list[Row]] = {}
    for one in sorted(todo, key=_urgent):
        purpose = one.action.purpose or "actions"
        by_purpose.setdefault(purpose, []).append(_action(one, names))
    return (
        (CLOSE, [*_closing(deals, figures), *by_purpose.get("develop", [])],
         "No open deal is due in these weeks."),
        (TRENDS, [*_trends(figures), *by_purpose.get("trends", [])],
         "No earlier figures are on record to see a trend from."),
        (ORDER, by_purpose.get("actions", []), "No action is agreed."),
        (CORRECT, [*by_purpose.get("corrections", []), *_corrections(figures, todo)],
         "Nothing asks for it."),
    )  # fmt: skip


def _is_long(sheet: Sheet, row: Row) -> bool:
    """Whether a row has words too long for one line of its columns."""
    cells = zip(row, (*_WIDTHS, _NOW), strict=False)
    return any(isinstance(c, str) and sheet.width(c, style.BODY) > wide - 8 for c, wide in cells)


def _shares(wanted: Sequence[int], room: int) -> list[int]:
    """How many rows each purpose has: all that it wants, or an even part of what there is."""
    given = [0] * len(wanted)
    while room > 0 and any(a < b for a, b in zip(given, wanted, strict=True)):
        for at, most in enumerate(wanted):
            if given[at] < most and room > 0:
                given[at] += 1
                room -= 1
    return given


def _title(figures: Figures, todo: Sequence[Commitment], due: int) -> str:
    past = len(figures.slipped)
    late = sum(one.state == "late" for one in todo)
    deals = "open deal is" if due == 1 else "open deals are"
    start = f"{count_word(due).capitalize()} {deals} due in the next 13 weeks"
    more = [
        f"{count_word(count)} {one if count == 1 else many}"
        for count, one, many in (
            (past, "deal past its close", "deals past their close"),
            (late, "late action", "late actions"),
        )
        if count
    ]
    return f"{start}; {' and '.join(more)} to put right" if more else start


def _closing(deals: Sequence[CountedDeal], figures: Figures) -> list[Row]:
    """The deals that are due; who owns one owns the most urgent action on it."""
    first: dict[int, Action] = {}
    for action, key in actions_on(deals, figures):
        if made_by(action, figures.facts.as_of):
            first.setdefault(key, action)
    rows: list[Row] = []
    for one in deals:
        deal, next_one = one.deal, first.get(one.deal.id)
        named = beside(one.ref.text, deal.customer if deal.name else "")
        stands = f"{compact_money(one.tcv_minor, figures.currency)}, {deal.stage or 'no stage'}"
        step = deal.next_step or (next_one.title if next_one else "–")
        rows.append([named, step, stands, _owner(next_one), maybe_day(deal.close_date)])
    return rows


def _owner(action: Action | None) -> str:
    if action is None:
        return "Nobody named"
    return f"{action.owner or 'Nobody named'}, {action.side}"


def _trends(figures: Figures) -> list[Row]:
    course = [p for p in figures.facts.background.course if p.on < figures.facts.as_of]
    if not course:
        return []
    first, tcv = course[0], figures.decision.tcv
    rows: list[Row] = []
    for name, was, now in (
        ("Pipeline in the window", first.pipeline, tcv.pipeline),
        (figures.terms.tcv_label, first.total, tcv.total),
    ):
        if was or now:
            told = compact_money(now, figures.currency)
            told = _went(told, compact_money(was, figures.currency), now - was, first.on)
            rows.append([name, _EXPLAIN if now != was else "–", told, "", ""])
    won, decided = figures.win_rate
    if decided and first.decided:
        now, was = won * 100 // decided, first.won * 100 // first.decided
        told = _went(f"{now}%", f"{was}%", now - was, first.on)
        rows.append(["Win rate", _EXPLAIN if now != was else "–", told, "", ""])
    return rows


def _went(now: str, was: str, change: int, on: date) -> str:
    """A figure with where it was: "69%, unchanged since 31 Mar 2026"."""
    if not change:
        return f"{now}, unchanged since {day_text(on)}"
    return f"{now}, {'up' if change > 0 else 'down'} from {was} on {day_text(on)}"


def _urgent(one: Commitment) -> tuple[int, bool, date]:
    return one.action.priority, one.state != "late", one.action.due_on or date.max


def _action(one: Commitment, names: Mapping[int, str]) -> Row:
    """An action with the deal that it is about, if any."""
    action = one.action
    stands = words.when(one) if one.state == "late" else words.STATE[one.state]
    return [
        action.title,
        names.get(action.deal_id, "–"),
        f"Priority {action.priority}, {stands[:1].lower()}{stands[1:]}",
        _owner(action),
        maybe_day(action.due_on),
    ]


def _corrections(figures: Figures, todo: Iterable[Commitment]) -> list[Row]:
    rows: list[Row] = []
    if figures.slipped:
        amount = money_said(sum(deal.tcv_minor for deal in figures.slipped), figures.currency)
        late = counted(len(figures.slipped), "open deal")
        past = "is past its" if len(figures.slipped) == 1 else "are past their"
        what = f"{late} {past} expected close"
        rows.append([what, "Set a new date or close it", amount, "", ""])
    closing = {one.action.criterion: one.action for one in sorted(todo, key=_urgent, reverse=True)}
    by = day_text(figures.measurement)
    for row, (name, missing, _) in zip(
        figures.open_rows, story.closing_moves(figures), strict=True
    ):
        owner = _owner(closing[row.id]) if row.id in closing else ""
        rows.append([name, f"Close it for {figures.target.label}", missing, owner, by])
    return rows
