"""Live facts of a partner, and the answers that its records give."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.checklist.expanding import expanded
from models.checklist.facts import FACTS, derived_of, facts_of
from models.checklist.loading import bundled, template_of
from models.partner import Agreement
from models.partner_file import PartnerFile
from models.program.loading import programs
from models.store import records
from models.store.portfolio import Portfolio, create
from models.store.programs import choose_program
from models.store.standing import partner_file
from tests.models.program.harbour import run_by
from tests.models.program.making import PARTNER, complete, deal, won
from tests.models.store.test_standing import put

DAY = date(2022, 1, 5)
ITEMS = """\
key = "asked"
name = "Asked"
version = 1
every = "year"
applies_to = "all"
[[sections]]
key = "one"
name = "One"
items = [
    { key = "count", asks = "How many?", kind = "number", criterion = "technical_resources" },
    { key = "enough", asks = "Enough?", kind = "yes_no", criterion = "technical_resources" },
    { key = "money", asks = "How much?", kind = "money", criterion = "aggregate_tcv" },
    { key = "told", asks = "How?", kind = "text", criterion = "nda" },
    { key = "gate", asks = "In?", kind = "yes_no", gate = "agreement" },
    { key = "gone", asks = "What?", kind = "yes_no", criterion = "patents" },
    { key = "free", asks = "Free?", kind = "yes_no", mirrors = "partners.free_training" },
    { key = "own", asks = "Own?", kind = "yes_no" },
]
"""


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        world = complete(won(26_000_000), deal("open", date(2022, 3, 1), 50_000_000))
        put(made, [world])
        yield made


def file_of(portfolio: Portfolio, day: date = DAY) -> PartnerFile:
    [(partner_id,)] = portfolio.conn.rows("SELECT id FROM partners")
    return partner_file(portfolio, partner_id, day)


def test_every_fact_that_may_be_quoted_is_told(portfolio: Portfolio) -> None:
    told = facts_of(file_of(portfolio), DAY)
    assert list(told) == list(FACTS)
    assert "not known" not in told.values()


def test_facts_read_as_parts_of_a_sentence(portfolio: Portfolio) -> None:
    told = facts_of(file_of(portfolio), DAY)
    assert told["open_deals"] == "1 open deal"
    assert told["pipeline"] == "1 deal worth $500.0K in the pipeline window"
    assert told["overdue_deals"] == "no open deals past the closing date"
    assert told["tier"] == "Silver"
    assert told["tcv"] == "$26.5M Aggregate TCV ($8.0M asked for)"
    assert told["tcv_gap"] == "Silver’s amount is reached"
    assert told["technical_resources"] == "3 technical resources (1 asked for)"
    assert told["missing"] == "Silver is met in full"
    assert told["next_tier"] == "All of Gold is met"
    assert told["expiring"] == "No agreement ends in the next 90 days"
    assert told["measured_on"] == "2 Jan 2023, 51 weeks away"


def test_a_paper_that_ends_within_ninety_days_is_named(portfolio: Portfolio) -> None:
    file = file_of(portfolio)
    [paper] = [one for one in file.agreements if one.kind == "nda"]
    for last, words in (
        (date(2022, 4, 5), "Non-disclosure agreement ends on 5 Apr 2022"),
        (date(2022, 4, 6), "No agreement ends in the next 90 days"),
        (date(2022, 1, 4), "Non-disclosure agreement ended on 4 Jan 2022"),
    ):
        with portfolio.change("Edit"):
            records.update(portfolio, Agreement, paper.id, expires_on=last)
        assert facts_of(file_of(portfolio), DAY)["expiring"] == words


@pytest.mark.clause("C039", "C044")
def test_the_records_answer_in_the_kind_of_the_item(portfolio: Portfolio) -> None:
    told = derived_of(template_of(ITEMS), file_of(portfolio), DAY)
    assert (told["count"].value, told["count"].state) == ("3", "met")
    assert told["enough"].value == "yes"
    assert told["enough"].said == "3 technical resources in place; Silver asks for 1."
    assert told["enough"].place == "people"
    assert told["money"].value == "2650000000 USD"
    assert told["told"].value.startswith("The non-disclosure agreement is in force")
    assert (told["gate"].value, told["gate"].place) == ("yes", "people")
    assert (told["gone"].state, told["gone"].value) == ("", "")
    assert (told["free"].value, told["free"].place) == ("yes", "overview")
    assert "own" not in told


@pytest.mark.clause("C018", "C056", "C074")
def test_the_gates_answer_for_a_partner_on_its_way_in(portfolio: Portfolio) -> None:
    onboarding = next(one for one in bundled() if one.key == "onboarding")
    told = derived_of(onboarding, file_of(portfolio), DAY)
    assert [told[key].value for key in ("prerequisites_met", "tcv_met", "invited")] == ["yes"] * 3


def test_under_another_program_everything_is_told_too(portfolio: Portfolio) -> None:
    other = next(program.name for program in programs() if program.example)
    choose_program(portfolio, other)
    file = file_of(portfolio, date(2026, 11, 24))
    assert file.terms is not None
    assert file.terms.program == other
    told = facts_of(file, DAY)
    assert list(told) == list(FACTS)
    for template in bundled():
        derived = derived_of(expanded(template, file.terms), file, DAY)
        assert all(one.said or one.value for one in derived.values())


def test_a_criterion_whose_paper_ran_out_has_its_last_day(portfolio: Portfolio) -> None:
    file = file_of(portfolio)
    with portfolio.change("Edit"):
        for paper in file.agreements:
            if paper.kind == "nda":
                records.update(portfolio, Agreement, paper.id, expires_on=date(2022, 1, 4))
    file = file_of(portfolio)
    assert file.terms is not None
    template = expanded(next(one for one in bundled() if one.key == "prerequisites"), file.terms)
    assert derived_of(template, file, DAY)["nda"].expires_on == date(2022, 1, 4)


def test_of_a_partner_without_any_record_everything_is_told(tmp_path: Path) -> None:
    from models.partner import Partner

    with create(tmp_path / "bare.alliance") as bare:
        with bare.change("Add"):
            records.add(bare, Partner(PARTNER, "Bare"))
        file = partner_file(bare, PARTNER, DAY)
        told = facts_of(file, DAY)
        assert told["executive_sponsor"] == "no executive sponsor"
        assert told["agreements"] == "No agreement in force"
        for template in bundled():
            assert derived_of(template, file, DAY) is not None


def test_a_program_without_an_amount_is_said_to_ask_for_none(portfolio: Portfolio) -> None:
    run_by(portfolio)
    told = facts_of(partner_file(portfolio, PARTNER, DAY), DAY)
    assert told["tcv"] == told["tcv_gap"] == "not asked for by this program"
