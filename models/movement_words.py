"""Movement in words: the bars of its chart, what each says, and what became of one deal."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from models import background
from models.money import decimals
from models.text import NONE, compact_money, counted, day_text, listed, money_said

if TYPE_CHECKING:
    from models.movement import Move, Movement

OPENING, CLOSING = "opening", "closing"
ALWAYS = ("added", "slipped", "valued_up", "valued_down", "won", "lost")
_OUT = ("won", "lost", "unqualified", "removed")
# What a step is in a sentence that says what it brought or took.
_DID = {
    "added": "new deals",
    "qualified": "leads that were qualified",
    "pulled_in": "dates that were pulled in",
    "slipped": "dates that slipped",
    "valued_up": "higher values",
    "valued_down": "lower values",
    "won": "wins",
    "lost": "losses",
    "unqualified": "leads that are not qualified any more",
    "removed": "deals that were removed",
    "other": "other changes",
}
_STATUS = {"open": "Open", "won": "Won", "lost": "Lost"}


class StepSums(Protocol):
    """A step as it is told: `deals` in it, what it does to the sum, the money in its deals."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def deals(self) -> int: ...
    @property
    def minor(self) -> int: ...
    @property
    def touched(self) -> int: ...


@dataclass(frozen=True, slots=True)
class BarWords:
    """One bar of the chart: under it `label` and `sub`, over it `figure`; `told` says it all."""

    key: str
    label: str
    figure: str
    sub: str
    value: int
    total: bool
    told: str


def bars(found: "Movement", opening: str, closing: str) -> tuple[BarWords, ...]:
    """From the opening to the closing, which are named by their days; steps of no deal left out,
    but for the usual ones.
    """
    steps = [_bar(step, found.currency) for step in found.steps if step.deals or _usual(step)]
    return (
        _total(
            OPENING, "Opening", opening, found.opening.deals, found.opening.minor, found.currency
        ),
        *steps,
        _total(
            CLOSING, "Closing", closing, found.closing.deals, found.closing.minor, found.currency
        ),
    )


def pack_bars(found: background.Movement, currency: str) -> tuple[BarWords, ...]:
    """The same of a movement as a pack has it."""
    first, last = day_text(found.first), day_text(found.last)
    return (
        _total(OPENING, "Opening", first, found.opening_deals, found.opening, currency),
        *(_bar(step, currency) for step in found.steps if step.deals or _usual(step)),
        _total(CLOSING, "Closing", last, found.closing_deals, found.closing, currency),
    )


def conclusion(found: background.Movement, currency: str) -> str:
    """What the movement comes to, as a sentence without its full stop."""
    now, since = _short(found.closing, currency), day_text(found.first)
    moved = found.closing - found.opening
    if not any(step.deals for step in found.steps):
        if not found.closing_deals and found.missing:
            return "No open deal has an exchange rate, so no movement can be told"
        if not found.closing_deals:
            return f"No deal is open, and none was on {since}"
        return f"The open pipeline stands as on {since}: {_deals(found.closing_deals)}, {now}"
    if moved:
        went = "rose" if moved > 0 else "fell"
        start = f"The open pipeline {went} by {_short(abs(moved), currency)} to {now}"
    else:
        start = f"The open pipeline is worth what it was on {since}, {now}"
    most = max(found.steps, key=lambda step: step.minor)
    least = min(found.steps, key=lambda step: step.minor)
    reasons = [
        f"{_DID[step.key]} {verb} {_short(abs(step.minor), currency)}"
        for step, verb, there in (
            (most, "brought", most.minor > 0),
            (least, "took", least.minor < 0),
        )
        if there
    ]
    told = reasons if moved >= 0 else reasons[::-1]
    return f"{start}; {listed(told)}" if told else start


def since_said(found: background.Movement, currency: str) -> str:
    """From when it is told, how many deals were open and are, and what slipped meanwhile."""
    since = found.since or "the first snapshot"
    were, are = counted(found.opening_deals, "open deal"), _deals(found.closing_deals)
    same = found.opening_deals == found.closing_deals
    told = f"{were}, as many as then" if same else f"from {were} to {are}"
    words = f"Since {since} (kept on {day_text(found.first)}): {told}."
    slipped = next((step for step in found.steps if step.key == "slipped" and step.deals), None)
    if slipped:
        within = f" with {money_said(slipped.touched, currency)}" if slipped.touched else ""
        words = f"{words} {counted(slipped.deals, 'deal')}{within} slipped."
    return f"{words} {found.missing}" if found.missing else words


