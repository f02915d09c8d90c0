"""Two lists of deals held against each other: what is one deal, how it differs, what is left."""

from dataclasses import fields
from datetime import date, timedelta
from random import Random
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.reconcile import GROUPS, Entry, Reconciled, Tolerance, reconcile

DAY = date(2026, 3, 3)
_ours = Entry(1, "", "Lumen Bank", "Managed detection", "open", DAY, 100_000)


def theirs(**changes: Any) -> Entry:
    return _ours._replace(id=11, **changes)


def groups(found: Reconciled) -> dict[str, int]:
    return {name: total.deals for name, total in found.totals.items() if total.deals}


def differs(**changes: Any) -> tuple[str, ...]:
    (pair,) = reconcile([theirs(**changes)], [_ours]).pairs
    return pair.differs


def test_what_is_alike_in_all_agrees() -> None:
    assert groups(reconcile([theirs()], [_ours])) == {"agreed": 1}


def test_case_accents_and_signs_are_no_difference() -> None:
    ours = _ours._replace(customer="O'Neil & Söhne 株式会社", name="Rollout (phase 1)")
    other = theirs(customer="ONEIL & SOHNE 株式会社", name="rollout phase 1")
    assert groups(reconcile([other], [ours])) == {"agreed": 1}


@pytest.mark.parametrize(
    ("minor", "found"), [(105_000, ()), (105_001, ("amount",)), (95_000, ()), (94_999, ("amount",))]
)
def test_an_amount_may_be_off_by_the_percent_that_is_tolerated(
    minor: int, found: tuple[str, ...]
) -> None:
    assert differs(minor=minor) == found


@pytest.mark.parametrize(("days", "found"), [(13, ()), (14, ()), (15, ("date",)), (-15, ("date",))])
def test_a_day_may_be_off_by_the_days_that_are_tolerated(days: int, found: tuple[str, ...]) -> None:
    assert differs(close_date=DAY + timedelta(days)) == found


def test_status_and_name_differ_by_name() -> None:
    assert differs(status="won") == ("status",)
    named = _ours._replace(deal_id="d-1", name="Managed detection")
    (pair,) = reconcile([theirs(deal_id="d-1", name="Cloud access rollout")], [named]).pairs
    assert (pair.by, pair.differs) == ("id", ("name",))


def test_without_a_rate_the_amount_differs_and_nothing_fails() -> None:
    assert differs(minor=None) == ("amount",)


def test_an_id_counts_more_than_a_name() -> None:
    ours = [_ours, _ours._replace(id=2, deal_id="d-1", customer="Quite Another", minor=7)]
    (pair,) = reconcile([theirs(deal_id="d-1")], ours).pairs
    assert (pair.ours.id, pair.by) == (2, "id")


def test_what_is_alike_but_not_enough_is_for_a_person_to_settle() -> None:
    found = reconcile([theirs(name="Awareness training for tellers")], [_ours])
    assert groups(found) == {"maybe": 1}
    assert groups(reconcile([theirs()], [_ours], same={11: 1})) == {"agreed": 1}


@pytest.mark.parametrize(("days", "group"), [(91, "differs"), (92, "differs"), (93, "maybe")])
def test_one_name_within_a_quarter_is_one_deal_whatever_its_amount(days: int, group: str) -> None:
    other = theirs(minor=1, close_date=DAY + timedelta(days))
    assert groups(reconcile([other], [_ours])) == {group: 1}


def test_a_person_can_say_same_and_not_the_same() -> None:
    stranger = theirs(customer="Quite Another", name="Tax audit", minor=5)
    (pair,) = reconcile([stranger], [_ours], same={11: 1}).pairs
    assert pair.by == "person"
    apart = reconcile([theirs(deal_id="d")], [_ours._replace(deal_id="d")], different={(11, 1)})
    assert groups(apart) == {"only_theirs": 1, "only_ours": 1}


