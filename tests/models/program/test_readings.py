"""Each reading of the program's text that can be chosen, and what it changes."""

from datetime import date

import pytest

from models.errors import UserError
from models.program.decision import Decision
from models.program.loading import faults, known_readings, programs, terms_from, terms_on
from models.program.terms import Terms
from tests.models.program.making import Records, complete, deal, judge, row, training, without, won

DAY = date(2022, 1, 5)
TEXT = programs()[0].text
EARLY = date(2021, 2, 1)


def read(**chosen: str) -> Terms:
    return terms_from(TEXT, DAY, chosen)


def judged(records: Records, **chosen: str) -> Decision:
    return judge(records, DAY, terms=read(**chosen))


def test_every_reading_is_carried_by_terms_and_by_decisions() -> None:
    terms = terms_on(DAY)
    assert list(terms.readings) == [f"A{n:02d}" for n in range(1, 26)]
    assert terms.readings["A10"] == "count"
    assert terms.readings["A01"] == "default"
    decision = judged(complete(), A10="exclude")
    assert decision.readings == {**terms.readings, "A10": "exclude"}


def test_what_is_chosen_is_what_the_terms_say_is_read() -> None:
    usual, other = (
        next(i for i in terms.interpretations if i.id == "A10")
        for terms in (read(), read(A10="exclude"))
    )
    assert (usual.chosen, other.chosen) == ("count", "exclude")
    assert usual.reading.startswith("They count")
    assert other.reading.startswith("They are left out")
    assert [option.key for option in usual.options] == ["count", "exclude"]


