"""Asks for whom packs are built at once, which document, for whose eyes, and as what files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from models.pack_depth import BY_TIER, BY_TIER_SAID
from models.pack_plan import KINDS, USUAL
from models.text import counted
from ui import theme
from ui.dialogs.small import SmallWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented

_FORMATS = {"pdf": ("pdf",), "pptx": ("pptx",), "both": ("pdf", "pptx")}
_SAID = {
    "pdf": "PDF files; each is listed among the partner’s packs.",
    "pptx": "Slides with charts and tables that can be edited; they are not listed as issued.",
    "both": "A PDF, which is listed among the partner’s packs, and slides of the same pages.",
}


class Chosen(NamedTuple):
    """What is to be built."""

    ids: Sequence[int]
    edition: str
    kind: str
    formats: tuple[str, ...]


class SeveralPacks(SmallWindow):
    """``chosen`` tells what is wanted. The groups are partners with what they are called."""

    chosen = Signal(object)

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[int]]], parent: QWidget | None = None
    ) -> None:
        super().__init__("Build review packs", parent, close="Cancel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._groups = {str(at): ids for at, (_, ids) in enumerate(groups)}
        self.who = Segmented([(str(at), name) for at, (name, _) in enumerate(groups)], "Partners")
        self.kind = QComboBox()
        self.kind.setAccessibleName("Document")
        for key, name in {BY_TIER: BY_TIER_SAID, **KINDS}.items():
            self.kind.addItem(name, key)
        self.edition = Segmented([("internal", "Internal"), ("partner", "Partner")], "Edition")
        formats = [("pdf", "PDF"), ("pptx", "PowerPoint"), ("both", "Both")]
        self.format = Segmented(formats, "File")
        self.told = Label("", "small", "text_2", wrap=True)
        self.go = Button("Choose folder…", "primary")
        self._build()
        self._tell()

    @property
    def ids(self) -> Sequence[int]:
        return self._groups[str(self.who.current)]

    def build(self) -> None:
        """Say what is wanted, and close."""
        kind = str(self.kind.currentData() or USUAL.kind)
        formats = _FORMATS[str(self.format.current)]
        wanted = Chosen(self.ids, str(self.edition.current), kind, formats)
        self.accept()
        self.chosen.emit(wanted)

    def _tell(self, _: object = None) -> None:
        who = counted(len(self.ids), "pack")
        words = (
            "Notes, next steps and reasons of exceptions are left out. "
            if self.edition.current == "partner"
            else ""
        )
        deep = (
            "The full review where one is owed to the partner this year, else its short form. "
            if self.kind.currentData() == BY_TIER
            else ""
        )
        self.told.setText(
            f"{who}, each put together as its partner’s packs of this kind are kept. {deep}{words}"
            f"{_SAID[str(self.format.current)]}"
        )
        self.go.setEnabled(bool(self.ids))

    def _build(self) -> None:
        for title, part in (
            ("Partners", self.who),
            ("Document", self.kind),
            ("Edition", self.edition),
            ("File", self.format),
        ):
            row = QHBoxLayout()
            row.addWidget(Label(title, "small_strong", "text_2"), 1)
            row.addWidget(part)
            self.body.addLayout(row)
        self.told.setMinimumHeight(theme.px(72))
        self.body.addWidget(self.told)
        self.body.addStretch(1)
        for part in (self.who, self.edition, self.format):
            part.chosen.connect(self._tell)
        self.kind.currentIndexChanged.connect(self._tell)
        self.go.clicked.connect(self.build)
        self.go.setDefault(True)
        self.foot.addWidget(self.go)
        self.resize(theme.px(470), theme.px(320))
