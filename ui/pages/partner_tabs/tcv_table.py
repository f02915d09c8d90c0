"""The deals of the explorer by group, and the chips that choose among them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from models.money import plain
from models.text import NONE, compact_money, day_text, maybe_day, money_said, sentence
from ui import theme
from ui.tables.columns import Column
from ui.widgets.buttons import PressedByEnter
from ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from models.program.timeline import Step
    from models.tcv_lines import DealLine
    from models.tcv_window import Group, TcvWindow

_TONES = {"wins": "met", "losses": "met", "pipeline": "met", "stale": "short", "undated": "short",
          "no_rate": "short"}  # fmt: skip


class DealColumns:
    """The columns; `label` names a group and `currency` is the program's, as of the day shown."""

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self.currency = "USD"

    def take(self, window: TcvWindow) -> None:
        self.labels = {group.key: group.label for group in window.groups}
        self.currency = window.terms.currency

    def columns(self) -> list[Column]:
        return [
            Column("Deal", lambda line: line.counted.ref.text, width=208, name="name",
                   sub=lambda line: line.counted.deal.customer),
            Column("In the window", self._group, key=lambda line: line.order, width=178,
                   role="pill", tone=lambda line: _TONES.get(line.group, "plain"), spoken=True,
                   name="group",
                   sub=lambda line: sentence(", ".join(line.marks))[:-1] if line.marks else ""),
            Column("Close date", lambda line: line.counted.deal.close_date, role="date", width=108,
                   text=lambda line: maybe_day(line.counted.deal.close_date), spoken=True,
                   name="close_date"),
            self._money("TCV", lambda line: line.counted.tcv_minor, spoken=True),
            self._money("Services portion", lambda line: line.counted.services_minor),
            Column("Next January", lambda line: line.ahead, width=140, name="ahead",
                   tone=lambda line: "text_2" if line.ahead == "Not counted" else "text",
                   tip="What the next measurement makes of it if its date holds"),
            Column("Why", lambda line: line.why, tone=lambda _: "text_2", width=200, stretch=True,
                   name="why"),
        ]  # fmt: skip

    def _group(self, line: DealLine) -> str:
        return self.labels.get(line.group, line.group)

    def _money(
        self, title: str, take: Callable[[DealLine], int], *, spoken: bool = False
    ) -> Column:
        def text(line: DealLine) -> str:
            deal = line.counted.deal
            if line.group == "no_rate":  # worth nothing here; it is told as it was typed
                return money_said(deal.tcv_minor if title == "TCV" else deal.services_minor,
                                  deal.currency)  # fmt: skip
            return money_said(take(line), self.currency)

        return Column(title, take, text=text, role="money", width=120, spoken=spoken,
                      plain=lambda line: plain(take(line), self.currency),
                      currency=lambda _: self.currency)  # fmt: skip


def step_columns() -> list[Column]:
    """The steps of the measure; a row is a `StepLine`."""
    return [
        Column("From", lambda line: line.id, text=lambda line: day_text(line.id), role="date",
               width=100),
        _step_money("Aggregate TCV", lambda step: step.tcv.total, 124),
        _step_money("Came in", lambda step: step.gained, 92),
        _step_money("Fell out", lambda step: -step.lost, 92),
        Column("Why", lambda line: line.why, tone=lambda _: "text_2", width=120, stretch=True),
    ]  # fmt: skip


def _step_money(title: str, take: Callable[[Step], int], width: int) -> Column:
    def text(line: StepLine) -> str:
        minor, currency = take(line.step), line.step.terms.currency
        return compact_money(minor, currency) if minor or title == "Aggregate TCV" else NONE

    return Column(title, lambda line: take(line.step), role="money", width=width, text=text,
                  plain=lambda line: plain(take(line.step), line.step.terms.currency),
                  currency=lambda line: line.step.terms.currency)  # fmt: skip


class StepLine:
    """A step of the measure in the list; its id is its first day."""

    def __init__(self, step: Step, why: str) -> None:
        self.id: date = step.day
        self.step = step
        self.why = why


class GroupStrip(QWidget):
    """Chips, one for all deals and one for each group; ``chosen`` tells the key of the one in."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Show deals")
        self._flow = FlowLayout(self, spacing=6)
        self._buttons = QButtonGroup(self)
        self._buttons.buttonClicked.connect(self._tell)
        self._made: dict[str, _Chip] = {}

    def show_groups(self, groups: tuple[Group, ...], extra: dict[str, str], currency: str) -> None:
        """Show these; `extra` are other keys with their words. What was chosen stays so."""
        total = sum(group.deals for group in groups)
        words = {"": f"All {total:,}"}
        words |= {
            g.key: f"{g.label}  {g.deals:,} · {compact_money(g.minor, currency)}" for g in groups
        }
        words |= extra
        current = self.current
        if list(words) != list(self._made):
            for old in self._made.values():
                self._buttons.removeButton(old)
                self._flow.removeWidget(old)
                old.deleteLater()
            self._made = {key: _Chip(key) for key in words}
            for chip in self._made.values():
                self._buttons.addButton(chip)
                self._flow.addWidget(chip)
        for key, text in words.items():
            self._made[key].setText(text)
            self._made[key].setAccessibleName(f"Show {text}")
        self.set_current(current if current in words else "")

    @property
    def current(self) -> str:
        return next((key for key, chip in self._made.items() if chip.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose without telling."""
        for known, chip in self._made.items():
            chip.setChecked(known == key)
            theme.set_kind(chip, "chip-on" if known == key else "chip")

    def _tell(self, chip: Any) -> None:
        self.set_current(chip.key)
        self.chosen.emit(chip.key)


class _Chip(PressedByEnter):
    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.setCheckable(True)
        theme.set_kind(self, "chip")
