"""The plan of the pack on screen: changed at once, kept in the portfolio shortly after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from models.errors import UserError
from models.pack_plan import USUAL
from models.pack_plan_words import audience_label, is_usual, step_label, usual_label
from ui.desk import Desk
from ui.widgets.field_row import QUIET_MS

if TYPE_CHECKING:
    from models.pack_plan import PackPlan
    from models.store.pack_plans import Wanted

_WHO = "packs"


class PlanKeeper(QObject):
    """``changed`` tells of a change made here, ``replaced`` of one that came from the portfolio."""

    changed = Signal()
    replaced = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.partner_id, self.partner = 0, ""
        self.plan: PackPlan = USUAL
        self.edition = "internal"
        self.damaged = ""
        self._kept: tuple[PackPlan, str] = (USUAL, "internal")
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self.keep)

    @property
    def writable(self) -> bool:
        return not self._desk.opened.read_only

    @property
    def unsaved(self) -> bool:
        """Whether something is on screen that is not in the portfolio."""
        return (self.plan, self.edition) != self._kept

    @property
    def is_usual(self) -> bool:
        return is_usual(self.plan) and not self.damaged

    def clear(self) -> None:
        """Let go of the pack; what was not kept is not of the portfolio that is open now."""
        self._quiet.stop()
        self.partner_id, self.partner, self.damaged = 0, "", ""
        self.plan, self.edition = self._kept = (USUAL, "internal")
        self._desk.set_unsaved(_WHO, 0)

    def show(self, partner_id: int, partner: str, wanted: Wanted) -> None:
        """Go on with what is kept of a partner's pack, whatever was here before."""
        self._quiet.stop()
        same = (partner_id, wanted.plan.kind) == (self.partner_id, self.plan.kind)
        self.partner_id, self.partner = partner_id, partner
        if same and (self.unsaved or not self.writable):
            return
        self._take(wanted)

    def refresh(self, wanted: Wanted) -> None:
        """Take what the portfolio holds now, unless something newer was typed here."""
        if self.unsaved or wanted.plan.kind != self.plan.kind:
            return
        if (wanted.plan, wanted.edition, wanted.damaged) != (*self._kept, self.damaged):
            self._take(wanted)

    def set(self, *, soon: bool = False, **values: Any) -> None:
        """Change fields of the plan; what is typed is kept `soon`, all else at once."""
        plan = replace(self.plan, **values)
        if plan == self.plan:
            return
        self.plan = plan
        self._changed(soon)

    def set_edition(self, edition: str) -> None:
        if edition != self.edition:
            self.edition = edition
            self._changed(soon=False)

    def keep(self) -> None:
        """Write what is not in the portfolio yet."""
        self._quiet.stop()
        if not self.unsaved or not self.writable or not self.partner_id:
            return
        before, now = self._kept, (self.plan, self.edition)
        same = before[0] == now[0]
        label = (
            audience_label(self.plan.kind, self.partner)
            if same
            else step_label(before[0], self.plan, self.partner)
        )
        self._kept, self.damaged = now, ""
        self._write(label, _Save(self.partner_id, self.plan, self.edition), before)

    def forget(self) -> None:
        """Back to the usual pack; the partner's logo and who reads it stay."""
        self._quiet.stop()
        usual = replace(USUAL, kind=self.plan.kind, logo=self.plan.logo)
        before = self._kept
        self.plan, self.damaged = usual, ""
        if self.writable and self.partner_id:
            self._kept = (usual, self.edition)
            label = usual_label(usual.kind, self.partner)
            self._write(label, _Forget(self.partner_id, usual.kind), before)
        self.replaced.emit()

    def set_logo(self, image: bytes) -> None:
        """Show and keep another logo of the partner, or none."""
        self.keep()
        before = self._kept
        self.plan = replace(self.plan, logo=image)
        if self.writable and self.partner_id:
            self._kept = (replace(before[0], logo=image), before[1])
            verb = "Set" if image else "Remove"
            label = f"{verb} the logo of {self.partner}"
            self._write(label, _Logo(self.partner_id, image), before)
        self.replaced.emit()

    # ---- inside ----------------------------------------------------------------------------

    def _take(self, wanted: Wanted) -> None:
        self.plan, self.edition, self.damaged = wanted.plan, wanted.edition, wanted.damaged
        self._kept = (self.plan, self.edition)
        self._desk.set_unsaved(_WHO, 0)
        self.replaced.emit()

    def _changed(self, soon: bool) -> None:
        if soon:
            self._quiet.start()
        else:
            self.keep()
        self.changed.emit()

    def _write(
        self, label: str, job: Callable[[Any], object], before: tuple[PackPlan, str]
    ) -> None:
        back = _Back(self, before, self._kept)
        self._desk.lane.write(label, job, self._written, owner=self, failed=back)

    def _written(self, _: object) -> None:
        self._desk.set_unsaved(_WHO, 0)

    def go_back(
        self, before: tuple[PackPlan, str], sent: tuple[PackPlan, str], error: BaseException
    ) -> None:
        """It could not be written: it stays on screen, and the next change tries again."""
        if self._kept == sent:
            self._kept = before
        self._desk.set_unsaved(_WHO, 1)
        if isinstance(error, UserError):
            self._desk.problem.emit(error.message, error.hint)


@dataclass(frozen=True, slots=True)
class _Back:
    keeper: PlanKeeper
    before: tuple[PackPlan, str]
    sent: tuple[PackPlan, str]

    def __call__(self, error: BaseException) -> None:
        self.keeper.go_back(self.before, self.sent, error)


@dataclass(frozen=True, slots=True)
class _Save:
    """Writes a plan; an object, so that it outlives the page."""

    partner_id: int
    plan: PackPlan
    edition: str

    def __call__(self, portfolio: Any) -> None:
        from models.store.pack_plans import save_plan

        save_plan(portfolio, self.partner_id, self.plan, self.edition)


@dataclass(frozen=True, slots=True)
class _Forget:
    partner_id: int
    kind: str

    def __call__(self, portfolio: Any) -> None:
        from models.store.pack_plans import forget

        forget(portfolio, self.partner_id, self.kind)


@dataclass(frozen=True, slots=True)
class _Logo:
    partner_id: int
    image: bytes

    def __call__(self, portfolio: Any) -> None:
        from models.store.pack_plans import set_logo

        set_logo(portfolio, self.partner_id, self.image)
