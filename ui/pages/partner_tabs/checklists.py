"""A partner's checklists: those due now, those begun, those closed; and beginning another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from models.checklist.periods import period_label, period_of
from models.checklist.records import Where
from ui import theme
from ui.desk import Desk, Place
from ui.faults import why
from ui.pages.partner_tabs.base import Tab
from ui.tables.checklists import columns, head_words, period_words
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.checklist.template import Template
    from models.store.checklists import Summary
    from models.store.partners import PartnerView


class ChecklistsTab(Tab):
    KEY = "checklists"
    TITLE = "Checklists"
    GROUP = "Tier"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rows: list[Summary] = []
        self.templates: tuple[Template, ...] = ()
        self.model = TableModel(columns(partner=False), parent=self)
        self.table = TableView(self.model, "Checklists of this partner")
        self.table.opened.connect(self.open_list)
        self.message = MessageBar("at_risk", closable=True)
        self.message.hide()
        self.sub = Label("", "body", "text_2")
        self.another = Button("Begin another…", "plain", "plus")
        self.another.clicked.connect(self._offer)
        self.send = Button("Send as a form…", "plain", "mail")
        self.send.clicked.connect(self._send)
        self.go_on = Button("Fill in", "primary", "list-checks")
        self.go_on.clicked.connect(self._open_current)
        self.card = Card("Checklists", padding=0)
        self.card.header.insertWidget(1, self.sub)
        self.card.add_action(self.another)
        self.card.add_action(self.send)
        self.card.add_action(self.go_on)
        self.card.body.addWidget(self.table, 1)
        self.quarters = ElidedLabel("", "small", "text_2")
        self.quarters.setContentsMargins(16, 8, 16, 10)
        self.card.body.addWidget(self.quarters)
        self._empty = EmptyState(
            "list-checks",
            "No checklist applies to this partner now",
            "Begin one…",
            hint="Reviews come by themselves every quarter to partners that participate; "
            "onboarding comes with the candidacy.",
        )
        self._empty.primary_clicked.connect(self._offer)
        empty = Card()
        empty.body.addWidget(self._empty)
        faces = QWidget()
        self._faces = QStackedLayout(faces)
        self._faces.addWidget(self.card)
        self._faces.addWidget(empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self.message)
        outer.addWidget(faces, 1)

    def fill(self, view: PartnerView, *, same: bool) -> None:
        partner_id, today = self.partner_id, self.desk.as_of

        def read(portfolio: Any) -> tuple[tuple[Summary, ...], tuple[Template, ...]]:
            from models.store.checklist_templates import templates_of_lists
            from models.store.checklists import of_partner

            return of_partner(portfolio, partner_id, today), templates_of_lists(portfolio)

        self.desk.lane.read(read, self._take, owner=self, key="checklists", failed=self._refuse)

    def _take(self, found: tuple[tuple[Summary, ...], tuple[Template, ...]]) -> None:
        self.rows, self.templates = list(found[0]), found[1]
        self.message.hide()
        self.model.refresh(self.rows)
        self.sub.setText(head_words(self.rows))
        self.quarters.setText(period_words(self.rows))
        self._faces.setCurrentIndex(0 if self.rows else 1)
        self.another.setEnabled(self.writable and bool(self.templates))
        if self.rows and self.table.current_id() is None:
            first = self.rows[0].id
            self.table.select_ids([first], first)

    def _refuse(self, error: BaseException) -> None:
        self.message.set("at_risk", "The checklists can't be shown.", why(error))
        self.message.show()

    def open_list(self, row_id: object) -> None:
        """Go to a checklist and fill it in."""
        row = next((row for row in self.rows if row.id == row_id), None)
        if row is not None:
            self._go(row.where)

    def _open_current(self) -> None:
        self.open_list(self.table.current_id())

    def _send(self) -> None:
        """Send the checklist under the cursor to be filled in elsewhere."""
        current = self.table.current_id()
        row = next((row for row in self.rows if row.id == current), None)
        if row is not None:
            from ui.dialogs.checklist_form import send_form

            send_form(self.desk, row.where, self)

    def _go(self, where: Where) -> None:
        tab = f"{where.template}:{where.period}"
        self.desk.go(Place("checklist", where.partner_id, tab))

    def _offer(self) -> None:
        """Every checklist in use with its current period; nothing is written by opening one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for template in self.templates:
            span = period_of(template.every, self.desk.as_of)
            key = span.key if span else ""
            label = f"{template.name}, {period_label(key)}" if key else template.name
            where = Where(self.partner_id, template.key, key)
            menu.addAction(label, _Going(self, where))
        button = self.another if self._faces.currentIndex() == 0 else self._empty
        menu.popup(button.mapToGlobal(QPoint(0, theme.px(34))))


class _Going:
    """Goes to a checklist; an object, so that no closure keeps the tab."""

    def __init__(self, tab: ChecklistsTab, where: Where) -> None:
        self.tab, self.where = tab, where

    def __call__(self) -> None:
        self.tab._go(self.where)
