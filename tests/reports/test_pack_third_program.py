"""Packs and letters of programs without money, and without losses or open deals in their sum."""

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest

from models.partner_file import PartnerFile
from models.program.loading import programs
from models.store.partners import view
from models.store.portfolio import Portfolio
from models.store.programs import choose_program
from models.store.standing import partner_ids
from reports.facts import EDITIONS, freeze
from reports.letter_facts import Award, assessment_letter, status_letter
from reports.letters import build
from tests.models.program.harbour import run_by
from tests.reports.reading import read
from tests.sample_portfolio import sample_at

DAY = date(2026, 11, 24)
EXAMPLE = next(program.name for program in programs() if program.example)
NONSENSE = re.compile(
    r"Aggregate TCV|(?:Silver|Gold|Platinum)\b(?! of| with| until)|Deal total (?:is|against)"
    r"|\bone \w+ are\b|All (?:no|one)\b|which count as well", re.I,
)  # fmt: skip


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "one.alliance", DAY) as made:
        run_by(made)
        yield made


def files(portfolio: Portfolio) -> list[PartnerFile]:
    return [view(portfolio, key, DAY).file for key in partner_ids(portfolio)]


def letter(file: PartnerFile, award: Award | None = None) -> str:
    terms = file.terms
    assert terms is not None
    facts = status_letter(file, terms, on=DAY)
    if award is not None:
        facts = assessment_letter(file, terms, award, terms.tiers[0].key, on=DAY)
    pages = pypdf.PdfReader(io.BytesIO(build(facts).data)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_pack_without_money_says_nothing_of_an_amount(portfolio: Portfolio, edition: str) -> None:
    for file in files(portfolio):
        text = " ".join(read(freeze(file, edition=edition)).text.split())
        said = text.replace(file.partner.notes, "")
        assert NONSENSE.findall(said) == [], file.partner.name
        assert "No tier of Harbour Circle asks for an amount." in said
        assert "Tier by Customers won alone" in said


@pytest.mark.parametrize("program", ["Harbour Circle", EXAMPLE])
def test_both_letters_are_written_in_the_words_of_the_program(
    portfolio: Portfolio, program: str
) -> None:
    choose_program(portfolio, program)
    what = "Customers won" if program != EXAMPLE else "Booked revenue"
    for file in files(portfolio):
        assert file.terms is not None
        top = file.terms.tiers[0].label
        status = letter(file)
        assert f"{what} is measured next on" in status
        result = letter(file, Award(2026, top, "", "up", False, None))
        assert f"measured {what} on" in result
        assert NONSENSE.findall(status + result) == []


def test_the_sum_of_a_program_without_losses_shows_none(portfolio: Portfolio) -> None:
    choose_program(portfolio, EXAMPLE)
    text = " ".join(read(freeze(files(portfolio)[0])).text.split())
    assert "Losses last 12 months" not in text
    assert "Wins closed in the last 12 months; losses and open deals are not counted." in text
