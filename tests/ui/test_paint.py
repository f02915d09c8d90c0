"""What a name from a file is on screen: words, however long, and never markup."""

import time

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from ui import paint
from ui.widgets.labels import ElidedLabel

MARKUP = "<img src='file:///etc/hosts'><b>Northwind</b>"


@pytest.mark.parametrize("words", [MARKUP, "<a href='javascript:x'>y</a>", "<table>"])
def test_a_tool_tip_never_takes_a_name_for_markup(qapp: QApplication, words: str) -> None:
    told = paint.plain_tip(words)
    assert "<img" not in told
    assert "<a " not in told
    assert "&lt;" in told


@pytest.mark.parametrize("words", ["", "Northwind", "a < b", "Ünal & Söhne\n2 of 3"])
def test_plain_words_stay_as_they_are(qapp: QApplication, words: str) -> None:
    assert paint.plain_tip(words) == words


def test_a_text_of_a_million_signs_is_painted_at_once(qtbot) -> None:
    words = "x" * 1_000_000
    begun = time.process_time()
    label = ElidedLabel(words)
    qtbot.addWidget(label)
    label.resize(200, 20)
    label.grab()
    shown = QPixmap(200, 20)
    painter = QPainter(shown)
    paint.text(painter, QRect(0, 0, 200, 20), words)
    painter.end()
    paint.pill_size(words)
    assert label.toolTip() == words[: paint.LONGEST]
    assert time.process_time() - begun < 2
