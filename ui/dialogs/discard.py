"""Asks whether what was typed and not accepted may go."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.dialogs.small import SmallWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

_SHOWN = 3


class DiscardDialog(SmallWindow):
    """Finished with 1 where it is discarded; Esc and closing keep what was typed."""

    def __init__(self, sentences: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("Not saved yet", parent, close="Keep editing")
        self.body.addWidget(Label("What you typed is not saved", "card"))
        lines = [*sentences[:_SHOWN]]
        if len(sentences) > _SHOWN:
            lines.append(f"And {len(sentences) - _SHOWN} more.")
        for line in lines:
            self.body.addWidget(Label(line, wrap=True))
        self.discard = Button("Discard", "danger", "trash-2")
        self.discard.clicked.connect(self.accept)
        self.foot.insertWidget(1, self.discard)
        self.way_out.clicked.disconnect()
        self.way_out.clicked.connect(self.reject)
        self.way_out.set_kind("primary")
        self.way_out.setDefault(True)
        self.way_out.setFocus()
        self.setModal(True)
        self.finished.connect(self.deleteLater)
        self.setFixedWidth(theme.px(440))
