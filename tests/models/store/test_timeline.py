"""A partner's timeline is read from its records up to a day, and from the journal part by part."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.action import Action
from models.deal import Deal
from models.governance.joint_plan import Objective
from models.governance.meetings import Meeting
from models.governance.timeline import KINDS, RECORDS, folded_edits
from models.governance.timeline_sources import EDITS, TOLD
from models.partner import Agreement, Contact, Partner
from models.store import evidence, migrations, records, timeline, timeline_journal
from models.store import omission_review as review
from models.store.portfolio import Portfolio, create
from models.store.timeline import recorded
from models.store.timeline_journal import NOBODYS, THROUGH, edited, read_part
from tests.sample_portfolio import sample_at

TODAY = date(2026, 3, 3)
LATER = date(2100, 1, 1)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        with made.change("Begin"):
            records.add(made, Partner(1, "O'Neil & Söhne 株式会社"))
            records.add(made, Partner(2, "Other"))
        yield made


def add(portfolio: Portfolio, *several: Any, label: str = "Add") -> None:
    with portfolio.change(label):
        for one in several:
            records.add(portfolio, one)


def titles(portfolio: Portfolio, today: date = TODAY, most: int = 0) -> list[str]:
    return [one.title for one in recorded(portfolio, 1, today, most).entries]


def test_what_happened_is_told_on_its_day_and_of_this_partner_only(portfolio: Portfolio) -> None:
    add(
        portfolio,
        Meeting(5, 1, "business_review", TODAY - timedelta(3), "Spring review", state="held"),
        Deal(6, 1, "Late renewal", "Bank", status="won", close_date=TODAY, partner_minor=100),
        Agreement(7, 1, "nda", TODAY - timedelta(9)),
        Deal(8, 2, "Not theirs", status="won", close_date=TODAY),
    )
    found = recorded(portfolio, 1, TODAY)
    assert [(one.on, one.title) for one in found.entries] == [
        (TODAY, "Won: Late renewal"), (TODAY - timedelta(3), "Spring review held"),
        (TODAY - timedelta(9), "Non-disclosure agreement signed"),
    ]  # fmt: skip
    assert found.whole
    assert found.entries[0].detail == "Bank · $1"
    assert (found.entries[1].page, found.entries[1].record_id) == ("meeting", 5)


@pytest.mark.parametrize(("days", "told"), [(-1, 1), (0, 1), (1, 0)])
def test_what_is_still_to_come_is_not_in_it(portfolio: Portfolio, days: int, told: int) -> None:
    on = TODAY + timedelta(days)
    add(portfolio, Deal(6, 1, "Deal", status="won", close_date=on))
    add(portfolio, Meeting(5, 1, "meeting", on, state="planned"))
    assert len(titles(portfolio)) == told


def test_the_newest_come_first_and_there_are_no_more_than_asked_for(portfolio: Portfolio) -> None:
    add(portfolio, *(Action(key, 1, f"Do {key}", made_on=TODAY - timedelta(key))
                     for key in range(1, 8)))  # fmt: skip
    found = recorded(portfolio, 1, TODAY, 3)
    assert [one.title for one in found.entries] == [
        f"Action planned: Do {key}" for key in (1, 2, 3)
    ]
    assert not found.whole
    assert recorded(portfolio, 1, TODAY, 7).whole


def test_each_step_of_an_omission_is_told_with_what_it_moved(portfolio: Portfolio) -> None:
    case = review.open_case(portfolio, 1, TODAY, reason="Their mail", by_whom="Kim", name="Rollout",
                            close_date=date(2026, 6, 1), partner_minor=700)  # fmt: skip
    for step in ("review", "accept"):
        review.take(portfolio, case, step, TODAY, by_whom="Ada", words="It is ours")
    evidence.add(portfolio, 1, "order.txt", b"1", TODAY, record_id=case)
    found = {one.title: one for one in recorded(portfolio, 1, TODAY).entries}
    assert set(found) == {
        "Omission flagged: Rollout", "Omission under review: Rollout",
        "Omission accepted: Rollout", "Evidence added: order.txt",
    }  # fmt: skip
    accepted = found["Omission accepted: Rollout"]
    assert accepted.detail == ("It is ours · Aggregate TCV $0 to $7, the tier stays Opportunistic.")
    assert (accepted.who, accepted.tab) == ("Ada", "omissions")
    assert found["Evidence added: order.txt"].detail == "For the omission Rollout"


def test_every_source_names_columns_that_are_there_and_a_known_kind() -> None:
    for told in TOLD:
        names = {one.name for one in fields(told.record)}
        assert {told.day, *told.where} <= names
        assert told.kind in KINDS
    assert all(kind in KINDS for kind, _ in EDITS.values())


def test_every_table_is_a_partners_or_belongs_to_one_or_is_named_as_nobodys(
    portfolio: Portfolio,
) -> None:
    """Else edits in a table that came since would be in no timeline, and nobody would miss them."""
    for table in migrations.SHARED_TABLES:
        columns = {row[0] for row in portfolio.conn.rows(
            "SELECT name FROM pragma_table_info(?)", (table,))}  # fmt: skip
        known = "partner_id" in columns or table in THROUGH or table == "partners"
        assert known != (table in NOBODYS), table
        assert known == (table in EDITS), table


def test_the_sample_has_a_full_timeline_without_anything_to_come(tmp_path: Path) -> None:
    today = date(2026, 11, 24)
    with sample_at(tmp_path / "sample.alliance", today) as made:
        for partner in records.find(made, Partner):
            found = recorded(made, partner.id, today).entries
            assert all(one.on <= today and one.source == RECORDS for one in found)
            assert len({one.id for one in found}) == len(found)


# ---- the journal -------------------------------------------------------------------------------


def journal(portfolio: Portfolio, partner_id: int = 1) -> list[str]:
    touches = read_part(portfolio, partner_id, LATER).touches
    return [one.title for one in folded_edits(touches)]


def test_edits_are_told_under_their_label_and_of_this_partner_only(portfolio: Portfolio) -> None:
    add(portfolio, Deal(6, 1, "Deal"), Deal(7, 2, "Other deal"), label="Add deals")
    with portfolio.change("Set the stage"):
        records.update(portfolio, Deal, 6, stage="Propose", next_step="Call")
    with portfolio.change("Set the other stage"):
        records.update(portfolio, Deal, 7, stage="Propose")
    (stage, added, begun) = read_part(portfolio, 1, LATER).touches
    assert (stage.label, stage.fields, stage.added) == ("Set the stage", 2, 0)
    assert (added.label, added.added) == ("Add deals", 1)
    assert begun.label == "Begin"


def test_edits_of_a_record_that_was_deleted_since_are_told_too(portfolio: Portfolio) -> None:
    add(portfolio, Contact(6, 1, "Ada", "other"), label="Add Ada")
    with portfolio.change("Name the role"):
        records.update(portfolio, Contact, 6, role="executive sponsor")
    records.delete(portfolio, Contact, [6])
    labels = [one.label for one in read_part(portfolio, 1, LATER).touches]
    assert labels == ["Delete contact", "Name the role", "Add Ada", "Begin"]


def test_what_was_undone_says_so_and_the_undo_itself_is_no_line(portfolio: Portfolio) -> None:
    add(portfolio, Contact(6, 1, "Ada", "other"), label="Add Ada")
    portfolio.undo()
    first, second = read_part(portfolio, 1, LATER).touches
    assert (first.label, first.taken_back, second.taken_back) == ("Add Ada", True, False)


def test_an_answer_is_its_partners_through_its_checklist(portfolio: Portfolio) -> None:
    for table, (column, parent) in THROUGH.items():
        found = portfolio.conn.rows("SELECT name FROM pragma_table_info(?)", (table,))
        assert (column,) in found
        assert parent in migrations.SHARED_TABLES


def test_an_objective_that_is_approved_is_a_line_of_its_own(portfolio: Portfolio) -> None:
    add(portfolio, Objective(6, 1, 2026, "pipeline", "Win banks"), label="Add the objective")
    with portfolio.change("Approve “Win banks”"):
        records.update(portfolio, Objective, 6, state="jointly_approved", note="Signed")
    assert "Objective jointly approved: Approve “Win banks”" in journal(portfolio)


def test_the_day_of_an_edit_is_that_of_entering_it_here(portfolio: Portfolio) -> None:
    now = datetime.fromisoformat("2026-02-01T12:00:00+00:00")
    portfolio.clock = lambda: now
    add(portfolio, Deal(6, 1, "Old", status="won", close_date=date(2020, 1, 1)), label="Add it")
    (touch, *_) = read_part(portfolio, 1, LATER).touches
    assert touch.on == now.astimezone().date()
    assert "Add it" not in [one.label for one in read_part(portfolio, 1, date(2026, 1, 1)).touches]


def test_before_and_after_are_read_when_they_are_asked_for(portfolio: Portfolio) -> None:
    add(portfolio, Deal(6, 1, "Deal"), Deal(7, 2, "Other"), label="Add deals")
    with portfolio.change("Set the stage"):
        records.update(portfolio, Deal, 6, stage="Propose")
        records.update(portfolio, Deal, 7, stage="Propose")
    newest = read_part(portfolio, 1, LATER).touches[0]
    (one,) = edited(portfolio, 1, [newest.seq])
    assert (one.table, one.record_id, one.op) == ("deals", 6, "changed")
    assert [(shift.column, shift.before, shift.after) for shift in one.shifts] == [
        ("stage", "", "Propose")
    ]


@pytest.fixture
def busy(portfolio: Portfolio) -> Portfolio:
    """Changes of two partners, with a record that comes, is edited and goes."""
    for key in range(10, 40):
        add(portfolio, Contact(key, 1 + key % 2, f"P{key}", "other"), label=f"Add {key}")
        records.update(portfolio, Contact, key, phone="1")
        if not key % 3:
            records.delete(portfolio, Contact, [key])
    return portfolio


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(enough=st.integers(1, 20), most=st.integers(1, 20), rows=st.integers(1, 9))
def test_however_the_journal_is_parted_the_same_edits_come(
    busy: Portfolio, enough: int, most: int, rows: int
) -> None:
    whole = read_part(busy, 1, LATER)
    assert whole.before == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timeline_journal, "ENOUGH", enough)
        patch.setattr(timeline_journal, "MOST_CHANGES", most)
        patch.setattr(timeline_journal, "_AT_ONCE", rows)
        part = read_part(busy, 1, LATER)
        touches = list(part.touches)
        while part.before:
            part = read_part(busy, 1, LATER, part.before, part.gone)
            touches += part.touches
    assert touches == list(whole.touches)


def test_a_day_before_the_program_still_has_its_timeline(portfolio: Portfolio) -> None:
    add(portfolio, Agreement(7, 1, "nda", date(1999, 1, 4)))
    assert titles(portfolio, date(1999, 1, 4)) == ["Non-disclosure agreement signed"]
    assert timeline.FIRST > 0
