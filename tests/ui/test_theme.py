"""The theme changes while the window is open, and everything follows."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

import resources
from ui import icons, theme
from ui.tokens import DARK, LIGHT


def ink(icon: QIcon) -> set[str]:
    image = icon.pixmap(QSize(64, 64), 1.0).toImage()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(64)
        for y in range(64)
        if image.pixelColor(x, y).alpha() == 255
    }


def test_the_bundled_face_is_used_and_hinting_is_off(qapp: QApplication) -> None:
    font = theme.font("title")
    assert QFontInfo(font).family() == "Inter"
    assert (font.pixelSize(), font.weight()) == (22, QFont.Weight.DemiBold)
    assert font.hintingPreference() == QFont.HintingPreference.PreferNoHinting


def test_figures_are_tabular_where_numbers_stand(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(theme.font("number"))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")
    plain = QFontMetricsF(theme.font("body"))
    assert plain.horizontalAdvance("1111") != plain.horizontalAdvance("8888")


def test_dark_mode_reaches_palette_tokens_and_listeners(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.notifier().changed):
        theme.apply(qapp, "dark")
    assert theme.tokens() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.window


def test_an_icon_made_in_light_is_painted_in_dark_after_the_change(
    qapp: QApplication, qtbot: QtBot
) -> None:
    icon = icons.icon("search", "accent")
    assert ink(icon) == {LIGHT.accent}
    theme.apply(qapp, "dark")
    assert ink(icon) == {DARK.accent}


def test_an_icon_is_as_sharp_as_the_screen(qapp: QApplication) -> None:
    for dpr in (1.0, 1.25, 1.5, 2.0):
        made = icons.icon("search").pixmap(QSize(16, 16), dpr)
        assert (made.width(), made.devicePixelRatio()) == (round(16 * dpr), dpr)


def test_an_unknown_icon_fails_where_it_is_named(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_a_disabled_button_paints_its_icon_grey(qapp: QApplication) -> None:
    image = icons.icon("search", "accent").pixmap(QSize(64, 64), 1.0, QIcon.Mode.Disabled).toImage()
    colours = {image.pixelColor(x, y).name().upper() for x in range(64) for y in range(64)}
    assert LIGHT.no_data.bar in colours
    assert LIGHT.accent not in colours


def test_text_grows_with_the_scale_and_stays_within_bounds(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 1.5)
    assert theme.font("body").pixelSize() == 20
    assert theme.px(32) == 48
    theme.apply(qapp, "light", 9)
    assert theme.text_scale() == 1.5
    theme.apply(qapp, "light", 0.1)
    assert theme.font("badge").pixelSize() == 11


def test_the_kind_of_a_button_changes_its_look(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("Save")
    qtbot.addWidget(button)
    button.resize(80, 32)
    theme.set_kind(button, "primary")
    assert button.grab().toImage().pixelColor(6, 16).name().upper() == LIGHT.accent
    theme.apply(qapp, "dark")
    assert button.grab().toImage().pixelColor(6, 16).name().upper() == DARK.accent


def test_a_label_takes_its_ink_from_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    label = QLabel("Short")
    qtbot.addWidget(label)
    theme.set_kind(label, "short", "ink")
    label.ensurePolished()
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == LIGHT.short.text


def test_control_pictures_use_token_colours() -> None:
    for tone, tokens in (("light", LIGHT), ("dark", DARK)):
        allowed = {tokens.on_accent, tokens.text_2}
        for file in resources.path("icons/controls").glob(f"*-{tone}.svg"):
            found = set(re.findall(r"#[0-9A-F]{6}", file.read_text(encoding="utf-8")))
            assert found <= allowed, file.name
            assert found


def test_a_label_keeps_its_font_when_it_is_shown_and_inked(
    qapp: QApplication, qtbot: QtBot
) -> None:
    from ui.widgets.labels import Label

    label = Label("Review pack", "title", "text_2")
    qtbot.addWidget(label)
    label.show()
    assert label.font().pixelSize() == 22
    label.set_ink("accent")
    assert label.font().pixelSize() == 22
