"""A draft is begun as a copy and adopted with what was confirmed, or not at all."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.program.loading import program_of, programs
from models.program_year import KeptProgram
from models.store import records
from models.store.portfolio import Portfolio, create
from models.store.program_drafts import adopt, begin
from models.store.programs import terms_on
from models.store.versions import NotAdopted

TEXT = programs()[0].text
FIRST = date(2027, 1, 1)
NOTICE = date(2026, 11, 1)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as found:
        yield found


@pytest.mark.clause("C100")
def test_a_version_is_begun_as_a_copy_with_its_own_name_and_days(portfolio):
    made = begin(portfolio, TEXT, "2027", FIRST, NOTICE, "why")
    head = program_of(made.text)
    assert (head.version, head.from_on, head.notice_on) == ("2027", FIRST, NOTICE)
    assert (made.state, made.note) == ("draft", "why")
    assert portfolio.can_undo() == "Draft version 2027 of IBM Security Services Alliance Program"


@pytest.mark.clause("C100")
def test_what_is_confirmed_on_adopting_is_one_step(portfolio):
    made = begin(portfolio, TEXT, "2027", FIRST, None)
    later = date(2027, 7, 1)
    adopt(portfolio, made.id, "2027b", later, NOTICE)
    assert terms_on(portfolio, later - timedelta(days=1)).version == "2021"
    assert terms_on(portfolio, later).version == "2027b"
    assert terms_on(portfolio, later).notice_on == NOTICE
    portfolio.undo()
    assert terms_on(portfolio, later).version == "2021"
    [kept] = records.find(portfolio, KeptProgram)
    assert (kept.version, kept.from_on, kept.notice_on) == ("2027", FIRST, None)


@pytest.mark.parametrize(
    ("version", "first", "notice", "where"),
    [
        ("2027", FIRST, None, "notice"),
        ("2027", FIRST, FIRST, "from_on"),
        ("2027", date(2021, 1, 1), date(2020, 1, 1), "from_on"),
        ("2021", FIRST, NOTICE, "version"),
    ],
)
def test_a_refusal_names_its_field_and_changes_nothing(portfolio, version, first, notice, where):
    made = begin(portfolio, TEXT, "2027", FIRST, None)
    with pytest.raises(NotAdopted) as told:
        adopt(portfolio, made.id, version, first, notice)
    assert told.value.where == where
    assert records.find(portfolio, KeptProgram) == [made]
