"""The rows of a plan are listed as a person compares them: first, new, changed, rejected."""

from models.intake import job, showing
from models.partner import Partner
from models.store import records
from models.store.deals import partner_names
from tests.models.intake.conftest import TODAY

HEAD = "partner,deal_id,deal,status,close_date,partner_tcv,services_tcv\n"
ROWS = "A,D1,One,open,2026-12-03,100,5\nA,D2,Two,won,2026-01-05,7,0\n"


def checked(portfolio, path, kind="deals"):
    opened = job.open_job(path, kind)
    return opened, job.check(portfolio, opened, today=TODAY)


def bring_in(portfolio, path, kind="deals"):
    _, plan = checked(portfolio, path, kind)
    job.apply(portfolio, plan)


def test_the_first_rows_say_what_becomes_of_each(portfolio, write):
    bring_in(portfolio, write(HEAD + ROWS))
    rows = (
        ROWS.replace("100,5", "100,6") + "A,D3,Three,open,soon,1,1\nA,D4,Four,open,2026-12-05,1,1\n"
    )
    opened, plan = checked(portfolio, write(HEAD + rows))
    headings, found = showing.preview(opened, plan, "USD")
    assert headings[-1] == "Result"
    assert [(row.cells[-1], row.tone) for row in found] == [
        ("Updates 2 fields", "accent"),
        ("Same", "text_3"),
        ("Close date “soon” is no date that can be read", "short"),
        ("New", "met"),
    ]
    assert "$100.00" in found[0].cells


def test_a_preview_leaves_out_what_the_file_does_not_fill(portfolio, write):
    text = "partner,deal,status,close_date,stage\nA,B,open,2026-12-03,\n"
    opened, plan = checked(portfolio, write(text))
    headings, _ = showing.preview(opened, plan, "USD")
    assert headings == ["Partner", "Deal", "Status", "Close date", "Result"]


def test_changes_show_old_and_new_in_words(portfolio, write):
    bring_in(portfolio, write(HEAD + ROWS))
    rows = ROWS.replace("A,D1,One,open,2026-12-03,100,5", "B,D1,One,lost,2026-12-04,100,5.50")
    _, plan = checked(portfolio, write(HEAD + rows))
    names = dict(partner_names(portfolio)) | {
        row[0]: row[1] for batch in plan.batches if batch.table == "partners" for row in batch.rows
    }
    assert [row.cells[2:] for row in showing.changed(plan, names, "USD")] == [
        ("Partner", "A", "B"),
        ("Status", "Open", "Lost"),
        ("Close date", "3 Dec 2026", "4 Dec 2026"),
        ("Services portion", "5.00", "5.50"),
    ]


def test_new_records_are_listed_without_the_changed_ones(portfolio, write):
    bring_in(portfolio, write(HEAD + ROWS))
    rows = ROWS.replace("Two", "Second") + "A,D3,Three,open,2026-12-05,1,1\n"
    _, plan = checked(portfolio, write(HEAD + rows))
    found = showing.new(portfolio, plan, dict(partner_names(portfolio)))
    assert [row.cells for row in found] == [("4", "Three", "A", "Open", "5 Dec 2026", "", "$2.00")]


def test_rejected_and_skipped_rows_are_told_by_line(portfolio, write):
    rows = "A,D1,One,open,soon,1,1\n,D2,Two,open,2026-12-05,1,1\nTotal,,,,,2,2\n"
    _, plan = checked(portfolio, write(HEAD + rows))
    assert [row.cells for row in showing.rejected(plan)] == [
        ("2", "Close date", "soon", "is no date that can be read"),
        ("3", "Partner", "", "is missing"),
    ]
    assert [row.cells[:2] for row in showing.skipped(plan)] == [("4", "A sum")]


def test_a_changed_partner_shows_its_facts_in_words(portfolio, write):
    with portfolio.change("Add A"):
        records.add(portfolio, Partner(7, "A", region="EMEA"))
    text = "partner,region,shield_sponsorship,nda_signed_on\nA,APAC,yes,2026-02-03\n"
    _, plan = checked(portfolio, write(text), "partners")
    cells = {row.cells[2]: row.cells[3:] for row in showing.changed(plan, {}, "USD")}
    assert cells["Region"] == ("EMEA", "APAC")
    assert cells["Shield sponsorship"] == ("No", "Yes")
