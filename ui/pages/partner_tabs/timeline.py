"""Everything that happened with a partner, newest first: from the records and from the journal.

It tells what the host keeps to itself as well, so nothing of it is in a partner's edition.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.governance.timeline import (
    JOURNAL,
    Entry,
    chosen,
    folded_edits,
    in_order,
)
from models.governance.timeline_sources import EDITS
from models.names import slug
from models.text import counted, day_text
from ui import icons, theme
from ui.desk import Desk, Place
from ui.faults import why
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.timeline_filter import TimelineFilter, columns
from ui.pages.partner_tabs.timeline_list import TimelineList
from ui.tables.clipboard import as_clipboard
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel
from ui.widgets.least_height import LeastHeight
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.governance.timeline import Touch
    from models.store.partners import PartnerView
    from models.store.timeline import Recorded
    from models.store.timeline_journal import Part

_LEAST = 290  # logical pixels in which some entries are seen; in a lower window the tab scrolls
_FOLDER = "export_folder"
_FILES = "Excel workbook (*.xlsx);;CSV (*.csv)"


class TimelineTab(Tab):
    KEY = "timeline"
    TITLE = "Timeline"
    GROUP = "Overview"
    CONCERNS: ClassVar[frozenset[str]] = frozenset(EDITS)  # it tells of every record of a partner

    loaded = Signal()  # what was asked for is on the tab now

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.happened: tuple[Entry, ...] = ()
        self.touches: tuple[Touch, ...] = ()
        self.before = 0  # from where the journal is read on, 0 where it is read to its end
        self._top = 0  # the newest change there was when the journal was read last
        self._gone: frozenset[tuple[str, int]] = frozenset()
        self._entries: tuple[Entry, ...] = ()
        self._known = self._reading = False
        self._build()

    # ---- for the page ----------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        if not same:
            self.happened, self.touches, self._entries = (), (), ()
            self.before, self._top, self._gone, self._known = 0, 0, frozenset(), False
            self.message.hide()
            self.filter.clear()
            self.list.show_entries(())
        self._read_records(whole=same)

    def reveal(self, field: str, record_id: int | None) -> None:
        """`field` is a kind to show alone, or blank."""
        if field:
            self.filter.offer_from(self._entries, self.desk.as_of)
            self.filter._chips["kind"].set_chosen({field})
            self._choose()
        self.list.go_first()

    def begin_search(self) -> None:
        self.filter.search.setFocus()
        self.filter.search.selectAll()

    # ---- reading ---------------------------------------------------------------------------

    def _read_records(self, *, whole: bool) -> None:
        """First what a screen needs, then all of it."""
        partner_id, as_of = self.partner_id, self.desk.as_of

        def read(portfolio: Any) -> Recorded:
            from models.store.timeline import FIRST, recorded

            return recorded(portfolio, partner_id, as_of, 0 if whole else FIRST)

        self.desk.lane.read(
            read, partial(self._take, partner_id), owner=self, key="records", failed=self._fail
        )

    def _take(self, partner_id: int, found: Recorded) -> None:
        if partner_id != self.partner_id:
            return
        self.happened, self._known = found.entries, True
        self._show(complete=found.whole)
        if found.whole:
            self._read_journal(again=True)
        else:
            self._read_records(whole=True)

    def _read_journal(self, *, again: bool) -> None:
        """The newest part once more, or the next older one."""
        partner_id, before = self.partner_id, 0 if again else self.before
        gone = frozenset() if again else self._gone
        # What is entered is entered today, also where a sample is judged as of its own day.
        picked = self.desk.as_of != self.desk.today
        last = self.desk.as_of if picked else date.max

        def read(portfolio: Any, progress: Any) -> Part:
            from models.store.timeline_journal import read_part

            return read_part(portfolio, partner_id, last, before, gone, progress)

        self._reading = True
        self._tell()
        self.desk.lane.read(
            read,
            partial(self._take_part, partner_id, again),
            owner=self,
            key="journal",
            failed=self._fail,
            progress=self._show_reading,
        )

    def _take_part(self, partner_id: int, again: bool, part: Part) -> None:
        if partner_id != self.partner_id:
            return
        self._reading = False
        if not again:
            self.touches, self.before = (*self.touches, *part.touches), part.before
        elif part.before and part.before <= self._top + 1:
            # What was read further back stays, where nothing is missing in between.
            older = tuple(touch for touch in self.touches if touch.seq < part.before)
            self.touches = (*part.touches, *older)
            self.before = min(self.before, part.before)
        else:
            self.touches, self.before = part.touches, part.before
        self._top = part.top if again else self._top
        self._gone |= part.gone
        self._show(complete=True)
        self.loaded.emit()

    def load_older(self) -> None:
        """Read the journal on, from where it was read to."""
        if self.before and not self._reading:
            self._read_journal(again=False)

    def _show_reading(self, done: int, total: int, words: str) -> None:
        self.foot.setText(f"{words}, {done:,} of {total:,} changes")

    def _fail(self, error: BaseException) -> None:
        self._reading = False
        self.refuse(why(error))

    def refuse(self, sentence: str) -> None:
        """Say why something was not done."""
        self.message.set("short", sentence)
        self.message.show()

    # ---- what is shown ---------------------------------------------------------------------

    def _show(self, *, complete: bool) -> None:
        self._entries = in_order((*self.happened, *folded_edits(self.touches)))
        if complete:
            self.filter.offer_from(self._entries, self.desk.as_of)
        self._choose()

    def _choose(self) -> None:
        choice = self.filter.choice()
        found = chosen(self._entries, choice) if self.filter.asks else list(self._entries)
        self.list.show_entries(found)
        self._fit()
        if found or not self._known:
            face: QWidget = self.list
        elif self._entries:
            self.no_match.set("funnel", f"Nothing matches {self.filter.words()}.", "Show all")
            face = self.no_match
        else:
            face = self.empty
        self._faces.setCurrentWidget(face)
        self._tell()

    def _tell(self) -> None:
        shown, whole = len(self.list.entries), len(self._entries)
        words = counted(whole, "entry", "entries")
        self.sub.setText(words if shown == whole else f"{shown:,} of {words}")
        self.older.setVisible(bool(self.before))
        self.older.setEnabled(not self._reading)
        edits = [touch.on for touch in self.touches]
        if self._reading and not edits:
            said = "Reading what was entered"
        elif self.before and edits:
            said = f"What was entered is read back to {day_text(min(edits))}"
        elif self.before:
            said = "Nothing was entered of this partner in the newest changes"
        else:
            said = "From the records: the day it happened. Entered: the day it was typed."
        self.foot.setText(said)

    @property
    def face(self) -> QWidget | None:
        """The list, or what stands in its place."""
        return self._faces.currentWidget()

    # ---- what can be done ------------------------------------------------------------------

    def open_entry(self, entry: Entry) -> None:
        """Go to the place that an entry leads to."""
        if entry.page == "meeting" and entry.record_id:
            self.desk.go(Place("meeting", entry.record_id))
        elif entry.page == "imports":
            self.desk.go(Place("imports"))
        else:
            self.wanted.emit(entry.tab or "overview", entry.table, entry.record_id)

    def open_current(self) -> None:
        entries = self.list.selected
        if entries:
            self.open_entry(entries[0])

    def show_edits(self) -> None:
        """Show what the chosen edits did, before and after."""
        entries = [entry for entry in self.list.selected if entry.source == JOURNAL]
        if entries:
            from ui.dialogs.edited import show_edits

            seqs = sorted({seq for entry in entries for seq in entry.seqs}, reverse=True)
            title = entries[0].title if len(entries) == 1 else counted(len(seqs), "change")
            show_edits(self.desk, self.partner_id, title, seqs, self._gone, self.window())

    def copy(self) -> None:
        entries = self.list.selected
        if entries:
            QGuiApplication.clipboard().setMimeData(as_clipboard(columns(), entries, headers=True))
            self.desk.toast(f"Copied {counted(len(entries), 'entry', 'entries')} with headings")

    def export(self) -> None:
        """Ask for a file, and write what is shown to it."""
        if not self.list.entries:
            return
        folder = str(self.desk.settings.value(_FOLDER, "") or Path.home())
        proposed = str(Path(folder) / f"{slug(self.name)}-timeline.xlsx")
        name, _ = QFileDialog.getSaveFileName(self, "Export the timeline", proposed, _FILES)
        if name:
            self.export_to(Path(name))

    def export_to(self, target: Path) -> None:
        """Write what is shown; the file dialog has asked about replacing a file."""
        from ui.tables.exporting import write

        if target.suffix not in (".xlsx", ".csv"):
            target = target.with_name(f"{target.name}.xlsx")
        self.desk.settings.setValue(_FOLDER, str(target.parent))
        self.desk.lane.compute(
            write,
            (target, f"Timeline of {self.name}", columns(), self.list.entries),
            partial(self._tell_written, target),
            owner=self,
            failed=self._fail,
        )

    def _tell_written(self, target: Path, count: int) -> None:
        self.desk.tell_file(f"Wrote {counted(count, 'entry', 'entries')}", target)

    def show_menu(self, spot: QPoint) -> None:
        """What can be done with the chosen entries."""
        entries = self.list.selected
        if not entries:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icons.icon("arrow-right"), "Open\tEnter", self.open_current)
        edits = menu.addAction(icons.icon("history"), "Before and after", self.show_edits)
        edits.setEnabled(any(entry.source == JOURNAL for entry in entries))
        menu.addSeparator()
        menu.addAction(icons.icon("copy"), "Copy for Excel", self.copy)
        menu.addAction(icons.icon("upload"), "Export what is shown…", self.export)
        menu.popup(self.list.viewport().mapToGlobal(spot))

    def _show_verbs(self) -> None:
        entries = self.list.selected
        self.bulk.show_count(len(entries), least=1)
        self._edits.setVisible(any(entry.source == JOURNAL for entry in entries))
        self._open.setVisible(len(entries) == 1)

    def _go_to_list(self) -> None:
        self.list.go_first()

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.message = MessageBar("short", closable=True)
        self.message.hide()
        self.filter = TimelineFilter()
        self.filter.changed.connect(self._choose)
        self.filter.search.went_on.connect(self._go_to_list)
        self.list = TimelineList("Timeline")
        self.list.opened.connect(self.open_entry)
        self.list.chosen.connect(self._show_verbs)
        self.list.copy_wanted.connect(self.copy)
        self.list.export_wanted.connect(self.export)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self.show_menu)
        self.no_match = EmptyState("funnel", "")
        self.no_match.primary_clicked.connect(self.filter.clear)
        self.empty = EmptyState(
            "history",
            "Nothing has happened yet",
            hint="Meetings, deals, steps into the program, files, packs and every edit will stand"
            " here with their day.",
        )
        self._faces = QStackedWidget()
        for face in (self.list, self.no_match, self.empty):
            self._faces.addWidget(face)
        self.bulk = BulkBar()
        self.bulk.dismissed.connect(self.list.clearSelection)
        self._open = self.bulk.add_button("Open", "arrow-right", self.open_current)
        self._edits = self.bulk.add_button("Before and after", "history", self.show_edits)
        self.bulk.add_button("Copy for Excel", "copy", self.copy)
        self.sub = ElidedLabel("", "body", "text_2")
        save = Button("Export…", "plain", "upload", name="Export the timeline")
        save.clicked.connect(self.export)
        self.foot = ElidedLabel("", "small", "text_2")
        self.older = Button("Load older", "plain", "history", name="Load older edits")
        self.older.clicked.connect(self.load_older)
        card = Card("Timeline", padding=0)
        card.header.insertWidget(1, self.sub)
        card.add_action(save)
        card.body.setSpacing(0)
        card.body.addWidget(self._faces, 1)
        card.body.addWidget(self.bulk)
        under = QHBoxLayout()
        under.setContentsMargins(16, 6, 10, 6)
        under.addWidget(self.foot, 1)
        under.addWidget(self.older)
        card.body.addLayout(under)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        scroll = self._scroll = PageScroll(name="Timeline and its filters")
        scroll.body.setSpacing(10)
        LeastHeight(card, _LEAST)
        scroll.body.addWidget(self.filter)
        scroll.body.addWidget(card, 1)
        outer.addWidget(self.message)
        outer.addWidget(scroll, 1)
        self.list.selectionModel().currentChanged.connect(self._follow)
        theme.notifier().changed.connect(self._fit)

    def _fit(self) -> None:
        """In a low window the tab scrolls all of it; else the list scrolls, and only the list."""
        room = self._scroll.viewport().height()
        low = room < self.filter.sizeHint().height() + 10 + theme.px(_LEAST)
        self.list.show_whole(room if low else 0)

    def _follow(self, current: Any, _: Any) -> None:
        """Keep the current entry in sight where the tab scrolls."""
        inner = self._scroll.widget()
        if self.list.hasFocus() and inner is not None:
            spot = self.list.viewport().mapTo(inner, self.list.visualRect(current).center())
            self._scroll.ensureVisible(spot.x(), spot.y(), 0, theme.px(48))

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
