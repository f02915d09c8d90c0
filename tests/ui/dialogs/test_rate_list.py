"""Exchange rates in the settings: which way round, every change one step, and files of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.deal import Deal, Rate
from models.intake.rates_file import check
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from models.store.rates import store_rate
from ui.desk import Desk, Opened
from ui.dialogs.rate import RateDialog
from ui.dialogs.rate_list import RateList
from ui.dialogs.settings import SettingsDialog
from ui.tables.exporting import write
from ui.work import Inline, Lane

Opening = Callable[[], RateList]
DAY = date(2026, 11, 24)
OLD = date(2025, 1, 2)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        for code, day, rate in (("EUR", OLD, "1.04"), ("EUR", DAY, "1.0835"), ("CHF", DAY, "1.1")):
            store_rate(made, code, rate, day)
        yield made


@pytest.fixture
def desk(qapp: object, tmp_path: Path, portfolio: Portfolio) -> Desk:
    lane = Lane(executor=Inline())
    lane.open(lambda: portfolio)
    made = Desk(lane, DAY, QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    made.opened = Opened(path=portfolio.path)
    return made


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Opening:
    """Shows the list once all is as the test wants it, and holds it until the end."""
    held: list[RateList] = []

    def show() -> RateList:
        held.append(RateList(desk))
        qtbot.addWidget(held[0])
        held[0].show()
        return held[0]

    return show


def lines(known: RateList) -> list[str]:
    return [
        " from ".join(column.shown(row) for column in known.model.columns[1:])
        for row in known.model.rows
    ]  # fmt: skip


def asked(known: RateList) -> RateDialog:
    assert known.asked is not None
    return known.asked


def offered(known: RateList) -> dict[str, QPushButton]:
    found = known.said.findChildren(QPushButton)
    return {button.text(): button for button in found if not button.isHidden()}


def test_rates_stand_by_currency_the_newest_first_and_tell_their_direction(
    qtbot: QtBot, desk: Desk, opened: Opening
) -> None:
    assert lines(opened()) == [
        "1 CHF = 1.1 USD from 24 Nov 2026",
        "1 EUR = 1.0835 USD from 24 Nov 2026",
        "1 EUR = 1.04 USD from 2 Jan 2025",
    ]


def test_the_settings_hold_the_list(qtbot: QtBot, desk: Desk) -> None:
    dialog = SettingsDialog(desk)
    qtbot.addWidget(dialog)
    assert len(lines(dialog.known)) == 3


def test_ctrl_n_adds_a_rate_that_is_read_back_before_it_is_stored(
    qtbot: QtBot, opened: Opening, portfolio: Portfolio
) -> None:
    known = opened()
    with qtbot.waitActive(known.window()):
        known.window().activateWindow()
    qtbot.keyClick(known.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = asked(known)
    dialog.code.setText("gbp")
    dialog.value.setText("1.25")
    dialog.day.line.setText("1 Feb 2026")
    assert dialog.sentence.text() == "Read as: 1 GBP = 1.25 USD from 1 Feb 2026."
    dialog.go.click()
    assert "1 GBP = 1.25 USD from 1 Feb 2026" in lines(known)
    assert known.model.find(known.table.current_id()).currency == "GBP"
    assert portfolio.can_undo() == "Set the rate of GBP from 1 Feb 2026"
    offered(known)["Undo"].click()
    assert len(lines(known)) == 3
    assert "Undo" not in offered(known)


@pytest.mark.parametrize(
    ("code", "value", "day", "field", "words"),
    [
        ("EU", "1", "today", "currency", "no currency code"),
        ("GBP", "one", "today", "rate", "no exchange rate"),
        ("GBP", "0", "today", "rate", "no exchange rate"),
        ("GBP", "1", "", "day", "needs the day"),
        ("GBP", "1", "31 Feb 2026", "day", "no day"),
        ("USD", "1", "today", "", "own currency"),
        ("EUR", "1", "2 Jan 2025", "", "has a rate from 2 Jan 2025 already: 1.04"),
    ],
)
def test_what_is_no_rate_is_said_and_stays_typed(
    opened: Opening, code: str, value: str, day: str, field: str, words: str
) -> None:
    known = opened()
    known.adding.click()
    dialog = asked(known)
    dialog.code.setText(code)
    dialog.value.setText(value)
    dialog.day.line.setText(day)
    dialog.go.click()
    assert words in dialog.problem_of(field)
    assert dialog.value.text() == value
    assert len(lines(known)) == 3


def test_enter_edits_day_and_rate_as_one_step(
    qtbot: QtBot, opened: Opening, portfolio: Portfolio
) -> None:
    known = opened()
    known.table.reveal(known.model.rows[2].id)
    qtbot.keyClick(known.table, Qt.Key.Key_Return)
    dialog = asked(known)
    assert (dialog.value.text(), dialog.day.line.text()) == ("1.04", "2 Jan 2025")
    assert not dialog.code.isVisible()
    dialog.value.setText("1.05")
    dialog.day.line.setText("3 Jan 2025")
    dialog.go.click()
    assert lines(known)[2] == "1 EUR = 1.05 USD from 3 Jan 2025"
    portfolio.undo()
    rates = {(rate.currency, rate.on_date): rate.rate for rate in records.find(portfolio, Rate)}
    assert rates == {("CHF", DAY): "1.1", ("EUR", DAY): "1.0835", ("EUR", OLD): "1.04"}


def test_a_day_that_has_a_rate_already_keeps_it_when_another_is_moved_there(
    opened: Opening,
) -> None:
    known = opened()
    known.edit(known.model.rows[2].id)
    asked(known).day.line.setText("24 Nov 2026")
    asked(known).go.click()
    assert "has a rate from 24 Nov 2026 already" in asked(known).problem_of("")
    assert len(lines(known)) == 3


def test_del_removes_what_is_selected_and_undo_brings_it_back(
    qtbot: QtBot, opened: Opening, portfolio: Portfolio
) -> None:
    known = opened()
    known.table.select_ids([row.id for row in known.model.rows[1:]])
    qtbot.keyClick(known.table, Qt.Key.Key_Delete)
    assert lines(known) == ["1 CHF = 1.1 USD from 24 Nov 2026"]
    assert known.said.sentence == "Removed 2 rates."
    assert portfolio.can_undo() == "Remove 2 rates"
    offered(known)["Undo"].click()
    assert len(lines(known)) == 3


def test_without_rates_one_is_told_what_they_are_for(opened: Opening) -> None:
    known = opened()
    known.remove([row.id for row in known.model.rows])
    assert known.faces.currentWidget() is known.empty
    assert not known.exporting.isEnabled()
    known.empty.primary_clicked.emit()
    assert asked(known).isVisible()


def deals(portfolio: Portfolio, *currencies: str, qualified: bool = True) -> None:
    with portfolio.change("Add"):
        records.add(portfolio, Partner(1, "Alpha"))
        for at, currency in enumerate(currencies):
            records.add(portfolio, Deal(10 + at, 1, currency=currency, qualified=qualified))


@pytest.mark.clause("A21")
@pytest.mark.parametrize(
    ("currencies", "words"),
    [
        (("USD", "EUR", "CHF"), ""),
        (("GBP",), "1 deal in GBP has no rate dated on or before 24 Nov 2026; it counts nowhere."),
        (("GBP", "GBP", "JPY"),
         "1 in JPY have no rate dated on or before 24 Nov 2026; they count nowhere."),
    ],
)  # fmt: skip
def test_deals_without_a_rate_are_named(
    opened: Opening, portfolio: Portfolio, currencies: tuple[str, ...], words: str
) -> None:
    deals(portfolio, *currencies)
    known = opened()
    assert known.lacking.isVisible() is bool(words)
    assert words in known.lacking.sentence
    if len(currencies) == 1:
        known.add_lacking()
        asked(known).value.setText("1.25")
        asked(known).go.click()
        assert not known.lacking.isVisible()


@pytest.mark.parametrize(("as_of", "lacks"), [(OLD, False), (date(2025, 1, 1), True)])
def test_a_rate_of_a_later_day_is_none(
    opened: Opening, desk: Desk, portfolio: Portfolio, as_of: date, *, lacks: bool
) -> None:
    deals(portfolio, "EUR")
    desk.set_as_of(as_of)
    assert opened().lacking.isVisible() is lacks


def test_an_unqualified_deal_waits_for_no_rate(opened: Opening, portfolio: Portfolio) -> None:
    deals(portfolio, "GBP", qualified=False)
    assert not opened().lacking.isVisible()


def test_a_file_of_rates_is_read_in_one_step_and_its_faults_are_said(
    opened: Opening, portfolio: Portfolio, tmp_path: Path
) -> None:
    file = tmp_path / "rates.csv"
    file.write_text(
        "currency,date,rate\nGBP,2026-01-31,1.25\nEUR,2025-01-02,1.06\nCHF,2026-11-24,1.1\n"
        "JPY,2026-01-31,none\n"
    )
    known = opened()
    known.take_file(file)
    assert "1 new, 1 changed, 1 the same, 1 rejected" in known.said.sentence
    assert "line 5, rate" in known.said.accessibleName()
    assert len(lines(known)) == 4
    assert portfolio.can_undo() == "Import 2 rates from rates.csv"
    offered(known)["Undo"].click()
    assert "1 EUR = 1.04 USD from 2 Jan 2025" in lines(known)


def test_days_that_can_be_read_two_ways_are_asked_about(opened: Opening, tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    file.write_text("currency,date,rate\nGBP,03/04/2026,1.25\n")
    known = opened()
    known.take_file(file)
    assert "03/04/2026 can be read two ways" in known.said.sentence
    assert "--" not in known.said.accessibleName()
    offered(known)["Month first"].click()
    assert "1 GBP = 1.25 USD from 4 Mar 2026" in lines(known)


def test_a_file_that_is_no_list_of_rates_is_a_sentence(opened: Opening, tmp_path: Path) -> None:
    file = tmp_path / "deals.csv"
    file.write_text("partner,deal\nA,B\n")
    known = opened()
    known.take_file(file)
    assert "no column for the currency" in known.said.sentence
    assert len(lines(known)) == 3


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_is_exported_from_the_list_is_read_back(
    opened: Opening, portfolio: Portfolio, tmp_path: Path, ending: str
) -> None:
    known = opened()
    target = tmp_path / f"rates{ending}"
    write(target, "rates", known.model.columns, known.model.rows)
    assert check(portfolio, target).same == 3


def test_a_rate_is_copied_as_a_bare_figure_and_a_day(opened: Opening) -> None:
    known = opened()
    known.table.reveal(known.model.rows[1].id)
    known.table.copy()
    assert QGuiApplication.clipboard().text().split() == ["EUR", "1.0835", "2026-11-24"]


def test_a_portfolio_open_to_read_can_only_be_looked_at(
    opened: Opening, desk: Desk, portfolio: Portfolio
) -> None:
    desk.opened = Opened(path=portfolio.path, read_only=True)
    known = opened()
    assert len(lines(known)) == 3
    for button in (known.adding, known.editing, known.removing, known.importing):
        assert not button.isVisible()
    known.remove([known.model.rows[0].id])
    known.edit(known.model.rows[0].id)
    assert known.asked is None
    assert len(records.find(portfolio, Rate)) == 3


def test_rates_need_an_open_portfolio(opened: Opening, desk: Desk) -> None:
    desk.opened = Opened()
    known = opened()
    assert known.faces.currentWidget() is known.empty
    assert not known.adding.isVisible()


def test_every_button_and_the_table_have_a_name(opened: Opening) -> None:
    known = opened()
    assert known.table.accessibleName() == "Exchange rates"
    first = known.model.rows[0]
    assert known.model.spoken(first, 0) == ("Currency: CHF, rate 1 CHF = 1.1 USD, from 24 Nov 2026")
