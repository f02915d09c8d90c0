"""A pack is told what reviews decided since the one before, and what they noted of deals."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.governance.meetings import Meeting, ReviewBlock
from models.governance.outcomes import DealNote, Resolution
from models.store import pack_reviews, records
from models.store.background import background
from models.store.portfolio import Portfolio, create
from models.store.standing import partner_file
from tests.models.store.reviews_of import TODAY, deals, partner


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "r.alliance") as made, made.change("Fill"):
        partner(made, 1, "Northwind")
        yield made


def decided(portfolio: Portfolio, at: int, state: str, on: date | None) -> None:
    made = Resolution(at, 1, f"Decision {at}", state=state, decided_on=on, outcome="So")
    records.add(portfolio, made)


@pytest.mark.clause("C041")
def test_decisions_since_the_quarter_before_are_told_and_those_still_wanted(
    portfolio: Portfolio,
) -> None:
    decided(portfolio, 1, "taken", date(2026, 7, 1))
    decided(portfolio, 2, "taken", date(2026, 7, 2))
    decided(portfolio, 3, "dropped", TODAY)
    decided(portfolio, 4, "wanted", None)
    found = pack_reviews.resolutions(portfolio, 1, TODAY)
    assert [one.id for one in found] == [4, 2, 3]


def test_with_a_pack_before_only_what_was_decided_after_it_is_told(portfolio: Portfolio) -> None:
    portfolio.conn.execute(
        "INSERT INTO packs (id, partner_id, kind, edition, as_of, made_at, pack_id, file, digest)"
        " VALUES (1, 1, 'full', 'internal', '2026-09-30', '2026-09-30T10:00:00+00:00', 'a', 'b',"
        " 'c')"
    )
    decided(portfolio, 1, "taken", date(2026, 9, 30))
    decided(portfolio, 2, "taken", date(2026, 10, 1))
    assert [one.id for one in pack_reviews.resolutions(portfolio, 1, TODAY)] == [2]


def test_what_was_decided_after_the_day_was_still_wanted_on_it(portfolio: Portfolio) -> None:
    decided(portfolio, 1, "taken", date(2026, 11, 25))
    [found] = pack_reviews.resolutions(portfolio, 1, TODAY)
    assert (found.state, found.decided_on, found.outcome) == ("wanted", None, "")


@pytest.mark.clause("C104")
def test_a_pack_gets_the_notes_on_deals_up_to_its_day(portfolio: Portfolio) -> None:
    first, second = deals(portfolio, 1, 2)
    for at, (deal, on) in enumerate(((first, TODAY), (second, date(2026, 11, 25)))):
        records.add(portfolio, DealNote(at + 1, 1, deal, "Waits", noted_on=on))
    decided(portfolio, 1, "wanted", None)
    found = background(portfolio, partner_file(portfolio, 1, TODAY), TODAY)
    assert [one.deal_id for one in found.deal_notes] == [first]
    assert [one.title for one in found.resolutions] == ["Decision 1"]


# ---- what was written ---------------------------------------------------------------------


def review(portfolio: Portfolio, at: int, on: date, state: str = "held", **texts: str) -> None:
    made_on = texts.pop("made_on", "")
    records.add(
        portfolio,
        Meeting(at, 1, "pipeline_review", on, state=state,
                made_on=date.fromisoformat(made_on) if made_on else None),
    )  # fmt: skip
    for place, (purpose, text) in enumerate(texts.items()):
        records.add(portfolio, ReviewBlock(at * 10 + place, 1, at, purpose, text))


def written(portfolio: Portfolio, as_of: date = TODAY) -> list[str]:
    found = pack_reviews.minutes(portfolio, 1, as_of)
    return [line.text for line in found.lines] if found else []


@pytest.mark.clause("C103")
def test_what_the_last_review_wrote_is_told_line_by_line_in_the_order_of_its_purposes(
    portfolio: Portfolio,
) -> None:
    review(portfolio, 1, date(2026, 9, 12), trends="Older")
    review(portfolio, 2, date(2026, 10, 12), corrections="C", develop="One\n\n  \nTwo")
    review(portfolio, 3, date(2026, 11, 12))
    found = pack_reviews.minutes(portfolio, 1, TODAY)
    assert found is not None
    assert (found.on, found.held) == (date(2026, 10, 12), True)
    assert [(line.purpose, line.text) for line in found.lines] == [
        ("develop", "One"), ("develop", "Two"), ("corrections", "C"),
    ]  # fmt: skip


def test_what_is_written_for_the_next_review_comes_before_what_the_last_one_wrote(
    portfolio: Portfolio,
) -> None:
    review(portfolio, 1, date(2026, 10, 12), trends="Last")
    review(portfolio, 2, date(2026, 12, 12), "planned", trends="After next")
    review(portfolio, 3, date(2026, 11, 28), "planned", trends="Next")
    found = pack_reviews.minutes(portfolio, 1, TODAY)
    assert found is not None
    assert (found.held, found.lines[0].text) == (False, "Next")


@pytest.mark.parametrize(
    ("on", "state", "made_on", "told"),
    [
        (TODAY, "held", "", True),
        (TODAY, "planned", "", True),
        (date(2026, 11, 25), "held", "", False),
        (date(2026, 11, 25), "planned", "2026-11-24", True),
        (date(2026, 11, 25), "planned", "2026-11-25", False),
        (date(2026, 11, 23), "planned", "", True),
        (date(2026, 11, 23), "cancelled", "", False),
    ],
)
def test_nothing_is_told_of_a_review_that_was_not_known_on_the_day(
    portfolio: Portfolio, on: date, state: str, made_on: str, *, told: bool
) -> None:
    review(portfolio, 1, on, state, made_on=made_on, trends="Said")
    assert (written(portfolio) == ["Said"]) is told


def test_where_nothing_was_written_nothing_is_told(portfolio: Portfolio) -> None:
    review(portfolio, 1, date(2026, 10, 12), trends="  \n ")
    assert pack_reviews.minutes(portfolio, 1, TODAY) is None
    assert written(portfolio) == []
