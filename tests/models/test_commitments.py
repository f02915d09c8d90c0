from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models import commitment_words
from models.action import Action
from models.commitments import STATES, judged, kept, owed

DAY = date(2022, 1, 5)
LAST = date(2021, 10, 1)
ONE = timedelta(days=1)


def act(number: int = 1, side: str = "host", **values) -> Action:
    return Action(number, 1, f"Do the thing {number}", side=side, **values)


@pytest.mark.parametrize(
    ("due", "state", "days"),
    [(DAY - ONE, "late", 1), (DAY, "open", 0), (DAY + ONE, "open", 0), (None, "open", 0)],
)
def test_an_open_action_is_late_from_the_day_after_it_was_due(due, state, days):
    one = judged(act(due_on=due), DAY)
    assert (one.state, one.days) == (state, days)


@pytest.mark.parametrize(
    ("done", "state", "days"),
    [(DAY - 2 * ONE, "done", 0), (DAY - ONE, "done", 0), (DAY, "done", 1), (DAY + ONE, "late", 1)],
)
def test_what_was_done_later_than_the_day_was_not_done_on_it(done, state, days):
    one = judged(act(due_on=DAY - ONE, state="done", done_on=done), DAY)
    assert (one.state, one.days) == (state, days)


@pytest.mark.clause("C038")
def test_each_side_has_its_own_rate_and_what_is_dropped_counts_in_none():
    actions = [
        act(1, state="done", due_on=DAY, done_on=DAY - ONE),
        act(2, due_on=DAY - ONE),
        act(3, "partner", state="done", done_on=DAY - ONE),
        act(4, "partner", state="dropped", done_on=DAY - ONE),
        act(5, "partner", due_on=DAY + ONE),
    ]
    found = kept(actions, DAY)
    assert found.tally("host").percent == 50
    assert found.tally("partner").percent == 100
    assert (found.tally().all, found.tally().came_due) == (5, 3)
    assert [one.state for one in found.found] == ["late", "open", "done", "done", "dropped"]


def test_nothing_that_came_due_is_no_rate_and_not_nought():
    tally = kept([act(due_on=DAY)], DAY).tally()
    assert tally.percent is None
    assert commitment_words.rate(tally) == "–"
    assert commitment_words.rate_said(tally) == "Nothing has come due yet"


@pytest.mark.parametrize(
    ("done", "late", "said"),
    [
        (0, 1, "0 of 1 that came due is done"),
        (1, 1, "1 of 2 that came due is done"),
        (0, 2, "0 of 2 that came due are done"),
        (2, 1, "2 of 3 that came due are done"),
    ],
)
def test_what_a_side_kept_is_said_in_the_right_number(done, late, said):
    some = [act(n, state="done") for n in range(done)]
    some += [act(9 + n, due_on=DAY - ONE) for n in range(late)]
    assert commitment_words.rate_said(kept(some, DAY).tally("host")) == said


@pytest.mark.parametrize(
    ("made", "done", "there"),
    [
        (LAST - ONE, LAST - ONE, False),  # told last time
        (LAST - ONE, LAST, False),
        (LAST - ONE, LAST + ONE, True),
        (LAST, None, True),
        (LAST + ONE, None, False),  # new, and not due
        (LAST + ONE, LAST + 2 * ONE, True),  # new, and done already
        (DAY, None, False),
        (DAY + ONE, None, False),  # not agreed yet
    ],
)
def test_the_last_pack_is_where_the_count_begins(made, done, there):
    one = act(made_on=made, done_on=done, state="done" if done else "open", due_on=DAY + ONE)
    assert bool(kept([one], DAY, LAST).found) is there


def test_without_a_last_pack_it_begins_with_the_quarter_before_this_one():
    found = kept([act(made_on=DAY)], DAY)
    assert (found.since, found.known) == (date(2021, 10, 1), False)
    assert len(found.found) == 1
    assert not kept([], DAY, DAY).known  # a pack of the same day is no earlier one


def test_what_is_owed_has_the_late_ones_first_and_those_without_a_day_last():
    actions = [
        act(1),
        act(2, due_on=DAY + ONE),
        act(3, due_on=DAY - ONE),
        act(4, due_on=DAY + 2 * ONE),
        act(5, state="done", done_on=DAY),
        act(6, made_on=DAY + ONE),
    ]
    assert [one.action.id for one in owed(actions, DAY, DAY + ONE)] == [3, 2, 1]


@pytest.mark.parametrize(
    ("actions", "sentence"),
    [
        ([act(due_on=DAY)], "One commitment has been taken on; none is due yet"),
        ([act(1), act(2)], "Two commitments have been taken on; none is due yet"),
        ([act(state="dropped")], "One commitment was dropped, none was due"),
        ([act(state="done")], "The one commitment that came due is done"),
        ([act(1, state="done"), act(2, state="done")],
         "Both commitments that came due are done"),
        ([act(due_on=DAY - ONE)],
         "The one commitment that came due is late, and it is with the host"),
        ([act(1, state="done"), act(2, "partner", due_on=DAY - ONE)],
         "One of two commitments that came due is done; one is late, with the partner"),
        ([act(1, due_on=DAY - ONE), act(2, "partner", due_on=DAY - ONE)],
         ("Neither of the two commitments that came due is done; two are late, one with the host"
          " and one with the partner")),
        ([act(1, due_on=DAY - ONE), act(2, due_on=DAY - ONE)],
         "Neither of the two commitments that came due is done; two are late, both with the host"),
    ],
)  # fmt: skip
def test_the_conclusion_says_what_was_kept_and_who_owes_the_rest(actions, sentence):
    assert commitment_words.conclusion(kept(actions, DAY)) == sentence


def test_the_days_of_a_commitment_are_said():
    late = judged(act(due_on=DAY - 2 * ONE), DAY)
    done = judged(act(due_on=DAY - 2 * ONE, state="done", done_on=DAY - ONE), DAY)
    assert commitment_words.when(late) == "2 days late"
    assert commitment_words.when(done) == "4 Jan 2022, 1 day late"
    assert commitment_words.when(judged(act(), DAY)) == ""


DAYS = some.none() | some.dates(date(2021, 1, 1), date(2022, 12, 31))


@given(
    some.lists(
        some.builds(
            act,
            number=some.integers(1, 99),
            side=some.sampled_from(("host", "partner")),
            state=some.sampled_from(("open", "done", "dropped")),
            due_on=DAYS,
            made_on=DAYS,
            done_on=DAYS,
        )
    ),
    DAYS,
)
def test_sides_add_up_and_late_ones_come_first(actions: Sequence[Action], last):
    found = kept(actions, DAY, last)
    host, partner, both = (found.tally(side) for side in ("host", "partner", ""))
    assert [a + b for a, b in zip(host[1:], partner[1:], strict=True)] == list(both[1:])
    assert both.all == len(found.found)
    order = [STATES.index(one.state) for one in found.found]
    assert order == sorted(order)
    assert all(one.days >= 0 for one in found.found)
    if both.all:
        assert commitment_words.conclusion(found)
        assert str(both.all) in commitment_words.support(found)
