"""The sample portfolio shows every state, on whatever day it is made."""

import csv
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from models.assessment import tally
from models.dates import quarter_of, window
from models.deal import Deal
from models.errors import UserError
from models.ids import new_id
from models.names import fold
from models.partner import Contact, Grant, Offering, Partner, Training
from models.program.decision import Decision
from models.program.frozen import again
from models.sample import day, fill
from models.store import assessments, frozen, migrations, records
from models.store.backup import check
from models.store.portfolio import ID_NAME, Portfolio, create, open_portfolio
from models.store.settings import setting
from models.store.standing import assess

DAYS = [date(2022, 1, 5), date(2024, 2, 29), date(2026, 11, 24), date(2030, 12, 31)]
TOLD = tomllib.loads(resources.path("sample/portfolio.toml").read_text(encoding="utf-8"))
EXPECTED = {entry["name"]: entry["expect"] for entry in TOLD["partners"]}


@contextmanager
def sample(as_of: date) -> Iterator[Portfolio]:
    with TemporaryDirectory() as folder, create(Path(folder) / "sample.alliance") as made:
        fill(made, as_of)
        yield made


@pytest.fixture(scope="module", params=DAYS, ids=str)
def as_of(request: pytest.FixtureRequest) -> date:
    return request.param


@pytest.fixture(scope="module")
def portfolio(as_of: date) -> Iterator[Portfolio]:
    with sample(as_of) as made:
        yield made


@pytest.fixture(scope="module")
def decisions(portfolio: Portfolio, as_of: date) -> dict[str, Decision]:
    return assessed(portfolio, as_of)


def assessed(portfolio: Portfolio, as_of: date) -> dict[str, Decision]:
    return {decision.partner: decision for decision in assess(portfolio, as_of).decisions}


def dump(portfolio: Portfolio) -> dict[str, list[tuple[object, ...]]]:
    """Every row but the portfolio's own id, which is another one for each file."""
    told = {
        table: portfolio.conn.rows(f"SELECT * FROM {table} ORDER BY id")
        for table in migrations.SHARED_TABLES
    }
    return told | {"settings": [row for row in told["settings"] if row[1] != ID_NAME]}


def standing(decision: Decision) -> dict[str, object]:
    return {
        "participation": decision.participation,
        "tcv_tier": decision.tcv_tier,
        "calculated_tier": decision.calculated_tier,
        "granted_tier": decision.granted_tier or "",
        "granted_basis": decision.granted_basis or "",
        "gaps": list(decision.next_tier.gaps) if decision.next_tier else [],
    }


def gap(decision: Decision, criterion: str, tier: str) -> int:
    return next(c.gap for c in decision.criteria if (c.id, c.tier) == (criterion, tier))


def margin(decision: Decision, tier: str) -> int:
    """Cents above the tier's target."""
    row = next(c for c in decision.criteria if (c.id, c.tier) == ("aggregate_tcv", tier))
    return row.actual - row.required


@settings(max_examples=25)
@given(as_of=st.dates(date(2022, 1, 1), date(2030, 12, 31)))
def test_on_any_day_every_partner_stands_as_its_entry_declares(as_of):
    with sample(as_of) as portfolio:
        found = {name: standing(found) for name, found in assessed(portfolio, as_of).items()}
        deals = portfolio.conn.value("SELECT count(*) FROM deals")
    assert found == EXPECTED
    assert 280 <= deals <= 320


def test_the_standings_hold_on_a_leap_day_and_at_both_ends_of_a_year(decisions):
    assert {name: standing(found) for name, found in decisions.items()} == EXPECTED


def test_there_are_twelve_partners_of_different_names(portfolio):
    assert len({fold(partner.name) for partner in records.find(portfolio, Partner)}) == 12


def test_one_platinum_is_comfortable_and_one_only_just(decisions):
    comfortable, just = decisions["Brambleforge Detection"], decisions["Quillmarrow Identity"]
    assert margin(comfortable, "platinum") > 5_000_000_00
    assert 0 < margin(just, "platinum") < 1_000_00
    assert just.findings["mss_trained_people"].actual == 20


def test_gold_by_money_stays_silver_for_want_of_one_trained_person(decisions, portfolio, as_of):
    short = decisions["Oxlip & Ferrule Data Safety"]
    assert gap(short, "mss_trained_people", "gold") == 1
    trained = records.find(portfolio, Training, partner_id=short.partner_id)
    assert any(course.completed_on and course.completed_on > as_of for course in trained)


def test_platinum_by_money_stays_gold_for_want_of_one_technical_resource(
    decisions, portfolio, as_of
):
    short = decisions["Zephyrquay Endpoint"]
    assert gap(short, "technical_resources", "platinum") == 1
    people = records.find(portfolio, Contact, partner_id=short.partner_id)
    assert any(person.until and person.until <= as_of for person in people)


