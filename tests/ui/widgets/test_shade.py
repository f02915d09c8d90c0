"""The shade lies where what floats lies, and comes and goes with it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.shade import Shade


def test_the_shade_goes_where_its_sibling_goes_and_takes_no_click(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(400, 300)
    below = QPushButton("below", host)
    floating = QWidget(host)
    floating.hide()
    shade = Shade(floating, blur=20, drop=6, strength=90)
    host.show()
    assert not shade.isVisible()
    floating.setGeometry(100, 100, 120, 40)
    floating.show()
    floating.raise_()
    assert shade.isVisible()
    assert shade.geometry().contains(floating.geometry())
    order = [child for child in host.children() if isinstance(child, QWidget)]
    assert order.index(below) < order.index(shade) < order.index(floating)
    floating.move(10, 200)
    assert shade.geometry().contains(floating.geometry())
    below.setGeometry(150, 195, 40, 20)  # under the shade, beside what floats
    assert host.childAt(160, 200) is below
    floating.hide()
    assert not shade.isVisible()


def test_the_shade_darkens_what_is_around_and_not_what_floats(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.setStyleSheet("background: white")
    host.resize(200, 200)
    floating = QWidget(host)
    floating.setGeometry(60, 60, 80, 80)
    Shade(floating, blur=20, drop=6, strength=120)
    host.show()
    seen = host.grab().toImage()
    far, near, inside = (
        seen.pixelColor(x, y).lightness() for x, y in ((5, 5), (100, 145), (99, 99))
    )
    assert far == inside == 255
    assert near < 240
