"""Importing deals, rule by rule of the import contract."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.deal import Deal
from models.errors import UserError
from models.intake.plan import Plan
from models.partner import Offering, Partner
from models.store import records
from models.store.portfolio import Portfolio
from models.store.rates import store_rate

Take = Callable[..., Plan]
HEAD = "partner,deal_id,customer,deal,status,close_date,partner_tcv,services_tcv"


def counts(plan: Plan) -> tuple[int, ...]:
    """Read, new, changed, same, rejected, skipped."""
    return plan.read, plan.new, plan.changed, plan.same, plan.rejected, plan.skipped


def deal(portfolio: Portfolio, **where: Any) -> Deal:
    (found,) = records.find(portfolio, Deal, **where)
    return found


def name_of(portfolio: Portfolio, found: Deal) -> str:
    return records.get(portfolio, Partner, found.partner_id).name


def why(plan: Plan) -> list[tuple[int, str, str]]:
    return [(reject.line, reject.column, reject.value) for reject in plan.rejects]


@pytest.mark.clause("C062")
def test_every_column_arrives(portfolio: Portfolio, take: Take) -> None:
    take(
        "deals",
        "partner,deal_id,customer,deal,status,close_date,partner_tcv,services_tcv,currency,"
        "qualified,stage,next_step,registered_on\n"
        "O'Neil & Söhne 株式会社,D-1,Bank,Rollout,won,2026-01-31,100.50,20,usd,no,Signed,Call,"
        "2025-12-01\n",
    )
    found = deal(portfolio)
    assert name_of(portfolio, found) == "O'Neil & Söhne 株式会社"
    assert (found.deal_id, found.customer, found.name) == ("D-1", "Bank", "Rollout")
    assert (found.status, found.close_date) == ("won", date(2026, 1, 31))
    assert (found.partner_minor, found.services_minor, found.tcv_minor) == (10_050, 2_000, 12_050)
    assert (found.currency, found.qualified, found.stage) == ("USD", False, "Signed")
    assert (found.next_step, found.registered_on) == ("Call", date(2025, 12, 1))
    assert (found.source, found.source_line) == ("list.csv", 2)


def test_only_the_needed_columns_are_needed(portfolio: Portfolio, take: Take) -> None:
    plan = take("deals", "partner,status,close_date\nA,open,2026-05-01\n")
    assert deal(portfolio).tcv_minor == 0
    assert deal(portfolio).qualified
    assert deal(portfolio).currency == "USD"
    assert plan.warnings == ("1 deal without money, imported as 0.00: line 2.",)


@pytest.mark.parametrize("missing", ["partner", "status", "close_date"])
def test_a_needed_column_that_is_missing_is_named(look: Take, missing: str) -> None:
    names = [name for name in ("partner", "status", "close_date", "amount") if name != missing]
    row = {"partner": "A", "status": "won", "close_date": "2026-01-01", "amount": "5"}
    with pytest.raises(UserError) as said:
        look("deals", ",".join(names) + "\n" + ",".join(row[name] for name in names) + "\n")
    assert f"no column for {missing}" in said.value.message
    assert "--mapping" in said.value.hint


@pytest.mark.parametrize("missing", ["partner", "status", "close_date"])
def test_a_needed_cell_that_is_blank_rejects_the_row(take: Take, missing: str) -> None:
    row = {"partner": "A", "status": "won", "close_date": "2026-01-01", "deal": "x", "amount": "5"}
    good = ",".join(row.values())
    row[missing] = " "
    plan = take("deals", ",".join(row) + f"\n{good}\n" + ",".join(row.values()) + "\n")
    assert counts(plan) == (2, 1, 0, 0, 1, 0)
    assert (plan.rejects[0].column, plan.rejects[0].reason) == (missing, "is missing")


def test_the_same_file_twice_changes_nothing(portfolio: Portfolio, take: Take) -> None:
    text = f"{HEAD}\nA,1,C,D,won,2026-01-01,5,6\nA,,C,D,open,2026-05-01,7,\n"
    assert counts(take("deals", text)) == (2, 2, 0, 0, 0, 0)
    entry = portfolio.can_undo()
    before = records.find(portfolio, Deal)
    assert counts(take("deals", text)) == (2, 0, 0, 2, 0, 0)
    assert records.find(portfolio, Deal) == before
    assert portfolio.can_undo() == entry


def test_a_deal_is_known_by_its_id_across_files(portfolio: Portfolio, take: Take) -> None:
    take("deals", f"{HEAD}\nA,1,C,D,open,2026-05-01,5,6\n")
    plan = take("deals", f"{HEAD}\nB,1,Other,New name,won,2026-02-01,5,6\n")
    assert counts(plan) == (1, 0, 1, 0, 0, 0)
    found = deal(portfolio)
    assert (name_of(portfolio, found), found.customer, found.status) == ("B", "Other", "won")
    assert {name: (old, new) for name, old, new in plan.changes[0].fields}["status"] == (
        "open",
        "won",
    )


def test_ids_that_differ_in_case_are_two_deals(portfolio: Portfolio, take: Take) -> None:
    take("deals", f"{HEAD}\nA,006aB,C,D,open,2026-05-01,5,6\nA,006ab,C,D,open,2026-05-01,5,6\n")
    assert len(records.find(portfolio, Deal)) == 2


def test_short_and_long_salesforce_ids_are_one(portfolio: Portfolio, take: Take) -> None:
    take("deals", f"{HEAD}\nA,006bm00000LKJNNAA5,C,D,open,2026-05-01,5,6\n")
    plan = take("deals", f"{HEAD}\nA,006bm00000LKJNN,C,D,open,2026-05-01,5,7\n")
    assert counts(plan)[:3] == (1, 0, 1)


def test_without_an_id_partner_customer_name_and_date_make_the_deal(
    portfolio: Portfolio, take: Take
) -> None:
    head = "partner,customer,deal,status,close_date,amount"
    take("deals", f"{head}\nACME  Ltd,Bank,Roll out,open,2026-05-01,5\n")
    same = take("deals", f"{head}\nacme ltd,BANK,roll  OUT,open,2026-05-01,5\n")
    assert counts(same)[:4] == (1, 0, 0, 1)
    assert (deal(portfolio).name, deal(portfolio).customer) == ("Roll out", "Bank")
    for other in (
        "Acme AG,Bank,Roll out,open,2026-05-01,5",
        "Acme Ltd,Banque,Roll out,open,2026-05-01,5",
        "Acme Ltd,Bank,Roll in,open,2026-05-01,5",
        "Acme Ltd,Bank,Roll out,open,2026-05-02,5",
    ):
        assert take("deals", f"{head}\n{other}\n").new == 1


def test_a_deal_known_without_an_id_takes_on_the_id_of_a_row(
    portfolio: Portfolio, take: Take
) -> None:
    take("deals", "partner,customer,deal,status,close_date,amount\nA,C,D,open,2026-05-01,5\n")
    plan = take("deals", f"{HEAD}\nA,77,C,D,open,2026-05-01,5,\n")
    assert counts(plan) == (1, 0, 1, 0, 0, 0)
    assert deal(portfolio).deal_id == "77"
    assert counts(take("deals", f"{HEAD}\nA,77,C,D2,won,2026-02-01,5,\n"))[:3] == (1, 0, 1)


def test_a_row_without_an_id_means_the_deal_that_has_one(portfolio: Portfolio, take: Take) -> None:
    take("deals", f"{HEAD}\nA,77,C,D,open,2026-05-01,5,\n")
    plan = take("deals", "partner,customer,deal,status,close_date\nA,C,D,lost,2026-05-01\n")
    assert counts(plan) == (1, 0, 1, 0, 0, 0)
    assert (deal(portfolio).deal_id, deal(portfolio).status) == ("77", "lost")


def test_a_deal_typed_by_hand_is_known_again(portfolio: Portfolio, take: Take) -> None:
    with portfolio.change("By hand"):
        records.add(portfolio, Partner(5, "A"))
        records.add(portfolio, Deal(6, 5, "D", "C", "", "open", date(2026, 5, 1)))
        records.add(portfolio, Deal(7, 5, "E", "C", "X9", "open", date(2026, 5, 1)))
    plan = take("deals", f"{HEAD}\nA,,C,D,won,2026-05-01,5,\nA,X9,Z,Z,won,2026-05-02,5,\n")
    assert counts(plan) == (2, 0, 2, 0, 0, 0)
    assert {found.id for found in records.find(portfolio, Deal)} == {6, 7}


def test_two_laptops_get_the_same_records(tmp_path: Path, portfolio: Portfolio, take: Take) -> None:
    from models.intake import job
    from models.store.portfolio import create
    from tests.models.intake.conftest import TODAY

    text = f"{HEAD}\nA,1,C,D,won,2026-01-01,5,6\nA,,C,E,won,2026-01-01,5,6\n"
    take("deals", text)
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    with create(tmp_path / "other.alliance") as other:
        job.apply(other, job.prepare(other, "deals", tmp_path / "list.csv", today=TODAY))
        theirs, ours = (
            # Which import wrote a deal is each laptop's own.
            [replace(found, import_id=0) for found in records.find(book, Deal)]
            for book in (other, portfolio)
        )
        assert theirs == ours
        assert records.find(other, Partner) == records.find(portfolio, Partner)


def test_a_repeat_inside_a_file_is_the_same_or_a_change(portfolio: Portfolio, take: Take) -> None:
    plan = take(
        "deals",
        f"{HEAD}\nA,1,C,D,open,2026-05-01,5,6\nA,1,C,D,open,2026-05-01,5,6\n"
        "A,1,C,D,won,2026-02-01,,9\nA,2,C,D,won,2026-02-01,1,1\nA,1,,,won,2026-02-01,,\n",
    )
    assert counts(plan) == (5, 2, 1, 2, 0, 0)
    found = deal(portfolio, deal_id="1")
    assert (found.status, found.partner_minor, found.services_minor) == ("won", 500, 900)
    assert found.source_line == 4


def test_a_repeat_far_behind_is_found(portfolio: Portfolio, take: Take) -> None:
    rows = [f"A,{i},C,D{i},open,2026-05-01,5,6" for i in range(2_300)]
    plan = take("deals", "\n".join([HEAD, *rows, "A,3,C,D3,won,2026-02-01,5,6", ""]))
    assert counts(plan) == (2_301, 2_300, 1, 0, 0, 0)
    assert deal(portfolio, deal_id="3").status == "won"
    again = take("deals", "\n".join([HEAD, *rows, "A,3,C,D3,won,2026-02-01,5,6", ""]))
    assert counts(again) == (2_301, 0, 0, 2_301, 0, 0)
    assert deal(portfolio, deal_id="3").status == "won"


def test_rows_with_and_without_ids_are_held_together(portfolio: Portfolio, take: Take) -> None:
    plan = take(
        "deals",
        f"{HEAD}\nA,1,C,D,open,2026-05-01,5,6\nA,,c,d,won,2026-05-01,5,6\n"
        "A,,C,E,won,2026-05-01,5,6\nA,2,C,E,won,2026-05-01,5,6\nA,2,C,E,won,2026-05-01,5,6\n",
    )
    assert counts(plan) == (5, 2, 2, 1, 0, 0)
    assert deal(portfolio, deal_id="1").customer == "C"
    assert sorted(found.deal_id for found in records.find(portfolio, Deal)) == ["1", "2"]


def test_blank_cells_and_missing_columns_leave_known_values_alone(
    portfolio: Portfolio, take: Take
) -> None:
    take(
        "deals",
        "partner,deal_id,customer,deal,status,close_date,partner_tcv,services_tcv,qualified,stage,"
        "next_step,registered_on\nA,1,C,D,open,2026-05-01,5,6,no,S,N,2026-01-01\n",
    )
    before = deal(portfolio)
    plan = take("deals", "partner,deal_id,status,close_date\nA,1,open,2026-05-01\n")
    assert counts(plan) == (1, 0, 0, 1, 0, 0)
    plan = take(
        "deals",
        "partner,deal_id,customer,deal,status,close_date,partner_tcv,services_tcv,qualified,stage,"
        "next_step,registered_on\nA,1,,,open,2026-05-01,,,,,,\n",
    )
    assert counts(plan) == (1, 0, 0, 1, 0, 0)
    assert deal(portfolio) == before


def test_one_portion_alone_changes_that_portion(portfolio: Portfolio, take: Take) -> None:
    take("deals", f"{HEAD}\nA,1,C,D,open,2026-05-01,5,6\n")
    take("deals", f"{HEAD}\nA,1,C,D,open,2026-05-01,7,\n")
    found = deal(portfolio)
    assert (found.partner_minor, found.services_minor, found.tcv_minor) == (700, 600, 1_300)


@pytest.mark.clause("C063")
@pytest.mark.parametrize(
    ("money", "portions"),
    [
        ("5,6,", (500, 600)),
        ("5,,", (500, 0)),
        (",6,", (0, 600)),
        (",,9", (900, 0)),
        ("5,6,11", (500, 600)),
        ("5,6,12", (500, 600)),
        ("5,,9", (500, 0)),
        (",,", (0, 0)),
        ("0,0,", (0, 0)),
    ],
)
def test_money_becomes_two_portions(
    portfolio: Portfolio, take: Take, money: str, portions: tuple[int, int]
) -> None:
    plan = take(
        "deals",
        f"partner,status,close_date,partner_tcv,services_tcv,amount\nA,won,2026-01-01,{money}\n",
    )
    found = deal(portfolio)
    assert (found.partner_minor, found.services_minor) == portions
    assert found.tcv_minor == sum(portions)
    uneven = [said for said in plan.warnings if "the portions are taken" in said]
    assert bool(uneven) == (money in ("5,6,12", "5,,9"))
    assert any("without money" in said for said in plan.warnings) == (money == ",,")


def test_an_amount_can_be_split_by_a_stated_share(
    portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    mapping = write("[options]\nservices_percent = 40\n", "m.toml")
    text = (
        "partner,deal_id,status,close_date,amount\n"
        "A,1,won,2026-01-01,0.03\nA,2,won,2026-01-01,100\n"
    )
    take("deals", text, mapping=mapping)
    split = {
        found.deal_id: (found.partner_minor, found.services_minor)
        for found in records.find(portfolio, Deal)
    }
    assert split == {"1": (2, 1), "2": (6_000, 4_000)}  # 1.2 cents is 1
    assert take("deals", text, mapping=mapping).same == 2


def test_a_split_made_by_hand_survives_the_same_amount(portfolio: Portfolio, take: Take) -> None:
    text = "partner,deal_id,status,close_date,amount\nA,1,won,2026-01-01,{}\n"
    take("deals", text.format(100))
    records.update(portfolio, Deal, deal(portfolio).id, partner_minor=6_000, services_minor=4_000)
    assert take("deals", text.format(100)).same == 1
    take("deals", text.format(120))
    found = deal(portfolio)
    assert (found.partner_minor, found.services_minor, found.tcv_minor) == (8_000, 4_000, 12_000)
    take("deals", text.format(30))
    assert (deal(portfolio).partner_minor, deal(portfolio).services_minor) == (3_000, 0)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("-1", "is negative"),
        ("(1.00)", "is negative"),
        ("1000.005", "has more than 2 decimals"),
        ("much", "is no amount"),
        ("10%", "is a percentage, not an amount"),
    ],
)
@pytest.mark.parametrize("column", ["partner_tcv", "services_tcv", "amount"])
def test_money_that_can_not_be_is_rejected(take: Take, column: str, cell: str, reason: str) -> None:
    text = (
        f"partner,status,close_date,{column}\nA,won,2026-01-01,1000.50\nB,won,2026-01-01,{cell}\n"
    )
    plan = take("deals", text)
    assert counts(plan) == (2, 1, 0, 0, 1, 0)
    assert plan.rejects[0][:4] == (3, column, cell, reason)


def test_a_rejected_row_makes_no_partner(portfolio: Portfolio, take: Take) -> None:
    plan = take(
        "deals",
        "partner,status,close_date\nA,won,2026-01-01\nNobody,won,2026-13-01\nB,open,2026-05-01\n",
    )
    assert [found.name for found in records.find(portfolio, Partner)] in (["A", "B"], ["B", "A"])
    assert plan.new_partners == ("A", "B")


@pytest.mark.clause("A21")
def test_another_currency_needs_a_stored_rate(portfolio: Portfolio, take: Take) -> None:
    text = (
        "partner,deal_id,status,close_date,amount,currency\n"
        "A,1,won,2026-01-01,100,\nA,2,won,2026-01-01,100,EUR\nA,3,won,2026-01-01,100,USD\n"
    )
    plan = take("deals", text)
    assert counts(plan) == (3, 2, 0, 0, 1, 0)
    assert plan.rejects[0][:3] == (3, "currency", "EUR")
    assert "stored rate of EUR" in plan.rejects[0].reason
    store_rate(portfolio, "EUR", "1.1", date(2026, 3, 4))
    assert take("deals", text).rejected == 1  # a rate of tomorrow is none today
    store_rate(portfolio, "EUR", "1.1", date(2026, 3, 3))
    assert counts(take("deals", text)) == (3, 1, 0, 2, 0, 0)
    found = deal(portfolio, deal_id="2")
    assert (found.currency, found.tcv_minor) == ("EUR", 10_000)


def test_a_sign_beside_an_amount_is_its_currency(portfolio: Portfolio, take: Take) -> None:
    store_rate(portfolio, "EUR", "1.1", date(2026, 1, 1))
    plan = take(
        "deals",
        "partner;deal_id;status;close_date;partner_tcv;services_tcv;currency\n"
        "A;1;won;2026-01-01;1.234,56 €;;\n"
        "A;2;won;2026-01-01;$5;6;\n"
        "A;3;won;2026-01-01;5 €;6;USD\n"
        "A;4;won;2026-01-01;£5;;\n"
        "A;5;won;2026-01-01;5 kr;;\n"
        "A;6;won;2026-01-01;5 €;$6;\n",
    )
    assert why(plan) == [
        (4, "partner_tcv", "5 €"),
        (5, "partner_tcv", "£5"),
        (6, "partner_tcv", "5 kr"),
        (7, "services_tcv", "$6"),
    ]
    assert (deal(portfolio, deal_id="1").currency, deal(portfolio, deal_id="1").tcv_minor) == (
        "EUR",
        123_456,
    )
    assert (deal(portfolio, deal_id="2").currency, deal(portfolio, deal_id="2").tcv_minor) == (
        "USD",
        1_100,
    )


def test_a_currency_without_cents_takes_none(portfolio: Portfolio, take: Take) -> None:
    store_rate(portfolio, "JPY", "0.0067", date(2026, 1, 1))
    plan = take(
        "deals",
        "partner,deal_id,status,close_date,amount,currency\n"
        "A,1,won,2026-01-01,5000,JPY\nA,2,won,2026-01-01,5000.50,JPY\nA,3,won,2026-01-01,5000.00,jpy\n",
    )
    assert why(plan) == [(3, "amount", "5000.50")]
    assert deal(portfolio, deal_id="1").tcv_minor == 5_000


@pytest.mark.parametrize(
    ("cell", "status"),
    [("open", "open"), ("WON", "won"), (" Lost ", "lost"), ("Closed Won", "won")],
)
def test_a_status_is_read_in_any_case(
    portfolio: Portfolio, take: Take, cell: str, status: str
) -> None:
    take("deals", f"partner,status,close_date\nA,{cell},2026-01-01\n")
    assert deal(portfolio).status == status


def test_an_unknown_status_rejects_its_rows_and_is_asked_about_once(look: Take) -> None:
    plan = look(
        "deals",
        "partner,status,close_date\nA,won,2026-01-01\nA,Hmm,2026-01-01\nB,Hmm,2026-01-02\nB,Eh,2026-01-02\n",
    )
    assert counts(plan) == (4, 1, 0, 0, 3, 0)
    assert why(plan)[0] == (3, "status", "Hmm")
    assert "--mapping" in plan.rejects[0].reason
    asked = [question for question in plan.questions if question.id.startswith("status")]
    assert [(question.id, question.needed) for question in asked] == [
        ("status:Hmm", False),
        ("status:Eh", False),
    ]
    assert "2 rows" in asked[0].text


def test_a_mapping_says_what_columns_and_words_mean(
    portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    mapping = write(
        '[columns]\nWho = "partner"\n"How It Went" = "status"\nDay = "close_date"\n'
        '[values.status]\nYippee = "won"\n',
        "m.toml",
    )
    take("deals", "who,How_it_went,DAY\nA,yippee,2026-01-01\n", mapping=mapping)
    assert deal(portfolio).status == "won"


def test_dates_that_read_two_ways_are_sent_back(portfolio: Portfolio, take: Take) -> None:
    text = "partner,status,close_date\nA,won,03/04/2025\nB,won,05/06/2025\n"
    with pytest.raises(UserError) as said:
        take("deals", text)
    assert "03/04/2025" in said.value.message
    assert "--date-order" in said.value.hint
    assert records.find(portfolio, Deal) == []
    take("deals", text, date_order="dmy")
    assert {found.close_date for found in records.find(portfolio, Deal)} == {
        date(2025, 4, 3),
        date(2025, 6, 5),
    }


def test_one_date_settles_the_column_wherever_it_stands(portfolio: Portfolio, take: Take) -> None:
    rows = "".join(f"P,{i},won,03/04/2025\n" for i in range(1_500))
    take("deals", f"partner,deal_id,status,close_date\n{rows}P,x,won,04/25/2025\n")
    assert deal(portfolio, deal_id="0").close_date == date(2025, 3, 4)


def test_amounts_that_read_two_ways_are_sent_back(portfolio: Portfolio, take: Take) -> None:
    text = "partner;status;close_date;amount\nA;won;2026-01-01;476.500\n"
    with pytest.raises(UserError) as said:
        take("deals", text)
    assert "476.500" in said.value.message
    assert "--decimal" in said.value.hint
    take("deals", text, decimal="comma")
    assert deal(portfolio).tcv_minor == 47_650_000


def test_salesforce_flags_tell_the_outcome(portfolio: Portfolio, take: Take) -> None:
    take(
        "deals",
        "Id,Partner,StageName,CloseDate,IsClosed,IsWon\n"
        "1,A,xx,2026-01-01,1,1\n2,A,xx,2026-01-01,1,\n3,A,xx,2026-01-01,,\n4,A,xx,2026-01-01,true,FALSE\n",
    )
    assert [deal(portfolio, deal_id=id_).status for id_ in "1234"] == [
        "won",
        "lost",
        "open",
        "lost",
    ]


def test_a_stage_tells_the_outcome_where_nothing_else_does(
    portfolio: Portfolio, take: Take
) -> None:
    take(
        "deals",
        "Deal ID,Partner,Deal Stage,Close Date\n"
        "1,A,Closed Won,2026-01-01\n2,A,Contract Sent,2026-05-01\n",
    )
    assert [deal(portfolio, deal_id=id_).status for id_ in "12"] == ["won", "open"]
    assert deal(portfolio, deal_id="2").stage == "Contract Sent"


def test_once_closed_the_actual_date_counts(portfolio: Portfolio, take: Take) -> None:
    take(
        "deals",
        "deal_id,partner,status,Est. Close Date,Actual Close Date\n"
        "1,A,won,2026-01-01,2026-02-02\n2,A,open,2026-05-05,2026-02-02\n3,A,lost,2026-01-01,\n",
    )
    assert [deal(portfolio, deal_id=id_).close_date for id_ in "123"] == [
        date(2026, 2, 2),
        date(2026, 5, 5),
        date(2026, 1, 1),
    ]


def test_deleted_rows_are_left_out_unless_kept(portfolio: Portfolio, take: Take) -> None:
    text = (
        "Id,Partner,StageName,CloseDate,IsDeleted\n"
        "1,A,Closed Won,2026-01-01,true\n2,A,Closed Won,2026-01-01,\n"
    )
    plan = take("deals", text)
    assert counts(plan) == (1, 1, 0, 0, 0, 1)
    assert any("deleted" in said for said in plan.warnings)
    assert counts(take("deals", text, deleted="keep")) == (2, 1, 0, 1, 0, 0)


def test_one_partner_for_all_rows(portfolio: Portfolio, take: Take) -> None:
    take("deals", "Account Name,status,close_date\nBank,won,2026-01-01\n", partner=" North  wind ")
    assert name_of(portfolio, deal(portfolio)) == "North wind"
    assert deal(portfolio).customer == "Bank"


def test_a_row_of_another_partner_is_rejected_under_one_for_all(take: Take) -> None:
    plan = take(
        "deals",
        "partner,status,close_date\nNORTHWIND,won,2026-01-01\n,won,2026-01-02\nOther,won,2026-01-03\n",
        partner="Northwind",
    )
    assert counts(plan) == (3, 2, 0, 0, 1, 0)
    assert why(plan) == [(4, "partner", "Other")]


def test_ids_are_resolved_through_a_second_file(
    portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    lookup = write("Id,Name\n001bm00001ZL8UCAA1,Dickenson plc\n", "accounts.csv")
    text = (
        "Partner Account,AccountId,status,close_date\n"
        "001bm00001ZL8UCAA1,001bm00001ZL8UC,won,2026-01-01\n"
        "001bm00001ZL8UEAA1,x,won,2026-01-01\n"
        "Plain name,001bm00001ZL8UEAA1,won,2026-01-01\n"
    )
    plan = take("deals", text, lookup=lookup)
    assert why(plan) == [(3, "partner", "001bm00001ZL8UEAA1")]
    found = deal(portfolio, customer="Dickenson plc")
    assert name_of(portfolio, found) == "Dickenson plc"
    assert any("1 id not in the look-up file" in said for said in plan.warnings)


def test_partners_that_are_ids_ask_for_the_look_up(take: Take) -> None:
    text = "Partner,status,close_date\n001bm00001ZL8UCAA1,won,2026-01-01\n"
    with pytest.raises(UserError) as said:
        take("deals", text)
    assert "holds the partners' ids" in said.value.message
    assert "--lookup" in said.value.hint


def test_customers_that_are_ids_are_imported_with_a_warning(take: Take) -> None:
    text = "Partner,AccountId,status,close_date,amount\nA,001bm00001ZL8UCAA1,won,2026-01-01,5\n"
    assert "“AccountId” holds ids" in take("deals", text).warnings[0]


def test_a_look_up_without_ids_or_names_is_named(take: Take, write: Callable[..., Path]) -> None:
    with pytest.raises(UserError, match="no column for the name"):
        take("deals", f"{HEAD}\n", lookup=write("Id,Size\n1,2\n", "accounts.csv"))


def test_rows_that_are_no_records_are_skipped(take: Take) -> None:
    plan = take(
        "deals",
        "Pipeline by partner\nAs of 3 March 2026\n\n"
        "partner,deal,status,close_date,amount\n"
        "Northwind,,,,\n"
        "Northwind,D1,won,2026-01-01,100\n"
        "Subtotal,,,,100\n"
        "partner,deal,status,close_date,amount\n"
        ",,,,\n"
        "Tailspin,D2,open,2026-05-01,200\n"
        "Tailspin Total,,,,200\n"
        ",,,,300\n"
        "Grand Totals (2 records),,,,300\n"
        "\n"
        "Confidential Information - Do Not Distribute\n"
        "Copyright (c) 2000-2026 salesforce.com. All rights reserved.\n",
    )
    assert counts(plan) == (2, 2, 0, 0, 0, 13)
    assert {skip.why for skip in plan.skips} == {
        "above the headers", "a heading or a line of text", "a sum", "the headers again", "blank",
        "report text",
    }  # fmt: skip


def test_a_record_with_holes_is_rejected_not_skipped(take: Take) -> None:
    plan = take(
        "deals",
        "partner,deal,status,close_date,amount\n"
        "Northwind,D1,won,2026-01-01,100\n"
        "Total Security GmbH,D2,won,2026-01-01,100\n"
        "Northwind,,,,\n"
        "Tailspin,D3,,,\n",
    )
    assert counts(plan) == (4, 2, 0, 0, 2, 0)


def test_a_row_with_too_many_cells_is_rejected(take: Take) -> None:
    plan = take(
        "deals",
        "partner,status,close_date\nA,won,2026-01-01\nB, Inc,won,2026-01-01\nC,won,2026-01-01,,\n",
    )
    assert counts(plan) == (3, 2, 0, 0, 1, 0)
    assert "4 cells under 3 headers" in plan.rejects[0].reason


def test_one_row_that_can_not_be_used_is_told_as_one(take: Take) -> None:
    with pytest.raises(UserError, match=r"^Not the one row of list\.csv can be used"):
        take("deals", "partner,status,close_date\nA,won,someday\n")
    plan = take("deals", "partner,status,close_date\nA,won,2026-01-01\nB,won,2026-01-01,x\n")
    assert "has 4 cells under 3 headers;" in plan.rejects[0].reason


def test_a_file_without_one_usable_row_changes_nothing(portfolio: Portfolio, take: Take) -> None:
    with pytest.raises(UserError) as said:
        take("deals", "partner,status,close_date\nA,won,someday\nB,won,never\n")
    assert "None of the 2 rows" in said.value.message
    assert "line 2, close_date: “someday” is no date" in said.value.message
    with pytest.raises(UserError, match="holds no rows to import"):
        take("deals", "partner,status,close_date\n")
    assert records.find(portfolio, Partner) == []


def test_a_deal_that_a_file_tells_twice_is_the_same_the_second_time(
    portfolio: Portfolio, take: Take
) -> None:
    text = (
        "partner,deal_id,status,close_date,partner_tcv\n"
        "A,1,open,2021-01-01,5\nA,1,won,2021-01-01,6\nA,2,open,2021-01-01,7\n"
    )
    first = take("deals", text)
    assert (first.new, first.changed, first.same) == (2, 1, 0)
    entries = portfolio.conn.value("SELECT count(*) FROM journal")
    again = take("deals", text)
    assert (again.new, again.changed, again.same) == (0, 0, 3)
    assert portfolio.conn.value("SELECT count(*) FROM journal") == entries
    (one, _) = sorted(records.find(portfolio, Deal), key=lambda deal: deal.deal_id)
    assert (one.status, one.partner_minor) == ("won", 600)


def test_a_deal_that_ends_as_it_was_is_not_written_beside_one_that_changes(
    portfolio: Portfolio, take: Take, look: Take
) -> None:
    head = "partner,deal_id,status,close_date,partner_tcv\n"
    twice = "A,1,open,2021-01-01,5\nA,1,won,2021-01-01,6\n"
    take("deals", head + twice)
    plan = look("deals", f"{head}\n{twice}A,2,open,2021-01-01,7\n")
    assert counts(plan) == (3, 1, 0, 2, 0, 1)
    assert [dict(plan.tally.first), plan.changes] == [{3: "same", 4: "same", 5: "new"}, ()]
    (written,) = [batch for batch in plan.batches if batch.table == "deals"]
    assert [row[-3] for row in written.rows] == [5]
    assert written.size == 1


def test_deals_without_id_and_name_are_the_same_the_second_time(
    portfolio: Portfolio, take: Take
) -> None:
    text = (
        "partner,customer,status,close_date,partner_tcv\n"
        "A,C,open,2021-01-01,5\nA,c,won,2021-01-01,6\nA,C,won,2021-01-01,6\n"
    )
    assert counts(take("deals", text)) == (3, 1, 1, 1, 0, 0)
    entry = portfolio.can_undo()
    assert counts(take("deals", text)) == (3, 0, 0, 3, 0, 0)
    assert portfolio.can_undo() == entry


@pytest.mark.clause("C064")
def test_a_deal_is_linked_to_the_offering_that_the_row_names(
    portfolio: Portfolio, take: Take
) -> None:
    take("offerings", "partner,offering\nA,Managed SOC\nB,Other\n")
    head = "partner,deal_id,status,close_date,partner_tcv,offering\n"
    plan = take("deals", f"{head}A,1,open,2026-05-01,5,managed  soc\nA,2,open,2026-05-01,5,Other\n")
    (offering,) = [one for one in records.find(portfolio, Offering) if one.name == "Managed SOC"]
    assert deal(portfolio, deal_id="1").offering_id == offering.id
    assert deal(portfolio, deal_id="2").offering_id == 0
    assert [words for words in plan.warnings if "offering" in words] == [
        "1 deal not linked: the partner has no offering named “Other”."
    ]
    assert counts(take("deals", f"{head}A,1,open,2026-05-01,5,\n")) == (1, 0, 0, 1, 0, 0)


def test_a_deal_knows_the_import_that_wrote_it(portfolio: Portfolio, take: Take) -> None:
    head = "partner,deal_id,status,close_date,partner_tcv\n"
    plan = take("deals", f"{head}A,1,open,2026-05-01,5\n")
    found = deal(portfolio, deal_id="1")
    assert found.import_id == plan.import_id
    logged = portfolio.conn.rows("SELECT id, file FROM imports")
    assert logged == [(plan.import_id, found.source)]
