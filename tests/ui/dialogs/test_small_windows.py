"""Small windows: what they say, what they set at once, and that Esc and Close leave."""

from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit

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


def test_colours_and_text_size_apply_at_once_and_are_kept(qtbot, qapp, desk):
    dialog = SettingsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.colours.setCurrentIndex(dialog.colours.findData("dark"))
    dialog.size_of_text.setCurrentIndex(dialog.size_of_text.findData(125))
    assert theme.tokens().dark
    assert theme.text_scale() == 1.25
    assert desk.settings.value("theme") == "dark"
    theme.apply(qapp, "light")


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
