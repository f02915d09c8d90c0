"""One partner: everything known of it, on tabs, each field edited where it stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.errors import UserError
from models.partner import Partner
from ui.commands import Command
from ui.desk import Desk, Place
from ui.merge_doings import MergeDoings
from ui.pages.base import Page
from ui.pages.partner_header import PartnerHeader
from ui.pages.partner_places import keys_of, named_in
from ui.pages.partner_tabs import writes
from ui.pages.partner_tabs.advocacy import AdvocacyTab
from ui.pages.partner_tabs.base import FAULT, Tab
from ui.pages.partner_tabs.benefits import BenefitsTab
from ui.pages.partner_tabs.checklists import ChecklistsTab
from ui.pages.partner_tabs.deals import DealsTab
from ui.pages.partner_tabs.enablement import EnablementTab
from ui.pages.partner_tabs.evidence import EvidenceTab
from ui.pages.partner_tabs.health import HealthTab
from ui.pages.partner_tabs.joint_plan import JointPlanTab
from ui.pages.partner_tabs.meetings import MeetingsTab
from ui.pages.partner_tabs.offerings import OfferingsTab
from ui.pages.partner_tabs.omissions import OmissionsTab
from ui.pages.partner_tabs.overview import OverviewTab
from ui.pages.partner_tabs.packs import PacksTab
from ui.pages.partner_tabs.people import PeopleTab
from ui.pages.partner_tabs.prerequisites import PrerequisitesTab
from ui.pages.partner_tabs.register import RegisterTab
from ui.pages.partner_tabs.reviews import ReviewsTab
from ui.pages.partner_tabs.scorecard import ScorecardTab
from ui.pages.partner_tabs.tcv import TcvTab
from ui.pages.partner_tabs.their_pipeline import TheirPipelineTab
from ui.pages.partner_tabs.timeline import TimelineTab
from ui.widgets.as_of import AsOfButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.grouped_tabs import GroupedTabs
from ui.widgets.page import PageBody

if TYPE_CHECKING:
    from models.program.projected import Projection
    from models.store.partners import PartnerView

# Those of a group stand side by side.
TABS: tuple[type[Tab], ...] = (
    OverviewTab,
    TimelineTab,
    PeopleTab,
    OfferingsTab,
    EnablementTab,
    EvidenceTab,
    DealsTab,
    TheirPipelineTab,
    OmissionsTab,
    TcvTab,
    ScorecardTab,
    PrerequisitesTab,
    ChecklistsTab,
    BenefitsTab,
    MeetingsTab,
    ReviewsTab,
    RegisterTab,
    AdvocacyTab,
    JointPlanTab,
    HealthTab,
    PacksTab,
)
_KEYS = keys_of(TABS)


class PartnerPage(Page):
    KEY = "partner"
    # Every record of a partner, which its timeline tells of, and what they are judged by.
    CONCERNS = TimelineTab.CONCERNS | {
        "rates", "programs", "settings", "imports", "snapshots", "checklist_templates",
        "assessments",
    }  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view: PartnerView | None = None
        self.tabs: dict[str, Tab] = {}
        self._filled: set[str] = set()
        self._reveal: tuple[str, object] | None = None
        self.merging = MergeDoings(desk, self)
        self._build()

    # ---- places ----------------------------------------------------------------------------

    def visit(self, place: Place) -> None:
        other = place.id != self.place.id
        if other:
            self.leave()
        self.place = place
        place, self._reveal = named_in(place, self._reveal)
        self.header.show_list(self.desk.way_back[1])
        self._show_tab_of(place)
        if self._stale or other or self.view is None:
            self.refresh()
        else:
            self._fill_current()

    def reload(self) -> None:
        partner_id, as_of = self.place.id, self.desk.as_of

        def read(portfolio: Any) -> PartnerView:
            from models.store.partners import view

            return view(portfolio, partner_id, as_of)

        self.desk.lane.read(read, self._take, owner=self, key="view", failed=self._refuse)

    def _take(self, view: PartnerView) -> None:
        self.view = view
        self._filled.clear()
        self.header.read_only = not self._can_write()
        self.header.show_partner(view)
        for kind in TABS:
            count = kind.count(view)
            self.bar.set_title(kind.KEY, kind.TITLE if count is None else f"{kind.TITLE}  {count}")
        self._faces.setCurrentIndex(0)
        self._fill_current()
        self._allow_steps()
        self._ask_ahead(view)
        self.loaded.emit()

    def _ask_ahead(self, view: PartnerView) -> None:
        """Next January's tier comes after the page, which does not wait for it."""

        def read(portfolio: Any) -> Projection:
            from models.store.projected import projection_of

            return projection_of(portfolio, view.file, view.file.decision.as_of)

        self.desk.lane.read(
            read,
            partial(self._take_ahead, view),
            owner=self,
            key="ahead",
            failed=self._do_without,
        )

    def _take_ahead(self, view: PartnerView, ahead: Projection) -> None:
        if view is self.view:
            self.header.show_ahead(view, ahead)

    def _do_without(self, _: BaseException) -> None:
        """A day beyond what can be projected: the page stands without it."""

    def _refuse(self, error: BaseException) -> None:
        self.view = None
        message, hint = (error.message, error.hint) if isinstance(error, UserError) else (FAULT, "")
        moved = self.desk.as_of != self.desk.today
        self._gone.set(
            "handshake",
            message,
            f"Back to {self.desk.way_back[1].lower()}",
            "Judge as of today" if moved else "",
            hint,
        )
        self._faces.setCurrentIndex(1)
        self.loaded.emit()

    # ---- tabs ------------------------------------------------------------------------------

    def tab(self, key: str) -> Tab:
        """A tab of the page, built if it was not yet."""
        if key not in self.tabs:
            kind = next(kind for kind in TABS if key == kind.KEY)
            made = self.tabs[key] = kind(self.desk)
            made.wanted.connect(self.go_to)
            self._stack.addWidget(made)
        return self.tabs[key]

    @property
    def current(self) -> Tab:
        """The tab in front."""
        return self.tab(self.bar.current)

    def go_to(self, key: str, field: str, record_id: object) -> None:
        """Show a tab, and on it a field or a record."""
        self._reveal = (field, record_id)
        if key == self.current.KEY:
            self._reveal_now()
        else:
            self.desk.go(Place(self.KEY, self.place.id, key))

    def _show_tab_of(self, place: Place) -> None:
        keys = [kind.KEY for kind in TABS]
        self.bar.show_tab(place.tab if place.tab in keys else keys[0])
        self._stack.setCurrentWidget(self.current)

    def _pick_tab(self, key: str) -> None:
        self.desk.go(Place(self.KEY, self.place.id, key))

    def next_tab(self) -> None:
        self._pick_tab(TABS[(self._at() + 1) % len(TABS)].KEY)

    def tab_before(self) -> None:
        self._pick_tab(TABS[self._at() - 1].KEY)

    def _at(self) -> int:
        return [kind.KEY for kind in TABS].index(self.bar.current)

    def _fill_current(self) -> None:
        if self.view is None:
            return
        tab = self.current
        if tab.KEY not in self._filled:
            self._filled.add(tab.KEY)
            tab.show_view(self.view)
        self._reveal_now()

    def _reveal_now(self) -> None:
        wanted, self._reveal = self._reveal, None
        if wanted is not None:
            field, record_id = wanted
            self.current.reveal(field, record_id if isinstance(record_id, int) else None)

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        here, writable = self._is_there, self._can_write
        return [
            Command("build_pack", "Build review pack for this partner", self.build_pack, "File", "",
                    "presentation", "pdf ebr", here),
            Command("rename_partner", "Rename this partner", self.header.edit_name, "Edit", "",
                    "pencil", "name", lambda: here() and writable()),
            Command("delete_partner", "Delete this partner", self.delete, "Edit", "", "trash-2",
                    "remove", lambda: here() and writable()),
            Command("merge_partner", "Merge this partner with another…", self.merge, "Edit", "",
                    "git-branch", "same duplicate join", lambda: here() and writable()),
            Command("partner_names", "Names that mean this partner…", self.show_names, "Edit", "",
                    "tag", "alias known import spelling", here),
            Command("add_evidence", "Add evidence of this partner…", self.add_evidence, "File", "",
                    "paperclip", "attach file proof", lambda: here() and writable()),
            Command("evidence_binder", "Save this partner’s evidence binder…", self.bind_evidence,
                    "File", "", "download", "pdf proof", here),
            Command("partner_before", "Partner before", self.step_back, "Go", "Alt+Up",
                    "chevron-up", "previous", lambda: self._neighbour(-1) > 0),
            Command("partner_after", "Partner after", self.step_on, "Go", "Alt+Down",
                    "chevron-down", "next", lambda: self._neighbour(1) > 0),
            Command("tab_after", "Next tab", self.next_tab, "Go", "Ctrl+PgDown", "chevron-right",
                    "part", here),
            Command("tab_before", "Tab before", self.tab_before, "Go", "Ctrl+PgUp", "chevron-left",
                    "part", here),
            *(
                Command(f"tab_{kind.KEY}", kind.TITLE, partial(self._pick_tab, kind.KEY), "Go",
                        _KEYS.get(kind.KEY, ""), "panel-right", f"tab {kind.GROUP}", here)
                for kind in TABS
            ),
        ]  # fmt: skip

    def begin_search(self) -> None:
        self.current.begin_search()

    def leave(self) -> None:
        self.header.commit()
        for tab in self.tabs.values():
            tab.leave()

    def build_pack(self) -> None:
        self.desk.go(Place("packs", self.place.id))

    def add_evidence(self) -> None:
        """Pick files, and say what they prove."""
        self._evidence().add()

    def bind_evidence(self) -> None:
        """Save all evidence of this partner as one PDF, in the internal edition."""
        self._evidence().make_binder("internal")

    def _evidence(self) -> EvidenceTab:
        self.desk.go(Place(self.KEY, self.place.id, EvidenceTab.KEY))
        tab = self.tab(EvidenceTab.KEY)
        assert isinstance(tab, EvidenceTab)  # noqa: S101  named by its own key
        return tab

    def step_back(self) -> None:
        self._step(-1)

    def step_on(self) -> None:
        self._step(1)

    def delete(self) -> None:
        """Delete this partner and go back to where it was listed; undo brings it back."""
        if self.view is None or not self._can_write():
            return
        name = self.view.file.partner.name
        self.desk.lane.write(
            f"Delete {name}",
            writes.without(Partner, [self.place.id]),
            partial(self._deleted, name),
            owner=self,
        )

    def merge(self) -> None:
        """Pick the partner that is the same one, and look at what would come of it."""
        if self.view is not None and self._can_write():
            self.merging.merge_with(self.place.id, self.view.file.partner.name)

    def show_names(self) -> None:
        """The names that mean this partner in imports."""
        if self.view is not None:
            self.merging.show_names(self.place.id, self.view.file.partner.name)

    def _deleted(self, name: str, _: object) -> None:
        self._back()
        self.desk.toast(f"Deleted {name}", undo=True)

    def _rename(self, name: str) -> None:
        if self.view is None:
            return
        self.desk.lane.write(
            f"Rename {self.view.file.partner.name} to {name}",
            writes.partner(self.place.id, name=name),
            owner=self,
            failed=partial(self._not_renamed, name),
        )

    def _not_renamed(self, name: str, error: BaseException) -> None:
        self.header.show_problem(name, str(error) if isinstance(error, UserError) else FAULT)

    def _neighbour(self, by: int) -> int:
        """Id of the partner before or after in the list that one came from; 0 where none is."""
        order = self.desk.partner_order
        if self.place.id not in order:
            return 0
        at = order.index(self.place.id) + by
        return order[at] if 0 <= at < len(order) else 0

    def _step(self, by: int) -> None:
        other = self._neighbour(by)
        if other:
            self.desk.go(Place(self.KEY, other, self.current.KEY))

    def _allow_steps(self) -> None:
        self.header.before.setEnabled(self._neighbour(-1) > 0)
        self.header.after.setEnabled(self._neighbour(1) > 0)

    def _is_there(self) -> bool:
        return self.view is not None

    def _can_write(self) -> bool:
        return self.desk.opened.writable

    def _back(self, _: object = None) -> None:
        self.desk.go(self.desk.way_back[0])

    def _today(self) -> None:
        self.desk.set_as_of(None)

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.header = PartnerHeader()
        self.header.crumb_clicked.connect(self._back)
        self.header.renamed.connect(self._rename)
        self.header.stepped.connect(self._step)
        self.header.tools.addWidget(AsOfButton(self.desk))
        pack = self.header.add_button("Build review pack", "primary", "presentation")
        pack.clicked.connect(self.build_pack)
        self.bar = GroupedTabs(
            "Parts of this partner", [(kind.KEY, kind.TITLE, kind.GROUP) for kind in TABS]
        )
        self.bar.picked.connect(self._pick_tab)
        self._stack = QStackedWidget()
        body = PageBody()
        for part in (self.header, self.bar):
            body.column.addWidget(part)
        body.column.addWidget(self._stack, 1)
        self._gone = EmptyState("handshake", "")
        self._gone.primary_clicked.connect(self._back)
        self._gone.link_clicked.connect(self._today)
        self._faces = QStackedWidget()
        self._faces.addWidget(body)
        self._faces.addWidget(self._gone)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._faces)

    # ---- Qt's ------------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # another page; a window that is minimised is no leaving
            for tab in self.tabs.values():
                tab.away()
