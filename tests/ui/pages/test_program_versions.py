"""Versions are begun, compared, adopted, withdrawn and discarded from the page, each undone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QFileDialog

from models.ids import new_id
from models.program.loading import digest_of
from models.program_year import Assessment, KeptProgram
from models.store import records
from models.store.portfolio import create
from models.store.program_drafts import begin, change
from models.store.programs import keep, terms_on
from models.store.versions import adopt
from tests.models.program.making import complete, won
from tests.models.store.test_program_page import gold
from tests.models.store.test_standing import put
from tests.ui.pages.program_desk import EXAMPLE, FIRST, GUIDE, NOTICE, desk_over, shown
from ui.pages.program_versions import columns


@pytest.fixture
def portfolio(tmp_path):
    with create(tmp_path / "versions.alliance") as made:
        yield made


@pytest.fixture
def desk(qapp, portfolio, tmp_path):
    return desk_over(portfolio, tmp_path)


@pytest.fixture
def drafted(portfolio):
    made = begin(portfolio, GUIDE.text, "2027", FIRST, NOTICE)
    change(portfolio, made.id, gold("$18M"))
    return made.id


def states(portfolio):
    return [(kept.version, kept.state) for kept in records.find(portfolio, KeptProgram)]


@pytest.mark.clause("C100")
def test_versions_are_listed_with_state_notice_and_days(qtbot, desk, drafted):
    page, _ = shown(qtbot, desk, "versions")
    rows = [[column.shown(row) for column in columns()] for row in page.current.sheet.model.rows]
    assert rows == [
        ["2021", "In force", "from 1 Jan 2021", "–", "–"],
        ["2027", "Draft", "from 1 Jan 2027", "1 Nov 2026", "–"],
    ]


@pytest.mark.clause("C100")
def test_a_new_version_is_a_draft_that_opens_in_its_form(qtbot, desk, portfolio):
    page, going = shown(qtbot, desk)
    page.new_version()
    dialog = page.changes.dialog
    assert (dialog.version.text(), dialog.first.line.text()) == ("2027", "1 Jan 2027")
    dialog.version.clear()
    dialog.go.click()
    assert "has a name" in dialog.problem_of("version")
    dialog.version.setText("2027")
    dialog.notice.line.setText("1 Jan 2027")
    dialog.go.click()
    assert "before the first day" in dialog.problem_of("notice")
    dialog.notice.line.setText("1 Nov 2026")
    dialog.note.setText("for the board")
    dialog.go.click()
    [kept] = records.find(portfolio, KeptProgram)
    assert (kept.state, kept.notice_on, kept.note) == ("draft", NOTICE, "for the board")
    assert (page.place.tab, page.place.id) == ("draft", kept.id)
    assert going.said == ["Draft version 2027"]
    desk.lane.undo()
    assert states(portfolio) == []
    assert page.place.tab == "versions"


def test_two_versions_are_compared_in_words(qtbot, desk, drafted):
    page, _ = shown(qtbot, desk, "versions")
    part = page.current
    part.sheet.reveal(drafted)
    part.verbs["compare"].click()
    dialog = part.changes.dialog
    words = [line.told.words for line in dialog.model.rows]
    assert "Gold, Aggregate TCV: $15,000,000 → $18,000,000" in words
    dialog._swap()
    words = [line.told.words for line in dialog.model.rows]
    assert "Gold, Aggregate TCV: $18,000,000 → $15,000,000" in words
    dialog.new.set_current(dialog.old.current)
    dialog.compare()
    assert dialog.faces.currentWidget() is dialog.empty


@pytest.mark.clause("C100")
def test_who_would_move_is_shown_before_adopting(qtbot, desk, portfolio, drafted):
    put(portfolio, [complete(won(16_000_000, date(2025, 6, 1)))])
    page, _ = shown(qtbot, desk, "versions")
    part = page.current
    part.sheet.reveal(drafted)
    part.verbs["moves"].click()
    dialog = part.changes.dialog
    [line] = dialog.model.rows
    assert (line.move.direction, line.why) == ("down", "Aggregate TCV")
    assert "Gold to Silver: 1" in dialog.tell.text()
    dialog.copy()
    assert states(portfolio) == [("2027", "draft")]


@pytest.mark.clause("C100")
def test_a_version_is_adopted_with_notice_and_withdrawn_again(qtbot, desk, portfolio):
    made = begin(portfolio, GUIDE.text, "2027", FIRST, None)
    page, going = shown(qtbot, desk, "versions")
    part = page.current
    part.sheet.reveal(made.id)
    part.verbs["adopt"].click()
    dialog = part.changes.dialog
    dialog.go.click()
    assert "no day of notice" in dialog.problem_of("notice")
    dialog.notice.line.setText("3 Jan 2027")
    dialog.go.click()
    assert "Let it begin after the day of notice" in dialog.problem_of("from_on")
    dialog.notice.line.setText("1 Nov 2026")
    dialog.version.setText("2021")
    dialog.go.click()
    assert "a version 2021 already" in dialog.problem_of("version")
    dialog.version.setText("2027")
    dialog.go.click()
    assert states(portfolio) == [("2027", "adopted")]
    assert terms_on(portfolio, FIRST).version == "2027"
    part.sheet.reveal(made.id)
    part.verbs["withdraw"].click()
    assert states(portfolio) == [("2027", "draft")]
    assert [words.split()[0] for words in going.said] == ["Adopt", "Withdraw"]
    desk.lane.undo()
    assert states(portfolio) == [("2027", "adopted")]


@pytest.mark.clause("C100")
def test_assessments_on_or_after_the_first_day_have_to_be_confirmed(qtbot, desk, portfolio):
    made = begin(portfolio, GUIDE.text, "2025", date(2025, 6, 1), date(2025, 1, 1))
    with portfolio.change("Freeze"):
        digest = keep(portfolio, GUIDE.text)
        frozen = Assessment(new_id(), 2026, date(2026, 1, 2), date(2025, 12, 31), "2021", digest,
                            "open", date(2026, 1, 2))  # fmt: skip
        records.add(portfolio, frozen)
    page, _ = shown(qtbot, desk, "versions")
    part = page.current
    part.sheet.reveal(made.id)
    part.adopt()
    dialog = part.changes.dialog
    assert dialog.box.isHidden()
    dialog.go.click()
    assert "2026 assessment was frozen" in dialog.problem_of("assessments")
    dialog.box.setChecked(True)
    dialog.go.click()
    assert ("2025", "adopted") in states(portfolio)


def test_a_version_in_force_is_not_withdrawn_and_the_reason_is_said(qtbot, desk, portfolio):
    made = begin(portfolio, GUIDE.text, "2025", date(2025, 6, 1), date(2025, 1, 1))
    adopt(portfolio, made.id)
    page, going = shown(qtbot, desk, "versions")
    page.current.sheet.reveal(made.id)
    page.current.withdraw()
    assert states(portfolio) == [("2025", "adopted")]
    assert "is in force since" in going.problems[0]


def test_a_draft_with_faults_is_not_offered_for_adopting(qtbot, desk, portfolio, drafted):
    change(portfolio, drafted, lambda text: text.replace("8_000_000.00", "0"))
    page, _ = shown(qtbot, desk, "versions")
    part = page.current
    part.sheet.reveal(drafted)
    assert not part.verbs["moves"].isEnabled()
    part.adopt()
    dialog = part.changes.dialog
    assert "line" in dialog.problem_of("")
    assert not dialog.go.isEnabled()


def test_a_draft_is_discarded_and_brought_back(qtbot, desk, portfolio, drafted):
    page, going = shown(qtbot, desk, "versions")
    page.current.sheet.reveal(drafted)
    page.current.verbs["discard"].click()
    assert states(portfolio) == []
    assert going.said == ["Discard the draft of version 2027"]
    desk.lane.undo()
    assert states(portfolio) == [("2027", "draft")]


def test_a_version_is_saved_as_a_file_and_opened_as_a_draft(
    qtbot, desk, portfolio, drafted, tmp_path, monkeypatch
):
    target = tmp_path / "saved.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(target), ""))
    page, going = shown(qtbot, desk, "versions")
    part = page.current
    part.sheet.reveal(digest_of(GUIDE.text))
    part.verbs["save"].click()
    assert target.read_text(encoding="utf-8") == GUIDE.text
    part.open_button.click()
    dialog = part.changes.dialog
    assert dialog.message.sentence == "Nothing is wrong with it."
    dialog.go.click()
    [kept] = [k for k in records.find(portfolio, KeptProgram) if k.id != drafted]
    assert (kept.text, kept.note) == (GUIDE.text, "From saved.toml")
    assert page.place.id == kept.id
    assert going.said[0] == "Wrote saved.toml"


@pytest.mark.clause("C009")
def test_a_file_is_opened_with_its_faults_and_warnings_named(qtbot, desk, portfolio, tmp_path):
    page, _ = shown(qtbot, desk, "versions")
    part = page.current
    file = tmp_path / "revised.toml"
    file.write_text(gold("$26M")(GUIDE.text), encoding="utf-8")
    part.changes.open_file(file)
    dialog = part.changes.dialog
    assert dialog.message.sentence == "It can be used; there is 1 warning."
    assert "revised.toml, line" in dialog.list.item(0).text()
    file.write_text(GUIDE.text.replace("8_000_000.00", "0"), encoding="utf-8")
    part.changes.open_file(file)
    dialog = part.changes.dialog
    assert dialog.message.sentence == "It has 1 fault."
    assert dialog.go.isEnabled()
    file.write_text("[[", encoding="utf-8")
    part.changes.open_file(file)
    dialog = part.changes.dialog
    assert "line 1" in dialog.list.item(0).text()
    assert not dialog.go.isEnabled()
    assert states(portfolio) == []


def test_a_file_that_can_not_be_read_is_said_so(qtbot, desk, tmp_path):
    page, _ = shown(qtbot, desk, "versions")
    page.current.changes.open_file(tmp_path / "gone.toml")
    assert "There is no file" in page.current.changes.dialog.list.item(0).text()


def test_a_draft_of_another_program_is_named_with_its_program(qtbot, desk, portfolio):
    made = begin(portfolio, EXAMPLE.text, "2", FIRST, NOTICE)
    page, _ = shown(qtbot, desk, "versions")
    row = page.current.sheet.model.find(made.id)
    assert row.version.name == EXAMPLE.name
    page.current.sheet.reveal(made.id)
    page.current.new_version()
    boxes = page.current.changes.dialog.source
    assert EXAMPLE.name in boxes.itemText(1)
