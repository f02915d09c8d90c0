"""The January assessment: cohort, dry run, freeze, reminders, and what stays for ever."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.assessment import Board, BoardLine, tally
from models.deal import Deal
from models.errors import Cancelled, UserError
from models.partner import Partner
from models.program.frozen import again
from models.program_year import Assessment, AssessmentLine
from models.store import assessments, frozen, migrations, records, signing, soundness
from models.store.assessment_page import counted_before, explained
from models.store.cohort import members, tiers_before
from models.store.portfolio import Portfolio, create
from models.store.standing import assess
from tests.models.store.board_of import (
    MEASURED,
    TCV,
    TODAY,
    YEAR,
    YEAR_END,
    partner,
    put,
    put_cohort,
    set_partner,
)


@pytest.fixture
def empty(tmp_path: Path):
    with create(tmp_path / "many.alliance") as found:
        yield found


@pytest.fixture
def portfolio(empty: Portfolio):
    put_cohort(empty)
    return empty


def freeze(portfolio: Portfolio, **more) -> int:
    return assessments.freeze(portfolio, YEAR, today=TODAY, by="me", **more)


def dump(portfolio: Portfolio) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: portfolio.conn.rows(f"SELECT * FROM {table} ORDER BY id")
        for table in migrations.SHARED_TABLES
    }


def board_of(portfolio: Portfolio) -> Board:
    board = assessments.board(portfolio, YEAR)
    assert board
    return board


def by_name(portfolio: Portfolio) -> dict[str, BoardLine]:
    return {line.partner: line for line in board_of(portfolio).lines}


@pytest.mark.clause("C015")
def test_the_cohort_is_who_takes_part_on_the_measurement_day(portfolio):
    assert sorted(one.partner for one in members(portfolio, MEASURED).values()) == sorted(TCV)
    gone = set_partner(portfolio, "Same", removed_on=MEASURED)
    assert gone not in members(portfolio, MEASURED)
    assert gone in members(portfolio, MEASURED - timedelta(days=1))


@pytest.mark.clause("C012")
def test_the_tier_of_the_year_before_may_be_a_provisional_one(portfolio):
    assert set(tiers_before(portfolio, YEAR).values()) == {"gold"}


@pytest.mark.clause("C013")
@pytest.mark.clause("C016")
@pytest.mark.clause("C066")
def test_a_dry_run_tells_who_moves_and_writes_nothing(portfolio):
    before = dump(portfolio)
    board = assessments.dry_run(portfolio, YEAR)
    lines = {line.partner: line for line in board.lines}
    assert dump(portfolio) == before
    assert (board.measured_on, board.prerequisites_on) == (MEASURED, YEAR_END)
    assert {name: (line.mover, line.lane) for name, line in lines.items()} == {
        "Up": ("Moves up to Platinum", "not_frozen"),
        "Same": ("Keeps Gold", "not_frozen"),
        "Down": ("Moves down to Silver", "not_frozen"),
        "Below": ("Does not meet; held Gold", "not_frozen"),
    }
    assert lines["Same"].why == "To Platinum: $10,000,000 short in Aggregate TCV"
    assert lines["Below"].why == "To Silver: $1 short in Aggregate TCV"
    assert lines["Up"].why == "Highest tier reached"
    assert lines["Down"].limiting == ("Aggregate TCV",)
    told = tally(board.lines)
    assert (told.partners, told.up, told.same, told.down, told.below) == (4, 1, 1, 1, 1)


def test_a_dry_run_says_what_the_engine_says(portfolio):
    board = assessments.dry_run(portfolio, YEAR)
    found = {d.partner: d for d in assess(portfolio, MEASURED, YEAR_END).decisions}
    for line in board.lines:
        assert line.calculated.key == found[line.partner].calculated_tier
        assert line.tcv_minor == found[line.partner].tcv.total


@pytest.mark.clause("C065")
def test_the_measurement_day_is_the_first_working_day_and_can_be_another(portfolio):
    assert assessments.days(portfolio, YEAR)[1:] == (MEASURED, YEAR_END)
    assert assessments.days(portfolio, 2027)[1:] == (date(2027, 1, 4), date(2026, 12, 31))
    other = (date(2022, 1, 7), date(2022, 1, 6))
    board = assessments.dry_run(portfolio, YEAR, *other)
    assert (board.measured_on, board.prerequisites_on) == other


@pytest.mark.parametrize(
    ("year", "measured", "prerequisites", "words"),
    [
        (2021, None, None, "first January assessment .* is that of 2022"),
        (2022, date(2023, 1, 2), None, "is not in 2022"),
        (2022, None, date(2022, 1, 4), "after the measurement day"),
    ],
)
def test_days_that_no_assessment_can_have_are_refused(
    portfolio, year, measured, prerequisites, words
):
    with pytest.raises(UserError, match=words):
        assessments.dry_run(portfolio, year, measured, prerequisites)


@pytest.mark.clause("C065")
def test_prerequisites_are_judged_as_of_the_last_day_of_the_year_before(portfolio):
    """A08: who left on New Year's Day still counts, for whom the money is measured later."""
    sponsor = portfolio.conn.value(
        "SELECT id FROM contacts WHERE role = 'executive sponsor' AND partner_id ="
        " (SELECT id FROM partners WHERE name = 'Up')"
    )
    portfolio.conn.execute("UPDATE contacts SET until = '2022-01-01' WHERE id = ?", (sponsor,))
    tiers = {d.partner: d.calculated_tier for d in assess(portfolio, MEASURED).decisions}
    assert tiers["Up"] == "silver"
    freeze(portfolio)
    assert by_name(portfolio)["Up"].calculated.key == "platinum"


