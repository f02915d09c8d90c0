"""Open deals that an export no longer holds: found, doubted, and kept, closed or deleted."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.deal import Deal
from models.errors import Cancelled, UserError
from models.intake import job
from models.intake.missing import DELETE, LOST, Fates
from models.intake.plan import Plan
from models.store import records
from models.store.portfolio import Portfolio
from tests.models.intake.conftest import TODAY

Take = Callable[..., Plan]
HEAD = "Partner,Deal ID,Customer,Deal,Status,Close Date,Partner Portion\n"
ROWS = (
    "Northwind,D1,Bank,SOC,open,2026-05-01,100\n",
    "Northwind,D2,Mill,Pilot,open,2026-06-01,200\n",
    "Northwind,D3,Shop,Old,won,2026-01-01,300\n",
    "Weltbau,D4,Dock,Yard,open,2026-07-01,400\n",
    "Weltbau,D5,Dock,Crane,open,2026-08-01,500\n",
)


def text(*places: int) -> str:
    return HEAD + "".join(ROWS[at] for at in places)


def ids(plan: Plan) -> list[str]:
    return [deal.deal_id for deal in plan.missing]


def statuses(portfolio: Portfolio) -> dict[str, str]:
    return {deal.deal_id: deal.status for deal in records.find(portfolio, Deal)}


def test_open_deals_that_left_the_export_are_missing_with_where_they_came_from(
    take: Take, look: Take
) -> None:
    take("deals", text(0, 1, 2, 3, 4))
    plan = look("deals", text(0, 3, 4))
    assert ids(plan) == ["D2"]  # D3 is won: nobody waits for it
    (gone,) = plan.missing
    assert (gone.partner, gone.name, gone.customer, gone.close_date) == (
        "Northwind", "Pilot", "Mill", "2026-06-01",
    )  # fmt: skip
    assert (gone.tcv_minor, gone.currency, gone.file, gone.line) == (200_00, "USD", "list.csv", 3)
    assert gone.at.startswith("20")
    assert plan.read == plan.new + plan.changed + plan.same + plan.rejected == 3


def test_without_a_word_what_is_missing_stays(portfolio: Portfolio, take: Take) -> None:
    take("deals", text(0, 1, 2, 3, 4))
    before = records.find(portfolio, Deal)
    label = portfolio.can_undo()
    plan = take("deals", text(0, 3, 4))
    assert (ids(plan), plan.same) == (["D2"], 3)
    assert records.find(portfolio, Deal) == before
    assert portfolio.can_undo() == label


def test_what_is_missing_is_closed_as_lost_or_deleted_in_the_one_step(
    portfolio: Portfolio, take: Take, look: Take
) -> None:
    take("deals", text(0, 1, 2, 3, 4))
    before = records.find(portfolio, Deal)
    plan = look("deals", text(0, 2) + "Weltbau,D6,Quay,New,open,2026-09-01,1\n")
    fates = Fates(LOST).given([deal.id for deal in plan.missing if deal.deal_id == "D5"], DELETE)
    result = job.apply(portfolio, plan, fates=fates)
    assert statuses(portfolio) == {
        "D1": "open", "D2": "lost", "D3": "won", "D4": "lost", "D6": "open",
    }  # fmt: skip
    lost = records.find(portfolio, Deal, deal_id="D2")[0]
    assert (lost.close_date, lost.tcv_minor, lost.source_line) == (TODAY, 200_00, 3)
    assert portfolio.can_undo() == "Import 1 deal, close 2 as lost, delete 1 from list.csv"
    said = job.result_json(result)
    assert (said["closed_as_lost"], said["deleted"], said["read"]) == (2, 1, 3)
    assert [deal["action"] for deal in said["missing"]] == ["lost", "lost", "delete"]
    portfolio.undo()
    assert records.find(portfolio, Deal) == before


def test_only_the_missing_may_be_what_there_is_to_do(
    portfolio: Portfolio, take: Take, look: Take
) -> None:
    take("deals", text(0, 1))
    plan = look("deals", text(0))
    job.apply(portfolio, plan, fates=Fates(DELETE))
    assert portfolio.can_undo() == "Import deals, delete 1 deal from list.csv"
    assert statuses(portfolio) == {"D1": "open"}


def test_a_deal_that_comes_back_is_open_again(portfolio: Portfolio, take: Take, look: Take) -> None:
    take("deals", text(0, 1))
    job.apply(portfolio, look("deals", text(0)), fates=Fates(LOST))
    assert ids(look("deals", text(0))) == []
    assert take("deals", text(0, 1)).changed == 1
    assert statuses(portfolio) == {"D1": "open", "D2": "open"}


def test_deals_typed_by_hand_and_those_of_other_lists_are_never_missing(
    portfolio: Portfolio, take: Take, look: Take
) -> None:
    take("deals", text(0))
    partner = records.find(portfolio, Deal)[0].partner_id
    records.add(portfolio, Deal(5, partner, "By hand"))
    take("deals", "Partner,Deal,Status,Close Date\nNorthwind,Other list,open,2026-05-05\n")
    assert ids(look("deals", text(3))) == ["D1"]


def test_lists_of_one_partner_each_are_lists_of_their_own(take: Take, look: Take) -> None:
    head, row = "Deal ID,Deal,Status,Close Date\n", "{},{},open,2026-05-01\n"
    take("deals", head + row.format("A1", "One") + row.format("A2", "Two"), partner="Northwind")
    take("deals", head + row.format("B1", "One"), partner="Weltbau")
    assert ids(look("deals", head + row.format("A1", "One"), partner="northwind")) == ["A2"]
    assert ids(look("deals", head + row.format("B1", "One"), partner="Weltbau")) == []


def test_a_deal_whose_row_can_not_be_taken_is_not_missing(take: Take, look: Take) -> None:
    take("deals", text(0, 1))
    plan = look("deals", text(0) + "Northwind,D2,Mill,Pilot,open,2026-13-01,200\n")
    assert (plan.rejected, ids(plan)) == (1, [])
    without = "Partner,Customer,Deal,Status,Close Date\n"
    take("deals", without + "A,Bank,X,open,2026-05-01\nA,Bank,Y,open,2026-05-01\n")
    plan = look("deals", without + "A,Bank,X,open,2026-05-01\nA,Bank,Y,open,soon\n")
    assert (plan.rejected, plan.missing) == (1, ())


def test_a_deal_without_an_id_that_moved_is_told_by_the_line_with_its_names(
    take: Take, look: Take
) -> None:
    head = "Partner,Customer,Deal,Status,Close Date\n"
    take("deals", head + "A,Bank,X,open,2026-05-01\nA,Bank,Y,open,2026-05-01\n")
    plan = look("deals", head + "A,Bank,X,open,2026-05-01\nA,bank,y,open,2026-08-01\n")
    assert [(deal.name, deal.again) for deal in plan.missing] == [("Y", 3)]


# ---- an export that is only a part --------------------------------------------------------------


def many(count: int, of: str = "Northwind", month: int = 5) -> str:
    return "".join(
        f"{of},{of[0]}{at},Bank,Deal {at},open,2026-{month:02}-{at % 28 + 1:02},5\n"
        for at in range(count)
    )


@pytest.mark.parametrize(("kept", "doubted"), [(49, True), (50, False), (51, False)])
def test_under_half_of_the_rows_of_last_time_is_said(
    take: Take, look: Take, kept: int, doubted: bool
) -> None:
    take("deals", HEAD + many(100))
    plan = look("deals", HEAD + many(kept))
    said = [doubt for doubt in plan.doubts if "may be a part" in doubt]
    assert bool(said) is doubted
    if doubted:
        assert said == ["The file has 49 rows; list.csv had 100. It may be a part of the list."]


def test_a_partner_without_a_row_is_named(take: Take, look: Take) -> None:
    take("deals", HEAD + many(30) + many(10, "Weltbau"))
    plan = look("deals", HEAD + many(30))
    assert len(plan.missing) == 10
    assert plan.doubts == (
        "The file has no row of Weltbau, as if it were an export of other partners.",
    )


def test_one_quarter_of_the_list_is_told_by_its_days(take: Take, look: Take) -> None:
    take("deals", HEAD + many(30) + many(20, "Weltbau", 9))
    plan = look("deals", HEAD + many(30) + "Weltbau,W99,Bank,Far,open,2026-05-31,5\n")
    (doubt,) = plan.doubts
    assert doubt == (
        "The file holds deals from 1 May 2026 to 31 May 2026 only; what is missing closes outside"
        " of it."
    )


def test_a_file_of_rejected_rows_misses_nothing_and_belongs_to_its_list(
    tmp_path: Path, portfolio: Portfolio, take: Take, look: Take
) -> None:
    plan = take("deals", text(0, 1) + "Weltbau,D4,Dock,=Yard,open,2026-13-01,400\n")
    job.write_rejects(plan, tmp_path / "list rejected.csv")
    fixed = (tmp_path / "list rejected.csv").read_text("utf-8-sig").replace("13-01", "12-01")
    again = take("deals", fixed)
    assert (again.new, again.rejected, again.missing) == (1, 0, ())
    assert again.columns.fingerprint == plan.columns.fingerprint
    deal = records.find(portfolio, Deal, deal_id="D4")[0]
    assert (deal.name, deal.close_date) == ("=Yard", date(2026, 12, 1))
    assert ids(look("deals", text(0, 1))) == ["D4"]


# ---- the file and the portfolio in between ------------------------------------------------------


def test_a_file_that_changed_since_it_was_checked_is_refused(
    tmp_path: Path, portfolio: Portfolio, look: Take
) -> None:
    plan = look("deals", text(0, 1))
    (tmp_path / "list.csv").write_text(text(0, 1, 3), encoding="utf-8")
    with pytest.raises(job.FileChanged, match=r"list\.csv has changed since it was checked"):
        job.apply(portfolio, plan)
    (tmp_path / "list.csv").unlink()
    with pytest.raises(job.FileChanged, match="is not there any more"):
        job.apply(portfolio, plan)
    assert records.find(portfolio, Deal) == []


def test_a_portfolio_that_changed_since_is_refused(portfolio: Portfolio, look: Take) -> None:
    plan = look("deals", text(0, 1))
    with portfolio.change("Else"):
        portfolio.conn.execute("INSERT INTO partners (id, name, name_key) VALUES (9, 'X', 'x')")
    with pytest.raises(UserError, match="The portfolio has changed"):
        job.apply(portfolio, plan)


def test_the_summary_names_what_is_missing_and_how_to_settle_it(take: Take, look: Take) -> None:
    take("deals", text(0, 1, 2, 3, 4))
    plan = look("deals", text(0, 2, 3, 4))
    said = job.summary(plan, dry_run=True)
    assert (
        "1 open deal of earlier files like this is missing in it: 1 kept (--missing lost or"
        " delete)." in said
    )
    assert "Missing: Northwind, Pilot, from list.csv, line 3." in said
    said = job.summary(plan, Fates(LOST), dry_run=True)
    assert (
        "1 open deal of earlier files like this is missing in it: 1 closed as lost on 3 Mar 2026."
        in said
    )


def test_rejected_rows_come_as_text_for_a_workbook_too(take: Take) -> None:
    plan = take("deals", text(0) + "Weltbau,D4,Dock,'=Yard,open,2026-13-01,-400\n")
    headings, rows = job.rejects_table(plan)
    assert headings == [*next(csv.reader([HEAD.strip()])), "Line", "Column", "Reason"]
    assert rows == [
        ["Weltbau", "D4", "Dock", "=Yard", "open", "2026-13-01", "-400", "3", "close_date",
         "2026-13-01 is a day that no calendar has"],
    ]  # fmt: skip


# ---- cancelled, wherever it is ------------------------------------------------------------------


@pytest.mark.parametrize("point", range(0, 12, 2))
def test_an_import_cancelled_anywhere_leaves_the_portfolio_as_it_was(
    portfolio: Portfolio, take: Take, look: Take, point: int
) -> None:
    take("deals", text(0, 1) + many(60))
    before = dump(portfolio)
    plan = look("deals", HEAD + many(30, month=6) + many(3_500, "Weltbau"))
    told = 0

    def stop(_done: int, _total: int, _words: str) -> None:
        nonlocal told
        told += 1
        if told > point:
            raise Cancelled

    try:
        job.apply(portfolio, plan, fates=Fates(DELETE), progress=stop)
    except Cancelled:
        assert dump(portfolio) == before
    else:
        assert told <= point  # it was through before that
        portfolio.undo()
        assert dump(portfolio)[:3] == before[:3]


def dump(portfolio: Portfolio) -> list[list[object]]:
    return [
        portfolio.conn.rows(f"SELECT * FROM {table} ORDER BY id")
        for table in ("partners", "deals", "imports", "snapshots", "journal")
    ]
