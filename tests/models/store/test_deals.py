"""All deals as light rows: what they count as, the sums above them, edits of many as one step."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.deal import Deal
from models.errors import UserError
from models.ids import new_id
from models.partner import Offering, Partner
from models.program.deals import periods
from models.program.loading import terms_on
from models.store import deals, records
from models.store.portfolio import Portfolio, create
from models.store.rates import store_rate

AS_OF = date(2021, 11, 24)


@pytest.fixture
def portfolio(tmp_path):
    with create(tmp_path / "book.alliance") as made:
        yield made


@pytest.fixture
def partner(portfolio) -> int:
    with portfolio.change("Add Café Łódź"):
        return records.add(portfolio, Partner(new_id(), "Café Łódź"))


def add(portfolio: Portfolio, partner: int, **values) -> int:
    values.setdefault("partner_minor", 100)
    with portfolio.change("Add a deal"):
        return deals.add(portfolio, partner, **values)


def bucket(portfolio: Portfolio, deal_id: int, as_of: date = AS_OF) -> str:
    return deals.one(portfolio, deal_id, as_of).bucket


def test_a_row_carries_the_deal_and_its_partner(portfolio, partner):
    day = date(2021, 12, 1)
    made = add(portfolio, partner, name="SOC", customer="Łódź AG", close_date=day, services_minor=5)
    (row,) = deals.all_deals(portfolio, AS_OF).rows
    assert (row.id, row.partner, row.name, row.customer) == (made, "Café Łódź", "SOC", "Łódź AG")
    assert (row.close_date, row.tcv_minor, row.program_minor) == ("2021-12-01", 105, 105)
    assert row == deals.one(portfolio, made, AS_OF)


def test_open_deals_count_from_the_first_to_the_last_day_of_the_window(portfolio, partner):
    days = periods(terms_on(AS_OF), AS_OF)
    first, last = days.window_first, days.window_last
    found = [
        bucket(portfolio, add(portfolio, partner, close_date=day))
        for day in (first - timedelta(1), first, last, last + timedelta(1))
    ]
    assert found == ["out_of_window", "pipeline", "pipeline", "out_of_window"]


def test_a_deal_that_is_not_qualified_or_has_no_date_counts_nowhere(portfolio, partner):
    unqualified = add(portfolio, partner, close_date=AS_OF, qualified=False)
    undated = add(portfolio, partner)
    assert bucket(portfolio, unqualified) == "unqualified"
    assert bucket(portfolio, undated) == "undated"


def test_the_sums_are_of_the_window_and_of_this_year_up_to_the_day(portfolio, partner):
    add(portfolio, partner, close_date=AS_OF, partner_minor=1)
    for status, minor in (("won", 10), ("lost", 100)):
        add(portfolio, partner, status=status, close_date=AS_OF, partner_minor=minor)
        add(portfolio, partner, status=status, close_date=AS_OF + timedelta(1), partner_minor=1000)
        add(portfolio, partner, status=status, close_date=date(2020, 12, 31), partner_minor=1000)
    found = deals.all_deals(portfolio, AS_OF)
    assert (found.sums.in_window, found.sums.won, found.sums.lost) == ((1, 1), (1, 10), (1, 100))
    assert (found.sums.deals, found.sums.tcv) == (7, (7, 4111))


def test_foreign_money_is_summed_at_the_rate_of_the_day_or_not_at_all(portfolio, partner):
    made = add(portfolio, partner, close_date=AS_OF, partner_minor=101, currency="EUR")
    before = deals.all_deals(portfolio, AS_OF)
    assert (before.sums.unrated, before.sums.tcv, before.rows[0].bucket) == (1, (0, 0), "no_rate")
    store_rate(portfolio, "EUR", "1.5", AS_OF)
    after = deals.one(portfolio, made, AS_OF)
    assert (after.tcv_minor, after.program_minor, after.bucket) == (101, 152, "pipeline")
    assert bucket(portfolio, made, AS_OF - timedelta(1)) == "no_rate"


def test_before_the_program_the_deals_are_there_and_nothing_is_judged(portfolio, partner):
    add(portfolio, partner, close_date=AS_OF)
    found = deals.all_deals(portfolio, date(1999, 1, 1))
    assert (found.judged, found.sums.in_window, [row.bucket for row in found.rows]) == (
        False,
        (0, 0),
        [""],
    )


def test_reading_reports_how_far_it_is(portfolio, partner):
    with portfolio.change("Fill"):
        portfolio.conn.executemany(
            "INSERT INTO deals (id, partner_id) VALUES (?, ?)",
            [(n, partner) for n in range(1, 9001)],
        )
    told: list[tuple[int, int]] = []
    deals.all_deals(portfolio, AS_OF, lambda *far: told.append(far))
    assert told == [(4000, 9000), (8000, 9000)]


def test_an_edit_returns_the_row_as_it_counts_now(portfolio, partner):
    made = add(portfolio, partner, close_date=AS_OF)
    with portfolio.change("Mark as won"):
        row = deals.edit(portfolio, made, AS_OF, status="won", partner_minor=7)
    assert (row.bucket, row.tcv_minor) == ("closed_this_year", 7)
    portfolio.undo()
    assert deals.one(portfolio, made, AS_OF)[6:11] == ("open", AS_OF.isoformat(), 100, 0, 100)


def test_many_deals_change_as_one_step_and_only_those_that_differ(portfolio, partner):
    made = [add(portfolio, partner, status=status) for status in ("open", "won", "lost")]
    with portfolio.change("Set 3 deals to won") as change:
        assert deals.set_all(portfolio, made, "status", "won") == 2
        assert deals.set_all(portfolio, made, "close_date", AS_OF) == 3
    assert change.tables == {"deals"}
    assert {(d.status, d.close_date) for d in records.find(portfolio, Deal)} == {("won", AS_OF)}
    portfolio.undo()
    assert {d.status for d in records.find(portfolio, Deal)} == {"open", "won", "lost"}


def test_setting_what_is_set_already_is_no_change(portfolio, partner):
    made = add(portfolio, partner, status="won")
    with portfolio.change("Set to won") as change:
        deals.set_all(portfolio, [made], "status", "won")
    assert change.seq == 0


@pytest.mark.parametrize(
    ("field", "value"), [("status", "maybe"), ("currency", "EUR"), ("partner_minor", 5)]
)
def test_what_depends_on_other_fields_is_not_set_on_many(portfolio, partner, field, value):
    with pytest.raises(ValueError, match="can't be set"):
        deals.set_all(portfolio, [], field, value)


def test_deleted_deals_come_back_whole(portfolio, partner):
    made = add(portfolio, partner, name="SOC")
    with portfolio.change("Delete 1 deal"):
        deals.delete(portfolio, [made])
    with pytest.raises(UserError, match="not there any more"):
        deals.one(portfolio, made, AS_OF)
    portfolio.undo()
    assert deals.one(portfolio, made, AS_OF).name == "SOC"


def test_a_partner_is_found_by_any_spelling_that_is_the_same_name(portfolio, partner):
    assert deals.partner_named(portfolio, "  CAFÉ  łódź ") == partner
    assert deals.partner_names(portfolio) == [(partner, "Café Łódź")]
    with pytest.raises(UserError, match="no partner named Cafe"):
        deals.partner_named(portfolio, "Cafe")


def test_a_deal_says_on_which_day_it_was_written_last(portfolio, monkeypatch):
    def write_on(day: int) -> str:
        portfolio.clock = lambda: datetime(2026, 3, day, 12, tzinfo=UTC)
        return f"2026-03-0{day}"

    first = write_on(1)
    owner = records.add(portfolio, Partner(new_id(), "Dated"))
    one, other = (deals.add(portfolio, owner, name=name) for name in ("One", "Other"))
    second = write_on(2)
    deals.edit(portfolio, one, AS_OF, stage="Qualified")
    deals.set_all(portfolio, [one, other], "stage", "Qualified")
    assert deals.one(portfolio, one, AS_OF).updated_on == second
    assert deals.one(portfolio, other, AS_OF).updated_on == second
    write_on(3)
    deals.set_all(portfolio, [one, other], "stage", "Qualified")
    assert deals.one(portfolio, other, AS_OF).updated_on == second > first


@pytest.mark.clause("C064")
@pytest.mark.clause("C092")
def test_a_deal_is_linked_to_an_offering_of_its_partner_alone(portfolio, partner):
    with portfolio.change("Add"):
        records.add(portfolio, Offering(7, partner, "Managed Vault"))
        other = records.add(portfolio, Partner(new_id(), "Nord"))
        records.add(portfolio, Offering(8, other, "Nord Watch"))
    assert deals.offering_named(portfolio, partner, " managed  VAULT ") == 7
    assert deals.offering_named(portfolio, partner, " ") == 0
    with pytest.raises(UserError, match=r"no offering named Nord Watch.*Managed Vault"):
        deals.offering_named(portfolio, partner, "Nord Watch")
    made = add(portfolio, partner, name="SOC", offering_id=7)
    assert deals.one(portfolio, made, AS_OF).offering == "Managed Vault"


@pytest.mark.clause("C092")
def test_a_deal_whose_offering_is_deleted_shows_none_until_undo(portfolio, partner):
    with portfolio.change("Add"):
        records.add(portfolio, Offering(7, partner, "Managed Vault"))
    made = add(portfolio, partner, name="SOC", offering_id=7)
    with portfolio.change("Delete"):
        records.delete(portfolio, Offering, [7])
    assert deals.one(portfolio, made, AS_OF).offering is None
    portfolio.undo()
    assert deals.one(portfolio, made, AS_OF).offering == "Managed Vault"
