"""The shortest path reaches its tier, and no smaller set of changes does."""

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.partner import AGREEMENT_KINDS, Integration, Training
from models.partner_file import PartnerFile
from models.program.loading import programs, terms_on
from models.program.path import due_on, planned, shortest
from models.program.path_words import _signed
from models.program.terms import Ask, CriterionTerms
from models.program.what_if import decided, reaches
from tests.models.program import making
from tests.models.program.files import AS_OF, file_of
from tests.models.program.making import (
    Records,
    complete,
    deal,
    judge,
    with_geographies,
    with_resources,
    with_trained,
    without,
    won,
)
from tests.models.program.randomly import worlds

TERMS = terms_on(AS_OF)
M = 1_000_000_00
LAST, NEXT = date(2021, 12, 31), date(2023, 1, 1)  # just outside the pipeline window on AS_OF
FACTS = ("free_training", "shield_sponsorship", "deal_registration")


def titles(file: PartnerFile, target: str) -> list[str]:
    return [step.title for step in shortest(file, TERMS, target).steps]


# ---- against a search of everything ----------------------------------------------------------

Move = tuple[str, int, Any]  # a list of the records, the place in it (-1: one more), the record


def moves(records: Records) -> list[Move]:
    """Every change of one record that could help, without any thought of which one does."""
    made: list[Move] = [("facts", -1, name) for name in FACTS]
    made += [("agreements", -1, making.agreement(kind, AS_OF)) for kind in AGREEMENT_KINDS[1:]]
    for role in ("executive sponsor", "alliance manager"):
        made.append(("contacts", -1, making.contact("Somebody new", role)))
    for n in range(3):
        made.append(("contacts", -1, making.contact(f"New engineer {n}", "technical resource")))
        made.append(("trainings", -1, making.training(f"Trainee {n}", AS_OF)))
    made.append(("offerings", -1, making.offering("Brand new", worldwide=True)))
    for at, offering in enumerate(records.offerings):
        better = replace(offering, standard=True, available_from=None, worldwide=True)
        made.append(("offerings", at, better))
    made.append(("integrations", -1, Integration(9_999, making.PARTNER, "New product")))
    for at, integration in enumerate(records.integrations):
        made.append(("integrations", at, replace(integration, agreed=True)))
    for at, known in enumerate(records.deals):
        if known.status == "open":
            made.append(("deals", at, replace(known, qualified=True, close_date=AS_OF)))
        elif not known.qualified:
            made.append(("deals", at, replace(known, qualified=True)))
    return made


def moved(records: Records, chosen: Iterable[Move]) -> Records:
    tried = copy(records)
    for table, at, record in chosen:
        if table == "facts":
            yes: dict[str, Any] = {record: True}
            tried.partner = replace(tried.partner, **yes)
            continue
        rows = list(getattr(tried, table))
        rows[at if at >= 0 else len(rows) : at + 1 if at >= 0 else len(rows)] = [record]
        setattr(tried, table, rows)
    return tried


def cheapest(records: Records, target: str, most: int) -> tuple[int, int] | None:
    """The fewest changes and the least new money, by trying every set of at most so many."""
    needed = TERMS.criterion("aggregate_tcv").asks[target].required
    universe = moves(records)
    for number in range(most + 1):
        costs = []
        for chosen in combinations(universe, number):
            tried = moved(records, chosen)
            decision = judge(tried)
            if reaches(decision, TERMS, target):
                costs.append(0)
            elif number < most and (gap := needed - decision.tcv.total) > 0:
                closed = moved(tried, [("deals", -1, deal("open", AS_OF, gap, 1))])
                if reaches(judge(closed), TERMS, target):
                    costs.append(most * 10**13 + gap)  # one change more: judged further on
        now = [cost for cost in costs if cost < 10**13]
        if now:
            return number, 0
        later = [cost % 10**13 for cost in costs if cost >= 10**13]
        if later:
            # A new deal is the change more; without one the same number may do as well.
            free = _without_new_money(records, target, universe, number + 1)
            return number + 1, 0 if free else min(later)
    return None


