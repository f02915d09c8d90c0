"""The list of every deal: ids that begin alike stay apart, and its last page is not left alone."""

import re
from dataclasses import replace
from datetime import date

import pytest

from models.partner import Partner
from reports.facts import freeze
from tests.reports.deals_builder import case, deal, facts, pages, titles, words
from tests.reports.facts_builder import many, partner_file, some_deals
from tests.reports.reading import Read, read

FORMS = {
    "a common beginning": "OPPORTUNITY-EMEA-2026-{:06d}",
    "an end in common as well": "OPPORTUNITY-{:06d}-EMEA-2026-SECURITY",
    "eighteen characters": "0065e00000K{:04d}AAM",
}


def with_ids(form: str) -> Read:
    deals = [
        replace(deal, deal_id=form.format(number))
        for number, deal in enumerate(some_deals(60, 12_000_000), 1)
    ]
    return read(freeze(partner_file(deals, partner=Partner(1, "Summit Data Services"))))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_ids_that_are_too_long_for_their_column_can_be_told_apart(form):
    pages = [page for page in with_ids(form).pages if "ALL DEALS" in page]
    shown = re.findall(r"\S*…\S*(?=\s)", " ".join(pages))
    assert len({word for word in shown if re.search(r"\d", word)}) == 60


def test_a_deal_past_its_day_is_said_whole_and_the_window_is_not_repeated():
    [page] = pages(facts([deal(1, close=date(2021, 11, 1)), deal(2)]), "all-deals")
    told = [box.text for box in page.sheet.boxes]
    assert "late: before the window" in told
    assert "in the window" in told


def test_short_ids_are_left_whole():
    text = read(many(40)).text
    assert all(f"OP-{20_000 + number}" in text for number in range(1, 41))


@pytest.mark.parametrize("count", range(60, 76))
def test_the_last_page_holds_more_than_a_row(count):
    pages = [page for page in read(many(count)).pages if "ALL DEALS" in page]
    ids = [len(set(re.findall(r"OP-2\d{4}", page))) for page in pages]
    assert sum(ids) == count
    assert len(ids) > 1
    assert ids[-1] * 4 >= ids[-2]


@pytest.mark.clause("C101")
@pytest.mark.clause("C102")
def test_a_partner_reads_what_was_decided_of_its_omissions_and_not_our_words():
    told = case(1, "rejected", decision="Sold by another", decided_by="Ada", flagged_for="Check it")
    for edition, ours in (("internal", True), ("partner", False)):
        said = " ".join(words(facts([deal(1)], edition, omissions=(told,)), "all-deals").split())
        for word in ("Renewal 1", "Rejected", "Sold by another", "$123,456.78"):
            assert word in said
        assert ("Decided by Ada. Check it" in said) is ours
        assert ("Flagged for" in said) is ours


def test_omissions_alone_have_a_page_and_neither_has_none():
    assert titles(facts([], omissions=(case(1),)), "all-deals") == [
        "One omission case, not decided yet"
    ]
    assert titles(facts([]), "all-deals") == []


def test_many_omissions_go_on_over_several_pages():
    cases = tuple(case(key, decision="A reason in words. " * 6) for key in range(1, 80))
    made = facts([deal(1)], omissions=cases)
    found = pages(made, "all-deals")
    assert len(found) > 2
    assert all(f"Renewal {key}" in words(made, "all-deals") for key in (1, 40, 79))


def test_a_deal_that_was_added_for_an_omission_is_led_to():
    made = facts([deal(7)], omissions=(case(1, "accepted", deal_id=7), case(2)))
    (leaf,) = pages(made, "all-deals")
    assert [link.target for link in leaf.sheet.links] == ["deal-7"]
    assert "deal-7" in leaf.sheet.anchors


def test_one_deal_is_told_in_the_singular():
    assert titles(facts([deal(1)]), "all-deals") == ["The one deal on record counts: $100,000"]
