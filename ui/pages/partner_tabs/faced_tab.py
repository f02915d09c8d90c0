"""A tab of records in several parts, one in front, which shows a record once it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.pages.partner_tabs.records_tab import RecordsTab
from ui.tokens import CARD_GAP
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.segmented import Segmented


class FacedTab(RecordsTab):
    """FACES are the parts by key and title, FACE_OF says which of them shows a table.

    Subclasses call `lay_out`, say whether the partner's records are read, and show one of them.
    """

    FACES: ClassVar[Sequence[tuple[str, str]]] = ()
    FACE_OF: ClassVar[Mapping[str, str]] = {}

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._wanted: tuple[str, int | None] | None = None
        self.faces = Segmented(self.FACES, f"Part of {self.TITLE.lower()}")
        self.faces.chosen.connect(self.show_face)
        self._stack = QStackedWidget()

    # ---- for subclasses --------------------------------------------------------------------

    @property
    def is_read(self) -> bool:
        """Whether what is known is of the partner in front."""
        raise NotImplementedError

    def show_record(self, field: str, record_id: int | None) -> None:
        """Bring a record into sight, once its part is in front."""
        RecordsTab.reveal(self, field, record_id)

    def lay_out(self, parts: Sequence[QWidget]) -> None:
        """The choice of a part above them, in their order."""
        for part in parts:
            self._stack.addWidget(part)
        top = QWidget()
        FlowLayout(top).addWidget(self.faces)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(CARD_GAP)
        outer.addWidget(top)
        outer.addWidget(self._stack, 1)

    def reveal_now(self) -> None:
        """Show what was asked for before it was read."""
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        field, record_id = wanted
        face = self.FACE_OF.get(field, field)
        if face in dict(self.FACES):
            self.show_face(face)
        self.show_record(field, record_id)

    # ---- for the page ----------------------------------------------------------------------

    def reveal(self, field: str, record_id: int | None) -> None:
        """`field` is a table whose record is to be shown, or one of the parts."""
        self._wanted = (field, record_id)
        if self.is_read:
            self.reveal_now()

    def show_face(self, key: object) -> None:
        """Show one of the parts."""
        self.faces.set_current(key)
        self._stack.setCurrentIndex([face for face, _ in self.FACES].index(str(key)))
