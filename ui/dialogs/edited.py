"""What some edits of a partner's records did: each field before and after, by whom and when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.provenance import moment_text
from models.text import counted
from ui import theme
from ui.desk import Desk
from ui.dialogs.small import SmallWindow
from ui.faults import why
from ui.widgets.labels import Label, SettledLabel, breakable, line
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.store.timeline_journal import EditedLine

_MOST = 60  # records that are told; more of them say nothing more


def show_edits(
    desk: Desk,
    partner_id: int,
    title: str,
    seqs: Sequence[int],
    gone: Collection[tuple[str, int]],
    parent: QWidget,
) -> EditedWindow:
    """Read what some changes of the journal did, and show it in a window of its own."""
    window = EditedWindow(title, parent)

    def read(portfolio: Any) -> tuple[tuple[EditedLine, ...], int]:
        from models.store.timeline_journal import edited_lines

        return edited_lines(portfolio, partner_id, seqs, gone, _MOST)

    desk.lane.read(read, window.show_lines, owner=window, failed=window.show_failure)
    window.open()
    return window


class EditedWindow(SmallWindow):
    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__("Before and after", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.addWidget(SettledLabel(breakable(title), "card"))
        self.room = PageScroll(name="Before and after")
        self.room.body.setSpacing(4)
        self.body.addWidget(self.room, 1)
        self.told: list[str] = []
        self.resize(theme.px(600), theme.px(440))

    def show_lines(self, found: tuple[tuple[EditedLine, ...], int]) -> None:
        """Each record with its fields; the newest change first."""
        lines, more = found
        if not lines:
            self._say("Nothing that can be shown was changed.", "body")
        for at, one in enumerate(lines):
            if at:
                self.room.body.addWidget(line())
            back = "  ·  taken back since" if one.taken_back else ""
            who = f"  ·  {one.who}" if one.who else ""
            self._say(f"{moment_text(one.at)}{who}  ·  {one.label}{back}", "small", "text_2")
            self._say(f"{one.name} {one.op}", "strong")
            for words in one.fields:
                self._say(words, "body")
        if more:
            self._say(f"And {counted(more, 'more record')}.", "body", "text_2")
        self.room.body.addStretch(1)

    def show_failure(self, error: BaseException) -> None:
        self._say(why(error), "body", "short")
        self.room.body.addStretch(1)

    def _say(self, words: str, role: str, ink: str = "text") -> None:
        self.told.append(words)
        made = SettledLabel(breakable(words), role, ink) if role != "small" else Label(
            words, role, ink, wrap=True
        )  # fmt: skip
        self.room.body.addWidget(made)
