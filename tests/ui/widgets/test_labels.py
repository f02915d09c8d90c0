"""Words in a narrow place are broken or cut, never widen it, and follow the size of text."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.labels import Label, breakable


def test_a_very_long_word_can_be_broken_and_short_ones_stay_whole() -> None:
    assert breakable("short words") == "short words"
    broken = breakable(f"a {'x' * 50} b")
    assert broken.replace("\u200b", "") == f"a {'x' * 50} b"
    assert max(len(part) for part in broken.replace("\u200b", " ").split()) == 22


def test_a_label_first_shown_after_a_change_of_text_size_has_the_new_size(
    qtbot: QtBot, qapp: QApplication
) -> None:
    label = Label("No backup yet", "small", "text_2")
    qtbot.addWidget(label)
    theme.apply(qapp, "light", 1.5)
    label.show()
    assert label.font().pixelSize() == theme.font("small").pixelSize() == 18
