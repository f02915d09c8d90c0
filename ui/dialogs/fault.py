"""Says that something of ours failed, what is safe, and lets the details be copied."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme


class FaultDialog(QDialog):
    """One plain dialog for every fault of ours; the application goes on."""

    def __init__(self, report: str, log: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong in Alliance Desk")
        self._report = report
        title = QLabel("Alliance Desk made a mistake")
        title.setFont(theme.font("card"))
        words = QLabel(
            "The step that was under way was not carried out. Everything saved before it is safe, "
            f"and you can go on working.\n\nThe details are in {log}. They name versions and "
            "places in the program, nothing of your partners."
        )
        words.setWordWrap(True)
        details = QPlainTextEdit(report)
        details.setReadOnly(True)
        details.setAccessibleName("Details of the fault")
        details.setMinimumHeight(160)
        buttons = QDialogButtonBox()
        self.copy = QPushButton("Copy details")
        theme.set_kind(self.copy, "plain")
        self.copy.clicked.connect(self._copy)
        go_on = QPushButton("Go on")
        theme.set_kind(go_on, "primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        for widget in (title, words, details, buttons):
            layout.addWidget(widget)
        self.resize(560, 380)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self.copy.setText("Copied")
