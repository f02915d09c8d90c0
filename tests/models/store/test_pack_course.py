"""A pack's course and movement: the measure of each day, the days that are chosen, the cost."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.deal import Deal, Rate
from models.ids import new_id
from models.partner import Partner
from models.program import deals as money
from models.program.loading import terms_on
from models.program.terms import Terms
from models.store import pack_course, programs, records, snapshots
from models.store.background import background
from models.store.pack_course import chosen, course, movement, point
from models.store.portfolio import Portfolio, create
from models.store.snapshots import SnapDeal, Snapshot
from models.store.standing import partner_file

AS_OF = date(2026, 11, 24)
M = 100_000_000  # a million, in cents


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        made.clock = lambda: datetime(2026, 11, 24, 12, tzinfo=UTC)
        with made.change("Add two"):
            records.add(made, Partner(1, "Ashgrove"))
            records.add(made, Partner(2, "Birchwood"))
        yield made


def add(portfolio: Portfolio, minor: int, close: date, status: str = "open", **more: Any) -> int:
    values = {"partner_minor": minor, "tcv_minor": minor, "close_date": close, **more}
    with portfolio.change("Add a deal"):
        return records.add(portfolio, Deal(new_id(), 1, "Deal", status=status, **values))


def keep(portfolio: Portfolio, *days: date) -> None:
    for day in days:
        with portfolio.change("Keep"):
            snapshots.keep(portfolio, day, "month_end")


def told(portfolio: Portfolio) -> list[tuple[date, int]]:
    file = partner_file(portfolio, 1, AS_OF)
    return [(one.on, one.total) for one in course(portfolio, file, AS_OF)]


def test_a_course_tells_each_day_as_it_was_known_and_today_last(portfolio: Portfolio) -> None:
    first = add(portfolio, 3 * M, date(2026, 12, 1))
    keep(portfolio, date(2026, 9, 30))
    add(portfolio, 2 * M, date(2025, 6, 1), "won")
    keep(portfolio, date(2026, 10, 31))
    with portfolio.change("Worth more"):
        records.update(portfolio, Deal, first, partner_minor=4 * M, tcv_minor=4 * M)
    file = partner_file(portfolio, 1, AS_OF)
    points = course(portfolio, file, AS_OF)
    assert [(one.on, one.total) for one in points] == [
        (date(2026, 9, 30), 3 * M), (date(2026, 10, 31), 5 * M), (AS_OF, 6 * M),
    ]  # fmt: skip
    assert [(one.open_minor, one.won, one.decided) for one in points] == [
        (3 * M, 0, 0), (3 * M, 1, 1), (4 * M, 1, 1),
    ]  # fmt: skip
    assert points[-1].total == file.decision.tcv.total


def test_without_a_snapshot_there_is_one_point_and_no_movement(portfolio: Portfolio) -> None:
    add(portfolio, M, date(2026, 12, 1))
    assert told(portfolio) == [(AS_OF, M)]
    assert movement(portfolio, partner_file(portfolio, 1, AS_OF), AS_OF) is None


def test_snapshots_of_the_day_or_later_are_not_looked_back_on(portfolio: Portfolio) -> None:
    keep(portfolio, AS_OF - timedelta(1), AS_OF, AS_OF + timedelta(1))
    assert [day for day, _ in told(portfolio)] == [AS_OF - timedelta(1), AS_OF]


def test_each_day_has_its_own_window_and_rate(portfolio: Portfolio) -> None:
    with portfolio.change("Rates"):
        records.add(portfolio, Rate(1, "EUR", date(2026, 9, 1), "2"))
        records.add(portfolio, Rate(2, "EUR", date(2026, 11, 1), "3"))
    add(portfolio, M, date(2027, 7, 1), currency="EUR")
    keep(portfolio, date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31))
    assert told(portfolio) == [
        (date(2026, 8, 31), 0),  # no rate is known yet
        (date(2026, 9, 30), 0),  # the window ends in June
        (date(2026, 10, 31), 2 * M),
        (AS_OF, 3 * M),
    ]


def test_a_damaged_snapshot_is_left_out_of_the_course(portfolio: Portfolio) -> None:
    add(portfolio, M, date(2026, 12, 1))
    keep(portfolio, date(2026, 9, 30), date(2026, 10, 31))
    with portfolio.change("Damage"):
        portfolio.conn.execute("UPDATE snapshots SET content = x'00' WHERE on_date = '2026-09-30'")
    assert [day for day, _ in told(portfolio)] == [date(2026, 10, 31), AS_OF]
    assert movement(portfolio, partner_file(portfolio, 1, AS_OF), AS_OF) is None


def test_a_day_before_the_program_is_left_out(portfolio: Portfolio) -> None:
    keep(portfolio, date(2019, 1, 31), date(2026, 10, 31))
    assert [day for day, _ in told(portfolio)] == [date(2026, 10, 31), AS_OF]


def test_a_day_in_another_currency_is_left_out(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(portfolio, M, date(2026, 12, 1))
    keep(portfolio, date(2026, 9, 30), date(2026, 10, 31))
    usual = programs.terms_on

    def then(book: Portfolio, day: date) -> Terms:
        terms = usual(book, day)
        return replace(terms, currency="EUR") if day < date(2026, 10, 1) else terms

    monkeypatch.setattr(pack_course, "terms_on", then)
    assert [day for day, _ in told(portfolio)] == [date(2026, 10, 31), AS_OF]


CLOSES = st.none() | st.dates(date(2024, 1, 1), date(2028, 12, 31))
DEALS = st.lists(
    st.builds(
        SnapDeal,
        st.integers(1, 10**9),
        st.just(1),
        st.just(""),
        st.sampled_from(["open", "won", "lost"]),
        CLOSES.map(lambda day: day.isoformat() if day else None),
        st.integers(0, 10**12),
        st.integers(0, 10**12),
        st.sampled_from(["USD", "EUR", "CHF"]),
        st.integers(0, 1),
        st.just(""),
    ),
    max_size=12,
)


@given(DEALS)
def test_a_point_is_what_the_measure_makes_of_the_deals(deals: list[SnapDeal]) -> None:
    rates = {"EUR": money.rates_on([Rate(1, "EUR", AS_OF, "1.07")], AS_OF)["EUR"]}
    terms = terms_on(AS_OF)
    made = [
        Deal(
            d.id, 1, d.name, status=d.status, qualified=bool(d.qualified), currency=d.currency,
            close_date=date.fromisoformat(d.close_date) if d.close_date else None,
            partner_minor=d.partner_minor, services_minor=d.services_minor,
            tcv_minor=d.partner_minor + d.services_minor,
        )
        for d in deals
    ]  # fmt: skip
    counted = money.count_deals(made, terms, AS_OF, rates)
    sums = money.sum_deals(counted, terms)
    found = point(deals, terms, AS_OF, rates)
    assert (found.total, found.wins, found.losses, found.pipeline) == (
        sums.total, sums.wins, sums.losses, sums.pipeline,
    )  # fmt: skip
    assert found.won == sum(one.bucket == "wins" for one in counted)


# Which days


def heads(days: Sequence[date]) -> list[Snapshot]:
    return [Snapshot(number, day, "import", "") for number, day in enumerate(days)]


def month_ends(count: int) -> list[date]:
    found = [AS_OF.replace(day=1) - timedelta(1)]
    while len(found) < count:
        found.append(found[-1].replace(day=1) - timedelta(1))
    return found[::-1]


@pytest.mark.parametrize(
    ("count", "first", "points"),
    [
        (1, date(2026, 10, 31), 1),
        (8, date(2026, 3, 31), 8),
        (9, date(2026, 3, 31), 8),  # three quarters would be too few to see a course
        (12, date(2025, 12, 31), 5),
        (24, date(2025, 3, 31), 8),
        (60, date(2025, 3, 31), 8),
    ],
)
def test_the_finest_days_that_fit_are_chosen(count: int, first: date, points: int) -> None:
    found = chosen(heads(month_ends(count)), AS_OF)
    assert (found[0].on_date, len(found)) == (first, points)
    assert found[-1].on_date == date(2026, 10, 31)


def test_of_many_imports_in_a_few_weeks_the_last_of_each_week_is_chosen() -> None:
    days = [AS_OF - timedelta(back) for back in range(1, 50)]
    found = chosen(heads(sorted(days)), AS_OF)
    assert len({one.on_date.isocalendar()[:2] for one in found}) == len(found) == 8


@given(st.lists(st.dates(date(2020, 1, 1), date(2027, 12, 31)), max_size=60))
def test_chosen_days_are_few_in_order_and_before_the_day(days: list[date]) -> None:
    found = [one.on_date for one in chosen(heads(sorted(days)), AS_OF)]
    assert len(found) <= pack_course.MOST - 1
    assert all(a < b for a, b in pairwise([*found, AS_OF]))
    earlier = {day for day in days if day < AS_OF}
    assert len(found) >= min(len(earlier), pack_course.ENOUGH - 1)
    assert not earlier or found[-1] == max(earlier)


# What moved


def moved(portfolio: Portfolio) -> Any:
    return movement(portfolio, partner_file(portfolio, 1, AS_OF), AS_OF)


@pytest.mark.clause("C105")
def test_the_steps_lead_from_the_opening_to_the_closing(portfolio: Portfolio) -> None:
    grown = add(portfolio, 3 * M, date(2026, 12, 1))
    won = add(portfolio, 2 * M, date(2026, 12, 1))
    keep(portfolio, date(2026, 9, 30))
    add(portfolio, M, date(2026, 12, 20))
    with portfolio.change("Move"):
        records.update(portfolio, Deal, grown, partner_minor=5 * M, tcv_minor=5 * M)
        records.update(portfolio, Deal, won, status="won", close_date=date(2026, 11, 2))
    found = moved(portfolio)
    assert (found.first, found.last, found.since) == (date(2026, 9, 30), AS_OF, "Q4 2026 began")
    assert (found.opening, found.closing) == (5 * M, 6 * M)
    steps = {one.key: one.minor for one in found.steps if one.deals}
    assert steps == {"added": M, "valued_up": 2 * M, "won": -2 * M}
    assert {(one.step, one.was, one.now) for one in found.moves} == {
        ("added", None, M), ("valued_up", 3 * M, 5 * M), ("won", 2 * M, 2 * M),
    }  # fmt: skip
    points = course(portfolio, partner_file(portfolio, 1, AS_OF), AS_OF)
    assert [one.open_minor for one in points] == [found.opening, found.closing]


def pack_made(portfolio: Portfolio, day: date, kind: str = "full") -> None:
    with portfolio.change("Issue"):
        portfolio.conn.execute(
            "INSERT INTO packs (id, partner_id, pack_id, kind, edition, as_of, made_at)"
            " VALUES (?, 1, 'x', ?, 'internal', ?, '')",
            (new_id(), kind, day.isoformat()),
        )


def test_a_briefing_in_between_is_no_pack_to_look_back_to(portfolio: Portfolio) -> None:
    add(portfolio, M, date(2026, 12, 1))
    keep(portfolio, date(2026, 9, 30), date(2026, 10, 31))
    pack_made(portfolio, date(2026, 10, 1))
    pack_made(portfolio, date(2026, 11, 1), "briefing")
    found = moved(portfolio)
    assert (found.first, found.since) == (date(2026, 9, 30), "the last pack")


@pytest.mark.parametrize(
    ("pack", "begin", "since"),
    [
        (None, date(2026, 9, 30), "Q4 2026 began"),
        (AS_OF, date(2026, 9, 30), "Q4 2026 began"),  # the one that is made now
        (date(2026, 11, 1), date(2026, 10, 31), "the last pack"),
        (date(2026, 10, 31), date(2026, 10, 31), "the last pack"),
        (date(2026, 10, 30), date(2026, 9, 30), "the last pack"),
        (date(2026, 1, 5), date(2026, 8, 31), "the last pack"),
    ],
)
def test_it_is_told_since_the_pack_before_or_since_the_quarter_began(
    portfolio: Portfolio, pack: date | None, begin: date, since: str
) -> None:
    add(portfolio, M, date(2026, 12, 1))
    keep(portfolio, date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31))
    if pack:
        pack_made(portfolio, pack)
    found = moved(portfolio)
    assert (found.first, found.since) == (begin, since)


@pytest.mark.parametrize(
    ("day", "begin"),
    [(date(2026, 10, 28), date(2026, 6, 30)), (date(2026, 10, 29), date(2026, 9, 30))],
)  # fmt: skip
def test_a_quarter_of_less_than_four_weeks_is_told_with_the_one_before(
    portfolio: Portfolio, day: date, begin: date
) -> None:
    keep(portfolio, date(2026, 6, 30), date(2026, 9, 30))
    found = movement(portfolio, partner_file(portfolio, 1, day), day)
    assert found is not None
    assert found.first == begin


def test_a_deal_that_another_partner_has_now_is_told_as_it_was(portfolio: Portfolio) -> None:
    deal = add(portfolio, M, date(2026, 12, 1))
    keep(portfolio, date(2026, 9, 30))
    with portfolio.change("Move"):
        records.update(
            portfolio, Deal, deal, partner_id=2, status="won", partner_minor=9 * M,
            tcv_minor=9 * M, close_date=date(2026, 11, 2),
        )  # fmt: skip
    [move] = moved(portfolio).moves
    assert (move.step, move.why) == ("other", "moved to another partner")
    assert (move.was, move.now, move.closed_after) == (M, M, date(2026, 12, 1))
    assert moved(portfolio).closing == 0


def test_at_most_forty_moves_are_kept_the_largest_first(portfolio: Portfolio) -> None:
    keep(portfolio, date(2026, 9, 30))
    for number in range(pack_course.MOVES + 2):
        add(portfolio, M + number, date(2026, 12, 1))
    found = moved(portfolio)
    assert [one.now for one in found.moves] == [M + n for n in range(41, 1, -1)]
    assert next(step.deals for step in found.steps if step.key == "added") == 42


def test_a_pack_is_told_of_both(portfolio: Portfolio) -> None:
    add(portfolio, M, date(2026, 12, 1))
    keep(portfolio, date(2026, 10, 31))
    told = background(portfolio, partner_file(portfolio, 1, AS_OF), AS_OF)
    assert len(told.course) == 2
    assert told.movement is not None


# What it costs


def _many(partners: int) -> list[SnapDeal]:
    return [
        SnapDeal(
            n, 1 + n % partners, f"Managed detection and response {n}",
            ("open", "won", "lost")[n % 3], f"2026-{1 + n % 12:02}-15", n, n // 2, "USD", 1, "Bid",
        )
        for n in range(partners * 10)
    ]  # fmt: skip


def test_one_partner_costs_the_same_however_many_others_there_are(portfolio: Portfolio) -> None:
    file = partner_file(portfolio, 1, AS_OF)
    best: dict[int, float] = {}
    for partners in (500, 4_000):
        deals = _many(partners)
        for day in month_ends(12):
            made = f"{day}T12:00:00"
            head = Snapshot(snapshots.id_of(day, "import"), day, "import", made)
            with portfolio.change("Keep"):
                snapshots.write(portfolio, snapshots.of_deals(head, {}, deals))
        times = []
        for _ in range(5):
            before = process_time()
            assert len(course(portfolio, file, AS_OF)) == 6
            assert movement(portfolio, file, AS_OF) is not None
            times.append(process_time() - before)
        best[partners] = min(times)
    assert best[4_000] < 2 * best[500]
