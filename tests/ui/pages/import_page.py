"""The page of imports on a desk, at the size of a window."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.desk import Desk, Place
from ui.pages.importing import ImportPage


def import_page(qtbot: QtBot, desk: Desk) -> ImportPage:
    made = ImportPage(desk)
    qtbot.addWidget(made)
    made.resize(1150, 760)
    made.show()
    made.visit(Place("import"))
    return made
