"""How the movement page is laid out: two days, the waterfall, under it deals, sums, snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from models.movement_words import missing_said
from models.text import counted, day_text, maybe_day
from ui import theme
from ui.pages.movement_reading import Shown, partner_options
from ui.tables.model import TableModel
from ui.tables.movement import partner_columns, snapshot_columns
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.known_on import KnownOnButton
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.movement_chart import MovementChart
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.pipeline_tabs import PipelineTabs
from ui.widgets.quiet_combo import QuietCombo
from ui.widgets.search_chip import SearchChip
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from models.store.movement_page import MovementView
    from ui.pages.movement import MovementPage

MOVES, PARTNERS, SNAPSHOTS = "moves", "partners", "snapshots"
ALL_OPEN, IN_WINDOW = "all", "window"
_DAY_WIDTH = 208


class MovementBody(QObject):
    """Belongs to the page; has the parts that the page fills."""

    def __init__(self, page: MovementPage) -> None:
        super().__init__(page)
        self._summed: tuple[MovementView | None, frozenset[int]] = (None, frozenset())
        body = PageBody(page)
        self.header = PageHeader("Deals")
        self.known = KnownOnButton(page.desk)
        self.header.add_action(self.known)
        self.keep = self.header.add_button("Keep a snapshot now", icon="plus")
        self.keep.clicked.connect(page.keep_now)
        body.column.addWidget(self.header)
        self.tabs = PipelineTabs(page.desk, page.KEY)
        body.column.addWidget(self.tabs)
        self.missing = MessageBar("at_risk")
        self.missing.hide()
        self.main = self._main(page)
        self.empty = EmptyState("history", "")
        self.empty.primary_clicked.connect(page.keep_now)
        self.empty.link_clicked.connect(page.import_file)
        self.failed = EmptyState("triangle-alert", "")
        self._busy = QWidget()
        self._reading = Label("Reading deals", "body", "text_2")
        self._reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(theme.px(320))
        self._bar.setAccessibleName("Reading deals")
        column = QVBoxLayout(self._busy)
        column.addStretch(2)
        column.addWidget(self._reading)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.stack = QStackedWidget()
        for state in (self.main, self.empty, self.failed, self._busy):
            self.stack.addWidget(state)
        body.column.addWidget(self.stack, 1)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)

    def _main(self, page: MovementPage) -> QWidget:
        self.first = QuietCombo([], "From", width=_DAY_WIDTH)
        self.last = QuietCombo([], "To", width=_DAY_WIDTH)
        self.scope = Segmented(
            [(ALL_OPEN, "All open"), (IN_WINDOW, "In the window")], "What counts as pipeline"
        )
        self.scope.setToolTip(
            "All open qualified deals, or those due in the assessment window of the later day"
        )
        self.partner = SearchChip("Partner")
        choice = QWidget()
        row = FlowLayout(choice)
        for words, combo in (("From", self.first), ("to", self.last)):
            both = QWidget()
            line = QHBoxLayout(both)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(6)
            line.addWidget(Label(words, "body", "text_2"))
            line.addWidget(combo)
            row.addWidget(both)
        for part in (self.scope, self.partner):
            row.addWidget(part)
        self.chart = MovementChart("Movement of the pipeline")
        drawn = Card(padding=12)
        drawn.body.addWidget(self.chart)
        self.note = ElidedLabel("", "small", "text_2")
        drawn.body.addWidget(self.note)
        self.partners = TableModel(partner_columns(), parent=page)
        self.partner_view = TableView(self.partners, "Movement by partner", compact=True)
        self.snapshots = TableModel(snapshot_columns(), parent=page)
        self.snapshot_view = TableView(self.snapshots, "Snapshots", compact=True)
        self.no_moves = EmptyState("circle-check", "")
        self.faces = QStackedWidget()
        for face in (page.view, self.partner_view, self.snapshot_view, self.no_moves):
            self.faces.addWidget(face)
        lower = Card(padding=0)
        lower.body.setSpacing(0)
        lower.body.addLayout(self._head(page))
        lower.body.addWidget(self.faces, 1)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(choice)
        column.addWidget(self.missing)
        column.addWidget(drawn, 5)
        column.addWidget(lower, 6)
        return main

    def _head(self, page: MovementPage) -> QHBoxLayout:
        self.face = Segmented(
            [(MOVES, "Deals"), (PARTNERS, "By partner"), (SNAPSHOTS, "Snapshots")],
            "Below the chart",
        )
        self.told = ElidedLabel("", "strong")
        self.all = Button("All moves", "link", name="Show the deals of all steps")
        self.all.clicked.connect(page.show_all)
        self.delete = Button("Delete", "quiet", "trash-2", name="Delete the selected snapshot")
        self.delete.clicked.connect(page.delete_snapshot)
        self.copy = Button("Copy", "quiet", "copy", name="Copy the table for Excel")
        self.copy.clicked.connect(page.copy_table)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.face)
        row.addWidget(self.told, 1)
        for part in (self.all, self.delete, self.copy):
            row.addWidget(part)
        return row

    # ---- for the page ----------------------------------------------------------------------

    def show_view(self, view: MovementView) -> None:
        """Offer the days and the partners of a view that was read."""
        days = [(one.id, one.title) for one in view.stands]
        for combo, stand in ((self.first, view.first), (self.last, view.last)):
            combo.set_choices(days)
            combo.set_current(stand.id)
        self.partner.set_options(partner_options(view))
        self.snapshots.set_rows(reversed(view.snapshots))
        when = day_text(view.next_on)
        self.header.set_sub(
            f"{counted(len(view.snapshots), 'snapshot')} kept; the next one comes with the next"
            f" import, or with the end of the month on {when}"
        )

    def show_nothing(self, view: MovementView, writable: bool) -> None:
        """There is no snapshot to compare with."""
        self.header.set_sub("How the pipeline moves from one day to another")
        self.empty.set(
            "history",
            "There is nothing to compare with yet",
            "Keep a snapshot now" if writable else "",
            "Import a spreadsheet" if writable else "",
            "Movement is told between two days. A snapshot of all deals is kept with each import"
            f" and at the end of each month, next on {maybe_day(view.next_on)}.",
        )
        self.stack.setCurrentWidget(self.empty)

    def show_drawn(self, shown: Shown, view: MovementView) -> None:
        self.chart.set_bars(shown.bars, shown.step)
        if (
            self._summed[0] is not view or self._summed[1] != shown.owners
        ):  # another step leaves them as they are
            self._summed = (view, shown.owners)
            self.partners.set_rows(shown.partners)
        words = missing_said(shown.found)
        self.missing.setVisible(bool(words))
        if words:
            self.missing.set("at_risk", words, "Enter the rate in the settings.")
        pipeline = (
            f"open qualified deals due {view.window}" if view.window else "all open qualified deals"
        )
        notes = "".join(
            words
            for words, wanted in (
                (" In brackets: dates moved, the sum stays.", _in_brackets(shown)),
                (" The axis is cut.", self.chart.cut),
            )
            if wanted
        )
        self.note.setText(
            f"Pipeline: {pipeline}; both days at the rates of {day_text(view.last.on_date)}.{notes}"
        )
        self.stack.setCurrentWidget(self.main)

    def show_problem(self, message: str, hint: str) -> None:
        self.failed.set("triangle-alert", message, hint=hint)
        self.stack.setCurrentWidget(self.failed)

    def show_reading(self, done: int, total: int, words: str) -> None:
        self._reading.setText(f"{words}: {done:,} of {total:,}")
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        self.stack.setCurrentWidget(self._busy)


def _in_brackets(shown: Shown) -> bool:
    """Whether a step has deals and does nothing to the sum."""
    return any(step.moves and not step.minor for step in shown.found.steps)
