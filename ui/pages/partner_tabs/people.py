"""People of both sides and the four agreements, edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.governance.sponsors import CHECKLIST, DutyLine, sponsors
from models.names import fold
from models.partner import AGREEMENT_KINDS, CONTACT_ROLES, SIDES, Agreement, Contact
from models.partner_words import AGREEMENTS, agreement_state, newest
from models.text import counted
from ui.desk import Desk, Place
from ui.pages.partner_tabs import writes
from ui.pages.partner_tabs.people_duties import DutiesCard, ReadDuties
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable, named
from ui.pages.partner_tabs.records_tab import RecordsTab
from ui.tables.columns import Column
from ui.widgets.field_values import field_kind
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.store.partners import PartnerView


@dataclass(frozen=True, slots=True)
class Paper:
    """One of the four agreements, whether there is a record of it or not; `id` is its place."""

    id: int
    kind: str
    signed_on: date | None
    expires_on: date | None
    tone: str
    state: str


class PeopleTab(RecordsTab):
    KEY = "people"
    TITLE = "People and agreements"
    GROUP = "Records"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        day = field_kind("date", today=desk.today)
        text = field_kind("text")
        self.contacts = self.keep(
            RecordTable(
                "People",
                [
                    Field("name", "Name", field_kind("text", required="Name"), 178, stretch=True),
                    Field("role", "Role", field_kind("choice", choices=named(CONTACT_ROLES)), 156),
                    Field("side", "Side", field_kind("choice", choices=named(SIDES)), 92),
                    Field("email", "E-mail", text, 180),
                    Field("phone", "Phone", text, 128, lesser=4),
                    Field("since", "Since", day, 108, lesser=3),
                    Field("until", "Until", day, 108, lesser=2),
                ],
                Keeping(
                    Contact,
                    "person",
                    lambda contact: contact.name,
                    "users",
                    "name",
                    "people",
                    {"name": "New person", "role": "other"},
                ),
                hint="An executive sponsor, an alliance manager and technical resources "
                "of the partner count towards its tier.",
            )
        )
        self.papers = RecordTable(
            "Agreements",
            [
                Column("Agreement", lambda p: AGREEMENTS[p.kind], width=240, name="kind"),
                Field("signed_on", "Signed on", day, 140),
                Field("expires_on", "Expires on", day, 140),
                Column(
                    "State",
                    lambda p: p.state,
                    role="status",
                    tone=lambda p: p.tone,
                    width=200,
                    stretch=True,
                    name="state",
                ),
            ],
            Keeping(Agreement, "agreement", lambda p: AGREEMENTS[p.kind], "file-text"),
        )
        self.papers.edited.connect(self._set_paper)
        self.papers.filling.connect(self._fill_papers)
        scroll = PageScroll(name="People and agreements")
        self.duties = DutiesCard()
        self.duties.asked.connect(self._open_onboarding)
        for card in (self.contacts, self.duties, self.papers):
            scroll.body.addWidget(card)
        scroll.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def fill(self, view: PartnerView, *, same: bool) -> None:
        people = sorted(view.file.contacts, key=_order)
        self.show_rows(self.contacts, people, same=same)
        papers = []
        for place, kind in enumerate(AGREEMENT_KINDS):
            known = [paper for paper in view.file.agreements if paper.kind == kind]
            paper = newest(known) if known else None
            state = agreement_state(paper, self.desk.as_of)
            signed, expires = (paper.signed_on, paper.expires_on) if paper else (None, None)
            papers.append(Paper(place, kind, signed, expires, *state))
        self.show_rows(self.papers, papers, same=same)
        self.desk.lane.read(
            ReadDuties(self.partner_id), self._show_duties, owner=self, key="duties"
        )

    def reveal(self, field: str, record_id: int | None) -> None:
        """`field` is contacts, a kind of agreement, or agreements."""
        if field in AGREEMENT_KINDS:
            self.papers.reveal(AGREEMENT_KINDS.index(field))
        elif field == "agreements" and self.view is not None:
            kinds = {paper.id: paper.kind for paper in self.view.file.agreements}
            self.papers.reveal(AGREEMENT_KINDS.index(kinds.get(record_id or 0, AGREEMENT_KINDS[0])))
        else:
            super().reveal(field, record_id)

    def leave(self) -> None:
        super().leave()
        self.papers.commit()

    def _show_duties(self, lines: Sequence[DutyLine]) -> None:
        if self.view is not None:
            people = sponsors(self.view.file.contacts, self.desk.as_of, "partner")
            self.duties.show_duties(lines, people)

    def _open_onboarding(self) -> None:
        self.desk.go(Place("checklist", self.partner_id, f"{CHECKLIST}:"))

    def _set_paper(self, table: RecordTable, place: int, name: str, value: Any) -> None:
        kind = AGREEMENT_KINDS[place]
        title = table.fields[name].title
        self.save(
            f"Set {self.name}’s {AGREEMENTS[kind].lower()}, {title.lower()}",
            writes.agreement(self.partner_id, kind, **{name: value}),
            partial(table.reopen, place, name, str(value)),
        )

    def _fill_papers(self, table: RecordTable, source: int, name: str, places: list[int]) -> None:
        field = table.fields[name]
        value = field.value(table.model.find(source))
        title, into = AGREEMENTS[AGREEMENT_KINDS[source]].lower(), counted(len(places), "agreement")
        self.save(
            f"Fill {field.title.lower()} of the {title} into {into} ({self.name})",
            writes.agreements(
                self.partner_id, [AGREEMENT_KINDS[place] for place in places], **{name: value}
            ),
            table.refusals.say,
        )


def _order(contact: Contact) -> tuple[bool, int, str]:
    """The partner's people first, by role, then by name."""
    known = contact.role in CONTACT_ROLES
    role = CONTACT_ROLES.index(contact.role) if known else len(CONTACT_ROLES)
    return contact.side != SIDES[0], role, fold(contact.name)
