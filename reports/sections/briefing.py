"""The briefing before a meeting: verdict, figures, what is late, escalated, ends, on one sheet."""

from collections.abc import Sequence

from models import commitment_words as words
from models.commitments import Commitment
from models.next_quarter import Day
from models.text import counted, day_text, number, shortened
from reports import story, story_asks, story_risks, story_tiles, style, tiles
from reports.blocks import Entry, entries, sentences
from reports.figures import Figures
from reports.marks import GAP_MARK, LATE_MARK, WATCH_MARK
from reports.page import Book, Leaf, Section
from reports.sections.next_quarter import days_of, owed_of
from reports.sections.summary import against_targets, tiers_of
from reports.sheet import Sheet
from reports.style import MARGIN, column, span

_GAP = 13.0
_WIDE = span(8) - 8
_NOTICE_ROOM = 62.0  # at the foot of the right column
_LISTS = 0.66  # of the room under the figures, for what is late, asked and escalated
_HEAD, _ENTRY, _LINE = 15.0, 28.0, 18.4  # of a list: its heading, one with a note, one without
_RAISED = 2  # escalations that have room of their own; more are counted
# The clauses about giving notice of a meeting and what follows where it is not given.
_NOTICE = ("C095", "C096", "C097", "C098")


def draw(book: Book, figures: Figures) -> None:
    """One page, whatever there is: what finds no room is counted."""
    leaf = book.page(SECTION, story.verdict(figures), _support(figures))
    sheet = leaf.sheet
    y = tiles.row(sheet, leaf.top, story_tiles.tiles(sheet, figures)) + _GAP + 2
    if figures.money_targets():
        left = against_targets(sheet, MARGIN, y, _WIDE, figures) + _GAP
    else:
        left = y
    todo, days = owed_of(figures), days_of(figures)
    _left(leaf, left, figures, todo)
    _right(leaf, y, figures, days)


def _support(figures: Figures) -> str:
    """The meeting, and how the partner stands."""
    plan = figures.facts.plan
    if plan.meeting_on is None:
        return story.standing(figures)
    where = f", {plan.place}" if plan.place else ""
    return f"For the meeting on {day_text(plan.meeting_on)}{where}. {story.standing(figures)}"


def _left(leaf: Leaf, y: float, figures: Figures, todo: tuple[Commitment, ...]) -> None:
    sheet, half = leaf.sheet, (_WIDE - 20) / 2
    second = MARGIN + half + 20
    late = [one for one in todo if one.state == "late"]
    lines = [
        Entry(
            one.action.title,
            words.when(one),
            f"{words.SIDE.get(one.action.side, '')}, {one.action.owner or 'nobody named'}",
            LATE_MARK,
        )
        for one in late
    ] or [Entry("Nothing that was agreed is late.")]
    note = f"{len(todo) - len(late):,} more not due yet" if len(todo) > len(late) else ""
    title, asked = _asked(figures)
    y = _lists(
        sheet, y, half,
        ((MARGIN, "Late actions", lines, note), (second, title, asked, "")),
        _escalated(figures),
    ) + _GAP  # fmt: skip
    watch = story.concerns(figures) or ["Nothing on record threatens the tier."]
    strong = story.strengths(figures) or ["Nothing stands out yet."]
    ends = [y]
    for x, title, lines_ in ((MARGIN, "What to watch", watch), (second, "What is strong", strong)):
        room = style.BOTTOM - y - 18
        most = 2 if room >= 31 * len(lines_) else 1
        if room >= 18 * len(lines_):
            ends.append(sentences(sheet, x, y, half, title, lines_, most))
    if not figures.at_top:
        moves = [
            Entry(name, missing, "", GAP_MARK) for name, missing, _ in story.closing_moves(figures)
        ]
        title = f"What it takes to reach {figures.target.label}"
        entries(sheet, MARGIN, max(ends) + _GAP - 2, _WIDE, title, moves)


