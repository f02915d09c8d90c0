"""The window of a partner's Aggregate TCV: what counts, what does not, on any day of the year."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from models.errors import UserError
from models.partner_list import height
from models.tcv_lines import projected_words
from models.tcv_window import TcvWindow, window_on
from models.text import compact_money, counted, day_text, gap_text, money_said
from ui import icons
from ui.desk import Desk
from ui.pages.partner_tabs.base import FAULT, Tab
from ui.pages.partner_tabs.tcv_deals import DealsCard
from ui.pages.partner_tabs.tcv_drawn import DrawnCard
from ui.pages.partner_tabs.tcv_notes import NotesCard
from ui.pages.partner_tabs.tcv_redate import Redating
from ui.tokens import CARD_GAP, Status
from ui.widgets.empty_state import EmptyState
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll
from ui.widgets.tile import Tile, TileRow

if TYPE_CHECKING:
    from models.partner_file import PartnerFile
    from models.store.partners import PartnerView
    from models.store.portfolio import Portfolio
    from models.store.projected import Explored


class TcvTab(Tab):
    KEY = "tcv"
    TITLE = "TCV window"
    GROUP = "Pipeline"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.explored: Explored | None = None
        self.window_: TcvWindow | None = None
        self._asked: date | None = None
        self._build()

    # ---- showing ---------------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        self._faces.setCurrentIndex(0 if view.file.deals else 1)
        self._empty.set(
            "briefcase",
            "No deals yet",
            "Add a deal" if self.writable else "",
            hint=f"The window shows which deals count towards the {view.terms.tcv_label}, and why.",
        )
        as_of = view.file.decision.as_of
        kept = self.drawn.day if same and self._asked == as_of else None
        self._asked = as_of
        self.redating.forget()
        if not same:
            self.explored = self.window_ = None
            self.deals.clear()
        file = view.file
        self.desk.lane.read(
            partial(_explored, file=file, as_of=as_of),
            partial(self._take, kept),
            owner=self,
            key="tcv",
            failed=self._refuse,
        )

    def _refuse(self, error: BaseException) -> None:
        message, hint = (error.message, error.hint) if isinstance(error, UserError) else (FAULT, "")
        self._empty.set("calendar", message, hint=hint)
        self._faces.setCurrentIndex(1)

    def _take(self, day: date | None, explored: Explored) -> None:
        self.explored = explored
        as_of = explored.projection.course.as_of
        self.drawn.show_course(explored, day or as_of)
        self.show_day(day or as_of)

    def show_day(self, day: date) -> None:
        """Show everything as of a day of the year; the records are those of now."""
        explored = self.explored
        if explored is None:
            return
        line = explored.timeline
        day = min(max(day, line.first), line.last)
        self.redating.forget()
        self.drawn.stand_on(day, explored)
        # 30 ms with 2,000 deals, for every step of a drag: beside the window, only the last wins.
        self.desk.lane.compute(
            window_on,
            (day, line, explored.projection, explored.before),
            partial(self._show_window, explored),
            owner=self,
            key="day",
        )

    def _show_window(self, explored: Explored, window: TcvWindow) -> None:
        if explored is not self.explored or window.day != self.drawn.day:
            return
        self.window_ = window
        self._show_tiles(window, explored)
        self.drawn.show_window(window)
        self.notes.show_notes(window.notes, writable=self.writable)
        self.deals.show_window(window)

    def _show_tiles(self, window: TcvWindow, explored: Explored) -> None:
        terms, ahead = window.terms, explored.projection
        currency = terms.currency
        moved = window.day != ahead.course.as_of
        when = f" on {day_text(window.day)}" if moved else ""
        self.total.set_label(f"{terms.tcv_label}{when}")
        self.total.set(money_said(window.tcv.total, currency), *_reach_note(window))
        weeks = counted((ahead.day - ahead.course.as_of).days // 7, "week")
        self.ahead.set_label(f"Next January, in {weeks}")
        figure = compact_money(ahead.total, ahead.terms.currency)
        if self.view is not None:
            note = _ahead_note(explored, self.view)
            self.ahead.set(f"{figure}, {ahead.terms.label(ahead.tier)}", *note)
        self.ahead.setToolTip(projected_words(ahead))
        closed = window.group("closed_this_year")
        self.closed.set(
            money_said(closed.minor, currency),
            f"{counted(closed.deals, 'deal')} for January {window.day.year + 1}"
            if closed.deals
            else "Nothing closed so far",
        )
        stale = window.group("stale")
        self.stale.set(
            money_said(stale.minor, currency),
            f"{counted(stale.deals, 'open deal')} dated too early" if stale.deals
            else "No date is too old",
            "short" if stale.deals else "met",
        )  # fmt: skip

    # ---- moving about ----------------------------------------------------------------------

    def show_deals(self, key: str) -> None:
        """List the deals that are found by a key."""
        self.deals.choose(key)
        self._scroll.ensureWidgetVisible(self.deals)
        self.deals.view.setFocus()

    def reveal(self, field: str, record_id: int | None) -> None:
        if record_id is not None:
            self.deals.reveal(record_id)
        elif field:
            self.show_deals(field)

    def go_to_deal(self, deal_id: int) -> None:
        """Show a deal on the tab on which it is edited."""
        self.wanted.emit("deals", "deals", deal_id)

    def add_deal(self) -> None:
        self.wanted.emit("deals", "deals", None)

    def _pick(self, deal_id: int) -> None:
        self.deals.reveal(deal_id)

    def _gather(self, group: str, ids: list[int]) -> None:
        """Select the small deals of a quarter in the list of their group."""
        self.deals.choose(group)
        self.deals.view.select_ids(ids, ids[0])

    # ---- another date ----------------------------------------------------------------------

    def redate(self, key: str, anchor: QWidget) -> None:
        """Ask for another date for the open deals that are found by a key."""
        if self.window_ is not None:
            self._redate(self.window_.ids(key), anchor)

    def redate_selected(self) -> None:
        self._redate(self.deals.view.selected_ids(), self.deals.redate_button)

    def _redate(self, ids: list[int], anchor: QWidget) -> None:
        if self.window_ is not None and self.explored is not None and self.writable:
            self.redating.ask(ids, self.window_, self.explored.timeline, anchor)

    def copy(self) -> None:
        count = self.deals.copy()
        self.desk.toast(f"{counted(count, 'deal')} copied with headings")

    def show_menu(self, spot: QPoint) -> None:
        if self.deals.view.selected_ids():
            self.menu().popup(self.deals.view.viewport().mapToGlobal(spot))

    def menu(self) -> QMenu:
        """What can be done with the selected deals."""
        menu = QMenu(self)
        menu.addAction(icons.icon("briefcase"), "Go to the deal", self._open_current)
        menu.addAction(icons.icon("copy"), "Copy", self.deals.view.copy)
        menu.addAction("Copy with headings", self.copy)
        if self.writable:
            menu.addSeparator()
            menu.addAction(icons.icon("calendar"), "Re-date…", self.redate_selected)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _open_current(self) -> None:
        current = self.deals.view.current_id()
        if current is not None:
            self.go_to_deal(current)

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.total, self.ahead = Tile("Aggregate TCV"), Tile("Next January")
        self.closed = Tile("Closed, not counted yet")
        self.stale = Tile("Lost to stale dates")
        self.drawn = DrawnCard()
        self.drawn.day_picked.connect(self.show_day)
        self.drawn.quarters.picked.connect(self._pick)
        self.drawn.quarters.opened.connect(self.go_to_deal)
        self.drawn.quarters.gathered.connect(self._gather)
        self.notes = NotesCard()
        self.notes.shown.connect(self.show_deals)
        self.notes.redating.connect(self.redate)
        self.deals = DealsCard()
        self.deals.view.opened.connect(self.go_to_deal)
        self.deals.current_changed.connect(self.drawn.quarters.set_current)
        self.deals.redate_button.clicked.connect(self.redate_selected)
        self.deals.copy_button.clicked.connect(self.copy)
        self.deals.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.deals.view.customContextMenuRequested.connect(self.show_menu)
        # Above what scrolls: it was asked for from wherever one was.
        self.proposal = MessageBar()
        self.proposal.hide()
        self.redating = Redating(self, self.proposal)
        self.redating.over.connect(self.deals.view.setFocus)
        scroll = self._scroll = PageScroll(name="TCV window")
        scroll.body.addWidget(TileRow([self.total, self.ahead, self.closed, self.stale]))
        scroll.body.addWidget(self.drawn)
        scroll.body.addWidget(self.notes)
        scroll.body.addWidget(self.deals, 1)
        self._empty = EmptyState("briefcase", "No deals yet")
        self._empty.primary_clicked.connect(self.add_deal)
        self._faces = QStackedWidget()
        self._faces.addWidget(scroll)
        self._faces.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(CARD_GAP)
        outer.addWidget(self.proposal)
        outer.addWidget(self._faces, 1)


def _reach_note(window: TcvWindow) -> tuple[str, Status]:
    """The tier that the total is enough for, or how far the next one is."""
    terms, reach = window.terms, window.reach
    if reach.following:
        gap = gap_text(reach.gap, "money", terms.currency)
        return f"{gap} of {terms.label(reach.following)}", "short"
    if reach.tier == terms.outside.key:
        return "No tier asks for it", "no_data"
    return f"Enough for {terms.label(reach.tier)}", "met"


def _ahead_note(explored: Explored, view: PartnerView) -> tuple[str, Status]:
    """How the projected tier stands to the calculated one, or what it hangs on."""
    ahead = explored.projection
    if ahead.needed:
        due = counted(len(ahead.due), "open deal")
        of = due if ahead.needed == len(ahead.due) else f"{ahead.needed} of {due}"
        return f"If {of} {'closes' if len(ahead.due) == 1 else 'close'}", "at_risk"
    now, then = view.standing.calculated, ahead.terms.by_key[ahead.tier]
    if height(then) < height(now):
        return f"Down from {now.label}", "at_risk"
    if height(then) > height(now):
        return f"Up from {now.label}", "met"
    if not then.rank:
        enough = ahead.decision.tcv_tier != ahead.tier
        return "Prerequisites missing" if enough else "Below every target", "short"
    return "Holds without open deals", "met"


def _explored(portfolio: Portfolio, file: PartnerFile, as_of: date) -> Any:
    from models.store.projected import explored

    return explored(portfolio, file, as_of)
