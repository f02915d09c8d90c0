"""Files that are no list of the wanted kind end in a sentence that says what they are."""

import csv
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import UserError
from models.intake.guessing import guess
from models.intake.mapping import Stated
from models.intake.recognise import guess_kind
from models.intake.sheet import open_sheet

Write = Callable[..., Path]


def refused(path: Path, kind: str = "deals") -> str:
    with pytest.raises(UserError) as said:
        guess(open_sheet(path, kind), kind, Stated())
    return said.value.message


def table(*rows: list[str]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


def test_a_history_of_stages_is_no_list_of_deals(write: Write) -> None:
    head = ["Id", "OpportunityId", "CreatedDate", "StageName", "Amount", "CloseDate"]
    text = table(
        head, *[[f"h{i}", f"d{i % 3}", "2026-01-01", "Won", "5", "2026-01-01"] for i in range(7)]
    )
    assert "a history of stage changes, many rows per deal (7 rows for 3 deals)" in refused(
        write(text)
    )


def test_changed_fields_and_lines_of_deals_are_named(write: Write) -> None:
    fields = table(["Opportunity ID", "Edit Date", "Field", "Old Value", "New Value"], ["1"] * 5)
    assert "a history of changed fields" in refused(write(fields))
    lines = table(
        ["Id", "OpportunityId", "Quantity", "UnitPrice"],
        *[[str(i), "1", "2", "3"] for i in range(3)],
    )
    assert "what belongs to deals, many rows per deal" in refused(write(lines))


def test_a_list_of_stages_is_named(write: Write) -> None:
    text = table(["Stage ID", "Label", "Probability", "Display Order"], ["1", "Won", "1.0", "1"])
    assert "a list of pipeline stages (1 row)" in refused(write(text))


def test_a_list_of_ids_is_named(write: Write) -> None:
    text = table(["deal_id", "merged_deal_id", "synced"], ["1", "2", "x"], ["1", "3", "x"])
    assert "a list of ids" in refused(write(text))


def test_a_description_of_fields_is_named(write: Write) -> None:
    text = table(["Field Name", "Data Type", "Description"], ["close_date", "Date", "When"])
    assert "a description of fields (1 row)" in refused(write(text))


def test_a_test_script_is_named(write: Write) -> None:
    text = table(["Step #", "Step by Step", "Expected Results", "Pass/Fail"], ["1", "a", "b", ""])
    assert "a test script" in refused(write(text))


def test_allowed_values_are_named(write: Write) -> None:
    depths = [9, 3, 6, 2, 7, 5]
    rows = [[f"v{c}.{r}" if r < depth else "" for c, depth in enumerate(depths)] for r in range(9)]
    text = table(["status", "stage", "country", "reason", "industry", "use"], *rows)
    assert "a list of allowed values for 6 fields" in refused(write(text))


def test_a_list_of_another_kind_is_named(write: Write) -> None:
    offerings = table(["Offering ID", "Offering Title", "Created"], ["1", "Guard", "x"])
    assert "looks like a list of offerings, not of deals" in refused(write(offerings))
    accounts = table(["Id", "Name", "Industry", "AnnualRevenue"], ["1", "Acme", "x", "5"])
    assert "looks like a list of partners, not of deals" in refused(write(accounts))
    deals = table(["Id", "Name", "StageName", "CloseDate"], ["1", "Big", "Won", "2026-01-01"])
    assert "looks like a list of deals, not of partners" in refused(write(deals), "partners")


def test_deals_without_any_amount_or_date_are_named(write: Write) -> None:
    text = table(
        ["deal_id", "dealname", "dealstage", "amount", "closedate"], ["1", "a", "won", "", ""]
    )
    assert "holds 1 deal without a single amount or close date" in refused(write(text))


def test_rows_that_are_all_deleted_are_named_with_what_is_hashed(write: Write) -> None:
    hashed = "GavUFuuf4DrnQAoiRGlWpQ=="
    text = table(
        ["id", "name", "stage_name", "close_date", "is_deleted"],
        ["1", "a", hashed, "2026-01-01", "true"],
        ["2", "b", hashed, "2026-01-01", "TRUE"],
    )
    said = refused(write(text))
    assert "All 2 rows of list.csv are marked as deleted" in said
    assert "stage_name hold" in said
    kept = guess(open_sheet(write(text), "deals"), "deals", Stated(deleted="keep"))
    assert "stage" in kept.columns


def test_one_row_and_one_deal_are_told_as_one(write: Write) -> None:
    assert "The one row of list.csv is marked as deleted" in refused(
        write("Id,StageName,CloseDate,IsDeleted\nA,Won,2026-01-01,true\n")
    )
    assert "(1 row for 1 deal)" in refused(write("Id,Opportunity ID,StageName\n1,A,Won\n"))
    said = refused(write("partner,status,close_date,amount\nA,won,,\n"))
    assert "holds 1 deal without" in said


def test_one_row_that_stands_is_enough(write: Write) -> None:
    text = table(
        ["id", "name", "stage_name", "close_date", "is_deleted"],
        ["1", "a", "Won", "2026-01-01", "true"],
        ["2", "b", "Won", "2026-01-01", "false"],
    )
    asked = guess(open_sheet(write(text), "deals"), "deals", Stated()).questions
    assert [question.id for question in asked if not question.needed] == ["deleted"]


def test_what_a_person_states_is_not_argued_with(write: Write) -> None:
    text = table(["Field Name", "Data Type", "Outcome", "Day"], ["Acme", "x", "won", "2026-01-01"])
    stated = Stated({"Field Name": "partner", "Outcome": "status", "Day": "close_date"})
    assert guess(open_sheet(write(text), "deals"), "deals", stated).questions == ()


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("partner,nda_signed_on,region", "partners"),
        ("Partner Name", "partners"),
        ("partner,name,role,email", "contacts"),
        ("Company,First Name,Last Name,Role", "contacts"),
        ("partner,offering,standard,geographies", "offerings"),
        ("partner,person,kind,completed_on", "trainings"),
        ("partner,deal,status,close_date,amount", "deals"),
        ("Id,Name,StageName,CloseDate,Amount", "deals"),
        ("Firma;Projekt;Abschluss;Wert;Status", "deals"),
        ("Partner;Kunde;Vorhaben;Wann;Summe;Stand", "deals"),
        ("Partenaire;Client;Affaire;Clôture;Montant;Étape", "deals"),
        ("Partner;Region;Notizen;Stand", "partners"),
        ("colour,shape", ""),
    ],
)
def test_headers_say_which_list_a_file_is(write: Write, header: str, kind: str) -> None:
    mark = ";" if ";" in header else ","
    row = mark.join("x" for _ in header.split(mark))
    assert guess_kind(open_sheet(write(f"{header}\n{row}\n"))) == kind


def test_an_ordinary_list_is_never_taken_for_allowed_values(tmp_path: Path) -> None:
    chance = random.Random(5)
    path = tmp_path / "deals.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["partner", "deal_id", "deal", "customer", "status", "close_date", "amount"]
        )
        for i in range(40):
            writer.writerow(
                [
                    f"P{i}",
                    i,
                    f"Deal {i}",
                    f"C{i}",
                    "won",
                    f"2026-01-{i % 28 + 1:02}",
                    chance.random(),
                ]
            )
    assert "status" in guess(open_sheet(path, "deals"), "deals", Stated()).columns
