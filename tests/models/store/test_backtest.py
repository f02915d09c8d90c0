"""Who would move under a draft, under another reading, under quite another program."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.errors import Cancelled
from models.program import editing
from models.program.loading import programs, terms_from
from models.program.terms import Terms
from models.store.backtest import backtest
from models.store.portfolio import Portfolio, create
from models.store.programs import terms_on
from tests.models.program.making import Records, complete, deal, with_trained, won
from tests.models.store.test_standing import put

DAY = date(2022, 1, 5)
TEXT = programs()[0].text


def partner(number: int, name: str, made: Records) -> Records:
    """The same records as those of another partner."""
    own: dict[str, Any] = {"partner": replace(made.partner, id=number, name=name)}
    for kind in ("contacts", "agreements", "offerings", "trainings", "integrations", "deals"):
        own[kind] = [replace(record, partner_id=number) for record in getattr(made, kind)]
    return Records(**own)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as found:
        put(
            found,
            [
                partner(1, "Alpha", complete(won(15_000_000))),
                partner(2, "Beta", complete(won("14_999_999.99"))),
                partner(3, "Gamma", complete(won(18_000_000))),
                partner(4, "Delta", with_trained(complete(won(30_000_000)), 9)),
                partner(5, "Epsilon", complete(deal("won", date(2021, 6, 1), 900_000_000))),
            ],
        )
        yield found


def told(portfolio: Portfolio, terms: Terms) -> dict[str, tuple[str, str, str, tuple[str, ...]]]:
    return {
        move.partner: (move.before.key, move.after.key, move.direction, move.criteria)
        for move in backtest(portfolio, terms, DAY)
    }


@pytest.mark.clause("C100")
def test_a_draft_says_who_would_move_and_by_which_criterion(portfolio: Portfolio) -> None:
    text = editing.set_ask(
        TEXT, "aggregate_tcv", "gold", date(2021, 1, 1), "required", Decimal(18_000_000)
    )
    text = editing.set_ask(text, "mss_trained_people", "gold", date(2021, 1, 1), "required", 9)
    assert told(portfolio, terms_from(text, DAY)) == {
        "Alpha": ("gold", "silver", "down", ("aggregate_tcv",)),
        "Beta": ("silver", "silver", "same", ("aggregate_tcv",)),
        "Delta": ("silver", "gold", "up", ("mss_trained_people",)),
        "Epsilon": ("silver", "silver", "same", ("aggregate_tcv",)),
        "Gamma": ("gold", "gold", "same", ("aggregate_tcv",)),
    }
    assert terms_on(portfolio, DAY) is terms_from(TEXT, DAY)
    assert portfolio.can_undo() is None


@pytest.mark.clause("A10")
def test_another_reading_says_who_would_move(portfolio: Portfolio) -> None:
    terms = terms_from(TEXT, DAY, {"A10": "exclude"})
    moves = {move.partner: move for move in backtest(portfolio, terms, DAY)}
    assert [name for name, move in moves.items() if move.direction != "same"] == ["Epsilon"]
    assert (moves["Epsilon"].tcv_before, moves["Epsilon"].tcv_after) == (900_000_000, 0)
    assert moves["Epsilon"].because(terms, terms) == ("Aggregate TCV",)


def test_quite_another_program_shares_no_tier_to_compare(portfolio: Portfolio) -> None:
    example = next(program for program in programs() if program.example)
    moves = backtest(portfolio, example.terms_on(DAY), DAY)
    assert {move.direction for move in moves} == {"other"}
    assert {move.after.key for move in moves} == {"registered"}
    assert all(move.criteria for move in moves)


def test_it_tells_how_far_it_is_and_ends_when_it_is_stopped(portfolio: Portfolio) -> None:
    put(portfolio, [partner(n, f"Late {n:02}", complete(won(1))) for n in range(10, 36)])
    seen: list[tuple[int, int]] = []
    backtest(portfolio, terms_on(portfolio, DAY), DAY, lambda n, of, _: seen.append((n, of)))
    assert seen == [(0, 31), (25, 31), (31, 31)]

    def stop(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backtest(portfolio, terms_on(portfolio, DAY), DAY, stop)


def test_some_partners_may_be_asked_for(portfolio: Portfolio) -> None:
    moves = backtest(portfolio, terms_on(portfolio, DAY), DAY, partner_ids=[3, 1])
    assert [move.partner_id for move in moves] == [1, 3]
    assert {move.direction for move in moves} == {"same"}
