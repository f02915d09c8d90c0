"""Says what is different in the version that a checklist was moved up to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.dialogs.small import SmallWindow
from ui.widgets.labels import Label, SettledLabel
from ui.widgets.page import PageScroll


def show_differences(differences: Sequence[str], parent: QWidget) -> None:
    """Open the window; it goes when it is closed."""
    window = SmallWindow("What is different now", parent)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.body.addWidget(Label("Moved up to the version in use", "card"))
    scroll = PageScroll(name="Differences")
    for words in differences or ("Nothing that is asked has changed.",):
        scroll.body.addWidget(SettledLabel(words, "body"))
    scroll.body.addStretch(1)
    window.body.addWidget(scroll, 1)
    window.resize(theme.px(520), theme.px(360))
    window.open()
