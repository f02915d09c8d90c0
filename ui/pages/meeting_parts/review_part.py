"""What the parts of reviews share: one reading of what the review holds beside its meeting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk import Desk, Place
from ui.faults import why
from ui.pages.actions_table import ActionsTable, go_to_about
from ui.pages.concern_changes import ConcernChanges
from ui.pages.meeting_parts.base import MeetingPart
from ui.pages.meeting_parts.carried import Carried
from ui.pages.partner_tabs.record_table import RecordTable
from ui.tokens import CARD_GAP
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.store.meetings import MeetingView
    from models.store.review_page import ReviewPage


class ReviewPart(MeetingPart):
    """Subclasses put their cards into `column` and show a ReviewPage in `show_page`.

    `PACK` is the kind of pack that such a meeting is held with; `pack` builds it.
    """

    PACK: ClassVar[str] = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.page: ReviewPage | None = None
        self._wanted: tuple[str, int | None] | None = None
        self.tables: list[RecordTable] = []
        self.message = MessageBar("short")
        self.message.hide()
        self.pack = Button("Build its pack", "link", "presentation")
        self.pack.clicked.connect(self.build_pack)
        self.changes = ConcernChanges(desk, self)
        self.carried = Carried(desk, self.changes)
        self.carried.left_actions.about_wanted.connect(self._show_about)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(CARD_GAP)
        self.column.addWidget(self.message)
        self.column.addWidget(self.carried)

    def keep(self, table: RecordTable) -> None:
        """Commit what is typed in a table when the page is left; go where its actions lead."""
        self.tables.append(table)
        if isinstance(table, ActionsTable):
            table.about_wanted.connect(self._show_about)

    def fill(self, view: MeetingView, *, same: bool) -> None:
        meeting_id, today = view.meeting.id, self.desk.as_of

        def read(portfolio: Any) -> ReviewPage:
            from models.store.review_page import page

            return page(portfolio, meeting_id, today)

        self.desk.lane.read(
            read, partial(self._take, same), owner=self, key="review", failed=self._refuse
        )

    def show_page(self, view: MeetingView, page: ReviewPage, *, same: bool) -> None:
        """Put it on screen; `same` where it is the review that was shown before."""

    def build_pack(self) -> None:
        """Go to the builder with the pack for this meeting."""
        self.leave()
        if self.view is not None:
            self.desk.go(Place("packs", self.view.meeting.partner_id, self.PACK))

    def leave(self) -> None:
        self.carried.commit()
        for table in self.tables:
            table.commit()

    def reveal(self, field: str, record_id: int | None) -> None:
        self._wanted = (field, record_id)
        if self.page is not None and self.view is not None:
            self._reveal_now()

    def reveal_in(self, field: str, record_id: int | None) -> None:
        """Give the keyboard to what the part has of this name."""
        if self.tables:
            self.tables[0].reveal(record_id)

    def _take(self, same: bool, page: ReviewPage) -> None:
        view = self.view
        if view is None or view.meeting.id != page.meeting.id:
            return
        same = same and self.page is not None and self.page.meeting.id == page.meeting.id
        self.page = page
        self.message.hide()
        self.carried.show_page(view, page, same=same, writable=self.writable)
        self.show_page(view, page, same=same)
        if self._wanted is not None:
            self._reveal_now()

    def _reveal_now(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.reveal_in(*wanted)

    def _refuse(self, error: BaseException) -> None:
        self.message.set("short", "What this review holds can’t be read.", why(error))
        self.message.show()

    def _show_about(self, line: Any) -> None:
        go_to_about(self.desk, line)
