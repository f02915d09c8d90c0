"""Says that something of ours failed, what is safe, and lets the details be copied."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui import theme
from ui.dialogs.small import SmallWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

_HIGHEST = 600  # what the smallest screen has


class FaultDialog(SmallWindow):
    """One plain dialog for each fault of ours; the application goes on.

    `report` is what is copied, `log` names where it is kept, `show_log` opens that folder.
    """

    def __init__(
        self,
        report: str,
        log: str,
        parent: QWidget | None = None,
        *,
        show_log: Callable[[], object] | None = None,
    ) -> None:
        super().__init__("Something went wrong in Alliance Desk", parent, close="Go on")
        self._report = report
        words = Label(
            "The step that was under way was not carried out. Everything saved before it is safe, "
            f"and you can go on working.\n\nThe details are in {log} too. They name versions and "
            "places in the program, nothing of your partners.",
            wrap=True,
        )
        self.again = Label(ink="text_2", wrap=True)
        self.again.hide()
        details = QPlainTextEdit(report)
        details.setReadOnly(True)
        details.setAccessibleName("Details of the fault")
        details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        details.setMinimumHeight(theme.px(110))
        for widget in (Label("Alliance Desk made a mistake", "card"), words, self.again, details):
            self.body.addWidget(widget)
        self.body.setStretchFactor(details, 1)
        self.copy = Button("Copy details", "plain", "copy")
        self.copy.clicked.connect(self._copy)
        self.foot.insertWidget(0, self.copy)
        if show_log is not None:
            self.folder = Button("Open the log’s folder", "quiet", "folder-open")
            self.folder.clicked.connect(show_log)
            self.foot.insertWidget(1, self.folder)
        self.way_out.set_kind("primary")
        self.way_out.setDefault(True)
        self.resize(theme.px(580), min(theme.px(420), _HIGHEST))

    def say_times(self, times: int) -> None:
        """The same fault has come again while this is open."""
        self.again.setText(f"It has happened {times:,} times since the start; it is told once.")
        self.again.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self.copy.setText("Copied")
