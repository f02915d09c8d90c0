"""The bundled program, its dated values, and what is said about a file that is wrong."""

import subprocess
import sys
from datetime import date, timedelta

import pytest

import resources
from models.errors import UserError
from models.program.loading import faults, programs, terms_from, terms_on
from models.program.terms import Terms

DAY = date(2022, 1, 5)
NAME = "programs/security-services-alliance-2021.toml"
TEXT = resources.path(NAME).read_text(encoding="utf-8")
TIERS = ("platinum", "gold", "silver", "opportunistic")


@pytest.fixture
def terms() -> Terms:
    return terms_on(DAY)


def changed(*pairs: tuple[str, str]) -> str:
    """The bundled file with words replaced, each of which has to be there."""
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def test_the_bundled_program_has_no_fault_and_warns_of_nothing() -> None:
    assert faults(TEXT) == []


@pytest.mark.clause("C100")
def test_a_day_before_the_first_version_is_refused_with_a_sentence() -> None:
    first = programs()[0].from_on
    assert terms_on(first).version == "2021"
    with pytest.raises(UserError, match="there are no rules for 31 Dec 2020"):
        terms_on(first - timedelta(days=1))


@pytest.mark.clause("C008")
@pytest.mark.clause("C077")
def test_the_tiers_stand_in_order_with_their_aliases(terms: Terms) -> None:
    named = [(tier.label, tier.alias) for tier in (*terms.tiers, terms.outside)]
    assert named == [
        ("Platinum", "Strategic"),
        ("Gold", "Growth"),
        ("Silver", "Emerging"),
        ("Opportunistic", "Transactional"),
    ]
    above = [terms.above(key) for key in TIERS]
    assert [tier.key if tier else None for tier in above] == [None, "platinum", "gold", "silver"]
    assert terms.lowest.key == "silver"
    assert (terms.label("gold"), terms.label("bronze")) == ("Gold", "bronze")


@pytest.mark.clause("C078")
def test_the_amount_is_the_only_requirement_and_comes_first(terms: Terms) -> None:
    assert [found.id for found in terms.criteria if found.is_requirement] == ["aggregate_tcv"]
    assert terms.criteria[0].id == "aggregate_tcv"
    assert len(terms.criteria) == 14


@pytest.mark.clause("C033")
@pytest.mark.clause("C070")
def test_nothing_is_asked_outside_the_tiers(terms: Terms) -> None:
    asked = {found.asks["opportunistic"].obligation for found in terms.criteria}
    assert asked == {"not_required"}
    assert not any(found.asks["opportunistic"].required for found in terms.criteria)


@pytest.mark.parametrize(
    ("benefit", "states"),
    [
        pytest.param(name, states, marks=pytest.mark.clause(clause))
        for name, clause, states in (
            ("host_executive_sponsor", "C080", "included included invite_only"),
            ("host_alliance_manager", "C081", "included invite_only not_included"),
            ("workshop", "C082", "invite_only invite_only not_included"),
            ("executive_business_review", "C083", "included invite_only invite_only"),
            ("roadmap_overview", "C084", "included included invite_only"),
            ("win_wire", "C085", "included included included"),
            ("field_readiness_kit", "C086", "included included invite_only"),
            ("faststart", "C087", "invite_only invite_only invite_only"),
            ("event_sponsorship", "C088", "invite_only invite_only not_included"),
        )
    ],
)
def test_a_benefit_has_its_state_in_every_tier(
    request: pytest.FixtureRequest, terms: Terms, benefit: str, states: str
) -> None:
    [found] = [b for b in terms.benefits if b.id == benefit]
    assert [found.states[key] for key in TIERS] == [*states.split(), "not_included"]
    assert found.clause == request.node.get_closest_marker("clause").args[0]


@pytest.mark.clause("C090")
@pytest.mark.clause("C091")
def test_nine_benefits_are_on_and_the_tenth_is_off(terms: Terms) -> None:
    given = terms.benefits_of("silver")
    assert len(given) == 9
    assert [b.id for b in terms.benefits if not b.on] == ["sales_enablement"]
    assert {state for _, state in terms.benefits_of("opportunistic")} == {"not_included"}


@pytest.mark.clause("C050")
def test_the_product_names_are_marked_incomplete(terms: Terms) -> None:
    assert terms.products.names
    assert not terms.products.complete


@pytest.mark.clause("C012")
def test_the_provisional_tier_is_data(terms: Terms) -> None:
    first = terms.provisional
    assert first is not None
    assert (first.year, first.tier, first.until) == (2021, "gold", date(2021, 12, 31))


@pytest.mark.clause("C065")
@pytest.mark.parametrize(
    ("year", "day"), [(2021, 4), (2022, 3), (2023, 2), (2024, 2), (2025, 2), (2028, 3)]
)
def test_the_measurement_day_is_the_first_working_day_of_january(
    terms: Terms, year: int, day: int
) -> None:
    assert terms.measurement_day(year) == date(year, 1, day)
    assert terms.board_prerequisites_day(year) == date(year - 1, 12, 31)


def test_the_measurement_day_may_be_another_day_of_january() -> None:
    text = changed(
        ('value = "first_working_day"', "value = 7"),
        ('value = "end_of_prior_year"', 'value = "measurement_day"'),
    )
    assert faults(text) == []
    other = terms_from(text, DAY)
    assert other.measurement_day(2022) == date(2022, 1, 7)
    assert other.board_prerequisites_day(2022) == date(2022, 1, 7)


def test_every_reading_is_there_with_our_words(terms: Terms) -> None:
    assert [found.id for found in terms.interpretations] == [f"A{n:02d}" for n in range(1, 26)]
    assert all(found.reading and found.problem and found.clauses for found in terms.interpretations)