def _lists(
    sheet: Sheet,
    y: float,
    width: float,
    lists: Sequence[tuple[float, str, Sequence[Entry], str]],
    raised: Sequence[Entry],
) -> float:
    """What is late and asked, and below the shorter of them what is escalated; where they ended."""
    bottom = y + (style.BOTTOM - y) * _LISTS
    more = len(raised) > _RAISED
    room = _GAP + _HEAD + sum(_ENTRY if one.note else _LINE for one in raised[:_RAISED])
    room += _LINE if more else 0
    shorter = min(lists, key=lambda one: sum(2 if entry.note else 1 for entry in one[2]))
    ends = []
    for one in lists:
        x, title, lines, note = one
        kept = room if one is shorter else 0
        end = entries(sheet, x, y, width, title, lines, note, bottom=bottom - kept)
        if one is shorter:
            top = end + _GAP if end > y else y
            end = entries(sheet, x, top, width, "Open escalations", raised, bottom=bottom, most=1)
        ends.append(end)
    return max(ends)


def _escalated(figures: Figures) -> list[Entry]:
    """What is above daily work, the highest first; only what this edition's reader may see."""
    as_of, own = figures.facts.as_of, figures.facts.background.internal_risks
    found = []
    for risk in story_risks.risks_of(figures):
        if risk.level:
            late = risk.level_by is not None and risk.level_by < as_of
            said = story_risks.level_words(risk, as_of)
            said = f"{said}, with {risk.to_whom}" if risk.to_whom else said
            said = f"Internal. {said}" if risk in own else said
            found.append(Entry(risk.title, "", said, LATE_MARK if late else WATCH_MARK))
    return found or [Entry("Nothing is escalated.")]


def _asked(figures: Figures) -> tuple[str, list[Entry]]:
    """The decisions asked; where none is, what the figures suggest, for our eyes."""
    asked = [
        Entry(ask.what, f"by {day_text(ask.by)}" if ask.by else "", ask.why)
        for ask in story_asks.asked(figures)
    ]
    suggested = [Entry(one.what, "", one.why) for one in story_asks.suggestions(figures)]
    if asked or not suggested:
        return "Decisions asked", asked or [Entry("No decision is asked of this meeting.")]
    return "No decision asked; suggested by the figures", suggested


def _right(leaf: Leaf, y: float, figures: Figures, days: tuple[Day, ...]) -> None:
    sheet, x, width = leaf.sheet, column(8) + 8, span(4) - 8
    y = entries(sheet, x, y, width, "Tier and health", tiers_of(figures), most=1) + _GAP
    ending = [Entry(day.what, day_text(day.on), day.note) for day in days if day.kind != "notice"]
    ending = ending or [Entry("Nothing known ends in the next 13 weeks.")]
    bottom = style.BOTTOM - _NOTICE_ROOM
    y = entries(sheet, x, y, width, "What ends or comes soon", ending, bottom=bottom) + _GAP
    y = entries(sheet, x, y, width, "Notice of meetings", [_notice(figures, days)]) + _GAP
    people = [Entry(line) for line in figures.facts.plan.attendees if line]
    if people:
        entries(sheet, x, y, width, "Who attends", people, most=1)


def _notice(figures: Figures, days: tuple[Day, ...]) -> Entry:
    """What is on record of notices, in one line, and until when one has to be given."""
    due = next((day for day in days if day.clause == "C095"), None)
    note = _recorded(figures)
    meeting = figures.facts.plan.meeting_on
    if due is not None:
        return Entry("Notice has to be given by", day_text(due.on), note)
    calendar = figures.facts.background.calendar or figures.terms.calendar
    if meeting is not None and calendar.notice_days:
        by = calendar.notice_by(meeting)
        if by < figures.facts.as_of <= meeting:
            return Entry("Notice had to be given by", day_text(by), note)
    length = calendar.notice_days
    asked = counted(length, "working day" if calendar.working_days else "day")
    return Entry("Notice that a meeting asks for", asked if length else "None", note)


def _recorded(figures: Figures) -> str:
    """How the year's notices came out; what a checklist says where no meeting is on record."""
    kept = figures.facts.background.notices
    if kept is not None:
        year = kept.since.year
        said = f"{year}: {number(kept.in_time)} of {number(kept.settled)} in time"
        if not kept.confirmed:
            return f"{said}; no infraction is confirmed"
        many = counted(kept.confirmed, "infraction")
        return f"{said}; {many} {'is' if kept.confirmed == 1 else 'are'} confirmed"
    record = [item for one in figures.facts.checked for item in one.items if item.clause in _NOTICE]
    for item in record[:1]:
        return f"{shortened(item.question, 60)} {item.answer or item.state_words.lower()}"
    return "No notice and no breach of one is on record."


SECTION = Section("briefing", "Briefing", draw)
