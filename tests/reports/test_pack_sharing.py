"""Short sections share a page: each keeps its title, its place, its figures and its links."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.action import Action
from models.background import Background
from models.governance.outcomes import Resolution
from models.governance.told import Risk
from models.pack_plan import PackPlan, Words
from reports.facts import EDITIONS, PackFacts
from reports.facts_csv import to_csv
from reports.figures import Figures
from reports.kinds import LONGEST
from reports.pack import drawn
from reports.page import Book
from reports.parts import parts_of
from tests.reports import background_builder, facts_builder
from tests.reports.facts_builder import DAY
from tests.reports.looking import text, told, well_laid
from tests.reports.reading import read
from tests.reports.slides_reading import Deck, shapes

DECIDED = Resolution(1, 1, "Fund two seats", state="taken", decided_on=DAY, outcome="Two seats")


def owed(count: int) -> tuple[Action, ...]:
    return tuple(
        Action(
            n, 1, f"Step {n}", owner="Ada Brandt", side="partner", due_on=DAY - timedelta(days=9)
        )
        for n in range(1, count + 1)
    )


def facts(count: int, edition: str = "partner", plan: PackPlan | None = None) -> PackFacts:
    known = Background(actions=owed(count), resolutions=(DECIDED,))
    return told(facts_builder.platinum(), known, edition=edition, plan=plan or PackPlan())


def book(made: PackFacts) -> Book:
    return drawn(made, "0" * 64)


def page_of(made: Book, key: str) -> int:
    return next(number for number, leaf in made.told() if leaf.section.key == key)


def test_a_decision_and_few_commitments_stand_on_one_page() -> None:
    made = book(facts(3))
    assert page_of(made, "decisions") == page_of(made, "commitments")
    page = made.leaves[page_of(made, "decisions") - 1]
    well_laid(page)
    assert [one.section.key for one in page.all] == ["decisions", "commitments"]
    for one in page.all:
        assert " ".join(one.title.split()) in " ".join(text(page).split())


def test_they_part_where_both_have_no_room() -> None:
    shared = [count for count in range(1, 20) if _is_shared(facts(count))]
    assert shared == [*range(1, len(shared) + 1)]  # and never again once they do
    assert 5 <= len(shared) <= 12
    for count in (len(shared), len(shared) + 1):
        made = book(facts(count))
        for leaf in made.leaves:
            well_laid(leaf)
        said = " ".join(text(leaf) for leaf in made.leaves)
        assert all(f"Step {n}" in said for n in range(1, count + 1))


def _is_shared(made: PackFacts) -> bool:
    found = book(made)
    return page_of(found, "decisions") == page_of(found, "commitments")


def test_words_of_a_person_stand_over_the_lower_one_too() -> None:
    plan = PackPlan(words={"commitments": Words("Ask Ada about the first step.")})
    made = book(facts(2, plan=plan))
    page = made.leaves[page_of(made, "commitments") - 1]
    assert page.shared
    assert "Ask Ada about the first step." in text(page)
    long = PackPlan(words={"commitments": Words("Ask Ada about the first step. " * 40)})
    assert not _is_shared(facts(9, plan=long))


def test_what_shares_a_page_is_found_by_cover_outline_and_links() -> None:
    made = facts(3)
    pages = book(made)
    number = page_of(pages, "decisions")
    leaf = pages.leaves[number - 1].shared[0]
    outline = dict(read(made).outline())
    names = [*outline]
    assert names.index("Commitments") == names.index("Decisions and asks") + 1
    assert outline["Commitments"] == [leaf.title]
    parts = {part.key: part.page for part in parts_of(pages, Figures(made))}
    assert parts["decisions"] == parts["commitments"] == number
    # Who follows a link comes to the head of the section, not to that of the page.
    assert 100 < leaf.sheet.anchors["commitments"] < leaf.top
    cover = {link.target for link in pages.leaves[0].sheet.links}
    assert {"decisions", "commitments"} <= cover


def test_each_figure_is_told_under_its_own_section() -> None:
    made = facts(3)
    lines = to_csv(book(made), Figures(made)).decode("utf-8-sig").splitlines()
    steps = [line for line in lines if "Step 1" in line]
    assert steps
    assert all(line.startswith("Commitments,") for line in steps)
    seats = [line for line in lines if "Fund two seats" in line]
    assert seats
    assert all(line.startswith("Decisions and asks,") for line in seats)


def test_the_slide_has_both_and_links_lead_to_it() -> None:
    made = facts(3)
    number = page_of(book(made), "commitments")
    deck = Deck(made)
    slide = deck.slides[number - 1]
    [leaf] = deck.leaves[number - 1].shared
    said = [cell for table in deck.tables(slide) for row in table for cell in row]
    assert "Fund two seats" in said
    assert "Step 1" in said
    texts = [shape.text_frame.text for shape in shapes(slide) if shape.has_text_frame]
    assert leaf.title in texts
    assert deck.titles[number - 1] == deck.leaves[number - 1].title
    notes = slide.notes_slide.notes_text_frame.text
    assert leaf.title in notes


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", ["issue", "risk"])
def test_a_short_register_shares_its_page_with_a_next_quarter_of_few_days(
    kind: str, edition: str
) -> None:
    one = Risk(1, kind, "The lawyers wait", 3, 5, DAY - timedelta(days=40), due_on=DAY)
    known = replace(background_builder.full(), risks=(one,), actions=(), meetings=())
    made = book(told(facts_builder.platinum(), known, edition=edition))
    assert page_of(made, "risks") == page_of(made, "next-quarter")
    for leaf in made.leaves:
        well_laid(leaf)


@pytest.mark.parametrize("kind", LONGEST)
def test_no_pack_is_longer_than_it_was_by_sharing(kind: str) -> None:
    made = book(facts(3, plan=PackPlan(kind)))
    assert sum(not leaf.plain for leaf in made.leaves) <= LONGEST[kind] + 12  # with the appendix
    assert page_of(made, "summary") == 2
    assert not made.leaves[1].shared  # the first page stands alone
