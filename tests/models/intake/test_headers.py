"""Headers of many systems, and which column of ours they mean."""

import pytest

from models.intake.headers import key, known_keys, mappings, match
from models.intake.kinds import KINDS


def meant(kind: str, header: str) -> list[str]:
    return list(match(kind, [header]))


@pytest.mark.parametrize(
    "header", ["close_date", "Close Date", "CLOSE-DATE", "closedate", " Close  date ", "CloseDate"]
)
def test_case_blanks_and_marks_make_no_difference(header: str) -> None:
    assert meant("deals", header) == ["close_date"]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Opportunity ID", "deal_id"), ("(Do Not Modify) Opportunity", "deal_id"),
        ("Partner__c", "partner"), ("property_dealname", "deal"), ("dealname", "deal"),
        ("Account Name", "customer"), ("AccountId", "customer"), ("Kundenunternehmen", "customer"),
        ("StageName", "stage"), ("aWSStage", "stage"), ("Amount (converted)", "amount"),
        ("Geschätzter Dealwert", "amount"), ("Geschätztes Schließdatum", "close_date"),
        ("Projektitel / Project title", "deal"), ("Währung", "currency"),
        ("Partneranteil", "partner_tcv"), ("Importe socio", "partner_tcv"),
        ("Part services", "services_tcv"), ("Verkaufschance-ID", "deal_id"),
        ("IsWon", "is_won"), ("_fivetran_deleted", "is_deleted"), ("Close Date ↑", "close_date"),
        (" customerSoftwareValueCurrency", "currency"), ("Opp. Amount", "amount"),
        ("opp_name", "deal"), ("Acct Name", "customer"), ("Exp. Close Date", "close_date"),
    ],
)  # fmt: skip
def test_headers_of_real_systems_are_known(header: str, column: str) -> None:
    assert meant("deals", header) == [column]


@pytest.mark.parametrize(
    "header",
    [
        "Expected Revenue", "ExpectedRevenue", "Weighted Amount", "expectedMonthlyAwsRevenue",
        "AnnualRevenue", "Budget", "Probability", "Forecast Category", "SystemModstamp", "Owner",
        "Description", "", "###", "Est. Amt of seats", "Opposition",
    ],
)  # fmt: skip
def test_what_is_no_column_of_ours_is_left_alone(header: str) -> None:
    assert meant("deals", header) == []


def test_the_surer_header_comes_first() -> None:
    found = match("deals", ["Amount (converted)", "Account ID", "Account Name", "Amount"])
    assert [one.place for one in found["amount"]] == [3, 0]
    assert [one.place for one in found["customer"]] == [2, 1]


def test_every_column_of_the_contract_is_known_by_its_own_name() -> None:
    for kind, of in KINDS.items():
        assert {
            name: found[0].rank for name, found in match(kind, of.names).items()
        } == dict.fromkeys(of.names, (0, 0))


def test_no_synonym_means_two_columns_of_a_kind() -> None:
    for kind, columns in mappings("columns").items():
        names = [key(other) for others in columns.values() for other in others]
        own = {key(name) for name in KINDS[kind].names}
        twice = {name for name in names if names.count(name) > 1 or name in own}
        wrong = {
            name for name in twice if len({known_keys(kind)[name][0]} | _owners(kind, name)) > 1
        }
        assert wrong == set()
        assert set(columns) <= {c.name for c in (*KINDS[kind].columns, *KINDS[kind].helpers)}


def _owners(kind: str, name: str) -> set[str]:
    columns = mappings("columns")[kind]
    return {ours for ours, others in columns.items() if name in map(key, others)}
