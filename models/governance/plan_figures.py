"""How an objective of the joint plan stands: actual against target, with the reason."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.deal import Deal
from models.governance.joint_plan import Objective
from models.governance.plan_day import PlanDay
from models.governance.plan_words import amount
from models.health import NO_EVIDENCE, UNKNOWN, HealthLimits, judged
from models.text import counted, day_text, listed

# The kinds whose actual can be reckoned from the deals.
RECKONED = ("pipeline", "signings")


class PlanDeal(NamedTuple):
    """A deal that serves an objective; `minor` is in the objective's currency, None without a rate.

    `counts` says whether it is in the actual, `reason` why or why not.
    """

    id: int
    name: str
    customer: str
    status: str
    close_date: date | None
    minor: int | None
    counts: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An objective as it stands; amounts as the objective has them, in `currency` where money.

    `colour` is the actual's, `outlook` the forecast's, both blank where that is not known.
    `percent` is cut off, not rounded up. `gap` is what is missing to the target, below zero what
    is above it. `source` says where the actual comes from, `missing` what was left out of it.
    `tied_minor` is the money in the tied deals that have a rate, whether they count or not.
    """

    objective: Objective
    currency: str
    actual: int | None
    colour: str
    outlook: str
    percent: int | None
    gap: int | None
    said: str
    source: str
    missing: str = ""
    deals: tuple[PlanDeal, ...] = ()
    tied_minor: int = 0
    late: bool = False

    def text(self, value: int | None) -> str:
        """A value of this objective in full, blank for none."""
        return "" if value is None else amount(value, self.objective.unit, self.currency)


class _Found(NamedTuple):
    actual: int | None
    source: str
    why: str = ""
    missing: str = ""


def standing(
    objective: Objective,
    deals: Iterable[Deal],
    tied: Collection[int],
    day: PlanDay,
    limits: HealthLimits,
) -> Standing:
    """How an objective stands on a day; `tied` are the ids of the deals that serve it."""
    currency = objective.currency or day.currency
    deals = list(deals)
    shown = _tied(objective, [deal for deal in deals if deal.id in tied], day, currency)
    found = _actual(objective, deals, tied, day, currency)
    target, actual = objective.target, found.actual
    known = target is not None and target > 0 and actual is not None
    colour = judged(actual or 0, target or 0, limits) if known else UNKNOWN
    forecast = objective.forecast
    outlook = judged(forecast, target or 0, limits) if forecast is not None else UNKNOWN
    percent = (actual or 0) * 100 // (target or 1) if known else None
    gap = (target or 0) - (actual or 0) if known else None
    due = objective.due_on
    return Standing(
        objective, currency, actual, colour, outlook, percent, gap,
        _said(objective, currency, found, percent, gap), found.source, found.missing, shown,
        sum(one.minor or 0 for one in shown),
        due is not None and due < day.as_of and (gap is None or gap > 0),
    )  # fmt: skip


def reckons(objective: Objective) -> bool:
    """Whether the actual comes from the deals."""
    return (
        objective.measured == "records"
        and objective.kind in RECKONED
        and objective.unit in ("money", "count")
    )


def serving(objective: Objective, deals: Iterable[Deal], day: PlanDay) -> list[Deal]:
    """Those of the deals that the objective's kind counts: open in the window, or won in the year.

    Of a kind that counts neither, none.
    """
    if objective.kind == "pipeline":
        return [deal for deal in deals if day.in_pipeline(deal)]
    return [deal for deal in deals if day.signed(deal)] if objective.kind == "signings" else []


