"""One sheet before a meeting: what is late, what ends, what is asked, when notice is due."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.background import NOTHING, Background
from models.checklist.proof import Checked, CheckedItem
from models.governance.told import NoticeRecord, Risk
from models.pack_plan import Ask, PackPlan, Words
from reports.facts import PackFacts, freeze
from tests.reports import background_builder, facts_builder
from tests.reports.facts_builder import DAY
from tests.reports.looking import LONG, pages, text, told, well_laid


def plan(**values) -> PackPlan:
    return PackPlan(kind="briefing", **values)


def said(facts: PackFacts) -> str:
    [leaf] = pages(facts, "briefing")
    return text(leaf)


def test_it_has_the_verdict_the_figures_what_is_late_and_what_is_asked():
    wanted = plan(asks=(Ask("Keep Gold", "Two left"),), meeting_on=date(2022, 1, 20), place="Bern")
    words = said(told(facts_builder.silver(), background_builder.full(), plan=wanted))
    for part in (
        "Silver is earned", "For the meeting on 20 Jan 2022, Bern.", "Agree the roadmap",
        "21 days late", "2 more not due yet", "Keep Gold", "Two left", "The pipeline window moves",
        "What to watch",
    ):  # fmt: skip
        assert part in words


@pytest.mark.clause("C095")
@pytest.mark.parametrize(
    ("meeting", "words"),
    [
        (None, "Notice that a meeting asks for 7 days"),
        (date(2022, 1, 12), "Notice has to be given by 5 Jan 2022"),
        (date(2022, 1, 11), "Notice had to be given by 4 Jan 2022"),
        (date(2022, 1, 4), "Notice that a meeting asks for 7 days"),
    ],
)
def test_the_day_by_which_notice_is_due_is_told(meeting, words):
    assert words in said(told(facts_builder.silver(), NOTHING, plan=plan(meeting_on=meeting)))


@pytest.mark.clause("C096")
@pytest.mark.parametrize(
    ("confirmed", "words"),
    [(0, "no infraction is confirmed"), (1, "1 infraction is confirmed"),
     (2, "2 infractions are confirmed")],
)  # fmt: skip
def test_how_the_years_notices_came_out_is_told(confirmed, words):
    kept = NoticeRecord(date(2022, 1, 1), 3, 1, 1, confirmed)
    facts = told(facts_builder.silver(), Background(notices=kept), plan=plan())
    assert f"2022: 3 of 5 in time; {words}" in said(facts)


def test_the_record_of_notices_is_told_where_a_checklist_has_one():
    item = CheckedItem("Was notice given in time?", "Yes", "met", clause="C095")
    checked = Checked("Quarterly review", "Q1 2022", None, (item,))
    file = facts_builder.silver().file
    words = said(freeze(file, checked=(checked,), plan=plan()))
    assert "Was notice given in time? Yes" in words
    assert "No notice and no breach" in said(freeze(file, plan=plan()))


def test_suggestions_stand_in_for_decisions_in_our_edition_alone():
    ours = said(told(facts_builder.silver(), NOTHING, plan=plan()))
    theirs = said(told(facts_builder.silver(), NOTHING, plan=plan(), edition="partner"))
    assert "No decision asked; suggested by the figures" in ours
    assert "No decision is asked of this meeting." in theirs
    assert "suggested" not in theirs


def test_who_attends_is_listed():
    wanted = plan(attendees=("Ada Brandt, sponsor", "Karim Lahlou"))
    words = said(told(facts_builder.platinum(), NOTHING, plan=wanted))
    assert "Who attends" in words
    assert "Ada Brandt, sponsor" in words


def test_a_briefing_has_no_cover_and_names_its_day():
    from reports.pack import drawn

    book = drawn(told(facts_builder.silver(), NOTHING, plan=plan()), "0" * 64)
    assert [leaf.section.key for leaf in book.leaves] == ["briefing"]
    assert DAY.year == 2022


@pytest.mark.parametrize("base", [facts_builder.silver, facts_builder.far_away])
def test_what_comes_soon_and_the_notice_stand_there_however_much_was_written(base):
    wanted = plan(words={"briefing": Words(LONG, LONG)}, meeting_on=date(2022, 1, 20))
    words = said(told(base(), background_builder.full(), plan=wanted))
    assert "What ends or comes soon" in words
    assert "Notice has to be given by 13 Jan 2022" in words


# ---- escalations --------------------------------------------------------------------------


def raised(level: int, title: str = "The sponsor changes", days: int = 3) -> Risk:
    by = DAY + timedelta(days=days)
    return Risk(level, "issue", title, 3, 4, DAY, level=level, level_by=by, to_whom="Karim Lahlou")


def escalated(*risks: Risk, own: tuple[Risk, ...] = (), edition: str = "internal") -> str:
    """What stands from the heading of escalations on."""
    background = Background(risks=risks, internal_risks=own)
    words = said(told(facts_builder.silver(), background, plan=plan(), edition=edition))
    return words.split("Open escalations ", 1)[1]


@pytest.mark.clause("C034")
@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "until 6 Jan 2022"), (0, "until 5 Jan 2022"), (-1, "1 day past its time")],
)
def test_an_escalation_is_told_with_its_level_clock_and_whom_it_was_taken_to(days, words):
    joint = ", " if days < 0 else " "
    assert escalated(raised(2, days=days)).startswith(
        f"The sponsor changes Level 2{joint}{words}, with Karim Lahlou"
    )


def test_only_what_is_escalated_stands_there_the_highest_first():
    words = escalated(raised(1, "First level"), raised(0, "Daily work"), raised(3, "Third level"))
    assert words.index("Third level") < words.index("First level")
    assert "Daily work" not in words
    assert escalated(raised(0, "Daily work")).startswith("Nothing is escalated.")


@pytest.mark.clause("C102")
def test_an_internal_escalation_is_told_to_the_host_alone_and_called_so():
    shared, own = raised(1, "For both"), raised(2, "For us")
    assert escalated(shared, own=(own,)).startswith("For us Internal. Level 2 until")
    theirs = escalated(shared, own=(own,), edition="partner")
    assert theirs.startswith("For both Level 1 until")
    assert "For us" not in theirs


@pytest.mark.parametrize("edition", ["internal", "partner"])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 30])
@pytest.mark.parametrize("base", [facts_builder.silver, facts_builder.far_away])
def test_escalations_find_room_on_the_sheet_however_much_there_is(base, count, edition):
    risks = tuple(raised(n + 1, f"{LONG[:90]} {n}") for n in range(count))
    asks = tuple(Ask(f"Keep Gold {n}", LONG) for n in range(5))
    for wanted in (plan(), plan(asks=asks, words={"briefing": Words(LONG, LONG)})):
        background = replace(background_builder.full(), risks=risks)
        [leaf] = pages(told(base(), background, plan=wanted, edition=edition), "briefing")
        well_laid(leaf)
        assert "Open escalations" in text(leaf)
