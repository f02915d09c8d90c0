"""Today: what needs a person now, across all partners, with one key to each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.governance.today import AWAY, Arranged, Item, arranged, summary
from models.text import counted, weekday_text
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.list_page import ListPage
from ui.pages.partners_assessing import Assessing
from ui.pages.today_columns import GIVING_WAY, copied_columns
from ui.pages.today_doings import TodayDoings
from ui.pages.today_filter import TodayFilter
from ui.pages.today_table import TodayModel, TodayView
from ui.tables.columns import Column
from ui.widgets.as_of import AsOfButton
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageBody, PageHeader

if TYPE_CHECKING:
    from models.store.today import Told

# Where one of these has changed, what follows from the standings is worked out for everybody anew.
_JUDGED_BY = frozenset({"recovery_plans", "checklists", "checklist_templates", "settings"})
_QUIET_MS = 1_500  # after a change, until a page out of sight counts again


class TodayPage(ListPage):
    KEY = "today"
    VIEW, ONE, GIVING_WAY = "today/view", "item", GIVING_WAY
    CONCERNS = _JUDGED_BY | {
        "actions", "agreements", "answers", "assessment_lines", "assessments", "attendees",
        "benefit_events", "concerns", "contacts", "deals", "escalation_steps", "evidence", "grants",
        "infractions", "initiatives", "inquiries", "integrations", "meetings", "milestones",
        "objectives", "offerings", "omissions", "participation_steps", "partners", "program_links",
        "programs", "put_off", "rates", "resolutions", "statements", "trainings", "withdrawals",
    }  # fmt: skip
    filter: TodayFilter
    view: TodayView
    model: TodayModel

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.assessing = Assessing(desk, self, _assessed)
        self.doings = TodayDoings(desk, self)
        self.found: Told | None = None
        self.shown = arranged((), {}, desk.as_of)
        self._judged: tuple[Item, ...] = ()
        self.model = TodayModel(self._day, self)
        self.view = TodayView(self.model, "What needs you")
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._read_unseen)
        self._build()
        self._connect()
        self.begin_list()
        if desk.opened.path is not None:
            self._quiet.start()

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        day, since = self.desk.as_of, self.assessing.since

        def read(portfolio: Any) -> tuple[Told, Arranged]:
            from models.store.today import told

            found = told(portfolio, day, since)
            return found, arranged(found.items, found.away, day)

        self.desk.lane.read(read, self._take, owner=self, key="told")

    def _take(self, told: tuple[Told, Arranged]) -> None:
        self.found, first = told
        if not self._judged:  # else what is known of the rest stands until the new one comes
            self._show(first)
            self.loaded.emit()
        QTimer.singleShot(0, self, self._ask_rest)  # what the tables tell is painted first

    def _ask_rest(self) -> None:
        day, found = self.desk.as_of, self.found
        if found is None:
            return

        def read(portfolio: Any) -> tuple[tuple[Item, ...], Arranged]:
            from models.store.today import judged

            rest = judged(portfolio, day)
            return rest, arranged([*found.items, *rest, *known], found.away, day)

        known = self._known()
        self.desk.lane.read(read, partial(self._take_rest, found), owner=self, key="judged")

    def _take_rest(self, found: Told, told: tuple[tuple[Item, ...], Arranged]) -> None:
        if found is not self.found:
            return
        self._judged, shown = told
        self._show(shown)
        self.loaded.emit()
        self.assessing.begin(found.listed, [line.id for line in found.lines])

    def _settle(self) -> None:
        """Everybody is assessed: what follows from it is put in its place."""
        if self.found is not None:
            made = [*self.found.items, *self._judged, *self._known()]
            self._show(arranged(made, self.found.away, self._day()))

    def _known(self) -> list[Item]:
        return [item for made in self.assessing.known.values() for item in made]

    def _show(self, shown: Arranged) -> None:
        self.shown = shown
        self.adding.setVisible(self.can_write())
        self.filter.offer_away(len(shown.hidden))
        self.filter.offer_all(shown.items)
        self._fill()
        self.counted.emit(shown.needed_now or "")

    def _fill(self) -> None:
        more = self.shown.hidden if self.filter.away.isChecked() else ()
        self.show_lines([*self.shown.items, *more])
        self.view.go_to_first()
        self._show_face()
        self._tell()

    def _forget(self) -> None:
        self.assessing.forget()
        self._judged = ()
        self.found = None

    def _read_unseen(self) -> None:
        """Out of sight, the count at the left still has to be true."""
        if self._stale and self.desk.opened.path is not None:
            self.refresh()

    def _on_change(self, change: Any) -> None:
        if _JUDGED_BY & change.tables:
            self.assessing.forget()
        super()._on_change(change)

    def _on_opened(self, described: object) -> None:
        self._forget()
        self.view.clearSelection()
        super()._on_opened(described)

    def _on_as_of(self, day: object) -> None:
        self._forget()
        super()._on_as_of(day)

    def _read_when_seen(self) -> None:
        super()._read_when_seen()
        if self._stale:
            self._quiet.start()

    def _day(self) -> date:
        return self.desk.as_of

    # ---- what is said ----------------------------------------------------------------------

    def _tell(self) -> None:
        words = summary(self.shown.counts)
        rows = len(self.model.rows)
        there = len(self.shown.items) + (
            len(self.shown.hidden) if self.filter.away.isChecked() else 0
        )
        parts = [weekday_text(self._day()), words]
        if self._day() != self.desk.today:
            parts[0] = f"As of {parts[0]}"
        if self._day() < self.desk.today and not self.desk.opened.copy_of:
            parts[1] = f"of what is open now: {words[:1].lower()}{words[1:]}"
        if rows != there and not self.model.folded:
            parts.append(f"{rows:,} shown")
        self.header.set_sub(" · ".join(parts))

    def _show_face(self) -> None:
        if self.model.some_shown:
            face: QWidget = self.view
        elif self.model.count:
            words = self.filter.words()
            self.no_match.set("funnel", f"Nothing matches {words}.", "Clear filters")
            face = self.no_match
        else:
            self._set_empty()
            face = self.empty
        self._faces.setCurrentWidget(face)

    def _set_empty(self) -> None:
        if self.found is not None and not self.found.lines:
            self.empty.set(
                "sun", "Nothing to do yet", "Import a spreadsheet", "Add a partner",
                "What falls due with any partner is listed here, from the day that is in time.",
            )  # fmt: skip
            return
        rules = self.found.rules if self.found is not None else None
        ahead = (
            f"What is due within {counted(rules.due_days, 'day')}, and what ends within"
            f" {counted(rules.expiring_days, 'day')}, will stand here."
            if rules is not None
            else ""
        )
        self.empty.set("sun", "Nothing needs you now", "New action", "Look at the partners", ahead)

    def _select(self, ids: list[Any]) -> None:
        rows = self.view.selected_rows()
        self.bulk.show_count(len(rows))
        writable = self.can_write()
        self.ticking.setEnabled(writable and any(row.can_be_done for row in rows))
        self.putting_off.setEnabled(writable and bool(rows))
        away = bool(rows) and all(row.group == AWAY for row in rows)
        self.putting_off.setText("Bring back" if away else "Put off…")

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        chosen, here = self.has_selection, self.can_write
        return [
            Command("new_action", "New action…", self.new_action, "Edit", "Ctrl+N", "plus",
                    "add to do task note", here),
            Command("open_item", "Open what is chosen", self.open_selected, "Go", "", "arrow-right",
                    "enter", chosen),
            Command("tick_off", "Mark what is chosen as done (Space)", self.finish, "Edit", "",
                    "check", "finish complete tick off", self._may_finish),
            Command("put_off", "Put off what is chosen (S)", self.put_off, "Edit", "", "clock",
                    "snooze later tomorrow bring back", lambda: here() and chosen()),
            Command("copy_items", "Copy for Excel", self.copy_selected, "Edit", "Ctrl+Shift+C",
                    "copy", "clipboard", chosen),
            Command("show_put_off", "Show or hide what is put off", self.filter.away.toggle, "View",
                    "", "clock", "snoozed", lambda: bool(self.shown.hidden)),
            Command("governance_rules", "Rules of governance…", self.ask_rules, "Edit", "",
                    "sliders-horizontal", "settings notice reminders clocks cadence"),
        ]  # fmt: skip

    def finish(self) -> None:
        """Finish what is chosen."""
        if self._chosen() and self._allowed():
            self.doings.finish(self._chosen())

    def put_off(self) -> None:
        """Put off what is chosen; what is put off already comes back."""
        rows = self._chosen()
        if not rows or not self._allowed():
            return
        if all(row.group == AWAY for row in rows):
            self.doings.bring_back(rows)
        else:
            port = self.view.viewport()
            self.view.scrollTo(self.view.currentIndex())
            under = self.view.visualRect(self.view.currentIndex()).intersected(port.rect())
            left = [row for row in rows if row.group != AWAY]
            self.doings.ask_put_off(left, port, under)

    def _show_away(self, on: bool) -> None:
        """What is put off joins the end of the list: bring it into sight."""
        first = next((row.id for row in self.model.rows if row.group == AWAY), None)
        if on and first is not None:
            self.view.reveal(first)

    def new_action(self) -> None:
        """Ask for an action of a partner, that of the chosen row to begin with."""
        if self.found is None or not self.can_write():
            return
        ids = {line.name: line.id for line in self.found.lines}
        chosen = self._chosen()
        first = chosen[0].partner if chosen else ""
        self.doings.ask_new(list(ids), first if first in ids else "", ids)

    def ask_rules(self) -> None:
        """The rules by which the list is made."""
        from ui.dialogs.governance_rules import ask_rules

        ask_rules(self.desk, self)

    def open_row(self, row_id: Any) -> None:
        """Go to the very place where it is dealt with."""
        row = self.model.find(row_id)
        if row is not None:
            ids = dict.fromkeys(one.partner_id for one in self.model.rows if one.partner_id)
            self.desk.partner_order = tuple(ids)
            self.desk.go(Place(*row.place))

    def copied_columns(self) -> list[Column]:
        return copied_columns(self._day)

    def go_to_table(self) -> None:
        self.view.go_to_first()
        self.view.setFocus()

    def visit(self, place: Place) -> None:
        super().visit(place)
        self._quiet.stop()

    def _chosen(self) -> list[Item]:
        return self.view.selected_rows()

    def _allowed(self) -> bool:
        """Whether anything can be written; a person who tries is told why not."""
        if not self.can_write():
            self.desk.toast("The portfolio is open to read only, so nothing can be changed.")
        return self.can_write()

    def _may_finish(self) -> bool:
        return self.can_write() and any(row.can_be_done for row in self._chosen())

    def _refilter(self) -> None:
        if self.model.count != len(self.shown.items) + (
            len(self.shown.hidden) if self.filter.away.isChecked() else 0
        ):
            self._fill()
        super()._refilter()

    def _empty_primary(self) -> None:
        if self.found is not None and self.found.lines:
            self.new_action()
        else:
            self.import_file()

    def _go_to_partners(self) -> None:
        self.desk.go(Place("partners"))

    # ---- building --------------------------------------------------------------------------

    def _connect(self) -> None:
        self.assessing.finished.connect(self._settle)
        self.view.done_wanted.connect(self.finish)
        self.view.put_off_wanted.connect(self.put_off)
        self.bulk.dismissed.connect(self.view.clearSelection)
        self.no_match.primary_clicked.connect(self.filter.clear)
        self.empty.primary_clicked.connect(self._empty_primary)
        self.empty.link_clicked.connect(self._go_to_partners)

    def _build(self) -> None:
        body = PageBody(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.header = PageHeader("Today")
        rules = self.header.add_button("Rules…", "quiet", "sliders-horizontal")
        rules.clicked.connect(self.ask_rules)
        self.adding = self.header.add_button("New action", "primary", "plus")
        self.adding.clicked.connect(self.new_action)
        self.filter = TodayFilter()
        self.filter.away.toggled.connect(self._show_away)
        self.filter.add_end(AsOfButton(self.desk))
        self.bulk = BulkBar()
        self.ticking = self.bulk.add_button("Done", "check", self.finish)
        self.putting_off = self.bulk.add_button("Put off…", "clock", self.put_off)
        self.bulk.add_button("Copy for Excel", "copy", self.copy_selected)
        self.no_match = EmptyState("funnel", "")
        self.empty = EmptyState("sun", "Nothing needs you now")
        self._faces = QStackedWidget()
        for face in (self.view, self.no_match, self.empty):
            self._faces.addWidget(face)
        card = Card("", padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self._faces, 1)
        card.body.addWidget(self.bulk)
        for part in (self.header, self.filter):
            body.column.addWidget(part)
        body.column.addWidget(card, 1)

    @property
    def face(self) -> QWidget | None:
        """The list, or what stands in its place."""
        return self._faces.currentWidget()


def _assessed(portfolio: Any, as_of: date, ids: Sequence[int]) -> Any:
    from models.store.today_assessed import assessed

    return assessed(portfolio, as_of, ids)
