"""A box of choices: what does not fit ends in dots, and the wheel changes nothing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QStyleOptionComboBox

from ui.widgets.quiet_combo import QuietCombo

LONG = "Executive business review, short form"


@pytest.mark.parametrize(("width", "whole"), [(400, True), (160, False)])
def test_a_choice_too_long_for_its_box_ends_in_dots(qtbot, width, whole):
    box = QuietCombo([("short", LONG)], "Kind of pack", width=width)
    qtbot.addWidget(box)
    box.show()
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    shown = box.shown(option)
    assert (shown == LONG) == whole
    assert whole or (shown.endswith("…") and LONG.startswith(shown[:-1]))
    assert not box.grab().isNull()
