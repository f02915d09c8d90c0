"""A partner's review pack: decided at the left, seen at the right as it will be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from models.errors import UserError
from models.pack_plan import KINDS
from models.store import packs as store
from models.text import day_text
from ui import theme
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.base import Page
from ui.pages.packs_build import Read, ReadPlan, Shown, build, page_shift
from ui.pages.packs_concerns import TABLES
from ui.pages.packs_fresh import Freshness
from ui.pages.packs_logo import PackLogo
from ui.pages.packs_offer import MeetingOffer
from ui.pages.packs_options import OptionsCard
from ui.pages.packs_out import PackOut
from ui.pages.packs_plan import PlanKeeper
from ui.review_making import ReviewMaking
from ui.widgets.empty_state import EmptyState
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageHeader, page_side
from ui.widgets.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from models.pack_warnings import PackWarning
    from models.store.pack_plans import Wanted
    from reports.parts import Part

_QUIET_MS = 70  # between two keys of somebody who types; a pack is built in less
_WIDE_FROM = 1100
_PLANS = frozenset({"pack_plans", "logos"})
_KIND = "packs_kind"


class PacksPage(Page):
    """Left what the pack is, right the pack itself, rebuilt shortly after a change."""

    KEY = "packs"
    CONCERNS = TABLES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.shown: Shown | None = None
        self.keeper = PlanKeeper(desk, self)
        self._file: store.Packed | None = None
        self._kinds: dict[int, str] = {}
        self._anew = False
        self._looked_at = ""
        self._build()
        self.offer = MeetingOffer(desk, self.keeper, self.options.meeting, self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_QUIET_MS)
        self._wait.timeout.connect(self._rebuild_when_seen)
        self.keeper.changed.connect(self._later)
        self.keeper.replaced.connect(self._plan_replaced)

    # ---- where one is ----------------------------------------------------------------------

    def visit(self, place: Place) -> None:
        if not place.id and self.place.id:
            place = Place(self.KEY, self.place.id)
        if place.tab in KINDS and place.id:
            self._kinds[place.id] = place.tab
        super().visit(place)

    def reload(self) -> None:
        self.desk.lane.read(store.partners, self._list, owner=self, key="partners")

    def leave(self) -> None:
        self.keeper.keep()

    def begin_search(self) -> None:
        self.preview.begin_search()

    def commands(self) -> list[Command]:
        ready, can = self._is_ready, self._can_forget
        return [
            Command("export_pack", "Export the pack…", self.export, "File", "Ctrl+S", "download",
                    "save pdf", ready),
            Command("export_slides", "Export the pack as slides…", self.export_slides, "File",
                    "Ctrl+Shift+S", "presentation", "pptx powerpoint", ready),
            Command("print_pack", "Print the pack…", self.print_pack, "File", "Ctrl+P", "printer",
                    "", ready),
            Command("usual_pack", "Back to the usual pack", self.keeper.forget, "Edit", "",
                    "rotate-ccw", "reset sections words plan", can),
            Command("pack_logo", "Choose the partner’s logo…", self.logo.choose, "Edit", "",
                    "folder-open", "picture cover", ready),
            Command("portfolio_review", "Portfolio review…", self.reviewing.ask, "File", "",
                    "presentation", "all partners ladder movers gaps pdf", ready),
        ]  # fmt: skip

    @property
    def kind(self) -> str:
        """The kind of pack that was looked at last for this partner, else for any."""
        kept = str(self.desk.settings.value(_KIND, "full"))
        kind = self._kinds.get(self.place.id, kept)
        return kind if kind in KINDS else "full"

    def _go_to_partners(self) -> None:
        self.desk.go(Place("partners"))

    def _is_ready(self) -> bool:
        return self.shown is not None

    def _can_forget(self) -> bool:
        return self.shown is not None and not self.keeper.is_usual

    def _on_change(self, change: Any) -> None:
        super()._on_change(change)
        if _PLANS & change.tables and not self.CONCERNS & change.tables:
            # Facts are as they were: only what is wanted of the pack is read again.
            if self.isVisible():
                self._read_plan()
            else:
                self._stale = True

    def _on_opened(self, described: object) -> None:
        # Partners of another portfolio: nothing that was typed or written here is about them.
        self._clear()
        self._kinds.clear()
        self.place = Place(self.KEY)
        super()._on_opened(described)

    # ---- reading ---------------------------------------------------------------------------

    def _list(self, partners: list[tuple[int, str]]) -> None:
        self.options.show_partners(partners, self.place.id)
        self._face.setCurrentIndex(0 if partners else 1)
        if partners:
            self._read_file()
        else:
            self._clear()
            self.loaded.emit()

    def _partner_picked(self, partner_id: int | None) -> None:
        if partner_id is not None and partner_id != self.place.id:
            self.keeper.keep()
            self.place = Place(self.KEY, partner_id)
            self.out.forget()
            self._read_file()

    def _kind_picked(self, kind: str) -> None:
        if kind != self.keeper.plan.kind:
            self.keeper.keep()
            self._kinds[self.place.id] = kind
            self.desk.settings.setValue(_KIND, kind)
            self.out.forget()
            self.fresh.begin()
            self._read_plan()

    def _read_file(self) -> None:
        partner_id = self.options.partner.currentData()
        if partner_id is None:
            return
        self.place = Place(self.KEY, partner_id)
        job = Read(partner_id, self.kind, self.desk.as_of)
        self.desk.lane.read(job, self._take, owner=self, failed=self._not_read, key="file")

    def _read_plan(self) -> None:
        if self._file is None:
            return
        job = ReadPlan(self.place.id, self.kind)
        self.desk.lane.read(job, self._take_plan, owner=self, failed=self._refused, key="plan")

    def _take(self, read: tuple[store.Packed, Wanted]) -> None:
        self._file, wanted = read
        self.fresh.begin()
        partner = self._file.file.partner
        self._anew = partner.id != self.keeper.partner_id
        self.options.meeting.show_contacts(self._file.file.contacts, self.desk.as_of)
        self.keeper.show(partner.id, partner.name, wanted)
        self._wait.stop()
        self._rebuild()

    def _take_plan(self, wanted: Wanted) -> None:
        if self._file is None:
            return
        if wanted.plan.kind == self.keeper.plan.kind:
            self.keeper.refresh(wanted)
        else:
            self._anew = True
            partner = self._file.file.partner
            self.keeper.show(partner.id, partner.name, wanted)
            self._wait.stop()
            self._rebuild()

    def _plan_replaced(self) -> None:
        anew, self._anew = self._anew, False
        self.options.show_plan(anew=anew)
        if self.keeper.damaged:
            self._say_trouble(self.keeper.damaged, "Shown is the usual pack; a change replaces it.")
        else:
            self.trouble.hide()
        self._later()

    # ---- building --------------------------------------------------------------------------

    def _later(self) -> None:
        """Something about the pack has changed; build once it has been quiet for a moment."""
        if not self._wait.isActive():
            self.fresh.begin()
        if self.shown is not None and self.keeper.edition != self.shown.facts.edition:
            self.out.forget()
        self._wait.start()

    def _rebuild_when_seen(self) -> None:
        if self.isVisible():
            self._rebuild()
        else:
            self._stale = True

    def _rebuild(self) -> None:
        if self._file is None:
            return
        job = (self._file, self.keeper.plan, self.keeper.edition)
        self.desk.lane.compute(
            build, job, self._show, owner=self, failed=self._not_built, key="build"
        )

    def _show(self, shown: Shown) -> None:
        if shown.facts.partner.id != self.place.id:
            return  # a partner that is not asked for any more
        before = self.shown
        same = before is not None and before.facts.partner.id == shown.facts.partner.id
        same = same and before is not None and before.facts.plan.kind == shown.facts.plan.kind
        self.out.forget(shown.pack_id)
        shift = page_shift(before.parts, shown.parts, self.preview.page) if same and before else 0
        self.preview.show_pdf(shown.pdf, keep_place=same, shift=shift)
        self.shown = shown
        facts = shown.facts
        self.header.set_title(facts.title)
        self.header.set_sub(
            f"{facts.partner.name} · figures as of {day_text(facts.as_of)} · "
            f"program version {facts.terms.version} · pack {shown.pack_id[:12]}"
        )
        self.options.show_parts(shown.parts)
        self._show_new_page(before.parts if same and before else ())
        self.options.show_warnings(shown.warnings)
        if not self.keeper.damaged:
            self.trouble.hide()
        self._enable(True)
        self.fresh.built()
        self.loaded.emit()

    def _not_built(self, error: BaseException) -> None:
        """The preview stays as it was; what is wrong is said in the card."""
        hint = "What you see is the pack as it was before. Take the last change back and try again."
        if self.shown is None:
            hint = "Choose another kind of pack, or look at Help, Copy details for support."
        words = "The pack could not be built."
        if isinstance(error, UserError):
            words, hint = error.message, error.hint or hint
        self._say_trouble(words, hint)
        self.fresh.failed()
        self.loaded.emit()

    def _not_read(self, error: BaseException) -> None:
        self._clear()
        self._refused(error)
        self.loaded.emit()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._say_trouble(error.message, error.hint)

    def _say_trouble(self, sentence: str, hint: str) -> None:
        self.trouble.set("short", sentence, hint)
        self.trouble.show()

    def _enable(self, ready: bool) -> None:
        for button in (self._export, self._print, self._slides):
            button.setEnabled(ready)

    def _clear(self) -> None:
        self._wait.stop()
        self.shown, self._file = None, None
        self.keeper.clear()
        self.out.forget()
        self.preview.clear()
        self.options.show_parts(())
        self.options.show_warnings(())
        self.header.set_title("Review pack")
        self.header.set_sub("")
        self._enable(False)

    # ---- asked for -------------------------------------------------------------------------

    def _show_new_page(self, before: tuple[Part, ...]) -> None:
        """The section that is being written has a page only now: bring it into the preview."""
        had = {part.key for part in before if part.page}
        if before and self.options.writing and self._looked_at not in had:
            self._show_section(self._looked_at)

    def _show_section(self, key: str) -> None:
        """Bring the page on which a section begins into the preview."""
        self._looked_at = key
        for part in self.shown.parts if self.shown else ():
            if part.key == key and part.page:
                self.preview.go_to(part.page)

    def _go_to_warning(self, one: PackWarning) -> None:
        if one.where != "section":
            self.desk.go(Place("partner", self.place.id, one.where))

    def export(self) -> None:
        """Ask for a name and write the pack that is shown by then: what was typed last is in."""
        target = self.out.ask_pdf(self.shown) if self.shown is not None else None
        if target is not None:
            self.export_to(target)

    def export_slides(self) -> None:
        """Ask for a name and write the same pages as slides."""
        target = self.out.ask_slides(self.shown) if self.shown is not None else None
        if target is not None and self.shown is not None:
            self.out.to_slides(self.shown, target)

    def export_to(self, target: Path) -> None:
        """Write the shown pack into a file."""
        if self.shown is not None:
            self.out.to_pdf(self.shown, target)

    def print_pack(self) -> None:
        if self.shown is not None:
            self.out.print_pack(self.preview.document)

    # ---- building the page -----------------------------------------------------------------

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 22, 28, 20)
        outer.setSpacing(12)
        self.header = PageHeader("Review pack")
        self._print = self.header.add_button("Print", "plain", "printer")
        self._print.clicked.connect(self.print_pack)
        self._slides = self.header.add_button("Export PPTX", "plain", "presentation")
        self._slides.clicked.connect(self.export_slides)
        self._export = self.header.add_button("Export PDF", "primary", "download")
        self._export.clicked.connect(self.export)
        outer.addWidget(self.header)
        self.options = OptionsCard(self.desk, self.keeper)
        self.message = MessageBar(closable=True, stacked=True)
        self.trouble = MessageBar("short", closable=True, stacked=True)
        for bar in (self.message, self.trouble):
            bar.hide()
            self.options.body.addWidget(bar)
        self.out = PackOut(self.desk, self.message, self)
        self.reviewing = ReviewMaking(self.desk, self)
        self.logo = PackLogo(self.desk, self.keeper, self.options.cover)
        self.preview = PdfPreview("Preview of the pack")
        self.fresh = Freshness(self.preview.state)
        full = QWidget()
        body = QHBoxLayout(full)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(14)
        body.addWidget(self.options)
        body.addWidget(self.preview, 1)
        self.empty = EmptyState(
            "presentation",
            "No partners yet",
            "Go to partners",
            hint="A review pack is built for one partner, from its records.",
        )
        self.empty.primary_clicked.connect(self._go_to_partners)
        self._face = QStackedLayout()
        outer.addLayout(self._face, 1)  # first: what it shows without a parent is a window
        self._face.addWidget(full)
        self._face.addWidget(self.empty)
        self._enable(False)
        self.options.partner_picked.connect(self._partner_picked)
        self.options.kind_picked.connect(self._kind_picked)
        self.options.section_chosen.connect(self._show_section)
        self.options.warning_chosen.connect(self._go_to_warning)

    # ---- Qt --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = page_side(event.size().width())
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, 22, side, 20)
        self.options.narrow = event.size().width() < theme.px(_WIDE_FROM)
        self.options.take_width()
