"""Steps as the portfolio keeps them: read by the engine, journalled, taken back, never lost."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.ids import new_id
from models.partner import Agreement, Grant, Partner
from models.program_year import PARTICIPATION_STEPS, ParticipationStep
from models.store import records
from models.store.participation import correct, recall, take_back, take_step, take_steps, way
from models.store.portfolio import Portfolio, create
from models.store.standing import assess

START = date(2022, 1, 3)
TODAY = date(2026, 11, 24)
KEY = 7


@pytest.fixture
def portfolio(tmp_path: Path):
    with create(tmp_path / "one.alliance") as made:
        records.add(made, Partner(KEY, "Northwind"))
        yield made


def step(portfolio: Portfolio, name: str, on: date, who: int = KEY, why: str = "Decided") -> None:
    take_step(portfolio, who, name, on, by="Ann", why=why, today=TODAY)


def join(portfolio: Portfolio, *names: str, first: date = START) -> date:
    """Take steps a week apart; the day of the last one."""
    for at, name in enumerate(names):
        step(portfolio, name, first + timedelta(weeks=at))
    return first + timedelta(weeks=len(names) - 1)


def read(portfolio: Portfolio, day: date = TODAY, who: int = KEY):
    [decision] = assess(portfolio, day, partner_ids=[who]).decisions
    return decision


ALL_IN = ("candidate", "invited", "accepted", "signed")


@pytest.mark.clause("C074", "C075", "C076", "C010")
def test_step_by_step_into_the_program_as_the_engine_reads_it(portfolio):
    states = ["candidate", "invited", "accepted", "participating"]
    for at, (name, state) in enumerate(zip(ALL_IN, states, strict=True)):
        on = START + timedelta(weeks=at)
        step(portfolio, name, on)
        assert read(portfolio, on).participation == state
        assert way(portfolio, KEY, on).status.participation == state
    [paper] = records.find(portfolio, Agreement)
    assert (paper.kind, paper.signed_on) == ("program_agreement", START + timedelta(weeks=3))
    entries = way(portfolio, KEY, TODAY).entries
    assert [(e.step, e.by, e.why) for e in entries] == [(n, "Ann", "Decided") for n in ALL_IN]


@pytest.mark.clause("C001")
def test_the_reason_of_a_candidacy_does_not_replace_a_nomination_note(portfolio):
    step(portfolio, "candidate", START, why="Strong in detection")
    assert records.get(portfolio, Partner, KEY).nomination == "Strong in detection"
    join(portfolio, "invited", "accepted", "signed", "left", first=START)
    step(portfolio, "candidate", TODAY, why="Came back")
    assert records.get(portfolio, Partner, KEY).nomination == "Strong in detection"


@pytest.mark.clause("C075")
@pytest.mark.parametrize(("off", "kept"), [(-1, False), (0, True), (1, True)])
def test_a_signature_keeps_an_end_of_the_paper_that_has_not_come(portfolio, off, kept):
    on = START + timedelta(weeks=1)
    ends = on + timedelta(days=off)
    records.add(portfolio, Agreement(new_id(), KEY, "program_agreement", None, ends))
    join(portfolio, "accepted", "signed")
    [paper] = records.find(portfolio, Agreement)
    assert (paper.signed_on, paper.expires_on) == (on, ends if kept else None)


def test_a_step_is_one_change_that_undo_takes_back(portfolio):
    join(portfolio, *ALL_IN)
    assert portfolio.can_undo() == "Record the signature of Northwind"
    portfolio.undo()
    assert read(portfolio).participation == "accepted"
    assert records.find(portfolio, Agreement) == []
    portfolio.redo()
    assert read(portfolio).participation == "participating"


@pytest.mark.clause("C012", "C014")
@pytest.mark.parametrize(("year", "held"), [(2021, "gold"), (2022, None)])
def test_only_who_is_invited_in_the_first_year_holds_a_provisional_tier(portfolio, year, held):
    last = join(portfolio, *ALL_IN, first=date(year, 2, 1))
    found = read(portfolio, last)
    assert found.granted_tier == held
    assert found.granted_basis == ("provisional" if held else None)
    assert read(portfolio, date(year, 2, 16)).granted_tier is None  # not signed yet


@pytest.mark.clause("C057")
def test_who_leaves_keeps_the_history_and_starts_clean(portfolio):
    last = join(portfolio, *ALL_IN)
    records.add(
        portfolio, Grant(new_id(), KEY, "gold", "exception", last, date(2030, 1, 1), "r", "a")
    )
    assert read(portfolio, last).granted_tier == "gold"
    left = last + timedelta(days=30)
    step(portfolio, "left", left, why="Below the target")
    assert read(portfolio, left).participation == "removed"
    assert read(portfolio, left - timedelta(days=1)).granted_tier == "gold"
    again = join(portfolio, "candidate", "invited", "accepted", first=left + timedelta(days=1))
    assert read(portfolio, again).participation == "accepted"  # the old agreement has ended
    step(portfolio, "signed", again)
    found = read(portfolio, again)
    assert (found.participation, found.granted_tier) == ("participating", None)
    assert found.warnings == () or all("Gold" not in said for said in found.warnings)
    steps = [entry.step for entry in way(portfolio, KEY, TODAY).entries]
    assert steps == [*ALL_IN, "left", *ALL_IN]
    papers = records.find(portfolio, Agreement)
    assert [(p.signed_on, p.expires_on) for p in papers] == [(last, left), (again, None)]


@pytest.mark.clause("C097")
def test_nothing_but_a_persons_step_removes_a_partner(portfolio):
    join(portfolio, *ALL_IN)
    for day in (date(2023, 1, 3), date(2024, 1, 2), TODAY):
        found = read(portfolio, day)  # far below every target
        assert (found.participation, found.calculated_tier) == ("participating", "opportunistic")
    with pytest.raises(UserError, match="a reason"):
        take_step(portfolio, KEY, "removed", TODAY, by="Ann", why="", today=TODAY)
    assert read(portfolio).participation == "participating"
    step(portfolio, "removed", TODAY, why="Three infractions")
    assert read(portfolio).participation == "removed"


def test_dates_that_an_import_brought_stay_in_the_history(portfolio):
    records.update(portfolio, Partner, KEY, invited_on=START)
    step(portfolio, "declined", START + timedelta(weeks=1))
    found = way(portfolio, KEY, TODAY)
    assert [(e.step, e.on) for e in found.entries] == [
        ("invited", START), ("declined", START + timedelta(weeks=1)),
    ]  # fmt: skip
    assert (found.status.words, read(portfolio).participation) == (
        "Invitation declined", "not_participating",
    )  # fmt: skip
    portfolio.undo()
    assert records.find(portfolio, ParticipationStep) == []
    assert read(portfolio).participation == "invited"


def test_the_agreement_that_waits_for_its_signature_is_the_one_that_is_signed(portfolio):
    records.add(portfolio, Agreement(new_id(), KEY, "program_agreement"))
    last = join(portfolio, *ALL_IN)
    [paper] = records.find(portfolio, Agreement)
    assert paper.signed_on == last


@pytest.mark.clause("C011", "C074")
def test_several_partners_are_invited_as_one_change_or_not_at_all(portfolio):
    records.add(portfolio, Partner(8, "Contoso"))
    records.add(portfolio, Partner(9, "Fabrikam", invited_on=START))
    with pytest.raises(UserError, match="Fabrikam can't be invited now"):
        take_steps(portfolio, [KEY, 8, 9], "invited", TODAY, by="Ann", today=TODAY)
    assert [p.invited_on for p in records.find(portfolio, Partner)] == [None, None, START]
    take_steps(portfolio, [KEY, 8], "invited", TODAY, by="Ann", today=TODAY)
    assert {read(portfolio, who=who).participation for who in (KEY, 8)} == {"invited"}
    assert portfolio.can_undo() == "Invite 2 partners"
    portfolio.undo()
    assert records.find(portfolio, ParticipationStep) == []


def entry_of(portfolio: Portfolio, name: str):
    return next(e for e in way(portfolio, KEY, TODAY).entries if e.step == name)


def test_a_correction_moves_the_record_and_the_partners_date(portfolio):
    join(portfolio, *ALL_IN)
    told: dict[str, Any] = {"by": "Bo", "why": "By post", "today": TODAY}
    moved = START + timedelta(days=8)
    correct(portfolio, KEY, entry_of(portfolio, "invited"), on=moved, **told)
    [partner] = records.find(portfolio, Partner)
    assert partner.invited_on == moved
    assert entry_of(portfolio, "invited").by == "Bo"
    with pytest.raises(UserError, match="would be before the candidacy"):
        correct(
            portfolio, KEY, entry_of(portfolio, "invited"), on=START - timedelta(days=1), **told
        )
    with pytest.raises(UserError, match="would be before the invitation"):
        correct(portfolio, KEY, entry_of(portfolio, "invited"), on=TODAY, **told)
    signed = entry_of(portfolio, "signed")
    correct(portfolio, KEY, signed, on=signed.on + timedelta(days=3), **told)
    [paper] = records.find(portfolio, Agreement)
    assert paper.signed_on == signed.on + timedelta(days=3)
    assert entry_of(portfolio, "signed").on == paper.signed_on


def test_who_decided_can_be_added_to_a_date_without_a_record(portfolio):
    records.update(portfolio, Partner, KEY, invited_on=START)
    entry = entry_of(portfolio, "invited")
    assert entry.step_id == 0
    correct(portfolio, KEY, entry, on=START, by="Ann", why="At the fair", today=TODAY)
    assert replace(entry_of(portfolio, "invited"), step_id=0) == replace(
        entry, by="Ann", why="At the fair"
    )


def test_a_step_of_this_round_is_taken_back_and_history_is_not(portfolio):
    join(portfolio, "candidate", "invited", "declined")
    with pytest.raises(UserError, match="can't be taken back"):
        take_back(portfolio, KEY, entry_of(portfolio, "invited"))
    take_back(portfolio, KEY, entry_of(portfolio, "candidate"))
    assert read(portfolio).participation == "not_participating"


def test_a_forgotten_invitation_is_added_before_the_answer(portfolio):
    records.update(portfolio, Partner, KEY, invitation_accepted_on=START)
    with pytest.raises(UserError, match="would be before the invitation"):
        recall(portfolio, KEY, "invited", START + timedelta(days=1), by="Ann", today=TODAY)
    recall(portfolio, KEY, "invited", START - timedelta(days=1), by="Ann", today=TODAY)
    assert [e.step for e in way(portfolio, KEY, TODAY).entries] == ["invited", "accepted"]
    assert read(portfolio).participation == "accepted"


# What each step makes of a participation; the candidacy outlives a refusal.
AFTER = {
    "candidate": "candidate",
    "invited": "invited",
    "accepted": "accepted",
    "signed": "participating",
    "left": "removed",
    "removed": "removed",
}


@pytest.mark.clause("C074", "C075", "C097")
@settings(max_examples=200)
@given(
    tried=st.lists(
        st.tuples(st.sampled_from(PARTICIPATION_STEPS), st.integers(-9, 30)), max_size=14
    )
)
def test_allowed_steps_give_what_the_engine_reads_and_others_change_nothing(
    tmp_path_factory, tried
):
    portfolio = shared(tmp_path_factory)
    key = records.add(portfolio, Partner(new_id(), f"Partner {new_id()}"))
    on, expected, nominated, taken = START, "not_participating", False, False
    for name, later in tried:
        day = on + timedelta(days=later)
        before = everything(portfolio, key)
        try:
            step(portfolio, name, day, key)
        except UserError:
            assert everything(portfolio, key) == before
            continue
        nominated = nominated or name == "candidate"
        back = "candidate" if nominated else "not_participating"
        assert day >= on or not taken  # never before the step before
        expected, on, taken = AFTER.get(name, back), day, True
        assert read(portfolio, on, key).participation == expected
        assert way(portfolio, key, on).status.participation == expected
        assert read(portfolio, TODAY, key).participation == expected
        assert way(portfolio, key, TODAY).entries[-1].on <= on


_shared: list[Portfolio] = []


def shared(factory) -> Portfolio:
    """One portfolio for all examples: each tries a partner of its own."""
    if not _shared:
        _shared.append(create(factory.mktemp("steps") / "steps.alliance"))
    return _shared[0]


@pytest.fixture(scope="module", autouse=True)
def _close():
    yield
    for portfolio in _shared:
        portfolio.close()
    _shared.clear()


def everything(portfolio: Portfolio, key: int) -> list[object]:
    return [
        *records.find(portfolio, Partner, id=key),
        *records.find(portfolio, Agreement, partner_id=key),
        *records.find(portfolio, ParticipationStep, partner_id=key),
    ]
