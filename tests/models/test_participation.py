"""Which step may follow which, on which day, and what the dates alone tell of the way."""

from datetime import date, timedelta

import pytest

from models import participation
from models.errors import UserError
from models.partner import Agreement, Partner
from models.program_year import PARTICIPATION_STEPS, ParticipationStep
from models.text import participation_text

TODAY = date(2026, 11, 24)
MARCH = date(2026, 3, 10)
DAY = timedelta(days=1)
SIGNED = [Agreement(5, 1, "program_agreement", date(2026, 4, 1))]

# The whole table: what may follow on each participation, and nothing else.
FOLLOWS = {
    "not_participating": (Partner(1, "Northwind"), [], {"candidate", "invited", "accepted"}),
    "candidate": (Partner(1, "Northwind", candidate_on=MARCH), [], {"invited", "accepted"}),
    "invited": (Partner(1, "Northwind", invited_on=MARCH), [], {"accepted", "declined"}),
    "accepted": (
        Partner(1, "Northwind", invitation_accepted_on=MARCH),
        [],
        {"signed", "left", "removed"},
    ),
    "participating": (
        Partner(1, "Northwind", invitation_accepted_on=MARCH),
        SIGNED,
        {"left", "removed"},
    ),
    "removed": (
        Partner(1, "Northwind", invitation_accepted_on=MARCH, removed_on=date(2026, 5, 1)),
        SIGNED,
        {"candidate"},
    ),
}


def check(
    partner: Partner, step: str, on: date = TODAY, papers=(), by="Ann", why="Decided", steps=()
):
    participation.check(partner, papers, steps, step, on, by=by, why=why, today=TODAY)


@pytest.mark.clause("C074", "C075")
@pytest.mark.parametrize("step", PARTICIPATION_STEPS)
@pytest.mark.parametrize("state", FOLLOWS)
def test_a_step_follows_only_where_it_may(state, step):
    partner, papers, allowed = FOLLOWS[state]
    assert participation.participation_on(partner, papers, TODAY) == state
    if step in allowed:
        check(partner, step, papers=papers)
    else:
        with pytest.raises(UserError, match=r"Northwind can't .+ now"):
            check(partner, step, papers=papers)


@pytest.mark.clause("C074")
def test_an_answer_is_not_given_before_the_invitation():
    invited = Partner(1, "Northwind", invited_on=MARCH)
    with pytest.raises(UserError, match="acceptance on 9 Mar 2026 would be before the invitation"):
        check(invited, "accepted", MARCH - DAY)
    check(invited, "accepted", MARCH)
    check(invited, "accepted", MARCH + DAY)


def test_nobody_leaves_before_signing_or_is_invited_before_having_declined():
    partner, papers, _ = FOLLOWS["participating"]
    with pytest.raises(UserError, match="31 Mar 2026 would be before the signature on 1 Apr 2026"):
        check(partner, "left", date(2026, 3, 31), papers)
    check(partner, "left", date(2026, 4, 1), papers)
    declined = [ParticipationStep(1, 1, "declined", MARCH)]
    with pytest.raises(UserError, match="would be before the refusal on 10 Mar 2026"):
        check(Partner(1, "Northwind"), "invited", MARCH - DAY, steps=declined)
    check(Partner(1, "Northwind"), "invited", MARCH, steps=declined)


def test_an_answer_may_be_recorded_after_the_paper_was_signed():
    check(Partner(1, "Northwind", invited_on=MARCH), "accepted", MARCH, SIGNED)


def test_a_step_of_tomorrow_is_not_recorded_today():
    check(Partner(1, "Northwind"), "invited", TODAY)
    with pytest.raises(UserError, match="25 Nov 2026 is still to come"):
        check(Partner(1, "Northwind"), "invited", TODAY + DAY)


@pytest.mark.clause("C097")
@pytest.mark.parametrize("step", ["left", "removed"])
@pytest.mark.parametrize(
    ("by", "why", "words"),
    [("", "Rules", "a person is missing"), ("Ann", " ", "a reason is missing"),
     ("", "", "a reason and a person are missing")],
)  # fmt: skip
def test_nobody_leaves_or_is_removed_without_a_reason_and_a_person(step, by, why, words):
    partner, papers, _ = FOLLOWS["participating"]
    with pytest.raises(UserError, match=words):
        check(partner, step, papers=papers, by=by, why=why)


def test_a_new_candidacy_begins_after_the_day_of_the_end():
    partner, papers, _ = FOLLOWS["removed"]
    with pytest.raises(UserError, match="1 May 2026 would not be after the end on 1 May 2026"):
        check(partner, "candidate", date(2026, 5, 1), papers)
    check(partner, "candidate", date(2026, 5, 2), papers)


@pytest.mark.clause("C010")
def test_a_date_tells_of_a_step_that_nobody_recorded():
    partner = Partner(1, "Northwind", invited_on=MARCH, invitation_accepted_on=MARCH)
    recorded = [ParticipationStep(9, 1, "accepted", MARCH, "Ann", "By letter")]
    entries = participation.timeline(partner, SIGNED, recorded)
    assert [(e.step, e.on, e.by, e.step_id) for e in entries] == [
        ("invited", MARCH, "", 0),
        ("accepted", MARCH, "Ann", 9),
        ("signed", date(2026, 4, 1), "", 0),
    ]
    assert all(entry.current for entry in entries)