def _without_new_money(records: Records, target: str, universe: list[Move], number: int) -> bool:
    for chosen in combinations(universe, number):
        if reaches(judge(moved(records, chosen)), TERMS, target):
            return True
    return False


@st.composite
def nearly(draw: st.DrawFn) -> Records:
    """A partner that is up to three changes short of Gold or Platinum."""
    amounts = st.sampled_from((1 * M, 2 * M, 6 * M, 14 * M, 15 * M, 25 * M))
    records = complete(won(draw(st.sampled_from(("9_000_000", "14_000_000", "15_000_000")))))
    for _ in range(draw(st.integers(0, 3))):
        day = draw(st.sampled_from((LAST, NEXT, None, AS_OF)))
        records.deals.append(
            deal("open", day, draw(amounts), 1, qualified=draw(st.sampled_from((True, False))))
        )
    records = with_trained(records, draw(st.sampled_from((9, 10, 18, 20))))
    if draw(st.booleans()):
        records.trainings.append(making.training("Person 1", None))
        records.trainings.append(making.training("Late", draw(st.sampled_from((None, NEXT)))))
    records = with_resources(records, draw(st.sampled_from((2, 3))))
    if draw(st.booleans()):
        records = with_geographies(records, ("Europe", "Japan"))
        if draw(st.booleans()):
            records.offerings.append(making.offering("Later", available_from=NEXT, worldwide=True))
        if draw(st.booleans()):
            records.offerings[0] = replace(records.offerings[0], standard=False)
    gone = st.sampled_from(("nda", "deal_registration", "executive sponsor", "offerings"))
    return without(records, *draw(st.lists(gone, max_size=1)))


@settings(max_examples=40)
@given(nearly(), st.sampled_from(("gold", "platinum")))
def test_no_smaller_set_of_changes_reaches_the_tier_and_none_as_small_is_cheaper(
    records: Records, target: str
) -> None:
    path = shortest(file_of(records), TERMS, target)
    assert path.reaches
    if path.records <= 3:
        assert cheapest(records, target, path.records) == (path.records, path.money_minor)
    else:
        assert cheapest(records, target, 2) is None


@settings(max_examples=200)
@given(worlds(most=1), st.sampled_from(("silver", "gold", "platinum")))
def test_the_path_as_a_trial_reaches_the_tier_and_each_step_is_needed(
    world: Any, target: str
) -> None:
    [records], as_of, day = world
    terms = terms_on(as_of)
    file = file_of(records, as_of, day)
    path = shortest(file, terms, target)
    assert reaches(decided(file, path.trial, terms), terms, target)
    for left in path.steps:
        trial = type(path.trial)()
        for step in path.steps:
            if step is not left:
                trial = trial.also(step.trial)
        assert not reaches(decided(file, trial, terms), terms, target)


def test_a_tier_that_is_reached_takes_no_step() -> None:
    path = shortest(file_of(complete(won("15_000_000"))), TERMS, "silver")
    assert (path.steps, path.records, path.reaches) == ((), 0, True)


# ---- money --------------------------------------------------------------------------------------


@pytest.mark.clause("C072")
def test_re_dating_one_overdue_deal_beats_adding_a_new_one() -> None:
    file = file_of(complete(won("14_000_000"), deal("open", LAST, 1 * M, 1)))
    [step] = shortest(file, TERMS, "gold").steps
    assert step.title == "Re-date “Deal 100000000” to 31 Mar 2022"
    assert step.detail.startswith("$1,000,000, expected on 31 Dec 2021, late")
    assert (step.clause, step.records, step.new_minor) == ("C068", 1, 0)
    assert [ref.id for ref in step.refs] == [file.deals[1].deal.id]


def test_a_deal_a_cent_too_small_does_not_close_the_gap() -> None:
    file = file_of(complete(won("14_000_000"), deal("open", LAST, 1 * M - 1, 1)))
    [step] = shortest(file, TERMS, "gold").steps
    assert step.title == "Add a deal of $1,000,000"
    assert step.new_minor == 1 * M


