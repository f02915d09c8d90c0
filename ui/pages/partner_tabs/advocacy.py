"""What speaks for the alliance: wires of wins, kits and briefs, references, the log of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

from models.governance import advocacy_counts, briefs, wires
from models.governance.advocacy import Advocacy, Brief
from models.governance.voice import WinWire
from models.text import counted
from ui.desk import Desk
from ui.pages.partner_tabs import advocacy_tables as tables
from ui.pages.partner_tabs.faced_tab import FacedTab
from ui.pages.partner_tabs.record_table import RecordTable
from ui.pages.partner_tabs.writings import Writings
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.store.advocacy import AdvocacyView
    from models.store.partners import PartnerView


class AdvocacyTab(FacedTab):
    KEY = "advocacy"
    TITLE = "Advocacy"
    GROUP = "Governance"
    FACES = (
        ("wires", "Win wires"), ("briefs", "Kits and briefs"), ("references", "References"),
        ("log", "Log"),
    )  # fmt: skip
    FACE_OF: ClassVar[Mapping[str, str]] = {
        "win_wires": "wires", "briefs": "briefs", "customer_references": "references",
        "advocacy": "log",
    }  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.told: AdvocacyView | None = None
        self._choices: list[tuple[str, str]] = []
        self.wires = Writings(
            desk, "Win wires", "award", tables.WIRE_BLOCKS, (wires.text, wires.markdown),
            ("Write the wire", "Choose a wire to read or write it", "No win this year yet",
             "Each win of the year is proposed here, to be told while it is fresh."),
        )  # fmt: skip
        self.briefs = Writings(
            desk, "Kits and briefs", "file-text", tables.BRIEF_BLOCKS,
            (briefs.text, tables.brief_markdown),
            ("", "Choose one to read or write it", "No kits or briefs yet",
             "A kit or a brief has four blocks; a complete one may go out, which is logged."),
        )  # fmt: skip
        self._connect_writings()
        self._deals = tables.Deals()
        self.references = self.keep(tables.reference_table(desk.today, self._deals))
        self.log = self.keep(tables.log_table(desk.today))
        self._build()

    # ---- for the page ----------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        if not same:
            self.told = None
        partner_id, as_of = view.file.partner.id, self.desk.as_of

        def read(portfolio: Any) -> AdvocacyView:
            from models.store.advocacy import view as read_view

            return read_view(portfolio, partner_id, as_of)

        self.desk.lane.read(read, self._take, owner=self, key="advocacy")

    @property
    def is_read(self) -> bool:
        return self.told is not None and self.told.partner_id == self.partner_id

    def leave(self) -> None:
        super().leave()
        self.wires.leave()
        self.briefs.leave()

    def show_face(self, key: object) -> None:
        """Show one of the parts."""
        self.leave()
        super().show_face(key)

    # ---- what is shown ---------------------------------------------------------------------

    def _take(self, told: AdvocacyView) -> None:
        if told.partner_id != self.partner_id:
            return
        same, self.told = self.told is not None, told
        rows = [tables.proposal_row(one) for one in told.proposals]
        rows += [tables.wire_row(line) for line in told.wires]
        self.wires.show_writings(rows, same=same, writable=self.writable)
        self.briefs.show_writings(
            [tables.brief_row(one) for one in told.briefs], same=same, writable=self.writable
        )
        for button in (self._kit, self._brief):
            button.setVisible(self.writable)
        self._deals.known = told.deals
        self.show_rows(self.references, told.references, same=same)
        self.show_rows(self.log, told.log, same=same)
        given = advocacy_counts.references_words(told.references)
        self._given.setText(given[:1].upper() + given[1:] if given else "")
        self._given.setVisible(bool(given))
        self._years.setText(tables.years_words(told.years))
        self._show_counts(told)
        self.reveal_now()

    def _show_counts(self, told: AdvocacyView) -> None:
        count = {
            "wires": len(told.proposals) + len(told.wires), "briefs": len(told.briefs),
            "references": len(told.references), "log": len(told.log),
        }  # fmt: skip
        choices = [
            (key, f"{word} {count[key]:,}" if count[key] else word) for key, word in self.FACES
        ]
        if choices != self._choices:  # made anew, they would lose the keyboard
            current, self._choices = self.faces.current, choices
            self.faces.set_choices(choices)
            self.faces.set_current(current)

    def show_record(self, field: str, record_id: int | None) -> None:
        face = self.FACE_OF.get(field, field)
        if face not in ("wires", "briefs"):
            super().show_record(field, record_id)
        elif record_id is not None:
            (self.wires if face == "wires" else self.briefs).choose(record_id)

    # ---- records ---------------------------------------------------------------------------

    def add_record(self, table: RecordTable) -> None:
        if table.keeping.kind is Advocacy:
            self.add_with(table, on_date=self.desk.as_of)
        else:
            self.add_with(table)

    # ---- writings --------------------------------------------------------------------------

    def start_wire(self, deal_id: int) -> None:
        """Begin the wire of a win with what is known of it."""

        def write(portfolio: Any) -> int:
            from models.store.advocacy import draft_wire

            return draft_wire(portfolio, deal_id)

        self.save(f"Begin a win wire ({self.name})", write, self.wires.refuse, self.wires.choose)

    def add_brief(self, kind: str) -> None:
        """Begin a kit or a brief."""
        partner_id = self.partner_id

        def write(portfolio: Any) -> int:
            from models.store.advocacy import add_brief

            return add_brief(portfolio, partner_id, kind)

        what = briefs.KIND[kind].lower()
        self.save(f"Add a {what} to {self.name}", write, self.briefs.refuse, self.briefs.choose)

    def _edit(self, home: Writings, writing_id: int, name: str, value: object) -> None:
        wire = home is self.wires

        def write(portfolio: Any) -> object:
            from models.store.advocacy import set_brief, set_wire

            return (set_wire if wire else set_brief)(portfolio, writing_id, **{name: value})

        word = home.panel.fields[name].label.lower()
        what = "a win wire" if wire else "a kit or brief"
        self.save(
            f"Set {word} of {what} ({self.name})",
            write,
            partial(home.panel.refuse, name, value),
        )

    def _publish(self, home: Writings, writing_id: int) -> None:
        wire, today = home is self.wires, self.desk.today

        def write(portfolio: Any) -> str:
            from models.store.advocacy import publish_brief, publish_wire

            return (publish_wire if wire else publish_brief)(portfolio, writing_id, today)

        what = "a win wire" if wire else "a kit or brief"
        self.save(f"Publish {what} ({self.name})", write, home.refuse, self._tell_published)

    def _tell_published(self, said: str) -> None:
        self.desk.toast(f"Published. {said}", undo=True)

    def _take_back(self, home: Writings, writing_id: int) -> None:
        wire = home is self.wires

        def write(portfolio: Any) -> None:
            from models.store.advocacy import take_back_brief, take_back_wire

            (take_back_wire if wire else take_back_brief)(portfolio, writing_id)

        what = "a win wire" if wire else "a kit or brief"
        self.save(f"Take back {what} ({self.name})", write, home.refuse, self._tell_taken_back)

    def _tell_taken_back(self, _: object) -> None:
        self.desk.toast("A draft again; its entry in the ledger was taken out", undo=True)

    def _delete_writings(self, home: Writings, ids: Sequence[int]) -> None:
        kind: type[WinWire] | type[Brief] = WinWire if home is self.wires else Brief

        def write(portfolio: Any) -> None:
            from models.store.advocacy import delete

            delete(portfolio, kind, ids)

        noun = "win wire" if kind is WinWire else "kit or brief"
        what = counted(len(ids), noun, "win wires" if kind is WinWire else "kits and briefs")
        self.save(
            f"Delete {what} of {self.name}", write, home.refuse, partial(self._tell_deleted, what)
        )

    # ---- building --------------------------------------------------------------------------

    def _connect_writings(self) -> None:
        self.wires.started.connect(self.start_wire)
        for home in (self.wires, self.briefs):
            home.edited.connect(partial(self._edit, home))
            home.published.connect(partial(self._publish, home))
            home.taken_back.connect(partial(self._take_back, home))
            home.deleted.connect(partial(self._delete_writings, home))

    def _build(self) -> None:
        self._kit = Button("Add kit", "plain", "plus")
        self._kit.clicked.connect(self._add_kit)
        self._brief = Button("Add brief", "plain", "plus")
        self._brief.clicked.connect(self._add_brief)
        for button in (self._kit, self._brief):
            self.briefs.card.add_action(button)
        self._given, self._years = (Label("", "body", "text_2", wrap=True) for _ in range(2))
        for label, table in ((self._given, self.references), (self._years, self.log)):
            label.setContentsMargins(16, 0, 16, 8)
            table.body.insertWidget(0, label)
        self.lay_out((self.wires, self.briefs, _scrolled(self.references), _scrolled(self.log)))

    def _add_kit(self) -> None:
        self.add_brief("kit")

    def _add_brief(self) -> None:
        self.add_brief("brief")


def _scrolled(table: RecordTable) -> PageScroll:
    scroll = PageScroll(name=table.keeping.many.capitalize())
    scroll.body.addWidget(table)
    scroll.body.addStretch(1)
    return scroll
