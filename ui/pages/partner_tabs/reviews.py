"""A partner's reviews: when the next one is due, which months were kept, and all there were."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from models.governance import cadence
from models.governance.meeting_words import KINDS, STATES, title_of, weekday_text
from models.governance.review_words import MONTH_TONES, cadence_said, due_said, due_tone
from models.text import counted, maybe_day, month_text
from ui import icons, theme
from ui.desk import Desk, Place
from ui.pages.partner_tabs.base import Tab
from ui.pages.reviews_table import SHAPES, WORDS, periods, row_of
from ui.review_doings import ReviewDoings
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.month_strip import MonthStrip
from ui.widgets.page import PageScroll
from ui.widgets.tile import Tile, TileRow

if TYPE_CHECKING:
    from models.store.partners import PartnerView
    from models.store.review_page import PastReview
    from models.store.reviews import Reviewed

_ROWS = 12  # that the tab scrolls over as a whole; more of them scroll in their list
_STATE_TONES = {"held": "met", "planned": "no_data", "cancelled": "no_data"}


class Told(NamedTuple):
    """What the tab shows; `reviewed` is None where the partner takes no part."""

    partner_id: int
    reviewed: Reviewed | None
    history: Sequence[PastReview]
    wanted: int
    open: int


class ReviewsTab(Tab):
    KEY = "reviews"
    TITLE = "Reviews"
    GROUP = "Governance"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.told: Told | None = None
        self._wanted: int | None = None
        self.doings = ReviewDoings(desk, self)
        self.tiles = {
            "due": Tile("Business review"),
            "last": Tile("Last held"),
            "months": Tile("Pipeline reviews"),
            "left": Tile("For the next review"),
        }
        self.strip = MonthStrip()
        self.strip.opened.connect(self.open_month)
        self.model = TableModel(_columns(), parent=self)
        self.table = TableView(self.model, "Reviews", compact=True)
        self.table.widths.giving_way = ((1, 760), (4, 760), (5, 760))
        self.table.opened.connect(self.open_review)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self._build()

    # ---- showing ---------------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        partner_id, today = view.file.partner.id, self.desk.as_of

        def read(portfolio: Any) -> Told:
            from models.store import action_lines, register, review_page, reviews

            wanted = register.resolutions(portfolio, partner_id)
            actions = action_lines.of_partner(portfolio, partner_id, today)
            return Told(
                partner_id,
                reviews.of_partner(portfolio, partner_id, today),
                review_page.history(portfolio, partner_id),
                sum(one.state == "wanted" for one in wanted),
                sum(line.open and bool(line.action.meeting_id) for line in actions),
            )

        if not same:
            self.told = None
            self.model.set_rows([])
        self.desk.lane.read(read, partial(self._take, same), owner=self, key="reviews")

    def _take(self, same: bool, told: Told) -> None:
        if told.partner_id != self.partner_id:
            return
        self.told = told
        self._show_due(told.reviewed)
        self._show_months(told.reviewed)
        left = told.wanted + told.open
        self.tiles["left"].set(
            f"{left:,}",
            _left(told),
            "at_risk" if left else None,
        )
        if same:
            self.model.refresh(told.history)
        else:
            self.model.set_rows(list(told.history))
        self._faces(bool(told.history))
        if not same:  # hiding what had the keyboard scrolls to what gets it
            self._scroll.verticalScrollBar().setValue(0)
        self._reveal_now()

    def _show_due(self, found: Reviewed | None) -> None:
        due = found.due if found is not None else None
        tone: Any = due_tone(due)
        every = cadence_said(due.months) if due else "No cadence"
        if found is None:
            self.tiles["due"].set("–", "It takes no part now")
            self.sentence.setText(
                "Reviews are asked for once a partner takes part. What was held before stays here."
            )
        else:
            tier = found.tier_label or "no tier"
            self.tiles["due"].set(due_said(due), f"{every}, {tier}", tone if due else None)
            self.sentence.setText(
                due.sentence if due else f"{self.name} has {tier}, and so no business review due."
            )
        last = due.last if due else None
        held = sum(_is_held(one) for one in (self.told.history if self.told else ()))
        note = f"{counted(held, 'business review')} held in all" if held else "None held yet"
        self.tiles["last"].set(maybe_day(last), note)
        planned = bool(found and found.next_id)
        self.planning.setText("Open the planned one" if planned else "Plan the next one")
        self.planning.set_icon("arrow-right" if planned else "plus")
        can = found is not None and (planned or self.writable)
        self.planning.setVisible(can)
        self.pack.setEnabled(found is not None)

    def _show_months(self, found: Reviewed | None) -> None:
        self._months.setVisible(found is not None)
        if found is None:
            self.tiles["months"].set("–", "None is asked for")
            return
        shown = periods(self.desk.as_of)
        row = row_of(found, shown)
        strip = []
        for at, (month, state) in enumerate(zip(shown, row.states, strict=True)):
            year = str(month.year) if not at or month.month == 1 else ""
            said = f"{month_text(month)}: {WORDS[state].lower()}"
            strip.append((cadence.period(month), month_text(month)[:3], year, *SHAPES[state], said))
        self.strip.show_months(strip)
        over = found.kept + found.missed
        open_ones = [month for month in found.months if month.state == cadence.OPEN]
        running = f"{month_text(open_ones[-1].first)} is open" if open_ones else "None is open"
        if found.missed:
            running = f"{counted(found.missed, 'month')} missed"
        tone: Any = MONTH_TONES[cadence.MISSED if found.missed else cadence.KEPT]
        self.tiles["months"].set(
            f"{found.kept:,} of {over:,} kept" if over else "None due yet", running,
            tone if over else None,
        )  # fmt: skip
        self.opening.setText(f"Open {month_text(self.desk.as_of)}")
        self.opening.setVisible(self.writable or self._this_month(found) > 0)

    def _faces(self, there: bool) -> None:
        self.table.setVisible(there)
        self._fit()
        self._empty.setVisible(not there)

    def _fit(self) -> None:
        self.table.setMinimumHeight(self.table.height_of(_ROWS))

    def reveal(self, field: str, record_id: int | None) -> None:
        self._wanted = record_id or 0
        self._reveal_now()

    def _reveal_now(self) -> None:
        if self._wanted is None or self.told is None:
            return
        wanted, self._wanted = self._wanted, None
        if wanted and self.model.position(wanted) >= 0:
            self.table.reveal(wanted)
        (self.table if self.model.rowCount() else self.planning).setFocus()

    # ---- what can be done ------------------------------------------------------------------

    def plan(self) -> None:
        """Plan the next business review, or show the one that is planned."""
        found = self.told.reviewed if self.told is not None else None
        if found is None:
            return
        if found.next_id:
            self.desk.go(Place("meeting", found.next_id))
        else:
            self.doings.plan(found.id, found.name)

    def open_this_month(self) -> None:
        self.open_month(cadence.period(self.desk.as_of))

    def open_month(self, period: str) -> None:
        """Show a month's pipeline review; one that is not there is opened."""
        found = self.told.reviewed if self.told is not None else None
        if found is not None:
            self.doings.open_month(found.id, found.name, period, found.of_month.get(period, 0))

    def open_review(self, meeting_id: int) -> None:
        self.desk.go(Place("meeting", meeting_id))

    def build_pack(self) -> None:
        self.desk.go(Place("packs", self.partner_id, "full"))

    def copy(self) -> None:
        self.table.copy(headers=True)

    def _this_month(self, found: Reviewed) -> int:
        return found.of_month.get(cadence.period(self.desk.as_of), 0)

    def _menu(self, spot: QPoint) -> None:
        if not self.table.selected_ids():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icons.icon("arrow-right"), "Open review\tEnter", self._open_current)
        menu.addAction(icons.icon("copy"), "Copy for Excel", self.copy)
        menu.popup(self.table.viewport().mapToGlobal(spot))

    def _open_current(self) -> None:
        current = self.table.current_id()
        if current is not None:
            self.open_review(current)

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.planning = Button("Plan the next one", "primary", "plus")
        self.planning.clicked.connect(self.plan)
        self.pack = Button("Build its pack", "plain", "presentation")
        self.pack.clicked.connect(self.build_pack)
        self.sentence = Label("", "body", "text_2", wrap=True)
        due = Card("Business reviews")
        due.add_action(self.pack)
        due.add_action(self.planning)
        due.body.addWidget(self.sentence)
        self.opening = Button("Open this month", "plain", "notebook-pen")
        self.opening.clicked.connect(self.open_this_month)
        self._months = Card("Months of pipeline reviews")
        self._months.add_action(self.opening)
        self._months.body.addWidget(self.strip)
        self._empty = EmptyState(
            "calendar-clock", "No review was held or planned yet",
            hint="A business review is planned on the day on which it is due, with the pack’s"
            " sections as its agenda. A month’s review has the four purposes of the program.",
        )  # fmt: skip
        card = Card("All reviews", padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._empty, 1)
        theme.notifier().changed.connect(self._fit)
        self.table.hide()
        scroll = self._scroll = PageScroll(name="Reviews")
        for part in (TileRow(tuple(self.tiles.values())), due, self._months):
            scroll.body.addWidget(part)
        scroll.body.addWidget(card, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)