def test_of_two_deals_that_do_the_smaller_one_is_taken() -> None:
    file = file_of(
        complete(won("14_000_000"), deal("open", LAST, 3 * M, 1), deal("open", LAST, 2 * M, 1))
    )
    [step] = shortest(file, TERMS, "gold").steps
    assert step.amount_minor == 2 * M


def test_of_deals_as_large_the_one_with_less_to_change_then_the_nearer_is_taken() -> None:
    base = won("14_000_000")
    both = deal("open", LAST, 1 * M, 1, qualified=False, customer="Both")
    idle = deal("open", AS_OF, 2 * M, 1, qualified=False, customer="Idle")
    file = file_of(complete(base, both, idle))
    [step] = shortest(file, TERMS, "gold").steps
    assert [ref.id for ref in step.refs] == [idle.id]
    far = deal("open", NEXT + timedelta(days=400), 1 * M, 1)
    near = deal("open", NEXT, 1 * M, 1)
    file = file_of(complete(base, far, near))
    [step] = shortest(file, TERMS, "gold").steps
    assert [ref.id for ref in step.refs] == [near.id]


def test_known_deals_that_do_together_are_named_beside_the_new_one() -> None:
    file = file_of(complete(won("12_000_000"), *(deal("open", LAST, 2 * M, 1) for _ in range(2))))
    [step] = shortest(file, TERMS, "gold").steps
    assert step.title == "Add a deal of $3,000,000"
    assert "“Deal 200000000” and “Deal 200000000” would do as well" in step.detail


def test_a_deal_is_dated_qualified_or_brought_forward() -> None:
    base = won("14_000_000")
    undated = file_of(complete(base, deal("open", None, 1 * M, 1)))
    assert titles(undated, "gold") == ["Date “Deal 100000000” to 31 Mar 2022"]
    idle = file_of(complete(base, deal("open", AS_OF, 1 * M, 1, qualified=False)))
    assert titles(idle, "gold") == ["Qualify “Deal 100000000”"]
    far = file_of(complete(base, deal("open", NEXT, 1 * M, 1)))
    assert titles(far, "gold") == ["Re-date “Deal 100000000” to 31 Dec 2022"]
    both = file_of(complete(base, deal("open", NEXT, 1 * M, 1, qualified=False)))
    assert titles(both, "gold") == ["Re-date “Deal 100000000” to 31 Dec 2022 and qualify it"]


def test_a_deal_that_cannot_count_is_left_alone() -> None:
    closed = deal("won", date(2022, 1, 3), 5 * M, 1)
    foreign = deal("open", LAST, 5 * M, 1, currency="CHF")
    assert titles(file_of(complete(won("14_000_000"), closed, foreign)), "gold") == [
        "Add a deal of $1,000,000"
    ]


def test_a_deal_without_services_is_no_help_where_the_program_excludes_it() -> None:
    terms = replace(TERMS, exclude_without_services=True)
    file = file_of(complete(won("14_000_000"), deal("open", LAST, 2 * M)), terms=terms)
    path = shortest(file, terms, "gold")
    assert path.steps[0].title == "Add a deal of $1,000,000"
    assert reaches(decided(file, path.trial, terms), terms, "gold")


# ---- records ------------------------------------------------------------------------------------


@pytest.mark.clause("C020")
@pytest.mark.clause("C023")
def test_one_worldwide_offering_closes_offerings_and_availability() -> None:
    file = file_of(without(complete(won("15_000_000")), "offerings"))
    [step] = shortest(file, TERMS, "gold").steps
    assert step.title == "Launch 1 standard offering worldwide"
    assert (step.clause, step.records) == ("C020 and C023", 1)
    assert step.criteria == ("standard_offerings", "offering_availability")


