"""The cases beside each bundled program, one test each, and what is said of a wrong case."""

import pytest

from models.errors import UserError
from models.program.cases import CaseResult, cases_beside, run
from models.program.loading import programs

RESULTS = [
    pytest.param(
        result,
        id=f"{program.file.removesuffix('.toml')}: {result.name}",
        marks=[pytest.mark.clause(clause) for clause in result.clauses],
    )
    for program in programs()
    for result in run(program.text, cases_beside(program))
]
TEXT = programs()[0].text
CASES = cases_beside(programs()[0])


@pytest.mark.parametrize("result", RESULTS)
def test_the_partner_of_the_case_gets_its_tier_for_its_reason(result: CaseResult) -> None:
    assert result.differences == ()


@pytest.mark.parametrize("program", programs(), ids=lambda program: program.name)
def test_every_program_has_cases_with_names_of_their_own(program) -> None:
    found = [result.name for result in run(program.text, cases_beside(program))]
    assert len(found) >= 20
    assert len({*found}) == len(found)


def test_another_target_shows_in_the_cases_that_stood_on_it() -> None:
    changed = TEXT.replace("25_000_000.00", "26_000_000.00")
    assert changed != TEXT
    failed = {result.name: result for result in run(changed, CASES) if not result.passed}
    assert "1: 25 million is Platinum, with nothing in the way" in failed
    assert "8: ten thousand short of 8 million is outside the tiers" not in failed
    assert failed["On Platinum's target"].differences == (
        "calculated tier: platinum expected, gold found",
        "tier by amount alone: platinum expected, gold found",
        "what is short in aggregate_tcv: 0 expected, 100000000 found",
    )


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ('tcv = "1"\ncalculatd = "gold"', "The case “odd” says 'calculatd'"),
        ('tcv = "1"', "The case “odd” can't be read"),
        ('without = ["a sponsor"]\ncalculated = "gold"', "no 'a sponsor' to leave out"),
        ('tcv = "a lot"\ncalculated = "gold"', "The case “odd” can't be read"),
        ('partner = { size = 3 }\ncalculated = "gold"', "a partner has no size"),
        ('readings = { A10 = "?" }\ncalculated = "gold"', "A10"),
    ],
)
def test_a_case_that_can_t_be_read_is_named(case: str, words: str) -> None:
    base = CASES[: CASES.index("[[case]]")]
    with pytest.raises(UserError, match=words.replace("?", r"\?")):
        run(TEXT, f'{base}\n[[case]]\nname = "odd"\n{case}\n')


def test_cases_that_are_no_toml_are_told() -> None:
    with pytest.raises(UserError, match="not readable as TOML"):
        run(TEXT, "[[case")


@pytest.mark.parametrize(
    ("cases", "words"),
    [
        ("", "no case in it"),
        ('case = "odd"', "no list of"),
        ("[window]\ndeal = [{ status = 1 }]", r"\[window\] can't be read"),
        ("a = " + "[" * 5000, "nested too deeply"),
    ],
)
def test_a_file_that_is_none_of_cases_is_told(cases: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        run(TEXT, cases)
