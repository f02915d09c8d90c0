"""All partners in a few queries and one partner from its records: the same decisions."""

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from models.dates import window
from models.deal import STATUSES, Rate
from models.errors import UserError
from models.ids import new_id
from models.partner import Partner
from models.program.as_json import assessment_json
from models.program.deals import facts_of
from models.program.decide import decide
from models.program.decision import Decision
from models.program.loading import programs
from models.store import records
from models.store.portfolio import Portfolio, create
from models.store.programs import terms_on
from models.store.settings import set_setting
from models.store.standing import assess, partner_file, partner_ids
from tests.models.program import naive, naive_example
from tests.models.program.making import PARTNER, Records, complete, deal, won
from tests.models.program.randomly import worlds
from tests.models.program.test_decide_naive import World, figures

DAY = date(2022, 1, 5)


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portfolio]:
    with create(tmp_path_factory.mktemp("standing") / "many.alliance") as found:
        yield found


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as found:
        yield found


def put(portfolio: Portfolio, world: list[Records]) -> None:
    """Write records without the journal, so that a rollback takes them away again."""
    rates = {rate.id: rate for made in world for rate in made.rates}
    for made in world:
        kept = [getattr(made, field.name) for field in fields(made) if field.name != "rates"]
        for record in [kept[0], *(record for several in kept[1:] for record in several)]:
            insert(portfolio, record)
    for rate in rates.values():
        insert(portfolio, rate)


def insert(portfolio: Portfolio, record: records.Record) -> None:
    row = records.to_row(record)
    marks = ", ".join("?" * len(row))
    portfolio.conn.execute(
        f"INSERT INTO {record.TABLE} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
    )


def bare(decision: Decision) -> Decision:
    """The decision without the deals behind its amount, which only one partner's file names."""
    found = dict(decision.findings)
    found["aggregate_tcv"] = replace(found["aggregate_tcv"], counted=(), left_out=())
    return replace(decision, findings=found)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(most=4))
def test_the_queries_the_records_and_the_long_way_round_agree(
    portfolio: Portfolio, world: World
) -> None:
    made, as_of, day = world
    portfolio.conn.execute("BEGIN")
    try:
        put(portfolio, made)
        everyone = assess(portfolio, as_of, day)
        files = [partner_file(portfolio, i, as_of, day) for i in partner_ids(portfolio)]
        some = [found.partner_id for found in everyone.decisions][::2]
        chunk = assess(portfolio, as_of, day, some)
    finally:
        portfolio.conn.rollback()
    assert figures(assessment_json(everyone)) == naive.assessment(made, as_of, day)
    assert everyone.decisions == tuple(bare(found.decision) for found in files)
    assert chunk.decisions == everyone.decisions[::2]
    for found in files:
        counts = [d.tcv_minor for d in found.deals if d.bucket in ("wins", "losses", "pipeline")]
        assert sum(counts) == found.decision.tcv.total
        assert len(counts) == len(found.decision.findings["aggregate_tcv"].counted)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(most=3))
def test_the_queries_and_the_records_agree_on_the_example_too(
    portfolio: Portfolio, world: World
) -> None:
    made, as_of, day = world
    terms = next(program for program in programs() if program.example).terms_on(as_of)
    portfolio.conn.execute("BEGIN")
    try:
        put(portfolio, [naive_example.in_europe(one) for one in made])
        everyone = assess(portfolio, as_of, day, terms=terms)
        ids = partner_ids(portfolio)
        files = [partner_file(portfolio, i, as_of, day, terms) for i in ids]
        some = assess(portfolio, as_of, day, ids[::2], terms)
    finally:
        portfolio.conn.rollback()
    for decision, file in zip(everyone.decisions, files, strict=True):
        found = {name: (f.actual, type(f.actual)) for name, f in decision.findings.items()}
        named = {name: (f.actual, type(f.actual)) for name, f in file.decision.findings.items()}
        assert found == named
        assert decision.criteria == file.decision.criteria
        assert decision.tcv == file.decision.tcv
    assert some.decisions == everyone.decisions[::2]


@pytest.mark.parametrize("as_of", [date(2022, 1, 5), date(2022, 5, 31), date(2022, 12, 31)])
def test_the_queries_draw_every_line_on_the_same_day_as_the_records(
    one: Portfolio, as_of: date
) -> None:
    edges = {date(2021, 1, 1), date(2021, 12, 31), as_of, *window(as_of, 4)}
    close_dates = sorted({day + timedelta(days=off) for day in edges for off in (-1, 0, 1)})
    made = [(status, close) for status in STATUSES for close in close_dates]
    put(one, [complete(*(deal(*made[n], 1 << n) for n in range(len(made))))])
    [decision] = assess(one, as_of).decisions
    assert decision.tcv == partner_file(one, PARTNER, as_of).decision.tcv
    assert decision.tcv.wins == sum(
        1 << n for n, (status, day) in enumerate(made) if status == "won" and day.year == 2021
    )


