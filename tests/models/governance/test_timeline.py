"""A timeline's entries are chosen, put in order and folded, and no edit is lost on the way."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.governance.timeline import (
    JOURNAL,
    KINDS,
    Choice,
    Entry,
    Touch,
    _whole_changes,
    by_month,
    chosen,
    days_said,
    edit_counts,
    folded_edits,
    gathered,
    in_order,
    people_of,
    spans_of,
)
from models.governance.timeline_edits import Cell, cell_words, edit_lines, field_word, record_name

DAY = date(2026, 3, 3)
LATER = date(2100, 1, 1)


def entry(key: str, on: date = DAY, kind: str = "deals", **values: Any) -> Entry:
    return Entry(key, on, kind, values.pop("title", key), **values)


def touch(seq: int, **values: Any) -> Touch:
    usual: dict[str, Any] = {
        "on": DAY,
        "kind": "deals",
        "who": "ada",
        "label": f"Set {seq}",
        "fields": 1,
    }
    return Touch(seq, **(usual | values))


def test_the_newest_come_first_and_what_happened_before_what_was_entered() -> None:
    found = in_order(
        [entry("a", DAY - timedelta(1)), entry("b", source=JOURNAL), entry("c"), entry("d")]
    )
    assert [one.id for one in found] == ["d", "c", "b", "a"]


def test_months_head_their_entries_and_a_day_is_said_once() -> None:
    rows = by_month([entry("a"), entry("b"), entry("c", date(2026, 2, 28))])
    assert [row if isinstance(row, str) else row.id for row in rows] == [
        "March 2026", "a", "b", "February 2026", "c",
    ]  # fmt: skip
    assert days_said(rows) == {"a", "c"}


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        (Choice(), ["a", "b"]),
        (Choice(kinds=frozenset({"tier"})), ["b"]),
        (Choice(sides=frozenset({"partner"})), ["a"]),
        (Choice(people=frozenset({"Ada Brandt"})), ["b"]),
        (Choice(sources=frozenset({JOURNAL})), []),
        (Choice(words="GOLD söhne"), ["b"]),
        (Choice(words="tier"), ["b"]),
        (Choice(spans=frozenset({(DAY, DAY)})), ["a"]),
        (Choice(spans=frozenset({(DAY + timedelta(1), LATER)})), []),
        (Choice(spans=frozenset({(DAY - timedelta(9), DAY - timedelta(1))})), ["b"]),
        (Choice(spans=frozenset({(DAY, DAY), (DAY - timedelta(1), DAY)})), ["a", "b"]),
    ],
)
def test_what_is_looked_for_is_found(choice: Choice, wanted: list[str]) -> None:
    entries = [
        entry("a", side="partner"),
        entry("b", DAY - timedelta(1), "tier", title="Gold granted", detail="To O'Neil & Söhne",
              who="Ada Brandt"),
    ]  # fmt: skip
    assert [one.id for one in chosen(entries, choice)] == wanted
    assert people_of(entries) == ["Ada Brandt"]


def test_spans_to_choose_from_are_the_last_days_and_the_years_that_have_any() -> None:
    found = spans_of([entry("a"), entry("b", date(2024, 2, 29))], DAY)
    assert [words for _, words in found] == ["Last 30 days", "Last 90 days", "2026", "2024"]
    assert found[0][0] == (date(2026, 2, 1), DAY)
    assert found[3][0] == (date(2024, 1, 1), date(2024, 12, 31))


def test_many_edits_of_one_day_kind_and_person_are_one_line() -> None:
    (one,) = folded_edits([touch(seq, fields=4) for seq in (1, 2, 3)])
    assert one.title == "12 fields edited by ada"
    assert (one.detail, one.seqs, one.source) == ("Set 3; Set 2; 1 more", (3, 2, 1), JOURNAL)
    other = [touch(1), touch(2, kind="tier"), touch(3, who="kim"), touch(4, on=DAY - timedelta(1))]
    assert len(folded_edits(other)) == 4


def test_a_single_edit_says_what_it_was_called_and_that_it_was_taken_back() -> None:
    (one,) = folded_edits([touch(1)])
    assert (one.title, one.detail) == ("Set 1", "1 field edited")
    (back,) = folded_edits([touch(1, taken_back=True)])
    assert back.detail == "Taken back since"
    (many,) = folded_edits([touch(1, taken_back=True), touch(2)])
    assert many.detail == "Set 2; Set 1 (1 taken back since)"


@pytest.mark.parametrize(("kinds", "lines"), [(2, 2), (3, 1), (4, 1)])
def test_a_change_of_several_kinds_is_one_line_and_found_under_each(kinds: int, lines: int) -> None:
    found = folded_edits([touch(1, kind=kind) for kind in list(KINDS)[:kinds]])
    assert len(found) == lines
    if lines == 1:
        assert found[0].detail == f"{kinds} fields edited"
        assert chosen(found, Choice(kinds=frozenset({"tier"}))) == list(found)


def test_an_approval_is_an_event_and_is_not_folded_with_edits() -> None:
    found = folded_edits([touch(1), touch(2, told="Objective jointly approved", fields=0)])
    assert sorted(one.title for one in found) == ["Objective jointly approved", "Set 1"]


def drawn(seq: int, kind: str, label: str, counts: tuple[int, int, int]) -> Touch:
    """A touch; a change has one day and one person."""
    who = ("", "ada", "kim")[seq % 3]
    return Touch(seq, DAY + timedelta(seq // 10), kind, who, label, *counts)


few = st.integers(0, 3)
touches = st.builds(
    drawn, st.integers(1, 30), st.sampled_from(list(KINDS)), st.text(max_size=5),
    st.tuples(few, few, few),
)  # fmt: skip


@given(st.lists(touches, max_size=25))
def test_whatever_is_folded_no_change_is_lost_and_none_is_told_twice(some: list[Touch]) -> None:
    found = folded_edits(some)
    assert len({one.id for one in found}) == len(found)
    told = [(one.on, one.kind, one.who, seq) for one in found for seq in one.seqs]
    assert len(told) == len(set(told))
    kinds = {
        (one.on, kind, one.who, seq)
        for one in found for seq in one.seqs for kind in one.also or {one.kind}
    }  # fmt: skip
    assert kinds == {(one.on, one.kind, one.who, one.seq) for one in some}
    for count in ("added", "fields", "deleted"):
        whole = sum(getattr(one, count) for one in _whole_changes(some))
        assert whole == sum(getattr(one, count) for one in some)


def test_counts_of_edits_are_told_in_words() -> None:
    assert edit_counts([touch(1, fields=1, added=2), touch(2, fields=0, deleted=1)]) == (
        "1 field edited, 2 records added and 1 record deleted"
    )


def test_a_class_of_one_day_is_one_line() -> None:
    people = [entry(who, table="trainings", detail="sales", who=who) for who in ("Ada", "Kim")]
    other = entry("x", table="trainings", detail="consulting", who="Lee")
    found = gathered([*people, other])
    assert [one.title for one in found] == ["2 people trained", "x"]
    assert found[0].detail == "sales: Ada and Kim"


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("close_date", "2026-04-05", "5 Apr 2026"),
        ("close_date", None, ""),
        ("partner_minor", 1999, "19.99 EUR"),
        ("qualified", 0, "No"),
        ("geographies", "[]", ""),
        ("name", "  Two\nlines ", "Two lines"),
        ("name", "not a day", "not a day"),
    ],
)
def test_a_cell_reads_as_a_person_reads_it(column: str, cell: object, words: str) -> None:
    assert cell_words(column, cell, "EUR") == words


def test_an_edit_tells_each_field_before_and_after() -> None:
    cells = [Cell("close_date", "2026-03-03", "2026-04-05"), Cell("stage", "", "Propose"),
             Cell("note", "Old", ""), Cell("import_id", 1, 2),
             Cell("facts", b"1", b"2")]  # fmt: skip
    assert edit_lines(cells) == [
        "Close date: 5 Apr 2026, before: 3 Mar 2026", "Stage: Propose",
        "Note: nothing, before: Old",
    ]  # fmt: skip
    assert field_word("by_whom") == "By whom"
    assert record_name("deals", {"name": "Late renewal"}) == "Deal: Late renewal"
