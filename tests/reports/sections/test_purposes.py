"""A pipeline review's table: actions under their purpose, who owns a deal, what was written."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.action import Action
from models.background import Background, Minute, Minutes
from models.deal import Deal
from models.governance.meetings import PURPOSES
from models.pack_plan import PackPlan
from reports.facts import PackFacts
from reports.sections import purposes
from tests.reports import background_builder, facts_builder
from tests.reports.facts_builder import DAY
from tests.reports.looking import LONG, pages, text, told, well_laid

REVIEW = PackPlan(kind="pipeline_review")
SOON = DAY + timedelta(days=20)
HEADS = (purposes.CLOSE, purposes.TRENDS, purposes.ORDER, purposes.CORRECT)


def deal(key: int = 1, step: str = "") -> Deal:
    name = f"Deal {key}"
    return Deal(key, 1, name, "Customer", f"OP-{key}", "open", SOON, 5, 5, 10, next_step=step)


def review(*actions: Action, edition: str = "internal", **more) -> PackFacts:
    deals = more.pop("deals", [deal()])
    background = Background(actions=actions, **more)
    return told(
        facts_builder.with_deals("Any", deals), background, edition=edition, plan=REVIEW
    )  # fmt: skip


def said(facts: PackFacts) -> str:
    """What stands on the pages of the purposes."""
    _, *leaves = pages(facts, "next-quarter")
    return " ".join(map(text, leaves))


def action(key: int, purpose: str = "", **values) -> Action:
    return Action(key, 1, f"Action {key}", purpose=purpose, due_on=SOON, **values)


def group(words: str, head: str) -> str:
    """What stands under one of the purposes."""
    rest = words.split(head, 1)[1]
    return min((rest.split(other, 1)[0] for other in HEADS), key=len)


@pytest.mark.clause("C104", "C105", "C106", "C107")
@pytest.mark.parametrize(
    ("purpose", "head"),
    [
        ("develop", purposes.CLOSE), ("trends", purposes.TRENDS), ("actions", purposes.ORDER),
        ("corrections", purposes.CORRECT), ("", purposes.ORDER),
    ],
)  # fmt: skip
def test_an_action_stands_under_the_purpose_that_it_serves(purpose, head):
    words = said(review(action(1, purpose)))
    assert [name for name in HEADS if "Action 1" in group(words, name)] == [head]


@pytest.mark.clause("C106")
def test_an_action_names_the_deal_that_it_is_about():
    words = said(review(action(1, "actions", deal_id=2), deals=[deal(1), deal(2)]))
    assert "Action 1 Deal 2 Priority 2, open, not due yet" in group(words, purposes.ORDER)


@pytest.mark.clause("C106")
def test_actions_are_ranked_by_priority_then_late_ones_first():
    late = DAY - timedelta(days=3)
    words = said(
        review(
            action(1, "actions", priority=3), action(2, "actions", priority=1),
            replace(action(3, "actions", priority=1), due_on=late),
        )
    )  # fmt: skip
    order = sorted((1, 2, 3), key=lambda one: words.index(f"Action {one}"))
    assert order == [3, 2, 1]
    assert "Priority 1, 3 days late" in words


@pytest.mark.clause("C104")
def test_a_deal_is_owned_by_who_owns_the_most_urgent_action_on_it():
    second = action(2, "actions", deal_id=1, owner="Bo", priority=2)
    first = action(1, "actions", deal_id=1, owner="Ada", priority=1, side="partner")
    words = group(said(review(second, first)), purposes.CLOSE)
    assert "Action 1 $0, no stage Ada, partner" in words
    assert "Nobody named" in group(said(review()), purposes.CLOSE)


@pytest.mark.parametrize(("after", "owner"), [(0, "Ada, host"), (1, "Nobody named")])
def test_an_action_that_was_taken_on_after_the_day_owns_no_deal_on_it(after, owner):
    later = action(1, "actions", deal_id=1, owner="Ada", made_on=DAY + timedelta(days=after))
    assert owner in group(said(review(later)), purposes.CLOSE)


def test_a_deal_keeps_its_own_next_step_where_the_reader_may_see_it():
    first = action(1, "actions", deal_id=1, owner="Ada")
    for edition, step in (("internal", "Call them"), ("partner", "Action 1")):
        facts = review(first, edition=edition, deals=[deal(1, "Call them")])
        assert f"{step} $0" in group(said(facts), purposes.CLOSE)


@pytest.mark.clause("C107")
def test_a_gap_is_owned_by_who_is_to_close_it():
    lacks = facts_builder.with_deals("Any", [deal()])
    from reports.figures import Figures

    row = Figures(lacks).open_rows[0]
    first = action(1, criterion=row.id, owner="Ada", side="partner")
    assert "short Ada, partner" in group(said(review(first)), purposes.CORRECT)


def minutes(*texts: str, held: bool = True) -> Minutes:
    pairs = zip(PURPOSES, texts, strict=False)
    return Minutes(date(2021, 12, 14), held, tuple(Minute(*pair) for pair in pairs))


@pytest.mark.clause("C103")
@pytest.mark.parametrize(("held", "when"), [(True, "at"), (False, "for")])
def test_what_was_written_stands_above_the_table(held, when):
    words = said(review(minutes=minutes("Ours to lose", "More came in", held=held)))
    assert f"what was written {when} the review of 14 Dec 2021." in words
    assert words.index("Ours to lose") < words.index("More came in") < words.index(purposes.CLOSE)
    assert words.count("Nothing was written.") == 2


@pytest.mark.clause("C102")
def test_what_was_written_is_not_in_the_partners_edition():
    words = said(review(minutes=minutes("Ours to lose"), edition="partner"))
    assert "Ours" not in words
    assert "written" not in words


def test_however_much_was_written_nothing_meets_and_no_line_is_cut_short():
    many = tuple(Minute(purpose, LONG) for purpose in PURPOSES for _ in range(3))
    background = replace(background_builder.full(), minutes=Minutes(date(2021, 12, 14), True, many))
    _, *leaves = pages(told(facts_builder.silver(), background, plan=REVIEW), "next-quarter")
    assert "The rest stands in the review." in text(leaves[0])
    assert "why nothing was signed yet…" not in text(leaves[0])
    for leaf in leaves:
        well_laid(leaf)


@pytest.mark.parametrize("count", [0, 1, 8, 12, 20, 60])
@pytest.mark.parametrize("written", [(), ("Said",) * 4, (LONG,) * 4])
def test_every_number_of_actions_is_laid_well_on_two_pages_at_most(count, written):
    background = replace(
        background_builder.full(), actions=background_builder.actions(count),
        minutes=minutes(*written) if written else None,
    )  # fmt: skip
    _, *leaves = pages(told(facts_builder.silver(), background, plan=REVIEW), "next-quarter")
    assert len(leaves) <= 2
    for leaf in leaves:
        well_laid(leaf)