def test_silver_without_the_two_recommended_contacts_is_advised_twice(decisions):
    assert len(decisions["O'Neil & Söhne 株式会社"].advice) == 2


def test_one_partner_lacks_a_little_money_and_its_pipeline_is_stale(decisions, portfolio, as_of):
    short = decisions["Pebblewhit Access"]
    assert 1_00 < gap(short, "aggregate_tcv", "silver") < 10_000_00
    past = [
        deal
        for deal in records.find(portfolio, Deal, partner_id=short.partner_id, status="open")
        if deal.close_date and deal.close_date < quarter_of(as_of).first
    ]
    assert len(past) >= 8
    assert sum(deal.tcv_minor for deal in past) <= short.tcv.out_of_window


def test_a_partner_outside_the_program_has_the_money_to_be_invited(decisions):
    candidates = [d for d in decisions.values() if d.participation == "not_participating"]
    assert [d.tcv_tier for d in candidates] == ["gold"]
    assert all(d.gates.prerequisites and not d.gates.invitation for d in candidates)


def test_an_exception_is_in_force_with_reason_approver_and_end(decisions, portfolio, as_of):
    partner = decisions["Dunmarrow Key Vaults"]
    grant = max(
        records.find(portfolio, Grant, partner_id=partner.partner_id),
        key=lambda g: (g.from_on, g.id),
    )
    assert (grant.basis, grant.tier) == ("exception", partner.granted_tier)
    assert grant.reason
    assert grant.approver
    assert grant.until_on
    assert grant.from_on <= as_of <= grant.until_on
    offerings = records.find(portfolio, Offering, partner_id=partner.partner_id)
    assert max(o.available_from for o in offerings if o.available_from) > as_of


def test_a_first_year_partner_held_provisional_gold_and_was_assessed_each_year_since(
    decisions, portfolio, as_of
):
    partner_id = decisions["Brambleforge Detection"].partner_id
    grants = sorted(
        records.find(portfolio, Grant, partner_id=partner_id), key=lambda grant: grant.from_on
    )
    assert (grants[0].basis, grants[0].tier) == ("provisional", "gold")
    assert grants[0].until_on == date(2021, 12, 31)
    assert [grant.from_on.year for grant in grants[1:]] == list(range(2022, as_of.year + 1))
    assert {grant.basis for grant in grants[1:]} == {"assessment"}


def test_partners_move_up_and_down_and_stay(decisions):
    order = ["platinum", "gold", "silver", "opportunistic"]
    moves = {
        order.index(d.granted_tier) - order.index(d.calculated_tier)
        for d in decisions.values()
        if d.granted_tier
    }
    assert min(moves) < 0 < max(moves)
    assert 0 in moves


def test_this_years_assessment_is_frozen_and_signed_off_for_everybody(portfolio, as_of):
    board = assessments.board(portfolio, as_of.year)
    assert board
    assert board.closed
    assert len(board.lines) == 9
    assert assessments.not_yet_assessed(portfolio, as_of.year) == ()
    assert assessments.reminder(portfolio, date(as_of.year, 11, 30)) is None
    for line in board.lines:
        kept = frozen.thaw(portfolio, line.frozen_id)
        assert again(kept) == kept.decision
        assert line.granted
        assert line.granted.key == EXPECTED[line.partner]["granted_tier"]
        assert (line.outcome == "exception") == (line.granted != line.calculated)
    assert [line.partner for line in board.lines if line.outcome == "exception"] == [
        "Dunmarrow Key Vaults"
    ]


def test_next_years_assessment_can_be_tried(portfolio, as_of):
    told = tally(assessments.dry_run(portfolio, as_of.year + 1).lines)
    assert told.partners >= 8


@pytest.mark.parametrize("year", range(2022, 2031))
@pytest.mark.parametrize("on", [(1, 1), (1, 2), (1, 3), (1, 6), (12, 31)])
def test_whatever_the_day_everybody_was_granted_what_was_calculated_in_january(year, on):
    with sample(date(year, *on)) as portfolio:
        board = assessments.board(portfolio, year)
        assert board
        granted = {line.partner: line.granted.key for line in board.lines if line.granted}
        assert granted == {
            name: told["granted_tier"] for name, told in EXPECTED.items() if told["granted_tier"]
        }


def test_an_agreement_has_run_out_while_the_money_is_gold(decisions):
    partner = decisions["Wobblestone Recovery"]
    assert [left.reason for left in partner.findings["nda"].left_out]
    assert partner.gates.tcv
    assert not partner.gates.prerequisites


