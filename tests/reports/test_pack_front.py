"""The pages that open a pack, whatever was typed: hostile names, no action and very many."""

from dataclasses import replace
from datetime import date

import pytest

from models.action import Action
from models.background import NOTHING, Background
from models.pack_plan import KINDS, Ask, PackPlan, Words
from reports.facts import EDITIONS, PackFacts, freeze
from reports.pack import drawn
from reports.page import Leaf
from tests.reports import background_builder, facts_builder
from tests.reports.looking import well_laid
from tests.reports.reading import read

FRONT = ("summary", "decisions", "commitments", "next-quarter", "briefing")
LONG = "A" * 90
NAMES = (
    LONG, "東京海上日動システムズ株式会社 次世代認証基盤 " * 3, "שותפות אבטחה של הצפון " * 4, "",
    "<b>&", "word " * 120, "\U0001f600 mix 東京 Ω Ж",
)  # fmt: skip
BASES = {
    "silver": facts_builder.silver,
    "far away": facts_builder.far_away,
    "empty": facts_builder.empty,
}


def hostile(name: str, count: int) -> tuple[PackPlan, Background]:
    actions = tuple(
        replace(action, title=name or "x", owner=name, detail=name)
        for action in background_builder.actions(count)
    )
    asks = tuple(
        Ask(name or "x", name, name, side, name, None if n else date(2022, 2, 1))
        for n, side in enumerate(("host", "partner", "both", "host", "both"))
    )
    plan = PackPlan(
        asks=asks, meeting_on=date(2022, 1, 20), place=name, attendees=(name,) * 12,
        confidentiality=name, words={key: Words(name, name) for key in FRONT},
    )  # fmt: skip
    return plan, replace(background_builder.full(), actions=actions)


def front(facts: PackFacts) -> list[Leaf]:
    """The front pages alone; the others have tests of their own."""
    leaves = drawn(facts, "0" * 64).leaves
    return [leaf for leaf in leaves if leaf.plain or leaf.section.key in FRONT]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_whatever_was_typed_the_front_is_well_set(name, kind, edition):
    plan, background = hostile(name, 12)
    file = facts_builder.silver().file
    facts = freeze(file, edition=edition, plan=replace(plan, kind=kind), background=background)
    for leaf in front(facts):
        well_laid(leaf)


@pytest.mark.parametrize("count", [0, 1, 12, 400])
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("kind", ["full", "briefing", "pipeline_review"])
def test_none_one_and_very_many_actions_are_well_set(base, count, kind):
    background = replace(background_builder.full(), actions=background_builder.actions(count))
    facts = freeze(BASES[base]().file, plan=PackPlan(kind=kind), background=background)
    for leaf in front(facts):
        well_laid(leaf)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("count", [0, 400])
def test_a_briefing_is_exactly_one_page(base, count, edition):
    plan, background = hostile("word " * 90, count)
    background = background if count else NOTHING
    plan = replace(plan, kind="briefing") if count else PackPlan(kind="briefing")
    facts = freeze(BASES[base]().file, edition=edition, plan=plan, background=background)
    assert len(drawn(facts, "0" * 64).leaves) == 1


@pytest.mark.parametrize("base", BASES)
def test_the_summary_stands_on_one_page(base):
    plan, background = hostile(LONG, 400)
    facts = freeze(BASES[base]().file, plan=plan, background=background)
    keys = [leaf.section.key for leaf in drawn(facts, "0" * 64).leaves]
    assert keys.count("summary") == 1


@pytest.mark.clause("C102")
def test_the_partner_reads_neither_notes_nor_the_words_of_an_action():
    secret = "The price is their weak spot"
    actions = (Action(1, 1, "Send the offer", secret, due_on=date(2022, 1, 4)),)
    plan = PackPlan(words={"summary": Words("For all", secret), "commitments": Words("", secret)})
    background = Background(actions=actions)
    file = facts_builder.silver().file
    ours, theirs = (
        read(freeze(file, edition=edition, plan=plan, background=background)).everything()
        for edition in EDITIONS
    )
    assert secret in ours
    assert secret not in theirs
    assert "For all" in theirs
    assert "Send the offer" in theirs


def test_the_same_commitments_are_told_on_every_page_that_counts_them():
    background = background_builder.full()
    text = read(freeze(facts_builder.silver().file, background=background)).text
    assert "Three of six commitments that came due are done" in text
    assert "three are carried over late" in text
