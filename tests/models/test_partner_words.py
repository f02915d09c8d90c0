"""How a criterion counts is told as the program in force has it."""

from datetime import date

import pytest

from models.partner_words import rule_words
from models.program.loading import program_of, programs
from tests.models.program.harbour import TEXT

DAY = date(2022, 1, 5)
USUAL, EXAMPLE = (next(p for p in programs() if p.example is told) for told in (False, True))


@pytest.mark.parametrize(
    ("text", "criterion", "words"),
    [
        (
            USUAL.text,
            "aggregate_tcv",
            (
                "the TCV of qualified deals that were won or lost in the calendar year before,"
                " or are open and expected within the pipeline window."
            ),
        ),
        (
            EXAMPLE.text,
            "booked_revenue",
            "the TCV of qualified deals that were won in the last 12 months.",
        ),
        (TEXT, "crews", "each customer of the qualified deals that count, once."),
    ],
)
def test_a_rule_is_told_as_the_program_has_it(text: str, criterion: str, words: str) -> None:
    terms = program_of(text).terms_on(DAY)
    assert rule_words(terms.criterion(criterion), terms) == words
