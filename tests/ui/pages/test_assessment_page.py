"""The board of the January assessment: tried, frozen, signed off, re-opened by hand and key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.partner import Grant, Partner
from models.program.loading import programs
from models.store import records
from models.store.assessments import freeze
from models.store.portfolio import Portfolio, create
from models.store.programs import choose_program
from tests.models.store.board_of import TODAY, YEAR, partner, put, put_cohort
from ui import theme
from ui.desk import Desk, Opened, Place
from ui.dialogs.assessment import ExceptionDialog, ReasonDialog
from ui.pages.assessment import AssessmentPage
from ui.pages.assessment_actions import actions_for
from ui.pages.assessment_reminder import ReminderBar
from ui.work import Inline, Lane

HERE = Place("assessment")


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "board.alliance") as made:
        yield made


def desk_of(portfolio: Portfolio, tmp_path: Path, today: date = TODAY) -> Desk:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Desk(Lane(executor=Inline()), today, settings)
    made.opened = Opened(path=portfolio.path, name="Board")
    made.lane.open(lambda: portfolio)
    return made


@pytest.fixture
def desk(qapp: object, portfolio: Portfolio, tmp_path: Path) -> Desk:
    return desk_of(portfolio, tmp_path)


def opened(qtbot: QtBot, desk: Desk, place: Place = HERE) -> AssessmentPage:
    page = AssessmentPage(desk)
    qtbot.addWidget(page)
    page.resize(1180, 800)
    page.show()
    page.visit(place)
    page.bind_keys()
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> AssessmentPage:
    put_cohort(portfolio)
    return opened(qtbot, desk)


def lanes(page: AssessmentPage) -> dict[str, list[str]]:
    return {
        lane.title.text(): [line.partner for line in lane.view.model_of.lines]
        for lane in page.body.lanes.lanes
    }


def tiles(page: AssessmentPage) -> dict[str, int]:
    return {key: tile.count for key, tile in page.tiles.tiles.items()}


def choose(page: AssessmentPage, name: str) -> None:
    [line] = [line for line in page.state.lines if line.partner == name]
    page.body.lanes.choose(line.id)
    page.body.lanes.focus()


def act(page: AssessmentPage, name: str, key: str) -> None:
    page.acting.act(key, [line for line in page.state.lines if line.partner == name])


def last_dialog(page: AssessmentPage, kind: type[Any]) -> Any:
    return page.findChildren(kind)[-1]


def test_before_anything_is_frozen_the_board_shows_what_would_come_out(page: AssessmentPage):
    assert tiles(page) == {"all": 4, "up": 1, "same": 1, "down": 1, "below": 1}
    assert lanes(page) == {
        "Would need a decision": ["Below"],
        "Would move down": ["Down"],
        "Would keep the tier": ["Same"],
        "Would move up": ["Up"],
    }
    assert page.freeze_button.isVisible()
    assert not page.sign_button.isVisible()
    assert "Dry run" in page.header.sub


def test_freeze_and_sign_off_move_the_cards_and_undo_takes_each_back(
    page: AssessmentPage, portfolio: Portfolio, desk: Desk
):
    page.freeze_button.click()
    assert lanes(page) == {
        "Not frozen": [], "To decide": ["Below"], "Ready": ["Down", "Same", "Up"],
        "Signed off": [],
    }  # fmt: skip
    page.sign_button.click()
    assert lanes(page)["Signed off"] == ["Down", "Same", "Up"]
    assert lanes(page)["To decide"] == ["Below"]
    assert portfolio.can_undo() == "Sign off what is ready in 2022"
    desk.lane.undo()
    assert lanes(page)["Ready"] == ["Down", "Same", "Up"]
    desk.lane.undo()
    assert page.freeze_button.isVisible()


def test_what_is_said_after_signing_all_counts_who_is_left(page: AssessmentPage, desk: Desk):
    said: list[str] = []
    desk.toasting.connect(lambda words, _undo: said.append(words))
    page.freeze_button.click()
    page.sign_button.click()
    assert said[-1] == "Signed off 3 partners; 1 partner left to decide"


def test_cancelling_a_freeze_leaves_nothing(page: AssessmentPage, portfolio: Portfolio):
    """Its first report is the moment at which a person can press Cancel."""
    said: list[str] = []
    page.desk.toasting.connect(lambda words, _undo: said.append(words))

    def write(p: Portfolio, progress: Any) -> None:
        progress.cancelled = True
        freeze(p, YEAR, progress=progress, today=TODAY)

    page.acting.changes._long("Freeze", write, said.append)
    assert said == ["Cancelled; nothing was written"]
    assert portfolio.can_undo() == "Put partners"
    assert not page.acting.changes.busy
    assert page.freeze_button.isEnabled()


def test_an_exception_is_asked_for_and_what_is_missing_is_said(
    page: AssessmentPage, portfolio: Portfolio
):
    page.freeze_button.click()
    act(page, "Down", "exception")
    dialog = last_dialog(page, ExceptionDialog)
    dialog.go.click()
    assert "takes a reason" in dialog.problem.text()
    dialog.reason.setPlainText("Signed in January")
    dialog.go.click()
    assert "takes an approver" in dialog.problem.text()
    dialog.approver.setText("The board")
    dialog.until_on.setText("")
    dialog.go.click()
    assert "takes an end" in dialog.problem.text()
    dialog.until_on.setText("31 Dec 2022")
    assert dialog.tier.current == "gold"  # what it held before is offered first
    dialog.go.click()
    assert lanes(page)["Signed off"] == ["Down"]
    grants = records.find(portfolio, Grant)
    assert [(one.tier, one.basis) for one in grants] == [
        ("silver", "assessment"), ("gold", "exception"),
    ]  # fmt: skip
    page.visit(Place("assessment", YEAR, "exceptions"))
    assert [row.partner for row in page.body.exceptions_model.rows] == ["Down"]


def test_a_refused_exception_comes_back_with_all_that_was_typed(page: AssessmentPage):
    page.freeze_button.click()
    act(page, "Down", "exception")
    dialog = last_dialog(page, ExceptionDialog)
    dialog.reason.setPlainText("O'Neil & Söhne 株式会社")
    dialog.approver.setText("The board")
    dialog.until_on.setText("1 Jan 2022")
    dialog.go.click()
    assert dialog.isVisible()
    assert "would end on 1 Jan 2022, before it begins on" in dialog.problem.text()
    assert dialog.reason.toPlainText() == "O'Neil & Söhne 株式会社"
    assert not page.message.isVisible()
    dialog.until_on.setText("31 Dec 2022")
    dialog.go.click()
    assert not dialog.isVisible()
    assert lanes(page)["Signed off"] == ["Down"]


@pytest.mark.clause("C057")
def test_who_does_not_meet_leaves_only_with_a_reason(page: AssessmentPage, portfolio: Portfolio):
    page.freeze_button.click()
    act(page, "Below", "leave")
    dialog = last_dialog(page, ReasonDialog)
    dialog.go.click()
    assert "takes a reason" in dialog.problem.text()
    assert records.find(portfolio, Partner, name="Below")[0].removed_on is None
    dialog.reason.setPlainText("No pipeline")
    dialog.go.click()
    assert records.find(portfolio, Partner, name="Below")[0].removed_on == TODAY
    assert lanes(page)["Signed off"] == ["Below"]


def test_reopening_takes_a_reason_and_brings_the_card_back(page: AssessmentPage):
    page.freeze_button.click()
    page.sign_button.click()
    act(page, "Up", "reopen")
    dialog = last_dialog(page, ReasonDialog)
    dialog.reason.setPlainText("A deal was missing")
    dialog.go.click()
    assert lanes(page)["Ready"] == ["Up"]


def test_the_menu_of_a_lane_offers_what_fits_it(page: AssessmentPage):
    dry = {line.partner: line for line in page.state.lines}
    assert [a.key for a in actions_for([dry["Up"]], frozen=False)] == ["explain", "open"]
    page.freeze_button.click()
    line = {line.partner: line for line in page.state.lines}

    def offered(*names: str) -> list[str]:
        return [a.key for a in actions_for([line[name] for name in names], frozen=True)]

    assert offered("Up") == ["sign", "exception", "leave", "again", "explain", "open"]
    assert offered("Below") == ["exception", "none", "leave", "again", "explain", "open"]
    assert offered("Up", "Same") == ["sign", "again"]
    assert offered("Up", "Below") == []
    page.sign_button.click()
    line = {line.partner: line for line in page.state.lines}
    assert offered("Up", "Same") == ["reopen", "letter"]


def test_the_keyboard_alone_reaches_every_card_and_signs_it(page: AssessmentPage, qtbot: QtBot):
    page.freeze_button.click()
    page.activateWindow()
    choose(page, "Below")
    qtbot.keyClick(page.body.lanes.lanes[1].view, Qt.Key.Key_Right)
    current = page.body.lanes.current
    assert current
    assert current.partner == "Down"
    qtbot.keyClick(page.body.lanes.lanes[2].view, Qt.Key.Key_Down)
    current = page.body.lanes.current
    assert current
    assert current.partner == "Same"
    qtbot.keyClick(page.body.lanes.lanes[2].view, Qt.Key.Key_Return)
    assert page.body.panel.isVisible()
    assert page.body.panel.title.text() == "Same"
    page.open_menu()
    menu = page.findChildren(QMenu)[-1]
    menu.actions()[0].trigger()
    menu.close()
    assert lanes(page)["Signed off"] == ["Same"]
    current = page.body.lanes.current
    assert current
    assert current.partner == "Up"  # the next one to be signed
    assert page.body.panel.title.text() == "Up"


def test_the_panel_explains_from_the_frozen_facts_and_tells_what_happened(
    page: AssessmentPage, portfolio: Portfolio
):
    page.freeze_button.click()
    portfolio.conn.execute("DELETE FROM deals")
    [line] = [line for line in page.state.lines if line.partner == "Below"]
    page.body.explain(line)
    panel = page.body.panel
    assert "$1 short" in panel._why.text()
    assert "the same result" in panel._base.text()
    model = panel.tree.model()
    first = model.index(0, 0)
    assert "Aggregate TCV" in first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "1 record" in model.index(0, 0, first).data()
    assert not model.index(0, 0, first).data().startswith("No")
    told = [item.text() for item in panel.findChildren(type(panel._why))]
    assert any("4 partners, measured on 3 Jan 2022" in words for words in told)


def test_tiles_and_the_state_filter_both_views(page: AssessmentPage):
    page.freeze_button.click()
    page.tiles.tiles["down"].click()
    assert [row.partner for row in page.body.rows()] == ["Down"]
    assert lanes(page)["Ready"] == ["Down"]
    page._clear_filters()
    assert len(page.body.rows()) == 4
    page.visit(Place("assessment", YEAR, "open"))
    page.sign_button.click()
    assert [row.partner for row in page.body.rows()] == ["Below"]


def test_the_table_sorts_copies_and_signs_several(page: AssessmentPage):
    page.freeze_button.click()
    page.visit(Place("assessment", YEAR, "table"))
    page.body.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert [row.partner for row in page.body.rows()] == ["Up", "Same", "Down", "Below"]
    page.acting.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Partner\t")
    assert len(lines) == 5
    assert "25000000.00" in lines[1]
    page.body.table.selectAll()
    page._act_on_rows("sign")
    assert lanes(page)["Signed off"] == ["Up", "Same", "Down"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_results_go_into_a_spreadsheet(page: AssessmentPage, tmp_path: Path, ending: str):
    page.freeze_button.click()
    target = tmp_path / f"results{ending}"
    page.acting.export_to(target)
    assert target.stat().st_size > 100
    if ending == ".csv":
        text = target.read_text(encoding="utf-8-sig")
        assert "Below,Gold,Opportunistic,7999999.00" in text


def test_another_day_is_tried_beside_the_frozen_board_and_left_again(page: AssessmentPage):
    page.freeze_button.click()
    page._choose_measured(date(2022, 1, 7))
    assert page.bar.measured.text() == "Measured 7 Jan 2022"
    assert "dry run" in page.message.sentence.casefold()
    page.freeze_button.click()
    assert "frozen already" in page.message.sentence
    page.acting.replace()
    assert "frozen" in page.header.sub
    board = page.state.frozen
    assert board
    assert board.measured_on == date(2022, 1, 7)


def test_the_measured_day_is_explained_by_the_program_in_force(
    page: AssessmentPage, portfolio: Portfolio
):
    assert page.bar.measured.toolTip() == (
        "The day on which Aggregate TCV is measured; 3 Jan 2022 unless another is chosen"
    )
    choose_program(portfolio, next(program.name for program in programs() if program.example))
    page.reload()
    assert page.bar.measured.toolTip() == (
        "The day on which Booked revenue is measured; 15 Jan 2022 unless another is chosen"
    )


def test_the_filter_shows_all_of_its_words(page: AssessmentPage):
    field = page.bar.search
    assert field.sizeHint().width() == field.maximumWidth() == theme.px(184)


def test_a_day_that_can_not_be_is_said(page: AssessmentPage):
    page._choose_measured(date(2023, 5, 5))
    assert "is not in 2022" in page.message.sentence
    assert page.message.isVisible()


@pytest.mark.clause("C015")
def test_a_partner_left_out_is_shown_and_added(page: AssessmentPage, portfolio: Portfolio):
    page.freeze_button.click()
    put(portfolio, partner("Late", 15_000_000))
    page.refresh()
    assert lanes(page)["Not frozen"] == ["Late"]
    act(page, "Late", "add")
    assert "Late" in lanes(page)["Ready"]
    assert lanes(page)["Not frozen"] == []


def test_nobody_and_one_partner_have_a_page_too(qtbot: QtBot, desk: Desk, portfolio: Portfolio):
    page = opened(qtbot, desk)
    assert page.body.empty.isVisible()
    assert not page.freeze_button.isVisible()
    put(portfolio, partner("One", 15_000_000))
    page.refresh()
    assert tiles(page)["all"] == 1
    page.freeze_button.click()
    page.sign_button.click()
    assert lanes(page)["Signed off"] == ["One"]


def test_a_year_without_an_assessment_says_why(qtbot: QtBot, desk: Desk, portfolio: Portfolio):
    put_cohort(portfolio)
    page = opened(qtbot, desk, Place("assessment", 2021))
    assert "first January assessment" in page.message.sentence
    assert not page.freeze_button.isVisible()


def test_a_read_only_portfolio_can_be_looked_at_only(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
):
    put_cohort(portfolio)
    desk.opened = Opened(path=portfolio.path, name="Board", read_only=True)
    page = opened(qtbot, desk)
    assert not page.freeze_button.isEnabled()


@pytest.mark.clause("C015")
@pytest.mark.parametrize(
    ("today", "shown"), [(date(2021, 11, 30), False), (date(2021, 12, 1), True), (TODAY, True)]
)
def test_the_reminder_leads_to_the_board(
    qtbot: QtBot, portfolio: Portfolio, tmp_path: Path, qapp: object, today: date, shown: bool
):
    put_cohort(portfolio)
    desk = desk_of(portfolio, tmp_path, today)
    bar = ReminderBar(desk)
    qtbot.addWidget(bar)
    bar.read()
    assert bar.isHidden() is not shown
    if shown:
        places: list[Place] = []
        desk.going.connect(places.append)
        bar._go()
        assert places == [Place("assessment", YEAR, "open")]
        bar._dismiss()
        bar.read()
        assert bar.isHidden()


def test_every_control_has_a_name(page: AssessmentPage):
    page.freeze_button.click()
    page.body.explain(page.state.lines[0])
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_a_menu_opens_under_the_card(page: AssessmentPage):
    page.freeze_button.click()
    choose(page, "Up")
    assert isinstance(page.body.spot(), QPoint)
    page._menu_of(None, page.body.spot())
    menu = page.findChildren(QMenu)[-1]
    assert [action.text() for action in menu.actions()][:2] == ["Sign off", "Exception…"]
    menu.close()


def test_lanes_are_models_that_keep_the_rules(page: AssessmentPage, qtmodeltester: Any):
    page.freeze_button.click()
    for lane in page.body.lanes.lanes:
        qtmodeltester.check(lane.view.model_of)


def test_m_opens_the_menu_of_the_card_under_the_cursor(page: AssessmentPage, qtbot: QtBot):
    page.freeze_button.click()
    choose(page, "Up")
    qtbot.keyClick(page.body.lanes.lanes[2].view, Qt.Key.Key_M)
    menu = page.findChildren(QMenu)[-1]
    assert menu.actions()[0].text() == "Sign off"
    menu.close()


def test_a_day_that_is_still_to_come_can_be_tried_and_not_frozen(
    qtbot: QtBot, portfolio: Portfolio, tmp_path: Path, qapp: object
):
    put_cohort(portfolio)
    page = opened(qtbot, desk_of(portfolio, tmp_path, date(2021, 12, 1)))
    assert page.bar.measured.text() == "Measured 3 Jan 2022"
    assert tiles(page)["all"] == 4
    assert not page.freeze_button.isEnabled()
    assert "measured in 33 days" in page.header.sub


def test_one_card_is_frozen_again_after_a_correction(page: AssessmentPage, portfolio: Portfolio):
    page.freeze_button.click()
    [line] = [line for line in page.state.lines if line.partner == "Below"]
    deal = Deal(
        9, line.partner_id, "Found", status="won", close_date=date(2021, 5, 1), services_minor=200
    )
    with portfolio.change("Add a deal"):
        records.add(portfolio, deal)
    act(page, "Below", "again")
    assert "Below" in lanes(page)["Ready"]
    assert portfolio.can_undo() == "Freeze Below again"


def test_in_a_low_window_the_counts_give_way_to_the_board(page: AssessmentPage) -> None:
    page.resize(960, theme.px(500))
    assert not page.tiles.isHidden()
    page.resize(960, theme.px(499))
    assert page.tiles.isHidden()
    page.resize(960, theme.px(500))
    assert not page.tiles.isHidden()


def test_a_count_that_filters_stays_where_it_can_be_taken_back(page: AssessmentPage) -> None:
    page.tiles.set_current("up")
    page.resize(960, theme.px(400))
    assert not page.tiles.isHidden()


def test_the_filters_of_a_signed_board_stand_in_one_row_of_a_small_window(
    page: AssessmentPage,
) -> None:
    page.bar.state.show()
    page.bar.measured.show_day(date(2026, 1, 30), TODAY, usual=True)
    page.bar.prerequisites.show_day(date(2025, 12, 31), TODAY, usual=True)
    page.resize(964, 560)
    assert page.bar.height() < 2 * page.bar.search.height()
    assert page.header.title == f"January assessment {page.state.year}"


def test_open_over_new_year_it_goes_to_the_new_years_assessment(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    page = opened(qtbot, desk)
    before = page.state.year
    desk.turn_day(date(TODAY.year + 1, 1, 1))
    assert page.state.year == before + 1
    assert page.header.title == f"January assessment {before + 1}"


def test_a_year_that_was_asked_for_stays_on_show_over_new_year(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    page = opened(qtbot, desk, Place("assessment", YEAR))
    desk.turn_day(date(TODAY.year + 1, 1, 1))
    assert page.state.year == YEAR
