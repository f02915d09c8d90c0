"""What needs a person stands in the group of its day, in words, and stays away as long as asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.governance.today import (
    AWAY,
    DONE,
    GROUPS,
    KINDS,
    LATER,
    NOW,
    OVERDUE,
    WATCH,
    WEEK,
    Away,
    Item,
    arranged,
    counts,
    done_said,
    done_words,
    group_of,
    in_order,
    put_off_words,
    snoozes,
    summary,
    week_end,
    when,
)

TUESDAY = date(2026, 11, 24)
days = st.dates(date(1990, 1, 1), date(2199, 12, 31))


def item(due: date | None = None, kind: str = "action", **more: Any) -> Item:
    group = more.pop("group", group_of(due, TUESDAY))
    key = more.pop("key", f"{kind}:{due}")
    return Item(
        str(key), kind, 1, "Northwind", "Send the plan", "", due, str(group), ("partner", 1, ""),
        **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "group"),
    [
        (date(2026, 11, 23), OVERDUE),
        (date(2026, 11, 24), NOW),
        (date(2026, 11, 25), WEEK),
        (date(2026, 11, 29), WEEK),
        (date(2026, 11, 30), LATER),
        (None, NOW),
    ],
)
def test_a_day_has_the_group_of_its_week(day: date | None, group: str) -> None:
    assert group_of(day, TUESDAY) == group


@given(days)
def test_a_week_ends_on_the_sunday_on_or_after_the_day(day: date) -> None:
    end = week_end(day)
    assert end.weekday() == 6
    assert 0 <= (end - day).days < 7


@given(days, days)
def test_every_day_is_in_one_group_and_later_days_in_no_earlier_one(one: date, today: date) -> None:
    order = [OVERDUE, NOW, WEEK, LATER]
    found, after = group_of(one, today), group_of(one + timedelta(days=1), today)
    assert order.index(after) >= order.index(found)
    assert (found == OVERDUE) == (one < today)


@pytest.mark.parametrize(
    ("days", "kind", "words"),
    [
        (-4, "action", "4 days late"),
        (-1, "action", "1 day late"),
        (0, "action", "today"),
        (1, "action", "tomorrow"),
        (2, "action", "in 2 days"),
        (-2, "evidence", "ended 2 days ago"),
        (-1, "agreement", "ended yesterday"),
        (0, "grant", "ends today"),
        (12, "evidence", "ends in 12 days"),
    ],
)
def test_a_day_is_said_as_one_says_it(days: int, kind: str, words: str) -> None:
    assert when(item(TUESDAY + timedelta(days=days), kind), TUESDAY) == words


def test_what_waits_says_for_how_long() -> None:
    assert when(item(since=date(2026, 11, 12)), TUESDAY) == "waiting 12 days"
    assert when(item(since=TUESDAY), TUESDAY) == "since today"
    assert when(item(), TUESDAY) == "now"
    assert when(item(since=date(2026, 11, 12), group=WATCH), TUESDAY) == ""


@given(days)
def test_what_is_put_off_comes_back_on_a_later_day_within_a_month(today: date) -> None:
    (_, tomorrow), (_, week), (_, month) = snoozes(today)
    assert (tomorrow - today).days == 1
    assert (week - today).days == 7
    assert 28 <= (month - today).days <= 31
    assert month.day == today.day or (month + timedelta(days=1)).day == 1


def test_the_last_days_that_can_be_named_can_still_be_put_off() -> None:
    assert [day for _, day in snoozes(date.max)] == [date.max] * 3


@pytest.mark.parametrize(("day", "hidden"), [(24, True), (25, True), (26, False)])
def test_what_is_put_off_is_back_on_its_day(day: int, hidden: bool) -> None:
    known = item(TUESDAY, key="a")
    today = date(2026, 11, day)
    shown, away, _ = arranged([known], {"a": Away(date(2026, 11, 26), "")}, today)
    assert (not shown, bool(away)) == (hidden, hidden)


def test_what_is_put_off_for_good_says_why_and_never_comes_back() -> None:
    gone = {"a": Away(None, "Asked by phone")}
    _, (away,), _ = arranged([item(TUESDAY, key="a")], gone, date(2199, 1, 1))
    assert (away.group, away.until, away.reason) == (AWAY, None, "Asked by phone")
    assert when(away, TUESDAY) == "for good"
    assert not away.can_be_done


def test_what_is_put_off_is_another_thing_on_another_day() -> None:
    moved = item(date(2026, 12, 1), key="action:1:2026-12-01")
    shown, away, _ = arranged([moved], {"action:1:2026-11-24": Away(None)}, TUESDAY)
    assert (shown, away) == ((moved,), ())


def test_groups_stand_in_their_order_and_the_longest_late_first() -> None:
    later, late, waits = item(date(2026, 12, 3)), item(date(2026, 11, 1)), item(None)
    older, due, watched = item(date(2026, 10, 1)), item(TUESDAY), item(None, group=WATCH)
    found = in_order([later, waits, late, watched, due, older])
    assert found == [older, late, due, waits, later, watched]


@given(st.lists(st.one_of(st.none(), days), max_size=20))
def test_ordering_loses_nothing_and_the_counts_add_up(dues: list[date | None]) -> None:
    made = [item(due, key=str(at)) for at, due in enumerate(dues)]
    assert sorted(one.key for one in in_order(made)) == sorted(one.key for one in made)
    found = arranged(made, {}, TUESDAY)
    assert list(found.counts) == list(GROUPS)
    assert sum(found.counts.values()) == len(made)
    assert found.needed_now == sum(one.group in (OVERDUE, NOW) for one in made)


def test_the_line_above_counts_what_there_is() -> None:
    assert summary(counts([item(TUESDAY), item(date(2026, 1, 1))])) == "1 late, 1 today"
    assert summary(counts([])) == "Nothing needs you now"


def test_undo_names_what_was_done() -> None:
    one, several = [item(TUESDAY)], [item(TUESDAY)] * 3
    assert done_words(one) == "Finish “Send the plan”"
    assert done_words(several) == "Finish 3 items"
    assert done_said(one) == "Done: “Send the plan”"
    assert done_said(several) == "Done: 3 items"
    assert done_said([one[0]._replace(kind="meeting")]) == "Held: “Send the plan”"
    assert put_off_words(one, TUESDAY) == "Put off “Send the plan” until 24 Nov 2026"
    assert put_off_words(several, None) == "Put off 3 items for good"


def test_every_kind_that_can_be_done_is_one_of_the_kinds() -> None:
    assert DONE.keys() <= KINDS.keys()
