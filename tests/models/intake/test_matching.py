"""What may be the same name is proposed in words, and never too surely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Cancelled
from models.intake import matching
from models.intake.matching import (
    CLOSE,
    LIKELY,
    MAYBE,
    MOST,
    SAME,
    KnownName,
    candidates,
    judge,
    known_names,
    pairs,
)
from models.intake.name_words import name_words


def like(one: str, other: str) -> tuple[str, str] | None:
    found = candidates([one], known_names([(1, other)])).get(one)
    return (found[0].likeness.words, found[0].likeness.reason) if found else None


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("O'Neil & Söhne 株式会社", "ONeil und Sohne K.K.", "only case"),
        ("Mueller & Soehne", "Müller Söhne", "only case"),
        ("North-Wind Ltd", "NorthWind Limited", "only case"),
    ],
)
def test_the_same_name_written_otherwise(one: str, other: str, reason: str) -> None:
    found = like(one, other)
    assert found is not None
    assert found[0] == "Same name, written otherwise"
    assert found[1].startswith(reason)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Northwind Systems", "Northwind Systems GmbH", "only the legal form differs (GmbH)"),
        ("Contosso Cloud", "Contoso Cloud", "a letter is doubled (contosso, contoso)"),
        ("Norhtwind", "Northwind", "two letters are swapped (norhtwind, northwind)"),
        ("Systems Northwind", "Northwind Systems Inc", "the same words in another order"),
        ("IBM", "I.B.M. Corp.", "only the legal form differs (Corp)"),
    ],
)
def test_what_is_very_likely(one: str, other: str, reason: str) -> None:
    assert like(one, other) == ("Very likely", reason)
    assert like(other, one) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DERBY CITY COUNCIL", "DERRY CITY COUNCIL"),
        ("Growth Fund III B", "Growth Fund III F"),
        ("OPEN TEXT CORPORATION", "OPEN TEXT UK LTD"),
        ("CT Corporation", "CT Holdings"),
        ("CT", "CT Ltd"),
        ("Acme Group", "Acme Ltd"),
        ("Acme GmbH", "Acme Ltd"),
        ("Route 12", "Route 21"),
        ("International Business Machines", "IBM"),
    ],
)
def test_what_may_be_somebody_else_is_maybe_at_most(one: str, other: str) -> None:
    for found in (like(one, other), like(other, one)):
        assert found is None or found[0] == "Maybe"


@pytest.mark.parametrize(
    ("one", "other"), [("Zephyr", "Contoso"), ("", "Contoso"), ("Global", "Loyal"), ("!", "?")]
)
def test_what_is_not_alike_is_not_proposed(one: str, other: str) -> None:
    assert like(one, other) is None


@pytest.mark.parametrize(
    ("score", "proposed"), [(CLOSE - 0.1, False), (CLOSE, True), (CLOSE + 0.1, True)]
)
def test_closeness_is_proposed_from_the_threshold_on(score: float, proposed: bool) -> None:
    found = judge(name_words("Alpine Data Works"), name_words("Alpin Date Works"), score)
    assert (found is not None) is proposed
    assert found is None or found.rank == MAYBE


@pytest.mark.parametrize(("letters", "rank"), [("abcdef", LIKELY), ("abcde", MAYBE)])
def test_a_slip_needs_a_word_of_some_length(letters: str, rank: int) -> None:
    found = judge(name_words(f"{letters} one"), name_words(f"{letters}{letters[-1]} one"), 95.0)
    assert found is not None
    assert found.rank == rank


def test_the_name_itself_is_no_candidate_and_order_does_not_matter() -> None:
    known = known_names([(3, "Acme Ltd"), (1, "Acme"), (2, "ACME GmbH")])
    found = candidates(["acme  ltd", "Acme"], known)
    assert "acme  ltd" not in found or all(c.partner_id != 3 for c in found["acme  ltd"])
    again = candidates(["acme  ltd", "Acme"], list(reversed(known)))
    assert {n: [c.partner_id for c in cs] for n, cs in found.items()} == {
        n: [c.partner_id for c in cs] for n, cs in again.items()
    }


def test_no_more_than_five_candidates_the_likeliest_first() -> None:
    known = known_names([(at, f"Contoso {word}") for at, word in enumerate("ABCDEFGH", 1)])
    found = candidates(["Contoso"], [*known, KnownName(9, "Contoso Ltd", "Contoso Ltd")])
    assert len(found["Contoso"]) == MOST
    assert (found["Contoso"][0].partner, found["Contoso"][0].likeness.rank) == (
        "Contoso Ltd",
        LIKELY,
    )


def test_a_partner_is_found_by_a_name_it_goes_by() -> None:
    known = known_names([(1, "Havas Worldwide")], [(1, "Euro RSCG")])
    (found,) = candidates(["EURO R.S.C.G."], known)["EURO R.S.C.G."]
    assert (found.partner, found.spelled, found.likeness.rank) == (
        "Havas Worldwide", "Euro RSCG", SAME,
    )  # fmt: skip


def test_what_was_said_to_be_two_is_not_proposed() -> None:
    known = known_names([(1, "Contoso Cloud")])
    assert candidates(["Contosso Cloud"], known, {("contosso cloud", 1)}) == {}


def test_of_two_new_names_the_later_is_proposed_to_be_the_earlier() -> None:
    found = candidates(["Contoso Cloud", "Contosso Cloud"], [])
    assert list(found) == ["Contosso Cloud"]
    assert (found["Contosso Cloud"][0].partner_id, found["Contosso Cloud"][0].partner) == (
        0, "Contoso Cloud",
    )  # fmt: skip


def test_a_word_that_many_names_share_says_nothing() -> None:
    known = known_names([(at, f"Global {word}") for at, word in enumerate("ABCDEFGHIJ", 1)])
    assert candidates(["Global"], known) == {}


def test_comparing_can_be_cancelled() -> None:
    def stop(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        pairs(["One", "Two"], stop)


def test_pairs_are_found_once_the_likeliest_first() -> None:
    names = ["Derby City Council", "Acme", "Acme Ltd", "Derry City Council"]
    found = pairs(names)
    assert [(p.first, p.second, p.likeness.rank) for p in found] == [(1, 2, LIKELY), (0, 3, MAYBE)]


@given(st.lists(st.text("ab cdé.", max_size=8), max_size=6), st.text("ab cdé.", max_size=8))
def test_every_candidate_is_known_and_says_why(known: list[str], name: str) -> None:
    partners = list(enumerate(known, start=1))
    found = candidates([name], known_names(partners)).get(name, ())
    assert len(found) <= MOST
    for one in found:
        assert (one.partner_id, one.partner) in partners
        assert one.likeness.reason
        assert one.likeness.rank in (SAME, LIKELY, MAYBE)


def test_only_the_first_of_very_many_names_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "_MOST_NEW", 2)
    found = candidates(
        ["Acme Ltd", "Zephyr Inc", "Contoso Ltd"],
        known_names([(1, "Acme"), (2, "Zephyr"), (3, "Contoso")]),
    )
    assert list(found) == ["Acme Ltd", "Zephyr Inc"]
