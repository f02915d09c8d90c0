"""A portfolio run by another program: what was granted under the one before, and its words."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.program.loading import programs
from models.store import assessments, frozen, grants
from models.store.benefits import matrix
from models.store.partners import view
from models.store.portfolio import Portfolio, create
from models.store.program_page import moves_of_program
from models.store.programs import choose_program, choose_reading, terms_on
from models.store.projected import projection
from models.store.standing import assess, partner_file
from models.store.versions import adopt, draft
from tests.models.program.making import PARTNER, complete, deal, mid_year, won
from tests.models.store.test_standing import put

DAY = date(2022, 1, 5)
BUNDLED = next(program for program in programs() if not program.example)
EXAMPLE = next(program for program in programs() if program.example)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as found:
        put(found, [complete(won(25_000_000))])
        yield found


def terms_on_usual(reading: str) -> str:
    """What a reading is where nothing is chosen."""
    return BUNDLED.terms_on(DAY).readings[reading]


def platinum(portfolio: Portfolio, basis: str = "assessment") -> int:
    made = grants.grant(
        portfolio, PARTNER, "platinum" if basis == "assessment" else "gold", basis,
        from_on=DAY, as_of=DAY, reason="r", approver="a",
        until_on=None if basis == "assessment" else date(2022, 12, 31),
    )  # fmt: skip
    return made.id


def test_a_tier_of_another_program_holds_nothing_and_comes_back_with_it(
    portfolio: Portfolio,
) -> None:
    made = platinum(portfolio)
    assert assess(portfolio, DAY).decisions[0].granted_tier == "platinum"
    choose_program(portfolio, EXAMPLE.name)
    [decision] = assess(portfolio, DAY).decisions
    assert (decision.granted_tier, decision.granted_basis) == (None, None)
    words = f"The tier granted from 5 Jan 2022 is none of {EXAMPLE.name}’s, so it is not held."
    assert words in decision.warnings
    shown = view(portfolio, PARTNER, DAY)
    assert shown.standing.granted is None
    assert shown.file.elsewhere == {made: f"Platinum of {BUNDLED.name}"}
    choose_program(portfolio, BUNDLED.name)
    file = partner_file(portfolio, PARTNER, DAY)
    assert (file.decision.granted_tier, file.elsewhere) == ("platinum", {})


def test_a_grant_under_each_program_holds_under_its_own(portfolio: Portfolio) -> None:
    platinum(portfolio)
    choose_program(portfolio, EXAMPLE.name)
    [decision] = assess(portfolio, DAY).decisions
    tier = decision.calculated_tier if decision.calculated_tier != "registered" else "base"
    basis = "assessment" if tier == decision.calculated_tier else "exception"
    grants.grant(
        portfolio, PARTNER, tier, basis, from_on=date(2022, 2, 1), as_of=DAY, reason="r",
        approver="a", until_on=date(2022, 12, 31),
    )  # fmt: skip
    later = date(2022, 3, 1)
    assert assess(portfolio, later).decisions[0].granted_tier == tier
    choose_program(portfolio, BUNDLED.name)
    assert assess(portfolio, later).decisions[0].granted_tier == "platinum"


def namesake(portfolio: Portfolio) -> str:
    """Run the portfolio by a program of another name, whose tiers have the same keys."""
    text = BUNDLED.text.replace(f'name = "{BUNDLED.name}"', 'name = "Second Program"', 1)
    adopt(portfolio, draft(portfolio, text, date(2020, 10, 1)).id)
    choose_program(portfolio, "Second Program")
    return "Second Program"


def test_a_tier_of_the_same_key_in_another_program_holds_nothing(portfolio: Portfolio) -> None:
    made = platinum(portfolio)
    program = namesake(portfolio)
    [decision] = assess(portfolio, DAY).decisions
    assert decision.calculated_tier == "platinum"
    assert decision.granted_tier is None
    words = f"The tier granted from 5 Jan 2022 is none of {program}’s, so it is not held."
    assert words in decision.warnings
    assert view(portfolio, PARTNER, DAY).file.elsewhere == {made: f"Platinum of {BUNDLED.name}"}
    assert not any(line.due for row in matrix(portfolio, 2022, DAY).rows for line in row.lines)
    platinum(portfolio)
    assert assess(portfolio, DAY).decisions[0].granted_tier == "platinum"


def test_an_exception_of_another_program_is_not_its_own_program_only(portfolio: Portfolio) -> None:
    platinum(portfolio, "exception")
    namesake(portfolio)
    assert grants.exceptions(portfolio, DAY) == ()
    choose_program(portfolio, BUNDLED.name)
    [line] = grants.exceptions(portfolio, DAY)
    assert line.tier == "Gold"


def test_a_reading_of_the_same_id_is_chosen_for_its_own_program_only(
    portfolio: Portfolio,
) -> None:
    choose_reading(portfolio, "A10", "exclude", DAY)
    name = namesake(portfolio)
    assert terms_on(portfolio, DAY).readings["A10"] == "count"
    choose_reading(portfolio, "A14", "both_kinds", DAY)
    assert terms_on(portfolio, DAY).readings["A14"] == "both_kinds"
    choose_program(portfolio, BUNDLED.name)
    told = terms_on(portfolio, DAY).readings
    assert (told["A10"], told["A14"]) == ("exclude", terms_on_usual("A14"))
    moved = moves_of_program(portfolio, name, DAY, lambda *_: None)
    assert moved.new.readings["A14"] == "both_kinds"
    assert moved.new.readings["A10"] == "count"


def test_only_the_newest_of_many_former_grants_is_warned_of(portfolio: Portfolio) -> None:
    for year in (2022, 2023, 2024):
        grants.grant(
            portfolio, PARTNER, "gold", "exception", from_on=date(year, 2, 1), as_of=DAY,
            until_on=date(2030, 12, 31), reason="r", approver="a",
        )  # fmt: skip
    choose_program(portfolio, EXAMPLE.name)
    [decision] = assess(portfolio, date(2025, 1, 15)).decisions
    told = [words for words in decision.warnings if "is none of" in words]
    assert told == [
        f"The tier granted from 1 Feb 2024 is none of {EXAMPLE.name}’s, so it is not held."
    ]


def test_a_former_grant_is_not_warned_of_once_a_newer_one_holds(portfolio: Portfolio) -> None:
    platinum(portfolio)
    choose_program(portfolio, EXAMPLE.name)
    [decision] = assess(portfolio, DAY).decisions
    tier = "base" if decision.calculated_tier != "base" else "trail"
    grants.grant(
        portfolio, PARTNER, tier, "exception", from_on=date(2022, 2, 1), as_of=DAY, reason="r",
        approver="a", until_on=date(2022, 12, 31),
    )  # fmt: skip
    [after] = assess(portfolio, date(2022, 3, 1)).decisions
    assert after.granted_tier == tier
    assert not any("is none of" in words for words in after.warnings)


def test_an_exception_of_another_program_is_not_listed_as_in_force(portfolio: Portfolio) -> None:
    platinum(portfolio, "exception")
    assert len(grants.exceptions(portfolio, DAY)) == 1
    choose_program(portfolio, EXAMPLE.name)
    assert grants.exceptions(portfolio, DAY) == ()


def test_a_tier_of_another_program_brings_none_of_its_benefits(portfolio: Portfolio) -> None:
    platinum(portfolio)
    choose_program(portfolio, EXAMPLE.name)
    assert not any(line.due for row in matrix(portfolio, 2022, DAY).rows for line in row.lines)


def test_a_frozen_decision_stays_as_it_was_when_the_program_changes(portfolio: Portfolio) -> None:
    platinum(portfolio)
    [told] = grants.history(portfolio, PARTNER)
    choose_program(portfolio, EXAMPLE.name)
    [after] = grants.history(portfolio, PARTNER)
    assert after.decision == told.decision
    assert frozen.terms_behind(portfolio, after.grant.frozen_id).program == BUNDLED.name


@pytest.mark.parametrize(
    ("reading", "option"),
    [("A03", "required"), ("A08", "measurement_day"), ("A09", "day:7"), ("A10", "exclude"),
     ("A12", "on"), ("A14", "both_kinds"), ("A20", "monthly"), ("A22", "working_days")],
)  # fmt: skip
def test_a_frozen_decision_keeps_the_reading_it_was_made_by(
    portfolio: Portfolio, reading: str, option: str
) -> None:
    platinum(portfolio)
    [before] = grants.history(portfolio, PARTNER)
    choose_reading(portfolio, reading, option, DAY)
    assert assess(portfolio, DAY).decisions[0].readings[reading] == option
    [after] = grants.history(portfolio, PARTNER)
    assert after.decision == before.decision
    assert after.decision is not None
    assert after.decision.readings[reading] != option
    kept = frozen.thaw(portfolio, after.grant.frozen_id)
    assert kept.readings == after.decision.readings


@pytest.mark.clause("C100")
def test_a_version_within_the_year_gives_old_and_new_targets_everywhere(
    tmp_path: Path,
) -> None:
    text = mid_year()
    before, after = date(2022, 6, 30), date(2022, 7, 1)
    with create(tmp_path / "mid.alliance") as portfolio:
        put(portfolio, [complete(won(16_000_000), deal("won", date(2022, 2, 1), 1_600_000_000, 1))])
        adopt(portfolio, draft(portfolio, text, date(2022, 4, 1)).id)
        for day, version, target, tier in (
            (before, "2021", 1_500_000_000, "gold"),
            (after, "mid", 1_800_000_000, "silver"),
        ):
            assert terms_on(portfolio, day).version == version
            file = partner_file(portfolio, PARTNER, day)
            assert (file.decision.version, file.decision.calculated_tier) == (version, tier)
            assert file.terms is not None
            assert file.terms.criterion("aggregate_tcv").asks["gold"].required == target
            [listed] = assess(portfolio, day).decisions
            assert listed.calculated_tier == tier
        ahead = projection(portfolio, PARTNER, before)
        assert (ahead.terms.version, ahead.tier) == ("mid", "silver")
        assessments.freeze(portfolio, 2022, today=after)
        pinned = assessments.board(portfolio, 2022)
        assert pinned is not None
        assert [line.calculated.key for line in pinned.lines] == ["gold"]


@pytest.mark.parametrize("name", ["asia-pacific", "Asia Pacific", "ASIA\u2010PACIFIC"])
def test_a_geography_is_known_with_a_hyphen_and_without(name: str) -> None:
    terms = BUNDLED.terms_on(DAY)
    assert terms.geographies_named(name) == terms.geographies_named("Asia Pacific") != frozenset()


@pytest.mark.parametrize("name", ["Asia-Pacifica", "-", "", "Asiapacific"])
def test_an_unknown_geography_stays_unknown(name: str) -> None:
    assert BUNDLED.terms_on(DAY).geographies_named(name) == frozenset()
