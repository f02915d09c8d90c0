"""What the parts of a meeting's page share: one frozen view to show, changes to ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

from models.governance.meeting_words import title_of
from models.governance.meetings import MEETING_KINDS
from ui.desk import Desk
from ui.faults import Refusal

if TYPE_CHECKING:
    from models.store.meetings import MeetingView

Write = Callable[[Any], Any]


class MeetingPart(QWidget):
    """A card, or several, below the head of a meeting's page; it is as high as it needs.

    `KEY` is the name under which a place asks for it (Place("meeting", id, KEY)), `KINDS` are the
    kinds of meetings that have it, `TABLES` the tables it shows beside the meeting's own. A part
    that needs more than the view reads its own through the desk's lane in `show_meeting`. One that
    is `AHEAD` stands above the meeting's own facts: it is what one comes for.
    """

    KEY: ClassVar[str] = ""
    KINDS: ClassVar[tuple[str, ...]] = MEETING_KINDS
    TABLES: ClassVar[frozenset[str]] = frozenset()
    AHEAD: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.view: MeetingView | None = None

    def show_meeting(self, view: MeetingView, *, same: bool) -> None:
        """Show a meeting; `same` where it is the one that was shown before, as it is now."""
        if not same:
            self.leave()
        self.view = view
        self.fill(view, same=same)

    def fill(self, view: MeetingView, *, same: bool) -> None:
        """Put the view on screen."""

    def reveal(self, field: str, record_id: int | None) -> None:
        """Bring a field or a record into sight and give it the keyboard."""

    def leave(self) -> None:
        """Commit what is being typed."""

    @property
    def writable(self) -> bool:
        return self.desk.opened.writable

    @property
    def name(self) -> str:
        """What a label of a change calls the meeting: "Pipeline review, Northwind"."""
        if self.view is None:
            return ""
        return f"{title_of(self.view.meeting)}, {self.view.line.partner}"

    def save(
        self,
        label: str,
        write: Write,
        failed: Callable[[str], object] | None = None,
        then: Callable[[Any], object] | None = None,
    ) -> None:
        """Carry out one labelled change; `failed` gets the sentence that says why not."""
        refuse = None if failed is None else Refusal(failed)
        self.desk.lane.write(label, write, then, owner=self, failed=refuse)
