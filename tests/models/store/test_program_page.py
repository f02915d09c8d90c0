"""What the Program page reads: the program on a day, its versions, a draft, who would move."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.errors import Cancelled, UserError
from models.program import drafting
from models.program.loading import digest_of, programs
from models.store import program_page
from models.store.portfolio import Portfolio, create
from models.store.program_drafts import begin, change, set_first_day, set_note
from models.store.program_page import draft_view, moves_of_reading, moves_of_text, run_cases, view
from models.store.programs import choose_program, choose_reading, keep
from models.store.version_cases import of_program
from models.store.versions import adopt
from tests.models.program.making import complete, won
from tests.models.store.test_standing import put

TODAY = date(2026, 11, 24)
FIRST, NOTICE = date(2027, 1, 1), date(2026, 11, 1)
GUIDE, EXAMPLE = programs()


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as found:
        yield found


def quiet(*_: object) -> None:
    """Nobody watches."""


def gold(typed: str):
    return lambda text: drafting.set_typed(
        text, "aggregate_tcv", "gold", "money", "USD", typed, places=False
    )


def drafted(portfolio: Portfolio, typed: str = "$18M") -> int:
    made = begin(portfolio, GUIDE.text, "2027", FIRST, NOTICE, "a try")
    change(portfolio, made.id, gold(typed))
    return made.id


def test_the_page_reads_the_program_in_force(portfolio):
    told = view(portfolio, TODAY, TODAY)
    assert told.version is not None
    assert (told.name, told.version.version, told.changed_readings) == (GUIDE.name, "2021", 0)
    assert told.requirements[0].id == "aggregate_tcv"
    assert len(told.clauses) == 108
    assert told.has_cases


def test_a_day_before_the_program_says_so_and_still_lists_versions(portfolio):
    told = view(portfolio, date(2020, 12, 31), TODAY)
    assert told.terms is None
    assert told.problem is not None
    assert "begins on 1 Jan 2021" in told.problem.message
    assert [row.state for row in told.versions] == ["bundled"]


def test_the_register_is_shown_for_its_own_program_only(portfolio):
    choose_program(portfolio, EXAMPLE.name)
    assert view(portfolio, TODAY, TODAY).clauses == ()


def test_a_changed_reading_is_counted(portfolio):
    choose_reading(portfolio, "A03", "required", TODAY)
    assert view(portfolio, TODAY, TODAY).changed_readings == 1


@pytest.mark.clause("C100")
def test_versions_are_listed_with_their_state(portfolio):
    draft_id = drafted(portfolio)
    keep(portfolio, GUIDE.text)
    broken = begin(portfolio, GUIDE.text.replace("8_000_000.00", "0"), "2028", FIRST, None)
    rows = {row.version.version: row for row in view(portfolio, TODAY, TODAY).versions}
    assert [row.state for row in rows.values()] == ["bundled", "draft", "draft"]
    assert (rows["2021"].in_force, rows["2021"].held) == (True, True)
    assert (rows["2028"].id, rows["2028"].faults) == (broken.id, 1)
    adopt(portfolio, draft_id)
    after = {row.version.version: row for row in view(portfolio, FIRST, TODAY).versions}
    assert [(v, row.state, row.in_force) for v, row in after.items()] == [
        ("2021", "bundled", False), ("2027", "adopted", True), ("2028", "draft", False)
    ]  # fmt: skip


def test_a_draft_of_another_program_is_listed_too(portfolio):
    made = begin(portfolio, EXAMPLE.text, "2", FIRST, NOTICE)
    [_, row] = view(portfolio, TODAY, TODAY).versions
    assert (row.id, row.version.name) == (made.id, EXAMPLE.name)


def test_a_kept_text_that_is_shipped_no_more_is_listed_as_kept(portfolio):
    keep(portfolio, GUIDE.text + "# of an older edition\n")
    assert [row.state for row in view(portfolio, TODAY, TODAY).versions] == ["bundled", "kept"]


@pytest.mark.clause("C100")
def test_a_draft_says_what_it_changes_and_keeps_its_comments(portfolio):
    told = draft_view(portfolio, drafted(portfolio), TODAY)
    words = [found.words for found in told.differences]
    assert "Gold, Aggregate TCV: $15,000,000 → $18,000,000" in words
    assert told.against == digest_of(GUIDE.text)
    assert (told.faults, told.kept.note) == ((), "a try")
    assert "# Rank 1 is the highest." in told.kept.text


@pytest.mark.clause("C009")
def test_a_lower_tier_that_asks_more_is_a_warning_and_no_fault(portfolio):
    told = draft_view(portfolio, drafted(portfolio, "$26M"), TODAY)
    assert told.faults == ()
    [warning] = told.warnings
    assert "gold asks for more than platinum" in warning
    assert draft_view(portfolio, drafted(portfolio, "$25M"), TODAY).warnings == ()


def test_a_fault_of_a_draft_has_its_line_and_the_rest_is_still_told(portfolio):
    draft_id = drafted(portfolio)
    change(portfolio, draft_id, lambda text: text.replace("8_000_000.00", "0"))
    told = draft_view(portfolio, draft_id, TODAY)
    assert "line" in told.faults[0]
    change(portfolio, draft_id, lambda text: text.replace('kind = "money"', ""))
    told = draft_view(portfolio, draft_id, TODAY)
    assert (told.terms, told.requirements, told.differences) == (None, (), ())


def test_a_change_that_takes_the_head_away_is_refused(portfolio):
    draft_id = drafted(portfolio)
    with pytest.raises(UserError):
        change(portfolio, draft_id, lambda text: text.replace("version =", "edition ="))
    assert draft_view(portfolio, draft_id, TODAY).kept.version == "2027"


def test_the_first_day_moves_with_its_values_and_undo_takes_it_back(portfolio):
    draft_id = drafted(portfolio)
    set_first_day(portfolio, draft_id, date(2028, 1, 1))
    told = draft_view(portfolio, draft_id, TODAY)
    assert told.requirements[0].cells[1].text == "$18,000,000"
    portfolio.undo()
    assert draft_view(portfolio, draft_id, TODAY).kept.from_on == FIRST


def test_a_note_leaves_the_text_alone(portfolio):
    draft_id = drafted(portfolio)
    before = draft_view(portfolio, draft_id, TODAY).kept
    set_note(portfolio, draft_id, "for the board")
    after = draft_view(portfolio, draft_id, TODAY).kept
    assert (after.note, after.text, after.notice_on) == ("for the board", before.text, NOTICE)


def test_a_draft_that_is_gone_is_said(portfolio):
    with pytest.raises(UserError, match="not there any more"):
        draft_view(portfolio, 1, TODAY)


@pytest.mark.clause("C100")
@pytest.mark.parametrize(
    ("typed", "direction"), [("$16M", "same"), ("$16,000,000.01", "down"), ("$15M", "same")]
)
def test_who_would_move_is_told_before_a_version_begins(portfolio, typed, direction):
    put(portfolio, [complete(won(16_000_000, date(2025, 6, 1)))])
    text = draft_view(portfolio, drafted(portfolio, typed), TODAY).kept.text
    told = moves_of_text(portfolio, text, TODAY, quiet)
    [move] = told.moves
    assert move.direction == direction
    if direction == "down":
        assert move.because(told.old, told.new) == ("Aggregate TCV",)


def test_who_would_move_under_a_reading_and_under_another_program(portfolio):
    put(portfolio, [complete(won(16_000_000, date(2025, 6, 1)))])
    assert moves_of_reading(portfolio, "A14", "both_kinds", TODAY, quiet).moves[0].direction == (
        "down"
    )
    told = program_page.moves_of_program(portfolio, EXAMPLE.name, TODAY, quiet)
    assert told.new.program == EXAMPLE.name


def test_looking_who_would_move_can_be_cancelled_and_writes_nothing(portfolio):
    put(portfolio, [complete(won(16_000_000, date(2025, 6, 1)))])
    before = portfolio.can_undo()

    def stop(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        moves_of_reading(portfolio, "A03", "required", TODAY, stop)
    assert portfolio.can_undo() == before


@pytest.mark.parametrize("program", [GUIDE, EXAMPLE])
def test_every_case_of_a_program_is_run_and_passes(program, portfolio):
    rows = run_cases(of_program(portfolio, program.name))
    assert len(rows) > 20
    assert [row.name for row in rows if not row.passed] == []
    assert run_cases(of_program(portfolio, "a program without cases")) == ()
