"""What is wrong with deals on one page: rules, money and tiers, put right in place or in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.hygiene.rules import RULES
from models.hygiene.thresholds import DEFAULTS
from models.partner import Offering, Partner
from models.store import deals, hygiene, records, snapshots
from models.store.portfolio import Portfolio, create
from tests.models.program import harbour
from ui.desk import Desk, Opened, Place
from ui.dialogs.hygiene_keep import KeepDialog
from ui.dialogs.hygiene_rules import HygieneRulesDialog
from ui.dialogs.hygiene_value import NextStepDialog, ServicesDialog
from ui.pages.hygiene import HygienePage
from ui.pages.hygiene_side import KEPT
from ui.pages.hygiene_words import FIXES

TODAY = date(2022, 1, 10)
NORTH, WORLD = 11, 12
CLEAN: dict[str, Any] = {
    "close_date": date(2022, 6, 1), "partner_minor": 600_00, "services_minor": 400_00,
    "next_step": "Call", "updated_on": TODAY,
}  # fmt: skip
DEALS: dict[str, dict[str, Any]] = {
    "Clean": {},
    "Late": {"close_date": date(2022, 1, 3)},
    "Far": {"close_date": date(2024, 1, 3)},
    "Bare": {"services_minor": 0},
    "Idle": {"close_date": date(2022, 1, 20), "next_step": ""},
}


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "deals.alliance") as made:
        with made.change("Add partners"):
            records.add(made, Partner(NORTH, "Northwind"))
            records.add(made, Partner(WORLD, "Weltbau"))
        yield made


@pytest.fixture
def filled(portfolio: Portfolio) -> Portfolio:
    with portfolio.change("Add deals"):
        for name, values in DEALS.items():
            owner = WORLD if name == "Far" else NORTH
            deals.add(portfolio, owner, **CLEAN | {"name": name, "customer": name} | values)
    return portfolio


@pytest.fixture
def said(desk: Desk) -> dict[str, list[Any]]:
    heard: dict[str, list[Any]] = {"places": [], "toasts": [], "imports": [], "problems": []}
    desk.going.connect(heard["places"].append)
    desk.toasting.connect(lambda *words: heard["toasts"].append(words))
    desk.importing.connect(lambda *words: heard["imports"].append(words))
    desk.lane.problem.connect(lambda *words: heard["problems"].append(words))
    return heard


def opened(qtbot: QtBot, desk: Desk, place: Place | None = None) -> HygienePage:
    page = HygienePage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.visit(place or Place("hygiene"))
    qtbot.waitUntil(lambda: page.hygiene is not None and page.effects.left == 0)
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, filled: Portfolio) -> HygienePage:
    return opened(qtbot, desk)


def names(page: HygienePage) -> list[str]:
    return sorted(row.name for row in page.model.rows)


def select(page: HygienePage, *wanted: str) -> None:
    ids = [row.id for row in page.model.rows if row.name in wanted]
    page.view.select_ids(ids, ids[0])


def deal(portfolio: Portfolio, name: str) -> Deal:
    return next(one for one in records.find(portfolio, Deal) if one.name == name)


def entry(page: HygienePage, key: str) -> Any:
    return next(one for one in page.body.side.rules.entries if one.key == key)


def cell(page: HygienePage, name: str, column: str) -> str:
    row = next(row for row in page.model.rows if row.name == name)
    return next(c for c in page.model.columns if c.name == column).shown(row)


# ---- what is shown -----------------------------------------------------------------------------


def test_rules_stand_at_the_left_with_their_counts_and_money(page: HygienePage) -> None:
    assert [one.key for one in page.body.side.rules.entries] == ["", *RULES]
    assert entry(page, "").count == "4"
    assert entry(page, "past_close_date").count == "1"
    assert entry(page, "past_close_date").lines[0] == "$1.0K counts now"
    assert entry(page, "outside_window").lines[0] == "$1.0K would come in"
    assert entry(page, "duplicate").icon == "check"
    assert entry(page, "stage_skipped").count == "Off"


def test_the_table_passes_the_model_tester(page: HygienePage) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    QAbstractItemModelTester(
        page.body.side.rules.model(), QAbstractItemModelTester.FailureReportingMode.Warning
    )
    page.choose_rule("past_close_date")


def test_a_rule_shows_its_deals_and_says_why_it_matters(page: HygienePage) -> None:
    assert names(page) == ["Bare", "Far", "Idle", "Late"]
    page.choose_rule("past_close_date")
    assert names(page) == ["Late"]
    assert cell(page, "Late", "finding") == "Due on 3 Jan 2022, 7 days ago."
    assert page.body.title.text() == "Past its close date (C061)"
    assert "Give it another date" in page.body.why.text()


def test_the_arrow_keys_go_from_rule_to_rule(page: HygienePage) -> None:
    rules = page.body.side.rules
    rules.setFocus()
    QTest.keyClick(rules, Qt.Key.Key_Down)
    assert page.rule == "past_close_date"
    assert names(page) == ["Late"]


def test_the_clean_share_stands_over_its_course(
    qtbot: QtBot, desk: Desk, filled: Portfolio
) -> None:
    page = opened(qtbot, desk)
    assert page.body.side.share.text() == "20%"
    assert page.body.side.line.isHidden()
    late = deal(filled, "Late").id
    with filled.change("Keep"):
        snapshots.keep(filled, date(2022, 1, 9), "import")
    with filled.change("Move"):
        deals.edit(filled, late, TODAY, close_date=date(2022, 3, 1))
    page.refresh()
    assert page.body.side.share.text() == "40%"
    assert not page.body.side.line.isHidden()
    assert "20 points up since 9 Jan 2022" in page.body.side.since.text()


def test_a_snapshot_is_put_on_the_course_without_reading_all_deals(
    qtbot: QtBot, desk: Desk, filled: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filled.change("Keep"):
        snapshots.keep(filled, date(2022, 1, 8), "import")
    page = opened(qtbot, desk)
    monkeypatch.setattr(page, "reload", lambda: pytest.fail("all deals are read again"))
    desk.lane.write("Keep", lambda book: snapshots.keep(book, date(2022, 1, 9), "import"))
    assert page.hygiene is not None
    assert [one.on_date.day for one in page.hygiene.course] == [8, 9]
    assert "9 Jan 2022" in page.body.side.since.text()


def test_the_as_of_day_decides(page: HygienePage, desk: Desk) -> None:
    desk.set_as_of(date(2022, 1, 2))
    assert entry(page, "past_close_date").count == ""
    assert page.body.header is page.header


def test_words_and_a_partner_are_filtered_by(page: HygienePage) -> None:
    page.body.search.setText("bar")
    assert names(page) == ["Bare"]
    page.body.search.clear()
    page.body.partner.set_chosen({WORLD})
    page.body.partner.changed.emit({WORLD})
    assert names(page) == ["Far"]
    page.choose_rule("past_close_date")
    assert "Nothing of Partner: Weltbau here." in page.body.empty._sentence.text()
    page.clear_filters()
    assert names(page) == ["Late"]


def test_a_place_with_a_partner_filters_by_it(qtbot: QtBot, desk: Desk, filled: Portfolio) -> None:
    page = opened(qtbot, desk, Place("hygiene", WORLD))
    assert names(page) == ["Far"]
    page.visit(Place("hygiene", NORTH, "no_services"))
    assert names(page) == ["Bare"]


def test_an_empty_portfolio_asks_for_an_import(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio, said: dict[str, list[Any]]
) -> None:
    page = opened(qtbot, desk)
    assert page.body.stack.currentWidget() is page.body.empty
    page.body.empty.primary_clicked.emit()
    assert said["imports"] == [("", "deals")]


def test_all_clean_is_calm(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> None:
    deals.add(portfolio, NORTH, name="Clean", **CLEAN)
    page = opened(qtbot, desk)
    assert page.body.empty._sentence.text() == "The 1 open deal is clean"
    assert page.body.side.share.text() == "100%"


def test_a_program_without_money_says_why_rules_do_not_speak(
    qtbot: QtBot, desk: Desk, filled: Portfolio
) -> None:
    harbour.run_by(filled)
    page = opened(qtbot, desk)
    assert entry(page, "no_money").count == "Off"
    page.choose_rule("outside_window")
    assert "counts no open deals" in page.body.empty._hint.text()


def test_copying_goes_to_a_spreadsheet(page: HygienePage) -> None:
    page.choose_rule("past_close_date")
    page.view.selectAll()
    page.edits.copy()
    told = QGuiApplication.clipboard().text().splitlines()
    assert told[0].startswith("Deal\tWhat is wrong\tPartner\tClose date")
    assert told[1].startswith("Late\tDue on 3 Jan 2022, 7 days ago.\tNorthwind\t2022-01-03")


# ---- put right ---------------------------------------------------------------------------------


def test_a_deal_is_put_right_in_place_and_stays_on_show(
    page: HygienePage, portfolio: Portfolio
) -> None:
    page.choose_rule("past_close_date")
    column = [made.name for made in page.model.columns].index("close_date")
    page.view.setFocus()
    page.view.setCurrentIndex(page.model.index(0, column))
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    editor = page.view.findChild(QLineEdit)
    assert editor is not None
    editor.setText("1 Mar 2022")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert deal(portfolio, "Late").close_date == date(2022, 3, 1)
    assert cell(page, "Late", "finding") == "Put right"
    assert entry(page, "past_close_date").count == ""
    page.choose_rule("")
    assert names(page) == ["Bare", "Far", "Idle"]


def test_a_value_that_cannot_stand_is_refused_in_its_cell(
    page: HygienePage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    row = page.model.rows[0]
    column = next(c for c in page.model.columns if c.name == "close_date")
    before = deal(portfolio, row.name).close_date
    page.edits.type_over(row, column, "31.11.2022")
    qtbot.waitUntil(lambda: "no day" in page.refusals._sentence)
    assert deal(portfolio, row.name).close_date == before


@pytest.mark.parametrize(
    ("rule", "name", "propose", "field", "value"),
    [
        ("past_close_date", "Late", "propose_next_quarter", "close_date", date(2022, 4, 3)),
        ("outside_window", "Far", "propose_first_day", "close_date", TODAY),
        ("no_services", "Bare", "propose_unqualified", "qualified", False),
    ],
)
def test_a_fix_is_told_before_it_is_made_and_undone_in_one_step(
    page: HygienePage, portfolio: Portfolio, said: dict[str, list[Any]],
    rule: str, name: str, propose: str, field: str, value: Any,
) -> None:  # fmt: skip
    before = getattr(deal(portfolio, name), field)
    page.choose_rule(rule)
    select(page, name)
    getattr(page.edits, propose)()
    assert page.proposal.isVisible()
    assert "Changes 1 deal." in page.proposal.accessibleName()
    assert getattr(deal(portfolio, name), field) == before
    page.edits.apply()
    assert getattr(deal(portfolio, name), field) == value
    assert said["toasts"][-1][1] is True
    assert entry(page, rule).count == ""
    page.desk.lane.undo()
    assert getattr(deal(portfolio, name), field) == before
    assert entry(page, rule).count == "1"


def test_very_many_deals_are_said_to_be_worked_out(
    page: HygienePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr("ui.pages.hygiene_edit._MANY", 1)
    bar = page.proposal
    monkeypatch.setattr(bar, "set", lambda *words: heard.append(words[-1]))
    page.view.selectAll()
    page.edits.propose_next_quarter()
    assert heard[0] == "Working out what it would do."
    assert heard[1].startswith("Changes 3 deals; 1 deal is so already.")
    page.edits.forget_proposal()
    assert bar.isHidden()


def test_a_deal_is_won_on_a_day(page: HygienePage, portfolio: Portfolio) -> None:
    select(page, "Late")
    page.edits._status = "won"
    page.edits.propose_closed(date(2022, 1, 4))
    page.edits.apply()
    late = deal(portfolio, "Late")
    assert (late.status, late.close_date) == ("won", date(2022, 1, 4))


def test_a_next_step_and_a_services_portion_are_asked_for(
    page: HygienePage, portfolio: Portfolio
) -> None:
    select(page, "Idle")
    page.edits.ask_step()
    step = page.edits.dialog
    assert isinstance(step, NextStepDialog)
    step.finish()
    assert step.problem_of("words") == "Type what happens next."
    step.words.setText("Meet the sponsor")
    step.finish()
    page.edits.apply()
    assert deal(portfolio, "Idle").next_step == "Meet the sponsor"
    select(page, "Bare")
    page.edits.ask_services()
    part = page.edits.dialog
    assert isinstance(part, ServicesDialog)
    for wrong in ("", "0", "101", "half"):
        part.percent.setText(wrong)
        part.finish()
        assert part.problem_of("percent")
    part.percent.setText("12,5 %")
    part.finish()
    assert page.edits.fix is not None
    assert page.edits.fix[0].percent == Decimal("12.5")
    page.edits.apply()
    assert deal(portfolio, "Bare").services_minor == 75_00


def test_an_offering_is_chosen_among_the_partners(
    qtbot: QtBot, desk: Desk, filled: Portfolio
) -> None:
    records.add(filled, Offering(5, NORTH, "Watch"))
    page = opened(qtbot, desk, Place("hygiene", 0, "no_offering"))
    assert "Clean" in names(page)
    page.view.selectAll()
    menu = page.edits.buttons["offering"].menu()
    page.edits._fill_offerings(menu)
    assert [action.text() for action in menu.actions()] == ["Watch"]
    menu.actions()[0].trigger()
    page.edits.apply()
    assert {one.offering_id for one in records.find(filled, Deal, partner_id=NORTH)} == {5}


def test_duplicates_are_deleted_but_for_the_chosen_one(
    qtbot: QtBot, desk: Desk, filled: Portfolio
) -> None:
    for _ in range(2):
        deals.add(filled, NORTH, **CLEAN | {"name": "Twice", "customer": "One"})
    page = opened(qtbot, desk, Place("hygiene", 0, "duplicate"))
    assert names(page) == ["Twice", "Twice"]
    chosen = page.model.rows[1].id
    page.view.select_ids([chosen], chosen)
    page.edits.propose_keep_chosen()
    page.edits.apply()
    assert [one.id for one in records.find(filled, Deal, name="Twice")] == [chosen]
    assert names(page) == []


def test_a_finding_is_kept_with_a_reason_and_looked_at_again(
    page: HygienePage, portfolio: Portfolio
) -> None:
    page.choose_rule("past_close_date")
    select(page, "Late")
    page.edits.ask_keep()
    dialog = page.edits.dialog
    assert isinstance(dialog, KeepDialog)
    dialog.finish()
    assert dialog.problem_of("reason") == "Say why it can stay as it is."
    dialog.reason.setPlainText("Signed, papers on the way")
    dialog.finish()
    assert hygiene.counts(portfolio, TODAY).findings["past_close_date"] == 0
    page.choose_rule(KEPT)
    assert names(page) == ["Late"]
    assert "Signed, papers on the way" in cell(page, "Late", "finding")
    select(page, "Late")
    page.edits.look_again()
    assert hygiene.counts(portfolio, TODAY).findings["past_close_date"] == 1


def test_a_sentence_on_a_tier_leads_to_its_deals(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    from tests.models.store.test_hygiene import fit_for_silver, millions

    fit_for_silver(portfolio)
    for n in range(3):
        late = {"close_date": date(2021, 5, 1 + n), "name": f"Late {n}", "customer": f"C{n}"}
        deals.add(portfolio, NORTH, **CLEAN | late | millions(4))
    page = opened(qtbot, desk)
    page.choose_rule("outside_window")
    button = page.body.effects[0]
    assert button.text() == "Moving 2 dates into the window lifts Northwind to Silver."
    assert "Lifts 1 partner" in entry(page, "outside_window").lines
    button.click()
    assert len(page.view.selected_ids()) == 2
    assert page.body.partner.chosen == {NORTH}
    page.edits.propose_next_quarter()
    assert "Northwind rises from Opportunistic to Silver." in page.proposal.accessibleName()


def test_every_rule_has_what_puts_it_right(page: HygienePage) -> None:
    assert set(FIXES) == {"", *RULES, KEPT}
    for rule in RULES:
        page.choose_rule(rule)
        shown = {key for key, button in page.edits.buttons.items() if not button.isHidden()}
        assert shown == {*FIXES[rule], "keep", "more"}


def test_a_read_only_portfolio_is_looked_at_only(
    qtbot: QtBot, desk: Desk, filled: Portfolio
) -> None:
    desk.opened = Opened(path=filled.path, name="Deals", read_only=True)
    page = opened(qtbot, desk)
    page.view.selectAll()
    assert page.bulk.isHidden()
    assert not page.body.settings.isEnabled()
    page.edits.propose_next_quarter()
    page.edits.ask_step()
    assert page.edits.dialog is None
    assert page.proposal.isHidden()
    assert all(not command.enabled() for command in page.commands()[:-1])


# ---- the rules themselves ----------------------------------------------------------------------


def test_rules_are_set_refused_and_put_back_as_usual(
    page: HygienePage, portfolio: Portfolio
) -> None:
    page.ask_rules()
    dialog = page.edits.dialog
    assert isinstance(dialog, HygieneRulesDialog)
    dialog.numbers["likeness"].setText("5")
    dialog.finish()
    assert "60 to 100" in dialog.problem_of("likeness")
    dialog.numbers["likeness"].setText("many")
    dialog.finish()
    assert dialog.problem_of("likeness") == "Type a whole number."
    dialog.reset()
    dialog.stages.setPlainText("One\nTwo\none")
    dialog.finish()
    assert "twice" in dialog.problem_of("stages")
    dialog.reset()
    dialog.on["past_close_date"].setChecked(False)
    dialog.numbers["next_step_days"].setText("5")
    dialog.finish()
    told = hygiene.thresholds(portfolio)
    assert (told.off, told.next_step_days) == (("past_close_date",), 5)
    assert dialog.isHidden()
    assert entry(page, "past_close_date").count == "Off"
    assert portfolio.can_undo() == "Set the hygiene rules"
    page.desk.lane.undo()
    assert hygiene.thresholds(portfolio) == DEFAULTS


def test_going_away_stops_what_is_worked_out_for_tiers(page: HygienePage) -> None:
    page.effects._left = [NORTH]
    page.hide()
    assert page.effects._under_way is None
    page.show()
    assert page.effects.left == 0
