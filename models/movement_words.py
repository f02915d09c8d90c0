"""Movement in words: the bars of its chart, what each says, and what became of one deal."""

from dataclasses import dataclass
from datetime import date

from models.movement import Move, Movement, Step
from models.text import NONE, compact_money, counted, day_text, listed, money_said

OPENING, CLOSING = "opening", "closing"
ALWAYS = ("added", "slipped", "valued_up", "valued_down", "won", "lost")
_STATUS = {"open": "Open", "won": "Won", "lost": "Lost"}


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


def bars(found: Movement, opening: str, closing: str) -> tuple[BarWords, ...]:
    """From the opening to the closing, which are named by their days; steps of no deal left out,
    but for the usual ones.
    """
    steps = [_bar(step, found.currency) for step in found.steps if step.moves or _usual(step)]
    return (
        _total(
            OPENING, "Opening", opening, found.opening.deals, found.opening.minor, found.currency
        ),
        *steps,
        _total(
            CLOSING, "Closing", closing, found.closing.deals, found.closing.minor, found.currency
        ),
    )


def signed(minor: int, currency: str) -> str:
    """An amount with its sign, short: "+$2.1M"."""
    sign = "+" if minor > 0 else "−" if minor < 0 else "±"
    return f"{sign}{compact_money(abs(minor), currency)}"


def signed_said(minor: int, currency: str) -> str:
    """An amount with its sign, exact; a dash for nothing."""
    if not minor:
        return NONE
    return f"{'+' if minor > 0 else '−'}{money_said(abs(minor), currency)}"


def step_said(step: Step, currency: str) -> str:
    """A step as a sentence begins: "3 deals, −$1,994,000"; moved dates name the money in them."""
    deals = counted(step.deals, "deal")
    if step.minor or not step.moves:
        return f"{deals}, {signed_said(step.minor, currency)}" if step.minor else deals
    within = money_said(step.touched, currency)
    return f"{deals} with {within}; the sum stays as it is"


def missing_said(found: Movement) -> str:
    """Which deals are left out for want of a rate; blank where none is."""
    if not found.missing:
        return ""
    deals = sum(found.missing.values())
    verb = "is" if deals == 1 else "are"
    return (
        f"{counted(deals, 'open deal')} in {listed(sorted(found.missing))} {verb} left out on both"
        " days: there is no rate for it."
    )


def dates_said(move: Move) -> str:
    """The close date, or the one before and the one after."""
    return _both(*(_day(one.close_date) if one else None for one in (move.before, move.after)))


def status_said(move: Move) -> str:
    """The status, or the one before and the one after."""
    return _both(*(_state(one.status, one.qualified) if one else None
                   for one in (move.before, move.after)))  # fmt: skip


def _both(before: str | None, after: str | None) -> str:
    if before is None or after is None:
        return after or before or ""
    return after if before == after else f"{before} → {after}"


def _day(iso: str | None) -> str:
    return day_text(date.fromisoformat(iso)) if iso else "no date"


def _state(status: str, qualified: int) -> str:
    word = _STATUS.get(status, status)
    return word if qualified else f"{word}, unqualified"


def _usual(step: Step) -> bool:
    return step.key in ALWAYS


def _total(key: str, label: str, day: str, deals: int, minor: int, currency: str) -> BarWords:
    words = counted(deals, "deal")
    told = f"{label}, {day}: {money_said(minor, currency)} in {words}"
    return BarWords(key, label, compact_money(minor, currency), words, minor, True, told)


def _bar(step: Step, currency: str) -> BarWords:
    figure = signed(step.minor, currency) if step.minor else NONE
    if step.moves and not step.minor:
        figure = f"({compact_money(step.touched, currency)})"
    told = f"{step.label}: {step_said(step, currency)}"
    sub = counted(step.deals, "deal") if step.moves else NONE
    return BarWords(step.key, step.label, figure, sub, step.minor, False, told)
