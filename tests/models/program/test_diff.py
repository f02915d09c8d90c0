"""Every kind of difference between two versions, told with the words of the screen."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from models.program import editing
from models.program.diff import Difference, between, of_texts
from models.program.editing_words import set_geography, set_word
from models.program.loading import programs, terms_from

TEXT = programs()[0].text
EXAMPLE = next(program for program in programs() if program.example)
BEGIN, LATER = date(2021, 1, 1), date(2024, 1, 1)
TRAINED = (
    "What People trained in managed security services delivery counts: people trained,"
    " standard MSS delivery, custom MSS delivery → people trained, sales"
)


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


@pytest.mark.clause("C100")
def test_a_text_differs_in_nothing_from_itself() -> None:
    assert of_texts(TEXT, TEXT) == ()
    assert of_texts(EXAMPLE.text, EXAMPLE.text) == ()


@pytest.mark.clause("C100")
@pytest.mark.parametrize(
    ("edit", "part", "words"),
    [
        (
            lambda t: editing.set_ask(
                t, "aggregate_tcv", "gold", BEGIN, "required", Decimal(18_000_000)
            ),
            "Criteria",
            "Gold, Aggregate TCV: $15,000,000 → $18,000,000",
        ),
        (
            lambda t: editing.set_ask(t, "offering_availability", "gold", BEGIN, "required", 4),
            "Criteria",
            "Gold, Offering availability: all 6 → 4",
        ),
        (
            lambda t: editing.set_ask(t, "nda", "silver", BEGIN, "recommended", True),
            "Criteria",
            "Silver, Non-disclosure agreement: required → recommended",
        ),
        (
            lambda t: editing.set_ask(t, "mss_trained_people", "silver", BEGIN, "recommended", 6),
            "Criteria",
            "Silver, People trained in managed security services delivery: 5 → 6 (recommended)",
        ),
        (
            replaced('["standard MSS delivery", "custom MSS delivery"]', '["sales"]'),
            "Criteria",
            TRAINED,
        ),
        (
            lambda t: editing.set_benefit(t, "workshop", "silver", BEGIN, "invite_only"),
            "Benefits",
            "Silver, Workshop or advisory council: Not included → Invite only",
        ),
        (
            lambda t: editing.switch_benefit(t, "sales_enablement", True),
            "Benefits",
            "Sales enablement sessions switched on: No → Yes",
        ),
        (
            lambda t: editing.set_measure(t, "pipeline_quarters", BEGIN, 3),
            "Measure",
            "Pipeline: 4 quarters → 3 quarters",
        ),
        (
            lambda t: editing.set_measure(t, "measurement_day", BEGIN, 15),
            "Measure",
            "Measurement day: the first working day of January → 15 January",
        ),
        (
            lambda t: editing.set_measure(t, "losses_count", BEGIN, False),
            "Measure",
            "Losses count: Yes → No",
        ),
        (
            lambda t: editing.set_measure(t, "statement_months", BEGIN, 1, part="calendar"),
            "Calendar",
            "Statements: every 3 months → every 1 month",
        ),
        (
            lambda t: set_geography(t, len(terms_from(t, BEGIN).geographies), "Antarctica", "A24"),
            "Geographies",
            "Antarctica: new, a geography",
        ),
        (
            lambda t: set_word(t, ("interpretations", "A15", "reading"), "A link."),
            "Readings",
            "A15, Mailbox: “It is kept as text and not used as a link.” → “A link.”",
        ),
        (
            lambda t: set_word(t, ("tiers", "gold", "alias"), "Growing"),
            "Tiers",
            "Tier Gold: Gold (Growth) → Gold (Growing)",
        ),
        (
            lambda t: editing.set_head(t, version="2021b"),
            "Program",
            "Version: 2021 → 2021b",
        ),
    ],
)
def test_a_change_is_told_in_words(edit: Callable[[str], str], part: str, words: str) -> None:
    found = of_texts(TEXT, edit(TEXT))
    assert (part, words) in [(d.part, d.words) for d in found]
    assert {d.since for d in found} == {BEGIN}


def test_a_later_row_is_told_once_with_its_day() -> None:
    new = editing.set_ask(TEXT, "aggregate_tcv", "gold", LATER, "required", 18_000_000)
    new = editing.set_measure(new, "pipeline_quarters", date(2025, 1, 1), 3)
    assert [(d.since, d.words) for d in of_texts(TEXT, new)] == [
        (LATER, "Gold, Aggregate TCV: $15,000,000 → $18,000,000"),
        (date(2025, 1, 1), "Pipeline: 4 quarters → 3 quarters"),
    ]


def test_what_is_gone_and_what_is_new_are_told() -> None:
    start = TEXT.index('[[criteria]]\nid = "nda"')
    end = TEXT.index('[[criteria]]\nid = "data_privacy')
    without = TEXT[:start] + TEXT[end:]
    asked = "Platinum: required, Gold: required and Silver: required"
    [gone] = of_texts(TEXT, without)
    [new] = of_texts(without, TEXT)
    assert gone.words == f"Non-disclosure agreement: gone, was {asked}"
    assert new == Difference("Criteria", "Non-disclosure agreement", "", asked, BEGIN)


def test_two_readings_of_one_text_differ_in_what_they_set() -> None:
    usual, other = (terms_from(TEXT, BEGIN, chosen) for chosen in ({}, {"A10": "exclude"}))
    told = {(d.part, d.what) for d in between(usual, other)}
    expected = ("Measure", "Deals without services count")
    assert told == {expected, ("Readings", "A10, Deals without host services")}


def test_quite_another_program_differs_in_every_part_without_a_fault() -> None:
    found = between(terms_from(TEXT, BEGIN), EXAMPLE.terms_on(BEGIN))
    parts = {d.part for d in found}
    assert parts == {
        "Program", "Tiers", "Criteria", "Benefits", "Measure", "Calendar", "Geographies",
        "Readings",
    }  # fmt: skip
    assert all(d.words for d in found)
