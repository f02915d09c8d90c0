"""Live facts of a partner, and the answers that its records give."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.checklist.expanding import expanded
from models.checklist.facts import FACTS, derived_of, facts_of, tier_of
from models.checklist.loading import bundled, template_of
from models.partner import Agreement, Contact, Integration
from models.partner_file import CountedDeal, PartnerFile
from models.program.loading import programs
from models.store import records
from models.store.portfolio import Portfolio, create
from models.store.programs import choose_program
from models.store.standing import partner_file
from tests.models.program.harbour import run_by
from tests.models.program.making import (
    EARLY,
    PARTNER,
    agreement,
    complete,
    contact,
    deal,
    offering,
    training,
    won,
)
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


NEXT, LAST = DAY + timedelta(days=1), DAY - timedelta(days=1)


def with_deals(file: PartnerFile, *told: tuple[str, date | None, str]) -> dict[str, str]:
    """Facts of deals told by status, closing date and bucket; some are bare."""
    deals = tuple(
        CountedDeal(
            replace(
                deal(status, close, 100),
                next_step="Call" if number == 1 else "",
                registered_on=EARLY if number in (1, 2, 3) else None,
            ),
            bucket,
            "",
            100,
            0 if number in (1, 5) else 50,
        )
        for number, (status, close, bucket) in enumerate(told)
    )
    return facts_of(replace(file, deals=deals), DAY)


def test_deals_are_counted_by_what_they_are_today(portfolio: Portfolio) -> None:
    told = with_deals(
        file_of(portfolio),
        ("open", LAST, ""),
        ("open", DAY, "pipeline"),
        ("open", NEXT, "pipeline"),
        ("open", None, ""),
        ("lost", LAST, "losses"),
        ("lost", date(2021, 12, 31), "losses"),
        ("lost", NEXT, ""),
        ("won", DAY, "wins"),
        ("won", NEXT, "wins"),
        ("won", date(2021, 1, 5), ""),
    )
    assert told["open_deals"] == "4 open deals"
    assert told["overdue_deals"] == "1 open deal past the closing date"
    assert told["pipeline"].startswith("2 deals worth")
    assert told["won_deals"] == "1 deal won this year"
    assert told["lost_deals"] == "1 deal lost this year"
    assert told["without_services"] == "2 deals without a services portion"
    assert told["without_next_step"] == "3 open deals without a next step"
    assert told["registered_deals"] == "3 open deals registered"


def test_people_are_counted_who_are_trained_and_in_place(portfolio: Portfolio) -> None:
    trainings = (
        training("Ann Lee", LAST, "sales"),
        training("ann lee", EARLY),
        training("Bo Ek", DAY),
        training("Cy Ro", NEXT, "sales"),
        training("Di Wu", None),
    )
    contacts = (
        contact("Sponsor", "executive sponsor"),
        contact("Ours", "executive sponsor", side="host"),
        contact("Left", "alliance manager", until=DAY),
        contact("Leaves", "alliance manager", until=NEXT, since=DAY),
        contact("Comes", "alliance manager", since=NEXT),
    )
    told = facts_of(replace(file_of(portfolio), trainings=trainings, contacts=contacts), DAY)
    assert told["sellers_trained"] == "1 trained seller"
    assert told["last_training"] == "5 Jan 2022"
    assert told["executive_sponsor"] == "Sponsor"
    assert told["host_sponsor"] == "Ours"
    assert told["alliance_manager"] == "Leaves"
    without = replace(file_of(portfolio), trainings=trainings, contacts=contacts, terms=None)
    told = facts_of(without, DAY)
    assert told["trained"] == "2 people trained"
    assert told["technical_resources"] == "no technical resources"
    assert told["tier"] == "not known"


def test_without_a_program_what_counts_as_it_is_told(portfolio: Portfolio) -> None:
    file = replace(
        file_of(portfolio),
        offerings=(offering("Scan", "EU"), offering("Own", "EU", standard=False)),
        integrations=(
            Integration(1, PARTNER, "Cloud Pak"),
            Integration(2, PARTNER, "cloud pak"),
            Integration(3, PARTNER, "Other", agreed=False),
        ),
        terms=None,
    )
    told = facts_of(file, DAY)
    assert told["offerings"] == "1 standard offering in force"
    assert told["integrations"] == "1 agreed integration"


@pytest.mark.clause("C052", "C053")
@pytest.mark.parametrize(
    ("signed", "last", "valid", "ends"),
    [
        (EARLY, DAY, True, "ends on 5 Jan 2022"),
        (EARLY, LAST, False, "ended on 4 Jan 2022"),
        (DAY, None, True, ""),
        (NEXT, None, False, ""),
        (None, LAST, False, ""),
    ],
)
def test_an_agreement_is_in_force_from_its_first_to_its_last_day(
    portfolio: Portfolio, signed: date | None, last: date | None, valid: bool, ends: str
) -> None:
    papers = (agreement("nda", signed, last),)
    told = facts_of(replace(file_of(portfolio), agreements=papers), DAY)
    assert ("disclosure" in told["agreements"]) == valid
    assert told["expiring"] == (
        f"Non-disclosure agreement {ends}" if ends else "No agreement ends in the next 90 days"
    )


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2023, 1, 2), "2 Jan 2023, within a week"),
        (date(2023, 1, 3), "2 Jan 2024, 52 weeks away"),
        (date(2022, 12, 26), "2 Jan 2023, 1 week away"),
        (date(2022, 12, 27), "2 Jan 2023, within a week"),
    ],
)
def test_the_next_measurement_is_today_or_later(portfolio: Portfolio, day: date, told: str) -> None:
    assert facts_of(file_of(portfolio, day), day)["measured_on"] == told


def bare(tmp_path: Path, *contacts: Contact) -> PartnerFile:
    """A partner that is on its way in, with nothing but these people."""
    from models.partner import Partner

    with create(tmp_path / "bare.alliance") as made:
        with made.change("Add"):
            records.add(made, Partner(PARTNER, "Bare"))
            for one in contacts:
                records.add(made, one)
        return partner_file(made, PARTNER, DAY)


def test_of_much_that_is_missing_the_first_three_are_named(tmp_path: Path) -> None:
    told = facts_of(bare(tmp_path, contact("Ann Lee", "technical resource")), DAY)
    assert told["tier"] == "Silver"
    assert told["missing"].startswith("Missing for Silver: ")
    assert told["missing"].endswith(" more")
    assert told["next_tier"].startswith("For Gold: ")
    assert told["tcv"] == "$0 of $8.0M Aggregate TCV"
    assert told["technical_resources"] == "1 of 1 technical resource"
    assert told["trained"].startswith("0 of 5 ")


def test_a_partner_outside_has_no_gate_behind_it(tmp_path: Path) -> None:
    onboarding = next(one for one in bundled() if one.key == "onboarding")
    file = bare(tmp_path)
    told = derived_of(onboarding, file, DAY)
    assert (told["tcv_met"].value, told["tcv_met"].state) == ("no", "not_met")
    held = derived_of(template_of(ITEMS), file, DAY)
    assert held["enough"].state == "not_met"
    assert held["told"].expires_on is None


def test_a_paper_is_said_to_have_run_out_only_where_it_was_the_one_that_is_missing(
    portfolio: Portfolio,
) -> None:
    def ran_out(signed: date | None, last: date | None) -> date | None:
        for paper in file_of(portfolio).agreements:
            kept = {"signed_on": DAY, "expires_on": NEXT}
            changed = {"signed_on": signed, "expires_on": last}
            with portfolio.change("Edit"):
                records.update(
                    portfolio, Agreement, paper.id, **(changed if paper.kind == "nda" else kept)
                )
        told = derived_of(template_of(ITEMS), file_of(portfolio), DAY)
        assert told["count"].expires_on is None
        return told["told"].expires_on

    assert ran_out(EARLY, LAST) == LAST
    assert ran_out(None, LAST) is None
    assert ran_out(EARLY, NEXT) is None


def test_the_tier_that_is_held_is_the_one_that_is_asked_about(portfolio: Portfolio) -> None:
    file = file_of(portfolio)
    assert file.terms is not None
    gold = replace(file, decision=replace(file.decision, granted_tier="gold"))
    assert tier_of(gold) == "gold"
    assert facts_of(gold, DAY)["tier"] == "Gold"
    assert "Gold asks for" in derived_of(template_of(ITEMS), gold, DAY)["enough"].said
    top = replace(file, decision=replace(file.decision, granted_tier="platinum"))
    assert facts_of(top, DAY)["next_tier"] == "The highest tier is held"


def test_the_guide_to_templates_tells_of_every_fact() -> None:
    guide = Path(__file__).parents[3].joinpath("docs", "checklists.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| `\{(\w+)\}` \| (.*) \|$", guide, re.M)) == dict(FACTS)


@pytest.mark.parametrize(
    ("without", "missing"),
    [
        (
            ("trainings", "offerings"),
            "1 standard offering short, 2 geographies short and 5 people short",
        ),
        (
            ("trainings", "offerings", "integrations"),
            "1 standard offering short, 2 geographies short, 5 people short and 1 more",
        ),
    ],
)
def test_three_that_are_missing_are_all_named(
    tmp_path: Path, without: tuple[str, ...], missing: str
) -> None:
    world = complete(won(8_000_000))
    for name in without:
        setattr(world, name, [])
    with create(tmp_path / "short.alliance") as made:
        put(made, [world])
        told = facts_of(file_of(made), DAY)
    assert told["missing"] == f"Missing for Silver: {missing}"
    assert told["tcv"] == "$8.0M of $8.0M Aggregate TCV"


def test_none_of_one_is_told_in_the_singular(tmp_path: Path) -> None:
    told = facts_of(bare(tmp_path), DAY)
    assert told["technical_resources"] == "0 of 1 technical resource"
    assert told["availability"] == "0 of 2 geographies"
