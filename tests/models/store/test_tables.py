"""A table written in few words is the one that SQL would make."""

import apsw
import pytest

from models.store.tables import MAYBE_DAY, TEXT, number, of, of_partner, table, text


@pytest.fixture
def empty() -> apsw.Connection:
    return apsw.Connection(":memory:")


def indexes(connection: apsw.Connection, name: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA index_list({name})")}


def test_what_is_not_said_is_usual_and_what_has_to_be_said_is_refused(empty) -> None:
    empty.execute(table("notes", title=TEXT, body=text(), side=text("host"), at=number(3)))
    empty.execute("INSERT INTO notes (id, title) VALUES (1, 'A')")
    assert empty.execute("SELECT * FROM notes").fetchall() == [(1, "A", "", "host", 3)]
    with pytest.raises(apsw.ConstraintError):
        empty.execute("INSERT INTO notes (id) VALUES (2)")


def test_a_number_does_not_go_into_a_day(empty) -> None:
    empty.execute(table("notes", on_date=MAYBE_DAY))
    with pytest.raises(apsw.ConstraintError):
        empty.execute("INSERT INTO notes VALUES (1, x'00')")


def test_what_belongs_to_a_partner_goes_with_it_and_is_found_by_it(empty) -> None:
    empty.execute("PRAGMA foreign_keys=ON")
    empty.execute(table("partners") + of_partner("meetings", "by_day (on_date)", on_date=TEXT))
    empty.execute(of_partner("people", meeting_id=of("meetings")))
    empty.execute("INSERT INTO partners VALUES (1); INSERT INTO meetings VALUES (2, 1, '')")
    empty.execute("INSERT INTO people VALUES (3, 1, 2)")
    assert indexes(empty, "meetings") == {"meetings_by_partner", "meetings_by_day"}
    empty.execute("DELETE FROM partners")
    assert empty.execute("SELECT count(*) FROM people").get == 0


def test_an_index_of_ones_own_by_partner_stands_for_the_usual_one(empty) -> None:
    empty.execute(table("partners") + of_partner("lists", "by_partner (partner_id, id)"))
    assert indexes(empty, "lists") == {"lists_by_partner"}
