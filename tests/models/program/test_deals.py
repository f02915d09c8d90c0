"""Which deals make up the Aggregate TCV, to the day and to the cent, and why the others do not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.deal import Deal, Rate
from models.errors import UserError
from models.program.deals import (
    FIGURES,
    count_deals,
    periods,
    rates_on,
    rates_used,
    refs,
    sum_deals,
    with_deals,
)
from models.program.decision import AggregateTcv
from models.program.loading import programs, terms_on
from models.program.measure import Facts
from tests.models.program.making import complete, deal

AS_OF = date(2022, 2, 15)
TERMS = terms_on(AS_OF)


def sums(
    *deals: Deal, as_of: date = AS_OF, rates: dict[str, Decimal] | None = None
) -> AggregateTcv:
    return sum_deals(count_deals(deals, TERMS, as_of, rates or {}), TERMS)


@pytest.mark.parametrize(
    ("status", "close", "bucket", "reason"),
    [
        ("won", date(2020, 12, 31), "earlier", "won on 31 Dec 2020, before 2021"),
        ("won", date(2021, 1, 1), "wins", "won on 1 Jan 2021, in 2021"),
        ("won", date(2021, 12, 31), "wins", "won on 31 Dec 2021, in 2021"),
        (
            "won",
            date(2022, 1, 1),
            "closed_this_year",
            "won on 1 Jan 2022, counts from January 2023",
        ),
        ("won", AS_OF, "closed_this_year", "won on 15 Feb 2022, counts from January 2023"),
        ("won", date(2022, 2, 16), "closed_later", "won on 16 Feb 2022, after 15 Feb 2022"),
        ("lost", date(2020, 12, 31), "earlier", "lost on 31 Dec 2020, before 2021"),
        ("lost", date(2021, 1, 1), "losses", "lost on 1 Jan 2021, in 2021; losses count as well"),
        (
            "lost",
            date(2021, 12, 31),
            "losses",
            "lost on 31 Dec 2021, in 2021; losses count as well",
        ),
        (
            "lost",
            date(2022, 1, 1),
            "closed_this_year",
            "lost on 1 Jan 2022, counts from January 2023",
        ),
        ("lost", date(2022, 2, 16), "closed_later", "lost on 16 Feb 2022, after 15 Feb 2022"),
        (
            "open",
            date(2021, 12, 31),
            "out_of_window",
            "expected on 31 Dec 2021, late: before the window Q1 2022 to Q4 2022",
        ),
        (
            "open",
            date(2022, 1, 1),
            "pipeline",
            "expected on 1 Jan 2022, in the window Q1 2022 to Q4 2022",
        ),
        ("open", AS_OF, "pipeline", "expected on 15 Feb 2022, in the window Q1 2022 to Q4 2022"),
        (
            "open",
            date(2022, 12, 31),
            "pipeline",
            "expected on 31 Dec 2022, in the window Q1 2022 to Q4 2022",
        ),
        (
            "open",
            date(2023, 1, 1),
            "out_of_window",
            "expected on 1 Jan 2023, after the window Q1 2022 to Q4 2022",
        ),
        ("open", None, "undated", "no close date"),
        ("won", None, "undated", "no close date"),
    ],
)
@pytest.mark.clause("C059")
@pytest.mark.clause("C060")
@pytest.mark.clause("C061")
def test_a_deal_counts_by_its_status_and_its_day(
    status: str, close: date | None, bucket: str, reason: str
) -> None:
    [counted] = count_deals([deal(status, close, 500)], TERMS, AS_OF, {})
    assert (counted.bucket, counted.reason) == (bucket, reason)
    figures = sums(deal(status, close, 500))
    expected = {name: 500 if name == bucket else 0 for name in FIGURES}
    assert {name: getattr(figures, name) for name in FIGURES} == expected
    assert figures.total == (500 if bucket in ("wins", "losses", "pipeline") else 0)


@pytest.mark.clause("C063")
def test_only_qualified_leads_count_in_any_figure() -> None:
    for status, close in (("won", date(2021, 6, 1)), ("open", AS_OF), ("open", date(2024, 1, 1))):
        [counted] = count_deals([deal(status, close, 500, qualified=False)], TERMS, AS_OF, {})
        assert (counted.bucket, counted.reason) == ("unqualified", "not a qualified lead")
        assert sums(counted.deal) == AggregateTcv()


@pytest.mark.clause("C058")
@pytest.mark.clause("C063")
def test_the_total_is_both_portions_of_wins_losses_and_pipeline() -> None:
    found = sums(
        deal("won", date(2021, 6, 1), 1_000, 400),
        deal("lost", date(2021, 6, 1), 200, 200),
        deal("open", AS_OF, 30, 10),
        deal("open", date(2023, 1, 1), 7),
    )
    assert (found.wins, found.losses, found.pipeline, found.total) == (1_000, 200, 30, 1_230)
    assert (found.out_of_window, found.without_services) == (7, 0)


@pytest.mark.clause("A10")
def test_deals_without_services_count_and_are_told_apart() -> None:
    deals = [
        deal("won", date(2021, 6, 1), 1_000),
        deal("lost", date(2021, 6, 1), 100, 1),
        deal("open", date(2024, 1, 1), 10),
    ]
    found = sums(*deals)
    assert (found.total, found.without_services, found.with_services) == (1_100, 1_000, 100)
    strict = replace(TERMS, exclude_without_services=True)
    counted = count_deals(deals, strict, AS_OF, {})
    found = sum_deals(counted, strict)
    assert (found.total, found.without_services, found.with_services) == (100, 1_000, 100)
    assert found.wins == 0
    assert len(refs(counted, strict)[0]) == 1


@pytest.mark.clause("C060")
def test_a_program_may_leave_losses_out() -> None:
    gentler = replace(TERMS, losses_count=False)
    deals = [deal("won", date(2021, 6, 1), 1_000, 1), deal("lost", date(2021, 6, 1), 200)]
    counted = count_deals(deals, gentler, AS_OF, {})
    found = sum_deals(counted, gentler)
    assert (found.losses, found.total, found.without_services) == (200, 1_000, 0)
    assert [ref.text for ref in refs(counted, gentler)[0]] == ["Deal 1000"]


@pytest.mark.clause("A21")
def test_a_deals_tcv_is_converted_once_half_up_to_the_cent_and_its_portions_add_up() -> None:
    foreign = deal("won", date(2021, 6, 1), 301, 151, currency="EUR")  # 1.50 and 1.51
    [counted] = count_deals([foreign], TERMS, AS_OF, {"EUR": Decimal("1.135")})
    assert (counted.partner_minor, counted.services_minor) == (171, 171)  # of 3.41635
    assert sums(foreign, rates={"EUR": Decimal("1.135")}).wins == 342
    half = deal("won", date(2021, 6, 1), 1, 0, currency="EUR")
    assert sums(half, rates={"EUR": Decimal("0.5")}).wins == 1
    assert sums(half, rates={"EUR": Decimal("0.49")}).wins == 0
    yen = deal("won", date(2021, 6, 1), 1_000, 0, currency="JPY")
    assert sums(yen, rates={"JPY": Decimal("0.0087")}).wins == 870


@pytest.mark.clause("A21")
def test_a_deal_without_a_rate_counts_nowhere_and_is_told() -> None:
    deals = [
        deal("won", date(2021, 6, 1), 500, currency="EUR"),
        deal("open", date(2024, 6, 1), 500, currency="CHF"),
        deal("won", date(2020, 6, 1), 500, currency="CHF"),
        deal("won", date(2021, 6, 1), 500, currency="CHF", qualified=False),
        deal("open", None, 500),
    ]
    counted = count_deals(deals, TERMS, AS_OF, {})
    assert [found.bucket for found in counted] == [
        "no_rate", "no_rate", "earlier", "unqualified", "undated",
    ]  # fmt: skip
    assert counted[0].reason == "no rate for EUR dated on or before 15 Feb 2022"
    facts = with_deals(Facts(complete().partner), counted, TERMS, AS_OF)
    assert facts.tcv == AggregateTcv()
    assert facts.warnings == (
        "1 qualified deal has no close date and counts nowhere.",
        "2 deals in CHF and EUR count nowhere: no rate is dated on or before 15 Feb 2022.",
    )


@pytest.mark.clause("A21")
@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2021, 12, 31), None),
        (date(2022, 1, 1), "1.1"),
        (date(2022, 1, 31), "1.1"),
        (date(2022, 2, 1), "1.2"),
        (date(2022, 2, 2), "1.2"),
    ],
)
def test_the_newest_rate_dated_up_to_the_day_is_used(day: date, rate: str | None) -> None:
    rates = [
        Rate(3, "EUR", date(2022, 2, 1), "1.2"),
        Rate(1, "EUR", date(2022, 1, 1), "1.1"),
        Rate(2, "CHF", date(2020, 1, 1), "0.9"),
    ]
    assert rates_on(rates, day).get("EUR") == (Decimal(rate) if rate else None)


@pytest.mark.parametrize("rate", ["", "one", "0", "-1", "NaN", "Infinity"])
def test_a_rate_that_is_no_number_above_zero_is_named(rate: str) -> None:
    with pytest.raises(UserError, match="The rate of EUR from 1 Jan 2022"):
        rates_on([Rate(1, "EUR", date(2022, 1, 1), rate)], AS_OF)


def test_deals_in_and_outside_the_total_are_named_with_the_reason() -> None:
    records = complete(deal("won", date(2021, 6, 1), 1_000, 1), deal("open", date(2023, 1, 1), 7))
    inside, outside = refs(count_deals(records.deals, TERMS, AS_OF, {}), TERMS)
    assert [ref.text for ref in inside] == ["Deal 1000"]
    assert [(left.record.text, left.reason) for left in outside] == [
        ("Deal 7", "expected on 1 Jan 2023, after the window Q1 2022 to Q4 2022")
    ]


def test_a_day_after_the_end_of_the_calendar_is_refused_with_a_sentence() -> None:
    with pytest.raises(UserError, match="beyond what can be measured"):
        periods(TERMS, date(9999, 12, 31))


@pytest.mark.clause("C055")
@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2022, 1, 1), date(2022, 1, 1), date(2022, 12, 31)),
        (date(2022, 3, 31), date(2022, 1, 1), date(2022, 12, 31)),
        (date(2022, 4, 1), date(2022, 4, 1), date(2023, 3, 31)),
        (date(2022, 7, 15), date(2022, 7, 1), date(2023, 6, 30)),
        (date(2022, 12, 31), date(2022, 10, 1), date(2023, 9, 30)),
        (date(2024, 2, 29), date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_window_is_the_quarter_of_the_day_and_the_next_three(
    day: date, first: date, last: date
) -> None:
    found = periods(terms_on(day), day)
    assert (found.window_first, found.window_last) == (first, last)


def test_a_loss_that_stays_out_of_the_sum_is_said_to() -> None:
    example = next(program for program in programs() if program.example)
    terms = example.terms_on(date(2022, 1, 5))
    lost = deal("lost", date(2021, 6, 1), 100, currency="EUR")
    [counted] = count_deals([lost], terms, date(2022, 1, 5), {})
    assert counted.reason.endswith("; losses stay out of the sum")


@pytest.mark.clause("A21")
def test_the_rates_used_are_those_of_the_currencies_of_the_deals() -> None:
    rates = [
        Rate(3, "EUR", date(2022, 2, 1), "1.2"),
        Rate(1, "EUR", date(2022, 1, 1), "1.1"),
        Rate(2, "CHF", date(2020, 1, 1), "0.9"),
        Rate(4, "GBP", date(2022, 2, 16), "1.3"),
    ]
    deals = [
        deal("won", date(2021, 6, 1), 500, currency=currency) for currency in ("EUR", "GBP", "USD")
    ]
    counted = count_deals(deals, TERMS, AS_OF, rates_on(rates, AS_OF))
    assert rates_used(rates, counted, TERMS, AS_OF) == (rates[0],)
