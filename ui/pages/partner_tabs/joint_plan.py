"""The joint business plan of a partner and a year: what both sides want, and what they put in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.governance.joint_plan import Initiative, Objective
from models.governance.milestone import Milestone
from models.governance.plan_words import FIELDS, STATES, called
from models.text import counted
from ui.desk import Desk
from ui.faults import why
from ui.pages.partner_tabs import joint_plan_writes as plan_writes
from ui.pages.partner_tabs.joint_plan_objectives import copied_columns, may_type
from ui.pages.partner_tabs.joint_plan_parts import PlanParts
from ui.pages.partner_tabs.joint_plan_work import stone_rows
from ui.pages.partner_tabs.record_table import RecordTable
from ui.pages.partner_tabs.records_tab import RecordsTab
from ui.tables.clipboard import as_clipboard

if TYPE_CHECKING:
    from models.governance.plan_view import JointPlan
    from models.store.joint_plan import PlanPage
    from models.store.partners import PartnerView


class JointPlanTab(RecordsTab):
    KEY = "joint_plan"
    TITLE = "Joint plan"
    GROUP = "Governance"

    loaded = Signal()  # what was asked for is on the tab now

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: PlanPage | None = None
        self.year = desk.as_of.year
        self._opened = 0  # the objective in the panel
        self._begin = 0  # one that was just added
        self._wanted: tuple[str, int | None] | None = None  # until the plan is read
        self._build()

    # ---- for the page ----------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        if not same:
            self.year, self.found, self._opened = self.desk.as_of.year, None, 0
            self.parts.forget()
        self._read(same=same)

    def _read(self, *, same: bool) -> None:
        if self.view is None:
            return
        file, year, as_of = self.view.file, self.year, self.desk.as_of

        def read(portfolio: Any) -> PlanPage:
            from models.store.joint_plan import page

            return page(portfolio, file, year, as_of)

        self.desk.lane.read(
            read, partial(self._take, same), owner=self, key="plan", failed=self._refuse
        )

    def _take(self, same: bool, found: PlanPage) -> None:
        same = same and self.found is not None and self.found.plan.year == found.plan.year
        self.found, plan = found, found.plan
        self.parts.show_plan(plan, suggestions=bool(found.templates), writable=self.writable)
        if plan.started:
            self._show_rows(plan, same=same)
        self._reveal_now()
        self.loaded.emit()

    def _show_rows(self, plan: JointPlan, *, same: bool) -> None:
        self.objectives.show_standings(plan.objectives, anew=not same)
        self.show_rows(self.initiatives, plan.initiatives, same=same)
        self.show_rows(self.milestones, stone_rows(plan.initiatives), same=same)
        self.show_rows(self.investments, plan.investments, same=same)
        self._show_panel()

    def _refuse(self, error: BaseException) -> None:
        self.parts.refuse(why(error))

    def reveal(self, field: str, record_id: int | None) -> None:
        """`field` is objectives, initiatives, milestones or investments; the record in front."""
        self._wanted = (field, record_id)
        if self.found is not None:
            self._reveal_now()

    def _reveal_now(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        field, record_id = wanted
        if field == Objective.TABLE and record_id is not None:
            self.open_objective(record_id)
        elif field == Milestone.TABLE and self.milestones.model.position(record_id) < 0:
            self.wanted.emit("register", field, record_id)  # one of a recovery plan
        else:
            super().reveal(field, record_id)

    def leave(self) -> None:
        super().leave()
        self.panel.commit()

    # ---- the year --------------------------------------------------------------------------

    def choose_year(self, year: object) -> None:
        """Show the plan of another year."""
        self.leave()
        self.year, self._opened = int(str(year)), 0
        self.side.close_drawer()
        self.message.hide()
        self._read(same=True)

    def start(self) -> None:
        """Pick what the plan begins with."""
        self._suggest(new=True)

    def suggest(self) -> None:
        """Pick more objectives out of those that are suggested."""
        self._suggest(new=False)

    def _suggest(self, *, new: bool) -> None:
        from ui.dialogs.plan_start import PlanStartDialog

        if self.found is None or not self.writable:
            return
        dialog = PlanStartDialog(self.year, self.found.templates, self.window(), new=new)
        dialog.chosen.connect(self.add_suggested)
        dialog.open()

    def add_suggested(self, objectives: Sequence[Objective]) -> None:
        """Put these into the plan of the year that is shown."""
        what = counted(len(objectives), "objective")
        self._write(
            f"Add {what} to {self.name}’s plan of {self.year}",
            plan_writes.start(self.partner_id, self.year, objectives),
        )

    def roll(self) -> None:
        """Start the next year's plan from the one that is shown."""
        self._roll(self.year)

    def roll_before(self) -> None:
        """Start this year's plan from last year's."""
        self._roll(self.year - 1)

    def _roll(self, year: int) -> None:
        if self.view is not None:
            self._write(
                f"Start {self.name}’s plan of {year + 1} from {year}",
                plan_writes.roll(self.view.file, year, self.desk.as_of),
                partial(self._rolled, year + 1),
            )

    def _rolled(self, year: int, said: str) -> None:
        self.desk.toast(said, undo=True)
        self.choose_year(year)

    def copy(self) -> None:
        """Put all objectives on the clipboard, each field in a column."""
        rows = self.objectives.model.rows
        QGuiApplication.clipboard().setMimeData(as_clipboard(copied_columns(), rows, headers=True))
        self.desk.toast(f"Copied {counted(len(rows), 'objective')} with headings")

    # ---- an objective ----------------------------------------------------------------------

    def open_objective(self, objective_id: object) -> None:
        """Show one objective with all its fields at the side."""
        if self.found is None or self.found.plan.objective(int(str(objective_id))) is None:
            return
        if objective_id != self._opened:
            self.panel.commit()
        self._opened = int(str(objective_id))
        self._show_panel()
        self.side.open()

    def enter_objective(self, objective_id: object) -> None:
        """Show one objective and go to it with the keyboard."""
        self.open_objective(objective_id)
        self.panel.close_button.setFocus()

    def _show_panel(self) -> None:
        told = self.found.plan.objective(self._opened) if self.found is not None else None
        if told is None:
            self._opened = 0
            self.side.close_drawer()
            return
        self.panel.show_standing(told, writable=self.writable)
        if self._begin == self._opened:
            self._begin = 0
            self.panel.begin()

    def close_objective(self) -> None:
        """Put the panel away; the keyboard goes back to the row."""
        self.panel.commit()
        self.side.close_drawer()
        self.objectives.reveal(self._opened or None)
        self._opened = 0

    def set_objective(self, name: str, value: object) -> None:
        """Set a field of the objective in the panel."""
        told = self.panel.told
        if told is not None:
            one = told.objective
            self._set(one, name, value, partial(self.panel.refuse, name, value))

    def _set(
        self, one: Objective, name: str, value: object, failed: Callable[[str], object]
    ) -> None:
        self.save(
            f"Set {FIELDS[name]} of “{called(one)}” ({self.name})",
            plan_writes.set_objective(one.id, **{name: value}),
            failed,
            self._tell,
        )

    def take_to(self, state: str) -> None:
        """Take the objective in the panel to a state."""
        told = self.panel.told
        if told is not None:
            self._write(
                f"Move “{called(told.objective)}” to {STATES[state].lower()} ({self.name})",
                plan_writes.move(told.objective.id, state),
                self._tell,
            )

    def tie(self) -> None:
        """Pick deals that serve the objective in the panel."""
        from ui.dialogs.plan_deals import PlanDealsDialog

        told = self.panel.told
        if told is None or self.found is None:
            return
        tied = {deal.id for deal in told.deals}
        dialog = PlanDealsDialog(called(told.objective), self.found.pickable, tied, self.window())
        dialog.chosen.connect(self.tie_deals)
        dialog.open()

    def tie_deals(self, ids: Sequence[int]) -> None:
        """Tie deals to the objective in the panel."""
        told = self.panel.told
        if told is not None:
            what = f"{counted(len(ids), 'deal')} to “{called(told.objective)}”"
            self._write(f"Tie {what} ({self.name})", plan_writes.tie(told.objective.id, ids))

    def untie(self, deal_id: object) -> None:
        """Take a deal from the objective in the panel."""
        told = self.panel.told
        if told is not None:
            label = f"Untie a deal from “{called(told.objective)}” ({self.name})"
            self._write(label, plan_writes.untie(told.objective.id, [int(str(deal_id))]))

    def delete_objective(self) -> None:
        """Delete the objective in the panel."""
        if self.panel.told is not None:
            self.delete_records(self.objectives, [self.panel.told.objective.id])

    # ---- rows ------------------------------------------------------------------------------

    def set_field(self, table: RecordTable, record_id: int, name: str, value: Any) -> None:
        if table is not self.objectives:
            super().set_field(table, record_id, name, value)
            return
        row = table.model.row_at(table.model.position(record_id))
        hindered = may_type(row, name)
        if hindered:
            typed = table.fields[name].kind_for(row).typed(value)
            table.reopen(record_id, name, typed, hindered)
            return
        typed = table.fields[name].kind_for(row).typed(value)
        self._set(row.one, name, value, partial(table.reopen, record_id, name, typed))

    def add_record(self, table: RecordTable) -> None:
        if table is self.objectives:
            self.save(
                f"Add an objective to {self.name}’s plan of {self.year}",
                plan_writes.add_objective(self.partner_id, self.year),
                then=self._added,
            )
        elif table is self.milestones:
            self._add_milestone()
        else:
            more = {"currency": self._currency} if table is self.investments else {}
            self.add_with(table, year=self.year, **more)

    def _added(self, objective_id: int) -> None:
        self._begin = objective_id
        self.open_objective(objective_id)

    def _add_milestone(self) -> None:
        plan = self.found.plan if self.found is not None else None
        if plan is None or not plan.initiatives:
            return
        current = self.initiatives.view.current_id()
        known = [line.id for line in plan.initiatives]
        of_id = current if current in known else known[0]
        self.add_with(self.milestones, of_kind="initiative", of_id=of_id)

    def delete_records(self, table: RecordTable, ids: Sequence[int]) -> None:
        kinds = {Objective: plan_writes.without_objectives, Initiative: plan_writes.without_work}
        wanted = kinds.get(table.keeping.kind)
        if wanted is None:
            super().delete_records(table, ids)
            return
        noun, many = table.keeping.noun, table.keeping.many
        row = table.model.find(ids[0])
        one = len(ids) == 1 and row is not None
        what = f"{noun} {table.keeping.title(row)}" if one else counted(len(ids), noun, many)
        self.save(
            f"Delete {what} of {self.name}", wanted(list(ids)),
            then=partial(self._tell_deleted, what),
        )  # fmt: skip

    # ---- inside ----------------------------------------------------------------------------

    @property
    def _currency(self) -> str:
        return self.found.plan.currency if self.found is not None else "USD"

    def _write(
        self, label: str, write: plan_writes.Write, then: Callable[[Any], object] | None = None
    ) -> None:
        self.message.hide()
        self.save(label, write, self.parts.refuse, then)

    def _tell(self, said: object) -> None:
        self.message.hide()
        if said:
            self.desk.toast(str(said), undo=True)

    def _build(self) -> None:
        self.parts = parts = PlanParts(self.desk)
        self.head, self.message, self.side = parts.head, parts.message, parts.side
        self.series, self.panel, self.empty = parts.series, parts.panel, parts.empty
        self.column, self.objectives = parts.column, parts.objectives
        self.initiatives = self.keep(parts.initiatives)
        self.milestones = self.keep(parts.milestones)
        self.investments = self.keep(parts.investments)
        self.keep(parts.objectives)
        self.head.year_chosen.connect(self.choose_year)
        self.head.suggest.clicked.connect(self.suggest)
        self.head.roll.clicked.connect(self.roll)
        self.head.copy.clicked.connect(self.copy)
        self.objectives.opening.connect(self.open_objective)
        self.objectives.entering.connect(self.enter_objective)
        self.panel.edited.connect(self.set_objective)
        self.panel.moving.connect(self.take_to)
        self.panel.tying.connect(self.tie)
        self.panel.untying.connect(self.untie)
        self.panel.deleting.connect(self.delete_objective)
        self.panel.put_away.connect(self.close_objective)
        self.empty.primary_clicked.connect(self.start)
        self.empty.link_clicked.connect(self.roll_before)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(parts)