def test_every_kind_of_deal_is_there(portfolio, decisions, as_of):
    deals = records.find(portfolio, Deal)
    first, last = window(as_of, 4)
    in_window = {
        quarter_of(d.close_date)
        for d in deals
        if d.status == "open" and d.close_date and first <= d.close_date <= last
    }
    assert len(in_window) == 4
    assert {d.currency for d in deals} == {"USD", "EUR", "GBP"}
    assert {d.qualified for d in deals} == {True, False}
    sums = [d.tcv for d in decisions.values()]
    for bucket in ("wins", "losses", "pipeline", "out_of_window", "closed_this_year"):
        assert any(getattr(tcv, bucket) for tcv in sums), bucket
    assert any(tcv.closed_later for tcv in sums)
    assert any(tcv.without_services for tcv in sums)
    assert any(d.tcv_minor == 0 for d in deals)


def test_no_deal_was_registered_after_it_closed_or_after_the_as_of_day(portfolio, as_of):
    for deal in records.find(portfolio, Deal):
        if deal.registered_on:
            assert deal.close_date
            assert deal.registered_on < deal.close_date
            assert deal.registered_on <= as_of


def test_a_partner_never_has_two_deals_of_one_name(portfolio):
    deals = records.find(portfolio, Deal)
    assert len({(deal.partner_id, fold(deal.name)) for deal in deals}) == len(deals)


def test_an_address_is_one_persons_and_leads_nowhere(portfolio):
    people = [person for person in records.find(portfolio, Contact) if person.email]
    names = {person.email: fold(person.name) for person in people}
    assert all(names[person.email] == fold(person.name) for person in people)
    assert len(set(names.values())) == len(names)
    assert all(email.endswith(".example.com") for email in names)


def test_trainings_are_of_five_to_twenty_five_people_a_partner(portfolio):
    trained: dict[int, set[str]] = {}
    for training in records.find(portfolio, Training):
        trained.setdefault(training.partner_id, set()).add(fold(training.person))
    assert len(trained) == 12
    assert all(5 <= len(people) <= 25 for people in trained.values())


def test_the_same_day_gives_the_same_rows_and_another_day_other_ones():
    with sample(DAYS[2]) as one, sample(DAYS[2]) as two, sample(DAYS[3]) as three:
        assert dump(one) == dump(two) != dump(three)


def test_the_sample_is_where_undo_stops_and_says_what_it_is():
    with sample(DAYS[2]) as portfolio:
        before = dump(portfolio)
        assert (portfolio.can_undo(), portfolio.undo()) == (None, None)
        assert dump(portfolio) == before
        assert setting(portfolio, "sample") == "1"
        assert setting(portfolio, "sample_as_of") == DAYS[2].isoformat()


def test_the_file_is_whole_when_opened_again(tmp_path):
    path = tmp_path / "sample.alliance"
    with create(path) as made:
        fill(made, DAYS[0])
        before = dump(made)
    assert check(path).whole
    with open_portfolio(path) as again:
        assert dump(again) == before


def test_a_portfolio_that_holds_partners_is_refused_and_left_alone(tmp_path):
    with create(tmp_path / "mine.alliance") as mine:
        records.add(mine, Partner(new_id(), "Hollinwick"))
        before = dump(mine)
        with pytest.raises(UserError, match="holds partners already"):
            fill(mine, DAYS[0])
        assert dump(mine) == before


def test_the_files_say_that_all_of_it_is_made_up():
    assert TOLD["made_up"] is True
    assert "made up" in resources.path("sample/portfolio.toml").read_text(encoding="utf-8")[:200]


def test_every_deal_is_a_known_partners():
    with resources.path("sample/deals.csv").open(encoding="utf-8", newline="") as file:
        assert {row["partner"] for row in csv.DictReader(file)} == set(EXPECTED)


@pytest.mark.parametrize(
    ("notation", "meant"),
    [
        ("2021-03-30", date(2021, 3, 30)),
        ("0d", date(2026, 11, 24)),
        ("-24d", date(2026, 10, 31)),
        ("+7d", date(2026, 12, 1)),
        ("-1y-03-12", date(2025, 3, 12)),
        ("0y-03-12", date(2026, 3, 12)),
        ("+2y-03-12", date(2028, 3, 12)),
        ("0q 0%", date(2026, 11, 24)),
        ("0q 100%", date(2026, 12, 31)),
        ("+1q 0%", date(2027, 1, 1)),
        ("+1q 100%", date(2027, 3, 31)),
        ("-1q 50%", date(2026, 8, 15)),
    ],
)
def test_days_are_told_from_the_as_of_day(notation, meant):
    assert day(notation, date(2026, 11, 24)) == meant


@given(
    as_of=st.dates(date(2022, 1, 1), date(2030, 12, 31)),
    quarters=st.integers(-3, 6),
    part=st.integers(0, 100),
)
def test_a_part_of_a_quarter_lies_in_it_and_never_before_the_as_of_day(as_of, quarters, part):
    meant = day(f"{quarters:+d}q {part}%", as_of)
    assert quarter_of(meant) == quarter_of(as_of).plus(quarters)
    assert quarters < 0 or meant >= as_of
