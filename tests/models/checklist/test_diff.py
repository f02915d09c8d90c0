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