def moved_said(move: background.Moved) -> str:
    """What one deal did: its step, and the reason where there is one."""
    from models.movement import STEPS

    return f"{STEPS[move.step]}, {move.why}" if move.why else STEPS[move.step]


def effect_said(move: background.Moved, currency: str) -> str:
    """What it did to the sum; the amount in brackets where only a date moved."""
    was, now = move.was or 0, move.now or 0
    if move.step in _OUT:
        return signed(-was if move.was is not None else -now, currency)
    if move.step in ("added", "qualified"):
        return signed(now, currency)
    if move.step in ("valued_up", "valued_down"):
        return signed(now - was, currency)
    return f"({compact_money(now if move.now is not None else was, currency)})"


def signed(minor: int, currency: str) -> str:
    """An amount with its sign, short: "+$2.1M"."""
    sign = "+" if minor > 0 else "−" if minor < 0 else "±"
    return f"{sign}{compact_money(abs(minor), currency)}"


def signed_said(minor: int, currency: str) -> str:
    """An amount with its sign, exact; a dash for nothing."""
    if not minor:
        return NONE
    return f"{'+' if minor > 0 else '−'}{money_said(abs(minor), currency)}"


def step_said(step: StepSums, currency: str) -> str:
    """A step as a sentence begins: "3 deals, −$1,994,000"; moved dates name the money in them."""
    deals = counted(step.deals, "deal")
    if step.minor or not step.deals:
        return f"{deals}, {signed_said(step.minor, currency)}" if step.minor else deals
    within = money_said(step.touched, currency)
    return f"{deals} with {within}; the sum stays as it is"


def missing_said(found: "Movement") -> str:
    """Which deals are left out for want of a rate; blank where none is."""
    if not found.missing:
        return ""
    deals = sum(found.missing.values())
    verb = "is" if deals == 1 else "are"
    return (
        f"{counted(deals, 'open deal')} in {listed(sorted(found.missing))} {verb} left out on both"
        " days: there is no rate for it."
    )


def dates_said(move: "Move") -> str:
    """The close date, or the one before and the one after."""
    return _both(*(_day(one.close_date) if one else None for one in (move.before, move.after)))


def status_said(move: "Move") -> str:
    """The status, or the one before and the one after."""
    return _both(*(_state(one.status, one.qualified) if one else None
                   for one in (move.before, move.after)))  # fmt: skip


def _short(minor: int, currency: str) -> str:
    """An amount to one decimal, or exact where it is small."""
    small = abs(minor) < 1_000 * 10 ** decimals(currency)
    return money_said(minor, currency) if small else compact_money(minor, currency)


def _deals(count: int) -> str:
    return counted(count, "deal")


def _both(before: str | None, after: str | None) -> str:
    if before is None or after is None:
        return after or before or ""
    return after if before == after else f"{before} → {after}"


def _day(iso: str | None) -> str:
    return day_text(date.fromisoformat(iso)) if iso else "no date"


def _state(status: str, qualified: int) -> str:
    word = _STATUS.get(status, status)
    return word if qualified else f"{word}, unqualified"


def _usual(step: StepSums) -> bool:
    return step.key in ALWAYS


def _total(key: str, label: str, day: str, deals: int, minor: int, currency: str) -> BarWords:
    words = counted(deals, "deal")
    told = f"{label}, {day}: {money_said(minor, currency)} in {words}"
    return BarWords(key, label, compact_money(minor, currency), words, minor, True, told)


def _bar(step: StepSums, currency: str) -> BarWords:
    figure = signed(step.minor, currency) if step.minor else NONE
    if step.deals and not step.minor:
        figure = f"({compact_money(step.touched, currency)})"
    told = f"{step.label}: {step_said(step, currency)}"
    sub = counted(step.deals, "deal") if step.deals else NONE
    return BarWords(step.key, step.label, figure, sub, step.minor, False, told)
