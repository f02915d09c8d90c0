"""The page of changes: as it was and as it is, with links; one line where there is none."""

from dataclasses import replace
from datetime import date

import pytest

from models.background import NOTHING, Background, Change, Changes
from models.pack_changes import changes
from models.pack_changes_words import SUBJECTS, TURNS
from models.pack_seen import Seen
from reports.facts import PackFacts, freeze, pack_id
from reports.figures import Figures
from reports.pack import drawn
from reports.page import Leaf
from reports.sections.changes import SECTION
from tests.reports import facts_builder

LAST = date(2021, 10, 5)


def told(found: Changes | None, edition: str = "internal") -> PackFacts:
    background = Background(changes=found)
    return freeze(facts_builder.platinum().file, edition=edition, background=background)


def grown() -> Changes:
    was, now = facts_builder.silver(), facts_builder.platinum()
    both = (Seen(one.file, one.terms, NOTHING, "ab" * 32) for one in (was, now))
    return replace(changes(*both), as_of=LAST)


def pages(facts: PackFacts) -> list[Leaf]:
    return [leaf for leaf in drawn(facts, pack_id(facts)).leaves if leaf.section is SECTION]


def words(leaves: list[Leaf]) -> str:
    return " ".join(box.text for leaf in leaves for box in leaf.sheet.boxes)


@pytest.mark.clause("C100")
@pytest.mark.parametrize("edition", ["internal", "partner"])
def test_every_change_is_on_the_page_as_it_was_and_as_it_is(edition):
    found = grown()
    leaves = pages(told(found, edition))
    said = words(leaves)
    assert leaves[0].title.startswith("The calculated tier rose from Silver to Platinum")
    for one in found.changes:
        assert one.now in said
        assert one.was in said
    assert "On 5 Oct 2021" in said
    assert "Pack abababababab of 5 Oct 2021 against 5 Jan 2022" in said


def test_each_change_leads_to_the_page_it_is_about():
    targets = {link.target for leaf in pages(told(grown())) for link in leaf.sheet.links}
    assert {"tier", "tcv", "pipeline", "deals"} <= targets


def test_the_first_pack_says_so_in_one_line():
    assert pages(told(None)) == []
    assert SECTION.nothing(Figures(told(None))).startswith("No earlier pack is on record")


def test_nothing_changed_is_one_line():
    facts = told(Changes("ab" * 32, LAST, ()))
    assert pages(facts) == []
    assert SECTION.nothing(Figures(facts)) == "Nothing has changed since the pack of 5 Oct 2021."


def test_every_turn_has_a_shape_and_hostile_names_are_kept_on_the_page():
    names = ("x" * 90, "東京 " * 40, "שלום", "", "<b>&")
    found = tuple(
        Change("deals", name, "–", name or "–", subject, turn)
        for name, turn in zip(names, TURNS, strict=True)
        for subject in SUBJECTS
    )
    leaves = pages(told(Changes("ab" * 32, LAST, found)))
    assert len(leaves) > 1
    for leaf in leaves:
        assert all(box.right <= 802 for box in leaf.sheet.boxes)
