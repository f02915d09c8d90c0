"""What needs a person is read from everywhere, done with one key, and put off and brought back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.action import Action
from models.benefit_event import BenefitEvent
from models.checklist.evidence_record import Evidence
from models.checklist.records import Checklist
from models.errors import UserError
from models.governance.advocacy import Inquiry, ProgramLink
from models.governance.joint_plan import Initiative, Objective
from models.governance.meetings import Meeting
from models.governance.milestone import Milestone
from models.governance.outcomes import Resolution
from models.governance.register import Concern, EscalationStep, RecoveryPlan
from models.governance.rules import Rules
from models.governance.today import LATER, NOW, OVERDUE, WATCH, WEEK, Item, when
from models.ledgers import Omission
from models.partner import Agreement, Grant, Partner
from models.program_year import Statement
from models.store import records
from models.store.governance_rules import set_rules
from models.store.portfolio import Portfolio, create
from models.store.today import bring_back, finish, put_off, today

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "today.alliance") as made:
        records.add(made, Partner(1, "Northwind"))
        yield made


def at(days: int) -> date:
    return TODAY + timedelta(days=days)


def found(portfolio: Portfolio, kind: str = "", day: date = TODAY) -> list[Item]:
    return [one for one in today(portfolio, day).items if one.kind == kind or not kind]


def only(portfolio: Portfolio, kind: str) -> Item:
    (item,) = found(portfolio, kind)
    return item


def add(portfolio: Portfolio, *made: Any) -> None:
    for one in made:
        records.add(portfolio, one)


def test_an_empty_portfolio_needs_nobody(portfolio: Portfolio) -> None:
    told = today(portfolio, TODAY)
    assert (told.items, told.hidden, sum(told.counts.values())) == ((), (), 0)


@pytest.mark.clause("C038")
@pytest.mark.parametrize(
    ("days", "group"), [(-4, OVERDUE), (0, NOW), (5, WEEK), (6, LATER), (7, LATER), (8, "")]
)
def test_an_action_is_shown_from_a_week_before_its_day(
    portfolio: Portfolio, days: int, group: str
) -> None:
    add(portfolio, Action(5, 1, "Send the joint plan", due_on=at(days), owner="Ana Weber"))
    groups = [one.group for one in found(portfolio, "action")]
    assert groups == ([group] if group else [])


def test_an_action_leads_to_its_partners_list(portfolio: Portfolio) -> None:
    add(portfolio, Action(5, 1, "Send the joint plan", due_on=at(-4), owner="Ana Weber"))
    item = only(portfolio, "action")
    assert (item.partner, item.title, item.owner) == ("Northwind", "Send the joint plan",
                                                       "Ana Weber")  # fmt: skip
    assert when(item, TODAY) == "4 days late"
    assert item.place == ("partner", 1, "register:actions:5")


def test_what_is_done_dropped_or_has_no_day_is_not_due(portfolio: Portfolio) -> None:
    add(
        portfolio,
        Action(5, 1, "Done", due_on=at(-1), state="done"),
        Action(6, 1, "Dropped", due_on=at(-1), state="dropped"),
        Action(7, 1, "Some day"),
    )
    assert found(portfolio) == []


RECORDS: list[tuple[str, list[Any], str, str]] = [
    ("decision", [Resolution(5, 1, "Name a sponsor", due_on=at(0))], NOW, "Name a sponsor"),
    ("concern", [Concern(5, 1, "risk", "Deals slip", at(-9), due_on=at(-1))], OVERDUE,
     "Deals slip"),
    ("milestone", [RecoveryPlan(5, 1, "nda", "gold", "NDA", at(-9)),
                   Milestone(6, 1, "recovery", 5, "Draft", due_on=at(-2))], OVERDUE, "Draft"),
    ("milestone", [Initiative(5, 1, "Campaign", 2026, state="under_way"),
                   Milestone(6, 1, "initiative", 5, "Brief", due_on=at(1))], WEEK, "Brief"),
    ("recovery", [RecoveryPlan(5, 1, "nda", "gold", "NDA", at(-9), target_on=at(0))], NOW, "NDA"),
    ("objective", [Objective(5, 1, 2026, "revenue", "More revenue", due_on=at(-1))], OVERDUE,
     "More revenue"),
    ("objective", [Objective(5, 1, 2026, "revenue", "More", state="pending_review")], NOW, "More"),
    ("omission", [Omission(5, 1, name="Bridge", flagged_on=at(-9))], NOW, "Omission: Bridge"),
    ("benefit", [BenefitEvent(5, 1, "joint_blog", 2026, "promised", at(-9), due_on=at(2))], WEEK,
     "Promised: joint blog"),
    ("agreement", [Agreement(5, 1, "nda", at(-400), at(60))], LATER, "Non-disclosure agreement"),
    ("inquiry", [Inquiry(5, "program", at(-6), subject="How do we join?")], OVERDUE,
     "How do we join?"),
    ("link", [ProgramLink(5, "External site", "alliance.example.com", at(-91))], WATCH,
     "External site"),
    ("checklist", [Checklist(5, 1, "own", 1, "abc", "2026-Q4", at(3), at(-9))], WEEK,
     "own 2026-Q4"),
    ("escalation", [Concern(5, 1, "issue", "No answer", at(-30)),
                    EscalationStep(6, 1, 5, 1, at(-9), "Ana", "Jon", "Late")], OVERDUE,
     "No answer"),
    ("evidence", [Evidence(5, 1, "ab", "soc2.pdf", "pdf", 1, expires_on=at(-1))], OVERDUE,
     "soc2.pdf"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "made", "group", "title"), RECORDS)
def test_every_kind_of_record_that_is_due_is_told(
    portfolio: Portfolio, kind: str, made: list[Any], group: str, title: str
) -> None:
    add(portfolio, *made)
    item = only(portfolio, kind)
    assert (item.group, item.title, item.detail != "") == (group, title, True)
    assert item.kind == "link" or item.partner or item.kind == "inquiry"


OVER: list[list[Any]] = [
    [Resolution(5, 1, "Name a sponsor", due_on=at(0), state="taken")],
    [Concern(5, 1, "risk", "Deals slip", at(-9), due_on=at(-1), state="closed")],
    [RecoveryPlan(5, 1, "nda", "gold", "NDA", at(-9), state="met", target_on=at(-1)),
     Milestone(6, 1, "recovery", 5, "Draft", due_on=at(-2))],
    [Initiative(5, 1, "Campaign", 2026, state="dropped"),
     Milestone(6, 1, "initiative", 5, "Brief", due_on=at(1))],
    [Objective(5, 1, 2026, "revenue", "More", state="jointly_approved", due_on=at(-1))],
    [Omission(5, 1, name="Bridge", flagged_on=at(-9), state="rejected")],
    [BenefitEvent(5, 1, "joint_blog", 2026, "promised", at(-9), due_on=at(2)),
     BenefitEvent(6, 1, "joint_blog", 2026, "delivered", at(-1))],
    [Agreement(5, 1, "nda", at(-400), at(61))],
    [Agreement(5, 1, "nda", at(-400), at(1)), Agreement(6, 1, "nda", at(-4))],
    [Inquiry(5, "program", at(-6), answered_on=at(-1))],
    [ProgramLink(5, "External site", "alliance.example.com", at(-90))],
    [ProgramLink(5, "External site")],
    [Checklist(5, 1, "own", 1, "abc", "2026-Q4", at(8), at(-9))],
    [Concern(5, 1, "issue", "No answer", at(-30)),
     EscalationStep(6, 1, 5, 1, at(1), "Ana", "Jon", "Late")],
]  # fmt: skip


@pytest.mark.parametrize("made", OVER)
def test_what_is_over_renewed_or_far_off_is_not(portfolio: Portfolio, made: list[Any]) -> None:
    add(portfolio, *made)
    assert found(portfolio) == []


@pytest.mark.clause("C095")
@pytest.mark.parametrize(("days", "group"), [(11, ""), (10, NOW), (9, WEEK), (8, NOW), (7, NOW)])
def test_notice_is_reminded_of_ten_and_eight_days_before_a_meeting(
    portfolio: Portfolio, days: int, group: str
) -> None:
    add(portfolio, Meeting(5, 1, "meeting", at(days)))
    assert [one.group for one in found(portfolio, "notice")] == ([group] if group else [])


@pytest.mark.clause("C103")
def test_a_month_without_a_pipeline_review_is_told_once_it_is_over(portfolio: Portfolio) -> None:
    _joins(portfolio)
    (running,) = found(portfolio, "pipeline_review")  # nobody has reviewed the pipeline here yet
    assert (running.title, running.due) == ("Pipeline review of November 2026", at(6))
    add(portfolio, Meeting(5, 1, "pipeline_review", date(2026, 7, 20), state="held"))
    item = found(portfolio, "pipeline_review")[0]
    assert item.title == "3 months without a pipeline review"
    assert item.detail == "August 2026, September 2026 and October 2026"
    assert (item.group, item.due) == (OVERDUE, date(2026, 10, 31))
    assert len(found(portfolio, "pipeline_review")) == 2
    add(portfolio, Meeting(7, 1, "pipeline_review", date(2026, 10, 20), state="held"))
    old = found(portfolio, "pipeline_review")[-1]  # long over: nothing can be done for it any more
    assert (old.group, old.due) == (WATCH, None)
    assert old.detail == "August 2026 and September 2026"
    records.delete(portfolio, Meeting, [7])
    add(portfolio, Meeting(6, 1, "pipeline_review", at(3), notice_on=at(-9)))
    assert found(portfolio, "pipeline_review") == [item]


@pytest.mark.parametrize(
    ("day", "group"),
    [(date(2026, 11, 30), OVERDUE), (date(2026, 12, 1), WATCH)],
)
def test_a_missed_month_is_late_until_the_month_after_it_is_over(
    portfolio: Portfolio, day: date, group: str
) -> None:
    _joins(portfolio)
    for key, on in ((5, date(2026, 9, 20)), (6, date(2026, 11, 5))):
        add(portfolio, Meeting(key, 1, "pipeline_review", on, state="held", notice_on=on))
    assert next(one.group for one in found(portfolio, "pipeline_review", day)) == group


def test_a_promise_for_one_deal_is_not_kept_by_what_another_was_given(
    portfolio: Portfolio,
) -> None:
    promised = BenefitEvent(5, 1, "joint_blog", 2026, "promised", at(-9), due_on=at(2), deal_id=7)
    add(portfolio, promised, BenefitEvent(6, 1, "joint_blog", 2026, "delivered", at(-1), deal_id=8))
    assert only(portfolio, "benefit").due == at(2)
    add(portfolio, BenefitEvent(7, 1, "joint_blog", 2026, "delivered", at(-1), deal_id=7))
    assert found(portfolio, "benefit") == []


@pytest.mark.clause("C041")
@pytest.mark.parametrize(
    ("day", "group"),
    [
        (date(2026, 7, 17), ""),
        (date(2026, 7, 18), LATER),
        (date(2026, 8, 1), NOW),
        (date(2026, 8, 2), OVERDUE),
    ],
)
def test_a_business_review_is_to_be_planned_with_a_week_left_before_its_notice(
    portfolio: Portfolio, day: date, group: str
) -> None:
    _joins(portfolio)
    add(portfolio, Grant(4, 1, "platinum", "assessment", date(2026, 2, 1)))
    told = [(one.group, one.due) for one in found(portfolio, "review", day)]
    assert told == ([(group, date(2026, 8, 1))] if group else [])


def test_a_meeting_whose_day_has_passed_is_to_be_marked(portfolio: Portfolio) -> None:
    add(
        portfolio,
        Meeting(5, 1, "workshop", at(-1), with_whom="others"),
        Meeting(6, 1, "workshop", at(0), "Plan", "10:00", with_whom="others"),
        Meeting(7, 1, "workshop", at(1), with_whom="others"),
    )
    told = [(one.group, one.title, one.detail) for one in found(portfolio, "meeting")]
    assert told == [
        (OVERDUE, "Workshop", "Say whether it took place, or cancel it"), (NOW, "Plan", "10:00"),
    ]  # fmt: skip


@pytest.mark.clause("C097")
def test_a_notice_that_came_late_waits_for_a_person(portfolio: Portfolio) -> None:
    add(portfolio, Meeting(5, 1, "meeting", at(-3), notice_on=at(-5), state="held"))
    item = only(portfolio, "infraction")
    assert (item.group, item.place) == (NOW, ("meeting", 5, ""))
    assert "late" in item.title.casefold()


def _joins(portfolio: Portfolio) -> None:
    joined = date(2026, 2, 1)
    records.update(portfolio, Partner, 1, invited_on=joined, invitation_accepted_on=joined)
    add(portfolio, Agreement(90, 1, "program_agreement", joined))


@pytest.mark.clause("C071")
def test_a_statement_is_owed_until_it_was_sent(portfolio: Portfolio) -> None:
    _joins(portfolio)
    item = only(portfolio, "statement")
    assert (item.can_be_done, when(item, TODAY)) == (False, "now")
    add(portfolio, Statement(5, 1, "status", at(-2), None, "Ana Weber", "abc"))
    made = only(portfolio, "statement")
    assert (made.can_be_done, when(made, TODAY)) == (True, "waiting 2 days")
    records.update(portfolio, Statement, 5, sent_on=TODAY)
    assert found(portfolio, "statement") == []


@pytest.mark.clause("C017")
@pytest.mark.parametrize(("days", "shown"), [(60, True), (61, False)])
def test_a_tier_that_ends_is_told_in_time_unless_another_follows(
    portfolio: Portfolio, days: int, shown: bool
) -> None:
    _joins(portfolio)
    add(portfolio, Grant(5, 1, "gold", "exception", at(-30), at(days)))
    assert bool(found(portfolio, "grant")) == shown
    add(portfolio, Grant(4, 1, "silver", "assessment", at(-10)))
    assert found(portfolio, "grant") == []


@pytest.mark.clause("C015")
@pytest.mark.parametrize(("day", "shown"), [(date(2026, 11, 30), 0), (date(2026, 12, 1), 1)])
def test_the_january_board_is_told_of_from_december(
    portfolio: Portfolio, day: date, shown: int
) -> None:
    _joins(portfolio)
    assert len(found(portfolio, "board", day)) == shown


@pytest.mark.parametrize(
    "made",
    [
        [Omission(5, 1, name="Bridge", flagged_on=at(1))],
        [Inquiry(5, "program", at(1), subject="How do we join?")],
        [Agreement(5, 1, "nda", None, at(9)), Agreement(6, 1, "nda", at(1), at(10))],
    ],
)
def test_a_day_is_not_told_what_came_after_it(portfolio: Portfolio, made: list[Any]) -> None:
    add(portfolio, *made)
    assert found(portfolio) == []


def test_a_day_before_the_program_still_tells_of_its_actions(portfolio: Portfolio) -> None:
    add(portfolio, Action(5, 1, "Send the joint plan", due_on=date(1999, 1, 1)))
    assert [one.kind for one in found(portfolio, "", date(1999, 1, 1))] == ["action"]


def test_a_damaged_day_is_said_in_a_sentence(portfolio: Portfolio) -> None:
    add(portfolio, Action(5, 1, "Send the joint plan", due_on=at(0)))
    portfolio.conn.execute("UPDATE actions SET due_on = '2026-99'")
    with pytest.raises(UserError, match="it has “2026-99” in place of a day"):
        found(portfolio, "", date(2027, 1, 1))


def test_how_far_ahead_is_looked_is_a_rule_of_the_portfolio(portfolio: Portfolio) -> None:
    add(portfolio, Action(5, 1, "Send the joint plan", due_on=at(30)))
    assert found(portfolio) == []
    set_rules(portfolio, Rules(due_days=30))
    assert len(found(portfolio)) == 1


def test_the_first_reading_loads_no_program_and_nothing_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "first.alliance"
    create(path).close()
    code = (
        "import sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from models.store.portfolio import open_portfolio\n"
        "from models.store.today import told\n"
        "with open_portfolio(Path(sys.argv[1])) as opened: told(opened, date(2026, 11, 24))\n"
        "print([name for name in ('models.program.terms', 'models.program.loading', 'pydantic',"
        " 'tomllib', 'models.store.evidence', 'models.governance.advocacy')"
        " if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (run.stdout.strip(), run.stderr.strip()) == ("[]", "")


# ---- what is done ------------------------------------------------------------------------------


def test_what_is_ticked_off_is_done_today_as_one_step(portfolio: Portfolio) -> None:
    add(
        portfolio,
        Action(5, 1, "Send the joint plan", due_on=at(-4)),
        Meeting(6, 1, "meeting", at(8)),
        RecoveryPlan(7, 1, "nda", "gold", "NDA", at(-9)),
        Milestone(8, 1, "recovery", 7, "Draft", due_on=at(-2)),
        ProgramLink(9, "External site", "alliance.example.com", at(-91)),
        Meeting(10, 1, "workshop", at(-1), with_whom="others"),
    )
    before = [one for one in found(portfolio) if one.can_be_done]
    assert {one.kind for one in before} == {"action", "notice", "meeting", "milestone", "link"}
    finish(portfolio, before, TODAY)
    assert found(portfolio) == []
    assert records.get(portfolio, Meeting, 10).state == "held"
    assert records.get(portfolio, Action, 5).done_on == TODAY
    assert records.get(portfolio, Meeting, 6).notice_on == TODAY
    assert portfolio.can_undo() == "Finish 5 items"
    portfolio.undo()
    assert [one for one in found(portfolio) if one.can_be_done] == before


def test_what_is_put_off_comes_back_on_its_day_and_by_hand(portfolio: Portfolio) -> None:
    add(portfolio, Action(5, 1, "Send the joint plan", due_on=at(-4)))
    item = only(portfolio, "action")
    put_off(portfolio, [item], at(3), TODAY, TODAY)
    told = today(portfolio, TODAY)
    assert (told.items, [one.until for one in told.hidden]) == ((), [at(3)])
    assert len(found(portfolio, "action", at(3))) == 1
    bring_back(portfolio, told.hidden)
    assert found(portfolio, "action") == [item]
    portfolio.undo()
    assert found(portfolio, "action") == []


def test_putting_off_again_moves_the_day(portfolio: Portfolio) -> None:
    add(portfolio, Action(5, 1, "Send the joint plan", due_on=at(-4)))
    item = only(portfolio, "action")
    put_off(portfolio, [item], at(3), TODAY, TODAY)
    put_off(portfolio, [item], None, TODAY, TODAY, " Asked  by phone ")
    (hidden,) = today(portfolio, TODAY).hidden
    assert (hidden.until, hidden.reason) == (None, "Asked by phone")


@pytest.mark.parametrize(
    ("until", "reason", "said"),
    [
        (TODAY, "", "24 Nov 2026 has come already."),
        (None, " ", "What is put off for good needs a reason."),
    ],
)
def test_what_cant_be_put_off_so_is_refused(
    portfolio: Portfolio, until: date | None, reason: str, said: str
) -> None:
    add(portfolio, Action(5, 1, "Send the joint plan", due_on=at(-4)))
    with pytest.raises(UserError) as refused:
        put_off(portfolio, found(portfolio), until, TODAY, TODAY, reason)
    assert refused.value.message == said
