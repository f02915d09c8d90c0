"""The program: what it requires and gives, how it is read, its clauses, versions and cases."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.errors import UserError
from models.text import counted, day_text
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.base import Page
from ui.pages.program_cases import CasesPart
from ui.pages.program_changes import VersionChanges
from ui.pages.program_clauses import ClausesPart
from ui.pages.program_draft import DraftEditor
from ui.pages.program_part import Part
from ui.pages.program_readings import ReadingsPart
from ui.pages.program_sheets import BenefitsPart, MeasurePart, RequirementsPart
from ui.pages.program_versions import VersionsPart
from ui.widgets.as_of import AsOfButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.tab_bar import TabBar

if TYPE_CHECKING:
    from models.store.program_page import ProgramView

PARTS: tuple[type[Part], ...] = (
    RequirementsPart,
    BenefitsPart,
    MeasurePart,
    ReadingsPart,
    ClausesPart,
    VersionsPart,
    CasesPart,
)
DRAFT = "draft"


class ProgramPage(Page):
    KEY = "program"
    CONCERNS = frozenset({"programs", "settings", "frozen"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view: ProgramView | None = None
        self.parts: dict[str, Part] = {}
        self._filled: set[str] = set()
        self.changes = VersionChanges(desk, self)
        self._build()

    # ---- places ----------------------------------------------------------------------------

    def visit(self, place: Place) -> None:
        leaving = self.place.tab == DRAFT and place.tab != DRAFT
        if leaving:
            self.draft.leave()
        stale, self.place = self._stale, place
        if place.tab == DRAFT:
            self._faces.setCurrentWidget(self.draft)
            self._stale = False
            self.draft.open(place.id)
            return
        self._faces.setCurrentWidget(self.body)
        self._show_tab_of(place)
        if stale or leaving or self.view is None:
            self.refresh()
        else:
            self._fill_current()
            self.loaded.emit()

    def reload(self) -> None:
        if self.place.tab == DRAFT:
            self.view = None  # the list behind it is read again on the way back
            self.draft.reload()
            return
        day, today = self.desk.as_of, self.desk.today

        def read(portfolio: Any) -> ProgramView:
            from models.store.program_page import view

            return view(portfolio, day, today)

        self.desk.lane.read(read, self._take, owner=self, key="view")

    def _take(self, view: ProgramView) -> None:
        self.view = view
        self._filled.clear()
        self.header.set_title(view.name)
        self.header.set_sub(head_words(view))
        self.header.set_pills(pills(view))
        for at, kind in enumerate(PARTS):
            count = kind.count(view)
            self.bar.setTabText(at, kind.TITLE if count is None else f"{kind.TITLE}  {count}")
        self._offer_clauses(bool(view.clauses))
        self.new_button.setVisible(self._can_write())
        self.other_button.setVisible(len(view.choices) > 1)
        self.cases_button.setVisible(view.has_cases)
        self._fill_current()
        self.loaded.emit()

    # ---- parts -----------------------------------------------------------------------------

    def part(self, key: str) -> Part:
        """A part of the page, built if it was not yet."""
        if key not in self.parts:
            kind = next(kind for kind in PARTS if key == kind.KEY)
            made = self.parts[key] = kind(self.desk)
            made.going.connect(self._go)
            self._stack.addWidget(made)
        return self.parts[key]

    @property
    def current(self) -> Part:
        """The part in front."""
        return self.part(PARTS[self.bar.currentIndex()].KEY)

    def _show_tab_of(self, place: Place) -> None:
        at = _at(place.tab) if place.tab in {kind.KEY for kind in PARTS} else 0
        at = at if self.bar.isTabVisible(at) else 0
        self.bar.blockSignals(True)
        self.bar.setCurrentIndex(at)
        self.bar.blockSignals(False)
        self._stack.setCurrentWidget(self.current)

    def _offer_clauses(self, offered: bool) -> None:
        """The register is for its own program only; whoever stands on it goes to the start."""
        at, here = _at(ClausesPart.KEY), self.bar.currentIndex()
        self.bar.blockSignals(True)  # hiding the tab in front goes to its neighbour
        self.bar.setTabVisible(at, offered)
        self.bar.blockSignals(False)
        self._show_tab_of(Place(self.KEY, 0, PARTS[here].KEY if offered or here != at else ""))

    def _pick_tab(self, at: int) -> None:
        if self.bar.isTabVisible(at):
            self.desk.go(Place(self.KEY, 0, PARTS[at].KEY))

    def _switch(self, at: int) -> None:
        """The part at a place; of a draft its own parts."""
        if self.place.tab == DRAFT:
            self.draft.pick_face(at)
        else:
            self._pick_tab(at)

    def _go(self, tab: str, record_id: object) -> None:
        self.desk.go(Place(self.KEY, record_id if isinstance(record_id, int) else 0, tab))

    def _fill_current(self) -> None:
        view, part = self.view, self.current
        if view is None:
            return
        if part.NEEDS_TERMS and view.terms is None:
            problem = view.problem or UserError("There are no rules for this day.")
            self._nothing.set("scale", problem.message, "Judge as of today", hint=problem.hint)
            self._stack.setCurrentWidget(self._nothing)
            return
        self._stack.setCurrentWidget(part)
        if part.KEY not in self._filled:
            self._filled.add(part.KEY)
            part.show_view(view)

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        if self.place.tab == DRAFT:
            return self.draft.commands()
        return [
            Command("program_new", "New version of the program…", self.new_version, "Edit",
                    "Ctrl+N", "plus", "draft revise", self._can_write),
            Command("program_open", "Open a program file…", self.open_file, "File", "",
                    "folder-open", "toml import", self._can_write),
            Command("program_other", "Use another program…", self.use_another, "Edit", "",
                    "layers", "example", self._has_others),
            Command("program_cases", "Run the cases", self.run_cases, "Edit", "", "list-checks",
                    "test check", self._has_cases),
            Command("program_copy", "Copy for Excel", self.copy, "Edit", "Ctrl+Shift+C", "copy",
                    "clipboard", self._has_view),
            *self.current.commands(),
            *(
                Command(f"part_{kind.KEY}", kind.TITLE, partial(self._switch, at), "Go",
                        f"Ctrl+{at + 1}", "panel-right", "tab program",
                        partial(self.bar.isTabVisible, at))
                for at, kind in enumerate(PARTS)
            ),
        ]  # fmt: skip

    def begin_search(self) -> None:
        (self.draft if self.place.tab == DRAFT else self.current).begin_search()

    def leave(self) -> None:
        if self.place.tab == DRAFT:
            self.draft.leave()

    def copy(self) -> None:
        (self.draft if self.place.tab == DRAFT else self.current).copy()

    def new_version(self) -> None:
        """Ask what a new version is to be called and when it begins."""
        view = self.view
        if view is None or not self._can_write():
            return
        chosen = next((row.id for row in view.versions if row.in_force), None)
        self.changes.ask_new(view.versions, chosen)

    def open_file(self) -> None:
        if self._can_write():
            self.changes.ask_file()

    def use_another(self) -> None:
        if self.view is not None:
            self.changes.ask_program(self.view.choices)

    def run_cases(self) -> None:
        """Go to the cases and run them."""
        if self.view is None or not self._has_cases():
            return
        self.desk.go(Place(self.KEY, 0, CasesPart.KEY))
        cases = self.part(CasesPart.KEY)
        if isinstance(cases, CasesPart):
            cases.show_view(self.view)
            cases.run()

    def _has_view(self) -> bool:
        return self.view is not None

    def _has_others(self) -> bool:
        return self.view is not None and len(self.view.choices) > 1

    def _has_cases(self) -> bool:
        return self.view is not None and self.view.has_cases

    def _can_write(self) -> bool:
        return self.desk.opened.writable

    def _today(self) -> None:
        self.desk.set_as_of(None)

    def _go_to_inquiries(self) -> None:
        self.desk.go(Place("inquiries"))

    def _edit_draft(self, draft_id: object) -> None:
        self._go(DRAFT, draft_id)

    def _back_to_versions(self) -> None:
        if self.place.tab == DRAFT:
            self.desk.go(Place(self.KEY, 0, VersionsPart.KEY))

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.header = PageHeader("Program")
        self.inquiries_button = self.header.add_button("Inquiries", "quiet", "mail")
        self.inquiries_button.clicked.connect(self._go_to_inquiries)
        self.other_button = self.header.add_button("Use another program…", "quiet")
        self.other_button.clicked.connect(self.use_another)
        self.cases_button = self.header.add_button("Run the cases", "plain", "list-checks")
        self.cases_button.clicked.connect(self.run_cases)
        self.new_button = self.header.add_button("New version…", "primary", "plus")
        self.new_button.clicked.connect(self.new_version)
        self.bar = TabBar("Parts of the program")
        for kind in PARTS:
            self.bar.addTab(kind.TITLE)
        self.bar.currentChanged.connect(self._pick_tab)
        tabs = QHBoxLayout()
        tabs.addWidget(self.bar, 1)
        tabs.addWidget(AsOfButton(self.desk))
        self._stack = QStackedWidget()
        self._nothing = EmptyState("scale", "")
        self._nothing.primary_clicked.connect(self._today)
        self._stack.addWidget(self._nothing)
        self.body = PageBody()
        self.body.column.addWidget(self.header)
        self.body.column.addLayout(tabs)
        self.body.column.addWidget(self._stack, 1)
        self.draft = DraftEditor(self.desk)
        self.draft.leaving.connect(self._back_to_versions)
        self.draft.loaded.connect(self.loaded)
        self.changes.began.connect(self._edit_draft)
        self._faces = QStackedWidget()
        self._faces.addWidget(self.body)
        self._faces.addWidget(self.draft)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._faces)


def head_words(view: ProgramView) -> str:
    """The version in force, since when, and when notice of it was given."""
    version, terms = view.version, view.terms
    if version is None or terms is None:
        return f"No version is in force on {day_text(view.day)}"
    words = [f"Version {version.version} in force since {day_text(version.from_on)}"]
    if version.until_on is not None:
        words.append(f"until {day_text(version.until_on)}")
    if version.notice_on is not None:
        words.append(f"notice given on {day_text(version.notice_on)}")
    else:
        words.append("no day of notice is known")
    return " · ".join(words)


def pills(view: ProgramView) -> list[tuple[str, str, str]]:
    found = []
    if view.terms is not None and view.terms.example:
        found.append(("Example", "plain", ""))
    if view.changed_readings:
        found.append((f"{counted(view.changed_readings, 'reading')} changed", "accent", ""))
    return found


def _at(key: str) -> int:
    return [kind.KEY for kind in PARTS].index(key)
