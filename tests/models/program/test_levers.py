"""A lever goes from what there is to beyond what the highest tier asks, and says what it moved."""

from dataclasses import replace
from datetime import date

from models.program.levers import Lever, deal_words, levers
from models.program.loading import terms_on
from models.program.what_if import Trial, decided, in_program_money
from tests.models.program.files import AS_OF, file_of
from tests.models.program.making import complete, deal, with_trained, without, won

TERMS = terms_on(AS_OF)
RECORDS = without(with_trained(complete(won("15_000_000")), 8), "nda")


def lever(criterion: str, trial: Trial | None = None, target: str = "gold") -> Lever:
    file = file_of(RECORDS)
    after = decided(file, trial or Trial(), TERMS)
    return next(one for one in levers(file, TERMS, after, target) if one.id == criterion)


def test_people_go_from_none_to_beyond_the_highest_tier() -> None:
    people = lever("mss_trained_people")
    assert (people.least, people.value, people.most, people.steps, people.at) == (0, 8, 25, 25, 8)
    assert (people.moved, people.missing) == ("", True)
    assert not lever("mss_trained_people", target="silver").missing
    tried = lever("mss_trained_people", Trial().bring("mss_trained_people", 10))
    assert (tried.now, tried.value, tried.moved) == (8, 10, "+2")
    assert lever("mss_trained_people", Trial().bring("mss_trained_people", 7)).moved == "−1"
    assert people.number(people.at + 2) == 10


def test_geographies_end_where_the_program_has_no_more() -> None:
    assert (lever("offering_availability").most, lever("offering_availability").value) == (6, 6)


def test_money_starts_at_what_there_is_and_goes_in_round_steps() -> None:
    money = lever("aggregate_tcv")
    assert (money.least, money.at, money.unit) == (15_000_000_00, 0, 500_000_00)
    assert money.number(money.steps) >= 25_000_000_00
    tried = lever("aggregate_tcv", Trial().bring("aggregate_tcv", 15_750_000_00))
    assert (tried.at, tried.said, tried.moved) == (1, "$15,750,000", "+$750,000")


def test_a_promise_or_a_paper_is_added_or_taken_away() -> None:
    assert (lever("nda").value, lever("nda").missing) == (0, True)
    assert lever("nda", Trial().bring("nda", 1)).moved == "added"
    assert lever("free_training", Trial().bring("free_training", 0)).moved == "taken away"


def test_a_tried_deal_says_what_is_other_than_in_the_records() -> None:
    records = complete(deal("open", date(2021, 12, 31), 1_000_000_00, 1))
    file = file_of(records)
    known = in_program_money(file.deals[0], TERMS)

    def words(changed: object) -> str:
        return deal_words(changed, file, "USD")[1]  # type: ignore[arg-type]

    assert words(known) == "As it is"
    assert words(replace(known, close_date=date(2022, 3, 1))) == "Tried: due 1 Mar 2022"
    assert words(replace(known, partner_minor=5)) == "Tried: $0.06"
    won_deal = replace(known, status="won", close_date=date(2021, 3, 1))
    assert words(won_deal) == "Tried: won, 1 Mar 2021"
    new = deal("open", date(2022, 3, 1), 500_00, 1)
    assert deal_words(new, file, "USD") == ("Deal 50000", "New: $500, due 1 Mar 2022")
