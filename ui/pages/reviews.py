"""The reviews of all partners: which are due, which are late, and which months were kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.governance import cadence
from models.text import counted, month_text
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.list_page import ListPage
from ui.pages.reviews_table import (
    GIVING_WAY,
    SHAPES,
    WORDS,
    MonthDelegate,
    ReviewsModel,
    Row,
    columns,
    periods,
    row_of,
)
from ui.review_doings import ReviewDoings
from ui.tables.columns import Column
from ui.tables.view import TableView
from ui.widgets.as_of import AsOfButton
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.chip import FilterChip
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.labels import IconLabel, Label
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.pipeline_tabs import MeetingTabs

if TYPE_CHECKING:
    from models.store.reviews import Reviewed

_DUE = {
    cadence.OVERDUE: "Late",
    cadence.DUE: "Due",
    cadence.UNKNOWN: "None held yet",
    cadence.PLANNED: "Planned",
    cadence.AHEAD: "Later",
    cadence.INVITE_ONLY: "By invitation",
    "none": "No cadence",
}
_MONTHS = {"missed": "Missed a month", "open": "This month is open", "kept": "Kept every month"}
_NO_TIER = "none"


class ReviewsFilter(FilterBar):
    """Which partners are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        chips = {
            "due": FilterChip("Business review", list(_DUE.items())),
            "months": FilterChip("Pipeline reviews", list(_MONTHS.items())),
            "tier": FilterChip("Tier"),
        }
        super().__init__("Filter reviews", chips, parent)

    def predicate(self) -> Callable[[Row], bool] | None:
        """What the chips ask for; None where they ask for nothing."""
        due, months, tiers = map(self.chosen, ("due", "months", "tier"))
        if not (due or months or tiers):
            return None

        def wanted(row: Row) -> bool:
            state = row.of.due.state if row.of.due else "none"
            return (
                (not due or state in due)
                and (not months or bool(_told(row) & set(months)))
                and (not tiers or (row.of.tier or _NO_TIER) in tiers)
            )

        return wanted


def _told(row: Row) -> set[str]:
    found = {"missed"} if row.of.missed else {"kept"}
    return found | ({"open"} if row.states and row.states[-1] in ("open", "planned") else set())