def _left(told: Told) -> str:
    """What is still open, as the tile has room for it."""
    parts = [
        counted(count, word)
        for count, word in ((told.wanted, "decision"), (told.open, "action"))
        if count
    ]
    return f"{' and '.join(parts)} left open" if parts else "Nothing is left open"


def _is_held(one: PastReview) -> bool:
    return one.meeting.kind == "business_review" and one.meeting.state == "held"


def _columns() -> list[Column]:
    return [
        Column("Day", lambda one: one.meeting.on_date, role="date", width=152, spoken=True,
               text=lambda one: weekday_text(one.meeting.on_date), name="day"),
        Column("Kind", lambda one: KINDS[one.meeting.kind], width=140, spoken=True, name="kind"),
        Column("Review", lambda one: title_of(one.meeting), width=200, stretch=True, name="title"),
        Column("State", lambda one: STATES[one.meeting.state], role="status", width=120,
               tone=lambda one: _STATE_TONES[one.meeting.state], spoken=True, name="state"),
        Column("Decisions", lambda one: one.decided or None, role="number", width=92,
               tip="Decisions that were taken there", name="decided"),
        Column("Actions", lambda one: one.made or None, role="number", width=84,
               tip="Actions that were agreed there", name="made"),
        Column("Still open", lambda one: one.open or None, role="number", width=92, name="open"),
    ]  # fmt: skip
