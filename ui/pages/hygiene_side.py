"""The left of the hygiene page: the clean share over time, and the rules with what each costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.hygiene.course import share, since
from models.hygiene.rules import RULES
from models.text import compact_money, counted
from ui import theme
from ui.pages.hygiene_effects import HygieneEffects
from ui.widgets.card import Card, StatusLine
from ui.widgets.charts import Sparkline
from ui.widgets.labels import ElidedLabel, Label, SettledLabel
from ui.widgets.rule_list import RuleEntry, RuleList

if TYPE_CHECKING:
    from models.store.hygiene import Hygiene, RuleLine

ALL, KEPT = "", "kept"
_WIDE = 292
_ALL = "All to look at"


class HygieneSide(QWidget):
    chosen = Signal(str)  # the key of a rule, blank for all, or "kept"

    def __init__(self, effects: HygieneEffects, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._effects = effects
        self._found: Hygiene | None = None
        self.share = Label("", "title")
        self.status = StatusLine("", None)
        self.line = Sparkline("Clean share over time")
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.since = SettledLabel("", "small", "text_2")
        self._card = Card()
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(ElidedLabel("Clean share", "small_strong", "text_2"))
        words.addWidget(self.share)
        head.addLayout(words)
        head.addWidget(self.line, 1)
        self._card.body.addLayout(head)
        self._card.body.addWidget(self.status)
        self._card.body.addWidget(self.since)
        self._card.body.setContentsMargins(16, 12, 16, 12)
        self._card.body.setSpacing(4)
        self.rules = RuleList("Hygiene rules")
        self.rules.chosen.connect(self._choose)
        rules = Card(padding=0)
        rules.body.setContentsMargins(0, 6, 0, 6)
        rules.body.addWidget(self.rules, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._card)
        column.addWidget(rules, 1)
        self.rules.show_entries(
            [RuleEntry(ALL, _ALL, ""), *(RuleEntry(r.key, r.title, "") for r in RULES.values())],
            ALL,
        )
        theme.notifier().changed.connect(self._take_size)
        self._take_size()

    def show_found(self, found: Hygiene, current: str) -> None:
        """Show the share and the rules of a day."""
        self._found = found
        now = found.counts
        percent = share(now.open_deals, now.clean)
        self.share.setText(f"{percent}%" if now.open_deals else "–")
        good = percent >= found.scope.thresholds.clean_share
        left = now.open_deals - now.clean
        # The line is short: what can't be said in it is said by its tip and to a screen reader.
        words = f"{left:,} of {counted(now.open_deals, 'open deal')} to look at"
        if not now.open_deals:
            words = "No open deals"
        elif not left:
            words = f"All of {counted(now.open_deals, 'open deal')} are clean"
        self.status.set(words, "met" if good else "at_risk")
        earlier = [one for one in found.course if one.on_date < found.scope.as_of]
        values = [float(share(one.open_deals, one.clean)) for one in earlier]
        self.line.setVisible(bool(values))
        told = f"{len(values)} times kept, now {percent}%" if values else ""
        self.line.set_values([*values, float(percent)], told)
        self.since.setVisible(bool(earlier))
        if earlier:
            self.since.setText(since(earlier[-1], now))
        self.show_effects(current)

    def show_effects(self, current: str) -> None:
        """Show the rules again, with what is known of tiers by now."""
        if self._found is not None:
            self.rules.show_entries(self._entries(self._found), current)

    def _entries(self, found: Hygiene) -> list[RuleEntry]:
        deals = found.findings.weighing
        entries = [RuleEntry(ALL, _ALL, f"{deals:,}" if deals else "", quiet=not deals)]
        for line in found.lines:
            entries.append(self._entry(line, found.deals.currency))
        kept = len(found.findings.kept)
        if kept:
            tip = "Findings that somebody has looked at and keeps as they are."
            entries.append(RuleEntry(KEPT, "Kept as they are", f"{kept:,}", quiet=True, tip=tip))
        return entries

    def _entry(self, line: RuleLine, currency: str) -> RuleEntry:
        why = RULES[line.key].why
        if line.off:
            return RuleEntry(line.key, line.title, "Off", quiet=True, tip=line.off)
        if not line.findings:
            return RuleEntry(line.key, line.title, "", (), True, "check", why)
        money = []
        if currency and line.comes:
            money.append(f"{compact_money(line.comes, currency)} would come in")
        if currency and line.counts:
            money.append(f"{compact_money(line.counts, currency)} counts now")
        lines = [" · ".join(money)] if money else []
        if not RULES[line.key].weighs:
            lines = [" · ".join(["Advice", *money])]
        some = self._effects.of_rule(line.key)
        rises, falls = sum(one.rises for one in some), sum(one.falls for one in some)
        tiers = []
        if rises:
            tiers.append(f"lifts {counted(rises, 'partner')}")
        if falls:
            tiers.append(f"{counted(falls, 'partner')} would fall without")
        if tiers:
            words = " · ".join(tiers)
            lines.append(words[:1].upper() + words[1:])
        return RuleEntry(line.key, line.title, f"{line.findings:,}", tuple(lines), tip=why)

    def _choose(self, key: str) -> None:
        self.chosen.emit(key)

    def _take_size(self) -> None:
        self.setFixedWidth(theme.px(_WIDE))
