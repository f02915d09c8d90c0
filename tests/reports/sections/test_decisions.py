"""The decisions asked stand on a page of their own; suggestions are marked and for the host."""

from datetime import date

import pytest

from models.background import NOTHING, Background
from models.governance.outcomes import Resolution
from models.pack_plan import Ask, PackPlan
from reports.figures import Figures
from reports.sections import decisions
from tests.reports import facts_builder
from tests.reports.facts_builder import DAY
from tests.reports.looking import LONG, pages, text, told, well_laid

ASKS = (
    Ask("Keep Gold until June", "Two people left", "Keep it; let it end", "host", "Karim Lahlou",
        date(2022, 1, 20)),
    Ask("Who pays the course"),
)  # fmt: skip


def made(*asks: Ask, edition: str = "internal", facts=facts_builder.silver):
    return told(facts(), NOTHING, edition=edition, plan=PackPlan(asks=asks))


@pytest.mark.parametrize("edition", ["internal", "partner"])
def test_each_decision_has_its_why_its_options_its_owner_and_its_day(edition):
    [leaf] = pages(made(*ASKS, edition=edition), "decisions")
    said = text(leaf)
    for words in (
        "Keep Gold until June", "Two people left", "Keep it; let it end", "Karim Lahlou",
        "The host", "20 Jan 2022", "Both sides", "No day yet",
    ):  # fmt: skip
        assert words in said
    assert ("Suggestion" in said) == (edition == "internal")
    assert leaf.title == "Two decisions are asked of this meeting, the first by 20 Jan 2022"


@pytest.mark.parametrize(
    ("edition", "make", "line"),
    [
        ("internal", facts_builder.silver, "No decision is asked yet; the figures suggest five."),
        ("internal", facts_builder.platinum, "No decision is asked yet; the figures suggest two."),
        ("partner", facts_builder.silver, "No decision is asked of this meeting."),
    ],
)
def test_where_nothing_is_typed_one_line_says_so(edition, make, line):
    facts = made(edition=edition, facts=make)
    assert pages(facts, "decisions") == []
    assert decisions.SECTION.nothing(Figures(facts)) == line


def test_five_long_ones_are_cut_and_none_is_lost():
    asks = [Ask(f"{n} {LONG}", LONG, LONG, "both", LONG) for n in range(1, 8)]
    said = " ".join(text(leaf) for leaf in pages(made(*asks), "decisions"))
    for number in range(1, 6):
        assert f"{number} They asked" in said
    assert "6 They asked" not in said
    assert "Suggestion" not in said


def test_a_decision_has_the_lines_that_the_page_has_room_for():
    why = " ".join(f"reason-{n}" for n in range(1, 40))
    alone = pages(made(Ask("Open in Lima", why)), "decisions")
    assert len(alone) == 1
    assert "reason-39" in text(alone[0])
    assert "What the figures suggest" in text(alone[0])
    five = pages(made(*(Ask(f"{n} Open in Lima", why) for n in range(1, 6))), "decisions")
    assert len(five) == 1
    assert "reason-39" not in text(five[0])
    assert "5 Open in Lima" in text(five[0])


def decided(number: int, state: str = "taken", **values) -> Resolution:
    return Resolution(number, 1, f"Decision {number}", state=state, decided_on=DAY, **values)


@pytest.mark.clause("C041")
def test_what_was_decided_since_the_last_pack_stands_below_what_is_asked():
    found = (decided(1, outcome="Yes, from March"), decided(2, "dropped"), decided(3, "wanted"))
    facts = told(facts_builder.silver(), Background(resolutions=found),
                 plan=PackPlan(asks=(Ask("Keep it"),)))  # fmt: skip
    [leaf] = pages(facts, "decisions")
    said = text(leaf)
    assert said.index("Keep it") < said.index("Decided since the last pack")
    assert "Taken: Yes, from March" in said
    assert "Dropped" in said
    assert "Decision 3" not in said


def test_with_nothing_asked_the_page_tells_what_was_decided_and_stays_whole():
    many = tuple(decided(n, outcome=LONG) for n in range(1, 60))
    facts = told(facts_builder.silver(), Background(resolutions=many))
    [leaf] = pages(facts, "decisions")
    well_laid(leaf)
    assert leaf.title == "59 decisions were made since the last pack; none is asked"
    assert "more decisions" in text(leaf)
    wanted = told(facts_builder.silver(), Background(resolutions=(decided(1, "wanted"),)))
    assert pages(wanted, "decisions") == []
