"""The first page: a card with the focus has its ring and nothing else around its words."""

from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt

from ui.desk import Desk, Place
from ui.pages.welcome import WelcomePage
from ui.work import Inline, Lane


@pytest.fixture
def page(qtbot, tmp_path):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = WelcomePage(Desk(Lane(executor=Inline()), date(2026, 11, 24), settings))
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.visit(Place("welcome"))
    return made


def test_a_card_reached_by_tab_has_one_ring(page, qtbot):
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClick(page.choices[0], Qt.Key.Key_Tab)
    card = page.choices[1]
    assert card.hasFocus()
    picture = card.grab().toImage()
    # Beside the words and above them there is the card's own ground, from ring to ring.
    right = [picture.pixel(x, card.height() // 2) for x in range(card.width() - 16, card.width())]
    top = [picture.pixel(card.width() // 2, y) for y in range(14)]
    for line in (right, top):
        assert len(set(line)) == 2


def test_the_first_card_has_the_focus(page):
    assert page.focusWidget() is page.choices[0]
