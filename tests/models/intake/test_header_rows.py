"""The row of the headers, and two rows that make them together."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.intake.header_rows import headers_of
from models.intake.plan import Plan
from models.intake.sheet import open_sheet
from models.intake.workbook import Cell

Take = Callable[..., Plan]
DEAL: list[Cell] = ["Acme", "D1", "open", "2026-04-01", 100.0, 50.0]


def found(*rows: str, kind: str = "deals") -> tuple[int, list[str]]:
    return headers_of([*[row.split(",") for row in rows], DEAL], kind)


def test_one_row_of_headers_is_taken_as_it_is() -> None:
    assert found("partner,deal,status,close_date") == (
        0, ["partner", "deal", "status", "close_date"],
    )  # fmt: skip


def test_a_row_of_groups_over_the_headers_changes_nothing() -> None:
    header = "partner,deal,partner_tcv,services_tcv,status,close_date"
    assert found("Partner,,Money,,Dates,", header) == (1, header.split(","))


def test_the_same_in_two_languages_is_one_header() -> None:
    english, german = "Partner,Deal,Stage,Close date", "Partner,Geschäft,Phase,Abschlussdatum"
    assert found(english, german) == (1, german.split(","))
    assert found(german, english) == (1, english.split(","))


def test_where_one_language_is_not_known_the_other_may_be() -> None:
    names = found("Partner,Deal,Stage,Close date", "Partner,Hanke,Vaihe,Close date")[1]
    assert names == ["Partner", "Deal", "Stage", "Close date"]


def test_names_that_are_parted_over_two_rows_are_put_together() -> None:
    at, names = found("Partner,Deal,Close,Partner,Services,Deal", ",name,date,TCV,TCV,status")
    assert at == 1
    assert names == [
        "Partner", "Deal name", "Close date", "Partner TCV", "Services TCV", "Deal status",
    ]  # fmt: skip


def test_a_group_reaches_over_the_blank_cells_behind_it() -> None:
    names = found("Partner,Deal,Status,Close date,TCV,", ",,,,Partner,Services")[1]
    assert names[3:] == ["Close date", "Partner TCV", "Services TCV"]


@pytest.mark.parametrize(
    "row", ["EMEA,,,", "Acme,Status,open,2026-04-01", "Acme,New deal,won,tomorrow", "Total,,,5"]
)
def test_the_first_record_is_no_second_header(row: str) -> None:
    assert found("partner,deal,status,close_date", row)[0] == 0


def test_titles_above_the_headers_are_no_part_of_them() -> None:
    header = "partner,deal,status,close_date"
    assert found("Owner,Ana,,", "As of,3 March,,", header) == (2, header.split(","))


def test_the_upper_row_is_listed_as_skipped_and_the_rows_below_are_read(take: Take) -> None:
    text = "Partner,Deal,Status,Close date,TCV,\n,,,,Partner,Services\nAcme,D1,won,2026-01-01,7,5\n"
    plan = take("deals", text)
    assert (plan.read, plan.new, plan.rejected) == (1, 1, 0)
    assert [(skip.line, skip.why) for skip in plan.skips] == [(1, "above the headers")]
    assert plan.sheet.header_line == 2


def test_a_row_that_a_person_names_is_the_header_alone(write: Callable[..., Path]) -> None:
    path = write("Partner,Deal,Stage,Close date\nPartner,Geschäft,Phase,Abschlussdatum\nA,B,C,D\n")
    assert open_sheet(path, "deals", header_line=1).header[1] == "Deal"
