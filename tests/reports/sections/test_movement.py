"""The page on movement: what it comes to, steps that add up, a line against its target, moves."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.background import NOTHING, Background
from models.deal import Rate
from models.ids import new_id
from models.store import records
from models.store.packs import packed
from models.store.standing import partner_ids
from models.text import money_said
from reports.facts import PackFacts, freeze
from reports.figures import Figures
from reports.pack import drawn
from reports.sections.movement import SECTION
from tests.models.program.harbour import run_by
from tests.reports import background_builder as builder
from tests.reports import facts_builder
from tests.reports.looking import pages, picture, pictures, text, told, well_laid, with_words
from tests.sample_portfolio import sample_at

FULL = builder.full()
DAY = date(2026, 11, 24)
CJK = "東京海上日動システムズ株式会社 次世代認証基盤"
HUGE = 9_999_999_999_999_99
CASES = {
    "usual": told(facts_builder.silver(), FULL),
    "for the partner": told(facts_builder.silver(), FULL, edition="partner"),
    "with words": told(facts_builder.silver(), FULL, plan=with_words("movement")),
    "long names": told(
        facts_builder.far_away(), replace(FULL, movement=builder.movement(40, name=CJK * 4)),
        plan=with_words("movement"),
    ),
    "one long word": told(
        facts_builder.silver(), replace(FULL, movement=builder.movement(40, name="x" * 590))
    ),
    "nothing moved": told(
        facts_builder.platinum(), replace(FULL, movement=builder.movement(0))
    ),
    "steps below nothing": told(
        facts_builder.silver(),
        replace(FULL, movement=builder.movement(12, opening=100, added=5_000, won=-300_000_000)),
    ),
    "huge sums": told(
        facts_builder.platinum(),
        replace(FULL, course=builder.course(9, HUGE), movement=builder.movement(opening=HUGE)),
    ),
    "no course": told(facts_builder.platinum(), replace(FULL, course=builder.course(1))),
    "no movement": told(
        facts_builder.platinum(), replace(FULL, movement=None, course=builder.course(2))
    ),
    "one move": told(
        facts_builder.silver(), replace(FULL, movement=builder.movement(1, added=48_000_000))
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_everything_keeps_its_place(case: str) -> None:
    [leaf] = pages(CASES[case], "movement")
    well_laid(leaf)
    assert pictures(leaf)


@pytest.mark.clause("C105")
def test_the_steps_add_up_to_the_closing_to_the_cent() -> None:
    [leaf] = pages(CASES["usual"], "movement")
    chart = picture(leaf, "waterfall").data
    assert chart is not None
    *steps, closing = (value or 0 for value in chart.series[0].values)
    assert sum(steps) == closing == FULL.movement.closing  # type: ignore[union-attr]


def test_a_cut_axis_is_said_on_the_page_and_in_the_words_of_the_chart() -> None:
    small, large = CASES["usual"], CASES["steps below nothing"]
    [leaf] = pages(small, "movement")
    assert "drawn shortened" in leaf.source
    assert "drawn shortened" in picture(leaf, "waterfall").alt
    [leaf] = pages(large, "movement")
    assert "shortened" not in leaf.source + picture(leaf, "waterfall").alt


def test_the_line_is_held_against_the_target_that_the_pack_measures_by() -> None:
    [leaf] = pages(CASES["usual"], "movement")
    chart = picture(leaf, "line").data
    assert chart is not None
    target = dict(Figures(CASES["usual"]).money_targets())
    tier = Figures(CASES["usual"]).target
    assert list(chart.targets) == [(tier.label, target[tier])]
    assert len(chart.categories) == 6


def test_a_program_without_an_amount_has_the_open_pipeline_in_its_place(tmp_path: Path) -> None:
    with sample_at(tmp_path / "one.alliance", DAY) as portfolio:
        run_by(portfolio)
        with portfolio.change("A rate"):
            records.add(portfolio, Rate(new_id(), "USD", date(2026, 1, 1), "0.9"))
        found = packed(portfolio, partner_ids(portfolio)[0], DAY)
    [leaf] = pages(freeze(found.file, background=found.background), "movement")
    assert "Aggregate TCV" not in text(leaf)
    first = picture(leaf, "line").data
    assert first is not None
    assert (first.series[0].name, list(first.targets)) == ("Open pipeline", [])
    assert first.series[0].values[-1] == found.background.movement.closing  # type: ignore[union-attr]
    well_laid(leaf)


def test_what_is_open_in_the_window_is_told_beside_all_that_is_open() -> None:
    facts = CASES["usual"]
    inside = money_said(Figures(facts).sums["pipeline"].total, "USD")
    assert f"{inside} is due in the window." in text(pages(facts, "movement")[0])


def test_moves_that_do_not_fit_are_counted() -> None:
    [leaf] = pages(CASES["long names"], "movement")
    words = text(leaf)
    shown = words.count("東京海上")
    assert 1 <= shown < 12
    assert f"and {40 - shown} smaller moves" in words
    assert "smaller" not in text(pages(CASES["one move"], "movement")[0])


@pytest.mark.parametrize("facts", [facts_builder.silver(), facts_builder.empty()])
def test_a_first_pack_without_an_earlier_list_says_so_in_one_line(facts: PackFacts) -> None:
    for background in (NOTHING, replace(NOTHING, course=builder.course(1))):
        book = drawn(told(facts, background), "0" * 64)
        assert book.nothing["movement"] == SECTION.nothing(Figures(told(facts, background)))
        assert "no movement can be told" in book.nothing["movement"]


def test_where_nothing_was_open_and_nothing_counts_one_line_says_so() -> None:
    still = replace(
        builder.movement(0, opening=0), opening_deals=0, closing_deals=0, missing="Two lack a rate."
    )
    flat = tuple(point._replace(total=0, open_minor=0, open_deals=0) for point in builder.course(3))
    book = drawn(told(facts_builder.silver(), Background(course=flat, movement=still)), "0" * 64)
    assert book.nothing["movement"].startswith("No open deal has an exchange rate")
    once = flat[0]._replace(open_deals=1)
    background = Background(course=(once, *flat[1:]), movement=still)
    assert pages(told(facts_builder.silver(), background), "movement")


def test_both_editions_tell_the_same_movement() -> None:
    one, other = (pages(CASES[case], "movement")[0] for case in ("usual", "for the partner"))
    assert one.title == other.title
    assert picture(one, "waterfall").alt == picture(other, "waterfall").alt