@pytest.mark.clause("C013")
def test_what_was_frozen_is_decided_again_to_the_same_end_whatever_happens_later(portfolio):
    freeze(portfolio)
    lines = by_name(portfolio)
    with portfolio.change("Delete"):
        records.delete(portfolio, Partner, [lines["Up"].partner_id])
    portfolio.conn.execute("DELETE FROM deals")
    for line in lines.values():
        kept = frozen.thaw(portfolio, line.frozen_id)
        assert again(kept) == kept.decision
        assert kept.decision.calculated_tier == line.calculated.key
    assert by_name(portfolio)["Up"].gone
    assert soundness.faults(portfolio.conn) == []


def test_lanes_of_a_frozen_board(portfolio):
    freeze(portfolio)
    assert {name: line.lane for name, line in by_name(portfolio).items()} == {
        "Up": "ready", "Same": "ready", "Down": "ready", "Below": "to_decide",
    }  # fmt: skip


def test_freezing_is_one_change_that_undo_takes_back_and_redo_brings(portfolio):
    before = dump(portfolio)
    freeze(portfolio)
    after = dump(portfolio)
    assert portfolio.can_undo() == "Freeze the January assessment of 2022"
    portfolio.undo()
    assert dump(portfolio) == before
    portfolio.redo()
    assert dump(portfolio) == after


@pytest.mark.parametrize("at", [0, 2, 4])
def test_cancelling_leaves_nothing_half_frozen(portfolio, at):
    def cancel(done, total, _):
        if done == at:
            raise Cancelled

    before = dump(portfolio)
    with pytest.raises(Cancelled):
        freeze(portfolio, progress=cancel)
    assert dump(portfolio) == before
    assert portfolio.can_undo() == "Put partners"


def test_an_unsigned_assessment_is_replaced_only_when_asked(portfolio):
    freeze(portfolio)
    with pytest.raises(UserError, match="frozen already"):
        freeze(portfolio)
    put(portfolio, partner("Late", 15_000_000))
    freeze(portfolio, replace=True)
    assert len(records.find(portfolio, Assessment)) == 1
    assert set(by_name(portfolio)) == {*TCV, "Late"}
    assert portfolio.conn.value("SELECT count(*) FROM frozen") == 5


def test_a_signed_assessment_is_not_frozen_again(portfolio):
    freeze(portfolio)
    signing.sign(portfolio, [by_name(portfolio)["Up"].id], "assessment", today=TODAY)
    with pytest.raises(UserError, match="signed for 1 partner"):
        freeze(portfolio, replace=True)


def test_one_whose_signatures_were_taken_back_stays_on_record(portfolio):
    first = freeze(portfolio)
    line = by_name(portfolio)["Up"]
    signing.sign(portfolio, [line.id], "assessment", today=TODAY)
    signing.reopen(portfolio, [line.id], "Too early", today=TODAY)
    second = freeze(portfolio, replace=True)
    made = board_of(portfolio).assessment
    assert made
    assert made.id == second
    assert records.get(portfolio, Assessment, first).state == "replaced"
    assert frozen.thaw(portfolio, line.frozen_id).decision.partner == "Up"
    assert {e.event for e in assessments.events(portfolio, first)} >= {"signed", "reopened"}
    freeze(portfolio, replace=True)
    for one in records.find(portfolio, AssessmentLine, assessment_id=first):
        assert frozen.thaw(portfolio, one.frozen_id).decision.partner == one.partner


def test_facts_that_are_still_to_come_are_not_frozen(portfolio):
    with pytest.raises(UserError, match="still to come"):
        assessments.freeze(portfolio, YEAR, today=MEASURED - timedelta(days=1))
    assessments.freeze(portfolio, YEAR, today=MEASURED)


