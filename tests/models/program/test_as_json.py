"""The document of `assess --json` against its contract, key by key and type by type."""

import json
from datetime import date
from typing import Any

import pytest

from models.program.as_json import assessment_json
from models.program.decision import Assessment
from models.program.loading import terms_on
from tests.models.program.making import complete, deal, judge, with_trained, without, won

DAY = date(2022, 1, 5)


@pytest.fixture
def told() -> dict[str, Any]:
    records = without(with_trained(complete(won("15_000_000.01"), deal("open", None, 1)), 9), "nda")
    records.deals.append(deal("won", date(2022, 1, 2), 5))
    terms = terms_on(DAY)
    decisions = (judge(records, DAY, date(2021, 12, 31)), judge(complete(won(25_000_000)), DAY))
    assessment = Assessment(terms, DAY, date(2021, 12, 31), decisions)
    found: dict[str, Any] = json.loads(json.dumps(assessment_json(assessment)))
    return found


def test_the_head_names_program_version_and_days(told: dict[str, Any]) -> None:
    head = ["program", "version", "as_of", "prerequisites_as_of", "partners", "readings"]
    assert list(told) == head
    assert told["program"] == "IBM Security Services Alliance Program"
    assert told["version"] == "2021"
    assert (told["as_of"], told["prerequisites_as_of"]) == ("2022-01-05", "2021-12-31")


def test_a_partner_has_the_keys_of_the_contract_and_warnings(told: dict[str, Any]) -> None:
    for partner in told["partners"]:
        assert list(partner) == [
            "partner", "participation", "aggregate_tcv", "tcv_tier", "calculated_tier",
            "granted_tier", "granted_basis", "gates", "criteria", "next_tier", "advice", "warnings",
        ]  # fmt: skip
        assert list(partner["gates"]) == ["invitation", "agreement", "tcv", "prerequisites"]
        assert all(isinstance(value, bool) for value in partner["gates"].values())
    assert told["partners"][0]["granted_tier"] is None
    assert told["partners"][0]["next_tier"] == {"tier": "silver", "gaps": ["nda"]}
    assert told["partners"][1]["next_tier"] is None


def test_money_is_a_string_with_two_decimals(told: dict[str, Any]) -> None:
    assert told["partners"][0]["aggregate_tcv"] == {
        "wins": "15000000.01",
        "losses": "0.00",
        "pipeline": "0.00",
        "total": "15000000.01",
        "out_of_window": "0.00",
        "closed_this_year": "0.05",
        "closed_later": "0.00",
        "without_services": "0.00",
    }


def test_a_criterion_has_its_values_in_its_own_kind(told: dict[str, Any]) -> None:
    rows = {(row["tier"], row["id"]): row for row in told["partners"][0]["criteria"]}
    assert len(rows) == 3 * 14
    trained = rows["gold", "mss_trained_people"]
    assert trained == {
        "id": "mss_trained_people",
        "clause": "C031",
        "tier": "gold",
        "obligation": "required",
        "required": 10,
        "actual": 9,
        "met": False,
        "gap": 1,
        "reason": "9 people trained in managed security services delivery;"
        " Gold asks for 10, 1 short.",
    }
    money = rows["platinum", "aggregate_tcv"]
    assert (money["required"], money["actual"]) == ("25000000.00", "15000000.01")
    assert money["gap"] == "9999999.99"
    paper = rows["silver", "nda"]
    assert (paper["required"], paper["actual"], paper["gap"]) == (True, False, 1)
    assert paper["actual"] is False
    assert rows["silver", "executive_sponsor"]["actual"] is True
    assert rows["platinum", "software_integration"]["required"] == 1
    assert rows["platinum", "software_integration"]["required"] is not True
