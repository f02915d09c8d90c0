"""The deal pages as drawn: no two texts meet, nothing leaves the page, whatever the deals are."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from models.pack_plan import PackPlan, Words
from reports.facts import EDITIONS, PackFacts
from reports.style import MARGIN, WIDTH
from tests.reports.deals_builder import (
    KEYS,
    LONG,
    LONG_STAGE,
    action,
    case,
    deal,
    every_rule,
    facts,
    pages,
    staged,
)
from tests.reports.facts_builder import STAGES
from tests.reports.reading import read

SIXTY = staged(60)
OPEN = [one.id for one in SIXTY if one.status == "open" and one.close_date]
HOSTILE = [
    replace(one, name=LONG, customer=LONG, stage=LONG, next_step=LONG, deal_id=LONG)
    for one in SIXTY
]
FOURTEEN = tuple(f"Stage {number} of the long way" for number in range(1, 15))
STATES = ("flagged", "accepted", "rejected", "under_review")
WORDS = Words("Words of a person on this section. " * 12, "A note for our eyes. " * 12)


def busy(deals=SIXTY, edition="internal", words: str = "", **more):
    """Everything that these pages can show, at once."""
    known = {
        "hygiene": every_rule([one.id for one in deals], words or "It lifts them to Gold."),
        "actions": tuple(
            action(n, words or f"Action {n}", criterion="aggregate_tcv", owner=words)
            for n in range(1, 12)
        ),
        "omissions": tuple(
            case(n, STATES[n % 4], decision=words, flagged_for=words, name=words or "Renewal")
            for n in range(1, 30)
        ),
        "stages": STAGES,
        "slipped": [(key, 20 + n) for n, key in enumerate(OPEN[:9])],
    } | more
    return facts(deals, edition, **known)


CASES: dict[str, Callable[[str], PackFacts]] = {
    "no deals": lambda edition: facts([], edition),
    "one open": lambda edition: facts([deal(1, stage="Propose")], edition),
    "one lost": lambda edition: facts([replace(SIXTY[0], status="lost", stage="")], edition),
    "twelve": lambda edition: facts(staged(12), edition, stages=STAGES),
    "no stages": lambda edition: facts(staged(40, ()), edition),
    "one long stage": lambda edition: facts(staged(40, (LONG_STAGE,)), edition),
    "fourteen stages": lambda edition: facts(staged(120, FOURTEEN), edition, stages=FOURTEEN),
    "fourteen in no order": lambda edition: facts(staged(120, FOURTEEN), edition),
    "everything": lambda edition: busy(edition=edition),
    "everything hostile": lambda edition: busy(HOSTILE, edition, LONG + " " + LONG),
    "words of a person": lambda edition: busy(
        edition=edition, plan=PackPlan(words=dict.fromkeys(KEYS, WORDS))
    ),
    "omissions alone": lambda edition: facts([], edition, omissions=(case(1), case(2))),
}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("made", CASES.values(), ids=CASES)
def test_texts_keep_apart_and_stay_on_the_page(
    made: Callable[[str], PackFacts], edition: str
) -> None:
    for leaf in pages(made(edition)):
        for box in leaf.sheet.boxes:
            assert box.left >= MARGIN - 0.5, (leaf.title, box)
            assert box.right <= WIDTH - MARGIN + 2.5, (leaf.title, box)
            assert 0 < box.top < box.bottom <= 528, (leaf.title, box)
        for one, other in combinations(leaf.sheet.boxes, 2):
            apart = (
                one.right <= other.left + 0.1
                or other.right <= one.left + 0.1
                or one.bottom <= other.top + 0.1
                or other.bottom <= one.top + 0.1
            )
            assert apart, (leaf.title, one, other)


@pytest.mark.parametrize("made", CASES.values(), ids=CASES)
def test_every_chart_carries_figures_and_is_told_in_words(
    made: Callable[[str], PackFacts],
) -> None:
    for leaf in pages(made("internal"), "pipeline", "wins"):
        for node in leaf.sheet.root:
            if node.kind == "Figure" and node.data is not None:
                assert node.alt
                count = len(node.data.categories)
                for series in (*node.data.series, *node.data.levels):
                    assert len(series.values) == count


def test_every_link_to_a_deal_leads_to_its_line_of_the_list() -> None:
    told = busy(edition="partner")
    targets = {
        link.target
        for leaf in pages(told, "pipeline", "deals", "wins")
        for link in leaf.sheet.links
        if link.target.startswith("deal-")
    }
    lines = {name for leaf in pages(told, "all-deals") for name in leaf.sheet.anchors}
    assert len(targets) > 20
    assert targets <= lines


def test_every_page_opens_with_a_sentence_of_its_own() -> None:
    found = [leaf.title for leaf in pages(busy(), "pipeline", "deals", "wins")]
    assert len(found) == len(set(found)) == 5


@pytest.mark.clause("C102")
def test_the_partners_file_holds_none_of_our_words_on_deals() -> None:
    ours = ("zqnextstep", "zqhygiene", "zqdetail", "zqflagged", "zqwho")
    deals = [replace(one, next_step="zqnextstep") for one in SIXTY]
    more: dict[str, Any] = {
        "hygiene": every_rule([1, 2], "zqhygiene"),
        "actions": (action(1, "Theirs to read", "zqdetail", criterion="aggregate_tcv"),),
        "omissions": (case(1, "rejected", flagged_for="zqflagged", decided_by="zqwho"),),
    }
    told = {edition: read(busy(deals, edition, **more)).everything() for edition in EDITIONS}
    assert not [word for word in ours if word in told["partner"]]
    assert "Theirs to read" in told["partner"]
    assert [word for word in ours if word in told["internal"]]
