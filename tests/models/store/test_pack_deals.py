"""A pack tells the omissions that were flagged by its day, and the order of the stages."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.ledgers import Omission
from models.partner import Partner
from models.store import evidence, records
from models.store import omission_review as review
from models.store.background import background
from models.store.hygiene import set_thresholds, thresholds
from models.store.pack_deals import cases
from models.store.packs import packed
from models.store.portfolio import create
from models.store.standing import partner_file
from reports.facts import freeze
from reports.pack import render

DAY = date(2022, 1, 10)
CLOSE = date(2021, 9, 1)


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


@pytest.mark.clause("C101")
def test_a_case_is_told_as_it_stood_on_the_packs_day(tmp_path: Path) -> None:
    with create(tmp_path / "one.alliance") as book:
        with book.change("Add"):
            records.add(book, Partner(1, "Northwind"))
        made = review.open_case(book, 1, DAY, reason="Mail", by_whom="Kim", name="Rollout",
                                status="won", close_date=CLOSE, partner_minor=500)  # fmt: skip
        for at, step in enumerate(("review", "accept"), start=1):
            on = DAY + timedelta(at)
            review.take(book, made, step, on, by_whom="Ada", words="It was won jointly")
        told = [cases(book, 1, DAY + timedelta(days))[0] for days in range(3)]
    assert [one.state for one in told] == ["flagged", "under_review", "accepted"]
    assert [bool(one.deal_id) for one in told] == [False, False, True]
    assert [one.decision for one in told] == ["", "", "It was won jointly"]


SECRETS = ("SENTINEL-reason", "SENTINEL-note", "SENTINEL-who", "SENTINEL-file")


@pytest.mark.clause("C102")
@pytest.mark.parametrize("edition", ["internal", "partner"])
def test_an_accepted_case_reads_right_in_a_pack_and_keeps_the_hosts_words_from_the_partner(
    tmp_path: Path, edition: str
) -> None:
    reason, note, who, file = SECRETS
    with create(tmp_path / "one.alliance") as book:
        with book.change("Add"):
            records.add(book, Partner(1, "Northwind"))
        case = review.open_case(book, 1, DAY, reason=reason, by_whom=who, name="Late renewal",
                                status="won", close_date=CLOSE, partner_minor=500)  # fmt: skip
        evidence.add(book, 1, f"{file}.txt", b"An order", DAY, record_id=case)
        for step in ("review", "accept"):
            review.take(book, case, step, DAY, by_whom=who, note=note, words="It was won jointly")
        told = packed(book, 1, DAY)
    facts = freeze(told.file, edition=edition, checked=told.checked, proofs=told.proofs,
                   background=told.background)  # fmt: skip
    data, _, _ = render(facts)
    words = " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split()
    )
    assert "Omission cases" in words
    assert "One omission case, decided" in words
    assert "It was won jointly" in words
    assert "Accepted" in words
    for secret in (reason, who):
        assert (secret in words) is (edition == "internal")
    assert note not in words
    if edition == "partner":
        assert not any(secret in words for secret in SECRETS)


def test_the_order_of_stages_is_that_of_the_settings(tmp_path: Path) -> None:
    from dataclasses import replace

    with create(tmp_path / "one.alliance") as book:
        with book.change("Add"):
            records.add(book, Partner(1, "Northwind"))
            set_thresholds(book, replace(thresholds(book), stages=("Talk", "Sign")))
        assert background(book, partner_file(book, 1, DAY), DAY).stages == ("Talk", "Sign")
