"""Signing off: who is signed by all-ready, what takes a decision, and how a line is re-opened."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.errors import Cancelled, UserError
from models.partner import Grant, Partner
from models.program_year import ParticipationStep
from models.store import assessments, frozen, grants, records, signing
from models.store.portfolio import Portfolio, create
from models.store.standing import assess
from tests.models.store.board_of import MEASURED, TODAY, YEAR, YEAR_END, put_cohort
from tests.models.store.test_assessments import board_of, by_name, dump

UNTIL = date(2022, 12, 31)
EXCEPTION: dict[str, Any] = {
    "reason": "Signed in January",
    "approver": "The board",
    "until_on": UNTIL,
}


@pytest.fixture
def portfolio(tmp_path: Path):
    with create(tmp_path / "many.alliance") as found:
        put_cohort(found)
        assessments.freeze(found, YEAR, today=TODAY, by="me")
        yield found


def sign(portfolio: Portfolio, name: str, outcome: str, **more) -> int:
    line = by_name(portfolio)[name]
    return signing.sign(portfolio, [line.id], outcome, today=TODAY, by="me", **more)


def held(portfolio: Portfolio, day: date = TODAY) -> dict[str, tuple[str | None, str | None]]:
    return {d.partner: (d.granted_tier, d.granted_basis) for d in assess(portfolio, day).decisions}


def current(portfolio: Portfolio) -> int:
    made = assessments.current(portfolio, YEAR)
    assert made
    return made.id


@pytest.mark.clause("C013")
@pytest.mark.clause("C016")
@pytest.mark.clause("C079")
def test_a_signature_grants_the_calculated_tier_from_the_measurement_day(portfolio):
    sign(portfolio, "Up", "assessment")
    line = by_name(portfolio)["Up"]
    assert (line.lane, line.decided, line.signed_on) == ("signed", "Platinum granted", TODAY)
    [made] = records.find(portfolio, Grant, partner_id=line.partner_id)
    assert (made.tier, made.from_on, made.until_on) == ("platinum", MEASURED, None)
    assert made.frozen_id == line.frozen_id
    assert held(portfolio)["Up"] == held(portfolio, date(2024, 1, 1))["Up"]
    assert held(portfolio)["Up"] == ("platinum", "assessment")


@pytest.mark.clause("C057")
def test_signing_all_leaves_who_does_not_meet_to_a_person(portfolio):
    told = signing.sign_all_ready(portfolio, current(portfolio), today=TODAY, by="me")
    assert (told.signed, told.to_decide) == (3, 1)
    assert by_name(portfolio)["Below"].lane == "to_decide"
    assert records.find(portfolio, Partner, name="Below")[0].removed_on is None
    again = signing.sign_all_ready(portfolio, current(portfolio), today=TODAY)
    assert (again.signed, again.to_decide) == (0, 1)


@pytest.mark.clause("C057")
def test_who_does_not_meet_is_not_signed_as_calculated(portfolio):
    with pytest.raises(UserError, match="does not meet Silver"):
        sign(portfolio, "Below", "assessment")


@pytest.mark.clause("C017")
@pytest.mark.clause("C057")
def test_a_partner_below_the_lowest_tier_stays_by_exception(portfolio):
    sign(portfolio, "Below", "exception", tier="silver", **EXCEPTION)
    assert by_name(portfolio)["Below"].decided == "Silver by exception until 31 Dec 2022"
    assert held(portfolio)["Below"] == ("silver", "exception")
    assert held(portfolio, date(2023, 1, 1))["Below"] == (None, None)
    [listed] = grants.exceptions(portfolio, TODAY)
    assert (listed.partner, listed.grant.approver) == ("Below", "The board")


@pytest.mark.clause("C017")
@pytest.mark.parametrize("lacking", ["reason", "approver", "until_on"])
def test_an_exception_that_lacks_something_signs_nothing(portfolio, lacking):
    before = dump(portfolio)
    told = EXCEPTION | {lacking: None if lacking == "until_on" else ""}
    with pytest.raises(UserError, match="The exception for Down lacks"):
        sign(portfolio, "Down", "exception", tier="gold", **told)
    assert dump(portfolio) == before


@pytest.mark.clause("C017")
def test_what_was_calculated_holds_again_once_an_exception_has_ended(portfolio):
    sign(portfolio, "Down", "exception", tier="gold", **EXCEPTION)
    assert held(portfolio, UNTIL)["Down"] == ("gold", "exception")
    assert held(portfolio, date(2023, 1, 1))["Down"] == ("silver", "assessment")


@pytest.mark.clause("C057")
def test_staying_without_a_tier_ends_the_tier_held_before(portfolio):
    sign(portfolio, "Below", "none", reason="It asked for a year")
    assert by_name(portfolio)["Below"].decided == "Stays without a tier"
    assert held(portfolio)["Below"] == (None, None)
    with pytest.raises(UserError, match="meets Platinum"):
        sign(portfolio, "Up", "none")


@pytest.mark.clause("C057")
def test_leaving_takes_a_reason_and_is_recorded_as_a_step(portfolio):
    with pytest.raises(UserError, match="for a reason"):
        sign(portfolio, "Below", "leave")
    sign(portfolio, "Below", "leave", reason="No pipeline")
    line = by_name(portfolio)["Below"]
    [step] = records.find(portfolio, ParticipationStep, partner_id=line.partner_id)
    assert (step.step, step.on_date, step.why) == ("left", TODAY, "No pipeline")
    assert held(portfolio)["Below"] == (None, None)
    signing.reopen(portfolio, [line.id], "It stays after all", today=TODAY)
    [decision] = [d for d in assess(portfolio, TODAY).decisions if d.partner == "Below"]
    assert decision.participation == "participating"


def test_a_line_is_signed_once(portfolio):
    sign(portfolio, "Up", "assessment")
    with pytest.raises(UserError, match="signed off already"):
        sign(portfolio, "Up", "assessment")


def test_reopening_takes_a_reason_withdraws_the_grants_and_keeps_the_events(portfolio):
    sign(portfolio, "Down", "exception", tier="gold", **EXCEPTION)
    line = by_name(portfolio)["Down"]
    with pytest.raises(UserError, match="for a reason"):
        signing.reopen(portfolio, [line.id], " ", today=TODAY)
    signing.reopen(portfolio, [line.id], "A deal was missing", today=TODAY, by="me")
    assert by_name(portfolio)["Down"].lane == "ready"
    assert held(portfolio)["Down"] == (None, None)
    entries = grants.history(portfolio, line.partner_id)
    assert [entry.withdrawal.reason for entry in entries if entry.withdrawal] == [
        "A deal was missing"
    ] * 2
    told = [e.event for e in assessments.events(portfolio, current(portfolio), line.id)]
    assert told == ["reopened", "signed"]
    sign(portfolio, "Down", "assessment")
    assert held(portfolio)["Down"] == ("silver", "assessment")
    with pytest.raises(UserError, match="is not signed off"):
        signing.reopen(portfolio, [by_name(portfolio)["Up"].id], "Why", today=TODAY)


def test_reopening_leaves_a_grant_that_was_made_apart_from_the_board(portfolio):
    line = by_name(portfolio)["Same"]
    apart = grants.grant(
        portfolio, line.partner_id, "platinum", "exception", from_on=MEASURED, as_of=MEASURED,
        prerequisites_as_of=YEAR_END, **EXCEPTION,
    )  # fmt: skip
    assert apart.frozen_id == line.frozen_id
    sign(portfolio, "Same", "assessment")
    signing.reopen(portfolio, [line.id], "A deal was missing", today=TODAY, by="me")
    taken = {e.grant.id: bool(e.withdrawal) for e in grants.history(portfolio, line.partner_id)}
    assert [taken.pop(apart.id), *taken.values()] == [False, True]
    assert held(portfolio)["Same"] == ("platinum", "exception")


def test_a_line_can_be_signed_and_re_opened_any_number_of_times(portfolio):
    for _ in range(2):
        sign(portfolio, "Down", "exception", tier="gold", **EXCEPTION)
        line = by_name(portfolio)["Down"]
        signing.reopen(portfolio, [line.id], "Again", today=TODAY, by="me")
        assert held(portfolio)["Down"] == (None, None)
    assert all(entry.withdrawal for entry in grants.history(portfolio, line.partner_id))


def test_an_exception_of_the_board_holds_from_the_measurement_day(portfolio):
    sign(portfolio, "Down", "exception", tier="gold", **EXCEPTION)
    assert held(portfolio, MEASURED)["Down"] == ("gold", "exception")


def test_the_assessment_closes_with_the_last_signature_and_opens_with_a_reopening(portfolio):
    signing.sign_all_ready(portfolio, current(portfolio), today=TODAY)
    assert not board_of(portfolio).closed
    sign(portfolio, "Below", "leave", reason="No pipeline")
    assert board_of(portfolio).closed
    signing.reopen(portfolio, [by_name(portfolio)["Up"].id], "Too early", today=TODAY)
    assert not board_of(portfolio).closed


def test_undo_takes_signatures_back_as_one_step_that_is_named(portfolio):
    before = dump(portfolio)
    signing.sign_all_ready(portfolio, current(portfolio), today=TODAY)
    assert portfolio.can_undo() == "Sign off 3 partners"
    portfolio.undo()
    assert dump(portfolio) == before
    sign(portfolio, "Up", "assessment")
    assert portfolio.can_undo() == "Sign off Up"


@pytest.mark.parametrize("at", [0, 1, 2])
def test_cancelling_leaves_nothing_half_signed(portfolio, at):
    def cancel(done, *_):
        if done == at:
            raise Cancelled

    before = dump(portfolio)
    with pytest.raises(Cancelled):
        signing.sign_all_ready(portfolio, current(portfolio), today=TODAY, progress=cancel)
    assert dump(portfolio) == before


def test_a_deleted_partner_keeps_its_line_and_can_only_have_left(portfolio):
    line = by_name(portfolio)["Up"]
    with portfolio.change("Delete"):
        records.delete(portfolio, Partner, [line.partner_id])
    assert signing.sign_all_ready(portfolio, current(portfolio), today=TODAY).signed == 2
    with pytest.raises(UserError, match="was deleted"):
        sign(portfolio, "Up", "assessment")
    sign(portfolio, "Up", "leave", reason="Deleted since")
    assert frozen.decision_of(portfolio, line.frozen_id).calculated_tier == "platinum"


def test_an_outcome_that_there_is_not_is_refused(portfolio):
    with pytest.raises(UserError, match="no outcome"):
        sign(portfolio, "Up", "maybe")
