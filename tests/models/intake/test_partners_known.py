"""Which partner a name means, and names behind ids."""

import pytest

from models.ids import derived_id
from models.intake.partners_known import Lookup, Partners, id_key
from models.intake.values import Refused


def test_a_known_name_gives_the_known_partner() -> None:
    partners = Partners([(7, "Müller AG", "müller ag")])
    assert [partners.ids[cell] for cell in ("Müller AG", " MÜLLER  ag ", "ＭÜLLER AG")] == [7, 7, 7]
    assert partners.fresh == set()


def test_an_unknown_name_gives_the_partner_that_every_laptop_gives() -> None:
    partners = Partners([])
    id_ = partners.ids[" New  One "]
    assert id_ == derived_id("partner", "new one")
    assert partners.named(id_) == ("New One", "new one")
    assert partners.fresh == {id_}
    assert not partners.is_known("New One")
    assert partners.ids["NEW ONE"] == id_
    partners.use(id_, "New  one")
    assert partners.is_known("new one")
    partners.use(id_, "NEW ONE")
    assert partners.named(id_) == ("New one", "new one")


def test_of_two_partners_of_one_name_the_first_is_meant() -> None:
    assert Partners([(7, "A", "a"), (9, "A", "a")]).ids["a"] == 7


@pytest.mark.parametrize("cell", ["", "-", "n/a", "(blank)"])
def test_nobody_is_no_partner(cell: str) -> None:
    with pytest.raises(Refused, match="is missing"):
        Partners([]).ids[cell]


@pytest.mark.parametrize("cell", ["NA", "None", "Null", "Total"])
def test_a_word_may_be_a_name(cell: str) -> None:
    partners = Partners([])
    assert partners.named(partners.ids[cell])[0] == cell


def test_a_salesforce_id_is_one_in_both_lengths() -> None:
    assert id_key("006bm00000LKJNNAA5") == id_key("006bm00000LKJNN") == "006bm00000LKJNN"
    assert id_key("006bm00000LKJNNAA6") == "006bm00000LKJNNAA6"
    assert id_key("OPPORTUNITY-000001") == "OPPORTUNITY-000001"


def test_an_id_that_is_not_in_the_file_is_noted_and_no_partner() -> None:
    lookup = Lookup({"001bm00001ZL8UCAA1": "Dickenson plc"})
    assert lookup.name("001bm00001ZL8UC") == "Dickenson plc"
    assert lookup.name("Plain name") == "Plain name"
    assert lookup.missed == {}
    partners = Partners([], lookup)
    assert partners.named(partners.ids["001bm00001ZL8UCAA1"])[0] == "Dickenson plc"
    with pytest.raises(Refused, match="does not hold"):
        partners.ids["001bm00001ZL8UEAA1"]
    assert list(lookup.missed) == ["001bm00001ZL8UEAA1"]
