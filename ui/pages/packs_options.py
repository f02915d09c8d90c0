"""The card that says what a pack is: whose, which, for whom, its sections, meeting and cover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.pack_plan import KINDS, Ask, Words
from models.pack_warnings import summary
from ui import theme
from ui.desk import Desk
from ui.pages.packs_asks import AskPanel
from ui.pages.packs_cover import CoverTab
from ui.pages.packs_meeting import MeetingTab
from ui.pages.packs_plan import PlanKeeper
from ui.pages.packs_sections import SectionList, SectionRow
from ui.pages.packs_wanted import WantedAsks
from ui.pages.packs_warnings import WarningsFoot, WarningsPanel
from ui.pages.packs_words import WordsPanel
from ui.pages.templates_fields import RoomyCombo
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import SettledLabel
from ui.widgets.page import PageScroll
from ui.widgets.segmented import Segmented
from ui.widgets.tab_bar import TabBar
from ui.widgets.typed_choice import TypedChoice
from ui.widgets.undo_through import UndoThrough

if TYPE_CHECKING:
    from models.pack_plan import PackPlan
    from models.pack_warnings import PackWarning
    from reports.parts import Part

WIDE, NARROW = 336, 304
# Logical pixels: what is under the tabs is never lower; a card lower than this scrolls as a whole.
_LEAST, _LOW = 236, 560
_LEFT_OUT = "Notes, next steps, contact details and reasons of exceptions are left out."
_ALL_IN = "For the host only: nothing is left out."
_READ_ONLY = "Open to read only: what you change here is for this pack alone and is not kept."
_UNWANTED = "There is nothing to show, so it is left out."


class OptionsCard(Card):
    """``partner_picked`` and ``kind_picked`` ask for another pack; ``section_chosen`` and
    ``warning_chosen`` ask to be shown a section, or the place of a warning.

    All else goes to the keeper of the plan at once.
    """

    partner_picked = Signal(object)
    kind_picked = Signal(object)
    section_chosen = Signal(str)
    warning_chosen = Signal(object)

    def __init__(self, desk: Desk, keeper: PlanKeeper, parent: QWidget | None = None) -> None:
        super().__init__("", parent, padding=14)
        self._keeper = keeper
        self._parts: tuple[Part, ...] = ()
        self.partner = TypedChoice("Partner")
        self.partner.currentIndexChanged.connect(self._partner_chosen)
        self.kind = RoomyCombo(list(KINDS.items()), "Kind of pack", width=WIDE)
        self.kind.chosen.connect(self.kind_picked)
        self.audience = Segmented([("partner", "Partner"), ("internal", "Internal")], "Audience")
        self.audience.chosen.connect(self._audience_chosen)
        self._note = SettledLabel("", "small", "text_2")
        self._read_only = SettledLabel(_READ_ONLY, "small", "at_risk")
        self.tabs = TabBar("What to decide")
        self.sections = SectionList()
        self.meeting = MeetingTab(desk.today)
        self.wanted = WantedAsks(desk, keeper, self.meeting.asks, self)
        self.cover = CoverTab()
        self.words = WordsPanel()
        self.ask = AskPanel(desk.today)
        self.warnings = WarningsPanel()
        self.foot = WarningsFoot()
        self.usual = Button("Back to the usual pack", "link", "rotate-ccw")
        self.usual.clicked.connect(keeper.forget)
        self._build()
        self._connect()
        theme.notifier().changed.connect(self.take_width)
        self.narrow = False
        self.take_width()

    # ---- showing ---------------------------------------------------------------------------

    def show_partners(self, partners: Sequence[tuple[int, str]], current: int) -> None:
        """Offer these partners; nothing is told."""
        self.partner.blockSignals(True)
        self.partner.clear()
        for partner_id, name in partners:
            self.partner.addItem(name, partner_id)
        at = self.partner.findData(current) if current else 0
        self.partner.setCurrentIndex(max(at, 0))
        self.partner.blockSignals(False)
        self.partner.settle()

    def show_plan(self, *, anew: bool = False) -> None:
        """Show what the keeper holds; `anew` is another pack, and the panels are left."""
        plan, edition = self._keeper.plan, self._keeper.edition
        self.kind.set_current(plan.kind)
        self.audience.set_current(edition)
        self._note.setText(_LEFT_OUT if edition == "partner" else _ALL_IN)
        self._read_only.setVisible(not self._keeper.writable)
        self.meeting.show_plan(plan, anew=anew)
        self.cover.show_plan(plan, edition)
        self._face_changed()
        if anew:
            self.back()
        elif self.faces.currentWidget() is self.words:
            self.words.show_words(plan.words.get(self.words.key, Words()))
        elif self.faces.currentWidget() is self.ask:
            if self.ask.at < len(plan.asks):
                self.ask.show_ask(plan.asks[self.ask.at], len(plan.asks))
            else:
                self.back()
        self._show_rows()

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        """Show what became of each section."""
        self._parts = parts
        self._show_rows()
        for part in parts:
            if part.key == self.words.key:
                self.words.show_part(part)

    def show_warnings(self, warnings: Sequence[PackWarning]) -> None:
        self.foot.show_summary(summary(warnings))
        self.warnings.show_warnings(warnings)

    def take_width(self) -> None:
        """As wide as its room lets it be."""
        self.setFixedWidth(theme.px(NARROW if self.narrow else WIDE))

    def back(self) -> None:
        """Keep what was typed and go from a panel to the choices, to where one came from."""
        self._keeper.keep()
        was = self.faces.currentWidget() or self._choices
        focus = self.window().focusWidget()
        inside = focus is not None and was.isAncestorOf(focus)
        self.faces.setCurrentWidget(self._choices)
        if was is self.words and inside:
            self.sections.setFocus()
        elif was is self.ask and inside:
            rows = self.meeting.asks.rows
            (rows[min(self.ask.at, len(rows) - 1)] if rows else self.meeting.asks.add).setFocus()
        elif was is self.warnings and inside:
            self.foot.show_all.setFocus()

    @property
    def writing(self) -> bool:
        """Whether the words of a section or a decision are open."""
        return self.faces.currentWidget() in (self.words, self.ask)

    # ---- what a person decides -------------------------------------------------------------

    def _partner_chosen(self, _: int) -> None:
        self.partner_picked.emit(self.partner.currentData())

    def _audience_chosen(self, edition: object) -> None:
        self._keeper.set_edition(str(edition))
        self.show_plan()

    def _set(self, name: str, value: Any, typed: bool) -> None:
        self._keeper.set(soon=typed, **{name: value})

    def _toggled(self, key: str, on: bool) -> None:
        left = self._keeper.plan.left_out
        self._set("left_out", tuple(x for x in left if x != key) if on else (*left, key), False)

    def _ordered(self, keys: tuple[str, ...]) -> None:
        usual = keys == tuple(part.key for part in self._parts)
        self._set("order", () if usual else keys, False)

    def _open_words(self, key: str) -> None:
        part = next((one for one in self._parts if one.key == key), None)
        if part is None:
            return
        self.faces.setCurrentWidget(self.words)
        self.words.open_for(key, part.name, self._keeper.plan.words.get(key, Words()))
        self.words.show_part(part)
        self.section_chosen.emit(key)

    def _words_edited(self, key: str, words: Words) -> None:
        kept = dict(self._keeper.plan.words)
        kept.pop(key, None)
        if words.text or words.note:
            kept[key] = words
        self._set("words", kept, True)
        self._show_rows()

    def _open_ask(self, at: int) -> None:
        asks = self._keeper.plan.asks
        ask = asks[at] if at < len(asks) else Ask("")
        self.faces.setCurrentWidget(self.ask)
        self.ask.open_for(at, ask, max(len(asks), at + 1))
        self.section_chosen.emit("decisions")

    def _ask_edited(self, at: int, ask: Ask) -> None:
        asks = list(self._keeper.plan.asks)
        asks[at:] = [ask, *asks[at + 1 :]]
        self._set("asks", tuple(asks), True)

    def _ask_removed(self, at: int) -> None:
        asks = self._keeper.plan.asks
        self._set("asks", (*asks[:at], *asks[at + 1 :]), False)
        self.back()
        self.show_plan()

    def _ask_moved(self, at: int, by: int) -> None:
        asks = list(self._keeper.plan.asks)
        if not 0 <= at + by < len(asks):
            return
        asks.insert(at + by, asks.pop(at))
        self._set("asks", tuple(asks), False)
        self.ask.at = at + by
        self.show_plan()

    def _left_ask(self) -> None:
        """A decision without any words is none."""
        asks = self._keeper.plan.asks
        kept = tuple(one for one in asks if one != Ask("", side=one.side))
        if kept != asks:
            self._set("asks", kept, False)
        self.back()
        self.show_plan()

    def _open_warnings(self) -> None:
        self.faces.setCurrentWidget(self.warnings)
        self.warnings.back.setFocus()

    def _warning_chosen(self, one: PackWarning) -> None:
        if one.where == "section":
            self._toggled(one.key, True)
            self._show_rows()
        self.warning_chosen.emit(one)

    # ---- building --------------------------------------------------------------------------

    def _show_rows(self) -> None:
        self.sections.show_rows(section_rows(self._parts, self._keeper.plan))
        self._fit()

    def _build(self) -> None:
        self._choices = PageScroll(name="The pack")
        column = self._choices.body
        column.setSpacing(8)
        for widget in (self.partner, self.kind, self.audience, self._note, self._read_only):
            column.addWidget(widget)
        self.tabs.setExpanding(False)
        for name in ("Sections", "Meeting", "Cover"):
            self.tabs.addTab(name)
        column.addWidget(self.tabs)
        self._pages = QStackedWidget()
        for page in (self.sections, self.meeting, self.cover):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        self.faces = QStackedWidget()
        for face in (self._choices, self.words, self.ask, self.warnings):
            self.faces.addWidget(face)
        self.body.addWidget(self.faces, 1)
        self.body.addWidget(self.foot)
        self.body.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeft)

    def _fit(self, _: int = 0) -> None:
        """Where the card is low it scrolls as a whole; else only what is long in it does."""
        page = self._pages.currentWidget()
        low = self.height() < theme.px(_LOW)
        wants = theme.px(_LEAST)
        if low and page is self.sections:
            wants = max(wants, self.sections.content_height())
        elif low and isinstance(page, PageScroll):
            wants = max(wants, page.body.sizeHint().height())
        self._pages.setMinimumHeight(wants)

    def _follow(self, *_: object) -> None:
        """Keep the section with the cursor in sight where the whole card scrolls."""
        spot = self.sections.visualRect(self.sections.currentIndex())
        inner = self._choices.widget()
        if inner is None:
            return
        at = self.sections.viewport().mapTo(inner, spot.center())
        self._choices.ensureVisible(at.x(), at.y(), 0, spot.height())

    def _face_changed(self, _: int = 0) -> None:
        """In a panel its own things have the room."""
        among = self.faces.currentWidget() is self._choices
        self.foot.set_wanted(among)
        self.usual.setVisible(among and not self._keeper.is_usual)

    def _connect(self) -> None:
        self.faces.currentChanged.connect(self._face_changed)
        self._keeper.changed.connect(self._face_changed)
        self.sections.selectionModel().currentChanged.connect(self._follow)
        self.sections.sections.rowsMoved.connect(self._follow)
        UndoThrough(
            self,
            self.cover.title, self.cover.confidentiality, self.meeting.place,
            self.meeting.attendees, self.words.text, self.words.note,
            self.ask.what, self.ask.why, self.ask.options, self.ask.owner,
        )  # fmt: skip
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self.tabs.currentChanged.connect(self._fit)
        self.sections.toggled.connect(self._toggled)
        self.sections.ordered.connect(self._ordered)
        self.sections.opened.connect(self._open_words)
        self.sections.chosen.connect(self.section_chosen)
        self.meeting.edited.connect(self._set)
        self.meeting.asked.connect(self._open_ask)
        self.cover.edited.connect(self._set)
        self.words.edited.connect(self._words_edited)
        self.words.left.connect(self.back)
        self.ask.edited.connect(self._ask_edited)
        self.ask.removed.connect(self._ask_removed)
        self.ask.moved.connect(self._ask_moved)
        self.ask.left.connect(self._left_ask)
        self.foot.asked.connect(self._open_warnings)
        self.warnings.left.connect(self.back)
        self.warnings.chosen.connect(self._warning_chosen)

    # ---- Qt --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def section_rows(parts: Sequence[Part], plan: PackPlan) -> list[SectionRow]:
    """The sections as the plan orders them, those that it does not name after them."""
    known = {part.key: part for part in parts}
    first = [key for key in plan.order if key in known]
    rows = []
    for key in dict.fromkeys([*first, *known]):
        part, on = known[key], key not in plan.left_out
        rows.append(
            SectionRow(
                key,
                part.name,
                on,
                part.page if on else 0,
                part.said or ("" if part.wanted else _UNWANTED),
                key in plan.words,
            )
        )
    return rows