class ReviewsPage(ListPage):
    KEY = "reviews"
    VIEW, GIVING_WAY = "reviews/view", GIVING_WAY
    CONCERNS = frozenset(
        {"meetings", "partners", "agreements", "grants", "withdrawals", "benefit_events",
         "programs", "settings"}
    )  # fmt: skip

    model: ReviewsModel

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.doings = ReviewDoings(desk, self)
        self.model = ReviewsModel(parent=self)
        self.view = TableView(self.model, "Reviews", delegate=MonthDelegate())
        self.filter = ReviewsFilter()
        self._build()
        if not self.begin_list():
            self.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        today = self.desk.as_of

        def read(portfolio: Any) -> tuple[Reviewed, ...]:
            from models.store.reviews import all_partners

            return all_partners(portfolio, today)

        self.desk.lane.read(read, self._take, owner=self, key="read")

    def _take(self, found: Sequence[Reviewed]) -> None:
        months = periods(self.desk.as_of)
        self.model.show_months(months)
        tiers = {one.tier or _NO_TIER: (one.rank or 99, one.tier_label) for one in found}
        named = sorted(tiers, key=lambda key: tiers[key])
        self.filter.offer("tier", [(key, tiers[key][1] or "No tier") for key in named])
        self.show_lines([row_of(one, months) for one in found])
        self._show_face()
        self._tell()
        self._select(self.view.selected_ids())
        self.loaded.emit()

    def _tell(self) -> None:
        rows: list[Row] = self.model.rows
        if not rows:
            self.header.set_sub("")
            return
        states = [row.of.due.state for row in rows if row.of.due]
        counts = (
            (states.count(cadence.OVERDUE), "late"),
            (states.count(cadence.DUE) + states.count(cadence.UNKNOWN), "due"),
            (states.count(cadence.PLANNED), "planned"),
        )
        told = ", ".join(f"{count:,} {word}" for count, word in counts if count)
        missed = sum(row.of.missed for row in rows)
        self.header.set_sub(
            f"{counted(len(rows), 'partner')} · business reviews: {told or 'none due'}"
            f" · {counted(missed, 'month')} without a pipeline review"
        )

    def _show_face(self) -> None:
        if not self.model.count:
            face: QWidget = self.empty
        elif self.model.rowCount():
            face = self.view
        else:
            words = self.filter.words()
            self.no_match.set("funnel", f"No partners match {words}.", "Clear filters")
            face = self.no_match
        self._faces.setCurrentWidget(face)
        self.legend.setVisible(face is self.view)

    @property
    def face(self) -> QWidget | None:
        """The table, or what stands in its place."""
        return self._faces.currentWidget()

    def _select(self, ids: list[Any]) -> None:
        self.bulk.show_count(len(ids), least=1)
        self.planning.setEnabled(self._may_plan())
        self.opening.setEnabled(self._may_open_month())

    def copied_columns(self) -> list[Column]:
        return columns(self.model.months, whole=True)

    # ---- what can be done ------------------------------------------------------------------

    def open_row(self, row_id: Any) -> None:
        """A month's cell opens its review, any other the partner's reviews."""
        row: Row | None = self.model.find(row_id)
        month = self.model.month_at(self.view.currentIndex().column())
        if row is None:
            return
        if month is None:
            self.open_partner(row)
        else:
            self._open_month(row, cadence.period(month))

    def open_partner(self, row: Row) -> None:
        self.desk.partner_order = tuple(shown.id for shown in self.model.rows)
        self.desk.go(Place("partner", row.id, "reviews"))

    def _open_month(self, row: Row, period: str) -> None:
        self.doings.open_month(row.id, row.of.name, period, row.of.of_month.get(period, 0))

    def commands(self) -> list[Command]:
        some = self.has_selection
        return [
            Command("reviews.partner", "Open the partner’s reviews", self.open_partners, "Go", "",
                    "arrow-right", "", some),
            Command("reviews.month", self._month_words(), self.open_this_month, "Edit",
                    "Ctrl+M", "notebook-pen", "pipeline review monthly", self._may_open_month),
            Command("reviews.plan", "Plan the next business review", self.plan, "Edit", "Ctrl+N",
                    "plus", "ebr schedule executive", self._may_plan),
            Command("reviews.copy", "Copy for Excel", self.copy_selected, "Edit", "Ctrl+Shift+C",
                    "copy", "clipboard", some),
        ]  # fmt: skip

    def open_partners(self) -> None:
        for row in self.view.selected_rows()[:1]:
            self.open_partner(row)

    def open_this_month(self) -> None:
        """The pipeline review of the month that the cursor is on, else of this month."""
        for row in self.view.selected_rows()[:1]:
            month = self.model.month_at(self.view.currentIndex().column())
            self._open_month(row, cadence.period(month or self.desk.as_of))

    def plan(self) -> None:
        self.doings.plan_several([(row.id, row.of.name) for row in self.view.selected_rows()])

    def _month_words(self) -> str:
        return f"Open the pipeline review of {month_text(self.desk.as_of)}"

    def _may_plan(self) -> bool:
        return self.can_write() and self.has_selection()

    def _may_open_month(self) -> bool:
        return len(self.view.selected_rows()) == 1

    def _go_to_partners(self) -> None:
        self.desk.go(Place("partners"))

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        body = PageBody(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.header = PageHeader("Reviews")
        self.tabs = MeetingTabs(self.desk, self.KEY)
        self.filter.add_end(AsOfButton(self.desk))
        self.bulk = BulkBar()
        self.opening = self.bulk.add_button(
            "Open pipeline review", "notebook-pen", self.open_this_month
        )
        self.planning = self.bulk.add_button("Plan business review", "plus", self.plan)
        self.bulk.add_button("Copy for Excel", "copy", self.copy_selected)
        self.bulk.dismissed.connect(self.view.clearSelection)
        self.empty = EmptyState(
            "calendar-clock", "No partner takes part yet", "Go to partners",
            hint="Each one that takes part is asked for a review of its pipeline every month, and"
            " for business reviews as its tier gives them.",
        )  # fmt: skip
        self.empty.primary_clicked.connect(self._go_to_partners)
        self.no_match = EmptyState("funnel", "")
        self.no_match.primary_clicked.connect(self.filter.clear)
        self._faces = QStackedWidget()
        for face in (self.view, self.empty, self.no_match):
            self._faces.addWidget(face)
        self.legend = _legend()
        card = Card("", padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self._faces, 1)
        card.body.addWidget(self.bulk)
        for part in (self.header, self.tabs, self.filter):
            body.column.addWidget(part)
        body.column.addWidget(card, 1)
        body.column.addWidget(self.legend)


def _legend() -> QWidget:
    """What the shapes of the months say."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(2, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Label("Pipeline review of a month", "small", "text_2"))
    for state, (icon, ink) in SHAPES.items():
        row.addSpacing(8)
        row.addWidget(IconLabel(icon, ink, 14))
        row.addWidget(Label(WORDS[state], "small", "text_2"))
    row.addStretch(1)
    return made
