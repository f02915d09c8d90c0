"""How far a partner stands above its tier, and what it would take to lose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models.text import counted
from ui.desk import Desk
from ui.pages.partner_tabs.explaining import TAB_OF
from ui.pages.partner_tabs.missing_list import Missing, MissingList
from ui.tokens import Status
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.tab_order import put_before

if TYPE_CHECKING:
    from models.program.margin import Margin
    from models.program.margin_words import LossGroup
    from models.program.terms import Terms
    from models.store.partners import PartnerView

_FIRST = 4  # losses that are shown before "Show all"
_STATUS: dict[str, Status] = {
    "ends": "at_risk", "slip": "at_risk", "person": "at_risk", "standing": "no_data",
}  # fmt: skip


class MarginCard(Card):
    """The sentence, the losses one by one, and what each criterion has over."""

    wanted = Signal(str, str, object)  # tab, table, id

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Margin", parent)
        self._desk = desk
        self._view: PartnerView | None = None
        self._groups: tuple[LossGroup, ...] = ()
        self._all = False
        self.bar = MessageBar("met")
        self.list = MissingList()
        self.list.chosen.connect(self._lead)
        self.more = Button("Show all", "link")
        self.more.clicked.connect(self._toggle)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._cells: list[QWidget] = []
        under = QVBoxLayout()
        under.setSpacing(4)
        under.addWidget(self.list)
        under.addWidget(self.more)
        self.body.addWidget(self.bar)
        self.body.addLayout(self._grid)
        self.body.addLayout(under)

    def show_partner(self, view: PartnerView, *, same: bool) -> None:
        from models.program.margin import margin

        if not same:
            self._all = False
        self._view = view
        self._desk.lane.compute(
            margin, (view.file, view.terms), self._show, owner=self, key="margin"
        )

    def _show(self, found: Margin) -> None:
        from models.program.margin_words import grouped, headline

        if self._view is None:
            return
        terms = self._view.terms
        reached = bool(terms.by_key[found.tier].rank)
        self.set_title(f"Margin above {terms.label(found.tier)}" if reached else "Margin")
        status = "at_risk" if found.at_risk else "met" if reached else "no_data"
        self.bar.set(status, headline(found, terms))
        self._groups = grouped(found.losses)
        self._show_losses()
        self._show_spares(found, terms)

    def _show_losses(self) -> None:
        shown = self._groups if self._all else self._groups[:_FIRST]
        self.list.set_lines(
            [
                Missing(
                    _STATUS[group.kind],
                    group.words[:1].upper() + group.words[1:],
                    group.why,
                    TAB_OF.get(group.losses[0].records[0].kind, "overview"),
                    str(at),
                )
                for at, group in enumerate(shown)
            ]
        )
        put_before(self.more, *self.list.stops)
        more = len(self._groups) - _FIRST
        self.more.setVisible(more > 0)
        self.more.setText("Show fewer" if self._all else f"Show {counted(more, 'more', 'more')}")

    def _show_spares(self, found: Margin, terms: Terms) -> None:
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells = []
        spares = [s for s in found.spares if terms.criterion(s.criterion).kind != "yes_no"]
        for at, spare in enumerate(spares):
            label = terms.criterion(spare.criterion).label
            name = ElidedLabel(label, "body", "text_2")
            words = Label(spare.words, "number_strong", "text" if spare.over else "text_2")
            words.setAccessibleName(f"{label}: {spare.words}")
            column = at % 2 * 2
            self._grid.addWidget(name, at // 2, column)
            self._grid.addWidget(words, at // 2, column + 1)
            self._cells += [name, words]
        for column, share in enumerate((3, 2, 3, 2)):
            self._grid.setColumnStretch(column, share)

    def _toggle(self) -> None:
        self._all = not self._all
        self._show_losses()

    def _lead(self, tab: str, at: str) -> None:
        ref = self._groups[int(at)].losses[0].records[0]
        self.wanted.emit(tab, ref.kind, ref.id)
