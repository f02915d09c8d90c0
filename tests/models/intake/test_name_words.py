"""A name is taken apart into words and legal form, however it is spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.name_words import name_words


@pytest.mark.parametrize(
    ("name", "words", "forms"),
    [
        ("O'Neil & Söhne 株式会社", "oneil sohne", {"KK"}),
        ("ONEIL und Sohne K.K.", "oneil sohne", {"KK"}),
        ("(株)日立製作所", "日立製作所", {"KK"}),
        ("株式会社日立製作所", "日立製作所", {"KK"}),
        ("北京股份有限公司", "北京", {"股份有限公司"}),
        ("Acme GmbH & Co. KG", "acme", {"GmbH", "Co", "KG"}),
        ("Fiat S. p. A.", "fiat", {"SpA"}),
        ("Fiat SpA", "fiat", {"SpA"}),
        ("Müller A/S", "muller", {"A/S"}),
        ("Société Générale S.A.", "societe generale", {"SA"}),
        ("Philips N.V.", "philips", {"NV"}),
        ("Nokia Oyj", "nokia", {"Oyj"}),
        ("Volvo AB (publ)", "volvo", {"AB"}),
        ("PT Telkom Tbk", "telkom", {"PT", "Tbk"}),
        ("I.B.M. Corp.", "ibm", {"Corp"}),
        ("Black et Decker SARL", "black decker", {"SARL"}),
        ("AB Foods", "ab foods", set()),
        ("GmbH", "gmbh", set()),
        ("Ltd Limited", "ltd", {"Ltd"}),
        ("!!!", "", set()),
    ],
)
def test_legal_forms_accents_and_signs_are_told_from_the_name(
    name: str, words: str, forms: set[str]
) -> None:
    found = name_words(name)
    assert (found.text, set(found.forms)) == (words, forms)


def test_a_word_for_another_company_of_the_house_is_no_legal_form() -> None:
    found = name_words("Acme Group Holdings Ltd")
    assert (found.bare, found.core) == (("acme", "group", "holdings"), ("acme",))


def plain(name: str) -> str:
    return name_words(name).text


def test_marks_that_make_another_letter_stay() -> None:
    assert plain("ガス") != plain("カス")
    assert plain("Ångström") == plain("Angstrom")


PARTS = st.sampled_from(
    "GmbH|Ltd.|株式会社|and|&|S.p.A.|Müller|A/S|O'Neil|Group|(株)|有限公司|et|Co.|III|B.|ß|ŉ|İ|ﬁ".split(
        "|"
    )
)
NAMES = st.one_of(
    st.text(),
    st.lists(PARTS | st.text(max_size=4)).map(" ".join),
    st.lists(PARTS | st.text(max_size=2)).map("".join),
)


@given(NAMES)
def test_what_is_plain_stays_as_it_is(name: str) -> None:
    assert plain(plain(name)) == plain(name)


@given(NAMES, st.sampled_from([str.upper, str.lower, lambda text: f"  {text}. "]))
def test_a_name_that_is_only_letters_reads_alike_in_any_case(name, change) -> None:
    if name.isascii() and "." not in name:
        assert plain(change(name)) == plain(name)