@pytest.mark.clause("C024")
def test_an_offering_that_is_there_is_widened_no_further_than_asked() -> None:
    file = file_of(with_geographies(complete(won("8_000_000")), ("Japan",)))
    [step] = shortest(file, TERMS, "silver").steps
    assert step.title == "Offer “Managed detection” in Japan and North America"
    assert titles(file_of(with_geographies(complete(won("15_000_000")), ("Japan",))), "gold") == [
        "Offer “Managed detection” worldwide"
    ]


def test_an_offering_that_does_not_count_yet_is_made_to() -> None:
    records = without(complete(won("15_000_000")), "offerings")
    records.offerings = [making.offering("Later", "Europe", available_from=NEXT)]
    [step] = shortest(file_of(records), TERMS, "gold").steps
    assert step.title == "Make “Later” a standard offering worldwide"
    assert step.detail == "Now available from 1 Jan 2023."
    records.offerings = [making.offering("Resale", services="none", worldwide=True)]
    assert titles(file_of(records), "gold") == ["Launch 1 standard offering worldwide"]


def test_of_offerings_that_do_not_count_yet_the_widest_is_taken() -> None:
    records = without(complete(won("8_000_000")), "offerings")
    records.offerings = [
        making.offering("Narrow", "Europe", standard=False),
        making.offering("Wide", "Europe", "Japan", standard=False),
    ]
    sole = replace(TERMS, criteria=tuple(c for c in TERMS.criteria if c.counts != "offerings"))
    [step] = shortest(file_of(records, terms=sole), sole, "silver").steps
    assert step.title == "Make “Wide” a standard offering"


@pytest.mark.clause("C031")
def test_people_on_a_course_are_named_before_new_ones() -> None:
    records = with_trained(complete(won("15_000_000")), 8)
    records.trainings.append(making.training("Ada Wells", None))
    [step] = shortest(file_of(records), TERMS, "gold").steps
    assert (step.title, step.records) == ("Train 2 people", 2)
    assert step.detail == "Ada Wells is on a course that is not completed."
    records.trainings.append(making.training("Bo Lind", NEXT))
    assert titles(file_of(records), "gold") == ["Finish the training of 2 people"]
    records.trainings.append(making.training("Person 9", making.EARLY))
    assert titles(file_of(records), "gold") == ["Finish the training of Bo Lind"]


def test_a_course_of_somebody_who_counts_already_is_no_step() -> None:
    records = with_trained(complete(won("15_000_000")), 9)
    records.trainings.append(making.training("Person 0", None))
    assert titles(file_of(records), "gold") == ["Train 1 person"]


@pytest.mark.clause("C040")
def test_people_papers_and_promises_are_named_with_their_clause() -> None:
    records = without(
        complete(won("15_000_000")),
        "executive sponsor", "alliance manager", "nda", "deal_registration", "integrations",
    )  # fmt: skip
    records.contacts.append(making.contact("Cy", "alliance manager", since=NEXT))
    records.agreements.append(making.agreement("nda", making.EARLY, LAST))
    records.integrations.append(Integration(9_998, making.PARTNER, "Vault", agreed=False))
    steps = shortest(file_of(records), TERMS, "gold").steps
    assert [(step.title, step.clause) for step in steps] == [
        ("Name the executive sponsor", "C035"),
        ("Name the designated alliance manager", "C037"),
        ("Put in place: Deal registration", "C048"),
        ("Agree the integration with “Vault”", "C049"),
        ("Renew the non-disclosure agreement", "C053"),
    ]
    assert steps[1].detail == "Cy is to start later."


def test_a_paper_is_asked_for_by_its_own_name_not_by_that_of_the_rule() -> None:
    told = next(one for one in TERMS.criteria if one.id == "nda")
    renamed = replace(told, label="Agreement renewed")
    paper = making.agreement("nda", making.EARLY, LAST)
    assert _signed(renamed, [paper], 0) == "Renew the non-disclosure agreement"
    assert _signed(renamed, [], 1) == "Sign the non-disclosure agreement"