def test_partners_come_by_folded_name(one: Portfolio) -> None:
    with one.change("Add"):
        for name in ("zeta", "Alpha", "ÉCLAIR", "beta", "Zebra"):
            records.add(one, Partner(new_id(), name))
    names = ["Alpha", "beta", "Zebra", "zeta", "ÉCLAIR"]
    assert [found.partner for found in assess(one, DAY).decisions] == names
    assert len(partner_ids(one)) == 5


def test_nobody_asked_for_is_nobody_judged(one: Portfolio) -> None:
    put(one, [complete(won(30_000_000))])
    assert assess(one, DAY, partner_ids=[]).decisions == ()
    assert assess(one, DAY, partner_ids=[1]).decisions == ()
    assert len(assess(one, DAY, partner_ids=[PARTNER]).decisions) == 1


def test_a_day_before_the_first_program_is_refused_with_a_sentence(one: Portfolio) -> None:
    with pytest.raises(UserError, match="begins on 1 Jan 2021") as refused:
        assess(one, date(2020, 12, 31))
    assert refused.value.hint
    assert assess(one, date(2021, 1, 1)).version == "2021"
    assert assess(one, date(2021, 1, 1), date(2020, 12, 31)).decisions == ()


def test_prerequisites_are_judged_on_the_as_of_day_unless_told_otherwise(one: Portfolio) -> None:
    assert assess(one, DAY).prerequisites_as_of == DAY
    assert assess(one, DAY, date(2021, 12, 31)).prerequisites_as_of == date(2021, 12, 31)


def test_a_partner_file_holds_each_deal_with_its_bucket_and_the_window(one: Portfolio) -> None:
    put(one, [complete(won(30_000_000), deal("open", date(2024, 1, 1), 500))])
    found = partner_file(one, PARTNER, DAY)
    assert found.window == (date(2022, 1, 1), date(2022, 12, 31))
    assert sorted(counted.bucket for counted in found.deals) == ["out_of_window", "wins"]
    assert found.decision.calculated_tier == "platinum"
    assert (found.portfolio, found.sample) == ("one", False)
    assert len(found.contacts) == 5
    with one.change("Mark"):
        set_setting(one, "sample", "1")
    assert partner_file(one, PARTNER, DAY).sample


def test_a_partner_that_is_gone_is_told(one: Portfolio) -> None:
    with pytest.raises(UserError):
        partner_file(one, 1, DAY)


@pytest.mark.clause("A21")
def test_deals_without_a_rate_are_warned_about_in_the_document(one: Portfolio) -> None:
    put(one, [complete(deal("won", date(2021, 6, 1), 100, currency="EUR"))])
    told = json.loads(json.dumps(assessment_json(assess(one, DAY))))["partners"][0]
    assert told["aggregate_tcv"]["total"] == "0.00"
    assert told["warnings"][0] == (
        "1 deal in EUR counts nowhere: no rate is dated on or before 5 Jan 2022."
    )
    insert(one, Rate(1, "EUR", DAY, "1.5"))
    [decision] = assess(one, DAY).decisions
    assert decision.tcv.total == 150
    assert "EUR" not in "".join(decision.warnings)


def test_sums_are_read_from_the_covering_index_alone(one: Portfolio) -> None:
    seen: list[str] = []

    def note(sql: str) -> bool:
        seen.append(sql)
        return True

    one.conn.raw.exec_trace = lambda _, sql, __: note(sql)
    assess(one, DAY)
    assess(one, DAY, partner_ids=[1])
    one.conn.raw.exec_trace = None
    sums = [sql for sql in seen if "UNION ALL" in sql]
    assert len(sums) == 2
    for sql in sums:
        names = "currency as_of prior_first prior_last window_first window_last ids".split()
        plan = one.conn.rows(f"EXPLAIN QUERY PLAN {sql}", dict.fromkeys(names, "[]"))
        reads = [row[3] for row in plan if "deals" in row[3] and "SUBQUERY" not in row[3]]
        assert reads
        assert all("COVERING INDEX deals_by" in words for words in reads)
        assert all(words.startswith("SEARCH") for words in reads)


def test_the_facts_of_a_partner_s_file_give_its_decision_again(one: Portfolio) -> None:
    made = complete(won("20_000_000"), deal("open", date(2022, 6, 1), 700_000, 5))
    put(one, [made])
    file = partner_file(one, PARTNER, DAY)
    terms = terms_on(one, DAY)
    assert decide(facts_of(file, terms, DAY), terms, DAY, DAY) == file.decision
