"""The columns of deals to look at, what puts them right, and what stands where there are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.hygiene.rules import RULES
from models.hygiene.words import rules_said, told
from models.text import counted, day_text, lower_first
from ui.pages.hygiene_side import ALL, KEPT
from ui.tables.columns import Column
from ui.tables.deals import HIDDEN, columns

if TYPE_CHECKING:
    from models.store.hygiene import Hygiene, HygieneRow
    from ui.pages.hygiene import HygienePage

FIRST = ("name", "finding", "partner", "close_date", "tcv_minor", "next_step", "status")
SHUT = (*HIDDEN, "partner_minor", "bucket")
# The buttons that a rule's deals are put right with; all others are under More.
FIXES: dict[str, tuple[str, ...]] = {
    ALL: ("date", "step"),
    "past_close_date": ("date", "close"),
    "outside_window": ("date",),
    "no_money": ("unqualified",),
    "no_services": ("services",),
    "no_next_step": ("step",),
    "unchanged": ("date", "close"),
    "duplicate": ("twins",),
    "stage_skipped": (),
    "no_offering": ("offering",),
    KEPT: ("back",),
}


@dataclass(frozen=True, slots=True)
class State:
    """What stands in place of the table; without a sentence it is the table itself."""

    icon: str = ""
    sentence: str = ""
    button: str = ""
    link: str = ""
    hint: str = ""


def cells(page: HygienePage) -> list[Column]:
    """The columns of all deals with one that says what is wrong, in the order of this page."""
    finding = _Finding(page)
    made = Column(
        "What is wrong", finding.count, text=finding.said, tone=finding.tone, width=290,
        searched=False, spoken=True, name="finding",
    )  # fmt: skip
    known = {column.name: column for column in (*columns(page.partners), made)}
    return [known[name] for name in FIRST] + [c for n, c in known.items() if n not in FIRST]


class _Finding:
    """What a row says of itself under the rule on show."""

    def __init__(self, page: HygienePage) -> None:
        self._page = page

    def count(self, row: HygieneRow) -> int:
        return len(row.rules)

    def said(self, row: HygieneRow) -> str:
        found, rule = self._page.hygiene, self._page.rule
        if found is None:
            return ""
        if rule == KEPT:
            return "; ".join(
                f"{RULES[one.rule].title}: {one.reason}"
                + (f" (until {day_text(one.until_on)})" if one.until_on else "")
                for one in found.kept.get(row.id, ())
            )
        rules = [key for key in row.rules if RULES[key].weighs] if rule == ALL else [rule]
        if not rules or (rule != ALL and rule not in row.rules):
            # Of very many deals those of the rule before are there for a moment more.
            return "Put right" if row.id in self._page.held else rules_said(row.rules)
        if len(rules) > 1:
            return rules_said(rules)
        shown = rules[0]
        twins = []
        if shown == "duplicate":
            known = (self._page.deal_of(one) for one in found.findings.twins.get(row.id, ()))
            twins = [deal for deal in known if deal is not None]
        return told(shown, row.deal, found.scope, twins)

    def tone(self, row: HygieneRow) -> str:
        rule = self._page.rule
        if rule == KEPT:
            return "text_2"
        return "met" if self.said(row) == "Put right" else "text"


def state_of(found: Hygiene, rule: str, rows: int, filtered: str) -> State:
    """What is said where the rule on show has no rows."""
    if rows:
        return State()
    if not found.deals.rows:
        hint = "Once there are deals, what is wrong with them is found here."
        return State("briefcase", "No deals yet", "Import a spreadsheet", hint=hint)
    line: Any = next((one for one in found.lines if one.key == rule), None)
    if line is not None and line.off:
        return State("eye-off", f"“{line.title}” does not speak", "Hygiene rules…", hint=line.off)
    left = line.findings if line is not None else found.findings.weighing
    if rule == KEPT:
        left = len(found.findings.kept)
    if filtered and left:
        return State("funnel", f"Nothing of {filtered} here.", "Clear filters")
    if rule == KEPT:
        return State("bookmark", "Nothing is kept as it is", hint="Findings that can stay are"
                     " kept with a reason, and are not told again.")  # fmt: skip
    if rule == ALL:
        if not found.findings.open_deals:
            return State("shield-check", "No open deals, nothing to look at")
        many = counted(found.findings.open_deals, "open deal")
        every = "The" if found.findings.open_deals == 1 else "All"
        return State("shield-check", f"{every} {many} {_are(found.findings.open_deals)} clean",
                     hint=f"As of {day_text(found.scope.as_of)}, by every rule.")  # fmt: skip
    words = lower_first(RULES[rule].title)
    return State("circle-check", f"Nothing here: no deal is found by “{words}”.", "",
                 "Show all to look at" if found.findings.weighing else "")  # fmt: skip


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
