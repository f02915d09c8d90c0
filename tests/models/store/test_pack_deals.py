"""A pack tells the omissions that were flagged by its day, and the order of the stages."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from models.ledgers import Omission
from models.partner import Partner
from models.store import records
from models.store.background import background
from models.store.hygiene import set_thresholds, thresholds
from models.store.pack_deals import cases
from models.store.portfolio import create
from models.store.standing import partner_file
from reports.facts import freeze

DAY = date(2022, 1, 10)


@pytest.mark.clause("C101")
def test_omissions_flagged_by_the_day_are_told_the_newest_first(tmp_path: Path) -> None:
    with create(tmp_path / "one.alliance") as book:
        with book.change("Add"):
            records.add(book, Partner(1, "Northwind"))
            for key, days in ((1, -1), (2, 0), (3, 1)):
                on = DAY + timedelta(days)
                records.add(book, Omission(key, 1, name=f"Deal {key}", flagged_on=on))
        assert [case.name for case in cases(book, 1, DAY)] == ["Deal 2", "Deal 1"]
        assert background(book, partner_file(book, 1, DAY), DAY).omissions == cases(book, 1, DAY)


@pytest.mark.clause("C102")
def test_the_partner_is_told_the_decision_and_not_who_took_it(tmp_path: Path) -> None:
    with create(tmp_path / "one.alliance") as book:
        with book.change("Add"):
            records.add(book, Partner(1, "Northwind"))
            case = Omission(
                7, 1, name="Late renewal", reason="Ask Ada first", state="rejected",
                flagged_on=DAY, decided_on=DAY, decided_by="Ada Brandt", decision="Sold by another",
            )  # fmt: skip
            records.add(book, case)
        file = partner_file(book, 1, DAY)
        told = background(book, file, DAY)
    (shown,) = freeze(file, edition="partner", background=told).background.omissions
    assert (shown.state, shown.decision) == ("rejected", "Sold by another")
    assert (shown.flagged_for, shown.decided_by) == ("", "")
    (own,) = freeze(file, background=told).background.omissions
    assert (own.flagged_for, own.decided_by) == ("Ask Ada first", "Ada Brandt")


def test_the_order_of_stages_is_that_of_the_settings(tmp_path: Path) -> None:
    from dataclasses import replace

    with create(tmp_path / "one.alliance") as book:
        with book.change("Add"):
            records.add(book, Partner(1, "Northwind"))
            set_thresholds(book, replace(thresholds(book), stages=("Talk", "Sign")))
        assert background(book, partner_file(book, 1, DAY), DAY).stages == ("Talk", "Sign")