def test_naming_the_usual_readings_changes_nothing() -> None:
    usual = read()
    named = read(**usual.readings)
    records = complete(won(16_000_000), deal("won", EARLY, 1))
    assert judge(records, DAY, terms=named) == judge(records, DAY, terms=usual)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"A99": "count"}, "has no reading A99"),
        ({"A10": "maybe"}, "The reading A10 of .* has no option 'maybe'. Choose count or exclude"),
        ({"A10": "exclude:1"}, "has no option"),
        ({"A01": "advice"}, "There is nothing to choose in it"),
        ({"A09": "day"}, "Give a number from 1 to 31, as in day:1"),
        ({"A09": "day:0"}, "Give a number from 1 to 31"),
        ({"A09": "day:32"}, "Give a number from 1 to 31"),
        ({"A09": "day:²"}, "Give a number from 1 to 31"),
    ],
)
def test_an_unknown_reading_is_refused_with_what_there_is(
    chosen: dict[str, str], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        read(**chosen)
    assert known_readings(TEXT, chosen) == {}


@pytest.mark.clause("A03")
@pytest.mark.clause("C035")
@pytest.mark.parametrize(("choice", "tier"), [("advice", "silver"), ("required", "opportunistic")])
def test_silver_may_be_read_to_require_a_sponsor(choice: str, tier: str) -> None:
    decision = judged(without(complete(won(30_000_000)), "executive sponsor"), A03=choice)
    assert decision.calculated_tier == tier
    assert bool(decision.advice) == (choice == "advice")


@pytest.mark.clause("A08")
def test_the_board_may_judge_prerequisites_on_the_measurement_day() -> None:
    assert read().board_prerequisites_day(2022) == date(2021, 12, 31)
    assert read(A08="measurement_day").board_prerequisites_day(2022) == date(2022, 1, 3)
    both = read(A08="measurement_day", A09="day:14")
    assert both.board_prerequisites_day(2022) == date(2022, 1, 14)


@pytest.mark.clause("A09")
@pytest.mark.parametrize(
    ("choice", "day"), [("first_working_day", 3), ("day:1", 1), ("day:5", 5), ("day:31", 31)]
)
def test_the_measurement_day_may_be_any_day_of_january(choice: str, day: int) -> None:
    terms = read(A09=choice)
    assert terms.measurement_day(2022) == date(2022, 1, day)
    [told] = [i for i in terms.interpretations if i.id == "A09"]
    assert f"{day} January" in told.reading or choice == "first_working_day"


@pytest.mark.clause("A10")
@pytest.mark.clause("C094")
def test_deals_without_services_may_be_left_out_of_the_total() -> None:
    records = complete(deal("won", EARLY, 800_000_000, 0), deal("won", EARLY, 799_999_999, 1))
    counted, excluded = judged(records), judged(records, A10="exclude")
    assert (counted.tcv.total, counted.calculated_tier) == (1_599_999_999, "gold")
    assert (excluded.tcv.total, excluded.calculated_tier) == (799_999_999, "opportunistic")
    assert excluded.tcv.without_services == counted.tcv.without_services == 800_000_000
    [left] = excluded.findings["aggregate_tcv"].left_out
    assert "no services portion" in left.reason


@pytest.mark.clause("A12")
@pytest.mark.clause("C090")
def test_a_tenth_benefit_may_be_switched_on() -> None:
    assert len(read().benefits_of("gold")) == 9
    given = {benefit.id: state for benefit, state in read(A12="on").benefits_of("gold")}
    assert len(given) == 10
    assert given["sales_enablement"] == "invite_only"


@pytest.mark.clause("A14")
@pytest.mark.parametrize(
    ("choice", "standard", "custom", "both", "people"),
    [
        ("either", 5, 0, 0, 5),
        ("either", 3, 2, 0, 5),
        ("either", 0, 0, 4, 4),
        ("each_kind", 5, 0, 0, 0),
        ("each_kind", 3, 5, 2, 5),
        ("each_kind", 4, 3, 1, 4),
        ("both_kinds", 5, 5, 0, 0),
        ("both_kinds", 3, 3, 2, 2),
    ],
)
def test_both_kinds_of_training_may_be_counted_in_three_ways(
    choice: str, standard: int, custom: int, both: int, people: int
) -> None:
    kinds = ("standard MSS delivery", "custom MSS delivery")
    records = complete(won(30_000_000))
    records.trainings = [
        *(training(f"S {n}", EARLY, kinds[0]) for n in range(standard)),
        *(training(f"C {n}", EARLY, kinds[1]) for n in range(custom)),
        *(training(f"Both {n}", EARLY, kind) for n in range(both) for kind in kinds),
    ]
    decision = judged(records, A14=choice)
    finding = decision.findings["mss_trained_people"]
    assert finding.actual == len(finding.counted) == people
    assert row(decision, "mss_trained_people", "silver").met == (people >= 5)
    named = [*(ref.id for ref in finding.counted), *(left.record.id for left in finding.left_out)]
    assert sorted(named) == sorted(training.id for training in records.trainings)


@pytest.mark.clause("A20")
@pytest.mark.clause("C071")
@pytest.mark.parametrize(
    ("choice", "statements", "reviews"),
    [
        ("quarterly", 3, {"platinum": 6, "gold": 12, "silver": 12}),
        ("monthly", 1, {"platinum": 6, "gold": 12, "silver": 12}),
        ("half_yearly", 6, {"platinum": 6, "gold": 12, "silver": 12}),
        ("yearly_reviews", 3, {"platinum": 12, "gold": 12, "silver": 12}),
    ],
)
def test_the_intervals_may_be_other_ones(
    choice: str, statements: int, reviews: dict[str, int]
) -> None:
    calendar = read(A20=choice).calendar
    assert calendar.statement_months == statements
    assert calendar.review_months == reviews


@pytest.mark.clause("A22")
@pytest.mark.clause("C095")
@pytest.mark.parametrize(
    ("choice", "meeting", "latest"),
    [
        ("calendar_days", date(2022, 5, 20), date(2022, 5, 13)),
        ("working_days", date(2022, 5, 20), date(2022, 5, 13)),
        ("calendar_days", date(2022, 5, 22), date(2022, 5, 15)),
        ("working_days", date(2022, 5, 22), date(2022, 5, 16)),
        ("working_days", date(2022, 5, 23), date(2022, 5, 16)),
    ],
)
def test_notice_is_a_week_in_calendar_or_working_days(
    choice: str, meeting: date, latest: date
) -> None:
    assert read(A22=choice).calendar.notice_by(meeting) == latest


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"benefits.sales_enablement.on" = true', '"benefits.sales.on" = true', "has no value"),
        ('"benefits.sales_enablement.on" = true', '"benefits.sales_enablement.on" = 3', "bool"),
        (
            '"measure.board_prerequisites_day" = "measurement_day"',
            '"measure.exclude_without_services" = true',
            "measure.exclude_without_services is set by A08 as well",
        ),
        ("number = [1, 31]", "number = [1, 32]", "measure.measurement_day"),
        ("number = [1, 31]", "number = [31, 1]", "number: the least, then the greatest"),
        ('key = "exclude", label', 'key = "count", label', "two or more, each with its own key"),
    ],
)
def test_an_option_that_does_not_fit_the_program_is_a_fault(old: str, new: str, words: str) -> None:
    assert old in TEXT
    told = faults(TEXT.replace(old, new))
    assert any("interpretations[" in line and words in line for line in told), told