def test_a_partner_that_was_left_out_is_added_later(portfolio):
    freeze(portfolio)
    [late] = put(portfolio, partner("Late", 15_000_000))
    [left] = [n for n in assessments.not_yet_assessed(portfolio, YEAR) if not n.frozen]
    assert left.partner == "Late"
    assert assessments.freeze_late(portfolio, YEAR, [late], today=TODAY) == 1
    assert by_name(portfolio)["Late"].lane == "ready"
    assert assessments.freeze_late(portfolio, YEAR, [late], today=TODAY) == 0


def test_a_partner_added_to_a_closed_assessment_opens_it_again(portfolio):
    freeze(portfolio)
    for name, outcome in {"Up": "assessment", "Same": "assessment", "Down": "assessment"}.items():
        signing.sign(portfolio, [by_name(portfolio)[name].id], outcome, today=TODAY)
    signing.sign(portfolio, [by_name(portfolio)["Below"].id], "none", today=TODAY)
    assert board_of(portfolio).closed
    [late] = put(portfolio, partner("Late", 15_000_000))
    assessments.freeze_late(portfolio, YEAR, [late], today=TODAY)
    assert not board_of(portfolio).closed


def test_prerequisites_may_be_judged_on_the_measurement_day_itself(portfolio):
    assert assessments.days(portfolio, YEAR, None, MEASURED)[1:] == (MEASURED, MEASURED)
    with pytest.raises(UserError, match="after the measurement day"):
        assessments.days(portfolio, YEAR, None, MEASURED + timedelta(days=1))


def test_nobody_and_one_are_assessed_too(empty):
    assert assessments.dry_run(empty, YEAR).lines == ()
    assert assessments.reminder(empty, TODAY) is None
    freeze(empty)
    assert board_of(empty).lines == ()
    put(empty, partner("One", 15_000_000))
    freeze(empty, replace=True)
    assert [line.partner for line in board_of(empty).lines] == ["One"]


@pytest.mark.clause("C015")
@pytest.mark.parametrize(
    ("today", "year", "left"),
    [
        (date(2021, 11, 30), None, 0),
        (date(2021, 12, 1), 2022, 4),
        (date(2022, 1, 2), 2022, 4),
        (MEASURED, 2022, 4),
        (date(2022, 11, 30), 2022, 4),
    ],
)
def test_the_reminder_comes_on_1_december_and_stays_until_all_are_signed(
    portfolio, today, year, left
):
    found = assessments.reminder(portfolio, today)
    assert (found.year if found else None, found.left if found else 0) == (year, left)


@pytest.mark.clause("C015")
def test_the_reminder_goes_with_the_last_signature(portfolio):
    made = freeze(portfolio)
    signing.sign_all_ready(portfolio, made, today=TODAY)
    found = assessments.reminder(portfolio, TODAY)
    assert found
    assert (found.left, found.message) == (1, "1 partner is not yet assessed for 2022.")
    [line] = [one for one in by_name(portfolio).values() if one.lane == "to_decide"]
    signing.sign(portfolio, [line.id], "none", today=TODAY)
    assert assessments.reminder(portfolio, TODAY) is None
    assert assessments.not_yet_assessed(portfolio, YEAR) == ()
    assert board_of(portfolio).closed


def test_years_to_choose_are_those_that_can_be_assessed(portfolio):
    assert assessments.years(portfolio, date(2022, 12, 1)) == (2023, 2022)
    freeze(portfolio)
    assert assessments.years(portfolio, date(2030, 6, 1)) == (2031, 2030, 2029, 2028, 2022)


def test_a_line_keeps_what_limits_it(portfolio):
    freeze(portfolio)
    lines = {line.partner: line for line in records.find(portfolio, AssessmentLine)}
    assert lines["Below"].limiting == ("aggregate_tcv",)
    assert lines["Up"].limiting == ()
    assert replace(lines["Same"], id=0).prior_tier == "gold"


@pytest.mark.clause("C061")
def test_a_deal_that_an_earlier_january_counted_says_so(portfolio):
    """A11: pipeline one January and a loss the next; both count, the second is marked."""
    [one] = put(portfolio, partner("Twice", 15_000_000))
    twice = Deal(
        77, one, "Twice", status="open", close_date=date(2022, 3, 1), partner_minor=100,
        services_minor=100,
    )  # fmt: skip
    with portfolio.change("Add"):
        records.add(portfolio, twice)
    freeze(portfolio)
    assert counted_before(portfolio, one, YEAR) == {}
    with portfolio.change("Lose it"):
        records.update(portfolio, Deal, 77, status="lost")
    before = counted_before(portfolio, one, YEAR + 1)
    assert before[77] == "counted before, as pipeline in January 2022"
    board = assessments.dry_run(portfolio, YEAR + 1)
    [line] = [line for line in board.lines if line.partner == "Twice"]
    told = explained(portfolio, line, board)
    assert told.before[77] == before[77]
    assert told.view.file.decision.tcv.losses == 200
