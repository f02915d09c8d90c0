"""Each column of a file says where it goes and how it was read, in a few words."""

import pytest

from models.intake import job, telling
from models.intake.kinds import KINDS
from tests.models.intake.conftest import TODAY

HEAD = "Partner,Deal Name,Stage,Close Date,Amount,Owner\n"


def said(portfolio, path, **options) -> dict[str, telling.ColumnSaid]:
    opened = job.open_job(path, "deals", **options)
    plan = job.check(portfolio, opened, today=TODAY)
    return {column.heading: column for column in telling.columns_said(opened, plan, "USD")}


def test_every_column_of_ours_has_a_name_of_its_own():
    for kind in KINDS:
        labels = [label for _, label in telling.fields(kind)]
        assert len(set(labels)) == len(labels)
        assert all(label[:1].isupper() and "_" not in label for label in labels)


def test_a_column_says_its_first_values_and_where_it_goes(portfolio, write):
    columns = said(portfolio, write(HEAD + "A,One,Proposal,2026-12-03,5,me\nB,,Proposal,,6,\n"))
    assert columns["Deal Name"][2:] == ("One", "deal", "met", "1 blank")
    assert columns["Partner"][2:] == ("A, B", "partner", "met", "2 partners")
    assert columns["Owner"][2:] == ("me", "", "no_data", "Not imported")
    assert columns["Close Date"][3:] == ("close_date", "short", "1 row without it")


def test_dates_and_amounts_show_how_they_are_read(portfolio, write):
    rows = 'A,One,Proposal,31.12.2026,"1.234,50",me\n'
    columns = said(portfolio, write(HEAD + rows))
    assert columns["Close Date"].words == "Read as 31 Dec 2026"
    assert columns["Amount"].words == "Read as $1,234.50"
    assert columns["Amount"].samples == "1.234,50"


def test_what_can_be_read_two_ways_is_marked(portfolio, write):
    columns = said(portfolio, write(HEAD + "A,One,Proposal,03/12/2026,5,me\n"))
    assert columns["Close Date"][4:] == ("at_risk", "Can be read two ways")


def test_cells_that_cannot_be_read_are_counted(portfolio, write):
    rows = "A,One,Proposal,2026-12-03,much,\nA,Two,Proposal,2026-12-03,5,\n"
    assert said(portfolio, write(HEAD + rows))["Amount"][4:] == ("short", "1 row can't be taken")


def test_the_words_of_a_stage_are_counted_as_known_or_not(portfolio, write):
    rows = "A,One,Proposal,2026-12-03,1,\nA,Two,Bestellt,2026-12-03,5,\n"
    assert said(portfolio, write(HEAD + rows))["Stage"][4:] == (
        "at_risk",
        "1 of 2 words not known",
    )


def test_ids_in_place_of_names_are_noticed_until_a_file_resolves_them(portfolio, write):
    head = "Id,AccountId,Name,StageName,CloseDate\n"
    path = write(head + "006Ec00000AieKF,001Ec00000GGw3i,SOC,Proposal,2026-12-03\n")
    lookup = write("Id,Name\n001Ec00000GGw3i,Patterson\n", "accounts.csv")
    assert said(portfolio, path)["AccountId"].words == "Ids, not names"
    assert said(portfolio, path, lookup=lookup)["AccountId"].words == "1 filled"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Export deals that still stand, or say --deleted keep to import these.",
         "Export deals that still stand."),
        ("3 rows marked as deleted and left out (--deleted keep).",
         "3 rows marked as deleted and left out."),
        ("is no status that is known (open); say what it means in a --mapping file",
         "is no status that is known (open)"),
        ("“AccountId” holds ids; --lookup with the export's accounts names them.",
         "“AccountId” holds ids."),
        ("Give the export's file of accounts with --lookup.", ""),
        ("is missing", "is missing"),
    ],
)  # fmt: skip
def test_the_window_leaves_out_what_only_the_command_line_can_do(told, shown):
    assert telling.for_window(told) == shown


def test_a_file_says_how_it_was_read(write):
    latin = write((HEAD + "Müller,One,Proposal,2026-12-03,5,\n").replace(",", ";").encode("cp1252"))
    assert telling.read_as(job.open_job(latin, "deals").sheet) == ["Windows-1252", "semicolon"]
