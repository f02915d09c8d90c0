"""What stands on a pack's cover by choice: title, confidentiality, the partner's logo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from models.pack_plan import KINDS
from models.pack_plan_words import MOST_LINE, MOST_TITLE
from ui import icons, paint, theme
from ui.widgets.buttons import Button
from ui.widgets.file_drop import DropPlace
from ui.widgets.labels import Label, SettledLabel
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.pack_plan import PackPlan

_USUAL = {
    "internal": "Internal edition, not for the partner",
    "partner": "Partner edition, confidential",
}


class CoverTab(PageScroll):
    """``edited`` tells a field of the plan, its value, and whether it was typed.

    ``choosing`` asks for a file, ``dropped`` tells the path of one, ``removed`` takes the logo off.
    """

    edited = Signal(str, object, bool)
    choosing = Signal()
    dropped = Signal(str)
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name="Cover")
        self.body.setSpacing(6)
        self.body.setContentsMargins(0, 4, 6, 4)
        self.title = QLineEdit()
        self.title.setMaxLength(MOST_TITLE)
        self.title.textEdited.connect(self._title_typed)
        self.confidentiality = QLineEdit()
        self.confidentiality.setMaxLength(MOST_LINE)
        self.confidentiality.textEdited.connect(self._confidentiality_typed)
        for name, field in (("Title", self.title), ("Confidentiality", self.confidentiality)):
            field.setAccessibleName(name)
            label = Label(name, "small_strong")
            label.setBuddy(field)
            self.body.addWidget(label)
            self.body.addWidget(field)
            self.body.addSpacing(4)
        self.body.addWidget(Label("The partner’s logo", "small_strong"))
        self.logo = LogoBox()
        self.logo.dropped.connect(self.dropped)
        self.body.addWidget(self.logo)
        self.choose = Button("Choose…", "plain", "folder-open", name="Choose the partner’s logo")
        self.choose.clicked.connect(self.choosing)
        self.remove = Button("Remove", "quiet", name="Remove the partner’s logo")
        self.remove.clicked.connect(self.removed)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.body.addLayout(row)
        self.problem = SettledLabel("", "small", "short")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.body.addWidget(
            SettledLabel("PNG or JPEG, at most 2 MB. All packs for this partner share it.",
                         "small", "text_3")
        )  # fmt: skip
        self.body.addStretch(1)

    def show_plan(self, plan: PackPlan, edition: str) -> None:
        """Show what the plan holds; nothing is told."""
        for field, text in (
            (self.title, plan.title),
            (self.confidentiality, plan.confidentiality),
        ):
            if field.text() != text:
                field.setText(text)
        self.title.setPlaceholderText(KINDS[plan.kind])
        self.confidentiality.setPlaceholderText(_USUAL[edition])
        self.logo.show_image(plan.logo)
        self.choose.setText("Another…" if plan.logo else "Choose…")
        self.remove.setVisible(bool(plan.logo))
        self.say("")

    def say(self, sentence: str) -> None:
        """What is wrong with a file that was to be the logo."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _title_typed(self, text: str) -> None:
        self.edited.emit("title", text, True)

    def _confidentiality_typed(self, text: str) -> None:
        self.edited.emit("confidentiality", text, True)


class LogoBox(DropPlace):
    """The logo on white, as a cover has it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data, self._image = b"", QImage()
        self.setAccessibleName("No logo yet")
        theme.notifier().changed.connect(self.updateGeometry)

    @property
    def shows(self) -> bool:
        return not self._image.isNull()

    def show_image(self, data: bytes) -> None:
        if data == self._data:
            return
        self._data = data
        self._image = QImage.fromData(data) if data else QImage()
        self.setAccessibleName("The partner’s logo" if data else "No logo yet")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(180), theme.px(86))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(86))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self.rect().adjusted(1, 1, -2, -2)
        painter.setBrush(theme.colour("#FFFFFF" if self.shows else "card"))
        if self.over:
            painter.setBrush(theme.colour("selected"))
        pen = QPen(theme.colour("accent" if self.over else "control_line"), 1)
        if not self.shows:
            pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(box, 6, 6)
        if self.shows:
            room = box.adjusted(14, 12, -14, -12)
            size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            spot = QRect(0, 0, size.width(), size.height())
            spot.moveCenter(room.center())
            painter.drawImage(spot, self._image)
        else:
            side = theme.px(18)
            spot = QRect(0, 0, side, side)
            spot.moveCenter(box.center())
            spot.moveTop(box.top() + box.height() // 2 - side - 2)
            icons.paint(painter, spot, "upload", "text_3")
            words = QRect(box.left(), box.center().y() + 4, box.width(), theme.px(20))
            paint.text(painter, words, "Drop a picture here", "small", "text_3", paint.CENTRE)
        painter.end()
