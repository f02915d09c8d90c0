"""The ledger of benefits in words: tiers of a year, totals, entries, labels of changes."""

from datetime import date

import pytest

from models.benefit_event import BenefitEvent
from models.benefit_tiers import Held
from models.benefit_words import (
    dates_words,
    event_words,
    given_words,
    held_words,
    line_sentence,
    log_label,
    not_included_words,
    state_words,
    totals_words,
)
from models.benefits import Known, Line, Totals, Win, lines
from models.program import loading
from models.text import day_text

YEAR = 2026
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
DAY = date(YEAR, 9, 1)
TERMS = loading.terms_on(DAY)


def line(benefit: str, tier: str, *told: tuple[str, date], wins: int = 0) -> Line:
    events = [BenefitEvent(at, 1, benefit, YEAR, kind, day) for at, (kind, day) in enumerate(told)]
    won = [Win(number, f"Deal {number}", FIRST) for number in range(wins)]
    known = Known([Held(tier, FIRST, LAST, YEAR)], events, wins=won)
    return next(one for one in lines(known, TERMS, YEAR, DAY) if one.benefit.id == benefit)


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ([Held("gold", FIRST, LAST, YEAR)], "Gold all year."),
        ([Held("gold", FIRST, LAST, 2025)], "Gold (granted in 2025) all year."),
        (
            [Held("gold", FIRST, date(YEAR, 6, 30), YEAR), Held("silver", DAY, LAST, YEAR)],
            "Gold until 30 Jun 2026, then Silver.",
        ),
        (
            [Held("", FIRST, date(YEAR, 1, 3), YEAR), Held("silver", DAY, LAST, YEAR)],
            "No tier until 3 Jan 2026, then Silver.",
        ),
        ([Held("", FIRST, LAST, YEAR)], "No tier is granted for 2026, so no benefit is due."),
    ],
)
def test_the_tiers_of_a_year_read_one_after_the_other(held: list[Held], words: str) -> None:
    assert held_words(held, TERMS, YEAR) == words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Totals(0, 0, 0, 0, 0), "Nothing due"),
        (Totals(7, 5, 2, 0, 0), "5 of 7 due delivered  ·  2 open"),
        (Totals(7, 5, 2, 0, 0, 1), "5 of 7 due delivered  ·  2 open  ·  1 late"),
        (
            Totals(1_200, 0, 1_200, 1, 2),
            (
                "0 of 1,200 due delivered  ·  1,200 open  ·  1 invitation without an answer  ·  "
                "2 warnings"
            ),
        ),
    ],
)
def test_totals_say_only_what_there_is(told: Totals, words: str) -> None:
    assert totals_words(told) == words


@pytest.mark.parametrize(
    ("due", "words"),
    [(date(2026, 9, 1), "Promised, due 1 Sep 2026"), (FIRST, "Late since 1 Jan 2026")],
)
def test_a_promise_is_told_with_the_day_it_is_due(due: date, words: str) -> None:
    entry = BenefitEvent(1, 1, "roadmap_overview", YEAR, "promised", FIRST, due_on=due)
    known = Known([Held("gold", FIRST, LAST, YEAR)], [entry])
    told = next(n for n in lines(known, TERMS, YEAR, DAY) if n.benefit.id == "roadmap_overview")
    assert state_words(told) == words
    assert event_words(entry) == f"Promised on 1 Jan 2026, due {day_text(due)}"


def test_a_line_tells_how_it_is_given_and_when() -> None:
    told = line("workshop", "gold", ("invited", FIRST))
    assert (given_words(told), state_words(told)) == ("Invite only, C082", "Invited")
    assert dates_words(told) == "Invited 1 Jan 2026"
    told = line("workshop", "gold", ("invited", FIRST), ("declined", DAY))
    assert dates_words(told) == "Declined 1 Sep 2026"
    told = line("workshop", "gold", ("accepted", FIRST), ("promised", DAY), ("delivered", DAY))
    assert dates_words(told) == (
        "Accepted 1 Jan 2026  ·  Promised 1 Sep 2026  ·  Delivered 1 Sep 2026"
    )
    assert state_words(line("win_wire", "gold", ("delivered", FIRST), wins=3)) == "Due, 1 of 3"


def test_a_cell_stands_for_a_whole_sentence() -> None:
    told = line_sentence(line("event_sponsorship", "silver", ("delivered", DAY)), "Northwind")
    assert told.splitlines() == [
        "Northwind: Event sponsorship invitations",
        "Delivered (not included, C088)",
        "Delivered 1 Sep 2026",
        "Event sponsorship invitations: not included for Silver, and yet delivered on 1 Sep 2026.",
    ]


def test_a_change_is_named_for_what_it_does() -> None:
    wires = next(b for b in TERMS.benefits if b.id == "win_wire")
    assert log_label("delivered", wires, ["Northwind"]) == "Log win wires delivered for Northwind"
    assert log_label("promised", wires, ["A", "B"]) == "Log win wires promised for 2 partners"


def test_an_entry_says_who_and_when() -> None:
    entry = BenefitEvent(1, 1, "workshop", YEAR, "invited", DAY, "Ada")
    assert event_words(entry) == "Invited on 1 Sep 2026 by Ada"
    assert event_words(BenefitEvent(1, 1, "workshop", YEAR, "promised", DAY)) == (
        "Promised on 1 Sep 2026"
    )


def test_what_would_be_warned_about_is_said_before() -> None:
    silver, gold = line("event_sponsorship", "silver"), line("event_sponsorship", "gold")
    none = line("event_sponsorship", "")
    one = not_included_words([("Silver", silver), ("Gold", gold)], "delivered")
    assert one == "Not included for Silver: it is logged with a warning."
    two = not_included_words([("Silver", silver), ("", none)], "invited")
    assert two == "Not included for 2 of them (Silver and no tier): logged with a warning."
    assert not_included_words([("Gold", gold)], "delivered") == ""
    assert not_included_words([("Silver", silver)], "declined") == ""
