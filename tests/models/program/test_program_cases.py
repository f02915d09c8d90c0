"""The cases of cases.toml, one test each."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.program.deals import count_deals, periods
from models.program.loading import terms_on
from tests.models.program.making import case, deal, judge, row

TOLD = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(told, id=told["name"], marks=[pytest.mark.clause(c) for c in told["clauses"]])
    for told in TOLD["case"]
]
WINDOW = [
    pytest.param(told, day, bucket, id=f"{told['status']} {told['close']} on {day}")
    for told in TOLD["window"]["deal"]
    for day, bucket in zip(TOLD["window"]["days"], told["buckets"], strict=True)
]


@pytest.mark.parametrize("told", CASES)
def test_the_partner_of_the_case_gets_its_tier_for_its_reason(told: dict[str, Any]) -> None:
    decision = judge(case(told), told.get("as_of", date(2022, 1, 5)))
    limiting = told.get("limiting", {})
    assert decision.calculated_tier == told["calculated"]
    assert decision.tcv_tier == told.get("tcv_tier", told["calculated"])
    above = decision.next_tier
    assert (set(above.gaps) if above else set()) == set(limiting)
    if above:
        assert {name: row(decision, name, above.tier).gap for name in limiting} == limiting
    assert len(decision.advice) == told.get("advice", 0)
    assert (decision.granted_tier, decision.granted_basis) == (
        told.get("granted"),
        told.get("basis"),
    )
    assert decision.participation == told.get("participation", "participating")


@pytest.mark.clause("C061")
@pytest.mark.parametrize(("told", "day", "bucket"), WINDOW)
def test_a_deal_goes_where_the_window_of_the_day_puts_it(
    told: dict[str, Any], day: date, bucket: str
) -> None:
    [counted] = count_deals([deal(told["status"], told["close"], 100)], terms_on(day), day, {})
    assert counted.bucket == bucket


@pytest.mark.clause("C055")
@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2022, 1, 1), date(2022, 1, 1), date(2022, 12, 31)),
        (date(2022, 3, 31), date(2022, 1, 1), date(2022, 12, 31)),
        (date(2022, 4, 1), date(2022, 4, 1), date(2023, 3, 31)),
        (date(2022, 7, 15), date(2022, 7, 1), date(2023, 6, 30)),
        (date(2022, 12, 31), date(2022, 10, 1), date(2023, 9, 30)),
        (date(2024, 2, 29), date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_window_is_the_quarter_of_the_day_and_the_next_three(
    day: date, first: date, last: date
) -> None:
    found = periods(terms_on(day), day)
    assert (found.window_first, found.window_last) == (first, last)