def test_criteria_that_share_their_records_share_the_step() -> None:
    """Two kinds of training, one counted twice: three people of the shared kind do for both."""
    both = ("standard MSS delivery", "sales")
    told = replace(TERMS.criterion("mss_trained_people"), of=both)
    asks = {key: Ask("required", 3, "C030") for key in told.asks}
    sales = CriterionTerms("sellers", "Sellers", "count", "prerequisite", "C029", "people_trained",
                           ("sales",), asks, said="{n}")  # fmt: skip
    terms = replace(TERMS, criteria=(*(c for c in TERMS.criteria if c.id != told.id),
                                     replace(told, asks=asks), sales))  # fmt: skip
    file = file_of(with_trained(complete(won("25_000_000")), 0), terms=terms)
    path = shortest(file, terms, "gold")
    assert (len(path.steps), path.records, path.reaches) == (1, 3, True)
    kinds = {one.kind for one in path.trial.put if isinstance(one, Training)}
    assert kinds == {"sales"}


def test_what_no_step_can_close_is_said() -> None:
    told = replace(TERMS.criterion("nda"), counts="weather")
    decision = file_of(without(complete(won("25_000_000")), "nda")).decision
    criteria = tuple(told if c.id == "nda" else c for c in TERMS.criteria)
    path = shortest(
        replace(file_of(without(complete(won("25_000_000")), "nda")), decision=decision),
        replace(TERMS, criteria=criteria),
        "gold",
    )
    assert (path.reaches, path.unclosed, path.steps) == (False, ("nda",), ())


@pytest.mark.clause("C072")
def test_a_step_is_due_on_a_working_day_before_the_next_measurement() -> None:
    assert due_on(TERMS, date(2021, 11, 24)) == date(2021, 12, 31)
    assert due_on(TERMS, date(2021, 12, 30)) == date(2021, 12, 31)
    assert due_on(TERMS, date(2021, 12, 31)) == date(2022, 12, 30)  # the 31st is a Saturday
    assert due_on(TERMS, date(2022, 1, 3)) - date(2022, 1, 3) > timedelta(days=300)


# ---- another program ----------------------------------------------------------------------------

EXAMPLE = next(program for program in programs() if program.example)
DAY = date(2022, 5, 31)


@settings(max_examples=100)
@given(worlds(most=1), st.data())
def test_a_program_of_other_measures_is_reached_but_for_what_time_alone_brings(
    world: Any, data: Any
) -> None:
    [records], as_of, day = world
    terms = EXAMPLE.terms_on(as_of)
    file = file_of(records, as_of, day, terms)
    target = data.draw(st.sampled_from([tier.key for tier in terms.tiers]))
    path = shortest(file, terms, target)
    waiting = {c.id for c in terms.criteria if c.counts == "membership_months"}
    assert {*path.unclosed} <= waiting
    assert path.reaches == reaches(decided(file, path.trial, terms), terms, target)


def test_deals_of_a_window_of_their_own_are_registered_before_new_ones_are_added() -> None:
    terms = EXAMPLE.terms_on(DAY)
    records = complete(deal("won", DAY, 10_000_00, 1, currency="EUR"))
    file = file_of(records, DAY, terms=terms)
    steps = {one.criteria[0]: one for one in shortest(file, terms, terms.tiers[0].key).steps}
    registered = steps["registered_deals"]
    assert registered.refs[0].id == records.deals[0].id
    assert all(one.registered_on == DAY for one in registered.trial.deals)


@pytest.mark.clause("C040")
def test_the_steps_become_actions_that_are_due_before_the_measurement() -> None:
    file = file_of(with_trained(complete(won("14_000_000")), 9))
    made = planned(shortest(file, TERMS, "gold"), TERMS, date(2022, 11, 24))
    assert [(a.title, a.criterion, a.side, a.priority, a.state) for a in made] == [
        ("Add a deal of $1,000,000", "aggregate_tcv", "host", 1, "open"),
        ("Train 1 person", "mss_trained_people", "partner", 2, "open"),
    ]
    assert {action.due_on for action in made} == {date(2022, 12, 30)}
    assert made[1].detail.endswith("1 short. (C031)")
