"""What a letter is made from: people in force, the benefits of the tier, no host words."""

from dataclasses import replace
from datetime import date

import pytest

from models.partner import Contact
from reports.letter_facts import Award, Person, assessment_letter, recipients, status_letter
from tests.reports import facts_builder

DAY = facts_builder.DAY
PEOPLE = (
    Contact(1, 1, "Zoe", "alliance manager"),
    Contact(2, 1, "Ana", "executive sponsor"),
    Contact(3, 1, "Gone", "alliance manager", until=DAY),
    Contact(4, 1, "Later", "alliance manager", since=date(2030, 1, 1)),
    Contact(5, 1, "Tech", "technical resource"),
    Contact(6, 1, "Host", "alliance manager", "host"),
)


def test_a_letter_goes_to_those_who_speak_for_the_partner_on_its_day() -> None:
    file = replace(facts_builder.silver().file, contacts=PEOPLE)
    letter = status_letter(file, facts_builder.silver().terms, on=DAY)
    assert letter.to == (Person("Zoe", "Alliance manager"), Person("Ana", "Executive sponsor"))
    assert letter.sender == (Person("Host", "Alliance manager"),)
    assert recipients(letter) == "Zoe, Ana"


@pytest.mark.clause("C079")
def test_an_assessment_letter_holds_the_benefits_of_the_granted_tier_only() -> None:
    pack = facts_builder.silver()
    award = Award(2022, "Silver", "", "up", False, None)
    letter = assessment_letter(pack.file, pack.terms, award, "silver", on=DAY)
    states = {b.label: state for b, state in pack.terms.benefits_of("silver")}
    assert letter.included
    assert all(states[label] == "included" for label in letter.included)
    assert letter.on_invitation
    assert all(states[label] == "invite_only" for label in letter.on_invitation)
    none = assessment_letter(pack.file, pack.terms, award, "", on=DAY)
    assert (none.included, none.on_invitation) == ((), ())


@pytest.mark.clause("C102")
def test_a_letter_holds_no_host_only_field() -> None:
    file = facts_builder.silver().file
    secret = replace(file, partner=replace(file.partner, notes="zqsecret"))
    letter = status_letter(secret, facts_builder.silver().terms, on=DAY)
    assert "zqsecret" not in repr(letter)
