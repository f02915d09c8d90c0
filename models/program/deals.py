"""The Aggregate TCV: which deals make it up on a day, in the program's currency, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from models.dates import quarter_of, window
from models.deal import Deal, Rate
from models.errors import UserError
from models.money import convert
from models.partner_file import CountedDeal, PartnerFile
from models.program.deal_criteria import findings_of
from models.program.decision import AggregateTcv, LeftOut, Ref
from models.program.measure import Facts
from models.program.terms import Terms
from models.program.windows import PRIOR_YEAR, Window
from models.text import counted as counted_text
from models.text import day_text, listed

IN_TOTAL = ("wins", "losses", "pipeline")
FIGURES = (*IN_TOTAL, "out_of_window", "closed_this_year", "closed_later")


@dataclass(frozen=True, slots=True)
class Periods:
    """The days, first and last included, that sort deals into buckets (C059-C061).

    Closed deals count from `prior_first` to `prior_last`, which is the as-of day at the latest.
    """

    as_of: date
    prior_first: date
    prior_last: date
    window_first: date
    window_last: date
    closed: Window = PRIOR_YEAR
    losses_count: bool = True

    def bucket(self, status: str, close: date | None) -> str:
        """Where a qualified deal goes by its status and its close date."""
        if close is None:
            return "undated"
        if status == "open":
            return "pipeline" if self.window_first <= close <= self.window_last else "out_of_window"
        if close < self.prior_first:
            return "earlier"
        if close <= self.prior_last:
            return "wins" if status == "won" else "losses"
        return "closed_this_year" if close <= self.as_of else "closed_later"


def periods(terms: Terms, as_of: date) -> Periods:
    """Raises UserError for a day so far off that its window ends after the calendar does."""
    try:
        first, last = terms.closed_window.span(as_of)
        open_days = window(as_of, terms.pipeline_quarters)
        return Periods(
            as_of, first, min(last, as_of), *open_days, terms.closed_window, terms.losses_count
        )
    except ValueError as fault:
        raise UserError(
            f"{day_text(as_of)} is beyond what can be measured.", "Choose an earlier day."
        ) from fault


def rates_on(rates: Iterable[Rate], as_of: date) -> dict[str, Decimal]:
    """The newest rate of each currency that is dated on or before the day (A21).

    Raises UserError for a rate that is no number above zero.
    """
    return {currency: _rate(rate) for currency, rate in _newest(rates, as_of).items()}


def rates_used(
    rates: Iterable[Rate], deals: Iterable[CountedDeal], terms: Terms, as_of: date
) -> tuple[Rate, ...]:
    """The rates that some of these deals are converted with on a day, by currency."""
    foreign = {counted.deal.currency for counted in deals} - {terms.currency}
    newest = _newest(rates, as_of)
    return tuple(newest[currency] for currency in sorted(foreign & newest.keys()))


def _newest(rates: Iterable[Rate], as_of: date) -> dict[str, Rate]:
    newest: dict[str, Rate] = {}
    for rate in rates:
        if rate.on_date <= as_of:
            known = newest.get(rate.currency)
            if known is None or (known.on_date, known.id) < (rate.on_date, rate.id):
                newest[rate.currency] = rate
    return newest


def _rate(rate: Rate) -> Decimal:
    try:
        value = Decimal(rate.rate)
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or value <= 0:
        raise UserError(
            f"The rate of {rate.currency} from {day_text(rate.on_date)}, {rate.rate!r},"
            " is no number above zero.",
            "Correct it in the settings.",
        )
    return value


def count_deals(
    deals: Iterable[Deal], terms: Terms, as_of: date, rates: Mapping[str, Decimal]
) -> tuple[CountedDeal, ...]:
    """Each deal with its bucket, its money converted portion by portion, and the reason."""
    days = periods(terms, as_of)
    return tuple(_count(deal, terms, days, rates) for deal in deals)


def _count(deal: Deal, terms: Terms, days: Periods, rates: Mapping[str, Decimal]) -> CountedDeal:
    money = in_program_currency(
        deal.partner_minor, deal.services_minor, deal.currency, terms.currency, rates
    )
    bucket = days.bucket(deal.status, deal.close_date) if deal.qualified else "unqualified"
    if money is None and bucket in FIGURES:
        bucket = "no_rate"
    return CountedDeal(deal, bucket, _reason(deal, bucket, days), *(money or (0, 0)))


def in_program_currency(
    partner_minor: int,
    services_minor: int,
    currency: str,
    target: str,
    rates: Mapping[str, Decimal],
) -> tuple[int, int] | None:
    """Both portions in minor units of `target`; None where the currency has no rate.

    The deal's TCV is converted and rounded once; the partner's portion is what the services
    portion leaves of it, so that the two always add up.
    """
    if currency == target:
        return partner_minor, services_minor
    rate = rates.get(currency)
    if rate is None:
        return None
    services = convert(services_minor, currency, rate, target)
    return convert(partner_minor + services_minor, currency, rate, target) - services, services


def total(entries: Iterable[tuple[str, int, int]], terms: Terms) -> AggregateTcv:
    """The figures from (bucket, TCV, TCV without services portion) of deals or of their sums."""
    sums = dict.fromkeys(FIGURES, 0)
    with_services = without_services = 0
    for bucket, tcv, bare in entries:
        if bucket not in sums:
            continue
        in_total = bucket in IN_TOTAL and (bucket != "losses" or terms.losses_count)
        if in_total:
            without_services += bare
            with_services += tcv - bare
            if terms.exclude_without_services:
                tcv -= bare
        sums[bucket] += tcv
    whole = sums["wins"] + sums["pipeline"] + (sums["losses"] if terms.losses_count else 0)
    return AggregateTcv(
        **sums, total=whole, without_services=without_services, with_services=with_services
    )


def sum_deals(deals: Sequence[CountedDeal], terms: Terms) -> AggregateTcv:
    return total(
        ((d.bucket, d.tcv_minor, 0 if d.deal.services_minor else d.tcv_minor) for d in deals),
        terms,
    )


def with_deals(facts: Facts, deals: Sequence[CountedDeal], terms: Terms, as_of: date) -> Facts:
    """The facts with these deals: their sums, the deals by name, and what to look at."""
    inside, outside = refs(deals, terms)
    undated = sum(counted.bucket == "undated" for counted in deals)
    missing = Counter(counted.deal.currency for counted in deals if counted.bucket == "no_rate")
    return replace(
        facts,
        tcv=sum_deals(deals, terms),
        counted_deals=inside,
        left_out_deals=outside,
        warnings=warnings(undated, missing, as_of),
        by_deals=findings_of(deals, terms, as_of),
    )


def facts_of(file: PartnerFile, terms: Terms, as_of: date) -> Facts:
    """What `decide` needs of a partner's file: its records, its deals' sums, the deals by name."""
    records = Facts(
        partner=file.partner,
        contacts=file.contacts,
        agreements=file.agreements,
        offerings=file.offerings,
        trainings=file.trainings,
        integrations=file.integrations,
        grants=file.grants,
    )
    return with_deals(records, file.deals, terms, as_of)


def refs(deals: Sequence[CountedDeal], terms: Terms) -> tuple[tuple[Ref, ...], tuple[LeftOut, ...]]:
    """The deals in the total, and the others with the reason."""
    counts = {b for b in IN_TOTAL if b != "losses" or terms.losses_count}
    inside, outside = [], []
    for deal in deals:
        if deal.bucket not in counts:
            outside.append(LeftOut(deal.ref, deal.reason))
        elif terms.exclude_without_services and not deal.deal.services_minor:
            outside.append(LeftOut(deal.ref, "no services portion, which this program excludes"))
        else:
            inside.append(deal.ref)
    return tuple(inside), tuple(outside)


def warnings(undated: int, missing: Mapping[str, int], as_of: date) -> tuple[str, ...]:
    """Sentences on deals that count nowhere: without a date, or by currency without a rate."""
    said = []
    if undated:
        verb = "has no close date and counts" if undated == 1 else "have no close date and count"
        said.append(f"{counted_text(undated, 'qualified deal')} {verb} nowhere.")
    if missing:
        deals = sum(missing.values())
        verb = "counts" if deals == 1 else "count"
        said.append(
            f"{counted_text(deals, 'deal')} in {listed(sorted(missing))} {verb} nowhere:"
            f" no rate is dated on or before {day_text(as_of)}."
        )
    return tuple(said)


def _reason(deal: Deal, bucket: str, days: Periods) -> str:
    if bucket == "unqualified":
        return "not a qualified lead"
    if bucket == "no_rate":
        return f"no rate for {deal.currency} dated on or before {day_text(days.as_of)}"
    if deal.close_date is None:
        return "no close date"
    return _dated_reason(deal.status, deal.close_date, bucket, days)


def _dated_reason(status: str, close: date, bucket: str, days: Periods) -> str:
    day = day_text(close)
    if status == "open":
        if days.window_last < days.window_first:
            return f"expected on {day}; open deals are not counted here"
        span = f"{quarter_of(days.window_first)} to {quarter_of(days.window_last)}"
        if bucket == "pipeline":
            return f"expected on {day}, in the window {span}"
        if close < days.window_first:
            return f"expected on {day}, late: before the window {span}"
        return f"expected on {day}, after the window {span}"
    year = days.prior_first.year
    closed = f"{status} on {day}"
    by_year = days.closed == PRIOR_YEAR
    when = f"{year}" if by_year else f"the span from {day_text(days.prior_first)}"
    counts = f"counts from January {year + 2}" if by_year else "after the days that count"
    losses = "losses count as well" if days.losses_count else "losses stay out of the sum"
    return {
        "wins": f"{closed}, in {when}",
        "losses": f"{closed}, in {when}; {losses}",
        "earlier": f"{closed}, before {year if by_year else day_text(days.prior_first)}",
        "closed_this_year": f"{closed}, {counts}",
        "closed_later": f"{closed}, after {day_text(days.as_of)}",
    }[bucket]
