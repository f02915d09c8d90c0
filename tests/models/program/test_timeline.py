"""The measure over the days of a year: the worked table, the steps, and every single day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.dates import quarter_of, window
from models.deal import Deal, Rate
from models.program.deals import count_deals, rates_on, sum_deals
from models.program.decision import AggregateTcv
from models.program.loading import terms_on
from models.program.timeline import Timeline, timeline
from tests.models.program.making import deal
from tests.models.program.randomly import worlds
from tests.models.program.test_decide_naive import World

MILLION = 100_000_000
FIRST, LAST = date(2022, 1, 1), date(2023, 1, 31)
TERMS = terms_on(FIRST)
DAYS = (
    date(2022, 1, 5), date(2022, 4, 1), date(2022, 7, 15), date(2022, 12, 31), date(2023, 1, 4),
)  # fmt: skip
# The reference's worked table, cell by cell. The row of the deal won on 10 Feb 2022 shows what
# was known on 5 Jan, when it was still open and due in the first quarter.
WORKED = {
    ("won", date(2021, 3, 10)): ("wins", "wins", "wins", "wins", "earlier"),
    ("lost", date(2021, 11, 2)): ("losses", "losses", "losses", "losses", "earlier"),
    ("won", date(2022, 2, 10)): ("pipeline", *["closed_this_year"] * 3, "wins"),
    ("open", date(2022, 3, 31)): ("pipeline", *["overdue"] * 4),
    ("open", date(2022, 6, 30)): ("pipeline", "pipeline", *["overdue"] * 3),
    ("open", date(2023, 3, 31)): ("beyond", *["pipeline"] * 4),
    ("won", date(2020, 12, 31)): ("earlier",) * 5,
}
CELLS = [
    pytest.param(status, close, day, cell, id=f"{status} {close} on {day}")
    for (status, close), cells in WORKED.items()
    for day, cell in zip(DAYS, cells, strict=True)
]


@pytest.mark.clause("C061")
@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (DAYS[0], "Q1 2022", "Q4 2022"),
        (DAYS[1], "Q2 2022", "Q1 2023"),
        (DAYS[2], "Q3 2022", "Q2 2023"),
        (DAYS[3], "Q4 2022", "Q3 2023"),
        (DAYS[4], "Q1 2023", "Q4 2023"),
    ],
)
def test_the_window_is_the_quarter_of_the_day_and_the_next_three(
    day: date, first: str, last: str
) -> None:
    begins, ends = window(day, TERMS.pipeline_quarters)
    assert (str(quarter_of(begins)), str(quarter_of(ends))) == (first, last)


@pytest.mark.clause("C059", "C060", "C061", "A08", "A09")
@pytest.mark.parametrize(("status", "close", "day", "cell"), CELLS)
def test_every_cell_of_the_worked_table(status: str, close: date, day: date, cell: str) -> None:
    known = "open" if (close, day) == (date(2022, 2, 10), date(2022, 1, 5)) else status
    [counted] = count_deals([deal(known, close, MILLION)], terms_on(day), day, {})
    says = {"overdue": "late: before the window", "beyond": "after the window"}
    assert counted.bucket == ("out_of_window" if cell in says else cell)
    assert says.get(cell, "") in counted.reason
    total = sum_deals([counted], terms_on(day)).total
    assert total == (MILLION if cell in ("wins", "losses", "pipeline") else 0)


def course(*deals: Deal, rates: tuple[Rate, ...] = ()) -> Timeline:
    return timeline(deals, rates, [(FIRST, TERMS)], LAST)


@pytest.mark.clause("C059", "C060", "C061", "C072")
def test_each_step_names_what_came_in_and_what_fell_out() -> None:
    due = deal("open", date(2022, 3, 31), 2 * MILLION)
    later = deal("open", date(2023, 3, 31), 5 * MILLION)
    old, new = deal("won", date(2021, 3, 10), MILLION), deal("won", date(2022, 2, 10), 3 * MILLION)
    found = course(old, new, due, later)
    assert [(s.day, s.until, s.tcv.total // MILLION) for s in found.steps] == [
        (date(2022, 1, 1), date(2022, 3, 31), 3),
        (date(2022, 4, 1), date(2022, 12, 31), 6),
        (date(2023, 1, 1), date(2023, 1, 31), 8),
    ]
    spring, january = found.steps[1:]
    assert spring.why == ("the window moves on to Q2 2022 to Q1 2023",)
    assert [(m.deal.deal, m.change // MILLION) for m in spring.moved] == [(later, 5), (due, -2)]
    assert [m.deal.deal for m in spring.came_in] == [later]
    [fell] = spring.fell_out
    assert fell.reason == "expected on 31 Mar 2022, late: before the window Q2 2022 to Q1 2023"
    assert january.why == (
        "the window moves on to Q1 2023 to Q4 2023",
        "closed deals of 2022 count in place of 2021",
    )
    assert [(m.deal.deal, m.change // MILLION) for m in january.moved] == [(new, 3), (old, -1)]


@pytest.mark.clause("A21")
def test_a_rate_day_is_a_step_of_the_deals_in_its_currency() -> None:
    euros = deal("won", date(2021, 3, 10), MILLION, currency="EUR")
    rates = (Rate(1, "EUR", FIRST, "2"), Rate(2, "EUR", date(2022, 5, 17), "1.5"))
    found = course(euros, deal("won", date(2021, 4, 1), MILLION), rates=rates)
    may = found.at(date(2022, 5, 17))
    assert (may.day, may.why) == (date(2022, 5, 17), ("rates of EUR change on 17 May 2022",))
    assert [(m.deal.deal, m.change) for m in may.moved] == [(euros, -MILLION // 2)]


def test_new_values_of_the_program_are_a_step() -> None:
    other = replace(TERMS, losses_count=False)
    lost = deal("lost", date(2021, 3, 10), MILLION)
    found = timeline([lost], (), [(FIRST, TERMS), (date(2022, 2, 1), other)], LAST)
    assert [step.tcv.total for step in found.steps[:2]] == [MILLION, 0]
    assert found.steps[1].day == date(2022, 2, 1)
    assert found.at(date(2022, 1, 31)).terms is TERMS
    assert found.steps[1].fell_out[0].deal.deal == lost


def test_a_step_that_leaves_the_total_is_no_change_of_the_measure() -> None:
    """A loss that this program does not count falls out of the losses alone."""
    other = replace(TERMS, losses_count=False)
    lost = deal("lost", date(2021, 3, 10), MILLION)
    found = timeline([lost], (), [(FIRST, other)], LAST)
    assert [step.tcv.losses for step in found.steps] == [MILLION, 0]
    assert [step.day for step in found.changes] == [FIRST, date(2023, 1, 1)]
    assert found.changes[1].moved == ()


def test_a_partner_without_deals_has_one_step_of_nothing() -> None:
    found = course()
    assert [(s.day, s.until, s.tcv) for s in found.steps] == [(FIRST, LAST, AggregateTcv())]
    assert (found.first, found.last) == (FIRST, LAST)


@pytest.mark.clause("A09")
def test_a_deal_closed_in_the_year_counts_on_no_day_before_the_next_january() -> None:
    found = course(deal("won", date(2022, 2, 10), MILLION))
    assert [found.at(day).tcv.total for day in (*DAYS, date(2022, 2, 10))] == [
        0, 0, 0, 0, MILLION, 0,
    ]  # fmt: skip
    assert [c.bucket for c in found.counted(date(2022, 2, 9))] == ["closed_later"]
    assert [c.bucket for c in found.counted(date(2022, 2, 10))] == ["closed_this_year"]


def counting(tcv: AggregateTcv) -> tuple[int, ...]:
    return tcv.wins, tcv.losses, tcv.pipeline, tcv.total, tcv.without_services


OTHERS = (
    TERMS,
    replace(TERMS, exclude_without_services=True, pipeline_quarters=2),
    replace(TERMS, losses_count=False),
)


@pytest.mark.clause("C058", "C059", "C060", "C061", "A10")
@settings(max_examples=50)
@given(worlds(most=1), st.integers(0, len(OTHERS) - 1))
def test_the_steps_are_the_measure_of_every_single_day(world: World, other: int) -> None:
    terms = OTHERS[other]
    for made in world[0]:
        found = timeline(made.deals, made.rates, [(FIRST, TERMS), (date(2022, 9, 9), terms)], LAST)
        assert found.steps[0].day == FIRST
        for before, after in zip(found.steps, found.steps[1:], strict=False):
            assert after.day == before.until + timedelta(days=1)
            change = sum(moved.change for moved in after.moved)
            assert after.tcv.total == before.tcv.total + change
        for number in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=number)
            held = terms if day >= date(2022, 9, 9) else TERMS
            counted = count_deals(made.deals, held, day, rates_on(made.rates, day))
            assert counting(found.at(day).tcv) == counting(sum_deals(counted, held))