def test_last_years_renewal_is_not_this_years_deal() -> None:
    before = _ours._replace(status="won", close_date=DAY - timedelta(365))
    assert groups(reconcile([theirs()], [before])) == {"only_theirs": 1, "past": 1}
    lately = before._replace(close_date=DAY - timedelta(30))
    (pair,) = reconcile([theirs()], [lately]).pairs
    assert pair.differs == ("date", "status")


def test_a_closed_deal_of_ours_need_not_be_in_their_list() -> None:
    found = reconcile([], [_ours, _ours._replace(id=2, status="lost")])
    assert groups(found) == {"only_ours": 1, "past": 1}


def test_of_two_deals_with_one_customer_each_finds_its_own() -> None:
    ours = [_ours, _ours._replace(id=2, name="Managed detection 2", minor=900_000)]
    listed = [
        theirs(minor=890_000, name="Managed detection"),
        theirs(minor=101_000)._replace(id=12),
    ]
    pairs = reconcile(listed, ours).pairs
    assert {(pair.theirs.id, pair.ours.id) for pair in pairs} == {(11, 2), (12, 1)}


_words = st.sampled_from(["bank", "mill", "rail", "grid"])
_entry = st.builds(
    Entry,
    st.just(0),
    st.sampled_from(["", "", "a", "b"]),
    _words,
    st.tuples(_words, _words).map(" ".join),
    st.sampled_from(["open", "open", "won", "lost"]),
    st.none() | st.integers(0, 400).map(lambda days: DAY + timedelta(days)),
    st.none() | st.integers(0, 10**9),
)
_lists = st.lists(_entry, max_size=8).map(
    lambda found: [entry._replace(id=at) for at, entry in enumerate(found)]
)


def everything(found: Reconciled) -> tuple[list[Entry], list[Entry]]:
    mine, other = list[Entry](), list[Entry]()
    for pair in (*found.pairs, *found.maybe):
        mine.append(pair.theirs)
        other.append(pair.ours)
    return [*mine, *found.only_theirs], [*other, *found.only_ours, *found.past]


@settings(max_examples=150)
@given(_lists, _lists, st.randoms(use_true_random=False))
def test_every_deal_is_in_one_group_whatever_the_order_and_the_cents_add_up(
    listed: list[Entry], ours: list[Entry], chance: Random
) -> None:
    found = reconcile(listed, ours, Tolerance())
    assert [sorted(side, key=lambda one: one.id) for side in everything(found)] == [listed, ours]
    totals = found.totals.values()
    assert sum(total.theirs for total in totals) == sum(one.minor or 0 for one in listed)
    assert sum(total.ours for total in totals) == sum(one.minor or 0 for one in ours)
    mixed, other = list(listed), list(ours)
    chance.shuffle(mixed)
    chance.shuffle(other)
    assert reconcile(mixed, other) == found


def test_the_groups_are_those_of_the_record() -> None:
    assert tuple(field.name for field in fields(Reconciled)) == GROUPS


def many(count: int) -> tuple[list[Entry], list[Entry]]:
    chance = Random(7)
    words = "alpha bravo cobalt delta ember falcon garnet harbor indigo jasper kestrel oak".split()
    ours = [
        Entry(
            at, "", f"{' '.join(chance.sample(words, 2))} {at}", f"Rollout for {words[at % 12]}",
            "open", DAY + timedelta(chance.randrange(500)), chance.randrange(10**9),
        )
        for at in range(count)
    ]  # fmt: skip
    listed = [one._replace(id=one.id + count, minor=(one.minor or 0) + 1) for one in ours]
    chance.shuffle(listed)
    return listed, ours


def test_two_lists_of_thousands_are_paired_within_seconds() -> None:
    listed, ours = many(2_000)
    begun = process_time()
    found = reconcile(listed, ours)
    assert process_time() - begun < 5
    assert all(pair.theirs.id - 2_000 == pair.ours.id for pair in found.pairs)
    assert len(found.pairs) == 2_000


def test_it_can_be_stopped() -> None:
    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        reconcile(*many(300), progress=stop)
