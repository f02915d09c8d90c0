"""The January assessment: tried, frozen, signed off and read again, on one board for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from models.assessment import BoardLine, Tally, tally
from models.errors import Cancelled, UserError
from ui import icons, theme
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.assessment_actions import Acting, actions_for
from ui.pages.assessment_bars import BoardBar, MoverTiles, head_words
from ui.pages.assessment_body import AssessmentBody
from ui.pages.assessment_reading import Reading
from ui.pages.base import Page
from ui.pages.partners_packs import PackBar
from ui.widgets.buttons import Button
from ui.widgets.known_on import KnownOnIcon
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from models.store.assessment_page import Explained

_TITLE = "January assessment"
_LOW = 500  # logical pixels; below, the tiles would leave the board less than a card
VIEWS = (("board", "Board"), ("table", "Table"), ("exceptions", "Exceptions"))


class AssessmentPage(Page):
    KEY = "assessment"
    CONCERNS = frozenset(
        {"partners", "contacts", "agreements", "offerings", "trainings", "integrations", "deals",
         "rates", "grants", "withdrawals", "assessments", "assessment_lines",
         "assessment_events", "frozen", "programs", "settings"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.state = Reading(desk, self)
        self._tally = Tally()
        self.acting = Acting(self)
        self._build()
        self._connect()

    # ---- reading ---------------------------------------------------------------------------

    def visit(self, place: Place) -> None:
        if place.id and self.state.wants(place.id):
            self.body.close_panel()
            self._stale = True
        if place.tab == "open":
            self.bar.state.set_chosen(("not_frozen", "to_decide", "ready"))
        elif place.tab:
            self._show_view(place.tab)
        super().visit(place)

    def reload(self) -> None:
        self.state.read()

    def _on_day(self, day: object) -> None:
        self.state.turn_day()
        super()._on_day(day)

    def _tell_trying(self, done: int, total: int) -> None:
        self.header.set_sub(f"Assessing, {total - done:,} to go")

    # ---- what is shown ---------------------------------------------------------------------

    def _show(self) -> None:
        state = self.state
        board, lines = state.board, state.lines
        self._tally = told = tally(lines)
        if state.told is not None:
            self.bar.show_years(state.told.years, state.told.year)
        self.tiles.show_tally(told)
        if board is not None:
            self.body.model.retitle("Aggregate TCV", board.terms.tcv_label)
            self.bar.say_measured(board)
        self.body.show_lines(lines, dry=state.frozen is None)
        self.body.show_exceptions(state.told.exceptions if state.told else ())
        self._refilter()
        self._say_days()
        self.header.set_title(f"{_TITLE} {state.year}")
        self.header.set_sub(head_words(board, told, self.desk.today, dry=state.frozen is None))
        self._say_state()
        self._settle()
        self.body.explain_again()
        self.loaded.emit()

    def _say_days(self) -> None:
        known = self.state.board or self.state.told
        measured, prerequisites = self.state.chosen
        today = self.desk.today
        self.bar.measured.show_day(
            known.measured_on if known else None, today, usual=measured is None
        )
        self.bar.prerequisites.show_day(
            known.prerequisites_on if known else None, today, usual=prerequisites is None
        )

    def _say_state(self) -> None:
        """The bar under the head: what can't be done, or that this is only a dry run."""
        if self.acting.changes.busy:
            return
        self.message.clear_buttons()
        if self.state.problem:
            self.message.set("accent", *self.state.problem)
            self.message.show()
        elif self.state.dry_wanted and self.state.dry is not None:
            self.message.set(
                "accent",
                "A dry run on the records as they are now; the frozen board is as it was.",
                "Nothing of it is written.",
            )
            self.message.add_button("Back to the frozen board", self.state.leave_dry_run)
            self.message.show()
        else:
            self.message.hide()

    def _settle(self) -> None:
        """Which buttons are there, and which one leads on."""
        state, busy, write = self.state, self.acting.changes.busy, self.acting.can_write()
        on_board, problem = state.frozen is not None, state.problem is not None
        ready = self._tally.ready if on_board else 0
        again = state.told is not None and state.told.board is not None
        self.freeze_button.setVisible(not on_board and not problem and bool(state.lines))
        self.freeze_button.setText("Freeze again" if again else "Freeze")
        early = state.board is not None and state.board.measured_on > self.desk.today
        self.freeze_button.setEnabled(write and not state.signed and not early)
        self.freeze_button.setToolTip("Possible from the measurement day on" if early else "")
        self.sign_button.setVisible(on_board)
        self.sign_button.setText(f"Sign off ready ({ready:,})" if ready else "Sign off ready")
        self.sign_button.setEnabled(write and ready > 0)
        self.dry_button.setVisible(on_board)
        letters = on_board and bool(self._tally.signed)
        # Without letters there is one file to hand out: the button makes it at once.
        self.export_button.setMenu(self.handing_out if letters else None)  # type: ignore[arg-type]  # Qt takes none
        self.export_button.set_icon("chevron-down" if letters else "download")
        on_lines = self.body.view_key != "exceptions"
        self._show_tiles()
        self.bar.state.setVisible(on_board and on_lines)
        self.dry_button.setEnabled(not busy)
        self.export_button.setEnabled(bool(state.lines))
        for button in (self.bar.measured, self.bar.prerequisites):
            button.setEnabled(not state.signed and not busy and not problem)
        if state.told is not None:  # before that nothing is known, so that nothing is said
            self.body.show_face(
                partners=state.told.partners,
                lines=len(state.lines),
                problem=problem,
                year=state.year,
            )

    def _show_tiles(self) -> None:
        """The counts give way where a low window has room for little more than them."""
        room = self.height() >= theme.px(_LOW) or self.tiles.current not in ("", "all")
        on_lines = self.body.view_key != "exceptions"
        self.tiles.setVisible(room and on_lines and bool(self.state.lines))

    def _refilter(self) -> None:
        states, tile = self.bar.state.chosen, self.tiles.wanted()

        def wanted(line: BoardLine) -> bool:
            return tile(line) and (not states or line.lane in states)

        self.body.filter(self.bar.search.text(), wanted)

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        can, chosen = self.acting.can_write, self._has_line
        return [
            Command("assessment_freeze", "Freeze the assessment", self.acting.freeze, "Edit", "",
                    "lock", "january", self._can_freeze),
            Command("assessment_sign_all", "Sign off what is ready", self.acting.sign_all, "Edit",
                    "", "shield-check", "", lambda: can() and self.state.frozen is not None),
            Command("assessment_dry", "Dry run of the assessment", self.dry_run, "Edit", "",
                    "refresh-cw", "try", lambda: self.state.told is not None),
            Command("assessment_move", "Move the partner on the board…", self.open_menu, "Edit",
                    "M", "arrow-right", "sign exception leave re-open", chosen),
            Command("assessment_export", "Export results…", self.acting.export, "File", "",
                    "download", "csv excel", lambda: bool(self.state.lines)),
            Command("assessment_letters", "Letters for all signed…", self.acting.letters, "File",
                    "", "mail", "result pdf", lambda: bool(self.lines_with_letters())),
            Command("assessment_copy", "Copy for Excel", self.acting.copy, "Edit", "",
                    "copy", "clipboard", lambda: bool(self.state.lines)),
        ]  # fmt: skip

    def begin_search(self) -> None:
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def dry_run(self) -> None:
        """Look at what would come out now, beside what is frozen."""
        told = self.state.told
        self.state.dry_wanted = told is not None and told.board is not None
        self.state.try_out()

    def open_menu(self) -> None:
        lines = self.body.chosen()
        if lines:
            self._menu(lines, self.body.spot())

    def lines_with_letters(self) -> list[BoardLine]:
        """The signed lines of the frozen board whose partners are there to get a letter."""
        if self.state.frozen is None or self.letters.busy:
            return []
        return [line for line in self.state.lines if line.outcome and not line.gone]

    def _can_freeze(self) -> bool:
        return not self.freeze_button.isHidden() and self.freeze_button.isEnabled()

    def _has_line(self) -> bool:
        return bool(self.body.chosen())

    def _menu(self, lines: Sequence[BoardLine], spot: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in actions_for(lines, frozen=self.state.frozen is not None):
            entry = menu.addAction(
                icons.icon(action.icon), action.text, partial(self.acting.act, action.key, lines)
            )
            entry.setEnabled(not action.writes or self.acting.can_write())
        menu.popup(spot)

    def _act_on_rows(self, key: str) -> None:
        """Carry out what fits the selected rows: the ready are signed, the signed re-opened."""
        wanted = {"sign": "ready"}.get(key, "signed")
        lines = [line for line in self.body.chosen() if line.lane == wanted]
        if key == "copy":
            self.acting.copy()
        elif lines and self.state.frozen is not None:
            self.acting.act(key, lines)
        else:
            self.desk.toast(
                "None of these is ready to sign off" if key == "sign" else "None of these is signed"
            )

    def _menu_of(self, _line_id: object, spot: QPoint) -> None:
        self._menu(self.body.chosen(), spot)

    def read_line(self, line: BoardLine) -> None:
        """Explain a line in the panel."""
        board = self.state.board
        if board is None:
            return

        def read(portfolio: Any) -> Explained:
            from models.store.assessment_page import explained

            return explained(portfolio, line, board)

        self.desk.lane.read(read, self._take_line, owner=self, key="line")

    def _take_line(self, told: Explained) -> None:
        offered = [
            (action.key, action.text, "plain")
            for action in actions_for([told.line], frozen=self.state.frozen is not None)
            if action.key != "explain" and (not action.writes or self.acting.can_write())
        ]
        self.body.show_explained(told, offered)

    def _choose_year(self, year: int) -> None:
        self.desk.go(Place(self.KEY, year))

    def _choose_measured(self, day: date) -> None:
        self.state.chosen = (day, self.state.chosen[1])
        self.dry_run()

    def _choose_prerequisites(self, day: date) -> None:
        self.state.chosen = (self.state.chosen[0], day)
        self.dry_run()

    def _choose_view(self, key: object) -> None:
        self._show_view(str(key))

    def _show_view(self, key: str) -> None:
        self.views.set_current(key)
        self.body.show_view(key)
        self._settle()

    def _on_progress(self, done: int, total: int, text: str) -> None:
        self.message.clear_buttons()
        self.message.add_button("Cancel", self.acting.changes.cancel)
        self.message.set("accent", f"{text}: {done:,} of {total:,}", "Cancel leaves nothing of it.")
        self.message.show()
        self._settle()

    def _on_end(self) -> None:
        self._say_state()
        self._settle()

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.desk.toast("Cancelled; nothing was written")
        elif isinstance(error, UserError) and self.acting.ask_again(error):
            return
        elif isinstance(error, UserError):
            self.message.clear_buttons()
            self.message.set("short", error.message, error.hint)
            if self.acting.may_replace(error):
                self.message.add_button("Replace it", self.acting.replace)
            self.message.show()
        self.acting.let_go()

    # ---- building --------------------------------------------------------------------------

    def _connect(self) -> None:
        self.bar.year_chosen.connect(self._choose_year)
        self.bar.measured_chosen.connect(self._choose_measured)
        self.bar.prerequisites_chosen.connect(self._choose_prerequisites)
        self.bar.filtered.connect(self._refilter)
        self.bar.search.went_on.connect(self.body.focus)
        self.tiles.chosen.connect(self._refilter)
        self.views.chosen.connect(self._choose_view)
        self.body.line_wanted.connect(self.read_line)
        self.body.menu_wanted.connect(self._menu_of)
        self.body.acted.connect(self.acting.act_on_panel)
        self.body.bulk_acted.connect(self._act_on_rows)
        self.body.clearing.connect(self._clear_filters)
        self.body.importing.connect(self._import)
        self.state.taken.connect(self._show)
        self.state.trying.connect(self._tell_trying)
        self.state.refused.connect(self._on_refused)
        changes = self.acting.changes
        changes.reported.connect(self._on_progress)
        changes.began.connect(self._settle)
        changes.ended.connect(self._on_end)
        changes.refused.connect(self._on_refused)
        self.desk.lane.opened.connect(self._forget)

    def _clear_filters(self) -> None:
        self.tiles.set_current("all")
        self.bar.clear()

    def _import(self) -> None:
        self.desk.importing.emit("", "")

    def _forget(self, _: object) -> None:
        self.state.forget()
        self.body.close_panel()

    def _build(self) -> None:
        body = PageBody(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.header = PageHeader(_TITLE)
        self.views = Segmented(list(VIEWS), "View")
        self.header.add_action(KnownOnIcon(self.desk))
        self.header.add_action(self.views)
        self.export_button = self.header.add_button("Export results", "plain", "download")
        self.export_button.clicked.connect(self.acting.export)
        self.handing_out = QMenu("Export results", self)  # once there is more than one way
        self.handing_out.addAction("As a file for Excel…", self.acting.export)
        self.handing_out.addAction("As a letter to each signed partner…", self.acting.letters)
        self.freeze_button = self.header.add_button("Freeze", "primary", "lock")
        self.freeze_button.clicked.connect(self.acting.freeze)
        self.sign_button = self.header.add_button("Sign off ready", "primary", "shield-check")
        self.sign_button.clicked.connect(self.acting.sign_all)
        self.bar = BoardBar()
        self.dry_button = Button("Dry run", "quiet", "refresh-cw")
        self.dry_button.setToolTip("Assess on the records as they are now; nothing is written")
        self.dry_button.clicked.connect(self.dry_run)
        self.bar.row.addWidget(self.dry_button)
        for button in (self.freeze_button, self.sign_button):
            button.hide()  # until it is known what is there
        self.message = MessageBar(closable=True)
        self.message.hide()
        self.letters = PackBar(self.desk)
        self.tiles = MoverTiles()
        self.body = AssessmentBody()
        for part in (self.header, self.message, self.letters, self.bar, self.tiles):
            body.column.addWidget(part)
        body.column.addWidget(self.body, 1)

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_tiles()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.state.stop():  # a long dry run is not kept up for a page out of sight
            self._stale = True
