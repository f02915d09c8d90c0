"""The review of all partners on paper: three pages, whatever their number and names."""

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from models.portfolio_review import Cell, Member, Review
from models.program.loading import terms_on
from models.store.portfolio_review import portfolio_review
from reports.review import drawn, render
from reports.style import MARGIN, WIDTH
from tests.models.program.harbour import run_by
from tests.reports.reading import Read
from tests.sample_portfolio import sample_at

DAY = date(2026, 11, 24)
TERMS = terms_on(DAY)
TIERS = [tier.key for tier in TERMS.tiers]
NAMES = (
    "Northlight Analytics", "A" * 90, "東京海上日動システムズ株式会社", "שחר אבטחה", "شركة الأمل",
    "O'Neil & Söhne <b>", "",
)  # fmt: skip


def review(count: int) -> Review:
    members = []
    for at in range(count):
        gaps = tuple(c.id for n, c in enumerate(TERMS.criteria) if (at * 7 + n) % 5 == 0)
        cells = tuple(
            Cell(c.id, "gap" if c.id in gaps else "advice" if n == at % 9 else "met")
            for n, c in enumerate(TERMS.criteria)
        )
        held = (*TIERS, "")[at % 4]
        members.append(
            Member(
                at + 1, f"{NAMES[at % len(NAMES)]} {at}", held, TIERS[(at * 3) % 3], TIERS[0],
                at * 977_777_777 % 40_000_000_00, at * 55_555, 900, gaps, cells,
                TIERS[at % 3], (at * 333_333_333) % 9_000_000_00 - 4_000_000_00,
            )
        )  # fmt: skip
    return Review(DAY, TERMS, tuple(members), 3, date(2026, 9, 30), "Alliances")


@pytest.mark.parametrize("count", [0, 1, 2, 9, 27, 60, 400])
def test_three_pages_on_which_nothing_meets_or_leaves_the_page(count: int):
    pages = drawn(review(count), "0" * 64)
    pages.feet()
    assert len(pages.leaves) == (3 if count else 1)
    for leaf in pages.leaves:
        for box in leaf.sheet.boxes:
            assert box.left >= MARGIN - 2.5, box.text
            assert box.right <= WIDTH - MARGIN + 2.5, box.text
        for one, other in combinations(leaf.sheet.boxes, 2):
            apart = (
                one.right <= other.left + 0.4 or other.right <= one.left + 0.4
                or one.bottom <= other.top + 0.4 or other.bottom <= one.top + 0.4
            )  # fmt: skip
            assert apart, (one.text, other.text)


def test_the_same_figures_give_the_same_file():
    assert render(review(9)).data == render(review(9)).data
    assert render(review(9)).review_id != render(review(10)).review_id


def test_the_pages_say_what_the_review_says():
    found = review(9)
    text = Read(render(found).data).text
    assert "Would move today" in text
    for member in found.rising:
        if member.name.isascii() and len(member.name) < 30:
            assert member.name.strip() in text
    assert f"{len(found.lacked[0].partners)} of 9" in text


def test_every_partner_has_a_dot_and_its_figure_in_the_chart():
    pages = drawn(review(60), "0" * 64)
    charts = [node.data for node in pages.leaves[0].sheet.root if node.data]
    assert len(charts) == 1
    assert len(charts[0].categories) == 60
    assert sum(value is not None for series in charts[0].series for value in series.values) == 60


def test_a_program_without_an_amount_is_told_by_criteria(tmp_path: Path):
    with sample_at(tmp_path / "one.alliance", DAY) as portfolio:
        run_by(portfolio)
        found = portfolio_review(portfolio, DAY)
    assert found.terms.amount is None
    made = render(found)
    assert made.pages == 3
    text = Read(made.data).text
    assert "the share of the next tier’s criteria" in text
    assert "Aggregate TCV" not in text
    assert "One criterion away" in text
