"""Two partners become one, nothing is lost by it, and undo gives back what was."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import sample
from models.checklist.records import Answer, Checklist, Where
from models.deal import Deal
from models.errors import UserError
from models.governance.meetings import Attendee, Meeting
from models.governance.standing import PutOff
from models.governance.today import Away
from models.ledgers import PartnerList
from models.partner import Agreement, Contact, Grant, Offering, Partner, Training
from models.program_year import Assessment, AssessmentLine
from models.store import aliases, merging, merging_records, records
from models.store.checklists import answer_id, checklist_id
from models.store.partner_lists import list_id
from models.store.portfolio import Portfolio, create
from models.store.soundness import faults
from models.store.today import put_off_now

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        with made.change("Add"):
            records.add(made, Partner(1, "Acme"))
            records.add(made, Partner(2, "Acme GmbH"))
        yield made


def dump(portfolio: Portfolio) -> dict[str, list[Any]]:
    """Everything but the journal."""
    names = portfolio.conn.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {
        name: sorted(portfolio.conn.rows(f"SELECT * FROM {name}"), key=repr)
        for (name,) in names
        if name != "journal"
    }


def put(portfolio: Portfolio, *made: Any) -> None:
    with portfolio.change("Add records"):
        for one in made:
            records.add(portfolio, one)


def fill(portfolio: Portfolio, table: str, **values: Any) -> None:
    """A row with something in every column that needs it."""
    made: dict[str, Any] = {}
    for name, kind, needed, default in portfolio.conn.rows(
        'SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?)', (table,)
    ):
        if needed and default is None:
            text = "2026-01-01" if name.endswith(("_on", "_date", "as_of")) else "x"
            made[name] = {"INTEGER": 7, "TEXT": text, "BLOB": b"x"}[kind]
    made |= values
    marks = ", ".join("?" * len(made))
    portfolio.conn.execute(
        f"INSERT INTO {table} ({', '.join(made)}) VALUES ({marks})", tuple(made.values())
    )


def tables(portfolio: Portfolio) -> list[str]:
    return [
        name
        for name in merging_records.tables_with(portfolio, "partner_id")
        if name not in merging_records.AS_IT_WAS
    ]


def test_records_of_every_table_with_a_partner_go_over(portfolio: Portfolio) -> None:
    names = tables(portfolio)
    assert {"deals", "evidence", "aliases", "omissions", "assessment_lines"} <= set(names)
    with portfolio.change("Fill"):
        portfolio.conn.execute("PRAGMA defer_foreign_keys=ON")  # rows come by their tables' names
        fill(portfolio, "assessments", id=7, state="closed")
        for name in names:
            outcome = {"outcome": "none"} if name == "assessment_lines" else {}
            fill(portfolio, name, id=7, partner_id=2, **outcome)
    # A table that is new may have an id made of the partner's: then it needs care of its own.
    merging.merge(portfolio, 1, 2)
    for name in names:
        owners = portfolio.conn.rows(f"SELECT partner_id FROM {name}")
        assert owners, name
        assert set(owners) == {(1,)}, name
    assert [one.name for one in records.find(portfolio, Partner)] == ["Acme"]


def test_what_the_board_has_frozen_stays_whose_it_was(portfolio: Portfolio) -> None:
    with portfolio.change("Fill"):
        fill(portfolio, "frozen", partner_id=2)
    merging.merge(portfolio, 1, 2)
    assert portfolio.conn.value("SELECT partner_id FROM frozen") == 2


def test_undo_gives_back_every_record_and_redo_merges_again(tmp_path: Path) -> None:
    with create(tmp_path / "sample.alliance") as book:
        sample.fill(book, TODAY)
        ids = [one.id for one in records.find(book, Partner)]
        done = 0
        for keep, gone in pairwise(ids):
            before = dump(book)
            told = merging.preview(book, keep, gone, as_of=TODAY)
            assert dump(book) == before
            if told.refused:
                with pytest.raises(UserError):
                    merging.merge(book, keep, gone)
                continue
            done += 1
            merging.merge(book, keep, gone)
            after = dump(book)
            assert after != before
            assert faults(book.conn) == []
            book.undo()
            assert dump(book) == before
            book.redo()
            assert dump(book) == after
            book.undo()
        assert done >= 2


def test_a_preview_writes_nothing_and_says_what_the_merge_does(portfolio: Portfolio) -> None:
    put(portfolio, Deal(1, 2, "SOC"), Deal(2, 2, "MDR"), Contact(3, 2, "Ada", "other"))
    before, label = dump(portfolio), portfolio.can_undo()
    told = merging.preview(portfolio, 1, 2, as_of=TODAY)
    assert (told.moved, told.once, told.refused) == (("2 deals", "1 contact"), (), "")
    assert told.before is not None
    assert told.after is not None
    assert (dump(portfolio), portfolio.can_undo()) == (before, label)


def test_what_both_have_is_kept_once_with_what_either_says(portfolio: Portfolio) -> None:
    put(
        portfolio,
        Contact(11, 1, "Ada Byron", "other", email="ada@example.com"),
        Contact(12, 2, "ada  byron", "other", phone="123"),
        Contact(13, 2, "Ada Byron", "other", email="ada@example.org"),
        Agreement(21, 1, "nda", date(2025, 1, 1)),
        Agreement(22, 2, "nda", date(2025, 1, 1)),
        Training(31, 1, "Ada", "sales", "One", date(2025, 1, 1)),
        Training(32, 2, "ADA", "sales", "one", date(2025, 1, 1)),
        Training(33, 2, "ADA", "sales", "one", date(2025, 1, 2)),
    )
    told = merging.preview(portfolio, 1, 2, as_of=TODAY)
    assert told.once == ("1 contact", "1 training", "1 agreement")
    merging.merge(portfolio, 1, 2)
    assert [(c.id, c.email, c.phone) for c in records.find(portfolio, Contact)] == [
        (11, "ada@example.com", "123"), (13, "ada@example.org", ""),
    ]  # fmt: skip
    assert [one.id for one in records.find(portfolio, Agreement)] == [21]
    assert [one.id for one in records.find(portfolio, Training)] == [31, 33]


def test_a_deal_keeps_its_offering_where_both_have_it(portfolio: Portfolio) -> None:
    put(
        portfolio, Offering(41, 1, "Shield"), Offering(42, 2, "SHIELD"),
        Offering(43, 2, "Shield", standard=True), Deal(1, 2, "SOC", offering_id=42),
    )  # fmt: skip
    told = merging.preview(portfolio, 1, 2, as_of=TODAY)
    assert "Both have an offering “Shield” with other details: both are kept." in told.notes
    merging.merge(portfolio, 1, 2)
    assert [one.id for one in records.find(portfolio, Offering)] == [41, 43]
    assert records.get(portfolio, Deal, 1).offering_id == 41


def test_who_came_to_a_meeting_is_still_a_contact_where_both_have_the_person(
    portfolio: Portfolio,
) -> None:
    mine, theirs = (Contact(at, at, "partner", "", "Ada Moor") for at in (1, 2))
    put(portfolio, mine, theirs, Meeting(9, 2, "meeting", TODAY))
    put(portfolio, Attendee(3, 2, 9, "Ada Moor", contact_id=2))
    merging.merge(portfolio, 1, 2)
    assert records.get(portfolio, Attendee, 3).contact_id == 1


def test_every_table_that_goes_over_has_a_word_in_the_preview(portfolio: Portfolio) -> None:
    told = set(merging_records.tables_with(portfolio, "partner_id"))
    unsaid = merging_records.AS_IT_WAS | merging_records.OF_THEIR_OWN
    assert told - unsaid <= merging._WORDS.keys()


def test_deals_that_look_alike_are_all_kept_and_told(portfolio: Portfolio) -> None:
    day = date(2026, 12, 1)
    put(
        portfolio,
        Deal(1, 1, "SOC", "Bank", close_date=day),
        Deal(2, 2, "soc", "bank ", close_date=day),
    )
    told = merging.preview(portfolio, 1, 2, as_of=TODAY)
    assert told.notes[0].startswith("1 deal have the customer, name and close date") or told.notes
    merging.merge(portfolio, 1, 2)
    assert len(records.find(portfolio, Deal)) == 2


def test_the_name_that_goes_means_the_partner_that_stays(portfolio: Portfolio) -> None:
    put(portfolio, Partner(3, "Other"))
    with portfolio.change("Say"):
        aliases.remember(portfolio, "Acme Germany", 2, aliases.SAME)
        aliases.remember(portfolio, "Acme GmbH", 1, aliases.DIFFERENT)
        aliases.remember(portfolio, "Acme", 2, aliases.DIFFERENT)
        aliases.remember(portfolio, "Acme Bank", 2, aliases.DIFFERENT)
    merging.merge(portfolio, 1, 2)
    found = {(a.name, a.partner_id, a.verdict) for a in aliases.aliases(portfolio)}
    assert found == {
        ("Acme GmbH", 1, "same"), ("Acme Germany", 1, "same"), ("Acme Bank", 1, "different"),
    }  # fmt: skip


def checklist(portfolio: Portfolio, partner: int, state: str = "open", **answers: str) -> None:
    where = Where(partner, "quarterly_review", "2026-Q4")
    key = checklist_id(where)
    put(
        portfolio,
        Checklist(key, partner, where.template, 1, "d", where.period, None, TODAY, state=state),
        *(
            Answer(answer_id(key, item), key, item, value, note=f"n{partner}")
            for item, value in answers.items()
        ),
    )


def answers(portfolio: Portfolio) -> dict[str, tuple[str, str]]:
    (one,) = records.find(portfolio, Checklist)
    assert one.id == checklist_id(Where(1, one.template, one.period))
    found = records.find(portfolio, Answer)
    assert all(a.checklist_id == one.id and a.id == answer_id(one.id, a.item) for a in found)
    return {a.item: (a.value, a.note) for a in found}


def test_a_checklist_goes_over_with_its_answers(portfolio: Portfolio) -> None:
    checklist(portfolio, 2, a="1")
    merging.merge(portfolio, 1, 2)
    assert answers(portfolio) == {"a": ("1", "n2")}


def test_of_two_checklists_of_one_period_no_answer_is_lost(portfolio: Portfolio) -> None:
    checklist(portfolio, 1, a="1", b="same")
    checklist(portfolio, 2, a="2", b="same", c="3")
    told = merging.preview(portfolio, 1, 2, as_of=TODAY)
    assert told.notes[0].startswith("Both have begun 1 checklist of the same period")
    merging.merge(portfolio, 1, 2)
    assert answers(portfolio) == {
        "a": ("1", "n1\nAcme GmbH had answered: “2”, n2."),
        "b": ("same", "n1\nAcme GmbH had answered: “same”, n2."),
        "c": ("3", "n2"),
    }


def test_a_closed_checklist_stands_as_it_was_closed(portfolio: Portfolio) -> None:
    checklist(portfolio, 1, a="1", c="3")
    checklist(portfolio, 2, "closed", a="2")
    merging.merge(portfolio, 1, 2)
    assert answers(portfolio) == {
        "a": ("2", "n2\nAcme had answered: “1”, n1."),
        "c": ("", "Acme had answered: “3”, n1."),
    }
    assert records.find(portfolio, Checklist)[0].state == "closed"


def test_an_answer_that_was_carried_over_still_knows_where_from(portfolio: Portfolio) -> None:
    last = Where(2, "quarterly_review", "2026-Q3")
    put(
        portfolio,
        Checklist(checklist_id(last), 2, last.template, 1, "d", last.period, None, TODAY),
        Answer(answer_id(checklist_id(last), "a"), checklist_id(last), "a", "1"),
    )
    checklist(portfolio, 2, b="2")
    with portfolio.change("Carry"):
        for one in records.find(portfolio, Answer, item="b"):
            records.update(
                portfolio, Answer, one.id, carried_from=answer_id(checklist_id(last), "a")
            )
    merging.merge(portfolio, 1, 2)
    found = {one.item: one for one in records.find(portfolio, Answer)}
    assert found["b"].carried_from == found["a"].id


def test_lists_of_one_day_are_added_up_and_others_go_over(portfolio: Portfolio) -> None:
    first, second = date(2026, 10, 1), date(2026, 11, 1)
    put(
        portfolio,
        *(
            PartnerList(list_id(whose, day), whose, day, "a.csv", 0, 3, 2, 1, 4, 2, 100, 50, "USD")
            for whose, day in ((1, first), (2, first), (2, second))
        ),
    )
    merging.merge(portfolio, 1, 2)
    found = {one.listed_on: one for one in records.find(portfolio, PartnerList)}
    assert {day: (one.id, one.theirs, one.named_minor) for day, one in found.items()} == {
        first: (list_id(1, first), 6, 100), second: (list_id(1, second), 3, 50),
    }  # fmt: skip


def test_fields_are_joined_and_each_that_differs_is_said(portfolio: Portfolio) -> None:
    with portfolio.change("Set"):
        records.update(portfolio, Partner, 1, notes="one", candidate_on=date(2025, 1, 1))
        records.update(
            portfolio, Partner, 2, region="EMEA", notes="two", free_training=True,
            invited_on=date(2024, 1, 1), invitation_accepted_on=date(2024, 2, 1),
        )  # fmt: skip
    told = merging.preview(portfolio, 1, 2, as_of=TODAY)
    assert {(f.name, f.stays) for f in told.fields} == {
        ("Region", "EMEA"), ("Notes", "Both"), ("Free training", "Yes"), ("Candidate since", "–"),
        ("Invited on", "1 Jan 2024"), ("Invitation accepted on", "1 Feb 2024"),
    }  # fmt: skip
    merging.merge(portfolio, 1, 2)
    one = records.get(portfolio, Partner, 1)
    assert (one.name, one.region, one.notes) == ("Acme", "EMEA", "one\n\ntwo")
    assert (one.candidate_on, one.invitation_accepted_on) == (None, date(2024, 2, 1))


@pytest.mark.parametrize(("year", "refused"), [(2025, False), (2026, True), (2027, False)])
def test_two_grants_of_one_years_assessment_are_refused(
    portfolio: Portfolio, year: int, refused: bool
) -> None:
    put(
        portfolio,
        Grant(1, 1, "gold", "assessment", date(2026, 1, 5), as_of=date(2026, 1, 5)),
        Grant(2, 2, "gold", "assessment", date(year, 1, 5), as_of=date(year, 1, 5)),
    )
    assert bool(merging.preview(portfolio, 1, 2, as_of=TODAY).refused) is refused
    if refused:
        with pytest.raises(UserError, match="Both were granted a tier by the assessment of 2026"):
            merging.merge(portfolio, 1, 2)
    else:
        merging.merge(portfolio, 1, 2)
        assert len(records.find(portfolio, Grant, partner_id=1)) == 2


def test_a_partner_whose_assessment_is_not_signed_does_not_go(portfolio: Portfolio) -> None:
    put(
        portfolio,
        Assessment(1, 2026, TODAY, TODAY, "1", "d", "frozen", TODAY),
        AssessmentLine(1, 1, 2, "Acme GmbH", "", "gold", "gold", 0),
    )
    with pytest.raises(UserError, match="not signed off in the January assessment of 2026"):
        merging.merge(portfolio, 1, 2)
    merging.merge(portfolio, 2, 1)


def test_what_was_put_off_stays_so_with_the_partner_that_stays(portfolio: Portfolio) -> None:
    later, latest = date(2026, 12, 1), date(2027, 1, 1)
    put(
        portfolio,
        PutOff(1, "statement:2:2026-08-01", 2, TODAY, later),
        PutOff(2, "missed:1:2026-10", 1, TODAY, later),
        PutOff(3, "missed:2:2026-10", 2, TODAY, latest),
        PutOff(4, "action:77:2026-11-20", 2, TODAY, later),
    )
    merging.merge(portfolio, 1, 2)
    assert put_off_now(portfolio) == {
        "statement:1:2026-08-01": Away(later),
        "missed:1:2026-10": Away(later),
        "action:77:2026-11-20": Away(later),
    }
    assert {one.partner_id for one in records.find(portfolio, PutOff)} == {1}
    portfolio.undo()
    assert put_off_now(portfolio)["missed:2:2026-10"] == Away(latest)


def test_one_partner_is_no_two(portfolio: Portfolio) -> None:
    with pytest.raises(UserError, match="one partner already"):
        merging.merge(portfolio, 1, 1)


RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["contact", "training", "offering", "deal", "agreement"]),
        st.integers(1, 2),
        st.sampled_from(["A", "a ", "B", "Å"]),
        st.sampled_from(["", "x", "y"]),
    ),
    max_size=12,
)


def _record(at: int, kind: str, partner: int, name: str, more: str) -> Any:
    return {
        "contact": Contact(at, partner, name, "other", email=more),
        "training": Training(at, partner, name, "sales", more),
        "offering": Offering(at, partner, name, services={"x": "both"}.get(more, "")),
        "deal": Deal(at, partner, name, more, partner_minor=at),
        "agreement": Agreement(at, partner, "nda", date(2025, 1, 1) if more else None),
    }[kind]


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(made=RECORDS)
def test_whatever_both_have_money_is_kept_and_undo_is_exact(
    portfolio: Portfolio, made: list[tuple[str, int, str, str]]
) -> None:
    put(portfolio, *(_record(at, *one) for at, one in enumerate(made, start=100)))
    before = dump(portfolio)
    money = sum(one.tcv_minor for one in records.find(portfolio, Deal))
    merging.merge(portfolio, 1, 2)
    assert sum(one.tcv_minor for one in records.find(portfolio, Deal, partner_id=1)) == money
    assert not merging_records.left_behind(portfolio, 2)
    portfolio.undo()
    assert dump(portfolio) == before
    portfolio.undo()  # the records of this example
    if not made:
        portfolio.redo()
