"""The decisions asked stand on a page of their own; suggestions are marked and for the host."""

from datetime import date

import pytest

from models.background import NOTHING
from models.pack_plan import Ask, PackPlan
from reports.figures import Figures
from reports.sections import decisions
from tests.reports import facts_builder
from tests.reports.looking import LONG, pages, text, told

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


def test_where_nothing_is_typed_the_host_reads_what_the_figures_suggest():
    [leaf] = pages(made(), "decisions")
    assert leaf.title == "No decision is asked yet; the figures suggest five"
    assert text(leaf).count("Suggestion") == 5
    assert pages(made(edition="partner"), "decisions") == []


def test_without_typed_ones_the_partner_is_told_that_none_is_asked():
    nothing = decisions.SECTION.nothing(Figures(made(edition="partner")))
    assert nothing == "No decision is asked of this meeting."


def test_one_or_two_suggestions_are_no_page():
    figures = Figures(made(facts=facts_builder.platinum))
    assert decisions.SECTION.nothing(figures) == "No decision is asked of this meeting."


def test_five_long_ones_are_cut_and_none_is_lost():
    asks = [Ask(f"{n} {LONG}", LONG, LONG, "both", LONG) for n in range(1, 8)]
    said = " ".join(text(leaf) for leaf in pages(made(*asks), "decisions"))
    for number in range(1, 6):
        assert f"{number} They asked" in said
    assert "6 They asked" not in said
    assert "Suggestion" not in said
