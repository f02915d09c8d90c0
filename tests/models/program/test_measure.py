"""Every date rule one day before, on and one day after; who is one person; what is left out."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from models.program.decision import Finding
from models.program.loading import terms_on
from models.program.measure import findings
from tests.models.program.making import (
    Records,
    agreement,
    complete,
    contact,
    facts_of,
    offering,
    training,
)

DAY = date(2021, 12, 31)
AS_OF = date(2022, 1, 5)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


def found(records: Records, criterion: str, day: date = DAY) -> Finding:
    terms = terms_on(AS_OF)
    return findings(facts_of(records, terms, AS_OF), terms, day)[criterion]


def why(finding: Finding) -> list[str]:
    return [left.reason for left in finding.left_out]


@pytest.mark.parametrize(
    ("dates", "counts", "reason"),
    [
        ({}, True, ""),
        ({"since": BEFORE}, True, ""),
        ({"since": DAY}, True, ""),
        ({"since": AFTER}, False, "starts on 1 Jan 2022, after 31 Dec 2021"),
        ({"until": BEFORE}, False, "left on 30 Dec 2021"),
        ({"until": DAY}, False, "left on 31 Dec 2021"),
        ({"until": AFTER}, True, ""),
        ({"side": "host"}, False, "is on the host’s side"),
    ],
)
@pytest.mark.parametrize(
    ("criterion", "role"),
    [
        ("executive_sponsor", "executive sponsor"),
        ("alliance_manager", "alliance manager"),
        pytest.param("technical_resources", "technical resource", marks=pytest.mark.clause("C044")),
    ],
)
def test_a_contact_counts_from_since_until_the_day_before_until(
    criterion: str, role: str, dates: dict[str, Any], counts: bool, reason: str
) -> None:
    records = complete()
    records.contacts = [contact("Ada Wells", role, **dates)]
    finding = found(records, criterion)
    assert finding.actual == counts
    assert [ref.text for ref in finding.counted] == ["Ada Wells"] * counts
    assert why(finding) == [reason] * (not counts)


@pytest.mark.parametrize(
    ("people", "distinct"),
    [
        ([("Ada Wells", ""), ("ADA  wells ", "")], 1),
        ([("Ada Wells", ""), ("Ada Wéls", "")], 2),
        ([("Ada Wells", "ada@example.com"), ("A. Wells", " ADA@example.com")], 1),
        ([("Ada Wells", "ada@example.com"), ("Ada Wells", "wells@example.com")], 2),
        ([("Ada Wells", "ada@example.com"), ("Ada Wells", "")], 2),
    ],
)
def test_people_are_one_by_address_else_by_name(
    people: list[tuple[str, str]], distinct: int
) -> None:
    records = complete()
    records.contacts = [contact(n, "technical resource", email=email) for n, email in people]
    finding = found(records, "technical_resources")
    assert finding.actual == len(finding.counted) == distinct
    if distinct == 1:
        assert why(finding) == [f"same person as {people[0][0]}"]


def test_a_person_in_two_roles_counts_in_both() -> None:
    records = complete()
    records.contacts = [
        contact("Ada Wells", "executive sponsor"),
        contact("Ada Wells", "technical resource"),
        contact("Bo Lind", "other"),
    ]
    assert found(records, "executive_sponsor").actual is True
    assert found(records, "technical_resources").actual == 1
    assert found(records, "alliance_manager").actual is False


def test_where_two_roles_count_together_a_person_in_both_counts_twice() -> None:
    records = complete()
    records.contacts = [
        contact("Ada Wells", "executive sponsor"),
        contact("Ada Wells", "technical resource"),
    ]
    terms = terms_on(AS_OF)
    told = terms.criterion("technical_resources")
    both = replace(told, of=("executive sponsor", "technical resource"))
    terms = replace(terms, criteria=(both,))
    assert findings(facts_of(records, terms, AS_OF), terms, DAY)[told.id].actual == 2


@pytest.mark.clause("C030")
@pytest.mark.parametrize(
    ("completed", "counts", "reason"),
    [
        (BEFORE, 1, []),
        (DAY, 1, []),
        (AFTER, 0, ["completed on 1 Jan 2022, after 31 Dec 2021"]),
        (None, 0, ["not completed"]),
    ],
)
@pytest.mark.parametrize("kind", ["standard MSS delivery", "custom MSS delivery"])
def test_a_training_counts_from_the_day_of_completion(
    kind: str, completed: date | None, counts: int, reason: list[str]
) -> None:
    records = complete()
    records.trainings = [training("Ada Wells", completed, kind)]
    finding = found(records, "mss_trained_people")
    assert (finding.actual, why(finding)) == (counts, reason)


@pytest.mark.clause("A14")
def test_a_person_trained_twice_counts_once_and_other_kinds_never() -> None:
    records = complete()
    records.trainings = [
        training("Ada Wells", AFTER, "standard MSS delivery"),
        training("Ada Wells", DAY, "custom MSS delivery"),
        training("ada wells", DAY, "standard MSS delivery", "Advanced"),
        *(
            training(f"Bo {kind}", DAY, kind)
            for kind in ("sales", "consulting", "architecture", "engineering")
        ),
    ]
    finding = found(records, "mss_trained_people")
    assert finding.actual == 1
    assert [ref.text for ref in finding.counted] == ["Ada Wells (custom MSS delivery)"]
    assert why(finding)[1:] == ["same person as Ada Wells (custom MSS delivery)"]


@pytest.mark.clause("C019")
@pytest.mark.parametrize(
    ("fields", "counts", "reason"),
    [
        ({}, 1, []),
        ({"available_from": BEFORE}, 1, []),
        ({"available_from": DAY}, 1, []),
        ({"available_from": AFTER}, 0, ["available from 1 Jan 2022, after 31 Dec 2021"]),
        ({"standard": False}, 0, ["not a standard offering"]),
        ({"services": "consulting"}, 1, []),
        ({"services": "managed"}, 1, []),
        ({"services": "both"}, 1, []),
        ({"services": "none"}, 0, ["holds no host services"]),
    ],
)
def test_an_offering_counts_if_standard_with_services_and_available(
    fields: dict[str, Any], counts: int, reason: list[str]
) -> None:
    records = complete()
    records.offerings = [offering("Managed detection", "Europe", "Japan", **fields)]
    number, reach = found(records, "standard_offerings"), found(records, "offering_availability")
    assert (number.actual, why(number)) == (counts, reason)
    assert (reach.actual, why(reach)) == (2 * counts, reason)


@pytest.mark.clause("C023")
@pytest.mark.clause("A24")
@pytest.mark.parametrize(
    ("geographies", "reach"),
    [
        ((), 0),
        (("europe ", "EUROPE"), 1),
        (("EMEA",), 2),
        (("EMEA", "Europe"), 2),
        (("EMEA", "Asia Pacific", "Japan", "Latin America"), 5),
        (("EMEA", "Asia Pacific", "Japan", "Latin America", "North America"), 6),
        (("Atlantis", "Japan"), 1),
    ],
)
def test_geographies_are_counted_once_by_the_programs_names(
    geographies: tuple[str, ...], reach: int
) -> None:
    records = complete()
    records.offerings = [offering("Managed detection", *geographies)]
    assert found(records, "offering_availability").actual == reach


@pytest.mark.clause("C024")
def test_worldwide_is_every_geography_whatever_is_listed() -> None:
    records = complete()
    records.offerings = [offering("Managed detection", "Japan", worldwide=True)]
    assert found(records, "offering_availability").actual == 6


def test_availability_is_that_of_the_widest_single_offering_that_counts() -> None:
    records = complete()
    records.offerings = [
        offering("Narrow", "Europe"),
        offering("Wide", "Japan", "Asia Pacific"),
        offering("Widest", "Japan", "Europe", "Latin America", standard=False),
    ]
    finding = found(records, "offering_availability")
    assert finding.actual == 2
    assert [ref.text for ref in finding.counted] == ["Wide"]
    assert {left.record.text: left.reason for left in finding.left_out} == {
        "Widest": "not a standard offering",
        "Narrow": "in 1 geography; only the widest offering counts",
    }
    assert found(records, "standard_offerings").actual == 2


@pytest.mark.parametrize(
    ("signed", "expires", "counts", "reason"),
    [
        (BEFORE, None, True, []),
        (DAY, None, True, []),
        (AFTER, None, False, ["signed on 1 Jan 2022, after 31 Dec 2021"]),
        (None, None, False, ["not signed"]),
        (BEFORE, BEFORE, False, ["expired on 30 Dec 2021"]),
        (BEFORE, DAY, True, []),
        (BEFORE, AFTER, True, []),
    ],
)
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("procurement_agreement", marks=pytest.mark.clause("C052")),
        pytest.param("nda", marks=pytest.mark.clause("C053")),
        pytest.param("data_privacy_agreement", marks=pytest.mark.clause("C054")),
    ],
)
def test_an_agreement_is_in_force_from_signing_to_the_end_of_its_last_day(
    kind: str, signed: date | None, expires: date | None, counts: bool, reason: list[str]
) -> None:
    records = complete()
    records.agreements = [agreement(kind, signed, expires)]
    finding = found(records, kind)
    assert (finding.actual, why(finding)) == (counts, reason)


def test_a_renewed_agreement_is_in_force_although_the_old_one_ended() -> None:
    records = complete()
    records.agreements = [agreement("nda", BEFORE, BEFORE), agreement("nda", DAY)]
    finding = found(records, "nda")
    assert (finding.actual, why(finding)) == (True, ["expired on 30 Dec 2021"])


@pytest.mark.clause("C049")
def test_an_integration_counts_once_agreed_and_each_product_once() -> None:
    records = complete()
    one = records.integrations[0]
    records.integrations = [
        replace(one, id=1, product="Cloud Pak"),
        replace(one, id=2, product="cloud  pak", kind="cloud"),
        replace(one, id=3, product="Other", agreed=False),
    ]
    finding = found(records, "software_integration")
    assert finding.actual == 1
    assert why(finding) == ["same product as Cloud Pak", "not agreed with offering management"]


@pytest.mark.parametrize("name", ["deal_registration", "shield_sponsorship", "free_training"])
def test_a_fact_of_the_partner_is_told_with_the_partner_as_its_record(name: str) -> None:
    records = complete()
    assert [ref.kind for ref in found(records, name).counted] == ["partners"]
    lacking: dict[str, Any] = {name: False}
    records.partner = replace(records.partner, **lacking)
    assert found(records, name) == Finding(name, False)
