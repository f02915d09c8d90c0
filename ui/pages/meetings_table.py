"""The columns of the meetings, the months that they stand in, and what of them is copied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from models.governance.meeting_words import (
    ADVISED,
    FINDINGS,
    KINDS,
    NOTICES,
    STATES,
    WHOM,
    notice_word,
    title_of,
    weekday_text,
)
from models.text import counted, day_text, month_text, upper_first
from ui.tables.columns import Column
from ui.tables.delegates import CellDelegate
from ui.tables.model import Index, Roles

if TYPE_CHECKING:
    from models.store.notices import Line

MONTH = 0  # the column that everything is ordered by at first
GIVING_WAY = ((5, 1260), (6, 1000), (7, 900), (0, 800))
_TONES = {"in_time": "met", "late": "short", "missing": "short"}
NOT_RECORDED = "unrecorded"  # planned, and its day is over


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting as a list shows it on a day; `id` is the meeting's."""

    id: int
    line: Line
    today: date

    @property
    def ahead(self) -> bool:
        """Whether it is still to come, or on this day."""
        return self.line.meeting.on_date >= self.today

    @property
    def rank(self) -> tuple[int, int, str]:
        """Those to come first, the next one on top; then the past, the last one on top."""
        meeting = self.line.meeting
        day = meeting.on_date.toordinal()
        return (0, day, meeting.at_time) if self.ahead else (1, -day, meeting.at_time)

    @property
    def state(self) -> str:
        """Its state, or that its day is over and nobody recorded what became of it."""
        state = self.line.meeting.state
        return NOT_RECORDED if state == "planned" and not self.ahead else state

    @property
    def notice(self) -> str:
        """The key that the filter knows its notice by."""
        notice = self.line.notice
        return "advised" if notice.need == "advised" and not notice.given else notice.state


STATE_WORDS = {**STATES, NOT_RECORDED: "Not recorded"}
NOTICE_WORDS = {**NOTICES, "advised": ADVISED}


class MonthDelegate(CellDelegate):
    """Writes a month once over its meetings; whoever listens hears it of every one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column: Column = index.data(Roles.COLUMN)
        if column.key_name == "month" and index.row():
            above = index.sibling(index.row() - 1, index.column()).data(Roles.ROW)
            row = index.data(Roles.ROW)
            if (month_of(above), above.ahead) == (month_of(row), row.ahead):
                self._ground(painter, option, index)
                self._focus(painter, option, index)
                return
        super().paint(painter, option, index)


def month_of(row: Row) -> str:
    return month_text(row.line.meeting.on_date)


def columns(*, partner: bool = True) -> list[Column]:
    """`partner`: whose meeting it is stands in a column, which a partner's own page lacks."""
    whose = [
        Column("Partner", lambda r: r.line.partner, role="partner", width=136, gives=True,
               spoken=True, name="partner"),
    ]  # fmt: skip
    return [
        Column("Month", month_of, key=lambda r: r.rank, width=126, spoken=True, name="month",
               sub=lambda r: "To come" if r.ahead else "Past",
               tip="What is to come first, then the past, the last one on top"),
        Column("Day", lambda r: r.line.meeting.on_date, key=lambda r: r.line.meeting.on_date,
               text=lambda r: weekday_text(r.line.meeting.on_date), searched=True,
               sub=lambda r: r.line.meeting.at_time, width=142, spoken=True, name="day"),
        Column("Meeting", lambda r: title_of(r.line.meeting), sub=_under, width=150, stretch=True,
               spoken=True, name="title"),
        *(whose if partner else ()),
        Column("Notice", lambda r: NOTICE_WORDS[r.notice], text=notice_text, role="status",
               tone=notice_tone, width=166, gives=True, spoken=True, searched=True, name="notice",
               key=_notice_key),
        Column("Meets", lambda r: WHOM[r.line.meeting.with_whom], width=176, name="whom"),
        Column("People", lambda r: r.line.people or None, role="number", width=76, name="people"),
        Column("State", lambda r: STATE_WORDS[r.state], width=106, spoken=True, name="state",
               tone=lambda r: _STATE_INKS.get(r.state, "text")),
    ]  # fmt: skip


_STATE_INKS = {NOT_RECORDED: "at_risk", "held": "text_2", "cancelled": "text_3"}


def _notice_key(row: Row) -> tuple[int, date]:
    return list(NOTICES).index(row.line.notice.state), row.line.notice.by or date.max


def notice_text(row: Row) -> str:
    """How a notice stands: until when, or how it came, and what a person said of that."""
    notice, found = row.line.notice, row.line.finding
    if notice.state == "due" and notice.by:
        return f"By {day_text(notice.by)}"
    word = notice_word(notice)
    if found is None:
        return word
    said = FINDINGS[found.state].removeprefix("Infraction ")
    return f"{word}, {said}{' (look again)' if found.wrong else ''}"


def notice_tone(row: Row) -> str:
    """A dismissed one does not stand in red; one that has to be given soon wants an eye."""
    notice, found = row.line.notice, row.line.finding
    if found is not None and found.state == "dismissed" and not found.wrong:
        return "no_data"
    if notice.reminding(row.today):
        return "at_risk"
    return _TONES.get(notice.state, "no_data")


def copied_columns() -> list[Column]:
    """What goes to a spreadsheet: each fact in a cell of its own."""
    return [
        Column("Day", lambda r: r.line.meeting.on_date),
        Column("Time", lambda r: r.line.meeting.at_time),
        Column("Minutes", lambda r: r.line.meeting.minutes),
        Column("Partner", lambda r: r.line.partner),
        Column("Meeting", lambda r: title_of(r.line.meeting)),
        Column("Kind", lambda r: KINDS[r.line.meeting.kind]),
        Column("Place", lambda r: r.line.meeting.place),
        Column("Whom of the host", lambda r: WHOM[r.line.meeting.with_whom]),
        Column("People", lambda r: r.line.people),
        Column("State", lambda r: STATE_WORDS[r.state]),
        Column("Last day for notice", lambda r: r.line.notice.by),
        Column("Notice given on", lambda r: r.line.meeting.notice_on),
        Column("How", lambda r: r.line.meeting.notice_how),
        Column("Notice", lambda r: NOTICE_WORDS[r.notice]),
        Column("Infraction", lambda r: FINDINGS[r.line.finding.state] if r.line.finding else ""),
        Column("Management briefed on", lambda r: r.line.meeting.briefed_on),
    ]


def summary(rows: list[Row]) -> str:
    """What a list holds, in a line: how many, how many are to come, whom to tell."""
    ahead = sum(row.ahead and row.line.meeting.state == "planned" for row in rows)
    tell = sum(row.line.notice.reminding(row.today) for row in rows)
    proposed = sum(
        row.line.finding is not None and row.line.finding.state == "proposed" for row in rows
    )
    parts = [upper_first(counted(len(rows), "meeting"))]
    if rows:
        parts.append(f"{ahead:,} to come" if ahead else "none to come")
    if tell:
        parts.append(f"{counted(tell, 'notice')} due soon")
    if proposed:
        parts.append(f"{counted(proposed, 'infraction')} proposed")
    return " · ".join(parts)


def _under(row: Row) -> str:
    """Its kind where the title does not say it, and the place."""
    meeting = row.line.meeting
    return " · ".join(
        part for part in (KINDS[meeting.kind] if meeting.title else "", meeting.place) if part
    )
