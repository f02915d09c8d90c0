"""The program's resources are text, looked at by people, with a copy of a file at most."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.errors import UserError
from models.governance.advocacy import ProgramLink
from models.governance.links import USUAL
from models.store import program_links, records, soundness
from models.store.portfolio import Portfolio, create

TODAY = date(2026, 11, 24)
ONE = timedelta(days=1)
TEXT = b"Questions and answers\nWhat is asked most.\n"


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        yield made


@pytest.mark.clause("C108")
def test_the_usual_resources_are_named_once_without_an_address(portfolio: Portfolio) -> None:
    assert len(program_links.of_program(portfolio, TODAY).missing) == 4
    assert program_links.add_usual(portfolio) == 4
    assert program_links.add_usual(portfolio) == 0
    found = program_links.of_program(portfolio, TODAY)
    assert [one.link.address for one in found.lines] == [""] * 4
    assert [one.link.name for one in found.lines] == [name for name, _ in USUAL]
    assert (found.missing, found.due) == ((), 0)


@pytest.mark.clause("C100")
def test_a_look_holds_for_the_days_of_the_rules_and_another_address_ends_it(
    portfolio: Portfolio,
) -> None:
    link = program_links.add(portfolio, "External site")
    program_links.set_links(portfolio, [link], {"address": "https://example.com/a"})
    assert program_links.of_program(portfolio, TODAY).due == 1
    program_links.checked(portfolio, [link], TODAY)
    assert program_links.of_program(portfolio, TODAY + 90 * ONE).due == 0
    assert program_links.of_program(portfolio, TODAY + 91 * ONE).due == 1
    program_links.set_links(portfolio, [link], {"note": "Same address"})
    assert records.get(portfolio, ProgramLink, link).checked_on == TODAY
    program_links.set_links(portfolio, [link], {"address": "https://example.com/b"})
    assert records.get(portfolio, ProgramLink, link).checked_on is None


@pytest.mark.clause("C108")
def test_a_copy_of_a_file_is_kept_with_the_portfolio(portfolio: Portfolio) -> None:
    link = program_links.add(portfolio, "Questions and answers")
    program_links.attach(portfolio, link, "/somewhere/faq.txt", TEXT)
    assert program_links.content(portfolio, link) == ("faq.txt", TEXT)
    program_links.detach(portfolio, link)
    with pytest.raises(UserError, match="has no copy"):
        program_links.content(portfolio, link)
    portfolio.undo()
    assert program_links.content(portfolio, link)[1] == TEXT


def test_a_program_is_no_copy_that_is_kept(portfolio: Portfolio) -> None:
    link = program_links.add(portfolio, "Tool")
    with pytest.raises(UserError):
        program_links.attach(portfolio, link, "tool.exe", b"MZ\x90\x00")
    assert records.get(portfolio, ProgramLink, link).file == ""


def test_a_resource_keeps_its_name(portfolio: Portfolio) -> None:
    link = program_links.add(portfolio, " ")
    assert records.get(portfolio, ProgramLink, link).name == "New resource"
    with pytest.raises(UserError, match="needs a name"):
        program_links.set_links(portfolio, [link], {"name": "  "})


def test_a_copy_that_was_damaged_is_found_by_the_check(portfolio: Portfolio) -> None:
    link = program_links.add(portfolio, "Questions and answers")
    program_links.attach(portfolio, link, "faq.txt", TEXT)
    assert soundness.faults(portfolio.conn) == []
    portfolio.conn.execute("UPDATE evidence_files SET data = x'00'")
    (said,) = soundness.faults(portfolio.conn)
    assert said.startswith("The copy of faq.txt with the resource Questions and answers is damaged")
