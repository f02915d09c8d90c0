"""The difference between two versions of a checklist, in words."""

import pytest

from models.checklist.diff import differences
from models.checklist.loading import bundled, template_of
from tests.models.checklist.test_loading import SMALL

BEFORE = template_of(SMALL)


def told(*changes: tuple[str, str]) -> tuple[str, ...]:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return differences(BEFORE, template_of(text))


def test_nothing_is_said_of_the_same_template() -> None:
    for one in bundled():
        assert differences(one, one) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "Small"', 'name = "Tiny"', "It is called ‘Tiny’, no longer ‘Small’."),
        ('every = "quarter"', 'every = "year"', "It comes every year, no longer every quarter."),
        ('"participating"', '"all"\ntiers = ["gold"]', "It is for all partners of gold."),
        ("version = 1", "version = 1\ndue = 7",
         "It is due 7 days after the last day of its period."),
        ("version = 1", "version = 1\nopens = -30",
         "It appears 30 days before the last day of its period."),
        ("version = 1", "version = 1\ncarries = false",
         "Open items are not carried into the next one."),
        ('asks = "Why not?"', 'asks = "Why?"', "‘Why?’ was ‘Why not?’."),
        ('kind = "text"', 'kind = "people"', "‘Why not?’ asks for people, no longer text."),
        ('kind = "text"', 'kind = "text"\nevidence = "needed"', "‘Why not?’ asks for evidence."),
        ('kind = "text"', 'kind = "text"\nside = "partner"\ninternal = true',
         "‘Why not?’ is for the partner, no longer us and stays in the house."),
        ('kind = "text"', 'kind = "text"\nask = "recommended"',
         "‘Why not?’ is recommended for all."),
        ('label = "Bad"', 'label = "Poor"', "‘How does it feel?’ offers Good or Poor."),
        ('name = "Small"', 'name = "Small"\nsays = "More."', "What it says of itself has changed."),
        ("version = 1", 'version = 1\ntiers = ["gold", "silver"]',
         "It is for participating partners of gold or silver."),
        ("version = 1", "version = 1\ndue = -1",
         "It is due 1 day before the last day of its period."),
        ("version = 1", "version = 1\nopens = 0", "It appears on the last day of its period."),
        ('kind = "text"', 'kind = "text"\nhelp = "In a word."',
         "‘Why not?’ has another line beneath it."),
        ('kind = "text"', 'kind = "text"\nclause = "C031"', "‘Why not?’ belongs to clause C031."),
        ('kind = "text"\nwhen = { item = "well", is = ["no", "partly"] }', 'kind = "text"',
         "‘Why not?’ is always asked."),
        ('is = ["no", "partly"]', 'is = "no"', "‘Why not?’ is asked on another condition."),
    ],
)  # fmt: skip
def test_one_change_is_one_sentence(old: str, new: str, said: str) -> None:
    assert told((old, new)) == (said,)


def test_items_that_are_new_gone_or_moved_are_named() -> None:
    assert told(('key = "why"', 'key = "reason"')) == (
        "New in One: ‘Why not?’",
        "No longer asked: ‘Why not?’",
    )
    section = '[[sections]]\nkey = "two"\nname = "Two"\n\n[[sections.items]]\nkey = "mood"'
    assert told(('[[sections.items]]\nkey = "mood"', section)) == (
        "‘How does it feel?’ is now in Two, no longer in One.",
    )


NUMBER = '[[sections.items]]\nkey = "count"\nasks = "How many?"\nkind = "number"\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "target = 2\n", "‘How many?’ has another target."),
        ("target = 2\n", "", "‘How many?’ has no target."),
        ("", 'unit = "people"\n', "‘How many?’ counts people."),
        ('unit = "people"\n', "", "‘How many?’ has no unit."),
        ("", 'criterion = "nda"\n', "‘How many?’ is answered by the records."),
        ('criterion = "nda"\n', "", "‘How many?’ is answered by a person."),
        ("internal = true\n", "", "‘How many?’ is shown to the partner too."),
    ],
)
def test_what_a_number_is_held_against_is_told(old: str, new: str, said: str) -> None:
    before, after = (template_of(f"{SMALL}\n{NUMBER}{more}") for more in (old, new))
    assert differences(before, after) == (said,)


@pytest.mark.parametrize("field", ['mirrors = "partners.free_training"', 'gate = "tcv"'])
def test_an_answer_that_moves_into_the_records_is_told(field: str) -> None:
    assert told(('asks = "Is all well?"', f'asks = "Is all well?"\n{field}')) == (
        "‘Is all well?’ is answered by the records.",
    )


def test_another_order_is_told_once() -> None:
    mark = "[[sections.items]]"
    head, well, why, mood = SMALL.split(mark)
    after = template_of(mark.join((head, f"{mood}\n", well, why)))
    assert differences(BEFORE, after) == ("The order of the items has changed.",)
