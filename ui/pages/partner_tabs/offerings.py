"""Offerings, integrations and trainings of a partner, edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.names import fold
from models.partner import PRODUCT_KINDS, TRAINING_KINDS, Integration, Offering, Training
from models.partner_words import SERVICES
from models.text import NONE, compact_money, counted
from ui.desk import Desk
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable, named
from ui.pages.partner_tabs.records_tab import RecordsTab
from ui.tables.columns import Column
from ui.widgets.field_values import FieldKind, field_kind
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.store.partners import PartnerView

_LINKED = "The deals that sell it, and their TCV"


class OfferingsTab(RecordsTab):
    KEY = "offerings"
    TITLE = "Offerings and training"
    GROUP = "Records"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        day = field_kind("date", today=desk.today)
        yes_no = field_kind("yes_no")
        self.offerings = self.keep(
            RecordTable(
                "Offerings",
                [
                    Field("name", "Offering", field_kind("text", required="Offering"), 210),
                    Field("standard", "Standard", yes_no, 92),
                    Field(
                        "services",
                        "Host services in it",
                        field_kind("choice", choices=list(SERVICES.items())),
                        188,
                        lesser=1,
                    ),
                    Field("worldwide", "Worldwide", yes_no, 100, lesser=2),
                    Field(
                        "geographies", "Geographies", self._geographies, 160, stretch=True, lesser=3
                    ),
                    Field("available_from", "Available from", day, 132, lesser=4),
                    Column("Deals", self._linked, name="deals", width=190, tip=_LINKED, lesser=5),
                ],
                Keeping(
                    Offering,
                    "offering",
                    lambda offering: offering.name,
                    "package",
                    "name",
                    defaults={"name": "New offering"},
                ),
                hint="A tier needs a standard offering of the host that holds the partner’s part.",
            )
        )
        self.integrations = self.keep(
            RecordTable(
                "Integrations",
                [
                    Field(
                        "product",
                        "Host product",
                        field_kind("text", required="Product"),
                        260,
                        stretch=True,
                    ),
                    Field("kind", "Kind", field_kind("choice", choices=named(PRODUCT_KINDS)), 130),
                    Field("agreed", "Agreed with offering management", yes_no, 260),
                ],
                Keeping(
                    Integration,
                    "integration",
                    lambda integration: integration.product,
                    "puzzle",
                    "product",
                    defaults={"product": "New product", "agreed": False},
                ),
            )
        )
        self.trainings = self.keep(
            RecordTable(
                "Trainings",
                [
                    Field("person", "Person", field_kind("text", required="Person"), 220),
                    Field("kind", "Kind", field_kind("choice", choices=named(TRAINING_KINDS)), 210),
                    Field("course", "Course", field_kind("text"), 200, stretch=True),
                    Field("completed_on", "Completed on", day, 140),
                ],
                Keeping(
                    Training,
                    "training",
                    lambda training: training.person,
                    "graduation-cap",
                    "person",
                    defaults={"person": "New person", "kind": TRAINING_KINDS[0]},
                ),
                hint="Each person counts once, over standard and custom delivery training.",
            )
        )
        scroll = PageScroll(name="Offerings and training")
        for table in (self.offerings, self.integrations, self.trainings):
            scroll.body.addWidget(table)
        scroll.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def fill(self, view: PartnerView, *, same: bool) -> None:
        file = view.file
        offerings = sorted(file.offerings, key=lambda o: fold(o.name))
        integrations = sorted(file.integrations, key=lambda i: fold(i.product))
        trainings = sorted(file.trainings, key=lambda t: (fold(t.person), t.kind, t.id))
        self.show_rows(self.offerings, offerings, same=same)
        self.show_rows(self.integrations, integrations, same=same)
        self.show_rows(self.trainings, trainings, same=same)

    def _linked(self, offering: Offering) -> str:
        """What sells it: how many deals, and what they are worth."""
        if self.view is None:
            return NONE
        mine = [c for c in self.view.file.deals if c.deal.offering_id == offering.id]
        if not mine:
            return "None yet"
        minor = sum(c.tcv_minor for c in mine)
        return f"{counted(len(mine), 'deal')} · {compact_money(minor, self.view.terms.currency)}"

    def _geographies(self, _: Offering) -> FieldKind:
        names = self.view.terms.geographies if self.view is not None else ()
        return field_kind("list", choices=[(name, name) for name in names])
