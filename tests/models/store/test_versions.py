"""Versions of the program: drafted, announced, adopted, and in force from their first day."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.ids import new_id
from models.program.loading import digest_of, programs
from models.program_year import Assessment
from models.store import records
from models.store.portfolio import Portfolio, create
from models.store.programs import keep, terms_on
from models.store.standing import assess
from models.store.versions import adopt, discard, draft, save_draft, versions, withdraw
from tests.models.program.making import complete, won
from tests.models.store.test_standing import put

TEXT = programs()[0].text
FIRST = date(2023, 1, 1)
NOTICE = date(2022, 10, 1)


def revised(version: str = "2023", first: str = "2023-01-01", gold: str = "18_000_000.00") -> str:
    return TEXT.replace(
        'version = "2021"\nfrom = 2021-01-01', f'version = "{version}"\nfrom = {first}'
    ).replace("15_000_000.00", gold)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as found:
        yield found


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portfolio]:
    with create(tmp_path_factory.mktemp("versions") / "two.alliance") as found:
        adopt(found, draft(found, revised(), NOTICE).id)
        put(found, [complete(*(won(16_000_000, date(year, 6, 1)) for year in range(2020, 2027)))])
        yield found


@pytest.mark.clause("C100")
@pytest.mark.parametrize(
    ("day", "version", "tier"),
    [
        (FIRST - timedelta(days=1), "2021", "gold"),
        (FIRST, "2023", "silver"),
        (FIRST + timedelta(days=1), "2023", "silver"),
    ],
)
def test_deciding_the_day_before_a_change_gives_the_old_version(
    adopted: Portfolio, day: date, version: str, tier: str
) -> None:
    [decision] = assess(adopted, day).decisions
    assert (decision.version, decision.calculated_tier) == (version, tier)


@pytest.mark.clause("C100")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(2021, 1, 1), date(2026, 12, 31)))
def test_every_day_has_one_version(adopted: Portfolio, day: date) -> None:
    assert terms_on(adopted, day).version == ("2023" if day >= FIRST else "2021")
    holding = [
        found
        for found in versions(adopted)
        if found.from_on <= day and (found.until_on is None or day <= found.until_on)
    ]
    assert [found.version for found in holding] == [terms_on(adopted, day).version]


def test_versions_say_where_they_are_from_and_how_long_they_hold(adopted: Portfolio) -> None:
    told = [(v.version, v.origin, v.state, v.notice_on, v.until_on) for v in versions(adopted)]
    assert told == [
        ("2021", "bundled", "adopted", None, date(2022, 12, 31)),
        ("2023", "own", "adopted", NOTICE, None),
    ]


def test_a_draft_decides_nothing_and_may_be_thrown_away(portfolio: Portfolio) -> None:
    made = draft(portfolio, revised(), NOTICE, "a try")
    assert terms_on(portfolio, FIRST).version == "2021"
    [_, shown] = versions(portfolio)
    assert (shown.state, shown.note, shown.until_on) == ("draft", "a try", None)
    discard(portfolio, made.id)
    assert len(versions(portfolio)) == 1
    portfolio.undo()
    assert len(versions(portfolio)) == 2


def test_a_draft_may_be_saved_with_faults_but_not_adopted(portfolio: Portfolio) -> None:
    made = draft(portfolio, revised(), NOTICE)
    broken = revised().replace("18_000_000.00", "0")
    kept = save_draft(portfolio, made.id, broken, NOTICE)
    assert kept.digest == digest_of(broken)
    line = next(n for n, row in enumerate(broken.splitlines(), 1) if row.startswith("gold = {"))
    words = rf"Version 2023, line {line}: criteria\[0\].rows\[0\].gold.value: an amount above 0"
    with pytest.raises(UserError, match=words):
        adopt(portfolio, made.id)
    assert terms_on(portfolio, FIRST).version == "2021"


@pytest.mark.parametrize("text", ["", "[[", "name = 3", 'name = "A"\nversion = "1"\nfrom = "now"'])
def test_a_text_without_a_head_is_not_even_a_draft(portfolio: Portfolio, text: str) -> None:
    with pytest.raises(UserError, match="The program's text"):
        draft(portfolio, text, NOTICE)
    assert portfolio.can_undo() is None


@pytest.mark.clause("C100")
@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (None, "has no day of notice"),
        (FIRST, "notice of it is given on 1 Jan 2023"),
        (FIRST + timedelta(days=1), "Let it begin after the day of notice"),
        (FIRST - timedelta(days=1), ""),
    ],
)
def test_a_version_needs_notice_before_its_first_day(
    portfolio: Portfolio, notice: date | None, words: str
) -> None:
    made = draft(portfolio, revised(), notice)
    if words:
        with pytest.raises(UserError, match=words):
            adopt(portfolio, made.id)
    else:
        assert adopt(portfolio, made.id).state == "adopted"


def test_two_versions_never_begin_on_one_day_nor_bear_one_name(portfolio: Portfolio) -> None:
    adopt(portfolio, draft(portfolio, revised(), NOTICE).id)
    with pytest.raises(UserError, match="Version 2023 begins on 1 Jan 2023 too"):
        adopt(portfolio, draft(portfolio, revised("2023b"), NOTICE).id)
    with pytest.raises(UserError, match="There is a version 2023 already"):
        adopt(portfolio, draft(portfolio, revised("2023", "2024-01-01"), NOTICE).id)


def test_an_assessment_that_is_frozen_stands_in_the_way_until_it_is_said(
    portfolio: Portfolio,
) -> None:
    with portfolio.change("Freeze"):
        digest = keep(portfolio, terms_on(portfolio, FIRST))
        day = date(2023, 1, 2)
        records.add(portfolio, Assessment(new_id(), 2023, day, day, "2021", digest, "frozen", day))
    for first in ("2023-01-01", "2023-01-02"):
        made = draft(portfolio, revised(first=first), NOTICE)
        with pytest.raises(UserError, match="The 2023 assessment was frozen as of 2 Jan 2023"):
            adopt(portfolio, made.id)
    assert adopt(portfolio, draft(portfolio, revised(first="2023-01-03"), NOTICE).id)
    portfolio.undo()
    assert adopt(portfolio, made.id, despite_assessments=True).state == "adopted"


def test_what_is_adopted_is_not_edited_any_more(portfolio: Portfolio) -> None:
    made = adopt(portfolio, draft(portfolio, revised(), NOTICE).id)
    for act in (adopt, discard):
        with pytest.raises(UserError, match="does not change any more"):
            act(portfolio, made.id)
    with pytest.raises(UserError, match="does not change any more"):
        save_draft(portfolio, made.id, revised())


@pytest.mark.parametrize(("days", "refused"), [(-1, False), (0, True), (1, True)])
def test_an_adopted_version_may_be_withdrawn_before_its_first_day(
    portfolio: Portfolio, days: int, refused: bool
) -> None:
    made = adopt(portfolio, draft(portfolio, revised(), NOTICE).id)
    today = FIRST + timedelta(days=days)
    if refused:
        with pytest.raises(UserError, match="is in force since 1 Jan 2023"):
            withdraw(portfolio, made.id, today)
    else:
        assert withdraw(portfolio, made.id, today).state == "draft"
        assert terms_on(portfolio, FIRST).version == "2021"
