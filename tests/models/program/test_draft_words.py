"""Names, clauses, geographies and the provisional tier of a draft, typed in the form."""

import pytest

from models.errors import UserError
from models.program.draft_words import WordField, fields, set_clause, set_value
from models.program.loading import faults, program_of, programs
from models.program.terms import Terms
from tests.models.program.harbour import TEXT as HARBOUR

USUAL, EXAMPLE = (next(p.text for p in programs() if p.example is told) for told in (False, True))


def field(text: str, key: str) -> WordField:
    return next(one for one in fields(text) if one.id == key)


def terms(text: str) -> Terms:
    assert [words for words in faults(text) if not words.startswith("Warning: ")] == []
    head = program_of(text)
    return head.terms_on(head.from_on)


def some(text: str) -> tuple[WordField, ...]:
    """All fields of the small program, and of the large ones one of each kind and some more."""
    found = fields(text)
    kinds = {(one.part, one.id.rpartition("/")[2]): one for one in found if one.part != "Clauses"}
    return found if text == HARBOUR else (*kinds.values(), *found[::23])


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.lstrip().startswith("#")]


@pytest.mark.parametrize("text", [USUAL, EXAMPLE, HARBOUR])
def test_every_field_takes_its_own_value_and_clause_and_changes_nothing(text: str) -> None:
    before = terms(text)
    for one in some(text):
        if one.has_value and one.value:
            assert terms(set_value(text, one.id, one.value)).tiers == before.tiers
        if one.has_clause:
            same = set_clause(text, one.id, one.clause)
            assert field(same, one.id).clause == one.clause
            assert comments(same) == comments(text)


@pytest.mark.parametrize("text", [USUAL, EXAMPLE, HARBOUR])
def test_every_clause_and_every_label_can_be_changed_alone(text: str) -> None:
    for one in some(text):
        if one.has_clause:
            changed = set_clause(text, one.id, "z99")
            differing = [a.id for a, b in zip(fields(changed), fields(text), strict=True) if a != b]
            assert differing == [one.id]
            terms(changed)
        if one.id.endswith(("/label", "/alias", "/group", "/short", "/no", "/yes", "/none")):
            changed = set_value(text, one.id, "Quite another")
            assert field(changed, one.id).value == "Quite another"
            assert comments(changed) == comments(text)
            terms(changed)


def test_a_geography_is_renamed_wherever_it_is_named_added_and_taken_out() -> None:
    renamed = set_value(EXAMPLE, "geographies/0", "The North")
    told = terms(renamed)
    assert told.geographies[0] == "The North"
    assert told.geographies_named("northern europe") == {"The North", "Baltics", "British Isles"}
    assert told.criterion("home_markets").of == ("The North", "Baltics")
    more = set_value(renamed, "geographies/5", "Alps")
    assert terms(more).geographies[-1] == "Alps"
    assert terms(set_value(more, "geographies/5", " ")).geographies == told.geographies
    assert comments(more) == comments(EXAMPLE)
    assert set_value(EXAMPLE, "geographies/5", "") == EXAMPLE


def test_the_provisional_tier_is_taken_away_put_in_and_dated() -> None:
    assert terms(set_value(USUAL, "provisional/tier", "None")).provisional is None
    with_one = set_value(EXAMPLE, "provisional/tier", "ridge")
    first = terms(with_one).provisional
    assert first is not None
    assert (first.tier, first.year, first.until.isoformat()) == ("ridge", 2021, "2021-12-31")
    later = set_value(with_one, "provisional/until", "30 Jun 2022")
    later = set_value(later, "provisional/year", "2022")
    told = terms(set_value(later, "provisional/tier", "Trail")).provisional
    assert told is not None
    assert (told.tier, told.year, told.until.isoformat()) == ("trail", 2022, "2022-06-30")
    assert comments(later) == comments(EXAMPLE)


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("tiers/gold/label", " ", "can’t be left blank"),
        ("tiers/gold/label", "platinum", "a tier named Platinum already"),
        ("outside/label", "Gold", "a tier named Gold already"),
        ("tiers/gold/label", "x" * 301, "longer than 300"),
        ("geographies/0", "japan", "a geography Japan already"),
        ("geographies/2", "", "“EMEA” goes by Europe"),
        ("provisional/tier", "Bronze", "Bronze is no tier"),
        ("provisional/year", "soon", "soon is no year"),
        ("provisional/year", "2031", "before the year 2031 begins"),
        ("provisional/until", "", "ends on some day"),
        ("provisional/until", "31 Dec 2020", "before the year 2021 begins"),
        ("provisional/until", "whenever", "whenever"),
    ],
)
def test_what_can_t_be_is_refused_in_a_sentence(key: str, typed: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        set_value(USUAL, key, typed)


def test_a_sentence_of_a_count_needs_its_number() -> None:
    with pytest.raises(UserError, match=r"no \{n\} in it"):
        set_value(EXAMPLE, "criteria/deals_won/said", "Won in four quarters")
    changed = set_value(EXAMPLE, "criteria/deals_won/unit/1", "wins")
    assert terms(changed).criterion("deals_won").unit == ("deal won", "wins")


@pytest.mark.parametrize("typed", ["", "C1", "C1234", "19", "CC19"])
def test_what_is_no_clause_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="is no clause"):
        set_clause(USUAL, "tiers/gold/label", typed)


def test_the_last_geography_stays() -> None:
    with pytest.raises(UserError, match="one geography at least"):
        set_value(HARBOUR, "geographies/0", "")
