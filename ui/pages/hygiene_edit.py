"""What can be done about findings: each fix is told before it is made, and is one step to undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from models.hygiene.fixes import Fix, Preview, surplus
from models.hygiene.rules import RULES
from models.text import counted, day_text
from ui import icons
from ui.pages.deals_edit import DealEdits
from ui.pages.hygiene_side import ALL, KEPT
from ui.pages.hygiene_words import FIXES
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.buttons import Button
from ui.widgets.day_popup import DayPopup

if TYPE_CHECKING:
    from models.store.deals import DealRow
    from models.store.hygiene import HygieneRow
    from models.store.portfolio import Portfolio
    from ui.pages.hygiene import HygienePage

_MANY = 2_000  # deals that take long enough to say so


class HygieneEdits(DealEdits):
    """Belongs to the page; `page.rule` says which findings are on show."""

    page: HygienePage

    def __init__(self, page: HygienePage) -> None:
        super().__init__(page)
        self.fix: tuple[Fix, list[int]] | None = None
        self.dialog: QWidget | None = None
        self._status = ""
        self._rule = ""

    # ---- one deal --------------------------------------------------------------------------

    def _show(self, _before: DealRow, now: DealRow) -> None:
        # The row stays where it is; all others are read anew, for counts and tiers are others now.
        self.page.put_deal(now)

    def is_shown(self, change: Any) -> bool:
        return False

    # ---- the bar ---------------------------------------------------------------------------

    def fill_bulk_bar(self, bar: BulkBar) -> None:
        self.buttons: dict[str, Button] = {}
        for key, text, icon in (
            ("date", "Set close date", "calendar"),
            ("close", "Won or lost", "circle-check"),
            ("step", "Set next step…", "list-checks"),
            ("services", "Set services portion…", "scale"),
            ("offering", "Link offering", "link"),
            ("twins", "Delete duplicates", "copy"),
            ("unqualified", "Not qualified", "circle-x"),
            ("back", "Look at it again", "rotate-ccw"),
            ("keep", "Keep as it is…", "bookmark"),
            ("more", "More", "ellipsis"),
        ):
            self.buttons[key] = bar.add_button(text, icon)
        self._date_button = self.buttons["date"]
        for key, slot in (
            ("step", self.ask_step), ("services", self.ask_services),
            ("unqualified", self.propose_unqualified), ("back", self.look_again),
            ("keep", self.ask_keep),
        ):  # fmt: skip
            self.buttons[key].clicked.connect(slot)
        for key, fill in (
            ("date", self._fill_dates), ("close", self._fill_closes),
            ("offering", self._fill_offerings), ("twins", self._fill_twins),
            ("more", self._fill_more),
        ):  # fmt: skip
            menu = QMenu(self.buttons[key])
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(partial(fill, menu))
            fill(menu)
            self.buttons[key].setMenu(menu)
        self.show_rule(ALL)

    def show_rule(self, rule: str) -> None:
        """Offer what puts this rule's deals right."""
        self._rule = rule
        for key, button in self.buttons.items():
            shown = key in FIXES[rule] or key == "more" or (key == "keep" and rule in RULES)
            button.setVisible(shown)
        self.forget_proposal()

    def _fill_dates(self, menu: QMenu) -> None:
        menu.clear()
        menu.addAction(icons.icon("calendar"), "Choose a day…", self.ask_date)
        menu.addAction("Same day of the next quarter", self.propose_next_quarter)
        day = self._first_day()
        if day is not None:
            menu.addAction(f"First day in the window, {day_text(day)}", self.propose_first_day)

    def _fill_closes(self, menu: QMenu) -> None:
        menu.clear()
        menu.addAction("Won on a day…", self.ask_won)
        menu.addAction("Lost on a day…", self.ask_lost)

    def _fill_twins(self, menu: QMenu) -> None:
        menu.clear()
        menu.addAction("Keep the one that was there first", self.propose_keep_first)
        menu.addAction("Keep the one changed last", self.propose_keep_changed)
        one = menu.addAction("Keep the selected one", self.propose_keep_chosen)
        one.setEnabled(len(self.page.selected()) == 1)

    def _fill_offerings(self, menu: QMenu) -> None:
        menu.clear()
        names: dict[str, dict[int, int]] = {}
        only: dict[int, int] = {}
        owners = {row.partner_id for row in self.page.selected()}
        for owner in owners:
            known = self.page.offerings.get(owner, {})
            if len(known) == 1:
                only[owner] = next(iter(known))
            for offering, name in known.items():
                names.setdefault(name, {})[owner] = offering
        if len(owners) > 1 and only:
            menu.addAction(
                "Each partner's only offering", partial(self.propose_offering, "its offering", only)
            )
            menu.addSeparator()
        for name in sorted(names)[:30]:
            menu.addAction(name, partial(self.propose_offering, name, names[name]))
        if menu.isEmpty():
            menu.addAction("Select deals first").setEnabled(False)

    def _fill_more(self, menu: QMenu) -> None:
        menu.clear()
        self._add_fixes(menu)
        menu.addSeparator()
        menu.addAction(icons.icon("copy"), "Copy for Excel", self.copy)
        menu.addAction(icons.icon("trash-2"), "Delete", self.delete)

    def _add_fixes(self, menu: QMenu) -> None:
        menu.addAction(icons.icon("calendar"), "Set close date…", self.ask_date)
        menu.addAction("Same day of the next quarter", self.propose_next_quarter)
        menu.addAction("Won on a day…", self.ask_won)
        menu.addAction("Lost on a day…", self.ask_lost)
        menu.addAction("Set next step…", self.ask_step)
        menu.addAction("Set services portion…", self.ask_services)
        menu.addAction("Mark as not qualified", self.propose_unqualified)

    def menu(self) -> QMenu:
        """What can be done with the selected deals, on a row."""
        menu = QMenu(self.page)
        menu.addAction(icons.icon("handshake"), "Open partner", self.open_partner)
        menu.addAction(icons.icon("briefcase"), "Show in all deals", self.page.show_in_deals)
        menu.addAction(icons.icon("copy"), "Copy", self.page.view.copy)
        menu.addAction("Copy with headings", self.copy)
        if self.can_write():
            menu.addSeparator()
            if self._rule == KEPT:
                menu.addAction(icons.icon("rotate-ccw"), "Look at it again", self.look_again)
            else:
                menu.addAction(icons.icon("bookmark"), "Keep as it is…", self.ask_keep)
            self._add_fixes(menu)
            menu.addSeparator()
            menu.addAction(icons.icon("trash-2"), "Delete", self.delete)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def show_menu(self, spot: QPoint) -> None:
        if self.page.view.selected_ids():
            self.menu().popup(self.page.view.viewport().mapToGlobal(spot))

    # ---- what is asked for -----------------------------------------------------------------

    def ask_date(self) -> None:
        self._ask_day(self.propose_date)

    def ask_won(self) -> None:
        self._status = "won"
        self._ask_day(self.propose_closed)

    def ask_lost(self) -> None:
        self._status = "lost"
        self._ask_day(self.propose_closed)

    def _ask_day(self, then: Any) -> None:
        if not self.has_selection():
            return
        popup = DayPopup(None, self.desk.today, self.page.view)
        popup.picked.connect(then)
        anchor = next(
            (b for b in (self.buttons["date"], self.buttons["more"]) if b.isVisible()),
            self.page.header,
        )
        popup.open_under(anchor)

    def propose_date(self, day: date | None) -> None:
        self.propose_fix(Fix("close_date", day=day))

    def propose_closed(self, day: date | None) -> None:
        self.propose_fix(Fix("status", day=day, text=self._status))

    def propose_next_quarter(self) -> None:
        self.propose_fix(Fix("next_quarter"))

    def propose_first_day(self) -> None:
        day = self._first_day()
        if day is not None:
            self.propose_fix(Fix("close_date", day=day))

    def propose_unqualified(self) -> None:
        self.propose_fix(Fix("unqualified"))

    def propose_offering(self, name: str, offerings: dict[int, int]) -> None:
        self.propose_fix(Fix("offering", text=name, offerings=offerings))

    def propose_keep_first(self) -> None:
        self._propose_surplus("first")

    def propose_keep_changed(self) -> None:
        self._propose_surplus("changed")

    def propose_keep_chosen(self) -> None:
        self._propose_surplus("chosen")

    def _propose_surplus(self, keep: str) -> None:
        gone = surplus(self.page.selected_deals(), self.page.twins(), self.page.known(), keep)
        self.propose_fix(Fix("delete", gone=gone), sorted(gone))

    def ask_step(self) -> None:
        from ui.dialogs.hygiene_value import NextStepDialog

        if self.has_selection():
            dialog = self.dialog = NextStepDialog(self._many(), self.page)
            dialog.answered.connect(self._take_step)
            dialog.open()

    def _take_step(self, words: str) -> None:
        self.propose_fix(Fix("next_step", text=words))

    def ask_services(self) -> None:
        from ui.dialogs.hygiene_value import ServicesDialog

        if self.has_selection():
            dialog = self.dialog = ServicesDialog(self._many(), self.page)
            dialog.answered.connect(self._take_percent)
            dialog.open()

    def _take_percent(self, percent: Decimal) -> None:
        self.propose_fix(Fix("services", percent=percent))

    # ---- told, then made -------------------------------------------------------------------

    def propose_fix(self, fix: Fix, ids: Sequence[int] | None = None) -> None:
        """Say what a fix of the selected deals would do, before anything changes."""
        chosen = list(ids if ids is not None else [row.id for row in self.page.selected()])
        if not chosen or not self.can_write():
            return
        as_of = self.desk.as_of
        self.fix = (fix, chosen)

        def read(portfolio: Portfolio) -> Preview:
            from models.store.hygiene_fixes import preview

            return preview(portfolio, chosen, fix, as_of)

        if len(chosen) > _MANY:
            bar = self.page.proposal
            bar.clear_buttons()
            bar.set("accent", f"{fix.label(len(chosen))}?", "Working out what it would do.")
            bar.add_button("Cancel", self.forget_proposal)
            self.page.bulk.hide()
            bar.show()
        self.desk.lane.read(read, partial(self._tell, fix), owner=self, key="preview")

    def _tell(self, fix: Fix, told: Preview) -> None:
        if self.fix is None or self.fix[0] is not fix:
            return
        bar = self.page.proposal
        bar.clear_buttons()
        bar.set("accent", f"{fix.label(told.changed)}?", told.said)
        if told.changed:
            verb = "Delete" if fix.kind == "delete" else "Change"
            go = bar.add_button(f"{verb} {counted(told.changed, 'deal')}", self.apply, "primary")
            bar.add_button("Cancel", self.forget_proposal)
            go.setFocus()
        else:
            bar.set("accent", "Nothing to change", told.said)
            bar.add_button("Close", self.forget_proposal)
        self.page.bulk.hide()
        bar.show()

    def apply(self) -> None:
        """Carry out what was proposed, as one step."""
        if self.fix is None:
            return
        fix, ids = self.fix
        as_of = self.desk.as_of
        self.forget_proposal()

        def write(portfolio: Portfolio) -> int:
            from models.store.hygiene_fixes import apply

            return apply(portfolio, ids, fix, as_of)

        self.desk.lane.write(fix.label(len(ids)), write, partial(self._done, fix), owner=self)

    def _done(self, fix: Fix, count: int) -> None:
        self.desk.toast(f"{fix.label(count)}.", undo=True)

    def forget_proposal(self) -> None:
        self.fix = None
        if self.page.proposal.isVisible():
            self.page.proposal.hide()
            self.page.bulk.show_count(len(self.page.view.selected_rows()), least=1)
            self.page.view.setFocus()

    # ---- kept as it is ---------------------------------------------------------------------

    def ask_keep(self) -> None:
        """Ask why the selected findings of the rule on show are kept as they are."""
        from ui.dialogs.hygiene_keep import KeepDialog

        rules = self._rules_to_keep()
        if not self.has_selection() or not rules:
            return
        title = RULES[rules[0]].title if len(rules) == 1 else counted(len(rules), "finding")
        dialog = KeepDialog(title, self._many(), self.desk.today, self.page)
        self.dialog = dialog
        dialog.answered.connect(partial(self._keep, dialog, rules))
        dialog.open()

    def _rules_to_keep(self) -> list[str]:
        if self._rule in RULES:
            return [self._rule]
        found = {key for row in self.page.selected_rows() for key in row.rules}
        return [key for key in RULES if key in found]

    def _keep(self, dialog: Any, rules: list[str], reason: str, until: date | None) -> None:
        rows: list[HygieneRow] = self.page.selected_rows()
        today = self.desk.today
        chosen = {key: [row.id for row in rows if key in row.rules] for key in rules}

        def write(portfolio: Portfolio) -> int:
            from models.store.hygiene_kept import keep

            for key, ids in chosen.items():
                if ids:
                    keep(portfolio, ids, key, reason, today, until)
            return len(rows)

        self.desk.lane.write(
            f"Keep findings of {counted(len(rows), 'deal')} as they are", write,
            partial(self._kept, dialog), owner=self, failed=dialog.failed,
        )  # fmt: skip

    def _kept(self, dialog: Any, count: int) -> None:
        dialog.accept()
        self.desk.toast(f"{counted(count, 'deal').capitalize()} kept as it is.", undo=True)

    def look_again(self) -> None:
        """Keep the selected deals' findings as they are no longer."""
        ids = [row.id for row in self.page.selected()]
        if not ids or not self.can_write():
            return

        def write(portfolio: Portfolio) -> None:
            from models.store.hygiene_kept import take_back

            take_back(portfolio, ids)

        self.desk.lane.write(f"Look at {counted(len(ids), 'deal')} again", write)

    # ---- inside ----------------------------------------------------------------------------

    def _many(self) -> str:
        return counted(len(self.page.selected()), "selected deal")

    def _first_day(self) -> date | None:
        from models.hygiene.findings import first_day

        found = self.page.hygiene
        return first_day(found.scope) if found is not None else None
