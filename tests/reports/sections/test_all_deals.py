"""The list of every deal: ids that begin alike stay apart, and its last page is not left alone."""

import re
from dataclasses import replace

import pytest

from models.partner import Partner
from reports.facts import freeze
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