def test_every_value_names_its_clause(terms: Terms) -> None:
    named = {ask.clause for found in terms.criteria for ask in found.asks.values()}
    named |= {found.clause for found in terms.criteria}
    named |= {found.clause for found in terms.tiers} | {b.clause for b in terms.benefits}
    named |= set(terms.measure_clauses.values())
    assert all(name[0] in "AC" and name[1:].isdigit() for name in named)
    assert {"C059", "C060", "C061"} <= named


GOLD = 'gold = { obligation = "required", value = 15_000_000.00, clause = "C068" }'
LATER = """
[[criteria.rows]]
from = 2023-01-01
platinum = { obligation = "required", value = 30_000_000, clause = "C067" }
gold = { obligation = "required", value = 20_000_000, clause = "C068" }
silver = { obligation = "required", value = 8_000_000, clause = "C069" }
opportunistic = { obligation = "not_required", clause = "C070" }
"""


@pytest.mark.clause("C100")
@pytest.mark.parametrize(
    ("day", "target"),
    [
        (date(2022, 12, 31), 1_500_000_000),
        (date(2023, 1, 1), 2_000_000_000),
        (date(2023, 1, 2), 2_000_000_000),
    ],
)
def test_a_later_row_counts_from_its_day(day: date, target: int) -> None:
    end = 'opportunistic = { obligation = "not_required", clause = "C070" }\n'
    text = changed((end, end + LATER))
    assert faults(text) == []
    assert terms_from(text, day).criterion("aggregate_tcv").asks["gold"].required == target


def test_all_faults_are_told_at_once_with_their_places() -> None:
    text = changed(
        ('currency = "USD"', 'currency = "usd"'),
        ("rank = 2", 'rank = "two"'),
        ('kind = "money"', 'kind = "cash"'),
        ('win_wire"', 'Win Wire"'),
        ('silver = { obligation = "required", value = 2, clause', "bronze = { clause"),
        ('of = ["nda"]', 'of = ["mou"]'),
        ('value = 4, clause = "C061"', 'value = -1, clause = "C061"'),
    )
    told = faults(text)
    places = [words.split(":")[0] for words in told]
    assert set(places) == {
        "currency",
        "tiers[1].rank",
        "criteria[0].kind",
        "benefits[5].id",
        "criteria[2].rows[0].silver",
        "criteria[2].rows[0].bronze",
        "criteria[12]",
        "measure.pipeline_quarters[0].value",
    }
    assert "criteria[12]: of: agreement can't be of 'mou'." in told


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (GOLD, GOLD.replace("15_000_000.00", "0.005"), "more decimals than USD has"),
        (GOLD, GOLD.replace("15_000_000.00", "0"), "gold.value: an amount above 0"),
        (GOLD, GOLD.replace("15_000_000.00", "true"), "gold.value: an amount above 0"),
        (GOLD, GOLD.replace("value = 15_000_000.00, ", ""), "gold.value: an amount above 0"),
        ("value = 20,", "value = 0,", "a whole number above 0"),
        ("value = 20,", 'value = "worldwide",', "a whole number above 0"),
        ("value = true,", "value = false,", "true, since the answer is yes or no"),
        ('clause = "C033"', 'value = 1, clause = "C033"', "nothing is asked, so no value"),
        ("rank = 2", "rank = 3", "tiers: the ranks are 1, 2, 3"),
        ('tier = "gold"', 'tier = "opportunistic"', "provisional.tier: no such tier"),
        ('id = "nda"', 'id = "free_training"', "criteria: 'free_training' stands twice"),
        ('["Europe", "Middle', '["Europa", "Middle', "geography_aliases.EMEA: no geography"),
        ("until = 2021-12-31\n", "", "provisional.until: Field required"),
        (
            "losses_count = [{ from = 2021-01-01",
            "losses_count = [{ from = 2021-01-02",
            "measure.losses_count: no value from 2021-01-01",
        ),
        ("[tiers]", "[tiers", "Not readable as TOML"),
        ('name = "Japan"', 'nome = "Japan"', "geographies[5].nome: Extra inputs"),
    ],
)
def test_a_fault_is_named(old: str, new: str, words: str) -> None:
    told = faults(changed((old, new)))
    assert any(words in line for line in told), told


@pytest.mark.clause("C009")
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "value = 15_000_000.00",
            "value = 7_000_000",
            "silver asks for more than gold (aggregate_tcv)",
        ),
        ("value = 10,", "value = 21,", "gold asks for more than platinum (mss_trained_people)"),
        ('value = 2, clause = "C024"', 'value = "worldwide", clause = "C024"', None),
        ('silver = "included"', 'silver = "included"', None),
        (
            'gold = "invite_only"\nsilver = "not_included"',
            'gold = "not_included"\nsilver = "invite_only"',
            "silver gives more than gold (host_alliance_manager)",
        ),
    ],
)
def test_a_lower_tier_that_asks_or_gives_more_is_warned_about(
    old: str, new: str, words: str | None
) -> None:
    told = faults(changed((old, new)))
    assert all(line.startswith("Warning: ") for line in told)
    assert any(words in line for line in told) if words else told == []


def test_a_program_is_read_without_the_library_that_checks_it() -> None:
    code = (
        "import datetime, sys; from models.program.loading import terms_on;"
        " terms_on(datetime.date(2022, 1, 5)); print('pydantic' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert told == "False\n"


@pytest.mark.parametrize("cell", ["{ level = 1 }", "['included']", "[]", "7"])
def test_a_benefit_of_no_kind_is_a_fault_with_its_place(cell: str) -> None:
    text = programs()[0].text
    before = next(line for line in text.splitlines() if '= "included"' in line)
    spoilt = text.replace(before, before.replace('"included"', cell), 1)
    assert any("one of included" in words for words in faults(spoilt))
