"""The review of all partners: from the sample's records to who stands where and what is lacked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models import portfolio_review_words as words
from models.partner import Partner
from models.portfolio_review import Member, Review
from models.store import records, snapshots
from models.store.portfolio import Portfolio, create
from models.store.portfolio_review import portfolio_review
from models.store.standing import assess
from tests.sample_portfolio import sample_at

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portfolio]:
    with sample_at(tmp_path_factory.mktemp("review") / "partners.alliance", TODAY) as made:
        yield made


@pytest.fixture(scope="module")
def found(portfolio: Portfolio) -> Review:
    return portfolio_review(portfolio, TODAY)


def test_every_partner_that_takes_part_is_there_with_its_own_decision(
    found: Review, portfolio: Portfolio
) -> None:
    decisions = {one.partner_id: one for one in assess(portfolio, TODAY).decisions}
    inside = [one for one in decisions.values() if one.participation == "participating"]
    assert {member.id for member in found.members} == {one.partner_id for one in inside}
    assert found.outside == len(decisions) - len(inside) > 0
    for member in found.members:
        decision = decisions[member.id]
        assert member.held == (decision.granted_tier or "")
        assert member.calculated == decision.calculated_tier
        assert member.total == decision.tcv.total
        if decision.next_tier:
            assert member.aim == decision.next_tier.tier
            assert sorted(member.gaps) == sorted(decision.next_tier.gaps)


def test_sums_are_those_of_the_members(found: Review) -> None:
    assert found.total == sum(member.total for member in found.members)
    assert sum(found.held.values()) == len(found.members)


def test_who_would_move_is_told_from_the_records(found: Review) -> None:
    height = {tier.key: at for at, tier in enumerate(reversed(found.terms.tiers), 1)}
    for member in found.members:
        given, held = height.get(member.calculated, 0), height.get(member.held, 0)
        assert (member in found.rising) is (given > held)
        assert (member in found.falling) is (given < held)


def test_moves_are_told_from_the_last_snapshot_before_the_quarter(
    found: Review, portfolio: Portfolio
) -> None:
    days = [one.on_date for one in snapshots.listed(portfolio)]
    assert found.since == max(day for day in days if day <= date(2026, 10, 1))
    assert any(member.moved for member in found.members)
    moved = [abs(member.moved or 0) for member in found.moved_most(99)]
    assert moved == sorted(moved, reverse=True)
    assert 0 not in moved


@pytest.mark.parametrize(
    ("kept", "since"),
    [(date(2026, 9, 30), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 10, 1)),
     (date(2026, 10, 2), None)],
)  # fmt: skip
def test_a_snapshot_of_the_quarters_first_day_is_one_to_tell_from(
    tmp_path: Path, kept: date, since: date | None
) -> None:
    with create(tmp_path / "one.alliance") as made:
        with made.change("Add"):
            records.add(made, Partner(1, "Northwind"))
            snapshots.keep(made, kept, "by_hand")
        assert portfolio_review(made, TODAY).since == since


def test_without_an_earlier_snapshot_nothing_is_said_of_moves(portfolio: Portfolio) -> None:
    early = portfolio_review(portfolio, date(2024, 1, 8))
    assert early.since is None
    assert all(member.moved is None for member in early.members)
    assert early.moved_most(9) == ()
    assert words.movers_support(early) == "No earlier day was kept to compare with."


def test_what_is_lacked_counts_each_partner_once(found: Review) -> None:
    counts = {one.criterion: len(one.partners) for one in found.lacked}
    for criterion in found.terms.criteria:
        lacking = sum(criterion.id in member.gaps for member in found.members)
        assert counts.get(criterion.id, 0) == lacking
    assert list(counts.values()) == sorted(counts.values(), reverse=True)


def test_the_nearest_to_their_next_tier_come_first(found: Review) -> None:
    gaps = [len(member.gaps) for member in found.nearest if not member.at_top]
    assert gaps == sorted(gaps)
    assert [member.at_top for member in found.nearest] == sorted(m.at_top for m in found.members)


def _as_held(member: Member) -> Member:
    return replace(member, held=member.calculated)


def test_the_titles_say_what_is_the_case(found: Review) -> None:
    none = replace(found, members=())
    assert words.ladder_title(none) == "No partner takes part in the program yet"
    assert words.grid_title(none) == "There is nothing to compare yet"
    steady = replace(found, members=tuple(map(_as_held, found.rising)))
    assert words.movers_title(steady) == "Every partner holds what its records give"
    whole = replace(steady, members=tuple(replace(m, gaps=()) for m in steady.members))
    assert words.grid_title(whole) == "No partner lacks anything for the tier it aims for"
    one = replace(found, members=found.falling[:1])
    assert words.ladder_title(one) == "The only partner holds a tier; its records give less"


def test_a_title_names_one_mover_and_counts_several(found: Review) -> None:
    falling = found.falling
    assert words.movers_title(replace(found, members=falling[:1])) == (
        f"{falling[0].name} would fall"
    )
    assert words.movers_title(replace(found, members=falling[:2])) == "Two partners would fall"
