"""Wins, losses and advocacy: against the year before, what wins still want, what is not known."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.benefits import Line, Win
from models.governance.outcomes import DealNote
from models.program.loading import terms_on
from reports.facts import PackFacts
from reports.figures import Figures
from reports.sections import wins
from tests.reports.deals_builder import deal, facts, pages, titles, words
from tests.reports.facts_builder import DAY

WON = date(2021, 5, 1)
WIRE = next(one for one in terms_on(DAY).benefits if one.due == "each_win")


def wire(delivered: int, *without: Win, wanted: int = 2) -> Line:
    values: dict[str, Any] = dict.fromkeys(("offered_on", "answered_on", "promised_on"))
    return Line(
        WIRE, "included", "due", True, wanted, delivered, delivered_on=None, evidence="Secret",
        warnings=(), next_step="", next_event="", without_wire=without, **values,
    )  # fmt: skip


def nothing(made: PackFacts) -> str:
    return wins.SECTION.nothing(Figures(made))


def test_losses_are_listed_with_what_is_known_and_without_invented_reasons() -> None:
    said = words(facts([deal(1, "lost", WON), deal(2, "won", WON)]), "wins")
    for told in ("Lost in 2021", "Deal 1", "Customer 1", "1 May 2021"):
        assert told in said
    assert "Why deals were lost, references and renewals are not recorded" in said


@pytest.mark.clause("C085")
def test_wins_that_still_want_a_wire_are_named() -> None:
    lines = (wire(1, Win(1, "Night watch", DAY)),)
    made = facts([deal(1, "won", WON)], "partner", benefits=lines)
    said = words(made, "wins")
    for told in ("Night watch", "won 5 Jan 2022", "of 2 wins in 2022"):
        assert told in said
    assert "Secret" not in said
    (leaf,) = pages(made, "wins")
    assert any(link.target == "deal-1" for link in leaf.sheet.links)


@pytest.mark.clause("C085")
def test_every_win_told_is_said_so() -> None:
    said = words(facts([deal(1, "won", WON)], benefits=(wire(2),)), "wins")
    assert "Every win of 2022 has one." in said


def test_a_benefit_that_is_not_owed_has_no_tile() -> None:
    line = replace(wire(0, Win(1, "Night watch", DAY)), due=False, wanted=0)
    said = words(facts([deal(1, "won", WON)], benefits=(line,)), "wins")
    assert WIRE.label not in said
    assert "Night watch" not in said


def test_a_program_without_such_a_benefit_says_nothing_of_it() -> None:
    assert "wire" not in words(facts([deal(1, "won", WON)]), "wins").lower()


def test_customers_who_bought_more_than_once_are_named() -> None:
    deals = [deal(key, "won", WON, customer="Granary Bank") for key in (1, 2)]
    assert "2 wins" in words(facts([*deals, deal(3, "won", WON)]), "wins")
    assert "more than once" not in words(facts([deals[0], deal(3, "won", WON)]), "wins")


def test_the_quarters_that_count_later_stand_apart() -> None:
    said = words(facts([deal(1, "won", WON)]), "wins")
    assert "Right of the line: since 31 Dec 2021, counts at the next measurement" in said


def test_the_chart_holds_won_and_lost_against_the_year_before() -> None:
    deals = [deal(1, "won", WON), deal(2, "lost", date(2020, 5, 1))]
    (leaf,) = pages(facts(deals), "wins")
    (chart,) = [node.data for node in leaf.sheet.root if node.data is not None]
    assert [list(one.values)[1] for one in chart.series] == [100_000_00, 0]
    assert [list(one.values)[1] for one in chart.levels] == [0, 100_000_00]


def test_nothing_decided_is_one_line_on_the_cover() -> None:
    assert titles(facts([deal(1)]), "wins") == []
    assert nothing(facts([deal(1)])) == "No deal was decided."


def test_deals_without_a_rate_are_not_told_as_worth_nothing() -> None:
    made = facts([deal(1, "won", WON, currency="CHF"), deal(2, "lost", WON, currency="CHF")])
    assert titles(made, "wins") == []
    assert nothing(made) == "The deals won and lost have no exchange rate."


def lost_for(*reasons: str) -> PackFacts:
    """Deals lost for these reasons, each dearer than the one before; blank for none recorded."""
    deals = [deal(n, "lost", WON, own=n * 10_000_00) for n in range(1, len(reasons) + 1)]
    notes = (DealNote(n, 1, n, loss_reason=why) for n, why in enumerate(reasons, 1))
    return facts(deals, deal_notes=tuple(notes))


@pytest.mark.clause("C007")
def test_why_deals_were_lost_is_drawn_what_cost_most_first_and_the_unknown_last() -> None:
    (leaf,) = pages(lost_for("No decision", "price ", "Price", "Their own people", ""), "wins")
    (chart,) = [n.data for n in leaf.sheet.root if n.data and n.data.kind == "pareto"]
    assert [name.split(" (")[0] for name in chart.categories] == [
        "Price", "Their own people", "No decision", "No reason on record",
    ]  # fmt: skip
    [lost], [sums] = chart.series, chart.levels
    assert list(lost.values) == [130_000_00, 80_000_00, 50_000_00, 90_000_00]
    assert list(sums.values)[-1] == sum(value or 0 for value in lost.values)


@pytest.mark.parametrize(("reasons", "drawn"), [(("Price", ""), 0), (("Price", "Late"), 1)])
def test_one_reason_alone_is_no_chart(reasons: tuple[str, ...], drawn: int) -> None:
    (leaf,) = pages(lost_for(*reasons), "wins")
    assert sum(bool(n.data and n.data.kind == "pareto") for n in leaf.sheet.root) == drawn


def test_reasons_without_room_are_put_together() -> None:
    (leaf,) = pages(lost_for(*(f"Reason {n}" for n in range(1, 30))), "wins")
    (chart,) = [n.data for n in leaf.sheet.root if n.data and n.data.kind == "pareto"]
    assert "other reasons (" in chart.categories[-1]
    assert sum(value or 0 for value in chart.series[0].values) == sum(
        40_000_00 + n * 10_000_00 for n in range(1, 30)
    )


def test_a_loss_is_told_with_its_reason_and_its_lesson() -> None:
    note = DealNote(1, 1, 1, loss_reason="The price", lesson="Ask for the budget first")
    made = facts([deal(1, "lost", WON), deal(2, "lost", WON)], deal_notes=(note,))
    said = words(made, "wins")
    assert "The price. Lesson: Ask for the budget first" in said
    assert "Why deals were lost" not in said
    silent = facts([deal(1, "lost", WON)], deal_notes=(DealNote(1, 1, 1, blocker="Late"),))
    assert "Why deals were lost" in words(silent, "wins")