def _actual(
    objective: Objective,
    deals: Sequence[Deal],
    tied: Collection[int],
    day: PlanDay,
    currency: str,
) -> _Found:
    typed = _Found(
        objective.actual, "" if objective.actual is None else "Typed by hand",
        "no actual is known yet",
    )  # fmt: skip
    if not reckons(objective):
        return typed
    if day.ahead:
        return _Found(None, "", f"{day.year} has not begun")
    if objective.kind == "pipeline" and day.over:
        return _then(objective, tied, day, currency, typed)
    chosen = [deal for deal in deals if deal.id in tied] if tied else deals
    inside = serving(objective, chosen, day)
    sums = [day.in_currency(deal.tcv_minor, deal.currency, currency) for deal in inside]
    lacking = sorted(
        {deal.currency for deal, minor in zip(inside, sums, strict=True) if minor is None}
    )
    missing = _without_rate(sums.count(None), lacking or [currency], day)
    if sums and all(minor is None for minor in sums) and objective.unit == "money":
        return _Found(None, "", missing[0].lower() + missing[1:].rstrip("."), missing)
    counts = objective.unit == "count"
    actual = len(inside) if counts else sum(minor or 0 for minor in sums)
    what = "open in the window" if objective.kind == "pipeline" else f"won in {day.year}"
    source = f"{'The tied deals' if tied else 'All deals'} {what}, as of {day_text(day.on)}"
    return _Found(actual, source, "", "" if counts else missing)


def _then(
    objective: Objective, tied: Collection[int], day: PlanDay, currency: str, typed: _Found
) -> _Found:
    """The pipeline of a year that is over: as a snapshot has it, else as it was typed."""
    if not tied and objective.unit == "money" and day.then is not None and day.then_on is not None:
        minor = day.in_currency(day.then, day.currency, currency)
        if minor is not None:
            return _Found(minor, f"From the snapshot of {day_text(day.then_on)}")
    if typed.actual is not None:
        return typed
    what = "what the tied deals were" if tied else "what was open"
    return _Found(None, "", f"{what} at the end of {day.year} was not kept; type the figure")


def _tied(
    objective: Objective, deals: Sequence[Deal], day: PlanDay, currency: str
) -> tuple[PlanDeal, ...]:
    inside = {deal.id for deal in serving(objective, deals, day)} if reckons(objective) else set()
    shown = []
    for deal in sorted(deals, key=lambda one: (-one.tcv_minor, one.name, one.id)):
        minor = day.in_currency(deal.tcv_minor, deal.currency, currency)
        reason = _reason(objective, deal, day, minor is None)
        shown.append(
            PlanDeal(
                deal.id, deal.name, deal.customer, deal.status, deal.close_date, minor,
                deal.id in inside and minor is not None and not day.ahead, reason,
            )
        )  # fmt: skip
    return tuple(shown)


def _reason(objective: Objective, deal: Deal, day: PlanDay, without_rate: bool) -> str:
    if without_rate:
        return f"No rate for {deal.currency} on {day_text(day.on)}"
    if not reckons(objective):
        return "Serves the objective; the actual is typed"
    if not deal.qualified:
        return "Not a qualified lead"
    if objective.kind == "pipeline":
        if deal.status != "open":
            return f"Closed, {deal.status}: no pipeline any more"
        if deal.close_date is None:
            return "No close date"
        return "Open, in the window" if day.in_pipeline(deal) else "Open, outside the window"
    if deal.status != "won":
        return "Not won yet" if deal.status == "open" else "Lost"
    if deal.close_date is None:
        return "No close date"
    if day.signed(deal):
        return f"Won in {day.year}"
    when = deal.close_date.year
    return f"Won in {when}" if when != day.year else f"Won after {day_text(day.on)}"


def _without_rate(count: int, currencies: Sequence[str], day: PlanDay) -> str:
    if not count:
        return ""
    verb = "is" if count == 1 else "are"
    return (
        f"{counted(count, 'deal')} {verb} left out: no rate for {listed(list(currencies))} is"
        f" dated on or before {day_text(day.on)}."
    )


def _said(
    objective: Objective, currency: str, found: _Found, percent: int | None, gap: int | None
) -> str:
    target = objective.target
    if target is None or target <= 0:
        return f"{NO_EVIDENCE}: no target is set."
    if found.actual is None or percent is None or gap is None:
        return f"{NO_EVIDENCE}: {found.why}."
    unit = objective.unit
    start = f"{amount(found.actual, unit, currency)} of {amount(target, unit, currency)}"
    if gap > 0:
        return f"{start}, {percent}%; {amount(gap, unit, currency)} to go."
    if gap == 0:
        return f"{start}: the target is reached."
    return f"{start}; {amount(-gap, unit, currency)} above the target."
