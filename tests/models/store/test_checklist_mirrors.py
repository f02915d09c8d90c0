"""Answers that stand in the records: read from there, and written there."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.checklist.mirrors import MIRRORS, read
from models.errors import UserError
from models.ids import new_id
from models.partner import Agreement, Partner
from models.store import records
from models.store.checklist_mirrors import write
from models.store.portfolio import Portfolio, create
from models.store.standing import partner_file

DAY = date(2026, 11, 24)
VALUES = {"yes_no": "yes", "text": "Two engineers", "date": "2026-03-05"}


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        with made.change("Add"):
            records.add(made, Partner(1, "Northwind"))
        yield made


def told(portfolio: Portfolio, name: str):
    return read(partner_file(portfolio, 1, DAY), name, DAY)


def papers(portfolio: Portfolio, kind: str = "nda") -> list[Agreement]:
    return records.find(portfolio, Agreement, partner_id=1, kind=kind)


@pytest.mark.parametrize("name", MIRRORS)
def test_what_is_written_is_what_is_read_and_blank_clears_it(
    portfolio: Portfolio, name: str
) -> None:
    value = VALUES[MIRRORS[name].kind]
    write(portfolio, 1, name, value)
    assert told(portfolio, name).value == value
    write(portfolio, 1, name, "")
    assert told(portfolio, name).value == ("no" if value == "yes" else "")


@pytest.mark.clause("C048")
def test_a_mirrored_answer_is_the_record_itself_and_one_step(portfolio: Portfolio) -> None:
    write(portfolio, 1, "partners.deal_registration", "yes")
    assert records.get(portfolio, Partner, 1).deal_registration
    portfolio.undo()
    assert not records.get(portfolio, Partner, 1).deal_registration


@pytest.mark.parametrize("value", ["partly", "na"])
def test_what_the_record_can_not_hold_is_refused(portfolio: Portfolio, value: str) -> None:
    with pytest.raises(UserError, match="which know only Yes and No"):
        write(portfolio, 1, "partners.free_training", value)
    with pytest.raises(UserError, match=r"no field 'partners\.age'"):
        write(portfolio, 1, "partners.age", value)


@pytest.mark.clause("C052", "C053", "C054")
def test_the_newest_paper_of_the_kind_is_edited_and_one_is_added_where_there_is_none(
    portfolio: Portfolio,
) -> None:
    write(portfolio, 1, "agreements.nda.signed_on", "2026-03-05")
    [first] = papers(portfolio)
    assert first.signed_on == date(2026, 3, 5)
    with portfolio.change("Add"):
        records.add(portfolio, Agreement(new_id(), 1, "nda", date(2020, 1, 1)))
    write(portfolio, 1, "agreements.nda.expires_on", "2027-03-04")
    assert [(one.signed_on, one.expires_on) for one in papers(portfolio)] == [
        (date(2026, 3, 5), date(2027, 3, 4)),
        (date(2020, 1, 1), None),
    ]
    write(portfolio, 1, "agreements.procurement_agreement.signed_on", "")
    assert papers(portfolio, "procurement_agreement") == []


@pytest.mark.parametrize(("last", "expired"), [("2026-11-23", True), ("2026-11-24", False)])
def test_a_paper_holds_to_the_end_of_its_last_day(
    portfolio: Portfolio, last: str, expired: bool
) -> None:
    write(portfolio, 1, "agreements.nda.signed_on", "2025-01-01")
    write(portfolio, 1, "agreements.nda.expires_on", last)
    told_on = told(portfolio, "agreements.nda.signed_on").expires_on
    assert told_on is not None
    assert (told_on < DAY) == expired
    assert told(portfolio, "agreements.nda.signed_on").place == "people"


def test_a_paper_without_a_last_day_needs_none(portfolio: Portfolio) -> None:
    write(portfolio, 1, "agreements.nda.signed_on", "2025-01-01")
    assert told(portfolio, "agreements.nda.expires_on").state == "met"
    write(portfolio, 1, "agreements.nda.signed_on", "2027-01-01")
    found = told(portfolio, "agreements.nda.signed_on")
    assert found.state == "in_progress"
    assert found.said == "Non-disclosure agreement: signed only on 1 Jan 2027."


def test_a_paper_signed_today_is_signed(portfolio: Portfolio) -> None:
    write(portfolio, 1, "agreements.nda.signed_on", DAY.isoformat())
    found = told(portfolio, "agreements.nda.signed_on")
    assert found.state == ""
    assert found.said.endswith("signed on 24 Nov 2026.")


def test_a_paper_that_nobody_signed_neither_holds_for_ever_nor_runs_out(
    portfolio: Portfolio,
) -> None:
    with portfolio.change("Add"):
        records.add(portfolio, Agreement(5, 1, "nda"))
    assert told(portfolio, "agreements.nda.expires_on").state == ""
    write(portfolio, 1, "agreements.nda.expires_on", "2026-11-23")
    assert told(portfolio, "agreements.nda.signed_on").expires_on is None


def test_of_several_papers_the_newest_of_its_own_kind_is_read_and_written(
    portfolio: Portfolio,
) -> None:
    with portfolio.change("Add"):
        records.add(portfolio, Agreement(5, 1, "nda", date(2020, 1, 1)))
        records.add(portfolio, Agreement(6, 1, "nda", date(2024, 1, 1)))
        records.add(portfolio, Agreement(7, 1, "procurement_agreement", date(2025, 1, 1)))
    assert told(portfolio, "agreements.nda.signed_on").value == "2024-01-01"
    write(portfolio, 1, "agreements.nda.expires_on", "2027-01-01")
    assert [one.expires_on for one in papers(portfolio)] == [None, date(2027, 1, 1)]
    assert [one.expires_on for one in papers(portfolio, "procurement_agreement")] == [None]
