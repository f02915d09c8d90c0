"""Small windows: what they say, what they set at once, and that Esc and Close leave."""

from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from models.deal import Rate
from models.store import records
from models.store.portfolio import create
from models.store.rates import store_rate
from ui import theme
from ui.commands import Command
from ui.desk import Desk, Opened
from ui.dialogs.about import AboutDialog
from ui.dialogs.fault import FaultDialog
from ui.dialogs.keys import KeysDialog
from ui.dialogs.settings import SettingsDialog
from ui.widgets.buttons import IconButton
from ui.work import Inline, Lane

DAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path):
    with create(tmp_path / "book.alliance") as made:
        yield made


@pytest.fixture
def desk(tmp_path, portfolio) -> Desk:
    lane = Lane(executor=Inline())
    lane.open(lambda: portfolio)
    made = Desk(lane, DAY, QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    made.opened = Opened(path=portfolio.path)
    return made


def words(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_rate_is_stored_from_today_and_listed(qtbot, desk, portfolio):
    dialog = SettingsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.code.setText("eur")
    dialog.value.setText("1.0835")
    dialog.store.click()
    (rate,) = records.find(portfolio, Rate)
    assert (rate.currency, rate.rate, rate.on_date) == ("EUR", "1.0835", DAY)
    assert "1 EUR = 1.0835\nfrom 24 Nov 2026" in words(dialog.known)
    assert portfolio.can_undo() == "Set the rate of EUR"


@pytest.mark.parametrize(
    ("code", "value", "sentence"),
    [("euro", "1", "no currency code"), ("EUR", "one", "no exchange rate"), ("EUR", "-1", "no ex")],
)
def test_what_is_no_rate_is_a_sentence_and_stays_typed(
    qtbot, desk, portfolio, code, value, sentence
):
    dialog = SettingsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.code.setText(code)
    dialog.value.setText(value)
    dialog.store.click()
    assert sentence in dialog.trouble.text()
    assert dialog.value.text() == value
    assert records.find(portfolio, Rate) == []


def test_a_rate_is_removed_by_its_own_button_as_one_step(qtbot, desk, portfolio):
    for code, day in (("EUR", DAY), ("EUR", date(2025, 1, 2)), ("CHF", DAY)):
        store_rate(portfolio, code, "1.1", day)
    dialog = SettingsDialog(desk)
    qtbot.addWidget(dialog)
    buttons = dialog.known.findChildren(IconButton)
    assert [button.accessibleName() for button in buttons] == [
        "Remove the rate of CHF from 24 Nov 2026",
        "Remove the rate of EUR from 24 Nov 2026",
        "Remove the rate of EUR from 2 Jan 2025",
    ]
    buttons[1].click()
    left = {(rate.currency, rate.on_date) for rate in records.find(portfolio, Rate)}
    assert left == {("CHF", DAY), ("EUR", date(2025, 1, 2))}
    assert "from 2 Jan 2025" in words(dialog.known)
    assert portfolio.can_undo() == "Remove the rate of EUR from 24 Nov 2026"
    portfolio.undo()
    assert len(records.find(portfolio, Rate)) == 3


def test_rates_of_a_portfolio_open_to_read_are_shown_and_stay(qtbot, desk, portfolio):
    store_rate(portfolio, "EUR", "1.1", DAY)
    desk.opened = Opened(path=portfolio.path, read_only=True)
    dialog = SettingsDialog(desk)
    qtbot.addWidget(dialog)
    assert "1 EUR = 1.1" in words(dialog.known)
    assert dialog.known.findChildren(IconButton) == []


def test_colours_and_text_size_apply_at_once_and_are_kept(qtbot, qapp, desk):
    dialog = SettingsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.colours.setCurrentIndex(dialog.colours.findData("dark"))
    dialog.size_of_text.setCurrentIndex(dialog.size_of_text.findData(125))
    assert theme.tokens().dark
    assert theme.text_scale() == 1.25
    assert desk.settings.value("theme") == "dark"
    theme.apply(qapp, "light")


def test_a_rate_needs_an_open_portfolio(qtbot, desk):
    desk.opened = Opened()
    dialog = SettingsDialog(desk)
    qtbot.addWidget(dialog)
    assert not dialog.store.isEnabled()


def test_the_key_sheet_lists_every_command_with_a_key(qtbot):
    dialog = KeysDialog(
        [Command("a", "Do this", print, "File", "Ctrl+J"), Command("b", "No", print)]
    )
    qtbot.addWidget(dialog)
    told = words(dialog)
    assert "Do this" in told
    assert "Ctrl+J" in told
    assert "Fill down" in told
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_key_sheet_is_read_by_the_keys_alone(qtbot):
    commands = [Command(f"c{at}", f"Do {at}", print, "File", f"Ctrl+F{at}") for at in range(1, 30)]
    dialog = KeysDialog(commands)
    qtbot.addWidget(dialog)
    dialog.resize(400, 300)
    dialog.show()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    area, bar = dialog.focusWidget(), dialog.area.verticalScrollBar()
    assert area is dialog.area
    seen = [bar.value()]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_End):
        qtbot.keyClick(area, key)
        seen.append(bar.value())
    assert seen == sorted(set(seen))
    assert bar.value() == bar.maximum()
    qtbot.keyClick(area, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_about_names_version_place_and_every_bundled_font(qtbot):
    dialog = AboutDialog("1.2.3", "the home folder")
    qtbot.addWidget(dialog)
    assert "1.2.3" in words(dialog)
    assert "the home folder" in words(dialog)
    notices = dialog.findChild(QPlainTextEdit)
    assert notices is not None
    for name in ("Inter", "IBM Plex Sans", "WenQuanYi", "DejaVu", "Lucide", "PySide6"):
        assert name in notices.toPlainText()


def test_the_details_of_a_fault_can_be_copied(qtbot):
    dialog = FaultDialog("the report", "the log")
    qtbot.addWidget(dialog)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "the report"
    assert "safe" in words(dialog)
    dialog.way_out.click()
    assert not dialog.isVisible()
