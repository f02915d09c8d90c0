"""Small windows: what they say, what they set at once, and that Esc and Close leave."""

from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from models.deal import Rate
from models.store import records
from models.store.portfolio import create
from ui import theme
from ui.commands import Command
from ui.desk import Desk, Opened
from ui.dialogs.about import AboutDialog
from ui.dialogs.fault import FaultDialog
from ui.dialogs.keys import KeysDialog
from ui.dialogs.settings import SettingsDialog
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
    assert "1 EUR = 1.0835 from 2026-11-24" in dialog.known.text()
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
