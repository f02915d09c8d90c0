"""Which sections a document has, in which order, and how many pages it may take."""

from collections.abc import Iterator
from datetime import date

import pytest

from models.pack_plan import APPENDIX, KINDS, PackPlan
from models.partner import Partner
from models.store import records
from models.store.packs import Packed, packed
from reports.facts import EDITIONS, freeze
from reports.kinds import chosen, offered
from reports.pack import drawn
from reports.sections import BODY
from tests.reports import background_builder, facts_builder
from tests.sample_portfolio import sample_at

DAY = date(2026, 11, 24)
MOST = {"full": 16, "short": 8, "pipeline_review": 7, "briefing": 1, "mid_year": 2}


@pytest.fixture(scope="module")
def partners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Packed]]:
    path = tmp_path_factory.mktemp("kinds") / "sample.alliance"
    with sample_at(path, DAY) as portfolio:
        yield [packed(portfolio, one.id, DAY) for one in records.find(portfolio, Partner)]


def keys(plan: PackPlan) -> list[str]:
    return [section.key for section in chosen(freeze(facts_builder.silver().file, plan=plan))]


def body(facts) -> list[str]:
    """The section of each page that is read through: neither the cover nor the appendix."""
    leaves = drawn(facts, "0" * 64).leaves
    return [
        leaf.section.key for leaf in leaves if not leaf.plain and leaf.section.key not in APPENDIX
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_partner_of_the_sample_gets_more_pages_than_its_kind_allows(partners, kind, edition):
    for one in partners:
        facts = freeze(
            one.file, edition=edition, checked=one.checked, proofs=one.proofs,
            background=one.background, plan=PackPlan(kind=kind),
        )  # fmt: skip
        pages = body(facts)
        assert 1 <= len(pages) <= MOST[kind], (one.file.partner.name, pages)


def test_where_the_pages_are_few_the_pipeline_gives_way_before_the_tier(partners):
    found = []
    for one in partners:
        facts = freeze(one.file, background=one.background)
        pages = body(facts)
        found.append((pages.count("tier"), pages.count("pipeline")))
        assert len(pages) <= 16
    assert (2, 2) in found
    assert (1, 1) in found
    assert all(tier == 2 for tier, pipeline in found if pipeline == 2)


@pytest.mark.parametrize("kind", KINDS)
def test_four_hundred_deals_and_actions_stay_within_the_limit_too(kind):
    background = background_builder.full()
    facts = freeze(
        facts_builder.many(400).file, plan=PackPlan(kind=kind), background=background
    )  # fmt: skip
    assert len(body(facts)) <= MOST[kind]


def test_the_full_pack_has_every_section_but_the_one_sheet():
    assert [section.key for section in offered("full")] == [
        section.key for section in BODY if section.key != "briefing"
    ]


def test_the_appendix_comes_last():
    found = [section.key in APPENDIX for section in offered("full")]
    assert found == sorted(found)


def test_no_short_kind_has_an_appendix():
    for kind in KINDS:
        if kind != "full":
            assert not {section.key for section in offered(kind)} & set(APPENDIX)


@pytest.mark.clause("C103")
def test_a_monthly_review_is_the_pipeline_and_what_to_do_about_it():
    assert keys(PackPlan(kind="pipeline_review")) == [
        "pipeline", "movement", "deals", "next-quarter",
    ]  # fmt: skip


@pytest.mark.clause("C071")
def test_a_status_within_the_year_is_the_tier_and_how_its_total_came_about():
    assert keys(PackPlan(kind="mid_year")) == ["tier", "tcv"]


def test_a_person_orders_sections_and_leaves_some_out():
    plan = PackPlan(
        kind="pipeline_review", order=("deals", "no such", "pipeline"), left_out=("movement",)
    )
    assert keys(plan) == ["deals", "pipeline", "next-quarter"]


@pytest.mark.parametrize(("kind", "pages"), [("full", 2), ("short", 1), ("mid_year", 1)])
def test_the_tier_takes_one_page_where_room_is_short(kind, pages):
    facts = freeze(facts_builder.silver().file, plan=PackPlan(kind=kind))
    assert body(facts).count("tier") == pages
