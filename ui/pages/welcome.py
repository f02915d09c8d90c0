"""The first thing seen: the sample, an import, an empty portfolio, or one opened before."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme
from ui.desk import Desk, Place
from ui.pages.base import Page
from ui.widgets.buttons import PressedByEnter

_CHOICES = (
    (
        "sample",
        "layers",
        "Open the sample portfolio",
        "Twelve made-up partners in every state: look around, change what you like.",
    ),
    (
        "import",
        "download",
        "Import a spreadsheet",
        "Partners, or a CRM export of deals. Nothing is written before you agree.",
    ),
    (
        "empty",
        "file-plus",
        "Start empty",
        "A new portfolio on this computer; type or import your partners later.",
    ),
)


class Choice(PressedByEnter):
    """A card that is one big button: icon, what it does, and what that means."""

    def __init__(self, key: str, icon: str, title: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        theme.set_kind(self, "choice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(16)
        self._picture = QLabel()
        self._picture.setFixedWidth(28)
        self._icon = icon
        self._title = QLabel(title)
        self._words = QLabel(words)
        self._words.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._words)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)
        for label in (self._picture, self._title, self._words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(theme.px(84))
        self.dress()
        theme.notifier().changed.connect(self.dress)

    def dress(self) -> None:
        """Take the theme's fonts and colours."""
        self._picture.setPixmap(
            icons.pixmap(self._icon, theme.colour("accent").name(), 24, self.devicePixelRatioF())
        )
        self._title.setFont(theme.font("card"))
        self._words.setFont(theme.font("body"))
        theme.set_kind(self._words, "text_2", "ink")


class WelcomePage(Page):
    """Three ways to begin and the portfolios opened last."""

    KEY = "welcome"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        column = QWidget()
        column.setMaximumWidth(640)
        self._layout = QVBoxLayout(column)
        self._layout.setContentsMargins(24, 40, 24, 24)
        self._layout.setSpacing(12)
        title = QLabel("Alliance Desk")
        title.setFont(theme.font("title"))
        words = QLabel("Your partners, their tiers and why, on this computer and nowhere else.")
        words.setWordWrap(True)
        theme.set_kind(words, "text_2", "ink")
        self._layout.addWidget(title)
        self._layout.addWidget(words)
        self._layout.addSpacing(12)
        self.choices = [Choice(*given, column) for given in _CHOICES]
        for choice in self.choices:
            choice.clicked.connect(self._on_choice)
            self._layout.addWidget(choice)
        dropping = QLabel("A spreadsheet or a portfolio dropped anywhere on this window works too.")
        dropping.setWordWrap(True)
        theme.set_kind(dropping, "text_3", "ink")
        self._layout.addWidget(dropping)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        self._layout.addSpacing(16)
        self._layout.addLayout(self._recent)
        self._layout.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QWidget()
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(column, 6)
        row.addStretch(1)
        area.setWidget(outer)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(area)

    def _show_recent(self, paths: list[Path]) -> None:
        """List portfolios to open again; none hides the list."""
        while self._recent.count():
            item = self._recent.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        if not paths:
            return
        head = QLabel("Opened before")
        head.setFont(theme.font("table_head"))
        self._recent.addWidget(head)
        for path in paths:
            button = QPushButton(f"{path.stem}   {path.parent}")
            theme.set_kind(button, "quiet")
            button.setProperty("path", str(path))
            button.setIcon(icons.icon("file-text"))
            button.setAccessibleName(f"Open {path}")
            button.clicked.connect(self._on_recent)
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def reload(self) -> None:
        self.loaded.emit()

    def visit(self, place: Place) -> None:
        self._show_recent(self.desk.recent)
        super().visit(place)
        self.choices[0].setFocus()

    def _on_choice(self) -> None:
        choice = self.sender()
        if isinstance(choice, Choice):
            self.desk.beginning.emit(choice.key)

    def _on_recent(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.desk.opening.emit(Path(button.property("path")))
