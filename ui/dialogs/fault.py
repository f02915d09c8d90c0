"""Says that something of ours failed, what is safe, and lets the details be copied."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.dialogs.small import SmallWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class FaultDialog(SmallWindow):
    """One plain dialog for every fault of ours; the application goes on."""

    def __init__(self, report: str, log: str, parent: QWidget | None = None) -> None:
        super().__init__("Something went wrong in Alliance Desk", parent, close="Go on")
        self._report = report
        words = Label(
            "The step that was under way was not carried out. Everything saved before it is safe, "
            f"and you can go on working.\n\nThe details are in {log}. They name versions and "
            "places in the program, nothing of your partners.",
            wrap=True,
        )
        details = QPlainTextEdit(report)
        details.setReadOnly(True)
        details.setAccessibleName("Details of the fault")
        details.setMinimumHeight(160)
        for widget in (Label("Alliance Desk made a mistake", "card"), words, details):
            self.body.addWidget(widget)
        self.copy = Button("Copy details", "plain", "copy")
        self.copy.clicked.connect(self._copy)
        self.foot.insertWidget(0, self.copy)
        self.way_out.set_kind("primary")
        self.way_out.setDefault(True)
        self.resize(560, 400)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self.copy.setText("Copied")
