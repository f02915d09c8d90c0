"""The benefits of all partners in a year: what is due, what was given, and logging it for many."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from models.benefit_words import EVENT, totals_words
from models.errors import UserError
from models.text import counted
from ui import icons
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.base import Page
from ui.pages.benefits_changes import BenefitChanges
from ui.pages.benefits_filter import BenefitsFilter
from ui.pages.benefits_legend import Legend
from ui.pages.benefits_log import Whom
from ui.pages.benefits_shapes import legend
from ui.pages.benefits_table import FIRST, MatrixModel, MatrixView
from ui.widgets.as_of import AsOfButton
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader

if TYPE_CHECKING:
    from models.program.terms import Benefit
    from models.store.benefits import Matrix, Row


_VIEW = "benefits/view"


class BenefitsPage(Page):
    KEY = "benefits"
    CONCERNS = frozenset(
        {"partners", "agreements", "contacts", "deals", "grants", "withdrawals", "benefit_events",
         "programs", "settings"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: Matrix | None = None
        self.year = 0  # 0: that of the as-of day
        self.model: MatrixModel | None = None
        self.view: MatrixView | None = None
        self.changes = BenefitChanges(desk, self)
        self._build()
        desk.lane.opened.connect(self._forget)

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        as_of = self.desk.as_of
        year = min(self.year, as_of.year) or as_of.year

        def read(portfolio: Any) -> Matrix:
            from models.store.benefits import matrix

            return matrix(portfolio, year, as_of)

        self.desk.lane.read(read, self._take, owner=self, key="matrix", failed=self._refuse)

    def _take(self, found: Matrix) -> None:
        anew = self.found is None or _whose(found) != _whose(self.found)
        self.found = found
        self.message.hide()
        self.filter.offer(found.years, found.year, found.terms, found.benefits)
        before = self.view
        view, model = self._table_for(found.benefits)
        if before is None:
            self._restore(view)
        view.show_over(self._over(found))
        model.show_totals(dict(found.of_benefit))
        self.legend.show_shapes(legend(over=self._over(found)))
        if anew or view is not before:
            model.set_rows(found.rows)
            self._filter(model)
        else:
            model.refresh(found.rows)  # what was just logged stays in sight, also beside a filter
        if not view.currentIndex().isValid() and model.rowCount():
            view.setCurrentIndex(model.index(0, FIRST))
        self._show_face()
        if before is None and self.isVisible():
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.loaded.emit()

    def _refuse(self, error: BaseException) -> None:
        self.found = None
        if isinstance(error, UserError):
            self.message.set("at_risk", error.message, error.hint)
            self.message.show()
        self.empty.set("award", "There is nothing to show for this day", "Judge as of today")
        self._faces.setCurrentWidget(self.empty)
        self.loaded.emit()

    def _over(self, found: Matrix) -> bool:
        return found.year < self.desk.as_of.year

    def _forget(self, _: object = None) -> None:
        self.year = 0

    # ---- what is said ----------------------------------------------------------------------

    def _show_face(self) -> None:
        found, model = self.found, self.model
        if found is None or model is None or self.view is None:
            return
        shown = model.rowCount()
        self.log_button.setEnabled(self._can_log())
        self.header.set_sub(self._head_words(found, shown))
        if not found.rows:
            self.empty.set(
                "award",
                "No partners yet",
                "Go to partners",
                hint="Benefits are due to partners that hold a tier.",
            )
            self._faces.setCurrentWidget(self.empty)
        elif shown:
            self._faces.setCurrentWidget(self.table_face)
        elif self.filter.words():
            self.no_match.set(
                "funnel", f"No partners match {self.filter.words()}.", "Clear filters"
            )
            self._faces.setCurrentWidget(self.no_match)
        else:
            self.empty.set(
                "award",
                f"No tier is granted for {found.year} yet",
                "Go to partners",
                hint="Benefits follow the tier that the January assessment grants. "
                "Partners without one can be shown by the filter for tiers.",
            )
            self._faces.setCurrentWidget(self.empty)

    def _head_words(self, found: Matrix, shown: int) -> str:
        partners = counted(shown, "partner")
        return f"{partners[:1].upper()}{partners[1:]}  ·  {totals_words(found.totals)}"

    def _refilter(self) -> None:
        if self.model is not None:
            self._filter(self.model)
            self._show_face()

    def _filter(self, model: MatrixModel) -> None:
        model.set_filter(self.filter.search.text())
        model.set_predicate(self.filter.predicate())

    def _choose_year(self, year: object) -> None:
        self.year = int(str(year))
        self.refresh()

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        chosen, loggable = self._has_selection, self._can_log
        return [
            Command("log_benefit", "Log a benefit…", self.log_next, "Edit", "Ctrl+N", "plus",
                    "deliver promise invite win wire", loggable),
            *(
                Command(f"log_{kind}", f"Log as {word.lower()}…", _Logging(self, kind), "Edit", "",
                        "award", "benefit", loggable)
                for kind, word in EVENT.items()
            ),
            Command("open_benefits", "Open the partner’s benefits", self.open_partner, "Go", "",
                    "arrow-right", "", chosen),
            Command("copy_benefits", "Copy for Excel", self.copy_selected, "Edit", "Ctrl+Shift+C",
                    "copy", "clipboard", chosen),
        ]  # fmt: skip

    def leave(self) -> None:
        """Remember filters and order for the next start."""
        if self.view is not None:
            table = self.view.saved_state()
            state = {name: table[name] for name in ("sort", "descending")}
            kept = {"table": state, "filter": self.filter.state()}
            self.desk.settings.setValue(_VIEW, json.dumps(kept))

    def _restore(self, view: MatrixView) -> None:
        kept = self.desk.settings.value(_VIEW)
        try:
            state = json.loads(str(kept)) if kept else {}
            if state:
                self.filter.restore(state["filter"])
                view.restore_state(state["table"])
        except (ValueError, KeyError, TypeError, AttributeError):
            self.desk.settings.remove(_VIEW)

    def begin_search(self) -> None:
        self.filter.search.setFocus()
        self.filter.search.selectAll()

    def log_next(self) -> None:
        """Ask what to log for the selected partners, beginning with what comes next."""
        self.log_as("")

    def log_as(self, event: str, benefit: Benefit | None = None) -> None:
        """Ask for an entry of a kind, for the selected partners and the benefit in front."""
        if self.view is None or self.found is None or not self._can_log():
            return
        rows: Sequence[Row] = self.view.selected_rows()
        if not rows and (row := self.view.matrix.row_at(self.view.currentIndex())) is not None:
            rows = [row]
        whom = [Whom(row.id, row.name, row.tier_label, row.lines) for row in rows]
        benefit = benefit or self.view.benefit
        self.changes.ask(whom, self.found.benefits, self.found.year, benefit, event)

    def open_partner(self, partner_id: object = None) -> None:
        if self.view is None or self.model is None:
            return
        wanted = partner_id if isinstance(partner_id, int) else self.view.current_id()
        if wanted is not None:
            self.desk.partner_order = tuple(row.id for row in self.model.rows)
            self.desk.go(Place("partner", wanted, "benefits"))

    def copy_selected(self) -> None:
        if self.view is not None and self.view.selected_ids():
            self.view.copy(headers=True)
            count = counted(len(self.view.selected_ids()), "partner")
            self.desk.toast(f"Copied {count} with headings")

    def _ask(self, benefit: Benefit, event: str) -> None:
        self.log_as(event, benefit)

    def _has_selection(self) -> bool:
        return self.view is not None and bool(self.view.selected_ids())

    def _can_log(self) -> bool:
        return (
            self.changes.writable and self.view is not None and self.view.currentIndex().isValid()
        )

    def _select(self, ids: list[int]) -> None:
        self.bulk.show_count(len(ids))

    def _clear_selection(self) -> None:
        if self.view is not None:
            self.view.clearSelection()

    def _menu(self, spot: QPoint) -> None:
        if self.view is None or self.view.current_id() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in self.commands():
            action = menu.addAction(icons.icon(command.icon), command.title, command.run)
            action.setEnabled(command.enabled())
        menu.popup(self.view.viewport().mapToGlobal(spot))

    def _go_to_table(self) -> None:
        if self.view is not None:
            self.view.setFocus()

    def _leave_empty(self) -> None:
        if self.found is None:
            self.desk.set_as_of(None)
        else:
            self.desk.go(Place("partners"))

    # ---- Qt's ------------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leave()

    # ---- building --------------------------------------------------------------------------

    def _table_for(self, benefits: Sequence[Benefit]) -> tuple[MatrixView, MatrixModel]:
        """The table with a column for each of these benefits; another program has others."""
        if self.view is not None and self.model is not None:
            if [b.id for b in self.model.benefits] == [b.id for b in benefits]:
                self.model.benefits = tuple(benefits)
                return self.view, self.model
            self._table.removeWidget(self.view)
            self.view.deleteLater()
            self.model.deleteLater()
        self.model = MatrixModel(benefits, self)
        self.view = MatrixView(self.model)
        self.view.logging.connect(self._ask)
        self.view.opened.connect(self.open_partner)
        self.view.selection_changed.connect(self._select)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self._table.insertWidget(0, self.view, 1)
        return self.view, self.model

    def _build(self) -> None:
        body = PageBody(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.header = PageHeader("Benefits")
        self.log_button = self.header.add_button("Log a benefit", "primary", "plus")
        self.log_button.clicked.connect(self.log_next)
        self.filter = BenefitsFilter()
        self.filter.row.addWidget(AsOfButton(self.desk))
        self.filter.changed.connect(self._refilter)
        self.filter.year_chosen.connect(self._choose_year)
        self.filter.search.went_on.connect(self._go_to_table)
        self.message = MessageBar(closable=True)
        self.message.hide()
        self.table_face = QWidget()
        self._table = QVBoxLayout(self.table_face)
        self._table.setContentsMargins(0, 0, 0, 0)
        self._table.setSpacing(0)
        self.legend = Legend()
        self._table.addWidget(self.legend)
        self.no_match = EmptyState("funnel", "")
        self.no_match.primary_clicked.connect(self.filter.clear)
        self.empty = EmptyState("award", "Reading the ledger")
        self.empty.primary_clicked.connect(self._leave_empty)
        self._faces = QStackedWidget()
        for face in (self.empty, self.table_face, self.no_match):
            self._faces.addWidget(face)
        self.bulk = BulkBar()
        self.bulk.add_button("Log a benefit", "plus", self.log_next)
        self.bulk.add_button("Copy for Excel", "copy", self.copy_selected)
        self.bulk.dismissed.connect(self._clear_selection)
        self.card = Card(padding=0)
        self.card.body.setSpacing(0)
        self.card.body.addWidget(self._faces, 1)
        self.card.body.addWidget(self.bulk)
        for part in (self.header, self.message, self.filter):
            body.column.addWidget(part)
        body.column.addWidget(self.card, 1)


def _whose(found: Matrix) -> tuple[int, list[tuple[int, str]]]:
    """Who is there in which year, with which tier."""
    return found.year, [(row.id, row.tier) for row in found.rows]


class _Logging:
    """Logs an event of one kind; an object, so that no closure keeps its page."""

    def __init__(self, page: BenefitsPage, event: str) -> None:
        self._page, self._event = page, event

    def __call__(self) -> None:
        self._page.log_as(self._event)
