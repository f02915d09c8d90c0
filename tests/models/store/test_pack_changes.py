"""A pack knows what changed since the last one that was issued."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.deal import Deal
from models.errors import UserError
from models.partner import Partner
from models.store import packs, records
from models.store.pack_changes import between, until_now
from models.store.packs import packed
from models.store.portfolio import Portfolio, create
from reports.archive import issue_of
from reports.facts import freeze, pack_id

WAS, NOW = date(2022, 1, 5), date(2022, 4, 5)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        with made.change("Add"):
            records.add(made, Partner(1, "Acme"))
            records.add(
                made, Deal(1, 1, "One", status="open", close_date=date(2022, 6, 1),
                           partner_minor=100, tcv_minor=100),
            )  # fmt: skip
        yield made


def issue(portfolio: Portfolio, day: date, edition: str = "internal") -> int:
    found = packed(portfolio, 1, day)
    facts = freeze(found.file, edition=edition, background=found.background)
    pack = issue_of(facts, b"", 1, pack_id(facts), Path("one.pdf"))
    with portfolio.change("Issue a pack"):
        return packs.issue(portfolio, pack)


def win(portfolio: Portfolio) -> None:
    with portfolio.change("Win it"):
        records.update(portfolio, Deal, 1, status="won", close_date=date(2022, 3, 1))


def test_the_first_pack_has_nothing_to_compare_with(portfolio):
    assert packed(portfolio, 1, WAS).background.changes is None


@pytest.mark.parametrize("edition", ["internal", "partner"])
def test_the_next_pack_tells_what_changed_since_the_last(portfolio, edition):
    issue(portfolio, WAS, edition)
    win(portfolio)
    found = packed(portfolio, 1, NOW).background.changes
    assert found is not None
    assert found.as_of == WAS
    assert ("One", "Open, $1, Q2 2022", "Won, $1, Q1 2022") in [
        (one.what, one.was, one.now) for one in found.changes if one.subject == "won"
    ]


def test_issuing_a_pack_again_on_the_same_day_gives_the_same_facts(portfolio):
    issue(portfolio, WAS)
    win(portfolio)
    before = packed(portfolio, 1, NOW)
    issue(portfolio, NOW)
    assert packed(portfolio, 1, NOW) == before


def test_damaged_facts_of_the_last_pack_do_not_keep_the_next_from_being_made(portfolio):
    issue(portfolio, WAS)
    with portfolio.change("Damage"):
        portfolio.conn.execute("UPDATE packs SET facts = ?", (b"x",))
    assert packed(portfolio, 1, NOW).background.changes is None


def test_any_two_packs_can_be_compared_and_one_with_now(portfolio):
    first = issue(portfolio, WAS)
    win(portfolio)
    second = issue(portfolio, NOW)
    was, now, found = between(portfolio, first, second)
    assert (was.as_of, now.as_of, bool(found.changes)) == (WAS, NOW, True)
    assert until_now(portfolio, second, NOW)[1].changes == ()
    assert {one.what for one in until_now(portfolio, first, NOW)[1].changes} == {
        one.what for one in found.changes
    }


def test_a_pack_that_is_gone_or_damaged_is_a_sentence(portfolio):
    first = issue(portfolio, WAS)
    with pytest.raises(UserError, match="is not listed any more"):
        between(portfolio, first, 99)
    with portfolio.change("Damage"):
        portfolio.conn.execute("UPDATE packs SET facts = ?", (b"x",))
    with pytest.raises(UserError, match="are not what they were"):
        until_now(portfolio, first, NOW)