def test_what_a_refusal_cleared_is_history():
    steps = [
        ParticipationStep(1, 1, "invited", MARCH),
        ParticipationStep(2, 1, "declined", MARCH + DAY),
    ]
    partner = Partner(1, "Northwind", candidate_on=date(2026, 1, 5))
    entries = participation.timeline(partner, [], steps)
    assert [(e.step, e.current) for e in entries] == [
        ("candidate", True), ("invited", False), ("declined", False),
    ]  # fmt: skip
    found = participation.status(partner, [], steps, TODAY)
    assert (found.participation, found.words, found.since) == (
        "candidate", "Invitation declined", MARCH + DAY,
    )  # fmt: skip


def test_what_is_still_to_come_says_nothing_of_today():
    steps = [ParticipationStep(1, 1, "declined", MARCH)]
    partner = Partner(1, "Northwind", candidate_on=date(2026, 1, 5))
    before = participation.status(partner, [], steps, MARCH - DAY)
    assert (before.words, before.since) == ("Candidate", date(2026, 1, 5))
    assert participation.status(partner, [], steps, MARCH).words == "Invitation declined"


@pytest.mark.parametrize(
    ("accepted", "signed", "since"),
    [
        (MARCH, [date(2026, 4, 1), date(2026, 5, 1)], date(2026, 4, 1)),
        (date(2026, 4, 15), [date(2026, 4, 1), date(2026, 5, 1)], date(2026, 4, 15)),
    ],
)
def test_a_partner_takes_part_since_both_the_answer_and_the_first_paper_were_there(
    accepted, signed, since
):
    papers = [Agreement(n, 1, "program_agreement", day) for n, day in enumerate(signed, start=5)]
    partner = Partner(1, "Northwind", invitation_accepted_on=accepted)
    assert participation.status(partner, papers, [], TODAY).since == since


@pytest.mark.parametrize(("off", "current"), [(-1, False), (0, True), (1, True)])
def test_a_signature_is_history_once_its_paper_ended_before_the_candidacy(off, current):
    paper = Agreement(5, 1, "program_agreement", date(2025, 1, 1), MARCH + off * DAY)
    partner = Partner(1, "Northwind", candidate_on=MARCH)
    found = {e.step: e.current for e in participation.timeline(partner, [paper], [])}
    assert found == {"signed": current, "candidate": True}


def test_a_corrected_step_may_share_its_day_with_the_ones_beside_it_and_go_no_further():
    partner = Partner(
        1,
        "Northwind",
        candidate_on=MARCH,
        invited_on=MARCH + 2 * DAY,
        invitation_accepted_on=MARCH + 4 * DAY,
    )
    invited = participation.timeline(partner, [], [])[1]

    def move(on: date) -> None:
        participation.check_correction(partner, [], [], invited, on, by="", why="", today=TODAY)

    for on in (MARCH, MARCH + DAY, MARCH + 4 * DAY):
        move(on)
    for on in (MARCH - DAY, MARCH + 5 * DAY):
        with pytest.raises(UserError, match="would be before"):
            move(on)


def test_the_words_of_a_step_still_to_come_can_be_corrected_but_not_another_such_day():
    partner = Partner(1, "Northwind", invited_on=TODAY + DAY)
    [invited] = participation.timeline(partner, [], [])

    def move(on: date) -> None:
        participation.check_correction(
            partner, [], [], invited, on, by="Ann", why="Planned", today=TODAY
        )

    move(TODAY + DAY)
    with pytest.raises(UserError, match="still to come"):
        move(TODAY + 2 * DAY)


def test_leaving_reads_otherwise_than_a_removal():
    partner, papers, _ = FOLLOWS["removed"]
    removed = participation.status(partner, papers, [], TODAY)
    left = participation.status(
        partner, papers, [ParticipationStep(1, 1, "left", date(2026, 5, 1))], TODAY
    )
    assert (removed.words, left.words) == ("Removed", "Left")
    # Where only the state is known, it is not told as what the host did.
    assert participation_text(left.participation) == "Out of the program"
    assert left.since == removed.since == date(2026, 5, 1)
    entries = participation.timeline(
        partner, papers, [ParticipationStep(1, 1, "left", date(2026, 5, 1))]
    )
    assert [entry.step for entry in entries] == ["accepted", "signed", "left"]


def test_only_steps_before_a_known_one_can_have_been_forgotten():
    partner = Partner(1, "Northwind", invitation_accepted_on=MARCH)
    assert participation.forgotten(partner, TODAY) == ("candidate", "invited")
    assert participation.forgotten(Partner(1, "Northwind", candidate_on=MARCH), TODAY) == ()
    participation.check_recalled(partner, "invited", MARCH, today=TODAY)
    with pytest.raises(UserError, match="would be before the invitation on 11 Mar 2026"):
        participation.check_recalled(partner, "invited", MARCH + DAY, today=TODAY)
    with pytest.raises(UserError, match="no step to be added"):
        participation.check_recalled(partner, "accepted", MARCH, today=TODAY)
